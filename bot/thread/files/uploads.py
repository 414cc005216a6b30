"""What Slack has of a scoping's files, and the three steps of an upload.

A file carries no metadata, so its id is written down before the upload is completed, and is looked for in the thread
after an unknown outcome.
"""

from collections.abc import Mapping
from time import monotonic
from typing import Any

from bot.slack import errors
from bot.slack.calls import Refused, Slack, SlackTrouble, Unknown, Unsent
from bot.store.scopings import Scopings
from bot.thread.files.wanted import UPLOADING, Wanted
from bot.thread.posting import THREAD, NotYet, check_ours
from bot.thread.reading import find
from dialogs.record.parts import Shown
from dialogs.scoping.scoping import Scoping


class Uploads:
    """What Slack has of a file stands in the record (`shown`); every call here keeps that true.

    `sure_after`: seconds, as SURE_AFTER.
    """

    def __init__(self, slack: Slack, scopings: Scopings, sure_after: float) -> None:
        self._slack, self._scopings, self._sure_after = slack, scopings, sure_after
        self._unsure: dict[str, float] = {}

    async def is_there(self, scoping: Scoping, wanted: Wanted) -> bool:
        """Whether Slack has a file as it should be; NotYet while it may come."""
        known = await self.known(scoping, wanted)
        return known is not None and known.digest == wanted.digest

    async def known(self, scoping: Scoping, wanted: Wanted) -> Shown | None:
        """The file Slack has. Where the upload came to an unknown end it is looked for; NotYet while it may come."""
        known = scoping.shown.get(wanted.key)
        if known is None or not known.digest.startswith(UPLOADING):
            return known
        if await self.message_with(scoping, known.ts) is None:
            self._wait_until_sure(known.ts)
            return None
        uploaded = Shown(ts=known.ts, digest=known.digest.partition(":")[2] or wanted.digest)
        self._scopings.keep_shown(scoping, wanted.key, uploaded)
        return uploaded

    def _wait_until_sure(self, file_id: str) -> None:
        """Raises NotYet while a file may come by itself whose posting came to an unknown end."""
        since = self._unsure.get(file_id)
        if since is not None and (left := since + self._sure_after - monotonic()) > 0:
            raise NotYet(left)

    async def upload(self, scoping: Scoping, wanted: Wanted, content: bytes) -> str:
        """Uploads a file that nobody sees yet; its id. Raises NotOurs."""
        check_ours(self._scopings, scoping)
        place = await self._slack.call(
            "files.getUploadURLExternal", filename=wanted.name, length=len(content), alt_txt=wanted.alt
        )
        self._scopings.keep_shown(
            scoping, wanted.key, Shown(ts=place["file_id"], digest=f"{UPLOADING}:{wanted.digest}")
        )
        await self._scopings.flush(scoping.id)
        await self._slack.upload(place["upload_url"], content)
        return str(place["file_id"])

    async def post(self, scoping: Scoping, uploaded: Mapping[str, Wanted]) -> None:
        """Posts uploaded files, by their ids, in one message. Raises NotOurs."""
        try:
            await self._slack.call(
                "files.completeUploadExternal",
                still=lambda: check_ours(self._scopings, scoping),
                files=[{"id": id, "title": wanted.title} for id, wanted in uploaded.items()],
                channel_id=scoping.channel,
                thread_ts=scoping.shown[THREAD].ts,
            )
        except Unsent:
            raise
        except Unknown:
            self._unsure |= dict.fromkeys(uploaded, monotonic())
            raise
        for id, wanted in uploaded.items():
            self._scopings.keep_shown(scoping, wanted.key, Shown(ts=id, digest=wanted.digest))

    async def message_with(self, scoping: Scoping, file_id: str) -> dict[str, Any] | None:
        """The message of the thread that shows a file."""
        return await find(
            self._slack,
            scoping,
            scoping.shown[THREAD].ts,
            lambda message: any(file["id"] == file_id for file in message.get("files", [])),
        )


def is_shared(scoping: Scoping, wanted: Wanted) -> bool:
    """Whether the record has a file as it should be: shared so, or given up so."""
    known = scoping.shown.get(wanted.key)
    return known is not None and known.digest == wanted.digest


def is_of_files(refused: SlackTrouble) -> bool:
    """Whether it is our files that Slack will not have, and not anything of ours."""
    return isinstance(refused, Refused) or errors.known(refused.error).reason in errors.OF_FILES
