"""Rows of sums in one question, of which one may lack its k: 75 / 10 / 150 beside 900k / 250k / 1.25M.

What is typed to the cent (75.00) or with a k is meant as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dialogs.answers.figures import grouped, is_scaled
from dialogs.answers.in_a_row import parts_of
from dialogs.answers.one_number import may_be_money
from dialogs.answers.text import excerpt
from dialogs.answers.values import Raw, Value
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.errors import Sentence

LESS = 1000
"""So many times smaller than the largest beside it, a row is asked about (ours)."""
_TO_THE_CENT = re.compile(r"\d[.,]\d\d(?![\d.,])")


def problems(question: Question, entries: Mapping[str, Raw], values: Mapping[str, Value]) -> dict[str, Sentence]:
    """A sentence for each row that is typed now and so much smaller than another one that its k may be missing."""
    rows = {field.id: _numbers(values.get(field.id)) for field in question.fields if _are_sums(field)}
    largest = {id: max(map(max, _others(id, rows)), default=0.0) for id in rows}
    return {
        id: _asked(str(entries[id]), values[id])
        for id, row in rows.items()
        if row and entries.get(id) and LESS * max(row) <= largest[id] and not _is_clear(str(entries[id]))
    }


def _are_sums(field: AnswerField) -> bool:
    in_100 = any("in 100" in part for part in field.parts)
    return field.kind in (Kind.RANGE, Kind.AMOUNTS) and may_be_money(field) and not in_100


def _others(id: str, rows: Mapping[str, Sequence[float]]) -> list[Sequence[float]]:
    return [row for other, row in rows.items() if other != id and row]


def _numbers(value: Value | None) -> list[float]:
    """Those above 0; a part may not be known."""
    return [float(one) for one in value if one] if isinstance(value, list) else []


def is_meant(entry: str, value: Value) -> bool:
    """Whether a row of small sums says that they are so small: an input shows it as it was typed."""
    numbers = _numbers(value)
    return bool(numbers) and max(numbers) < LESS and _is_clear(entry)


def _is_clear(entry: str) -> bool:
    return bool(_TO_THE_CENT.search(entry)) or any(map(is_scaled, parts_of(entry)))


def _asked(entry: str, value: Value) -> Sentence:
    numbers = value if isinstance(value, list) else []
    thousands, cents = (
        " / ".join("?" if one is None else written(float(one)) for one in numbers) for written in (_in_k, _to_the_cent)
    )
    return Sentence("problem.thousands", {"entry": excerpt(entry.strip()), "thousands": thousands, "cents": cents})


def _in_k(number: float) -> str:
    return f"{grouped(number)}k" if number else "0"


def _to_the_cent(number: float) -> str:
    return f"{number:.2f}" if number else "0"
