"""Who sees to something by which day, as people say it in a sentence; and what only sounds like it."""

from datetime import date

import pytest

from dialogs.answers.promised import Promised, promised
from dialogs.answers.values import Unreadable

TODAY = date(2026, 12, 1)
NAMES = ("Tom", "Mia", "Ana Berg", "Ana")
JANUARY, FRIDAY = date(2027, 1, 15), date(2026, 12, 4)


def read(text: str) -> Promised | None:
    return promised(text, NAMES, TODAY)


@pytest.mark.parametrize(
    ("text", "what", "who", "day"),
    [
        ("tom asks the works council by 15 january", "tom asks the works council", "Tom", JANUARY),
        ("It is forbidden. Tom asks legal by 15 Jan. That is all.", "Tom asks legal", "Tom", JANUARY),
        ("ask tom by friday", "ask tom", "Tom", FRIDAY),
        ("We count it by the end of January.", "We count it", "", date(2027, 1, 31)),
        ("Tom reckons it again before March", "Tom reckons it again", "Tom", date(2027, 2, 28)),
        ("Tom fragt vor März", "Tom fragt", "Tom", date(2027, 2, 28)),
        ("Tom asks before 15 January", "Tom asks", "Tom", JANUARY),
        ("Tom asks before the end of January", "Tom asks", "Tom", date(2027, 1, 31)),
        ("Petra clarifies it with legal by Friday evening", "Petra clarifies it with legal", "", FRIDAY),
        ("tom, friday", "tom, friday", "Tom", FRIDAY),
        ("Tom – by 15 January", "Tom – by 15 January", "Tom", JANUARY),
        ("Mia fragt Tom bis 15. Januar", "Mia fragt Tom", "Mia", JANUARY),
        ("I ask him on Friday", "I ask him", "", FRIDAY),
        ("Tom's list is checked by Mia by the 15th of January", "Tom's list is checked by Mia", "Mia", JANUARY),
        ("ana berg counts within two weeks", "ana berg counts", "Ana Berg", date(2026, 12, 15)),
        ("Tom will ask the customers", "Tom will ask the customers", "Tom", None),
    ],
)
def test_what_is_promised_is_who_what_and_by_when(text: str, what: str, who: str, day: date | None) -> None:
    assert read(text) == Promised(what, who, day)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody counted before March; since then 41 days.",
        "It was counted by May.",
        "Tom counted it in May.",
        "Tom checks each one before it is sent.",
        "Tom asks every customer.",
        "Each is called within a day by the shop.",
        "The old line ran until March.",
        "The model was built by Tom.",
        "We look at 15 January and 15 June of every year.",
        "The trays are sorted by a clerk.",
    ],
)
def test_how_it_was_and_how_it_always_is_promises_nothing(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [("Tom asks by next friday", "problem.two_days"), ("tom asks legal by spring", "problem.open_day")],
)
def test_a_day_that_is_none_or_two_is_asked_for(text: str, key: str) -> None:
    with pytest.raises(Unreadable) as unread:
        read(text)

    assert unread.value.sentence.key == key
