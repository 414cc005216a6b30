"""Lines of a table whose cells are parted by dashes or commas with a space: “Supplier leaves - 3 - 4 - Tom asks”.

Such a mark may stand in somebody's words as well, so a line is read in the one way in which all of it fits, or not.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from dialogs.answers.cells import may_be
from dialogs.answers.grids import Line
from dialogs.answers.headings import columns_in
from dialogs.answers.marks import without_bullet
from dialogs.catalog import AnswerField, Column, Kind

_DASHES = re.compile(r"\s+[-–—]+\s+")
_COMMAS = re.compile(r",\s+")
_ANY = re.compile(r"\s+[-–—]+\s+|[,:]\s+|,(?=\d{4}-)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def parted(field: AnswerField, line: Line) -> Line:
    """A line with the cells it has if its marks are dashes or commas; as it is where it fits so, or in no other way."""
    if not _strict(field) or re.search(r"[;|]", line.words) or _fits(field, line.cells):
        return line
    words = without_bullet(line.words)
    rows = (_only(_rows(field, words, between)) for between in (_DASHES, _COMMAS, _ANY))
    headings = (tuple(between.split(words)) for between in (_DASHES, _COMMAS))
    named = (cells for cells in headings if len(cells) > 1 and columns_in(field, cells))
    cells = next(filter(None, rows), None) or next(named, None)
    return line._replace(cells=cells) if cells else line


def _strict(field: AnswerField) -> list[Column]:
    """The numbers and days right behind the name."""
    return list(takewhile(lambda column: column.kind is not Kind.LINE, field.columns[1:]))


def _fits(field: AnswerField, cells: Sequence[str]) -> bool:
    strict = _strict(field)
    needed = sum(not column.optional for column in strict)
    return len(cells) > needed and all(
        not cell or may_be(column, cell) for column, cell in zip(strict, cells[1:], strict=False)
    )


def _only(rows: Iterator[tuple[str, ...]]) -> tuple[str, ...] | None:
    found = list(dict.fromkeys(rows))
    return found[0] if len(found) == 1 else None


def _rows(field: AnswerField, words: str, between: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    """Every row that the pieces of a line may be: its name is what stands before the first number or day."""
    marks = list(between.finditer(words))
    starts, ends = [0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(words)]
    pieces = [words[start:end] for start, end in zip(starts, ends, strict=True)]
    first = _strict(field)[0]
    for at in range(1, len(pieces)):
        if not may_be(first, pieces[at - 1]) and (cells := _behind(field, pieces[at:], between)):
            yield (words[: ends[at - 1]], *cells)


def _behind(field: AnswerField, pieces: Sequence[str], between: re.Pattern[str]) -> list[str] | None:
    """The cells behind the name; None where a piece is left over, or does not fit."""
    left, cells = list(pieces), list[str]()
    for column in _strict(field):
        if column.kind is Kind.DATE and len(left) > 1 and _YEAR.fullmatch(left[1]):  # May 1, 2026
            left[:2] = [f"{left[0]}, {left[1]}"]
        if left and may_be(column, left[0]):
            cells.append(left.pop(0))
        elif column.optional:
            cells.append("")
        else:
            return None
    others = field.columns[1 + len(cells) :]
    clear = between is _DASHES or len(left) in (0, 1, len(others))
    if not clear or len(left) > len(others) or not all(map(may_be, others, left)):
        return None
    return [*cells, *left]
