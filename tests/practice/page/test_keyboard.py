"""Without a mouse: every control has a role and a name, and is reached and used with keys alone."""

import re
from contextlib import suppress

from playwright.async_api import Locator, expect

from tests.practice.screen import Screen

UNNAMED = re.compile(r"^\s*- (button|textbox|combobox|checkbox|radio|switch|link|menuitem|option)( \[.*\])?:?$", re.M)


async def test_a_scoping_is_begun_and_looked_after_with_keys_alone(screen: Screen) -> None:
    keys = screen.page.keyboard
    await _press_enter_on(screen.control("button", "# churn"))
    composer = screen.page.get_by_role("combobox", name="Message # churn")
    await composer.focus()
    await keys.type("/sc")
    await expect(screen.page.get_by_role("option", name="/scope new")).to_be_visible()
    await keys.press("ArrowDown")
    await keys.press("Tab")
    await expect(composer).to_have_value("/scope new")
    await keys.press("Enter")

    await expect(screen.window.get_by_role("textbox", name="What is it called?")).to_be_focused()
    await _has_no_unnamed_control(screen.window)
    await keys.type("Churn early warning")
    await keys.press("Tab")
    await keys.type("Tell us who is about to leave, early enough to call.")
    await keys.press("Tab")
    await expect(screen.window.get_by_role("combobox", name="Who directs?")).to_be_focused()
    await keys.press("ArrowDown")
    await expect(screen.page.get_by_role("option", name="Ivo")).to_be_visible()
    await keys.type("Ivo")
    await keys.press("Enter")
    await screen.window.get_by_role("button", name="Start").focus()
    await keys.press("Enter")
    await expect(screen.window).to_be_hidden()

    replies = screen.channel.get_by_role("button", name=re.compile("repl"))
    await _press_until_seen(replies, screen.message("1 of 7"))
    await _press_enter_on(screen.message("1 of 7").get_by_role("button", name="More actions", exact=True))
    await expect(screen.page.get_by_role("menuitem").first).to_be_visible()
    await _has_no_unnamed_control(screen.page.locator("body"))
    await keys.press("Escape")
    await _press_enter_on(screen.control("button", "Close thread"))
    await expect(screen.thread).to_be_hidden()
    await expect(composer).to_be_focused()


async def test_every_control_of_the_page_is_found_by_role_and_name(screen: Screen) -> None:
    await _press_enter_on(screen.channel.get_by_role("button", name=re.compile("repl")))
    await _press_enter_on(screen.control("button", "Behind the scenes"))
    for role, name in (
        ("navigation", "Workspace"),
        ("group", "Act as"),
        ("group", "Skip ahead"),
        ("button", "Skip ahead an hour"),
        ("button", "Skip ahead a day"),
        ("button", "Skip ahead a week"),
        ("region", "Channel"),
        ("log", "Messages in # shop"),
        ("complementary", "Thread"),
        ("textbox", "Reply in the thread"),
        ("region", "Behind the scenes"),
        ("switch", "Slow"),
        ("switch", "Duplicates"),
        ("switch", "No files"),
        ("list", "Calls and payloads"),
    ):
        await expect(screen.control(role, name).first).to_be_visible()
    await _has_no_unnamed_control(screen.page.locator("body"))


async def _press_until_seen(control: Locator, seen: Locator) -> None:
    """Presses again where the line was drawn anew, with one reply more, between the focus and the key."""
    for _ in range(3):
        await _press_enter_on(control)
        with suppress(AssertionError):
            await expect(seen).to_be_visible(timeout=8000)
            return


async def _press_enter_on(control: Locator) -> None:
    await control.focus()
    await control.press("Enter")


async def _has_no_unnamed_control(part: Locator) -> None:
    assert UNNAMED.findall(await part.aria_snapshot()) == []
