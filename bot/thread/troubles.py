"""What Slack refuses, told to a scoping's initiator by direct message: each error once, also after a restart."""

import logging

from bot.screens.messages import notices
from bot.slack.calls import Slack, SlackTrouble
from bot.slack.errors import Act, known
from bot.store.errors import StoreError
from bot.store.scopings import Scopings
from bot.thread.directly import Directly, was_said
from bot.thread.posting import TOLD
from dialogs.record.leavers import name_of_alias
from dialogs.record.record import Record

log = logging.getLogger(__name__)


class Troubles:
    """What was told stands in the scoping's record, as what Slack shows does."""

    def __init__(self, slack: Slack, scopings: Scopings) -> None:
        self._scopings, self._directly = scopings, Directly(slack, scopings)

    async def tell(self, scoping: Record, error: str, *, about: str = "") -> None:
        """Tells of an error, unless it was told before, or whoever began was forgotten. `about`: whom it is about.

        A message that may have arrived counts as told; one that Slack refused, too, is tried at the next occasion.
        """
        key = f"{TOLD}{about}:{error}" if about else TOLD + error
        if was_said(scoping, key) or name_of_alias(scoping.initiator):
            return
        log.error("Slack refuses something of %s (%s).", scoping.id, error)
        try:
            await self._directly.say(scoping, key, scoping.initiator, notices.trouble(scoping, error, about))
        except SlackTrouble as trouble:
            log.warning("%s could not be told of %s in %s (%s).", scoping.initiator, error, scoping.id, trouble.error)
        except StoreError as unsaved:
            log.error("%s", unsaved)

    def forget_pauses(self, scoping: Record) -> None:
        """The channel takes messages again: the next time it does not, that is news."""
        for key in [key for key in scoping.shown if key.startswith(TOLD)]:
            if known(key.removeprefix(TOLD)).act is Act.PAUSE:
                self._scopings.keep_shown(scoping, key, None)
