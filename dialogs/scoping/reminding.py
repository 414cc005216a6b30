"""Reminders: claimed before they are sent, and what was told of a record's leaving."""

from __future__ import annotations

from datetime import date, datetime

from dialogs import working_hours
from dialogs.findings import Findings, findings_of
from dialogs.flow import reminders
from dialogs.record.parts import Leaving, Ring
from dialogs.scoping import on_condition
from dialogs.scoping.acting import Acting


class Reminding(Acting, defer_build=True):
    """When somebody is rung, and when next."""

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

    def tell_of_leaving(self, day: date, now: datetime) -> None:
        """The director is told that the record is removed on a day."""
        self.leavings.append(Leaving(day=day, at=now))
        self.seq += 1
