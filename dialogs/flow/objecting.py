"""Which objections are put to whom, and when: after a stage's last answer, few at a time, each once.

Reminders are heeded less with every further one in the same encounter (Ancker 2017); how many are put is ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.catalog import Layout, Level
from dialogs.findings import Findings
from dialogs.findings.objections import Found
from dialogs.flow.standing import is_examined, is_ready
from dialogs.record.parts import Call, Item
from dialogs.record.record import Record
from dialogs.verdicts.mlops import Outcome

OBJECT = "object:"
"""What the key of an item begins with by which objections are put: the question they are about, or the stage."""
MOST_IN_A_STAGE, MOST_IN_ALL = 3, 7
"""How many objections are put before the last stage; a stop always is (ours)."""
MOST_APART = 3
"""More stops than these come as one message with one form (ours)."""

ADMITTED = "C5"
"""The kind of an objection to what somebody admits not to know."""
_ORDER = list(Level)


def places(findings: Findings) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Where something is put now, in the order it is put: the item's key, its stage, its questions."""
    record = findings.record
    found: dict[tuple[str, str], list[str]] = {}
    for one in put(findings):
        key = key_of(findings, one)
        at = last_stage(record) if is_of_the_last_round(record, key) else _stage(record, one)
        found.setdefault((key, at), []).append(one.question)
    for (key, stage), questions in found.items():
        yield key, stage, tuple(dict.fromkeys(questions))


def put_at(findings: Findings, key: str) -> tuple[Found, ...]:
    """What is put by an item."""
    return tuple(one for one in put(findings) if key_of(findings, one) == key)


def put(findings: Findings) -> list[Found]:
    """The objections that are put to somebody now: every stop, and of the others as many as there is room for.

    What there was no room for is put before the signature. One that was put stays until it is met or holds no more;
    taken back for another answer, it is put again.
    """
    if findings.put is None:
        findings.put = _put(findings)
    return findings.put


def _put(findings: Findings) -> list[Found]:
    record = findings.record
    raised = {one.name: one for one in record.raised}
    in_stage = _count(record.catalog.stage_of[one.question].stage for one in raised.values())
    in_all, put_now, at_the_end = len(raised), [], _is_signed_in(record, record.stage)
    for one in sorted(_open(findings), key=lambda one: _rank(findings, one)):
        stage = _stage(record, one)
        room = at_the_end or (in_all < MOST_IN_ALL and in_stage.get(stage, 0) < MOST_IN_A_STAGE)
        if one.name in raised:
            put_now.append(one)
        elif one.level is Level.STOP or room:
            put_now.append(one)
            in_all, in_stage[stage] = in_all + 1, in_stage.get(stage, 0) + 1
    return put_now


def holding(findings: Findings) -> tuple[Found, ...]:
    """What holds the signature: what stands, and what somebody else let stand that only the director may."""
    standing = (one for one in out(findings) if one.stands or _wants_the_director(findings, one))
    return tuple(one for one in standing if not _was_accepted_on_a_condition(findings.record, one))


def _was_accepted_on_a_condition(record: Record, one: Found) -> bool:
    """Whether nobody was asked, and the director took the answer on a condition: that settles what is no stop."""
    asked = one.name in {raised.name for raised in record.raised}
    return (
        not asked
        and one.level is not Level.STOP
        and any(condition.about == one.question and not condition.assumes for condition in record.open_conditions)
    )


def out(findings: Findings) -> tuple[Found, ...]:
    """What may be spoken of: of the stages on the way, where all their answers are there, or somebody was asked or has
    said something to it.
    """
    record = findings.record
    raised = {one.name for one in record.raised}
    walked = {stage: is_ready(findings, record.catalog.stages[stage]) for stage in _walked(record)}
    found = ((one, walked.get(_stage(record, one))) for one in findings.objecting.found)
    return tuple(one for one, ready in found if ready or (ready is not None and (one.excuse or one.name in raised)))


def unasked(findings: Findings, question: str) -> tuple[Found, ...]:
    """What is objected to an answer and nobody was asked about, there being no room: the director's to read with it."""
    raised = {one.name for one in findings.record.raised}
    there = (one for one in out(findings) if one.question == question and one.level is Level.SIGN_OFF)
    return tuple(one for one in there if one.is_open and one.name not in raised)


def drawn_by(findings: Findings, question: str) -> tuple[Found, ...]:
    """What somebody is asked about an answer now, or will be once its stage has all its answers."""
    about = findings.objecting.about(question)
    return tuple(one for one in about if one.is_open and not _is_the_directors(findings.record, one))


