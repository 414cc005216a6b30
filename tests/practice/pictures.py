"""Takes the docs' pictures of the practice workspace at three widths: `python -m tests.practice.pictures`."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.practice.conftest import browser, workspace
from tests.practice.launching import ROOT
from tests.practice.screen import Screen

PICTURES = ROOT / "docs" / "pictures"
SIZES = {1280: 800, 820: 800, 400: 760}


async def _thread(screen: Screen) -> None:
    """Mia has written a reply, and her question offers to take it as the answer."""
    await _become(screen, "Mia")
    await screen.opens_thread()
    await screen.message("3 of 7").scroll_into_view_if_needed()
    await screen.page.mouse.move(0, 0)


async def _window(screen: Screen) -> None:
    await screen.types("/scope new Churn early warning")
    await screen.enters("The idea", "Tell us who is about to leave, early enough to call.")
    await screen.chooses("Who directs?", "Ivo")
    await screen.chooses("Who is on the team?", "Mia", "Tom")


async def _behind(screen: Screen) -> None:
    """Ana has asked what is open; what went over the wire stands below, and one call is opened."""
    await screen.control("button", "Behind the scenes").click()
    await screen.presses("Open questions", at="Finding the right shelf")
    await screen.window.get_by_role("button", name="Close").first.click()
    await screen.page.get_by_role("listitem").filter(has_text="views.open").first.locator("summary").click()


async def _become(screen: Screen, name: str) -> None:
    await _open_side(screen)
    await screen.acts_as(name)


async def _open_side(screen: Screen) -> None:
    """On a narrow screen the side is behind a button."""
    side = screen.control("button", "Channels and people")
    if await side.is_visible():
        await side.click()


SCENES: Mapping[str, Callable[[Screen], Awaitable[None]]] = {"thread": _thread, "window": _window, "behind": _behind}


async def take() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    async with browser() as chromium, _played() as played:
        for name, scene in SCENES.items():
            for width, height in SIZES.items():
                with tempfile.TemporaryDirectory() as folder:
                    shutil.copytree(played, folder, dirs_exist_ok=True)
                    async with workspace(Path(folder)) as address:
                        screen = await Screen.opened(chromium, address, width, height)
                        await screen.sees("Finding the right shelf")
                        await scene(screen)
                        await screen.page.wait_for_timeout(700)
                        await screen.page.screenshot(path=PICTURES / f"practice-{name}-{width}.png")
                        await screen.page.close()


@asynccontextmanager
async def _played() -> AsyncIterator[Path]:
    """A folder in which the first scoping was played, for all pictures to begin with."""
    with tempfile.TemporaryDirectory() as folder:
        async with workspace(Path(folder)):
            pass
        yield Path(folder)


if __name__ == "__main__":
    asyncio.run(take())
