"""make bench: CPU and saves per answer against bare, tuned Bolt, with ten and with two thousand scopings stored.

Bare Bolt acknowledges a submission and posts one message in a task. scopebot checks, records, saves (three fsyncs),
acknowledges, and brings the thread in line. Both talk to the same practice Slack, a process of its own, whose work is
not counted.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import aiohttp
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import Application, build_app, web_client
from bot.metrics import Metrics
from bot.serving.tokens import Identity, identify
from bot.store.tiny import TinyStore
from dialogs.record.parts import Person, Standing
from dialogs.scoping.scoping import Scoping, start
from practice.client import Slack

ANSWERS, ROUNDS = 150, 3
_COUNT = count()
STORED = (10, 2000)
Dispatch = Callable[[int], Awaitable[object]]


async def main() -> None:
    """Prints a table; asserts nothing."""
    practice = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "practice", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert practice.stdout is not None
    url = json.loads(await practice.stdout.readline())["url"]
    try:
        async with aiohttp.ClientSession() as session, Slack(url) as slack:
            client = web_client("xoxb-practice", f"{url}/api/", session)
            identity = await identify(client)
            people = {person["name"].lower(): person["id"] for person in (await slack.workspace())["people"]}
            print("what one answer costs                    CPU ms   against bare Bolt   saves   fsyncs")
            for stored in STORED:
                await _compare(stored, client, identity, people)
    finally:
        practice.terminate()
        await practice.wait()


async def _compare(stored: int, client: AsyncWebClient, identity: Identity, people: dict[str, str]) -> None:
    """Two rows: until the acknowledgement, and with what is shown afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        store = TinyStore(Path(folder))
        ids = [await _add(store, number, identity, people) for number in range(stored)]
        application = build_app(store, client, identity, clock=lambda: datetime.now(UTC), metrics=Metrics())
        shown = await _ratio(store, _bare(client, identity, posts=True), _ours(application, ids, people["ana"]))
        print(f"{stored:5} stored, with the thread shown        {shown}")
        await application.threads.stop()
        acknowledged = await _ratio(store, _bare(client, identity, posts=False), _ours(application, ids, people["ana"]))
        print(f"{stored:5} stored, until the acknowledgement     {acknowledged}")
        store.close()


async def _ratio(store: TinyStore, bare: Dispatch, ours: Dispatch) -> str:
    await asyncio.gather(bare(0), ours(0))
    saves, fsyncs, answers = store.saves, store.fsyncs, ANSWERS * ROUNDS
    costs = [(await _cost(bare), await _cost(ours)) for _ in range(ROUNDS)]
    bare_ms, our_ms = (min(each) for each in zip(*costs, strict=True))
    saved, synced = (store.saves - saves) / answers, (store.fsyncs - fsyncs) / answers
    assert saved >= 1, "an answer was not saved, so this measures nothing"
    return f"{our_ms:6.2f}   {our_ms / bare_ms:17.1f}   {saved:5.2f}   {synced:6.2f}"


async def _cost(dispatch: Dispatch) -> float:
    """Milliseconds of this process's CPU for each answer, the background work included."""
    began = time.process_time()
    for number in range(ANSWERS):
        await dispatch(number)
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    await asyncio.wait(others, timeout=3) if others else None
    return (time.process_time() - began) * 1000 / ANSWERS


def _bare(client: AsyncWebClient, identity: Identity, *, posts: bool) -> Dispatch:
    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=identity.team_id, bot_user_id=identity.user_id, bot_token="xoxb-practice"
        )

    app = AsyncApp(
        client=client,
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
    )
    running: set[asyncio.Task[object]] = set()

    @app.view("bare")
    async def on_view(ack: Callable[[], Awaitable[object]]) -> None:
        if posts:
            task: asyncio.Task[object] = asyncio.create_task(
                client.chat_postMessage(channel="C00000CHURN", text="An answer.")
            )
            running.add(task)
            task.add_done_callback(running.discard)
        await ack()

    async def dispatch(number: int) -> object:
        return await app.async_dispatch(_submission("bare", "", {}, "U1", f"V{number}", identity))

    return dispatch


def _ours(application: Application, ids: list[str], author: str) -> Dispatch:
    async def dispatch(number: int) -> object:
        nth = next(_COUNT)
        text = f"Customers leave unnoticed: {nth} of 40,000 a year, EUR 1.2M, finance counted it."
        entries = {"exam.1.problem": {"entry": {"type": "plain_text_input", "value": text}}}
        id = ids[number % len(ids)]
        request = _submission(
            "answering.answer", f"{id}|exam.1", entries, author, f"V{nth}", application.context.identity
        )
        answered = await application.bolt.async_dispatch(request)
        assert (answered.status, answered.body) == (200, ""), answered.body
        return answered

    return dispatch


def _submission(
    callback: str, metadata: str, values: dict[str, object], user: str, view: str, identity: Identity
) -> AsyncBoltRequest:
    body = {
        "type": "view_submission",
        "team": {"id": identity.team_id},
        "user": {"id": user, "team_id": identity.team_id},
        "trigger_id": "1",
        "view": {
            "id": view,
            "type": "modal",
            "hash": view,
            "callback_id": callback,
            "private_metadata": metadata,
            "blocks": [{"type": "input", "block_id": block} for block in values],
            "state": {"values": values},
        },
    }
    return AsyncBoltRequest(body=body, mode="socket_mode")


async def _add(store: TinyStore, number: int, identity: Identity, people: dict[str, str]) -> str:
    now = datetime.now(UTC)
    scoping: Scoping = start(
        f"B{number:06}",
        team_id=identity.team_id,
        channel="C00000CHURN",
        title=f"Case {number}",
        idea="Measured.",
        initiator=people["ana"],
        director=people["ivo"],
        team=[people["mia"]],
        now=now,
    )
    members = [Person(id=id, name=id, standing=Standing.MEMBER, in_channel=True) for id in scoping.everyone()]
    scoping.admit(members, now)
    await store.add(scoping)
    return scoping.id


if __name__ == "__main__":
    asyncio.run(main())
