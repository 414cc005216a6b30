"""What Slack refuses: `message_faults` and `view_faults` name each fault of a payload, and the page that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson

from practice.slack.rules.blocks import BLOCKS, SURFACES
from practice.slack.rules.checks import At, Check, Fault, Shape, boolean, kind_of, listed, many, string, text, type_of
from practice.slack.rules.elements import has_focus
from practice.slack.workspace import Json

__all__ = ["POST_TEXT", "UPDATE_TEXT", "Fault", "message_faults", "view_faults"]

POST_TEXT, UPDATE_TEXT = 40_000, 4_000
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
ALL_WORDS, ALL_MARKDOWN = 13_200, 12_000
ONE_MESSAGE = 4_040
"""From here on Slack cuts a posted text into several messages, of which the app learns of one (measured)."""
VIEW_BYTES = 250_000

_REFERENCE = "docs.slack.dev/reference"
BLOCKS_PAGE = f"{_REFERENCE}/block-kit/blocks"
POST_PAGE, UPDATE_PAGE = f"{_REFERENCE}/methods/chat.postMessage", f"{_REFERENCE}/methods/chat.update"
MODAL_PAGE, HOME_PAGE = f"{_REFERENCE}/views/modal-views", f"{_REFERENCE}/views/home-tab-views"
VIEWS_PAGE, METADATA_PAGE = f"{_REFERENCE}/methods/views.open", "docs.slack.dev/messaging/message-metadata"


def message_faults(payload: Json, longest: int = POST_TEXT) -> list[Fault]:
    """Faults of a message's text, blocks and metadata; `longest` is what this method takes as text."""
    page = UPDATE_PAGE if longest == UPDATE_TEXT else POST_PAGE
    at, blocks = At("", page, "message"), payload.get("blocks")
    return [
        *_text_faults(payload, at, longest),
        *_markdown_faults(payload, at),
        *_block_faults([] if blocks in (None, "") else blocks, At("blocks", BLOCKS_PAGE, "message"), MESSAGE_BLOCKS),
        *_metadata_faults(payload.get("metadata"), At("metadata", METADATA_PAGE, "message")),
        *_all_words_faults(blocks, at),
    ]


def view_faults(view: Any, kind: str | None = None) -> list[Fault]:
    """Faults of a modal or a Home; `kind` is the one this call takes."""
    faults = list(_view_faults(view, kind))
    return [each if each.error == "view_too_large" else replace(each, error="invalid_arguments") for each in faults]


def _view_faults(view: Any, kind: str | None) -> Iterator[Fault]:
    at = At("view", VIEWS_PAGE, kind or "modal")
    if type_of(view) not in VIEWS:
        yield from at.fault(f"must be an object whose type is one of {', '.join(VIEWS)}")
        return
    if kind is not None and view["type"] != kind:
        yield from at.below("type").fault(f"this call takes a {kind}, not a {view['type']}")
        return
    at = replace(at, surface=view["type"])
    yield from VIEWS[view["type"]](view, at)
    if len(orjson.dumps(view)) > VIEW_BYTES:
        yield Fault("view", f"must be at most {VIEW_BYTES} bytes", VIEWS_PAGE, "view_too_large")


def _text_faults(payload: Json, at: At, longest: int) -> Iterator[Fault]:
    words = payload.get("text")
    if not words and not payload.get("markdown_text"):
        says = "must be there: it is what notifications and screen readers show"
        yield Fault("text", says, at.page, "no_text", refused=not payload.get("blocks"))
    if words is not None and not isinstance(words, str):
        yield Fault("text", "must be a string", at.page, "invalid_arguments")
    elif words and len(words) > longest:
        yield Fault("text", f"must be at most {longest} characters, has {len(words)}", at.page, "msg_too_long")
    elif words and len(words) > ONE_MESSAGE and not payload.get("blocks"):
        says = f"of more than {ONE_MESSAGE} characters becomes several messages, has {len(words)}"
        yield Fault("text", says, at.page, "msg_split", refused=False)


