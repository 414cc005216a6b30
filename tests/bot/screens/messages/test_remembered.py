"""What is remembered of a thread is what would be made afresh, whatever has happened in between."""

from random import Random

import pytest

from bot.screens.messages import conversation
from bot.screens.messages.remembered import Remembered, remembered
from bot.thread.files import wanted
from dialogs.errors import DialogError
from dialogs.findings import Findings, findings_of
from dialogs.findings.watching import Memory
from dialogs.flow import standing
from dialogs.flow.watching import memory, watched
from dialogs.record.record import UNSAID, Record
from dialogs.scoping.scoping import Scoping
from tests import at_random, full_track
from tests.at_random import copied
from tests.play import ANA, IVO, answer, reach

SCOPINGS, ACTS, AT_A_TIME = 60, 10, 20
CHANGES = 150


class Thread:
    """One scoping's thread as the bot shows it, with what it remembers; told each time what would be made afresh."""

    def __init__(self) -> None:
        self._messages, self._drawings = remembered(), memory(repr_of)
        self._follows = Memory(repr_of)
        self.shown = 0

    def shows(self, scoping: Scoping) -> None:
        """Asserts that both are the same, where there is anything to show at all."""
        kept = copied(scoping).unchanging().recalling(self._follows)
        try:
            messages, drawings = conversation.messages(Findings(scoping)), wanted.drawings(Findings(scoping))
        except (ArithmeticError, AssertionError, LookupError, RuntimeError, TypeError, ValueError) as error:
            with pytest.raises(type(error)):  # a record that no act comes to: one fails as the other does
                self._made(kept)
            return

        assert self._made(kept) == (messages, _without_content(drawings))
        assert self._made(kept) == (messages, _without_content(drawings))
        self.shown += 1

    def _made(self, scoping: Scoping) -> object:
        findings = findings_of(scoping)
        assert follows(findings) == follows(Findings(copied(scoping)))

        drawings = self._drawings.of(findings)("drawings", wanted.drawings)
        return conversation.messages(findings, self._messages), _without_content(drawings)


def repr_of(part: object) -> bytes:
    return repr(part).encode()


def follows(findings: Findings) -> object:
    """What is objected, and how each question stands."""
    return findings.objecting.found, {id: standing.state(findings, id) for id in findings.record.catalog.questions}


def _without_content(drawings: wanted.Drawings) -> object:
    """What can be compared: the digests say what the pictures show."""
    return drawings.enough, [(one.key, one.name, one.title, one.alt, one.digest) for one in drawings.settled]


@pytest.mark.parametrize("first", range(0, SCOPINGS, AT_A_TIME), ids=lambda first: f"from {first}")
def test_random_scopings_are_shown_as_they_would_be_afresh(first: int) -> None:
    for seed in range(first, first + AT_A_TIME):
        thread = Thread()
        for scoping in at_random.scopings(seed, ACTS):
            thread.shows(scoping)

        assert thread.shown > ACTS / 2


@pytest.mark.parametrize("first", range(0, SCOPINGS, AT_A_TIME), ids=lambda first: f"from {first}")
def test_an_act_comes_to_the_same_whatever_is_remembered(first: int) -> None:
    acts = 0
    for seed in range(first, first + AT_A_TIME):
        rng, remembered_so_far = Random(seed), Memory(repr_of)
        track = rng.choice(list(at_random.BEGINNINGS))
        going = at_random.begun(track, rng.choice(at_random.BEGINNINGS[track]))
        for _ in range(ACTS):
            act, chance = rng.choice(at_random.ACTS), rng.random()
            follows(findings_of(copied(going).unchanging().recalling(remembered_so_far)))
            afresh = _after(act, chance, copied(going))
            recalling = _after(act, chance, copied(going).recalling(remembered_so_far))

            assert recalling == afresh

            going, acts = afresh or going, acts + (afresh is not None)
    assert acts > AT_A_TIME * ACTS / 4


def _after(act: at_random.Act, chance: float, scoping: Scoping) -> Scoping | None:
    """What an act makes of a scoping; None where it is refused."""
    try:
        act(Random(chance), scoping)
    except (DialogError, LookupError, AssertionError, ValueError):
        return None
    return scoping


@pytest.mark.parametrize("stage", ["design", "report"])
def test_whatever_is_changed_in_a_record_is_seen(stage: str) -> None:
    scoping, rng, thread = full_track.play(stage), Random(7), Thread()
    for _ in range(CHANGES):
        if changed := at_random.changed_anywhere(scoping, rng):
            thread.shows(scoping)
            thread.shows(changed)

    assert thread.shown > CHANGES / 2


def test_the_messages_of_what_did_not_change_are_the_very_ones_from_before() -> None:
    scoping, kept = reach("exam"), remembered()
    answer(scoping, "exam.1")
    answer(scoping, "exam.2")
    before = _by_key(scoping, kept)
    answer(scoping, "exam.3")
    after = _by_key(scoping, kept)

    assert after["turn:exam.1:1"] is before["turn:exam.1:1"]
    assert after["turn:exam.2:1"] is before["turn:exam.2:1"]
    assert after["turn:exam.3:1"] != before["turn:exam.3:1"]


def test_somebody_s_new_name_is_in_every_message_that_names_them() -> None:
    scoping, kept = reach("mlops"), remembered()
    _by_key(scoping, kept)
    scoping.people[ANA].name = "Anna-Lena"
    renamed = _by_key(scoping, kept)

    assert "Anna-Lena" in str(renamed["card"].blocks)
    assert "Anna-Lena" in str(renamed["turn:exam.1:1"].blocks)


def test_what_is_made_of_what_slack_has_is_refused() -> None:
    findings, _ = watched(Findings(reach("exam")))
    for name in UNSAID:
        with pytest.raises(RuntimeError, match="changes without a word"):
            getattr(findings.record, name)


def test_a_record_has_no_part_that_may_change_unseen() -> None:
    """Each field is either read part by part, as a whole, or not at all; so a new one is watched from the beginning."""
    findings, reads = watched(Findings(reach("exam")))
    for name in Record.model_fields.keys() - UNSAID:
        list(getattr(findings.record, name) or ()) if name in ("entries", "items") else getattr(findings.record, name)

    assert {field for field, _ in reads.parts} == Record.model_fields.keys() - UNSAID


def test_readings_of_one_record_share_what_follows_from_it_and_nothing_else() -> None:
    scoping = copied(reach("exam")).unchanging()
    one, other = scoping.reading(), scoping.reading()
    one.shown.clear()
    one._did("answer", by=IVO)

    assert findings_of(one) is findings_of(other)
    assert one.shown is not other.shown
    assert other.take_acts() == []
    assert findings_of(copied(scoping)) is not findings_of(scoping)


def _by_key(scoping: Scoping, kept: Remembered) -> dict[str, conversation.Message]:
    return {one.key: one for one in conversation.messages(findings_of(copied(scoping).unchanging()), kept)}
