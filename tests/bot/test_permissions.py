"""Who may do what, over the wire: each entry point for each sort of person, and forged values that lead nowhere."""

import asyncio
import itertools
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from bot.practice import payloads
from bot.practice.deliveries import Answer, Parcel
from bot.practice.people import ask
from bot.practice.reading import words as words_of
from bot.practice.screens import OpenView
from bot.practice.server import Practice
from bot.practice.workspace import OTHER_TEAM, TEAM, Channel, Json, Member, Posted
from bot.screens.handles import Handle
from dialogs.document import Shown, Standing
from dialogs.permissions import roles
from dialogs.scoping import Scoping
from tests.bot.conftest import Running
from tests.dialogs.play import MONDAY, accept_all, answer, answer_stage, fresh, person

ANA, IVO, MIA, TOM = "U0000000ANA", "U0000000IVO", "U0000000MIA", "U0000000TOM"
LEA, KIM, ROB, SAM, DEE, BOT = "U0000000LEA", "U0000000KIM", "U0000000ROB", "U0000000SAM", "U0000000DEE", "U00000BOT2"
WHO = {
    "initiator": ANA,
    "director": IVO,
    "delegate": LEA,
    "team": MIA,
    "in the channel": TOM,
    "not in the channel": KIM,
    "guest": ROB,
    "stranger": SAM,
    "deactivated": DEE,
    "bot": BOT,
}
TEAM_ACTS, LEADS = {"initiator", "team"}, {"initiator", "director"}
EXAMINERS = {"director", "delegate"}
ANYBODY = TEAM_ACTS | EXAMINERS
READERS = set(WHO) - {"stranger"}
MEMBERS = ANYBODY | {"in the channel", "not in the channel"}
LATER = "2026-03-06"


# ---- scopings in every state that an entry point needs


def asking() -> Scoping:
    """The first question is open, with Ana."""
    scoping = fresh(team_id=TEAM, initiator=ANA, director=IVO, team=[MIA])
    scoping.name_delegate(LEA, IVO, MONDAY)
    scoping.admit([person(id) for id in (ANA, IVO, MIA, LEA)], MONDAY)
    return scoping


def challenged() -> Scoping:
    scoping = asking()
    answer(scoping, "exam.1", by=ANA, problem="Increase revenue with AI.")
    return scoping


def answered() -> Scoping:
    scoping = asking()
    answer(scoping, "exam.1", by=ANA)
    return scoping


def examining() -> Scoping:
    scoping = asking()
    answer_stage(scoping, by=ANA)
    return scoping


@cache
def at(stage: str) -> Callable[[], Scoping]:
    def reached() -> Scoping:
        scoping = asking()
        while scoping.stage != stage:
            before = scoping.stage
            answer_stage(scoping, by=ANA)
            if scoping.stage == before and scoping.catalog.stages[before].examined:
                accept_all(scoping, by=IVO)
        return scoping

    return reached


def parked() -> Scoping:
    scoping = asking()
    scoping.park(ANA, MONDAY)
    return scoping


def ended() -> Scoping:
    scoping = asking()
    scoping.cancel("No budget.", ANA, MONDAY)
    return scoping


def left_by_its_director() -> Scoping:
    scoping = asking()
    scoping.admit([person(IVO, Standing.GONE)], MONDAY)
    return scoping


@cache
def _once(state: Callable[[], Scoping]) -> Scoping:
    return state()


def _copy(state: Callable[[], Scoping]) -> Scoping:
    return _once(state).model_copy(deep=True)


# ---- what a person brings about, forged where no screen offers it


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
        while self.site.deliveries.in_flight:
            await asyncio.sleep(0.002)
        return Answer(True)

    async def shortcut(self, who: str, on: Posted) -> Answer:
        member = self.practice.workspace.member(who)
        said = self.practice.workspace.post(on.channel, MIA, "It costs us a lot.", thread_ts=on.ts)
        return await ask(self.site, payloads.shortcut(self.site, member, "record_answer", said), "record_answer")

    @property
    def site(self) -> Any:
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


