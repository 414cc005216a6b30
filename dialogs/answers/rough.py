"""Numbers as people say them: a tenth, one in forty, two hundred, 5-6, three of them in a sentence (English)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dialogs.answers import number_words
from dialogs.answers.counts import NUMBERS, PARTS
from dialogs.answers.figures import Figure
from dialogs.answers.remarks import DOUBT_BEFORE, is_remark
from dialogs.answers.text import excerpt
from dialogs.answers.values import Unreadable

_SCALES = "dozen|hundred|thousand|million|billion"
_COUNT = rf"(?:\d+|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_PART = rf"(?:{'|'.join(sorted(PARTS, key=len, reverse=True))}|halves)s?"

_SPAN = r"(?:minute|hour|day|week|fortnight|month|quarter|year)"
_ABOUT = re.compile(
    r"\b(?:(?:more|something|sth|smth|somewhere) like|(?:some|any)where (?:around|near)|closer to"
    r"|in the (?:region|order|range) of|on the order of"
    r"|i(?:['’]d| would)? (?:say|guess|estimate|reckon|think)|(?:my|our)(?: best)? guess(?: is|:)?"
    r"|(?:just|a (?:bit|little|shade)|slightly) (?:under|below|over|above)"
    r"|give or take|(?:or )?thereabouts)(?=\W|$)",
    re.IGNORECASE,
)
"""What says that a number is not to be taken to the letter, in more than a word."""
_ALL = re.compile(r"^\W*all (?:of )?(?:the |our )?(?=\D{0,3}\d)", re.IGNORECASE)
_ODD = re.compile(r"(?<=\d)[- ]odd\b", re.IGNORECASE)
_REMARK = re.compile(r"(?<=\S) ?\(([^()\d;|\n]{3,80})\)")
_FRACTION_OF = re.compile(
    rf"\b(?:a )?(?P<part>half|quarter) (?:of )?(?:an? )?(?=(?:{_SCALES}|{_SPAN})\b)", re.IGNORECASE
)
_THREE_QUARTERS = re.compile(rf"\bthree quarters of an? (?={_SPAN}\b)", re.IGNORECASE)
_TIMES = re.compile(r"(?<![\d.,])(\d+(?:\.\d{1,2})?) ?[x×*] ?(\d+(?:\.\d{1,2})?)(?![\d.,]*\d)", re.IGNORECASE)
_EACH = re.compile(
    r"(?<![\d.,])(\d+) (?:people|persons|clerks|colleagues) (?:at|for|with|x) (\d+(?:[.,]5)?)(?![\d.,]*\d)",
    re.IGNORECASE,
)
_OR_TWO = re.compile(rf"\b(?:an?|one|1) (?P<unit>{_SPAN}) or two\b", re.IGNORECASE)
_NOTHING = re.compile(
    r"[\s.!]*(?:nothing|none|(?:for )?free(?: of charge)?|nil|zero|no costs?|0)"
    r"(?: once| extra| more| a year| per year)?[\s.!]*",
    re.IGNORECASE,
)
_A_UNIT = re.compile(rf"\ban? (?={_SPAN}\b)", re.IGNORECASE)
_LINKED = r"(?:to|and|or|bis|till?|until|maybe|perhaps|possibly|up to|[-–—])"
_ONE_END = re.compile(
    rf"(?P<before>^\W*(?:(?:about|maybe|between|from) )*|[,–—-] ?|\b{_LINKED} )an? (?P<unit>{_SPAN})"
    rf"(?=\W*$|,? {_LINKED} )",
    re.IGNORECASE,
)
"""A unit that is one end of a length, and no rate: “a month, maybe 6 weeks”."""
_AND_A_HALF = re.compile(rf"\b(?P<whole>{_COUNT}) and an? half\b", re.IGNORECASE)
_A_UNIT_AND_A_HALF = re.compile(r"\b(?:an?|one|1) (?P<unit>hour|day|week|month|year) and an? half\b", re.IGNORECASE)
_COUPLE = re.compile(r"\b(?:a )?couple(?: of)?\b", re.IGNORECASE)
_ONE_OF = re.compile(rf"(?<![\d.,%])\ban? (?=(?:{_SCALES})\b)", re.IGNORECASE)
_IN_SO_MANY = re.compile(
    rf"(?<![\w.,])(?P<part>{_COUNT}) (?:in|out of|of) (?:an? |every )?(?P<whole>{_COUNT}|hundred|thousand)"
    r"(?![\w%]|[.,]\d| ?(?:seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?)\b)",
    re.IGNORECASE,
)
_PARTS_OF_ONE = re.compile(rf"(?<![\w.,])(?:(?:an?|(?P<count>{_COUNT}))[ -])?(?P<part>{_PART})\b", re.IGNORECASE)
_NO_COUNT = "".join(f"(?<!{word} )" for word in ("right", "wrong", "needless", "good", "bad", "each", "every", "this"))
_BUT_ONE = "|".join(sorted((word for word in NUMBERS if word != "one"), key=len, reverse=True))
_IN_WORDS = re.compile(rf"\b(?:{_NO_COUNT}one|{_BUT_ONE})\b", re.IGNORECASE)
YEARS = range(1900, 2100)
"""120 in 2025 is no share."""
_WHOLES = {"hundred": 100, "thousand": 1000}


_ROUGHLY = re.compile(
    rf"[~≈]|(?<!\w)(?:{'|'.join(sorted(map(re.escape, number_words.ABOUT), key=len, reverse=True))})(?!\w)"
    r"|(?<!\w)c\. ?(?=\d)|\bor so\b|(?<=\d)ish\b",
    re.IGNORECASE,
)


def is_about(text: str) -> bool:
    """Whether a number is said to be so roughly: ca. 7, ~40k, 300-odd, 12 or so, in the region of 50."""
    return any(pattern.search(text) for pattern in (_ROUGHLY, _ABOUT, _ODD))


def is_unsure(text: str) -> bool:
    """Whether a number is put in doubt: 200k?, 12 (?), “200k, not sure”, “not sure, 200k”."""
    return bool(_UNSURE.search(text) or DOUBT_BEFORE.match(text))


_UNSURE = re.compile(r"(?<=[^\s?])\s{0,2}\(?\?|\b(?:not (?:\w+ )?(?:sure|certain)|unsure|uncertain)\b", re.IGNORECASE)


def without_doubt(text: str) -> str:
    """A day without the doubt behind it: “30 June?”, “30 June (?)” and “30 June, not sure” are all the 30th of June.

    All of the text where nothing else stands there.
    """
    found = _DOUBT_BEHIND.fullmatch(text.strip())
    return found["said"] if found else text


_DOUBT_BEHIND = re.compile(
    r"(?P<said>.*\w\.?)(?:\s?\(?\?{1,9}\)?|[\s,;–—-]{1,9}\(?(?:but )?(?:not (?:\w+ )?(?:sure|certain)|unsure|uncertain)"
    r"(?: yet)?\)?\.?)",
    re.IGNORECASE,
)


def in_digits(text: str) -> str:
    """The text with what it says in words in digits: “about a tenth” is “about 10%”, “one in forty” 2.5%."""
    for pattern, digits in _DIGITS:
        text = pattern.sub(digits, text)
    return text


def _share_of(found: re.Match[str]) -> str:
    whole = _WHOLES.get(found["whole"].casefold()) or _counted(found["whole"])
    part = _counted(found["part"])
    return _percent(part / whole) if 0 < part <= whole and whole not in YEARS else found[0]


def _parts_of_one(found: re.Match[str]) -> str:
    """A share, unless a number stands before it: “50 a quarter” speaks of a time."""
    named = found["part"].casefold()
    size = 2 if named == "halves" else PARTS[named if named in PARTS else named.removesuffix("s")]
    count = _counted(found["count"] or "1")
    of_a_number = re.search(r"\d", re.split(r"[/;|,\n]", found.string[: found.start()])[-1])
    return _percent(count / size) if 0 < count <= size and not of_a_number else found[0]


def _counted(word: str) -> int:
    return int(NUMBERS.get(word.casefold(), word))


def _percent(share: float) -> str:
    return f"{share * 100:.4g}%"


_DIGITS: Sequence[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = (
    (_ALL, ""),
    (_ABOUT, "about"),
    (_OR_TWO, lambda found: f"1-2 {found['unit']}s"),
    (_A_UNIT_AND_A_HALF, lambda found: f"1.5 {found['unit']}s"),
    (_COUPLE, "2"),
    (_AND_A_HALF, lambda found: f"{_counted(found['whole'])}.5"),
    (_THREE_QUARTERS, "0.75 "),
    (_FRACTION_OF, lambda found: f"{1 / PARTS[found['part'].casefold()]:g} "),
    (_IN_SO_MANY, _share_of),
    (_ONE_OF, "1 "),
    (_ONE_END, r"\g<before>1 \g<unit>"),
    (_A_UNIT, lambda found: found[0] if re.search(r"\d", found.string) else "1 "),
    (_PARTS_OF_ONE, _parts_of_one),
    (_IN_WORDS, lambda found: NUMBERS[found[0].casefold()]),
    (_ODD, ""),
    (_REMARK, lambda found: _remark(found)),
    (_EACH, r"\1 x \2"),
    (_TIMES, lambda found: f"{float(found[1]) * float(found[2]):g}"),
)


def with_decimals(text: str) -> str:
    """“1/2 million”, “3/4 of an hour” and “1/2 FTE”, whose slash parts no two numbers, in decimals."""
    return _SLASHED_PART.sub(lambda found: f"{int(found['part']) / int(found['whole']):.4g} ", text)


_SLASHED_PART = re.compile(
    r"(?<![\d/.,])(?P<part>[123])/(?P<whole>[2348])(?: (?:of )?(?:an? )?)"
    rf"(?=(?:{_SCALES}|{_SPAN}|fte|person|mins?|hrs?)\b)",
    re.IGNORECASE,
)
COUNT = _COUNT
"""A whole number, in digits or in a word."""


def without_remarks(text: str) -> str:
    """Without what is said in brackets behind something, and says nothing of how much it is."""
    return _REMARK.sub(_remark, text)


def _remark(found: re.Match[str]) -> str:
    return "" if is_remark(found[1]) else found[0]


_LIMIT = re.compile(
    r"^\W*(?:to )?(?:(?:be |stay |get |go |bring it |down |up )*(?:(?:no|not) (?:more|less|fewer|higher|lower) than"
    r"|at (?:the )?(?:very )?(?:most|least|maximum|minimum)|up to|down to|below|under|beneath|(?:less|fewer|lower) than"
    r"|(?:more|higher|better) than|over|above|beyond|min(?:imum)?\b\.?|max(?:imum)?\b\.?|mindestens|höchstens|maximal"
    r"|mind\b\.?|unter|über|bis zu)(?: of)?:?|[<>≤≥]=?)\s*"
    rf"(?=[^\W\d_]{{0,3}}\s?[$€£¥]?\s?\d|{_COUNT}\b)",
    re.IGNORECASE,
)
_LIMIT_BEHIND = re.compile(
    r"(?<=[\w%€$£]),? (?:or (?:less|fewer|lower|below|under|more|higher|above|better|over)|at (?:the )?(?:most|least)"
    r"|max(?:imum)?\.?|minimum|tops|oder (?:weniger|mehr))\W*$|(?<=[\dk%])\+\s*$",
    re.IGNORECASE,
)


def without_limit(text: str) -> str:
    """A number to which something may rise or fall, alone: at most 5, under 5, 100k or more, min. 3."""
    return _LIMIT_BEHIND.sub("", _LIMIT.sub("", text))


def is_number(text: str) -> bool:
    """Whether a number is said in it, however: in digits, in words, or as nothing."""
    return bool(re.search(r"\d", in_digits(text)) or _NOTHING.fullmatch(text))


def is_nothing(text: str) -> bool:
    """“Nothing once”: of several sums, one that is 0."""
    return bool(_NOTHING.fullmatch(text))


# ---- two ends

_DIGITS_RUN = r"\d[\d.,’'_]*"
_HEDGE = r"(?:maybe|perhaps|possibly|probably|even|rather|more\s+like|up\s+to|at\s+(?:most|worst))"
_ENDS = re.compile(
    rf"""(?P<before>[^\d]*?)(?P<low>{_DIGITS_RUN})(?P<own>[^\d/;|\n]*?)
         \s*(?P<link>[-–—]|\.\.+|\b(?:to|and|or|bis|till?|until)\b(?:\s+{_HEDGE}\b)?|\b{_HEDGE}\b)\s*(?P<money>[a-z]{{0,3}}[$€£¥]?\s?)
         (?P<high>{_DIGITS_RUN})(?P<behind>[^\d/;|\n]*)""",
    re.VERBOSE | re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|from|somewhere|anywhere)\b", re.IGNORECASE)


def ends_of(text: str) -> tuple[str, str] | None:
    """The two ends of “5-6 weeks”, “between 180 and 200k”, “EUR 5 to 6”; what stands beside one stands for both.

    The text is `in_digits` already.
    """
    found = _ENDS.fullmatch(text.strip())
    if found is None or found["before"].strip().endswith(tuple("-–−")):
        return None
    if found["link"].casefold() == "and" and not _BETWEEN.search(found["before"]):
        return None
    before = _BETWEEN.sub("", found["before"])
    own = found["own"] if found["own"].strip() else found["behind"]
    return f"{before}{found['low']}{own}", f"{before}{found['money']}{found['high']}{found['behind']}"


def one_figure(text: str, reading: Callable[[str], Figure], names: re.Pattern[str] | None = None) -> Figure:
    """One number, however it is said; of two ends the middle. What was not written in digits is shown as it was read.

    `names` are those whose digits are no number's (F1). Raises Unreadable, of the text as it was typed.
    """
    plain = in_digits(text)
    try:
        middle = _middle(ends_of(names.sub("score", plain) if names else plain), reading)
        if middle is not None:
            return middle
        return reading(plain)._replace(doubtful=True) if plain != text else reading(text)
    except Unreadable as error:
        if "entry" not in error.sentence.values:
            raise
        raise Unreadable(error.sentence.key, **{**error.sentence.values, "entry": excerpt(text)}) from None


def _middle(ends: tuple[str, str] | None, reading: Callable[[str], Figure]) -> Figure | None:
    """None where there are no two ends, or where they are no range: 2026-11, 5% to 7 EUR."""
    if ends is None:
        return None
    low, high = map(reading, ends)
    alike = (low.percent, low.currencies, low.unit) == (high.percent, high.currencies, high.unit)
    if not (alike and low.time in ("", high.time) and 0 <= low.number < high.number):
        return None
    middle = float(f"{(low.number + high.number) / 2:.12g}")
    return high._replace(number=middle, doubtful=True, ends=(low.number, high.number))


# ---- three numbers in a sentence

_EXPECTED = re.compile(
    r"\b(?:expected|expect|exp|(?:most )?likely|probabl[ey]|prob|realistic(?:ally)?"
    r"|best guess|average|avg|typical(?:ly)?|normal(?:ly)?|usual(?:ly)?"
    r"|middle)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"\b(?:lowest|low|highest|high|worst|best|pessimistic(?:ally)?|optimistic(?:ally)?|at least|at most|at|up to"
    r"|min(?:imum)?|max(?:imum)?|well|badly|not|wrong|right|maybe|perhaps|say|could|might|may|can|will|would|should|be|is|it|if|all"
    r"|goes|go|things|case|guess|we|i|think|then|but|even|as|rather|more|and|or|when|with|takes?|needs?|after|afterwards"
    r"|they|that|this|which|for|plus|another|its?|their|our|us|cost|costs|about)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r",\s|[;()\n]|\bbut\b|\bthen\b", re.IGNORECASE)


def unlinked(text: str) -> str:
    """The text without the words that make a sentence of its numbers, and say nothing about them."""
    return " ".join(_LINKS.sub(" ", text).split())


class Three(NamedTuple):
    """Three numbers of a sentence, with what stood beside each; `expected`, where one is so named."""

    parts: list[str]
    expected: int | None


def three_in_words(text: str) -> Three | None:
    """The numbers of “probably 180k, 250k if it goes well, 120k if not”. None where there are not three."""
    parts: list[str] = []
    expected: list[int] = []
    for clause in _CLAUSES.split(in_digits(text)):
        numbers = _numbers_of(clause)
        expected += [len(parts)] if len(numbers) == 1 and _EXPECTED.search(clause) else []
        parts += numbers
    return Three(parts, expected[0] if len(expected) == 1 else None) if len(parts) == 3 else None


def with_one_unit(three: Three) -> list[Three]:
    """As they stand; or a bare one with what stands beside the others: “30-50k, probably 40”."""
    bare = [at for at, part in enumerate(three.parts) if re.fullmatch(rf"\W*{_DIGITS_RUN}\W*", part)]
    others = [part for at, part in enumerate(three.parts) if at not in bare]
    if len(bare) != 1:
        return [three]
    behind = re.sub(rf"^.*?{_DIGITS_RUN}", "", others[-1])
    return [three, three._replace(parts=[part + behind if at in bare else part for at, part in enumerate(three.parts)])]


def _numbers_of(clause: str) -> list[str]:
    bare = unlinked(_EXPECTED.sub(" ", clause))
    return list(ends_of(bare.removeprefix("between ")) or ends_of(clause) or [bare]) if re.search(r"\d", bare) else []
