"""What would sink the project, found in the answers: each rule's table worked out, quoted, and how it ended.

The rules are data (dialogs/catalog/objections.yaml); what they look at is dialogs/findings/objections/looks.py, and
how an objection was met is excuses.py.

found = Findings(record).objecting.found      # the objections there are, and the notes
found[0].ask                                  # "You measure “photo recognised” and want …"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from dialogs.catalog import Level, Objection, kept
from dialogs.catalog.objection_checks import unjudged
from dialogs.catalog.objections import HURTS, Row
from dialogs.catalog.signs import has_digits
from dialogs.findings.judgements import Judgements
from dialogs.findings.objections import excuses, looks
from dialogs.findings.objections.excuses import Excuse, Says
from dialogs.findings.objections.looks import Place, Seen
from dialogs.record import quoting
from dialogs.record.parts import NOTHING_SAID, Condition, Entry
from dialogs.record.record import Record

MOST_QUOTED = 4
_QUOTED = re.compile(r"\{([a-z_][\w.]*)\}")
_SHORT = 160


@dataclass(frozen=True)
class Found:
    """An objection that the answers draw: the answers quoted, its words, and how it was met, if it was.

    `accepted`: the director said that this is enough, or met it. Of a stop nobody else's words are. `hurts`: the rule
    is about harm, and a wrong answer could hurt somebody.
    """

    name: str
    rule: Objection
    level: Level
    question: str
    paths: tuple[str, ...]
    ask: str
    settle: str
    flip: str
    sunk: str
    excuse: Excuse | None
    accepted: bool
    hurts: bool = False

    @property
    def is_open(self) -> bool:
        """Nobody has met it."""
        return self.level is not Level.NOTE and self.excuse is None

    @property
    def is_pending(self) -> bool:
        """A stop that somebody met, and the director has not said whether that is enough."""
        return self.level is Level.STOP and self.excuse is not None and not self.accepted

    @property
    def stands(self) -> bool:
        return self.is_open or self.is_pending


def covered(record: Record, one: Found) -> Condition | None:
    """The condition on which the director took an answer to which something is objected that nobody has met."""
    if not one.is_open:
        return None
    about = (made for made in record.conditions if made.about == one.question and not made.objection)
    return next((made for made in reversed(list(about)) if not made.assumes and not made.proves), None)


class Objecting:
    """All that a record's answers draw, the rules that no answer on this track can tell of, each worked out once."""

    def __init__(self, judged: Judgements) -> None:
        self._judged = judged

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """In the catalogue's order; of a rule and those it gives way to only those, also while they are open.

        Of a rule that looks at several answers to one question, the first.
        """
        drawn = tuple(_drawn(self._judged))
        there = {(one.rule.id, one.question) for one in drawn}
        first: dict[tuple[str, str], Found] = {}
        for rule, question, found in drawn:
            if found and not any((other, question) in there for other in rule.yields_to):
                first.setdefault((rule.id, question), found)
        return tuple(first.values())

    @cached_property
    def _by_question(self) -> Mapping[str, tuple[Found, ...]]:
        by: dict[str, tuple[Found, ...]] = {}
        for one in self.found:
            by[one.question] = (*by.get(one.question, ()), one)
        return by

    def about(self, question: str) -> tuple[Found, ...]:
        """What is objected to an answer, notes and all."""
        return self._by_question.get(question, ())

    def stops(self, question: str) -> bool:
        """Whether a stop nobody has met is about an answer."""
        return any(one.is_open and one.level is Level.STOP for one in self.about(question))

    def pends(self, question: str) -> bool:
        """Whether the director has to say whether the words to a stop are enough."""
        return any(one.is_pending for one in self.about(question))

    def reasons(self, rule: str) -> tuple[str, ...]:
        """What was said, each time, to what was asked back by a rule."""
        return tuple(self._reasons.get(rule, ()))

    @cached_property
    def _reasons(self) -> Mapping[str, list[str]]:
        said: dict[str, list[str]] = {}
        for asked in (asked for entry in self._judged.record.entries.values() for asked in entry.asked_back):
            said.setdefault(asked.rule, []).append(asked.reason)
        return said

    @cached_property
    def standing(self) -> tuple[Found, ...]:
        """Those that hold the signature (a stop its stage, too)."""
        return tuple(one for one in self.found if one.stands)

    @cached_property
    def hurts(self) -> bool:
        """Whether a wrong answer could hurt somebody, as far as the answers say."""
        return HURTS in self._judged.record.catalog.facts and bool(looks.holds(self._judged, HURTS))

    @cached_property
    def not_judged(self) -> tuple[Objection, ...]:
        """Rules of which nothing is asked on this track, and those that look at what a team's catalogue leaves out."""
        record = self._judged.record
        return tuple(
            rule
            for rule in record.catalog.objections
            if rule.id in _unjudged(record.catalog_digest)
            or (rule.asked_of and not any(_is_there(record, rule, question) for question in rule.asked_of))
        )


