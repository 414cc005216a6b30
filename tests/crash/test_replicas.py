"""Replicas at one database: whichever dies at whatever moment, each reminder and each message is there once."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.commands.run import MOST_REPLICAS
from bot.listeners.taps import Taps
from bot.store.errors import Repeated
from bot.store.postgres.store import PostgresStore
from bot.store.scopings import Scopings
from dialogs.errors import NotNow
from practice.client import Slack
from practice.slack.server import Practice
from tests.bot.store.conftest import opened_database
from tests.conftest import EVERYTHING, Clock, Running, running_bot
from tests.crash import counting
from tests.crash.bots import until
from tests.crash.replicas import (
    WHOLE,
    played,
    played_during_an_upgrade,
    played_with_a_death_at_every_save,
)
from tests.play import ANA, MONDAY, SCORES, SIX, pulsing
from tests.team import Team

ACTS, DEATHS = (WHOLE, 24) if EVERYTHING else (4, 4)
"""A whole track has more deaths than these."""
REPLICAS, REMINDERS, KILLS, SEED = (3, 200, 40, 1) if EVERYTHING else (3, 15, 6, 7)


@pytest.mark.process
async def test_nothing_is_lost_and_nothing_doubled_whichever_replica_is_killed(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = await played(REPLICAS, REMINDERS, KILLS, tmp_path, database, SEED)
    with capsys.disabled():
        sys.stdout.write(f"\n{found}\n")

    assert found.kills >= KILLS
    assert found.reminders >= REMINDERS
    assert (found.lost, found.doubled, found.out_of_line) == ([], [], [])


@pytest.mark.process
async def test_nor_where_each_replica_dies_of_each_of_its_saves(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = await played_with_a_death_at_every_save(3, ACTS, tmp_path, database, SEED)
    with capsys.disabled():
        sys.stdout.write(f"\n{found}\n")

    assert found.kills > DEATHS
    assert (found.lost, found.doubled, found.out_of_line) == ([], [], [])


@pytest.mark.process
async def test_nor_while_the_version_after_comes_in(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = await played_during_an_upgrade(2, 1, tmp_path, database, SEED)
    with capsys.disabled():
        sys.stdout.write(f"\n{found}\n")

    assert found.kills == 1
    assert (found.lost, found.doubled, found.out_of_line) == ([], [], [])


@pytest.fixture
async def two(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock, database: str
) -> AsyncIterator[list[Running]]:
    """Two bots in this process, each with connections of its own to the database and to Slack."""
    async with AsyncExitStack() as open_things:
        yield [
            await open_things.enter_async_context(running_bot(practice, tmp_path / name, clock, database=database))
            for name in ("one", "other")
        ]


async def _settled(two: list[Running]) -> None:
    """Nothing is left to do in either, and neither holds anything."""

    async def is_done() -> bool:
        for bot in two:
            await bot.settled()
        return not any(bot.store.leases.held() for bot in two)

    await until(is_done)


async def test_what_comes_to_two_at_once_is_done_by_one_of_them(
    practice: Practice, slack: Slack, two: list[Running]
) -> None:
    """Slack's second delivery goes to the other one, before the first was answered."""
    await slack.mood(twice=True)
    team = Team(slack, lambda: _settled(two))
    await team.start()
    for _ in range(3):
        await team.answers(team.ana)
    await _settled(two)
    (kept,) = [await two[0].store.get(each.id) for each in await two[0].store.find()]
    shown = await counting.all_messages(slack, "#churn")

    assert counting.doubled(shown) == []
    assert counting.out_of_line(kept, shown) == []
    assert len(kept.deliveries) == len(set(kept.deliveries))
    assert sum(entry.answer is not None for entry in kept.entries.values()) >= 3


