"""Every kind of delivery reaches the app from the practice Slack, over sockets and over HTTP alike."""

import time

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.metrics import Metrics
from bot.packaged import packaged
from bot.serving.health import Health
from bot.serving.http import HttpService
from bot.serving.socket_mode import SocketService
from practice.client import Slack
from practice.slack.server import SIGNING_SECRET, Practice
from tests.conftest import PATIENT

MODAL = {
    "type": "modal",
    "callback_id": "start",
    "title": {"type": "plain_text", "text": "Start"},
    "submit": {"type": "plain_text", "text": "Begin"},
    "blocks": [
        {
            "type": "input",
            "block_id": "title",
            "label": {"type": "plain_text", "text": "Title"},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        }
    ],
}
BUTTON = {"type": "button", "action_id": "answer", "text": {"type": "plain_text", "text": "Answer"}}
QUESTION = [{"type": "actions", "block_id": "b", "elements": [BUTTON]}]


@pytest.fixture
def seen():
    return []


@pytest.fixture
def bolt(seen):
    app = AsyncApp(
        client=AsyncWebClient(token="xoxb-1"), process_before_response=True, request_verification_enabled=False
    )

    async def command(ack, command, client):
        seen.append(command["text"])
        await client.views_open(trigger_id=command["trigger_id"], view=MODAL)
        await ack()

    async def submission(ack, view, client):
        seen.append(view["state"]["values"]["title"]["typed"]["value"])
        if seen[-1] == "vague":
            await ack(response_action="errors", errors={"title": "Say more."})
        else:
            await ack()

    async def click(ack, body):
        seen.append(body["actions"][0]["action_id"])
        await ack()

    async def shortcut(ack, body):
        seen.append(body["message"]["text"])
        await ack()

    async def message(event):
        seen.append(event["text"])

    async def home(event):
        seen.append(event["type"])

    app.command("/scope")(command)
    app.view("start")(submission)
    app.action("answer")(click)
    app.shortcut("record_answer")(shortcut)
    app.event("message")(message)
    app.event("app_home_opened")(home)
    return app


@pytest.fixture(params=["socket", "http"])
async def slack(request, bolt):
    metrics = Metrics()
    health = Health(request.param, metrics)
    http = HttpService(bolt, SIGNING_SECRET, health, metrics, host="127.0.0.1", port=0, seconds=time.time)
    await http.start()
    deliver_to = f"http://127.0.0.1:{http.port}/slack/events" if request.param == "http" else None
    async with Practice.started(packaged("manifest.yml"), deliver_to, ack_seconds=PATIENT) as practice:
        bolt.client.base_url, bolt.client.proxy = practice.api_url, None
        socket = SocketService(bolt, "xapp-1", health, metrics, connections=2 if deliver_to is None else 0)
        await socket.start()
        async with Slack(practice.url) as client:
            yield client
            assert await client.violations() == []
        await socket.stop()
        await http.stop()


async def test_a_command_and_its_modal(slack, seen):
    ana = slack.person("Ana")

    assert (await ana.command("/scope", "new payload", channel="#churn")).acked
    await ana.fills(title="vague")
    assert (await ana.submits()).response["response_action"] == "errors"
    await ana.fills(title="Churn")
    assert (await ana.submits()).acked
    assert seen == ["new payload", "vague", "Churn"]


async def test_a_click(slack, seen, bolt):
    await bolt.client.chat_postMessage(channel=await channel(slack), text="Which problem?", blocks=QUESTION)
    question = (await slack.messages("#churn"))[-1]

    assert (await slack.person("Ana").presses("Answer", on=question)).acked
    assert seen == ["answer"]


async def test_a_message_and_the_shortcut_on_it(slack, seen):
    ana = slack.person("Ana")
    reply = await ana.says("We lose customers {here} & <there>", channel="#churn")
    await slack.settle()

    assert (await ana.shortcut("record_answer", reply)).acked
    assert len(seen) == 2
    assert seen[0] == seen[1]


async def test_an_opened_home(slack, seen):
    await slack.person("Ana").opens_home()
    await slack.settle()

    assert seen == ["app_home_opened"]


async def channel(slack):
    return next(each["id"] for each in (await slack.workspace())["channels"] if each["name"] == "churn")
