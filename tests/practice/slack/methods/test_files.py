"""files.*: an upload in three steps, none of which can be left out, and what deleting leaves."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from practice.client import PracticeError, Slack
from tests.practice.slack.conftest import CHURN, LOCKED, SECRET, Api
from tests.practice.slack.shapes import Json, section


async def sent(url: str, content: bytes) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.post(url, data=content) as answer:
        return answer.status, await answer.text()


@pytest.fixture
def uploads(api: Api) -> Any:
    async def upload(content: bytes = b"# A") -> str:
        """A file that arrived and is not shared yet; its id."""
        place = await api("files.getUploadURLExternal", filename="a.md", length=len(content))
        assert await sent(place["upload_url"], content) == (200, "OK")
        return str(place["file_id"])

    return upload


@pytest.mark.parametrize("length", [0, -1, "3 bytes", 1.5])
async def test_a_length_is_a_number_of_bytes(length: Any, api: Api) -> None:
    assert await api.refusal("files.getUploadURLExternal", filename="a.md", length=length) == "invalid_arguments"


@pytest.mark.parametrize("missing", ["filename", "length"])
async def test_a_file_has_a_name_and_a_length(missing: str, api: Api) -> None:
    args = {"filename": "a.md", "length": 3}
    del args[missing]

    assert await api.refusal("files.getUploadURLExternal", **args) == "invalid_arguments"


async def test_as_many_bytes_come_as_were_announced(api: Api, slack: Slack) -> None:
    place = await api("files.getUploadURLExternal", filename="a.md", length=3)

    assert await sent(place["upload_url"], b"four") == (400, "length_mismatch")
    assert [each["kind"] for each in await slack.violations()] == ["file_length"]
    assert await api.refusal("files.completeUploadExternal", files=[{"id": place["file_id"]}]) == "file_not_found"


async def test_bytes_that_nobody_announced_are_not_taken(api: Api, slack: Slack) -> None:
    assert await sent(f"{slack.url}/upload/F404", b"# A") == (400, "not_found")


@pytest.mark.parametrize(("channel", "error"), [(SECRET, "channel_not_found"), (LOCKED, "is_archived")])
async def test_a_file_is_shared_where_the_app_may_write(channel: str, error: str, api: Api, uploads: Any) -> None:
    shared = {"files": [{"id": await uploads()}], "channel_id": channel}

    assert await api.refusal("files.completeUploadExternal", **shared) == error


@pytest.mark.parametrize("files", ["F1", {"id": "F1"}, ["F1"]])
async def test_files_are_a_list_of_objects(files: Any, api: Api) -> None:
    assert await api.refusal("files.completeUploadExternal", files=files) == "invalid_arguments"


async def test_several_files_stand_in_one_message_with_their_titles(api: Api, slack: Slack, uploads: Any) -> None:
    first, second = await uploads(b"one"), await uploads(b"two")
    files = [{"id": first, "title": "First"}, {"id": second}]
    answer = await api("files.completeUploadExternal", files=files, channel_id=CHURN, initial_comment="Here")
    (posted,) = await slack.messages("#churn")

    assert [each["title"] for each in answer["files"]] == ["First", "a.md"]
    assert (posted.text, posted.files) == ("Here", [first, second])
    assert await slack.file(second) == b"two"


async def test_a_file_is_completed_once(api: Api, uploads: Any) -> None:
    shared = {"files": [{"id": await uploads()}], "channel_id": CHURN}
    await api("files.completeUploadExternal", **shared)

    assert await api.refusal("files.completeUploadExternal", **shared) == "already_completed"


async def test_a_file_that_is_shared_nowhere_is_seen_by_nobody(api: Api, slack: Slack, uploads: Any) -> None:
    await api("files.completeUploadExternal", files=[{"id": await uploads()}])

    assert await slack.messages("#churn") == []


REFUSED_IN_THREAD: dict[str, tuple[Json, str]] = {
    "blocks that slack has not": ({"blocks": [{"type": "banner"}]}, "invalid_blocks"),
    "words that are too long": ({"initial_comment": "x" * 40_001}, "msg_too_long"),
}


@pytest.mark.parametrize("what", REFUSED_IN_THREAD)
async def test_slack_refuses(what: str, api: Api, uploads: Any) -> None:
    more, error = REFUSED_IN_THREAD[what]
    shared = {"files": [{"id": await uploads()}], "channel_id": CHURN} | more

    assert await api.refusal("files.completeUploadExternal", **shared) == error


async def test_blocks_beside_a_comment_are_passed_over_and_recorded(api: Api, slack: Slack, uploads: Any) -> None:
    shared = {"files": [{"id": await uploads()}], "channel_id": CHURN, "blocks": [section()]}
    await api("files.completeUploadExternal", **shared, initial_comment="Here")
    (posted,) = await slack.messages("#churn")

    assert (posted.text, posted.blocks) == ("Here", [])
    assert [each["kind"] for each in await slack.violations()] == ["blocks_ignored"]


async def test_a_file_answers_in_a_thread_of_one_channel(api: Api, slack: Slack, uploads: Any) -> None:
    root = (await api("chat.postMessage", channel=CHURN, text="root"))["ts"]
    await api("files.completeUploadExternal", files=[{"id": await uploads()}], channel_id=CHURN, thread_ts=root)
    several = {"files": [{"id": await uploads()}], "channels": f"{CHURN},C000000SHOP", "thread_ts": root}
    await api("files.completeUploadExternal", **several)

    assert len((await slack.messages("#churn", thread=root))[1].files) == 1
    assert "thread_of_several" in [each["kind"] for each in await slack.violations()]


async def test_a_deleted_file_leaves_its_message_and_a_tombstone(api: Api, slack: Slack, uploads: Any) -> None:
    file_id = await uploads()
    await api("files.completeUploadExternal", files=[{"id": file_id}], channel_id=CHURN)
    await api("files.delete", file=file_id)
    (posted,) = (await api("conversations.history", channel=CHURN))["messages"]

    assert posted["files"] == [{"id": file_id, "mode": "tombstone"}]
    assert await api.refusal("files.delete", file=file_id) == "file_deleted"
    assert await api.refusal("files.delete", file="F404") == "file_not_found"
    with pytest.raises(PracticeError, match="no file"):
        await slack.file(file_id)


@pytest.mark.parametrize(("length", "kinds"), [(1000, []), (1001, ["alt_too_long"])])
async def test_words_for_a_picture_have_a_limit(length: int, kinds: list[str], api: Api, slack: Slack) -> None:
    await api("files.getUploadURLExternal", filename="a.png", length=3, alt_txt="x" * length)

    assert [each["kind"] for each in await slack.violations()] == kinds


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal", "files.delete"])
async def test_files_need_their_scope(method: str, api: Api, slack: Slack) -> None:
    await slack.set_app(scopes=["chat:write"])

    assert await api.refusal(method, filename="a", length=1, files=[{"id": "F1"}], file="F1") == "missing_scope"
