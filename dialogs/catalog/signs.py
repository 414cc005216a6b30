"""The signs of a thin answer: small tests over its words. A follow-up of the catalogue names one in its `when`."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from dialogs.catalog import languages
from dialogs.catalog.languages import Words

Test = Callable[[str, Mapping[str, object], Words], bool]
"""Whether a text (or an option chosen) shows the sign, given all values of its question."""

_WIDE = "、。，．！？；：）」』】》〉"
"""Marks that end words in scripts without spaces, and stand in no address."""
LINK = re.compile(rf"https?://(?:(?![,;]https?://)[^\s<>|\"{_WIDE}])+", re.IGNORECASE)
_AFTER_A_LINK = "?!.,:;*_~'’”…"
_CLOSING = {")": "(", "]": "["}
_PLACE = re.compile(r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-z]{2,20}/\w\S*|\\\\[\w.-]+\\\w\S*", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![A-Za-z])\d")
_DATE = re.compile(r"\b(20\d\d|\d{1,2}[./]\d{1,2})\b")
_SENTENCE = re.compile(r"[.;!?\n]+(?=\s|$)")
_WHOLE_SENTENCE = re.compile(r"[.!?]+(?=\s+[^\W\d_])|\n")
FEW_WORDS = 4
FEW_LETTERS = 25
WIDE_LETTER = 3
"""A letter of Chinese, Japanese or Korean says about as much as three of ours."""
VAGUE_UP_TO = 14


def mentions(text: str, listed: Iterable[str]) -> bool:
    """Whether any of the words or phrases stands in the text."""
    return any(has(text, word) for word in listed)


def has(text: str, word: str) -> bool:
    """Whole words only, so that “etc” is not found in “stretch”. Linear in the text."""
    text = text.lower().replace("’", "'")
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not text[max(start - 1, 0) : start].isalnum() and not text[end : end + 1].isalnum():
            return True
        start = text.find(word, start + 1)
    return False


def _found(words: Words, name: str, text: str) -> bool:
    """Whether a word of a list stands in the text; a star in one stands for any letters."""
    listed = words.get(name, ())
    return bool(listed) and bool(_pattern(rf"\b(?:{_any_of(listed)})\b").search(_apostrophes(text)))


@lru_cache(maxsize=256)
def _any_of(listed: tuple[str, ...]) -> str:
    """The alternatives of a list, the longest first; nothing at all of an empty one."""
    return "|".join(_written(word) for word in sorted(listed, key=len, reverse=True)) or "(?!)"


def _written(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s")


def _apostrophes(text: str) -> str:
    return text.replace("’", "'")


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def links(text: str) -> Iterator[tuple[int, str]]:
    """Where each address begins, and the address: without what ends the sentence, or closes a bracket around it."""
    for found in LINK.finditer(text):
        link = found.group().rstrip(_AFTER_A_LINK)
        while link[-1] in _CLOSING and link.count(link[-1]) > link.count(_CLOSING[link[-1]]):
            link = link[:-1].rstrip(_AFTER_A_LINK)
        if "." in link.partition("://")[2]:
            yield found.start(), link


def without_links(text: str) -> str:
    """The words of a text; an address has digits and words of its own."""
    return _PLACE.sub(" ", LINK.sub(" ", text))


def without_schedules(own: str, words: Words) -> str:
    """Words without what is to be counted again and again: “counted weekly” says how it is watched.

    So does “weekly 200 of them counted by hand”, at the beginning of a clause, where nothing says that it was done.
    """
    counted, often = (_any_of(words.get(name, ())) for name in ("counted", "how_often"))
    if not (counted and often):
        return own
    few = r"(?:(?!\b(?:was|were|been|has|have|had)\b)[^.;:\n]){0,60}?"
    first = rf"(?:(?<=[.;:,\n])|^)\s*(?!an? )(?:{often})\s+\d{few}\b(?:{counted})\b"
    return _pattern(rf"\b(?:{counted}),?\s+(?:{often})\b|{first}").sub(" ", own)


def is_counted(own: str, words: Words) -> bool:
    """Whether words without their links say that somebody counted, and not that nobody did or that somebody will.

    A department or an invoice alone counts nothing: finance has booked it, by the invoices.
    """
    counted = (one for one in _SENTENCE.split(own) if _says_who_counted(one, words))
    return not is_unsure(own) and any(not _found(words, "not_so", _COMPOUND.sub("", one)) for one in counted)


def _says_who_counted(text: str, words: Words) -> bool:
    return mentions(text, words.get("counted", ())) or bool(_counting(words).search(_apostrophes(text)))


def _counting(words: Words) -> re.Pattern[str]:
    """Finance has booked it; booked by finance; by the caterer's invoices; in our May trial; the audit found."""

    def listed(name: str) -> str:
        return _any_of(words.get(name, ()))

    few = r"\W+(?:[\w'’]+\s+){0,3}"
    shapes = (
        rf"(?:{listed('keepers')})\s+(?:\w+\s+){{0,2}}(?:{listed('keeping')})",
        rf"(?:{listed('keeping')})\s+by\s+(?:\w+\s+){{0,2}}(?:{listed('keepers')})",
        rf"(?:{listed('looked_up')}){few}(?:{listed('records')}|{listed('enquiries')})",
        rf"(?:{listed('looked_into')}){few}(?:{listed('enquiries')})",
        rf"(?:{listed('records')}|{listed('enquiries')})\s+(?:{listed('telling')})",
    )
    in_brackets = rf"\((?:[\w'’]+\s+){{0,3}}(?:{listed('records')}|{listed('enquiries')})\b"
    return _pattern(rf"\b(?:{'|'.join(shapes)})\b|{in_brackets}")


