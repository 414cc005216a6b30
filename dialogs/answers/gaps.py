"""A gap admitted in words, in English: “Nobody has compared the two lists.” A small grammar: a denial, and a deed.

gap_in("A comparison is planned; none was made.")               # Gap(words="A comparison …", verb="comparison")
gap_in("Nobody else sells it.")                                 # None
gap_in("Not measured before May; since then 61 % of 400 (log)") # None: what was missing has come
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from dialogs.answers.unknowns import Ignorance, ignorance_in
from dialogs.catalog import languages, signs
from dialogs.catalog.languages import Words

LONGEST = 160
"""So many letters of somebody's words are quoted."""
_NEAR = 240
"""So many letters before and after a denial are looked at: what is farther away does not take it back."""


class Gap(NamedTuple):
    """What somebody admits: their words, and the verb or noun it is about (“compared”, “baseline”)."""

    words: str
    verb: str

    @property
    def is_of_trying(self) -> bool:
        """Whether it says that something was not tried, tested, compared, measured or reckoned."""
        return self.verb in _OF_TRYING


_VERBS = """
    measured measure measures, counted count counts, checked check checks, tested test tests, tried try tries
    compared compare compares, studied study studies, evaluated evaluate evaluates, validated validate validates
    reckoned reckon reckons, estimated estimate estimates, calculated calculate calculates, audited audit audits
    reviewed review reviews, timed time times, agreed agree agrees, decided decide decides, known know knows
    tracked track tracks, recorded record records, documented document documents, assessed assess assesses
    quantified quantify quantifies, verified verify verifies, analysed analyse analyses, analyzed analyze analyzes
    benchmarked benchmark benchmarks, piloted pilot pilots, trialled trial trials, defined define defines
    settled settle settles, chosen choose chooses, named name names, assigned assign assigns, fixed fix fixes
    surveyed survey surveys, monitored monitor monitors, logged log logs, costed cost costs, priced price prices
    budgeted budget budgets, examined examine examines, investigated investigate investigates
    confirmed confirm confirms, established establish establishes, proven prove proves, specified specify specifies
    discussed discuss discusses, explored explore explores, clarified clarify clarifies, determined determine determines
    sampled sample samples, planned plan plans, simulated simulate simulates, inspected inspect inspects
"""
_FORMS: tuple[tuple[str, str, str], ...] = tuple(
    (done, base, present) for done, base, present in (row.split() for row in re.split(r"[,\n]", _VERBS) if row.strip())
)
_PHRASES: Mapping[str, tuple[str, str, str]] = {
    "looked": (
        r"looked\s+(?:at|into|through|yet)\b|looked$",
        r"look\s+(?:at|into|through)\b",
        r"looks\s+(?:at|into)\b",
    ),
    "written down": (r"written\s+down|written\s+up", r"write\s+down", r"writes\s+(?:it|them|this|that)?\s*down"),
    "worked out": (r"worked\s+out", r"work\s+out", r"works\s+out"),
    "thought through": (r"thought\s+(?:through|about|of)", r"think\s+(?:through|about)", r"thinks\s+about"),
    "gone through": (r"gone\s+through|been\s+through", r"go\s+through", r"goes\s+through"),
    "found out": (r"found\s+out", r"find\s+out", r"finds\s+out"),
    "asked": (r"asked(?!\s+(?:for|to)\b)", r"ask(?!\s+(?:for|to)\b)", r"asks(?!\s+(?:for|to)\b)"),
    "kept track": (r"kept\s+(?:track|count|a\s+record)", r"keep\s+(?:track|count)", r"keeps\s+(?:track|count)"),
    "owned": (r"responsible|in\s+charge", r"own", r"owns"),
}
_LIGHT = ("made", "done", "run", "kept", "written", "set", "carried out", "put in place", "in place", "set up", "built")
"""Verbs that say nothing of their own: what was not made is the noun before them."""
_NOUNS = """
    comparison baseline benchmark measurement measure figure number evaluation validation test trial pilot control
    evidence check criterion criteria threshold target owner fallback plan estimate study studies record analysis
    analyses survey review audit log metric yardstick statistic proof decision agreement definition budget deadline
    limit assessment documentation ground-truth test-set holdout calculation experiment monitoring procedure
"""
_OF_TRYING = frozenset(
    [
        "tried",
        "tested",
        "compared",
        "measured",
        "reckoned",
        "counted",
        "timed",
        "evaluated",
        "validated",
        "estimated",
        "calculated",
        "benchmarked",
        "piloted",
        "trialled",
        "quantified",
        "sampled",
        "simulated",
        "comparison",
        "baseline",
        "benchmark",
        "measurement",
        "measure",
        "evaluation",
        "validation",
        "test",
        "trial",
        "pilot",
        "estimate",
        "experiment",
        "calculation",
    ]
)
_OF_IGNORANCE: Mapping[Ignorance, str] = {
    Ignorance.NOT_KNOWN: "known",
    Ignorance.NOT_MEASURED: "measured",
    Ignorance.NOT_TRIED: "tried",
    Ignorance.NOT_RECKONED: "reckoned",
    Ignorance.NOT_DECIDED: "decided",
    Ignorance.NOT_APPLICABLE: "known",
}


