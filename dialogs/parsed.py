"""YAML that comes with scopebot, parsed once for all: reading it anew took a second of every start.

Beside the files lies what they hold, as JSON by the digest of each text. A text that was changed has another digest and
is parsed as ever, so that nothing can go stale; tests/test_parsed.py sees to it that nothing has to be.

    parsed.documents(file.read_text("utf-8"), "dialogs")   # [document, …], or None
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from ruamel.yaml import YAML

FILE = "parsed.json"


def documents(text: str, package: str) -> list[Any] | None:
    """What a text holds, if it is on file in this package; None where it has to be parsed. Nobody changes it."""
    return _on_file(package).get(digest(text))


def document(text: str, package: str) -> Any:
    """The one document of a text, from what is on file, or parsed now."""
    found = documents(text, package)
    return found[0] if found else YAML(typ="safe", pure=True).load(text)


def digest(text: str) -> str:
    """Names a text."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@cache
def _on_file(package: str) -> Mapping[str, list[Any]]:
    file = resources.files(package) / FILE
    found: Mapping[str, list[Any]] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return found
