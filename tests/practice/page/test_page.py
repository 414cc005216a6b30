"""What the page shows to whom: other people's eyes, their own words, what is edited and what nobody taught it."""

import re

from playwright.async_api import expect

from tests.practice.screen import Screen

TYPED = "<b onclick=alert(1)>loud</b> & <script>alert(2)</script>"


async def test_a_stranger_sees_their_channel_alone_and_is_refused_in_private(screen: Screen) -> None:
    await screen.opens_thread()
    await screen.acts_as("Sam")
    await expect(screen.control("button", "# churn")).to_have_count(0)
    await screen.presses("Answer", at="to be known by Tue 3 Mar: where the data comes from")

    private = screen.page.get_by_role("article").filter(has_text="Only you can see this")
    await expect(private.last).to_be_visible()
    await screen.acts_as("Ana")
    await expect(private).to_have_count(0)


async def test_what_is_typed_is_text_whatever_it_looks_like(screen: Screen) -> None:
    await screen.opens_thread()
    await screen.replies(TYPED)

    await screen.sees(TYPED)
    await expect(screen.page.locator("[onclick]")).to_have_count(0)


async def test_own_messages_can_be_edited_and_deleted(screen: Screen) -> None:
    await screen.opens_thread()
    await screen.replies("We have that number somewhere.")
    await _from_menu(screen, "We have that number", "Edit message")
    await screen.window.get_by_role("textbox", name="Message").fill("We have that number: 12%.")
    await screen.submits()

    await expect(screen.message("We have that number: 12%.")).to_contain_text("(edited)")
    await _from_menu(screen, "We have that number: 12%.", "Delete message")
    await screen.sees("We have that number", times=0)


async def test_a_reply_can_be_recorded_as_an_answer(screen: Screen) -> None:
    await screen.acts_as("Mia")
    await screen.opens_thread()
    await _from_menu(screen, "Side by side", "Record as answer")

    await expect(screen.window.get_by_role("textbox")).to_have_value(re.compile("Side by side on 40,000"))


async def test_the_home_tab_shows_what_is_open_for_whoever_looks(screen: Screen) -> None:
    await screen.acts_as("Tom")
    await screen.goes_to("scopebot Home")

    await expect(screen.page.get_by_text("Finding the right shelf").first).to_be_visible()


async def test_everybody_sees_their_own_time(screen: Screen) -> None:
    await expect(screen.message("Finding the right shelf")).to_contain_text("Mon 9:00")

    await screen.acts_as("Tom")
    await expect(screen.message("Finding the right shelf")).to_contain_text("Mon 3:00")


async def test_every_call_can_be_opened_behind_the_scenes(screen: Screen) -> None:
    await screen.control("button", "Behind the scenes").click()
    await screen.types("/scope help")
    line = screen.page.get_by_role("listitem").filter(has_text="slash_commands: /scope help").first
    await expect(line).to_contain_text("acknowledged")  # it is drawn anew by then, and closed
    await line.locator("summary").click()

    await expect(line).to_contain_text('"command": "/scope"')


async def test_on_a_narrow_screen_the_thread_covers_the_channel(screen: Screen) -> None:
    await screen.page.set_viewport_size({"width": 400, "height": 760})
    await screen.opens_thread()

    await expect(screen.channel).to_be_hidden()
    await screen.control("button", "Close thread").click()
    await expect(screen.channel).to_be_visible()


async def test_a_block_without_a_row_says_so(screen: Screen, web_api: str) -> None:
    video = {
        "type": "video",
        "title": {"type": "plain_text", "text": "A talk"},
        "alt_text": "A talk",
        "video_url": "https://video.example.com/1",
        "thumbnail_url": "https://video.example.com/1.png",
    }
    answer = await screen.page.request.post(
        f"{web_api}chat.postMessage",
        headers={"Authorization": "Bearer xoxb-practice"},
        data={"channel": "C000000SHOP", "text": "A talk", "blocks": [video]},
    )

    assert (await answer.json())["ok"], await answer.text()
    await screen.sees("The page's table has no row for the block “video”.")


async def _from_menu(screen: Screen, words: str, item: str) -> None:
    await screen.message(words).hover()
    await screen.message(words).get_by_role("button", name="Message: more actions").click()
    await screen.page.get_by_role("menuitem", name=item).click()
