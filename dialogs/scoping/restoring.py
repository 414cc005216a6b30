"""A record that is an earlier one again, and the thread read after that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dialogs.record.parts import Note, Restored, Source
from dialogs.scoping.acting import Acting


class Restoring(Acting, defer_build=True):
    """What is said of going back."""

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
