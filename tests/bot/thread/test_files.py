"""A file that Slack will not have, or whose host is out of reach, holds nothing up, and is said once."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.metrics import Metrics
from bot.slack.calls import Slack as Calls
from bot.slack.calls import Unknown
from bot.thread.files import SAID
from bot.words.sentences import sentence
from practice.client import Message, Slack
from practice.slack.server import Practice
from tests.conftest import Clock, Running, running_bot
from tests.crash.bots import until
from tests.team import Team

PARTNERS = "#partners"


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between two tries, shortened."""
    monkeypatch.setattr("bot.thread.files.PAUSES", (0.01, 0.01))


async def ends(team: Team) -> None:
    """Without machine learning: the report is due at once."""
    await begins_to_end(team)
    await team.accepts_all()


async def begins_to_end(team: Team) -> None:
    """All but the director's word is there."""
    await team.start()
    await team.answers(team.ana)
    chosen: dict[str, Any] = {"exam.2.simpler": "process"}
    await team.answers(team.ana, **chosen)
    for _ in ("what is done instead", "when it is wrong"):
        await team.answers(team.ana)


async def changes(bot: Running) -> None:
    async with bot.application.context.scopings.edit((await bot.scoping()).id) as scoping:
        scoping.seq += 1


async def said(team: Team) -> list[str]:
    return [each.plain() for each in await team.thread() if "scopebot export" in each.plain()]


def files(thread: list[Message]) -> list[str]:
    return [name for each in thread for name in each.files]


async def lags(bot: Running) -> bool:
    return bool(await bot.store.lagging())


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        ({"files": "off"}, "off"),
        ({"files": "size"}, "size"),
        ({"fail": {"method": "files.getUploadURLExternal", "how": "missing_scope", "times": 1000}}, "scope"),
        ({"fail": {"method": "files.completeUploadExternal", "how": "posting_to_channel_denied", "times": 9}}, ""),
        ({"fail": {"method": "files.completeUploadExternal", "how": "never_heard_of", "times": 9}}, "refused"),
    ],
)
async def test_an_ended_scopings_card_is_not_behind_a_refused_file(
    slack: Slack, team: Team, bot: Running, mood: dict[str, Any], reason: str
) -> None:
    await slack.mood(**mood)
    await ends(team)
    card = await team.card()

    assert "Waiting" not in card.plain()
    assert "Park it" not in card.buttons()
    assert len(await said(team)) == 1
    assert sentence(f"files.{reason}", error="never_heard_of") in (await said(team))[0] if reason else True
    assert (await bot.scoping()).id in (await said(team))[0]


async def test_a_shared_channel_that_takes_no_files_is_told_so(slack: Slack, bot: Running) -> None:
    team = Team(slack, bot.settled, PARTNERS)
    await slack.mood(files="shared")
    await ends(team)

    assert "Waiting" not in (await team.card()).plain()
    assert [sentence("files.shared") in each for each in await said(team)] == [True]
    assert not await lags(bot)


async def test_the_next_change_tries_again_and_takes_back_what_was_said(slack: Slack, team: Team, bot: Running) -> None:
    await slack.mood(files="off")
    await ends(team)
    before = await said(team)
    await slack.mood(files="")
    await bot.application.threads.catch_up()
    await team.settle()
    untouched = await said(team)
    await changes(bot)
    await team.settle()

    assert len(before) == len(untouched) == 1
    assert await said(team) == []
    assert len(files(await team.thread())) == 2


