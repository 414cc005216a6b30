"""How the pictures of a scoping stand in its thread: shared once, replaced, taken back, and in nobody's way."""

from collections.abc import Callable
from typing import Any

import pytest

from bot import pictures
from bot.thread.files import wanted
from dialogs.record.parts import Shown
from practice.client import Message, Slack
from tests.conftest import Running
from tests.play import answer
from tests.team import Team


async def until_the_choice(team: Team) -> None:
    """Ana answers everything up to the candidates' last form."""
    for _ in range(8):
        await team.answers_next()


async def shown(bot: Running) -> dict[str, Shown]:
    kept = await bot.application.context.scopings.get((await bot.store.find())[0].id)
    return {key: value for key, value in kept.shown.items() if key.startswith(wanted.PICTURE)}


async def file_messages(team: Team) -> list[Message]:
    return [message for message in await team.thread() if message.files]


async def calls(slack: Slack, method: str) -> int:
    return sum(call["method"] == method for call in (await slack.ledger())["calls"])


async def test_a_picture_stands_above_the_next_question(team: Team, bot: Running) -> None:
    await team.start(track="full")
    await until_the_choice(team)
    thread = [message.files or message.buttons() for message in await team.thread()]

    assert list(await shown(bot)) == ["picture:value", "picture:reachability.c"]
    assert [len(message.files) for message in await team.thread()][-3:] == [0, 2, 0]
    assert thread[-1][0] == "Answer"


async def test_it_carries_its_words_for_those_who_cannot_see(team: Team, slack: Slack) -> None:
    await team.start(track="full")
    await until_the_choice(team)
    asked = [call["args"] for call in (await slack.ledger())["calls"] if call["method"] == "files.getUploadURLExternal"]

    assert [args["filename"] for args in asked] == ["value.png", "reachability-c.png"]
    assert "Churn model: worth 7,680, green" in asked[0]["alt_txt"]


async def test_what_did_not_change_is_shared_once(team: Team, slack: Slack) -> None:
    await team.start(track="full")
    await until_the_choice(team)
    await team.answers_next()
    await team.answers_next()

    assert [len(message.files) for message in await file_messages(team)] == [2]
    assert await calls(slack, "files.completeUploadExternal") == 1


async def test_a_changed_answer_replaces_the_message_its_picture_stands_in(
    team: Team, slack: Slack, bot: Running
) -> None:
    """One file of a message cannot be exchanged, and deleted alone it would leave a note that it was."""
    await team.start(track="full")
    await until_the_choice(team)
    before = await shown(bot)
    await revises(team, "turn:candidate_a:1", **{"candidate_a.6.reach": "9600"})
    after = await shown(bot)

    assert after.keys() == before.keys()
    assert not {one.ts for one in after.values()} & {one.ts for one in before.values()}
    assert [message.files for message in await file_messages(team)] == [[one.ts for one in after.values()]]
    assert await calls(slack, "files.delete") == 2


async def test_a_picture_that_is_not_true_any_more_is_taken_back(team: Team, bot: Running) -> None:
    await team.start(track="full")
    await until_the_choice(team)
    await revises(
        team, "turn:candidate_c:1", **{"candidate_c.5.history": "2026-01 0.63", "candidate_c.5.by": "2026-06-30"}
    )

    assert list(await shown(bot)) == ["picture:value"]
    assert len(await file_messages(team)) == 1


async def revises(team: Team, key: str, **entries: str) -> None:
    await team.ana.presses("Revise", on=await team.message(key))
    await team.ana.fill(entries)
    ack = await team.ana.submits()
    await team.settle()

    assert ack.acked, await team.ana.errors()


@pytest.mark.parametrize(
    ("method", "how"),
    [
        ("files.getUploadURLExternal", "http_500"),
        ("files.getUploadURLExternal", "file_uploads_disabled"),
        ("upload", "http_500"),
        ("files.completeUploadExternal", "reset_before"),
    ],
)
async def test_a_picture_that_fails_holds_nobody_up(team: Team, slack: Slack, method: str, how: str) -> None:
    await team.start(track="full")
    for _ in range(7):
        await team.answers_next()
    await slack.mood(fail={"method": method, "how": how, "times": 50})
    await team.answers_next()

    assert "Which one is it to be?" in (await team.open_message()).plain()
    assert await file_messages(team) == []

    await slack.mood(fail=None)


async def test_an_upload_with_an_unknown_end_is_looked_for_before_it_is_tried_again(team: Team, slack: Slack) -> None:
    await team.start(track="full")
    for _ in range(7):
        await team.answers_next()
    await slack.mood(fail={"method": "files.completeUploadExternal", "how": "reset_after_accept"})
    await team.answers_next()
    await team.answers_next()

    assert [len(message.files) for message in await file_messages(team)] == [2]


async def test_what_failed_is_shared_at_the_next_change(team: Team, slack: Slack, bot: Running) -> None:
    await team.start(track="full")
    for _ in range(7):
        await team.answers_next()
    await slack.mood(fail={"method": "files.getUploadURLExternal", "how": "http_500", "times": 50})
    await team.answers_next()

    assert await bot.store.lagging() != []

    await slack.mood(fail=None)
    await team.answers_next()

    assert [len(message.files) for message in await file_messages(team)] == [2]


async def test_without_matplotlib_the_thread_says_nothing_and_the_log_says_it_once(
    team: Team, bot: Running, caplog: Any, without_matplotlib: Callable[[], None]
) -> None:
    without_matplotlib()
    await team.start(track="full")
    await until_the_choice(team)

    assert await file_messages(team) == []
    assert caplog.text.count("matplotlib is not installed") == 1
    assert (await bot.scoping()).stage == "solutions"


@pytest.fixture
def without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """As where the extra `charts` was left out."""
    return lambda: monkeypatch.setattr(pictures, "available", lambda: False)


async def test_a_deleted_thread_gets_its_pictures_again(team: Team, slack: Slack, bot: Running) -> None:
    await team.start(track="full")
    await until_the_choice(team)
    for message in [*await team.thread(), await team.card()]:
        await slack.delete_message(message)
    async with bot.application.context.scopings.edit((await bot.scoping()).id) as kept:
        answer(kept, "solutions.2", by=kept.initiator)
    await team.settle()

    assert [len(message.files) for message in await file_messages(team)] == [2]