class _Drawn(NamedTuple):
    """A rule that is drawn by the answers there are, or (no `found`) looks at one that is open."""

    rule: Objection
    question: str
    found: Found | None


def _drawn(judged: Judgements) -> Iterator[_Drawn]:
    lacking = _unjudged(judged.record.catalog_digest)
    for rule in judged.record.catalog.objections:
        if rule.id not in lacking:
            yield from judged.made(f"rule:{rule.id}", partial(_drawn_by, rule))


def _drawn_by(rule: Objection, judged: Judgements) -> tuple[_Drawn, ...]:
    """What one rule draws; remembered by what it reads of the answers and of what they come to."""
    answered = (at for at in _places(judged.record, rule) if _is_answered(judged.record, at[0]))
    return tuple(one for question, place in answered for one in _worked_out(judged, rule, question, place))


def _places(record: Record, rule: Objection) -> Iterator[tuple[str, Place]]:
    """Which question it is asked of, and where it is worked out; a rule for each of several, once for each."""
    if rule.each:
        for at, beside in rule.each.items():
            question = record.catalog.question_at(at)
            if quoting.is_asked(record, question):
                yield question, Place(at, beside)
        return
    there = (question for question in rule.asked_of if _is_there(record, rule, question))
    asked = (quoting.filled(record, question) for question in there)
    first = next((question for question in asked if quoting.is_asked(record, question)), "")
    if first:
        yield first, Place()


def _worked_out(judged: Judgements, rule: Objection, question: str, place: Place) -> Iterator[_Drawn]:
    """What a table comes to at a place; nothing where that is no objection."""
    seen = looks.seen(judged, rule, place)
    hurts = looks.holds(judged, HURTS) if _is_about_harm(rule) else False
    if seen is None or hurts is None:
        yield _Drawn(rule, question, None)
        return
    row = fitting(rule, seen.values)
    level = _level(judged.record, rule, row, place, hurts=hurts)
    if level is not Level.QUIET:
        found = _found(judged, rule, row, level, question, place, seen)
        yield _Drawn(rule, question, replace(found, hurts=hurts))


def _level(record: Record, rule: Objection, row: Row, place: Place, *, hurts: bool) -> Level:
    """Of what somebody said that nobody knows, no stop is made: the director accepts it on a condition, or not."""
    level = row.hurting if hurts and row.hurting else row.level
    unknown = any(record.unknown(place.filled(record, at)) for look in rule.looks.values() for at in look.at)
    return Level.SIGN_OFF if level is Level.STOP and unknown else level


def _is_about_harm(rule: Objection) -> bool:
    """Whether a rule asks if a wrong answer could hurt somebody: to raise a level, or in its table."""
    return any(row.hurting for row in rule.table) or any(look.fact == HURTS for look in rule.looks.values())


def fitting(rule: Objection, values: Mapping[str, tuple[str, ...]]) -> Row:
    """The first row of a table that fits what was found; the last one fits whatever is left."""
    return next(row for row in rule.table if _fits(row, values))


