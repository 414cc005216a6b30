"""Every limit of Slack's at its edge: exactly so much is accepted, one more is refused, and at the right place."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import orjson
import pytest

from practice.slack.rules.limits import UPDATE_TEXT, message_faults, view_faults
from tests.practice.slack.shapes import (
    BLOCKS,
    CONFIRM,
    ELEMENTS,
    GROUPS,
    PICTURE,
    Json,
    actions,
    ask,
    button,
    line,
    message,
    modal,
    mrkdwn,
    option,
    plain,
    rich,
    section,
    typed,
)


class Bound(NamedTuple):
    """`build(n)` is a payload with n of something; `most` are taken, one more is refused as `error` at `path`."""

    most: int
    build: Callable[[int], Json]
    path: str
    error: str = "invalid_blocks"


def long(count: int) -> str:
    return "x" * count


def options(count: int) -> list[Json]:
    return [option(str(index), f"Option {index}") for index in range(count)]


def pressed(**more: object) -> Json:
    return message(actions(button(**more)))


def beside(kind: str, **more: object) -> Json:
    return message(section(accessory=ELEMENTS[kind] | more))


def said(**more: object) -> Json:
    return message(rich(line({"type": "text", "text": "words"} | more)))


MESSAGES: dict[str, Bound] = {
    "blocks of a message": Bound(50, lambda n: message(*[{"type": "divider"}] * n), "blocks"),
    "characters of the text": Bound(40_000, lambda n: message(section(), text=long(n)), "text", "msg_too_long"),
    "characters of markdown_text": Bound(
        12_000, lambda n: {"channel": "C", "markdown_text": long(n)}, "markdown_text", "msg_too_long"
    ),
    "characters of all markdown blocks": Bound(
        12_000,
        lambda n: message({"type": "markdown", "text": long(n - 6000)}, {"type": "markdown", "text": long(6000)}),
        "blocks",
        "msg_blocks_too_long",
    ),
    "characters of all blocks": Bound(
        13_200,
        lambda n: message(*[section(text=mrkdwn(long(3000)))] * 4, section(text=mrkdwn(long(n - 12_000)))),
        "blocks",
        "msg_blocks_too_long",
    ),
    "characters of a block_id": Bound(255, lambda n: message(section(block_id=long(n))), "blocks/0/block_id"),
    "characters of a section": Bound(3000, lambda n: message(section(text=mrkdwn(long(n)))), "blocks/0/text/text"),
    "fields of a section": Bound(10, lambda n: message(section(fields=[plain()] * n)), "blocks/0/fields"),
    "characters of a field": Bound(2000, lambda n: message(section(fields=[plain(long(n))])), "blocks/0/fields/0/text"),
    "characters of a header": Bound(
        150, lambda n: message({"type": "header", "text": plain(long(n))}), "blocks/0/text/text"
    ),
    "elements of a context": Bound(
        10, lambda n: message({"type": "context", "elements": [plain()] * n}), "blocks/0/elements"
    ),
    "elements of an actions block": Bound(
        25, lambda n: message(actions(*[button(action_id=str(each)) for each in range(n)])), "blocks/0/elements"
    ),
    "characters of an image's alt_text": Bound(
        2000, lambda n: message(PICTURE | {"alt_text": long(n)}), "blocks/0/alt_text"
    ),
    "characters of an image's title": Bound(
        2000, lambda n: message(PICTURE | {"title": plain(long(n))}), "blocks/0/title/text"
    ),
    "characters of an image's address": Bound(
        3000, lambda n: message(PICTURE | {"image_url": "https://e.org/" + long(n - 14)}), "blocks/0/image_url"
    ),
    "rows of a table": Bound(
        100, lambda n: message({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * n}), "blocks/0/rows"
    ),
    "cells of a row": Bound(
        20, lambda n: message({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * n]}), "blocks/0/rows/0"
    ),
    "columns that are set": Bound(
        20,
        lambda n: message(BLOCKS["table"] | {"column_settings": [{"align": "right"}] * n}),
        "blocks/0/column_settings",
    ),
    "characters of a video's author": Bound(
        50, lambda n: message(BLOCKS["video"] | {"author_name": long(n)}), "blocks/0/author_name"
    ),
    "characters of a video's description": Bound(
        200, lambda n: message(BLOCKS["video"] | {"description": plain(long(n))}), "blocks/0/description/text"
    ),
    "characters of a button": Bound(75, lambda n: pressed(text=plain(long(n))), "blocks/0/elements/0/text/text"),
    "characters of a button's value": Bound(2000, lambda n: pressed(value=long(n)), "blocks/0/elements/0/value"),
    "characters of a button's link": Bound(
        3000, lambda n: pressed(url="https://" + long(n - 8)), "blocks/0/elements/0/url"
    ),
    "characters for screen readers": Bound(
        75, lambda n: pressed(accessibility_label=long(n)), "blocks/0/elements/0/accessibility_label"
    ),
    "characters of an action_id": Bound(255, lambda n: pressed(action_id=long(n)), "blocks/0/elements/0/action_id"),
    "characters of a confirmation's title": Bound(
        100,
        lambda n: pressed(confirm=CONFIRM | {"title": plain(long(n))}),
        "blocks/0/elements/0/confirm/title/text",
    ),
    "characters of a confirmation": Bound(
        300, lambda n: pressed(confirm=CONFIRM | {"text": plain(long(n))}), "blocks/0/elements/0/confirm/text/text"
    ),
    "characters of a confirmation's button": Bound(
        30, lambda n: pressed(confirm=CONFIRM | {"deny": plain(long(n))}), "blocks/0/elements/0/confirm/deny/text"
    ),
    "options of an overflow menu": Bound(
        5, lambda n: beside("overflow", options=options(n)), "blocks/0/accessory/options"
    ),
    "options of a menu": Bound(
        100, lambda n: beside("static_select", options=options(n)), "blocks/0/accessory/options"
    ),
    "groups of a menu": Bound(
        100, lambda n: beside("multi_static_select", option_groups=GROUPS * n), "blocks/0/accessory/option_groups"
    ),
    "characters of a group": Bound(
        75,
        lambda n: beside("multi_static_select", option_groups=[GROUPS[0] | {"label": plain(long(n))}]),
        "blocks/0/accessory/option_groups/0/label/text",
    ),
    "characters of an option": Bound(
        75,
        lambda n: beside("static_select", options=[option("a", long(n))]),
        "blocks/0/accessory/options/0/text/text",
    ),
    "characters of an option's value": Bound(
        150, lambda n: beside("static_select", options=[option(long(n))]), "blocks/0/accessory/options/0/value"
    ),
    "characters of an option's description": Bound(
        75,
        lambda n: beside("static_select", options=[option() | {"description": plain(long(n))}]),
        "blocks/0/accessory/options/0/description/text",
    ),
    "people chosen beforehand": Bound(
        3,
        lambda n: beside("multi_users_select", max_selected_items=3, initial_users=["U0000000ANA"] * n),
        "blocks/0/accessory/initial_users",
    ),
    "characters of a piece of rich text": Bound(13_200, lambda n: said(text=long(n)), "blocks", "msg_blocks_too_long"),
    "characters of a link in rich text": Bound(
        3000,
        lambda n: message(rich(line({"type": "link", "url": "https://e.org", "text": long(n)}))),
        "blocks/0/elements/0/elements/0/text",
    ),
    "how far a list is indented": Bound(
        8,
        lambda n: message(rich({"type": "rich_text_list", "style": "bullet", "indent": n, "elements": [line()]})),
        "blocks/0/elements/0/indent",
    ),
    "a skin tone": Bound(
        6,
        lambda n: message(rich(line({"type": "emoji", "name": "wave", "skin_tone": n}))),
        "blocks/0/elements/0/elements/0/skin_tone",
    ),
    "characters of a metadata's type": Bound(
        255,
        lambda n: message(metadata={"event_type": long(n), "event_payload": {}}),
        "metadata/event_type",
        "invalid_metadata_format",
    ),
}


def asked(**more: object) -> Json:
    return modal(ask(typed(**more)))


def chosen(kind: str, **more: object) -> Json:
    return modal(ask(ELEMENTS[kind] | more))


VIEWS: dict[str, Bound] = {
    "characters of a title": Bound(24, lambda n: modal(title=plain(long(n))), "view/title/text"),
    "characters of the submit button": Bound(24, lambda n: modal(submit=plain(long(n))), "view/submit/text"),
    "characters of the close button": Bound(24, lambda n: modal(close=plain(long(n))), "view/close/text"),
    "blocks of a view": Bound(100, lambda n: modal(*[{"type": "divider"}] * n), "view/blocks"),
    "characters of private_metadata": Bound(3000, lambda n: modal(private_metadata=long(n)), "view/private_metadata"),
    "characters of a callback_id": Bound(255, lambda n: modal(callback_id=long(n)), "view/callback_id"),
    "characters of an external_id": Bound(255, lambda n: modal(external_id=long(n)), "view/external_id"),
    "characters of a label": Bound(
        2000, lambda n: modal(ask(typed(), label=plain(long(n)))), "view/blocks/0/label/text"
    ),
    "characters of a hint": Bound(2000, lambda n: modal(ask(typed(), hint=plain(long(n)))), "view/blocks/0/hint/text"),
    "characters of a placeholder": Bound(
        150, lambda n: asked(placeholder=plain(long(n))), "view/blocks/0/element/placeholder/text"
    ),
    "max_length": Bound(3000, lambda n: asked(max_length=n), "view/blocks/0/element/max_length"),
    "min_length": Bound(3000, lambda n: asked(min_length=n), "view/blocks/0/element/min_length"),
    "characters typed beforehand": Bound(
        3000, lambda n: asked(initial_value=long(n)), "view/blocks/0/element/initial_value"
    ),
    "characters typed beforehand where fewer are allowed": Bound(
        20, lambda n: asked(initial_value=long(n), max_length=20), "view/blocks/0/element/initial_value"
    ),
    "checkboxes": Bound(
        10,
        lambda n: chosen("checkboxes", options=options(n), initial_options=options(1)),
        "view/blocks/0/element/options",
    ),
    "radio buttons": Bound(
        10,
        lambda n: chosen("radio_buttons", options=options(n), initial_option=options(1)[0]),
        "view/blocks/0/element/options",
    ),
    "files of a file input": Bound(10, lambda n: chosen("file_input", max_files=n), "view/blocks/0/element/max_files"),
    "the last minute of an hour": Bound(
        59, lambda n: chosen("timepicker", initial_time=f"23:{n}"), "view/blocks/0/element/initial_time"
    ),
    "the last hour of a day": Bound(
        23, lambda n: chosen("timepicker", initial_time=f"{n}:00"), "view/blocks/0/element/initial_time"
    ),
    "the last month": Bound(
        12, lambda n: chosen("datepicker", initial_date=f"2026-{n}-01"), "view/blocks/0/element/initial_date"
    ),
    "the last day": Bound(
        31, lambda n: chosen("datepicker", initial_date=f"2026-01-{n}"), "view/blocks/0/element/initial_date"
    ),
    "the last moment of ten figures": Bound(
        9_999_999_999,
        lambda n: chosen("datetimepicker", initial_date_time=n),
        "view/blocks/0/element/initial_date_time",
    ),
}


@pytest.mark.parametrize("what", MESSAGES)
def test_a_message_may_have_so_much_and_no_more(what: str) -> None:
    most, build, path, error = MESSAGES[what]

    assert message_faults(build(most)) == []
    assert (path, error, True) in [(each.path, each.error, each.refused) for each in message_faults(build(most + 1))]


@pytest.mark.parametrize("what", VIEWS)
def test_a_view_may_have_so_much_and_no_more(what: str) -> None:
    most, build, path, _ = VIEWS[what]

    assert view_faults(build(most)) == []
    assert (path, "invalid_arguments") in [(each.path, each.error) for each in view_faults(build(most + 1))]


FEWEST: dict[str, tuple[Json, Json]] = {  # what there must be: (with one, with none)
    "a character of text": (message(section(text=plain("x"))), message(section(text=plain("")))),
    "an action": (message(actions(button())), message({"type": "actions", "elements": []})),
    "a piece of context": (
        message({"type": "context", "elements": [plain()]}),
        message({"type": "context", "elements": []}),
    ),
    "a field": (message(section(fields=[plain()])), message(section(fields=[]))),
    "a row": (message(BLOCKS["table"]), message({"type": "table", "rows": []})),
    "an option": (beside("overflow", options=options(1)), beside("overflow", options=[])),
    "an option of a menu": (beside("static_select", options=options(1)), beside("static_select", options=[])),
    "a group": (beside("multi_static_select", option_groups=GROUPS), beside("multi_static_select", option_groups=[])),
    "a person to choose": (
        beside("multi_users_select", max_selected_items=1),
        beside("multi_users_select", max_selected_items=0),
    ),
    "a file to choose": (chosen("file_input", max_files=1), chosen("file_input", max_files=0)),
    "a character to type": (asked(max_length=1), asked(max_length=0)),
    "a length that can be reached": (asked(min_length=0), asked(min_length=-1)),
    "an item of a list": (
        message(rich({"type": "rich_text_list", "style": "ordered", "elements": [line()]})),
        message(rich({"type": "rich_text_list", "style": "ordered", "elements": []})),
    ),
    "a part of rich text": (message(rich(line())), message({"type": "rich_text", "elements": []})),
    "a moment of ten figures": (
        chosen("datetimepicker", initial_date_time=1_000_000_000),
        chosen("datetimepicker", initial_date_time=999_999_999),
    ),
}


@pytest.mark.parametrize("what", FEWEST)
def test_there_must_be_at_least(what: str) -> None:
    enough, too_few = FEWEST[what]
    faults = view_faults if enough.get("type") == "modal" else message_faults

    assert faults(enough) == []
    assert [each.refused for each in faults(too_few)] == [True]


def test_an_update_takes_four_thousand_characters() -> None:
    at_the_edge, over = message(section(), text=long(4000)), message(section(), text=long(4001))

    assert message_faults(at_the_edge, longest=UPDATE_TEXT) == []
    assert [each.error for each in message_faults(over, longest=UPDATE_TEXT)] == ["msg_too_long"]


def view_of(size: int) -> Json:
    """A modal of so many bytes as JSON, its words spread over ninety blocks."""
    words = size - len(orjson.dumps(modal(*[section(text=plain(""))] * 90)))
    return modal(*[section(text=plain(long((words + number) // 90))) for number in range(90)])


def test_a_view_takes_250_kilobytes() -> None:
    assert view_faults(view_of(250_000)) == []
    assert [each.error for each in view_faults(view_of(250_001))] == ["view_too_large"]


def test_words_that_slack_cuts_into_several_messages_are_warned_of() -> None:
    (fault,) = message_faults({"channel": "C", "text": long(4041)})

    assert message_faults({"channel": "C", "text": long(4040)}) == []
    assert message_faults(message(section(), text=long(4041))) == []
    assert (fault.error, fault.refused) == ("msg_split", False)
