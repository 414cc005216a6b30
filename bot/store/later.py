"""What a later version keeps in a record, carried along by an earlier one that works beside it during an upgrade."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from pydantic import ValidationError

from bot.store.migrations import Document

Path = tuple[str | int, ...]


class Later(NamedTuple):
    """A field that is not known here: where it stands, what it holds, and what stood beside it that is known."""

    path: Path
    content: Any
    beside: Mapping[str, Any]


def taken_out(document: Document, error: ValidationError) -> tuple[Document, list[Later]] | None:
    """The document without the fields that `error` says are unknown, and those; None where it says anything else."""
    problems = error.errors(include_url=False, include_input=False)
    if any(problem["type"] != "extra_forbidden" for problem in problems):
        return None
    known, paths = deepcopy(document), [problem["loc"] for problem in problems]
    try:
        contents = [_at(known, path[:-1]).pop(path[-1]) for path in paths]
        return known, [
            Later(path, content, deepcopy(_at(known, path[:-1]))) for path, content in zip(paths, contents, strict=True)
        ]
    except (LookupError, TypeError, AttributeError):  # the way leads through a choice of shapes
        return None


def put_back(document: Document, later: Sequence[Later]) -> None:
    """Has in the document what was taken out of it: at the top always, within a part while that says the same.

    A part that was changed meanwhile is another's word, and what a later version had noted of the former one goes.
    """
    holding = [one for one in later if len(one.path) == 1 or _says(document, one.path[:-1], one.beside)]
    for one in holding:
        _at(document, one.path[:-1])[one.path[-1]] = one.content


def _says(document: Document, path: Path, what: Mapping[str, Any]) -> bool:
    try:
        return bool(_at(document, path) == what)
    except (LookupError, TypeError):
        return False


def _at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document
