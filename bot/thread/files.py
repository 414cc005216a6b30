"""Shares the files of a scoping's thread, as wanted.py says which. Each is there once.

They are shared beside the messages, and nothing waits for them long: a thread that gets no files is told so, once.
A file carries no metadata, so its id is written down before the upload is completed, and is looked for in the thread
after an unknown outcome. What a picture shows is digested: it is drawn again only when that changes.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

import orjson

from bot import pictures
from bot.memory import give_back
from bot.pictures.studio import Studio
from bot.screens.blocks.message import key_in
from bot.screens.messages import notices
from bot.slack import errors
from bot.slack.calls import ChannelGone, MessageGone, Refused, Slack, SlackTrouble, Unknown, Unsent, Wait
from bot.store.errors import StoreError
from bot.store.scopings import Scopings
from bot.thread.posting import SURE_AFTER, THREAD, NotOurs, NotYet, check_ours
from bot.thread.reading import REPLIES, messages
from bot.thread.wanted import PICTURE, REFUSED, UPLOADING, Drawings, Wanted, drawings, reports
from dialogs.findings import findings_of
from dialogs.flow.watching import Memory, memory
from dialogs.record.parts import Shown
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

SAID = "files"
"""The key of the message that says why there are no files."""
WRONG = (ArithmeticError, AttributeError, ImportError, LookupError, RuntimeError, TypeError, ValueError)
"""What drawing may come to; nobody is held up by a picture."""
FIRST, AFTER = 20.0, 60.0
"""Seconds that pictures may take while the next message waits for them, and files may take while nothing does."""
PAUSES = (1.0, 3.0)
"""Seconds before what came to an unknown end is tried again."""
REMEMBERED = 64
"""Scopings of which it is remembered which pictures they want: about as many as are under way at a time."""


class Sharing:
    """Shares files beside the messages, a task a scoping: no file holds up a message of another scoping.

    What Slack has of the files stands in the scoping's record (`shown`), as with its messages. `again` is called when
    a task has ended: what was to come after the files comes now, whether they could be had or not.
    """

    def __init__(
        self, slack: Slack, scopings: Scopings, again: Callable[[str, str], None], sure_after: float = SURE_AFTER
    ) -> None:
        self._slack, self._scopings, self._again, self._sure_after = slack, scopings, again, sure_after
        self._unsure: dict[str, float] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._remembered: OrderedDict[str, Memory] = OrderedDict()
        self._studio = Studio()
        self._first: set[str] = set()
        self._in_vain: dict[str, int] = {}
        self._root_gone: set[str] = set()
        self._said_missing = False

    @property
    def tasks(self) -> list[asyncio.Task[None]]:
        """What is being shared just now."""
        return [task for task in self._tasks.values() if not task.done()]

    @property
    def behind(self) -> set[str]:
        """The scopings whose files are on their way."""
        return {id for id in self._tasks if self.is_sharing(id)}

    def is_sharing(self, id: str) -> bool:
        """Whether files of a scoping are on their way."""
        return id in self._tasks and not self._tasks[id].done()

    def goes_first(self, scoping: Scoping) -> bool:
        """Begins to share the pictures that belong above the messages to come; whether those should wait for them.

        Where the last try was in vain nothing waits. Raises MessageGone where the thread turned out to be gone.
        """
        if scoping.id in self._root_gone:
            self._root_gone.discard(scoping.id)
            raise MessageGone("thread_not_found")
        if self.is_sharing(scoping.id):
            return scoping.id in self._first
        if THREAD not in scoping.shown or scoping.id in self._in_vain or not self._lacks_pictures(scoping):
            return False
        self._begin(scoping, reports=False)
        return True

    def follow(self, scoping: Scoping) -> None:
        """Begins to share what is missing yet, below the messages; what was tried in vain waits for the next change."""
        tried = self._in_vain.get(scoping.id) == scoping.seq
        if tried or self.is_sharing(scoping.id) or THREAD not in scoping.shown:
            return
        if self._lacks_pictures(scoping) or not _has_reports(scoping) or _holds_no_more(scoping):
            self._begin(scoping, reports=True)

    def try_again(self) -> None:
        """What was in vain may be tried once more, as if its scoping had changed."""
        self._in_vain = dict.fromkeys(self._in_vain, -1)

    def are_shared(self, scoping: Scoping) -> bool:
        """Whether every file is where it belongs, as far as it can be; an open scoping has no report."""
        away = self._in_vain.get(scoping.id) is not None or self.is_sharing(scoping.id)
        return not away and _has_reports(scoping) and not _holds_no_more(scoping)

    async def drop(self, id: str) -> None:
        """Gives up what is being shared; an upload that was under way is looked for at the next try."""
        task = self._tasks.pop(id, None)
        self._first.discard(id)
        if task:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def stop(self) -> None:
        """Gives up all that is being shared."""
        for id in list(self._tasks):
            await self.drop(id)

    def close(self) -> None:
        """Lets go of what draws. To be called when nothing is being shared."""
        self._studio.close()

    # ---- one scoping's task

    def _begin(self, scoping: Scoping, *, reports: bool) -> None:
        if not reports:
            self._first.add(scoping.id)
        self._tasks[scoping.id] = asyncio.create_task(self._share_all(scoping.id, reports=reports))

    async def _share_all(self, id: str, *, reports: bool) -> None:
        """Pictures and, below all messages, reports. Whatever comes of it, the thread goes on."""
        scoping = await self._scopings.get(id)
        try:
            async with asyncio.timeout(AFTER if reports else FIRST):
                await self._patiently(scoping, reports=reports)
            self._in_vain.pop(id, None)
            await self._unsay(scoping)
        except MessageGone:
            self._root_gone.add(id)
        except NotOurs:
            log.info("The files of %s are another process' work by now.", id)
        except (SlackTrouble, TimeoutError) as trouble:
            log.warning("Files of %s wait (%s); they are tried again later.", id, trouble)
            self._in_vain[id] = scoping.seq
            if reports and not _has_reports(scoping):
                await self._say(scoping, trouble)
        except StoreError as error:
            log.error("%s", error)
            self._in_vain[id] = scoping.seq
        except Exception:
            log.exception("The files of %s could not be shared; they are tried at its next change.", id)
            self._in_vain[id] = scoping.seq
        self._first.discard(id)
        self._again(id, scoping.channel)  # the last word: when the thread is looked at, this task is over

    async def _patiently(self, scoping: Scoping, *, reports: bool) -> None:
        """A wait that Slack asks for is waited; what came to an unknown end is tried a few times."""
        for pause in (*PAUSES, None):
            try:
                await self._share_pictures(scoping)
                if reports:
                    await self._share_reports(scoping)
                return
            except (Wait, Unknown) as trouble:
                if pause is None:
                    raise
                await asyncio.sleep(trouble.seconds if isinstance(trouble, Wait | NotYet) else pause)

    async def _share_reports(self, scoping: Scoping) -> None:
        """An ended scoping's files that are not there yet, in one message. Raises SlackTrouble, but for a refusal."""
        missing = [wanted for wanted in reports(scoping) if not await self._is_there(scoping, wanted)]
        try:
            uploaded: dict[str, Wanted] = {}
            for wanted in missing:
                uploaded[await self._upload(scoping, wanted, await asyncio.to_thread(wanted.content, self._studio))] = (
                    wanted
                )
            if uploaded:
                await self._post(scoping, uploaded)
        except (Refused, ChannelGone) as refused:
            if not _is_of_files(refused):
                raise
            for wanted in missing:
                self._scopings.keep_shown(scoping, wanted.key, Shown(ts="", digest=_refused_at(scoping)))
            await self._say(scoping, refused)
        finally:
            await asyncio.to_thread(give_back)

    async def _share_pictures(self, scoping: Scoping) -> None:
        """Shares what is new and what changed, all of it in one message; what changed is taken back first."""
        if not self._can_draw():
            return
        await self._withdraw(scoping)
        wanted = self._drawings(scoping).settled
        for one in wanted:
            known = await self._known(scoping, one)
            if known and known.digest != one.digest:
                await self._take_back(scoping, one.key, known)
        missing = [one for one in wanted if not await self._is_there(scoping, one)]
        uploaded: dict[str, Wanted] = {}
        for one in missing:
            content = await self._drawn(scoping, one)
            if content is not None:
                async with self._given_up(scoping, one):
                    uploaded[await self._upload(scoping, one, content)] = one
        if uploaded:
            async with self._given_up(scoping, *uploaded.values()):
                await self._post(scoping, uploaded)

    def _lacks_pictures(self, scoping: Scoping) -> bool:
        if not self._can_draw():
            return False
        wanted = self._drawings(scoping)
        return bool(_not_enough(scoping, wanted)) or not all(_is_shared(scoping, one) for one in wanted.settled)

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
            if not _is_of_files(refused):
                raise
            for wanted in pictures:
                log.error("Slack refuses the picture %s of %s (%s).", wanted.key, scoping.id, refused)
                self._scopings.keep_shown(scoping, wanted.key, Shown(ts="", digest=wanted.digest))
            await self._say(scoping, refused)

    async def _is_there(self, scoping: Scoping, wanted: Wanted) -> bool:
        known = await self._known(scoping, wanted)
        return known is not None and known.digest == wanted.digest

    # ---- a thread without files is told so, once

    async def _say(self, scoping: Scoping, trouble: Exception) -> None:
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

    async def _was_said(self, scoping: Scoping) -> bool:
        """Whether the thread was told; where that is not known, Slack is asked. Raises SlackTrouble."""
        said = scoping.shown.get(SAID)
        if said is None or said.ts:
            return said is not None
        found = await self._find(scoping, lambda message: key_in(message.get("metadata")) == f"{scoping.id}/{SAID}")
        self._scopings.keep_shown(scoping, SAID, Shown(ts=found["ts"], digest="") if found else None)
        return found is not None

    async def _unsay(self, scoping: Scoping) -> None:
        """The files have come after all: what was said of them goes."""
        if not _holds_no_more(scoping) or not await self._was_said(scoping):
            return
        try:
            await self._slack.call("chat.delete", channel=scoping.channel, ts=scoping.shown[SAID].ts)
        except (MessageGone, Refused) as gone:
            log.info("A message of %s stays (%s).", scoping.id, gone)
        self._scopings.keep_shown(scoping, SAID, None)

    # ---- what Slack has, and the three steps of an upload

    async def _known(self, scoping: Scoping, wanted: Wanted) -> Shown | None:
        """The file Slack has. Where the upload came to an unknown end it is looked for; NotYet while it may come."""
        known = scoping.shown.get(wanted.key)
        if known is None or not known.digest.startswith(UPLOADING):
            return known
        if await self._message_with(scoping, known.ts) is None:
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

    async def _upload(self, scoping: Scoping, wanted: Wanted, content: bytes) -> str:
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

    async def _post(self, scoping: Scoping, uploaded: Mapping[str, Wanted]) -> None:
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

    async def _withdraw(self, scoping: Scoping) -> None:
        """Pictures for which the answers are not enough any more."""
        for key in _not_enough(scoping, self._drawings(scoping)):
            await self._take_back(scoping, key, scoping.shown[key])

    async def _take_back(self, scoping: Scoping, key: str, known: Shown) -> None:
        """Deletes a file with the message it stands in, which would say only that a file was deleted.

        Other pictures of that message go with it, to be shared again.
        """
        message = await self._message_with(scoping, known.ts) if known.ts else None
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

    async def _message_with(self, scoping: Scoping, file_id: str) -> dict[str, Any] | None:
        """The message of the thread that shows a file."""
        return await self._find(
            scoping, lambda message: any(file["id"] == file_id for file in message.get("files", []))
        )

    async def _find(self, scoping: Scoping, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any] | None:
        """A message of the thread."""
        async for message in messages(self._slack, scoping, REPLIES, ts=scoping.shown[THREAD].ts):
            if is_it(message):
                return message
        return None


