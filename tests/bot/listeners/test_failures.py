"""What is answered where a listener fails, and where telling of it fails, too."""

import logging
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.async_app import AsyncBoltRequest

from bot.listeners.failures import handle_errors
from bot.slack.calls import Unknown
from bot.store.errors import NotSaved
from dialogs.errors import BadFields, NotNow
from practice.slack.server import Practice
from tests.conftest import Running

PAYLOADS: dict[str, dict[str, Any]] = {
    "a submission with half an emoji": {
        "type": "view_submission",
        "user": {"id": "U1"},
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": "answering.answer",
            "private_metadata": "V0|exam.1",
            "state": {"values": {"exam.1.problem": {"entry": {"value": "\ud83d"}}}},
        },
    },
    "a submission of nobody": {"type": "view_submission", "view": {"type": "modal", "callback_id": "steering.detail"}},
    "a submission of nothing": {
        "type": "view_submission",
        "user": None,
        "view": {"type": "modal", "callback_id": "steering.detail", "state": {"values": []}},
    },
    "a press without a value": {"type": "block_actions", "user": None, "actions": [{"action_id": "steering:open"}]},
    "a press of a button nobody knows": {"type": "block_actions", "actions": [{"action_id": "what:is"}]},
    "a command of nobody": {"command": "/scope", "text": 7},
    "an event about nothing": {"type": "event_callback", "event": {"type": "message"}},
    "a mention of nobody": {"type": "event_callback", "event": {"type": "app_mention", "text": []}},
    "an arrival of nobody": {"type": "event_callback", "event": {"type": "member_joined_channel"}},
    "a change of nobody": {"type": "event_callback", "event": {"type": "user_change", "user": None}},
    "a shortcut on no message": {"type": "shortcut", "user": {"id": "U1"}, "callback_id": "record_answer"},
    "a shortcut that nobody knows": {"type": "shortcut", "user": {"id": "U1"}, "callback_id": "what"},
    "a press in no message": {
        "type": "block_actions",
        "user": {"id": "U1"},
        "actions": [{"action_id": "steering:report", "value": "V1"}],
    },
    "a suggestion": {"type": "block_suggestion", "user": {"id": "U1"}, "action_id": "what", "value": "a"},
    "a shortcut of nobody": {"type": "message_action", "callback_id": "record_answer", "message": None},
}


@pytest.mark.parametrize("name", PAYLOADS)
async def test_the_error_handler_does_not_fail_on_what_failed(name: str, bot: Running) -> None:
    """Past the door, where nothing has put them in order."""
    request = AsyncBoltRequest(body=PAYLOADS[name], mode="socket_mode")
    answer = await bot.application.bolt.async_dispatch(request)
    await bot.settled()

    assert answer.status == 200


HARMLESS = ("a shortcut on no message", "a shortcut that nobody knows", "a suggestion", "a press in no message")


@pytest.mark.parametrize("name", HARMLESS)
async def test_what_nobody_asked_for_is_no_failure_of_ours(
    name: str, bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    request = AsyncBoltRequest(body=PAYLOADS[name], mode="socket_mode")
    await bot.application.bolt.async_dispatch(request)
    await bot.settled()

    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("kind", ["shortcut", "message_action", "block_suggestion", "workflow_step_edit"])
@pytest.mark.parametrize("error", [NotSaved("V1", Path("one.json"), "full"), Unknown("timeout"), KeyError("message")])
async def test_only_an_event_is_brought_again_so_all_else_is_acknowledged(
    kind: str, error: Exception, practice: Practice, bot: Running
) -> None:
    kept: Any = Kept()
    handle_errors(kept, bot.application.context, bot.metrics)
    answer = await kept.handles(error, {"type": kind, "user": {"id": "U1"}})
    await bot.settled()
    practice.ledger.violations.clear()  # nobody is there to be told

    assert answer.status == 200


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotSaved("V1", Path("one.json"), "full"), 500),
        (Unknown("timeout"), 500),
        (KeyError("user"), 200),
        (TypeError("str"), 200),
    ],
)
async def test_only_what_may_be_better_later_is_left_for_slack_to_deliver_again(
    error: Exception, status: int, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any) -> None:
        raise error

    monkeypatch.setattr(bot.application.context.scopings, "of_thread", fails)
    event = {"type": "message", "user": "U1", "text": "a", "ts": "1.2", "channel": "C1", "thread_ts": "1.1"}
    body = {"type": "event_callback", "event_id": "Ev1", "event": event}
    answer = await bot.application.bolt.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))

    assert answer.status == status


class Wordless(Exception):
    def __str__(self) -> str:
        raise RecursionError("no words")


class Kept:
    """Takes the error handler as Bolt does."""

    def error(self, handler: Any) -> None:
        self.handles = handler


ODD: tuple[Any, ...] = (None, [], 7, "view", float("nan"), 10**4000, {"id": []}, "\ud83d", [[{}]], {"values": 7})
ERRORS = (Unknown("timeout"), KeyError("user"), Wordless(), BadFields({}), NotNow("not_now.settled"), NotNow("no.such"))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
async def test_the_error_handler_cannot_fail(practice: Practice, bot: Running, error: Exception) -> None:
    kept: Any = Kept()
    handle_errors(kept, bot.application.context, bot.metrics)
    kinds = ("view_submission", "view_closed", "block_actions", "message_action", "command", "event_callback", *ODD)
    whole = ("user", "view", "actions", "event", "container", "message", "channel", "team")
    bodies = [*ODD, *({"type": kind} | dict.fromkeys(whole, odd) for kind in kinds for odd in ODD)]
    answers = [await kept.handles(error, body) for body in bodies]
    await bot.settled()
    practice.ledger.violations.clear()  # nobody is there to be told

    assert {answer.status for answer in answers} <= {200, 500}
