"""The doctor: each failure it names is provoked here, and each time it says what to do."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.commands.doctor import Finding, examine, render
from bot.packaged import packaged
from bot.store.folder_lock import FolderLock
from bot.store.tiny import TinyStore
from dialogs.catalog import CatalogError
from practice.client import Slack
from practice.slack.server import Practice
from tests.conftest import PATIENT


@pytest.fixture
async def practice():
    async with Practice.started(manifest=packaged("manifest.yml"), ack_seconds=PATIENT) as running:
        yield running


@pytest.fixture
async def slack(practice):
    async with Slack(practice.url) as client:
        yield client


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "kept"


@pytest.fixture
def env(practice, folder):
    return {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": practice.api_url,
        "SCOPEBOT_DATA": str(folder),
    }


async def looked(env, **how):
    return await examine(env, **{"check_catalogue": lambda: None, **how})


async def failures(env, **how):
    """What is wrong, each with something to do about it."""
    wrong = [finding for finding in await looked(env, **how) if not finding.ok]
    assert all(finding.do for finding in wrong)
    return wrong


async def the_failure(env, **how) -> Finding:
    wrong = await failures(env, **how)
    assert len(wrong) == 1, render(wrong)
    return wrong[0]


async def test_where_all_is_well_nothing_is_wrong(env):
    assert await failures(env) == []


async def test_all_is_well_in_http_mode_too(env):
    del env["SLACK_APP_TOKEN"]
    env["SLACK_SIGNING_SECRET"] = "8f742231b10e"

    assert await failures(env, http=True) == []


async def test_a_missing_token(env):
    del env["SLACK_BOT_TOKEN"]

    finding = await the_failure(env)

    assert finding.says == "SLACK_BOT_TOKEN is missing."
    assert finding.do.startswith("Copy the token that begins with xoxb-")


async def test_a_malformed_token(env):
    env["SLACK_APP_TOKEN"] = "xoxb-9"

    finding = await the_failure(env)

    assert "must begin with xapp-" in finding.says


async def test_a_refused_bot_token(env, slack):
    await slack.mood(fail={"method": "auth.test", "how": "account_inactive"})

    finding = await the_failure(env)

    assert (finding.checked, finding.says) == ("SLACK_BOT_TOKEN", "Slack refused it (account_inactive).")
    assert "OAuth & Permissions" in finding.do


async def test_a_refused_app_token(env, slack):
    await slack.mood(fail={"method": "apps.connections.open", "how": "invalid_auth"})

    finding = await the_failure(env)

    assert (finding.checked, finding.says) == ("SLACK_APP_TOKEN", "Slack refused it (invalid_auth).")
    assert "connections:write" in finding.do


async def test_a_missing_scope(env, slack):
    await slack.set_app(scopes=["commands", "chat:write"])

    finding = await the_failure(env)

    assert "lacks app_mentions:read, channels:history" in finding.says
    assert "reinstall" in finding.do


async def test_scopes_that_slack_does_not_say_are_not_called_missing(env, slack):
    await slack.set_app(scopes=[])

    scopes = next(finding for finding in await looked(env) if finding.checked == "Scopes")

    assert (scopes.ok, scopes.says) == (True, "Slack did not say which scopes there are.")
    assert "OAuth & Permissions" in scopes.do


async def test_a_messages_tab_that_is_off(env, slack, practice):
    await slack.set_app(messages_tab=False)

    finding = await the_failure(env, dm=ana(practice))

    assert "messages_tab_disabled" in finding.says
    assert "App Home" in finding.do


async def test_a_messages_tab_that_is_on_shows_one_message(env, slack, practice):
    assert await failures(env, dm=ana(practice)) == []
    assert len(await slack.person("Ana").direct_messages()) == 1


async def test_a_person_who_does_not_exist(env):
    finding = await the_failure(env, dm="U0NOBODY")

    assert "U0NOBODY" in finding.says
    assert "id of a person" in finding.do


async def test_nobody_is_written_to_unasked(env, practice):
    tab = next(finding for finding in await looked(env) if finding.checked == "Messages tab")

    assert tab.ok
    assert "Not checked" in tab.says
    assert "--dm U…" in tab.do
    assert "chat.postMessage" not in [call.method for call in practice.ledger.calls]


async def test_a_folder_that_cannot_be_written(env, tmp_path):
    (tmp_path / "a-file").touch()
    env["SCOPEBOT_DATA"] = str(tmp_path / "a-file" / "kept")

    finding = await the_failure(env)

    assert finding.checked == "Data folder"
    assert "SCOPEBOT_DATA" in finding.do


async def test_a_folder_another_process_holds(env, folder):
    folder.mkdir()
    other = FolderLock(folder)
    other.take(datetime(2026, 3, 5, 9, tzinfo=UTC))

    finding = await the_failure(env)
    other.release()

    assert f"process {os.getpid()}" in finding.says
    assert finding.do.startswith("If that is the scopebot you run, all is well. If not: Stop that process")


@pytest.mark.parametrize("is_held", [False, True], ids=["free", "in use"])
async def test_what_is_left_of_a_backup_is_named(env, folder, is_held):
    left = folder / "backups" / ".scopebot-2026-03-02T090000Z.zip.0123456789ab.unfinished"
    left.parent.mkdir(parents=True)
    folder.chmod(0o700)
    store = TinyStore(folder) if is_held else None
    left.write_bytes(b"PK")
    found = {finding.checked: finding for finding in await examine(env, check_catalogue=lambda: None)}
    if store:
        store.close()

    assert found["Backups"].says == f"Cut short, and of no use: {left}."
    assert found["Backups"].ok
    assert left.exists() is is_held


async def test_a_damaged_scoping(env, folder):
    await looked(env)
    (folder / "V123.json").write_bytes(b'{"half')

    finding = await the_failure(env)

    assert finding.checked == "Scoping"
    assert "V123" in finding.says
    assert "backup" in finding.do


async def test_a_broken_catalogue(env):
    def broken():
        raise CatalogError("director.yaml, line 12: exam.1: a choice needs options.")

    finding = await the_failure(env, check_catalogue=broken)

    assert "director.yaml, line 12" in finding.says


async def test_a_slack_that_is_not_there(env, unused_tcp_port):
    env["SLACK_API_URL"] = f"http://127.0.0.1:{unused_tcp_port}/api/"

    finding = await the_failure(env)

    assert finding.says.startswith("It did not answer at")
    assert "network" in finding.do


async def test_a_slack_in_trouble(env, slack):
    await slack.mood(fail={"method": "auth.test", "how": "internal_error"})

    assert "in trouble itself" in (await the_failure(env)).says


@pytest.mark.parametrize("page", ["<html>Sign in to the hotel's network</html>", "[]", "{}", '{"ok": "yes"}'])
async def test_something_that_only_looks_like_slack(env, page, unused_tcp_port):
    async def any_page(request: web.Request) -> web.Response:
        kind = "text/html" if page.startswith("<") else "application/json"
        return web.Response(text=page, content_type=kind)

    application = web.Application()
    application.add_routes([web.post("/{any:.*}", any_page)])
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    env["SLACK_API_URL"] = f"http://127.0.0.1:{unused_tcp_port}/api/"

    finding = await the_failure(env)
    await runner.cleanup()

    assert "not as Slack does" in finding.says


@pytest.mark.parametrize("off", [timedelta(minutes=-2), timedelta(minutes=2)])
async def test_a_clock_that_is_wrong(env, off):
    finding = await the_failure(env, now=lambda: datetime.now(UTC) + off)

    assert finding.checked == "Clock"
    assert "NTP" in finding.do


async def test_a_python_that_is_too_old(env):
    finding = await the_failure(env, python=(3, 10, 4))

    assert finding.says == "3.10.4 is too old."
    assert "3.11" in finding.do


async def test_a_manifest_that_is_not_there_is_no_failure(env, tmp_path):
    assert await failures(env, manifest=tmp_path / "manifest.yml") == []


async def test_one_look_names_everything_that_is_wrong(env, slack):
    await slack.set_app(scopes=["commands"])
    await slack.mood(fail={"method": "apps.connections.open", "how": "invalid_auth"})

    checked = [finding.checked for finding in await failures(env, python=(3, 9))]

    assert checked == ["Python", "SLACK_APP_TOKEN", "Scopes"]


def test_findings_are_shown_with_what_to_do_below():
    text = render(
        [
            Finding(True, "Python", "3.11.9."),
            Finding(True, "Messages tab", "Not checked.", "Add --dm."),
            Finding(False, "Clock", "Wrong.", "Set it."),
        ]
    )

    assert text.splitlines() == [
        "✓ Python: 3.11.9.",
        "– Messages tab: Not checked.",
        "    → Add --dm.",
        "✗ Clock: Wrong.",
        "    → Set it.",
    ]


def ana(practice: Practice) -> str:
    """Ana's id."""
    return str(practice.workspace.member("Ana").id)


def test_the_manifest_is_found_in_a_checkout():
    assert packaged("manifest.yml") == Path(__file__).parents[3] / "manifest.yml"
