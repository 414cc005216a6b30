"""Reads what was rendered, as Slack or a Markdown reader would."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt
from slack_sdk.models.blocks import Block

from bot.screens.messages import conversation
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from practice.reading import words
from practice.slack.rules.blocks import BLOCKS
from practice.slack.rules.checks import At

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class Page(HTMLParser):
    """The tags of a rendered page, its links and its text."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.links: list[str] = []
        self.text = ""
        self.feed(READER.render(markdown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def elements(blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    """Everything with a type in the blocks, from the outside in."""
    for block in blocks:
        yield from _inside(block.to_dict())


def text(blocks: Sequence[Block]) -> str:
    """What a person reads, links by their labels."""
    return "".join(part.get("text", "") for part in elements(blocks) if part["type"] in ("text", "link"))


def faults(blocks: Sequence[Block]) -> list[str]:
    """What Slack would refuse in a modal, by its documented rules; an element without content counts too."""
    at = At("", "", "modal")
    refused = [fault.says for block in blocks for fault in BLOCKS["rich_text"](block.to_dict(), at)]
    return refused + ["empty" for part in elements(blocks) if not part.get("elements", part.get("text"))]


def flat(words: str) -> str:
    """Words without the spaces and invisible marks that rendering may add or take away."""
    return re.sub(r"[\s\u2060]+", "", words)


def _inside(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if "type" in part:
            yield part
        for value in part.values():
            yield from _inside(value)
    elif isinstance(part, list):
        for value in part:
            yield from _inside(value)


def words_of(kept: Scoping, key: str) -> str:
    """All words of a message."""
    found = next(message for message in conversation.messages(Findings(kept)) if message.key == key)
    return words(list(found.blocks), {})


def placeholders(rendered: Any) -> list[str]:
    """What was not filled in: pairs of braces in any text of a screen, a document or a page."""
    if isinstance(rendered, str):
        return re.findall(r"\{[^{}]*\}", rendered)
    parts = rendered.values() if isinstance(rendered, dict) else rendered if isinstance(rendered, list | tuple) else ()
    return [found for part in parts for found in placeholders(part)]
