"""The words of a gap in English: deeds, things that may be lacking, and how people say that they don't know.

Lists are written with commas. In an entry a blank stands for any white space, so that a line may break there, and marks
mean what they mean in a regular expression. Nothing in them repeats without a bound.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_VERBS = """
    measured measure, counted count, checked check, tested test, tried try, compared compare, studied study
    evaluated evaluate, validated validate, reckoned reckon, estimated estimate, calculated calculate, audited audit
    reviewed review, timed time, agreed agree, decided decide, known know, tracked track, recorded record
    documented document, assessed assess, quantified quantify, verified verify, analysed analyse, analyzed analyze
    benchmarked benchmark, piloted pilot, trialled trial, defined define, settled settle, chosen choose, named name
    assigned assign, fixed fix, surveyed survey, monitored monitor, logged log, costed cost, priced price
    budgeted budget, examined examine, investigated investigate, confirmed confirm, established establish
    proven prove, specified specify, discussed discuss, explored explore, clarified clarify, determined determine
    sampled sample, planned plan, simulated simulate, inspected inspect, sourced source, interviewed interview
    appointed appoint, allocated allocate, prepared prepare, considered consider
"""
_PHRASES = """
    looked (?:at|into|through|yet), looked(?= ?(?:[.;!]|$)), written (?:down|up), worked (?:it )?out, gone through
    thought (?:through|about|of|it), been through, read, opened, found out, asked(?! (?:for|to)\\b), spoken (?:to|with)
    kept (?:track|count|records|a record), signed (?:it )?off, labell?ed, annotated, run(?! out), put together
    carried out, set up, sat down, (?:double|cross|spot|sanity)-checked, (?:back|field|load|stress)-?tested