def _input(block: str) -> Json:
    element = {"type": "plain_text_input", "action_id": "entry"}
    return {"type": "input", "block_id": block, "label": {"type": "plain_text", "text": block}, "element": element}


def _words() -> Json:
    return {"type": "section", "block_id": "words", "text": {"type": "plain_text", "text": "x"}}


def _state(value: Any) -> Json:
    if isinstance(value, list):
        return {"type": "checkboxes", "selected_options": [{"value": each} for each in value]}
    return {"type": "plain_text_input", "value": value}


@pytest.fixture
async def wire(practice: Practice, bot: Running) -> AsyncIterator[Wire]:
    people = practice.workspace.members
    people[LEA] = Member(LEA, "lea", "Lea")
    people[KIM] = Member(KIM, "kim", "Kim")
    yield Wire(practice, bot)
    await bot.settled()


# ---- the table: entry point, state, who may


Does = Callable[[Wire, str, Scoping, Posted], Awaitable[Answer]]


def press(verb: str, item: str = "exam.1") -> Does:
    return lambda wire, who, scoping, card: wire.press(who, card, verb, Handle(scoping.id, item))


def option(menu: str, verb: str, item: str = "exam.1") -> Does:
    return lambda wire, who, scoping, card: wire.press(who, card, f"{menu}:menu", f"{verb}|{Handle(scoping.id, item)}")


def send(callback: str, item: str = "exam.1", **typed: Any) -> Does:
    entries = {block.replace("__", "."): value for block, value in typed.items()}
    return lambda wire, who, scoping, card: wire.submit(who, callback, Handle(scoping.id, item, "99"), entries)


def closed(callback: str, item: str = "exam.1") -> Does:
    return lambda wire, who, scoping, card: wire.submit(who, callback, Handle(scoping.id, item), {}, "closing")


def word(text: str) -> Does:
    return lambda wire, who, scoping, card: wire.command(who, text, scoping.channel)


def picked(text: str) -> Does:
    return lambda wire, who, scoping, card: wire.press(who, card, "starting:pick", Handle(scoping.id, text))


def in_thread(text: str) -> Does:
    return lambda wire, who, scoping, card: wire.mention(who, text, card)


