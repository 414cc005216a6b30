"""scopebot counsel: plays mini-projects and prints what is objected to them, beside what they deserve."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dialogs.catalog import Level
from dialogs.errors import BadFields
from practice.counsel.playing import Drawn, Stuck, play
from practice.counsel.projects import Project, ProjectError, read
from practice.counsel.scores import Bound, Scored, bounds

WIDTH = 100
HELD = "*"
_HEAD = ("", "", "expected", "drawn", "missed", "false alarms")
_LEVELS = {Level.STOP: "stop", Level.SIGN_OFF: "before", Level.NOTE: "note"}
_HELD_SAYS = f"{HELD} written by somebody who had not read the rules"


def counsel(folder: Path, *, explain: bool = False) -> int:
    """Prints a line for each mini-project and the bounds; the exit code is 1 where a bound is not met."""
    try:
        scored = [_scored(path, project) for path, project in read(folder)]
    except ProjectError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    ordered = sorted(scored, key=lambda one: (one.project.sound, one.project.title))
    found = list(bounds(ordered))
    sys.stdout.writelines(f"{line}\n" for line in (*_table(ordered, explain), "", *_of_bounds(found)))
    return 0 if all(bound.met for bound in found) else 1


def _scored(path: Path, project: Project) -> Scored:
    try:
        return Scored(project, play(project))
    except BadFields as error:
        raise ProjectError(f"{path}: the window would not take {', '.join(error.problems)}.") from None
    except Stuck as error:
        raise ProjectError(f"{path}: {error}.") from None


def _table(scored: Sequence[Scored], explain: bool) -> Iterator[str]:
    rows = [_row(one) for one in scored]
    widths = [max(map(len, column)) for column in zip(_HEAD, *rows, strict=True)]
    yield _aligned(_HEAD, widths)
    for one, row in zip(scored, rows, strict=True):
        yield _aligned(row, widths)
        if explain:
            yield from _explained(one)
    if any(one.project.held for one in scored):
        yield _HELD_SAYS


def _row(one: Scored) -> tuple[str, ...]:
    notes = len(one.played.drawn) - len(one.played.put)
    return (
        one.project.title,
        ("sound" if one.project.sound else "deserving") + (HELD if one.project.held else ""),
        str(len(one.project.expects)),
        str(len(one.played.put)) + (f" + {notes} {'note' if notes == 1 else 'notes'}" if notes else ""),
        _named(one.missed.items()),
        _named((drawn.rule, drawn.level) for drawn in one.false_alarms),
    )


def _named(objections: Iterable[tuple[str, Level]]) -> str:
    return ", ".join(f"{rule} ({_LEVELS[level]})" for rule, level in objections) or "–"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _explained(one: Scored) -> Iterator[str]:
    for drawn in one.played.drawn:
        yield from _wrapped(drawn)
    yield from textwrap.wrap(one.project.worry, WIDTH, initial_indent="    worry   ", subsequent_indent=" " * 12)


def _wrapped(drawn: Drawn) -> list[str]:
    words = f"{drawn.rule}{' (put last)' if drawn.late else ''}: {drawn.ask}"
    return textwrap.wrap(words, WIDTH, initial_indent=f"    {_LEVELS[drawn.level]:8}", subsequent_indent=" " * 12)


def _of_bounds(found: Sequence[Bound]) -> Iterator[str]:
    widths = [max(len(bound.words) for bound in found), max(len(bound.found) for bound in found)]
    for bound in found:
        yield _aligned((bound.words, bound.found, "met" if bound.met else "NOT MET"), (*widths, 7))
