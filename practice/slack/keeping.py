"""Keeps the practice workspace in a file: its channels, messages and files, who has read what, and what time it is."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import orjson

from practice.slack.screens import Screens
from practice.slack.workspace import Channel, Json, Posted, StoredFile, Workspace

FILE = "workspace.json"
VERSION = 1


class NotOurs(Exception):
    """The file is not one that this version wrote; the message says what to do."""


def read(file: Path) -> Json | None:
    """What was kept, or None where nothing was. Raises NotOurs."""
    try:
        kept = orjson.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError:
        raise NotOurs(f"{file} is damaged; start with --fresh to begin anew.") from None
    if not isinstance(kept, dict) or kept.get("version") != VERSION:
        raise NotOurs(f"{file} was written by another version; start with --fresh to begin anew.")
    return kept


def write(file: Path, kept: Json) -> None:
    """The old file or the new one, whole, and nobody else's to read."""
    unfinished, spelled = file.with_suffix(".unfinished"), orjson.dumps(kept)
    with os.fdopen(for_us_alone(unfinished, os.O_TRUNC), "wb") as writing:
        writing.write(spelled)
    unfinished.replace(file)


def for_us_alone(file: Path, how: int) -> int:
    """A descriptor to write to a file (`how`: O_TRUNC or O_APPEND) that nobody else may read, new or not."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | how, 0o600)
    os.fchmod(descriptor, 0o600)
    return descriptor


def kept(workspace: Workspace, screens: Screens, seen: Json) -> Json:
    """What a restart brings back. Open windows close; their count is kept, for their ids must not come again."""
    return {
        "version": VERSION,
        "now": workspace.now().isoformat(),
        "channels": [asdict(each) for each in workspace.channels.values()],
        "messages": [asdict(each) for each in _messages(workspace)],
        "files": [asdict(each) | {"content": _text(each)} for each in workspace.files.values()],
        "views": screens.made,
        "seen": seen,
    }


def now(kept: Json) -> datetime:
    """What time it was when this was kept."""
    return datetime.fromisoformat(kept["now"])


def restore(workspace: Workspace, screens: Screens, kept: Json) -> None:
    """Brings back into an empty workspace what `kept` gave; the people are not kept, they are always the same."""
    screens.made = kept["views"]
    workspace.channels = {each["id"]: Channel(**each) for each in kept["channels"]}
    workspace.files = {each["id"]: _file(each) for each in kept["files"]}
    for each in kept["messages"]:
        posted = Posted(**each)
        if posted.only_for is None:
            workspace.messages.setdefault(posted.channel, {})[posted.ts] = posted
        else:
            workspace.ephemerals.append(posted)


def _messages(workspace: Workspace) -> Iterator[Posted]:
    for messages in workspace.messages.values():
        yield from messages.values()
    yield from workspace.ephemerals


def _text(stored: StoredFile) -> str | None:
    return None if stored.content is None else base64.b64encode(stored.content).decode()


def _file(shape: Json) -> StoredFile:
    content = shape["content"]
    return StoredFile(**shape | {"content": None if content is None else base64.b64decode(content)})