"""
_HOMEWORK = """
    put (?:in|into|to) (?:euros?|dollars|pounds|money|numbers?|figures?|hours|words|writing|paper), put down
    put on paper, turned into (?:euros?|money|numbers?|figures?), translated into, converted (?:in)?to, expressed in
    spel(?:led|t) out, split (?:up |out )?(?:by|into), broken (?:down|out), written (?:up|out|into), drawn up
    added up, summed up, talked (?:through|about|over), spoken about, brought up, touched (?:up)?on, informed(?! by\\b)
    consulted, briefed, involved (?:yet|so far), mapped, described, weighed(?: up)?, scoped, modell?ed, addressed
    tackled, plotted, compiled, summari[sz]ed, formali[sz]ed, harmoni[sz]ed, standardi[sz]ed, reconciled, reproduced
    replicated, calibrated, presented, cleaned up, approved, cleared with, budgeted for, a topic
    on the (?:agenda|table|radar), on (?:our|my|anyone's) (?:agenda|radar), part of the (?:plan|discussion)
"""
_PHRASES_TO_DO = """
    look (?:at|into|through), write (?:it |them )?(?:down|up), work (?:it |them )?out, think (?:through|about)
    go through, find out, ask(?! (?:for|to)\\b), keep (?:track|count|records|a record), sign (?:it )?off, label
    annotate, set up, sit down
"""
_LIGHT = "made, done, run, kept, written, set, carried out, in place, set up, built, drawn up"
_NOUNS = """
    comparison, baseline, benchmark, measurement, measure, figure, number, evaluation, validation, test, trial, pilot
    control, evidence, check, criterion, threshold, target, owner, fallback, plan, estimate, study, record, analysis
    survey, review, audit, log, metric, yardstick, statistic, proof, decision, agreement, definition, budget, deadline
    limit, assessment, documentation, holdout, calculation, experiment, monitoring, procedure, process, reference
    breakdown, test set, ground truth, error rate, business case, kpi, guideline, roadmap, rationale
    justification, consensus, common understanding
"""
_PLURALS = {"criterion": "criteria", "study": "studies", "analysis": "analyses"}
_EVENTS = """
    complained, noticed, objected, died, left, quit, lost, missed, refused, failed, minded, cared, returned, changed
    happened, been, had, needed, wanted, received, exceeded, stopped, caused, crashed, raised, reported, dropped
    cancelled, hurt, injured, harmed, skipped, protested, struggled, challenged, appealed, disputed, bought, paid
    replied, responded, claimed, sold, shared, stored, used, sent, deleted, hired, charged, closed, regretted, stolen
    broken, breached, touched, delayed
"""
_OF_THE_PROCESS = "decides?, chooses?, picks?"
_GOOD = """
    errors?, complaints?, harm, risks?, needs?, more, less, longer, later, sooner, fewer, better, worse, other, further
    extra, additional, doubt, matter, question, problems?, wonder, damage, loss, losses, reason, point, bias, fraud
    leaks?, differences?, duplicates?, objections?, incidents?, accidents?, outages?, missing, known
"""
_BAD = """
    failed, fails?, missed, misses, wrong, complained, skipped, lost, broken, changed, exceeded, dropped, refused, fell
    slipped, rejected, late, overdue, left out, differed, needed, required, necessary, above, below, over, higher, lower
    leaves?, left, disagreed, different, missing, worse, out
"""
_SOME_DAY = """
    at some point, down the (?:line|road), some ?day, one day, eventually, in due course, sooner or later
    when (?:we|it|they) (?:gets?|comes?) (?:there|to it|to that|round to it), in (?:the|a) (?:next|later) (?:phase|step)
    as we go(?: along)?, along the way, when the time comes, when there(?:'s| is) time, somehow, another time
    (?<!s\\s)later(?: on)?(?= ?(?:[.;!)]|$))
"""
_OPEN_STILL = """
    pending, outstanding, to follow, to come, on hold, parked, shelved, postponed, put off, putting (?:it )?off
    left (?:there|open|at that), on the (?:to-?do|backlog)(?: list)?, not started, will follow
"""
_OPEN_ANYWAY = """
    shops?, stores?, branch, office, counter, gate, door, window, valve, line, road, ticket, case, order, invoice, claim
    account, contract, market, clinic, site, bakery, pharmacy, who, which, that, what
"""
_PUT_OFF = """
    figure (?:it |that |this |them )?out, sort (?:it |that |this |them )?out, work (?:it |that |this |them )?out
    worry about, think about, think of, deal with, come up with, get to, get round to, come back to
    see(?= (?:about|once|when|later|after|how|what|if)\\b), cross (?:that|the) bridge
    find (?:something|a way), look into, tackle, address, revisit
"""
_NOT_KNOWN = """
    no idea, no clue, not a clue, dunno, no way (?:of|to) (?:know|tell|say|check|measur)(?:ing)?, not sure, unsure
    not certain, not clear, beats me, who knows, hard to (?:say|tell|know), remains to be seen, for all (?:i|we) know
    fingers crossed, hop(?:e|ing) for the best, up in the air, flying blind, (?:completely|still|all) in the dark
    open question, jury is (?:still )?out, lost track, (?:any(?:one|body)'s|your) guess, good question, left blank
    left (?:it|this|that) (?:open|blank), slipped (?:my|our) minds?, (?:slipped|fell|fallen) through the cracks
    (?:fell|fallen) by the wayside, (?:nobody|no one)'s (?:job|task|responsibility)
"""
_A_GUESS = """
    gut (?:feel(?:ing)?|numbers?|figures?|estimates?|call), guesswork, at a guess, (?:my|our) (?:best )?guess
    (?:pulled|picked|grabbed) (?:it |that )?out of (?:thin )?air, (?:taken|took) (?:it |that |this )?for granted
    plucked (?:it |that )?(?:out of|from), at face value, word for it, hearsay
    (?:on|taken) (?:blind )?(?:trust|faith), made (?:it|that|them) up, placeholders?, dummy (?:figures?|numbers?)
    (?:because|as|since) (?:that|it|this)(?:'s| is| was) (?:just |simply )?the default
    off the top of (?:my|their|his|her|our) heads?
"""
_UN = """
    tested, tried, measured, validated, verified, proven, quantified, assessed, evaluated, reviewed, explored, defined
    documented, decided, determined, specified, assigned, confirmed, costed, budgeted, monitored, audited, opened
    examined, studied, checked, counted, settled, resolved, answered, read
"""
_UNITS = """
    days?, hours?, minutes?, seconds?, weeks?, months?, years?, quarters?, euros?, dollars?, pounds?, money, percent
    points?, kilos?, kilograms?, grams?, tons?, tonnes?, metres?, meters?, miles?, litres?, pieces?, units?, pages?
    cases?, items?, cents?
"""
_OTHERS = """
    customers?, users?, patients?, guests?, clients?, callers?, tenants?, passengers?, parents?, pupils?, students?
    visitors?, members, buyers?, applicants?, readers?, people, they
"""
_NOT_OURS = """
    competitors?, rivals?, machines?, robots?, sensors?, scanners?, cameras?, engines?, scripts?, systems?, tools?
    apps?, drivers?
"""
_OF_TRYING = """
    tried, tested, compared, measured, reckoned, counted, timed, evaluated, validated, estimated, calculated
    benchmarked, piloted, trialled, quantified, sampled, simulated, comparison, baseline, benchmark, measurement
    measure, evaluation, validation, test, trial, pilot, estimate, experiment, calculation, test set, holdout
"""


def _entries(listed: str) -> tuple[str, ...]:
    return tuple(" ".join(entry.split()) for entry in re.split(r"[,\n]", listed) if entry.strip())


def _any(*lists: str) -> str:
    """One of the entries, the longest first."""
    return rf"(?:{'|'.join(sorted((entry for listed in lists for entry in _entries(listed)), key=len, reverse=True))})"


def pattern(shape: str) -> re.Pattern[str]:
    """A shape as a pattern: a blank is any white space, and capitals are read like small letters."""
    return re.compile(shape.replace(" ?", r"\s?").replace(" ", r"\s{1,9}"), re.IGNORECASE)


def _ing(base: str) -> str:
    return {"log": "logging", "plan": "planning"}.get(base, re.sub(r"(?<!e)e$", "", base) + "ing")


_BASES: Mapping[str, str] = {base: done for done, base in (entry.split() for entry in _entries(_VERBS))}
DONE = _any(",".join(_BASES.values()), _PHRASES)
"""A deed as it is when done: measured, written down."""
BASE = _any(",".join(_BASES), _PHRASES_TO_DO)
"""The same to be done: measure, write down."""
_DOING: Mapping[str, str] = {_ing(base): done for base, done in _BASES.items()}
DOING = _any(",".join(_DOING), "asking, looking, knowing, finding out, keeping (?:track|count|records|an eye)")
"""The same while it is done: measuring."""
HOMEWORK = _any(_HOMEWORK)
"""More of what is done before something is built, where it “has never been” done: put into euros, split by site."""
LIGHT = frozenset(_entries(_LIGHT))
"""Verbs that say nothing of their own: what was not made is the noun before them."""
LIGHTLY = _any(_LIGHT)
OF_THE_PROCESS = _any(_OF_THE_PROCESS)
"""What nobody does because it goes without: “nobody decides anything” tells how the work goes."""
NOUN = rf"(?:{_any(','.join(_PLURALS.values()), _NOUNS)}s?)"
"""What may be lacking."""
EVENTS = _any(_EVENTS)
"""What is good news where it did not happen."""
CITED = _any("links?, urls?, wiki, web ?page, slides?, screenshots?, pdfs?, write-?ups?, minutes")
"""What an answer is cited by: that there is none yet says nothing of what it says."""
GOOD = _any(_GOOD)
"""What is good news where there is none of it."""
BAD = _any(_BAD)
"""What is good news where nothing did, or was."""
SOME_DAY, OPEN_STILL, NOT_KNOWN, A_GUESS = map(_any, (_SOME_DAY, _OPEN_STILL, _NOT_KNOWN, _A_GUESS))
OPEN_ANYWAY, PUT_OFF = map(_any, (_OPEN_ANYWAY, _PUT_OFF))
"""What is open in another sense (a shop, a ticket), and what is said of a thing put off: sort it out."""
UNDONE = rf"un{_any(_UN)}"
UNIT, OTHERS = map(_any, (_UNITS, _OTHERS))
NOT_OURS = rf"(?!they|people){_any(_OTHERS, _NOT_OURS)}"
"""Whose deeds are not the team's homework: customers, competitors, machines."""
MONTH = r"(?:jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec)"
OF_TRYING = frozenset(_entries(_OF_TRYING))
"""What a rule means that asks whether something was tried, tested, compared, measured or reckoned."""


VERBS: Mapping[str, str] = {
    **{base + ending: done for base, done in _BASES.items() for ending in ("", "s")},
    **_DOING,
}
"""The participle, which a rule looks for, by the other forms of a verb: “compare” is compared."""
THINGS: Mapping[str, str] = {noun + "s": noun for noun in _entries(_NOUNS)} | {
    plural: noun for noun, plural in _PLURALS.items()
}
"""The one by the many: “criteria” is criterion."""
