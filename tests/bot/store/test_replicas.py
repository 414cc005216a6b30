"""Several processes at one database: each sees what the others saved, and what comes to two of them counts once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from bot.store.audit_row import Done
from bot.store.errors import NotSaved, Repeated
from bot.store.postgres.store import PostgresStore
from bot.store.round import new_round
from dialogs.scoping.acting import Act
from tests.bot.store.conftest import a_scoping, opened_database


@pytest.fixture
async def three(database: str) -> AsyncIterator[list[PostgresStore]]:
    async with AsyncExitStack() as open_things:
        yield [await open_things.enter_async_context(opened_database(database)) for _ in range(3)]


async def test_what_one_saved_the_others_see(three: list[PostgresStore]) -> None:
    one, other, _ = three
    await one.add(a_scoping())
    assert (await other.get("V1")).title == "Churn"
    async with one.edit("V1", "click") as scoping:
        scoping.title = "after"

    assert (await other.get("V1")).title == "after"
    assert [summary.title for summary in await other.find()] == ["after"]


async def test_edits_of_one_scoping_by_all_of_them_follow_one_another(three: list[PostgresStore]) -> None:
    await three[0].add(a_scoping(title=""))

    async def append(store: PostgresStore, letter: str) -> None:
        async with store.edit("V1", letter) as scoping:
            before = scoping.title
            await asyncio.sleep(0)
            scoping.title = before + letter

    letters = "abcdefghijklmnopqrstuvwxyz"
    await asyncio.gather(*(append(three[n % 3], letter) for n, letter in enumerate(letters)))

    assert sorted((await three[0].get("V1")).title) == list(letters)


async def test_a_delivery_that_comes_to_all_of_them_counts_once(three: list[PostgresStore]) -> None:
    await three[0].add(a_scoping(title=""))

    async def press(store: PostgresStore) -> None:
        async with store.edit("V1", "click") as scoping:
            scoping.title += "x"

    outcomes = await asyncio.gather(*(press(store) for store in three), return_exceptions=True)

    assert sum(isinstance(outcome, Repeated) for outcome in outcomes) == 2
    assert (await three[0].get("V1")).title == "x"


async def test_of_two_starts_at_once_one_is_kept(three: list[PostgresStore]) -> None:
    added = await asyncio.gather(*(store.add(a_scoping(title=str(n))) for n, store in enumerate(three)))

    assert added.count(True) == 1
    assert (await three[0].get("V1")).title == str(added.index(True))
    assert (await three[0].check_audit()).lines == 1


async def test_who_waits_too_long_for_another_is_told(database: str) -> None:
    async with opened_database(database) as one, opened_database(database, seconds=2.0) as other:
        await one.add(a_scoping())
        async with one.edit("V1", "a") as scoping:
            scoping.title = "one"
            with pytest.raises(NotSaved, match="another scopebot"):
                async with other.edit("V1", "b"):
                    pass

        assert (await other.get("V1")).title == "one"


async def test_the_lines_of_all_of_them_are_one_audit(three: list[PostgresStore]) -> None:
    for number in range(6):
        await three[number % 3].add(a_scoping(f"V{number}"))

    async def act(store: PostgresStore, id: str, by: str) -> None:
        async with store.edit(id, by) as scoping:
            scoping.title += "!"
            scoping._acts.append(Act("park", by))

    acts = [act(three[(a + b) % 3], f"V{a}", f"U{a}{b}") for a in range(6) for b in range(6)]
    await asyncio.gather(*acts)
    found = await three[0].check_audit()
    lines: list[Done] = await three[1].lines()

    assert found.problems == []
    assert found.lines == len(lines) == 42
    assert {person for row, person in lines if row.did == "parked"} == {f"U{a}{b}" for a in range(6) for b in range(6)}


async def test_a_round_that_was_kept_in_an_edit_that_failed_is_not_kept(three: list[PostgresStore]) -> None:
    await three[0].add(a_scoping())
    seen: list[bool] = []

    async def fails() -> None:
        async with three[0].edit("V1", "tap"):
            await three[0].keep_round("V1", new_round("R1"))
            seen.extend([await store.round("V1") is not None for store in three])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()

    assert seen == [True, False, False]
    assert await three[0].round("V1") is None


async def test_a_round_that_was_kept_in_an_edit_is_there_with_it(three: list[PostgresStore]) -> None:
    await three[0].add(a_scoping())
    async with three[0].edit("V1", None):
        await three[0].keep_round("V1", new_round("R1"))

    assert await three[1].rounds() == ["V1"]
    await three[2].destroy_round("V1")
    assert await three[0].rounds() == []
