"""Payloads that no screen offers, sent as Slack would send them; and what came of each for one person."""

import itertools
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bot.slack.handles import Handle
from dialogs.record.parts import Shown
from dialogs.scoping.scoping import Scoping
from practice.reading import words as words_of
from practice.slack.control import Control
from practice.slack.people import ask
from practice.slack.screens import OpenView
from practice.slack.server import Practice
from practice.slack.site import Site
from practice.slack.wire import payloads
from practice.slack.wire.deliveries import Answer, Parcel
from practice.slack.workspace import TEAM, Channel, Json, Member, Posted
from tests.conftest import Running
from tests.play import MONDAY, fresh, person

ANA, IVO, MIA, TOM = "U0000000ANA", "U0000000IVO", "U0000000MIA", "U0000000TOM"
LEA, KIM, ROB, SAM, DEE, BOT = "U0000000LEA", "U0000000KIM", "U0000000ROB", "U0000000SAM", "U0000000DEE", "U00000BOT2"
SAYS = ("notice", "joining.join")
"""Windows that only say something."""


@dataclass
class Wire:
    """Sends whatever payload a test likes, and tells what came of it."""

    practice: Practice
    bot: Running
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def keeps(self, scoping: Scoping) -> tuple[Scoping, Posted]:
        """Keeps a scoping with a channel and a card of its own."""
        number = next(self._numbers)
        workspace = self.practice.workspace
        members = [ANA, IVO, LEA, MIA, TOM, ROB, SAM, DEE, BOT, workspace.bot.id]
        channel = Channel(f"C0MATRIX{number:03d}", f"matrix-{number}", members, ext_shared=True)
        workspace.channels[channel.id] = channel
        card = workspace.post(channel.id, workspace.bot.id, "the card")
        scoping.id, scoping.channel = f"M{number}", channel.id
        shown = Shown(ts=card.ts, digest="")
        scoping.shown = {"card": shown, "thread": shown}
        scoping.shown_seq = scoping.seq
        await self.bot.store.add(scoping)
        return scoping, card

    async def press(self, who: str, on: Posted, verb: str, handle: Handle | str) -> Answer:
        """A button; or, for a verb of a menu, that option."""
        action = {"action_id": verb, "block_id": "b", "type": "button", "value": str(handle), "action_ts": on.ts}
        member = self.practice.workspace.member(who)
        return await ask(self.site, payloads.click_in_message(self.site, member, on, [action]), verb)

    async def submit(
        self, who: str, callback: str, metadata: Handle | str, typed: Json, kind: str = "submission"
    ) -> Answer:
        blocks = [_input(block) for block in typed] or [_words()]
        shape = {"type": "modal", "callback_id": callback, "private_metadata": str(metadata), "blocks": blocks}
        plain = {"type": "plain_text", "text": "x"}
        view = self.site.screens.open(who, shape | {"title": plain, "submit": plain})
        payload = self._view_payload(who, view, kind)
        payload["view"]["state"]["values"] = {block: {"entry": _state(value)} for block, value in typed.items()}
        answer = await ask(self.site, payload, callback)
        self._show(view, answer)
        return answer

    def _view_payload(self, who: str, view: OpenView, kind: str) -> Json:
        member = self.practice.workspace.member(who)
        if kind == "submission":
            return payloads.submission(self.site, member, view)
        return payloads.closing(self.site, member, view, cleared=False)

    def _show(self, view: OpenView, answer: Answer) -> None:
        said = answer.response if isinstance(answer.response, dict) else {}
        view.errors = said.get("errors", {})
        if said.get("response_action") == "update":
            self.site.screens.update(view, said["view"])
        elif not view.errors:
            self.site.screens.close(view)

    async def command(self, who: str, text: str, channel: str) -> Answer:
        member, where = self.practice.workspace.member(who), self.practice.workspace.channel(channel)
        payload = payloads.command(self.site, member, "/scope", text, where)
        answer = await self.site.deliveries.ask(Parcel("slash_commands", payload, text))
        if isinstance(answer.response, dict):
            said = answer.response
            self.practice.workspace.post(where.id, "B", said["text"], blocks=said.get("blocks", []), only_for=who)
        return answer

    async def mention(self, who: str, text: str, card: Posted) -> Answer:
        said = f"<@{self.practice.workspace.bot.id}> {text}"
        posted = self.practice.workspace.post(card.channel, who, said, thread_ts=card.ts)
        self.site.events.posted(posted)
        await Control(self.site).settle(quiet=0.01)
        return Answer(True)

    async def shortcut(self, who: str, on: Posted) -> Answer:
        member = self.practice.workspace.member(who)
        said = self.practice.workspace.post(on.channel, MIA, "It costs us a lot.", thread_ts=on.ts)
        return await ask(self.site, payloads.shortcut(self.site, member, "record_answer", said), "record_answer")

    @property
    def site(self) -> Site:
        return self.practice.site

    def modal(self, who: str) -> OpenView | None:
        return self.site.screens.top(who)

    def told(self, who: str) -> list[str]:
        """Everything this person alone was told: beside a field, in a notice, or in a message only they see."""
        alone = [each for each in self.practice.workspace.ephemerals if each.only_for == who]
        view = self.modal(who)
        beside = list(view.errors.values()) if view else []
        words = words_of(view.shown["blocks"], {}) if view and view.shown["callback_id"] in SAYS else ""
        return [words_of(each.blocks, {}) or each.text for each in alone] + beside + [words] * bool(words)

    def forgets(self, who: str) -> None:
        self.practice.workspace.ephemerals.clear()
        while (view := self.modal(who)) is not None:
            self.site.screens.close(view)

    async def dump(self, scoping: Scoping) -> Json:
        return (await self.bot.store.get(scoping.id)).model_dump(mode="json")

    def can_enter(self, who: str) -> bool:
        """Whether something to fill in or to read stands on the screen. Being offered to join is not doing it."""
        view = self.modal(who)
        shown = view.shown if view else {}
        answered = shown.get("callback_id") == "notice" and len(shown["blocks"]) > 1
        return view is not None and not view.errors and (answered or shown["callback_id"] not in SAYS)