async def test_what_one_saves_is_shown_by_the_one_that_holds_the_thread(slack: Slack, two: list[Running]) -> None:
    team = Team(slack, lambda: _settled(two))
    await team.start()
    (kept,) = await two[0].store.find()
    one, other = (bot.store.leases for bot in two)
    assert await one.claim(f"thread:{kept.id}") is not None
    async with two[1].application.context.scopings.edit(kept.id) as scoping:
        scoping.title = "Another title"
        scoping.seq += 1
    await until(lambda: not other.is_ours(f"thread:{kept.id}"))
    await _settled(two)
    shown = await counting.all_messages(slack, "#churn")

    assert counting.out_of_line(await two[0].store.get(kept.id), shown) == []


async def test_a_reminder_that_all_want_to_send_at_once_is_sent_once(
    slack: Slack, two: list[Running], clock: Clock
) -> None:
    team = Team(slack, lambda: _settled(two))
    await team.start()
    clock.skip(days=7)
    rung = await asyncio.gather(*(bot.application.reminders.tick() for bot in two))
    await _settled(two)

    assert sum(len(whom) for whom in rung) >= 1
    assert counting.doubled(await counting.reminders(slack)) == []
    assert len(await counting.reminders(slack)) == sum(len(whom) for whom in rung)


async def test_five_in_socket_mode_have_two_connections_each_and_handle_a_delivery_once(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock, database: str
) -> None:
    """Slack gives an app ten connections, and hands each delivery to one of them; here to two at once."""
    async with AsyncExitStack() as open_things:
        five = [
            await open_things.enter_async_context(
                running_bot(practice, tmp_path / str(number), clock, database=database, connections=2)
            )
            for number in range(MOST_REPLICAS)
        ]
        await slack.connected(10)
        await slack.mood(twice=True)
        team = Team(slack, lambda: _settled(five))
        await team.start()
        for _ in range(3):
            await team.answers(team.ana)
        await _settled(five)
        (kept,) = [await five[0].store.get(each.id) for each in await five[0].store.find()]
        shown = await counting.all_messages(slack, "#churn")

    assert (counting.doubled(shown), counting.out_of_line(kept, shown)) == ([], [])
    assert len(kept.deliveries) == len(set(kept.deliveries))
    assert sum(entry.answer is not None for entry in kept.entries.values()) >= 3


class TestPulse:
    """One set a round, whichever replica takes it."""

    @pytest.fixture
    async def stores(self, database: str) -> AsyncIterator[list[PostgresStore]]:
        async with AsyncExitStack() as open_things:
            stores = [await open_things.enter_async_context(opened_database(database)) for _ in range(3)]
            await stores[0].add(pulsing(6))
            yield stores

    async def test_five_people_at_three_replicas_are_five(self, stores: list[PostgresStore]) -> None:
        taps = [Taps(Scopings(store, lambda _: None), lambda: MONDAY) for store in stores]
        await asyncio.gather(*(taps[n % 3].add("V0START", person, f"W{n}", SCORES[0]) for n, person in enumerate(SIX)))
        kept = await stores[0].round("V0START")

        assert kept is not None
        assert kept.sums.answers == (await stores[1].get("V0START")).pulse.answers == len(SIX)

    @pytest.mark.parametrize(
        ("windows", "refused"),
        [(("W1", "W1", "W1"), Repeated), (("W0", "W1", "W2"), NotNow)],
        ids=["one window at all of them", "a window at each of them"],
    )
    async def test_one_person_counts_once(
        self, stores: list[PostgresStore], windows: Sequence[str], refused: type[Exception]
    ) -> None:
        taps = [Taps(Scopings(store, lambda _: None), lambda: MONDAY) for store in stores]
        came = await asyncio.gather(
            *(each.add("V0START", ANA, window, SCORES[0]) for each, window in zip(taps, windows, strict=True)),
            return_exceptions=True,
        )
        kept = await stores[0].round("V0START")

        assert [type(each) for each in came if each] == [refused, refused]
        assert kept is not None
        assert kept.sums.answers == 1
