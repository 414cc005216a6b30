"""A practice Slack and bots that may die, each a process of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from practice.client import Slack
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
async def family_at_database(away: Slack, tmp_path: Path, database: str) -> AsyncIterator[Bots]:
    async with bots(away.url, tmp_path, database) as family:
        yield family
