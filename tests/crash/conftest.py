"""A practice Slack and bots that may die, each a process of its own; or both in the test's own loop, with its clock."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.practice.client import Slack
from bot.practice.server import Practice
from tests.bot.conftest import MANIFEST, Clock, Running, running_bot
from tests.bot.team import Team
from tests.crash.bots import Bots, bots, practice_process


@pytest.fixture
async def away() -> AsyncIterator[Slack]:
    """A practice Slack that no bot's death touches."""
    async with practice_process("--retry-delays", "0.05,0.1,0.2") as url, Slack(url) as slack:
        yield slack
        violations = await slack.violations()

        assert violations == []


@pytest.fixture
async def family(away: Slack, tmp_path: Path) -> AsyncIterator[Bots]:
    async with bots(away.url, tmp_path) as family:
        yield family


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with Practice.started(MANIFEST) as practice:
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
