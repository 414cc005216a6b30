"""A whole director's track by pressing, from /scope to the signed report, as an example has it."""

import re
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, expect

from dialogs.catalog import Question, shipped
from practice.rehearsal.case import FINE, Act, item_named, read
from tests.practice.screen import Screen

CASE = read(Path(__file__).parents[3] / "examples" / "spare-parts-by-hand.yaml").case


async def test_a_team_comes_from_scope_to_the_signed_report(empty_screen: Screen) -> None:
    screen = empty_screen
    await _starts(screen)
    for act in CASE.acts:
        await screen.acts_as(act.who)
        await _DOES[act.verb](screen, act)

    report = screen.message("report").get_by_role("figure", name="report.md")
    await expect(report).to_be_visible()
    await report.get_by_role("button", name="Preview").click()
    await expect(report).to_contain_text(CASE.title)
    async with screen.page.context.expect_page() as opened:
        await screen.message("report").get_by_role("link", name="report.html").click()
    page = await opened.value
    await expect(page.get_by_role("heading", name=CASE.title, exact=True)).to_be_visible()


async def _starts(screen: Screen) -> None:
    await screen.types(f"/scope new {CASE.title}")
    await screen.enters("The idea", CASE.idea)
    await screen.chooses("Who directs?", CASE.director)
    await screen.chooses("Who is on the team?", *CASE.team)
    await screen.submits("Start")
    await screen.opens_thread()


async def _answers(screen: Screen, act: Act) -> None:
    question = item_named(act.answers or "")
    button = _asked(screen, question).get_by_role("button", name=re.compile("^Answer(:|$)"))
    await screen.opens(button.last)
    for name, entry in act.entries.items():
        await _enters(screen, question, name, entry)
    await screen.submits()
    if act.then == FINE:
        await screen.window.get_by_role("button", name=FINE).click()
    await expect(screen.window).to_be_hidden()


async def _assigns(screen: Screen, act: Act) -> None:
    await (
        _asked(screen, item_named(act.assigns or ""))
        .last.get_by_role("button", name="More actions", exact=True)
        .click()
    )
    await screen.page.get_by_role("menuitem", name="Assign…").click()
    await screen.chooses("", act.to)
    await screen.submits()
    await expect(screen.window).to_be_hidden()


async def _accepts(screen: Screen, act: Act) -> None:
    await screen.opens(screen.thread.get_by_role("button", name="Accept or send back").last)
    await screen.window.get_by_role("checkbox").first.click()
    await screen.submits()
    await expect(screen.window).to_be_hidden()


async def _returns(screen: Screen, act: Act) -> None:
    await screen.picks("Return it…", at="Sign off")
    await screen.chooses("", f"{act.returns}")
    await screen.window.get_by_role("textbox").fill(act.because)
    await screen.submits()
    await expect(screen.window).to_be_hidden()


async def _confirms(screen: Screen, act: Act) -> None:
    await screen.thread.get_by_role("button", name="It still holds").last.click()


async def _signs(screen: Screen, act: Act) -> None:
    await screen.thread.get_by_role("button", name="Sign off").last.click()
    await screen.window.get_by_role("button", name="Sign off").click()


async def _enters(screen: Screen, item: str, name: str, entry: Any) -> None:
    """A field goes by its id, also by that of another question of the same form."""
    field = next(field for each in _together(item) for field in each.fields if name in (field.id, field.label))
    if isinstance(entry, list):
        for option in entry:
            await screen.window.get_by_role("checkbox", name=option).click()
    elif field.options:
        wanted = field.options.get(str(entry), str(entry))
        await screen.chooses(field.label, wanted)
    else:
        await screen.enters(field.label, str(entry))


def _together(item: str) -> list[Question]:
    questions = shipped().questions
    return [questions[item], *questions.values()] if item in questions else list(questions.values())


def _asked(screen: Screen, item: str) -> Locator:
    """The messages that ask it, or that have its name where it was sent back."""
    question = shipped().questions.get(item)
    words = (question.ask, question.label) if question else (shipped().stages[item].title,)
    return screen.thread.get_by_role("article").filter(has_text=re.compile("|".join(map(re.escape, words))))


_DOES = {
    "answers": _answers,
    "assigns": _assigns,
    "accepts": _accepts,
    "returns": _returns,
    "confirms": _confirms,
    "signs": _signs,
}
