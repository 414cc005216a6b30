"""Reads off a scoping what was objected: each objection with how it ended, and what would most likely sink it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dialogs.answers.text import cleaned
from dialogs.catalog import Level, Objection
from dialogs.catalog.literature import literature
from dialogs.findings import Findings, premortem
from dialogs.findings.objections import Found, covered
from dialogs.findings.objections.excuses import Excuse, before_the_director, said_before, said_to
from dialogs.findings.premortem import Kind
from dialogs.flow import objecting
from dialogs.record import parts, quoting
from dialogs.record.parts import NOTHING_SAID, Raised
from dialogs.record.record import Record
from dialogs.report import fields, unknowns
from dialogs.report.counsel import Objected, Quote, Source, Threat, Unjudged
from dialogs.report.quotes import author, name
from dialogs.report.said import NotKnown

CLASH = "clash"
"""The kind of rule that holds two answers against each other; without them there is nothing it could judge."""


def threats(findings: Findings) -> Iterator[Threat]:
    """What would most likely sink it, the gravest first."""
    return (_threat(findings, one) for one in premortem.premortem(findings, objecting.out(findings)))


def objected(findings: Findings) -> Iterator[Objected]:
    """Every objection that was put to somebody, stands, or is a note: in the catalogue's order, then what is mended."""
    record = findings.record
    there = objecting.out(findings)
    standing = {one.name for one in objecting.holding(findings)}
    yield from (_objected(findings, one, one.name in standing) for one in there)
    known = {one.name: one.ask for one in there}
    found = {one.name for one in findings.objecting.found}
    for raised in record.raised:
        if raised.name in known:
            if known[raised.name] != raised.ask and said_to(record, raised) and not _is_put_again(record, raised):
                yield _gone(record, raised, "mended")  # it is there in other words, and this was said to those
        elif not _is_put_again(record, raised):
            yield _gone(record, raised, "dropped" if raised.name in found else "mended")


def _is_put_again(record: Record, raised: Raised) -> bool:
    """Whether the next time it was put in the same words: that stands once."""
    later = next((one for one in record.raised if one.name == raised.name and one.seq > raised.seq), None)
    return later is not None and later.ask == raised.ask


def not_judged(findings: Findings) -> Iterator[Unjudged]:
    """The rules of which nothing is asked on this track, clashes apart."""
    rules = findings.objecting.not_judged
    return (Unjudged(rule.id, rule.rule) for rule in rules if rule.kind != CLASH)


# a line of what would sink it


def _threat(findings: Findings, one: premortem.Threat) -> Threat:
    record, found, condition = findings.record, one.found, one.condition
    excuse = found.excuse if found else None
    text = condition.text if one.kind is Kind.CONDITION and condition else one.risk.name if one.risk else ""
    unknown = list(_unknown(record, one))
    owner, due = _promised(record, one, unknown)
    return Threat(
        kind=one.kind.value,
        question=one.question,
        label=cleaned(record.label(one.question)),
        cause=one.cause.value,
        score=round(one.score, 1),
        state="promised" if owner else _state(one),
        sunk=cleaned(found.sunk) if found else "",
        text=cleaned(text),
        inputs=tuple(said.label for said in unknown),
        owner=owner,
        due=due,
        reason=cleaned(excuse.reason) if excuse else "",
        by=name(record, excuse.by) if excuse else "",
        settle=cleaned(found.settle) if found else "",
    )


def _state(one: premortem.Threat) -> str:
    found = one.found
    if found and found.excuse:
        return "pending" if found.is_pending and found.excuse.outcome == "answered" else found.excuse.outcome
    return "dealt_with" if one.risk and one.risk.mitigated else "open"


def _promised(record: Record, one: premortem.Threat, unknown: Iterable[NotKnown]) -> tuple[str, date | None]:
    """Who sees to it by when: the condition's owner, else whoever named a day by which they would know."""
    if one.condition:
        return name(record, one.condition.owner), one.condition.due
    return next(((said.owner, said.until) for said in unknown if said.until), ("", None))


def _unknown(record: Record, one: premortem.Threat) -> Iterator[NotKnown]:
    """What is not known, of what it hangs on."""
    if one.kind is not Kind.UNKNOWN:
        return
    entry = record.entries.get(one.question, NOTHING_SAID)
    question = quoting.worded(record, record.catalog.questions[one.question])
    for unknown in unknowns.unknown(record, question, entry.answer) if entry.answer else ():
        if f"{one.question}.{unknown.field}" in one.paths:
            yield unknown


# an objection