def _spaced(words: str) -> str:
    """A pattern as it is written with single blanks, where people may break the line."""
    return words.replace(" ", r"\s+")


def _any(column: int) -> str:
    """The done (0), base (1) or present (2) forms of the verbs."""
    plain = "|".join(forms[column] for forms in _FORMS)
    return rf"(?:{plain}|{'|'.join(forms[column] for forms in _PHRASES.values())})"


_DONE, _BASE, _PRESENT = (_any(column) for column in range(3))
_LIGHTLY = _spaced("|".join(_LIGHT))
_NOUN = rf"(?:{'|'.join(noun.replace('-', '[ -]') for noun in _NOUNS.split())})s?\b"
_WHO = _spaced(r"(?:nobody|no[ -]?one|none of (?:us|them)|neither of (?:us|them))")
_NOT = r"(?:\bnot|\bnever|n't|\b(?:have|has|had|was|were|is|are|did)nt)"
_AS_YET = r"(?:\s+(?:has|have|had|was|were|is|been|being|ever|yet|really|even|so\s+far|as\s+yet|still|\w{3,12}(?<!on)ly)){0,4}"
_BE = _spaced(r"(?:is|are|was|were|has been|have been|had been|exists?|has|have)")
_A = r"(?:(?:a|an|any|the|our|one|enough|much)\s+)?"
_FEW = r"(?:[\w'-]+\s+){0,2}?"
_GOOD = _spaced(
    r"(?:errors?|complaints?|harm|risks?|needs?|more|less|longer|later|sooner|fewer|better|worse|other|further|extra"
    r"|additional|doubt|matter|question|problems?|wonder|damage|loss|losses|reason|point|bias|fraud|leaks?)"
)

_SHAPES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(_spaced(shape), re.IGNORECASE)
    for shape in (
        # who-not: nobody has compared, nobody knows, nobody in the team has ever looked at
        rf"\b{_WHO}(?: (?:in|at|on|from|here|of|among|the|our|this|team|else){{0}})?{_AS_YET} (?P<verb>{_DONE})\b",
        rf"\b{_WHO} (?:really |ever |yet |currently )?(?P<verb>{_PRESENT})\b",
        rf"\bno (?!{_GOOD}\b)\w+ (?:has|have|had|was|were)(?: (?:been|ever|yet)){{0,2}} (?P<verb>{_DONE})\b",
        # not: not measured yet, haven't really been tested, yet to be agreed, did not compare
        rf"{_NOT}{_AS_YET} (?P<verb>{_DONE})\b",
        rf"\b(?:yet|still|remains?|needs|has|have) to be (?P<verb>{_DONE})\b",
        rf"\b(?:yet|still (?:have|has|need|needs)|(?:have|has)n't (?:had (?:the )?time|managed)) to (?P<verb>{_BASE})\b",
        rf"\bdid(?: not|n't|nt) (?:ever |really |even )?(?P<verb>{_BASE})\b",
        rf"\b(?:we|i|they|you) (?:do not|don't|dont) (?:yet |really |even |currently )?(?P<verb>{_BASE})\b",
        r"\b(?:does not|doesn't|doesnt) (?P<verb>record|track|log|document|measure)\b",
        rf"(?:{_NOT}|\b{_WHO})(?: (?:yet|ever|really|even)){{0,2}} (?:have|has|had|got|made|done|run|written|set|kept)"
        rf"(?: up)? {_A}{_FEW}(?P<noun>{_NOUN})",
        # none-made
        rf"\b(?:none|nothing|neither) {_BE}(?: (?:been|yet|ever|being)){{0,2}} (?P<verb>{_LIGHTLY}|{_DONE})\b",
        r"\b(?:none|nothing) (?P<verb>exists?|yet|so far)\b",
        rf"{_NOT}{_AS_YET} (?P<verb>{_LIGHTLY})\b",
        # no-noun
        rf"\b(?:no|lacks?|lacking|without (?:a|an|any)) (?!{_GOOD}\b){_FEW}(?P<noun>{_NOUN})",
        rf"\b(?P<noun>{_NOUN}) (?:(?:is|are) (?:still )?missing|(?:does|do) not(?: yet)? exist|(?:doesn't|don't) exist)\b",
        r"\bno (?:data|figures|information|numbers) (?P<verb>yet|so far|on|about|for)\b",
        # ignorance within words
        r"\b(?:is|are|was|were|remains?|still|yet|largely) (?P<verb>unknown|unclear|undecided|open|untested|unmeasured)\b",
        r"\b(?P<verb>untested|untried|unmeasured|unvalidated|unverified|unproven|undecided)\b",
        r"\b(?P<verb>no idea|no clue|don't know|do not know|not sure|unsure|not clear|not certain)\b",
        r"\b(?:can't|cannot|could not|couldn't) (?:yet )?(?P<verb>tell|say|know|judge)(?= (?:how|whether|what|if|which|yet)\b)",
        r"\bnot (?P<verb>yet)(?=\s*(?:[.,;!)]|$))",
    )
)
_LATER = re.compile(
    _spaced(
        rf"\b(?:will|shall|is to|are to|going to|needs? to|has to|have to|must) (?:then |still )?be (?P<verb>{_DONE})\b"
    ),
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:none|nothing|nobody|no one|never|not yet|unknown|n/a|\?+)(?:\s+(?:yet|so far|at all))?", re.IGNORECASE
)

