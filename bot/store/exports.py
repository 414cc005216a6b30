"""Tells what `scopebot export` wrote, whatever the file is called, and of which scoping it is."""

import html
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from dialogs.scoping.scoping import Scoping

_FIRST = 4000
"""Characters in which a report says what it is."""
_REPORT = re.compile(r"\A# ([^\n]+)\n\n\*\*[^\n]+\*\*\n.*? started it on ", re.DOTALL)
_PAGE = re.compile(r"default-src 'none'; style-src 'unsafe-inline'\">\s*<title>([^<]*)</title>")
_DATA = re.compile(r'\A\s*\{\s*"schema(?:_version)?":')


def is_export(text: str) -> bool:
    """Whether a text is a report, in any of its forms, or a record."""
    return _kind(text) is not None


def is_export_file(file: Path) -> bool:
    """Whether a file holds one; of a file that nobody can read, nobody says so."""
    with suppress(OSError), file.open("rb") as opened:
        return is_export(opened.read(4 * _FIRST).decode(errors="replace"))
    return False


def is_of(scoping: Scoping, text: str) -> bool:
    """Whether an export is of this scoping."""
    kind = _kind(text)
    return kind is not None and _KINDS[kind](scoping, text)


def _kind(text: str) -> re.Pattern[str] | None:
    return next((kind for kind in _KINDS if kind.search(text[:_FIRST])), None)


def _report_is_of(scoping: Scoping, text: str) -> bool:
    found = _REPORT.search(text)
    return found is not None and _letters(html.unescape(found[1])) == _letters(scoping.title)


def _page_is_of(scoping: Scoping, text: str) -> bool:
    """After the title stands how it ended."""
    found = _PAGE.search(text)
    return found is not None and _letters(html.unescape(found[1])).startswith(_letters(scoping.title))


def _data_is_of(scoping: Scoping, text: str) -> bool:
    return scoping.id in text or _letters(scoping.title) in _letters(text[:_FIRST])


_KINDS: Mapping[re.Pattern[str], Callable[[Scoping, str], bool]] = {
    _REPORT: _report_is_of,
    _PAGE: _page_is_of,
    _DATA: _data_is_of,
}
"""From how one can tell that it is one to whether it is of a scoping."""


def _letters(text: str) -> str:
    """What a title comes to: each form escapes in another way what is neither letter nor figure."""
    return re.sub(r"[\W_]+", "", text)
