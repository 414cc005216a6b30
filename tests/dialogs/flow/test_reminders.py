"""When things are due and who is rung: in their own working hours, once a day, across clock changes and downtime."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import working_hours
from dialogs.findings import Findings
from dialogs.flow import reminders, turns
from dialogs.record.parts import Standing, WorkingTime
from dialogs.working_hours import due_after, into_working_hours, on_day
from tests.play import ANA, IVO, MIA, MONDAY, TOM, accept_all, answer, answer_stage, dont_know, fresh, person

WEEK = WorkingTime()
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Kiritimati"]
WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=n) for n in (2, 3, 4))
IN_SPAIN = MONDAY + timedelta(days=2)


def at(zone: str, *moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(zone))  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("zone", "asked", "due"),
    [
        ("UTC", (2026, 3, 2, 11, 0), (2026, 3, 4, 11, 0)),
        ("UTC", (2026, 3, 5, 11, 0), (2026, 3, 9, 11, 0)),
        ("UTC", (2026, 3, 7, 11, 0), (2026, 3, 11, 9, 30)),
        ("UTC", (2026, 3, 2, 6, 0), (2026, 3, 4, 9, 30)),
        ("UTC", (2026, 3, 2, 22, 0), (2026, 3, 5, 9, 30)),
        ("Europe/Berlin", (2026, 3, 27, 11, 0), (2026, 3, 31, 11, 0)),
        ("Europe/Berlin", (2026, 10, 23, 11, 0), (2026, 10, 27, 11, 0)),
        ("America/New_York", (2026, 3, 6, 16, 59), (2026, 3, 10, 16, 59)),
        ("America/New_York", (2026, 10, 30, 9, 0), (2026, 11, 3, 9, 0)),
        ("Australia/Lord_Howe", (2026, 4, 3, 12, 0), (2026, 4, 7, 12, 0)),
        ("Asia/Kathmandu", (2026, 3, 2, 9, 0), (2026, 3, 4, 9, 0)),
    ],
)
def test_due_is_two_working_days_later_by_the_owners_own_clock(
    zone: str, asked: tuple[int, ...], due: tuple[int, ...]
) -> None:
    assert due_after(at(zone, *asked), 2, zone, WEEK) == at(zone, *due)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Berlin", date(2026, 3, 29)),
        ("America/New_York", date(2026, 3, 8)),
        ("Europe/London", date(2026, 10, 25)),
    ],
)
def test_work_in_the_night_of_the_clock_change_still_gives_one_moment_on_that_day(zone: str, day: date) -> None:
    nights = WorkingTime(days=[6], start=2, end=3)
    due = on_day(day, zone, nights)

    assert due.astimezone(ZoneInfo(zone)).date() == day
    assert due.tzinfo is UTC


def test_the_second_of_two_like_hours_is_the_same_working_hour() -> None:
    night_shift = WorkingTime(days=[6], start=0, end=5)
    second = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)

    assert into_working_hours(second, "Europe/Berlin", night_shift) == second.astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "moved"),
    [
        ((2026, 3, 2, 8, 59), (2026, 3, 2, 9, 30)),
        ((2026, 3, 2, 9, 0), (2026, 3, 2, 9, 0)),
        ((2026, 3, 2, 16, 59), (2026, 3, 2, 16, 59)),
        ((2026, 3, 2, 17, 0), (2026, 3, 3, 9, 30)),
        ((2026, 3, 6, 18, 0), (2026, 3, 9, 9, 30)),
        ((2026, 3, 8, 12, 0), (2026, 3, 9, 9, 30)),
    ],
)
def test_a_moment_outside_working_hours_moves_to_the_next_half_past_nine(
    now: tuple[int, ...], moved: tuple[int, ...]
) -> None:
    assert into_working_hours(at("Europe/Madrid", *now), "Europe/Madrid", WEEK) == at("Europe/Madrid", *moved)


@given(
    st.integers(1_577_836_800, 2_114_380_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.sampled_from(ZONES),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 5),
)
def test_whenever_and_wherever_it_is_due_in_working_hours_and_not_before(
    moment: datetime, zone: str, days: set[int], ahead: int
) -> None:
    working = WorkingTime(days=sorted(days))
    due = due_after(moment, ahead, zone, working)
    local = due.astimezone(ZoneInfo(zone))

    assert due >= moment
    assert local.weekday() in days
    assert time(9) <= local.time() < time(17)


@pytest.mark.parametrize("zone", ["", "Nowhere/Else", "../etc/passwd", "Europe", "x" * 300])
def test_a_zone_that_means_nothing_is_utc(zone: str) -> None:
    assert working_hours.zone(zone) == ZoneInfo("UTC")


def test_nobody_is_rung_before_anything_is_due() -> None:
    assert reminders.to_ring(Findings(fresh()), MONDAY + timedelta(days=1)) == []


def test_the_owner_is_rung_when_it_is_due() -> None:
    assert reminders.to_ring(Findings(fresh()), WEDNESDAY) == [ANA]


def test_nobody_is_rung_at_night_in_their_own_zone() -> None:
    scoping = fresh()
    scoping.assign("exam.6", TOM, ANA, MONDAY)
    tom_is_due = MONDAY + timedelta(days=2, hours=5, minutes=30)

    assert TOM not in reminders.to_ring(Findings(scoping), MONDAY + timedelta(days=3, hours=1))
    assert TOM in reminders.to_ring(Findings(scoping), tom_is_due)


def test_nobody_is_rung_at_the_weekend() -> None:
    assert reminders.to_ring(Findings(fresh()), MONDAY + timedelta(days=5)) == []


def test_a_person_is_rung_once_a_day_for_all_that_is_due() -> None:
    scoping = fresh()
    ring = scoping.claim_ring(ANA, WEDNESDAY)
    scoping.rung(ANA, "1700.1", WEDNESDAY)

    assert ring.items == ["exam.1"]
    assert reminders.to_ring(Findings(scoping), WEDNESDAY + timedelta(hours=3)) == []
    assert reminders.to_ring(Findings(scoping), WEDNESDAY + timedelta(hours=3), asked_for=True) == []


def test_one_ring_names_everything_due_that_day_and_what_most_waits_for_first() -> None:
    scoping = fresh()
    for number, day in (("1", FRIDAY), ("2", FRIDAY), ("3", FRIDAY + timedelta(days=3))):
        dont_know(scoping, f"exam.{number}", day.date(), ANA, MONDAY)
    answer(scoping, *(f"exam.{n}" for n in range(4, 8)))
    accept_all(scoping)
    owed = [one.item for one in reminders.due_for(Findings(scoping), ANA, FRIDAY)]

    assert owed[0] == "mlops"
    assert set(owed) >= {"condition:1", "condition:2"}
    assert "condition:3" not in owed


def test_what_was_reminded_comes_up_again_two_working_days_later() -> None:
    scoping = fresh()
    scoping.claim_ring(ANA, WEDNESDAY)
    scoping.rung(ANA, "1700.1", WEDNESDAY)

    assert reminders.to_ring(Findings(scoping), THURSDAY) == []
    assert reminders.to_ring(Findings(scoping), FRIDAY) == [ANA]


def test_after_a_month_off_line_there_is_one_catch_up() -> None:
    scoping = fresh()
    back = MONDAY + timedelta(days=28)

    assert reminders.to_ring(Findings(scoping), back) == [ANA]

    scoping.claim_ring(ANA, back)
    scoping.rung(ANA, "1700.1", back)

    assert reminders.to_ring(Findings(scoping), back + timedelta(minutes=1)) == []
    assert reminders.to_ring(Findings(scoping), back + timedelta(days=1)) == []


def test_a_claimed_reminder_is_not_claimed_again_but_is_due_at_once_until_it_is_sent() -> None:
    scoping = fresh()
    scoping.claim_ring(ANA, WEDNESDAY)

    assert reminders.to_ring(Findings(scoping), WEDNESDAY + timedelta(minutes=1)) == []
    assert scoping.next_due() == WEDNESDAY

    scoping.rung(ANA, "1700.1", WEDNESDAY)
    following = scoping.next_due()

    assert following is not None
    assert following > WEDNESDAY + timedelta(days=1)


def test_snooze_shifts_the_reminder_once_and_leaves_the_due_day() -> None:
    scoping = fresh()
    due = scoping.items["exam.1"].due_at
    scoping.snooze(["exam.1"], ANA, WEDNESDAY)

    assert scoping.items["exam.1"].due_at == due
    assert reminders.to_ring(Findings(scoping), WEDNESDAY + timedelta(hours=2)) == []
    assert reminders.to_ring(Findings(scoping), THURSDAY) == [ANA]


def test_a_promise_moves_the_due_day() -> None:
    scoping = fresh()
    scoping.promise(["exam.1"], FRIDAY.date(), ANA, WEDNESDAY)

    assert reminders.to_ring(Findings(scoping), THURSDAY) == []
    assert reminders.to_ring(Findings(scoping), FRIDAY) == [ANA]


def test_a_promise_for_today_is_looked_at_tomorrow_not_a_minute_later() -> None:
    scoping = fresh()
    scoping.promise(["exam.1"], WEDNESDAY.date(), ANA, WEDNESDAY)

    assert reminders.to_ring(Findings(scoping), WEDNESDAY + timedelta(minutes=1)) == []
    assert reminders.to_ring(Findings(scoping), THURSDAY) == [ANA]


def test_nobody_promises_or_snoozes_for_another() -> None:
    scoping = fresh()
    before = scoping.model_dump(mode="json")

    for act in (
        lambda: scoping.promise(["exam.1"], FRIDAY.date(), MIA, MONDAY),
        lambda: scoping.snooze(["exam.1"], MIA, MONDAY),
    ):
        with pytest.raises(Exception, match="settled"):
            act()
    assert scoping.model_dump(mode="json") == before


def test_somebody_rung_by_another_scoping_today_is_left_in_peace_until_tomorrow() -> None:
    scoping = fresh()
    scoping.put_off_ring(ANA, WEDNESDAY)

    assert reminders.to_ring(Findings(scoping), WEDNESDAY + timedelta(hours=3)) == []
    assert reminders.to_ring(Findings(scoping), THURSDAY) == [ANA]


def test_putting_a_ring_off_brings_nothing_forward() -> None:
    scoping = fresh()
    before = scoping.items["exam.1"].remind_at
    scoping.put_off_ring(ANA, MONDAY)

    assert scoping.items["exam.1"].remind_at == before


def test_asked_for_a_reminder_rings_for_what_is_overdue_even_if_it_was_snoozed() -> None:
    scoping = fresh()
    scoping.snooze(["exam.1"], ANA, WEDNESDAY)

    assert reminders.to_ring(Findings(scoping), WEDNESDAY + timedelta(hours=1), asked_for=True) == [ANA]
    assert reminders.to_ring(Findings(scoping), MONDAY, asked_for=True) == []


def test_what_waits_for_the_director_is_reminded_like_any_other() -> None:
    scoping = fresh()
    answer_stage(scoping)

    assert reminders.to_ring(Findings(scoping), WEDNESDAY) == [IVO]


@pytest.mark.parametrize("resting", ["parked", "ended"])
def test_at_rest_nobody_is_reminded_and_there_is_nothing_to_look_for(resting: str) -> None:
    scoping = fresh()
    scoping.claim_ring(ANA, WEDNESDAY)
    if resting == "parked":
        scoping.park(ANA, WEDNESDAY)
    else:
        scoping.cancel("", ANA, WEDNESDAY)

    assert reminders.to_ring(Findings(scoping), FRIDAY) == []
    assert scoping.next_due() is None
    assert reminders.next_reminder(Findings(scoping)) is None


def test_what_is_answered_is_not_reminded() -> None:
    scoping = fresh()
    answer(scoping, *(f"exam.{n}" for n in range(1, 8)), now=WEDNESDAY)

    assert reminders.to_ring(Findings(scoping), WEDNESDAY) == []


def test_the_card_says_who_is_reminded_next_and_when() -> None:
    scoping = fresh()

    assert reminders.next_reminder(Findings(scoping)) == (ANA, IN_SPAIN)


def test_the_next_look_is_never_before_somebodys_next_day_once_they_were_rung() -> None:
    scoping = fresh()
    scoping.claim_ring(ANA, WEDNESDAY)
    scoping.rung(ANA, "1700.1", WEDNESDAY)
    scoping.assign("exam.2", ANA, IVO, WEDNESDAY)

    assert reminders.next_look(Findings(scoping)) == FRIDAY


def test_the_line_of_somebody_who_left_is_the_initiators_to_be_reminded_of() -> None:
    scoping = fresh()
    scoping.assign("exam.6", MIA, ANA, MONDAY)
    dont_know(scoping, "exam.6", THURSDAY.date(), MIA, MONDAY)
    scoping.admit([person(MIA, Standing.GONE)], MONDAY)

    assert turns.debtors(scoping, "exam.6") == [ANA]
    assert MIA not in reminders.to_ring(Findings(scoping), FRIDAY)
