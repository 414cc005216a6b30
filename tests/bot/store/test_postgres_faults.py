"""The database goes away at the worst moments: what was said to be saved is, nobody waits long, and it comes back."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from bot.store.errors import Away, NotSaved, Repeated
from bot.store.postgres.connections import MOST, SECONDS
from bot.store.postgres.store import PostgresStore
from dialogs.scoping.acting import Act
from tests.bot.store.conftest import a_scoping, opened_database
from tests.bot.store.cut_line import HOW, Line, cuttable
from tests.postgres import Server

TOLD_WITHIN = 3.0
BACK_WITHIN = 5.0
"""Seconds."""


@pytest.fixture
async def line(database: str) -> AsyncIterator[Line]:
    async with cuttable(database) as line:
        yield line


@pytest.fixture
async def far(line: Line) -> AsyncIterator[PostgresStore]:
    """A store at the near end of the line, with one scoping."""
    async with opened_database(line.address, seconds=SECONDS) as store:
        await store.add(a_scoping(title="before"))
        yield store


async def edit(store: PostgresStore, title: str = "after", delivery: str = "click") -> None:
    async with store.edit("V1", delivery) as scoping:
        scoping.title = title


async def title(store: PostgresStore) -> str:
    return (await store.get("V1")).title


async def comes_back(store: PostgresStore) -> None:
    """Nobody does anything but try again."""
    async with asyncio.timeout(BACK_WITHIN):
        while True:
            try:
                await edit(store, "again", "another click")
                return
            except Away:
                await asyncio.sleep(0.1)


# ---- the answer to a commit is lost


@pytest.mark.parametrize("how", ["after", "silent"])
async def test_a_save_whose_answer_was_lost_is_found_to_be_made(far: PostgresStore, line: Line, how: str) -> None:
    line.at(b"COMMIT\0", how)
    await edit(far)

    assert await title(far) == "after"
    assert (await far.get("V1")).version == 2
    with pytest.raises(Repeated):
        await edit(far)


@pytest.mark.parametrize("how", ["before", "deaf"])
async def test_a_save_that_the_server_never_heard_of_is_not_made_and_may_be_done_again(
    far: PostgresStore, line: Line, how: str
) -> None:
    line.at(b"COMMIT\0", how)
    with pytest.raises(Away) as raised:
        await edit(far)

    assert not raised.value.unsure
    assert await title(far) == "before"
    await edit(far)
    assert await title(far) == "after"


async def test_where_nobody_can_be_asked_that_is_said_and_doing_it_again_has_no_second_effect(
    far: PostgresStore, line: Line
) -> None:
    line.at(b"COMMIT\0", "after")
    commit = line.goes_wrong

    def and_then_down(piece: bytes) -> bool:
        line.is_down = commit(piece)
        return line.is_down

    line.goes_wrong = and_then_down
    began = time.monotonic()
    with pytest.raises(Away) as raised:
        await edit(far)
    took = time.monotonic() - began
    line.is_down, line.goes_wrong = False, lambda _: False

    assert raised.value.unsure
    assert took < TOLD_WITHIN
    await asyncio.sleep(1.5)
    with pytest.raises(Repeated):
        await edit(far)


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("piece", range(11))
async def test_at_whatever_message_the_line_fails_it_is_saved_once_or_not(
    far: PostgresStore, line: Line, piece: int, how: str
) -> None:
    line.at_piece(piece, how)
    began, saved = time.monotonic(), True
    try:
        async with far.edit("V1", "click") as scoping:
            scoping.title = "after"
            scoping._acts.append(Act("park", "UANA"))
    except NotSaved:
        saved = False

    assert time.monotonic() - began < TOLD_WITHIN
    line.goes_wrong = lambda _: False
    kept = await far.get("V1")
    assert (kept.title, kept.version, "click" in kept.deliveries) == (
        ("after", 2, True) if saved else ("before", 1, False)
    )
    assert (await far.check_audit()).problems == []
    assert len(await far.audited("V1")) == kept.version


# ---- the server goes, and comes back


@pytest.mark.parametrize("how", ["stopped", "frozen"])
async def test_people_are_told_in_time_and_it_goes_on_by_itself(database: str, server: Server, how: str) -> None:
    go, come = {"stopped": (server.stop, server.start), "frozen": (server.freeze, server.thaw)}[how]
    back = asyncio.Event()
    async with opened_database(database, returned=back.set, seconds=SECONDS) as store:
        await store.add(a_scoping(title="before"))
        go()
        try:
            for _ in range(3):
                began = time.monotonic()
                with pytest.raises(Away):
                    await edit(store)
                assert time.monotonic() - began < TOLD_WITHIN
        finally:
            come()
        await comes_back(store)

        assert await title(store) == "again"
        assert back.is_set()


async def test_of_many_at_once_each_is_told_in_time(database: str, server: Server) -> None:
    async with opened_database(database, seconds=SECONDS) as store:
        for number in range(40):
            await store.add(a_scoping(f"V{number}"))
        server.freeze()
        began = time.monotonic()
        try:
            told = await asyncio.gather(*(store.get(f"V{number}") for number in range(40)), return_exceptions=True)
        finally:
            server.thaw()

        assert {type(one) for one in told} == {Away}
        assert time.monotonic() - began < TOLD_WITHIN


async def test_the_loop_is_never_held_up_meanwhile(database: str, server: Server) -> None:
    async with opened_database(database, seconds=SECONDS) as store:
        await store.add(a_scoping())
        server.freeze()
        held_up = asyncio.create_task(_longest_pause())
        try:
            with pytest.raises(Away):
                await edit(store)
        finally:
            server.thaw()
        held_up.cancel()

        assert await held_up < 0.25


async def _longest_pause() -> float:
    longest = 0.0
    try:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - before)
    except asyncio.CancelledError:
        return longest


async def test_that_it_is_away_is_logged_once(database: str, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    async with opened_database(database, seconds=SECONDS) as store:
        await store.add(a_scoping())
        server.stop()
        for _ in range(3):
            with pytest.raises(Away):
                await edit(store)
        server.start()
        await comes_back(store)

    said = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert ["does not answer" in one for one in said] == [True, False]
    assert "answers again" in said[1]


async def test_a_server_that_may_only_be_read_takes_no_save(database: str, server: Server) -> None:
    async with opened_database(database, seconds=SECONDS) as store:
        await store.add(a_scoping())
        server.run("ALTER SYSTEM SET default_transaction_read_only = on")
        server.run("SELECT pg_reload_conf()")
        try:
            await asyncio.sleep(0.3)
            with pytest.raises(Away, match="read-only"):
                await edit(store)
        finally:
            server.run("ALTER SYSTEM RESET default_transaction_read_only")
            server.run("SELECT pg_reload_conf()")
        await asyncio.sleep(0.3)
        await comes_back(store)


async def test_who_finds_every_connection_in_use_is_told_and_the_database_is_not_called_away(
    database: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened_database(database, seconds=1.0) as store, AsyncExitStack() as edits:
        for number in range(MOST + 1):
            await store.add(a_scoping(f"V{number}"))
        for number in range(MOST):
            await edits.enter_async_context(store.edit(f"V{number}", "click"))
        with pytest.raises(NotSaved, match="too much is being saved"):
            await store.get(f"V{MOST}")

    assert "does not answer" not in caplog.text