START = {"title": "A title", "idea": "An idea.", "director": IVO, "team": [MIA]}
GOOD_PROBLEM = "Customers leave: 12% of 40,000 a year, EUR 1.2M, finance counted it."
TABLE: dict[str, tuple[Does, Callable[[], Scoping], set[str]]] = {
    "Answer": (press("answering:answer"), asking, TEAM_ACTS),
    "Revise": (option("answering", "revise"), answered, TEAM_ACTS),
    "Answer with a reply": (press("answering:reply"), asking, TEAM_ACTS),
    "Take the edit over": (press("answering:edited"), answered, TEAM_ACTS),
    "It still holds": (press("answering:confirm"), answered, TEAM_ACTS),
    "Leave it": (press("answering:waive"), challenged, TEAM_ACTS),
    "Not applicable": (option("answering", "skip", "exam.3"), asking, TEAM_ACTS),
    "Don't know": (option("answering", "unknown"), asking, TEAM_ACTS),
    "Assign": (option("answering", "assign"), asking, LEADS),
    "Evidence": (option("answering", "grade"), answered, ANYBODY),
    "Take": (press("answering:take", "readiness"), at("readiness"), TEAM_ACTS),
    "Record": (lambda wire, who, scoping, card: wire.shortcut(who, card), asking, TEAM_ACTS),
    "Examine": (press("deciding:examine", "examine:exam"), examining, EXAMINERS),
    "Sign": (press("deciding:sign", "sign"), at("report"), EXAMINERS),
    "Return": (option("deciding", "give_back", "sign"), at("report"), EXAMINERS),
    "Reject": (option("deciding", "reject", "sign"), at("report"), EXAMINERS),
    "Disagree": (press("deciding:disagree", "mlops"), at("case"), ANYBODY),
    "Open questions": (press("steering:open", ""), asking, READERS),
    "Report so far": (press("steering:report", ""), asking, READERS),
    "Share": (press("steering:share", ""), asking, ANYBODY),
    "Park": (option("steering", "park", ""), asking, LEADS),
    "Resume": (option("steering", "resume", ""), parked, LEADS),
    "Reopen": (option("steering", "reopen", ""), ended, LEADS),
    "Settings": (option("steering", "settings", ""), asking, LEADS),
    "Delegate": (option("steering", "delegate", ""), asking, {"director"}),
    "Another director": (option("steering", "delegate", ""), left_by_its_director, {"initiator"}),
    "Detail": (option("steering", "detail", ""), asking, ANYBODY),
    "Cancel": (option("steering", "cancel", ""), asking, LEADS),
    "Promise": (press("reminded:promise"), asking, {"initiator"}),
    "Snooze": (press("reminded:snooze"), asking, {"initiator"}),
    "Start": (press("starting:start", ""), asking, MEMBERS),
    "the answer": (send("answering.answer", exam__1__problem=GOOD_PROBLEM), asking, TEAM_ACTS),
    "the better answer": (send("answering.better", exam__1__problem=GOOD_PROBLEM), asking, TEAM_ACTS),
    "the day": (send("answering.unknown", until=LATER), asking, TEAM_ACTS),
    "the reason to skip": (send("answering.skip", "exam.3", reason="Because."), asking, TEAM_ACTS),
    "the reason to leave it": (send("answering.waive", reason="Because."), challenged, TEAM_ACTS),
    "the new owner": (send("answering.assign", to=MIA), asking, LEADS),
    "the evidence": (send("answering.grade", grade="measured"), answered, ANYBODY),
    "the lines": (send("answering.take", "readiness", lines=["change.1"]), at("readiness"), TEAM_ACTS),
    "the recorded reply": (send("answering.record", question="exam.1", text="It costs."), asking, TEAM_ACTS),
    "the judgement": (send("deciding.examine", "examine:exam", all=["all"]), examining, EXAMINERS),
    "the return": (send("deciding.give_back", "sign", question="exam.1", reason="No."), at("report"), EXAMINERS),
    "the rejection": (send("deciding.reject", "sign", reason="No."), at("report"), EXAMINERS),
    "the objection": (send("deciding.disagree", "mlops", reason="No."), at("case"), ANYBODY),
    "the cancellation": (send("steering.cancel", "", reason="No."), asking, LEADS),
    "the detail": (send("steering.detail", "", reason="More."), asking, ANYBODY),
    "the delegate": (send("steering.delegate", "", delegate=TOM), asking, {"director"}),
    "the new director": (send("steering.delegate", "", delegate=TOM), left_by_its_director, {"initiator"}),
    "the hours": (send("steering.settings", "", days=["0"], start="10", end="16"), asking, LEADS),
    "the promise": (send("reminded.promise", until=LATER), asking, {"initiator"}),
    "the joining": (send("joining.join"), asking, MEMBERS - {"not in the channel"}),
    "the start": (
        lambda wire, who, scoping, card: wire.submit(who, "starting.start", scoping.channel, START),
        asking,
        MEMBERS,
    ),
    **{f"/scope {text}": (word(text), asking, set(WHO)) for text in ("status", "report")},  # a command names our team
    **{f"/scope {text}": (word(text), asking, LEADS) for text in ("remind", "park", "cancel")},
    "/scope resume": (word("resume"), parked, LEADS),
    "/scope new": (word("new"), asking, MEMBERS),
    **{f"{text} picked": (picked(text), asking, LEADS) for text in ("remind", "park", "cancel")},
    **{f"@scopebot {text}": (in_thread(text), asking, LEADS) for text in ("remind", "park")},
}
SAYS = ("notice", "joining.join")
REFUSED = r"^Only |can take part|can start a scoping|deactivated|belongs to another"


