"""The numbers and days of a table's cells, as they are read."""

import re
from datetime import date
from functools import partial

from dialogs.answers import products, rough, sums
from dialogs.answers.days import days, is_open, lacks_a_year
from dialogs.answers.figures import Figure, read
from dialogs.answers.one_number import with_remark
from dialogs.answers.unknowns import ignorance_in
from dialogs.answers.values import Unreadable
from dialogs.catalog import Column, Kind

_ANY_DAY = date(2000, 1, 1)
_OF_ALL = re.compile(r"\s*(?P<number>\d+) ?(?:/|of|out of|von) ?(?P<most>\d+)\s*", re.IGNORECASE)
"""3 of 5, on a scale that ends at 5."""


def figure_in(column: Column, cell: str) -> Figure:
    """A number of a line; of two ends the middle, and on a scale of whole numbers the higher one. Raises Unreadable."""
    if column.max and (of_all := _OF_ALL.fullmatch(cell)) and float(of_all["most"]) == column.max:
        return Figure(float(of_all["number"]), doubtful=True)
    nouns = re.findall(r"[^\W\d_]+", column.label.casefold())
    reading = partial(read, nouns=nouns)
    found = with_remark(
        cell,
        lambda words: (
            (not column.whole and (products.read(words, "") or sums.read(words, reading)))
            or rough.one_figure(words, reading)
        ),
    )
    return found._replace(number=found.ends[1]) if found.ends and column.whole else found


def may_be(column: Column, cell: str) -> bool:
    """Whether a cell is of a column's kind, within its bounds or not: a number or a day, or that it is not known."""
    if column.kind is Kind.DATE:
        return bool(days(cell, _ANY_DAY) or lacks_a_year(cell) or is_open(cell) or ignorance_in(cell))
    if column.kind is not Kind.NUMBER:
        return bool(re.search(r"[^\W\d_]", cell))
    try:
        figure_in(column, cell)
    except Unreadable:
        return ignorance_in(cell) is not None
    return True
