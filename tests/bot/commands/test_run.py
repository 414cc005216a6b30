"""`scopebot run` as a process: how it ends where Slack can't be had any more."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.commands.run import SLACK_LOST
from practice.client import Slack
from practice.slack.server import Practice

IMPATIENT = """
import sys
from bot.serving import socket_mode
socket_mode.GIVES_UP_AFTER, socket_mode.LONGEST_PAUSE = 3, 0.05
socket_mode.SocketService.__init__.__kwdefaults__.update(ping_every=0.05, deaf_after=0.3)
from bot.__main__ import main
sys.argv = ["scopebot", "run", "--port", "0"]
main()
"""
"""The very command, whose minutes are moments."""


STOPPED_AT_ONCE = """
import logging, os, signal, sys
from bot.commands.run import log
log.addFilter(lambda told: "is ready" not in told.msg or os.kill(os.getpid(), signal.SIGTERM) is None)
from bot.__main__ import main
sys.argv = ["scopebot", "run", "--port", "0"]
main()
"""
"""The very command, told to stop in the moment it says that it is ready."""


@pytest.mark.process
async def test_where_no_connection_can_be_had_it_exits_with_8(practice: Practice, slack: Slack, tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = await _begun(IMPATIENT, practice, tmp_path / "data", log)
    try:
        await slack.connected(2, timeout=30)
        await slack.mood(fail={"method": "apps.connections.open", "how": "http_500", "times": 1_000_000})
        await slack.disconnects(cut=True)
        async with asyncio.timeout(30):
            code = await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

    assert code == SLACK_LOST == 8, log.read_text()
    assert "No connection to Slack could be had 3 times in a row; scopebot stops." in log.read_text()
    assert not (tmp_path / "data" / ".holder").exists()


@pytest.mark.process
async def test_whoever_reads_that_it_is_ready_may_stop_it(practice: Practice, tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = await _begun(STOPPED_AT_ONCE, practice, tmp_path / "data", log)
    async with asyncio.timeout(60):
        code = await process.wait()

    assert code == 0, log.read_text()
    assert "Stopping; what is in flight is finished first." in log.read_text()


async def _begun(program: str, practice: Practice, data: Path, log: Path) -> asyncio.subprocess.Process:
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-practice",
        "SLACK_APP_TOKEN": "xapp-practice",
        "SLACK_API_URL": practice.api_url,
        "SCOPEBOT_DATA": str(data),
    }
    with log.open("wb") as out:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, stdout=out, stderr=out, env=os.environ | settings
        )
