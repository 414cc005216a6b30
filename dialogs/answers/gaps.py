"""A gap admitted in words, in English: “Nobody has compared the two lists.” A small grammar: a denial, and a deed.

gap_in("A comparison is planned; none was made.")               # Gap("A comparison is planned; …", "comparison")
gap_in("Nobody else sells it.")                                 # None
gap_in("Not measured before May; since then 61 % of 400 (log)") # None: what was missing has come
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from dialogs.answers import gap_shapes, gap_words
from dialogs.answers.unknowns import Ignorance, ignorance_in
from dialogs.catalog import languages, signs
from dialogs.catalog.languages import Words

LONGEST = 160
"""So many letters of somebody's words are quoted."""
_NEAR = 240
"""So many letters before and after a denial are looked at: what is farther away takes nothing back."""
_KNOWN = "known"
_OF_IGNORANCE: Mapping[Ignorance, str] = {
    Ignorance.NOT_KNOWN: _KNOWN,
    Ignorance.NOT_MEASURED: "measured",
    Ignorance.NOT_TRIED: "tried",
    Ignorance.NOT_RECKONED: "reckoned",
    Ignorance.NOT_DECIDED: "decided",
    Ignorance.NOT_APPLICABLE: _KNOWN,
}

_ABBREVIATED = "".join(rf"(?<!\b{word})" for word in (r"e\.g", r"i\.e", "vs", "ca", "approx", "resp", "incl", "dr"))
_ENDS = re.compile(
    rf"{_ABBREVIATED}[.!?…]{{1,9}}[)\]”\"']{{0,4}}(?=\s|$)|\n[ \t]{{0,99}}\n"
    r"|\n(?=[ \t]{0,99}(?:[-*•>]|\d{1,3}[.)])\s)",
    re.IGNORECASE,
)
_HALVES = re.compile(rf"{_ENDS.pattern}|;", re.IGNORECASE)
_CLAUSES = re.compile(r"[,;:]\s|\s[-–—]\s|\s(?=but\s)", re.IGNORECASE)
_QUOTED = re.compile(
    r"“[^“”]{0,400}”|\"[^\"]{0,400}\"|«[^«»]{0,400}»|(?<!\w)[‘'][^‘'’\n]{3,200}['’](?!\w)|^>[^\n]*", re.MULTILINE
)
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATES = re.compile(
    r"\b(?:19|20)\d\d\b(?!\s?(?:%|[a-z]+s\b))|\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}\.\d{1,2}\.(?:\d{2,4})?"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTHS}\b|\b{_MONTHS}\.?\s\d{{1,2}}\b|^[ \t]{{0,99}}\d{{1,3}}[.)]\s"
    r"|\b(?:q|h|week|cw|phase|version|v|step|stage|sprint|part|table|figure)\s?\d+\b",
    re.IGNORECASE | re.MULTILINE,
)
"""Numbers that count nothing: a day, a year, a phase, the number of a line."""


class Gap(NamedTuple):
    """What somebody admits: their words on one line, and the verb or noun they are about (“compared”, “baseline”).

    It is “known” where they say without either that they don't know: no idea, tbd, ???.
    """

    words: str
    verb: str

    @property
    def is_of_trying(self) -> bool:
        """Whether it says that something was not tried, tested, compared, measured or reckoned."""
        return self.verb in gap_words.OF_TRYING


def gap_in(text: str) -> Gap | None:
    """The first gap that words in English admit; None where they admit none, or take it back."""
    own = _speakers_own(text)
    for start, end in _sentences(own):
        found = own[start:end].strip() and next(_admitted(own, start, end), None)
        if found:
            return Gap(_quote(text[start:end], found.start()), _about(found, own[start : start + found.start()]))
    whole = _nothing_said(text)
    return Gap(_quote(" ".join(text.split())), whole) if whole else None


def has_measured_figure(text: str) -> bool:
    """Whether a figure that is no date stands in a sentence that says somebody counted or measured."""
    return any(
        signs.has_number(_DATES.sub(" ", half), _words()) and signs.is_counted(half, _words())
        for half in _HALVES.split(signs.without_links(text))
    )


@cache
def _words() -> Words:
    """The lists of English. Here “since then” denies nothing, and what was tested, timed or logged was counted."""
    lists = languages.lists(languages.ENGLISH)
    more = ("tested", "timed", "compared", "evaluated", "weighed", "checked", "log", "logbook")
    denied = tuple(word for word in lists["not_so"] if word != "then")
    return {**lists, "counted": (*lists["counted"], *more), "not_so": denied}


def _nothing_said(text: str) -> str:
    """What a whole entry that says only that nobody knows is about, and "" where it says more."""
    said = ignorance_in(text)
    if said:
        return _OF_IGNORANCE[said]
    return _KNOWN if gap_shapes.ALL_OF_IT.fullmatch(text.strip(" \n.!,()“”\"'")) else ""


def _speakers_own(text: str) -> str:
    """As long as the text, with blanks for what is quoted in it."""
    return _QUOTED.sub(lambda found: " " * len(found.group()), text.replace("’", "'"))


