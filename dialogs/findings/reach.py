"""Whether an existing candidate's target is reachable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dialogs.answers import histories
from dialogs.findings.values import axis
from dialogs.record import quoting
from dialogs.record.record import Record

if TYPE_CHECKING:
    from dialogs.verdicts import reachability


Judge = Callable[["reachability.History"], "reachability.Verdict"]


class _Elsewhere(NamedTuple):
    judge: Judge
    prepare: Callable[[], None]


_elsewhere: list[_Elsewhere] = []
"""Who judges a history, the last of them: a process that must stay small has another for it."""


@contextmanager
def judged_by(judge: Judge, prepare: Callable[[], None]) -> Iterator[None]:
    """Has histories judged by somebody else meanwhile, to the same; `prepare` is called when one is expected."""
    one = _Elsewhere(judge, prepare)
    _elsewhere.append(one)
    try:
        yield
    finally:
        _elsewhere.remove(one)


def expect() -> None:
    """Somebody is about to give a history: whoever judges it may get ready."""
    if _elsewhere:
        _elsewhere[-1].prepare()


@dataclass(frozen=True)
class Reached:
    """A candidate's history, whether its target is reachable, and what the team expected next before it saw that.

    `days` are the history's own, and `by` the target's, where they were given as days. `unit` is what its values were
    written in.
    """

    metric: str
    unit: str
    history: reachability.History
    verdict: reachability.Verdict
    days: tuple[date, ...]
    by: date | None
    guess: float | None


def reached(record: Record, slot: str) -> Reached | None:
    """Whether an existing candidate's target is reachable by going on as before (S2.feas.P)."""
    from dialogs.verdicts.reachability import History

    at = f"candidate_{slot}.5"
    target, by = record.number(f"{at}.target"), record.value(f"{at}.by")
    pasted = record.value(f"{at}.history")
    better = record.choice(f"{at}.better")
    if not isinstance(pasted, list) or target is None or not quoting.is_asked(record, at):
        return None
    if by is None or better is None:
        return None
    series = histories.series(pasted)
    size, best = record.number(f"{at}.test_size"), record.number(f"{at}.best")
    days = tuple(time for time, _ in series.points if isinstance(time, date))
    history = History(
        times=tuple(axis(time) for time, _ in series.points),
        values=tuple(level for _, level in series.points),
        target=target,
        at=axis(date.fromisoformat(str(by)) if series.dated else float(str(by))),
        higher_is_better=better != "lower",
        best=best,
        test_size=int(size) if size else None,
    )
    return Reached(
        metric=record.text(f"{at}.metric"),
        unit=record.written(f"{at}.target").unit or record.written(f"{at}.history").unit,
        history=history,
        verdict=_judged(history),
        days=days,
        by=date.fromisoformat(str(by)) if series.dated else None,
        guess=record.number(f"{at}.guess"),
    )


@lru_cache(maxsize=256)
def _judged(history: reachability.History) -> reachability.Verdict:
    from dialogs.verdicts.reachability import judge

    return (_elsewhere[-1].judge if _elsewhere else judge)(history)