async def test_a_blocked_host_holds_nobody_up(
    slack: Slack, team: Team, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    await slack.mood(files="blocked", hang=30)
    ended = team.accepts_all
    monkeypatch.setattr(team, "accepts_all", _nothing)
    await ends(team)
    monkeypatch.setattr(team, "accepts_all", ended)
    on = await team.with_button("Accept")
    await team.ivo.presses("Accept or send back", on=on)
    await team.ivo.fill({"all": ["all"]})
    await team.ivo.submits()
    await until(lambda: _card_is_done(team))
    await until(lambda: _is_uploading(slack))
    await team.mia.command("/scope", "new Answering mail")
    await team.mia.fill({"idea": "Answer mail by itself.", "director": "Ivo", "team": ["Tom"]})
    await team.mia.submits()
    await until(lambda: _begun(slack, "Answering mail"))
    still = await _uploads(slack)
    await slack.mood(files="", hang=0)

    assert still == ["hang"]


async def test_what_could_not_be_uploaded_is_said_and_comes_later(
    slack: Slack, team: Team, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.calls.UPLOAD", 0.05)
    await slack.mood(files="blocked", hang=0.2)
    await ends(team)
    during, behind = await said(team), await lags(bot)
    await slack.mood(files="")
    await bot.application.threads.catch_up()
    await team.settle()

    assert [sentence("files.away") in each for each in during] == [True]
    assert behind
    assert not await lags(bot)
    assert await said(team) == []
    assert len(files(await team.thread())) == 2


async def _is_completed(practice: Practice) -> bool:
    calls = [each.answer for each in practice.ledger.calls if each.method == "files.completeUploadExternal"]
    return bool(calls) and "late" not in calls


async def _nothing() -> None: ...


async def _is_uploading(slack: Slack) -> bool:
    return bool(await _uploads(slack))


async def _uploads(slack: Slack) -> list[str]:
    return [each["answer"] for each in (await slack.ledger())["calls"] if each["method"] == "upload"]


async def _card_is_done(team: Team) -> bool:
    return "Waiting" not in (await team.card()).plain()


async def _begun(slack: Slack, title: str) -> bool:
    return any(title in each.plain() for each in await slack.messages("#churn"))


# ---- the way of a call is the way of an upload


@pytest.fixture
async def proxy() -> AsyncIterator[tuple[str, list[str]]]:
    """A proxy that answers everything itself: its address, and what was asked of it."""
    asked: list[str] = []

    async def answer(request: web.BaseRequest) -> web.Response:
        asked.append(str(request.url))
        return web.json_response({"ok": True})

    server = web.Server(answer)
    runner = web.ServerRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", asked
    finally:
        await runner.cleanup()


async def test_calls_uploads_and_answers_go_through_the_same_proxy(proxy: tuple[str, list[str]]) -> None:
    address, asked = proxy
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient("xoxb-1", base_url="http://api.example/api/", session=session, proxy=address)
        slack = Calls(client, Metrics())
        await slack.call("auth.test")
        await slack.upload("http://files.example/upload/1", b"bytes")
        await slack.respond("http://hooks.example/1", {"text": "words"})

    assert asked == ["http://api.example/api/auth.test", "http://files.example/upload/1", "http://hooks.example/1"]


async def test_without_a_proxy_nothing_takes_one_from_the_environment(
    practice: Practice, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rehearsal's client has had its proxy taken away; its uploads and answers keep to that."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    slack = bot.application.context.slack
    place = await slack.call("files.getUploadURLExternal", filename="a.md", length=1)
    await slack.upload(place["upload_url"], b"a")
    await slack.respond(f"{practice.url}/response/none", {"text": "words"})
    practice.ledger.violations.clear()

    assert [each.method for each in practice.ledger.calls[-3:]][:2] == ["files.getUploadURLExternal", "upload"]


async def test_an_upload_that_takes_too_long_is_given_up(practice: Practice, slack: Slack, bot: Running) -> None:
    await slack.mood(files="blocked", hang=1)
    calls = bot.application.context.slack
    place = await calls.call("files.getUploadURLExternal", filename="a.md", length=1)

    with pytest.raises(Unknown):
        await calls.upload(place["upload_url"], b"a", within=0.05)


@pytest.mark.parametrize("how", ["empty", "list", "bare"])
async def test_that_there_are_no_files_is_said_once_also_where_slack_does_not_answer_to_it(
    slack: Slack, team: Team, bot: Running, how: str
) -> None:
    await slack.mood(files="off")
    await begins_to_end(team)
    await slack.mood(fail={"method": "chat.postMessage", "how": f"{how}_after_accept", "times": 1000})
    await team.accepts_all()
    await bot.application.threads.catch_up()
    await team.settle()
    told = await said(team)
    await slack.mood(files="")
    await bot.application.threads.catch_up()
    await team.settle()

    assert len(told) == 1


# ---- a crash comes between the message that says it and what the record says of it


async def told_before_a_crash(practice: Practice, slack: Slack, folder: Path, clock: Clock) -> list[str]:
    async with running_bot(practice, folder, clock) as bot:
        team = Team(slack, bot.settled)
        await slack.mood(files="off")
        await begins_to_end(team)
        bot.is_about_to_be_killed()
        await team.accepts_all()
        return await said(team)


async def test_that_there_are_no_files_is_said_once_also_after_a_crash(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    before = await told_before_a_crash(practice, slack, tmp_path, clock)
    async with running_bot(practice, tmp_path, clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()

        assert len(before) == 1
        assert await said(team) == before


async def test_where_the_files_come_after_a_crash_what_was_said_of_them_goes(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    await told_before_a_crash(practice, slack, tmp_path, clock)
    await slack.mood(files="")
    async with running_bot(practice, tmp_path, clock) as bot:
        team = Team(slack, bot.settled)
        await changes(bot)
        await team.settle()

        assert len(files(await team.thread())) == 2
        assert await said(team) == []
        assert SAID not in (await bot.scoping()).shown


async def test_what_could_not_be_taken_back_at_once_is_taken_back_later(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    await told_before_a_crash(practice, slack, tmp_path, clock)
    await slack.mood(files="", fail={"method": "chat.delete", "how": "internal_error"})
    async with running_bot(practice, tmp_path, clock) as bot:
        team = Team(slack, bot.settled)
        await changes(bot)
        await team.settle()
        still, behind = await said(team), await lags(bot)
        await bot.application.threads.catch_up()
        await team.settle()

        assert (len(still), behind) == (1, True)
        assert await said(team) == []
        assert not await lags(bot)


async def test_files_that_slack_takes_late_are_waited_for_and_not_doubled(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    async with running_bot(practice, tmp_path, clock, sure_after=1.0) as bot:
        team = Team(slack, bot.settled)
        await begins_to_end(team)
        await slack.mood(hang=0.3, fail={"method": "files.completeUploadExternal", "how": "late"})
        await team.accepts_all()
        await until(lambda: _is_completed(practice))
        await team.settle()

        assert len(files(await team.thread())) == 2
        assert await said(team) == []
