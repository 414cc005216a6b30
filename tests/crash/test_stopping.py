"""Told to stop while people press: everything in flight is saved and acknowledged, and the process is gone."""

import asyncio
import socket
from pathlib import Path

import pytest

from practice.client import Ack, Slack
from tests.conftest import PATIENT
from tests.crash.bots import Bots, bots, practice_process, until
from tests.crash.stored import a_scoping, keep

GONE_WITHIN = 30.0
THREADS = 4
STARTERS = ("Ana", "Ivo", "Mia", "Tom")


@pytest.mark.process
@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_what_is_in_flight_is_saved_and_acknowledged_before_it_stops(http: bool, tmp_path: Path) -> None:
    port = _free_port()
    options = ("--ack-seconds", str(PATIENT), *(("--deliver-to", f"http://127.0.0.1:{port}/slack/events") * http))
    async with (
        practice_process(*options) as url,
        Slack(url) as slack,
        bots(url, tmp_path) as family,
    ):
        await keep(family.folder, *(a_scoping(f"S{n}", family.now()) for n in range(THREADS)))
        env = {"SCOPEBOT_PORT": str(port), "SCOPEBOT_HOST": "127.0.0.1"}
        await family.start(env, http=http, slow_disk=0.05, flush_after=0.0, longest_wait=PATIENT)
        await family.ready()
        await family.in_line()
        await slack.settle(quiet=0.5)
        acks, in_flight, code = await _stopped_under_load(slack, family)
        replies = [each for each in (await slack.ledger())["deliveries"] if each["id"] in in_flight]
        violations = await slack.violations()
        kept = family.scopings()

    assert code == 0, family.last_words()
    assert [ack for ack in acks if not ack.acked] == []
    assert {each["acked"] for each in replies} == {True}
    assert len(kept) == THREADS + len(STARTERS)
    assert [id for id in kept if id.startswith("S") and not kept[id].items["exam.1"].reply] == []
    assert violations == []


async def _stopped_under_load(slack: Slack, family: Bots) -> tuple[list[Ack], set[str], int]:
    """Four modals sent in, four replies saved and four modals to open; then the signal, and the exit code."""
    ana = slack.person("Ana")
    for name in STARTERS:
        await slack.person(name).command("/scope", f"new {name}'s")
        await slack.person(name).fill({"idea": "Who leaves?", "director": "Ivo" if name != "Ivo" else "Ana"})
    cards = [each for each in await slack.messages("#churn") if each.metadata]
    threads = [(await slack.messages("#churn", thread=card.ts))[-1] for card in cards]
    before = len((await slack.ledger())["deliveries"])
    await slack.mood(slow=3.0)
    submitting = [asyncio.create_task(slack.person(name).submits()) for name in STARTERS]
    replying = [asyncio.create_task(ana.says("Wait.", thread=each.thread_ts)) for each in threads]
    await asyncio.gather(*replying)
    pressing = [asyncio.create_task(slack.person("Mia").presses("Answer", on=each)) for each in threads]

    async def all_are_in_flight() -> bool:
        ledger = await slack.ledger()
        opening = [each for each in ledger["calls"] if (each["method"], each["answer"]) == ("views.open", "under way")]
        return bool(opening) and len(ledger["deliveries"]) >= before + 2 * THREADS + len(STARTERS)

    await until(all_are_in_flight)
    in_flight = {each["id"] for each in (await slack.ledger())["deliveries"][before:]}
    async with asyncio.timeout(GONE_WITHIN):
        code = await family.stop()
    return await asyncio.gather(*submitting, *pressing), in_flight, code


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
