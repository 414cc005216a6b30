"""Figures, sums, days and lists in words."""

import re
from datetime import date, datetime
from decimal import Decimal
from math import floor, log10

from dialogs.working_hours import zone


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut at a word, with an ellipsis."""
    text = text.strip()
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def closed(text: str, most: int) -> str:
    """The same, for what stands before a bracket: one that the cut would leave open is left out."""
    kept = shortened(text, most)
    opened = kept.rfind(" (")
    is_left_open = opened > 0 and ")" not in kept[opened:]
    return kept[:opened].rstrip(" ,;:.") + "…" if is_left_open else kept


def listed(things: list[str]) -> str:
    """a, b and c."""
    if len(things) < 2:
        return "".join(things)
    return ", ".join(things[:-1]) + " and " + things[-1]


def upper_first(words: str) -> str:
    """With a capital letter, for the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def lower_first(words: str) -> str:
    """Without one, for the middle of a sentence; “I” stays."""
    return words if _I.match(words) else words[:1].lower() + words[1:]


_I = re.compile(r"I(?:\b|['’])")


def inline(label: str) -> str:
    """A label inside a sentence: “the ML problem”, but “MLOps or a proof of concept”."""
    return lower_first(label) if label[1:2].islower() or label[1:2] == " " else label


def labelled(label: str, words: str) -> str:
    """“Requests a day: 40”, but “To whom? Mia”."""
    if not label:
        return words
    return f"{label} {words}" if label.endswith(("?", "…", ":")) else f"{label}: {words}"


def counted(number: float, one: str, many: str | None = None) -> str:
    """1 answer, 2 answers, 1,000 answers."""
    return f"{figure(number)} {one if number == 1 else many or one + 's'}"


def figure(number: float) -> str:
    """12,000 or 0.25, without needless noughts; 0.004 is not 0."""
    if number == int(number):
        return f"{number:,.0f}"
    shown = f"{number:,.2f}".rstrip("0").rstrip(".")
    return exact(float(f"{number:.1g}")) if shown in ("0", "-0") and abs(number) >= LEAST else shown


LEAST = 1e-6
"""Less than that is what a sum of floats leaves over, and nothing that anybody counted."""


def exact(number: float) -> str:
    """1,200.5 or 0.0004: every digit that was given, to twelve."""
    digits = f"{Decimal(f'{number:.12g}'):,f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def figure_or_unknown(amount: object) -> str:
    """A number as it was given; “?” for a part of several amounts that nobody knows, as somebody would type it."""
    return "?" if amount is None else exact(float(str(amount)))


def money(amount: float, currency: str) -> str:
    """EUR 1.2M, EUR 310k, EUR 950."""
    for least, mark in ((1e6, "M"), (1e3, "k")):
        if abs(amount) >= least * 0.9995:
            return f"{currency} {figure(float(f'{amount / least:.3g}'))}{mark}"
    return f"{currency} {figure(round(amount))}"


def at_least(amount: float, currency: str) -> str:
    """The same for a number at which something turns upwards: never less than it, so that what is read suffices."""
    return _beyond(amount, currency, 1)


def at_most(amount: float, currency: str) -> str:
    """The same for a number up to which something holds: never more than it."""
    return _beyond(amount, currency, -1)


def _beyond(amount: float, currency: str, way: int) -> str:
    """As `money` writes it, or a last digit further on where that falls short."""
    unit = next((unit for unit in (1e6, 1e3) if abs(amount) >= unit * 0.9995), 1.0)
    step = unit * 10.0 ** (floor(log10(abs(amount) / unit)) - 2) if unit > 1 else unit
    shown = round(round(amount / step) * step, 6)
    return money(shown + way * step if (amount - shown) * way > 1e-9 else shown, currency)


def day(moment: date | datetime, tz: str = "UTC") -> str:
    """Thu 4 Mar, in somebody's own zone."""
    local = moment.astimezone(zone(tz)) if isinstance(moment, datetime) else moment
    return f"{local:%a} {local.day} {local:%b}"


def dated(day: date) -> str:
    """4 Mar 2026: a day that may be far off."""
    return f"{day.day} {day:%b %Y}"


def long_date(day: date) -> str:
    """4 March 2026, as a report has it."""
    return f"{day.day} {day:%B %Y}"


def clock(moment: datetime, tz: str) -> str:
    """Thu 4 Mar 9:30, in somebody's own zone."""
    local = moment.astimezone(zone(tz))
    return f"{day(local, tz)} {local.hour}:{local:%M}"