def _is_shared(scoping: Scoping, wanted: Wanted) -> bool:
    known = scoping.shown.get(wanted.key)
    return known is not None and known.digest == wanted.digest


def _holds_no_more(scoping: Scoping) -> bool:
    """Whether the thread was told that it gets no files, and has them all: the report's, or as yet the pictures."""
    if SAID not in scoping.shown:
        return False
    wanted = reports(scoping) or drawings(findings_of(scoping)).settled
    return bool(wanted) and all(_is_shared(scoping, one) and scoping.shown[one.key].ts for one in wanted)


def _is_of_files(refused: SlackTrouble) -> bool:
    """Whether it is our files that Slack will not have, and not anything of ours."""
    return isinstance(refused, Refused) or errors.known(refused.error).reason in errors.OF_FILES


def _has_reports(scoping: Scoping) -> bool:
    """Whether an ended scoping's files are there, or were refused as it stands now."""
    return all(
        _is_shared(scoping, wanted)
        or (wanted.key in scoping.shown and scoping.shown[wanted.key].digest == _refused_at(scoping))
        for wanted in reports(scoping)
    )


def _refused_at(scoping: Scoping) -> str:
    return f"{REFUSED}:{scoping.seq}"


def _not_enough(scoping: Scoping, wanted: Drawings) -> list[str]:
    """The pictures that are shown although the answers are not enough for them any more."""
    return [key for key in scoping.shown if key.startswith(PICTURE) and key not in wanted.enough]
