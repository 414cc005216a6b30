"""Draws every screen as its receivers see it, on a desk and on a phone, to be looked at.

`python -m tests.practice.pictures` draws all; with names behind it (thread, home, cards, forms, report …) those. They
stand in pictures/, which git leaves out; the few that the docs use in docs/pictures as well.
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

from playwright.async_api import Browser, Locator, expect

from bot.report import html
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from tests import full_track
from tests.practice import pictured
from tests.practice.conftest import browser, workspace
from tests.practice.launching import ROOT
from tests.practice.screen import Screen

ALL, IN_DOCS = ROOT / "pictures", ROOT / "docs" / "pictures"
USED = {"thread-1280"}
"""Those that the docs show."""
SIZES = {1280: 800, 400: 760}
TALL = 2600
"""As much of a window or a report as one picture shows."""
SETTLES = 700
"""Milliseconds until what moves has come to rest."""
POSTS_WITHIN = 300_000
"""Milliseconds in which the bot has posted all scopings, however busy the machine is."""


async def _thread(screen: Screen) -> None:
    """Mia has written a reply, and her question offers to take it as the answer."""
    await _become(screen, "Mia")
    await screen.opens_thread()
    await screen.message("to be known by Tue 3 Mar: the comparison").scroll_into_view_if_needed()
    await screen.page.mouse.move(0, 0)


async def _first(screen: Screen) -> None:
    """What somebody sees who opens the page for the first time."""


async def _menu(screen: Screen) -> None:
    await screen.message("Finding the right shelf").get_by_role("button", name="More actions", exact=True).click()


async def _start(screen: Screen) -> None:
    await screen.types("/scope new Churn early warning")
    await screen.enters("The idea", "Tell us who is about to leave, early enough to call.")
    await screen.chooses("Who directs?", "Ivo")
    await screen.chooses("Who is on the team?", "Mia", "Tom")


async def _wrong(screen: Screen) -> None:
    await screen.types("/scope new Churn early warning")
    await screen.submits("Start")


async def _behind(screen: Screen) -> None:
    """Ana has asked what is open; what went over the wire stands below, and one call is opened."""
    await screen.control("button", "Behind the scenes").click()
    await screen.presses("Open questions", at="Finding the right shelf")
    await screen.window.get_by_role("button", name="Close").first.click()
    await screen.page.get_by_role("listitem").filter(has_text="views.open").first.locator("summary").click()


async def _objection(screen: Screen) -> None:
    await screen.opens_thread()
    await screen.message("nobody has reckoned").scroll_into_view_if_needed()


async def _objection_window(screen: Screen) -> None:
    await screen.opens_thread()
    await screen.opens(screen.thread.get_by_role("button", name="Answer it…").last)


async def _home(screen: Screen) -> None:
    await _open_side(screen)
    await screen.goes_to("scopebot Home")
    await expect(screen.page.get_by_text("Your scopings")).to_be_visible()


async def _empty_home(screen: Screen) -> None:
    await _become(screen, "Sam")
    await _home(screen)


async def _reminder(screen: Screen) -> None:
    for _ in range(2):
        await screen.control("button", "Skip ahead a day").click()
        await screen.page.wait_for_timeout(SETTLES)
    await _open_side(screen)
    await screen.goes_to("scopebot")
    await screen.sees("for you on")


async def _open_questions(screen: Screen) -> None:
    await screen.presses("Open questions", at="Finding the right shelf")
    await expect(screen.window).to_be_visible()


async def _become(screen: Screen, name: str) -> None:
    await _open_side(screen)
    await screen.acts_as(name)


async def _open_side(screen: Screen) -> None:
    """On a narrow screen the side is behind a button."""
    side = screen.control("button", "Channels and people")
    if await side.is_visible():
        await side.click()


SCENES: Mapping[str, Callable[[Screen], Awaitable[None]]] = {
    "thread": _thread,
    "first": _first,
    "menu": _menu,
    "start": _start,
    "wrong": _wrong,
    "behind": _behind,
    "objection": _objection,
    "objection-window": _objection_window,
    "home": _home,
    "home-empty": _empty_home,
    "reminder": _reminder,
    "open-questions": _open_questions,
}


async def take(only: set[str]) -> None:
    """Draws all, or those that are named."""
    ALL.mkdir(exist_ok=True)
    more = {"cards": _cards, "forms": _forms}
    async with browser() as chromium, _played() as played:
        if not only or "report" in only:
            await _reports(chromium)
        for width, height in SIZES.items():
            for name, scene in [one for one in SCENES.items() if not only or one[0] in only]:
                async with _copied(played) as folder, workspace(folder) as address:
                    screen = await Screen.opened(chromium, address, width, height)
                    await screen.sees("Finding the right shelf")
                    await scene(screen)
                    await _shoot(screen, f"{name}-{width}")
                    await screen.page.close()
            for draw in [draw for name, draw in more.items() if not only or name in only]:
                await draw(chromium, played, width)
    for name in USED if not only else ():
        shutil.copy(ALL / f"{name}.png", IN_DOCS / f"practice-{name}.png")


async def _cards(chromium: Browser, played: Path, width: int) -> None:
    """Every standing of the card, one beneath the other; and the thread of one that has ended."""
    async with _copied(played) as folder:
        pictured.put(folder / "bot", pictured.standings())
        async with workspace(folder) as address:
            screen = await Screen.opened(chromium, f"{address}?as=Ana&at=C00000CHURN", width, TALL)
            for title in pictured.standings():
                await screen.sees(title)
            await _shoot(screen, f"cards-{width}")
            await screen.page.goto(f"{address}?{_thread_of(folder, 'ended')}")
            await screen.sees("Full report")
            await _shoot(screen, f"report-in-slack-{width}")
            await screen.page.close()


async def _forms(chromium: Browser, played: Path, width: int) -> None:
    """The message and the window of every form of the full track."""
    forms = dict(pictured.before_each_form())
    async with _copied(played) as folder:
        pictured.put(folder / "bot", forms)
        async with workspace(folder) as address:
            screen = await Screen.opened(chromium, f"{address}?as=Ana&at=C00000CHURN", width, TALL)
            await expect(screen.message([*forms][-1])).to_be_visible(timeout=POSTS_WITHIN)
            for form in forms:
                await screen.page.goto(f"{address}?{_thread_of(folder, form)}")
                button = screen.thread.get_by_role("button", name=re.compile("^Answer(:|$)")).last
                await expect(button).to_be_visible()
                await _shoot(screen, f"asked-{form}-{width}", button.locator("xpath=ancestor::article[1]"))
                await screen.opens(button)
                await _shoot(screen, f"form-{form}-{width}", screen.window.locator(".window"))
                await screen.window.get_by_role("button", name="Close").first.click()
                await expect(screen.window).to_be_hidden()
            await screen.page.close()


async def _reports(chromium: Browser) -> None:
    """The report as it is sent round, opened on a desk and on a phone."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_text(html.render(Findings(full_track.approved_mlops())), "utf-8")
        for width in SIZES:
            page = await chromium.new_page(viewport={"width": width, "height": TALL})
            await page.goto(file.as_uri())
            await page.screenshot(path=ALL / f"report-{width}.png")
            await page.close()


def _thread_of(folder: Path, title: str) -> str:
    """The query that leads to a scoping's thread, once it has been shown."""
    for file in (folder / "bot").glob("V*.json"):
        kept = Scoping.model_validate(json.loads(file.read_text("utf-8"))["_default"]["1"])
        if kept.title == title:
            return urlencode({"as": "Ana", "at": kept.channel, "thread": kept.shown["thread"].ts})
    raise LookupError(title)


async def _shoot(screen: Screen, name: str, part: Locator | None = None) -> None:
    await screen.page.wait_for_timeout(SETTLES)
    await (part or screen.page).screenshot(path=ALL / f"{name}.png")


@asynccontextmanager
async def _played() -> AsyncIterator[Path]:
    """A folder in which the first scoping was played, for all pictures to begin with."""
    with tempfile.TemporaryDirectory() as folder:
        async with workspace(Path(folder)):
            pass
        yield Path(folder)


@asynccontextmanager
async def _copied(played: Path) -> AsyncIterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(played, folder, dirs_exist_ok=True)
        yield Path(folder)


if __name__ == "__main__":
    asyncio.run(take(set(sys.argv[1:])))
