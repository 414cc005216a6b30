"""Keeps scopings: the promises every store gives. What it says when it cannot keep them is in `errors`."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.store.audit_row import Done
from bot.store.errors import DiskFailed, StoreError
from bot.store.leases import Leases, Moments
from bot.store.round import Round
from bot.store.summary import Summary
from dialogs.scoping.scoping import Scoping


class Store(Protocol):
    """Scopings that are on disk as soon as a call says so. Each is edited by one caller at a time.

    With a scoping, a store keeps the catalogue it was begun with: it is on disk before the scoping is, and whoever gets
    the scoping, from a later process too, gets it in those words.
    """

    async def add(self, scoping: Scoping, delivery: str | None = None) -> bool:
        """Keeps a new scoping. False, and nothing written, where its id is kept already."""
        ...

    async def get(self, scoping_id: str) -> Scoping:
        """A copy of the scoping as it was last saved. Raises NotKept, Unreadable, NotRead or TooNew."""
        ...

    def edit(self, scoping_id: str, delivery: str | None) -> AbstractAsyncContextManager[Scoping]:
        """Locks and loads a scoping, and saves it when the block ends.

        An exception in the block saves nothing. Entering raises what `get` raises, and Repeated where the
        delivery was saved before; leaving raises NotSaved or DiskFailed. Where the block changed nothing and
        there is no delivery to record, nothing is written.
        """
        ...

    def showing(self, scoping_id: str) -> AbstractAsyncContextManager[Scoping]:
        """The same for what Slack shows, and nothing else may be changed: all else is shared with its readers."""
        ...

    async def find(
        self,
        *,
        team_id: str | None = None,
        channel: str | None = None,
        thread_ts: str | None = None,
        person: str | None = None,
        ended: bool | None = None,
    ) -> list[Summary]:
        """The scopings that match everything asked, the one started last first."""
        ...

    async def due(self, now: datetime) -> list[str]:
        """The ids of the scopings with something due by `now`, longest due first."""
        ...

    async def remove(self, scoping_id: str) -> None:
        """Removes a scoping and every earlier version and copy of it. Nothing happens where it is gone already.

        Raises DiskFailed or NotSaved where the disk does not do it.
        """
        ...

    async def remove_backups(self, before: datetime) -> list[str]:
        """Removes the backups made before a moment that are kept with the scopings; their names."""
        ...

    async def shorten_audit(self, before: datetime) -> int:
        """Removes the audit's files whose lines are all from before a moment; how many lines."""
        ...

    async def lagging(self) -> list[str]:
        """The ids of the scopings whose thread does not show all of them yet."""
        ...

    async def round(self, scoping_id: str) -> Round | None:
        """The open round of a scoping's pulse, if one is kept and whole. Raises Unreadable.

        It is no part of the scoping, is copied nowhere, and is destroyed by the save that closes the pulse or ends
        the scoping.
        """
        ...

    async def keep_round(self, scoping_id: str, kept: Round) -> None:
        """Has a round on disk when it returns; to be called inside the scoping's edit. Raises NotSaved, DiskFailed."""
        ...

    async def rounds(self) -> list[str]:
        """The ids of the scopings of which a round is kept."""
        ...

    async def destroy_round(self, scoping_id: str) -> None:
        """Removes a round and its salt. Raises NotSaved."""
        ...

    async def note(self, act: str, by: str, scoping_id: str) -> None:
        """Has a line of the audit on disk: that somebody is shown something. What changes a scoping has its own.

        Raises NotSaved or DiskFailed.
        """
        ...

    async def audited(self, scoping_id: str) -> list[Done]:
        """What the audit has of a scoping, the oldest first. Raises NotSaved where it can't be read."""
        ...

    @property
    def leases(self) -> Leases:
        """Who works on what, where several processes share the store."""
        ...

    @property
    def moments(self) -> Moments | None:
        """When Slack may be called, where several processes share the store."""
        ...

    @property
    def saves(self) -> int:
        """How many saves there were."""
        ...

    @property
    def fsyncs(self) -> int:
        """How many fsyncs they took; 0 where somebody else's disk is written."""
        ...

    @property
    def failed(self) -> DiskFailed | None:
        """What made this store refuse all further saves, if anything did. The process then has to stop."""
        ...

    @property
    def damaged(self) -> Sequence[StoreError]:
        """Why those scopings cannot be read that could not be when they were last looked at."""
        ...
