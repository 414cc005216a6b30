"""What an answer costs: calls of Slack beside opening the window, and fsyncs, counted while a case is played."""

from __future__ import annotations

import math
from collections.abc import Awaitable
from dataclasses import dataclass, field

from bot.words.figures import counted
from practice.client import Slack
from practice.rehearsal.processes import Bot

WINDOWS = ("views.open", "views.push")


@dataclass
class Costs:
    """Counts for each answer, in order."""

    calls: list[int] = field(default_factory=list)
    fsyncs: list[int] = field(default_factory=list)

    async def of_answer(self, bot: Bot, slack: Slack, answering: Awaitable[None], sent: int = 1) -> None:
        """Does it, and counts what it caused; `sent` is how often its window was sent in."""
        before, fsyncs = await _calls(slack), (await bot.counted()).fsyncs
        await answering
        self.calls.append(math.ceil((await _calls(slack) - before) / sent))
        self.fsyncs.append(math.ceil(((await bot.counted()).fsyncs - fsyncs) / sent))

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
