"""The pictures of a scoping's thread: shared as their forms are settled, taken back where they are not true any more.

What a picture shows is digested: it is drawn again only when that changes.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson

from bot import pictures
from bot.pictures.studio import Studio
from bot.slack.calls import ChannelGone, MessageGone, Refused, Slack
from bot.store.scopings import Scopings
from bot.thread.files.no_files import NoFiles
from bot.thread.files.uploads import Uploads, is_of_files, is_shared
from bot.thread.files.wanted import PICTURE, Drawings, Wanted, drawings
from dialogs.findings import findings_of
from dialogs.flow.watching import Memory, memory
from dialogs.record.parts import Shown
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

WRONG = (ArithmeticError, AttributeError, ImportError, LookupError, RuntimeError, TypeError, ValueError)
"""What drawing may come to; nobody is held up by a picture."""
REMEMBERED = 64
"""Scopings of which it is remembered which pictures they want: about as many as are under way at a time."""


class Pictures:
    """Shares the pictures of a scoping, and takes them back."""

    def __init__(self, slack: Slack, scopings: Scopings, uploads: Uploads, no_files: NoFiles, studio: Studio) -> None:
        self._slack, self._scopings, self._uploads = slack, scopings, uploads
        self._no_files, self._studio = no_files, studio
        self._remembered: OrderedDict[str, Memory] = OrderedDict()
        self._said_missing = False

    def are_missing(self, scoping: Scoping) -> bool:
        """Whether any is to be shared, or to be taken back."""
        if not self._can_draw():
            return False
        wanted = self._drawings(scoping)
        return bool(_not_enough(scoping, wanted)) or not all(is_shared(scoping, one) for one in wanted.settled)

    async def share(self, scoping: Scoping) -> None:
        """Shares what is new and what changed, all of it in one message; what changed is taken back first."""
        if not self._can_draw():
            return
        await self._withdraw(scoping)
        wanted = self._drawings(scoping).settled
        for one in wanted:
            known = await self._uploads.known(scoping, one)
            if known and known.digest != one.digest:
                await self._take_back(scoping, one.key, known)
        missing = [one for one in wanted if not await self._uploads.is_there(scoping, one)]
        uploaded: dict[str, Wanted] = {}
        for one in missing:
            content = await self._drawn(scoping, one)
            if content is not None:
                async with self._given_up(scoping, one):
                    uploaded[await self._uploads.upload(scoping, one, content)] = one
        if uploaded:
            async with self._given_up(scoping, *uploaded.values()):
                await self._uploads.post(scoping, uploaded)

    def _drawings(self, scoping: Scoping) -> Drawings:
        """Of what was worked out the last time, what has not changed."""
        kept = self._remembered.pop(scoping.id, None) or memory(orjson.dumps)
        self._remembered[scoping.id] = kept
        while len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)
        return kept.of(findings_of(scoping))("drawings", drawings)

    def _can_draw(self) -> bool:
        """Whether matplotlib is here; the log says once that it is not, the thread nothing."""
        if pictures.available():
            return True
        if not self._said_missing:
            log.warning("matplotlib is not installed, so threads get no pictures; the README says how to add it.")
        self._said_missing = True
        return False

    async def _drawn(self, scoping: Scoping, wanted: Wanted) -> bytes | None:
        """A picture; one that cannot be drawn is tried again when it changes."""
        try:
            return await asyncio.to_thread(wanted.content, self._studio)
        except WRONG:
            log.exception("The picture %s of %s could not be drawn.", wanted.key, scoping.id)
            self._scopings.keep_shown(scoping, wanted.key, Shown(ts="", digest=wanted.digest))
            return None

    @asynccontextmanager
    async def _given_up(self, scoping: Scoping, *pictures: Wanted) -> AsyncIterator[None]:
        """Pictures that Slack will not have are tried again when they change."""
        try:
            yield
        except (Refused, ChannelGone) as refused:
            if not is_of_files(refused):
                raise
            for wanted in pictures:
                log.error("Slack refuses the picture %s of %s (%s).", wanted.key, scoping.id, refused)
                self._scopings.keep_shown(scoping, wanted.key, Shown(ts="", digest=wanted.digest))
            await self._no_files.say(scoping, refused)

    async def _withdraw(self, scoping: Scoping) -> None:
        """Pictures for which the answers are not enough any more."""
        for key in _not_enough(scoping, self._drawings(scoping)):
            await self._take_back(scoping, key, scoping.shown[key])

    async def _take_back(self, scoping: Scoping, key: str, known: Shown) -> None:
        """Deletes a file with the message it stands in, which would say only that a file was deleted.

        Other pictures of that message go with it, to be shared again.
        """
        message = await self._uploads.message_with(scoping, known.ts) if known.ts else None
        beside = [file["id"] for file in message["files"]] if message else []
        together = [one for one, shown in scoping.shown.items() if one.startswith(PICTURE) and shown.ts in beside]
        for one in dict.fromkeys([key, *together]):
            await self._delete(scoping, "files.delete", file=scoping.shown[one].ts)
        if message:
            await self._delete(scoping, "chat.delete", channel=scoping.channel, ts=message["ts"])
        for one in dict.fromkeys([key, *together]):
            self._scopings.keep_shown(scoping, one, None)

    async def _delete(self, scoping: Scoping, method: str, **what: Any) -> None:
        """Deletes something of ours, unless it is gone, or Slack keeps it."""
        if not all(what.values()):
            return
        try:
            await self._slack.call(method, **what)
        except (MessageGone, Refused) as gone:
            log.info("%s of %s: %s stays (%s).", method, scoping.id, what, gone)


def _not_enough(scoping: Scoping, wanted: Drawings) -> list[str]:
    """The pictures that are shown although the answers are not enough for them any more."""
    return [key for key in scoping.shown if key.startswith(PICTURE) and key not in wanted.enough]
