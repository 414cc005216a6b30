"""What would most likely sink it, and each objection, as it reads in the file, on the page and in Slack."""

import re
from collections.abc import Callable, Mapping

import pytest

from bot.report import html, markdown
from bot.screens.messages import report as screens
from bot.words.templates import sentences
from dialogs.catalog import shipped
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from tests.bot.report.conftest import HARMLESS, HARMLESS_IN_HEBREW, HOSTILE
from tests.html_reading import Html
from tests.objected import examined, hostile, met_in_each_way, standing
from tests.play import fresh
from tests.reading import Page, elements, faults, flat, text

SINKS, OBJECTED = "What would most likely sink this", "What was objected"
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "the file": ("What speaks against it", SINKS, OBJECTED),
    "the page": ("What speaks against it", SINKS, OBJECTED),
    "Slack": (SINKS, "Objections that stand", OBJECTED),
}


def page(scoping: Scoping) -> str:
    return html.render(Findings(scoping), draw=lambda _: "<svg></svg>")


def slack(scoping: Scoping) -> str:
    return text(screens.full(Findings(scoping)))


OUTPUTS: dict[str, Callable[[Scoping], str]] = {
    "the file": lambda scoping: Page(markdown.render(Findings(scoping))).text,
    "the page": lambda scoping: Html(page(scoping)).text,
    "Slack": slack,
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_each_output_has_the_sections_where_something_stands(output: str) -> None:
    read = OUTPUTS[output](standing())
    places = [read.index(section) for section in SECTIONS[output]]

    assert places == sorted(places)
    assert "Would help most, against 1: a line, and today's figure or cases without it beside it." in read


@pytest.mark.parametrize("output", OUTPUTS)
def test_no_output_has_them_where_nothing_stands(output: str) -> None:
    read = OUTPUTS[output](examined({}))

    assert not [section for section in (SINKS, "Objections that stand", OBJECTED) if section in read]


@pytest.mark.parametrize("output", OUTPUTS)
def test_what_was_not_judged_is_named_in_a_line(output: str) -> None:
    read = OUTPUTS[output](examined({}))

    assert "Not judged on this track: what a mistake costs; whether it can become as good as needed; " in read
    assert "Not judged" not in OUTPUTS[output](fresh(track="full"))


def test_every_rule_that_may_be_missing_has_a_name() -> None:
    rules = [rule.id for rule in shipped().objections if rule.kind != "clash"]

    assert [rule for rule in rules if f"unjudged.{rule}" not in sentences()] == []


def test_the_lines_read_as_they_are_said() -> None:
    lines = re.findall(r"(?m)^\d\. (.+)$", markdown.render(Findings(standing())))

    assert lines == [
        "Nobody could say whether it had worked. *the problem* · open",
        "It was judged on a random part of the same data, and met other cases. *data* · open",
        "Nobody had tried the simple way first. *the technology came before the problem* · "
        "left: “The rule is forbidden by the works council”, Ana",
    ]


@pytest.mark.parametrize("output", OUTPUTS)
def test_how_each_ended_is_told(output: str) -> None:
    read = OUTPUTS[output](met_in_each_way())

    assert "Ana answered: “Twenty calls from the new branch join the test.” A condition: Tom, 3 April 2026." in read
    assert "Ana left it, because “The rule is forbidden by the works council.”" in read
    assert "Mia said that it misses the point: “Both classes come from the same export.”" in read
    assert "The answer was changed, and it no longer holds." in read


@pytest.mark.parametrize("words", HOSTILE)
def test_the_file_has_the_same_shape_whatever_was_typed(words: str) -> None:
    typed, harmless = (Page(_in_file(hostile(said))) for said in (words, _harmless_like(words)))

    assert _but(typed.tags, "a", "p", "br") == _but(harmless.tags, "a", "p", "br")


@pytest.mark.parametrize("words", HOSTILE)
def test_the_page_has_the_same_shape_whatever_was_typed(words: str) -> None:
    typed, harmless = (Html(_in_page(hostile(said))) for said in (words, _harmless_like(words)))

    assert _but(typed.tags, "a", "br") == _but(harmless.tags, "a", "br")
    assert (typed.styles, typed.ids) == (harmless.styles, harmless.ids)


@pytest.mark.parametrize("words", HOSTILE)
def test_slack_gets_words_and_no_mention(words: str) -> None:
    blocks = screens.full(Findings(hostile(words)))

    assert not faults(blocks)
    assert not [part for part in elements(blocks) if part["type"] in ("user", "usergroup", "broadcast", "channel")]


@pytest.mark.parametrize("words", HOSTILE)
def test_the_words_are_shown_as_they_were_typed(words: str) -> None:
    first = re.sub(r"[\u2028\u202a-\u202e\u2066-\u2069]", "", words.strip().splitlines()[0])[:250]

    for output in ("the file", "the page"):
        assert flat(f"left it, because “{first}") in flat(OUTPUTS[output](hostile(words)))


def test_every_link_on_the_page_leads_somewhere() -> None:
    for scoping in (standing(), met_in_each_way()):
        read = Html(page(scoping))
        inside = {link["href"][1:] for link in read.links if link["href"].startswith("#")}

        assert inside <= set(read.ids)


def _harmless_like(words: str) -> str:
    """Words that do nothing, of which the same is objected to: a gap is none beside a figure, a link or Hebrew."""
    objected = [(one.name, one.paths) for one in Findings(hostile(words)).objecting.found]
    alike = (HARMLESS, HARMLESS_IN_HEBREW, "We shall see.")
    found = ((said, Findings(hostile(said)).objecting.found) for said in alike)
    return next(said for said, others in found if [(one.name, one.paths) for one in others] == objected)


def _in_file(scoping: Scoping) -> str:
    """The sections about objections in the file."""
    parts = re.split(r"(?m)^(?=###? )", markdown.render(Findings(scoping)))
    return "".join(part for part in parts if part.lstrip("# ").startswith(SECTIONS["the file"]))


def _in_page(scoping: Scoping) -> str:
    """The same on the page."""
    found = re.findall(
        r'(?s)<(section|div) id="((?:sinks|against|objections)".*?)</(?:section|details)>', page(scoping)
    )
    assert len(found) == len(SECTIONS["the page"])
    return "".join(part for _, part in found)


def _but(tags: Mapping[str, int], *free: str) -> dict[str, int]:
    return {tag: count for tag, count in tags.items() if tag not in free}
