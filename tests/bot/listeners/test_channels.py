"""A channel that is made private or shared has another id: its scopings follow, by the event or without it."""

import pytest

from practice.client import Slack
from practice.slack.server import Practice
from tests.conftest import Running
from tests.team import Team

NEW = "C0123NEWCHURN"


async def test_by_the_event_everything_goes_on_in_the_channel(
    practice: Practice, slack: Slack, team: Team, bot: Running
) -> None:
    thread = await team.start()
    await slack.changes_id("#churn", NEW)
    await team.settle()
    await team.answers(team.ana)
    await team.ana.command("/scope", "status")
    scoping = await bot.scoping()
    (found,) = await bot.store.find(channel=NEW)

    assert (scoping.channel, found.thread_ts, scoping.trouble) == (NEW, thread, None)
    assert "2 of 7" in (await team.open_message()).plain()
    assert "Churn early warning" in (await team.ana.ephemerals())[-1].plain()
    assert await team.ana.direct_messages() == []


async def test_without_the_event_a_press_on_our_message_tells(slack: Slack, team: Team, bot: Running) -> None:
    await team.start()
    await slack.changes_id("#churn", NEW, told=False)
    await team.answers(team.ana)

    assert (await bot.scoping()).channel == NEW
    assert "2 of 7" in (await team.open_message()).plain()


async def test_without_the_event_a_reply_or_a_mention_in_the_thread_tells(
    slack: Slack, team: Team, bot: Running
) -> None:
    thread = await team.start()
    await slack.changes_id("#churn", NEW, told=False)
    await team.ana.says("310 hours a month, by the timesheets.", thread=thread)
    await team.settle()

    assert (await bot.scoping()).channel == NEW
    assert "Answer with Ana's reply" in (await team.open_message()).buttons()


async def test_what_was_told_of_the_old_channel_is_mended_by_the_new_one(
    slack: Slack, team: Team, bot: Running
) -> None:
    """Something changes by direct message before anybody acts in the channel: the old id is in vain, and told."""
    await team.start()
    question = await team.open_message()
    await team.ana.presses("Answer", on=question)
    await slack.changes_id("#churn", NEW, told=False)
    await team.fill_in(team.ana)
    said = await team.ana.direct_messages()
    await team.mia.presses("Open questions", on=await team.card())
    await team.settle()

    assert len(said) == 1
    assert ((await bot.scoping()).channel, (await bot.scoping()).trouble) == (NEW, None)
    assert "2 of 7" in (await team.open_message()).plain()


async def test_another_channels_message_of_the_same_time_moves_nothing(
    practice: Practice, slack: Slack, team: Team, bot: Running
) -> None:
    thread = await team.start()
    other = practice.workspace.channel("#shop")
    twin = practice.workspace.post(other.id, practice.workspace.member("Ana").id, "something else")
    del practice.workspace.messages[other.id][twin.ts]
    twin.ts = thread
    practice.workspace.messages[other.id][thread] = twin
    await team.ana.says("About something else.", channel="#shop", thread=thread)
    await team.settle()

    assert (await bot.scoping()).channel == practice.workspace.channel("#churn").id


@pytest.mark.parametrize("said_before", [True, False])
@pytest.mark.parametrize("with_a_reply", [True, False])
async def test_a_deleted_root_is_back_at_once_whether_or_not_slack_says_what_stood_there(
    practice: Practice, slack: Slack, team: Team, monkeypatch: pytest.MonkeyPatch, said_before: bool, with_a_reply: bool
) -> None:
    thread = await team.start()
    if with_a_reply:
        await team.ana.says("We talk about it on Monday.", thread=thread)
        await team.settle()
    tell = practice.site.events.tell

    def tersely(subscription: str, event: dict[str, object]) -> None:
        tell(subscription, {key: value for key, value in event.items() if said_before or key != "previous_message"})

    monkeypatch.setattr(practice.site.events, "tell", tersely)
    await slack.delete_message(await team.card())
    await team.settle()

    assert (await team.card()).ts != thread
    assert len(await team.thread()) > 1
