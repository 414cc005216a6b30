"""The readiness pulse in the domain: what is kept of an answer, who sees what when, and what a small team does."""

import inspect
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.catalog import shipped
from dialogs.errors import NotAllowed, NotNow
from dialogs.findings import Findings
from dialogs.findings.readiness import agreed, heat
from dialogs.flow import pulse, reminders
from dialogs.record.parts import TALK, TAPS, Note, Pulse, Standing
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.readiness import Tally
from tests.play import (
    ANA,
    EVA,
    IVO,
    KIM,
    LEA,
    MIA,
    MONDAY,
    SCORES,
    SIX,
    TOM,
    answer,
    answer_stage,
    fresh,
    person,
    plays_on,
    pulsing,
    with_pulse,
)


def tapped(scoping: Scoping, answers: int) -> tuple[Scoping, Tally]:
    """The scoping, and the sums of so many answers, which stand beside it."""
    sums = Tally()
    for who, scores in zip(SIX[:answers], SCORES, strict=False):
        sums = scoping.tap(sums, scores, who)
    return scoping, sums


def leaves(scoping: Scoping, *people: str) -> None:
    scoping.admit([person(id, Standing.GONE) for id in people], MONDAY)


def calls(scoping: Scoping) -> list[tuple[str, list[str]]]:
    """Every message of the pulse so far: what it was for, and whom it rang."""
    return [(call.trigger, call.to) for call in scoping.items["pulse"].calls]


# ---- when it is asked


def test_the_full_track_has_one_and_the_directors_has_none() -> None:
    assert shipped().stages["readiness"].pulse == ("full",)
    assert "pulse" not in pulsing(6, track="director").items


def test_readiness_calls_the_team_once_and_neither_director_nor_guest() -> None:
    scoping = pulsing(6)
    leaves(scoping, KIM)

    assert calls(scoping) == [(TAPS, list(SIX))]
    assert pulse.people(scoping) == list(SIX[:5])


def test_a_scoping_that_goes_on_along_a_longer_track_is_asked_too() -> None:
    scoping = pulsing(6, track="director")
    scoping.widen("pulsing", ANA, MONDAY)

    assert calls(scoping) == [(TAPS, list(SIX))]


def test_readiness_waits_for_the_close() -> None:
    scoping = pulsing(6)
    answer_stage(scoping)

    assert scoping.stage == "readiness"

    scoping.close_pulse(ANA, MONDAY)

    assert scoping.stage == "report"


def test_where_nobody_can_take_part_the_initiator_is_called() -> None:
    scoping = pulsing(2)
    leaves(scoping, ANA, MIA)

    assert pulse.people(scoping) == [ANA]


# ---- what is kept of an answer


def test_an_answer_changes_the_sums_and_the_count_of_changes_alone() -> None:
    scoping, sums = tapped(pulsing(6), 3)
    before = scoping.model_dump()
    scoping.tap(sums, SCORES[3], EVA)
    after = scoping.model_dump()

    assert {key for key in after if after[key] != before[key]} == {"pulse", "seq"}
    assert after["pulse"] == before["pulse"] | {"answers": 4}
    assert (after["pulse"]["scores"], after["pulse"]["barriers"]) == ({}, {})


def test_who_gave_what_when_and_in_which_order_makes_no_difference() -> None:
    rounds = set()
    for order in list(permutations(range(6)))[::60]:
        scoping, sums = pulsing(6), Tally()
        for who, number in zip(reversed(SIX), order, strict=True):
            sums = scoping.tap(sums, SCORES[number], who)
        scoping.close_pulse(ANA, MONDAY, sums)
        rounds.add(scoping.model_dump_json())

    assert len(rounds) == 1


def test_nobody_is_named_in_what_is_kept() -> None:
    kept = tapped(pulsing(6), 6)[0].pulse.model_dump_json()

    assert not [who for who in (*SIX, IVO) if who in kept]


