"""Every payload comes twice, or again a day later: the record and the messages are those of once."""

import asyncio
import itertools
import re
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from practice.client import Slack
from practice.slack.server import Practice
from practice.slack.wire.deliveries import Answer, Carrier, Parcel
from tests.conftest import MANIFEST, PATIENT, Clock, Running, running_bot
from tests.crash import counting
from tests.crash.people import VAGUE, Crew
from tests.team import Team

# What Slack makes up anew each time: the moments of messages, the ids of views, events and files, hashes.
MADE_UP = re.compile(r"\d{10}\.\d{6}|\bV\d{10}\b|\bF0?[A-Z0-9]{8,}\b")


async def test_every_payload_twice_leaves_the_record_and_the_messages_of_once(tmp_path: Path) -> None:
    once = await _played(tmp_path / "once", twice=False)
    twice = await _played(tmp_path / "twice", twice=True)

    assert twice["records"] == once["records"]
    assert twice["messages"] == once["messages"]
    assert twice["violations"] == once["violations"] == []


async def test_what_is_delivered_again_a_day_later_has_no_second_effect(
    practice: Practice, slack: Slack, bot: Running, clock: Clock, team: Team
) -> None:
    recorder = Recorder(practice.site.deliveries.carrier)
    practice.site.deliveries.carrier = recorder
    ts = await team.start()
    await team.answers(team.ana)
    await team.ana.says("Ask Mia, she knows.", thread=ts)
    await team.answers(team.ana)
    await team.settle()
    before = await _seen(slack, bot)
    clock.skip(days=1)
    for parcel in list(recorder.taken):
        if parcel.kind == "events_api" or parcel.payload.get("type") == "view_submission":
            await recorder.carrier.carry(parcel)
    await team.settle()

    assert await _seen(slack, bot) == before


class Recorder:
    """Carries what another carrier carries, and keeps it."""

    def __init__(self, carrier: Carrier) -> None:
        self.carrier = carrier
        self.taken: list[Parcel] = []

    async def carry(self, parcel: Parcel) -> Answer:
        self.taken.append(parcel)
        return await self.carrier.carry(parcel)

    async def usable(self) -> None:
        await self.carrier.usable()


async def _played(folder: Path, *, twice: bool) -> dict[str, Any]:
    """Two whole scopings, one after the other, with somebody talking in the first."""
    async with AsyncExitStack() as open_things:
        practice = await open_things.enter_async_context(Practice.started(MANIFEST, ack_seconds=PATIENT))
        slack = await open_things.enter_async_context(Slack(practice.url))
        bot = await open_things.enter_async_context(running_bot(practice, folder, Clock()))
        await slack.mood(twice=twice)
        marks, hands = itertools.count(1), asyncio.Lock()
        mlops = Crew(slack, "#churn", marks, {"exam.1.problem": VAGUE, "send_back": "exam.4"}, hands)
        no_ai = Crew(slack, "#shop", marks, {"exam.2.simpler": "process"}, hands)
        await mlops.starts("Churn early warning")
        await mlops.plays(acts=1)
        await slack.settle()
        await slack.person("Ana").says("Ask Mia, she knows.", thread=(await mlops.thread())[0].thread_ts)
        await slack.settle()
        await mlops.plays()
        await no_ai.starts("Answering mail")
        await no_ai.plays()
        await slack.settle()
        await bot.settled()
        return await _seen(slack, bot) | {"violations": await slack.violations()}


async def _seen(slack: Slack, bot: Running) -> dict[str, Any]:
    """The records without their bookkeeping, and everything people read."""
    summaries = await bot.store.find()
    unread = {"deliveries", "shown", "shown_seq", "version", "audited"}
    records = [(await bot.store.get(each.id)).model_dump_json(exclude=unread) for each in summaries]
    messages = await counting.all_messages(slack, "#churn") + await counting.all_messages(slack, "#shop")
    said = [(counting.key(each), each.text, each.plain(), len(each.files)) for each in messages]
    return {"records": [MADE_UP.sub("…", each) for each in records], "messages": MADE_UP.sub("…", repr(said))}
