"""A payback in words: at once, in month 14, never."""

from math import ceil

from dialogs.errors import Sentence


def month(months: float | None) -> Sentence:
    """“month 14”: the month that has begun by then. “At once” where nothing was laid out; “never” for None."""
    return _said(months, "month")


def when(months: float | None) -> Sentence:
    """The same inside a sentence: “in month 14”, “at once”."""
    return _said(months, "in_month")


def returns(months: float | None) -> Sentence:
    """“pays back in month 14”, “pays back at once”, “never pays back”."""
    return Sentence("payback.never_returns") if months is None else Sentence("payback.returns", {"when": when(months)})


def span(*paybacks: float | None) -> tuple[Sentence, ...]:
    """Several in a row: the first that is a month is called one, those after it are numbers alone."""
    numbered = [payback for payback in paybacks if payback]
    first = paybacks.index(numbered[0]) if numbered else len(paybacks)
    return tuple(_said(payback, "number" if at > first else "month") for at, payback in enumerate(paybacks))


def _said(months: float | None, key: str) -> Sentence:
    if months is None:
        return Sentence("payback.never")
    return Sentence(f"payback.{key}", {"month": ceil(months)}) if months else Sentence("payback.at_once")
