"""What a field holds: blank, filled in by the app, and as people set it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from practice.client import PracticeError
from practice.slack import inputs
from practice.slack.workspace import Workspace
from tests.practice.slack.shapes import ELEMENTS, GROUPS, Json, actions, ask, button, option, section, typed

OPTIONS = [option("a", "Apples"), option("b", "Bananas")]
MENU = {"type": "static_select", "action_id": "s", "options": OPTIONS}
BOXES = {"type": "checkboxes", "action_id": "c", "options": OPTIONS}


@pytest.fixture
def here() -> Workspace:
    return Workspace(lambda: datetime(2026, 3, 2, 9, tzinfo=UTC))


SET: dict[str, tuple[Json, Any, Json]] = {  # (the element, what a person sets, what the state holds then)
    "words": (typed(), "hello", {"value": "hello"}),
    "a number as words": (ELEMENTS["number_input"], 12, {"value": "12"}),
    "an option by its value": (MENU, "b", {"selected_option": OPTIONS[1]}),
    "an option by its text": (MENU, "Bananas", {"selected_option": OPTIONS[1]}),
    "an option by how it begins": (MENU, "Ban", {"selected_option": OPTIONS[1]}),
    "an option of a group": (ELEMENTS["multi_static_select"], "A", {"selected_options": [GROUPS[0]["options"][0]]}),
    "several boxes": (BOXES, ["a", "b"], {"selected_options": OPTIONS}),
    "one box": (BOXES, "a", {"selected_options": OPTIONS[:1]}),
    "a person by name": (ELEMENTS["users_select"], "Ivo", {"selected_user": "U0000000IVO"}),
    "people": (ELEMENTS["multi_users_select"], ["ana", "@Ivo"], {"selected_users": ["U0000000ANA", "U0000000IVO"]}),
    "a channel": (ELEMENTS["channels_select"], "#churn", {"selected_channel": "C00000CHURN"}),
    "conversations": (ELEMENTS["multi_conversations_select"], ["shop"], {"selected_conversations": ["C000000SHOP"]}),
    "a day": (ELEMENTS["datepicker"], "2026-03-05", {"selected_date": "2026-03-05"}),
    "a moment": (ELEMENTS["datetimepicker"], 1_780_000_000, {"selected_date_time": 1_780_000_000}),
    "nothing": (typed(), None, {"value": None}),
    "nobody": (ELEMENTS["multi_users_select"], [], {"selected_users": []}),
}


@pytest.mark.parametrize("what", SET)
def test_a_person_sets(what: str, here: Workspace) -> None:
    element, value, held = SET[what]

    assert inputs.as_set(element, value, here) == {"type": element["type"]} | held


@pytest.mark.parametrize(
    ("element", "value", "says"),
    [
        (MENU, "Cherries", "offers no 'Cherries'; it offers 'Apples', 'Bananas'"),
        (ELEMENTS["users_select"], "Nobody", "Nobody here is called 'Nobody'"),
        (ELEMENTS["channels_select"], "#nowhere", "There is no channel '#nowhere'"),
    ],
)
def test_what_is_not_offered_cannot_be_chosen(element: Json, value: str, says: str, here: Workspace) -> None:
    with pytest.raises(PracticeError, match=says):
        inputs.as_set(element, value, here)


def test_rich_text_is_typed_as_one_section(here: Workspace) -> None:
    state = inputs.as_set(ELEMENTS["rich_text_input"], "words", here)

    assert state["rich_text_value"]["elements"][0]["elements"] == [{"type": "text", "text": "words"}]


@pytest.mark.parametrize("kind", sorted(inputs.HOLDS))
def test_every_kind_is_blank_until_the_app_fills_it_in(kind: str) -> None:
    element = {key: value for key, value in ELEMENTS[kind].items() if not key.startswith("initial_")}
    key, initial = inputs.HOLDS[kind]

    assert inputs.held(inputs.prefilled(element)) == ([] if key in inputs.MANY else None)
    if initial:
        assert inputs.held(inputs.prefilled(element | {initial: "filled in"})) == "filled in"


def test_what_can_be_pressed_is_found_from_top_to_bottom() -> None:
    blocks = [section(accessory=button(action_id="first")), ask(typed()), actions(MENU, button(action_id="last"))]

    assert [element["action_id"] for _, element in inputs.interactive(blocks)] == ["first", "value", "s", "last"]
    assert [element["action_id"] for _, element in inputs.stateful(blocks)] == ["value", "s"]
