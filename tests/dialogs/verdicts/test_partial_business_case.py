"""The case with what there is: reckoned, the limit of the one unknown, or not reckoned. Never a zero for an unknown."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.business_case import CaseInputs, Spread, breakeven_saving, compute
from dialogs.verdicts.partial import Turn
from dialogs.verdicts.partial.business_case import FIGURES, RANGES, Inputs, Limit, NotReckoned, Reckoned, reckon

ZEROS = Spread(0, 0, 0)
KNOWN = Inputs(
    saving=Spread(60_000, 100_000, 140_000),
    once=Spread(80_000, 100_000, 200_000),
    yearly=Spread(10_000, 20_000, 30_000),
    months=Spread(0, 0, 0),
    horizon=2,
    rate=0.0,
)


def even(number: float) -> Spread:
    return Spread(number, number, number)


MONEY = st.integers(0, 500_000).map(even)
CASES = st.builds(
    Inputs,
    saving=MONEY,
    once=MONEY,
    yearly=MONEY,
    months=st.integers(0, 40).map(even),
    horizon=st.integers(1, 10),
    rate=st.sampled_from((0.0, 0.035, 0.08, 0.5)),
)


def limit(given: Inputs, part: str) -> Limit:
    found = reckon(replace(given, **{part: None}))
    assert isinstance(found, Limit)
    return found


def pays(given: Inputs, part: str, amount: float) -> bool:
    found = reckon(replace(given, **{part: even(amount)}))
    assert isinstance(found, Reckoned)
    return round(found.case.expected.npv, 6) > 0  # in floats, what comes to nothing can come to 3.6e-15


def test_with_all_figures_it_is_the_case_of_today() -> None:
    saving, once, yearly, months = KNOWN.saving, KNOWN.once, KNOWN.yearly, KNOWN.months
    given = CaseInputs(saving, once, yearly, 2, 0.0, months)  # type: ignore[arg-type]

    assert reckon(KNOWN) == Reckoned(given, compute(given))


@pytest.mark.parametrize(
    ("part", "turn"),
    [
        ("saving", Turn(70_000.0, (False,), (True,))),
        ("once", Turn(160_000.0, (True,), (False,), from_there=True)),
        ("yearly", Turn(50_000.0, (True,), (False,), from_there=True)),
        ("months", Turn(9.0, (True,), (False,), from_there=True)),
    ],
)
def test_with_one_figure_unknown_its_limit_is_told(part: str, turn: Turn[bool]) -> None:
    assert limit(KNOWN, part) == Limit(part, turn)


@pytest.mark.parametrize("unknown", [names for size in (2, 3, 4, 5, 6) for names in combinations(FIGURES, size)])
def test_with_more_unknown_it_is_not_reckoned_and_what_is_missing_is_named(unknown: tuple[str, ...]) -> None:
    assert reckon(replace(KNOWN, **dict.fromkeys(unknown))) == NotReckoned(unknown)


@pytest.mark.parametrize("name", ["horizon", "rate"])
def test_without_a_horizon_or_a_rate_nothing_is_reckoned(name: str) -> None:
    assert reckon(replace(KNOWN, **{name: None})) == NotReckoned((name,))


def test_where_it_is_not_in_use_within_the_horizon_no_saving_would_do() -> None:
    late = replace(KNOWN, months=even(24))

    assert limit(late, "saving").turn is None
    assert limit(late, "yearly").turn is None
    assert limit(late, "once").turn is None


def test_what_saves_less_than_it_costs_a_year_does_not_pay_even_for_nothing_or_at_once() -> None:
    losing = replace(KNOWN, saving=even(20_000))

    assert limit(losing, "once").turn is None
    assert limit(losing, "months").turn is None


def test_what_is_paid_for_already_pays_until_the_horizon() -> None:
    assert limit(replace(KNOWN, once=ZEROS), "months").turn == Turn(24.0, (True,), (False,), from_there=True)


@given(CASES, st.sampled_from(RANGES))
def test_one_less_and_one_more_land_on_different_sides(given: Inputs, part: str) -> None:
    turn = limit(given, part).turn
    if turn is None:
        assert not any(pays(given, part, amount) for amount in (0, 1, 1000))
        assert part != "saving" or not pays(given, part, 10**9)
    else:
        assert pays(given, part, turn.at + 1) is turn.above[0]
        assert turn.at < 1 or pays(given, part, turn.at - 1) is turn.below[0]
        assert turn.below != turn.above


@given(CASES)
def test_the_limit_of_the_saving_is_where_the_expected_value_is_zero(given: Inputs) -> None:
    turn = limit(given, "saving").turn
    known = given.known

    assert known
    assert breakeven_saving(known) == pytest.approx(turn.at if turn else float("inf"))


@given(CASES, st.sampled_from(RANGES))
def test_an_unknown_never_gives_what_a_zero_gives(given: Inputs, part: str) -> None:
    unknown, zero = (reckon(replace(given, **{part: figure})) for figure in (None, ZEROS))

    assert unknown != zero
    assert not isinstance(unknown, Reckoned)
    assert isinstance(zero, Reckoned)


def test_what_comes_to_exactly_nothing_does_not_pay_even_for_no_yearly_cost() -> None:
    nothing = Inputs(even(25), even(25), None, even(2), horizon=2, rate=0.5)

    assert reckon(nothing) == Limit("yearly", None)


def test_tenths_are_not_rounded_into_another_limit() -> None:
    tenths = replace(KNOWN, saving=even(0.3), once=None, yearly=even(0.1), horizon=1)

    assert reckon(tenths) == Limit("once", Turn(0.2, (True,), (False,), from_there=True))
