"""What the report of the full track says is what was judged: need, candidates, people, risks, money, plan, pulse."""

import pytest

from bot.screens.messages import report as screens
from dialogs import report
from dialogs.answers.values import LONGEST, Value
from dialogs.answers.written import Written
from dialogs.findings import Findings
from dialogs.report.judged import Evaluation
from dialogs.report.report import Report
from dialogs.verdicts.feasibility import Light
from dialogs.verdicts.reachability import Reach
from tests import full_track
from tests.endings import EVERY
from tests.play import GOOD, MONDAY
from tests.reading import faults, text


@pytest.fixture(scope="module")
def made() -> Report:
    return report.build(Findings(full_track.approved_mlops()))


def test_the_need_has_every_way_with_its_value_the_best_first(made: Report) -> None:
    assert made.need
    assert [way.way for way in made.need.ways] == ["ml", "software", "process", "people"]
    assert [round(way.gap or 0) for way in made.need.ways][:2] == [0, -215125]
    assert made.need.baseline.startswith("Call everybody")


def test_each_candidate_has_its_light_its_rows_and_its_place(made: Report) -> None:
    assert [(one.name, one.light, one.rows) for one in made.candidates][1:] == [
        ("Reading the call notes", Light.RED, ("hlp_exceeded",)),
        ("Better scoring rules", Light.RED, ("history_unreachable",)),
    ]
    assert [one.rank.place if one.rank else None for one in made.candidates] == [1, 3, 2]
    assert [one.chosen for one in made.candidates] == [True, False, False]


def test_a_history_has_its_interval_its_guess_and_its_target(made: Report) -> None:
    reach = made.candidates[2].reach

    assert reach
    assert reach.verdict is Reach.UNREACHABLE
    assert reach.low is not None
    assert reach.high is not None
    assert reach.low < reach.high < reach.target == 0.85
    assert (reach.guess, str(reach.by), len(reach.days)) == (0.73, "2026-06-30", 5)


def test_what_it_does_to_people_stands_beside_what_the_guidebook_would_do(made: Report) -> None:
    assert made.people
    assert (made.people.planned, made.people.advised.value, made.people.tier.value) == (
        "augments",
        "augment",
        "limited",
    )


def test_the_two_numbers_of_the_evaluation_are_two(made: Report) -> None:
    assert made.evaluation
    assert (made.evaluation.business, made.evaluation.metric) == ("Customers lost a year", "Recall at ten calls a day")


def test_the_risks_are_weighed_and_the_share_dealt_with_is_theirs(made: Report) -> None:
    assert made.risks
    assert [risk.name for risk in made.risks.named][:2] == ["Model bias", "Two people leave"]
    assert [risk.name for risk in made.risks.named if not risk.mitigated] == ["CRM export changes"]
    assert made.risks.mitigated == pytest.approx(24 / 49)


def test_the_money_has_its_draws_its_uplift_and_its_stress(made: Report) -> None:
    money = made.money

    assert money
    assert money.drawn
    assert money.uplifted
    assert money.stress
    assert money.drawn.npv.p10 < money.drawn.npv.p50 < money.drawn.npv.p90
    assert money.uplifted.capital == pytest.approx(2 * (1 - 24 / 49))
    assert money.uplifted.npv < money.case.expected.npv
    assert (money.stress.pays, money.stress.time_stressed, money.stress.answer) == (True, True, "smaller")


def test_the_short_track_has_its_three_scenarios_and_nothing_drawn() -> None:
    money = report.build(Findings(EVERY["approved_mlops"]())).money

    assert money
    assert (money.drawn, money.uplifted, money.stress) == (None, None, None)


def test_the_plan_is_the_judgements_own(made: Report) -> None:
    found = Findings(full_track.approved_mlops()).plan

    assert found
    assert made.plan
    assert (made.plan.p10, made.plan.p50, made.plan.p90) == (found.p10, found.p50, found.p90)
    assert (made.plan.total, made.plan.budget) == (112e3, 120e3)


def test_milestones_are_what_happens_next(made: Report) -> None:
    assert [(step.text, str(step.by)) for step in made.steps if step.kind == "milestone"] == [
        ("First labels", "2026-05-29"),
        ("Beats the rules", "2026-07-31"),
        ("In use", "2026-09-30"),
    ]


def test_the_pulse_is_told_as_sums(made: Report) -> None:
    assert made.pulse
    assert made.pulse.heat
    assert (made.pulse.ended, made.pulse.heat.barrier, made.pulse.heat.answers) == ("shown", "knowledge", 6)


def test_an_open_pulse_is_everybodys() -> None:
    scoping = full_track.play("readiness")
    scoping.answer({f"change.{n}": dict(full_track.RICHER[f"change.{n}"]) for n in range(1, 8)}, full_track.TOM, MONDAY)
    open = [(one.state, one.owner) for one in report.build(Findings(scoping)).waiting]

    assert open == [("pulse", "")]
    assert "the readiness pulse is open (everybody" in text(screens.first_screen(Findings(scoping)))


