"""What can be asked: the catalogue of questions, stages, tracks and rules. Its words are the YAML beside this file.

catalog = shipped().on("director")
catalog.questions["exam.1"].ask        # "Which business problem would this solve?"
catalog.stages["exam"].questions       # in the order they are asked
kept(digest)                           # the words a scoping was begun with
"""

from __future__ import annotations

from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from dialogs.catalog import reading
from dialogs.catalog.objections import Clash, Level, Objection, Side
from dialogs.catalog.questions import AnswerField, Column, Form, Kind, Layout, Question, Retake, Stage
from dialogs.catalog.sheets import CatalogError
from dialogs.catalog.whole import Case, Catalog, Followup, Track

__all__ = [
    "AnswerField",
    "Case",
    "Catalog",
    "CatalogError",
    "CatalogLost",
    "Clash",
    "Column",
    "Followup",
    "Form",
    "Kind",
    "Layout",
    "Level",
    "Objection",
    "Question",
    "Retake",
    "Side",
    "Stage",
    "Track",
    "in_use",
    "keep",
    "kept",
    "own",
    "read",
    "shipped",
]


class CatalogLost(LookupError):
    """The words a scoping was begun with are not known here; `str()` is their digest."""


_KEPT: dict[str, Catalog] = {}


def keep(catalog: Catalog, digest: str = "") -> str:
    """Remembers a catalogue for the scopings begun with it; the digest by which `kept` finds it.

    One that was read back keeps the `digest` it had, whatever a later version of this code makes of its words.
    """
    digest = digest or catalog.digest
    _KEPT[digest] = catalog
    return digest


def kept(digest: str) -> Catalog:
    """The catalogue a scoping was begun with; ours for scopings from before there was a choice. Raises CatalogLost."""
    found = _KEPT.get(digest)
    if found is None and digest in ("", shipped().digest):
        return shipped()
    if found is None:
        raise CatalogLost(digest)
    return found


@cache
def shipped() -> Catalog:
    """The catalogue that comes with scopebot. Raises CatalogError."""
    return reading.ours()


def in_use(folder: Path | None) -> Catalog:
    """The catalogue new scopings are asked from: ours, unless a folder is named. Raises CatalogError."""
    return own(folder) if folder else shipped()


def own(folder: Path) -> Catalog:
    """A team's catalogue, beside ours or (`instead: true`) instead of ours. Raises CatalogError with file and line.

    Beside ours, all of it is added, and what has the name of something of ours takes its place. Instead of ours, only
    our word lists stay, which the tests of follow-ups need.
    """
    return reading.own(folder, shipped())


def read(folder: Traversable) -> Catalog:
    """The catalogue in a folder that holds all of one. Raises CatalogError with the file and the line."""
    return reading.whole(folder, shipped())
