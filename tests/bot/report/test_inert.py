"""What people type is shown and does nothing: in the file, on the first screen and in the modal."""

import re

import pytest

from bot.report import html, markdown
from bot.screens.messages import report as screens
from bot.words.rich_text import fallback
from dialogs.findings import Findings
from tests.bot.report.conftest import HARMLESS, HOSTILE, harmless_like
from tests.bot.report.spoken import spoken_by
from tests.endings import half_way
from tests.play import ANA, MONDAY, answer, fresh
from tests.reading import Page, elements, flat, text


@pytest.mark.parametrize("words", HOSTILE)
def test_the_file_has_the_same_shape_whatever_was_typed(words: str) -> None:
    hostile, harmless = (
        Page(markdown.render(Findings(spoken_by(words)))),
        Page(markdown.render(Findings(spoken_by(harmless_like(words))))),
    )
    shape = {tag: count for tag, count in hostile.tags.items() if tag not in ("a", "p", "br")}

    assert shape == {tag: count for tag, count in harmless.tags.items() if tag not in ("a", "p", "br")}


def test_an_answer_keeps_its_own_lines_in_both_files() -> None:
    said = ["Support is slow:", "310 hours a month by hand,", "EUR 14k a month.", "Petra pays it."]
    answer(scoping := fresh(), "exam.1", problem="{}\n{}\n\n{}\n{}".format(*said))
    scoping.cancel("Enough.", ANA, MONDAY)
    file, page = markdown.render(Findings(scoping)), html.render(Findings(scoping))

    assert "> {}\\\n> {}\n>\n> {}\\\n> {}\n".format(*said) in file
    assert "{}<br>{}<br><br>{}<br>{}".format(*said) in page


@pytest.mark.parametrize("words", HOSTILE)
def test_the_files_only_links_are_those_a_question_asked_for(words: str) -> None:
    page = Page(markdown.render(Findings(spoken_by(words))))
    harmless = Page(markdown.render(Findings(spoken_by(HARMLESS))))

    assert all(re.match(r"https?://", link) for link in page.links)
    wanted = ("exam.3.comparison", "exam.7.studied")
    given = len(re.findall(r"(?i)https?://", words)) * len(wanted)
    assert len(page.links) <= len(harmless.links) + given


@pytest.mark.parametrize("words", HOSTILE)
def test_the_file_shows_the_words_as_they_were_typed(words: str) -> None:
    seen = flat(Page(markdown.render(Findings(spoken_by(words)))).text)
    first_line = re.sub(r"[\u2028\u202a-\u202e\u2066-\u2069]", "", words.strip().splitlines()[0])

    assert flat(first_line) in seen


@pytest.mark.parametrize("words", HOSTILE)
def test_the_file_names_nobody_and_links_no_bare_address(words: str) -> None:
    text = re.sub(r"<https?://[^>]+>", "", markdown.render(Findings(spoken_by(words))))

    assert not re.search(r"@[A-Za-z0-9]", text)
    assert not re.search(r"(?i)https?://|(?<!\\)\bwww\.", text)


@pytest.mark.parametrize("words", HOSTILE)
def test_slack_gets_plain_text_and_no_mention(words: str) -> None:
    scoping = spoken_by(words)

    for blocks in (screens.first_screen(Findings(scoping)), screens.full(Findings(scoping))):
        kinds = {part["type"] for part in elements(blocks)}
        assert kinds <= {
            "rich_text",
            "rich_text_section",
            "rich_text_list",
            "rich_text_quote",
            "text",
            "link",
        }


@pytest.mark.parametrize("words", HOSTILE)
def test_slacks_links_are_those_a_question_asked_for_and_show_their_address(words: str) -> None:
    scoping = spoken_by(words)
    links = [part for part in elements(screens.full(Findings(scoping))) if part["type"] == "link"]

    assert not [part for part in elements(screens.first_screen(Findings(scoping))) if part["type"] == "link"]
    assert all(part["url"] == part["text"] and re.match(r"https?://", part["url"]) for part in links)


@pytest.mark.parametrize("words", HOSTILE)
def test_slack_shows_the_words_as_they_were_typed(words: str) -> None:
    scoping = spoken_by(words)
    first_line = re.sub(r"[\ue000-\ue001\u2028\u202a-\u202e\u2066-\u2069]", "", words.strip().splitlines()[0])

    assert flat(first_line[:500]).lower() in flat(text(screens.full(Findings(scoping)))).lower()


@pytest.mark.parametrize("words", HOSTILE)
def test_a_notification_escapes_what_slack_parses(words: str) -> None:
    line = fallback(screens.notification(Findings(spoken_by(words))))

    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", line)
    assert "\n" not in line


@pytest.mark.parametrize("words", HOSTILE)
def test_a_file_name_has_only_letters_digits_and_hyphens(words: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.md", screens.file_name(spoken_by(words)))


@pytest.mark.parametrize("words", HOSTILE)
def test_no_directions_are_turned_and_nothing_hides(words: str) -> None:
    scoping = spoken_by(words)
    slack = text(screens.full(Findings(scoping))) + screens.notification(Findings(scoping))

    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f]", slack + markdown.render(Findings(scoping)))
    assert not re.search(r"[\ue000\ue001]", slack)


def test_a_link_the_question_asked_for_is_live_in_both() -> None:
    scoping = half_way()
    wanted = "https://git.example.com/look"

    assert wanted in Page(markdown.render(Findings(scoping))).links
    assert wanted in [part.get("url") for part in elements(screens.full(Findings(scoping)))]
