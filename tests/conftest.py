"""The real bot against the practice Slack, both in the test's event loop; only the clock is the test's."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from hypothesis import settings

from bot.app import Application, build_app, web_client
from bot.metrics import Metrics
from bot.serving import dispatching
from bot.serving.health import Health
from bot.serving.socket_mode import SocketService
from bot.serving.tokens import identify
from bot.store import Store
from bot.store.opening import opened
from bot.store.postgres.address import address
from bot.store.postgres.migrating import migrate
from bot.store.tiny import TinyStore
from dialogs.scoping.scoping import Scoping
from practice.client import Slack
from practice.slack.server import Practice
from tests.play import MONDAY
from tests.postgres import Server, started
from tests.team import Team

EVERYTHING = os.environ.get("SCOPEBOT_TEST_FULL") == "1"
"""Whether the long forms are tested too, and nothing may be left out, as CI has it."""

MANIFEST = Path(__file__).parents[1] / "manifest.yml"

PATIENT = 30.0
"""Seconds a test's Slack waits for an acknowledgement: a machine under load is slow, and no test is about how fast."""

settings.register_profile("here", deadline=None, derandomize=EVERYTHING)
"""No test asserts a duration; and of one commit CI always says the same, while everybody else looks further."""
settings.load_profile("here")


@dataclass
class Clock:
    """A clock that only moves when it is told to."""

    now: datetime = field(default=MONDAY)

    def __call__(self) -> datetime:
        return self.now

    def skip(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@dataclass
class Running:
    """A started bot: what a test may look at."""

    application: Application
    store: Store
    metrics: Metrics

    async def settled(self) -> None:
        await self.application.context.settled()
        await self.application.threads.settled()

    def is_about_to_be_killed(self) -> None:
        """From here on, what Slack shows is not written down two seconds later any more."""
        vars(self.application.threads)["_flush"] = _not_written

    async def scoping(self) -> Scoping:
        """The one there is, as it is kept."""
        (summary,) = await self.store.find()
        return await self.store.get(summary.id)


async def _not_written(id: str) -> bool:
    return False


@asynccontextmanager
async def running_bot(
    practice: Practice, folder: Path, clock: Clock, *, sure_after: float = 0, database: str = "", connections: int = 1
) -> AsyncIterator[Running]:
    """The bot over Socket Mode, with its card shown at once; its scopings are in a folder, or in a database."""
    metrics, back = Metrics(), asyncio.Event()
    async with _opened(folder, database, clock, back) as store, aiohttp.ClientSession() as session:
        client = web_client("xoxb-practice", practice.api_url, session)
        application = build_app(
            store,
            client,
            await identify(client),
            clock=clock,
            metrics=metrics,
            tick=3600,
            card_delay=0,
            flush_after=0,
            sure_after=sure_after,
            store_back=back,
        )
        service = SocketService(
            application.bolt, "xapp-practice", Health("socket", metrics), metrics, connections=connections
        )
        await application.start()
        await service.start()
        try:
            yield Running(application, store, metrics)
        finally:
            await service.stop()
            await application.context.settled()
            await application.stop()


@asynccontextmanager
async def _opened(folder: Path, database: str, clock: Clock, back: asyncio.Event) -> AsyncIterator[Store]:
    if database:
        async with opened(folder, database, clock, back.set) as store:
            yield store
        return
    tiny = TinyStore(folder, clock=clock)
    yield tiny
    tiny.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is tested, a test that is left out has failed, but for what the machine lacks."""
    report = yield
    if EVERYTHING and report.skipped and not item.get_closest_marker("elsewhere"):
        report.outcome, report.longrepr = "failed", f"{item.nodeid} was left out: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run in which its workers leave each other what need not be made twice."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL of this run, or of this worker of it. What a test does to it, it undoes."""
    server = started()
    yield server
    server.remove()


@pytest.fixture
def bare_database(server: Server) -> str:
    """The address of a place in it that nothing was ever kept in."""
    schema = f"test_{secrets.token_hex(6)}"
    server.run(f"CREATE SCHEMA {schema}")
    return server.address(options=f"-csearch_path%3D{schema}")


@pytest.fixture
async def database(bare_database: str) -> str:
    """The same, with scopebot's tables in it."""
    await migrate(address(bare_database))
    return bare_database


@pytest.fixture(autouse=True)
def nobody_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is that runs the tests; those of the crowd at the door say how long it waits."""
    monkeypatch.setattr(dispatching, "LONGEST_WAIT", PATIENT)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with Practice.started(MANIFEST, ack_seconds=PATIENT) as practice:
        yield practice


@pytest.fixture
async def slack(practice: Practice) -> AsyncIterator[Slack]:
    async with Slack(practice.url) as slack:
        yield slack
        violations = await slack.violations()

        assert violations == []


@pytest.fixture
async def bot(practice: Practice, slack: Slack, tmp_path: Path, clock: Clock) -> AsyncIterator[Running]:
    async with running_bot(practice, tmp_path / "data", clock) as bot:
        yield bot


@pytest.fixture
async def team(slack: Slack, bot: Running) -> Team:
    return Team(slack, bot.settled)
