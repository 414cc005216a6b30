"""What was pasted as lines of cells, from a spreadsheet, a file or Markdown. Tables and histories share it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dialogs.answers.marks import bare, unwrapped
from dialogs.answers.text import cleaned

_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_IN_A_CELL = "\u2028"
_BROKEN = re.compile(r'(?:^|(?<=[\t;|,\n]))[^\S\n\t]*"(?![\t;|,\s])(?:[^"]|"")*"(?=[^\S\n\t]*(?:[\t;|,\n]|$))')
_FENCE = re.compile(r"\s*```\w*\s*")
_RULER = re.compile(r"(?=.*(?:--|==|__|\|))[\s|:+=_-]+")
_FRAMED = re.compile(r"\s*\|(?P<inside>.*)\|\s*")


class Line(NamedTuple):
    """A line that was pasted: where it begins, counted from 1, and its words as they stood."""

    at: int
    words: str
    cells: tuple[str, ...]
    """Without blank ones at the end."""


def lines_of(text: str, *, commas: bool = False) -> list[Line]:
    """The lines with something in them. A tab separates cells where there is one, else ; and | do.

    With `commas`, a comma without a space behind it does in a text that has none of these. Between quotes no mark
    separates, and a line may end. Rules under headings and fences around code are no lines.
    """
    lines = list(_lines(text))
    commas = commas and not any(re.search(r"[\t;|]", line) for _, line in lines)
    found = (Line(at, words_of(line), _cells(line, commas=commas)) for at, line in lines)
    return [line for line in found if line.cells]


def words_of(text: str) -> str:
    """On one line, each white space a single one."""
    return " ".join(cleaned(text).split())


def quoted(cell: str) -> str:
    """A cell that begins with a quotation mark, so that it is read as it is."""
    return '"' + cell.replace('"', '""') + '"' if cell.startswith('"') else cell


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines as they stand, counted from 1; one that goes on inside a quoted cell is one."""
    whole = _BROKEN.sub(lambda cell: cell[0].replace("\n", _IN_A_CELL), _LINE_END.sub("\n", text))
    at = 1
    for line in whole.split("\n"):
        if cleaned(line) and not _FENCE.fullmatch(line) and not _RULER.fullmatch(line):
            yield at, line
        at += 1 + line.count(_IN_A_CELL)


def _cells(line: str, *, commas: bool) -> tuple[str, ...]:
    line = unwrapped(line)
    framed = _FRAMED.fullmatch(line)
    mark = "\t" if "\t" in line else "|" if framed else "," if commas else ";|"
    cells = [bare(part) for part in _parts(framed["inside"] if framed and mark == "|" else line, mark)]
    return tuple(cells[: max((at for at, cell in enumerate(cells, 1) if cell), default=0)])


def _parts(line: str, mark: str) -> Iterator[str]:
    at = 0
    while at <= len(line):
        found = _UP_TO[mark].match(line, at)
        assert found is not None
        inner, bare = found["inner"], found["bare"]
        if inner is not None:
            yield inner.replace('""', '"')
        else:
            yield bare.replace("\\|", "|") if "|" in mark else bare
        at = found.end() + 1


def _up_to(mark: str, bare: str) -> re.Pattern[str]:
    """A cell up to its mark: between quotation marks, which are doubled inside, or bare."""
    inner = rf'[^\S\t]*"(?![{mark}\s])(?P<inner>(?:[^"]|"")*)"[^\S\t]*(?=[{mark}]|$)'
    return re.compile(rf"{inner}|(?P<bare>(?:{bare})*)")


_UP_TO = {
    "\t": _up_to("\t", r"[^\t]"),
    "|": _up_to("|", r"\\\||[^|]"),
    ";|": _up_to(";|", r"\\\||[^;|]"),
    ",": _up_to(",", r", |(?<![\d/.-])[1-9]\d{0,2}(?:,\d{3})+(?!\d)|[^,]"),
}
"""A comma before a space, or before three digits of a number, separates no cells."""
