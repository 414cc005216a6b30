"""What Slack refuses is told to whoever began the scoping: once an error, in words, also after a restart."""

from pathlib import Path
from typing import Any

import pytest

from bot.thread import worker
from bot.thread.directly import CLAIMED
from bot.words.sentences import sentence
from dialogs.record.parts import Shown, Standing
from practice.client import Slack
from practice.slack.server import Practice
from tests.conftest import Clock, Running, running_bot
from tests.play import ANA, MONDAY, fresh, person
from tests.team import Team

TITLE = "Churn early warning"
RULES = [("read_only", "told.read_only"), ("thread_only", "told.thread_only"), ("non_threadable", "told.no_threads")]


async def told(team: Team) -> list[str]:
    return [each.plain() for each in await team.ana.direct_messages()]


async def begins(team: Team) -> None:
    """Ana starts a scoping in a window that stands open already."""
    await team.ana.fill({"idea": "Tell us who is about to leave.", "director": "Ivo", "team": ["Mia"]})
    ack = await team.ana.submits()
    assert ack.acked, await team.ana.errors()
    await team.settle()


@pytest.mark.parametrize(("rule", "said"), RULES)
async def test_a_channel_that_takes_no_scoping_is_named_before_the_window_opens(
    slack: Slack, team: Team, rule: str, said: str
) -> None:
    await slack.restricts("#churn", rule)
    ack = await team.ana.command("/scope", f"new {TITLE}")
    await team.settle()

    assert ack.acked
    assert await team.ana.modal() is None
    assert (await team.ana.ephemerals())[-1].plain() == sentence(said)


@pytest.mark.parametrize(("rule", "said"), RULES)
async def test_a_channel_closed_while_the_window_stood_open_is_named_in_it(
    slack: Slack, team: Team, rule: str, said: str
) -> None:
    await team.ana.command("/scope", f"new {TITLE}")
    await team.ana.fill({"idea": "Tell us who is about to leave.", "director": "Ivo", "team": ["Mia"]})
    await slack.restricts("#churn", rule)
    await team.ana.submits()

    assert list((await team.ana.errors()).values()) == [sentence(said)]


@pytest.mark.parametrize(
    ("error", "key"),
    [
        ("restricted_action", "restricted"),
        ("restricted_action_read_only_channel", "read_only"),
        ("restricted_action_thread_only_channel", "thread_only"),
        ("restricted_action_non_threadable_channel", "no_threads"),
        ("restricted_action_thread_locked", "thread_locked"),
        ("is_archived", "archived"),
        ("not_in_channel", "removed"),
        ("channel_not_found", "lost"),
        ("no_permission", "workspace"),
        ("team_access_not_granted", "workspace"),
        ("ekm_access_denied", "workspace"),
        ("missing_scope", "scope"),
        ("message_limit_exceeded", "limit"),
        ("msg_too_long", "message"),
        ("never_heard_of", "unknown"),
        ("cant_post_message", "restricted"),
    ],
)
async def test_a_start_that_slack_refuses_is_told_once_and_goes_on_when_it_may(
    slack: Slack, team: Team, bot: Running, error: str, key: str
) -> None:
    await slack.mood(fail={"method": "chat.postMessage", "how": error, "times": 1})
    await team.ana.command("/scope", f"new {TITLE}")
    await begins(team)
    said = await told(team)
    await slack.mood(fail=None)
    await bot.application.threads.catch_up()
    await team.settle()

    assert said == [sentence(f"trouble.{key}", title=TITLE, error=error, name="")]
    assert await told(team) == said
    assert len(await team.thread()) > 1