@pytest.mark.parametrize("scores", [(), (1, 2, 3, 4), (1, 2, 3, 4, 5, 1), (0, 1, 1, 1, 1), (1, 1, 1, 1, 6)])
def test_what_is_no_answer_changes_nothing_and_is_not_repeated(scores: tuple[int, ...]) -> None:
    scoping = pulsing(6)
    with pytest.raises(ValueError, match=r"^not five scores of 1 to 5$"):
        scoping.tap(Tally(), scores, ANA)

    assert scoping.pulse == Pulse()


# ---- who sees what, when


def test_nothing_is_shown_before_the_close() -> None:
    scoping, sums = tapped(pulsing(6), 6)

    assert Findings(scoping).heat is None

    scoping.close_pulse(ANA, MONDAY, sums)

    assert Findings(scoping).heat is not None


def test_the_heat_has_the_counts_and_both_barrier_points() -> None:
    scoping, sums = tapped(pulsing(6), 6)
    scoping.close_pulse(IVO, MONDAY, sums)
    found = Findings(scoping).heat

    assert found is not None
    assert found.answers == 6
    assert found.matrix[0] == (0, 1, 1, 2, 2)
    assert found.barriers == (2, 2, 2, 0, 0)
    assert (found.barrier, found.barrier_of_means) == ("awareness", "knowledge")


def test_four_answers_show_nothing_and_are_not_kept_either() -> None:
    scoping, sums = tapped(pulsing(6), 4)
    scoping.close_pulse(ANA, MONDAY, sums)

    assert Findings(scoping).heat is None
    assert (scoping.pulse.answers, scoping.pulse.scores, scoping.pulse.barriers) == (4, {}, {})


def test_five_answers_are_shown() -> None:
    scoping, sums = tapped(pulsing(5), 5)
    scoping.close_pulse(ANA, MONDAY, sums)

    assert Findings(scoping).heat is not None


def test_nobody_can_lower_the_five() -> None:
    """Neither an argument nor a part of the record says how many it takes."""
    assert list(inspect.signature(heat).parameters) == ["record"]
    assert set(Pulse.model_fields) == {"round", "again", "answers", "scores", "barriers", "closed"}


@pytest.mark.parametrize(("score", "ends"), [(1, (1, 3)), (2, (1, 3)), (3, (1, 3)), (4, (4, 5)), (5, (4, 5))])
def test_where_all_gave_the_same_only_a_range_is_shown(score: int, ends: tuple[int, int]) -> None:
    scoping, sums = pulsing(6), Tally()
    for who, scores in zip(SIX, SCORES, strict=True):
        sums = scoping.tap(sums, (scores[0], score, *scores[2:]), who)
    scoping.close_pulse(ANA, MONDAY, sums)
    found = Findings(scoping).heat

    assert found is not None
    assert agreed(found, "desire") == ends
    assert (found.matrix[1], found.means[1]) == ((), sum(ends) / 2)
    assert agreed(found, "awareness") is None


@given(st.lists(st.tuples(*[st.integers(1, 5)] * 5), max_size=12))
def test_whatever_is_given_a_heat_shows_five_answers_or_nothing(given_scores: list[tuple[int, ...]]) -> None:
    sums = Tally()
    for scores in given_scores:
        sums = sums.add(scores)
    scoping = fresh()
    scoping.pulse = pulse.closed(Pulse(), sums, Note(text="", by=ANA, at=MONDAY))
    found = Findings(scoping).heat

    assert (found is None) == (len(given_scores) < 5)
    for row in found.matrix if found else ():
        assert not row or (sum(row) == len(given_scores) and max(row) < len(given_scores))


# ---- who may


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.MEMBER])
def test_only_members_of_the_team_may_answer(standing: Standing) -> None:
    scoping = pulsing(6)
    scoping.admit([person(KIM, standing)], MONDAY)
    for who in (KIM, IVO, "U0STRANGER"):
        with pytest.raises(NotAllowed):
            scoping.tap(Tally(), SCORES[0], who)

    assert scoping.pulse == Pulse()