_COMPOUND = re.compile(r"\b(?:no|non|not)-(?=[^\W\d_])", re.IGNORECASE)
"""What denies nothing, as it is the first part of a word: no-shows, no-load losses, non-payers."""
_PASSED_ON = re.compile(
    r"\bask\s+@\w"
    r"|(?:^|[^\w\s]\s*|\b(?:please|just|or|and|better)\s+)(?:ask|check with|talk to)"
    r"(?:\s+@?[\w'-]+){1,3}\s*(?=[^\w\s]|$)",
    re.IGNORECASE,
)


def is_unsure(text: str) -> bool:
    """Whether somebody, of whatever language, says they don't know, or passes it on: a gut feeling, ask @Tom."""
    return mentions(text, languages.unsure()) or is_passed_on(text)


def is_passed_on(text: str) -> bool:
    """Whether it is handed to somebody, and no more said: ask @Tom, talk to them."""
    return bool(_PASSED_ON.search(text))


def is_a_guess(text: str) -> bool:
    """Whether a few words come to no more than a guess, in any of the languages."""
    return _brief(text) and mentions(text, languages.guesses())


def names_no_one(text: str) -> bool:
    """Nobody, niemand, personne: at the beginning of a few words, without more to it."""
    own = text.strip().casefold()
    return _brief(own) and any(re.match(rf"{re.escape(word)}\b", own) for word in languages.no_one())


def is_guessed(own: str, words: Words) -> bool:
    """Whether words without their links say that nobody counted, or each of their figures is a guess or to come."""
    figures = filter(has_digits, _SENTENCE.split(own))
    return (
        is_unsure(own) or _says_nobody(words, "counting", own) or all(_found(words, "guessed", one) for one in figures)
    )


def doubt_in(text: str, words: Words) -> str | None:
    """The first word that leaves things open, as the list has it.

    None beside a figure or a link, or where somebody says what is not known: whoever does so leaves nothing vague.
    """
    if has_number(text, words) or points_somewhere(text) or _says_what_is_not_known(text, words):
        return None
    return hedge_in(text, words, "hedge")


def hedge_in(text: str, words: Words, *lists: str) -> str | None:
    """The first word of these lists that the speaker says, as the list has it."""
    own = _of_the_speaker(text, words)
    return next((word for name in lists for word in words.get(name, ()) if has(own, word)), None)


def _says_what_is_not_known(text: str, words: Words) -> bool:
    return _lacks_a_figure(text, words) or _says_nobody(words, "comparing", text)


def _lacks_a_figure(text: str, words: Words) -> bool:
    """Nobody counted, the number is not known: an answer to “how many”. That nobody knows why is none."""
    said, other = _any_of(words.get("not_known", ())), _any_of(words.get("not_figures", ()))
    known = _pattern(rf"\b(?:{said})(?!\W+(?:{other})\b)(?!\w)").search(_apostrophes(text))
    return bool(known) or _says_nobody(words, "counting", text)


