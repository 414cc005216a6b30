"""All that a store keeps, thing by thing, in one form: what is moved from one to another, counted and summed."""

import hashlib
from collections import Counter
from collections.abc import AsyncIterator
from typing import NamedTuple, Protocol


class Thing(NamedTuple):
    """One thing. `kind` is one of KINDS; `name` tells it from others of its kind; the content is the same anywhere."""

    kind: str
    name: str
    content: bytes


WORDS, SCOPING, LIST = "catalogues", "scopings", "lists of who was forgotten"
PEOPLE, LINE, END, ROUND = "lists of the audit's people", "audit lines", "ends of the audit", "open pulses"
KINDS = (WORDS, SCOPING, LIST, PEOPLE, LINE, END, ROUND)
"""In the order they come in: what others rest on first."""


class Sums:
    """How many things of each kind there were, and a checksum over them in the order they came."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._digests = {kind: hashlib.sha256() for kind in KINDS}

    def add(self, thing: Thing) -> None:
        self.counts[thing.kind] += 1
        self._digests[thing.kind].update(hashlib.sha256(f"{thing.name}\0".encode() + thing.content).digest())

    def of(self, kind: str) -> tuple[int, str]:
        """The count, and the first sixteen digits of the checksum."""
        return self.counts[kind], self._digests[kind].hexdigest()[:16]

    def differing(self, other: "Sums") -> list[str]:
        """The kinds of which the other has others."""
        return [kind for kind in KINDS if self.of(kind) != other.of(kind)]


class Source(Protocol):
    """A store as a whole, held against everybody else."""

    def things(self) -> AsyncIterator[Thing]:
        """All there is, kind by kind in the order of KINDS, each kind by its names, lines by their numbers.

        Raises StoreError where something is damaged, which would be lost on the way.
        """
        ...

    async def destroy_rounds(self) -> None:
        """Open pulses are kept in one place alone: what was moved goes here."""
        ...


class Target(Protocol):
    """An empty store, held against everybody else, that is being filled: all of it counts at the end, or nothing."""

    async def put(self, thing: Thing) -> None:
        """Takes one in."""
        ...

    def things(self) -> AsyncIterator[Thing]:
        """What was put in, as it will be read."""
        ...


async def summed(things: AsyncIterator[Thing], target: Target | None = None) -> Sums:
    """What there is of each kind; put into a target on the way, where one is given."""
    sums = Sums()
    async for thing in things:
        sums.add(thing)
        if target:
            await target.put(thing)
    return sums
