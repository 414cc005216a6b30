"""Windows: a wrong entry is explained beside its field, Escape closes, and the keyboard is where one left it."""

from playwright.async_api import expect

from tests.practice.screen import Screen


async def test_an_empty_field_is_pointed_at_and_the_rest_stays(screen: Screen) -> None:
    await screen.goes_to("# churn")
    await screen.types("/scope new Churn early warning")
    await screen.submits("Start")

    await expect(screen.window.get_by_role("alert").first).to_have_text("Please fill this in.")
    await expect(screen.window.get_by_role("textbox", name="The idea")).to_be_focused()
    await expect(screen.window.get_by_role("textbox", name="What is it called?")).to_have_value("Churn early warning")


async def test_what_scopebot_finds_wrong_stands_beside_its_field(screen: Screen) -> None:
    await screen.goes_to("# churn")
    await screen.types("/scope new Churn early warning")
    await screen.enters("The idea", "Tell us who is about to leave.")
    await screen.chooses("Who directs?", "Sam")
    await screen.submits("Start")

    field = screen.window.locator(".field").filter(has_text="Who directs?")
    await expect(field.get_by_role("alert")).to_contain_text("Sam")
    await expect(screen.window.get_by_role("textbox", name="The idea")).to_have_value("Tell us who is about to leave.")


async def test_of_a_long_window_what_is_wrong_is_in_sight(screen: Screen) -> None:
    await screen.page.set_viewport_size({"width": 1280, "height": 400})
    await screen.goes_to("# churn")
    await screen.types("/scope new Churn early warning")
    await screen.enters("The idea", "Tell us who is about to leave.")
    await screen.chooses("Who directs?", "Sam")
    await screen.submits("Start")

    field = screen.window.locator(".field").filter(has_text="Who directs?")
    await expect(field.get_by_role("alert")).to_be_in_viewport()


async def test_what_is_filled_in_again_is_not_wrong_any_more(screen: Screen) -> None:
    await screen.goes_to("# churn")
    await screen.types("/scope new Churn early warning")
    await screen.submits("Start")
    idea = screen.window.locator(".field").filter(has_text="The idea, in a sentence")
    await expect(idea.get_by_role("alert")).to_have_text("Please fill this in.")
    await screen.enters("The idea", "Tell us who is about to leave.")

    await expect(idea.get_by_role("alert")).to_have_count(0)
    await expect(screen.window.get_by_role("alert").first).to_have_text("Please fill this in.")
    await expect(screen.window.get_by_role("textbox", name="The idea")).to_have_value("Tell us who is about to leave.")


async def test_escape_closes_the_window_and_leads_back_to_where_one_typed(screen: Screen) -> None:
    await screen.types("/scope new Churn early warning")
    await expect(screen.window.get_by_role("textbox", name="What is it called?")).to_be_focused()
    await screen.page.keyboard.press("Escape")

    await expect(screen.window).to_be_hidden()
    await expect(screen.page.get_by_role("combobox", name="Message # shop")).to_be_focused()