@pytest.mark.parametrize("entry", TABLE)
async def test_each_entry_point_is_for_its_people_and_no_other(entry: str, wire: Wire) -> None:
    does, state, allowed = TABLE[entry]
    wrong = []
    for role, who in WHO.items():
        scoping, card = await wire.keeps(_copy(state))
        wire.forgets(who)
        before, many = await _dump(wire, scoping), len(await wire.bot.store.find())

        await does(wire, who, scoping, card)
        await wire.bot.application.context.settled()

        changed = await _dump(wire, scoping) != before or len(await wire.bot.store.find()) != many
        done, told = changed or _can_enter(wire, who), wire.told(who)
        if role in allowed and not (done or told):
            wrong.append(f"{role}: nothing came of it")
        if role in allowed and any(re.search(REFUSED, said) for said in told):
            wrong.append(f"{role}: was refused with {told}")
        if role not in allowed and (done or not all(map(_is_a_sentence, told)) or not (told or _is_deaf(entry, role))):
            wrong.append(f"{role}: changed={changed}, told {told}")

    assert wrong == []


def _is_deaf(entry: str, role: str) -> bool:
    """Bots are not talked to, and whoever is not in a channel cannot have written there."""
    return entry.startswith("@") and role in ("bot", "not in the channel")


async def _dump(wire: Wire, scoping: Scoping) -> Json:
    return (await wire.bot.store.get(scoping.id)).model_dump(mode="json")


def _can_enter(wire: Wire, who: str) -> bool:
    """Whether something to fill in or to read stands on the screen. Being offered to join is not doing it."""
    view = wire.modal(who)
    shown = view.shown if view else {}
    answered = shown.get("callback_id") == "notice" and len(shown["blocks"]) > 1
    return bool(view) and not view.errors and (answered or shown["callback_id"] not in SAYS)


def _is_a_sentence(said: str) -> bool:
    return bool(re.match(r"[A-Z“/`]", said)) and said.rstrip()[-1] in ".?"


# ---- forged values

PRESSES = (
    *(
        f"answering:{verb}"
        for verb in ["answer", "revise", "reply", "edited", "confirm", "waive", "skip", "unknown", "assign", "grade", "take"]
    ),
    *(f"deciding:{verb}" for verb in ["examine", "sign", "give_back", "reject", "disagree", "nonsense"]),
    *(f"steering:{verb}" for verb in ["open", "report", "share", "park", "resume", "reopen", "settings", "delegate", "detail", "cancel"]),
    *(f"reminded:{verb}" for verb in ("promise", "snooze")),
)
SUBMISSIONS: dict[str, Json] = {
    "answering.answer": {"exam.1.problem": GOOD_PROBLEM},
    "answering.better": {"exam.1.problem": GOOD_PROBLEM},
    "answering.unknown": {"until": LATER},
    "answering.skip": {"reason": "Because."},
    "answering.waive": {"reason": "Because."},
    "answering.assign": {"to": MIA},
    "answering.grade": {"grade": "measured"},
    "answering.take": {"lines": ["change.1"]},
    "answering.record": {"question": "exam.1", "text": "It costs."},
    "deciding.examine": {"all": ["all"]},
    "deciding.give_back": {"question": "exam.1", "reason": "No."},
    "deciding.reject": {"reason": "No."},
    "deciding.disagree": {"reason": "No."},
    "steering.cancel": {"reason": "No."},
    "steering.detail": {"reason": "More."},
    "steering.delegate": {"delegate": TOM},
    "steering.settings": {"days": ["0"], "start": "10", "end": "16"},
    "reminded.promise": {"until": LATER},
    "joining.join": {},
}
GARBAGE = ("", "V0NOBODY|exam.1", "../../etc/passwd|exam.1", "|||", "x" * 1900, '{"scoping": 1}', "{{ 7*7 }}|\u202e")


def elsewhere() -> Scoping:
    """Somebody else's scoping, in which Ana is nobody."""
    scoping = fresh(team_id=TEAM, initiator=KIM, director=LEA, team=[])
    scoping.admit([person(KIM), person(LEA)], MONDAY)
    return scoping


def of_another_team() -> Scoping:
    scoping = elsewhere()
    scoping.team_id = OTHER_TEAM
    return scoping


