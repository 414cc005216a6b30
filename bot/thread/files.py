"""Files in a scoping's thread: pictures as their forms are settled, the report once it has ended. Each is there once.

A file carries no metadata, so its id is written down before the upload is completed, and is looked for in the thread
after an unknown outcome. What a picture shows is digested: it is drawn again only when that changes.
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

from bot import pictures
from bot.pictures import Picture
from bot.report import html, illustrations, markdown
from bot.report.illustrations import Illustration
from bot.screens.messages import report
from bot.screens.messages.conversation import FILE
from bot.slack.calls import MessageGone, Refused, Slack, SlackTrouble
from bot.store.scopings import Scopings
from bot.thread.posting import THREAD
from bot.words.figures import shortened
from dialogs.findings import Findings
from dialogs.record.parts import Shown
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

PICTURE, PAGE = "picture:", "page"
UPLOADING, SHARED = "uploading", "shared"
WRONG = (ArithmeticError, AttributeError, ImportError, LookupError, RuntimeError, TypeError, ValueError)
"""What drawing may come to; nobody is held up by a picture."""
ALT, WITHIN = 900, 20.0
"""Characters of a description, and seconds one picture may take before the thread goes on without it."""
WORDS = frozenset({"words", "note", "alt"})
"""Parts of a picture that are ours: another wording is no reason to share it again."""


@dataclass(frozen=True)
class Wanted:
    """A file as it should be in the thread. `digest` changes when what it shows does; `content` may be slow."""

    key: str
    name: str
    title: str
    alt: str
    digest: str
    content: Callable[[], bytes]


def reports(scoping: Scoping) -> list[Wanted]:
    """The files of an ended scoping's report; reopened and ended again, they are new ones."""
    if scoping.ending is None:
        return []
    key = f"{scoping.ending.at:%Y%m%d%H%M%S}"
    made = (
        (f"{FILE}:{key}", report.file_name(scoping), markdown.render),
        (f"{PAGE}:{key}", report.file_name(scoping, "html"), html.render),
    )
    return [
        Wanted(key, name, name, scoping.title, SHARED, partial(_encoded, render, scoping)) for key, name, render in made
    ]


def _encoded(render: Callable[[Findings], str], scoping: Scoping) -> bytes:
    return render(Findings(scoping)).encode()


def drawings(scoping: Scoping) -> list[Wanted]:
    """The pictures whose forms are settled."""
    return [
        _drawing(one)
        for one in illustrations.in_thread(Findings(scoping))
        if illustrations.is_ready(Findings(scoping), one)
    ]


def _drawing(one: Illustration) -> Wanted:
    return Wanted(
        key=PICTURE + one.key,
        name=f"{one.key.replace('.', '-')}.png",
        title=one.title,
        alt=shortened(one.alt, ALT),
        digest=_digest(one.picture),
        content=partial(pictures.png, one.picture),
    )


def _digest(picture: Picture) -> str:
    frozen: Any = picture
    shown = [getattr(picture, field.name) for field in fields(frozen) if field.name not in WORDS]
    return hashlib.blake2b(repr(shown).encode(), digest_size=8).hexdigest()


