"""The values an answer is made of, and the refusal of what is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from dialogs.errors import Sentence

Value = float | str | list[float] | list[float | None] | list[str]
"""None inside a list is a part of several amounts that nobody knows: 140k / ? / 310k."""

Raw = str | list[str] | None
T = TypeVar("T")

LONGEST = 3000
LARGEST = 1e15


class Unreadable(ValueError):
    """An entry no parser can use; carries the sentence that stands beside the field, and its `faults`, one by one."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.faults: tuple[Sentence, ...] = (Sentence(key, values),)

    @classmethod
    def of(cls, faults: Iterable[Sentence]) -> Unreadable:
        """For all that is wrong with an entry."""
        error = cls("problem.several")
        error.faults = tuple(faults)
        return error

    @property
    def sentence(self) -> Sentence:
        return in_one(self.faults)


MOST_FAULTS = 3
"""As many are told of one box; of others the lines, or how many there are."""


def in_one(faults: Sequence[Sentence]) -> Sentence:
    """What is wrong with one box, all of it at once: a sentence each, and less for what is wrong in the same way."""
    faults = [fault for at, fault in enumerate(faults) if fault not in faults[:at]]
    if len(faults) == 1:
        return faults[0]
    told: dict[str, list[Sentence]] = {}
    for fault in faults[:MOST_FAULTS]:
        told.setdefault(fault.key if "entry" in fault.values else str(fault), []).append(fault)
    sentences = [said for alike in told.values() for said in _alike(alike)]
    others = faults[MOST_FAULTS:]
    lines = list(dict.fromkeys(str(fault.values["line"]) for fault in others if fault.values.get("line")))
    return Sentence("problem.several", {"told": sentences, "more": len(others), "lines": lines})


def _alike(faults: Sequence[Sentence]) -> list[Sentence]:
    """A sentence, and after it where else it holds: what was typed there, or what is asked where that is the same."""
    first, *others = faults
    places = [{"line": other.values.get("line"), "entry": _place(first, other)} for other in others]
    return [first, Sentence("problem.likewise", {"places": places})] if places else [first]


def _place(first: Sentence, other: Sentence) -> object:
    entry = other.values["entry"]
    return other.values.get("label", entry) if entry == first.values["entry"] else entry


def tried(readings: Iterable[Callable[[], T]]) -> tuple[list[T], list[Sentence]]:
    """What can be read, and all that is wrong with what cannot."""
    read: list[T] = []
    faults: list[Sentence] = []
    for reading in readings:
        try:
            read.append(reading())
        except Unreadable as error:
            faults += error.faults
    return read, faults


def every(readings: Iterable[Callable[[], T]]) -> list[T]:
    """What all of them come to. Raises Unreadable for all that cannot be read, at once."""
    read, faults = tried(readings)
    if faults:
        raise Unreadable.of(faults)
    return read


Cell = str | float | date | None