def _input(block: str) -> Json:
    element = {"type": "plain_text_input", "action_id": "entry"}
    return {"type": "input", "block_id": block, "label": {"type": "plain_text", "text": block}, "element": element}


def _words() -> Json:
    return {"type": "section", "block_id": "words", "text": {"type": "plain_text", "text": "x"}}


def _state(value: Any) -> Json:
    if isinstance(value, list):
        return {"type": "checkboxes", "selected_options": [{"value": each} for each in value]}
    return {"type": "plain_text_input", "value": value}


@asynccontextmanager
async def wired(practice: Practice, bot: Running) -> AsyncIterator[Wire]:
    """With Lea and Kim, who are members of the workspace and in no channel of the practice."""
    people = practice.workspace.members
    people[LEA], people[KIM] = Member(LEA, "lea", "Lea"), Member(KIM, "kim", "Kim")
    yield Wire(practice, bot)
    await bot.settled()


def is_a_sentence(said: str) -> bool:
    return bool(re.match(r"[A-Z“/`]", said)) and said.rstrip()[-1] in ".?"


# ---- scopings to try it on


def asking() -> Scoping:
    """The first question is open, with Ana."""
    scoping = fresh(team_id=TEAM, initiator=ANA, director=IVO, team=[MIA])
    scoping.name_delegate(LEA, IVO, MONDAY)
    scoping.admit([person(id) for id in (ANA, IVO, MIA, LEA)], MONDAY)
    return scoping


@cache
def _once(state: Callable[[], Scoping]) -> Scoping:
    return state()


def copy_of(state: Callable[[], Scoping]) -> Scoping:
    return _once(state).model_copy(deep=True)
