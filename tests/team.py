"""Ana, Ivo, Mia and Tom as a test meets them: they press, fill in and talk, and everything is waited for."""

from collections.abc import Awaitable, Callable
from typing import Any

from dialogs.answers import figures, pasted
from dialogs.catalog import AnswerField, Kind, shipped
from practice.client import Message, Slack
from tests.play import GOOD


class Team:
    """The people of the practice workspace, acting in #churn."""

    def __init__(self, slack: Slack, settled: Callable[[], Awaitable[None]], channel: str = "#churn") -> None:
        self.slack, self.channel = slack, channel
        self._settled = settled
        self.ana, self.ivo, self.mia, self.tom, self.eva = map(slack.person, ("Ana", "Ivo", "Mia", "Tom", "Eva"))
        self.rob, self.sam = slack.person("Rob"), slack.person("Sam")

    async def settle(self) -> None:
        """Until Slack has delivered everything and the bot has done everything, and neither set the other off again."""
        for _ in range(2):
            await self.slack.settle(quiet=0.01)
            await self._settled()

    async def start(
        self,
        title: str = "Churn early warning",
        director: str = "Ivo",
        team: list[str] | None = None,
        track: str = "director",
    ) -> str:
        """Ana starts a scoping; the thread's ts."""
        ack = await self.ana.command("/scope", f"new {title}", channel=self.channel)
        assert ack.acked, ack
        await self.ana.fill(
            {"idea": "Tell us who is about to leave.", "director": director, "team": team or ["Mia", "Tom"]}
        )
        await self.ana.fill({"track": track})
        ack = await self.ana.submits()
        assert ack.acked, (ack, await self.ana.errors())
        await self.settle()
        return (await self.card()).ts

    async def card(self) -> Message:
        """The newest card."""
        return next(m for m in reversed(await self.slack.messages(self.channel)) if m.metadata and _key(m) == "card")

    async def thread(self) -> list[Message]:
        card = await self.card()
        return [m for m in await self.slack.messages(self.channel, thread=card.ts) if m.ts != card.ts]

    async def card_message(self) -> Message:
        """The card, wherever it stands in the channel."""
        return next(m for m in reversed(await self.slack.messages(self.channel)) if _key(m) == "card")

    async def open_message(self, person: Any = None) -> Message:
        """The newest message in the thread with an Answer button (of a person's, if one is named)."""
        found = [m for m in await self.thread() if any(label.startswith("Answer") for label in m.buttons())]
        return found[-1]

    async def message(self, key: str) -> Message:
        return next(m for m in await self.thread() if _key(m) == key)

    async def answers(self, who: Any, on: Message | None = None, **over: Any) -> Any:
        """Somebody presses Answer and sends in good answers, or those given."""
        on = on or await self.open_message()
        ack = await who.presses("Answer", on=on)
        assert ack.acked, ack
        return await self.fill_in(who, **over)

    async def answers_next(self, **over: Any) -> None:
        """Ana answers the newest question, with what is said otherwise where it is asked."""
        await self.ana.presses("Answer", on=await self.open_message())
        view = await self.ana.modal()
        assert view is not None
        asked = {block: value for block, value in over.items() if block in view.labels()}
        await self.fill_in(self.ana, **asked)

    async def objection(self) -> Message:
        """The newest message in the thread by which something is objected."""
        return [m for m in await self.thread() if {"Answer it…", "Answer these…"} & set(m.buttons())][-1]

    async def meets(self, who: Any, words: str, on: Message | None = None, **more: Any) -> Any:
        """Somebody answers all that a message objects with the same words, and what is entered beside them."""
        on = on or await self.objection()
        ack = await who.presses("Answer", on=on)
        assert ack.acked, ack
        view = await who.modal()
        assert view is not None, [m.plain() for m in await who.ephemerals()]
        await who.fill({block: words for block in view.labels() if block.startswith("text.")} | more)
        ack = await who.submits()
        await self.settle()
        return ack

    async def fill_in(self, who: Any, **over: Any) -> Any:
        """Fills the open modal with good answers and sends it in."""
        view = await who.modal()
        assert view is not None, [m.plain() for m in await who.ephemerals()]
        if any(label.startswith("More…") for label in view.buttons()):
            await who.presses("More…")
            view = await who.modal()
        await who.fill(entries(view) | over)
        ack = await who.submits()
        assert ack.acked, (ack, await who.errors())
        await self.settle()
        return ack

    async def accepts_all(self, who: Any | None = None) -> None:
        who = who or self.ivo
        on = next(m for m in reversed(await self.thread()) if any(b.startswith("Accept") for b in m.buttons()))
        ack = await who.presses("Accept or send back", on=on)
        assert ack.acked, ack
        await who.fill({"all": ["all"]})
        ack = await who.submits()
        assert ack.acked, (ack, await who.errors())
        await self.settle()

    async def judges(self, verdicts: dict[str, Any]) -> None:
        """Ivo fills in what he thinks of the answers, and sends it in."""
        await self.ivo.presses("Accept or send back", on=await self.with_button("Accept"))
        await self.ivo.fill(verdicts)
        ack = await self.ivo.submits()
        assert ack.acked, await self.ivo.errors()
        await self.settle()

    async def signs(self) -> None:
        await self.ivo.presses("Sign off", on=await self.with_button("Sign off"))
        await self.settle()

    async def with_button(self, label: str) -> Message:
        """The newest message in the thread with such a button."""
        for message in reversed(await self.thread()):
            if any(button.startswith(label) for button in message.buttons()):
                return message
        raise AssertionError([message.plain() for message in await self.thread()])

    async def id_of(self, name: str) -> str:
        people = (await self.slack.workspace())["people"]
        return next(str(person["id"]) for person in people if person["name"].lower() == name.lower())

    async def passes_exam(self) -> None:
        for _ in range(7):
            await self.answers(self.ana)
        await self.accepts_all()


def entries(view: Any) -> dict[str, Any]:
    """Good answers to whatever a modal asks, by block id."""
    catalog = shipped()
    asked: dict[str, Any] = {}
    for block in view.view["blocks"] if hasattr(view, "view") else view.blocks:
        if block.get("type") != "input":
            continue
        question, _, field = block["block_id"].rpartition(".")
        if question in GOOD and field in GOOD[question]:
            asked[block["block_id"]] = typed(catalog.questions[question].field(field), GOOD[question][field])
    return asked


def typed(field: AnswerField, value: Any) -> Any:
    """A value as a person would type it."""
    if field.kind in (Kind.RANGE, Kind.AMOUNTS):
        return " / ".join(figures.grouped(number) for number in value)
    if field.kind in (Kind.TABLE, Kind.SERIES):
        return pasted.typed(field, value)
    return figures.plain(value) if isinstance(value, float) else value


def _key(message: Message) -> str:
    payload = (message.metadata or {}).get("event_payload", {})
    return str(payload.get("key", "")).partition("/")[2]