def _fits(row: Row, values: Mapping[str, tuple[str, ...]]) -> bool:
    there = all(not set(values[name]).isdisjoint(among) for name, among in row.when.items())
    return there and all(set(values[name]).isdisjoint(among) for name, among in row.without.items())


def _found(
    judged: Judgements, rule: Objection, row: Row, level: Level, question: str, place: Place, seen: Seen
) -> Found:
    record = judged.record
    name = f"{rule.id}@{place.at}" if place.at else rule.id
    words = {**_said(rule, seen), **seen.words}
    lent = seen.paths if any(f"{{{word}}}" in text for word in seen.words for text in row.ask or rule.ask) else ()
    quotes = dict.fromkeys((*lent, *_paths(record, rule.quotes, place)))
    paths = tuple(path for path in quotes if looks.comes_to(record, path))
    watched = _paths(record, [*lent, *rule.quotes, *(at for look in rule.looks.values() for at in look.at)], place)

    def worded(*texts: str) -> str:
        return _first_whole(record, texts, words)

    ask = worded(*(row.ask or rule.ask))
    shown = () if has_digits(ask) else tuple(quotes)
    excuse = excuses.excuse(record, question, name, watched, Says(ask, level, shown, rule, place))

    return Found(
        name=name,
        rule=rule,
        level=level,
        question=question,
        paths=paths[:MOST_QUOTED],
        ask=ask,
        settle=worded(row.settle or rule.settle),
        flip=worded(row.flip or rule.flip, rule.settle),
        sunk=worded(row.sunk or rule.sunk),
        excuse=excuse,
        accepted=excuse is not None and excuses.is_accepted(record, question, excuse),
    )


# ---- its words


def _said(rule: Objection, seen: Seen) -> dict[str, str]:
    """What each look comes to inside a sentence: “the place and the device”."""
    return {
        name: listed([look.says[option] for option in seen.values[name] if option in look.says])
        for name, look in rule.looks.items()
        if look.says
    }


def listed(words: list[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _first_whole(record: Record, texts: Iterable[str], words: Mapping[str, str]) -> str:
    """The first text that says something, and of which all it quotes is there; else the last, as far as it can be said.

    A mark stands in the place of what is not there.
    """
    filled = ""
    for text in texts:
        lost: list[str] = []
        filled = _QUOTED.sub(lambda found, lost=lost: _quoted(record, found[1], words, lost), text)  # type: ignore[misc]
        if filled.strip() and not lost:
            return " ".join(filled.split())
    return " ".join(filled.split())


def _quoted(record: Record, name: str, words: Mapping[str, str], lost: list[str]) -> str:
    said = words.get(name) if "." not in name else _short(record.text(quoting.filled(record, name)))
    if said is None or ("." in name and not said):
        lost.append(name)
    return said or ("" if name in words else quoting.UNNAMED)


def _short(text: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rsplit(" ", 1)[0] + "…"


# ---- the record


@lru_cache(maxsize=64)
def _unjudged(digest: str) -> frozenset[str]:
    """What a catalogue can't judge on any track; the same digest is the same words."""
    return unjudged(kept(digest))


def _is_there(record: Record, rule: Objection, question: str) -> bool:
    """Whether a track asks it at all, and what a rule quotes of it; of a candidate's question, of any candidate."""
    if "{" in question:
        of_any = re.sub(r"\{[^}]*\}", "*", question)
        return any(fnmatchcase(one, of_any) for one in record.catalog.questions)
    return any(path.rpartition(".")[0] == question and record.catalog.asks(path) for path in rule.quotes)


def _is_answered(record: Record, question: str) -> bool:
    answer = _entry(record, question).answer
    return answer is not None and answer.skipped is None


def _paths(record: Record, paths: Iterable[str], place: Place) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.filled(record, path) for path in paths))


def _entry(record: Record, question: str) -> Entry:
    return record.entries.get(question, NOTHING_SAID)
