"""What each kind of input holds in a view's state: blank, prefilled by the app, and as a person sets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from practice.slack.errors import PracticeError
from practice.slack.workspace import Json, Workspace

HOLDS = {  # element type: the key of its value in the state, and in the element's initial_…
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", ""),
}
TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
MANY = ("selected_options", "selected_users", "selected_conversations", "selected_channels", "files")


def stateful(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each (block, element) whose value a view's state carries."""
    for block, element in interactive(blocks):
        if element["type"] in HOLDS:
            yield block, element


def interactive(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each (block, element) that a person can press, choose or type in, from top to bottom."""
    for block in blocks:
        for element in (block.get("accessory"), block.get("element"), *block.get("elements", [])):
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def prefilled(element: Json) -> Json:
    """The state of an element as the app shows it, before anybody touches it."""
    key, initial = HOLDS[element["type"]]
    blank: Any = [] if key in MANY else None
    return {"type": element["type"], key: element.get(initial, blank)}


def held(state: Json) -> Any:
    """The bare value in an element's state: None, an empty list or an empty string where there is none."""
    return state[HOLDS[state["type"]][0]]


def as_set(element: Json, value: Any, workspace: Workspace) -> Json:
    """The state after a person sets `value`; None clears. Raises PracticeError for what cannot be chosen there."""
    key = HOLDS[element["type"]][0]
    if value is None or value == []:
        return {"type": element["type"], key: [] if key in MANY else None}
    if key in MANY:
        each = value if isinstance(value, list | tuple) else [value]
        return {"type": element["type"], key: [_one(element, key, it, workspace) for it in each]}
    return {"type": element["type"], key: _one(element, key, value, workspace)}


def options(element: Json) -> list[Json]:
    """Everything a menu offers, its groups one after the other."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return list(element.get("options", [])) + grouped


def option(element: Json, wanted: str) -> Json:
    """The option with this value, else this text, else a text that begins so."""
    offered = options(element)
    by_value = {each.get("value"): each for each in offered}
    by_text = {each["text"]["text"]: each for each in offered}
    begun = [each for text, each in by_text.items() if text.startswith(wanted)]
    chosen: Json | None = by_value.get(wanted) or by_text.get(wanted) or next(iter(begun), None)
    if chosen:
        return chosen
    texts = ", ".join(map(repr, by_text))
    raise PracticeError(f"{element['action_id']} offers no {wanted!r}; it offers {texts}.")


def _one(element: Json, key: str, value: Any, workspace: Workspace) -> Any:
    for ending, find in _FINDS.items():
        if key.startswith(ending):
            return find(element, value, workspace)
    return value if isinstance(value, int | dict) and element["type"] not in TYPED else str(value)


def _conversation(element: Json, value: Any, workspace: Workspace) -> str:
    return workspace.channel(value).id


def _rich_text(element: Json, value: Any, workspace: Workspace) -> Json:
    if isinstance(value, dict):
        return value
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
    return {"type": "rich_text", "elements": [section]}


_FINDS: dict[str, Callable[[Json, Any, Workspace], Any]] = {
    "selected_option": lambda element, value, workspace: option(element, str(value)),
    "selected_user": lambda element, value, workspace: workspace.member(value).id,
    "rich_text_value": _rich_text,
    "selected_conversation": _conversation,
    "selected_channel": _conversation,
}
