"""A change where a number is asked for (30% less, halve it, 10 fewer, -30%), and a share beside what is none.

Neither says a number without the one in the box before; what it would come to there is named.

read("30% less")   # Change(share=-0.3)
read("10 fewer")   # Change(step=-10.0)
read("by a third") # Change(): it does not say in which direction
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from typing import NamedTuple

from dialogs.answers import measured, rough
from dialogs.answers.figures import Figure, even, grouped
from dialogs.answers.figures import read as read_alone
from dialogs.answers.lengths import Nouns
from dialogs.answers.numbers import nouns_beside, unit_beside
from dialogs.answers.one_number import is_free, level_figure, one_figure
from dialogs.answers.text import excerpt
from dialogs.answers.values import Raw, Unreadable
from dialogs.answers.written import with_unit
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.errors import Sentence

LONGEST = 60
"""Characters: what is longer is a story (ours)."""


class Change(NamedTuple):
    """By how much of what there is, or by how many of a `unit`; `signed` where a sign alone says so, as in -30%."""

    share: float | None = None
    step: float | None = None
    unit: str = ""
    signed: bool = False

    def of(self, number: float) -> float | None:
        """What becomes of a number, to the digits people speak in; None where that is not said."""
        if self.step is not None:
            return even(number + self.step)
        if self.share is None:
            return None
        changed = number * (1 + self.share)
        return float(round(changed)) if abs(changed) >= 100 else float(f"{changed:.3g}")


_ABOUT = r"(?:(?:about|roughly|around|approx(?:imately)?|ca\.?|some|nearly|almost|~|at least|down|up) ?)*"
_SHARE = r"(?P<share>\d+(?:[.,]\d+)?) ?(?:%|per ?cent|prozent)"
_NUMBER = r"(?P<step>\d[\d.,]*(?: ?[km]\b)?)"
_IT = r"(?: (?:it|them|that|this|those))?"
_DOWN = r"less|fewer|lower|down|off|reduction|decrease|weniger|niedriger|faster|quicker|shorter|cheaper|smaller|sooner"
_UP = r"more|higher|up|growth|increase|mehr|höher|larger|bigger|longer"
_CUT = r"reduc\w+|cut\w*|lower\w*|decreas\w+|drop\w*|shrink\w*|less|fewer|down|save|saving|minus|senken"
_RAISE = r"rais\w+|increas\w+|grow\w*|more|up|plus|improv\w+|steigern"
_HALF = (
    rf"halv\w+{_IT}|halbier\w+|cut{_IT} in half|half (?:as (?:many|much|long|often)|of (?:it|that|them|today|now)"
    r"|(?:of )?(?:today['’]s?|the current|the present|what it is)(?: \w+)?)|hälfte davon"
)
_SHAPES: tuple[tuple[re.Pattern[str], float | None], ...] = tuple(
    (re.compile(rf"{_ABOUT}(?:{shape})(?: (?:than|of|as|by|every|from|against) .*|{_IT})?", re.IGNORECASE), factor)
    for shape, factor in (
        (_HALF, -0.5),
        (rf"doubl\w+{_IT}|twice (?:as (?:many|much|long|often)|that|it)|verdopp\w+", 1.0),
        (rf"tripl\w+{_IT}|three times as (?:many|much)|verdreif\w+", 2.0),
        (rf"{_SHARE} (?:{_DOWN})(?: \w+)?", -1.0),
        (rf"{_SHARE} (?:{_UP})(?: \w+)?", 1.0),
        (rf"(?:{_CUT}){_IT}(?: by)? {_ABOUT}{_SHARE}(?: less| fewer)?", -1.0),
        (rf"(?:{_RAISE}){_IT}(?: by)? {_ABOUT}{_SHARE}(?: more)?", 1.0),
        (rf"by {_ABOUT}{_SHARE}", None),
        (rf"{_NUMBER}(?: (?P<unit>[^\W\d_]+))? (?:less|fewer|lower|weniger)(?: (?P<behind>\w+))?", -1.0),
        (rf"{_NUMBER}(?: (?P<unit>[^\W\d_]+))? (?:more|higher|mehr)(?: (?P<behind>\w+))?", 1.0),
    )
)
_SIGNED = re.compile(rf"{_ABOUT}(?P<sign>[-−–+]|minus |plus ) ?{_SHARE}", re.IGNORECASE)


def read(entry: str) -> Change | None:
    """The change that an entry says and nothing else; None for anything else."""
    text = " ".join(entry.split()).strip(" .!").casefold()
    if len(text) > LONGEST:
        return None
    with suppress(Unreadable):
        return _read(text)
    return None


def _read(text: str) -> Change | None:
    """Raises Unreadable for a number that is none."""
    said = rough.without_limit(text)
    for words in (said, rough.in_digits(said)):
        if found := _SIGNED.fullmatch(words):
            down = found["sign"].strip() not in ("+", "plus")
            return Change(share=_share(found["share"]) * (-1 if down else 1), signed=True)
        for shape, factor in _SHAPES:
            if found := shape.fullmatch(words):
                return _change(found, factor)
    return None


def _change(found: re.Match[str], factor: float | None) -> Change:
    parts = found.groupdict()
    if factor is None:
        return Change()
    if "share" in parts:
        return Change(share=factor * _share(parts["share"]))
    if "step" in parts:
        return Change(step=factor * read_alone(parts["step"]).number, unit=parts["unit"] or parts["behind"] or "")
    return Change(share=factor)


def _share(words: str) -> float:
    """A part of one; 33.33% is a third."""
    share = float(words.replace(",", ".")) / 100
    part = float(Fraction(share).limit_denominator(12))
    return part if abs(part - share) < _ROUNDED else even(share)


_ROUNDED = 5e-5


class Before(NamedTuple):
    """The number in the box before, as it was typed, with its unit."""

    typed: str
    figure: Figure
    unit: str

    def words(self, number: float) -> str:
        """Another number in the same unit."""
        return with_unit(grouped(number), self.unit)


def before(question: Question, field: AnswerField, entries: Mapping[str, Raw], nouns: Nouns) -> Before | None:
    """The number of anything that was typed into the box before; None where there is none, or none that can be read."""
    boxes = [one for one in question.fields if is_free(one)]
    others = boxes[: boxes.index(field)] if field in boxes else []
    typed = str(entries.get(others[-1].id) or "") if others else ""
    if not typed:
        return None
    with suppress(Unreadable):
        figure = one_figure(others[-1], typed, nouns)
        return Before(typed, figure, unit_beside(figure, timed=True))
    return None


def problems(question: Question, entries: Mapping[str, Raw], said: str = "") -> dict[str, Sentence]:
    """A sentence for each box for a number or a level that says a change, or a share of what is none.

    With what that comes to, where one can say. `said` are the team's own words, as in `fields.parse`.
    """
    asked = [one for one in question.fields if (is_free(one) or one.kind is Kind.LEVEL) and entries.get(one.id)]
    nouns = nouns_beside(question, entries, said)
    found = {one.id: _problem(one, str(entries[one.id]), before(question, one, entries, nouns), nouns) for one in asked}
    return {id: problem for id, problem in found.items() if problem}


def _problem(field: AnswerField, entry: str, stands: Before | None, nouns: Nouns) -> Sentence | None:
    own = None
    with suppress(Unreadable):
        own = (one_figure if is_free(field) else level_figure)(field, entry, nouns)
    is_part = own or _A_PART.match(entry)
    if (stands or not is_part) and (said := _of_a_change(entry, stands)):
        return said
    return _of_a_share(entry, own, stands) if own and own.number and stands else None


_A_PART = re.compile(r"\W*half of\b", re.IGNORECASE)
"""“Half of them”: in the first box it is a share."""


def _of_a_share(entry: str, own: Figure, stands: Before) -> Sentence | None:
    """Half beside 1,250, and 3,900 beside 12%: the one is a share, and the other is none. Nothing of money."""
    unit = unit_beside(own, timed=True)
    if own.percent and stands.figure.number and (not stands.unit or stands.unit.startswith("#")):
        number = stands.words(Change(share=own.number / 100 - 1).of(stands.figure.number) or 0)
        said = {"entry": excerpt(entry.strip()), "beside": stands.words(stands.figure.number), "number": number}
        return Sentence("problem.share_of", said)
    if stands.figure.percent and not own.percent and stands.figure.number and (not unit or unit.startswith("#")):
        said = {"entry": excerpt(entry.strip()), "beside": stands.words(stands.figure.number)}
        return Sentence("problem.share_beside", said)
    return None


def _of_a_change(entry: str, stands: Before | None) -> Sentence | None:
    """What has a sign alone is a change where the number before it has none: -10% may well become -30%."""
    change = read(entry)
    if change is None or (change.step is not None and stands is None):
        return None
    if change.signed and (stands is None or stands.figure.number <= 0 or stands.typed.strip().startswith("+")):
        return None
    said: dict[str, object] = {"entry": excerpt(entry.strip())}
    if stands and (number := _comes_to(change, stands)) is not None:
        said |= {"of": stands.words(stands.figure.number), "number": stands.words(number)}
    return Sentence("problem.change", said)


def _comes_to(change: Change, stands: Before) -> float | None:
    """None of a share, whose change may be one of percentage points, and where another unit is counted in."""
    alike = not change.unit or measured.compared(f"# {change.unit}") == measured.compared(stands.unit)
    return change.of(stands.figure.number) if alike and not stands.figure.percent else None