def test_initiator_and_director_close_it_and_nobody_else() -> None:
    for who in (ANA, IVO):
        scoping = pulsing(6)
        scoping.close_pulse(who, MONDAY)

        assert scoping.pulse.closed
        assert scoping.pulse.closed.by == who

    with pytest.raises(NotAllowed):
        pulsing(6).close_pulse(MIA, MONDAY)


def test_after_the_close_nothing_more_is_taken_and_it_is_closed_once() -> None:
    scoping, sums = tapped(pulsing(6), 5)
    scoping.close_pulse(ANA, MONDAY, sums)
    with pytest.raises(NotNow) as refused:
        scoping.tap(sums, SCORES[5], KIM)
    with pytest.raises(NotNow):
        scoping.close_pulse(IVO, MONDAY)

    assert refused.value.sentence.key == "pulse.closed"
    assert scoping.pulse.answers == 5


def test_nothing_is_taken_or_closed_before_readiness() -> None:
    scoping = fresh(track="pulsing", catalog=with_pulse(), team=list(SIX[1:]))
    with pytest.raises(NotNow):
        scoping.tap(Tally(), SCORES[0], ANA)
    with pytest.raises(NotNow):
        scoping.close_pulse(ANA, MONDAY)


# ---- small teams, and teams that change


def test_four_people_are_asked_to_talk_and_no_tap_is_taken() -> None:
    scoping = pulsing(4)
    with pytest.raises(NotNow) as refused:
        scoping.tap(Tally(), SCORES[0], ANA)

    assert calls(scoping) == [(TALK, list(SIX[:4]))]
    assert refused.value.sentence.key == "pulse.too_small"

    scoping.close_pulse(ANA, MONDAY)

    assert scoping.pulse.closed
    assert (scoping.pulse.closed.about, Findings(scoping).heat) == (TALK, None)


def test_a_fifth_who_joins_makes_taps_of_the_talk() -> None:
    scoping = pulsing(4)
    scoping.join(person(LEA), MONDAY)

    assert calls(scoping) == [(TALK, list(SIX[:4])), (TAPS, list(SIX[:5]))]


def test_a_team_that_shrinks_under_five_before_the_first_answer_talks() -> None:
    scoping = pulsing(5)
    leaves(scoping, LEA)

    assert calls(scoping)[-1] == (TALK, list(SIX[:4]))


def test_a_team_that_shrinks_under_five_later_keeps_its_answers_and_shows_none_of_four() -> None:
    scoping, sums = tapped(pulsing(6), 2)
    leaves(scoping, EVA, LEA, KIM)
    sums = scoping.tap(sums, SCORES[2], TOM)

    assert calls(scoping) == [(TAPS, list(SIX))]
    assert scoping.pulse.answers == 3

    scoping.close_pulse(ANA, MONDAY, sums)

    assert Findings(scoping).heat is None


def test_the_answers_of_those_who_left_count() -> None:
    scoping, sums = tapped(pulsing(6), 6)
    leaves(scoping, LEA, KIM)
    scoping.close_pulse(ANA, MONDAY, sums)
    found = Findings(scoping).heat

    assert found is not None
    assert found.answers == 6


# ---- a scoping that rests, ends, or goes back


def test_parked_it_takes_nothing_and_taken_up_again_it_goes_on() -> None:
    scoping, sums = tapped(pulsing(6), 3)
    scoping.park(ANA, MONDAY)
    with pytest.raises(NotNow):
        scoping.tap(sums, SCORES[3], EVA)

    scoping.resume(ANA, MONDAY)
    scoping.tap(sums, SCORES[3], EVA)

    assert scoping.pulse.answers == 4
    assert calls(scoping) == [(TAPS, list(SIX))]


def test_cancelled_it_shows_nothing_and_reopened_everybody_is_asked_anew() -> None:
    scoping, sums = tapped(pulsing(6), 5)
    scoping.cancel("No budget.", ANA, MONDAY)
    with pytest.raises(NotNow):
        scoping.tap(sums, SCORES[5], KIM)

    assert Findings(scoping).heat is None

    scoping.reopen(ANA, MONDAY)

    assert (scoping.pulse.answers, scoping.pulse.again) == (0, 1)
    assert len(calls(scoping)) == 2


