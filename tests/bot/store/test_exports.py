"""What `scopebot export` wrote is known again, for each ending, and no other scoping's is taken for it."""

import pytest

from bot.commands.export import FORMATS
from bot.store.exports import is_export, is_of
from tests.endings import EVERY

TITLES = ["Churn early warning", "R&D's *A/B* <test> _now_ #1", "Früherkennung @mia", "“Quoted” \\ `code`"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("ending", EVERY)
def test_an_export_is_known_as_one(ending: str, form: str) -> None:
    assert is_export(FORMATS[form](EVERY[ending]()))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("title", TITLES, ids=["plain", "marks", "letters", "quoted"])
def test_an_export_is_known_to_be_of_its_scoping_whatever_its_title(title: str, form: str) -> None:
    scoping = EVERY["approved_poc"]()
    scoping.title = title
    text = FORMATS[form](scoping)
    other = EVERY["rejected"]().model_copy(update={"id": "V0OTHER", "title": "A canteen"})

    assert is_of(scoping, text)
    assert not is_of(other, text)


@pytest.mark.parametrize(
    "text",
    ["", "# Notes\n\nAna started it on Monday.\n", "<title>Churn early warning: notes</title>", "[1]"],
    ids=["nothing", "notes", "a page", "a list"],
)
def test_what_is_somebodys_own_is_not_taken_for_one_of_ours(text: str) -> None:
    assert not is_export(text)
