"""The bot is killed before and after every call and every save, while a team plays whole scopings through it."""

import asyncio
import itertools
import os
import random
import sys
from typing import Any

import pytest

from bot.practice.client import Slack
from tests.crash import counting
from tests.crash.bots import Bots
from tests.crash.people import VAGUE, Crew

FULL = os.environ.get("SCOPEBOT_TEST_FULL") == "1"
KILLS, SEED = (200, 1) if FULL else (50, 2)
MLOPS = {"exam.1.problem": VAGUE, "send_back": "exam.4"}
NO_AI = {"exam.2.simpler": "process"}
REMINDED_AFTER = 12


class Days:
    """Plays scopings until enough bots have died; in the first ones time passes, so that people are reminded."""

    def __init__(self, slack: Slack, family: Bots, chance: random.Random) -> None:
        self.slack, self.family, self.chance = slack, family, chance
        self.crews: list[Crew] = []
        self.is_enough = False
        self._marks = itertools.count(1)

    def fate(self) -> dict[str, Any]:
        """The next life: a short one, for as long as lives are still to be ended."""
        if self.is_enough:
            return {}
        longest = self.chance.choice((20, 60, 200))
        return {"dies_at": self.chance.randint(1, longest), "flush_after": self.chance.choice((0.0, 2.0))}

    async def pass_by(self) -> None:
        while not self.is_enough:
            no_ai, mlops = self._crew("#shop", NO_AI), self._crew("#churn", MLOPS)
            await no_ai.starts("Answering mail")
            await mlops.starts("Churn early warning")
            await mlops.plays(until=lambda: len(mlops.acknowledged) >= REMINDED_AFTER)
            await self._three_days_later()
            await asyncio.gather(no_ai.plays(), mlops.plays())
            self.is_enough = self.family.kills >= KILLS

    async def _three_days_later(self) -> None:
        before = len(await counting.reminders(self.slack))
        self.family.skip(days=7)
        while len(await counting.reminders(self.slack)) == before:
            await asyncio.sleep(0.05)

    def _crew(self, channel: str, over: dict[str, Any]) -> Crew:
        self.crews.append(Crew(self.slack, channel, self._marks, dict(over)))
        return self.crews[-1]


@pytest.mark.process
async def test_no_answer_is_lost_and_no_message_doubled_whenever_the_bot_is_killed(slack: Slack, family: Bots) -> None:
    days = Days(slack, family, random.Random(SEED))
    async with asyncio.TaskGroup() as both:
        both.create_task(family.keep_alive(days.fate))
        both.create_task(days.pass_by())
    await family.in_line()
    code = await family.stop()
    kept = family.scopings()
    messages = await counting.all_messages(slack, "#churn") + await counting.all_messages(slack, "#shop")
    sys.stdout.write(f"{family.kills} kills: {dict(family.died_at)}\n")

    assert code == 0
    assert family.kills >= KILLS
    assert [mark for crew in days.crews for mark in counting.lost(crew, kept[crew.id])] == []
    assert counting.doubled(messages) == []
    assert counting.doubled(await counting.reminders(slack)) == []
    assert {crew.id: counting.out_of_line(kept[crew.id], messages) for crew in days.crews} == {
        crew.id: [] for crew in days.crews
    }