def asked_about(record: Record, question: str) -> Iterator[str]:
    """Who is being asked about an objection to an answer."""
    for key, item in record.items.items():
        if key in (OBJECT + question, OBJECT + record.catalog.stage_of[question].stage):
            yield from item.called


def calls(record: Record, name: str) -> Iterator[Call]:
    """The calls by which an objection was put to somebody."""
    made = (one for key in record.items if key.startswith(OBJECT) for one in record.items[key].calls)
    return (one for one in made if name in one.trigger.split(","))


def key_of(findings: Findings, one: Found) -> str:
    """The item by which an objection is put: its question's; the stage's where there are many stops; the last one's.

    The last one puts what there was no room for.
    """
    record, stage = findings.record, _stage(findings.record, one)
    if _comes_last(record, one):
        return OBJECT + last_stage(record)
    together = record.items.get(OBJECT + stage)
    many = len([stop for stop in _stops(findings) if _stage(record, stop) == stage]) > MOST_APART
    if one.level is Level.STOP and (many or (together and together.open_call)):
        return OBJECT + stage
    return OBJECT + one.question


def is_of_the_last_round(record: Record, key: str) -> bool:
    """Whether an item puts what there was no room for before, all of it together."""
    return key == OBJECT + last_stage(record)


def asked_last(record: Record) -> list[str]:
    """Who is being asked in the last round."""
    return record.items.get(OBJECT + last_stage(record), Item()).called


def last_stage(record: Record) -> str:
    """The stage in which the report is signed; empty where a catalogue has none."""
    return next((id for id in record.catalog.stages if _is_signed_in(record, id)), "")


def _is_signed_in(record: Record, stage: str) -> bool:
    found = record.catalog.stages.get(stage)
    return found is not None and found.layout is Layout.SIGN and not record.catalog.of_old


def put_last(record: Record) -> frozenset[str]:
    """What was put in the last round, by name."""
    last = record.items.get(OBJECT + last_stage(record), Item())
    return frozenset(name for call in last.calls for name in call.trigger.split(","))


def _comes_last(record: Record, one: Found) -> bool:
    """Whether it is put in the last round, or was."""
    if one.level is Level.STOP:
        return False
    if one.name in put_last(record):
        return True
    return _is_signed_in(record, record.stage) and one.name not in {raised.name for raised in record.raised}


def _stops(findings: Findings) -> list[Found]:
    return [one for one in _open(findings) if one.level is Level.STOP]


def _open(findings: Findings) -> list[Found]:
    """What nobody has met, of the stages that have all their answers."""
    record = findings.record
    stages = {stage: is_ready(findings, record.catalog.stages[stage]) for stage in _walked(record)}
    there = (one for one in findings.objecting.found if one.is_open and stages.get(_stage(record, one)))
    return [one for one in there if not (_is_the_directors(record, one) or _will_be_known(record, one))]


def _is_the_directors(record: Record, one: Found) -> bool:
    """Whether all it says is that something is not known, as somebody said: that the director accepts or sends back."""
    stage, question = record.catalog.stage_of[one.question], record.catalog.questions[one.question]
    own = (path for path in one.paths if record.catalog.question_at(path) == one.question)
    return one.rule.kind == ADMITTED and is_examined(stage, question) and any(map(record.unknown, own))


def _will_be_known(record: Record, one: Found) -> bool:
    """Whether somebody said by which day the answer itself will be known, and it has not come; a stop can't wait."""
    if one.level is Level.STOP:
        return False
    own = [path for path in one.paths if record.catalog.question_at(path) == one.question]
    return any(unknown.until and not unknown.due for path in own if (unknown := record.unknown(path)))


def _walked(record: Record) -> list[str]:
    return [stage for stage in record.walked if stage in record.catalog.stages]


def _rank(findings: Findings, one: Found) -> tuple[int, bool, int]:
    """A stop first, then what can hurt people, then what most rests on; of equals as they stand in the catalogue."""
    return _ORDER.index(one.level), not one.hurts, -findings.record.catalog.waiting_on((one.question,))


def _stage(record: Record, one: Found) -> str:
    return record.catalog.stage_of[one.question].stage


def _count(stages: Iterator[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for stage in stages:
        found[stage] = found.get(stage, 0) + 1
    return found


def _wants_the_director(findings: Findings, one: Found) -> bool:
    excuse = one.excuse
    if excuse is None or not one.rule.signed or excuse.outcome == "answered" or findings.fork is Outcome.POC:
        return False
    return one.level is not Level.NOTE and excuse.by not in (findings.record.director, findings.record.delegate)
