"""Slack's rules for blocks, a row for each, and where each may stand."""

from __future__ import annotations

from collections.abc import Iterator

from practice.slack.rules import rich_text
from practice.slack.rules.checks import (
    DOCS,
    EITHER,
    TEXTS,
    At,
    Check,
    Fault,
    Shape,
    boolean,
    kind_of,
    listed,
    many,
    needs_one_of,
    one_of,
    string,
    text,
    type_of,
)
from practice.slack.rules.elements import (
    ELEMENTS,
    IMAGE_URL,
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    NOT_IN_MESSAGES,
    SLACK_FILE,
    URL,
)
from practice.slack.workspace import Json

EVERYWHERE = ("message", "modal", "home")


def _block(name: str, keys: dict[str, Check], needs: tuple[str, ...] = (), also: tuple[Check, ...] = ()) -> Shape:
    return Shape(f"{DOCS}/blocks/{name}-block", {"block_id": string(255), **keys}, needs, also)


def _action_ids_differ(block: Json, at: At) -> Iterator[Fault]:
    elements = [each for each in listed(block.get("elements")) if isinstance(each, dict)]
    ids = [str(each["action_id"]) for each in elements if "action_id" in each]
    for repeated in sorted({each for each in ids if ids.count(each) > 1}):
        yield from at.fault(f"action_id {repeated!r} stands twice in the block")


def _suits_the_surface(block: Json, at: At) -> Iterator[Fault]:
    kind = type_of(block.get("element"))
    if at.surface == "message" and kind in NOT_IN_MESSAGES:
        yield from at.below("element").fault(f"{kind} is not available in messages")


CONTEXT_PARTS = TEXTS | {"image": ELEMENTS["image"]}
CELLS = {
    "raw_text": Shape(f"{DOCS}/blocks/table-block", {"text": string(3000)}, ["text"]),
    "rich_text": Shape(
        f"{DOCS}/blocks/table-block",
        {"elements": many(kind_of(rich_text.PARTS, what="rich text"))},
        ["elements"],
    ),
}

COLUMN = Shape(f"{DOCS}/blocks/table-block", {"align": one_of("left", "center", "right"), "is_wrapped": boolean})

BLOCKS: dict[str, Shape] = {
    "section": _block(
        "section",
        {
            "text": text(3000, *EITHER),
            "fields": many(text(2000, *EITHER), 10),
            "accessory": kind_of(ELEMENTS, IN_SECTION),
            "expand": boolean,
        },
        (),
        (needs_one_of("text", "fields"),),
    ),
    "header": _block("header", {"text": text(150)}, ("text",)),
    "divider": _block("divider", {}),
    "context": _block("context", {"elements": many(kind_of(CONTEXT_PARTS), 10)}, ("elements",)),
    "actions": _block(
        "actions", {"elements": many(kind_of(ELEMENTS, IN_ACTIONS), 25)}, ("elements",), (_action_ids_differ,)
    ),
    "input": _block(
        "input",
        {
            "label": text(2000),
            "element": kind_of(ELEMENTS, IN_INPUT),
            "hint": text(2000),
            "optional": boolean,
            "dispatch_action": boolean,
        },
        ("label", "element"),
        (_suits_the_surface,),
    ),
    "image": _block(
        "image",
        {"image_url": IMAGE_URL, "slack_file": SLACK_FILE, "alt_text": string(2000), "title": text(2000)},
        ("alt_text",),
        (needs_one_of("image_url", "slack_file"),),
    ),
    "rich_text": _block("rich-text", {"elements": many(kind_of(rich_text.PARTS, what="rich text"))}, ("elements",)),
    "markdown": _block("markdown", {"text": string(12_000)}, ("text",)),
    "table": _block(
        "table",
        {
            "rows": many(many(kind_of(CELLS, what="cell"), 20), 100),
            "column_settings": many(COLUMN, 20),
        },
        ("rows",),
    ),
    "video": _block(
        "video",
        {
            "alt_text": string(2000),
            "author_name": string(50),
            "description": text(200),
            "provider_icon_url": URL,
            "provider_name": string(255),
            "title": text(200),
            "title_url": URL,
            "thumbnail_url": URL,
            "video_url": URL,
        },
        ("alt_text", "title", "thumbnail_url", "video_url"),
    ),
}

SURFACES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(BLOCKS, EVERYWHERE),
    "markdown": ("message",),
    "table": ("message",),
}
