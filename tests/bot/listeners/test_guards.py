"""Forged handles, metadata and names: a sentence for whoever sent them, and no scoping changes."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

import pytest

from bot.slack.handles import Handle
from dialogs.record.parts import Standing
from dialogs.scoping.scoping import Scoping
from practice.slack.server import Practice
from practice.slack.wire.deliveries import Answer
from practice.slack.workspace import OTHER_TEAM, TEAM, Json
from tests.bot.listeners.forging import ANA, IVO, KIM, LEA, MIA, TOM, Wire, asking, copy_of, is_a_sentence, wired
from tests.conftest import Running
from tests.play import MONDAY, fresh, person

GOOD_PROBLEM = "Customers leave: 12% of 40,000 a year, EUR 1.2M, finance counted it."
LATER = "2026-03-06"
START = {"title": "A title", "idea": "An idea.", "director": IVO, "team": [MIA]}


@pytest.fixture
async def wire(practice: Practice, bot: Running) -> AsyncIterator[Wire]:
    async with wired(practice, bot) as wire:
        yield wire


ANSWERING = (
    "answer",
    "revise",
    "reply",
    "edited",
    "confirm",
    "confirm_all",
    "waive",
    "skip",
    "unknown",
    "assign",
    "grade",
    "take",
)
DECIDING = ("examine", "sign", "give_back", "reject", "reasoning", "disagree", "nonsense")
STEERING = ("open", "report", "share", "park", "resume", "reopen", "settings", "delegate", "detail", "cancel")
PRESSES = (
    *(f"answering:{verb}" for verb in ANSWERING),
    *(f"deciding:{verb}" for verb in DECIDING),
    *(f"steering:{verb}" for verb in STEERING),
    "reminded:promise",
    "reminded:snooze",
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
        if not told or not all(map(is_a_sentence, told)) or wire.can_enter(who):
            wrong.append(f"{name}: {told}")
    return wrong


@pytest.mark.parametrize("state", [elsewhere, of_another_team])
async def test_a_handle_of_another_scoping_lets_nobody_in(state: Callable[[], Scoping], wire: Wire) -> None:
    _, card = await wire.keeps(copy_of(asking))
    other, _ = await wire.keeps(copy_of(state))
    before = await wire.dump(other)
    handle = Handle(other.id, "exam.1")

    presses = [(verb, wire.press(ANA, card, verb, handle)) for verb in PRESSES]
    views = [
        (name, wire.submit(ANA, name, handle, typed)) for name, typed in SUBMISSIONS.items() if name != "joining.join"
    ]

    assert await _wrongs(wire, ANA, [*presses, *views]) == []
    assert await wire.dump(other) == before


@pytest.mark.parametrize("value", GARBAGE)
async def test_a_garbled_handle_gets_a_sentence_and_changes_nothing(value: str, wire: Wire) -> None:
    scoping, card = await wire.keeps(copy_of(asking))
    before = await wire.dump(scoping)

    presses = [(verb, wire.press(ANA, card, verb, value)) for verb in PRESSES]
    views = [(name, wire.submit(ANA, name, value, typed)) for name, typed in SUBMISSIONS.items()]

    assert await _wrongs(wire, ANA, [*presses, *views]) == []
    assert await wire.dump(scoping) == before


async def test_a_garbled_item_of_a_real_scoping_changes_nothing(wire: Wire) -> None:
    scoping, card = await wire.keeps(copy_of(asking))
    before = await wire.dump(scoping)
    handle = Handle(scoping.id, "../exam.999")

    for verb in ANSWERING:
        await wire.press(ANA, card, f"answering:{verb}", handle)
    for name in [name for name in SUBMISSIONS if name.startswith("answering.") and name not in NAMED_BY_THEIR_FIELDS]:
        await wire.submit(ANA, name, handle, SUBMISSIONS[name])

    assert await wire.dump(scoping) == before


NAMED_BY_THEIR_FIELDS = ("answering.answer", "answering.better", "answering.record")


async def test_closing_a_window_of_somebody_elses_scoping_changes_nothing(wire: Wire) -> None:
    scoping, _ = await wire.keeps(copy_of(asking))
    before = await wire.dump(scoping)

    for who in (TOM, IVO):
        await wire.submit(who, "answering.better", Handle(scoping.id, "exam.1"), {}, "closing")

    assert await wire.dump(scoping) == before


async def test_a_start_for_a_channel_that_is_not_there_begins_nothing(wire: Wire) -> None:
    for channel in ("C0NOWHERE", "C0000SECRET", "U0000000IVO", "x" * 300):
        wire.forgets(ANA)
        await wire.submit(ANA, "starting.start", channel, START)

        assert all(map(is_a_sentence, wire.told(ANA)))
        assert len(wire.told(ANA)) == 1
    assert await wire.bot.store.find() == []


async def test_whoever_is_in_a_scoping_by_name_alone_does_not_act(wire: Wire) -> None:
    scoping, _ = await wire.keeps(copy_of(asking))
    for standing in (Standing.GUEST, Standing.STRANGER, Standing.BOT):
        async with wire.bot.store.edit(scoping.id, None) as kept:
            kept.admit([person(MIA, standing)], MONDAY)
        before = await wire.dump(scoping)
        wire.forgets(MIA)

        await wire.submit(MIA, "answering.answer", Handle(scoping.id, "exam.1"), {"exam.1.problem": GOOD_PROBLEM})

        assert await wire.dump(scoping) == before
        assert all(map(is_a_sentence, wire.told(MIA)))
        assert len(wire.told(MIA)) == 1
