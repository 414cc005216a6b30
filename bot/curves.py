"""Fits curves in a process of its own, which goes when none was fitted for a while: numpy holds 13 MiB, and keeps them.

with fitted_apart():
    reach.expect()                 # a window for a history opens: the process starts, and nobody waits for it
    reach.reached(record, "A")     # asks that process, the first time it meets a history
"""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.apart import Apart, NotDone, answer
from dialogs.findings import reach
from dialogs.verdicts.reachability import History, Verdict, judge

IDLE = 600.0
"""Seconds after which the process goes: somebody who has a history before them may look for the last figures."""


@contextmanager
def fitted_apart() -> Iterator[None]:
    """Has all histories judged there; one that cannot be is judged here."""
    apart = Apart("bot.curves", IDLE)

    def judged(history: History) -> Verdict:
        try:
            found: Verdict = apart.ask("judge", history)
        except NotDone:
            return judge(history)
        return found

    try:
        with reach.judged_by(judged, apart.prepare):
            yield
    finally:
        apart.close()


if __name__ == "__main__":
    answer({"judge": judge})