_QUIET_BEFORE = re.compile(
    _spaced(
        r"\b(?:if|unless|whenever|in case|so that|makes? sure|made sure|ensures?|even when|even if)\b[^.;]*$"
        r"|\b(?:not|never|nothing|nobody|no|none)\b[^.;,]{0,60}$(?<=\W)"
    ),
    re.IGNORECASE,
)
_CONDITION = re.compile(
    _spaced(r"\b(?:if|unless|whenever|in case|so that|makes? sure|ensures?|even when)\b[^,;:]*$"), re.IGNORECASE
)
_UNITS = (
    r"(?:days?|hours?|minutes?|seconds?|weeks?|months?|years?|quarters?|euros?|dollars?|pounds?|money|percent|points?"
    r"|kilos?|kilograms?|grams?|tons?|tonnes?|metres?|meters?|miles?|litres?|pieces?|units?|pages?|cases?|items?|cent)"
)
_TAKEN_BACK = re.compile(
    _spaced(
        rf"^ (?:in|by the|by|against|per) {_UNITS}\b"
        r"|^ (?:as|positive|only|just|to be|for being)\b"
        r"|^(?: [\w'-]+){0,6},? but (?:by|in|from|as|with|on|at|through|rather|instead|\w+ed|read|taken)\b"
        r"|^[^.;]{0,80}\b(?:before|until|till|up to|prior to) (?:\d|(?:19|20)\d\d|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov"
        r"|dec|last|then|this|that|spring|summer|autumn|winter|the end)"
        r"|^[^.;]{0,80}\b(?:without|unless)\b"
    ),
    re.IGNORECASE,
)
_NOUN_TAKEN_BACK = re.compile(
    _spaced(
        r"^(?: (?:was|were|is|are|has|have|had|been|ever|case|cases))*"
        r" (?:failed|fails?|missed|misses|wrong|complained|skipped|lost|broken|changed|exceeded|dropped|refused|fell|slipped"
        r"|rejected|late|overdue|left out|differed|needed|required|necessary|above|below|over|higher|lower|leaves?|left)\b"
        r"|^ (?:to \w+|of (?:\w+ )?(?:harm|bias|fraud|drift|damage|misuse|leaks?|abuse|errors?|tampering))\b"
    ),
    re.IGNORECASE,
)

_ABBREVIATED = (
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bca)(?<!\bapprox)(?<!\bresp)(?<!\bincl)(?<!\bmin)(?<!\bmax)(?<!\bdr)"
)
_ENDS = re.compile(rf"{_ABBREVIATED}[.!?…]+[)\]”\"']*(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*•>]|\d+[.)])\s)", re.IGNORECASE)
_CLAUSES = re.compile(r"[;:]\s|\s[-–—]\s|,\s|\s(?=but\s)", re.IGNORECASE)
_QUOTED = re.compile(
    r"“[^“”]{0,400}”|\"[^\"]{0,400}\"|«[^«»]{0,400}»|(?<!\w)[‘'][^‘'’\n]{3,200}['’](?!\w)|^>[^\n]*", re.MULTILINE
)
_DATES = re.compile(
    r"\b(?:19|20)\d\d\b(?!\s*(?:%|[a-z]+s\b))|\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}\.\d{1,2}\.(?:\d{2,4})?"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b"
    r"|\b(?:q|h|week|cw|phase|version|v|step|stage|sprint|part|table|figure)\s?\d+\b|^\s*\d+[.)]\s",
    re.IGNORECASE | re.MULTILINE,
)


def gap_in(text: str) -> Gap | None:
    """The first gap that words in English admit; None where they admit none, or take it back."""
    whole = _nothing_said(text)
    if whole:
        return Gap(_quote(text), whole)
    own = _speakers_own(text)
    for start, end in _sentences(own):
        found = next(_admitted(own, start, end), None)
        if found:
            return Gap(_quote(text[start:end], found.start() - start), _about(found, own[start : found.start()]))
    return None


