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


@pytest.mark.process
async def test_where_no_connection_can_be_had_it_exits_with_8(practice: Practice, slack: Slack, tmp_path: Path) -> None:
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-practice",
        "SLACK_APP_TOKEN": "xapp-practice",
        "SLACK_API_URL": practice.api_url,
        "SCOPEBOT_DATA": str(tmp_path / "data"),
    }
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", IMPATIENT, stdout=out, stderr=out, env=os.environ | settings
        )
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
