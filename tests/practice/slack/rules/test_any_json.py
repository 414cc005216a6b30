"""Whatever JSON an app sends, the rules answer with faults and never fall over; a good payload has none."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from practice.slack.rules.limits import message_faults, view_faults
from tests.practice.slack.shapes import BLOCKS, ELEMENTS, Json, ask, home, message, modal, section

GOOD: list[Json] = [
    *BLOCKS.values(),
    *(section(accessory=element) for element in ELEMENTS.values()),
    *(ask(element) for element in ELEMENTS.values()),
]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.text(max_size=5)
    | st.sampled_from(["plain_text", "button", "modal"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "value"]), inner),
    max_leaves=5,
)


def places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value in a payload."""
    if path:
        yield path
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in steps:
        yield from places(value, (*path, key))


@st.composite
def spoilt(draw: st.DrawFn) -> Json:
    """A good block with something else in one of its places."""
    block = copy.deepcopy(draw(st.sampled_from(GOOD)))
    path = draw(st.sampled_from(list(places(block))))
    parent: Any = block
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = draw(ANYTHING)
    return block


@settings(max_examples=150, deadline=None)
@given(spoilt())
def test_a_spoilt_block_is_judged_on_every_surface(block: Json) -> None:
    for faults in (message_faults(message(block)), view_faults(modal(block)), view_faults(home(block))):
        assert all(fault.path and fault.says and fault.error for fault in faults)


@settings(max_examples=100, deadline=None)
@given(ANYTHING, ANYTHING, ANYTHING)
def test_a_spoilt_payload_is_judged(text: Any, blocks: Any, metadata: Any) -> None:
    message_faults({"channel": "C", "text": text, "blocks": blocks, "metadata": metadata, "markdown_text": text})
    view_faults(blocks)
    view_faults({"type": "modal", "title": text, "blocks": blocks, "submit": metadata})
