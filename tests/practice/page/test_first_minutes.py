"""A newcomer opens the page, looks around, types /scope and answers a first question; nothing was read before."""

from playwright.async_api import expect

from tests.practice.screen import Screen


async def test_a_newcomer_begins_a_scoping_and_answers_its_first_question(screen: Screen) -> None:
    await screen.sees("Finding the right shelf")

    await screen.goes_to("# churn")
    await expect(screen.page.get_by_text("Type /scope below")).to_be_visible()

    await screen.types("/scope")
    await screen.enters("What is it called?", "Churn early warning")
    await screen.enters("The idea, in a sentence", "Tell us who is about to leave, early enough to call.")
    await screen.chooses("Who directs?", "Ivo")
    await screen.chooses("Who is on the team?", "Mia", "Tom")
    await screen.submits("Start")

    await expect(screen.window).to_be_hidden()
    await screen.sees("Ana's scoping, Ivo directs, with Mia and Tom")
    await screen.opens_thread()
    await screen.presses("Answer", at="1 of 7")
    await screen.window.get_by_role("textbox").first.fill(
        "Customers leave unnoticed: 12% of 40,000 a year, EUR 1.2M by finance's count of the third quarter."
    )
    await screen.submits()

    await expect(screen.window).to_be_hidden()
    await screen.sees("✔")


async def test_the_page_opens_with_a_scoping_that_was_played_half_way(screen: Screen) -> None:
    await screen.opens_thread()

    await expect(screen.message("where the data comes from")).to_contain_text("@Tom")
    await expect(screen.thread.get_by_role("button", name="Answer with Mia's reply")).to_be_visible()
    await expect(screen.message("you say “What those visits cost us, nobody has reckoned”")).to_contain_text("@Ana")
    await expect(screen.thread.get_by_role("button", name="Answer it…")).to_have_count(1)
    await expect(screen.control("button", "Act as Ivo, IT director, 1 new")).to_be_visible()
