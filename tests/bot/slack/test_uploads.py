"""The way of a call is the way of an upload; one that takes too long is given up."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.metrics import Metrics
from bot.slack.calls import Slack as Calls
from bot.slack.calls import Unknown
from practice.client import Slack
from practice.slack.server import Practice
from tests.conftest import Running


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
