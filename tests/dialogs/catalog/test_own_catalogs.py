"""What the rules read by name is known in one place, and it is all of it."""

import ast
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from dialogs.catalog import shipped
from dialogs.catalog.own_catalogs import READ, READ_IF_ASKED, needed, read_if_asked

ROOT = Path(__file__).parents[3]
NAMES = [*shipped().questions, *(f"{q.id}.{field.id}" for q in shipped().questions.values() for field in q.fields)]
PRACTICE = ROOT / "bot" / "practice"


def test_everything_read_by_name_is_in_the_list() -> None:
    lacking = set(read_by_name()) - {*needed(shipped()), *read_if_asked(shipped())}

    assert sorted(lacking) == [], (
        "the code reads these by name; add them to READ or READ_IF_ASKED in dialogs/catalog/own_catalogs.py"
    )


@pytest.mark.parametrize("read", [READ, READ_IF_ASKED], ids=["read", "read if asked"])
def test_every_line_of_the_list_names_something(read: Mapping[str, tuple[str, ...]]) -> None:
    listed = [
        name for question, fields in read.items() for name in (question, *(f"{question}.{one}" for one in fields))
    ]

    assert [name for name in listed if not any(fnmatchcase(one, name) for one in NAMES)] == []


def read_by_name() -> Iterator[str]:
    """Every question and field of the catalogue that a string of the source, or of a template, names."""
    patterns = {pattern for pattern in (*_in_source(), *_in_templates()) if re.search(r"[a-z].*\.|\..*[a-z]", pattern)}
    return (name for name in NAMES if any(fnmatchcase(name, pattern) for pattern in patterns))


def _in_source() -> Iterator[str]:
    files = (file for folder in ("dialogs", "bot") for file in (ROOT / folder).rglob("*.py"))
    for file in files:
        if PRACTICE not in file.parents and file.name != "own_catalogs.py":
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield re.sub(r"[*?\[]", "", node.value)
                elif isinstance(node, ast.JoinedStr):
                    yield "".join(_literal(part) for part in node.values)


def _literal(part: ast.expr) -> str:
    """The words of an f-string; a value in it may be anything."""
    return re.sub(r"[*?\[]", "", str(part.value)) if isinstance(part, ast.Constant) else "*"


def _in_templates() -> Iterator[str]:
    for file in (ROOT / "templates").rglob("*.j2"):
        yield from re.findall(r"['\"]([a-z_]+\.\w+(?:\.\w+)?)['\"]", file.read_text("utf-8"))
