"""The vocabulary of Slack's rules: small checks that yield a fault, with its place and the page it is written on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from practice.slack.workspace import Json

DOCS = "docs.slack.dev/reference/block-kit"


@dataclass(frozen=True)
class Fault:
    """Something Slack refuses: where in the payload, what is wrong, and the public page that says so."""

    path: str
    says: str
    page: str
    error: str = "invalid_blocks"
    refused: bool = True  # False for what Slack advises against and yet accepts


@dataclass(frozen=True)
class At:
    """Where a check stands: its path, the page of the shape it belongs to, and message, modal or home."""

    path: str
    page: str
    surface: str

    def below(self, key: str | int) -> At:
        """One key or index further in."""
        return replace(self, path=f"{self.path}/{key}" if self.path else str(key))

    def on(self, page: str) -> At:
        """The same place, on the page of another shape."""
        return replace(self, page=page)

    def fault(self, says: str) -> Iterator[Fault]:
        """One fault, here."""
        yield Fault(self.path, says, self.page)


Check = Callable[[Any, At], Iterator[Fault]]


@dataclass(frozen=True)
class Shape:
    """An object of Slack's: the page about it, what each key must be, which keys must be there, and further rules."""

    page: str
    keys: dict[str, Check]
    needs: Sequence[str] = ()
    also: Sequence[Check] = ()

    def __call__(self, value: Any, at: At) -> Iterator[Fault]:
        at = at.on(self.page)
        if not isinstance(value, dict):
            yield from at.fault("must be an object")
            return
        for key in self.needs:
            if key not in value:
                yield from at.fault(f"missing required field: {key}")
        for key, part in value.items():
            yield from self._part(key, part, at.below(key))
        for rule in self.also:
            yield from rule(value, at)

    def _part(self, key: str, part: Any, at: At) -> Iterator[Fault]:
        if key == "type":
            return
        check = self.keys.get(key)
        if check is None:
            yield from at.fault(f"no such field: {key}")
        else:
            yield from check(part, at)


def type_of(value: Any) -> str:
    """The `type` of one of Slack's objects; nothing where there is none, or none that could be one."""
    kind = value.get("type") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else ""


def listed(value: Any) -> list[Any]:
    """A list that was sent, for rules that look at several of its parts; what is no list has another fault already."""
    return value if isinstance(value, list) else []


def string(longest: int, shortest: int = 1) -> Check:
    """Text of `shortest` to `longest` characters."""

    def check(value: Any, at: At) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield from at.fault("must be a string")
        elif len(value) > longest:
            yield from at.fault(f"must be at most {longest} characters, has {len(value)}")
        elif len(value) < shortest:
            yield from at.fault(f"must be at least {shortest} character, has {len(value)}")

    return check


def pattern(regex: str, wanted: str) -> Check:
    """Text that `regex` matches as a whole; `wanted` says what that is, for people."""

    def check(value: Any, at: At) -> Iterator[Fault]:
        if not isinstance(value, str) or not re.fullmatch(regex, value):
            yield from at.fault(f"must be {wanted}")

    return check


def boolean(value: Any, at: At) -> Iterator[Fault]:
    """true or false, and nothing that merely looks like it."""
    if not isinstance(value, bool):
        yield from at.fault("must be true or false")


def integer(lowest: int, highest: int | None = None) -> Check:
    """A whole number, both ends included."""

    def check(value: Any, at: At) -> Iterator[Fault]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield from at.fault("must be a whole number")
        elif value < lowest or (highest is not None and value > highest):
            yield from at.fault(f"must be at least {lowest}{f' and at most {highest}' if highest else ''}, is {value}")

    return check


def one_of(*allowed: str) -> Check:
    """One of these words."""

    def check(value: Any, at: At) -> Iterator[Fault]:
        if value not in allowed:
            yield from at.fault(f"must be one of {', '.join(allowed)}")

    return check


def many(each: Check, most: int | None = None, fewest: int = 1) -> Check:
    """A list of `fewest` to `most`, `each` of which is checked."""

    def check(value: Any, at: At) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield from at.fault("must be a list")
            return
        if len(value) < fewest:
            yield from at.fault(f"must have at least {fewest}, has {len(value)}")
        if most is not None and len(value) > most:
            yield from at.fault(f"must have at most {most}, has {len(value)}")
        for index, item in enumerate(value):
            yield from each(item, at.below(index))

    return check


def kind_of(table: dict[str, Shape], allowed: Sequence[str] | None = None, what: str = "element") -> Check:
    """One of the typed shapes in `table`; `allowed` narrows them to what may stand in this place."""

    def check(value: Any, at: At) -> Iterator[Fault]:
        kind = type_of(value)
        if kind not in table:
            yield from at.fault(f"unsupported type of {what}: {kind or 'none'}")
        elif allowed is not None and kind not in allowed:
            yield from at.fault(f"{kind} may not stand here; allowed are {', '.join(allowed)}")
        else:
            yield from table[kind](value, at)

    return check


def anything(value: Any, at: At) -> Iterator[Fault]:
    """What is not looked into."""
    return iter(())


def needs_one_of(*keys: str) -> Check:
    """At least one of these keys is there."""

    def check(value: Json, at: At) -> Iterator[Fault]:
        if not any(key in value for key in keys):
            yield from at.fault(f"missing required field: {' or '.join(keys)}")

    return check


def not_both(first: str, second: str) -> Check:
    """Of two keys, one at most."""

    def check(value: Json, at: At) -> Iterator[Fault]:
        if first in value and second in value:
            yield from at.fault(f"{first} and {second} exclude each other")

    return check


def at_most_the_other(low: str, high: str) -> Check:
    """`low` may not exceed `high`, where both are given as numbers or as text that is one."""

    def check(value: Json, at: At) -> Iterator[Fault]:
        try:
            wrong = float(value.get(low, "-inf")) > float(value.get(high, "inf"))
        except (TypeError, ValueError):
            return
        if wrong:
            yield from at.fault(f"{low} must not exceed {high}")

    return check


def text(longest: int, *kinds: str) -> Check:
    """A text object of at most `longest` characters; plain_text unless `kinds` says otherwise."""
    allowed = kinds or ("plain_text",)

    def check(value: Any, at: At) -> Iterator[Fault]:
        kind = type_of(value)
        if kind not in allowed:
            yield from at.fault(f"must be a {' or '.join(allowed)} text object")
            return
        here = at.page
        yield from TEXTS[kind](value, at)
        words = value.get("text")
        if isinstance(words, str) and longest < len(words) <= 3000:
            yield from at.on(here).below("text").fault(f"must be at most {longest} characters, has {len(words)}")

    return check


_TEXT_PAGE = f"{DOCS}/composition-objects/text-object"
TEXTS = {
    "plain_text": Shape(_TEXT_PAGE, {"text": string(3000), "emoji": boolean}, ["text"]),
    "mrkdwn": Shape(_TEXT_PAGE, {"text": string(3000), "verbatim": boolean}, ["text"]),
}
EITHER = ("plain_text", "mrkdwn")
