"""Agreement of two labellers: one band for every kappa, and the rules first below the cut-off."""

from math import nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.labels import CUT_OFF, Band, band, rules_first

KAPPAS = st.floats(-1, 1)
NAMED = [one for one in Band if one is not Band.UNKNOWN]


@pytest.mark.parametrize(
    ("kappa", "found"),
    [
        (-1, Band.POOR),
        (-0.01, Band.POOR),
        (0, Band.SLIGHT),
        (0.20, Band.SLIGHT),
        (0.21, Band.FAIR),
        (0.40, Band.FAIR),
        (0.41, Band.MODERATE),
        (0.60, Band.MODERATE),
        (0.61, Band.SUBSTANTIAL),
        (0.80, Band.SUBSTANTIAL),
        (0.81, Band.ALMOST_PERFECT),
        (1, Band.ALMOST_PERFECT),
    ],
)
def test_the_edges_of_the_bands_are_those_of_the_source(kappa: float, found: Band) -> None:
    assert band(kappa) is found


@pytest.mark.parametrize("kappa", [0.205, 0.405, 0.605, 0.805])
def test_what_lies_between_two_printed_bands_is_in_the_lower_one(kappa: float) -> None:
    assert band(kappa) is band(kappa - 0.005)


@given(KAPPAS, KAPPAS)
def test_more_agreement_is_never_called_less(one: float, other: float) -> None:
    assert (one <= other) <= (NAMED.index(band(one)) <= NAMED.index(band(other)))


@given(KAPPAS)
def test_the_rules_come_first_exactly_below_the_cut_off(kappa: float) -> None:
    assert rules_first(kappa) is (kappa < CUT_OFF)


def test_the_cut_off_is_sharp() -> None:
    assert rules_first(nextafter(CUT_OFF, 0))
    assert not rules_first(CUT_OFF)


def test_what_nobody_measured_has_no_band_and_holds_nothing_up() -> None:
    assert band(None) is Band.UNKNOWN
    assert not rules_first(None)


@pytest.mark.parametrize("kappa", [-1.01, 1.01, float("nan")])
def test_what_is_no_kappa_is_refused(kappa: float) -> None:
    with pytest.raises(ValueError, match="not a kappa"):
        band(kappa)
