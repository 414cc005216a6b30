"""An ended scoping's files: the report as Markdown and as a page, shared once, below all messages."""

import asyncio

from bot.memory import give_back
from bot.pictures.studio import Studio
from bot.slack.calls import ChannelGone, Refused
from bot.store.scopings import Scopings
from bot.thread.files.no_files import NoFiles
from bot.thread.files.uploads import Uploads, is_of_files, is_shared
from bot.thread.files.wanted import REFUSED, Wanted, reports
from dialogs.record.parts import Shown
from dialogs.scoping.scoping import Scoping


class Reports:
    """Shares the files of a report; where Slack will not have them, the thread is told so."""

    def __init__(self, scopings: Scopings, uploads: Uploads, no_files: NoFiles, studio: Studio) -> None:
        self._scopings, self._uploads, self._no_files, self._studio = scopings, uploads, no_files, studio

    async def share(self, scoping: Scoping) -> None:
        """An ended scoping's files that are not there yet, in one message. Raises SlackTrouble, but for a refusal."""
        missing = [wanted for wanted in reports(scoping) if not await self._uploads.is_there(scoping, wanted)]
        try:
            uploaded: dict[str, Wanted] = {}
            for wanted in missing:
                content = await asyncio.to_thread(wanted.content, self._studio)
                uploaded[await self._uploads.upload(scoping, wanted, content)] = wanted
            if uploaded:
                await self._uploads.post(scoping, uploaded)
        except (Refused, ChannelGone) as refused:
            if not is_of_files(refused):
                raise
            for wanted in missing:
                self._scopings.keep_shown(scoping, wanted.key, Shown(ts="", digest=_refused_at(scoping)))
            await self._no_files.say(scoping, refused)
        finally:
            await asyncio.to_thread(give_back)


def has_reports(scoping: Scoping) -> bool:
    """Whether an ended scoping's files are there, or were refused as it stands now."""
    return all(
        is_shared(scoping, wanted)
        or (wanted.key in scoping.shown and scoping.shown[wanted.key].digest == _refused_at(scoping))
        for wanted in reports(scoping)
    )


def _refused_at(scoping: Scoping) -> str:
    return f"{REFUSED}:{scoping.seq}"
