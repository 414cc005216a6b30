"""What it does to people and the risks, in words: also as 0.1.0 asked of them."""

import pytest

from bot.telling import people
from dialogs.answers.unknowns import Ignorance
from dialogs.findings import Findings
from dialogs.record.parts import Answer, Unknown
from dialogs.report import build
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MONDAY, answer, in_stage, reach


def told(scoping: Scoping) -> dict[str, str]:
    return {line.name: line.said for line in people.risks(Findings(scoping)).lines}


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (
            "tried",
            "medium (2 x 4); written and tried once: Recall over 0.95: stop, check the dates, back to the rules; Mia.",
        ),
        ("written", "medium (2 x 4); written: Recall over 0.95: stop, check the dates, back to the rules; Mia."),
        (
            "none",
            "medium (2 x 4); "
            "“Recall over 0.95: stop, check the dates, back to the rules; Mia.” is not written down yet",
        ),
    ],
)
def test_a_risk_is_told_with_how_far_its_steps_are(state: str, said: str) -> None:
    assert told(in_stage("design", ("risk.1", {"state": state}))) == {"Data leakage": said}


def test_a_risk_of_0_1_0_is_told_with_its_steps_and_its_owner() -> None:
    scoping = in_stage("design", ("risk.1", {}))
    values = {"likelihood": "2", "impact": "4", "trigger": "Recall", "fallback": "Stop it.", "owner": "Mia"}
    scoping.entries["risk.1"].answers = [Answer(values=values, author=ANA, at=MONDAY, seq=scoping.seq)]
    (risk,) = Findings(scoping).risks

    assert told(scoping) == {"Data leakage": "medium (2 x 4); on that day: Stop it. (Mia)"}
    assert risk.mitigated


def test_what_is_only_seen_is_said_to_be_no_more_than_that() -> None:
    shown = {"role": "shows", "work": ["difficult", "agreed"]}
    scoping = in_stage("solutions", ("solutions.3", {}), ("solutions.4", shown))

    assert people.impact(Findings(scoping)).verdict == (
        "Somebody gets to see it, and nothing follows from it yet. The People + AI Guidebook would rather take the "
        "task over: it is difficult for people and people agree how to do it."
    )


@pytest.mark.parametrize("area", ["none_things", "none_people", "none"])
def test_none_of_the_areas_is_none_whatever_it_is_about(area: str) -> None:
    scoping = in_stage("solutions", ("solutions.3", {}))
    answer(scoping, "solutions.4")
    scoping.entries["solutions.3"].answers[-1].values["area"] = area

    assert "none of the listed areas; a pointer, not legal advice." in [
        line.said for line in people.impact(Findings(scoping)).lines
    ]


def test_steps_that_say_too_little_are_shown_as_what_they_are() -> None:
    row = "Managers ignore it\t4\t4\torders differ\ttalk to them\tPetra"
    said = told(in_stage("design", ("risk.4", {"others": [row]})))

    assert said["Managers ignore it"] == "extreme (4 x 4); “talk to them” says too little to count (Petra)"


@pytest.mark.parametrize("origin", ["happened", "instrument"])
def test_what_happened_has_no_labellers_who_could_disagree(origin: str) -> None:
    scoping = in_stage("design", ("data.3", {"origin": origin}))
    verdict = people.labels(Findings(scoping))

    assert verdict is not None
    assert "no labellers" in verdict.verdict
    assert verdict.changes == ()


def test_a_risk_that_does_not_apply_is_named_with_its_reason_and_not_counted() -> None:
    scoping = reach("design", track="full")
    none = Unknown(kind=Ignorance.NOT_APPLICABLE, by=ANA, at=MONDAY, reason="its machines not people")
    answer(scoping, "risk.1")
    scoping.not_known({"risk.2": {"likelihood": none, "impact": none}}, ANA, MONDAY)
    answer(scoping, "risk.3")
    told = people.risks(Findings(scoping))

    assert told.verdict.startswith("2 risks: 2 medium. 79% of their weight")
    assert told.lines[-1] == ("Model bias does not apply", "“its machines not people”")
    assert "Model bias" not in {line.name for line in told.lines}


@pytest.mark.parametrize(
    ("likelihood", "impact", "state", "begins"),
    [
        ("3", "4", "none", "The supplier goes (likelihood 3 of 5, impact 5 of 5): “"),
        ("4", "5", "none", "Data leakage (likelihood 4 of 5, impact 5 of 5): “Recall over 0.95: stop"),
        ("3", "5", "none", "Data leakage (likelihood 3 of 5, impact 5 of 5): “Recall over 0.95: stop"),
    ],
)
def test_a_board_reads_of_the_weightiest_risk(likelihood: str, impact: str, state: str, begins: str) -> None:
    scoping = reach("report", track="full")
    others = ["The supplier goes\t3\t5\tnotice\tthe second one takes over\tTom"]
    scoping.answer({"risk.4": {"others": others}}, ANA, MONDAY)
    first = scoping.entries["risk.1"].answers[-1].values
    first |= {"likelihood": likelihood, "impact": impact, "state": state}

    assert people.gravest(build(Findings(scoping))).startswith(begins)
