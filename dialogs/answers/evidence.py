"""Follow-ups to thin answers, and how well an answer is evidenced. Rules and words: dialogs/catalog/followups.yaml."""

import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from dialogs.answers.unknowns import ignorance_in
from dialogs.answers.values import Value
from dialogs.answers.written import Written
from dialogs.catalog import AnswerField, Catalog, Followup, Kind, Question, signs
from dialogs.catalog.languages import Words
from dialogs.catalog.signs import links

__all__ = [
    "Grade",
    "drawn",
    "grade",
    "hedge_in",
    "in_doubt",
    "is_uncounted",
    "links",
    "says_nothing",
    "text_of",
    "thin_fields",
]

_PARTS = re.compile(r"[()\[\]/,;:…\n]+|\.(?=\s|$)|\s[-–—]\s")


class Grade(StrEnum):
    """How an answer is evidenced. MEASURED: a number with its period, and a link or words that tell who counted.

    NOT_JUDGED: it rests on words of a language whose lists we lack.
    """

    NOT_JUDGED = "not_judged"
    CLAIM = "claim"
    LINKED = "linked"
    MEASURED = "measured"


def in_doubt(written: Mapping[str, Written]) -> bool:
    """Whether a figure of an answer was put in doubt, or hangs on a condition, by whoever gave it: 200k?"""
    return any(how.unsure or how.condition for how in written.values())


def grade(
    question: Question, values: Mapping[str, Value], words: Words, doubted: bool = False, *, of_old: bool = False
) -> Grade:
    """The evidence an answer carries, read from its words. It is a claim of ours: better none than a wrong one.

    Where they say who counted, the number may stand in a field of its own, and a month is a period, too. A link alone
    backs the words it stands among, and no question: “will it fail within the next 7 days?” measures nothing.

    `words` are the lists of its language, and empty where there are none. What is `doubted` is never measured. Of a
    catalogue `of_old`, a link anywhere backs the number.
    """
    text = text_of(question, values)
    own = signs.without_links(text)
    counted = signs.is_counted(own if of_old else signs.without_schedules(own, words), words)
    dated = signs.is_dated(own, words) or signs.names_a_month(own, words) or _has_unit(question, values)
    numbered = signs.has_digits(own) or _has_number(question, values)
    stated = [text] if of_old else [_QUESTION.sub(" ", one) for one in _texts(question, values)]
    if not doubted and ((counted and dated and numbered) or _is_linked_measure(stated, words)):
        return Grade.MEASURED
    if signs.points_somewhere(text):
        return Grade.LINKED
    return Grade.CLAIM if words else Grade.NOT_JUDGED


def _is_linked_measure(texts: Iterable[str], words: Words) -> bool:
    """Whether nothing is guessed, and a link stands among words that have a number with its period."""
    parted = [(text, signs.without_links(text)) for text in texts]
    return not signs.is_guessed(" ".join(own for _, own in parted), words) and any(
        signs.points_somewhere(text) and signs.has_digits(own) and signs.is_dated(own, words) for text, own in parted
    )


_QUESTION = re.compile(r"[^.!?;\n]*\?(?=\s|$)")


def _has_number(question: Question, values: Mapping[str, Value]) -> bool:
    """Whether a number stands in a field of its own, beside the words that say who counted it."""
    return any(field.kind in _NUMERIC and field.id in values for field in question.fields)


def _has_unit(question: Question, values: Mapping[str, Value]) -> bool:
    """Whether such a field says of which time its number is: saved a year."""
    return any(field.kind in _NUMERIC and field.units and field.id in values for field in question.fields)


_NUMERIC = frozenset({Kind.NUMBER, Kind.RANGE, Kind.AMOUNTS})


def drawn(
    catalog: Catalog,
    question: Question,
    values: Mapping[str, Value],
    asked_kinds: Iterable[str],
    words: Words,
    unknown: Collection[str] = (),
) -> Followup | None:
    """The follow-up an answer draws: the first rule that fires, of a kind this question has not been asked yet.

    `words` are the lists of the answer's language; without any, only what needs no words is asked back.
    """
    already = set(asked_kinds)
    rules = (rule for rule in catalog.followups if rule.kind not in already)
    return next((rule for rule in rules if fires(rule, question, values, words, unknown)), None)


def fires(
    rule: Followup, question: Question, values: Mapping[str, Value], words: Words, unknown: Collection[str] = ()
) -> bool:
    """Whether a rule has something to ask back about one of the fields it looks at."""
    return bool(thin_fields(rule, question, values, words, unknown))


def thin_fields(
    rule: Followup, question: Question, values: Mapping[str, Value], words: Words, unknown: Collection[str] = ()
) -> list[AnswerField]:
    """The fields about which a rule has something to ask back."""
    test = signs.TESTS[rule.when]
    return [
        field
        for field in question.fields
        if rule.looks_at(question, field)
        and field.id not in unknown
        and (field.id in values or field.may_wait)
        and test(str(values.get(field.id, "")), values, words)
    ]


def hedge_in(text: str, words: Words) -> str | None:
    """The first word of the text that leaves things open, as the list has it; also one that once counted as a hedge."""
    return signs.hedge_in(text, words, "hedge", "hedge_once")


def says_nothing(text: str) -> bool:
    """Whether all of it is ignorance or passed on to somebody: “?”, “TBD (?)”, “keine Ahnung (ask Tom)”, nothing."""
    parts = [part.strip() for part in _PARTS.split(text)]
    return all(_is_empty(part) for part in parts if part)


def _is_empty(part: str) -> bool:
    return ignorance_in(part) is not None or signs.is_unsure(part) or signs.names_no_one(part)


def is_uncounted(text: str) -> bool:
    """Whether the one who is said to have counted is nobody, or a guess: “nobody”, “Bauchgefühl”, “Mia guessed it”."""
    return bool(text.strip()) and not signs.points_somewhere(text) and (says_nothing(text) or signs.is_a_guess(text))


def text_of(question: Question, values: Mapping[str, Value]) -> str:
    """All that somebody wrote in words."""
    return " ".join(_texts(question, values))


def _texts(question: Question, values: Mapping[str, Value]) -> list[str]:
    asked = [field.id for field in question.fields if field.kind in (Kind.TEXT, Kind.LINE)]
    return [str(values[id]) for id in asked if id in values]
