"""What a report says is what the scoping holds: the decision, its reasons, the money, what is next and what is open."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from dialogs import report
from dialogs.answers.evidence import Grade
from dialogs.answers.unknowns import Ignorance
from dialogs.catalog.tracks import ENDINGS
from dialogs.findings import Findings
from dialogs.report.parts import Change
from dialogs.report.report import Report
from dialogs.verdicts import business_case, mlops
from tests import objected
from tests.endings import EVERY, ONE_OFF, THURSDAY
from tests.play import ANA, EVA, IVO, MIA, MONDAY, TOM, accept_all, answer, dont_know, fresh, person, reach

LEADS_TO = {
    mlops.Outcome.POC: "approved_poc",
    mlops.Outcome.BY_HAND: "approved_ml",
    mlops.Outcome.MLOPS: "approved_mlops",
}


def built(name: str) -> Report:
    return report.build(Findings(EVERY[name]()))


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_says_who_decided_and_when(ending: str) -> None:
    made = built(ending).decision

    assert made.outcome == ending
    assert made.by
    assert made.on == THURSDAY.date()


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_keeps_every_answer(ending: str) -> None:
    scoping = EVERY[ending]()
    kept = {
        line.question for section in report.build(Findings(scoping)).sections for line in section.lines if line.told
    }

    assert kept == {question for question, entry in scoping.entries.items() if entry.answer}


def test_a_report_half_way_names_what_is_open_and_whose_it_is() -> None:
    made = built("half_way")

    assert made.decision.outcome == "so_far"
    waiting = [(open.label, open.state, open.owner) for open in made.waiting]
    assert waiting[0] == ("The ML problem", "sent_back", "Ana")
    assert ("Where the data comes from", "answered", "Ivo") in waiting
    assert {open.owner for open in made.waiting if open.state == "answered"} == {"Ivo"}


def test_what_nobody_knows_yet_becomes_a_step_with_an_owner_and_a_day() -> None:
    step = next(step for step in built("half_way").steps if step.kind == "find_out")

    assert (step.owner, step.text, str(step.by)) == ("Ana", "Where the data comes from", "2026-03-12")


def test_that_nobody_weighed_something_simpler_is_said_with_its_reason_and_the_exam_passes() -> None:
    scoping = fresh()
    answer(scoping, *[f"exam.{n}" for n in (1, 3, 4, 5, 6, 7)])
    scoping.answer({"exam.2": {"why": "Rules caught 41% in May."}}, MIA, MONDAY)
    scoping.waive("exam.2", "The trial compared all three.", MIA, MONDAY)
    accept_all(scoping)
    (left_open,) = report.build(Findings(scoping)).left_open

    assert scoping.stage == "mlops"
    assert scoping.choice("exam.2.simpler") is None
    assert (left_open.label, left_open.reason) == ("Director's exam", "The trial compared all three.")
    assert left_open.by == "Mia"


def test_where_something_simpler_was_weighed_nothing_was_left_open() -> None:
    assert [name for name in EVERY if built(name).left_open] == []


def test_a_waived_follow_up_carries_its_reason() -> None:
    waived = built("half_way").waived

    assert [(one.label, one.reason[:13]) for one in waived] == [("The problem", "The board set")]


def test_a_follow_up_left_as_it_is_is_named() -> None:
    assert [one.label for one in built("half_way").left] == ["How the architecture helps"]


def test_what_does_not_apply_carries_its_reason_and_author() -> None:
    skipped = built("half_way").skipped[0]

    assert (skipped.label, skipped.author) == ("The comparison of components", "Ana")


def test_an_answer_sent_back_carries_the_reason() -> None:
    line = next(line for line in built("half_way").sections[0].lines if line.sent_back_by)

    assert (line.sent_back_by, line.sent_back_reason) == ("Ivo", "Which method, and where did it work?")


def test_the_share_of_each_grade_adds_up_to_the_answers() -> None:
    found = built("half_way").evidence

    assert (found.measured, found.linked, found.claim, found.skipped) == (1, 1, 3, 1)


def test_a_grade_somebody_corrected_counts_as_corrected() -> None:
    scoping = reach("mlops")
    scoping.correct_grade("exam.5", Grade.LINKED, MIA)
    line = next(line for line in report.build(Findings(scoping)).sections[0].lines if line.question == "exam.5")

    assert line.told
    assert (line.told.grade, line.told.grade_corrected) == (Grade.LINKED, True)


def test_the_money_is_the_verdicts_own() -> None:
    scoping = EVERY["approved_mlops"]()
    money = report.build(Findings(scoping)).money

    assert money
    assert money.case == Findings(scoping).case
    assert money.breakeven_saving == business_case.breakeven_saving(Findings(scoping).case_inputs)


def test_work_left_out_of_the_figure_is_named() -> None:
    money = built("approved_mlops").money

    assert money
    assert money.left_out == (
        "Running experiments on them",
        "Making new features",
        "Keeping the best models in a registry",
    )


def test_no_ai_tells_what_is_spared() -> None:
    instead = built("no_ai").instead

    assert instead
    assert (instead.first_year, instead.spared) == (15e3, 165e3)


@pytest.mark.parametrize("name", ["approved_mlops", "approved_ml", "approved_poc", "contradicted"])
def test_every_change_printed_turns_the_verdict_where_it_says(name: str) -> None:
    made = built(name)
    assert made.verdict
    printed = [change for change in made.changes if change.outcome not in ("money", "so_far")]

    assert printed
    for change in printed:
        one: dict[str, Any] = {change.what: change.value}
        turned = mlops.decide(replace(made.verdict.inputs, **one))
        assert (LEADS_TO.get(turned.outcome, "contradiction"), turned.level) == (change.outcome, change.level)


def test_the_saving_that_would_change_our_mind_is_where_the_value_is_zero() -> None:
    made = built("approved_mlops")
    assert made.money
    turn = next(change for change in made.changes if change.what == "saving")
    given = made.money.given
    at_the_turn = replace(given, saving=business_case.Spread(0, float(turn.value), 0))

    assert business_case.compute(at_the_turn).expected.npv == pytest.approx(0, abs=0.01)


def test_a_retake_that_settles_it_is_what_would_change_it() -> None:
    made = built("approved_ml_after_the_retake")

    assert made.checklist_suffices == "A release checklist would do"
    assert made.changes == (Change("retake", "none", False, "approved_mlops", 1, means="process"),)


def test_the_end_of_a_proof_is_a_step_of_whoever_decides_then() -> None:
    step = next(step for step in built("approved_poc").steps if step.kind == "proof_ends")

    assert (step.owner, step.named, str(step.by)) == ("Ivo", True, "2026-04-30")


def test_a_step_nobody_was_named_for_says_whom_to_ask() -> None:
    step = next(step for step in built("approved_mlops").steps if step.kind == "bought")

    assert (step.owner, step.named, step.amounts) == ("Ana", False, (40e3, 35e3))


def test_a_rejected_scoping_plans_nothing_and_says_what_it_led_to() -> None:
    made = built("rejected")

    assert made.steps == ()
    assert (made.decision.leads_to, made.decision.level) == ("approved_mlops", 1)


def test_a_cancelled_scoping_says_where_it_stood() -> None:
    made = built("cancelled")

    assert (made.decision.stage, made.decision.settled, made.decision.asked) == ("exam", 1, 7)
    assert made.waiting[0].label == "Why machine learning"


def test_who_examined_alone_is_said() -> None:
    scoping = fresh(director=ANA)
    answer(scoping, "exam.1")
    scoping.judge(["exam.1"], {}, ANA, MONDAY)
    made = report.build(Findings(scoping))

    assert made.initiator_directs
    assert made.examined_alone


def test_a_delegates_word_means_nobody_examined_alone() -> None:
    scoping = fresh(director=ANA)
    scoping.name_delegate(EVA, ANA, MONDAY)
    scoping.admit([person(EVA)], MONDAY)
    answer(scoping, "exam.1")
    scoping.judge(["exam.1"], {}, EVA, MONDAY)

    assert not report.build(Findings(scoping)).examined_alone


def test_a_delegates_signature_is_told_from_the_directors() -> None:
    scoping = reach("report", **ONE_OFF)
    scoping.name_delegate(EVA, IVO, MONDAY)
    scoping.admit([person(EVA)], MONDAY)
    scoping.sign(EVA, THURSDAY)
    made = report.build(Findings(scoping)).decision

    assert (made.by, made.as_delegate) == ("Eva", True)


def test_both_exams_stand_side_by_side() -> None:
    retake = built("approved_mlops").section("retake")

    assert retake
    assert all(line.first and line.told for line in retake.lines)


def test_an_answer_carried_over_is_marked_kept() -> None:
    scoping = reach("retake")
    first = scoping.entries["exam.6"].answer
    assert first
    scoping.answer({"retake.6": dict(first.values)}, ANA, MONDAY, kept=["retake.6"])
    retake = report.build(Findings(scoping)).section("retake")

    assert retake
    assert [line.question for line in retake.lines if line.told and line.told.kept] == ["retake.6"]


def test_earlier_versions_are_counted() -> None:
    scoping = fresh()
    answer(scoping, "exam.1")
    answer(scoping, "exam.1", problem="Customers leave: 4,800 a year, EUR 1.2M, counted by finance.")

    assert report.build(Findings(scoping)).sections[0].lines[0].earlier == 1


def test_answers_no_longer_asked_are_kept_aside() -> None:
    scoping = reach("mlops")
    answer(scoping, "exam.2", simpler="process", because="Calling in week two kept 31 of 40 in a trial.")
    aside = [section for section in report.build(Findings(scoping)).sections if section.aside]

    assert [line.question for section in aside for line in section.lines][:2] == ["exam.3", "exam.4"]


def test_each_question_of_the_exam_names_the_root_causes_it_guards_against() -> None:
    exam = built("approved_mlops").sections[0]

    assert all(line.causes for line in exam.lines)


def test_every_verdict_names_its_rule_source_and_answers() -> None:
    rules = {rule.key: rule for rule in built("approved_mlops").rules}

    assert {"exam", "mlops", "money", "retake", "readiness"} <= rules.keys()
    assert all(rule.rests_on for rule in rules.values())
    assert all(rule.sources or rule.ours for rule in rules.values())
    assert rules["mlops"].ours


def test_objections_and_details_are_printed_and_objections_want_an_answer_until_it_is_signed() -> None:
    made, unsigned = built("approved_mlops"), EVERY["half_way"]()
    unsigned.disagree("mlops", "Two people can't look after it.", MIA, MONDAY)
    open_now = report.build(Findings(unsigned))

    assert [note.by for note in (*made.objections, *made.details)] == ["Mia", "Tom"]
    assert [step.owner for step in made.steps if step.kind == "objection"] == []
    assert [step.owner for step in open_now.steps if step.kind == "objection"] == ["Ivo"]


def test_lines_nobody_took_are_nobodys() -> None:
    scoping = reach("readiness")
    scoping.take(["change.1"], TOM, MONDAY)
    owners = {open.label: open.owner for open in report.build(Findings(scoping)).waiting}

    assert owners["Why not go on as before"] == "Tom"
    assert owners["The goal"] == ""


def test_a_case_without_its_figures_shows_no_money() -> None:
    scoping = reach("case")
    answer(scoping, "case.1", "case.2")

    assert report.build(Findings(scoping)).money is None


def test_a_retake_in_progress_can_be_read() -> None:
    scoping = reach("retake")
    answer(scoping, *(f"retake.{n}" for n in range(1, 8)))
    accept_all(scoping)

    assert report.build(Findings(scoping)).section("readiness")


# ---- what is not known


def test_a_condition_says_what_who_by_when_and_how_it_came_out() -> None:
    made = built("on_conditions")

    assert made.decision.conditions == 3
    assert [(one.label, one.owner, str(one.due), one.met, one.note) for one in made.conditions] == [
        ("The ML problem", "Mia", "2026-03-16", True, "It does well on the May data."),
        ("Where the data comes from", "Mia", "2026-03-24", None, ""),
        ("The state of the data", "Tom", "2026-03-20", None, ""),
    ]
    assert made.conditions[1].text == "The works council has agreed."
    assert made.conditions[2].inputs == ("The quality",)


def test_an_unknown_stands_in_its_answer_with_who_and_when() -> None:
    lines = {line.question: line for section in built("not_yet").sections for line in section.lines}
    told = lines["exam.6"].told

    assert told
    assert told.said == ()
    assert [(one.kind, one.owner, str(one.until)) for one in told.unknown] == [("not_known", "Tom", "2026-03-12")] * 2


def test_not_yet_counts_what_is_to_be_found_out_and_plans_nothing_else() -> None:
    made = built("not_yet")

    assert made.decision.conditions == 4
    assert {step.kind for step in made.steps} == {"find_out"}
    assert [(step.owner, str(step.by)) for step in made.steps][:2] == [("Tom", "2026-03-12"), ("Ana", "2026-03-19")]
    assert made.waiting == ()


@pytest.mark.parametrize("end", ["reject", "cancel"])
def test_what_was_given_up_keeps_who_finds_out_what_by_when(end: str) -> None:
    scoping = EVERY["on_conditions"]()
    scoping.reopen(IVO, THURSDAY)
    getattr(scoping, end)("The CRM is replaced in autumn.", IVO, THURSDAY)
    made = report.build(Findings(scoping))

    assert [(step.owner, str(step.by)) for step in made.steps] == [("Tom", "2026-03-20"), ("Mia", "2026-03-24")]


def test_a_case_with_an_unknown_saving_has_no_sum_and_says_what_is_missing() -> None:
    made = built("no_sum")

    assert made.money is None
    assert made.not_reckoned == ("case.2.saving",)


def test_a_level_that_is_open_is_not_named() -> None:
    made = built("no_sum")

    assert (made.decision.leads_to, made.decision.level) == ("approved_mlops", None)
    assert [one.level for one in made.possible] == [1, 2]
    assert made.hangs_on == ("pipelines",)


def test_a_working_assumption_is_a_condition_that_says_what_it_takes_for_known() -> None:
    (condition,) = built("assumed").conditions

    assert (condition.taken_for, condition.owner, condition.met) == ("rarely", "Tom", None)


def test_what_nobody_knows_of_the_simpler_way_is_no_sum_of_nothing() -> None:
    scoping = fresh()
    answer(scoping, "exam.1")
    answer(scoping, "exam.2", simpler="process", because="Calling in week two kept 31 of 40 in a trial.")
    unknown = {"exam.2b": dict.fromkeys(("once", "yearly", "spared"), Ignorance.NOT_RECKONED)}
    words = {"instead": "Account managers call the 200 largest customers.", "currency": "EUR"}
    scoping.answer({"exam.2b": words}, MIA, MONDAY, unknown=unknown)
    instead = report.build(Findings(scoping)).instead

    assert instead
    assert (instead.once, instead.first_year, instead.ml_first_year, instead.spared) == (None, None, None, None)


def test_what_was_to_be_known_by_now_is_not_said_to_be_answered() -> None:
    scoping = reach("mlops")
    answer(scoping, "mlops.1", **ONE_OFF)
    answer(scoping, "poc.1")
    scoping.answer({"poc.2": {"decides": "Ivo decides."}}, ANA, MONDAY)
    dont_know(scoping, "poc", date(2026, 3, 6))
    scoping.fall_due(MONDAY + timedelta(days=7))
    waiting = report.build(Findings(scoping)).waiting

    assert ("When it ends", "due", "Ana") in [(one.label, one.state, one.owner) for one in waiting]


def test_what_somebody_has_said_to_an_objection_stays_while_its_stage_is_answered_again() -> None:
    scoping = objected.standing()
    scoping.raised = []  # it was met before it was put to anybody
    del scoping.entries["exam.1"]

    assert [one.name for one in report.build(Findings(scoping)).left_standing] == ["nothing_simpler_tried"]


def test_who_disagreed_with_mlops_speaks_against_nothing_where_less_is_done() -> None:
    scoping = reach("retake")
    scoping.disagree("mlops", "A script by hand is enough.", TOM, MONDAY)
    assert report.build(Findings(scoping)).disagreeing

    answer(scoping, "retake.2", simpler="software")
    made = report.build(Findings(scoping))
    assert [(one.by, one.was) for one in made.objections] == [("Tom", "mlops")]
    assert made.disagreeing == ()
