"""The practice Slack runs as a process of its own, which says where it is and takes the app's manifest."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path

import pytest

from practice.client import PracticeError, Slack

MANIFEST = """
features:
  app_home: {home_tab_enabled: true, messages_tab_enabled: false}
  bot_user: {display_name: scopebot}
  slash_commands: [{command: /scope, description: Scope a project}]
oauth_config: {scopes: {bot: [commands, chat:write]}}
settings:
  event_subscriptions: {bot_events: [app_home_opened]}
  interactivity: {is_enabled: true}
"""


@pytest.mark.process
async def test_a_process_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(MANIFEST, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "practice", "--manifest", str(manifest), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    ready = json.loads(await asyncio.wait_for(process.stdout.readline(), 60))
    async with Slack(ready["url"]) as slack:
        await slack.person("Ana").says("hello")
        with pytest.raises(PracticeError, match="not a command of this app"):
            await slack.person("Ana").command("/other")
        said = [each.text for each in await slack.messages("#churn")]
    process.send_signal(signal.SIGTERM)
    await process.communicate()

    assert ready["url"].endswith(f":{ready['port']}")
    assert said == ["hello"]
    assert process.returncode == 0
