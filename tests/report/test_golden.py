"""Every ending has a report on file that anybody can read; `python -m tests.report.renew` renews them."""

import pytest

from bot import markdown
from tests.report.endings import EVERY
from tests.report.renew import GOLDEN, both


@pytest.mark.parametrize("name", EVERY)
def test_the_report_reads_as_the_one_on_file(name: str) -> None:
    assert both(EVERY[name]()) == (GOLDEN / f"{name}.md").read_text("utf-8")


def test_no_report_is_on_file_that_nothing_renews() -> None:
    assert {file.stem for file in GOLDEN.glob("*.md")} == set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_a_report_is_the_same_however_often_it_is_made(name: str) -> None:
    scoping = EVERY[name]()
    before = scoping.model_dump()

    assert markdown.render(scoping) == markdown.render(scoping)
    assert scoping.model_dump() == before
