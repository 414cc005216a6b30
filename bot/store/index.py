"""What can be asked of all scopings without opening one: their summaries, found by their facts."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import datetime
from operator import attrgetter, itemgetter

from bot.store.summary import Summary

Fact = tuple[str, Hashable]


class Index:
    """Summaries, kept in memory. What is asked costs by what is found, not by how many scopings there are."""

    def __init__(self) -> None:
        self._summaries: dict[str, Summary] = {}
        self._with: defaultdict[Fact, set[str]] = defaultdict(set)
        self._due: list[tuple[datetime, str]] = []
        self._lagging: set[str] = set()

    def put(self, summary: Summary) -> None:
        """Takes in a summary, in place of the earlier one of the same scoping."""
        self.drop(summary.id)
        self._summaries[summary.id] = summary
        for fact in _facts(summary):
            self._with[fact].add(summary.id)
        if summary.due_at:
            insort(self._due, (summary.due_at, summary.id))
        if summary.lagging:
            self._lagging.add(summary.id)

    def find(self, **asked: Hashable) -> list[Summary]:
        """The summaries that have every fact asked for (None asks for nothing), newest first."""
        wanted = [(name, value) for name, value in asked.items() if value is not None]
        # From the rarest fact on, so that the work is never more than what that one leaves.
        groups = sorted((self._with.get(fact, set()) for fact in wanted), key=len)
        found = set.intersection(*groups) if groups else self._summaries.keys()
        return sorted((self._summaries[each] for each in found), key=attrgetter("started_at", "id"), reverse=True)

    def due(self, now: datetime) -> list[str]:
        """The ids due by `now`, longest due first."""
        return [due for _, due in self._due[: bisect_right(self._due, now, key=itemgetter(0))]]

    def lagging(self) -> list[str]:
        """The ids of the scopings that lag, in the order of the ids."""
        return sorted(self._lagging)

    def drop(self, scoping_id: str) -> None:
        """Knows nothing of a scoping any more."""
        summary = self._summaries.pop(scoping_id, None)
        if summary is None:
            return
        for fact in _facts(summary):
            self._with[fact].discard(scoping_id)
            if not self._with[fact]:
                del self._with[fact]
        if summary.due_at:
            del self._due[bisect_left(self._due, (summary.due_at, scoping_id))]
        self._lagging.discard(scoping_id)


def _facts(summary: Summary) -> Iterator[Fact]:
    for name in ("team_id", "channel", "thread_ts", "ended"):
        yield name, getattr(summary, name)
    for person in summary.people:
        yield "person", person
