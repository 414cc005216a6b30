"""What an answer that leads back leaves as it was: conditions, and reports that hold no more."""

from datetime import date, timedelta

from bot.screens.messages import conversation
from dialogs.answers.unknowns import Ignorance
from dialogs.findings import Findings
from dialogs.record.parts import Condition, Unknown
from dialogs.scoping import on_condition
from tests import endings
from tests.play import ANA, IVO, MONDAY, having, reach


def test_what_nobody_knows_of_a_stage_behind_is_no_condition_that_is_met() -> None:
    scoping = reach("retake")
    unknown = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY)
    scoping.entries["mlops.1"].answers[-1].unknowns["level"] = unknown
    due = date(2026, 4, 1)
    scoping.conditions = [Condition(id="1", about="mlops.1", text="", owner=ANA, due=due, by=IVO, at=MONDAY)]
    scoping.walked = ["exam"]
    on_condition.close_met(scoping, ANA, MONDAY)

    assert [one.id for one in scoping.open_conditions] == ["1"]


def test_a_report_that_was_opened_again_says_so_in_its_own_place() -> None:
    scoping = endings.approved_mlops()
    before = {one.key: one.text for one in conversation.messages(Findings(scoping)) if one.key.startswith("report")}
    scoping.reopen(IVO, MONDAY + timedelta(days=30), "The licence costs twice as much.")
    after = {one.key: str(one.blocks) for one in conversation.messages(Findings(scoping))}
    (key,) = before

    assert "What was decided here holds no more" in after[key]
    assert "The licence costs twice as much." in after[key]


def test_what_two_stages_ask_alike_is_objected_to_where_it_was_said_first() -> None:
    words = "Till data in the warehouse, read every night. The works council was not asked yet."
    both = having({"data.2.where": words, "exam.6.source": words})
    gaps = [one.name for one in Findings(both).objecting.found if one.name.startswith("gap_in_words")]

    assert gaps == ["gap_in_words@data.2.where"]


def test_a_condition_that_did_not_hold_is_told_to_whoever_said_yes() -> None:
    scoping = endings.on_conditions()
    assert scoping.ending is not None
    one = scoping.open_conditions[0]
    later = scoping.ending.at + timedelta(days=3)
    scoping.close_condition(one.id, False, "Returns are missing for half of the Sundays.", one.owner, later)
    told = [found for found in conversation.messages(Findings(scoping)) if found.key == f"failed:{one.id}"]

    assert [IVO in str(found.blocks) and "half of the Sundays" in str(found.blocks) for found in told] == [True]


def gaps(said: dict[str, str]) -> list[str]:
    names = (one.name for one in Findings(having(dict(said))).objecting.found)
    return [name for name in names if name.startswith(("gap_in_words@labels", "state_against_words@risk"))]


def test_rules_for_labellers_are_no_gap_where_nobody_labels() -> None:
    words = "Nobody has looked at the odd cases yet."

    kind = {"data.3.learning": "supervised"}

    assert gaps({**kind, "data.3.origin": "judged", "labels.2.rules": words}) == ["gap_in_words@labels.2.rules"]
    assert gaps({**kind, "data.3.origin": "happened", "labels.2.rules": words}) == []


def test_what_gives_a_risk_away_is_no_gap_in_its_steps() -> None:
    steps = "Nobody has checked the list by 8 pm: the shops bake as last week; Petra."

    assert gaps({"risk.1.steps": steps, "risk.1.state": "written"}) == []
    assert gaps({"risk.1.steps": "Nobody has checked it yet.", "risk.1.state": "written"}) == [
        "state_against_words@risk.1.steps"
    ]
