"""The files of a catalogue as they stand: their documents, and the place in them where something is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from dialogs import parsed

Path = tuple[int | str, ...]
CURRICULUM = "curriculum.yaml"
LITERATURE = "literature.yaml"
_ASKS_NOTHING = frozenset((CURRICULUM, LITERATURE))
"""Stand among the questions: the ids they come from, and what was read. See the modules of these names."""
STAGES = "stages"


class CatalogError(Exception):
    """A catalogue that cannot be used; `str()` names the file, the line and what is wrong there."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """One document of a file, as YAML gave it; `is_ours` where it came with scopebot."""

    file: str
    document: Any
    is_ours: bool = False


class Flaw(NamedTuple):
    """Something wrong at a place in a sheet."""

    sheet: Sheet
    path: Path
    problem: str


def sheets(folder: Traversable, *, is_ours: bool = False) -> list[Sheet]:
    """Every document of every YAML file in a folder and in its folder of stages, in the order of their names.

    Raises CatalogError.
    """
    stages = folder / STAGES
    files = [*folder.iterdir(), *(stages.iterdir() if stages.is_dir() else ())]
    written = sorted((file for file in files if file.name.endswith((".yaml", ".yml"))), key=lambda file: file.name)
    return [sheet for file in written if file.name not in _ASKS_NOTHING for sheet in _sheets(file, is_ours)]


def raise_first(flaws: Iterable[Flaw]) -> None:
    """Raises CatalogError for the first of them, if there is one."""
    for flaw in flaws:
        raise error(flaw)


def error(flaw: Flaw) -> CatalogError:
    """The sentence for a flaw: file, line and what is wrong."""
    return CatalogError(f"{flaw.sheet.file}, line {_line(flaw.sheet.document, flaw.path)}: {flaw.problem}.")


def _sheets(file: Traversable, is_ours: bool) -> Iterator[Sheet]:
    try:
        text = file.read_text("utf-8")
        documents = (parsed.documents(text, "dialogs") if is_ours else None) or _documents(text)
    except MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        raise CatalogError(f"{file.name}, line {line}: {str(broken.problem).splitlines()[0]}.") from broken
    except (YAMLError, UnicodeDecodeError) as broken:
        raise CatalogError(f"{file.name}, line 1: this is not readable as YAML in UTF-8.") from broken
    except OSError as broken:
        raise CatalogError(f"{file.name}, line 1: this file cannot be opened ({broken.strerror}).") from broken
    for document in documents:
        if not isinstance(document, Mapping):
            raise error(Flaw(Sheet(file.name, document), (), "this has to be a list of names with values"))
        if odd := [key for key in document if not isinstance(key, str)]:
            raise error(Flaw(Sheet(file.name, document), (odd[0],), f"{odd[0]!r} is no name"))
        yield Sheet(file.name, document, is_ours)


@lru_cache(maxsize=64)
def _documents(text: str) -> tuple[Any, ...]:
    """What a text holds, with the lines it stands in. Nobody changes it."""
    return tuple(document for document in YAML(typ="rt").load_all(text) if document is not None)


def _line(document: Any, path: Path) -> int:
    """The line (from 1) of the innermost thing on the path that the file knows."""
    line = getattr(getattr(document, "lc", None), "line", 0)
    for step in path:
        position = getattr(document, "lc", None)
        try:
            document, line = document[step], position.data[step][0] if position and position.data else line
        except (KeyError, IndexError, TypeError):
            break
    return int(line) + 1


_BY_NAME = frozenset({"tracks", "causes", "cases", "words", "facts"})
_BY_ID = frozenset({"followups", "clashes", "objections"})


class Joined:
    """What stands in sheets without a stage, under one roof; what has the name of something before takes its place."""

    def __init__(self, found: Iterable[Sheet], folder: str) -> None:
        self._folder = folder
        self._parts: dict[str, dict[Any, tuple[Sheet, Path, Any]]] = {}
        for sheet in found:
            for key, value in sheet.document.items():
                if key != "instead":
                    self._put(sheet, key, value)

    @property
    def values(self) -> dict[str, Any]:
        """What Catalog takes: tracks by name, follow-ups in a row."""
        return {key: self._value(key, parts) for key, parts in self._parts.items()}

    def flaw(self, path: Path, problem: str) -> Flaw:
        """A flaw at a path of `values`, at its place in its file."""
        parts = self._parts.get(str(path[0]), {}) if path else {}
        if None in parts:
            sheet, there, _ = parts[None]
            return Flaw(sheet, (*there, *path[1:]), problem)
        named = list(parts.values())[path[1] : path[1] + 1] if len(path) > 1 and isinstance(path[1], int) else []
        if len(path) > 1 and path[1] in parts:
            named = [parts[path[1]]]
        if named:
            sheet, there, _ = named[0]
            return Flaw(sheet, (*there, *path[2:]), problem)
        last = next(reversed(parts.values()), None)
        return Flaw(last[0], (path[0],), problem) if last else Flaw(Sheet(self._folder, {}), (), problem)

    def _put(self, sheet: Sheet, key: str, value: Any) -> None:
        parts = self._parts.setdefault(key, {})
        if key in _BY_NAME and isinstance(value, Mapping):
            parts.update({name: (sheet, (key, name), one) for name, one in value.items()})
        elif key in _BY_ID and isinstance(value, list):
            parts.update({_id(sheet, at, one): (sheet, (key, at), one) for at, one in enumerate(value)})
        else:
            self._parts[key] = {None: (sheet, (key,), value)}

    def _value(self, key: str, parts: Mapping[Any, tuple[Sheet, Path, Any]]) -> Any:
        if None in parts:
            return parts[None][2]
        if key in _BY_ID:
            return [value for _, _, value in parts.values()]
        return {name: value for name, (_, _, value) in parts.items()}


def _id(sheet: Sheet, at: int, one: Any) -> Any:
    named = one.get("id") if isinstance(one, Mapping) else None
    return named if isinstance(named, str) else (id(sheet), at)
