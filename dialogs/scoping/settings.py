"""Who takes part, who directs, and how: people, track, language, working time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dialogs.errors import NotAllowed, NotNow
from dialogs.record.parts import Note, Person, Standing, WorkingTime
from dialogs.scoping.acting import Acting


class Settings(Acting, defer_build=True):
    """What may be set."""

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

    def set_language(self, language: str, by: str) -> None:
        """In which language the answers are, so far as their words do not tell: “en”, “another”; “” for as written."""
        self._may("settings", by)
        self.language = language

    def set_working_time(self, working: WorkingTime, by: str) -> None:
        """Working days and hours, for reminders."""
        self._may("settings", by)
        self.working = working
        self.seq += 1
