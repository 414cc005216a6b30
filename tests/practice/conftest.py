"""The practice workspace as a process of its own, and a headless Chromium that has its page open."""

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from filelock import FileLock
from playwright.async_api import Browser, async_playwright

from tests.practice.launching import launcher
from tests.practice.screen import Screen

CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
QUIETLY = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MONDAY = "2026-03-02T09:00:00+01:00"
OPENS_WITHIN = 40.0


@asynccontextmanager
async def workspace(folder: Path, **options: Any) -> AsyncIterator[str]:
    """Served until left; the page's address."""
    async with both_addresses(folder, **options) as (page, _):
        yield page


@asynccontextmanager
async def both_addresses(folder: Path, **options: Any) -> AsyncIterator[tuple[str, str]]:
    """The page's address, and that of the Web API of the Slack behind it."""
    out = folder.with_name(f"{folder.name}-{secrets.token_hex(4)}.out")
    given = {"out": str(out), "data": str(folder), "port": 0, "begins": MONDAY} | options
    process = launcher().opened(**given)
    try:
        async with asyncio.timeout(OPENS_WITHIN):
            while len(said := _said(out)) < 3:  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(0.05)
        page, _, web_api = said
        yield page.split()[-1], web_api.split()[-1]
    finally:
        code = launcher().closed(process)
        out.unlink()

    assert code == 0


def _said(out: Path) -> list[str]:
    """The lines that a workspace has said so far; three once it is open."""
    return out.read_text("utf-8").splitlines() if out.exists() else []


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """Chromium. Without it, the test is skipped."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium here")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        try:
            yield launched
        finally:
            await launched.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of the page share one loop, and in it one Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents and "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with browser() as launched:
        yield launched


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def half_way(shared: Path) -> Path:
    """A folder in which a scoping was played half-way through in #shop, and kept; played by one worker for all."""
    folder = shared / "half-way"
    with FileLock(shared / "half-way.lock"):
        if not folder.exists():
            async with workspace(shared / "half-way-begun"):
                pass
            (shared / "half-way-begun").rename(folder)
    return folder


@pytest_asyncio.fixture(loop_scope="session")
async def addresses(half_way: Path, tmp_path: Path) -> AsyncIterator[tuple[str, str]]:
    """A workspace that goes on from there."""
    shutil.copytree(half_way, tmp_path / "practice")
    async with both_addresses(tmp_path / "practice") as addresses:
        yield addresses


@pytest.fixture
def web_api(addresses: tuple[str, str]) -> str:
    return addresses[1]


@pytest_asyncio.fixture(loop_scope="session")
async def screen(chromium: Browser, addresses: tuple[str, str]) -> AsyncIterator[Screen]:
    """Its page; Ana looks at it. Nothing is fetched from elsewhere, and the browser has nothing to complain of."""
    screen = await Screen.opened(chromium, addresses[0])
    yield screen
    await screen.page.close()

    assert screen.elsewhere == []
    assert screen.complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def empty_screen(chromium: Browser, tmp_path: Path) -> AsyncIterator[Screen]:
    """The page of a workspace in which nobody has said anything yet."""
    async with workspace(tmp_path / "practice", opening=False) as address:
        screen = await Screen.opened(chromium, address)
        yield screen
        await screen.page.close()
