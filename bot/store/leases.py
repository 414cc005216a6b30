"""Who works on what, where several processes share a store: what is claimed by one of them is left alone by the others.

A claim holds for some seconds and is renewed while its holder lives. What a lost holder left half done may be in Slack
already, so whoever takes it over looks first.
"""

from enum import Enum, auto
from typing import Protocol

THREADS, RINGS = "thread:", "ring:"
"""What the names begin with of a scoping's thread, by its id, and of the reminders to somebody, by theirs."""
RETENTION = "retention"


class Claim(Enum):
    """How one came by what one holds.

    KEPT: it was held all along. NEW: nobody ever held it. CLEAN: it was given back, everything about it saved.
    LEFT: its holder was lost, or gave it up in the middle: what was being done may have been done.
    """

    KEPT = auto()
    NEW = auto()
    CLEAN = auto()
    LEFT = auto()


class Leases(Protocol):
    """Claims by name, of this process among those that share a store."""

    @property
    def look_every(self) -> float | None:
        """Seconds between two calls of `look`; None where there is nobody to share with, and nothing to look at."""
        ...

    async def claim(self, name: str) -> Claim | None:
        """Claims a name. None where another process holds it: it is told that somebody wants it done once more.

        Raises StoreError where nobody can say.
        """
        ...

    def is_ours(self, name: str) -> bool:
        """Whether nobody else can hold it just now. Costs nothing; to be asked before each thing that counts once."""
        ...

    def held(self) -> list[str]:
        """What this process holds."""
        ...

    async def give_back(self, name: str, *, clean: bool) -> None:
        """Lets another have it, unless somebody wants it done once more: then it is kept, and `look` says so.

        `clean`: everything about it is saved. Raises StoreError.
        """
        ...

    async def drop(self, name: str) -> None:
        """Lets another have it, and leaves no trace of it. Raises StoreError."""
        ...

    async def look(self) -> list[str]:
        """Renews what is held. Of that, what somebody wants done once more; and what lost holders left. StoreError."""
        ...

    async def stop(self) -> None:
        """Gives up all that is held, as a lost process would, but at once."""
        ...


class Alone:
    """The leases of the only process there is: everything is its own."""

    look_every = None

    async def claim(self, name: str) -> Claim | None:
        return Claim.KEPT

    def is_ours(self, name: str) -> bool:
        return True

    def held(self) -> list[str]:
        return []

    async def give_back(self, name: str, *, clean: bool) -> None: ...

    async def drop(self, name: str) -> None: ...

    async def look(self) -> list[str]:
        return []

    async def stop(self) -> None: ...


class Moments(Protocol):
    """When Slack may be called, known to all the processes that share a store. Keys name a method and a channel."""

    async def take(self, key: str, pause: float) -> tuple[float, float]:
        """Seconds that are left until one's own moment comes, and until a closed key opens; 0 for none.

        Without a `pause` (seconds between two moments) no moment is taken. Raises StoreError.
        """
        ...

    async def close(self, key: str, seconds: float) -> None:
        """Has a key let alone; a longer wait stands. Raises StoreError."""
        ...
