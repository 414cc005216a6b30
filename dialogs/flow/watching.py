"""What a text reads of a record, written down while it is made: while none of that changes, it need not be made anew.

watched, reads = watching(findings)
text = make(watched)                       # make() has nothing but its argument to go by
reads.hold(findings_of_later, changed)     # whether it would read the very same again

Two sorts of things are read. Parts of the record, as they stand in it: these are told from one another by their names.
And what is worked out from it (a question's state, a verdict, an objection): of these only what they come to counts,
so that an answer on which a verdict rests makes the verdict's message anew where the verdict is another.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, Generic, Protocol, TypeVar, cast

from dialogs.catalog import Catalog
from dialogs.findings import Findings
from dialogs.flow import objecting, standing, tasks
from dialogs.record.record import UNSAID, Record

V = TypeVar("V")
Part = tuple[str, str]
"""A field of the record; of one that holds a thing a question or an item, which of them, or `ALL`: which there are."""
Step = tuple[Hashable, ...]

ALL, WHOLE = "*", ""
BY_KEY = frozenset({"entries", "items"})
"""The fields that are read one by one."""
_FIELDS = frozenset(Record.model_fields)


class Make(Protocol[V]):
    """Has something made that has nothing but the findings to go by; what it is is known by a name."""

    def __call__(self, name: str, build: Callable[[Findings], V], /) -> V: ...


def parts(record: Record, digested: Callable[[Any], V]) -> dict[Part, V]:
    """All parts of a record that a text may read, each as `digested` makes it of what it is as JSON."""
    document = record.model_dump(mode="json", exclude=set(UNSAID))
    found: dict[Part, V] = {}
    for field, content in document.items():
        if field in BY_KEY:
            found |= {(field, key): digested(one) for key, one in content.items()}
            found[field, ALL] = digested(list(content))
        else:
            found[field, WHOLE] = digested(content)
    return found


def changes(before: Mapping[Part, V], now: Mapping[Part, V]) -> frozenset[Part]:
    """The parts that are others now, that are new, or gone."""
    return frozenset(part for part in before.keys() | now.keys() if before.get(part) != now.get(part))


class Reads:
    """What was read, in the order in which it was first read."""

    def __init__(self) -> None:
        self._parts: set[Part] = set()
        self._found: dict[tuple[Step, ...], object] = {}

    def hold(self, findings: Findings, changed: frozenset[Part]) -> bool:
        """Whether all of it is the same by these findings, `changed` being the parts of the record that are not."""
        return self._parts.isdisjoint(changed) and all(
            _same(_follow(findings, path), found) for path, found in self._found.items()
        )

    @property
    def parts(self) -> frozenset[Part]:
        """The parts of the record that were read."""
        return frozenset(self._parts)

    def part(self, field: str, key: str) -> None:
        self._parts.add((field, key))

    def found(self, findings: Findings, path: tuple[Step, ...]) -> Any:
        """What is worked out along a path, from the findings on."""
        if path not in self._found:
            self._found[path] = _follow(findings, path)
        return self._found[path]


class Memory(Generic[V]):
    """What was made of one record the last time. It is never out of date: what was read is compared each time.

    memory.of(findings)("card", make_card)     # made, or taken from the last time
    """

    def __init__(self, digested: Callable[[Any], bytes]) -> None:
        self._digested = digested
        self._findings: Findings | None = None
        self._parts: Mapping[Part, bytes] = {}
        self._made: dict[str, tuple[Reads, V]] = {}

    def of(self, findings: Findings) -> Make[V]:
        """Has made what these findings want made. What is not asked for until the next time is forgotten."""
        same, before = findings is self._findings, self._made
        changed = frozenset[Part]() if same else self._changed(findings)
        self._findings, self._made = findings, {}

        def make(name: str, build: Callable[[Findings], V]) -> V:
            known = before.get(name)
            if known is None or not (same or known[0].hold(findings, changed)):
                watched, reads = watching(findings)
                known = reads, build(watched)
            self._made[name] = known
            return known[1]

        return make

    def _changed(self, findings: Findings) -> frozenset[Part]:
        before, kept = self._parts, findings.record.worked_out
        now = kept.get("parts") if kept else None
        self._parts = parts(findings.record, self._digested) if now is None else now
        if kept is not None:
            kept["parts"] = self._parts
        return changes(before, self._parts)


def watching(findings: Findings) -> tuple[Findings, Reads]:
    """Findings that say the same, and write down what is read of them and of their record."""
    reads = Reads()
    return _Findings(findings, reads), reads


# ---- what is worked out


def _state(findings: Findings, question: str) -> Any:
    return standing.state(findings, question)


def _ready(findings: Findings, stage: str) -> Any:
    return standing.is_ready(findings, findings.record.catalog.stages[stage])


def _put(findings: Findings) -> Any:
    return objecting.put(findings)


def _tasks(findings: Findings) -> Any:
    return tuple(tasks.in_stage(findings))


_BY_FLOW: Mapping[str, Callable[..., Any]] = {"states": _state, "ready": _ready, "put": _put, "tasks": _tasks}
"""What this floor keeps in the findings, by the name under which it does."""
_IN_PARTS = frozenset({"objecting", "clashes"})
"""What is looked up question by question."""


def _follow(findings: Findings, path: tuple[Step, ...]) -> Any:
    """From the findings along a path of steps: a name, or a name and what it is called with."""
    found: Any = findings
    for name, *arguments in path:
        if found is findings and name in _BY_FLOW:
            found = _BY_FLOW[cast("str", name)](findings, *arguments)
        else:
            found = getattr(found, cast("str", name))
            found = found(*arguments) if callable(found) else found
    return found


def _same(one: object, other: object) -> bool:
    return one is other or bool(one == other)


class _Findings(Findings):
    """Findings that write down what is read of them; in their place, to whatever makes a text of them."""

    def __init__(self, findings: Findings, reads: Reads) -> None:
        own = object.__getattribute__(self, "__dict__")
        own["findings"], own["reads"] = findings, reads
        own["record"] = _Record(findings.record, reads)
        own["states"], own["ready"] = (_Kept(findings, reads, name) for name in ("states", "ready"))
        own["lacking"] = {}
        for name in _IN_PARTS:
            own[name] = _Through(findings, reads, name)

    def __getattribute__(self, name: str) -> Any:
        own = object.__getattribute__(self, "__dict__")
        if name in own:
            return own[name]
        if name.startswith("__"):
            return object.__getattribute__(self, name)
        return own["reads"].found(own["findings"], ((name,),))


class _Kept:
    """What the flow keeps in the findings, by name: to whoever looks, all of it is there."""

    def __init__(self, findings: Findings, reads: Reads, name: str) -> None:
        self._findings, self._reads, self._name = findings, reads, name

    def __contains__(self, key: str) -> bool:
        return True

    def __getitem__(self, key: str) -> Any:
        return self._reads.found(self._findings, ((self._name, key),))


class _Through:
    """A part of the findings of which each answer to a question is written down by itself."""

    def __init__(self, findings: Findings, reads: Reads, name: str) -> None:
        self._findings, self._reads, self._name = findings, reads, name

    def __getattr__(self, name: str) -> Any:
        if not callable(getattr(getattr(self._findings, self._name), name)):
            return self._reads.found(self._findings, ((self._name,), (name,)))

        def asked(*about: Any) -> Any:
            steps = tuple(one if isinstance(one, str) else tuple(one) for one in about)
            return self._reads.found(self._findings, ((self._name,), (name, *steps)))

        return asked


# ---- the record


class _Record(Record):
    """A record that writes down what is read of it."""

    def __init__(self, record: Record, reads: Reads) -> None:
        own = object.__getattribute__(self, "__dict__")
        own["of"], own["reads"], own["words"] = record, reads, record.catalog
        reads.part("catalog_digest", WHOLE)
        reads.part("track", WHOLE)

    def __getattribute__(self, name: str) -> Any:
        if name not in _FIELDS:
            return object.__getattribute__(self, name)
        own = object.__getattribute__(self, "__dict__")
        content = getattr(own["of"], name)
        if name in BY_KEY:
            return _ByKey(name, content, own["reads"])
        if name in UNSAID:
            raise RuntimeError(f"{name} of a record is for nobody to read in a text: it changes without a word")
        own["reads"].part(name, WHOLE)
        return content

    @property
    def catalog(self) -> Catalog:
        return cast("Catalog", object.__getattribute__(self, "__dict__")["words"])


class _ByKey(Mapping[str, Any]):
    """Entries, or items: which there are, and what is said of each, are read one by one."""

    __slots__ = ("_content", "_field", "_reads")

    def __init__(self, field: str, content: Mapping[str, Any], reads: Reads) -> None:
        self._field, self._content, self._reads = field, content, reads

    def __getitem__(self, key: str) -> Any:
        self._reads.part(self._field, key)
        return self._content[key]

    def get(self, key: str, default: Any = None) -> Any:
        self._reads.part(self._field, key)
        return self._content.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._reads.part(self._field, str(key))
        return key in self._content

    def __iter__(self) -> Iterator[str]:
        self._reads.part(self._field, ALL)
        return iter(self._content)

    def __len__(self) -> int:
        self._reads.part(self._field, ALL)
        return len(self._content)
