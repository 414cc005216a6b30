"""Each mood of Slack's by its switch, and what the person sees of it."""

import re

from playwright.async_api import Locator, expect

from tests.practice.screen import Screen

ASKED = "this was to be known by Tue 3 Mar: where the data comes from"
SOURCE = "The click log of our own shop, 14 months back, with the data protection officer's consent."
NEEDED = "The order of the shelves opened in a visit, and whether something was bought."


async def test_each_mood_says_what_it_does(screen: Screen) -> None:
    await screen.control("button", "Behind the scenes").click()

    await expect(screen.page.get_by_text("Every second call has to wait a second")).to_be_visible()


async def test_when_slack_is_slow_the_window_comes_late_and_the_answer_is_kept(screen: Screen) -> None:
    await _in_the_mood(screen, "Slow")
    await _answers(screen)

    await _is_answered_once(screen)
    await expect(_line(screen, re.compile(r"ok · 1\d{3} ms"))).to_be_visible()


async def test_when_slack_limits_the_thread_catches_up(screen: Screen) -> None:
    await _in_the_mood(screen, "Rate-limited")
    await _answers(screen)

    await _is_answered_once(screen)
    await expect(_line(screen, "ratelimited")).to_be_visible()


async def test_when_slack_is_down_the_person_is_told_and_later_it_works_again(screen: Screen) -> None:
    await _in_the_mood(screen, "Down")
    await screen.presses("Answer", at=ASKED)

    await expect(screen.told.filter(has_text="scopebot did not answer in time")).to_be_visible()
    await _in_the_mood(screen, "Down")
    await screen.opens(_button(screen))


async def test_an_event_that_comes_again_has_one_effect(screen: Screen) -> None:
    await _in_the_mood(screen, "Retries")
    await screen.acts_as("Tom")
    await screen.replies(SOURCE)

    await expect(screen.thread.get_by_role("button", name="Answer with Tom's reply")).to_have_count(1)
    await expect(_line(screen, "retry 1")).to_be_visible()


async def test_what_is_delivered_twice_is_done_once(screen: Screen) -> None:
    await _in_the_mood(screen, "Duplicates")
    await _answers(screen)

    await _is_answered_once(screen)


async def _in_the_mood(screen: Screen, mood: str) -> None:
    if not await screen.control("switch", mood).is_visible():
        await screen.opens_thread()
        await screen.control("button", "Behind the scenes").click()
    await screen.control("switch", mood).click()


async def _answers(screen: Screen) -> None:
    await screen.opens(_button(screen))
    await screen.window.get_by_role("textbox").nth(0).fill(SOURCE)
    await screen.window.get_by_role("textbox").nth(1).fill(NEEDED)
    await screen.submits()
    await expect(screen.window).to_be_hidden()


def _button(screen: Screen) -> Locator:
    return screen.message(ASKED).get_by_role("button", name="Answer").first


async def _is_answered_once(screen: Screen) -> None:
    settled = screen.thread.get_by_role("article").filter(has_text="✔").filter(has_text="Where the data comes from")
    await expect(settled).to_have_count(1)


def _line(screen: Screen, words: str | re.Pattern[str]) -> Locator:
    return screen.control("listitem", "").filter(has_text=words).first
