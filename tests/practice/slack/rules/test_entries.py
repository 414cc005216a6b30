"""What Slack's own client does not send in for a person, at the edge of each rule."""

from __future__ import annotations

from typing import Any

import pytest

from practice.slack.rules.entries import refusal, refusals
from tests.practice.slack.shapes import ELEMENTS, Json, ask, section, typed

NUMBER = {"type": "number_input", "action_id": "n", "is_decimal_allowed": False}
PEOPLE = ELEMENTS["multi_users_select"] | {"max_selected_items": 2}

TAKEN: dict[str, tuple[Json, str, list[Any], str, list[Any]]] = {
    # a field: (its element, the key of its value, what is sent in, the refusal, what is not)
    "a text that is long enough": (typed(min_length=3), "value", ["abc"], "too_short", ["ab"]),
    "a text that is short enough": (typed(max_length=3), "value", ["abc"], "too_long", ["abcd"]),
    "a text without a limit": (typed(), "value", ["x" * 3000], "too_long", ["x" * 3001]),
    "a whole number": (NUMBER, "value", ["0", "-12"], "not_a_number", ["1.5", "1,5", "one", "1e3", " 1"]),
    "a number": (NUMBER | {"is_decimal_allowed": True}, "value", ["1.5", "2"], "not_a_number", ["1.", ".5", "1,5"]),
    "a number that is large enough": (NUMBER | {"min_value": "2"}, "value", ["2"], "out_of_range", ["1", "-3"]),
    "a number that is small enough": (NUMBER | {"max_value": "9"}, "value", ["9"], "out_of_range", ["10"]),
    "a link": (
        ELEMENTS["url_text_input"],
        "value",
        ["https://example.org", "http://a.b/c?d"],
        "not_a_link",
        ["example.org", "ftp://example.org", "https://", "https://a b"],
    ),
    "an address": (
        ELEMENTS["email_text_input"],
        "value",
        ["ana@example.org"],
        "not_an_email",
        ["ana", "ana@example", "a na@example.org", "@example.org"],
    ),
    "a day": (ELEMENTS["datepicker"], "selected_date", ["2026-03-05"], "not_a_date", ["5 March", "2026-3-5"]),
    "a time": (ELEMENTS["timepicker"], "selected_time", ["09:30"], "not_a_time", ["9:30", "half past nine"]),
    "few enough people": (PEOPLE, "selected_users", [["U1"], ["U1", "U2"]], "too_many", [["U1", "U2", "U3"]]),
}


def state_of(element: Json, key: str, value: Any) -> dict[tuple[str, str], Json]:
    return {("field", element["action_id"]): {"type": element["type"], key: value}}


@pytest.mark.parametrize("what", TAKEN)
def test_sends_in(what: str) -> None:
    element, key, right, error, wrong = TAKEN[what]
    blocks = [ask(element)]

    assert [refusal(blocks, state_of(element, key, value)) for value in right] == [None] * len(right)
    assert [refusal(blocks, state_of(element, key, value)) for value in wrong] == [f"{error}:field"] * len(wrong)


@pytest.mark.parametrize("blank", [None, ""])
def test_an_empty_field_is_refused_unless_it_is_optional(blank: str | None) -> None:
    state = state_of(typed(min_length=3), "value", blank)

    assert refusal([ask(typed(min_length=3))], state) == "missing:field"
    assert refusal([ask(typed(min_length=3), optional=True)], state) is None


def test_nobody_chosen_is_as_empty_as_nothing_typed() -> None:
    assert refusal([ask(PEOPLE)], state_of(PEOPLE, "selected_users", [])) == "missing:field"


def test_a_menu_beside_a_section_may_stay_empty() -> None:
    menu = ELEMENTS["users_select"]

    assert refusal([section(block_id="field", accessory=menu)], state_of(menu, "selected_user", None)) is None


def test_everything_that_is_wrong_is_told_in_the_order_of_the_fields() -> None:
    blocks = [ask(typed(max_length=2), block_id="first"), ask(NUMBER, block_id="second")]
    state = {
        ("first", "value"): {"type": "plain_text_input", "value": "abc"},
        ("second", "n"): {"type": "number_input", "value": None},
    }

    assert list(refusals(blocks, state)) == [("first", "too_long"), ("second", "missing")]
