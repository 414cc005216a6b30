"""Answers: given, changed, confirmed, skipped, not known, graded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from dialogs import working_hours
from dialogs.answers.evidence import Grade
from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Unreadable, Value
from dialogs.answers.written import Written
from dialogs.errors import NotNow
from dialogs.findings import Findings, findings_of
from dialogs.flow import objecting, promises, turns
from dialogs.flow.standing import State, moved_again, open_inputs, state
from dialogs.record.parts import Note, Unknown
from dialogs.scoping import entries, on_condition, permissions
from dialogs.scoping.acting import Acting, reason_of
from dialogs.scoping.entries import Given, Met, Signature


class Answering(Acting, defer_build=True):
    """What may be done to answers."""

    def answer(
        self,
        given: Mapping[str, dict[str, Value]],
        by: str,
        now: datetime,
        *,
        seen: int | None = None,
        kept: Sequence[str] = (),
        reply_ts: str | None = None,
        reply_to: str | None = None,
        replacing: bool = False,
        unknown: Mapping[str, Mapping[str, Ignorance]] | None = None,
        written: Mapping[str, Mapping[str, Written]] | None = None,
        emptied: Mapping[str, Collection[str]] | None = None,
        asks_back: bool = True,
        notes: Mapping[str, str] | None = None,
    ) -> list[str]:
        """Records answers (values by question id). Returns the questions that draw a follow-up of form, to be shown.

        `unknown` says of which fields somebody wrote that nobody knows, by question id and field, and `written` how
        they wrote what the values don't show; `emptied` are
        fields whose input said that nobody knows, and is blank now. `seen` is the
        scoping's count when the person's modal was opened; `replacing` says that they were shown somebody's newer
        answer and want theirs to stand. `reply_ts` is the reply in the thread it came from, to `reply_to` alone if that
        is given. Where nothing can be shown (not `asks_back`), no follow-up of form is drawn, so that none is recorded
        that nobody saw. `notes` are what was said beside the boxes, by question: to what is objected to its answer
        now, or else a detail. Raises NotAllowed, NotNow, BadFields, or Moved where somebody
        else has answered one of these questions since.
        """
        self._may("answer", by, self._does(given, typed=written is not None))
        findings = Findings(self)
        for question in given:
            entries.check_unmoved(self, question, by, seen)
            if not (replacing and state(findings, question) is State.ANSWERED):
                self._may_change(findings, question, by)
            entries.check_followup(self, question, Given(given[question], (unknown or {}).get(question, {})))
        for question in kept:
            entries.check_keeping(self, question)
        self.seq += 1
        drawn: list[str] = []
        for question, values in given.items():
            signed = Signature(by, now, reply_ts if reply_to in (None, question) else None)
            words = Given(
                values,
                (unknown or {}).get(question, {}),
                (written or {}).get(question),
                (emptied or {}).get(question, ()),
            )
            if entries.answer(self, question, words, signed, kept=question in kept, asks_back=asks_back):
                drawn.append(question)
        for question in given:
            entries.follow(self, question, Signature(by, now), but=tuple(given))
        on_condition.close_met(self, by, now)
        for question, text in (notes or {}).items():
            self._note(question, text, by, now, answered=question in given)
        self._move(now)
        return drawn

    def _note(self, question: str, text: str, by: str, now: datetime, *, answered: bool) -> None:
        """Words beside an answer meet what it draws, for the director to judge; where that is nothing, a detail."""
        findings = Findings(self)
        drawn = objecting.drawn_by(findings, question) if answered and not self.catalog.of_old else ()
        met = [Met(one.name, "answered", text) for one in drawn]
        if not met or entries.problem_with(met[0]):
            self._did("add_detail", by=by)
            self.details.append(Note(text=text, by=by, at=now, about=question))
            return
        self._did("meet", by=by)
        turns.put_and_met(findings, question, [one.name for one in met], by, now)
        for one in met:
            entries.meet(self, question, one, by)

    def hold(self, questions: Sequence[str], by: str, now: datetime, *, seen: int | None = None) -> None:
        """These answers still hold, though something moved under them: of any stage, those that wait for that.

        What moved again after `seen`, the scoping's count when somebody was shown them, is asked again. Raises
        NotAllowed, or NotNow where nothing of it waits.
        """
        self._may("answer", by, "hold")
        findings = Findings(self)
        waiting = [id for id in dict.fromkeys(questions) if id in self.entries and state(findings, id) is State.STALE]
        held = [id for id in waiting if seen is None or not moved_again(self, id, seen)]
        if not held:
            raise NotNow("not_now.settled")
        self.seq += 1
        for question in held:
            self.entries[question].confirmed = self.seq
        on_condition.close_met(self, by, now)
        self._move(now)

    def skip(self, question: str, reason: str, by: str, now: datetime) -> None:
        """Not applicable, with the reason the report prints. Raises NotNow where the catalog does not allow it."""
        self._may("skip", by)
        self._may_change(Findings(self), question, by)
        if not self.catalog.questions[question].may_skip:
            raise NotNow("not_now.skip", label=self.catalog.questions[question].label)
        said = reason_of(reason)
        self.seq += 1
        entries.skip(self, question, said, Signature(by, now))
        self._move(now)

    def changeable(self, questions: Sequence[str], by: str) -> list[str]:
        """Those of some answers that are somebody's to change, for before a window opens.

        Raises NotAllowed, or NotNow where none of them is.
        """
        self._may("answer", by)
        findings = findings_of(self)
        theirs: list[str] = []
        refused: NotNow | None = None
        for question in questions:
            try:
                self._may_change(findings, question, by)
                theirs.append(question)
            except NotNow as problem:
                refused = problem
        if refused and not theirs:
            raise refused
        return theirs

    def lacking(self, question: str) -> tuple[str, ...]:
        """The fields of a question of which somebody still has to say something: a value, or why there is none."""
        return open_inputs(findings_of(self), question)

    def not_known(self, unknowns: Mapping[str, Mapping[str, Unknown]], by: str, now: datetime) -> None:
        """What is not known, by question id and field, beside all that was answered. It counts as an answer.

        Raises BadFields, `day`, for a day that is past or too far away.
        """
        self._may("answer", by)
        findings = Findings(self)
        for question, fields in unknowns.items():
            self._may_change(findings, question, by)
            for day in {unknown.until for unknown in fields.values() if unknown.until}:
                on_condition.check_day(self, day, by, now)
        self.seq += 1
        for question, fields in unknowns.items():
            entries.not_known(self, question, fields, Signature(by, now))
        self._move(now)

    def known_by(self, typed: Mapping[str, Mapping[str, object]], by: str, now: datetime) -> None:
        """Who will know it by which day, where that was `typed` in the place of an input: “Tom counts until Friday”."""
        found = False
        for question, fields in typed.items():
            answer = self.entries[question].answer if question in self.entries else None
            for field, unknown in answer.unknowns.items() if answer else ():
                words = fields.get(field)
                if unknown.until or unknown.kind is Ignorance.NOT_APPLICABLE or not isinstance(words, str):
                    continue
                with suppress(Unreadable):  # a day that may be two: then it is not known, and no day is named
                    if said := promises.in_words(self, words, by, now, dated=True):
                        unknown.owner, unknown.until, found = said.owner, said.due, True
        if found:
            self._move(now)

    def fall_due(self, now: datetime) -> None:
        """The day has come by which somebody would know: what is still not known is asked again."""
        fallen = [
            (unknown, agreed)
            for question, entry in self.entries.items()
            for unknown in (entry.answer.unknowns.values() if entry.answer else ())
            if (agreed := self.as_agreed(question, unknown)).until
            and not unknown.due
            and agreed.until <= working_hours.local_day(now, self.tz(agreed.owner))
        ]
        for unknown, agreed in fallen:
            answers = permissions.may(self, "answer", agreed.owner)
            unknown.due, unknown.until = True, agreed.until
            unknown.owner = agreed.owner if answers else unknown.owner
        if fallen:
            self.seq += 1
            self._move(now)

    def leave_as_is(self, questions: Sequence[str], by: str) -> None:
        """“It is fine as it is”: the follow-ups of form on these answers are left."""
        self._may("answer", by)
        for asked in (asked for question in questions for asked in entries.said_to(self, question).asked_back):
            if asked.kind == "form" and not asked.outcome:
                asked.outcome, asked.by = "left", by
                self.seq += 1

    def correct_grade(self, question: str, grade: Grade, by: str) -> None:
        """Somebody knows better how an answer is evidenced."""
        self._may("correct_grade", by)
        answer = entries.said_to(self, question).answer
        if answer is None:
            raise NotNow("not_now.unanswered")
        answer.corrected_grade = grade
        self.seq += 1

    def add_detail(self, text: str, by: str, now: datetime, about: str = "") -> None:
        """A detail practice added (S4.close.1), to the whole or about one question."""
        self._may("add_detail", by)
        self.details.append(Note(text=text, by=by, at=now, about=about))
        self.seq += 1
