"""What Slack's own client refuses to send: fields left empty, too long, or not what the field asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from practice.slack import inputs
from practice.slack.workspace import Json

Typed = Mapping[tuple[str, str], Json]
"""What stands in the fields of a view: the state by (block_id, action_id)."""


def refusal(blocks: list[Json], typed: Typed) -> str | None:
    """The first thing wrong with what was typed, as kind:block_id, or None."""
    return next((f"{kind}:{block_id}" for block_id, kind in refusals(blocks, typed)), None)


def refusals(blocks: list[Json], typed: Typed) -> Iterator[tuple[str, str]]:
    """Everything that is wrong with what was typed: each block_id with the kind of what is wrong there."""
    for block, element in inputs.stateful(blocks):
        value = inputs.held(typed[block["block_id"], element["action_id"]])
        empty = value in (None, "", [])
        if empty and block["type"] == "input" and not block.get("optional"):
            yield block["block_id"], "missing"
        kind = None if empty else _mistyped(element, value)
        if kind:
            yield block["block_id"], kind


def _mistyped(element: Json, value: Any) -> str | None:
    check = _CHECKS.get(element["type"])
    return check(element, value) if check else None


def _text(element: Json, value: str) -> str | None:
    if len(value) < element.get("min_length", 0):
        return "too_short"
    return "too_long" if len(value) > element.get("max_length", 3000) else None


def _number(element: Json, value: str) -> str | None:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "not_a_number"
    low, high = float(element.get("min_value", "-inf")), float(element.get("max_value", "inf"))
    return None if low <= float(value) <= high else "out_of_range"


def _like(pattern: str, kind: str) -> Callable[[Json, Any], str | None]:
    return lambda element, value: None if re.fullmatch(pattern, value) else kind


def _chosen(element: Json, value: list[Any]) -> str | None:
    return "too_many" if len(value) > element.get("max_selected_items", len(value)) else None


_CHECKS: dict[str, Callable[[Json, Any], str | None]] = {
    "plain_text_input": _text,
    "number_input": _number,
    "url_text_input": _like(r"https?://[^\s/]+\S*", "not_a_link"),
    "email_text_input": _like(r"[^\s@]+@[^\s@]+\.[^\s@]+", "not_an_email"),
    "datepicker": _like(r"\d{4}-\d{2}-\d{2}", "not_a_date"),
    "timepicker": _like(r"\d{2}:\d{2}", "not_a_time"),
    **dict.fromkeys(
        ("multi_static_select", "multi_users_select", "multi_conversations_select", "multi_channels_select"), _chosen
    ),
}