def test_begun_again_it_calls_everybody_anew_and_counts_nobody() -> None:
    scoping, _ = tapped(pulsing(6), 5)
    scoping.begin_pulse_again("another", MONDAY)

    assert (scoping.pulse.answers, scoping.pulse.round, scoping.pulse.again) == (0, "another", 1)
    assert calls(scoping) == [(TAPS, list(SIX)), (TAPS, list(SIX))]


def test_begun_again_while_it_rests_it_calls_when_it_is_taken_up() -> None:
    scoping, _ = tapped(pulsing(6), 5)
    scoping.park(ANA, MONDAY)
    scoping.begin_pulse_again("another", MONDAY)

    assert len(calls(scoping)) == 1

    scoping.resume(ANA, MONDAY)

    assert len(calls(scoping)) == 2


def test_while_an_earlier_answer_is_looked_at_again_it_waits() -> None:
    scoping, sums = tapped(pulsing(6), 5)
    answer(scoping, "exam.7", quality="judged")
    with pytest.raises(NotNow):
        scoping.tap(sums, SCORES[5], KIM)

    assert scoping.stage == "exam"

    plays_on(scoping, "readiness").tap(sums, SCORES[5], KIM)

    assert scoping.pulse.answers == 6
    assert calls(scoping) == [(TAPS, list(SIX)), (TAPS, list(SIX))]


def test_once_closed_it_is_never_asked_again() -> None:
    scoping, sums = tapped(pulsing(6), 6)
    answer_stage(scoping)
    scoping.close_pulse(ANA, MONDAY, sums)
    shown = Findings(scoping).heat
    scoping.cancel("No budget.", ANA, MONDAY)
    scoping.reopen(ANA, MONDAY)

    assert scoping.stage == "report"
    assert Findings(scoping).heat == shown
    assert len(calls(scoping)) == 1


# ---- reminders


def _only_the_pulse(people: int) -> Scoping:
    scoping = pulsing(people)
    answer_stage(scoping)
    return scoping


def test_everybody_is_reminded_whoever_has_answered() -> None:
    scoping, _ = tapped(_only_the_pulse(6), 4)

    assert reminders.to_ring(Findings(scoping), MONDAY + timedelta(days=2, hours=6)) == [ANA, *SIX[1:]]


def test_a_reminder_to_one_leaves_those_who_work_at_other_hours_their_own() -> None:
    """At ten in Madrid it is four in New York."""
    scoping = _only_the_pulse(6)
    in_the_morning = MONDAY + timedelta(days=2)
    rung = reminders.to_ring(Findings(scoping), in_the_morning)
    for who in rung:
        scoping.claim_ring(who, in_the_morning)
        scoping.rung(who, "1.0", in_the_morning)

    assert ANA in rung
    assert TOM not in rung
    assert reminders.to_ring(Findings(scoping), in_the_morning + timedelta(hours=6)) == [TOM]


def test_after_a_reminder_there_is_none_for_two_working_days() -> None:
    scoping = _only_the_pulse(6)
    wednesday = MONDAY + timedelta(days=2, hours=6)
    for who in reminders.to_ring(Findings(scoping), wednesday):
        scoping.claim_ring(who, wednesday)
        scoping.rung(who, "1.0", wednesday)

    assert reminders.to_ring(Findings(scoping), wednesday + timedelta(days=1)) == []
    assert set(reminders.to_ring(Findings(scoping), datetime(2026, 3, 6, 15, 0, tzinfo=UTC))) == set(SIX)


def test_in_a_small_team_whoever_closes_the_talk_is_reminded() -> None:
    assert reminders.to_ring(Findings(_only_the_pulse(4)), MONDAY + timedelta(days=2, hours=6)) == [ANA]
