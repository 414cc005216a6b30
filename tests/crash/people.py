"""People who look at their thread and do what waits for them; what was not acknowledged they press again."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any

from bot.words.sentences import sentence
from dialogs.catalog import Kind, shipped
from practice.client import Ack, Message, Person, Slack, View
from tests.team import entries

PATIENCE = 20.0
LONG_PATIENCE = 180.0
"""Seconds; the longer where who holds a thread is killed again and again, and each time its lease has to expire."""
HEARD_WITHIN = 10.0
"""Seconds in which something comes of a press, however slow the machine."""
TRY_AGAIN_AFTER = 0.3
NOT_THERE = ("connection_lost", "no_connection", "connection_failed", "http_503")
NAMES = ("Ana", "Ivo", "Mia", "Tom")
VAGUE = "To become more efficient and improve customer satisfaction across the board."


class Crew:
    """Plays one scoping to its end from what Slack shows. Every text bears a mark, so that none can be lost unseen.

    `acknowledged` are the marks (and signatures) of what Slack took for done, `told_within` the seconds after which
    people heard that something was not saved. A person has one modal at a time: crews
    that play side by side share `hands`.
    """

    def __init__(
        self,
        slack: Slack,
        channel: str,
        marks: Iterator[int],
        over: dict[str, Any],
        hands: asyncio.Lock,
        *,
        patience: float = PATIENCE,
    ) -> None:
        self.slack, self.channel = slack, channel
        self.id = ""
        self.acknowledged: list[str] = []
        self.told_within: list[float] = []
        self._marks, self._over, self._hands = marks, over, hands
        self._done: set[str] = set()
        self._is_over_http, self._patience = False, patience
        self._names, self._people = dict(zip(NAMES, NAMES, strict=True)), dict[str, Person]()
        self._played_by(*NAMES)
        self._ids: dict[str, Person] = {}

    @classmethod
    def over_http(cls, slack: Slack, channel: str, *played_by: str, patience: float = LONG_PATIENCE) -> "Crew":
        """The same where the bots are called, and where others take over what one does not answer.

        `played_by` are four others in the place of Ana, Ivo, Mia and Tom.
        """
        crew = cls.alone(slack, channel)
        crew._played_by(*(played_by or NAMES))
        crew._is_over_http, crew._patience = True, patience
        return crew

    @property
    def done(self) -> int:
        """How many things people have done."""
        return len(self._done)

    def _played_by(self, *names: str) -> None:
        self._names = dict(zip(NAMES, names, strict=True))
        self._people = {part: self.slack.person(name) for part, name in self._names.items()}

    def shares_hands_with(self, other: "Crew") -> None:
        self._hands, self._marks = other._hands, other._marks

    @classmethod
    def alone(cls, slack: Slack, channel: str) -> "Crew":
        """A crew beside which nobody plays, and that gives good answers at once."""
        return cls(slack, channel, itertools.count(1), {}, asyncio.Lock())

    async def starts(self, title: str) -> None:
        """Ana starts it; its id is the one of the modal she filled in."""
        known = (await self.slack.workspace())["people"]
        ids = {each["real_name"]: each["id"] for each in known}
        self._ids = {ids[self._names[part]]: person for part, person in self._people.items()}
        ana = self._people["Ana"]
        view = await self._opened(ana, lambda: ana.command("/scope", f"new {title}", channel=self.channel))
        self.id = view.id
        mark = self._mark()
        director, *team = (self._names[part] for part in NAMES[1:])
        await ana.fill({"idea": f"Tell us who is about to leave. {mark}", "director": director, "team": team})
        await self._submitted(ana, [mark])

    async def plays(self, acts: int = 1000) -> None:
        """Acts until the report is there, or until so many acts are done in all."""
        quiet_since = asyncio.get_running_loop().time()
        while len(self._done) < acts:
            thread = await self.thread()
            if any(self.key(message).startswith("report:") for message in thread):
                return
            if await self._acts(thread):
                quiet_since = asyncio.get_running_loop().time()
            else:
                await asyncio.sleep(0.01)
            waited = asyncio.get_running_loop().time() - quiet_since
            assert waited < self._patience, "nobody can act:\n" + "\n---\n".join(each.plain() for each in thread)

    async def thread(self) -> list[Message]:
        """The messages of this scoping that stand in its thread."""
        card = next((m for m in await self.slack.messages(self.channel) if self.key(m) == "card"), None)
        if card is None:
            return []
        return [m for m in await self.slack.messages(self.channel, thread=card.ts) if m.ts != card.ts]

    def key(self, message: Message) -> str:
        """A message's key, if it is one of this scoping's."""
        payload = (message.metadata or {}).get("event_payload", {})
        scoping, _, key = str(payload.get("key", "")).partition("/")
        return key if scoping == self.id else ""

    async def _acts(self, thread: list[Message]) -> bool:
        for message in thread:
            for label, act in self._habits.items():
                if any(button.startswith(label) for button in message.buttons()) and await act(self, message):
                    return True
        return False

    # ---- what people do on seeing a message

    async def _answers(self, message: Message) -> bool:
        return (
            await self._answers_lines(message)
            if ":readiness:" in self.key(message)
            else await self._once(self.key(message), lambda: self._answer(self._asked(message), message, None))
        )

    async def _answers_lines(self, message: Message) -> bool:
        blocks = [block["block_id"] for block in message.blocks if block.get("block_id", "").startswith("line:")]
        for block in blocks:
            if await self._once(block, partial(self._answer, self._people["Mia"], message, block)):
                return True
        return False

    async def _answer(self, person: Person, message: Message, block: str | None) -> None:
        view = await self._opened(person, lambda: person.presses("Answer", on=message, block_id=block))
        await self._fill(person, view)
        again = await person.modal()
        if again is not None and again.submit:  # else it says only that the thread follows later
            await self._fill(person, again)

    async def _fill(self, person: Person, view: View) -> None:
        given = entries(view) | {block: self._over.pop(block) for block in view.labels() if block in self._over}
        marks = {block: self._mark() for block in given if _takes_words(block)}
        await person.fill(given | {block: f"{given[block]} {mark}" for block, mark in marks.items()})
        await self._submitted(person, list(marks.values()))

    async def _examines(self, message: Message) -> bool:
        return await self._once(self.key(message), lambda: self._examine(message))

    async def _examine(self, message: Message) -> None:
        """The first time, one answer goes back."""
        ivo = self._people["Ivo"]
        await self._opened(ivo, lambda: ivo.presses("Accept or send back", on=message))
        back = self._over.pop("send_back", None)
        mark = self._mark()
        wish = {f"verdict.{back}": "send_back", f"reason.{back}": f"Which market? {mark}"} if back else {}
        await ivo.fill({"all": ["all"]} | wish)
        await self._submitted(ivo, [mark] if back else [])

    async def _signs(self, message: Message) -> bool:
        async def sign() -> None:
            await self._acked(lambda: self._people["Ivo"].presses("Sign off", on=message))
            self.acknowledged.append("approved_mlops")

        return await self._once(self.key(message), sign)

    _habits = {"Answer": _answers, "Accept or send back": _examines, "Sign off": _signs}

    # ---- pressing again

    async def _once(self, what: str, act: Callable[[], Awaitable[None]]) -> bool:
        """What was acknowledged is not pressed again; where the message is gone on meanwhile, people look again."""
        if what in self._done:
            return False
        async with self._hands:
            await act()
        self._done.add(what)
        return True

    async def _opened(self, person: Person, press: Callable[[], Awaitable[Ack]]) -> View:
        """Presses until a modal stands there, acknowledged or not; who is told to try again does so."""
        loop = asyncio.get_running_loop()
        end = loop.time() + self._patience
        while loop.time() < end:
            known, began = len(await person.ephemerals()), loop.time()
            ack = await press()
            while (view := await person.modal()) is None and ack.acked and loop.time() < began + HEARD_WITHIN:
                if said := [each.plain() for each in (await person.ephemerals())[known:]]:
                    assert set(said) <= _TRY_AGAIN, (ack, said)
                    await self._told(loop.time() - began)
                    break
                await asyncio.sleep(0.02)
            if view is not None:
                return view
            assert not ack.acked or loop.time() < began + HEARD_WITHIN, f"nothing came of a press: {ack}"
            await self._bot_back()
        raise AssertionError("no window opened")

    async def _submitted(self, person: Person, marks: list[str]) -> None:
        ack = await self._acked(person.submits)
        while _TRY_AGAIN & set((await person.errors()).values()):
            await self._told(ack.seconds)
            ack = await self._acked(person.submits)
        assert (ack.response or {}).get("response_action") != "errors", (ack, await person.errors())
        self.acknowledged += marks

    async def _told(self, within: float) -> None:
        """To try again in a moment."""
        self.told_within.append(within)
        await asyncio.sleep(TRY_AGAIN_AFTER)

    async def _acked(self, act: Callable[[], Awaitable[Ack]]) -> Ack:
        while True:
            ack = await act()
            if ack.acked:
                return ack
            assert ack.error in NOT_THERE, ack
            await self._bot_back()

    async def _bot_back(self) -> None:
        await asyncio.sleep(0.01)
        if not self._is_over_http:
            await self.slack.connected(1, timeout=60)

    def _asked(self, message: Message) -> Person:
        return next(self._ids[user] for user in message.mentions() if user in self._ids)

    def _mark(self) -> str:
        return f"[mark {next(self._marks)}]"


_TRY_AGAIN = {sentence(f"told.{why}") for why in ("not_saved", "busy", "press_again")}


def _takes_words(block: str) -> bool:
    question, _, field = block.rpartition(".")
    known = shipped().questions.get(question)
    return known is not None and any(each.id == field and each.kind in (Kind.TEXT, Kind.LINE) for each in known.fields)
