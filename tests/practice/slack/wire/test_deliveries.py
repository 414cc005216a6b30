"""When and how often the app is told: until it acknowledges, three times more at most, and interactions once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from practice.slack.ledger import Ledger
from practice.slack.moods import Moods
from practice.slack.triggers import Triggers
from practice.slack.wire.deliveries import Answer, Deliveries, Parcel
from tests.practice.slack.conftest import Clock

ACKED, LATE, GONE = Answer(True), Answer(False, error="timeout"), Answer(False, error="no_connection")


@dataclass
class Carrier:
    """Gives the answers it was given, in order, and then acknowledges everything; keeps what it carried."""

    answers: list[Answer] = field(default_factory=list)
    carried: list[Parcel] = field(default_factory=list)
    there: asyncio.Event = field(default_factory=asyncio.Event)

    async def carry(self, parcel: Parcel) -> Answer:
        self.carried.append(parcel)
        return self.answers.pop(0) if self.answers else ACKED

    async def usable(self) -> None:
        await self.there.wait()


@pytest.fixture
def carrier() -> Carrier:
    return Carrier()


@pytest.fixture
def moods() -> Moods:
    return Moods()


@pytest.fixture
def triggers(clock: Clock) -> Triggers:
    return Triggers(clock)


@pytest.fixture
def ledger(clock: Clock) -> Ledger:
    return Ledger(clock)


@pytest.fixture
async def deliveries(carrier: Carrier, ledger: Ledger, moods: Moods, triggers: Triggers) -> AsyncIterator[Deliveries]:
    deliveries = Deliveries(carrier, ledger, moods, triggers, (0, 0, 0))
    yield deliveries
    await deliveries.stop()


def event(**more: Any) -> Parcel:
    return Parcel("events_api", {"event_id": "Ev1", "event": {"type": "message"}} | more, "message")


async def until_quiet(deliveries: Deliveries) -> None:
    """Until nothing is in flight; an event that waits for somebody is not."""
    for _ in range(50):
        await asyncio.sleep(0)
    assert deliveries.in_flight == 0


async def test_what_is_acknowledged_comes_once(deliveries: Deliveries, carrier: Carrier, ledger: Ledger) -> None:
    deliveries.tell(event())

    assert deliveries.in_flight == 1
    await until_quiet(deliveries)
    assert [parcel.attempt for parcel in carrier.carried] == [0]
    assert [(each.acked, each.error, each.id) for each in ledger.deliveries] == [(True, None, "Ev1")]


async def test_what_is_not_acknowledged_comes_three_times_more_and_no_more(
    deliveries: Deliveries, carrier: Carrier, ledger: Ledger
) -> None:
    carrier.answers = [LATE] * 5
    deliveries.tell(event())
    await until_quiet(deliveries)

    assert [parcel.attempt for parcel in carrier.carried] == [0, 1, 2, 3]
    assert [parcel.reason for parcel in carrier.carried] == ["", "timeout", "timeout", "timeout"]
    assert [each.attempt for each in ledger.deliveries] == [0, 1, 2, 3]
    assert {each.acked for each in ledger.deliveries} == {False}


async def test_a_retry_is_the_same_event_in_an_envelope_of_its_own(deliveries: Deliveries, carrier: Carrier) -> None:
    carrier.answers = [LATE, LATE]
    deliveries.tell(event())
    await until_quiet(deliveries)

    assert len({parcel.id for parcel in carrier.carried}) == 3
    assert all(parcel.payload is carrier.carried[0].payload for parcel in carrier.carried)


async def test_it_stops_as_soon_as_it_is_acknowledged(deliveries: Deliveries, carrier: Carrier) -> None:
    carrier.answers = [Answer(False, error="http_500"), ACKED]
    deliveries.tell(event())
    await until_quiet(deliveries)

    assert [(parcel.attempt, parcel.reason) for parcel in carrier.carried] == [(0, ""), (1, "http_500")]


async def test_an_app_that_wants_no_retry_gets_none(deliveries: Deliveries, carrier: Carrier) -> None:
    carrier.answers = [Answer(False, error="http_500", once=True)]
    deliveries.tell(event())
    await until_quiet(deliveries)

    assert len(carrier.carried) == 1


async def test_retries_wait_as_long_as_they_are_told(carrier: Carrier, ledger: Ledger, triggers: Triggers) -> None:
    deliveries = Deliveries(carrier, ledger, Moods(), triggers, (0, 60, 300))
    carrier.answers = [LATE] * 4
    deliveries.tell(event())
    for _ in range(50):
        await asyncio.sleep(0)
    waiting = deliveries.in_flight
    await deliveries.stop()

    assert [parcel.attempt for parcel in carrier.carried] == [0, 1]
    assert waiting == 1


@pytest.mark.parametrize("error", ["no_connection", "connection_failed"])
async def test_an_event_waits_for_an_app_that_is_not_there(
    error: str, deliveries: Deliveries, carrier: Carrier
) -> None:
    carrier.answers = [Answer(False, error=error)] * 6
    deliveries.tell(event())
    await until_quiet(deliveries)
    alone = len(carrier.carried)
    carrier.there.set()
    await until_quiet(deliveries)

    assert alone == 1
    assert [parcel.attempt for parcel in carrier.carried] == [0, 1, 2, 3, 3, 3, 3], "three retries are counted"


async def test_nobody_waits_for_longer_than_a_day(deliveries: Deliveries, carrier: Carrier, clock: Clock) -> None:
    carrier.answers = [GONE, GONE]
    deliveries.tell(event())
    await until_quiet(deliveries)
    clock.passes(hours=24)
    carrier.there.set()
    await until_quiet(deliveries)

    assert len(carrier.carried) == 3, "a day is not over"

    carrier.there.clear()
    carrier.answers = [GONE]
    deliveries.tell(event())
    await until_quiet(deliveries)
    clock.passes(hours=24, seconds=1)
    carrier.there.set()
    await until_quiet(deliveries)

    assert len(carrier.carried) == 4, "the event was lost, as it is in Slack"


@pytest.mark.parametrize("answer", [ACKED, LATE, GONE, Answer(False, error="http_500")])
async def test_an_interaction_is_sent_once_whatever_comes_of_it(
    answer: Answer, deliveries: Deliveries, carrier: Carrier
) -> None:
    carrier.answers = [answer]

    assert await deliveries.ask(Parcel("interactive", {}, "answer")) == answer
    await until_quiet(deliveries)
    assert len(carrier.carried) == 1


async def test_on_a_day_when_everything_comes_twice_the_envelope_is_the_same(
    deliveries: Deliveries, carrier: Carrier, moods: Moods, triggers: Triggers
) -> None:
    moods.twice = True
    trigger = triggers.give("U0000000ANA")
    await deliveries.ask(Parcel("interactive", {"trigger_id": trigger}, "answer"))
    deliveries.tell(event())
    await until_quiet(deliveries)
    ids = [parcel.id for parcel in carrier.carried]

    assert (len(ids), len(set(ids))) == (4, 2)
    given = triggers.of(trigger)
    assert given is not None
    assert given.doubled


async def test_what_nobody_took_does_not_come_twice(deliveries: Deliveries, carrier: Carrier, moods: Moods) -> None:
    moods.twice = True
    carrier.answers = [GONE]
    await deliveries.ask(Parcel("interactive", {}, "answer"))

    assert len(carrier.carried) == 1


async def test_on_a_deaf_day_each_event_comes_again_once(
    deliveries: Deliveries, carrier: Carrier, moods: Moods
) -> None:
    moods.deaf = True
    deliveries.tell(event())
    await until_quiet(deliveries)

    assert [(parcel.attempt, parcel.reason) for parcel in carrier.carried] == [(0, ""), (1, "timeout")]


async def test_stopping_gives_up_what_is_under_way(deliveries: Deliveries, carrier: Carrier) -> None:
    carrier.answers = [GONE]
    deliveries.tell(event())
    await until_quiet(deliveries)
    await asyncio.wait_for(deliveries.stop(), 20)

    assert deliveries.in_flight == 0
