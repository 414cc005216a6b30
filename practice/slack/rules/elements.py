"""Slack's rules for block elements and composition objects, a row for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from practice.slack.rules.checks import (
    DOCS,
    EITHER,
    At,
    Check,
    Fault,
    Shape,
    anything,
    at_most_the_other,
    boolean,
    integer,
    listed,
    many,
    needs_one_of,
    not_both,
    one_of,
    pattern,
    string,
    text,
)
from practice.slack.workspace import Json

_ELEMENTS, _OBJECTS = f"{DOCS}/block-elements", f"{DOCS}/composition-objects"

URL = pattern(r"(?s)(?=.{1,3000}$)[A-Za-z][A-Za-z0-9+.-]*:\S+", "a link of at most 3000 characters")
IMAGE_URL = pattern(r"(?=.{1,3000}$)https?://\S+", "an http or https link of at most 3000 characters")
DATE = pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date as YYYY-MM-DD")
TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time as HH:mm")
NUMBER = pattern(r"-?\d+(\.\d+)?", "a number written as a string")
USER, CHANNEL = pattern(r"[UW][A-Z0-9]+", "a user's id"), pattern(r"[CDG][A-Z0-9]+", "a conversation's id")
SLACK_FILE = Shape(f"{_OBJECTS}/slack-file-object", {"id": string(255), "url": URL}, also=[needs_one_of("id", "url")])

CONFIRM = Shape(
    f"{_OBJECTS}/confirmation-dialog-object",
    {
        "title": text(100),
        "text": text(300, *EITHER),
        "confirm": text(30),
        "deny": text(30),
        "style": one_of("primary", "danger"),
    },
    ["title", "text", "confirm", "deny"],
)
DISPATCH = Shape(
    f"{_OBJECTS}/dispatch-action-configuration-object",
    {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 2)},
)
FILTER = Shape(
    f"{_OBJECTS}/conversation-filter-object",
    {
        "include": many(one_of("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)


def _option(*kinds: str, **more: Check) -> Shape:
    keys = {"text": text(75, *kinds), "value": string(150, 0), "description": text(75, *kinds), **more}
    return Shape(f"{_OBJECTS}/option-object", keys, ["text", "value"])


OPTION = _option()
MARKED_OPTION = _option(*EITHER)
OVERFLOW_OPTION = Shape(
    f"{_OBJECTS}/option-object",
    {"text": text(75), "value": string(150, 0), "description": text(75), "url": URL},
    ["text"],
)
OPTION_GROUP = Shape(
    f"{_OBJECTS}/option-group-object", {"label": text(75), "options": many(OPTION, 100)}, ["label", "options"]
)


def _initial_is_offered(value: Json, at: At) -> Iterator[Fault]:
    groups = [each for each in listed(value.get("option_groups")) if isinstance(each, dict)]
    offered = [*listed(value.get("options")), *(each for group in groups for each in listed(group.get("options")))]
    chosen = [value["initial_option"]] if "initial_option" in value else listed(value.get("initial_options"))
    if any(each not in offered for each in chosen):
        yield from at.fault("initial options must be exactly like one of the options")


def _values_differ(value: Json, at: At) -> Iterator[Fault]:
    values = [each.get("value") for each in listed(value.get("options")) if isinstance(each, dict)]
    if any(values.count(each) > 1 for each in values):
        yield from at.fault("two options have the same value")


def _initial_fits(value: Json, at: At) -> Iterator[Fault]:
    words, longest = value.get("initial_value"), value.get("max_length")
    if isinstance(words, str) and isinstance(longest, int) and len(words) > longest:
        yield from at.below("initial_value").fault("initial_value is longer than max_length")


def _initial_are_not_too_many(value: Json, at: At) -> Iterator[Fault]:
    most = value.get("max_selected_items")
    for key in value:
        if key.startswith("initial_") and isinstance(most, int) and len(listed(value[key])) > most:
            yield from at.below(key).fault(f"{key} must be at most max_selected_items, {most}")


def _element(name: str, keys: dict[str, Check], needs: tuple[str, ...] = (), also: tuple[Check, ...] = ()) -> Shape:
    return Shape(f"{_ELEMENTS}/{name}-element", {"action_id": string(255), **keys}, needs, also)


_CONFIRM: dict[str, Check] = {"confirm": CONFIRM}
_FOCUS: dict[str, Check] = {"focus_on_load": boolean}
_HINT: dict[str, Check] = {"placeholder": text(150)}
_TYPED: dict[str, Check] = _HINT | _FOCUS | {"dispatch_action_config": DISPATCH}
_MENU: dict[str, Check] = _HINT | _FOCUS | _CONFIRM
_MOST: dict[str, Check] = {"max_selected_items": integer(1)}
_OFFERS: dict[str, Check] = {"options": many(OPTION, 100), "option_groups": many(OPTION_GROUP, 100)}
_OFFERED = (needs_one_of("options", "option_groups"), not_both("options", "option_groups"), _initial_is_offered)
_OF_CONVERSATIONS: dict[str, Check] = {"default_to_current_conversation": boolean, "filter": FILTER}
_SELECT, _MULTI = "select-menu", "multi-select-menu"


def _select(**keys: Check) -> Shape:
    return _element(_SELECT, _MENU | keys)


def _multi(**keys: Check) -> Shape:
    return _element(_MULTI, _MENU | _MOST | keys, (), (_initial_are_not_too_many,))


ELEMENTS: dict[str, Shape] = {
    "button": _element(
        "button",
        {
            "text": text(75),
            "url": URL,
            "value": string(2000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
        ("text",),
    ),
    "overflow": _element(
        "overflow-menu", _CONFIRM | {"options": many(OVERFLOW_OPTION, 5)}, ("options",), (_values_differ,)
    ),
    "checkboxes": _element(
        "checkboxes",
        _CONFIRM | _FOCUS | {"options": many(MARKED_OPTION, 10), "initial_options": many(MARKED_OPTION, 10)},
        ("options",),
        (_initial_is_offered, _values_differ),
    ),
    "radio_buttons": _element(
        "radio-button-group",
        _CONFIRM | _FOCUS | {"options": many(MARKED_OPTION, 10), "initial_option": MARKED_OPTION},
        ("options",),
        (_initial_is_offered, _values_differ),
    ),
    "static_select": _element(_SELECT, _MENU | _OFFERS | {"initial_option": OPTION}, (), _OFFERED),
    "multi_static_select": _element(
        _MULTI,
        _MENU | _MOST | _OFFERS | {"initial_options": many(OPTION, 100)},
        (),
        (*_OFFERED, _initial_are_not_too_many),
    ),
    "users_select": _select(initial_user=USER),
    "multi_users_select": _multi(initial_users=many(USER)),
    "conversations_select": _select(initial_conversation=CHANNEL, response_url_enabled=boolean, **_OF_CONVERSATIONS),
    "multi_conversations_select": _multi(initial_conversations=many(CHANNEL), **_OF_CONVERSATIONS),
    "channels_select": _select(initial_channel=CHANNEL, response_url_enabled=boolean),
    "multi_channels_select": _multi(initial_channels=many(CHANNEL)),
    "datepicker": _element("date-picker", _MENU | {"initial_date": DATE}),
    "timepicker": _element("time-picker", _MENU | {"initial_time": TIME, "timezone": string(255)}),
    "datetimepicker": _element(
        "datetime-picker", _CONFIRM | _FOCUS | {"initial_date_time": integer(1_000_000_000, 9_999_999_999)}
    ),
    "plain_text_input": _element(
        "plain-text-input",
        _TYPED
        | {
            "initial_value": string(3000, 0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        (),
        (at_most_the_other("min_length", "max_length"), _initial_fits),
    ),
    "email_text_input": _element("email-input", _TYPED | {"initial_value": string(3000, 0)}),
    "url_text_input": _element("url-input", _TYPED | {"initial_value": string(3000, 0)}),
    "number_input": _element(
        "number-input",
        _TYPED | {"is_decimal_allowed": boolean, "initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER},
        ("is_decimal_allowed",),
        (at_most_the_other("min_value", "max_value"),),
    ),
    "rich_text_input": _element("rich-text-input", _TYPED | {"initial_value": anything}),
    "file_input": _element("file-input", {"filetypes": many(string(20)), "max_files": integer(1, 10)}),
    "image": Shape(
        f"{_ELEMENTS}/image-element",
        {"image_url": IMAGE_URL, "slack_file": SLACK_FILE, "alt_text": string(2000)},
        ["alt_text"],
        [needs_one_of("image_url", "slack_file")],
    ),
}

_SELECTS = (
    "static_select",
    "users_select",
    "conversations_select",
    "channels_select",
    "multi_static_select",
    "multi_users_select",
    "multi_conversations_select",
    "multi_channels_select",
)
_CHOICES = ("checkboxes", "radio_buttons", "datepicker", "timepicker", *_SELECTS)
IN_SECTION = ("button", "overflow", "image", *_CHOICES)
IN_ACTIONS = ("button", "overflow", "datetimepicker", *_CHOICES)
IN_INPUT = (
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
    "datetimepicker",
    *_CHOICES,
)
NOT_IN_MESSAGES = ("file_input",)


def has_focus(element: Any) -> bool:
    """Whether this element wants the cursor when the view opens."""
    return isinstance(element, dict) and element.get("focus_on_load") is True
