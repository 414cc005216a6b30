"""The bot is killed before and after every call and every save, while a team plays whole scopings through it."""

import asyncio
import itertools
import random
import sys
from typing import Any

import pytest

from practice.client import Slack
from tests.conftest import EVERYTHING
from tests.crash import counting
from tests.crash.bots import Bots, until
from tests.crash.people import LONG_PATIENCE, PATIENCE, VAGUE, Crew

KILLS, SEED, LIVES = (100, 1, (20, 60, 200)) if EVERYTHING else (35, 2, (60, 200, 400))
EVERY_CALL = {
    *("auth.test", "apps.connections.open", "link", "ack", "views.open", "users.info"),
    *("conversations.info", "conversations.members", "conversations.history", "conversations.replies"),
    *("conversations.open", "chat.postMessage", "chat.update"),
    *("files.getUploadURLExternal", "upload", "files.completeUploadExternal"),
}
IN_A_FOLDER = {"create", "write", "sync_file", "rename", "sync_folder"}
IN_A_DATABASE = {"begin", "insert", "update", "commit"}
MLOPS = {"exam.1.problem": VAGUE, "send_back": "exam.4"}
NO_AI = {"exam.2.simpler": "process"}
REMINDED_AFTER = 5


class Days:
    """Plays scopings until enough bots have died; in the first ones time passes, so that people are reminded."""

    def __init__(self, slack: Slack, family: Bots, chance: random.Random) -> None:
        self.slack, self.family, self.chance = slack, family, chance
        self.crews: list[Crew] = []
        self.is_over = asyncio.Event()
        self._marks, self._hands = itertools.count(1), asyncio.Lock()

    def fate(self) -> dict[str, Any]:
        """The next life, a short one; at a database it waits until the leases of the dead one expire."""
        longest, flush_after = self.chance.choice(LIVES), self.chance.choice((0.0, 2.0))
        return {"dies_at": self.chance.randint(1, longest), "flush_after": flush_after, "lease": 1.0}

    async def pass_by(self) -> None:
        while not self.is_over.is_set():
            no_ai, mlops = self._crew("#shop", NO_AI), self._crew("#churn", MLOPS)
            await no_ai.starts("Answering mail")
            await mlops.starts("Churn early warning")
            await mlops.plays(acts=REMINDED_AFTER)
            await self._a_week_later()
            await asyncio.gather(no_ai.plays(), mlops.plays())
            if self.family.kills >= KILLS:
                self.is_over.set()

    async def _a_week_later(self) -> None:
        before = len(await counting.reminders(self.slack))
        self.family.skip(days=7)
        await until(lambda: self.family.pid != 0)
        self.family.kill()

        async def are_more() -> bool:
            return len(await counting.reminders(self.slack)) > before

        await until(are_more)

    def _crew(self, channel: str, over: dict[str, Any]) -> Crew:
        patience = LONG_PATIENCE if self.family.database else PATIENCE
        self.crews.append(Crew(self.slack, channel, self._marks, dict(over), self._hands, patience=patience))
        return self.crews[-1]


@pytest.mark.process
async def test_no_answer_is_lost_and_no_message_doubled_whenever_the_bot_is_killed(
    away: Slack, family: Bots, capsys: pytest.CaptureFixture[str]
) -> None:
    await _plays(away, family, EVERY_CALL | IN_A_FOLDER, capsys)


@pytest.mark.process
async def test_nor_are_they_where_all_is_kept_in_a_database(
    away: Slack, family_at_database: Bots, capsys: pytest.CaptureFixture[str]
) -> None:
    await _plays(away, family_at_database, EVERY_CALL | IN_A_DATABASE, capsys)


async def _plays(away: Slack, family: Bots, calls: set[str], capsys: pytest.CaptureFixture[str]) -> None:
    days = Days(away, family, random.Random(SEED))
    async with asyncio.TaskGroup() as both:
        both.create_task(family.keep_alive(days.fate, days.is_over))
        both.create_task(days.pass_by())
    await family.in_line()
    code = await family.stop()
    kept = family.scopings()
    shown = await counting.all_messages(away, "#churn") + await counting.all_messages(away, "#shop")
    lost = [mark for crew in days.crews for mark in counting.lost(crew, kept[crew.id])]
    doubled = counting.doubled([*shown, *await counting.reminders(away)]) + counting.doubled_files(shown)
    acknowledged = sum(len(crew.acknowledged) for crew in days.crews)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{family.kills} kills, {acknowledged} acknowledged, {len(lost)} lost, {len(doubled)} doubled\n"
        )

    assert code == 0
    assert family.kills >= KILLS
    assert {f"{side} {call}" for call in calls for side in ("before", "after")} <= family.died_at.keys()
    assert (lost, doubled) == ([], [])
    assert [counting.out_of_line(kept[crew.id], shown) for crew in days.crews] == [[] for _ in days.crews]
    assert {kept[crew.id].stage for crew in days.crews} == {"no_ai", "approved_mlops"}
