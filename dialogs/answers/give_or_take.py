"""A number with how far it may be off: 100k ± 30k, 100k +/- 30%, 40 plus or minus 5. Its two ends, as of a range.

read("100k ± 30%", reading)   # Figure(100000.0, ends=(70000.0, 130000.0), doubtful=True)
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dialogs.answers.figures import Figure, even
from dialogs.answers.figures import read as read_alone

LONGEST = 100
"""Characters: what is longer is a story."""
_SIGN = re.compile(r"±|\+\s?/?\s?[-–−]|\bplus\s?(?:or|/)\s?minus\b|\bgive or take\b", re.IGNORECASE)


def read(entry: str, reading: Callable[[str], Figure]) -> Figure | None:
    """The number between the two ends that are said of it; None where none is, or where it would fall under 0.

    `reading` reads one number alone; how far it is off may be a share of it. Raises Unreadable.
    """
    if len(entry) > LONGEST or len(said := [part.strip(" ,;.!()") for part in _SIGN.split(entry)]) != 2:
        return None
    if not all(re.search(r"\d", part) for part in said):
        return None
    middle, off = reading(said[0]), read_alone(said[1]) if "%" in said[1] else reading(said[1])
    is_share = off.percent and not middle.percent
    by = middle.number * off.number / 100 if is_share else off.number
    if not 0 < by <= middle.number or middle.ends or off.ends:
        return None
    return middle._replace(ends=(even(middle.number - by), even(middle.number + by)), doubtful=True)
