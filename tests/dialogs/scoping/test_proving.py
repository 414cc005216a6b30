"""Signed as a proof of concept first, or all the way with a reason, where something speaks against building to last."""

from datetime import date

import pytest

from bot.telling import to_find_out
from dialogs import report
from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import keep
from dialogs.errors import BadFields, NotAllowed, NotNow
from dialogs.findings import Findings
from dialogs.flow import promises
from dialogs.flow.promises import Promise
from dialogs.flow.stages import may
from dialogs.record.parts import Unknown
from dialogs.scoping import on_condition
from dialogs.scoping.scoping import Scoping
from tests import full_track
from tests.dialogs.scoping.proving import LOOKED_AT, SHOWN, doubtful
from tests.play import ANA, IVO, MONDAY, having, reach


def test_what_nothing_speaks_against_is_signed_as_it_is() -> None:
    scoping = reach("report")

    assert not may(Findings(scoping), "prove")
    with pytest.raises(NotNow):
        scoping.prove(SHOWN, IVO, MONDAY)
    scoping.sign(IVO, MONDAY)
    assert scoping.ending is not None
    assert scoping.ending.reason == ""


def test_a_proof_first_is_a_yes_on_a_condition_of_its_own() -> None:
    scoping = doubtful()
    scoping.prove(SHOWN, IVO, MONDAY)

    assert scoping.ending is not None
    assert scoping.ending.outcome == "approved_poc"
    (condition,) = [one for one in scoping.open_conditions if one.proves]
    assert Promise(condition.owner, condition.due, condition.text) == SHOWN
    assert condition.by == IVO
    assert condition.remind_at is not None


def test_the_report_says_what_was_signed() -> None:
    scoping = doubtful()
    before = report.build(Findings(scoping))
    scoping.prove(SHOWN, IVO, MONDAY)
    after = report.build(Findings(scoping))

    assert (before.decision.leads_to, before.decision.proves_first, before.proof) == ("approved_mlops", True, "")
    assert (after.decision.leads_to, after.decision.proves_first) == ("approved_poc", True)
    assert (after.proof, after.proof_ends) == (LOOKED_AT, SHOWN.due)
    assert [(step.owner, step.by) for step in after.steps if step.text == LOOKED_AT] == [("Tom", SHOWN.due)]
    assert {"bought", "built", "mixed", "hire"}.isdisjoint(step.kind for step in (*before.steps, *after.steps))
    assert after.doubts == before.doubts


def test_going_all_the_way_takes_a_reason_and_keeps_it() -> None:
    scoping = doubtful()
    with pytest.raises(BadFields) as refused:
        scoping.sign(IVO, MONDAY, "  ")
    assert set(refused.value.problems) == {"reason"}

    scoping.sign(IVO, MONDAY, "The licence ends in June; the board has seen the figures.")
    assert scoping.ending is not None
    assert scoping.ending.outcome == "approved_mlops"
    assert scoping.ending.reason.startswith("The licence ends")


@pytest.mark.parametrize(
    ("promise", "field"),
    [(SHOWN._replace(text=" "), "text"), (SHOWN._replace(due=date(2026, 1, 1)), "day.")],
)
def test_a_proof_has_words_and_a_day_to_come(promise: Promise, field: str) -> None:
    scoping = doubtful()
    with pytest.raises(BadFields) as refused:
        scoping.prove(promise, IVO, MONDAY)

    assert set(refused.value.problems) == {field}
    assert (scoping.ending, scoping.stage) == (None, "report")


def test_only_who_signs_may_ask_for_a_proof() -> None:
    with pytest.raises(NotAllowed):
        doubtful().prove(SHOWN, ANA, MONDAY)


def test_taken_up_again_and_signed_again_it_is_asked_once() -> None:
    scoping = doubtful()
    scoping.prove(SHOWN, IVO, MONDAY)
    scoping.reopen(IVO, MONDAY)
    scoping.prove(SHOWN._replace(owner=ANA), IVO, MONDAY)

    assert [one.owner for one in scoping.open_conditions if one.proves] == [ANA]


def test_of_a_catalogue_from_before_the_objections_nothing_is_proved_first() -> None:
    scoping = doubtful()
    before = scoping.catalog.model_copy(update={"objections": ()})
    scoping.catalog_digest = keep(before)

    assert Findings(Scoping.model_validate(scoping.model_dump())).doubts == ()


def test_a_way_that_is_worth_more_by_the_same_figures_speaks_against_it() -> None:
    richer = {**full_track.RICHER["need.4"], "buy": [1e3, 1e3, 300e3]}
    scoping = full_track.play("report", {"need.4": richer})

    assert "rival" in Findings(scoping).doubts


@pytest.mark.parametrize(
    ("goal", "due"),
    [
        ("Recall above 0.6 on the last quarter.", date(2026, 6, 15)),
        ("Above 0.6 for eight weeks running.", date(2026, 7, 31)),
    ],
)
def test_a_proof_ends_when_its_line_can_have_held(goal: str, due: date) -> None:
    stones = ["Shown\t2026-06-15\t1000", "Shown in use\t2026-07-31\t1000", "Rolled out\t2026-12-31\t1"]
    phases = {f"plan.1.{phase}": [2.0, 2.0, 2.0] for phase in ("collect", "prepare", "train", "evaluate")}
    scoping = having(
        {"plan.1.start": "2026-04-01", **phases, "plan.2.milestones": stones, "eval.1.goal": goal}, track="full"
    )

    assert promises.of_a_proof(Findings(scoping), MONDAY).due == due


@pytest.mark.parametrize(("slot", "kept"), [("a", True), ("c", False)], ids=["taken", "passed-over"])
def test_what_somebody_would_find_out_of_a_candidate_passed_over_is_no_condition(slot: str, kept: bool) -> None:
    scoping = reach("report", track="full")
    assert scoping.choice("solutions.2.chosen") == "a"
    answer = scoping.entries[f"candidate_{slot}.1"].answers[-1]
    answer.unknowns["effort"] = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY, until=date(2026, 5, 1), owner=ANA)
    answer.values.pop("effort", None)

    on_condition.keep_promises(scoping, MONDAY)

    assert any(one.about == f"candidate_{slot}.1" for one in scoping.conditions) is kept


@pytest.mark.parametrize("ended", [False, True], ids=["running", "signed"])
def test_what_somebody_would_find_out_of_a_candidate_passed_over_does_not_vanish_from_the_report(ended: bool) -> None:
    scoping = reach("report", track="full")
    answer = scoping.entries["candidate_c.1"].answers[-1]
    answer.unknowns["effort"] = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY, until=date(2026, 5, 1), owner=ANA)
    answer.values.pop("effort", None)
    if ended:
        scoping.sign(IVO, MONDAY)
    known = to_find_out.for_a_report(Findings(scoping))
    (one,) = (one for one in known.others if one.question == "candidate_c.1")

    assert (one.by, one.became) == (date(2026, 5, 1), DROPPED if ended else "")


DROPPED = "nobody waits for it any more, as another way was taken"