def _sentences(own: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    start = 0
    for mark in _ENDS.finditer(own):
        yield start, mark.end()
        start = mark.end()
    yield start, len(own)


def _admitted(own: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The denials of a sentence that stand, from its beginning on."""
    sentence = own[start:end]
    shapes = (*gap_shapes.ADMITTED, *gap_shapes.LATER) if _is_undated(sentence) else gap_shapes.ADMITTED
    found = sorted((one for shape in shapes for one in shape.finditer(sentence)), key=re.Match.start)
    yield from (one for one in found if not _is_taken_back(one, sentence, own[end : end + _NEAR]))


def _is_undated(sentence: str) -> bool:
    return signs.TESTS["no_date"](sentence, {}, _words())


def _counts_none(found: re.Match[str], before: str) -> bool:
    """Whether a bare “none so far” stands behind a count: of another place there is none, which is a count as well."""
    return bool(_BARE.fullmatch(found.group())) and signs.has_number(_DATES.sub(" ", before), _words())


_BARE = re.compile(r"(?:none|nothing) (?:yet|so far|exists?)", re.IGNORECASE)


def _is_taken_back(found: re.Match[str], sentence: str, then: str) -> bool:
    """Whether what stands around a denial makes it something else, or the figure has come since."""
    before = sentence[max(0, found.start() - _NEAR) : found.start()]
    after = sentence[found.end() : found.end() + _NEAR]
    return (
        bool(gap_shapes.BEFORE_IT.search(before))
        or _is_of_a_share(found, before, after)
        or _counts_none(found, before)
        or (not _is(found, "idiom") and _is_undone(found, before, after))
        or (_is(found, "noun") and _is_well(before, after))
        or _has_come(after + then)
    )


def _is_of_a_share(found: re.Match[str], before: str, after: str) -> bool:
    """Whether it is said of how many a thing is not there, and not that nobody looked, or as a guess."""
    share = gap_shapes.SHARE_BEFORE.search(before) or gap_shapes.SHARE_AFTER.match(after)
    guessed = any(gap_shapes.GUESSED.search(words) for words in (before, found.group(), after))
    return bool(share) and not guessed and not gap_shapes.OF_LOOKING.search(found.group())


def _is(found: re.Match[str], kind: str) -> bool:
    return bool(found.groupdict().get(kind))


def _is_well(before: str, after: str) -> bool:
    """Whether a lack is good news, was counted, or is no lack: no check failed, 2 % have no label, he is no judge."""
    shapes = (
        gap_shapes.A_SHARE_BEFORE.search(before),
        gap_shapes.IS_NO.search(before),
        gap_shapes.AFTER_A_NOUN.match(after),
    )
    return any(shapes)


def _is_undone(found: re.Match[str], before: str, after: str) -> bool:
    """Whether a denied deed is denied again, a part of something, long over, counted, or meant otherwise."""
    is_of_a_part = gap_shapes.OF_A_PART.search(before) and gap_shapes.HAS_NO_SUBJECT.match(found.group())
    is_of_others = gap_shapes.NOT_OURS_BEFORE.search(before) and not gap_shapes.IS_PASSIVE.search(found.group())
    is_the_process = gap_shapes.BY_HAND.match(after) and not gap_shapes.IS_PAST.search(found.group())
    is_over = gap_shapes.OVER_BEFORE.search(before) and not gap_shapes.OF_TODAY.search(found.group())
    shapes = (
        gap_shapes.DENIED_BEFORE.search(before),
        gap_shapes.IN_A_SHARE_BEFORE.search(before),
        gap_shapes.AFTER_IT.match(after),
    )
    return bool(is_of_a_part or is_of_others or is_the_process or is_over or any(shapes))


def _has_come(after: str) -> bool:
    """Whether the rest of the sentence, or the next one, has the figure or says where it stands."""
    near = after[: [end for _, end in _sentences(after)][:2][-1]]
    return has_measured_figure(near) or signs.points_somewhere(near)


def _about(found: re.Match[str], before: str) -> str:
    """The verb or noun of a denial, in its dictionary's form; what was not made is the noun before it."""
    kind, said = next((kind, " ".join(said.casefold().split())) for kind, said in found.groupdict().items() if said)
    made = [noun.group().casefold() for noun in _A_NOUN.finditer(before)] if said in gap_words.LIGHT else []
    if made or kind == "noun":
        thing = made[-1] if made else said
        return gap_words.THINGS.get(thing, thing)
    return gap_words.VERBS.get(said, _KNOWN if kind == "idiom" else said)


_A_NOUN = gap_words.pattern(rf"\b{gap_words.NOUN}\b")


def _quote(sentence: str, at: int = 0) -> str:
    """The sentence on one line; of a long one the clause around a place, or as much of it as fits."""
    if len(sentence.strip()) > LONGEST:
        marks = [0, *(mark.end() for mark in _CLAUSES.finditer(sentence)), len(sentence)]
        begin = max(mark for mark in marks if mark <= at)
        sentence = sentence[begin : min(mark for mark in marks if mark > at)].rstrip(" \n,;:-–—")
        at -= begin
    if len(sentence.strip()) > LONGEST:
        begin = max(0, at - LONGEST // 4)
        sentence = sentence[begin : begin + LONGEST]
    return " ".join(sentence.split())
