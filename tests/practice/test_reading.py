"""What people read on the screen, out of Slack's JSON."""

from __future__ import annotations

from typing import Any

import pytest

from practice import reading, seen
from tests.practice.slack.shapes import BLOCKS, actions, ask, button, line, mrkdwn, plain, rich, section, typed

NAMES = {"U0000000ANA": "Ana", "U0000000IVO": "Ivo"}

WORDS: dict[str, tuple[str, str]] = {  # mrkdwn as it is sent, and as it is read
    "a mention": ("Ask <@U0000000ANA>.", "Ask @Ana."),
    "a mention of somebody unknown": ("Ask <@U0NOBODY>.", "Ask @U0NOBODY."),
    "a mention with a name of its own": ("Ask <@U0NOBODY|Zoe>.", "Ask @Zoe."),
    "a link": ("See <https://example.org>.", "See https://example.org."),
    "a link with words": ("See <https://example.org|the page>.", "See the page."),
    "a channel": ("In <#C00000CHURN|churn>.", "In churn."),
    "everybody": ("Dear <!channel>,", "Dear channel,"),
    "a day": ("By <!date^1772442000^{date}|2 March>.", "By 2 March."),
    "characters": ("3 &lt; 4 &amp; 5 &gt; 4", "3 < 4 & 5 > 4"),
    "an entity of an entity": ("&amp;lt;", "&lt;"),
}


@pytest.mark.parametrize("what", WORDS)
def test_words_read_as_people_read_them(what: str) -> None:
    sent, read = WORDS[what]

    assert reading.mrkdwn(sent, NAMES) == read


def test_rich_text_reads_piece_by_piece() -> None:
    pieces: list[dict[str, Any]] = [
        {"type": "text", "text": "Ask "},
        {"type": "user", "user_id": "U0000000IVO"},
        {"type": "text", "text": " about "},
        {"type": "link", "url": "https://example.org", "text": "the page"},
        {"type": "link", "url": "https://example.org"},
        {"type": "emoji", "name": "wave"},
        {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "today"},
        {"type": "broadcast", "range": "here"},
    ]

    assert reading.words([rich(line(*pieces))], NAMES) == "Ask @Ivo about the pagehttps://example.org:wave:todayhere"


def test_what_is_not_on_the_screen_is_not_read() -> None:
    asking = ask(typed(placeholder=plain("e.g. churn")), label=plain("Goal"), hint=plain("One sentence."))

    assert reading.words([asking], NAMES) == "Goal\nOne sentence."


def test_plain_text_is_read_as_it_stands() -> None:
    assert reading.words([section(text=plain("<@U0000000ANA> &amp;"))], NAMES) == "<@U0000000ANA> &amp;"


def test_a_line_is_a_piece_and_labels_are_words() -> None:
    blocks = [section(text=mrkdwn("*Hello*")), BLOCKS["header"], actions(button(text=plain("Answer")))]

    assert reading.words(blocks, NAMES) == "*Hello*\nwords\nAnswer"
    assert reading.buttons(blocks) == ["Answer"]


def test_people_are_named_once_and_in_their_order() -> None:
    blocks = [
        rich(line({"type": "user", "user_id": "U0000000IVO"}, {"type": "user", "user_id": "U0000000ANA"})),
        section(text=mrkdwn("and <@U0000000MIA>")),
        section(text=plain("not <@U0000000TOM>")),
    ]

    assert reading.mentioned("<@U0000000ANA>", blocks) == ["U0000000ANA", "U0000000IVO", "U0000000MIA"]


def test_a_message_reads_by_its_blocks_and_by_its_text_where_it_has_none() -> None:
    bare = seen.Message("1.1", "C1", "U0000000ANA", "Hello <@U0000000IVO>", [], names=NAMES)
    built = seen.Message(
        "1.1", "C1", "U0000000ANA", "Hello <@U0000000IVO>", [section(text=plain("Words"))], names=NAMES
    )

    assert (bare.plain(), built.plain()) == ("Hello @Ivo", "Words")
    assert built.notification() == "Hello @Ivo"
    assert (bare.author, bare.mentions()) == ("Ana", ["U0000000IVO"])
