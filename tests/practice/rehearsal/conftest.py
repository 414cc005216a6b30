"""Every example played once, by processes, several at a time; the tests look at what came of it."""

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from practice.rehearsal.case import Script, read
from practice.rehearsal.rehearse import Performance, perform

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SHOP = ROOT / "examples" / "online-shop.yaml"
CHURN = ROOT / "examples" / "full-churn.yaml"
AT_A_TIME = 3
EVERYTHING = os.environ.get("SCOPEBOT_TEST_FULL") == "1"


def is_long(path: Path) -> bool:
    """Whether a case walks the full track, from its beginning or later: it takes three times as long to play."""
    return path.stem.startswith("full-")


OVER_HTTP = [path for path in EXAMPLES if EVERYTHING or not is_long(path)]
"""The long ones only where everything is tested; the way over HTTP is the same for all."""

TWICE = [SHOP, CHURN] if EVERYTHING else [SHOP]

Performances = Mapping[str, Performance]


@pytest.fixture(scope="session")
def performances() -> Performances:
    """By the name of the example, `NAME over HTTP`, and `NAME twice` with every payload delivered twice."""
    return asyncio.run(_all())


async def _all() -> Performances:
    at_a_time = asyncio.Semaphore(AT_A_TIME)

    async def played(script: Script, **how: bool) -> Performance:
        async with at_a_time:
            return await perform(script, **how)

    plays = {path.stem: played(read(path)) for path in sorted(EXAMPLES, key=is_long, reverse=True)}
    plays |= {f"{path.stem} twice": played(read(path), twice=True) for path in TWICE}
    plays |= {f"{path.stem} over HTTP": played(read(path), http=True) for path in OVER_HTTP}
    # All are waited for, whatever becomes of one: in Python 3.11 a process that is cancelled as it starts never ends.
    played_out = await asyncio.gather(*plays.values(), return_exceptions=True)
    wrong = [
        f"{name}: {found}" for name, found in zip(plays, played_out, strict=True) if isinstance(found, BaseException)
    ]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)
    return {name: found for name, found in zip(plays, played_out, strict=True) if isinstance(found, Performance)}


@pytest.fixture
def shop(performances: Performances) -> Performance:
    return performances["online-shop"]


@pytest.fixture
def churn(performances: Performances) -> Performance:
    return performances["full-churn"]
