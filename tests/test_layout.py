"""The tests stand as the tree does, so that the test of a module is found by its path, and none leans on another."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOMS = ("bot", "dialogs", "practice")
MODULES = sorted(HERE.rglob("*.py"))
OF_THE_WHOLE = {HERE, HERE / "crash"}
"""What is of no room: the documents, and processes that are killed or starved while people use them."""


def test_every_room_has_its_tests() -> None:
    assert {test.relative_to(HERE).parts[0] for test in HERE.glob("*/**/test_*.py")} == {*ROOMS, "crash"}


@pytest.mark.parametrize(
    "folder",
    sorted({test.parent for test in HERE.rglob("test_*.py")} - OF_THE_WHOLE),
    ids=lambda folder: str(folder.relative_to(HERE)),
)
def test_a_folder_of_tests_is_the_room_it_tests(folder: Path) -> None:
    assert (HERE.parent / folder.relative_to(HERE) / "__init__.py").exists()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(HERE)))
def test_what_tests_share_is_in_no_test(module: Path) -> None:
    assert [name for name in _imported(module) if name.rpartition(".")[2].startswith("test_")] == []


def _imported(module: Path) -> Iterator[str]:
    """Every module and name of the tests that it imports, by its full name."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] == "tests":
            yield str(node.module)
            yield from (f"{node.module}.{each.name}" for each in node.names)