def test_one_that_was_left_has_its_reason_and_is_no_waived_follow_up(made: Report) -> None:
    (left,) = [one for one in made.raised if "CRM export changes" in one.ask]

    assert (left.outcome, left.reason, left.by) == ("waived", full_track.WHY_BOTH, "Mia")
    assert made.waived == ()


def test_no_machine_learning_says_what_was_saved_from_the_ledger() -> None:
    made = report.build(Findings(full_track.no_ai()))

    assert made.instead
    assert (made.instead.option, made.instead.first_year, made.instead.spared) == ("process", 25e3, 175e3)
    assert "EUR 202k more than machine learning" in text(screens.first_screen(Findings(full_track.no_ai())))


def test_a_way_nobody_reckoned_spares_what_machine_learning_would_have_cost() -> None:
    ledger: dict[str, Value] = {**GOOD["need.4"]}
    scoping = full_track.play(
        "solutions",
        {
            "need.4": ledger,
            "need.5": {"simpler": "process", "because": "Calling in week two kept 31 of 40 in a trial."},
            "need.6": GOOD["need.6"],
        },
    )

    assert "nobody reckoned" in text(screens.first_screen(Findings(scoping)))


def test_every_rule_names_the_questions_it_was_applied_to(made: Report) -> None:
    told = {line.question for section in made.sections for line in section.lines if line.told}

    assert {
        "need",
        "feasibility",
        "reach",
        "value",
        "people",
        "labels",
        "risks",
        "uplift",
        "stress",
        "pulse",
        "plan",
    } <= {rule.key for rule in made.rules}
    assert all(set(rule.questions) <= told for rule in made.rules)
    assert all(rule.questions or rule.key in ("pulse", "contradictions") for rule in made.rules)


def test_the_candidates_answers_go_by_their_names(made: Report) -> None:
    solutions = made.section("solutions")

    assert solutions
    assert {line.of for line in solutions.lines} == {
        "",
        "Churn model",
        "Reading the call notes",
        "Better scoring rules",
    }


def test_numbers_that_are_weeks_bear_no_currency(made: Report) -> None:
    said = {
        (line.question, one.field): one
        for s in made.sections
        for line in s.lines
        if line.told
        for one in line.told.said
    }

    assert said["plan.1", "collect"].currency == ""
    assert said["case.5", "months"].currency == ""
    assert said["plan.2", "budget"].currency == "EUR"
    assert said["need.4", "ml"].parts == ("once", "a year", "value a year")
    assert said["candidate_c.5", "target"].text == "0.85"


@pytest.mark.parametrize("name", full_track.EVERY)
def test_the_first_screen_fits_a_dozen_lines(name: str) -> None:
    shown = text(screens.first_screen(Findings(full_track.EVERY[name]())))

    assert 5 <= len(shown.splitlines()) <= 12
    assert len(shown) <= 3000


@pytest.mark.parametrize("filler", ["long words of every sort ", "😀", "ö{}*<@U1>|"])
def test_slacks_limits_hold_for_the_longest_answers_to_the_full_track(filler: str) -> None:
    blocks = screens.full(Findings(full_track.spoken_by((filler * LONGEST)[:LONGEST])))

    assert len(blocks) <= 95
    assert not faults(blocks)
    assert len(screens.notification(Findings(full_track.no_ai()))) <= 3000


def test_five_candidates_fit_the_modal() -> None:
    existing = {f"{slot}_cell": "existing_unstructured" for slot in "abcde"}
    five: dict[str, Value] = {slot: f"Candidate {slot}" for slot in "abcde"} | existing
    over: dict[str, dict[str, Value]] = {"solutions.1": five}
    over |= {f"candidate_{slot}.6": {"reach": 10.0, "impact": "1", "confidence": "0.5"} for slot in "bcde"}
    scoping = full_track.play("report", over)

    assert len(screens.full(Findings(scoping))) <= 95


def _goal_after(**then: Value) -> Evaluation:
    """The board's goal, where the business metric was answered otherwise first."""
    scoping = full_track.play("exam")
    entry = scoping.entries["problem.4"]
    first = entry.answers[-1]
    unit = then.pop("unit", "")
    written = {"today": Written(unit=str(unit))} if unit else first.written
    entry.answers.insert(0, first.model_copy(update={"values": {**first.values, **then}, "written": written}))
    found = report.build(Findings(scoping)).evaluation
    assert found
    return found


def test_a_corrected_number_is_told_with_what_stood_there_first() -> None:
    assert _goal_after(today=6000.0).was_today == 6000.0


def test_another_metric_or_another_unit_corrects_nothing() -> None:
    assert _goal_after(today=9.0, metric="Share unsold").was_today is None
    assert _goal_after(today=9.0, unit="%").was_today is None
