"""What an answer costs: calls of Slack beside opening the window, and fsyncs, counted while a case is played.

What Slack shows by then is written down with the next change, or two seconds later: such a save is no answer's.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable
from dataclasses import dataclass, field

from bot.words.figures import counted
from practice.client import Slack
from practice.rehearsal.processes import Bot, Counted

WINDOWS = ("views.open", "views.push")


@dataclass
class Costs:
    """Counts for each answer, in order."""

    calls: list[int] = field(default_factory=list)
    saves: list[int] = field(default_factory=list)
    fsyncs_a_save: int = 0

    @property
    def fsyncs(self) -> list[int]:
        return [saves * self.fsyncs_a_save for saves in self.saves]

    async def of_answer(self, bot: Bot, slack: Slack, answering: Awaitable[None], sent: int = 1) -> None:
        """Does it, and counts what it caused; `sent` is how often its window was sent in."""
        before, changes = await _calls(slack), (await bot.counted()).changes
        await answering
        self.calls.append(math.ceil((await _calls(slack) - before) / sent))
        self.saves.append(math.ceil(((await bot.counted()).changes - changes) / sent))

    def of_saves(self, begun: Counted, ended: Counted) -> None:
        """What a save took between these two, on average and rounded up: all took the same, or it is told as dearer."""
        self.fsyncs_a_save = math.ceil((ended.fsyncs - begun.fsyncs) / max(1, ended.saves - begun.saves))

    def __str__(self) -> str:
        if not self.calls:
            return "Nobody answered anything."
        return (
            f"{counted(len(self.calls), 'answer')}. "
            f"Calls of Slack for one, beside opening its window: {_spread(self.calls)}. "
            f"Fsyncs for one: {_spread(self.fsyncs)}."
        )


async def _calls(slack: Slack) -> int:
    return sum(call["method"] not in WINDOWS for call in (await slack.ledger())["calls"])


def _spread(counts: list[int]) -> str:
    return f"{sum(counts) / len(counts):.1f} on average, {max(counts)} at most"
