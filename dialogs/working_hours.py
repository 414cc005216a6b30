"""Zones and working hours: when a day begins, when something is due. Pure: `now` is an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dialogs.errors import Sentence
from dialogs.record.parts import WorkingTime

DUE_AFTER = 2
FIRST_HALF_HOUR = 30
PROMISED_AT_MOST_DAYS = 90


def zone(name: str) -> ZoneInfo:
    """The time zone of that name; UTC where the name means nothing here."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def due_after(moment: datetime, working_days: int, tz: str, working: WorkingTime) -> datetime:
    """The same time of day `working_days` later, moved into working hours; by the wall clock of the person's zone."""
    local = into_working_hours(moment, tz, working).astimezone(zone(tz))
    day = local.date()
    for _ in range(working_days):
        day = _next_working_day(day, working)
    return into_working_hours(clock_at(day, local.time(), tz), tz, working)


def on_day(day: date, tz: str, working: WorkingTime) -> datetime:
    """Half an hour into the working day `day`, or into the first one after it."""
    if day.weekday() not in working.days:
        day = _next_working_day(day, working)
    return clock_at(day, time(working.start, FIRST_HALF_HOUR), tz)


def into_working_hours(moment: datetime, tz: str, working: WorkingTime) -> datetime:
    """The moment itself if it falls in the person's working hours, else half an hour into the next working day."""
    local = moment.astimezone(zone(tz))
    day = local.date()
    if day.weekday() in working.days and local.hour < working.start:
        return on_day(day, tz, working)
    if day.weekday() in working.days and local.hour < working.end:
        return moment.astimezone(UTC)
    return on_day(_next_working_day(day, working), tz, working)


def problem_with(day: date, today: date, most: int = PROMISED_AT_MOST_DAYS) -> Sentence | None:
    """What is wrong with a day somebody promises something by, at most so many days from today."""
    if day < today:
        return Sentence("problem.past_date")
    if (day - today).days > most:
        return Sentence("problem.far_date", {"days": most, "last": today + timedelta(days=most)})
    return None


def local_day(now: datetime, tz: str) -> date:
    """Which day it is for somebody in that zone."""
    return now.astimezone(zone(tz)).date()


def _next_working_day(day: date, working: WorkingTime) -> date:
    for ahead in range(1, 8):
        if (day + timedelta(days=ahead)).weekday() in working.days:
            return day + timedelta(days=ahead)
    return day + timedelta(days=1)


def clock_at(day: date, clock: time, tz: str) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone(tz)).astimezone(UTC)
