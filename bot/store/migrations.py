"""Brings stored documents of earlier forms to the newest one, a step at a time."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.store.errors import TooNew

Document = dict[str, Any]
Step = Callable[[Document], Document]


def _with_what_is_not_known(document: Document) -> Document:
    """To 2: beside the values of an answer stands what is not known of it, and a record has conditions.

    Both are empty in what was stored before, and stand there by themselves; a document of 2 is not for 0.1.0. The sums
    of a pulse that is open stand in no record any more: such a pulse begins again.
    """
    return without_open_sums(document)


def has_open_sums(document: Document) -> bool:
    """Whether the sums of an open pulse stand in a record, as 0.1.0 wrote them: nobody may have a copy of those."""
    pulse = document.get("pulse")
    return isinstance(pulse, dict) and not pulse.get("closed") and bool(pulse.get("scores") or pulse.get("barriers"))


def without_open_sums(document: Document) -> Document:
    """The document without them; the one passed in is not changed."""
    if not has_open_sums(document):
        return document
    return {**document, "pulse": {**document["pulse"], "scores": {}, "barriers": {}}}


STEPS: Mapping[int, Step] = {1: _with_what_is_not_known}
"""From a schema version to the function that makes the next one of it. Each is pure."""


def migrate(scoping_id: str, document: Document, steps: Mapping[int, Step] = STEPS) -> Document:
    """The document in the newest form; the one passed in is not changed.

    Raises TooNew for a form later than the steps lead to, ValueError where the document names no form.
    """
    version, newest = _version(document), newest_version(steps)
    if version > newest:
        raise TooNew(scoping_id, version, newest)
    for step in range(version, newest):
        document = {**steps[step](document), "schema_version": step + 1}
    return document


def newest_version(steps: Mapping[int, Step] = STEPS) -> int:
    """The schema version that this code writes."""
    return max(steps, default=0) + 1


def _version(document: Document) -> int:
    version = document.get("schema_version")
    if type(version) is not int or version < 1:
        raise ValueError(f"names no schema version that ever was ({version!r})")
    return version
