"""Writes what our own YAML holds beside it: python -m tests.parsed (see dialogs/parsed.py)."""

import json
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from dialogs import parsed

PACKAGES = ("dialogs", "templates")


def files(folder: Traversable) -> Iterator[Traversable]:
    """Every YAML file of a package."""
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.is_dir():
            yield from files(file)
        elif file.name.endswith((".yaml", ".yml")):
            yield file


def read(text: str) -> list[Any]:
    """Its documents, as YAML reads them."""
    return [document for document in YAML(typ="safe", pure=True).load_all(text) if document is not None]


def written(package: str) -> str:
    """All a package's YAML holds, a line a file."""
    texts = [file.read_text("utf-8") for file in files(resources.files(package))]
    lines = [f"{json.dumps(parsed.digest(text))}: {json.dumps(read(text), ensure_ascii=False)}" for text in texts]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    for package in PACKAGES:
        Path(str(resources.files(package) / parsed.FILE)).write_text(written(package), "utf-8")
