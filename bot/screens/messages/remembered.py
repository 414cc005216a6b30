"""The messages of a thread as they were made last: of those that read what has changed since, new ones are made."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import orjson

from bot.screens.blocks.message import Message
from dialogs.findings import Findings
from dialogs.flow.watching import Part, Reads, changes, parts, watching

Build = Callable[[Findings], Iterable[Message]]
"""Makes messages, and has nothing but its argument to go by."""
Make = Callable[[str, Build], Sequence[Message]]
"""Has messages made, or takes those made before; what they are is known by a name."""


def afresh(findings: Findings) -> Make:
    """Has everything made."""
    return lambda name, build: tuple(build(findings))


class Remembered:
    """What was made for one scoping. Nothing of it is ever out of date: what a message reads is compared each time."""

    def __init__(self) -> None:
        self._findings: Findings | None = None
        self._parts: Mapping[Part, bytes] = {}
        self._made: dict[str, tuple[Reads, tuple[Message, ...]]] = {}

    def of(self, findings: Findings) -> Make:
        """Has made what these findings want made. What is not asked for until the next time is forgotten."""
        changed, before = self._changed(findings), self._made
        self._made = {}

        def make(name: str, build: Build) -> tuple[Message, ...]:
            reads, messages = before.get(name, (None, ()))
            if reads is None or not reads.hold(findings, changed):
                watched, reads = watching(findings)
                messages = tuple(build(watched))
            self._made[name] = reads, messages
            return messages

        return make

    def _changed(self, findings: Findings) -> frozenset[Part]:
        """What is another since the last time; nothing where it is the very same."""
        if findings is self._findings:
            return frozenset()
        before, self._parts = self._parts, parts(findings.record, orjson.dumps)
        self._findings = findings
        return changes(before, self._parts)