async def test_a_locked_thread_is_told_once_also_after_a_restart(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    async with running_bot(practice, tmp_path / "kept", clock) as bot:
        team = Team(slack, bot.settled)
        thread = await team.start(TITLE)
        await slack.restricts("#churn", "", thread)
        await team.answers(team.ana)
        first = await told(team)
    async with running_bot(practice, tmp_path / "kept", clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()
        again = await told(team)
        await slack.restricts("#churn", "")
        await bot.application.threads.catch_up()
        await team.settle()
        shown = await team.open_message()
        await slack.restricts("#churn", "", thread)
        await team.answers(team.ana)
        news = await told(team)

    sentences = [sentence("trouble.thread_locked", title=TITLE)]
    assert first == again == sentences
    assert "2 of 7" in shown.plain()
    assert news == sentences * 2


async def test_a_message_refused_for_its_own_sake_is_told_and_the_others_go_on(slack: Slack, team: Team) -> None:
    await team.start(TITLE)
    for _ in range(2):
        await slack.mood(fail={"method": "chat.update", "how": "msg_blocks_too_long", "times": 1})
        await team.answers(team.ana)

    assert await told(team) == [sentence("trouble.message", title=TITLE, error="msg_blocks_too_long")]
    assert "3 of 7" in (await team.open_message()).plain()


async def test_what_could_not_be_told_is_told_at_the_next_occasion(slack: Slack, team: Team, bot: Running) -> None:
    await slack.mood(fail={"method": "chat.postMessage", "how": "restricted_action", "times": 1000})
    await team.ana.command("/scope", f"new {TITLE}")
    await begins(team)
    before = await told(team)
    await slack.mood(fail=None)
    await slack.mood(fail={"method": "chat.postMessage", "how": "restricted_action", "times": 1})
    await bot.application.threads.catch_up()
    await team.settle()

    assert before == []
    assert len(await told(team)) == 1


async def test_one_scoping_that_slack_does_not_answer_for_keeps_no_other_waiting(
    slack: Slack, team: Team, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.thread.worker.FIRST_PAUSE", 3600.0)
    await team.start(TITLE)
    await slack.mood(fail={"method": "chat.update", "how": "internal_error", "times": 1})
    question = await team.open_message()
    await team.ana.presses("Answer", on=question)
    view: Any = await team.ana.modal()
    await team.ana.fill(dict.fromkeys(view.labels(), "310 hours a month go into it, by the timesheets of May."))
    await team.ana.submits()
    await slack.settle()
    await team.mia.command("/scope", "new Answering mail")
    await team.mia.fill({"idea": "Answer mail by itself.", "director": "Ivo", "team": ["Tom"]})
    await team.mia.submits()
    await slack.settle()

    assert [each for each in await slack.messages("#churn") if "Answering mail" in each.plain()]


@pytest.mark.parametrize("error", ["user_disabled", "channel_not_found"])
async def test_somebody_who_cannot_be_reminded_is_told_of_to_whoever_began_it(
    slack: Slack, team: Team, bot: Running, clock: Clock, error: str
) -> None:
    await team.start(TITLE)
    for _ in range(7):
        await team.answers(team.ana)
    clock.skip(days=4)
    await slack.mood(fail={"method": "conversations.open", "how": error, "times": 1})
    await bot.application.reminders.tick()
    await team.settle()
    said = [sentence("trouble.person", title=TITLE, error=error, name="Ivo")]

    assert [each for each in await told(team) if "Ivo" in each] == said


def test_what_was_told_makes_no_guests_scoping_shown() -> None:
    scoping = fresh()
    scoping.admit([person(ANA, Standing.GUEST)], MONDAY)
    scoping.shown = {"told:missing_scope": Shown(ts="1.000001", digest="")}
    before = worker._may_be_shown(scoping)
    scoping.shown["card"] = Shown(ts="1.000002", digest="")

    assert (before, worker._may_be_shown(scoping)) == (False, True)


async def test_what_was_told_just_before_a_crash_is_not_told_again(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    async with running_bot(practice, tmp_path, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start(TITLE)
        bot.is_about_to_be_killed()
        await slack.mood(fail={"method": "chat.postMessage", "how": "invalid_blocks", "times": 1})
        await team.answers(team.ana)
        before = await told(team)
    await slack.mood(fail={"method": "chat.postMessage", "how": "invalid_blocks", "times": 1})
    async with running_bot(practice, tmp_path, clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()

    assert before == [sentence("trouble.message", title=TITLE, error="invalid_blocks")]
    assert await told(team) == before


async def test_what_a_crash_kept_from_being_told_is_told(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    """It was written down that it would be sent, and it was not."""
    async with running_bot(practice, tmp_path, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start(TITLE)
        async with bot.application.context.scopings.edit((await bot.scoping()).id) as scoping:
            scoping.shown["told:invalid_blocks"] = Shown(ts="", digest=CLAIMED)
        await slack.mood(fail={"method": "chat.postMessage", "how": "invalid_blocks", "times": 1})
        await team.answers(team.ana)

    assert await told(team) == [sentence("trouble.message", title=TITLE, error="invalid_blocks")]
