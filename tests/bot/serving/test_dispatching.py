"""No more deliveries are begun than can be answered in time; the others are turned away at once, and counted."""

import asyncio

import pytest

from bot.serving import dispatching
from bot.serving.dispatching import BUSY, Dispatcher

COMMAND = {"command": "/scope", "text": "new", "team_id": "T1", "user_id": "U1", "channel_id": "C1"}


@pytest.fixture
def turned_away(app):
    """The texts of the commands that were to be turned away."""
    texts = []

    async def look(context, body, next):
        if context.get(BUSY):
            texts.append(body["text"])
            raise RuntimeError("turned away")
        await next()

    app.middleware(look)
    return texts


async def test_what_comes_beyond_the_bound_is_turned_away_while_the_others_are_handled(
    app, metrics, commands, turned_away, monkeypatch, caplog
):
    monkeypatch.setattr(dispatching, "MOST_AT_ONCE", 3)
    dispatcher = Dispatcher(app, metrics)
    commands.gate.clear()
    first = [asyncio.create_task(dispatcher.answered(COMMAND | {"text": f"first {number}"})) for number in range(3)]
    await commands.begun(3)
    beyond = [await dispatcher.answered(COMMAND | {"text": f"beyond {number}"}) for number in range(20)]
    commands.gate.set()
    answered = await asyncio.gather(*first)
    after = await dispatcher.answered(COMMAND | {"text": "after"})

    assert [answer.status for answer in (*answered, after)] == [200] * 4
    assert len(turned_away) == len(beyond) == 20
    assert 'outcome="turned_away"} 20.0' in metrics.page().decode()
    assert len([record for record in caplog.records if record.name == dispatching.log.name]) == 1


async def test_what_raises_is_counted_out_again(app, metrics, monkeypatch):
    monkeypatch.setattr(dispatching, "MOST_AT_ONCE", 1)
    dispatcher = Dispatcher(app, metrics)

    async def fails(*_, **__):
        raise KeyError("a fault of Bolt's")

    monkeypatch.setattr(app, "async_dispatch", fails)
    answers = [await dispatcher.answered(COMMAND) for _ in range(3)]

    assert [answer.status for answer in answers] == [200, 200, 200]
    assert 'outcome="turned_away"' not in metrics.page().decode()