def _of_the_speaker(text: str, words: Words) -> str:
    """Without the doubts of others: “customers who might cancel”."""
    others, may = (_any_of(words.get(name, ())) for name in ("others", "others_may"))
    return _pattern(rf"\b({others})\s+(?:{may})\b").sub(r"\1", text)


def has_number(text: str, words: Words) -> bool:
    """A figure, in digits or spelt out."""
    return has_digits(text) or _found(words, "spelt", _without(words, "not_spelt", text))


def _without(words: Words, name: str, text: str) -> str:
    return _pattern(rf"\b(?:{_any_of(words.get(name, ()))})\b").sub(" ", text)


def has_digits(text: str) -> bool:
    return bool(_NUMBER.search(text))


def has_period(text: str, words: Words) -> bool:
    """Over what time something holds."""
    own = without_links(text)
    return is_dated(own, words) or mentions(own, words.get("month", ())) or _has_span(own, words)


def _has_span(own: str, words: Words) -> bool:
    """30-120 days, 48 hours, 1.2M/yr, FY2025."""
    spans, hours, a_time = (_any_of(words.get(name, ())) for name in ("spans", "hours", "a_time"))
    spent = "".join(rf"(?<!{re.escape(word)} )" for word in words.get("spending", ()))
    return bool(
        _pattern(
            rf"\d\s?(?:-|–|to)?\s?\d*\s?(?:{spans})\b|{spent}\b\d+ (?:{hours})\b|/\s?(?:{a_time})\b|\bfy\s?\d\d"
        ).search(own)
    )


def is_dated(own: str, words: Words) -> bool:
    """Whether words without their links name a period or a year; a month or a span alone may be something else."""
    before = _any_of(words.get("before_a_year", ()))
    year = _pattern(
        rf"(?:\b(?:{before})|[a-z]{{3,9}}\.?|q[1-4]|[-/–(])\s?20[0-3]\d\b(?!\s+[a-z]+s\b)|^20[0-3]\d\b(?!\s+[a-z]+s\b)"
    )
    return mentions(own, words.get("period", ())) or bool(year.search(own))


def points_somewhere(text: str) -> bool:
    """A link, an address without its https, or a folder on a server."""
    return any(True for _ in links(text)) or bool(_PLACE.search(text))


def _vague_goal(text: str, values: Mapping[str, object], words: Words) -> bool:
    """S2.proc.1vague: a verb of growth and a noun of everything, briefly, without a figure."""
    vague = mentions(text, words.get("vague_verb", ())) and mentions(text, words.get("vague_noun", ()))
    return vague and not has_number(without_links(text), words) and len(text.split()) <= VAGUE_UP_TO


def _nothing_simpler_weighed(choice: str, values: Mapping[str, object], words: Words) -> bool:
    """S4.exam.2a: no alternative picked, or none of them without saying what makes sure."""
    because = str(values.get("because", ""))
    return not choice or (choice == "none" and (_brief(because) or _fashion(because, values, words)))


def _fashion(text: str, values: Mapping[str, object], words: Words) -> bool:
    return mentions(text, words.get("fashion", ())) and not has_number(without_links(text), words)


def _nobody_looked(text: str, values: Mapping[str, object], words: Words) -> bool:
    """Nobody went through the data; who did and counted nothing has looked."""
    seen = _nobody(words, "counting").sub("", _apostrophes(text))
    return (mentions(seen, words.get("unseen", ())) or names_no_one(text)) and not points_somewhere(text)


def _data_to_come(text: str, values: Mapping[str, object], words: Words) -> bool:
    """Data that does not exist yet; not where that sentence or the next says from when, and how much in a time."""
    sentences = [*_WHOLE_SENTENCE.split(text), ""]
    return any(
        mentions(one, words.get("to_come", ())) and not _has_day_and_rate(f"{one}. {after}", words)
        for one, after in pairwise(sentences)
    )


def _has_day_and_rate(text: str, words: Words) -> bool:
    """From 1 May, 300 a week."""
    return (_has_day(text, words) or _is_ahead(text, words)) and bool(_rate(words).search(text))


