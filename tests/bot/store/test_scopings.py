"""What Slack shows is known at every moment, also while it is on its way to the disk: else it would be posted again."""

import asyncio
import errno
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.store.errors import NotSaved
from bot.store.scopings import Scopings
from bot.store.tiny import TinyStore
from dialogs.record.parts import Shown
from tests.bot.store.conftest import MONDAY, a_scoping
from tests.bot.store.failing_disk import FailingDisk, an_error

POSTED = Shown(ts="1.000001", digest="d")


class GatedDisk(FailingDisk):
    """A disk on which the calls of one name wait, each before or after its work, until they are let through."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = ""
        self.is_there, self.goes_on = threading.Event(), threading.Event()

    def fsync(self, descriptor: int) -> None:
        self._wait("fsync")
        super().fsync(descriptor)

    def read(self, file: Path) -> bytes:
        content = super().read(file)
        self._wait("read")
        return content

    def _wait(self, name: str) -> None:
        if self.waits == name:
            self.waits = ""
            self.is_there.set()
            self.goes_on.wait(5)


@pytest.fixture
def disk() -> GatedDisk:
    return GatedDisk()


@pytest.fixture
async def scopings(tmp_path: Path, disk: GatedDisk) -> Any:
    store = TinyStore(tmp_path, disk=disk)
    scopings = Scopings(store, lambda _: None)
    await scopings.add(a_scoping("S1", MONDAY), None)
    scopings.note_shown("S1", "opener", POSTED)
    yield scopings
    store.close()


async def _meanwhile(disk: GatedDisk, waits: str, first: Callable[[], Any], then: Callable[[], Any]) -> tuple[Any, Any]:
    """Starts the first, which waits on the disk, does all of the second, and lets the first go on."""
    disk.waits = waits
    begun = asyncio.create_task(first())
    await asyncio.to_thread(disk.is_there.wait, 5)
    second = await then()
    disk.goes_on.set()
    return await begun, second


async def test_what_is_shown_is_known_while_it_is_being_saved(scopings: Scopings, disk: GatedDisk) -> None:
    _, seen = await _meanwhile(disk, "fsync", lambda: scopings.flush("S1"), lambda: scopings.get("S1"))

    assert seen.shown["opener"] == POSTED


async def test_what_is_shown_is_known_to_one_who_began_to_read_before_it_was_saved(
    scopings: Scopings, disk: GatedDisk
) -> None:
    seen, _ = await _meanwhile(disk, "read", lambda: scopings.get("S1"), lambda: scopings.flush("S1"))

    assert seen.shown["opener"] == POSTED


async def test_what_is_shown_is_known_after_a_save_that_failed(scopings: Scopings, disk: GatedDisk) -> None:
    disk.fails["create"] = an_error(errno.ENOSPC)
    with pytest.raises(NotSaved):
        await scopings.flush("S1")
    known = await scopings.get("S1")
    disk.fails.clear()
    await scopings.flush("S1")
    kept = await scopings.store.get("S1")

    assert known.shown["opener"] == POSTED
    assert kept.shown["opener"] == POSTED


async def test_a_message_that_is_gone_is_looked_after_again_at_the_next_start(scopings: Scopings) -> None:
    scopings.note_in_line("S1", 99)
    await scopings.flush("S1")
    in_line = await scopings.store.lagging()
    scopings.note_shown("S1", "opener", None)
    await scopings.flush("S1")

    assert in_line == []
    assert await scopings.store.lagging() == ["S1"]


async def test_only_saves_of_what_happened_are_counted_as_changes(scopings: Scopings) -> None:
    """The beginning, then one change; noting what Slack shows is none, and neither is an edit that changes nothing."""
    await scopings.flush("S1")
    async with scopings.edit("S1"):
        pass
    saves, changes = scopings.store.saves, scopings.changes_saved
    async with scopings.edit("S1") as scoping:
        scoping.title = "Another"

    assert (saves, changes) == (2, 1)
    assert (scopings.store.saves, scopings.changes_saved) == (3, 2)