def has_measured_figure(text: str) -> bool:
    """Whether a figure that is no date stands in a sentence that says somebody counted, or measured."""
    return any(
        signs.has_number(_DATES.sub(" ", clause), _words()) and signs.is_counted(clause, _words())
        for clause in _SENTENCES_OR_HALVES.split(signs.without_links(" ".join(text.split(" "))))
    )


_SENTENCES_OR_HALVES = re.compile(rf"{_ENDS.pattern}|;", re.IGNORECASE)


@cache
def _words() -> Words:
    """The lists of English; “since then” counts, and so does what was tested, timed or logged."""
    lists = languages.lists(languages.ENGLISH)
    more = ("tested", "timed", "compared", "evaluated", "log", "logbook", "test run", "weighed", "checked")
    return {
        **lists,
        "counted": (*lists["counted"], *more),
        "not_so": tuple(word for word in lists["not_so"] if word != "then"),
    }


def _nothing_said(text: str) -> str:
    """What a whole entry that says only that nobody knows is about, and "" where it says more."""
    said = ignorance_in(text)
    if said:
        return _OF_IGNORANCE[said]
    return "known" if _NOTHING.fullmatch(text.strip(" \n.!,()“”\"'")) else ""


def _speakers_own(text: str) -> str:
    """As long as the text, without what is quoted in it and without addresses."""
    own = text.replace("’", "'")
    for others in (signs.LINK, _QUOTED):
        own = others.sub(lambda found: " " * len(found.group()), own)
    return own


def _sentences(own: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    start = 0
    for mark in _ENDS.finditer(own):
        yield start, mark.end()
        start = mark.end()
    yield start, len(own)


def _admitted(own: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The denials of a sentence that stand, from its beginning on."""
    shapes = sorted((found for shape in _SHAPES for found in shape.finditer(own, start, end)), key=re.Match.start)
    later = (found for found in _LATER.finditer(own, start, end) if _is_undated(own[start:end]))
    yield from (found for found in (*shapes, *later) if not _is_taken_back(found, own, start, end))


def _is_taken_back(found: re.Match[str], own: str, start: int, end: int) -> bool:
    before, after = (
        own[max(start, found.start() - _NEAR) : found.start()],
        own[found.end() : min(end, found.end() + _NEAR)],
    )
    return bool(
        _CONDITION.search(before)
        or _TAKEN_BACK.match(after)
        or ("noun" in found.groupdict() and _NOUN_TAKEN_BACK.match(after))
        or _has_come(own[found.end() : found.end() + _NEAR])
    )


def _has_come(after: str) -> bool:
    """Whether the rest of the sentence, or the next one, has the figure or says where it is."""
    ends = [end for _, end in _sentences(after)][:2]
    near = after[: ends[-1]]
    return has_measured_figure(near) or signs.points_somewhere(near)


def _is_undated(sentence: str) -> bool:
    return signs.TESTS["no_date"](sentence, {}, _words())


def _about(found: re.Match[str], before: str) -> str:
    """The verb or noun of a denial, in its dictionary's form; what was not made is the noun before it."""
    said = " ".join((found.groupdict().get("noun") or found["verb"]).casefold().split())
    if said in _LIGHT:
        made = [noun.group() for noun in _A_NOUN.finditer(before)]
        return _HEADWORDS.get(made[-1].casefold(), made[-1].casefold()) if made else said
    return _HEADWORDS.get(said, said)


def _headwords() -> Iterator[tuple[str, str]]:
    """Each form of a verb with its participle, and each plural with its noun."""
    for done, *others in _FORMS:
        yield from ((form, done) for form in others)
    for noun in _NOUNS.split():
        yield noun + "s", noun
    for first, others in (("criterion", "criteria"), ("study", "studies"), ("analysis", "analyses")):
        yield others, first


_A_NOUN = re.compile(rf"\b{_NOUN}", re.IGNORECASE)
_HEADWORDS = dict(_headwords())


def _quote(sentence: str, at: int = 0) -> str:
    """The sentence on one line; of a long one the clause in which the denial stands, or as much of it as fits."""
    if len(sentence.strip()) > LONGEST:
        marks = [0, *(mark.end() for mark in _CLAUSES.finditer(sentence)), len(sentence)]
        begin = max(mark for mark in marks if mark <= at)
        sentence = sentence[begin : min(mark for mark in marks if mark > at)].rstrip(" \n,;:-–—")
        at -= begin
    if len(sentence.strip()) > LONGEST:
        begin = max(0, at - LONGEST // 4)
        sentence = sentence[begin : begin + LONGEST]
    return " ".join(sentence.split())
