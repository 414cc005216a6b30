"""What an answer in words promises: who sees to something, by which day. “Tom asks the works council by 15 January.”"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dialogs.answers.days import coming, days, is_open, lacks_a_year
from dialogs.answers.number_words import folded
from dialogs.answers.text import cleaned, excerpt
from dialogs.answers.values import Unreadable

MOST_WORDS = 6
"""Words in which somebody names a day (ours)."""
_SENTENCE = re.compile(r"(?<=[^\d\s][.!?;])\s+|\s*\n\s*")
_BY = re.compile(
    r"\b(?:(?:no|not) later than|at the latest(?: by| on)?|latest(?: by| on)?|by|before|within|until|due(?: by| on)?"
    r"|bis(?: spätestens| zum| ende)?|spätestens(?: bis| am| zum)?|vor dem)\s+(?=\S)",
    re.IGNORECASE,
)
_WAS = r"was|were|had|did|war|waren|hatten?"
_IT_WAS = re.compile(rf"\b(?:{_WAS}|has|have|since|nobody|seit|niemand|said|says|[^\W\d_]+ed)\b", re.IGNORECASE)
"""“Nobody counted before March”, “Tom counted it in May”."""
_NO_DEADLINE: Mapping[str, re.Pattern[str]] = {
    "before": _IT_WAS,
    "vor": _IT_WAS,
    "within": re.compile(r"\b(?:days?|hours?|minutes?)\b", re.IGNORECASE),
}
"""What says, behind such a word, that it is no day by which something is done: how it was, or how fast it always is."""
_OF_NOBODY = re.compile(
    rf"\b(?:until|{_WAS}|each|every|always|daily|weekly|monthly|usually|jede[nrs]?|immer|täglich)\b", re.IGNORECASE
)
"""The same, where nobody is named."""
_I = re.compile(r"\b(?:i|i'll|ich)\b", re.IGNORECASE)
_ACTS = (
    r"(?:(?:will|shall|is going to|to|wird|soll) (?!be\b|have\b|not\b)[^\W\d_]+|asks?|finds? (?:it |this |that )?out"
    r"|finds?|fragt|klärt|findet|erkundigt)"
)
_PART_OF_THE_DAY = re.compile(
    r" (?:morning|noon|afternoon|evening|night|at the latest|latest|abend|mittag)\b", re.IGNORECASE
)
_LEFT_OVER = re.compile(r"^[\s,;:–—-]+|[\s,;:–—-]+$|[\s,;:–—-]+(?=[.!?]$)")


class Promised(NamedTuple):
    """What is seen to: `what`, without the day it is done by; the name that was typed of whoever does it, or “”; and
    the day, None where it names none."""

    what: str
    who: str
    day: date | None


def promised(text: str, names: Sequence[str], today: date) -> Promised | None:
    """What somebody sees to from today on; None where nothing is promised. `names` are those of the people here.

    A day behind “by” and its like is one by which it is done; any other, where a name comes first. Raises Unreadable
    for such a day that may be two, or is none (“by spring”).
    """
    found = [one for sentence in _SENTENCE.split(cleaned(text)) if (one := _in_one(sentence.strip(), names, today))]
    dated = next((one for one in found if one.day), None)
    return dated or next(iter(found), None)


def _in_one(sentence: str, names: Sequence[str], today: date) -> Promised | None:
    who, begins = _who(sentence, names)
    for by in _BY.finditer(sentence):
        denied = _NO_DEADLINE.get(by[0].split()[0].casefold())
        if (denied and denied.search(sentence)) or (not who and _OF_NOBODY.search(sentence)):
            continue
        before = f"{by[0].split()[0]} " if by[0].casefold().startswith(("before", "vor")) else ""
        if found := _day_in(sentence[by.end() :], today, before, asks=bool(who)):
            words, day = found
            return Promised(_without(sentence, by.start(), by.end() + len(words)), who, day) if day >= today else None
    if not (begins or _I.match(sentence)) or _IT_WAS.search(sentence):
        return None
    for start in _last_words(sentence):
        last = _day(sentence[start:].strip(" .!)"), today)
        if last and last >= today:
            return Promised(_without(sentence, start, len(sentence)), who, last)
    acts = re.match(rf"\W*(?:ask )?{re.escape(who)}(?:\s[^\W\d_]+)? {_ACTS}\b", sentence, re.IGNORECASE)
    return Promised(sentence, who, None) if who and acts and not _OF_NOBODY.search(sentence) else None


def _who(sentence: str, names: Sequence[str]) -> tuple[str, bool]:
    """The first name in it of somebody here, and whether it begins with that; “Tom's” is no name."""
    mentions = [
        (found.start(), -len(name), name)
        for name in names
        if name and (found := re.search(rf"(?<!\w){re.escape(name)}(?!\w|['’]s?\b)", sentence, re.IGNORECASE))
    ]
    if not mentions:
        return "", False
    at, _, name = min(mentions)
    return name, bool(re.fullmatch(r"\W*(?:ask |by |we ask |please ask )?@?", sentence[:at], re.IGNORECASE))


def _day_in(text: str, today: date, before: str, *, asks: bool) -> tuple[str, date] | None:
    """The words that are a day, as many as can be, and the day. Where it is asked for, it has to be one."""
    for end in _ends(text):
        if day := _day(before + text[:end].strip(" ,;:!)"), today, asks=asks):
            behind = _PART_OF_THE_DAY.match(text, end)
            return text[: behind.end() if behind else end].rstrip(" ,;:!)"), day
    return None


def _day(words: str, today: date, *, asks: bool = False) -> date | None:
    """The one day that words are, the next one where they name no year."""
    for said in (words, words.rstrip("."), f"in {words}"):
        said = re.sub(r"^(?:the |dem |den |on |am |zum )(?=\d)|(?<=\d)(?:st|nd|rd|th) of(?= )", "", folded(said))
        found = days(said, today)
        if len(found) == 1:
            return found[0]
        if asks and found:
            raise Unreadable("problem.two_days", entry=excerpt(words), first=str(found[0]), second=str(found[1]))
        if lacks_a_year(said) and (next_one := coming(said, today)):
            return next_one
        if asks and is_open(said):
            raise Unreadable("problem.open_day", entry=excerpt(words))
    return None


def _ends(text: str) -> Iterator[int]:
    """Where the first words of a text end: six of them, five, … one."""
    return reversed([found.end() for found in re.finditer(r"\S+", text)][:MOST_WORDS])


def _last_words(text: str) -> Iterator[int]:
    """Where its last words begin, from the last six to the last one."""
    return iter([found.start() for found in re.finditer(r"\S+", text)][1:][-MOST_WORDS:])


def _without(sentence: str, start: int, end: int) -> str:
    """A sentence without the day; all of it where nothing else is said."""
    rest = f"{sentence[:start].rstrip()} {sentence[end:].lstrip()}".replace(" .", ".").replace(" ,", ",")
    rest = _LEFT_OVER.sub("", rest.strip())
    return rest if len(rest.split()) > 1 else sentence