def _objected(findings: Findings, one: Found, stands: bool) -> Objected:
    record, excuse = findings.record, one.excuse
    accepted = covered(record, one)
    condition = _condition(record, one) or accepted
    before = said_before(record, one.name, one.question, excuse) or before_the_director(
        record, one.name, one.question, excuse
    )
    asked = _asked(record, one.name)
    quiet = _quiet(one, asked=bool(asked), accepted=bool(accepted), coming=_is_coming(findings, one))
    return Objected(
        name=one.name,
        rule=one.rule.id,
        level=one.level.value,
        question=one.question,
        label=cleaned(record.label(one.question)),
        ask=cleaned(one.ask),
        quotes=tuple(_quote(record, path) for path in one.paths),
        says=one.rule.rule,
        sources=tuple(_sources(one.rule)),
        ours=not one.rule.refs,
        settle=cleaned(one.settle),
        flip=cleaned(one.flip),
        outcome=excuse.outcome if excuse else quiet,
        stands=stands,
        reason=cleaned(excuse.reason) if excuse else cleaned(accepted.text) if accepted else "",
        by=name(record, excuse.by) if excuse else "",
        accepted_by=_accepted_by(record, one),
        waits=name(record, record.examiner) if stands and excuse else "",
        owner=name(record, condition.owner) if condition else "",
        due=condition.due if condition else None,
        met=condition.met if condition and condition.closed else None,
        asked=asked,
        was=cleaned(_was(record, one.name)) if quiet == "eased" else "",
        lapsed=None if excuse else _lapsed(record, one.name),
        **_before(record, before),
    )


def _is_coming(findings: Findings, one: Found) -> bool:
    """Whether it still comes before somebody: it is the next to be put, or the director has yet to read its stage."""
    record = findings.record
    if record.ending is not None or record.catalog.of_old:
        return False
    is_next = any(put.name == one.name for put in objecting.put(findings))
    return is_next or record.catalog.stage_of[one.question].stage == record.stage


def _quiet(one: Found, *, asked: bool, accepted: bool, coming: bool) -> str:
    """How one stands that nobody has met; `coming`: somebody is still to read it, in its turn."""
    if one.level is Level.NOTE:
        return "eased" if asked else "note"
    return "covered" if accepted else "open" if asked else "not_put" if coming else "unasked"


def _asked(record: Record, objection: str) -> str:
    """Who was asked about it the last time."""
    to = [person for call in objecting.calls(record, objection) for person in call.to]
    return name(record, to[-1]) if to else ""


def _was(record: Record, objection: str) -> str:
    """In which words it was put the last time."""
    return next(raised.ask for raised in reversed(record.raised) if raised.name == objection)


def _before(record: Record, said: Excuse | None) -> dict[str, str]:
    """What was said to it before an answer changed, or before the director had the last word."""
    if said is None:
        return {}
    return {"said": cleaned(said.reason), "said_by": name(record, said.by), "said_as": said.outcome}


def _lapsed(record: Record, objection: str) -> tuple[str, date] | None:
    """Who had promised what lapsed with it the last time, and by when."""
    gone = (one.condition for one in reversed(record.lapsed) if one.condition.objection == objection)
    return next(((name(record, one.owner), one.due) for one in gone), None)


def _gone(record: Record, raised: Raised, outcome: str) -> Objected:
    """One that was put to somebody and holds no more, in the words it had then."""
    rule = record.catalog.objection(raised.name.partition("@")[0])
    said = said_to(record, raised)
    condition = _made_for(record, raised.name) if said else None
    return Objected(
        name=raised.name,
        rule=rule.id,
        level=raised.level.value,
        question=raised.question,
        label=cleaned(record.label(raised.question)),
        ask=cleaned(raised.ask),
        quotes=(),
        says=rule.rule,
        sources=tuple(_sources(rule)),
        ours=not rule.refs,
        settle="",
        flip="",
        outcome=outcome,
        stands=False,
        owner=name(record, condition.owner) if condition else "",
        due=condition.due if condition else None,
        met=condition.met if condition and condition.closed else None,
        asked=_asked(record, raised.name),
        lapsed=_lapsed(record, raised.name) if said else None,
        **_before(record, said),
    )


def _quote(record: Record, path: str) -> Quote:
    id, _, field = path.rpartition(".")
    question, value = quoting.worded(record, record.catalog.questions[id]), record.value(path)
    answer = record.entries[id].answer
    unknown = unknowns.unknown(record, question, answer) if answer else ()
    return Quote(
        question=id,
        label=cleaned(record.label(id)),
        field=cleaned(question.field(field).label) if len(question.fields) > 1 else "",
        said=None if value is None else fields.said(record, question, question.field(field), value),
        unknown=next((one for one in unknown if one.field == field), None),
        author=author(record, id),
    )


def _sources(rule: Objection) -> Iterator[Source]:
    """What a rule leans on, as far as it may be printed."""
    known = literature()
    for one in (known[id] for id in rule.refs if id in known):
        yield Source(one.who, one.year, one.title, one.where, one.link, one.says)


def _condition(record: Record, one: Found) -> parts.Condition | None:
    """The last thing that was promised in answer to it."""
    if one.excuse is None or one.excuse.outcome in premortem.LEFT:
        return None
    accepted = (made for made in reversed(record.conditions) if made.about == one.question and not made.objection)
    plain = next((made for made in accepted if not made.assumes and not made.proves), None)
    return _made_for(record, one.name) or (plain if not one.excuse.reason else None)


def _made_for(record: Record, objection: str) -> parts.Condition | None:
    return next((made for made in reversed(record.conditions) if made.objection == objection), None)


def _accepted_by(record: Record, one: Found) -> str:
    """Who said of a stop that what somebody else answered is enough."""
    deciders = (record.director, record.delegate)
    if one.level is not Level.STOP or not one.accepted or one.excuse is None or one.excuse.by in deciders:
        return ""
    judged = record.entries[one.question].judgement
    return name(record, judged.by) if judged else ""
