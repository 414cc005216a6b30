"""No more deliveries are begun than can be answered in time; the others are turned away at once, and counted."""

import asyncio

import pytest

from bot.serving import dispatching
from bot.serving.dispatching import BUSY, Dispatcher

COMMAND = {"command": "/scope", "text": "new", "team_id": "T1", "user_id": "U1", "channel_id": "C1"}


@pytest.fixture(autouse=True)
def so_long(monkeypatch):
    monkeypatch.setattr(dispatching, "LONGEST_WAIT", 1.0)


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


async def test_nobody_is_let_in_who_would_wait_too_long_behind_the_others(
    app, metrics, commands, turned_away, monkeypatch
):
    monkeypatch.setattr(dispatching, "ALWAYS_TAKEN", 3)
    now = [0.0]
    dispatcher = Dispatcher(app, metrics, lambda: now[0])
    commands.gate.clear()
    waiting = [asyncio.create_task(dispatcher.answered(COMMAND)) for _ in range(2)]
    await commands.begun(2)
    now[0] += 10  # a slow one or two hold up nobody
    waiting.append(asyncio.create_task(dispatcher.answered(COMMAND | {"text": "third"})))
    await commands.begun(3)
    waiting.append(asyncio.create_task(dispatcher.answered(COMMAND | {"text": "fourth"})))
    await commands.begun(4)
    now[0] += 1  # four wait, and nothing was done for a second
    await dispatcher.answered(COMMAND | {"text": "fifth"})
    commands.gate.set()
    await asyncio.gather(*waiting)
    await dispatcher.answered(COMMAND | {"text": "after"})

    assert turned_away == ["fifth"]
    assert commands.texts[2:] == ["third", "fourth", "after"]


async def test_what_raises_is_counted_out_again(app, metrics, monkeypatch):
    monkeypatch.setattr(dispatching, "MOST_AT_ONCE", 1)
    dispatcher = Dispatcher(app, metrics)

    async def fails(*_, **__):
        raise KeyError("a fault of Bolt's")

    monkeypatch.setattr(app, "async_dispatch", fails)
    answers = [await dispatcher.answered(COMMAND) for _ in range(3)]

    assert [answer.status for answer in answers] == [200, 200, 200]
    assert 'outcome="turned_away"' not in metrics.page().decode()