def _markdown_faults(payload: Json, at: At) -> Iterator[Fault]:
    words = payload.get("markdown_text")
    if words and (payload.get("text") or payload.get("blocks")):
        yield Fault("markdown_text", "excludes text and blocks", at.page, "markdown_text_conflict")
    for fault in string(ALL_MARKDOWN)(words or " ", at.below("markdown_text")):
        yield replace(fault, error="msg_too_long")
    blocks = [each for each in listed(payload.get("blocks")) if type_of(each) == "markdown"]
    count = sum(map(len, _words(blocks)))
    if count > ALL_MARKDOWN:
        says = f"all markdown blocks together must be at most {ALL_MARKDOWN} characters, have {count}"
        yield Fault("blocks", says, BLOCKS["markdown"].page, "msg_blocks_too_long")


def _metadata_faults(metadata: Any, at: At) -> Iterator[Fault]:
    if metadata in (None, {}):
        return
    for fault in METADATA(metadata, at):
        yield replace(fault, error="invalid_metadata_format")


def _payload_is_an_object(value: Any, at: At) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield from at.fault("must be an object")


METADATA = Shape(
    METADATA_PAGE,
    {"event_type": string(255), "event_payload": _payload_is_an_object},
    ["event_type", "event_payload"],
)


def _block_faults(blocks: Any, at: At, most: int) -> Iterator[Fault]:
    if not isinstance(blocks, list):
        yield Fault(at.path, "must be a list of blocks", at.page, "invalid_blocks_format")
        return
    yield from many(_block, most, fewest=0)(blocks, at)
    whole = [each for each in blocks if isinstance(each, dict)]
    yield from _ids_differ(whole, at)
    if sum(map(has_focus, _elements(whole))) > 1:
        yield from at.fault("focus_on_load may be true for one element only")


def _block(block: Any, at: At) -> Iterator[Fault]:
    kind = type_of(block)
    if kind in SURFACES and at.surface not in SURFACES[kind]:
        yield from at.on(BLOCKS[kind].page).fault(f"{kind} may not stand in a {at.surface}")
        return
    yield from kind_of(BLOCKS, what="block")(block, at)


def _elements(blocks: list[Json]) -> Iterator[Any]:
    for block in blocks:
        yield from (block.get("element"), block.get("accessory"))
        yield from listed(block.get("elements"))


def _ids_differ(blocks: list[Json], at: At) -> Iterator[Fault]:
    ids = [each["block_id"] for each in blocks if "block_id" in each]
    for repeated in sorted({str(each) for each in ids if ids.count(each) > 1}):
        yield from at.fault(f"block_id {repeated!r} stands twice")


def _all_words_faults(blocks: Any, at: At) -> Iterator[Fault]:
    words = sum(map(len, _words(blocks)))
    if words > ALL_WORDS:
        says = f"all text of the blocks must be at most about {ALL_WORDS} characters, has {words}"
        yield Fault("blocks", says, at.page, "msg_blocks_too_long")


def _words(tree: Any) -> Iterator[str]:
    if isinstance(tree, list):
        for each in tree:
            yield from _words(each)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from _words(value)


def _view_blocks(value: Any, at: At) -> Iterator[Fault]:
    yield from _block_faults(value, at.on(BLOCKS_PAGE), VIEW_BLOCKS)


def _inputs_can_be_submitted(view: Json, at: At) -> Iterator[Fault]:
    if any(type_of(each) == "input" for each in listed(view.get("blocks"))) and not view.get("submit"):
        yield from at.fault("a modal with an input block needs submit")


_ANY_VIEW: dict[str, Check] = {
    "blocks": _view_blocks,
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
VIEWS: dict[str, Shape] = {
    "modal": Shape(
        MODAL_PAGE,
        {
            **_ANY_VIEW,
            "title": text(24),
            "submit": text(24),
            "close": text(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
        ["title", "blocks"],
        [_inputs_can_be_submitted],
    ),
    "home": Shape(HOME_PAGE, _ANY_VIEW, ["blocks"]),
}
