"""Every ending has a report on file that anybody can read; `python -m tests.bot.report.renew` renews them."""

import pytest

from bot.report import markdown
from dialogs.findings import Findings
from tests.bot.report.renew import FILES, GOLDEN, PAGES, both, page
from tests.html_reading import Html
from tests.reading import placeholders


@pytest.mark.parametrize("name", FILES)
def test_the_report_reads_as_the_one_on_file(name: str) -> None:
    assert both(FILES[name]()) == (GOLDEN / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_page_reads_as_the_one_on_file(name: str) -> None:
    assert page(PAGES[name]()) == (GOLDEN / f"{name}.html").read_text("utf-8")


def test_no_report_is_on_file_that_nothing_renews() -> None:
    assert {file.stem for file in GOLDEN.glob("*.md")} == set(FILES)
    assert {file.stem for file in GOLDEN.glob("*.html")} == set(PAGES)


def test_nothing_on_file_is_left_to_be_filled_in() -> None:
    files = [file.read_text("utf-8") for file in GOLDEN.glob("*.md")]
    pages = [Html(file.read_text("utf-8")).text for file in GOLDEN.glob("*.html")]

    assert placeholders([*files, *pages]) == []


@pytest.mark.parametrize("name", FILES)
def test_a_report_is_the_same_however_often_it_is_made(name: str) -> None:
    scoping = FILES[name]()
    before = scoping.model_dump()

    assert markdown.render(Findings(scoping)) == markdown.render(Findings(scoping))
    assert scoping.model_dump() == before
