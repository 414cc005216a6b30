"""What a report says of objections: what would most likely sink it, and each one with how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from dialogs.report.said import NotKnown, Said


@dataclass(frozen=True)
class Threat:
    """A line of the pre-mortem: what would be said in a year, the cause it belongs to, and who sees to it.

    `sunk` are the words of an objection's rule; else `text` is a condition in its words, or a risk by its name, and
    `inputs` are what is not known. `state` says where it stands: promised (`owner`, `due`), waived or misses (`reason`,
    `by`), pending (`by` met a stop, and the director has not said whether that is enough), dealt_with (a risk with
    steps and an owner) or open. `score` is what it was ranked by.
    """

    kind: str
    question: str
    label: str
    cause: str
    score: float
    state: str
    sunk: str = ""
    text: str = ""
    inputs: tuple[str, ...] = ()
    owner: str = ""
    due: date | None = None
    reason: str = ""
    by: str = ""
    settle: str = ""


@dataclass(frozen=True)
class Quote:
    """An answer an objection looks at: what was said, or what is not known of it, and whose it is.

    `field` is the field's name where the question has several.
    """

    question: str
    label: str
    field: str
    said: Said | None
    unknown: NotKnown | None
    author: str


@dataclass(frozen=True)
class Source:
    """What a rule leans on; `year` is None where it has none."""

    who: str
    year: int | None
    title: str
    where: str
    link: str
    says: str


@dataclass(frozen=True)
class Objected:
    """An objection: what was asked about which answers, the rule in a sentence, its sources, and how it ended.

    `ours`: the rule leans on nobody else. `outcome` is open, unasked, not_put, note, eased (a note since the answer
    changed, by which somebody was `asked` what it `was` then), mended (the answer changed), dropped (its question is
    not asked any more), covered (the director took the answer on a condition, `reason` its words), or how it was met:
    answered, waived, misses, with `reason` and `by`. What was `said` to it, `said_by` whom and `said_as` what
    (answered, waived or misses), holds no more where an answer has changed since; or the director had the last word on
    top of it, which is the `reason` then. Of a stop, `accepted_by` is who said
    that this is enough, `waits` who still has to. What is left to do is a condition: `owner`,
    `due`, and once it is closed whether it was `met`. `stands`: it holds its stage, or the signature. `lapsed`: who had
    promised something with what was `said`, and by when.
    """

    name: str
    rule: str
    level: str
    question: str
    label: str
    ask: str
    quotes: tuple[Quote, ...]
    says: str
    sources: tuple[Source, ...]
    ours: bool
    settle: str
    flip: str
    outcome: str
    stands: bool
    reason: str = ""
    by: str = ""
    accepted_by: str = ""
    waits: str = ""
    owner: str = ""
    due: date | None = None
    met: bool | None = None
    asked: str = ""
    was: str = ""
    said: str = ""
    said_by: str = ""
    said_as: str = ""
    lapsed: Annotated[tuple[str, date] | None, Field(exclude=True)] = None


@dataclass(frozen=True)
class Unjudged:
    """A rule of which nothing is asked on this track."""

    rule: str
    says: str
