"""Three-point estimates: the PERT mean by hand, and what must hold for every seeded draw."""

from statistics import mean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.verdicts.estimates import DRAWS, Percentiles, Spread, added, draws, percentiles, sums

FIGURES = st.integers(0, 10**9).map(float)
SPREADS = st.lists(FIGURES, min_size=3, max_size=3).map(lambda three: Spread(*sorted(three)))
SEEDS = st.integers(0, 2**32)
A_FEW = settings(max_examples=25, deadline=None)


@pytest.mark.parametrize(
    ("spread", "average", "deviation"),
    [
        (Spread(2, 4, 12), 5, 10 / 6),
        (Spread(12, 4, 2), 5, 10 / 6),
        (Spread(0, 30, 60), 30, 10),
        (Spread(7, 7, 7), 7, 0),
    ],
)
def test_mean_and_deviation_as_reckoned_by_hand(spread: Spread, average: float, deviation: float) -> None:
    assert spread.mean == pytest.approx(average)
    assert spread.deviation == pytest.approx(deviation)


def test_spreads_add_and_scale_figure_by_figure() -> None:
    assert Spread(1, 2, 3) + Spread(10, 20, 30) == Spread(11, 22, 33)
    assert Spread(1, 2, 3) * 1.5 == Spread(1.5, 3, 4.5)


def test_draws_average_the_pert_mean() -> None:
    spread = Spread(10, 20, 90)
    [drawn] = draws([spread], seed=1)

    assert len(drawn) == DRAWS
    assert mean(drawn) == pytest.approx(spread.mean, abs=4 * stdev(drawn) / DRAWS**0.5)


def test_draws_around_the_middle_scatter_as_the_docstring_says() -> None:
    spread = Spread(0, 50, 100)
    [drawn] = draws([spread], n=20_000, seed=1)

    assert stdev(drawn) == pytest.approx(1.134 * spread.deviation, rel=0.02)


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    spreads = [Spread(0, 5, 10), Spread(0, 5, 10)]

    assert draws(spreads, seed=3) == draws(spreads, seed=3)
    assert draws(spreads, seed=3) != draws(spreads, seed=4)


def test_two_spreads_alike_are_drawn_apart() -> None:
    one, other = draws([Spread(0, 5, 10), Spread(0, 5, 10)], seed=3)

    assert one != other


def test_changing_one_spread_leaves_the_draws_of_the_others() -> None:
    before = draws([Spread(0, 5, 10), Spread(0, 5, 10)], seed=3)
    after = draws([Spread(1, 2, 30), Spread(0, 5, 10)], seed=3)

    assert after[1] == before[1]


def test_a_spread_may_be_given_from_either_end() -> None:
    assert draws([Spread(90, 20, 10)], seed=1) == draws([Spread(10, 20, 90)], seed=1)


def test_a_point_is_drawn_as_itself() -> None:
    assert draws([Spread(7, 7, 7)], n=3, seed=1) == [[7, 7, 7]]


@pytest.mark.parametrize("spread", [Spread(0, 11, 10), Spread(5, 1, 10), Spread(3, 4, 3)])
def test_an_expected_figure_outside_its_ends_is_refused(spread: Spread) -> None:
    with pytest.raises(ValueError, match="outside"):
        draws([spread], seed=1)


def test_independent_sums_spread_less_than_the_sum_of_the_ends() -> None:
    parts = [Spread(0, 5, 10)] * 9
    summed = percentiles(sums(parts, seed=1))
    [together] = draws([Spread(0, 45, 90)], seed=1)
    moved = percentiles(together)

    assert summed.p90 - summed.p10 < (moved.p90 - moved.p10) / 2


def test_the_sum_of_nothing_is_nothing() -> None:
    assert sums([], n=2, seed=1) == [0, 0]


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        (range(1, 11), Percentiles(1, 5, 9)),
        (range(100, 0, -1), Percentiles(10, 50, 90)),
        ([4], Percentiles(4, 4, 4)),
        ([1, 2], Percentiles(1, 1, 2)),
    ],
)
def test_percentiles_by_nearest_rank(drawn: list[float], found: Percentiles) -> None:
    assert percentiles(drawn) == found


def test_no_draws_have_no_percentiles() -> None:
    with pytest.raises(ValueError, match="no draws"):
        percentiles([])


@A_FEW
@given(SPREADS, SEEDS)
def test_every_draw_lies_between_the_ends(spread: Spread, seed: int) -> None:
    [drawn] = draws([spread], n=200, seed=seed)

    assert spread.low <= min(drawn)
    assert max(drawn) <= spread.high


@A_FEW
@given(st.lists(SPREADS, min_size=1, max_size=4), SEEDS)
def test_the_percentiles_of_a_sum_are_in_order_and_between_its_ends(spreads: list[Spread], seed: int) -> None:
    found = percentiles(sums(spreads, n=200, seed=seed))

    assert sum(spread.low for spread in spreads) <= found.p10 <= found.p50 <= found.p90
    assert found.p90 <= sum(spread.high for spread in spreads)


def test_a_sum_has_the_same_last_digit_on_every_python() -> None:
    assert added([0.1] * 10) == 0.9999999999999999
    assert added([]) == 0
