"""What an act of a case may say: every verb has a way to be done, and asks for what belongs to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from practice.rehearsal.acts import ACTS
from practice.rehearsal.vocabulary import VERBS, Act, Promised, as_list, is_everything

GOOD: dict[str, Any] = {  # what each verb may be done to
    **dict.fromkeys(("answers", "answers_with_reply", "revises", "confirms", "waives", "skips"), "exam.1"),
    **dict.fromkeys(("changes", "meets", "leaves", "misses", "does_not_know", "assigns", "returns"), "exam.1"),
    **dict.fromkeys(
        ("reads", "signs", "proves", "lets_stand", "rejects", "cancels", "puts_off", "says", "presses"), "words"
    ),
    "types": "/scope status",
    "takes": ["exam.1"],
    "accepts": "all",
    "sends_back": {"exam.1": "Which month?"},
    "taps": [1, 2, 3, 4, 5],
    "closes_pulse": True,
    "widens": "full",
    "later": "2026-03-05T09:00:00+01:00",
}
BESIDE = {"because": "It is no use.", "until": "2026-03-05", "to": "Mia"}


def test_every_verb_but_the_passing_of_time_is_done_in_slack() -> None:
    assert set(ACTS) == set(VERBS) - {"later"}
    assert set(GOOD) == set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_with_what_belongs_to_it_is_an_act(verb: str) -> None:
    beside = {VERBS[verb]: BESIDE[VERBS[verb]]} if VERBS[verb] else {}

    assert Act.model_validate({"who": "Ana", verb: GOOD[verb]} | beside).verb == verb


@pytest.mark.parametrize("verb", [verb for verb, needed in VERBS.items() if needed])
def test_a_verb_without_what_belongs_to_it_says_what_is_missing(verb: str) -> None:
    with pytest.raises(ValidationError, match=f"{verb} needs {VERBS[verb]}: as well"):
        Act.model_validate({"who": "Ana", verb: GOOD[verb]})


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "nobody acts": ({"answers": "exam.1"}, "who answers"),
    "somebody unknown acts": ({"who": "Zoe", "says": "Hello"}, "nobody here is called Zoe"),
    "somebody unknown is assigned": ({"who": "Ana", "assigns": "exam.1", "to": "Zoe"}, "nobody here is called Zoe"),
    "nothing is done": ({"who": "Ana"}, "it says nothing that somebody does"),
    "two things are done": ({"who": "Ana", "says": "Hello", "signs": "report"}, "it says says and signs"),
    "a question that is not there": ({"who": "Ana", "answers": "The weather"}, "no question, form or stage called"),
    "four taps": ({"who": "Ana", "taps": [1, 2, 3, 4]}, "asks for 5 numbers from 1 to 5"),
    "a tap of six": ({"who": "Ana", "taps": [1, 2, 3, 4, 6]}, "asks for 5 numbers from 1 to 5"),
    "a track that is not there": ({"who": "Ana", "widens": "long"}, "there is no track “long”"),
    "a condition on somebody unknown": (
        {"who": "Ivo", "accepts": "all", "provided": {"exam.1": {"who": "Zoe"}}},
        "nobody here is called Zoe",
    ),
    "a condition on a question that is not there": (
        {"who": "Ivo", "accepts": "all", "provided": {"The weather": "It is fine."}},
        "no question, form or stage called",
    ),
    "an unknown way on": ({"who": "Ana", "answers": "exam.1", "then": "Later"}, "It is fine as it is"),
    "an unknown key": ({"who": "Ana", "says": "Hello", "loudly": True}, "loudly"),
    "a time without a zone": ({"later": "2026-03-05T09:00:00"}, "timezone"),
}


@pytest.mark.parametrize("what", WRONG)
def test_this_is_no_act(what: str) -> None:
    act, says = WRONG[what]

    with pytest.raises(ValidationError, match=says):
        Act.model_validate(act)


def test_one_name_is_a_list_of_one_and_all_is_all() -> None:
    assert (as_list("exam.1"), as_list(["a", "b"])) == (["exam.1"], ["a", "b"])
    assert [is_everything(each) for each in ("all", "All others", ["all"], "exam.1")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("then", "thereupon", "sent"),
    [
        (None, [], 1),
        ("It is fine as it is", ["It is fine as it is"], 1),
        (
            {"all": "We'll know by a day", "until": "2026-03-06"},
            [{"all": "We'll know by a day", "until": "2026-03-06"}],
            2,
        ),
        ([{"problem": "12 a day"}, "I'll come back to it"], [{"problem": "12 a day"}, "I'll come back to it"], 2),
    ],
)
def test_what_a_window_asks_next_is_answered_in_order(then: Any, thereupon: list[Any], sent: int) -> None:
    act = Act.model_validate({"who": "Ana", "answers": "exam.1"} | ({"then": then} if then else {}))

    assert (act.thereupon, act.sent) == (thereupon, sent)


def test_a_condition_is_a_promise_or_words() -> None:
    given = {"exam.7": {"who": "Tom", "by": "2026-03-20"}, "exam.6": "The works council has agreed."}
    act = Act.model_validate({"who": "Ivo", "accepts": "all", "provided": given})

    assert act.provided == {
        "exam.7": Promised(who="Tom", by=date(2026, 3, 20)),
        "exam.6": "The works council has agreed.",
    }
