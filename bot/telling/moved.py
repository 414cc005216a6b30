"""What moved under an answer, in words: as it was and as it is, and what the answer says that is old by now."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.telling.names import inside
from bot.telling.quoted import sums
from bot.telling.said import input_words, said
from bot.telling.unknown import field_name
from bot.words.differing import differing
from bot.words.figures import figure, lower_first, money, shortened, upper_first
from bot.words.sentences import sentence
from dialogs.catalog import Question
from dialogs.findings.money import currency
from dialogs.flow import other_ways
from dialogs.flow.outdated import outdated
from dialogs.flow.overtaken import overtaken
from dialogs.flow.standing import moved_under, values_moved
from dialogs.record import quoting
from dialogs.record.parts import Answer
from dialogs.record.record import Record

_ON_A_LINE = 90
"""Characters of an answer in a list of them (ours)."""
_MOST = 120
"""Characters of one version of a value (ours)."""


class Moved(NamedTuple):
    """One value an answer rests on: as it was then, and as it is now."""

    name: str
    before: str
    now: str


def moved(record: Record, question: str) -> Iterator[Moved]:
    """What an answer rests on and how it has changed since, a line a value: of long ones where they differ."""
    for ground, field, before, now in values_moved(record, question):
        asked = quoting.worded(record, record.catalog.questions[ground])
        words = [_words_then(record, asked, field, answer) for answer in (before, now)]
        if words[0] != words[1]:
            name = upper_first(inside(record, ground))
            label = f"{name}, {field_name(asked.field(field))}" if len(asked.fields) > 1 else name
            yield Moved(label, *differing(words[0], words[1], _MOST))


def _words_then(record: Record, question: Question, field: str, answer: Answer) -> str:
    """One value of one version of an answer, or why there was none."""
    if answer.skipped is not None:
        return sentence("ignorance.does_not_apply")
    value = answer.values.get(field)
    words = (
        input_words(record, answer, question.field(field))
        if value is None
        else sums(question, question.field(field), value, answer)
    )
    return words or sentence("clash.blank")


def resting(record: Record, question: Question) -> dict[str, object]:
    """A line of the list: what it is called, what it says now, what of it is old or asked, and what moved."""
    old = dict.fromkeys(one.typed for one in overtaken(record, question.id))
    grounds = list(dict.fromkeys(inside(record, ground) for ground in moved_under(record, question.id)))
    return {
        "label": upper_first(inside(record, question.id)),
        "said": shortened(" ".join(said(record, question).split()), _ON_A_LINE),
        "numbers": list(old),
        "grounds": grounds,
        "now": _now(record, question.id),
        "ask": _ask(record, question.id),
    }


def _now(record: Record, question: str) -> list[str]:
    """What figures that its words quote come to by now: “292k is now 223k”."""
    return [
        sentence("resting.now", typed=one.typed, now=money(one.now, "").strip() if one.money else figure(one.now))
        for one in outdated(record, question)
    ]


def _ask(record: Record, question: str) -> str:
    """Of the sheet whether the other ways' values rest on what changed; empty of any other, or where that did not."""
    saving = [record.catalog.question_at(ground) for ground in other_ways.grounds(record, question)]
    if not set(saving) & set(moved_under(record, question)):
        return ""
    fields = record.catalog.questions[question].fields
    worth = {lower_first(field.label): value for field in fields if (value := other_ways.values(record).get(field.id))}
    ways = [f"{way} {money(value, currency(record))}" for way, value in worth.items()]
    return sentence("resting.other_ways", ways=ways)
