"""A sum at which something turns is never written on the wrong side of it."""

import re
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.figures import at_least, at_most, money

UNITS = {"k": 1e3, "M": 1e6, "": 1.0}


def read(written: str) -> float:
    found = re.fullmatch(r"EUR (-?[\d.,]+)([kM]?)", written)
    assert found, written
    return float(found[1].replace(",", "")) * UNITS[found[2]]


@given(st.floats(-1e10, 1e10))
def test_it_suffices_and_is_no_further_off_than_a_last_digit(amount: float) -> None:
    least, most = read(at_least(amount, "EUR")), read(at_most(amount, "EUR"))

    assert most <= amount + 1e-6
    assert amount - 1e-6 <= least
    assert least - most <= 0.011 * max(abs(amount), 100)
    assert read(money(amount, "EUR")) in (least, most) or isclose(read(money(amount, "EUR")), amount)


@pytest.mark.parametrize(
    ("amount", "least", "most"),
    [
        (180_384, "EUR 181k", "EUR 180k"),
        (180_000, "EUR 180k", "EUR 180k"),
        (999.6, "EUR 1k", "EUR 999"),
        (0, "EUR 0", "EUR 0"),
        (1_234_567, "EUR 1.24M", "EUR 1.23M"),
        (-180_384, "EUR -180k", "EUR -181k"),
    ],
)
def test_as_a_board_reads_it(amount: float, least: str, most: str) -> None:
    assert (at_least(amount, "EUR"), at_most(amount, "EUR")) == (least, most)
