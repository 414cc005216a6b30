"""The three sums that scopebot works out by itself are scipy's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression
from scipy.special import chdtri, fdtri

from dialogs.verdicts.reachability.quantiles import chi_squared, f_of_one, falling

FREEDOMS = [1, 2, 3, 4, 5, 8, 9, 30, 31, 120, 399, 1500]


@pytest.mark.parametrize("freedom", FREEDOMS)
@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.999])
def test_quantiles_are_those_of_scipy(freedom: int, level: float) -> None:
    assert chi_squared(freedom, level) == pytest.approx(chdtri(freedom, 1 - level), rel=1e-10)
    assert f_of_one(freedom, level) == pytest.approx(fdtri(1, freedom, level), rel=1e-10)


@given(st.lists(st.tuples(st.floats(-100, 100), st.integers(1, 9)), min_size=1, max_size=30))
def test_the_nearest_falling_course_is_that_of_scipy(points: list[tuple[float, int]]) -> None:
    values, weights = zip(*points, strict=True)

    course = falling(values, weights)

    assert course == pytest.approx(isotonic_regression(values, weights=weights, increasing=False).x, abs=1e-9)
    assert course == sorted(course, reverse=True)
