"""The line above a table or a history that names its columns. Taken for one only where its cells are such names."""

import re
from collections.abc import Sequence

from dialogs.answers.number_words import METRIC_NAMES, METRICS, PERCENT, STEPS, UNITS, currencies, folded
from dialogs.catalog import AnswerField, Column, Kind

_OF_THINGS = (
    "what name title item items milestone milestones task tasks deliverable deliverables activity step phase stage"
    " description work package goal event topic subject risk risks candidate candidates stakeholder stakeholders"
    " system team feature idea meilenstein aufgabe beschreibung bezeichnung risiko thema"
)
_OF_DAYS = (
    "day date when by due deadline until target planned finish end eta datum termin fällig bis wann fecha échéance"
)
_OTHERS = (
    "cost costs price amount budget sum expense expenses spend money kosten betrag preis coût coste",
    "likelihood probability prob chance wahrscheinlichkeit probabilité probabilidad",
    "impact severity consequence effect damage auswirkung schaden gravité impacto",
    "trigger sign early warning signal indicator auslöser",
    "fallback mitigation plan b response contingency countermeasure action maßnahme",
    "owner who responsible assignee lead person verantwortlich verantwortliche wer",
    "note notes comment comments remark remarks notiz bemerkung",
)
_THINGS, _DAYS, *_ = _ALIKE = tuple(frozenset(words.split()) for words in (_OF_THINGS, _OF_DAYS, *_OTHERS))
"""Words that head the same column."""
_BESIDE = frozenset(("the", "of", "a", "an", "in", "our", "est", "estimated", "expected", "if", "per", "to", "from"))
_NUMBERING = frozenset(("#", "no", "no.", "nr", "nr.", "№"))
_OF_TIMES = (
    "time times date dates day days when week weeks month months quarter quarters year years period as of timestamp"
    " start end datum zeit zeitraum tag woche monat quartal jahr fecha mes mois"
)
_OF_MEASURES = (
    "value values metric metrics result results level loss how much measured measurement measurements history number"
    " figure kpi val test train validation average avg mean wert werte ergebnis valeur valor"
)
_TIMES = STEPS | set(UNITS) | frozenset(_OF_TIMES.split())
MEASURES = METRICS | frozenset(_OF_MEASURES.split())
"""Words that name a metric, or a value of it."""
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b\d+ ?(?:-|–|\.\.|to|bis) ?\d+\b")
"""Units and ranges beside a name: Cost (EUR), Impact 1-5."""


_IN_PER_CENT = re.compile(rf"\b(?:in )?(?:{'|'.join(sorted(PERCENT))})\b")


def columns_in(field: AnswerField, cells: Sequence[str]) -> list[Column | None] | None:
    """The column that each cell of a heading names, None over mere numbering; and None for a line that is no heading.

    In a table of words alone a heading has to repeat the labels: any other words can be a row.
    """
    if repeats_labels(field, cells) or _are_initials(field, cells):
        return list(field.columns[: len(cells)])
    numbering = [None] if cells[0].casefold() in _NUMBERING else []
    named = [_column(field, cell) for cell in cells[len(numbering) :]]
    columns = [column for column in named if column]
    clear = len(columns) == len(named) and len({column.id for column in columns}) == len(columns) > 1
    return [*numbering, *columns] if clear and any(column.kind is not Kind.LINE for column in columns) else None


def heads_a_history(words: str) -> bool:
    """Whether a line is made of names of times and metrics, or of such a time and something without a number."""
    own = METRIC_NAMES.sub("metric", _ASIDE.sub(" ", _IN_PER_CENT.sub(" ", folded(words)))).strip(" |;:,")
    first, *others = (_words(part) for part in re.split(r"[\t;|,:]", own))
    if re.search(r"\d", own) or not first:
        return False
    return (bool(others) and first <= _TIMES) or first.union(*others) <= _TIMES | MEASURES


def repeats_labels(field: AnswerField, cells: Sequence[str]) -> bool:
    """Whether cells are the columns' labels, in order."""
    return [cell.casefold() for cell in cells] == _labels(field)[: len(cells)]


def _are_initials(field: AnswerField, cells: Sequence[str]) -> bool:
    """Of columns that cannot hold a letter: Risk ; L ; I."""
    typed, initials = [cell.casefold() for cell in cells], [label[:1] for label in _labels(field)]
    strict = any(column.kind is not Kind.LINE for column in field.columns[: len(cells)])
    return strict and typed[1:] == initials[1 : len(cells)] and typed[0] in (initials[0], _labels(field)[0])


def _labels(field: AnswerField) -> list[str]:
    return [" ".join(column.label.split()).casefold() for column in field.columns]


def _column(field: AnswerField, cell: str) -> Column | None:
    """The one column that a cell names: by its label, else by a word for the same."""
    if re.search(r"\d", _ASIDE.sub(" ", cell)):
        return None
    names = _words(_ASIDE.sub(" ", cell)) - _BESIDE
    exact = [column for column in field.columns if names == _words(column.label) - _BESIDE]
    found = exact or [column for column in field.columns if any(names <= alike for alike in _alike(field, column))]
    return found[0] if names and len(found) == 1 else None


def _alike(field: AnswerField, column: Column) -> list[frozenset[str]]:
    """The sets of words that head a column."""
    alike = [words for words in _ALIKE if words & _words(column.label)]
    if column.kind is Kind.DATE:
        alike.append(_DAYS)
    if column is field.columns[0]:
        alike.append(_THINGS | _words(field.label) | _words(column.label))
    return alike


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold())) - set(currencies())
