"""Net present value and payback: by hand-computed tables, and what must hold for every case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.business_case import (
    CaseInputs,
    Spread,
    breakeven_saving,
    compute,
    net_present_value,
    payback,
)

MONEY = st.integers(0, 10**9).map(float)
SPREADS = st.lists(MONEY, min_size=3, max_size=3).map(lambda three: Spread(*sorted(three)))
CASES = st.builds(
    CaseInputs,
    saving=SPREADS,
    once=SPREADS,
    yearly=SPREADS,
    horizon=st.integers(1, 10),
    rate=st.integers(0, 50).map(lambda percent: percent / 100),
)


def case(saving: float, once: float, yearly: float, horizon: int = 3, rate: float = 0.0) -> CaseInputs:
    return CaseInputs(
        Spread(saving, saving, saving), Spread(once, once, once), Spread(yearly, yearly, yearly), horizon, rate
    )


@pytest.mark.parametrize(
    ("flows", "rate", "worth"),
    [
        ((-100.0, 110.0), 0.10, 0.0),
        ((-100.0, 60.0, 60.0), 0.0, 20.0),
        ((-100.0, 60.0, 60.0), 0.10, 4.132231404958678),
        ((-1000.0, 500.0, 400.0, 300.0), 0.08, 44.04816338972213),
        ((0.0,), 0.5, 0.0),
    ],
)
def test_net_present_value_as_reckoned_by_hand(flows: tuple[float, ...], rate: float, worth: float) -> None:
    assert net_present_value(flows, rate) == pytest.approx(worth)


@pytest.mark.parametrize(
    ("flows", "months"),
    [
        ((-100.0, 100.0), 12.0),
        ((-100.0, 200.0), 6.0),
        ((-100.0, 50.0, 100.0), 18.0),
        ((-100.0, 50.0), None),
        ((-100.0, -50.0, -50.0), None),
        ((0.0, 10.0), 0.0),
        ((0.0, -10.0), None),
    ],
)
def test_payback_as_reckoned_by_hand(flows: tuple[float, ...], months: float | None) -> None:
    assert payback(flows) == months


def test_the_three_scenarios_pair_low_savings_with_high_costs() -> None:
    found = compute(CaseInputs(Spread(100, 200, 300), Spread(50, 60, 70), Spread(10, 20, 30), 2, 0.0))

    assert found.cautious.flows == (-70, 70, 70)
    assert found.expected.flows == (-60, 180, 180)
    assert found.hopeful.flows == (-50, 290, 290)


def test_a_case_pays_when_the_expected_value_is_above_zero_and_is_robust_when_the_cautious_one_is() -> None:
    found = compute(CaseInputs(Spread(10, 200, 300), Spread(50, 60, 70), Spread(10, 20, 30), 2, 0.0))

    assert found.pays
    assert not found.robust


@given(CASES, st.integers(1, 10**6))
def test_more_saving_is_never_worth_less(given: CaseInputs, more: int) -> None:
    saving = given.saving + Spread(more, more, more)
    better = compute(CaseInputs(saving, given.once, given.yearly, given.horizon, given.rate)).expected

    assert better.npv > compute(given).expected.npv


@given(CASES)
def test_hopeful_is_never_below_expected_nor_expected_below_cautious(given: CaseInputs) -> None:
    found = compute(given)

    assert found.cautious.npv <= found.expected.npv <= found.hopeful.npv


@given(CASES)
def test_it_pays_back_inside_the_horizon_exactly_when_the_flows_add_up_to_zero_or_more(given: CaseInputs) -> None:
    expected = compute(given).expected

    assert (expected.payback_months is not None) == (sum(expected.flows) >= 0)
    assert expected.payback_months is None or 0 <= expected.payback_months <= 12 * given.horizon


@given(CASES)
def test_at_the_breakeven_saving_the_expected_value_is_zero(given: CaseInputs) -> None:
    saving = breakeven_saving(given)
    found = compute(CaseInputs(Spread(saving, saving, saving), given.once, given.yearly, given.horizon, given.rate))

    assert found.expected.npv == pytest.approx(0, abs=1e-3 + 1e-9 * saving * given.horizon)


def test_the_breakeven_of_a_case_without_interest_is_upkeep_plus_a_share_of_the_outlay() -> None:
    assert breakeven_saving(case(saving=0, once=300, yearly=50, horizon=3)) == pytest.approx(150)
