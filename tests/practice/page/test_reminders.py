"""The clock is skipped ahead, and whoever is late is reminded, once a day, in their own morning."""

from playwright.async_api import expect

from tests.practice.screen import Screen


async def test_skipping_ahead_brings_a_reminder_that_leads_to_the_thread(screen: Screen) -> None:
    for _ in range(2):
        await screen.control("button", "Skip ahead a day").click()
    await expect(screen.control("timer", "").get_by_text("Thu 5 Mar")).to_be_visible()
    await screen.goes_to("scopebot")

    await screen.sees("Morning, Ana", times=1)
    await screen.message("Morning, Ana").get_by_role("link", name="Go to the thread").click()
    await expect(screen.thread).to_contain_text("What those visits cost us, nobody has reckoned")


async def test_a_week_that_is_skipped_has_its_days(screen: Screen) -> None:
    """Mia is rung when she is late, again two working days after; the later reminder takes the place of the first."""
    await screen.control("button", "Skip ahead a week").click()
    await screen.acts_as("Mia")
    await screen.goes_to("scopebot")

    await screen.sees("Morning, Mia", times=1)
    await expect(screen.channel).to_contain_text("Monday, 9 March")
