"""Which deliveries a record knows again: as many as Slack may still repeat, and never more than a handful of pages."""

from collections.abc import Mapping
from datetime import datetime, timedelta

KNOWN_FOR = timedelta(days=2)
"""Slack repeats an event within the hour, and where an app asks for it, hourly for a day."""
MOST_KNOWN = 200


def remembered(known: Mapping[str, datetime], now: datetime, delivery: str | None = None) -> dict[str, datetime]:
    """What is known from now on, the oldest first: `delivery`, too, and nothing that is too old or too much."""
    fresh = {key: at for key, at in known.items() if now - at <= KNOWN_FOR and key != delivery}
    latest = sorted(fresh.items(), key=lambda each: each[1]) + ([] if delivery is None else [(delivery, now)])
    return dict(latest[-MOST_KNOWN:])