class Sharing:
    """What Slack has of the files stands in the scoping's record (`shown`), as with its messages."""

    def __init__(self, slack: Slack, scopings: Scopings) -> None:
        self._slack, self._scopings = slack, scopings
        self._behind: set[str] = set()
        self._said_missing = False

    async def share_reports(self, scoping: Scoping) -> None:
        """Shares an ended scoping's files that are not there yet, in one message. Raises SlackTrouble."""
        missing = [wanted for wanted in reports(scoping) if await self._known(scoping, wanted) is None]
        uploaded: dict[str, Wanted] = {}
        for wanted in missing:
            uploaded[await self._upload(scoping, wanted, await asyncio.to_thread(wanted.content))] = wanted
        if uploaded:
            await self._post(scoping, uploaded)

    async def share_pictures(self, scoping: Scoping) -> None:
        """Shares what is new, replaces what changed; nothing before there is a thread.

        No trouble with a picture gets in the way of the messages.
        """
        self._behind.discard(scoping.id)
        if THREAD not in scoping.shown or not self._can_draw():
            return
        try:
            await self._withdraw(scoping)
            for wanted in drawings(scoping):
                async with asyncio.timeout(WITHIN):
                    await self._share_or_give_up(scoping, wanted)
        except (SlackTrouble, TimeoutError) as trouble:
            log.warning("Pictures of %s wait (%s); they are tried again later.", scoping.id, trouble)
            self._behind.add(scoping.id)

    def are_shared(self, scoping: Scoping) -> bool:
        """Whether every file is where it belongs, as far as it can be; an open scoping has no report."""
        return scoping.id not in self._behind and all(_is_shared(scoping, wanted) for wanted in reports(scoping))

    def _can_draw(self) -> bool:
        """Whether matplotlib is here; the log says once that it is not, the thread nothing."""
        if pictures.available():
            return True
        if not self._said_missing:
            log.warning("matplotlib is not installed, so threads get no pictures: pip install 'scopebot[charts]'.")
        self._said_missing = True
        return False

    async def _share_or_give_up(self, scoping: Scoping, wanted: Wanted) -> None:
        """A picture that cannot be drawn, or that Slack will not have, is tried again when it changes."""
        try:
            await self._share(scoping, wanted)
        except Refused as refused:
            log.error("Slack refuses the picture %s of %s (%s).", wanted.key, scoping.id, refused)
            self._note(scoping, wanted.key, Shown(ts="", digest=wanted.digest))
        except WRONG:
            log.exception("The picture %s of %s could not be drawn.", wanted.key, scoping.id)
            self._note(scoping, wanted.key, Shown(ts="", digest=wanted.digest))

    async def _share(self, scoping: Scoping, wanted: Wanted) -> None:
        known = await self._known(scoping, wanted)
        if known and known.digest == wanted.digest:
            return
        content = await asyncio.to_thread(wanted.content)
        if known:
            await self._take_back(scoping, wanted.key, known)
        await self._post(scoping, {await self._upload(scoping, wanted, content): wanted})

    async def _known(self, scoping: Scoping, wanted: Wanted) -> Shown | None:
        """The file Slack has. One whose upload came to an unknown end is looked for."""
        known = scoping.shown.get(wanted.key)
        if known is None or not known.digest.startswith(UPLOADING):
            return known
        if await self._message_with(scoping, known.ts) is None:
            return None
        uploaded = Shown(ts=known.ts, digest=known.digest.partition(":")[2] or wanted.digest)
        self._note(scoping, wanted.key, uploaded)
        return uploaded

    async def _upload(self, scoping: Scoping, wanted: Wanted, content: bytes) -> str:
        """Uploads a file that nobody sees yet; its id."""
        place = await self._slack.call(
            "files.getUploadURLExternal", filename=wanted.name, length=len(content), alt_txt=wanted.alt
        )
        self._note(scoping, wanted.key, Shown(ts=place["file_id"], digest=f"{UPLOADING}:{wanted.digest}"))
        await self._scopings.flush(scoping.id)
        await self._slack.upload(place["upload_url"], content)
        return str(place["file_id"])

    async def _post(self, scoping: Scoping, uploaded: Mapping[str, Wanted]) -> None:
        """Posts uploaded files, by their ids, in one message."""
        await self._slack.call(
            "files.completeUploadExternal",
            files=[{"id": id, "title": wanted.title} for id, wanted in uploaded.items()],
            channel_id=scoping.channel,
            thread_ts=scoping.shown[THREAD].ts,
        )
        for id, wanted in uploaded.items():
            self._note(scoping, wanted.key, Shown(ts=id, digest=wanted.digest))

    async def _withdraw(self, scoping: Scoping) -> None:
        """Pictures for which the answers are not enough any more."""
        enough = {PICTURE + one.key for one in illustrations.in_thread(Findings(scoping))}
        for key in [key for key in scoping.shown if key.startswith(PICTURE) and key not in enough]:
            await self._take_back(scoping, key, scoping.shown[key])

    async def _take_back(self, scoping: Scoping, key: str, known: Shown) -> None:
        """Deletes a file, and the message that would say only that a file was deleted."""
        if known.ts:
            message = await self._message_with(scoping, known.ts)
            try:
                await self._slack.call("files.delete", file=known.ts)
                if message:
                    await self._slack.call("chat.delete", channel=scoping.channel, ts=message)
            except (MessageGone, Refused) as gone:
                log.info("File %s of %s could not be deleted (%s).", known.ts, scoping.id, gone)
        self._note(scoping, key, None)

    async def _message_with(self, scoping: Scoping, file_id: str) -> str | None:
        """The message of the thread that shows a file."""
        cursor: str | None = None
        while True:
            page: dict[str, Any] = await self._slack.call(
                "conversations.replies",
                channel=scoping.channel,
                ts=scoping.shown[THREAD].ts,
                limit=200,
                cursor=cursor,
            )
            for message in page["messages"]:
                if any(file["id"] == file_id for file in message.get("files", [])):
                    return str(message["ts"])
            cursor = page.get("response_metadata", {}).get("next_cursor")
            if not cursor:
                return None

    def _note(self, scoping: Scoping, key: str, shown: Shown | None) -> None:
        if shown is None:
            scoping.shown.pop(key, None)
        else:
            scoping.shown[key] = shown
        self._scopings.note_shown(scoping.id, key, shown)


def _is_shared(scoping: Scoping, wanted: Wanted) -> bool:
    known = scoping.shown.get(wanted.key)
    return known is not None and known.digest == wanted.digest
