"""The ways to end a scoping, to lay it aside, and to take it up again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dialogs.errors import NotNow
from dialogs.findings import Findings
from dialogs.findings.mlops import QUESTION
from dialogs.flow import objecting, promises, tasks, turns
from dialogs.flow.promises import Promise
from dialogs.flow.stages import advance, may
from dialogs.record.parts import GIVEN_UP, Note, Reopening
from dialogs.scoping import on_condition, permissions
from dialogs.scoping.acting import Acting, reason_of


class Ends(Acting, defer_build=True):
    """How a scoping ends, rests, and goes on."""

    def sign(self, by: str, now: datetime, reason: str = "") -> None:
        """The director signs; the outcome follows from the decision. What somebody named a day for is a condition.

        Where something has to be proved first, and is not, it takes a reason. Raises BadFields, `reason`.
        """
        findings = self._to_sign(by)
        said = reason_of(reason) if may(findings, "prove") else ""
        advance(findings, "sign")
        on_condition.keep_promises(self, now)
        self._end(by, now, said)

    def prove(self, promise: Promise, by: str, now: datetime) -> None:
        """The director signs a proof of concept first: what it has to show is a condition, with an owner and a day.

        Raises BadFields, `text` or `day.`; NotNow where nothing has to be proved.
        """
        findings = self._to_sign(by, "prove")
        on_condition.check_proof(self, promise, by, now)
        advance(findings, "prove")
        on_condition.add(self, QUESTION, promise._replace(text=promise.text.strip()), by, now, proves=True)
        on_condition.keep_promises(self, now)
        self._end(by, now)

    def _to_sign(self, by: str, did: str = "sign") -> Findings:
        """What there is to sign, for whoever may. Raises NotNow while an objection holds the signature."""
        self._may("sign", by, did)
        findings = Findings(self)
        if standing := objecting.holding(findings):
            raise NotNow("not_now.objected", count=len(standing))
        return findings

    def not_yet(self, reason: str, by: str, now: datetime, *, conditions: Mapping[str, Promise] | None = None) -> None:
        """The director ends it for now: first these things are to be found out. One press takes it up again.

        Each thing that is not known becomes a condition: from `conditions` by question id, or as is usual. Raises
        NotNow where nothing is unknown and nothing open, BadFields, `day.<question>`, for a day that is no use.
        """
        self._may("not_yet", by)
        on_condition.check_days(self, conditions or {}, by, now)
        stood, findings = self.stage, Findings(self)
        advance(findings, "not_yet")
        open_now = {condition.about for condition in self.open_conditions}
        for question in promises.by_question(findings):
            given = (conditions or {}).get(question)
            if given or question not in open_now:
                on_condition.add(self, question, given or promises.usual(findings, question, now), by, now)
        self._end(by, now, reason.strip(), stood)

    def reject(self, reason: str, by: str, now: datetime) -> None:
        """The director says no, with a reason."""
        self._may("reject", by)
        said = reason_of(reason)
        advance(Findings(self), "reject")
        self._end(by, now, said)

    def cancel(self, reason: str, by: str, now: datetime) -> None:
        """Ends the scoping where it stands."""
        permissions.check(self, "cancel", by)
        self._did("cancel", by=by)
        stood = self.stage
        advance(Findings(self), "cancel")
        self.parked = None
        self._end(by, now, reason, stood)

    def check_reopen(self, by: str) -> bool:
        """Whether somebody who may reopen it has to say why: what was decided, by a signature or a no, was an end.

        Raises NotAllowed, NotNow.
        """
        permissions.check(self, "reopen", by)
        if not self.ending:
            raise NotNow("not_now.open")
        return self.ending.outcome not in GIVEN_UP

    def reopen(self, by: str, now: datetime, reason: str = "") -> None:
        """An ended scoping goes on where its answers leave it (S4.close.1); verdicts it rested on are given again."""
        self.check_reopen(by)
        self._did("reopen", by=by)
        assert self.ending is not None
        ended = self.ending
        self.reopenings.append(
            Reopening(text=reason.strip(), by=by, at=now, about=ended.outcome, ended=ended.at),
        )
        put_off = promises.signed_on(self) if self.ending.outcome == "not_yet" else []
        self.ending, self.seq = None, self.seq + 1
        self._reopen_no_ai()
        for condition in put_off:
            on_condition.ask_for(self, condition)
        self._move(now)

    def _reopen_no_ai(self) -> None:
        """A no-AI ending is reopened at the choice that led to it."""
        if self.stage == "no_ai":
            self.entries[self._simpler].judgements.clear()

    def park(self, by: str, now: datetime) -> None:
        """Lays the scoping aside: nobody is asked or reminded."""
        self._may("park", by)
        self.parked = Note(text="", by=by, at=now)
        self.seq += 1

    def resume(self, by: str, now: datetime) -> None:
        """Takes a parked scoping up where it was; what was due in the meantime is due two working days from now."""
        permissions.check(self, "resume", by)
        self._did("resume", by=by)
        if not self.parked:
            raise NotNow("not_now.not_parked")
        self.parked = None
        self.seq += 1
        for key, item in tasks.owed_items(Findings(self)):
            if item.due_at and item.due_at < now:
                item.due_at = item.remind_at = on_condition.two_days(self, now, turns.debtors(self, key)[0])
        self._move(now)