def _has_day(text: str, words: Words) -> bool:
    """A day or a month to begin from: 1 May, from May, 2027-05-01. Not the verb of “they may record it”."""
    return bool(_DATE.search(text)) or names_a_month(text, words)


def names_a_month(text: str, words: Words) -> bool:
    """In March, 1 May, May 3."""
    month, before = _any_of(words.get("month", ())), _any_of(words.get("before_a_year", ()))
    named = _pattern(rf"\b(?:{before}|\d{{1,2}}(?:st|nd|rd|th|\.)?)\s+(?:{month})\b|\b(?:{month})\.?\s+\d")
    return bool(named.search(text))


def _rate(words: Words) -> re.Pattern[str]:
    """300 examples a week, forty a day, 300/week, 300 weekly; the 1 of 1 May is none."""
    spelt, often, month = (_any_of(words.get(name, ())) for name in ("spelt", "how_often", "month"))
    number = rf"(?:(?<![\w.,/-])\d[\d.,]*k?(?!\.?\s+(?:{month})\b)|\b(?:{spelt})\b)"
    return _pattern(rf"{number}\s*(?:[a-z'-]+\s+){{0,3}}(?:(?:{often})\b|/\s?(?:{_any_of(words.get('a_time', ()))})\b)")


def _no_number(text: str, values: Mapping[str, object], words: Words) -> bool:
    """A number is missing; not where somebody says that there is none yet, which is an answer."""
    return bool(words) and not has_number(without_links(text), words) and not _lacks_a_figure(text, words)


def _says_nobody(words: Words, did: str, text: str) -> bool:
    """Nobody has ever counted, we haven't tried."""
    return bool(_nobody(words, did).search(_apostrophes(text)))


def _nobody(words: Words, did: str) -> re.Pattern[str]:
    nobody, between, verbs = (_any_of(words.get(name, ())) for name in ("nobody", "between", did))
    return _pattern(rf"\b(?:{nobody})(?: (?:{between}))* (?:{verbs})\b")


def _no_period(text: str, values: Mapping[str, object], words: Words) -> bool:
    return bool(words) and has_number(without_links(text), words) and not has_period(text, words)


def _no_link(text: str, values: Mapping[str, object], words: Words) -> bool:
    """A link is missing; not where somebody says that there is nothing yet to link to."""
    return not points_somewhere(text) and not _says_nobody(words, "comparing", text)


def _no_date(text: str, values: Mapping[str, object], words: Words) -> bool:
    said = mentions(text, (*words.get("month", ()), *words.get("period", ())))
    return bool(words) and not _DATE.search(text) and not said and not _is_ahead(text, words)


def _is_ahead(text: str, words: Words) -> bool:
    """In 3 weeks, within two months."""
    ahead = _any_of(words.get("ahead", ()))
    return bool(_pattern(rf"\bin \d+ (?:{ahead})\b|\bwithin \w+ \w+\b").search(text))


def _hedged(text: str, values: Mapping[str, object], words: Words) -> bool:
    return doubt_in(text, words) is not None


def _short(text: str, values: Mapping[str, object], words: Words) -> bool:
    return bool(text) and _brief(text) and not points_somewhere(text) and not _NONE.fullmatch(text)


_NONE = re.compile(r"\W*(?:none(?: yet| so far)?|nobody(?: yet)?|no one|nothing(?: yet)?|nil|never)\W*", re.IGNORECASE)
"""Short, and all there is to say; that it is a gap is for the objections to say."""


def _brief(text: str) -> bool:
    """Few words and few letters: some languages put no spaces between words."""
    letters = sum(WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return len(text.split()) < FEW_WORDS and letters < FEW_LETTERS


TESTS: Mapping[str, Test] = {
    "vague_goal": _vague_goal,
    "nothing_simpler_weighed": _nothing_simpler_weighed,
    "fashion": _fashion,
    "nobody_looked": _nobody_looked,
    "data_to_come": _data_to_come,
    "no_number": _no_number,
    "no_period": _no_period,
    "no_link": _no_link,
    "no_date": _no_date,
    "hedged": _hedged,
    "short": _short,
}
"""The tests by the name a rule's `when` gives them. Without word lists only those fire that need no words."""
