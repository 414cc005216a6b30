"""An objection in a sentence: as it is put to somebody, and how it ended."""

import re

from bot.words.figures import day, shortened
from bot.words.sentences import sentence
from dialogs.catalog import Level
from dialogs.findings import Findings
from dialogs.findings.objections import Found
from dialogs.findings.objections.excuses import Excuse, before_the_director, said_to
from dialogs.flow import objecting, standing
from dialogs.record.parts import Call
from dialogs.record.record import Record

MOST_ASKED, MOST_SAID = 160, 160
"""Characters of the question and of the words given to it."""


def how_met(findings: Findings, name: str, call: Call) -> str:
    """What was asked, and what became of it: “✔ Who sees the first wrong one …: Jana does, within the hour (Mia)”."""
    return " ".join(filter(None, (_how_met(findings, name, call), _lapsed(findings.record, name, call))))


def _how_met(findings: Findings, name: str, call: Call) -> str:
    record = findings.record
    found = next((one for one in findings.objecting.found if one.name == name), None)
    ask = shortened(_asked(record, name, found, call), MOST_ASKED)
    if _is_put_again(record, name, call):
        return sentence("objected.again", ask=ask, said=shortened(_said_at(findings, name, call), MOST_SAID))
    said = shortened(_said_at(findings, name, call), MOST_SAID)
    if found is None:
        return sentence("objected.mended", ask=ask, said=said)
    if found.excuse is None and found.level is Level.NOTE:
        return sentence("objected.eased", ask=ask, said=said, note=shortened(found.ask, MOST_ASKED))
    if found.excuse is None:
        return sentence(f"objected.{_left_open(findings, found)}", ask=ask, name=record.name(record.examiner))
    return met_words(record, found, found.excuse, ask)


def met_words(record: Record, found: Found, excuse: Excuse, ask: str) -> str:
    """How it was met, by whom, on which condition, and whether the director still has to say that it is enough."""
    condition = next((one for one in reversed(record.conditions) if one.objection == found.name), None)
    before = before_the_director(record, found.name, found.question, excuse)
    return sentence(
        f"objected.{excuse.outcome}",
        ask=ask,
        reason=shortened(excuse.reason, MOST_SAID),
        name=record.name(excuse.by),
        owner=record.name(condition.owner) if condition else "",
        due=day(condition.due) if condition else "",
        waits=record.name(record.examiner) if found.is_pending else "",
        before=shortened(before.reason, MOST_SAID) if before else "",
        before_by=record.name(before.by) if before else "",
    )


def put_to(record: Record, found: Found, person: str = "") -> str:
    """What is asked, to a person: “You say that …” names whoever said it where that is somebody else."""
    entry = record.entries.get(found.question)
    author = entry.answer.author if entry and entry.answer else ""
    if not author or author == person or record.catalog.of_old:
        return found.ask
    name = record.name(author)
    return _YOU_SAY.sub(lambda said: f"{name} {'said' if said['past'] else 'says'}{said['what']}", found.ask, count=1)


_YOU_SAY = re.compile(r"^You (?:say|(?P<past>said))(?P<what> that\b| “)")


def _lapsed(record: Record, name: str, call: Call) -> str:
    """The promise that was made when it was put by this call, where it has lapsed; else empty."""
    later = min((one.at for one in objecting.calls(record, name) if one.at > call.at), default=None)
    gone = [one.condition for one in record.lapsed if one.condition.objection == name and one.condition.at >= call.at]
    made = next((one for one in reversed(gone) if later is None or one.at < later), None)
    if made is None:
        return ""
    return sentence(
        "objected.lapsed", text=shortened(made.text, MOST_SAID), owner=record.name(made.owner), due=day(made.due)
    )


def _asked(record: Record, name: str, found: Found | None, call: Call) -> str:
    """As it was put by this call; as it says since, where that is what was met before anybody was asked again."""
    if found and found.excuse and not _is_put_again(record, name, call):
        return found.ask
    put = [one.ask for one in record.raised if one.name == name and one.at <= call.at]
    return put[-1] if put else found.ask if found else ""


def _left_open(findings: Findings, found: Found) -> str:
    """Why nobody met it: resting with the scoping, behind another answer, or left to the director."""
    record = findings.record
    if record.rests:
        return "ended" if record.ending else "parked"
    stage = record.catalog.stage_of[found.question]
    return "director" if standing.is_ready(findings, stage) else "waits"


def _is_put_again(record: Record, name: str, call: Call) -> bool:
    return any((one.at, one.n) > (call.at, call.n) for one in objecting.calls(record, name))


def _said_at(findings: Findings, name: str, call: Call) -> str:
    """What was said when it was put by this call; "" where nobody said anything."""
    record = findings.record
    earlier = sum((one.at, one.n) < (call.at, call.n) for one in objecting.calls(record, name))
    put = [one for one in record.raised if one.name == name]
    said = said_to(record, put[earlier]) if earlier < len(put) else None
    return said.reason if said else ""
