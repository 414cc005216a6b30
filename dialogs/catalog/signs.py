"""The signs of a thin answer: small tests over its words. A follow-up of the catalogue names one in its `when`."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

Words = Mapping[str, tuple[str, ...]]
"""The word lists of dialogs/catalog/followups.yaml."""

Test = Callable[[str, Mapping[str, object], Words], bool]
"""Whether a text (or an option chosen) shows the sign, given all values of its question."""

LINK = re.compile(r"https?://(?:(?!,https?://)[^\s<>|\"])+", re.IGNORECASE)
_AFTER_A_LINK = "?!.,:;*_~'’”"
_PLACE = re.compile(r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-z]{2,20}/\w|\\\\[\w.-]+\\\w", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![A-Za-z])\d")
_SPELT = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundreds?|"
    r"thousands?|millions?|dozens?|half|third|quarter of|double|twice|percent|per cent"
    r"|(?:a|one|every) (?:quarter(?! ago)|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth)"
    r"|(?:fif|six|seven|eigh|nin|ten|twentie|hundred)ths)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(20\d\d|\d{1,2}[./]\d{1,2}|in \d+ (?:days|weeks|months)|within \w+ \w+)\b", re.IGNORECASE)
_NOBODY = r"(?:\b(?:nobody|no one|none of us|not|never)|n['’]t)(?: (?:has|have|had|ever|yet|been|really))* "
_UNCOUNTED = re.compile(
    _NOBODY + r"(?:measured|counted|recorded|tracked|reckoned|estimated|added up|knows? how (?:many|much|often))\b",
    re.IGNORECASE,
)
_UNCOMPARED = re.compile(_NOBODY + r"(?:compared|tried|tested)\b", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|from|to|for|during|before|after|fy|cy|early|late|mid|summer|winter|spring|autumn)"
    r"|[a-z]{3,9}\.?|q[1-4]|[-/–(])\s?20[0-3]\d\b(?!\s+[a-z]+s\b)"
    r"|^20[0-3]\d\b(?!\s+[a-z]+s\b)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\d\s?(?:-|–|to)?\s?\d*\s?(?:days|weeks|months|years|nights|minutes|mins)\b|(?<!spend )(?<!spends )\b\d+ hours\b"
    r"|/\s?(?:y|yr|year|a|mo|month|wk|week|d|day|h|hr|hour)\b|\bfy\s?\d\d",
    re.IGNORECASE,
)
"""30-120 days, 48 hours, 1.2M/yr, FY2025."""
_NOT_SO = re.compile(
    r"\b(?:nobody|no one|nothing|not|never|none|without|guess\w*|estimat\w*|will|would|then|plan\w*|going to|should"
    r"|could)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words after which “counted” does not say that somebody counted."""
_SENTENCE = re.compile(r"[.;!?\n]+(?=\s|$)")
_OF_OTHERS = re.compile(r"\b(who|that|which|what|they|it)\s+(?:might|may)\b", re.IGNORECASE)
"""“Customers who might cancel” is no doubt of the speaker's."""
FEW_WORDS = 4
FEW_LETTERS = 25
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


def links(text: str) -> Iterator[tuple[int, str]]:
    """Where each address begins, and the address: without what ends the sentence, or closes a bracket around it."""
    for found in LINK.finditer(text):
        link = found.group().rstrip(_AFTER_A_LINK)
        while link.endswith(")") and link.count(")") > link.count("("):
            link = link[:-1].rstrip(_AFTER_A_LINK)
        if "." in link.partition("://")[2]:
            yield found.start(), link


def without_links(text: str) -> str:
    """The words of a text; an address has digits and words of its own."""
    return LINK.sub(" ", text)


def is_counted(own: str, words: Words) -> bool:
    """Whether words without their links say that somebody counted, and not that nobody did or that somebody will."""
    return any(mentions(one, words["counted"]) and not _NOT_SO.search(one) for one in _SENTENCE.split(own))


def doubt_in(text: str, words: Words) -> str | None:
    """The first word that leaves things open, as the list has it; none beside a figure or a link."""
    if has_digits(text) or points_somewhere(text):
        return None
    own = _OF_OTHERS.sub(r"\1", text)
    return next((word for word in words["hedge"] if has(own, word)), None)


def has_number(text: str) -> bool:
    """A figure, in digits or spelt out."""
    return bool(_NUMBER.search(text) or _SPELT.search(text))


def has_digits(text: str) -> bool:
    return bool(_NUMBER.search(text))


def has_period(text: str, words: Words) -> bool:
    """Over what time something holds."""
    own = without_links(text)
    return is_dated(own, words) or mentions(own, words["month"]) or bool(_SPAN.search(own))


def is_dated(own: str, words: Words) -> bool:
    """Whether words without their links name a period or a year; a month or a span alone may be something else."""
    return mentions(own, words["period"]) or bool(_YEAR.search(own))


def points_somewhere(text: str) -> bool:
    """A link, an address without its https, or a folder on a server."""
    return any(True for _ in links(text)) or bool(_PLACE.search(text))


def _vague_goal(text: str, values: Mapping[str, object], words: Words) -> bool:
    """S2.proc.1vague: a verb of growth and a noun of everything, briefly, without a figure."""
    vague = mentions(text, words["vague_verb"]) and mentions(text, words["vague_noun"])
    return vague and not has_number(text) and len(text.split()) <= VAGUE_UP_TO


def _nothing_simpler_weighed(choice: str, values: Mapping[str, object], words: Words) -> bool:
    """S4.exam.2a: no alternative picked, or none of them without saying what makes sure."""
    because = str(values.get("because", ""))
    return not choice or (choice == "none" and (_brief(because) or _fashion(because, values, words)))


def _fashion(text: str, values: Mapping[str, object], words: Words) -> bool:
    return mentions(text, words["fashion"]) and not has_number(text)


def _nobody_looked(text: str, values: Mapping[str, object], words: Words) -> bool:
    """Nobody went through the data; who did and counted nothing has looked."""
    return mentions(_UNCOUNTED.sub("", text), words["unseen"]) and not points_somewhere(text)


def _data_to_come(text: str, values: Mapping[str, object], words: Words) -> bool:
    return mentions(text, words["to_come"])


def _no_number(text: str, values: Mapping[str, object], words: Words) -> bool:
    """A number is missing; not where somebody says that there is none yet, which is an answer."""
    return not has_number(text) and not _UNCOUNTED.search(text)


def _no_period(text: str, values: Mapping[str, object], words: Words) -> bool:
    return has_number(text) and not has_period(text, words)


def _no_link(text: str, values: Mapping[str, object], words: Words) -> bool:
    """A link is missing; not where somebody says that there is nothing yet to link to."""
    return not points_somewhere(text) and not _UNCOMPARED.search(text)


def _no_date(text: str, values: Mapping[str, object], words: Words) -> bool:
    return not _DATE.search(text) and not mentions(text, words["month"]) and not mentions(text, words["period"])


def _hedged(text: str, values: Mapping[str, object], words: Words) -> bool:
    return doubt_in(text, words) is not None


def _short(text: str, values: Mapping[str, object], words: Words) -> bool:
    return bool(text) and _brief(text) and not points_somewhere(text)


def _brief(text: str) -> bool:
    """Few words and few letters: some languages put no spaces between words."""
    return len(text.split()) < FEW_WORDS and len(text) < FEW_LETTERS


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
"""The tests by the name a rule's `when` gives them."""

LISTS = frozenset({"vague_verb", "vague_noun", "fashion", "unseen", "to_come", "period", "month", "hedge", "counted"})
"""The word lists the tests read."""
