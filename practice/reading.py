"""What a person reads on the screen: the words, labels and mentions of a list of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from practice.slack.workspace import Json

TOKEN = re.compile(r"<([^<>\s|]+)(?:\|([^<>]*))?>")
MENTIONED = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
A_PIECE = (
    "plain_text",
    "mrkdwn",
    "markdown",
    "raw_text",
    "rich_text_section",
    "rich_text_preformatted",
    "rich_text_quote",
)


def words(blocks: list[Json], names: dict[str, str]) -> str:
    """All words of the blocks, a line per piece, with mentions as @Name."""
    return "\n".join(piece for piece in (_plain(each, names) for each in _pieces(blocks)) if piece)


def mrkdwn(text: str, names: dict[str, str]) -> str:
    """Text as it reads in Slack: mentions by name, links by their label, entities as characters."""
    shown = TOKEN.sub(lambda found: _token(found, names), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def buttons(blocks: list[Json]) -> list[str]:
    """The labels of the buttons, in the order they are read."""
    return [each["text"]["text"] for each in _found(blocks, "button")]


def menu(blocks: list[Json]) -> list[str]:
    """The options of the overflow menus."""
    return [option["text"]["text"] for each in _found(blocks, "overflow") for option in each["options"]]


def mentioned(text: str, blocks: list[Json]) -> list[str]:
    """The ids of the people named, each once, in order."""
    ids = MENTIONED.findall(text)
    for each in _every(blocks):
        if each.get("type") == "user" and "user_id" in each:
            ids.append(each["user_id"])
        elif each.get("type") == "mrkdwn":
            ids += MENTIONED.findall(each["text"])
    return list(dict.fromkeys(ids))


def _pieces(tree: Any) -> Iterator[Json]:
    """The pieces of text, a line of rich text counting as one."""
    if isinstance(tree, list):
        for each in tree:
            yield from _pieces(each)
    elif isinstance(tree, dict):
        if tree.get("type") in A_PIECE:
            yield tree
        else:
            for key, value in tree.items():
                if key not in ("placeholder", "confirm"):
                    yield from _pieces(value)


def _plain(piece: Json, names: dict[str, str]) -> str:
    if "elements" in piece:
        return "".join(_inline(each, names) for each in piece["elements"])
    text = str(piece["text"])
    return mrkdwn(text, names) if piece["type"] == "mrkdwn" else text


def _inline(element: Json, names: dict[str, str]) -> str:
    kind = element["type"]
    if kind == "user":
        return "@" + str(names.get(element["user_id"], element["user_id"]))
    if kind == "link":
        return str(element.get("text") or element["url"])
    if kind == "emoji":
        return f":{element['name']}:"
    if kind == "date":
        return str(element.get("fallback") or element["format"])
    return str(element.get("text") or element.get("channel_id") or element.get("range") or "")


def _token(found: re.Match[str], names: dict[str, str]) -> str:
    target, label = str(found.group(1)), str(found.group(2) or "")
    if target.startswith("@"):
        return "@" + str(names.get(target[1:], label or target[1:]))
    if target.startswith("!date^"):
        return label or target
    return label or target.lstrip("#!")


def _found(blocks: list[Json], kind: str) -> Iterator[Json]:
    return (each for each in _every(blocks) if each.get("type") == kind)


def _every(tree: Any) -> Iterator[Json]:
    if isinstance(tree, list):
        for each in tree:
            yield from _every(each)
    elif isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from _every(value)
