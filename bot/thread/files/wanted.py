"""The files that should be in a scoping's thread: the report once it has ended, pictures as their forms are settled."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

from bot import pictures
from bot.pictures import Picture
from bot.pictures.studio import Studio
from bot.report import html, illustrations, markdown
from bot.report.illustrations import Illustration
from bot.screens.messages import report
from bot.screens.messages.conversation import FILE
from bot.words.figures import shortened
from dialogs.findings import Findings
from dialogs.record.parts import Shown
from dialogs.record.record import Record
from dialogs.scoping.scoping import Scoping

PICTURE, PAGE = "picture:", "page"
UPLOADING, SHARED, REFUSED = "uploading", "shared", "refused"
ALT = 900
"""Characters of a description."""
WORDS = frozenset({"words", "note", "alt"})
"""Parts of a picture that are ours: another wording is no reason to share it again."""


@dataclass(frozen=True)
class Wanted:
    """A file as it should be in the thread. `digest` changes when what it shows does; `content` may be slow."""

    key: str
    name: str
    title: str
    alt: str
    digest: str
    content: Callable[[Studio], bytes]


def reports(scoping: Scoping) -> list[Wanted]:
    """The files of an ended scoping's report; reopened and ended again, they are new ones."""
    if scoping.ending is None:
        return []
    key = f"{scoping.ending.at:%Y%m%d%H%M%S}"
    made = (
        (f"{FILE}:{key}", report.file_name(scoping), _words),
        (f"{PAGE}:{key}", report.file_name(scoping, "html"), _page),
    )
    return [
        Wanted(key, name, name, scoping.title, SHARED, partial(_encoded, render, scoping)) for key, name, render in made
    ]


def _encoded(render: Callable[[Findings, Studio], str], scoping: Scoping, studio: Studio) -> bytes:
    return render(Findings(scoping), studio).encode()


def _words(findings: Findings, _: Studio) -> str:
    return markdown.render(findings)


def _page(findings: Findings, studio: Studio) -> str:
    return html.render(findings, studio.svg if pictures.available() else None)


def _picture(picture: Picture, studio: Studio) -> bytes:
    return studio.png(picture)


@dataclass(frozen=True)
class Drawings:
    """The pictures the answers are enough for, by their keys, and those of them whose forms are settled."""

    enough: frozenset[str]
    settled: tuple[Wanted, ...]


def drawings(findings: Findings) -> Drawings:
    """The pictures of a scoping. Nothing is drawn here."""
    there = illustrations.in_thread(findings)
    settled = (_drawing(one) for one in there if illustrations.is_ready(findings, one))
    return Drawings(frozenset(PICTURE + one.key for one in there), tuple(settled))


def _drawing(one: Illustration) -> Wanted:
    return Wanted(
        key=PICTURE + one.key,
        name=f"{one.key.replace('.', '-')}.png",
        title=one.title,
        alt=shortened(one.alt, ALT),
        digest=_digest(one.picture),
        content=partial(_picture, one.picture),
    )


def _digest(picture: Picture) -> str:
    frozen: Any = picture
    shown = [getattr(picture, field.name) for field in fields(frozen) if field.name not in WORDS]
    return hashlib.blake2b(repr(shown).encode(), digest_size=8).hexdigest()


def ids_of_files(record: Record) -> list[str]:
    """The files Slack has of a scoping, by its record."""
    keys = (PICTURE, f"{FILE}:", f"{PAGE}:")
    return [shown.ts for key, shown in record.shown.items() if key.startswith(keys) and shown.ts]


def found_in(scoping: Scoping, messages: Iterable[Mapping[str, Any]]) -> dict[str, Shown]:
    """Our files that messages of a thread show, by their keys, where the record does not know them.

    What a picture found so shows is not known: it is taken back, and shared anew where the answers are enough for one.
    A report's files of an ending that was lost stay, by ids of their own, so that they go with the record.
    """
    known = {shown.ts for shown in scoping.shown.values()}
    there = [file for message in messages for file in message.get("files", ()) if file.get("id") not in known]
    named = {wanted.name: wanted.key for wanted in reports(scoping)}
    of_reports = {report.file_name(scoping), report.file_name(scoping, "html")}
    found: dict[str, Shown] = {}
    for file in there:
        name, id = str(file.get("name", "")), str(file["id"])
        if name in named:
            found[named[name]] = Shown(ts=id, digest=SHARED)
        elif name in of_reports:
            found[f"{FILE}:{id}"] = Shown(ts=id, digest=SHARED)
        elif name.endswith(".png"):
            found[PICTURE + name.removesuffix(".png").replace("-", ".")] = Shown(ts=id, digest="")
    return found
