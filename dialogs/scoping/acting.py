"""What every act on a scoping does: asks who may, records it, and moves things on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import NamedTuple, Self

from pydantic import PrivateAttr

from dialogs.answers.values import Value
from dialogs.errors import BadFields, NotNow, Sentence
from dialogs.findings import Findings
from dialogs.flow import objecting, pulse, turns
from dialogs.flow.stages import advance, may
from dialogs.flow.standing import SETTLED, is_due, state
from dialogs.record.parts import Answer, Ending
from dialogs.record.quoting import active_questions
from dialogs.record.record import Record
from dialogs.scoping import entries, on_condition, permissions


class Act(NamedTuple):
    """That somebody did something: the name of what they did, and who."""

    name: str
    by: str


class Acting(Record, defer_build=True):
    """A scoping under the hands of somebody: who may, what was done, where it goes from there."""

    _acts: list[Act] = PrivateAttr(default_factory=list)

    def reading(self) -> Self:
        copy = super().reading()
        copy._acts = []
        return copy

    def take_acts(self) -> list[Act]:
        """Who did what since it was loaded or these were taken, each once: for whoever keeps account of it."""
        done, self._acts = list(dict.fromkeys(self._acts)), []
        return done

    def _may(self, act: str, by: str, *did: str) -> None:
        """Raises NotAllowed or NotNow unless somebody may do that now; `did` names it where the act has several."""
        self._rests()
        permissions.check(self, act, by)
        self._did(*(did or (act,)), by=by)

    def _did(self, *names: str, by: str) -> None:
        self._acts += [Act(name, by) for name in names]

    def _rests(self) -> None:
        if self.ending:
            raise NotNow("not_now.ended")
        if self.parked:
            raise NotNow("not_now.parked")

    def _does(self, given: Mapping[str, Mapping[str, Value]], *, typed: bool) -> str:
        """What giving these answers is called: the first ones, the same once more (not `typed` anew), or others."""
        before = {question: answer for question in given if (answer := entries.said_to(self, question).answer)}
        if not before:
            return "answer"
        same = not typed and all(before[id].values == given[id] for id in before)
        return "hold" if same else "revise"

    def _may_change(self, findings: Findings, question: str, by: str) -> None:
        """What is settled may be changed by its author or owner alone; what was to be known by now, by anybody."""
        entry = self.entries.get(question)
        if question not in self._known_questions():
            raise NotNow("not_now.question")
        stands = state(findings, question) in SETTLED and not is_due(self, question)
        settled = entry.answer if entry and stands else None
        if settled and by not in self._owners(question, settled):
            raise NotNow("not_now.others_answer", name=self.name(settled.author))

    def _owners(self, question: str, answer: Answer) -> set[str]:
        """Whose a settled answer is: its author's, whoever owes it, and whoever finds out what is not known of it."""
        debtors = turns.debtors(self, turns.task_key(self, question))
        finders = {one.owner for one in self.open_conditions if one.about == question}
        finders |= set(objecting.asked_about(self, question))
        return {answer.author, *debtors, *finders, *(unknown.owner for unknown in answer.unknowns.values())}

    def _known_questions(self) -> set[str]:
        """Everything that was or is asked on the way to the present stage."""
        stages = [self.catalog.stages[stage] for stage in self.walked if stage in self.catalog.stages]
        return {question.id for stage in stages for question in active_questions(self, stage)}

    @property
    def _simpler(self) -> str:
        """The question at which the director agreed to something simpler."""
        return "need.6" if self.walked[-2:-1] == ["need"] else "exam.2"

    def _move(self, now: datetime) -> None:
        """Walks to the stage the answers lead to, then calls whoever is needed."""
        if self.ending:
            return
        self.stage = self.road[0]
        self.walked = [self.stage]
        findings = Findings(self)
        if on_condition.follow_objections(findings, now):
            findings = Findings(self)
        while may(findings, "next"):
            advance(findings, "next")
            self.walked.append(self.stage)
        if self.stage == "no_ai":
            self._end(self.entries[self._simpler].judgements[-1].by, now)
        elif not self.parked:
            turns.call(self._with_the_case(findings), now, partial(on_condition.two_days, self))

    def _with_the_case(self, findings: Findings) -> Findings:
        """As they are at the end of the walk, where the case turns the order of the ways: before it, they knew of none.

        Elsewhere nothing that is asked has changed by it, and what was worked out on the way is not worked out again.
        """
        arrived = Findings(self)
        sheet, case = arrived.need, arrived.need_now
        return findings if (case.outcome, case.ahead) == (sheet.outcome, sheet.ahead) else arrived

    def _end(self, by: str, now: datetime, reason: str = "", stage: str = "") -> None:
        self.seq += 1
        self.ending = Ending(outcome=self.stage, by=by, at=now, reason=reason, stage=stage)
        if self.pulse.answers and not pulse.is_over(self):
            self.pulse = pulse.begun_again(self.pulse, "")  # its round is destroyed; one that is reopened asks anew
        turns.close_all(self, now)


def reason_of(text: str) -> str:
    """Raises BadFields, `reason`, for an empty one."""
    if not text.strip():
        raise BadFields({"reason": Sentence("problem.reason")})
    return text.strip()
