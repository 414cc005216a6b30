"""The clock of the demo goes by itself and can be skipped ahead; on the way everybody due is rung."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.slack.calls import Unknown
from practice.demo.clock import STEP, DemoClock, Skipping

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Running:
    """Seconds since the machine was started."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def running() -> Running:
    return Running()


@pytest.fixture
def clock(running: Running) -> DemoClock:
    return DemoClock(NINE, running)


def test_it_begins_when_it_is_told_and_goes_on(clock: DemoClock, running: Running) -> None:
    begins = clock()
    running.seconds += 90

    assert (begins, clock()) == (NINE, NINE + timedelta(seconds=90))


def test_what_is_skipped_is_added_to_what_goes_by(clock: DemoClock, running: Running) -> None:
    clock.skip(timedelta(days=1))
    running.seconds += 5

    assert clock() == NINE + timedelta(days=1, seconds=5)


@pytest.mark.parametrize(
    ("by", "rings"),
    [(timedelta(), 0), (timedelta(minutes=10), 1), (STEP, 1), (timedelta(hours=1), 2), (timedelta(minutes=70), 3)],
)
async def test_everybody_due_is_rung_at_every_step(by: timedelta, rings: int, clock: DemoClock) -> None:
    rung: list[datetime] = []

    async def ring() -> None:
        rung.append(clock())

    await Skipping(clock, ring).skip(by)

    assert clock() == NINE + by
    assert len(rung) == rings
    assert rung == sorted(rung)
    assert rung[-1:] == ([NINE + by] if rings else [])


async def test_a_week_has_its_mornings(clock: DemoClock) -> None:
    rung: set[datetime] = set()

    async def ring() -> None:
        rung.add(clock())

    await Skipping(clock, ring).skip(timedelta(weeks=1))

    assert {NINE + timedelta(days=day) for day in range(1, 8)} <= rung


async def test_where_slack_cannot_be_reached_the_rest_goes_by_in_one_step(clock: DemoClock) -> None:
    rung: list[datetime] = []

    async def ring() -> None:
        rung.append(clock())
        raise Unknown("timeout")

    await Skipping(clock, ring).skip(timedelta(days=2))

    assert clock() == NINE + timedelta(days=2)
    assert rung == [NINE + STEP]
