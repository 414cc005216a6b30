"""Every example played once, by processes, several at a time; the tests look at what came of it."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.practice.play import Script, read
from bot.practice.rehearsal import Performance, perform

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SHOP = ROOT / "examples" / "online-shop.yaml"
AT_A_TIME = 3

Performances = Mapping[str, Performance]


@pytest.fixture(scope="session")
def performances() -> Performances:
    """By the name of the example, and `NAME over HTTP`; the first one also with every payload twice."""
    return asyncio.run(_all())


async def _all() -> Performances:
    at_a_time = asyncio.Semaphore(AT_A_TIME)

    async def played(script: Script, **how: bool) -> Performance:
        async with at_a_time:
            return await perform(script, **how)

    plays = {"twice": played(read(SHOP), twice=True)}
    plays |= {path.stem: played(read(path)) for path in EXAMPLES}
    plays |= {f"{path.stem} over HTTP": played(read(path), http=True) for path in EXAMPLES}
    return dict(zip(plays, await asyncio.gather(*plays.values()), strict=True))


@pytest.fixture
def shop(performances: Performances) -> Performance:
    return performances["online-shop"]