async def _wrongs(wire: Wire, who: str, tries: Iterable[tuple[str, Awaitable[Answer]]]) -> list[str]:
    """What was not refused with a sentence for this person alone."""
    wrong = []
    for name, attempt in tries:
        wire.forgets(who)
        await attempt
        await wire.bot.application.context.settled()
        told = wire.told(who)
        if not told or not all(map(_is_a_sentence, told)) or _can_enter(wire, who):
            wrong.append(f"{name}: {told}")
    return wrong


@pytest.mark.parametrize("state", [elsewhere, of_another_team])
async def test_a_handle_of_another_scoping_lets_nobody_in(state: Callable[[], Scoping], wire: Wire) -> None:
    _, card = await wire.keeps(_copy(asking))
    other, _ = await wire.keeps(_copy(state))
    before = await _dump(wire, other)
    handle = Handle(other.id, "exam.1")

    presses = [(verb, wire.press(ANA, card, verb, handle)) for verb in PRESSES]
    views = [
        (name, wire.submit(ANA, name, handle, typed)) for name, typed in SUBMISSIONS.items() if name != "joining.join"
    ]

    assert await _wrongs(wire, ANA, [*presses, *views]) == []
    assert await _dump(wire, other) == before


@pytest.mark.parametrize("value", GARBAGE)
async def test_a_garbled_handle_gets_a_sentence_and_changes_nothing(value: str, wire: Wire) -> None:
    scoping, card = await wire.keeps(_copy(asking))
    before = await _dump(wire, scoping)

    presses = [(verb, wire.press(ANA, card, verb, value)) for verb in PRESSES]
    views = [(name, wire.submit(ANA, name, value, typed)) for name, typed in SUBMISSIONS.items()]

    assert await _wrongs(wire, ANA, [*presses, *views]) == []
    assert await _dump(wire, scoping) == before


async def test_a_garbled_item_of_a_real_scoping_changes_nothing(wire: Wire) -> None:
    scoping, card = await wire.keeps(_copy(asking))
    before = await _dump(wire, scoping)
    handle = Handle(scoping.id, "../exam.999")

    for verb in PRESSES[:11]:
        await wire.press(ANA, card, verb, handle)
    for name in [name for name in SUBMISSIONS if name.startswith("answering.") and name not in NAMED_BY_THEIR_FIELDS]:
        await wire.submit(ANA, name, handle, SUBMISSIONS[name])

    assert await _dump(wire, scoping) == before


NAMED_BY_THEIR_FIELDS = ("answering.answer", "answering.better")


async def test_a_start_for_a_channel_that_is_not_there_begins_nothing(wire: Wire) -> None:
    for channel in ("C0NOWHERE", "C0000SECRET", "U0000000IVO", "x" * 300):
        wire.forgets(ANA)
        await wire.submit(ANA, "starting.start", channel, START)

        assert all(map(_is_a_sentence, wire.told(ANA)))
        assert len(wire.told(ANA)) == 1
    assert await wire.bot.store.find() == []


async def test_whoever_is_in_a_scoping_by_name_alone_does_not_act(wire: Wire) -> None:
    scoping, card = await wire.keeps(_copy(asking))
    for standing in (Standing.GUEST, Standing.STRANGER, Standing.BOT, Standing.GONE):
        async with wire.bot.store.edit(scoping.id, None) as kept:
            kept.admit([person(MIA, standing)], MONDAY)
        before = await _dump(wire, scoping)
        wire.forgets(MIA)

        await wire.submit(MIA, "answering.answer", Handle(scoping.id, "exam.1"), {"exam.1.problem": GOOD_PROBLEM})

        assert await _dump(wire, scoping) == before
        assert all(map(_is_a_sentence, wire.told(MIA)))
        assert len(wire.told(MIA)) == 1


async def test_a_person_of_the_scoping_is_in_its_roles_alone(wire: Wire) -> None:
    scoping, _ = await wire.keeps(_copy(asking))

    assert [bool(roles(scoping, who)) for who in (ANA, IVO, LEA, MIA, TOM, SAM)] == [True] * 4 + [False] * 2
