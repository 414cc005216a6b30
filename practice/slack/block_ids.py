"""The ids Slack makes up: a block_id and action_ids wherever the app named none."""

from __future__ import annotations

import secrets

from practice.slack.workspace import Json


def with_ids(blocks: list[Json]) -> list[Json]:
    """The blocks with a block_id each, and an action_id on every element that can be pressed, chosen or typed in."""
    return [_with_ids(block) for block in blocks]


def _with_ids(block: Json) -> Json:
    block = {"block_id": secrets.token_hex(3), **block}
    for key in ("accessory", "element"):
        if key in block:
            block[key] = _with_action_id(block[key])
    if "elements" in block and block["type"] == "actions":
        block["elements"] = [_with_action_id(each) for each in block["elements"]]
    return block


def _with_action_id(element: Json) -> Json:
    return element if element["type"] == "image" else {"action_id": secrets.token_hex(3)} | element
