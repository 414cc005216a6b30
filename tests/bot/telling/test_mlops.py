"""MLOps or not in words, where it is less than one a day: no nought stands for what somebody counted."""

import pytest

from bot.telling import mlops
from bot.telling.told import Voice
from bot.words.figures import figure
from bot.words.sentences import spoken
from dialogs.verdicts.mlops import Inputs, decide

SMALL = Inputs(kind="ongoing", requests=0.4, by_hand="yes", minutes=20, staff=480, retraining="rarely", pipelines="one")
LARGE = Inputs(kind="ongoing", requests=0.4, by_hand="yes", minutes=20, staff=5, retraining="rarely", pipelines="one")


def test_one_list_a_year_is_run_by_hand() -> None:
    decision = decide(SMALL)

    assert mlops.reason(decision) == (
        "It is retrained rarely, in one steady pipeline, and 0.4 requests a day are not many. One person can watch it."
    )
    assert spoken(mlops.because("steady_and_small", SMALL, Voice.REPORT)) == (
        "One steady pipeline, retrained rarely, and 0.4 requests a day: 0.1 hours of work by hand, where 8 hours are "
        "available."
    )
    assert mlops.flips(decision)[-2:] == [
        "25 requests a day or more: MLOps, level 1",
        "1 to 7 staff minutes a day: MLOps, level 1",
    ]


def test_less_than_an_hour_is_told_in_minutes() -> None:
    decision = decide(LARGE)

    assert mlops.reason(decision) == "0.4 requests a day would take 8 staff minutes by hand; you have 5."
    assert spoken(mlops.because("large", LARGE, Voice.REPORT)) == (
        "0.4 requests a day would take people 0.1 hours by hand; 5 minutes are available."
    )
    assert "0.25 requests a day or fewer: machine learning run by hand (level 0)" in mlops.flips(decision)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.4, "0.4"), (0.004, "0.004"), (0.0048, "0.005"), (16.72, "16.72"), (714.3, "714.3"), (0, "0"), (1e-12, "0")],
)
def test_what_is_counted_is_never_shown_as_nought(number: float, shown: str) -> None:
    assert figure(number) == shown
