"""What was asked back and not taken up, what was left open, and who disagreed with which verdict."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.answers.text import cleaned
from dialogs.findings import Findings
from dialogs.findings.contradictions import STANDS
from dialogs.findings.mlops import is_of_another
from dialogs.flow import decisions
from dialogs.record import quoting
from dialogs.record.parts import NOTHING_SAID, OBJECTION, Disagreement
from dialogs.record.record import Record
from dialogs.report.quotes import name, word
from dialogs.report.said import Challenge, Dissent
from dialogs.verdicts.mlops import Outcome


def asked_back(record: Record, waived: bool) -> Iterator[Challenge]:
    """The follow-ups that were waived (with the reason), or those of form that nobody took up; contradictions apart."""
    for question in record.catalog.questions.values():
        for asked in record.entries.get(question.id, NOTHING_SAID).asked_back:
            left = asked.outcome == "left" or (asked.kind == "form" and asked.outcome is None)
            if not asked.rule.startswith((STANDS, OBJECTION)) and (asked.outcome == "waived" if waived else left):
                said_so = name(record, asked.by)
                label = cleaned(record.label(question.id))
                ask = quoting.asked_back(record, question.id, asked)
                yield Challenge(label, ask, cleaned(asked.reason), said_so)


def left_open(record: Record) -> Iterator[Challenge]:
    """Where it was left open whether something simpler would do: in which stage, what was asked, and the reason."""
    for path, also_at in _SIMPLER.items():
        question = path.rpartition(".")[0]
        if also_at and record.choice(also_at) is not None and not record.catalog.of_old:
            continue
        back = [one for one in record.entries.get(question, NOTHING_SAID).asked_back if one.outcome == "waived"]
        asked = next((one for one in reversed(back) if _asks_for_something_simpler(record, one.rule)), None)
        if asked and record.choice(path) is None and record.unknown(path) is None:
            title = cleaned(record.catalog.stage_of[question].title)
            ask = quoting.asked_back(record, question, asked)
            of_mlops = not record.catalog.of_old and record.catalog.stage_of[question].stage == "retake"
            yield Challenge(title, ask, cleaned(asked.reason), name(record, asked.by), of_mlops)


_SIMPLER = {"exam.2.simpler": "need.5.simpler", "retake.2.simpler": ""}
"""Where it may be left open, and where the same is asked once more: an answer there is one to both."""


def _asks_for_something_simpler(record: Record, rule: str) -> bool:
    """Whether it is a follow-up, neither a contradiction nor an objection, and the one about something simpler."""
    return not rule.startswith((STANDS, OBJECTION)) and record.catalog.rule(rule).when == "nothing_simpler_weighed"


def dissent(findings: Findings, note: Disagreement) -> Dissent:
    """Who disagreed with which verdict; with MLOps, where the second exam came to less, with one that was changed."""
    said = word(findings.record, note)
    less = note.outcome == Outcome.MLOPS and decisions.means(findings.record) and not findings.record.catalog.of_old
    changed = is_of_another(findings.mlops, note) or less
    return Dissent(said.text, said.by, said.on, said.about, *((note.outcome, note.level) if changed else ()))
