"""The director's word on answers, and on the conditions that hang on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dialogs.errors import NotAllowed, NotNow
from dialogs.findings import Findings
from dialogs.findings.mlops import QUESTION
from dialogs.flow.promises import Promise
from dialogs.flow.standing import SETTLED, state
from dialogs.flow.tasks import to_examine
from dialogs.record.parts import Condition, Note, Verdict
from dialogs.scoping import entries, on_condition, permissions
from dialogs.scoping.acting import Acting, reason_of
from dialogs.scoping.entries import Signature


class Judging(Acting, defer_build=True):
    """What a director says of answers."""

    def judge(
        self,
        accepted: Sequence[str],
        sent_back: Mapping[str, str],
        by: str,
        now: datetime,
        *,
        conditions: Mapping[str, Promise] | None = None,
    ) -> None:
        """The director's word on answers: accepted, or sent back with a reason by question id.

        What is not known is accepted on a condition: who finds it out by when, from `conditions` by question id, or as
        whoever said so promised. Raises BadFields, `day.<question>`, where there is neither, or the day is no use. What
        is known may be accepted on one, too: then its `text` says what must happen.
        """
        self._may("judge", by, *(name for name, some in (("judge", accepted), ("send_back", sent_back)) if some))
        waiting = to_examine(Findings(self), self.stage)
        for question in (*accepted, *sent_back):
            if question not in waiting:
                raise NotNow("not_now.judge", label=self.label(question))
        reasons = {question: reason_of(reason) for question, reason in sent_back.items()}
        promises = on_condition.promised(self, accepted, conditions or {}, by, now)
        self.seq += 1
        for question in accepted:
            entries.judgement(self, question, Verdict.ACCEPTED, Signature(by, now))
            if question in promises:
                on_condition.add(self, question, promises[question], by, now)
        for question, reason in reasons.items():
            entries.judgement(self, question, Verdict.SENT_BACK, Signature(by, now), reason)
        self._move(now)

    def give_back(self, question: str, reason: str, by: str, now: datetime) -> None:
        """The director returns the report: one answer goes back, and what rests on it is asked again."""
        self._may("give_back", by)
        known = question in self._known_questions()
        if self.stage != "report" or not known or state(Findings(self), question) not in SETTLED:
            raise NotNow("not_now.give_back")
        said = reason_of(reason)
        self.seq += 1
        entries.judgement(self, question, Verdict.SENT_BACK, Signature(by, now), said)
        self._move(now)

    def assume(self, path: str, value: str, promise: Promise, by: str, now: datetime) -> None:
        """Goes on as if an unknown input were known: a condition that reopens the fork when the answer comes.

        `path` is `question.field`, `value` as the decision reads it. Raises NotNow where nothing hangs on it, and
        BadFields, `day.`, for a day that is no use.
        """
        self._may("assume", by)
        question, _, name = path.rpartition(".")
        if Findings(self).mlops_hangs != name or question != QUESTION:
            raise NotNow("not_now.settled")
        on_condition.check_days(self, {"": promise}, by, now)
        self.seq += 1
        on_condition.add(self, question, promise, by, now, assumes=(path, value))
        self._move(now)

    def condition_of(self, id: str, by: str) -> Condition:
        """An open condition, for its owner and the director alone. Raises NotAllowed, NotNow."""
        permissions.check(self, "close_condition", by)
        condition = next((one for one in self.open_conditions if one.id == id), None)
        if condition is None:
            raise NotNow("not_now.settled")
        if by not in (condition.owner, self.director, self.delegate):
            raise NotAllowed("refused.condition", name=self.name(condition.owner), director=self.name(self.director))
        return condition

    def close_condition(self, id: str, met: bool, note: str, by: str, now: datetime) -> None:
        """Its owner or the director says how it came out, also after the ending. Raises NotNow where it is closed.

        What was to be found out is asked of its owner, so that it stands in the answer; where it was taken for
        something and came out otherwise, the fork is open again.
        """
        condition = self.condition_of(id, by)
        self._did("close_condition", by=by)
        condition.closed, condition.met = Note(text=note.strip(), by=by, at=now), met
        if not self.ending:
            on_condition.ask_for(self, condition)
        self.seq += 1
        self._move(now)

    def put_off_condition(self, id: str, day: date, by: str, now: datetime) -> None:
        """Its owner or the director names another day for it, also after the ending. Raises BadFields, `day`."""
        condition = self.condition_of(id, by)
        self._did("put_off_condition", by=by)
        on_condition.check_day(self, day, by, now)
        condition.due = day
        on_condition.ring_on(self, condition)
        self.seq += 1
