"""Two sheets of the same sums: where they part, for every combination of a few sums."""

from fractions import Fraction
from itertools import product

import pytest

from dialogs.verdicts.sheets import SUMS, Parted, parted

SIX = (None, 0.0, 4e3, 60e3, 80e3, 310e3)
EVERY = [(dict(zip(SUMS, one, strict=True)), dict(zip(SUMS, other, strict=True))) for one, other in product(
    list(product(SIX, repeat=3)), [(60e3, 80e3, 310e3), (0.0, 4e3, 60e3), (None, 60e3, None)]
)]  # fmt: skip


def oracle(first: dict[str, float | None], second: dict[str, float | None]) -> set[str]:
    """The sums that part most, with fractions; of several that part alike and by as much, any."""
    both = {name: (Fraction(one), Fraction(other)) for name in SUMS
            if (one := first[name]) is not None and (other := second[name]) is not None}  # fmt: skip
    largest = max((max(pair) for pair in both.values()), default=Fraction(0))
    apart = {
        name: (1 - min(pair) / max(pair), max(pair) - min(pair))
        for name, pair in both.items()
        if 4 * (max(pair) - min(pair)) > max(pair) and 20 * (max(pair) - min(pair)) > largest
    }
    return {name for name, by in apart.items() if by == max(apart.values())}


def test_the_sum_that_parts_most_is_named_and_what_hardly_parts_is_not() -> None:
    for first, second in EVERY:
        found = parted(first, second)

        assert found.sum in oracle(first, second) if found else not oracle(first, second), (first, second)
        assert parted(second, first) == (found and Parted(found.sum, found.second, found.first))


@pytest.mark.parametrize(
    ("first", "second", "parts"),
    [
        ((60e3, 60e3, 300e3), (80e3, 60e3, 400e3), False),  # a quarter of the larger: within
        ((60e3, 60e3, 299e3), (80e3, 60e3, 400e3), True),
        ((15e3, 60e3, 300e3), (0.0, 60e3, 300e3), False),  # a twentieth of the largest sum: turns nothing
        ((15.1e3, 60e3, 300e3), (0.0, 60e3, 300e3), True),
    ],
)
def test_a_quarter_and_a_twentieth_are_let_be(first: tuple[float, ...], second: tuple[float, ...], parts: bool) -> None:
    found = parted(dict(zip(SUMS, first, strict=True)), dict(zip(SUMS, second, strict=True)))

    assert (found is not None) is parts
