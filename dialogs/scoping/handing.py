"""Who owes what, and by when: handed round, taken, promised; and what they wrote in the thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from dialogs import working_hours
from dialogs.errors import NotNow
from dialogs.findings import Findings
from dialogs.flow import tasks, turns
from dialogs.record.parts import Item, Reply
from dialogs.scoping import on_condition, permissions
from dialogs.scoping.acting import Acting


class HandingRound(Acting, defer_build=True):
    """What may be done about who owes what."""

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

    def _owed_of(self, keys: Sequence[str], by: str) -> Iterator[str]:
        owed = {key for key, _ in tasks.owed_items(Findings(self))}
        mine = [key for key in keys if key in owed and by in turns.debtors(self, key)]
        if not mine:
            raise NotNow("not_now.settled")
        return iter(mine)

    def _due_on(self, item: Item, day: date, person: str, now: datetime) -> None:
        """Due that morning; a promise for a day that has begun is looked at the morning after."""
        due = working_hours.on_day(day, self.tz(person), self.working)
        if due <= now:
            due = working_hours.on_day(day + timedelta(days=1), self.tz(person), self.working)
        item.due_at = item.remind_at = due

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
