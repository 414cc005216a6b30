"""The map in CONTRIBUTING.md, the README and the decisions name only what is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "CONTRIBUTING.md",
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]
_NAMED = re.compile(r"(?<![\w./-])((?:bot|dialogs|practice|templates|tests|bench|docs|examples)/[\w./*-]*)")
_ROOMS = re.compile(r"^    (?:cli > commands > app|[a-z_]+(?: \| [a-z_]+)*)", re.MULTILINE)


def named_in(page: Path) -> set[str]:
    return {path.rstrip("./") for path in _NAMED.findall(page.read_text("utf-8"))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_is_named_is_there(page: Path) -> None:
    missing = {path for path in named_in(page) if not any(ROOT.glob(path))}

    assert missing == set()


def test_the_map_leads_to_every_room() -> None:
    named = named_in(ROOT / "CONTRIBUTING.md")
    rooms = {
        f"{package}/{room.stem}"
        for package in ("bot", "dialogs", "practice")
        for room in (ROOT / package).iterdir()
        if (room / "__init__.py").exists()
    }
    led_to = {"/".join(path.split("/")[:2]) for path in named}
    seldom_looked_for = {"dialogs/record", "dialogs/working_hours", "practice/page", "practice/demo"}

    assert rooms - led_to - seldom_looked_for == set()


@pytest.mark.parametrize("package", ["bot", "dialogs"])
def test_the_floors_are_listed_where_a_package_begins(package: str) -> None:
    listed = re.findall(r"[a-z_]+", " ".join(_ROOMS.findall((ROOT / package / "__init__.py").read_text("utf-8"))))
    there = {
        path.stem for path in (ROOT / package).iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }

    assert there - {"__init__", "__main__"} == set(listed)
