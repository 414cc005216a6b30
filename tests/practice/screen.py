"""The page as a person uses it: found by role and name, pressed and typed into."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, Self

from playwright.async_api import Browser, Locator, Page, expect
from playwright.async_api import TimeoutError as Late

LOOKS_FOR = 30_000
PRESSES, PATIENCE = 5, 6_000


class Screen:
    """`elsewhere` are requests that left this machine, `complaints` what the browser's console complained of."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []

    @classmethod
    async def opened(cls, browser: Browser, address: str, width: int = 1280, height: int = 860) -> Self:
        page = await browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(LOOKS_FOR)
        expect.set_options(timeout=LOOKS_FOR)
        screen = cls(page, address)
        page.on("request", lambda request: screen._requested(request.url))
        page.on("console", lambda said: screen.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: screen.complaints.append(str(error)))
        await page.goto(address)
        await expect(page.get_by_role("banner")).to_be_visible()
        return screen

    def _requested(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:")):
            self.elsewhere.append(url)

    @property
    def window(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("complementary", name="Thread")

    @property
    def channel(self) -> Locator:
        return self.page.get_by_role("log", name=re.compile("^Messages in [^t]"))

    @property
    def told(self) -> Locator:
        """What the page tells whoever did something, in passing."""
        return self.page.get_by_role("alert")

    def control(self, role: Any, name: str) -> Locator:
        return self.page.get_by_role(role, name=name)

    async def acts_as(self, name: str) -> None:
        await self.page.get_by_role("button", name=f"Act as {name},").click()
        await expect(self.page.get_by_role("button", name=f"Act as {name},")).to_have_attribute("aria-current", "true")

    async def goes_to(self, place: str) -> None:
        await (
            self.page.get_by_role("group", name=re.compile("Channels|Direct|Apps"))
            .get_by_role("button", name=re.compile(f"^{re.escape(place)}"))
            .first.click()
        )

    async def opens_thread(self) -> None:
        """Presses again where the message was drawn anew under the press, as people do."""
        for _ in range(PRESSES):
            await self.channel.get_by_role("button", name=re.compile("repl")).last.click()
            with suppress(Late):
                await self.thread.wait_for(timeout=PATIENCE)
                break
        await expect(self.thread).to_be_visible()
        await expect(self.page).to_have_url(re.compile("thread="))  # the address follows what is shown

    async def types(self, text: str) -> None:
        """Into the channel, and sends it."""
        await self._sends(self.page.get_by_role("combobox", name=re.compile("^Message")), text)

    async def replies(self, text: str) -> None:
        await self._sends(self.page.get_by_role("textbox", name="Reply in the thread"), text)

    async def _sends(self, field: Locator, text: str) -> None:
        await field.fill(text)
        await field.press("Enter")

    def message(self, words: str) -> Locator:
        """The newest message with these words, wherever it is seen."""
        return self.page.get_by_role("article").filter(has_text=words).last

    async def presses(self, label: str, at: str) -> None:
        """The button of the newest message with these words."""
        await self.message(at).get_by_role("button", name=re.compile(f"^{re.escape(label)}(:|$)")).first.click()

    async def opens(self, control: Locator) -> None:
        """Presses until a window is there: a message that is just being edited may miss a press, as everywhere."""
        for _ in range(4):
            if not await self.window.is_visible():
                await control.click()
            try:
                await self.window.wait_for(timeout=8000)
            except Late:
                continue
            return
        await expect(self.window).to_be_visible()

    async def picks(self, label: str, at: str) -> None:
        """From the ⋯ of a message of the bot's."""
        await self.message(at).get_by_role("button", name="More actions", exact=True).click()
        await self.page.get_by_role("menuitem", name=label).click()

    async def chooses(self, field: str, *options: str) -> None:
        """From a menu in the window."""
        menu = self.window.get_by_role("combobox", name=field)
        await menu.click()
        for option in options:
            await self.page.get_by_role("option", name=option).click()
        if len(options) > 1 or await menu.get_attribute("aria-expanded") == "true":
            await self.page.keyboard.press("Escape")

    async def enters(self, field: str, text: str) -> None:
        await self.window.get_by_role("textbox", name=field).fill(text)

    async def submits(self, label: str = "Save") -> None:
        await self.window.get_by_role("button", name=label, exact=True).click()

    async def sees(self, words: str, *, times: int | None = None) -> None:
        """A message with these words, wherever on the page; as often as said."""
        found = self.page.get_by_role("article").filter(has_text=words)
        if times is None:
            await expect(found.last).to_be_visible()
        else:
            await expect(found).to_have_count(times)
