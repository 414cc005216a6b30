"""The case's saving corrected late: whether the other ways' values rest on the same is asked once, until it is said."""

from functools import cache

import pytest

from dialogs.answers.values import Value
from dialogs.findings import Findings
from dialogs.flow import other_ways, standing
from dialogs.flow.standing import State
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MONDAY, reach


@cache
def _at_the_report() -> str:
    return reach("report", track="full").model_dump_json()


@pytest.fixture
def scoping() -> Scoping:
    return Scoping.model_validate_json(_at_the_report())


def correct(scoping: Scoping, question: str, **changed: Value) -> None:
    answer = scoping.entries[question].answer
    assert answer
    scoping.answer({question: {**answer.values, **changed}}, ANA, MONDAY)


def state(scoping: Scoping) -> State:
    return standing.state(Findings(scoping), "need.4")


def test_the_sheet_is_asked_about_when_the_saving_it_is_compared_with_is_corrected(scoping: Scoping) -> None:
    correct(scoping, "case.2", saving=[150e3, 280e3, 360e3])

    assert state(scoping) is State.STALE
    assert standing.moved_under(scoping, "need.4") == ["case.2"]
    assert "need.4" in standing.asked_together(Findings(scoping), ["case.6"], ANA)
    assert [(at, field) for at, field, *_ in standing.values_moved(scoping, "need.4")] == [("case.2", "saving")]


def test_what_is_said_to_hold_holds_until_the_next_correction(scoping: Scoping) -> None:
    correct(scoping, "case.2", saving=[150e3, 280e3, 360e3])
    scoping.hold(["need.4"], ANA, MONDAY)
    assert state(scoping) is State.ANSWERED

    correct(scoping, "case.2", saving=[150e3, 270e3, 360e3])
    assert state(scoping) is State.STALE


def test_other_values_settle_it(scoping: Scoping) -> None:
    correct(scoping, "case.2", saving=[150e3, 280e3, 360e3])
    correct(scoping, "need.4", software=[20e3, 10e3, 80e3])

    assert state(scoping) is State.ANSWERED


@pytest.mark.parametrize(
    ("question", "changed"),
    [
        pytest.param("case.2", {"counted": "Finance, again in June."}, id="not-the-sum"),
        pytest.param("case.4", {"yearly": [21e3, 31e3, 51e3]}, id="a-cost"),
    ],
)
def test_another_correction_asks_nothing_of_the_sheet(
    scoping: Scoping, question: str, changed: dict[str, Value]
) -> None:
    correct(scoping, question, **changed)

    assert state(scoping) is State.ANSWERED


def test_a_saving_that_comes_to_what_the_sheet_says_leaves_nothing_to_ask(scoping: Scoping) -> None:
    correct(scoping, "case.2", saving=[150e3, 280e3, 360e3])
    sheet = scoping.entries["need.4"].answer
    assert sheet
    assert isinstance(sheet.values["ml"], list)
    correct(scoping, "case.2", saving=[150e3, sheet.values["ml"][2], 900e3])

    assert state(scoping) is State.ANSWERED


def test_without_another_way_that_is_worth_something_there_is_nothing_to_ask(scoping: Scoping) -> None:
    correct(scoping, "case.2", saving=[150e3, 280e3, 360e3])
    kept = scoping.entries["need.4"].answer
    assert kept
    for way in other_ways.values(scoping):
        kept.values.pop(way)

    assert other_ways.values(scoping) == {}
    assert state(scoping) is State.ANSWERED


def test_in_another_money_they_are_not_set_side_by_side(scoping: Scoping) -> None:
    correct(scoping, "case.2", saving=[150e3, 280e3, 360e3], currency="USD")

    assert state(scoping) is State.ANSWERED
