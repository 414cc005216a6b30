"""A payback in words: at once, in month 14, not in these years; of old records, never."""

from math import ceil

from dialogs.errors import Sentence


def month(months: float | None, *, of_old: bool = False) -> Sentence:
    """“month 14”: the month that has begun by then; “at once” where nothing was laid out; “not in these years”."""
    return _said(months, "month", of_old=of_old)


def when(months: float | None) -> Sentence:
    """The same inside a sentence: “in month 14”, “at once”."""
    return _said(months, "in_month")


def returns(months: float | None) -> Sentence:
    """“pays back in month 14”, “pays back at once”, “does not pay back in these years”."""
    return Sentence("payback.never_returns") if months is None else Sentence("payback.returns", {"when": when(months)})


def span(*paybacks: float | None, of_old: bool = False) -> tuple[Sentence, ...]:
    """Several in a row: the first that is a month is called one, those after it are numbers alone."""
    numbered = [payback for payback in paybacks if payback]
    first = paybacks.index(numbered[0]) if numbered else len(paybacks)
    keys = ("number" if at > first else "month" for at in range(len(paybacks)))
    return tuple(_said(payback, key, of_old=of_old) for payback, key in zip(paybacks, keys, strict=True))


def _said(months: float | None, key: str, *, of_old: bool = False) -> Sentence:
    if months is None:
        return Sentence("payback.never_of_old" if of_old else "payback.never")
    return Sentence(f"payback.{key}", {"month": ceil(months)}) if months else Sentence("payback.at_once")
