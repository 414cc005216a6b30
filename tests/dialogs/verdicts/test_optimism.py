"""The optimism-bias uplift: the published bounds, and nothing beyond them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.optimism import Uplift, uplift

SHARES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("mitigated", "found"),
    [
        (0.0, Uplift(capital=2.00, duration=0.54)),
        (0.5, Uplift(capital=1.00, duration=0.27)),
        (0.9, Uplift(capital=0.20, duration=0.10)),
        (1.0, Uplift(capital=0.10, duration=0.10)),
    ],
)
def test_the_uplift_as_reckoned_by_hand(mitigated: float, found: Uplift) -> None:
    assert uplift(mitigated).capital == pytest.approx(found.capital)
    assert uplift(mitigated).duration == pytest.approx(found.duration)


@pytest.mark.parametrize("mitigated", [-0.01, 1.01, 50.0, float("nan")])
def test_what_is_not_a_share_is_refused(mitigated: float) -> None:
    with pytest.raises(ValueError, match="not a share"):
        uplift(mitigated)


@given(SHARES)
def test_no_mitigation_leads_outside_the_published_bounds(mitigated: float) -> None:
    found = uplift(mitigated)

    assert 0.10 <= found.capital <= 2.00
    assert 0.10 <= found.duration <= 0.54


@given(SHARES, SHARES)
def test_dealing_with_more_risks_never_raises_the_uplift(one: float, other: float) -> None:
    less, more = uplift(min(one, other)), uplift(max(one, other))

    assert more.capital <= less.capital
    assert more.duration <= less.duration
