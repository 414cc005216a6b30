"""The vocabulary of the rules: what each small check lets pass, and the fault it yields for anything else."""

from __future__ import annotations

from typing import Any

import pytest

from practice.slack.rules.checks import (
    EITHER,
    At,
    Check,
    Fault,
    Shape,
    anything,
    at_most_the_other,
    boolean,
    integer,
    kind_of,
    many,
    needs_one_of,
    not_both,
    one_of,
    pattern,
    string,
    text,
)

HERE = At("blocks/0", "docs.slack.dev/a-page", "message")
INNER = Shape("docs.slack.dev/inner", {"name": string(5), "flag": boolean}, ["name"], [needs_one_of("flag", "type")])
TABLE = {"cat": INNER, "dog": Shape("docs.slack.dev/dog", {})}

CASES: dict[str, tuple[Check, list[Any], list[Any]]] = {  # a check: (what passes, what does not)
    "string": (string(3), ["a", "abc", "äöü"], ["", "abcd", 7, None, ["a"]]),
    "string that may be empty": (string(3, 0), ["", "abc"], ["abcd"]),
    "pattern": (pattern(r"\d+", "a number"), ["1", "123"], ["", "1a", "a1", 1]),
    "boolean": (boolean, [True, False], [0, 1, "true", None]),
    "integer": (integer(1, 3), [1, 3], [0, 4, "2", 2.0, True]),
    "integer without an end": (integer(1), [1, 10**9], [0]),
    "one_of": (one_of("left", "right"), ["left"], ["Left", "", None, ["left"]]),
    "many": (many(string(1), most=2), [["a"], ["a", "b"]], [[], ["a", "b", "c"], ["ab"], "a", {"a": 1}]),
    "many that may be none": (many(string(1), fewest=0), [[]], [None]),
    "anything": (anything, [None, 7, {"a": []}], []),
    "kind_of": (kind_of(TABLE), [{"type": "dog"}], [{"type": "cow"}, {"type": ["dog"]}, {}, "dog", None]),
    "kind_of some": (kind_of(TABLE, ["dog"]), [{"type": "dog"}], [{"type": "cat", "name": "Tom", "flag": True}]),
    "needs_one_of": (needs_one_of("a", "b"), [{"a": 1}, {"a": 1, "b": 1}], [{}, {"c": 1}]),
    "not_both": (not_both("a", "b"), [{}, {"a": 1}, {"b": 1}], [{"a": 1, "b": 1}]),
    "at_most_the_other": (
        at_most_the_other("low", "high"),
        [{}, {"low": 1}, {"low": "2", "high": "2"}, {"low": "many", "high": "1"}],
        [{"low": "2.5", "high": "2"}, {"low": 3, "high": 2}],
    ),
    "plain text": (
        text(5),
        [{"type": "plain_text", "text": "words"}, {"type": "plain_text", "text": "a", "emoji": True}],
        [{"type": "mrkdwn", "text": "a"}, {"type": "plain_text"}, {"type": "plain_text", "text": "wordss"}, "words"],
    ),
    "text of either kind": (text(5, *EITHER), [{"type": "mrkdwn", "text": "*a*", "verbatim": True}], [{"text": "a"}]),
    "shape": (
        INNER,
        [{"name": "Tom", "flag": True}, {"type": "cat", "name": "Tom"}],
        [{"flag": True}, {"name": "Tom"}, {"name": "Tommie", "flag": True}, {"name": "Tom", "flag": 1}, [], None],
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_a_check_lets_pass_what_is_right_and_nothing_else(what: str) -> None:
    check, right, wrong = CASES[what]

    assert [list(check(value, HERE)) for value in right] == [[]] * len(right)
    assert all(list(check(value, HERE)) for value in wrong)


def test_a_fault_says_where_what_and_on_which_page() -> None:
    faults = list(many(kind_of(TABLE), 1)([{"type": "cat", "name": "Tommie", "age": 3}], HERE))

    assert [(each.path, each.page) for each in faults] == [
        ("blocks/0/0/name", "docs.slack.dev/inner"),
        ("blocks/0/0/age", "docs.slack.dev/inner"),
    ]
    assert faults[0].says == "must be at most 5 characters, has 6"
    assert faults[1].says == "no such field: age"
    assert {(each.error, each.refused) for each in faults} == {("invalid_blocks", True)}


def test_what_is_missing_is_named() -> None:
    assert [each.says for each in INNER({}, HERE)] == [
        "missing required field: name",
        "missing required field: flag or type",
    ]


def test_a_list_that_is_too_long_is_looked_through_all_the_same() -> None:
    assert [each.path for each in many(string(1), most=1)(["a", "bb"], HERE)] == ["blocks/0", "blocks/0/1"]


def test_a_text_in_a_short_place_says_what_the_place_takes() -> None:
    (fault,) = text(5)({"type": "plain_text", "text": "x" * 6}, HERE)
    over = list(text(5)({"type": "plain_text", "text": "x" * 3001}, HERE))

    assert (fault.path, fault.page) == ("blocks/0/text", "docs.slack.dev/a-page")
    assert [each.says for each in over] == ["must be at most 3000 characters, has 3001"]


def test_a_place_grows_key_by_key() -> None:
    assert At("", "page", "modal").below("view").below("blocks").below(3).path == "view/blocks/3"
    assert list(HERE.on("docs.slack.dev/other").fault("no")) == [Fault("blocks/0", "no", "docs.slack.dev/other")]
