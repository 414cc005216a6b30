"""What a report says people said: answers field by field, with their authors and days, and what was asked back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import Field

from dialogs.answers.dissent import says_otherwise
from dialogs.answers.evidence import Grade, links
from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import Kind
from dialogs.flow.standing import State

LONGEST_LINK = 300
Cell = str | float | date | None


class Piece(NamedTuple):
    """A stretch of somebody's words; a link only where the question asked for one."""

    text: str
    link: bool = False


@dataclass(frozen=True)
class Said:
    """What somebody gave for one field: words, labels of options, a day, or numbers.

    Three numbers are low / expected / high, unless `parts` name them; None is a part that nobody knows. A table or a
    history has `rows` under `columns`. `unit` is what stood beside one number: “%”, a metric's, or a currency.
    `about` are the places of numbers that were said to be so roughly, `ends` the ends of those typed as a range,
    `unsure` of those in doubt; `per` is the time in which a number was typed where another was asked for (`asked`),
    in which it stands; `condition` is what all of it hangs on, in their words.
    """

    field: str
    label: str
    kind: Kind
    text: str = ""
    numbers: tuple[float | None, ...] = ()
    on: date | None = None
    currency: str = ""
    wants_link: bool = False
    parts: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    unit: str = ""
    about: tuple[int, ...] = ()
    ends: Mapping[int, tuple[float, float]] = made(default_factory=dict)
    unsure: tuple[int, ...] = ()
    condition: str = ""
    per: Annotated[str, Field(exclude=True)] = ""
    asked: Annotated[str, Field(exclude=True)] = ""
    measure: Annotated[str, Field(exclude=True)] = ""
    """What a range is of, as in `Written`: “week”, “per_day”."""

    def pieces(self, most: int | None = None) -> tuple[tuple[Piece, ...], int]:
        """The words with their links apart, and how many characters were left out to stay within `most`."""
        limit = len(self.text) if most is None else most
        kept: list[Piece] = []
        used = 0
        for piece in self._all_pieces():
            room = limit - used
            if len(piece.text) > room:
                if not piece.link and room > 0:
                    kept.append(Piece(piece.text[:room].rsplit(" ", 1)[0]))
                break
            kept.append(piece)
            used += len(piece.text)
        return tuple(kept), len(self.text) - sum(len(piece.text) for piece in kept)

    def _all_pieces(self) -> Iterator[Piece]:
        done = 0
        for start, link in links(self.text) if self.wants_link else ():
            if len(link) <= LONGEST_LINK:
                yield Piece(self.text[done:start])
                yield Piece(link, link=True)
                done = start + len(link)
        yield Piece(self.text[done:])


@dataclass(frozen=True)
class InDoubt:
    """A figure somebody was not sure of, or gave on a condition: as `question.field`, and as it was typed.

    `of` is the line of a table that it stands in.
    """

    figure: str
    typed: str
    of: Annotated[str, Field(exclude=True)] = ""


@dataclass(frozen=True)
class Assumed:
    """What an input of the decision is taken for while nobody knows it: by whom, and who finds it out by when.

    `met` says how that came out, once somebody has said.
    """

    input: str
    value: str
    by: str
    owner: str
    due: date
    met: bool | None = None


@dataclass(frozen=True)
class NotKnown:
    """An input that is not known: what was said of it, who finds it out, by when if somebody named a day, and why.

    `assumed` is what it is taken for meanwhile; `parts` are those not known of several, where the others are.
    """

    field: str
    label: str
    kind: Ignorance
    owner: str
    until: date | None = None
    due: bool = False
    reason: str = ""
    assumed: Assumed | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """One version of an answer. `skipped` is the reason why the question does not apply.

    What is not known of it stands in `unknown`. What was `kept` of the first exam was said there by the `author`, and
    kept by somebody else, if it was (`kept_by`).
    """

    said: tuple[Said, ...]
    author: str
    on: date
    grade: Grade | None
    grade_corrected: bool = False
    skipped: str | None = None
    kept: bool = False
    reply_gone: bool = False
    unknown: tuple[NotKnown, ...] = ()
    kept_by: str = ""


@dataclass(frozen=True)
class SentBack:
    """That an earlier version of an answer was sent back: by whom, why, and when."""

    by: str
    reason: str
    on: date


@dataclass(frozen=True)
class Line:
    """A question, its answer as it stands, how many versions came before, and what the director said of it.

    `of` is the candidate it was asked about, where it is asked of several. `otherwise` is the question under which the
    same thing was said otherwise since: that holds. `accepted_if` is the condition in the director's words;
    `accepted_found_out`: it is that what is not known is found out. `returned`: earlier versions that the director sent
    back. `noted`: what was said with it beside the boxes.
    """

    question: str
    label: str
    ask: str
    state: State
    told: Told | None
    first: Told | None = None
    earlier: int = 0
    accepted_by: str = ""
    accepted_if: str = ""
    sent_back_by: str = ""
    sent_back_reason: str = ""
    causes: tuple[str, ...] = ()
    of: str = ""
    otherwise: str = ""
    returned: tuple[SentBack, ...] = ()
    noted: Annotated[tuple[Word, ...], Field(exclude=True)] = ()
    accepted_found_out: bool = False

    @property
    def name(self) -> str:
        return f"{self.of}: {self.label}" if self.of else self.label


@dataclass(frozen=True)
class Section:
    """A stage and its answers. `aside`: answered, then no longer asked."""

    stage: str
    title: str
    lines: tuple[Line, ...]
    aside: bool = False


@dataclass(frozen=True)
class Challenge:
    """A follow-up that was waived, with its reason, or left as it is; and by whom, where that is known.

    `of_mlops`: it was asked of MLOps, and not of machine learning.
    """

    label: str
    ask: str
    reason: str = ""
    by: str = ""
    of_mlops: Annotated[bool, Field(exclude=True)] = False


@dataclass(frozen=True)
class Skipped:
    """A question said not to apply, why, and by whom."""

    label: str
    reason: str
    author: str


@dataclass(frozen=True)
class Word:
    """A free word: a detail practice added, or an objection and what it is about."""

    text: str
    by: str
    on: date
    about: str = ""

    @property
    def disagrees(self) -> bool:
        """Whether its words contradict, wherever they were typed."""
        return says_otherwise(self.text)


@dataclass(frozen=True)
class Dissent(Word):
    """That somebody disagrees with a verdict; `was` and `level` are the verdict where it has changed since."""

    was: str = ""
    level: int | None = None


@dataclass(frozen=True)
class Side:
    """One of two answers that clash: the question's name, the answer's words (None: nothing was said), and whose."""

    question: str
    label: str
    said: Said | None
    author: str


@dataclass(frozen=True)
class Clash:
    """Answers that cannot both hold: what was asked, both sides quoted, and where somebody explained them, why and who.

    `rows` are those of the table of dialogs/verdicts/mlops.py, where that table found it; it has one side.
    """

    name: str
    ask: str
    sides: tuple[Side, ...]
    rows: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""
