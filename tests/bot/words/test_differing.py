"""Two versions of the same words: what differs is seen."""

import pytest

from bot.words.differing import differing

LONG = "Thrown away at most a tenth over eight weeks with one holiday week, and no more shops are sold out than today"


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [
        pytest.param("Nine.", "Ten.", ("Nine.", "Ten."), id="short"),
        pytest.param(
            LONG,
            f"{LONG}. The ninth is a wish.",
            ("… are sold out than today", "… are sold out than today. The ninth is a wish."),
            id="added-at-its-end",
        ),
        pytest.param(
            LONG, f"A wish first. {LONG}", ("Thrown away at most …", "A wish first. Thrown away at most …"), id="before"
        ),
        pytest.param(
            LONG,
            LONG.replace("eight", "nine"),
            ("… most a tenth over eight weeks with one holiday …", "… most a tenth over nine weeks with one holiday …"),
            id="in-the-middle",
        ),
        pytest.param(LONG, "None.", (f"{LONG[:53]}…", "None."), id="all-of-it"),
    ],
)
def test_of_long_words_the_part_that_differs_is_shown(before: str, now: str, shown: tuple[str, str]) -> None:
    assert differing(before, now, 60) == shown


def test_what_is_added_to_is_never_longer_than_asked() -> None:
    before, now = differing(LONG, f"{LONG} {LONG}", 60)

    assert max(len(before), len(now)) <= 61
    assert before != now
