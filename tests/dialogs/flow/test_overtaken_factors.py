"""A price corrected inside a product: whatever else holds the old one is asked about, in one list, until it is said."""

from functools import cache

import pytest

from dialogs.answers.values import Value
from dialogs.answers.written import Reckoned, Written
from dialogs.findings import Findings
from dialogs.flow.overtaken import overtaken
from dialogs.flow.standing import stale_of
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MONDAY, reach

PIECES = (1800, 3600, 4000)


@cache
def _at_the_report() -> str:
    return reach("report", track="full").model_dump_json()


def typed_at(price: float) -> tuple[list[float], Written]:
    """A year's saving as pieces × days × price, and how it was written."""
    worth = [pieces * 310 * price for pieces in PIECES]
    sums = {f"{pieces} x 310 x {price}": Reckoned(sum=f"{pieces:,} × 310 × {price}") for pieces in PIECES}
    return worth, Written(doubted=dict(zip(sums, worth, strict=True)), reckoned=sums)


def corrects(scoping: Scoping, price: float) -> None:
    answer = scoping.entries["case.2"].answer
    assert answer
    saving, written = typed_at(price)
    scoping.answer(
        {"case.2": {**answer.values, "saving": saving}}, ANA, MONDAY, written={"case.2": {"saving": written}}
    )


def holds(scoping: Scoping, path: str, value: Value) -> None:
    question, _, field = path.rpartition(".")
    scoping.entries[question].answers[-1].values[field] = value


@pytest.fixture
def scoping() -> Scoping:
    """A case whose saving was reckoned with 0.31 for a piece, as the problem, the price of a case and the note say."""
    scoping = Scoping.model_validate_json(_at_the_report())
    case = scoping.entries["case.2"].answers
    saving, written = typed_at(0.31)
    case[-1] = case[-1].model_copy(
        update={"values": {**case[-1].values, "saving": saving}, "written": {"saving": written}}
    )
    holds(scoping, "problem.3.problem", "9000 pieces come back a day, 0,31 EUR of dough each; the planner owns it.")
    holds(scoping, "eval.6.case", [0.31, 0.9, None])
    holds(scoping, "case.2.counted", "9000 pieces x 310 days x 0,31 EUR")
    return scoping


def asked(scoping: Scoping) -> dict[str, list[str]]:
    found = {id: [one.typed for one in overtaken(scoping, id)] for id in scoping.entries}
    return {id: typed for id, typed in found.items() if typed}


def test_all_that_holds_the_old_price_is_asked_about_together(scoping: Scoping) -> None:
    assert asked(scoping) == {}

    corrects(scoping, 0.27)

    assert asked(scoping) == {
        "problem.3": ["0,31"],
        "eval.6": ["0.31 gained by a right one"],
        "case.2": ["0,31"],
    }
    assert set(asked(scoping)) <= set(stale_of(Findings(scoping), ANA))


def test_one_press_settles_it(scoping: Scoping) -> None:
    corrects(scoping, 0.27)

    scoping.hold(stale_of(Findings(scoping), ANA), ANA, MONDAY)

    assert asked(scoping) == {}


def test_a_note_that_is_corrected_with_it_is_not_asked_about(scoping: Scoping) -> None:
    holds(scoping, "case.2.counted", "9000 pieces x 310 days x 0,27 EUR")
    corrects(scoping, 0.27)

    assert "case.2" not in asked(scoping)


def test_an_equal_number_of_something_else_that_still_stands_is_left_alone(scoping: Scoping) -> None:
    """0.31 is a level of quality as well: the words may speak of that."""
    holds(scoping, "eval.6.case", [20e3, 900.0, 10.0])
    holds(scoping, "eval.2.target", 0.31)
    corrects(scoping, 0.27)

    assert "problem.3" not in asked(scoping)
    assert "eval.2" not in asked(scoping)
