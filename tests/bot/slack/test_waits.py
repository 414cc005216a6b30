"""What Slack asks to wait is read however it is written, and never longer than anybody should be silent."""

import pytest

from bot.slack.waits import LONGEST, OTHERWISE, SHORTEST, seconds_to_wait

NOW = 1_767_225_600.0  # Thu, 01 Jan 2026 00:00:00 GMT
IN_A_MINUTE = "Thu, 01 Jan 2026 00:01:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "30"}, 30),
        ({"retry-after": " 2.5 "}, 2.5),
        ({"Retry-After": IN_A_MINUTE}, 60),
        ({"Retry-After": IN_A_MINUTE, "Date": "Thu, 01 Jan 2026 00:00:50 GMT"}, 10),
        ({"Retry-After": IN_A_MINUTE, "Date": "yesterday"}, 60),
        ({"Retry-After": "Wed, 31 Dec 2025 23:00:00 GMT"}, SHORTEST),
        ({"Retry-After": "Thu, 01 Jan 2099 00:00:00 GMT"}, LONGEST),
        ({"Retry-After": "0"}, SHORTEST),
        ({"Retry-After": "86400"}, LONGEST),
        ({"Retry-After": "9" * 400}, OTHERWISE),
        *(
            ({"Retry-After": odd}, OTHERWISE)
            for odd in ("abc", "", "-5", "nan", "inf", "1e9", "Thu, 99 Foo 2026", "٣٠")
        ),
        ({}, OTHERWISE),
    ],
)
def test_every_way_to_write_a_wait(headers: dict[str, str], seconds: float) -> None:
    assert seconds_to_wait(headers, NOW) == seconds
