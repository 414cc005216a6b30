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
from typing import Any, NamedTuple, TypeVar, cast

from dialogs.catalog import Catalog
from dialogs.findings.judgements import Judgements, Make
from dialogs.record.record import UNSAID, Record

J = TypeVar("J", bound=Judgements)
V = TypeVar("V")
Part = tuple[str, str]
"""A field of the record; of one that holds a thing a question or an item, which of them, or `ALL`: which there are."""
Step = tuple[Hashable, ...]

ALL, WHOLE = "*", ""
BY_KEY = frozenset({"entries", "items"})
"""The fields that are read one by one."""
_FIELDS = frozenset(Record.model_fields)


Floor = Mapping[str, Callable[..., Any]]
"""What a floor above keeps in the findings, key by key: how it is worked out, by the name it has there."""


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

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._parts: set[Part] = set()
        self._found: dict[tuple[Step, ...], object] = {}

    def untouched(self, changed: frozenset[Part]) -> bool:
        """Whether none of what was read of the record is among what has changed."""
        return self._parts.isdisjoint(changed)

    def hold(self, findings: Judgements) -> bool:
        """Whether all that was worked out comes to the same by these findings."""
        return all(_same(_follow(findings, path, self._floor), found) for path, found in self._found.items())

    @property
    def parts(self) -> frozenset[Part]:
        """The parts of the record that were read."""
        return frozenset(self._parts)

    def part(self, field: str, key: str) -> None:
        self._parts.add((field, key))

    def found(self, findings: Judgements, path: tuple[Step, ...]) -> Any:
        """What is worked out along a path, from the findings on."""
        if path not in self._found:
            self._found[path] = _follow(findings, path, self._floor)
        return self._found[path]


class _Known(NamedTuple):
    """What was made of a record with these parts, by name: what each read, and what came of it."""

    parts: Mapping[Part, bytes]
    made: dict[str, tuple[Reads, Any]]


class Memory:
    """What was made of one record the last time. It is never out of date: what was read is compared each time.

    memory.of(findings)("card", make_card)     # made, or taken from the last time

    Of a record that may still change, what was made is taken from the last time, and nothing is remembered. Readers in
    several threads may be at it: each goes on from one state of it.
    """

    def __init__(self, digested: Callable[[Any], bytes], floor: Floor | None = None) -> None:
        self._digested, self._floor = digested, floor or {}
        self._known = _Known({}, {})

    def of(self, findings: Judgements) -> Make:
        """Has made what these findings want made. What read something that has changed is forgotten."""
        known = self._known_by(findings.record)
        if findings.record.worked_out is not None:
            self._known = known

        def make(name: str, build: Callable[[Any], V]) -> V:
            reads, made = known.made.get(name, (None, None))
            if reads is not None and reads.hold(findings):
                return cast("V", made)
            if findings.record.worked_out is None:
                return build(findings)
            watched, reads = watching(findings, self._floor)
            made = build(watched)
            known.made[name] = reads, made
            return made

        return make

    def _known_by(self, record: Record) -> _Known:
        """What holds of what is known, as far as the parts of the record go."""
        now, before = self._parts(record), self._known
        if now is before.parts:
            return before
        changed = changes(before.parts, now)
        made = list(before.made.items())  # at once: another thread may add to it
        return _Known(now, {name: one for name, one in made if one[0].untouched(changed)})

    def _parts(self, record: Record) -> Mapping[Part, bytes]:
        kept = record.worked_out
        if kept is None:
            return parts(record, self._digested)
        found: Mapping[Part, bytes] = kept.get("parts") or parts(record, self._digested)
        kept["parts"] = found
        return found


def watching(findings: J, floor: Floor | None = None) -> tuple[J, Reads]:
    """Findings that say the same, and write down what is read of them and of their record."""
    reads = Reads(floor or {})
    return cast("J", _Findings(findings, reads)), reads


# ---- what is worked out


_IN_PARTS = frozenset({"objecting", "clashes"})
"""What is looked up question by question."""


def _follow(findings: Judgements, path: tuple[Step, ...], floor: Floor) -> Any:
    """From the findings along a path of steps: a name, or a name and what it is called with."""
    found: Any = findings
    for name, *arguments in path:
        if found is findings and name in floor:
            found = floor[cast("str", name)](findings, *arguments)
        else:
            found = getattr(found, cast("str", name))
            found = found(*arguments) if callable(found) else found
    return found


def _same(one: object, other: object) -> bool:
    return one is other or bool(one == other)


class _Findings(Judgements):
    """Findings that write down what is read of them; in their place, to whatever makes a text of them."""

    def __init__(self, findings: Judgements, reads: Reads) -> None:
        own = object.__getattribute__(self, "__dict__")
        own["findings"], own["reads"] = findings, reads
        own["record"] = _Record(findings.record, reads)
        own["states"], own["ready"] = (_Kept(findings, reads, name) for name in ("states", "ready"))
        own["lacking"], own["made"] = {}, object.__getattribute__(self, "_afresh")
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

    def __init__(self, findings: Judgements, reads: Reads, name: str) -> None:
        self._findings, self._reads, self._name = findings, reads, name

    def __contains__(self, key: str) -> bool:
        return True

    def __getitem__(self, key: str) -> Any:
        return self._reads.found(self._findings, ((self._name, key),))


class _Through:
    """A part of the findings of which each answer to a question is written down by itself."""

    def __init__(self, findings: Judgements, reads: Reads, name: str) -> None:
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

    def as_of(self, since: int | None) -> Record:
        """A copy is a record like any other: all of it is taken as read."""
        own = object.__getattribute__(self, "__dict__")
        for name in _FIELDS - UNSAID:
            for key in (ALL, *getattr(own["of"], name)) if name in BY_KEY else (WHOLE,):
                own["reads"].part(name, key)
        return cast("Record", own["of"].as_of(since))


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
