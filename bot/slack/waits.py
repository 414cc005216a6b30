"""How long Slack asks to wait: `Retry-After` in seconds or as a date, within bounds that nobody is silent beyond."""

import math
import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

OTHERWISE = 5.0
"""Seconds where what is asked for cannot be read."""
SHORTEST, LONGEST = 1.0, 120.0
"""Seconds. Slack asks for a minute at most; whoever asks for a day in its name is asked again before."""


def seconds_to_wait(headers: Mapping[str, str], now: float) -> float:
    """Seconds from now. `now`, in seconds since 1970, counts only where the answer does not bear its own date."""
    asked = {name.lower(): value for name, value in headers.items()}
    said = asked.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,12})?", said):
        return _bounded(float(said))
    until, sent = _moment(said), _moment(asked.get("date", ""))
    if until is None:
        return OTHERWISE
    return _bounded(until - (now if sent is None else sent))


def _bounded(seconds: float) -> float:
    return min(LONGEST, max(SHORTEST, seconds))


def _moment(date: str) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return seconds if math.isfinite(seconds) else None
