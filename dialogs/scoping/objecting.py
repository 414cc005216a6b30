"""What is said to what the bot objects to: follow-ups, contradictions, objections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dialogs.catalog import Level
from dialogs.errors import BadFields, NotNow
from dialogs.findings import Findings
from dialogs.flow import objecting
from dialogs.record.parts import Disagreement
from dialogs.scoping import entries, on_condition
from dialogs.scoping.acting import Acting, reason_of
from dialogs.scoping.entries import Met


class Objecting(Acting, defer_build=True):
    """What may be said to objections."""

    def waive(self, question: str, reason: str, by: str, now: datetime) -> None:
        """Leaves a follow-up of substance unanswered, with the reason the report prints."""
        self._may("waive", by)
        asked = entries.said_to(self, question).waiting_followup
        if asked is None:
            raise NotNow("not_now.followup")
        asked.outcome, asked.reason, asked.by = "waived", reason_of(reason), by
        self.seq += 1
        self._move(now)

    def let_stand(self, question: str, reason: str, by: str, now: datetime) -> None:
        """Two answers that seem to contradict each other both hold, with the reason the report prints."""
        self._may("waive", by)
        found = Findings(self).clashes.about(question)
        if found is None or not found.clash or not self.catalog.clash(found.clash).may_stand:
            raise NotNow("not_now.followup")
        said = reason_of(reason)
        self.seq += 1
        entries.stands(self, question, found.clash, said, by)
        self._move(now)

    def meet(self, met: Sequence[Met], by: str, now: datetime) -> None:
        """What somebody says to objections: answered, left with a reason, or that they miss the point.

        An answer with a promise becomes a condition. Whether the words to a stop are enough is the director's to say.
        Raises BadFields, `text.<name>` or `day.<name>`; NotNow where one is met already, or holds no more.
        """
        self._may("meet", by)
        there = {one.name: one for one in Findings(self).objecting.found if one.level is not Level.NOTE}
        for one in met:
            if one.name not in there or not (there[one.name].is_open or by in (self.director, self.delegate)):
                raise NotNow("not_now.objection")
        problems = {f"text.{one.name}": said for one in met if (said := entries.problem_with(one))}
        problems |= on_condition.wrong_days(self, {one.name: one.promise for one in met if one.promise}, by, now)
        if problems:
            raise BadFields(problems)
        self.seq += 1
        for one in met:
            entries.meet(self, there[one.name].question, one, by)
            on_condition.withdraw(self, one.name)
            if one.promise:
                on_condition.add(self, there[one.name].question, one.promise, by, now, objection=one.name)
        self._move(now)

    def settle_objections(self, reason: str, by: str, now: datetime) -> None:
        """The director lets all that holds the signature stand, for one reason."""
        self._may("sign", by, "settle_objections")
        said = reason_of(reason)
        standing = objecting.holding(Findings(self))
        if not standing:
            raise NotNow("not_now.objection")
        self.seq += 1
        for one in standing:
            entries.meet(self, one.question, Met(one.name, "waived", said), by)
        self._move(now)

    def disagree(self, about: str, text: str, by: str, now: datetime) -> None:
        """An objection to a verdict, as it is now; the report prints it and the director sees it before signing."""
        self._may("disagree", by)
        verdict = Findings(self).mlops
        self.objections.append(
            Disagreement(text=text, by=by, at=now, about=about, outcome=verdict.outcome.value, level=verdict.level)
        )
        self.seq += 1
