"""Shares the files of a scoping's thread, as wanted.py says which. Each is there once.

They are shared beside the messages, and nothing waits for them long: a thread that gets no files is told so, once.
"""

import asyncio
import logging
from collections.abc import Callable

from bot.pictures.studio import Studio
from bot.slack.calls import MessageGone, Slack, SlackTrouble, Unknown, Wait
from bot.store.errors import StoreError
from bot.store.scopings import Scopings
from bot.thread.files.no_files import NoFiles, holds_no_more
from bot.thread.files.pictures import Pictures
from bot.thread.files.reports import Reports, has_reports
from bot.thread.files.uploads import Uploads
from bot.thread.posting import SURE_AFTER, THREAD, NotOurs, NotYet
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

FIRST, AFTER = 20.0, 60.0
"""Seconds that pictures may take while the next message waits for them, and files may take while nothing does."""
PAUSES = (1.0, 3.0)
"""Seconds before what came to an unknown end is tried again."""


class Sharing:
    """Shares files beside the messages, a task a scoping: no file holds up a message of another scoping.

    What Slack has of the files stands in the scoping's record (`shown`), as with its messages. `again` is called when
    a task has ended: what was to come after the files comes now, whether they could be had or not.
    """

    def __init__(
        self, slack: Slack, scopings: Scopings, again: Callable[[str, str], None], sure_after: float = SURE_AFTER
    ) -> None:
        self._scopings, self._again, self._studio = scopings, again, Studio()
        uploads, self._no_files = Uploads(slack, scopings, sure_after), NoFiles(slack, scopings)
        self._pictures = Pictures(slack, scopings, uploads, self._no_files, self._studio)
        self._reports = Reports(scopings, uploads, self._no_files, self._studio)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._first: set[str] = set()
        self._in_vain: dict[str, int] = {}
        self._root_gone: set[str] = set()

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
        if THREAD not in scoping.shown or scoping.id in self._in_vain or not self._pictures.are_missing(scoping):
            return False
        self._begin(scoping, reports=False)
        return True

    def follow(self, scoping: Scoping) -> None:
        """Begins to share what is missing yet, below the messages; what was tried in vain waits for the next change."""
        tried = self._in_vain.get(scoping.id) == scoping.seq
        if tried or self.is_sharing(scoping.id) or THREAD not in scoping.shown:
            return
        if self._pictures.are_missing(scoping) or not has_reports(scoping) or holds_no_more(scoping):
            self._begin(scoping, reports=True)

    def try_again(self) -> None:
        """What was in vain may be tried once more, as if its scoping had changed."""
        self._in_vain = dict.fromkeys(self._in_vain, -1)

    def are_shared(self, scoping: Scoping) -> bool:
        """Whether every file is where it belongs, as far as it can be; an open scoping has no report."""
        away = self._in_vain.get(scoping.id) is not None or self.is_sharing(scoping.id)
        return not away and has_reports(scoping) and not holds_no_more(scoping)

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
            await self._no_files.unsay(scoping)
        except MessageGone:
            self._root_gone.add(id)
        except NotOurs:
            log.info("The files of %s are another process' work by now.", id)
        except (SlackTrouble, TimeoutError) as trouble:
            log.warning("Files of %s wait (%s); they are tried again later.", id, trouble)
            self._in_vain[id] = scoping.seq
            if reports and not has_reports(scoping):
                await self._no_files.say(scoping, trouble)
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
                await self._pictures.share(scoping)
                if reports:
                    await self._reports.share(scoping)
                return
            except (Wait, Unknown) as trouble:
                if pause is None:
                    raise
                await asyncio.sleep(trouble.seconds if isinstance(trouble, Wait | NotYet) else pause)
