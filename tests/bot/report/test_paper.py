"""The report on paper and folded: a board's two pages as Chromium prints them, and the whole for whoever wants it."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.report import html, markdown
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from tests import full_track, objected
from tests.bot.report.renew import FILES
from tests.bot.report.spoken import spoken_by
from tests.play import fresh
from tests.practice.conftest import CHROMIUM, QUIETLY

A_BOARD_READS = 2
"""Pages."""
PAPER = 673
"""Pixels between the margins of an A4 page."""
FACTS = ("#glance", "#against", "#change")
LONG = "lorem ipsum dolor sit amet " * 60


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no chromium here")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield launched
        launched.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


def shown(page: Page, scoping: Scoping) -> Page:
    page.set_content(html.render(Findings(scoping)))
    return page


def printed(page: Page) -> int:
    """How many A4 pages it prints on."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4")))


@pytest.mark.parametrize("name", FILES)
def test_a_report_prints_on_two_pages(name: str, page: Page) -> None:
    assert 1 <= printed(shown(page, FILES[name]())) <= A_BOARD_READS


@pytest.mark.parametrize("play", [full_track.spoken_by, spoken_by, objected.hostile])
@pytest.mark.parametrize("words", [LONG, "x" * 900], ids=["long", "unbroken"])
def test_however_much_was_typed(play: Callable[[str], Scoping], words: str, page: Page) -> None:
    assert printed(shown(page, play(words))) <= A_BOARD_READS


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("width", [PAPER, 400])
def test_nothing_of_the_decision_is_cut_off(name: str, width: int, page: Page) -> None:
    shown(page, FILES[name]()).set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media="print" if width == PAPER else "screen")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(_CUT_OFF) == []
    assert all(page.locator(part).is_visible() for part in (".headline", *FACTS))


_CUT_OFF = """() => {
    const long = one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1
    return [...document.querySelectorAll("header *, #report > section:not(.appendix) *")]
        .filter(one => !one.closest("svg") && long(one) && getComputedStyle(one).overflow !== "visible")
        .map(one => one.outerHTML.slice(0, 80))
}"""


def test_the_appendix_is_folded_and_what_is_opened_is_printed(page: Page) -> None:
    shown(page, full_track.approved_mlops())
    answer = page.locator("#answer-case-2")
    assert not answer.is_visible()
    assert page.locator("details[open]").count() == 0

    page.locator("details:has(#rules) > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#rule-money").is_visible()
    assert printed(page) > A_BOARD_READS


def test_everything_opens_and_prints_at_one_key(page: Page) -> None:
    shown(page, full_track.approved_mlops())
    page.get_by_label("Open everything").focus()
    page.keyboard.press("Space")
    assert page.locator("#answer-case-2").is_visible()
    assert page.locator("#sources li").first.is_visible()
    assert printed(page) > 10 * A_BOARD_READS

    page.keyboard.press("Space")
    assert printed(page) <= A_BOARD_READS


def test_a_link_into_the_appendix_opens_it(page: Page) -> None:
    shown(page, objected.standing())
    page.get_by_text("Contents", exact=True).click()
    page.get_by_role("link", name="The rules behind it").click()

    assert page.locator("#rules").is_visible()


@pytest.mark.parametrize("name", FILES)
def test_the_page_and_the_file_tell_a_board_the_same_figures(name: str, page: Page) -> None:
    scoping = FILES[name]()
    shown(page, scoping)
    file = markdown.render(Findings(scoping)).partition("\n## Appendix")[0]
    seen = page.evaluate(_OF_THE_BOARD)

    assert set(_figures(seen)) == set(_figures(file))


_OF_THE_BOARD = """() => [...document.querySelectorAll("header, #report > section:not(.appendix)")]
    .map(one => { const copy = one.cloneNode(true); copy.querySelectorAll("figure").forEach(one => one.remove());
                  return copy.textContent }).join(" ")"""


def _figures(text: str) -> list[str]:
    """Every number but those that only count the lines of a list."""
    return re.findall(r"\d[\d.,]*[kM%]?", re.sub(r"(?m)^\d\. ", "", text))


@pytest.mark.parametrize("name", FILES)
def test_the_file_begins_with_what_a_board_reads(name: str) -> None:
    told = markdown.render(Findings(FILES[name]()))
    board, _, appendix = told.partition("\n## Appendix\n")
    levels = [len(marks) for marks in re.findall(r"(?m)^(#+) ", told)]

    assert appendix
    assert len(board.splitlines()) <= 120
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert re.findall(r"(?m)^## (.+)$", board)[:1] in (["Why"], ["What it is about"])


def test_a_report_with_nothing_said_yet_is_one_page(page: Page) -> None:
    assert printed(shown(page, fresh())) == 1
