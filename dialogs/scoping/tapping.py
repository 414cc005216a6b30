"""The readiness pulse: taps that are counted, and nobody's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dialogs.errors import NotNow
from dialogs.flow import pulse
from dialogs.flow.pulse import PULSE, check_taken
from dialogs.record.parts import Note
from dialogs.scoping.acting import Acting
from dialogs.verdicts.readiness import Tally


class Tapping(Acting, defer_build=True):
    """What may be done to the pulse."""

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
