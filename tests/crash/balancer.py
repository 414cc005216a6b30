"""Debian's haproxy with the very file that examples/compose mounts, in front of replicas on this machine."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from practice.rehearsal.processes import free_port
from tests.crash.bots import until

COMPOSE = Path(__file__).parents[2] / "examples" / "compose"
SETTINGS = COMPOSE / "haproxy.cfg"
NAMES = ("SCOPEBOT_ONE", "SCOPEBOT_TWO")


def program() -> str:
    """Where it is; without it the test is left out, and fails where all are to be run."""
    where = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")
    if where is None:
        pytest.skip("there is no haproxy: apt-get install haproxy")
    return where


@asynccontextmanager
async def balancer(ports: Sequence[int]) -> AsyncIterator[str]:
    """Its address, while it runs in front of the two."""
    front = f"127.0.0.1:{free_port()}"
    places = {name: f"127.0.0.1:{port}" for name, port in zip(NAMES, ports, strict=True)}
    process = await asyncio.create_subprocess_exec(
        program(), "-db", "-f", SETTINGS, env=os.environ | places | {"SCOPEBOT_BIND": front}
    )
    try:
        await until(lambda: _answers(f"http://{front}/"))
        yield f"http://{front}"
    finally:
        process.terminate()
        await process.wait()


async def status_of(url: str) -> int:
    """What an address answers to somebody who asks nothing; 0 where nobody is there."""
    try:
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status
    except aiohttp.ClientConnectionError:
        return 0


async def _answers(url: str) -> bool:
    return await status_of(url) != 0
