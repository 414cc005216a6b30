"""Who comes where there is too much to do is told so in the way they came, and may come again."""

import asyncio
import json
from typing import Any

import pytest

from bot.listeners import context
from bot.serving import dispatching
from bot.serving.dispatching import Dispatcher
from bot.words.sentences import sentence
from practice.client import Slack
from practice.slack.server import Practice
from practice.slack.wire import payloads
from tests.conftest import Running
from tests.team import Team, entries

SAID = sentence("told.busy")


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """`crowd.setattr(dispatching, "MOST_AT_ONCE", 0)` turns everybody away."""
    return monkeypatch


async def test_a_command_is_answered_with_the_sentence(team: Team, bot: Running, crowd: pytest.MonkeyPatch) -> None:
    crowd.setattr(dispatching, "MOST_AT_ONCE", 0)
    ack = await team.ana.command("/scope", "new Churn early warning")
    told = [each.plain() for each in await team.ana.ephemerals()]

    assert ack.acked
    assert told == [SAID]
    assert await team.ana.modal() is None


async def test_a_press_is_told_so_and_works_at_the_next_go(team: Team, bot: Running, crowd: pytest.MonkeyPatch) -> None:
    await team.start()
    question = await team.open_message()
    with crowd.context() as crowded:
        crowded.setattr(dispatching, "MOST_AT_ONCE", 0)
        ack = await team.ana.presses("Answer", on=question)
        await team.settle()
        told = [each.plain() for each in await team.ana.ephemerals()]
    await team.answers(team.ana, on=question)

    assert ack.acked
    assert told == [SAID]
    assert (await bot.scoping()).entries["exam.1"].answer


async def test_a_window_stays_open_with_what_was_typed_and_is_sent_in_again(
    team: Team, bot: Running, crowd: pytest.MonkeyPatch
) -> None:
    await team.start()
    await team.ana.presses("Answer", on=await team.open_message())
    await team.ana.fill(entries(await team.ana.modal()))
    with crowd.context() as crowded:
        crowded.setattr(dispatching, "MOST_AT_ONCE", 0)
        await team.ana.submits()
        wrong = await team.ana.errors()
    await team.ana.submits()
    await team.settle()

    assert list(wrong.values()) == [SAID]
    assert (await bot.scoping()).entries["exam.1"].answer


async def test_an_event_is_left_for_slack_to_bring_again(
    practice: Practice, team: Team, bot: Running, crowd: pytest.MonkeyPatch
) -> None:
    dispatcher = Dispatcher(bot.application.bolt, bot.metrics)
    event = {"type": "member_joined_channel", "user": "U1", "channel": "C1"}
    body = {"type": "event_callback", "event_id": "E1", "team_id": "T1", "event": event}
    crowd.setattr(dispatching, "MOST_AT_ONCE", 0)

    assert (await dispatcher.answered(body)).status == 503


async def test_a_form_without_inputs_is_turned_into_the_sentence(
    practice: Practice, bot: Running, crowd: pytest.MonkeyPatch
) -> None:
    dispatcher = Dispatcher(bot.application.bolt, bot.metrics)
    plain = {"type": "plain_text", "text": "x"}
    blocks = [{"type": "section", "block_id": "b", "text": plain}]
    shape = {"type": "modal", "callback_id": "joining.join", "blocks": blocks, "title": plain, "submit": plain}
    member = next(iter(practice.workspace.members.values()))
    view = practice.site.screens.open(member.id, shape)
    crowd.setattr(dispatching, "MOST_AT_ONCE", 0)
    answer = await dispatcher.answered(payloads.submission(practice.site, member, view))

    assert SAID in json.dumps(json.loads(answer.body), ensure_ascii=False)


async def test_no_more_is_put_off_than_slack_takes(bot: Running, crowd: pytest.MonkeyPatch, slack: Slack) -> None:
    crowd.setattr(context, "MOST_LATER", 3)
    gate, begun = asyncio.Event(), list[int]()

    async def tells(number: Any) -> None:
        begun.append(number)
        await gate.wait()

    for number in range(10):
        bot.application.context.later(tells(number))
    await asyncio.sleep(0)
    gate.set()
    await bot.settled()

    assert begun == [0, 1, 2]
