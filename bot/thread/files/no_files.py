"""What a thread is told that gets no files, once; it goes when they come after all."""

import logging

from bot.screens.blocks.message import key_in
from bot.screens.messages import notices
from bot.slack.calls import ChannelGone, MessageGone, Refused, Slack, SlackTrouble
from bot.store.errors import StoreError
from bot.store.scopings import Scopings
from bot.thread.files.uploads import is_shared
from bot.thread.files.wanted import drawings, reports
from bot.thread.posting import THREAD
from bot.thread.reading import find
from dialogs.findings import findings_of
from dialogs.record.parts import Shown
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

SAID = "files"
"""The key of the message that says why there are no files."""


class NoFiles:
    """Says why there are no files, and takes that back."""

    def __init__(self, slack: Slack, scopings: Scopings) -> None:
        self._slack, self._scopings = slack, scopings

    async def say(self, scoping: Scoping, trouble: Exception) -> None:
        """Why there are no files here, and where what stands in them is found; once a thread.

        It is written down before it is said: what may have been said, its outcome being unknown, or a crash having come
        between, is looked for before it is said again, and is taken back when the files are there.
        """
        refused = isinstance(trouble, Refused | ChannelGone)
        words = notices.no_files(scoping, str(trouble) if refused else "", SAID)
        try:
            if await self._was_said(scoping):
                return
            self._scopings.keep_shown(scoping, SAID, Shown(ts="", digest=""))
            await self._scopings.flush(scoping.id)
            words |= {"channel": scoping.channel, "thread_ts": scoping.shown[THREAD].ts}
            said = await self._slack.call("chat.postMessage", **words)
        except (SlackTrouble, StoreError) as unsaid:
            log.warning("The thread of %s could not be told that it gets no files (%s).", scoping.id, unsaid)
        else:
            self._scopings.keep_shown(scoping, SAID, Shown(ts=said["ts"], digest=""))

    async def unsay(self, scoping: Scoping) -> None:
        """The files have come after all: what was said of them goes."""
        if not holds_no_more(scoping) or not await self._was_said(scoping):
            return
        try:
            await self._slack.call("chat.delete", channel=scoping.channel, ts=scoping.shown[SAID].ts)
        except (MessageGone, Refused) as gone:
            log.info("A message of %s stays (%s).", scoping.id, gone)
        self._scopings.keep_shown(scoping, SAID, None)

    async def _was_said(self, scoping: Scoping) -> bool:
        """Whether the thread was told; where that is not known, Slack is asked. Raises SlackTrouble."""
        said = scoping.shown.get(SAID)
        if said is None or said.ts:
            return said is not None
        key, thread = f"{scoping.id}/{SAID}", scoping.shown[THREAD].ts
        found = await find(self._slack, scoping, thread, lambda message: key_in(message.get("metadata")) == key)
        self._scopings.keep_shown(scoping, SAID, Shown(ts=found["ts"], digest="") if found else None)
        return found is not None


def holds_no_more(scoping: Scoping) -> bool:
    """Whether the thread was told that it gets no files, and has them all: the report's, or as yet the pictures."""
    if SAID not in scoping.shown:
        return False
    wanted = reports(scoping) or drawings(findings_of(scoping)).settled
    return bool(wanted) and all(is_shared(scoping, one) and scoping.shown[one.key].ts for one in wanted)
