"""The report as a Markdown file under its message, once: its id is written down before the upload is completed."""

from typing import Any

from bot import markdown
from bot.posting import THREAD
from bot.scopings import Scopings
from bot.screens import report
from bot.screens.conversation import FILE
from bot.slack import Slack
from dialogs.document import Shown
from dialogs.scoping import Scoping

UPLOADING, SHARED = "uploading", "shared"


async def share_report(slack: Slack, scopings: Scopings, scoping: Scoping) -> None:
    """Shares the file of an ended scoping in its thread unless it is there. Raises SlackTrouble."""
    key = _key(scoping)
    if key is None or is_shared(scoping):
        return
    known = scoping.shown.get(key)
    if known and await _is_in_thread(slack, scoping, known.ts):
        _note(scopings, scoping, key, Shown(ts=known.ts, digest=SHARED))
        return
    content = markdown.render(scoping).encode()
    place = await slack.call(
        "files.getUploadURLExternal", filename=report.file_name(scoping), length=len(content), alt_txt=scoping.title
    )
    _note(scopings, scoping, key, Shown(ts=place["file_id"], digest=UPLOADING))
    await scopings.flush(scoping.id)
    await slack.upload(place["upload_url"], content)
    await slack.call(
        "files.completeUploadExternal",
        files=[{"id": place["file_id"], "title": report.file_name(scoping)}],
        channel_id=scoping.channel,
        thread_ts=scoping.shown[THREAD].ts,
    )
    _note(scopings, scoping, key, Shown(ts=place["file_id"], digest=SHARED))


def is_shared(scoping: Scoping) -> bool:
    """Whether the file is where it belongs; an open scoping has none."""
    key = _key(scoping)
    known = scoping.shown.get(key) if key else None
    return key is None or (known is not None and known.digest == SHARED)


def _key(scoping: Scoping) -> str | None:
    return f"{FILE}:{scoping.ending.at:%Y%m%d%H%M%S}" if scoping.ending else None


async def _is_in_thread(slack: Slack, scoping: Scoping, file_id: str) -> bool:
    cursor: str | None = None
    while True:
        page: dict[str, Any] = await slack.call(
            "conversations.replies",
            channel=scoping.channel,
            ts=scoping.shown[THREAD].ts,
            limit=200,
            cursor=cursor,
        )
        if any(file["id"] == file_id for found in page["messages"] for file in found.get("files", [])):
            return True
        cursor = page.get("response_metadata", {}).get("next_cursor")
        if not cursor:
            return False


def _note(scopings: Scopings, scoping: Scoping, key: str, shown: Shown) -> None:
    scoping.shown[key] = shown
    scopings.note_shown(scoping.id, key, shown)
