"""Leases and moments of several processes at one database: nothing is held by two, and what a lost one held is left."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import pairwise

import pytest

from bot.slack.pace import Pace
from bot.store.leases import Claim
from bot.store.postgres.leases import PostgresLeases
from bot.store.postgres.store import PostgresStore
from bot.store.tiny import TinyStore
from tests.bot.store.conftest import a_scoping, opened_database
from tests.crash.bots import until

SHORT = 0.4
"""Seconds a lease holds here."""


@pytest.fixture
async def stores(database: str) -> AsyncIterator[list[PostgresStore]]:
    async with AsyncExitStack() as open_things:
        yield [await open_things.enter_async_context(opened_database(database, lease=SHORT)) for _ in range(3)]


@pytest.fixture
def three(stores: list[PostgresStore]) -> list[PostgresLeases]:
    return [store.leases for store in stores]


async def _expired() -> None:
    await asyncio.sleep(SHORT + 0.1)


async def test_of_those_who_claim_at_once_one_comes_by_it(three: list[PostgresLeases]) -> None:
    for number in range(20):
        claims = await asyncio.gather(*(leases.claim(f"thread:V{number}") for leases in three))

        assert sorted(map(str, claims)) == sorted(map(str, [Claim.NEW, None, None]))
        assert [leases.is_ours(f"thread:V{number}") for leases in three] == [claim is not None for claim in claims]


async def test_what_was_given_back_clean_is_known_to_be(three: list[PostgresLeases]) -> None:
    one, other, _ = three
    await one.claim("thread:V1")
    await one.give_back("thread:V1", clean=True)

    assert not one.is_ours("thread:V1")
    assert await other.claim("thread:V1") is Claim.CLEAN
    assert await other.claim("thread:V1") is Claim.KEPT


async def test_what_was_given_back_in_the_middle_is_left(three: list[PostgresLeases]) -> None:
    one, other, _ = three
    await one.claim("thread:V1")
    await one.give_back("thread:V1", clean=False)

    assert await other.look() == ["thread:V1"]
    assert await other.claim("thread:V1") is Claim.LEFT


async def test_who_wants_what_is_held_is_seen_by_its_holder_who_keeps_it(three: list[PostgresLeases]) -> None:
    one, other, _ = three
    await one.claim("thread:V1")
    assert await one.look() == []
    assert await other.claim("thread:V1") is None

    await one.give_back("thread:V1", clean=True)
    assert one.is_ours("thread:V1")
    assert await one.look() == ["thread:V1"]
    assert await one.claim("thread:V1") is Claim.KEPT
    assert await one.look() == []


async def test_what_a_lost_process_held_is_left_once_it_expires(three: list[PostgresLeases]) -> None:
    one, other, _ = three
    await one.claim("thread:V1")
    assert await other.claim("thread:V1") is None
    assert await other.look() == []
    await _expired()

    assert not one.is_ours("thread:V1")
    other._left_at = 0
    assert await other.look() == ["thread:V1"]
    assert await other.claim("thread:V1") is Claim.LEFT


async def test_the_holder_counts_on_it_no_longer_than_the_others_leave_it_alone(three: list[PostgresLeases]) -> None:
    one, other, _ = three
    await one.claim("thread:V1")

    async def taken() -> bool:
        return await other.claim("thread:V1") is not None

    await until(taken)

    assert not one.is_ours("thread:V1")


async def test_what_is_renewed_does_not_expire(three: list[PostgresLeases]) -> None:
    one, other, _ = three
    await one.claim("thread:V1")
    for _ in range(10):
        await asyncio.sleep(SHORT / 5)
        await one.look()

    assert one.is_ours("thread:V1")
    assert await other.claim("thread:V1") is None


async def test_who_slept_too_long_renews_nothing_that_another_took(three: list[PostgresLeases]) -> None:
    one, other, _ = three
    await one.claim("thread:V1")
    await _expired()
    await other.claim("thread:V1")
    await one.look()

    assert one.held() == []
    assert other.is_ours("thread:V1")


async def test_a_stop_leaves_all_of_it_at_once(three: list[PostgresLeases]) -> None:
    one, other, _ = three
    await one.claim("thread:V1")
    await one.stop()

    assert await other.claim("thread:V1") is Claim.LEFT


async def test_what_was_dropped_leaves_no_trace(three: list[PostgresLeases]) -> None:
    one, other, _ = three
    await one.claim("ring:UANA")
    await one.drop("ring:UANA")

    assert await other.claim("ring:UANA") is Claim.NEW


async def test_with_a_scoping_goes_its_lease(stores: list[PostgresStore]) -> None:
    await stores[0].add(a_scoping())
    await stores[0].leases.claim("thread:V1")
    await stores[0].remove("V1")

    assert await stores[1].leases.claim("thread:V1") is Claim.NEW


async def test_the_only_process_there_is_holds_everything(tiny: TinyStore) -> None:
    assert await tiny.leases.claim("thread:V1") is Claim.KEPT
    assert tiny.leases.is_ours("thread:V2")
    assert tiny.leases.look_every is None


async def test_posts_of_all_processes_in_a_channel_keep_one_pace(stores: list[PostgresStore]) -> None:
    pause, loop = 0.1, asyncio.get_running_loop()
    paces = [Pace(pause, moments=store.moments) for store in stores]
    moments: list[float] = []

    async def post(pace: Pace) -> None:
        await pace.turn("chat.postMessage", "C1")
        moments.append(loop.time())

    await asyncio.gather(*(post(pace) for pace in paces for _ in range(3)))

    assert len(moments) == 9
    assert min(later - earlier for earlier, later in pairwise(sorted(moments))) > pause * 0.5
    assert max(moments) - min(moments) > pause * 7.5


async def test_what_slack_told_one_to_let_alone_the_others_let_alone(stores: list[PostgresStore]) -> None:
    one, other, _ = (Pace(0.01, moments=store.moments) for store in stores)
    await one.close("chat.postMessage", "C1", 30)
    await one.close("users.info", "", 20)
    for method, channel in (("chat.postMessage", "C1"), ("chat.postMessage", "C2"), ("users.info", "")):
        await other.turn(method, channel)

    assert 29 < other.left("chat.postMessage", "C1") <= 30.1
    assert other.left("chat.postMessage", "C2") == 0
    assert 19 < other.left("users.info", "") <= 20.1


async def test_without_the_database_each_keeps_to_what_it_knows_itself(stores: list[PostgresStore]) -> None:
    one = Pace(0.01, moments=stores[0].moments)
    await stores[0].close()
    await one.close("users.info", "", 20)
    await one.turn("chat.postMessage", "C1")

    assert one.left("users.info", "") > 19
