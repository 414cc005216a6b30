"""The money while a figure of the case is not known: the sums there are, and what the missing one has to come to."""

from collections.abc import Iterator, Sequence

from bot.telling.told import turning
from bot.words.figures import counted, figure, money
from bot.words.sentences import sentence
from dialogs.errors import Sentence
from dialogs.findings.money import SoFar
from dialogs.report.sums import MoneySoFar
from dialogs.verdicts.business_case import Spread
from dialogs.verdicts.partial.business_case import Limit

COSTS_BY_YEAR = ("people", "yearly")


def missing(paths: Sequence[str]) -> list[str]:
    """What the figures that nobody knows would say: “what the teaching costs”, one each."""
    return [sentence(f"sum.{path.rpartition('.')[2]}") for path in paths]


def sums(so_far: MoneySoFar) -> Sentence:
    """The figures that are known, each with its low and high; and those nobody knows, which none of the sums holds."""
    return Sentence(
        "so_far.sums_report",
        {
            "parts": list(_parts(so_far)),
            "lacking": missing(so_far.lacking),
            "left_out": bool(so_far.left_out),
        },
    )


def _parts(so_far: MoneySoFar) -> Iterator[str]:
    known, currency = so_far.known, so_far.currency
    for name, spread in (("saving", known.saving), ("once", known.once), ("yearly", known.yearly)):
        own = "case.2.saving" if name == "saving" else f"case.4.{name}"
        if spread and own not in so_far.lacking:
            ends = [money(end, currency) for end in (spread.low, spread.expected, spread.high)]
            yield _part(name, spread, *ends)
    if known.months and known.months.high:  # three zeros stand for “nobody said”, too
        low, high = figure(known.months.low), figure(known.months.high)
        yield _part("months", known.months, low, counted(known.months.expected, "month"), high)


def _part(name: str, spread: Spread, low: str, expected: str, high: str) -> str:
    ranged = spread.low != spread.high
    return sentence(f"so_far.{name}", amount=expected, low=low if ranged else "", high=high)


def limits(so_far: SoFar | MoneySoFar) -> str:
    """What the one figure nobody knows has to come to, at which figures; empty where more is lacking.

    “At the expected figures it is worth EUR 14.7k over 3 years before what the teaching costs, and pays as long as that
    is less. At the low saving (EUR 28k a year) it does not pay even without.”
    """
    limit = so_far.limit
    if limit is None:
        return ""
    values = {
        "what": sentence(f"sum.{limit.part}"),
        "years": counted(so_far.known.horizon or 0, "year"),
        "worth": "" if so_far.worth is None else money(so_far.worth, so_far.currency),
        "amount": _amount(so_far, limit),
        "a_year": limit.part in COSTS_BY_YEAR,
        "known_saving": so_far.known.saving is not None,
    }
    key = limit.part if limit.part in ("saving", "months") else "cost"
    told = sentence(f"limit.{key}", **values)
    return " ".join(filter(None, (told, _at_worst(so_far, key) if limit.turn else "")))


def _at_worst(so_far: SoFar | MoneySoFar, key: str) -> str:
    """The same at the low saving, or while nobody knows that, at the high costs; empty where they are as expected."""
    if so_far.worst is None:
        return ""
    saving = so_far.known.saving
    return sentence(
        f"limit.{key}_at_worst",
        low=money(saving.low, so_far.currency) if saving else "",
        amount=_amount(so_far, so_far.worst),
        a_year=so_far.worst.part in COSTS_BY_YEAR,
    )


def _amount(so_far: SoFar | MoneySoFar, limit: Limit) -> str:
    """Where it turns, on the side on which what is said of it holds; empty where nothing turns it."""
    if limit.turn is None:
        return ""
    if limit.part == "months":
        return figure(round(limit.turn.at, 1))
    return turning(of_old=False, rises=limit.part == "saving")(limit.turn.at, so_far.currency)


def not_reckoned(so_far: SoFar) -> str:
    """Why there is no sum, and what the rest says: “not reckoned yet: nobody knows what it saves. …”."""
    return sentence("hangs.not_reckoned", lacking=missing(so_far.lacking), limit=limits(so_far))
