"""What was read or saved last, kept as long as what it was made of is still what is kept; only readers share it."""

from collections import OrderedDict
from typing import Generic, NamedTuple, TypeVar

import orjson

from bot.store.migrations import Document
from dialogs.findings.watching import Memory
from dialogs.record.record import UNSAID
from dialogs.scoping.scoping import Scoping

AT_HAND = 64
"""Scopings kept as they were last read or saved: about as many as are worked on at a time."""

M = TypeVar("M")


class Lately(NamedTuple, Generic[M]):
    """A scoping as it is kept, what that is known by, and what it says (blank where nobody looked)."""

    scoping: Scoping
    mark: M | None
    said: bytes


class AtHand(Generic[M]):
    """The scopings that were read or saved last. Whoever uses it looks first whether the mark is still the same."""

    def __init__(self) -> None:
        self._lately: OrderedDict[str, Lately[M]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._lately)

    def get(self, scoping_id: str) -> Lately[M] | None:
        return self._lately.get(scoping_id)

    def used(self, scoping_id: str) -> None:
        """It holds still, and was of use."""
        self._lately.move_to_end(scoping_id)

    def keep(self, scoping: Scoping, mark: M | None, said: bytes) -> None:
        """In place of what there was of it; what was not of use for the longest time goes."""
        self._lately[scoping.id] = Lately(scoping, mark, said)
        self._lately.move_to_end(scoping.id)
        while len(self._lately) > AT_HAND:
            self._lately.popitem(last=False)

    def drop(self, scoping_id: str) -> None:
        self._lately.pop(scoping_id, None)

    def recalled(self, scoping: Scoping) -> Scoping:
        """A scoping that was just read to be changed, with what is remembered of it."""
        known = self._lately.get(scoping.id)
        return scoping.recalling(known.scoping.memory) if known else scoping

    def unchanging(self, scoping: Scoping, said: bytes, known: Memory | None = None) -> Scoping:
        """A scoping that was just saved, for its readers: where it says the very same, what was worked out holds.

        `known` is what is remembered of it from before the save.
        """
        before = self._lately.get(scoping.id)
        kept = scoping.unchanging(before.scoping if before and before.said == said else None)
        return kept.recalling(known or memory())


def memory() -> Memory:
    """Nothing yet; of what follows from a scoping, whatever is not changed by the next save."""
    return Memory(orjson.dumps)


def said(document: Document) -> bytes:
    """What a document says, without how it is kept and what Slack shows of it."""
    return orjson.dumps({name: content for name, content in document.items() if name not in UNSAID})
