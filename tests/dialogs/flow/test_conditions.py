"""Each rule of the curriculum on this track, where it fires and where it does not; and a home for every id."""

import pytest

from dialogs.catalog import shipped
from dialogs.findings import Findings
from dialogs.flow import stages, standing, tasks
from dialogs.flow.conditions import CONDITIONS
from dialogs.record.parts import Verdict
from dialogs.verdicts.mlops import Outcome
from tests.play import ANA, IVO, MONDAY, accept_all, answer, answer_stage, fresh, no_ai, open_calls, reach

S4 = (
    *(f"S4.team.{n}" for n in range(1, 7)),
    "S4.cost",
    *(f"S4.stage.{n}" for n in range(1, 6)),
    "S4.persona",
    *(f"S4.exam.{n}" for n in ("1", "2", "2a", "3", "4", "5", "5a", "6", "6a", "7", "7a", "rule")),
    *(f"S4.mlops.{n}" for n in range(4)),
    *(f"S4.mgmt.{n}" for n in range(1, 6)),
    "S4.mgmt.retake",
    *(f"S4.change.{n}" for n in range(8)),
    "S4.close.1",
    "S4.close.2",
)


@pytest.mark.parametrize("id", S4)
def test_every_id_of_the_article_has_a_home_in_the_catalogue(id: str) -> None:
    assert shipped().sources[id]


@pytest.mark.parametrize("id", ["S2.mind", "S2.proc.1vague"])
def test_the_two_borrowed_ids_have_a_home_too(id: str) -> None:
    assert shipped().sources[id]


def test_s4_exam_rule_passes_when_every_answer_is_accepted() -> None:
    scoping = fresh()
    answer_stage(scoping)
    accept_all(scoping)

    assert scoping.stage == "mlops"


@pytest.mark.parametrize("left_out", [f"exam.{n}" for n in range(1, 8)])
def test_s4_exam_rule_does_not_pass_with_one_missing_and_names_it(left_out: str) -> None:
    scoping = fresh()
    answer_stage(scoping)
    others = [question for question in tasks.to_examine(Findings(scoping), "exam") if question != left_out]
    scoping.judge(others, {}, IVO, MONDAY)

    assert scoping.stage == "exam"
    assert standing.missing_labels(Findings(scoping)) == [scoping.catalog.questions[left_out].label]


def test_s4_exam_rule_takes_filled_in_for_nothing() -> None:
    scoping = fresh()
    answer_stage(scoping)

    assert len(standing.missing_labels(Findings(scoping))) == 7


def test_s4_cost_spares_the_whole_of_it_where_something_simpler_does() -> None:
    scoping = no_ai()
    accept_all(scoping)

    assert scoping.stage == "no_ai"
    assert "case" not in scoping.walked


def test_s4_cost_asks_for_the_cost_where_nothing_simpler_does() -> None:
    scoping = reach("case")

    assert not CONDITIONS["simpler_suffices"](Findings(scoping))
    assert open_calls(scoping) == {"case": ("asked", [ANA])}


def test_s4_mlops_1_a_one_off_needs_no_mlops() -> None:
    scoping = reach("poc", kind="one_off", requests=10.0, staff=480.0, retraining="rarely")

    assert Findings(scoping).mlops.outcome is Outcome.POC
    assert Findings(scoping).mlops.rows == ("one_off",)


def test_s4_mlops_1_does_not_fire_for_what_is_kept_running() -> None:
    assert "one_off" not in Findings(reach("case")).mlops.rows


def test_s4_mlops_2_a_large_number_of_requests_needs_mlops() -> None:
    scoping = reach("case", retraining="rarely")

    assert (Findings(scoping).mlops.rows, Findings(scoping).mlops.level) == (("large",), 1)


def test_s4_mlops_2_does_not_fire_for_few_requests() -> None:
    scoping = reach("monitoring", retraining="rarely", requests=100.0)

    assert Findings(scoping).mlops.outcome is Outcome.BY_HAND


@pytest.mark.parametrize(("kind", "stage"), [("one_off", "poc"), ("ongoing", "monitoring")])
def test_s2_mind_the_fork_is_the_teams_to_name(kind: str, stage: str) -> None:
    few = {"requests": 10.0, "staff": 480.0, "retraining": "rarely"}

    assert reach(stage, kind=kind, **few).stage == stage


def test_a_contradiction_is_asked_about_and_holds_everything_up() -> None:
    scoping = reach("mlops")
    answer(scoping, "mlops.1", kind="one_off")

    assert scoping.stage == "mlops"
    assert open_calls(scoping) == {"mlops": ("contradiction", [ANA])}
    assert not stages.may(Findings(scoping), "next")


def test_a_contradiction_is_gone_once_somebody_says_which_is_meant() -> None:
    scoping = reach("mlops")
    answer(scoping, "mlops.1", kind="one_off")
    answer(scoping, "mlops.1", kind="one_off", requests=10.0, retraining="rarely")

    assert scoping.stage == "poc"


def test_an_input_nobody_knows_is_called_for_by_name() -> None:
    scoping = reach("mlops")
    scoping.answer(
        {"mlops.1": {"kind": "ongoing", "minutes": "nobody", "retraining": "rarely", "pipelines": "one"}}, ANA, MONDAY
    )

    assert Findings(scoping).mlops.missing == ("requests",)
    assert open_calls(scoping) == {"mlops": ("missing", [ANA])}


def test_what_is_not_accepted_in_the_retake_is_named_too() -> None:
    scoping = reach("retake")
    answer_stage(scoping)
    rest = [f"retake.{n}" for n in range(2, 8)]
    scoping.judge(rest, {"retake.1": "Nine days of whose time?"}, IVO, MONDAY)

    assert standing.missing_labels(Findings(scoping)) == ["What MLOps solves"]
    assert scoping.entries["retake.1"].judgements[-1].verdict is Verdict.SENT_BACK


def test_the_first_answer_is_kept_only_where_the_catalogue_lets_it_carry_over() -> None:
    carrying = [question.id for question in shipped().stages["retake"].questions if question.carries]

    assert carrying == ["retake.6"]
