"""What the mini-projects come to beside what they deserve: what was missed, what was a false alarm, and the bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialogs.catalog import Level
from practice.counsel.playing import Drawn, Played
from practice.counsel.projects import Project

OBJECTIONS_FOUND = 0.9
"""The share of the objections deserved that has to be made."""
QUIET_PROJECTS = 0.8
"""The share of the deserving projects in which nothing else may be put."""
ON_AVERAGE, IN_ONE = 0.5, 1
"""How many objections may be put to sound projects, on average and in any one."""
FALSE_ALARMS = 0.1
"""The share of false alarms in what is put where the rules were not known to whoever wrote it. All these are ours."""


@dataclass(frozen=True)
class Scored:
    """A mini-project, what came of it, and how that compares; an objection at another level is not the one expected."""

    project: Project
    played: Played

    @property
    def missed(self) -> dict[str, Level]:
        made = {(one.rule, one.level) for one in self.played.put}
        return {rule: level for rule, level in self.project.expects.items() if (rule, level) not in made}

    @property
    def false_alarms(self) -> tuple[Drawn, ...]:
        return tuple(one for one in self.played.put if self.project.expects.get(one.rule) is not one.level)


@dataclass(frozen=True)
class Bound:
    """What has to hold over all projects: in words, what was found, and whether it does."""

    words: str
    found: str
    met: bool


def bounds(scored: Sequence[Scored]) -> Iterator[Bound]:
    """The bounds, of the deserving projects, of the sound ones, and of those written without knowing the rules."""
    yield from _of_deserving([one for one in scored if not one.project.sound])
    yield from _of_sound([one for one in scored if one.project.sound])
    yield from _of_held([one for one in scored if one.project.held])


def _of_deserving(scored: Sequence[Scored]) -> Iterator[Bound]:
    expected = [level for one in scored for level in one.project.expects.values()]
    missed = [level for one in scored for level in one.missed.values()]
    stops, lost = expected.count(Level.STOP), missed.count(Level.STOP)
    quiet = sum(not one.false_alarms for one in scored)
    found = len(expected) - len(missed)
    yield Bound("deserving: every stop is found", f"{stops - lost} of {stops}", not lost)
    yield Bound(
        "deserving: at least 9 of 10 objections are found",
        f"{found} of {len(expected)}",
        found >= OBJECTIONS_FOUND * len(expected),
    )
    yield Bound(
        "deserving: nothing else is put in 8 of 10 projects",
        f"{quiet} of {len(scored)}",
        quiet >= QUIET_PROJECTS * len(scored),
    )


def _of_sound(scored: Sequence[Scored]) -> Iterator[Bound]:
    put = [len(one.played.put) for one in scored]
    stops = sum(drawn.level is Level.STOP for one in scored for drawn in one.played.put)
    yield Bound("sound: no stop", str(stops), not stops)
    yield Bound(
        f"sound: at most {ON_AVERAGE} put a project on average",
        f"{sum(put) / len(put):.2f}" if put else "0",
        sum(put) <= ON_AVERAGE * len(put),
    )
    yield Bound(f"sound: at most {IN_ONE} put in any", str(max(put, default=0)), max(put, default=0) <= IN_ONE)


def _of_held(scored: Sequence[Scored]) -> Iterator[Bound]:
    put, false = (sum(map(len, found)) for found in ([s.played.put for s in scored], [s.false_alarms for s in scored]))
    yield Bound("held out: at most 1 of 10 put is a false alarm", f"{false} of {put}", false <= FALSE_ALARMS * put)
