"""How a number was written: its unit, which stays beside it, and what was typed where it could have meant another."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

PERCENT = "%"


class Reckoned(BaseModel):
    """How the number in doubt came about: the `ends` of a range that it is the middle of, and what it was reckoned by.

    `sum` is what was typed to be reckoned, in signs: “12 × 9,000”. `to` is what the box asks for (“per_day”,
    “minutes_per_day”, “per_year”, “week”), `by` the time that was typed (“year”, “month”), or empty. The words are in
    templates, `heard.to` and `heard.by`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ends: tuple[float, float] | None = None
    to: str = ""
    by: str = ""
    sum: str = ""


class Written(BaseModel):
    """What a value does not show of the text it was read from.

    `unit` is “%”, a metric's (ms, points), or a currency where no other field says in which money it is. `doubted` are
    the parts of the text in which one could read another number, and the number each was read as, or all of several
    (None for one not known); or another day, and the day (as 2027-09-27). Of some of these, `reckoned` is how.

    `about` are the places of the numbers that were said to be so roughly (“ca. 7”), `unsure` of those with a doubt
    (“200k?”), `ends` those that are the middle of a range (“35-45k”), with its two ends; a single number is at place 0.
    `measure` is what the box asks for, as in `Reckoned.to`, where a range was typed into one for a time.
    `condition` are the words on which all of it hangs (“if Petra lends us someone”). `typed` is the whole text where
    one of these stands in it, a number in words, or a remark: what an input shows when the answer is opened again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: str = ""
    doubted: Mapping[str, float | str | tuple[float | None, ...]] = {}
    reckoned: Mapping[str, Reckoned] = {}
    about: tuple[int, ...] = ()
    unsure: tuple[int, ...] = ()
    condition: str = ""
    ends: Mapping[int, tuple[float, float]] = {}
    measure: str = ""
    typed: str = ""


NOTHING = Written()

SIGNS = frozenset("$€£¥₹₩")


def with_unit(words: str, unit: str) -> str:
    """14.1%, EUR 12,000, 200 ms, 9 days: a figure and the unit that was typed beside it, # for the figure's place."""
    if "#" in unit:
        return unit.replace("#", words)
    if unit == PERCENT:
        return words + PERCENT
    if unit in SIGNS:
        return unit + words
    return " ".join((unit, words) if unit.isupper() else (words, unit)).strip()
