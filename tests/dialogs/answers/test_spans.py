"""How long words ask for something to hold."""

from datetime import date

import pytest

from dialogs.answers.spans import lasts_until

SINCE = date(2027, 4, 12)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Under 2.5% for eight weeks running, on both lines.", date(2027, 6, 7)),
        ("8 weeks in a row under 2.5%", date(2027, 6, 7)),
        ("0.6 over the first 90 days, and 0.5 over two weeks", date(2027, 7, 11)),
        ("2,5% für zwei Monate", date(2027, 6, 12)),
        ("For a full month it is above 0.6.", date(2027, 5, 12)),
        ("Under 2.5% in an 8-week trial", date(2027, 6, 7)),
        ("an eight week live trial on both lines", date(2027, 6, 7)),
        ("A pilot of 3 months in two depots", date(2027, 7, 12)),
        ("shadow run lasting six full weeks", date(2027, 5, 24)),
        ("unter 2,5% im 8-wöchigen Test", date(2027, 6, 7)),
        ("An 8-week forecast within 10%", SINCE),
        ("Above 0.6 in May", SINCE),
        ("40 a day for the 6 planners", SINCE),
        ("For a while", SINCE),
        ("", SINCE),
    ],
)
def test_the_longest_span_counts(text: str, until: date) -> None:
    assert lasts_until(text, SINCE) == until
