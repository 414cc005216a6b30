"""One number that is reckoned where it is typed: 55k + 4.8k, 12 sites x 9k, 9k each for 12 sites, 5% of 2m, 20/46.

read("12 sites x 9k", reading)   # Figure(108000.0, doubtful=True, sum="12 × 9,000")
read("9k", reading)              # None: nothing is reckoned

    sum      = product, or products joined by + or minus
    product  = factors joined by x, × , *, @, times or at; an amount “each”, or per thing, and how many; so much a month
               for so long; a share of something
    share    = one whole number of another, where shares are asked for
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress

from dialogs.answers import number_words, rough
from dialogs.answers.figures import Figure, even, grouped, times_in
from dialogs.answers.figures import read as read_alone
from dialogs.answers.products import TIMES, in_words, multiplied
from dialogs.answers.text import excerpt
from dialogs.answers.values import Unreadable

Reading = Callable[[str], Figure]
LONGEST = 100
"""Characters: what is longer is a story."""

_SUM = re.compile(r"(?<=[\w%€$£¥)])(?P<sign>\s*\+\s*(?=\D{0,4}\d)|\s+(?:plus|minus)\s+)", re.IGNORECASE)
_RANGE_TIMES = re.compile(r"\d\s*(?:[-–—]|to|bis)\s*\d+\s*[x×*]\s*\d", re.IGNORECASE)
_EACH = r"(?:each|apiece|(?:per|for each|/) ?(?P<one>[^\W\d_]{3,}))"
_EACH_BEHIND = re.compile(rf"\s+(?:{_EACH})\s*$|\s*/ ?(?P<of>[^\W\d_]{{3,}})\s*$", re.IGNORECASE)
_COUNT = rf"{rough.COUNT} (?:[^\W\d_]+ )?(?P<many>[^\W\d_]{{3,}})"
_AMOUNT_FIRST = re.compile(
    rf"(?P<amount>.*\d.*?)\s*{_EACH}(?:\s*,\s*|\s+)(?:(?:for|in|at|over) )?(?:all )?(?P<count>{_COUNT})", re.IGNORECASE
)
_COUNT_FIRST = re.compile(
    rf"(?P<count>{_COUNT})(?:\s*[,:]\s*|\s+)(?P<amount>[^\s\d]{{0,4}} ?\d\S*)\s+{_EACH}", re.IGNORECASE
)
_SO_MANY = re.compile(
    r"(?P<count>\d[\d.,'’]*(?: ?(?:k|m|mio|million|thousand)\b)?)((?: [^\W\d_]+){1,2})", re.IGNORECASE
)
_UNIT = r"[^\W\d_]+\.?"
_FOR_SO_LONG = re.compile(
    rf"(?P<amount>.*\d.*?)\s*(?:\b(?:an?|per|each|every)\s+|/ ?)(?P<unit>{_UNIT}),?\s+(?:for|over|x|times)\s+"
    rf"(?P<long>{rough.COUNT}|an?)\s*(?P<span>{_UNIT})",
    re.IGNORECASE,
)
_MONTHS: Mapping[str, float] = {"week": 12 / 52, "month": 1, "quarter": 3, "year": 12}
_CENTS = re.compile(r"(?P<count>\d+(?:[.,]\d+)?) ?(?:cents?|ct|pence|rappen)", re.IGNORECASE)
_OF = re.compile(r"(?P<share>[^/]+?) of (?:all |the |our )?(?P<amount>\D{0,4}\d.*)", re.IGNORECASE)
_PART = re.compile(r"\W{0,3}(?P<part>\d+)\s?/\s?(?P<whole>\d+)\W{0,2}")


def read(entry: str, reading: Reading, *, shares: bool = False, spans: bool = False) -> Figure | None:
    """What an entry comes to where it reckons; None where it does not, or is no one amount.

    `reading` reads one operand alone. `shares`: a part of a whole may be meant; `spans`: no time of its own is asked
    for, so that so much a month for two years is the sum of it. Raises Unreadable where a range that is none is
    multiplied: 10-8 x 52 is no 10 to 416.
    """
    text = " ".join(entry.split()).strip(" .")
    if len(text) > LONGEST or not re.search(r"\d", text):
        return None
    if shares and (found := _part(text)):
        return found
    try:
        found = _sum(text, reading, spans=spans)
    except Unreadable:
        found = None
    if found is None and _RANGE_TIMES.search(text):
        raise Unreadable("problem.number", entry=excerpt(entry))
    return found


def is_of_each(entry: str) -> bool:
    """Whether a number is said to be of each, and not of how many there are: “30 each”."""
    if len(entry) > LONGEST:
        return False
    return bool(re.search(r"\d.*\b(?:each|apiece)\W*$", entry, re.IGNORECASE)) and len(re.findall(r"\d+", entry)) == 1


def _part(text: str) -> Figure | None:
    found = _PART.fullmatch(text)
    if found is None or not 0 <= int(found["part"]) <= int(found["whole"]) or not int(found["whole"]):
        return None
    share = float(f"{100 * int(found['part']) / int(found['whole']):.4g}")
    return Figure(share, percent=True, doubtful=True, sum=f"{found['part']} / {found['whole']}")


def _sum(text: str, reading: Reading, *, spans: bool) -> Figure | None:
    pieces = _SUM.split(text)
    terms, signs = pieces[::2], ["", *("-" if "minus" in sign.casefold() else "+" for sign in pieces[1::2])]
    if len(terms) == 1:
        return _product(text, reading, spans=spans)
    if not all(re.search(r"\d", rough.in_digits(term)) for term in terms):
        return None
    figures = [_operand(term, reading, spans=spans) for term in terms]
    if len({(one.percent, one.time, one.unit) for one in figures}) > 1 or any(one.ends for one in figures):
        return None
    total = sum(-one.number if sign == "-" else one.number for one, sign in zip(figures, signs, strict=True))
    words = "".join(
        f"{f' {sign} ' if sign else ''}{one.sum or grouped(one.number)}"
        for one, sign in zip(figures, signs, strict=True)
    )
    return _money(figures)._replace(number=even(total), doubtful=True, sum=words)


def _operand(text: str, reading: Reading, *, spans: bool) -> Figure:
    """What is added: a product, else an amount. Raises Unreadable."""
    with suppress(Unreadable):
        if found := _product(text, reading, spans=spans):
            return found
    return _term(text, reading)


def _term(text: str, reading: Reading) -> Figure:
    """An amount, also with what it is for behind it: 50k hardware. Raises Unreadable."""
    try:
        return reading(text)
    except Unreadable as refused:
        named = re.fullmatch(r"(?P<amount>.*?\d\S*)(?: for)?((?: [^\W\d_]+){1,2})", text)
        if named is None or any(map(_is_measure, named[2].split())):
            raise refused
        return reading(named["amount"])


def _money(figures: list[Figure]) -> Figure:
    """The one that says in which money it is. Raises Unreadable where they differ."""
    named = [one for one in figures if one.currencies]
    if named and not frozenset.intersection(*(one.currencies for one in named)):
        raise Unreadable("problem.currencies", named="")
    return (named or figures)[0]


def _product(text: str, reading: Reading, *, spans: bool) -> Figure | None:
    for shape in (_of_so_long if spans else _no_shape, _of_each, _of_a_share, _of_factors):
        if found := shape(text, reading):
            return found
    return None


def _no_shape(text: str, reading: Reading) -> None:
    return None


def _of_so_long(text: str, reading: Reading) -> Figure | None:
    """8k a month for 2 years."""
    found = _FOR_SO_LONG.fullmatch(text)
    if found is None:
        return None
    unit, span = (number_words.times().get(found[name].casefold().rstrip("."), "") for name in ("unit", "span"))
    if unit not in _MONTHS or span not in _MONTHS:
        return None
    count = _MONTHS[span] / _MONTHS[unit] * float(rough.in_digits(re.sub(r"^an?$", "1", found["long"].casefold())))
    return _times(even(count), reading(found["amount"]))


def _of_each(text: str, reading: Reading) -> Figure | None:
    """9k each for 12 sites, 12 sites, 9k per site."""
    found = _AMOUNT_FIRST.fullmatch(text) or _COUNT_FIRST.fullmatch(text)
    if found is None or not _goes_with(found["one"], found["many"]):
        return None
    return _times(_count(found["count"]), reading(found["amount"]))


def _goes_with(one: str | None, many: str) -> bool:
    return not _is_measure(many) and (
        one is None or (not times_in(one) and many.casefold().startswith(one.casefold()[:-1]))
    )


def _of_a_share(text: str, reading: Reading) -> Figure | None:
    """Half of 300, 5% of 2m."""
    found = None if TIMES.search(text) else _OF.fullmatch(text)
    share = found and rough.one_figure(found["share"], read_alone)
    if found is None or share is None or not share.percent or not 0 <= share.number <= 100:
        return None
    amount = _factor(found["amount"], reading)
    if amount.percent:
        return None
    words = f"{in_words(share)}% × {in_words(amount)}"
    return multiplied([share.times(1 / 100, even), amount], amount)._replace(sum=words)


def _of_factors(text: str, reading: Reading) -> Figure | None:
    factors = [_EACH_BEHIND.sub("", factor) for factor in TIMES.split(text)]
    if len(factors) == 1 or not all(re.search(r"\d", rough.in_digits(factor)) for factor in factors):
        return None
    figures = [_factor(factor, reading) for factor in factors]
    shares = [one for one in figures if one.percent]
    figures = [
        one.times(1 / 100, even)._replace(percent=False, sum=in_words(one) + "%") if one.percent else one
        for one in figures
    ]
    telling = [one for one in figures if one.currencies or one.time or one.unit]
    if len(telling) > 1 or len(shares) > 1 or (shares and len(figures) < 3 and not telling):
        return None
    words = " × ".join(one.sum or in_words(one) for one in figures)
    return multiplied(figures, telling[0] if telling else figures[-1])._replace(sum=words)


def _factor(text: str, reading: Reading) -> Figure:
    """An amount, a share of one, or how many there are of something. Raises Unreadable."""
    if found := _of_a_share(text, reading):
        return found
    if text.rstrip().endswith("%"):
        return rough.one_figure(text, read_alone)
    if cents := _CENTS.fullmatch(text.strip()):
        return read_alone(cents["count"]).times(1 / 100, even)
    try:
        return reading(text)
    except Unreadable as refused:
        if (count := _SO_MANY.fullmatch(rough.in_digits(text))) and not any(map(_is_measure, count[2].split())):
            return read_alone(count["count"])
        raise refused


def _count(text: str) -> float:
    return read_alone(re.sub(r"[^\d.,]+$", "", rough.in_digits(text))).number


def _times(count: float, amount: Figure) -> Figure | None:
    if amount.percent or amount.ends:
        return None
    return amount._replace(
        number=even(count * amount.number), doubtful=True, sum=f"{grouped(count)} × {grouped(amount.number)}"
    )


def _is_measure(word: str) -> bool:
    word = word.casefold()
    known = (number_words.scales(), number_words.currencies(), number_words.times())
    return word in number_words.PERCENT or word in number_words.MINUS or any(word in names for names in known)
