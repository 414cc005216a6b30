"""An empty store for each test, on a clock that moves only when a test moves it."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.store import Store
from bot.store.postgres.address import address
from bot.store.postgres.store import PostgresStore
from bot.store.safe_file import Disk
from bot.store.tiny import TinyStore
from dialogs.scoping.scoping import Scoping, start
from tests.conftest import PATIENT

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """Says what a test set it to."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, days: float) -> None:
        self.now += timedelta(days=days)


def a_scoping(id: str = "V1", at: datetime = MONDAY, **changes: object) -> Scoping:
    facts = {"team_id": "T1", "channel": "C1", "title": "Churn", "idea": "Warn early", "initiator": "UANA"}
    return start(id, now=at, **{**facts, "director": "UDIR", "team": ["UBEN"], **changes})


def opened(folder: Path, clock: Callable[[], datetime] | None = None, disk: Disk | None = None) -> TinyStore:
    return TinyStore(folder, Scoping, clock=clock or Clock(), disk=disk)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "scopings"


@pytest.fixture
def tiny(folder: Path, clock: Clock) -> Iterator[TinyStore]:
    store = opened(folder, clock)
    yield store
    store.close()


@asynccontextmanager
async def opened_database(
    database: str, clock: Callable[[], datetime] | None = None, **options: Any
) -> AsyncIterator[PostgresStore]:
    store = PostgresStore(address(database), Scoping, clock=clock or Clock(), **{"seconds": PATIENT, **options})
    await store.open()
    try:
        yield store
    finally:
        await store.close()


@pytest.fixture
async def postgres(database: str, clock: Clock) -> AsyncIterator[PostgresStore]:
    async with opened_database(database, clock) as store:
        yield store


@pytest.fixture(params=["tiny", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """Every store there is, one after the other: a further one is a fixture and its name in `params`."""
    return request.getfixturevalue(request.param)
