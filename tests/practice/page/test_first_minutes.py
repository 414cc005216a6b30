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


async def test_a_first_line_says_who_one_is_and_goes_with_the_first_window_sent_in(screen: Screen) -> None:
    line = screen.control("note", "What to do")
    await expect(line).to_contain_text("You are Ana, project manager. Answer in the thread in #shop, or type /scope in")
    await screen.acts_as("Ivo")
    await expect(line).to_contain_text("You are Ivo, IT director.")
    await screen.acts_as("Sam")
    await expect(line).to_contain_text("You are Sam, supplier from another organisation, and can read along.")
    await screen.acts_as("Mia")
    await screen.opens_thread()
    await screen.presses("Answer", at="to be known by Tue 3 Mar: the comparison")
    await screen.window.get_by_role("textbox").first.fill("Side by side: 12% by chat, 34% by the next shelf.")
    await screen.submits()

    await expect(line).to_be_hidden()
    await screen.page.reload()
    await expect(line).to_be_hidden()


async def test_a_reload_shows_the_same_to_the_same_person(screen: Screen) -> None:
    await screen.acts_as("Tom")
    await screen.opens_thread()
    await screen.page.reload()

    await expect(screen.page.get_by_role("button", name="Act as Tom,")).to_have_attribute("aria-current", "true")
    await expect(screen.thread).to_be_visible()
    await screen.sees("Finding the right shelf")


async def test_an_address_that_leads_nowhere_opens_as_always(screen: Screen) -> None:
    await screen.page.goto(screen.address + "?as=Nobody&at=C0NOWHERE&thread=1.2")

    await screen.sees("Finding the right shelf")
    await expect(screen.page.get_by_role("button", name="Act as Ana,")).to_have_attribute("aria-current", "true")


async def test_a_menu_reads_from_top_to_bottom(screen: Screen) -> None:
    card = screen.message("Finding the right shelf")
    await card.get_by_role("button", name="More actions", exact=True).click()
    items = screen.page.get_by_role("menuitem")
    await expect(items.last).to_have_text("Cancel…")
    tops = [box["y"] for item in await items.all() if (box := await item.bounding_box())]

    assert len(tops) >= 4
    assert tops == sorted(tops)


async def test_direct_messages_say_that_there_is_nothing_to_type(screen: Screen) -> None:
    await screen.goes_to("scopebot")

    await expect(screen.page.get_by_text("There is nothing to type: press its buttons")).to_be_visible()


async def test_the_page_opens_with_a_scoping_that_was_played_half_way(screen: Screen) -> None:
    await screen.opens_thread()

    await expect(screen.message("where the data comes from")).to_contain_text("@Tom")
    await expect(screen.thread.get_by_role("button", name="Answer with Mia's reply")).to_be_visible()
    await expect(screen.message("you say “What those visits cost us, nobody has reckoned”")).to_contain_text("@Ana")
    await expect(screen.thread.get_by_role("button", name="Answer it…")).to_have_count(1)
    await expect(screen.control("button", "Act as Ivo, IT director, 1 new")).to_be_visible()
