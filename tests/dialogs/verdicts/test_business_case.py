"""Net present value, payback, stress and simulation: by hand-computed tables, and what must hold for every case."""

from dataclasses import replace
from math import inf

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dialogs.verdicts.business_case import (
    STRESS_COST,
    STRESS_TIME,
    CaseInputs,
    Spread,
    breakeven_saving,
    compute,
    net_present_value,
    payback,
    simulate,
    stressed,
    with_stress,
    with_uplift,
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
MONTHS = st.lists(st.integers(0, 60).map(float), min_size=3, max_size=3).map(lambda three: Spread(*sorted(three)))
WAITING = st.builds(replace, CASES, months=MONTHS)
POINTS = st.builds(lambda figure: Spread(figure, figure, figure), MONEY)
CERTAIN = st.builds(
    replace,
    WAITING,
    saving=POINTS,
    once=POINTS,
    yearly=POINTS,
    months=st.integers(0, 60).map(lambda m: Spread(m, m, m)),
)
A_FEW = settings(max_examples=15, deadline=None)  # two thousand draws each

DOUBTFUL = CaseInputs(Spread(40, 100, 160), Spread(100, 150, 400), Spread(10, 20, 50), 3, 0.08, Spread(2, 6, 18))


def case(
    saving: float, once: float, yearly: float, horizon: int = 3, rate: float = 0.0, months: float = 0.0
) -> CaseInputs:
    saved, paid, kept, waited = (Spread(figure, figure, figure) for figure in (saving, once, yearly, months))
    return CaseInputs(saved, paid, kept, horizon, rate, waited)


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


# ---- until it is in use


@pytest.mark.parametrize(
    ("months", "flows"),
    [
        (0, (-100, 120, 120, 120)),
        (3, (-100, 90, 120, 120)),
        (12, (-100, 0, 120, 120)),
        (18, (-100, 0, 60, 120)),
        (36, (-100, 0, 0, 0)),
        (50, (-100, 0, 0, 0)),
    ],
)
def test_saving_and_yearly_cost_begin_when_it_is_in_use(months: float, flows: tuple[float, ...]) -> None:
    assert compute(case(saving=150, once=100, yearly=30, months=months)).expected.flows == pytest.approx(flows)


@pytest.mark.parametrize(
    ("once", "months", "paid_back"),
    [
        (10, 6, 7),
        (60, 6, 12),
        (120, 6, 18),
        (120, 12, 24),
        (60, 18, 24),
        (10, 18, 19),
        (0, 18, 0),
    ],
)
def test_nothing_is_paid_back_before_it_is_in_use(once: float, months: float, paid_back: float) -> None:
    found = compute(case(saving=120, once=once, yearly=0, months=months)).expected

    assert found.payback_months == pytest.approx(paid_back)


def test_a_case_that_loses_money_every_year_is_cautious_when_it_starts_early() -> None:
    found = compute(replace(case(saving=0, once=0, yearly=12, horizon=1), months=Spread(0, 6, 12)))

    assert (found.cautious.npv, found.expected.npv, found.hopeful.npv) == (-12, -6, 0)


def test_the_breakeven_of_what_is_in_use_half_the_time_spreads_the_outlay_over_that_half() -> None:
    assert breakeven_saving(case(saving=0, once=300, yearly=50, horizon=3, months=18)) == pytest.approx(250)


def test_no_saving_breaks_even_where_it_is_not_in_use_within_the_horizon() -> None:
    assert breakeven_saving(case(saving=10, once=300, yearly=50, horizon=3, months=36)) == inf


@given(WAITING)
def test_at_the_breakeven_saving_of_a_late_start_the_expected_value_is_zero(given: CaseInputs) -> None:
    saving = breakeven_saving(given)
    assume(saving < inf)
    found = compute(replace(given, saving=Spread(saving, saving, saving)))

    assert found.expected.npv == pytest.approx(0, abs=1e-3 + 1e-9 * saving * given.horizon)


@given(WAITING, st.integers(1, 10**6))
def test_more_saving_lowers_no_scenario(given: CaseInputs, more: int) -> None:
    before, after = compute(given), compute(replace(given, saving=given.saving + Spread(more, more, more)))

    assert before.cautious.npv <= after.cautious.npv
    assert before.expected.npv <= after.expected.npv
    assert before.hopeful.npv <= after.hopeful.npv


@given(WAITING)
def test_a_late_start_keeps_cautious_expected_and_hopeful_in_order(given: CaseInputs) -> None:
    found = compute(given)

    assert found.cautious.npv <= found.expected.npv <= found.hopeful.npv


# ---- discounted payback


@pytest.mark.parametrize(
    ("saving", "rate", "months"),
    [
        (110, 0.10, 12.0),
        (220, 0.10, 6.0),
        (60.5, 0.10, 12 * (1 + 45 / 50)),
        (40, 0.10, None),
        (100, 0.0, 12.0),
    ],
)
def test_discounted_payback_as_reckoned_by_hand(saving: float, rate: float, months: float | None) -> None:
    found = compute(case(saving=saving, once=100, yearly=0, horizon=2, rate=rate)).expected

    assert found.discounted_payback_months == pytest.approx(months)


@given(WAITING)
def test_discounted_payback_is_never_earlier_than_payback(given: CaseInputs) -> None:
    found = compute(given)

    for scenario in (found.cautious, found.expected, found.hopeful):
        plain, discounted = scenario.payback_months, scenario.discounted_payback_months
        assert discounted is None or (plain is not None and plain <= discounted)


# ---- stress and uplift


def test_under_stress_everything_costs_twice_and_takes_half_as_long_again() -> None:
    given = CaseInputs(Spread(100, 200, 300), Spread(50, 60, 70), Spread(10, 20, 30), 2, 0.0, Spread(4, 8, 12))
    found = stressed(given)

    assert found.time_stressed
    assert found.cautious.flows == pytest.approx((-140, 0, 20))
    assert found.expected.flows == pytest.approx((-120, 0, 160))
    assert found.hopeful.flows == pytest.approx((-100, 140, 280))


def test_where_nobody_gave_months_only_the_cost_is_stressed_and_that_is_told() -> None:
    found = stressed(case(saving=200, once=60, yearly=20, horizon=2))

    assert not found.time_stressed
    assert found.expected.flows == (-120, 160, 160)


def test_a_case_may_pay_as_planned_and_not_under_stress() -> None:
    given = case(saving=100, once=100, yearly=40, months=6)

    assert compute(given).pays
    assert not stressed(given).pays


def test_what_is_stressed_is_the_figures_before_they_are_added_up() -> None:
    given = case(saving=200, once=60, yearly=20, months=8, horizon=2)

    assert with_stress(given) == replace(
        given,
        once=given.once * STRESS_COST,
        yearly=given.yearly * STRESS_COST,
        months=given.months * STRESS_TIME,
    )
    assert stressed(given).expected == compute(with_stress(given)).expected


@given(WAITING)
def test_no_stress_is_the_case_itself(given: CaseInputs) -> None:
    found, plain = stressed(given, cost=1, time=1), compute(given)

    assert (found.cautious, found.expected, found.hopeful) == (plain.cautious, plain.expected, plain.hopeful)


def test_an_uplift_raises_what_is_paid_once_but_not_its_low_figure() -> None:
    given = CaseInputs(Spread(1, 2, 3), Spread(10, 20, 30), Spread(4, 5, 6), 2, 0.0)

    assert with_uplift(given, 2.0) == replace(given, once=Spread(10, 60, 90))


# ---- simulation


def test_the_same_seed_gives_the_same_outlook() -> None:
    assert simulate(DOUBTFUL, seed=1) == simulate(DOUBTFUL, seed=1)
    assert simulate(DOUBTFUL, seed=1) != simulate(DOUBTFUL, seed=2)


def test_payback_is_told_as_far_as_enough_draws_pay_back() -> None:
    found = simulate(DOUBTFUL, seed=1)

    assert 0.1 < found.share_above_zero < found.share_paid_back < 0.9
    assert found.payback_months.p10 is not None
    assert found.payback_months.p90 is None


def test_the_band_has_a_figure_for_every_year_from_the_outlay_on() -> None:
    band = simulate(DOUBTFUL, seed=1).cumulated

    assert len(band.p10) == len(band.p50) == len(band.p90) == DOUBTFUL.horizon + 1
    assert -400 < band.p10[0] < band.p50[0] < band.p90[0] < -100


@A_FEW
@given(CERTAIN, st.integers(0, 99))
def test_without_doubt_the_simulation_is_the_expected_scenario(given: CaseInputs, seed: int) -> None:
    found, expected = simulate(given, seed), compute(given).expected

    assert found.npv.p10 == found.npv.p50 == found.npv.p90 == expected.npv
    assert found.payback_months.p10 == found.payback_months.p90 == expected.payback_months
    assert found.share_paid_back == (expected.payback_months is not None)
    assert found.share_above_zero == (expected.npv > 0)
    assert found.cumulated.p10 == found.cumulated.p90
    assert found.cumulated.p50[-1] == pytest.approx(sum(expected.flows))


@A_FEW
@given(WAITING, st.integers(0, 99))
def test_the_percentiles_are_in_order_and_between_cautious_and_hopeful(given: CaseInputs, seed: int) -> None:
    found, scenarios = simulate(given, seed), compute(given)

    assert scenarios.cautious.npv <= found.npv.p10 <= found.npv.p50 <= found.npv.p90 <= scenarios.hopeful.npv


@A_FEW
@given(WAITING, st.integers(0, 99))
def test_the_band_is_in_order_in_every_year(given: CaseInputs, seed: int) -> None:
    band = simulate(given, seed).cumulated

    assert all(low <= middle <= high for low, middle, high in zip(band.p10, band.p50, band.p90, strict=True))


@A_FEW
@given(WAITING, st.integers(0, 99))
def test_paybacks_are_in_order_with_never_as_the_latest(given: CaseInputs, seed: int) -> None:
    found = simulate(given, seed).payback_months
    ranked = [inf if months is None else months for months in (found.p10, found.p50, found.p90)]

    assert ranked == sorted(ranked)


@A_FEW
@given(WAITING, st.integers(1, 10**6), st.integers(0, 99))
def test_more_saving_lowers_no_percentile(given: CaseInputs, more: int, seed: int) -> None:
    before = simulate(given, seed).npv
    after = simulate(replace(given, saving=given.saving + Spread(more, more, more)), seed).npv

    assert before.p10 <= after.p10
    assert before.p50 <= after.p50
    assert before.p90 <= after.p90
