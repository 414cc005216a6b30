"""A scoping, and what may be done to it. Each act checks who acts, records it and moves things on, or does nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple, Self

from pydantic import PrivateAttr

from dialogs import working_hours
from dialogs.answers.evidence import Grade
from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.answers.written import Written
from dialogs.catalog import Catalog, Level, keep, shipped
from dialogs.errors import BadFields, NotAllowed, NotNow, Sentence
from dialogs.findings import Findings, findings_of
from dialogs.findings.mlops import QUESTION
from dialogs.flow import objecting, promises, pulse, reminders, tasks, turns
from dialogs.flow.promises import Promise
from dialogs.flow.pulse import PULSE, check_taken
from dialogs.flow.stages import advance, may
from dialogs.flow.standing import SETTLED, State, is_due, open_inputs, stale_of, state
from dialogs.flow.tasks import to_examine
from dialogs.record.parts import (
    GIVEN_UP,
    Answer,
    Condition,
    Disagreement,
    Ending,
    Item,
    Leaving,
    Note,
    Person,
    Reopening,
    Reply,
    Restored,
    Ring,
    Source,
    Standing,
    Unknown,
    Verdict,
    WorkingTime,
)
from dialogs.record.quoting import active_questions
from dialogs.record.record import Record
from dialogs.scoping import entries, on_condition, permissions
from dialogs.scoping.entries import Given, Met, Signature
from dialogs.verdicts.readiness import Tally


class Act(NamedTuple):
    """That somebody did something: the name of what they did, and who."""

    name: str
    by: str


class Scoping(Record):
    """One scoping, from `/scope` to the signed report."""

    _acts: list[Act] = PrivateAttr(default_factory=list)

    def reading(self) -> Self:
        copy = super().reading()
        copy._acts = []
        return copy

    def take_acts(self) -> list[Act]:
        """Who did what since it was loaded or these were taken, each once: for whoever keeps account of it."""
        done, self._acts = list(dict.fromkeys(self._acts)), []
        return done

    # ---- answering

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
    ) -> list[str]:
        """Records answers (values by question id). Returns the questions that draw a follow-up of form, to be shown.

        `unknown` says of which fields somebody wrote that nobody knows, by question id and field, and `written` how
        they wrote what the values don't show; `emptied` are
        fields whose input said that nobody knows, and is blank now. `seen` is the
        scoping's count when the person's modal was opened; `replacing` says that they were shown somebody's newer
        answer and want theirs to stand. `reply_ts` is the reply in the thread it came from, to `reply_to` alone if that
        is given. Where nothing can be shown (not `asks_back`), no follow-up of form is drawn, so that none is recorded
        that nobody saw. Raises NotAllowed, NotNow, BadFields, or Moved where somebody
        else has answered one of these questions since.
        """
        self._may("answer", by, "revise" if any(self._is_answered(question) for question in given) else "answer")
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
        on_condition.close_met(self, by, now)
        self._move(now)
        return drawn

    def confirm_all(self, person: str, by: str, now: datetime) -> None:
        """Everything that somebody answered, and that something moved under, still holds; stage by stage as each opens.

        Raises NotNow where nothing waits for that.
        """
        stale = stale_of(Findings(self), person)
        if not stale:
            raise NotNow("not_now.settled")
        while reached := [question for question in stale if question in self._known_questions()]:
            values = {
                question: dict(answer.values) for question in reached if (answer := self.entries[question].answer)
            }
            self.answer(values, by, now, asks_back=False)
            stale = [question for question in stale if question not in reached]

    def skip(self, question: str, reason: str, by: str, now: datetime) -> None:
        """Not applicable, with the reason the report prints. Raises NotNow where the catalog does not allow it."""
        self._may("skip", by)
        self._may_change(Findings(self), question, by)
        if not self.catalog.questions[question].may_skip:
            raise NotNow("not_now.skip", label=self.catalog.questions[question].label)
        said = _reason(reason)
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

    def waive(self, question: str, reason: str, by: str, now: datetime) -> None:
        """Leaves a follow-up of substance unanswered, with the reason the report prints."""
        self._may("waive", by)
        asked = entries.said_to(self, question).waiting_followup
        if asked is None:
            raise NotNow("not_now.followup")
        asked.outcome, asked.reason, asked.by = "waived", _reason(reason), by
        self.seq += 1
        self._move(now)

    def let_stand(self, question: str, reason: str, by: str, now: datetime) -> None:
        """Two answers that seem to contradict each other both hold, with the reason the report prints."""
        self._may("waive", by)
        found = Findings(self).clashes.about(question)
        if found is None or not found.clash or not self.catalog.clash(found.clash).may_stand:
            raise NotNow("not_now.followup")
        said = _reason(reason)
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
        said = _reason(reason)
        standing = objecting.holding(Findings(self))
        if not standing:
            raise NotNow("not_now.objection")
        self.seq += 1
        for one in standing:
            entries.meet(self, one.question, Met(one.name, "waived", said), by)
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

    # ---- handing round

    def assign(self, key: str, to: str, by: str, now: datetime) -> None:
        """Hands an item (or one line of a board) to somebody of the scoping."""
        self._may("assign", by)
        if to not in self.everyone():
            raise NotNow("not_now.outsider", name=self.name(to))
        if not permissions.roles(self, to) & permissions.TEAM or not self.takes_part(to):
            raise NotNow("not_now.not_team", name=self.name(to))
        if not turns.can_be_handed(Findings(self), key):
            raise NotNow("not_now.settled")
        self.seq += 1
        item = self.items.setdefault(key, Item())
        if item.owner != to:
            item.owner, item.handed_by, item.unknown_until, item.reply = to, by, None, None
        self._move(now)

    def take(self, questions: Sequence[str], by: str, now: datetime) -> None:
        """Somebody takes lines of a board that nobody has yet."""
        self._may("take", by)
        findings = Findings(self)
        free = [question for question in questions if turns.is_free_line(findings, question)]
        if not free:
            raise NotNow("not_now.taken")
        self.seq += 1
        for question in free:
            self.items[question] = Item(owner=by)
        self._move(now)

    def promise(self, keys: Sequence[str], day: date, by: str, now: datetime) -> None:
        """“I'll answer by …”: moves the due day of what somebody owes."""
        self._rests()
        on_condition.check_day(self, day, by, now)
        for key in self._owed_of(keys, by):
            self._due_on(self.items[key], day, by, now)
        self.seq += 1

    def snooze(self, keys: Sequence[str], by: str, now: datetime) -> None:
        """A one-time shift of the reminder to the next working day; what is due stays due."""
        self._rests()
        tomorrow = working_hours.due_after(now, 1, self.tz(by), self.working)
        for key in self._owed_of(keys, by):
            self.items[key].remind_at = tomorrow
        self.seq += 1

    def reply_seen(self, author: str, ts: str) -> bool:
        """Somebody typed in the thread. Puts a pointer on their open question; False if they have none."""
        if self.rests or not permissions.may(self, "answer", author):
            return False
        key = turns.question_open_for(self, author)
        if key is None:
            return False
        self.items[key].reply = Reply(ts=ts, author=author)
        self.seq += 1
        return True

    def reply_gone(self, ts: str) -> None:
        """A reply was deleted: it is no longer offered; an answer recorded from it stays and says so."""
        for item in self.items.values():
            if item.reply and item.reply.ts == ts:
                item.reply = None
                self.seq += 1
        for entry in self.entries.values():
            if entry.answer and entry.answer.reply_ts == ts and not entry.answer.reply_gone:
                entry.answer.reply_gone = True
                self.seq += 1

    def reply_edited(self, ts: str) -> None:
        """A recorded reply was edited: the answer stays as it was, and its author may take the edit over."""
        for entry in self.entries.values():
            if entry.answer and entry.answer.reply_ts == ts and not self.ending:
                entry.answer.reply_edited = True
                self.seq += 1

    # ---- deciding

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
        reasons = {question: _reason(reason) for question, reason in sent_back.items()}
        promises = on_condition.promised(self, accepted, conditions or {}, by, now)
        self.seq += 1
        for question in accepted:
            entries.judgement(self, question, Verdict.ACCEPTED, Signature(by, now))
            if question in promises:
                on_condition.add(self, question, promises[question], by, now)
        for question, reason in reasons.items():
            entries.judgement(self, question, Verdict.SENT_BACK, Signature(by, now), reason)
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

    def disagree(self, about: str, text: str, by: str, now: datetime) -> None:
        """An objection to a verdict, as it is now; the report prints it and the director sees it before signing."""
        self._may("disagree", by)
        verdict = Findings(self).mlops
        self.objections.append(
            Disagreement(text=text, by=by, at=now, about=about, outcome=verdict.outcome.value, level=verdict.level)
        )
        self.seq += 1

    def add_detail(self, text: str, by: str, now: datetime, about: str = "") -> None:
        """A detail practice added (S4.close.1), to the whole or about one question."""
        self._may("add_detail", by)
        self.details.append(Note(text=text, by=by, at=now, about=about))
        self.seq += 1

    def sign(self, by: str, now: datetime, reason: str = "") -> None:
        """The director signs; the outcome follows from the decision. What somebody named a day for is a condition.

        Where something has to be proved first, and is not, it takes a reason. Raises BadFields, `reason`.
        """
        findings = self._to_sign(by)
        said = _reason(reason) if may(findings, "prove") else ""
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

    def give_back(self, question: str, reason: str, by: str, now: datetime) -> None:
        """The director returns the report: one answer goes back, and what rests on it is asked again."""
        self._may("give_back", by)
        known = question in self._known_questions()
        if self.stage != "report" or not known or state(Findings(self), question) not in SETTLED:
            raise NotNow("not_now.give_back")
        said = _reason(reason)
        self.seq += 1
        entries.judgement(self, question, Verdict.SENT_BACK, Signature(by, now), said)
        self._move(now)

    def reject(self, reason: str, by: str, now: datetime) -> None:
        """The director says no, with a reason."""
        self._may("reject", by)
        said = _reason(reason)
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

    # ---- people and settings

    def admit(self, found: Sequence[Person], now: datetime) -> None:
        """What Slack says of the people: name, zone, standing, presence. Those who may not take part own nothing."""
        for person in found:
            if self.people.get(person.id) != person:
                self.people[person.id] = person
                self.seq += 1
        self._move(now)

    def join(self, person: Person, now: datetime) -> None:
        """Somebody of the channel joins the team. Raises NotAllowed for guests, strangers, bots and the deactivated."""
        self._rests()
        if person.standing is not Standing.MEMBER:
            raise NotAllowed(f"standing.{person.standing}")
        if person.id not in self.everyone():
            self.team.append(person.id)
        self.people[person.id] = person
        self.seq += 1
        self._move(now)

    def bring_in(self, people: Sequence[Person], by: str, now: datetime) -> list[str]:
        """Takes people into the team, checked by Slack or not yet; the ids of those who are new."""
        self._may("settings", by)
        new = [person.id for person in people if person.id not in self.everyone()]
        self.team += new
        for person in people:
            self.people.setdefault(person.id, person)
        self.seq += len(new)
        self._move(now)
        return new

    def name_delegate(self, person: str | None, by: str, now: datetime) -> None:
        """The director names who may accept and sign as well, or nobody."""
        self._may("name_delegate", by)
        self.delegate = person
        if person:
            self.people.setdefault(person, Person(id=person))
        self.seq += 1
        self._move(now)

    def name_director(self, person: str | None, by: str, now: datetime) -> None:
        """Somebody else directs, where the director is not there any more. Raises NotNow while the director is."""
        self._may("name_director", by)
        if person is None or self.takes_part(self.director):
            raise NotNow("not_now.director", name=self.name(self.director))
        self.director = person
        self.team = [member for member in self.team if member != person]
        self.people.setdefault(person, Person(id=person))
        self.seq += 1
        self._move(now)

    def share(self, report: str, by: str, now: datetime) -> None:
        """Shows the report as it stands now in the thread, for everybody; `report` is kept as it was shown."""
        self._may("share", by)
        self.shares.append(Note(text=report, by=by, at=now))
        self.seq += 1

    def widen(self, track: str, by: str, now: datetime) -> None:
        """Goes on along a longer track; every answer stays. Raises NotNow where that track leaves something out."""
        self._may("widen", by)
        stages = self.catalog.tracks[track].stages if track in self.catalog.tracks else ()
        if track == self.track or not set(self.road) <= set(stages):
            raise NotNow("not_now.track")
        self.track = track
        self.seq += 1
        self._move(now)

    def check_tap(self, by: str) -> None:
        """Raises NotAllowed or NotNow unless somebody's taps are taken now."""
        self._may("tap", by)
        check_taken(self)

    def tap(self, sums: Tally, scores: Sequence[int], by: str) -> Tally:
        """The sums of the open round with somebody's five scores; the record counts them, and has no trace of `by`.

        Raises NotNow where no taps are taken, and ValueError unless there are five whole scores of 1 to 5.
        """
        self.check_tap(by)
        added = sums.add(scores)
        self.count_taps(added)
        return added

    def count_taps(self, sums: Tally) -> None:
        """Says how many have answered, as the sums of the open round have it; nothing where it says so already."""
        if self.pulse.answers != sums.answers:
            self.pulse = pulse.counting(self.pulse, sums)
            self.seq += 1

    def begin_pulse(self, round: str) -> None:
        """Names the round that is open from now on."""
        self.pulse = self.pulse.model_copy(update={"round": round})

    def begin_pulse_again(self, round: str, now: datetime) -> None:
        """Asks everybody anew, in a message that says so: what was answered is lost, or of another round."""
        self.pulse = pulse.begun_again(self.pulse, round)
        item = self.items.get(PULSE)
        if item and item.open_call:
            item.open_call.done_at = now
        self.seq += 1
        self._move(now)

    def close_pulse(self, by: str, now: datetime, sums: Tally | None = None) -> None:
        """Closes the readiness pulse for good, or says that a team too small for one has talked it over.

        `sums` are those of the open round, if anybody answered.
        """
        self._may("close_pulse", by)
        if not pulse.is_open(self):
            raise NotNow("not_now.settled")
        note = Note(text="", by=by, at=now, about=pulse.mark(self))
        self.pulse = pulse.closed(self.pulse, sums or Tally(), note)
        self.seq += 1
        self._move(now)

    def set_language(self, language: str, by: str) -> None:
        """In which language the answers are, so far as their words do not tell: “en”, “another”; “” for as written."""
        self._may("settings", by)
        self.language = language

    def set_working_time(self, working: WorkingTime, by: str) -> None:
        """Working days and hours, for reminders."""
        self._may("settings", by)
        self.working = working
        self.seq += 1

    # ---- going

    def tell_of_leaving(self, day: date, now: datetime) -> None:
        """The director is told that the record is removed on a day."""
        self.leavings.append(Leaving(day=day, at=now))
        self.seq += 1

    # ---- going back

    def restored_from(self, source: Source, saved_at: datetime, now: datetime, *, unsaid: bool = False) -> None:
        """The record is an earlier one again: Slack may show later things, which are read before they are changed.

        Its count goes on at the milliseconds of now, since no record counts so fast: windows that are open carry less.
        `unsaid`: of what Slack shows no words are taken in, as they may be of somebody who was forgotten since.
        """
        self.seq = max(self.seq + 1, round(now.timestamp() * 1000))
        self.restored.append(Restored(source=source, saved_at=saved_at, at=now, unsaid=unsaid, seq=self.seq))
        self.shown_seq = -1

    def thread_read(self, lost: Sequence[Note]) -> None:
        """The thread was read after going back; `lost` is what it showed of answers that are not in the record."""
        for one in self.restored:
            if not one.looked:
                one.looked, one.lost = True, list(lost)
        self.seq += 1

    # ---- reminders

    def claim_ring(self, person: str, now: datetime) -> Ring:
        """Takes it upon us to remind somebody; saved before anything is sent."""
        owed = reminders.due_for(Findings(self), person, now)
        day = working_hours.local_day(now, self.tz(person))
        ring = Ring(key=f"ring:{person}:{day}", day=day, items=[one.item for one in owed], claimed_at=now)
        self.rings[person] = ring
        return ring

    def rung(self, person: str, ts: str, now: datetime) -> None:
        """A reminder was delivered, or (`ts` is empty) refused: what it named comes up again in two days, or in one."""
        ring = self.rings[person]
        ring.ts = ts
        self.seq += 1
        days = working_hours.DUE_AFTER if ts else 1
        again = working_hours.due_after(now, days, self.tz(person), self.working)
        for key in ring.items:
            if key in self.items and self.items[key].remind_at:
                self.items[key].remind_at = again
        on_condition.remind_of(self, person, ring.items, again, told=True)

    def put_off_ring(self, person: str, now: datetime) -> None:
        """Another scoping rang somebody today; what they owe here comes up on their next working day."""
        tomorrow = working_hours.due_after(now, 1, self.tz(person), self.working)
        self.seq += 1
        for owed in list(reminders.owed_by(Findings(self), person)):
            item = self.items.get(owed.item)
            if item and item.remind_at and item.remind_at <= now:
                item.remind_at = tomorrow
            elif item is None and owed.due_at <= now:
                on_condition.remind_of(self, person, [owed.item], tomorrow)

    def next_due(self) -> datetime | None:
        """When the ticker must look at this scoping again; at once where a claimed reminder was not sent."""
        if self.parked:
            return None
        unsent = [ring.claimed_at for ring in self.rings.values() if ring.ts is None and not self.ending]
        return min(unsent) if unsent else reminders.next_look(findings_of(self))

    # ---- below: how an act is recorded

    def _may(self, act: str, by: str, *did: str) -> None:
        """Raises NotAllowed or NotNow unless somebody may do that now; `did` names it where the act has several."""
        self._rests()
        permissions.check(self, act, by)
        self._did(*(did or (act,)), by=by)

    def _did(self, *names: str, by: str) -> None:
        self._acts += [Act(name, by) for name in names]

    def _is_answered(self, question: str) -> bool:
        entry = self.entries.get(question)
        return entry is not None and entry.answer is not None

    def _rests(self) -> None:
        if self.ending:
            raise NotNow("not_now.ended")
        if self.parked:
            raise NotNow("not_now.parked")

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

    def _reopen_no_ai(self) -> None:
        """A no-AI ending is reopened at the choice that led to it."""
        if self.stage == "no_ai":
            self.entries[self._simpler].judgements.clear()

    @property
    def _simpler(self) -> str:
        """The question at which the director agreed to something simpler."""
        return "need.6" if self.walked[-2:-1] == ["need"] else "exam.2"

    def _owed_of(self, keys: Sequence[str], by: str) -> Iterator[str]:
        owed = {key for key, _ in tasks.owed_items(Findings(self))}
        mine = [key for key in keys if key in owed and by in turns.debtors(self, key)]
        if not mine:
            raise NotNow("not_now.settled")
        return iter(mine)

    def _move(self, now: datetime) -> None:
        """Walks to the stage the answers lead to, then calls whoever is needed."""
        if self.ending:
            return
        self.stage = self.road[0]
        self.walked = [self.stage]
        findings = Findings(self)  # the answers do not change on the way
        while may(findings, "next"):
            advance(findings, "next")
            self.walked.append(self.stage)
        if self.stage == "no_ai":
            self._end(self.entries[self._simpler].judgements[-1].by, now)
        elif not self.parked:
            turns.call(findings, now, partial(on_condition.two_days, self))

    def _end(self, by: str, now: datetime, reason: str = "", stage: str = "") -> None:
        self.seq += 1
        self.ending = Ending(outcome=self.stage, by=by, at=now, reason=reason, stage=stage)
        if self.pulse.answers and not pulse.is_over(self):
            self.pulse = pulse.begun_again(self.pulse, "")  # its round is destroyed; one that is reopened asks anew
        turns.close_all(self, now)

    def _due_on(self, item: Item, day: date, person: str, now: datetime) -> None:
        """Due that morning; a promise for a day that has begun is looked at the morning after."""
        due = working_hours.on_day(day, self.tz(person), self.working)
        if due <= now:
            due = working_hours.on_day(day + timedelta(days=1), self.tz(person), self.working)
        item.due_at = item.remind_at = due


def _reason(text: str) -> str:
    """Raises BadFields, `reason`, for an empty one."""
    if not text.strip():
        raise BadFields({"reason": Sentence("problem.reason")})
    return text.strip()


def start(
    id: str,
    *,
    team_id: str,
    channel: str,
    title: str,
    idea: str,
    initiator: str,
    director: str,
    team: Sequence[str],
    now: datetime,
    track: str = "director",
    catalog: Catalog | None = None,
) -> Scoping:
    """A new scoping. Nobody is called before `admit` has said who is a member of the workspace."""
    catalog = catalog or shipped()
    everybody = dict.fromkeys([initiator, director, *team])
    begun = Scoping(
        id=id,
        team_id=team_id,
        channel=channel,
        title=title,
        idea=idea,
        initiator=initiator,
        director=director,
        team=[person for person in dict.fromkeys(team) if person not in (initiator, director)],
        people={person: Person(id=person) for person in everybody},
        started_at=now,
        track=track,
        stage=catalog.tracks[track].stages[0],
        walked=[catalog.tracks[track].stages[0]],
        catalog_version=catalog.version,
        catalog_digest=keep(catalog),
    )
    begun._did("start", by=initiator)
    return begun
