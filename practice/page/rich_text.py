"""Rich text as HTML, written piece by piece: whatever anybody typed is escaped, and only links to the web are links."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from practice.slack.workspace import Json

STYLES = {"bold": "b", "italic": "i", "strike": "s", "code": "code"}


@dataclass(frozen=True)
class Reader:
    """Who reads, what everybody is called, and how the links begin that stay within the workspace."""

    id: str
    names: Mapping[str, str]
    workspace: str


def written(block: Json, reader: Reader) -> str:
    """A rich_text block as HTML."""
    return "".join(_part(part, reader) for part in block["elements"])


def escaped(text: str) -> str:
    """Plain words as HTML, their line breaks kept."""
    return html.escape(text).replace("\n", "<br>")


def _part(part: Json, reader: Reader) -> str:
    write = PARTS.get(part["type"])
    return write(part, reader) if write else f"<p class=unknown>{escaped(no_row('part', part['type']))}</p>"


def no_row(what: str, kind: str) -> str:
    """The words that stand where the page cannot show something: it says so rather than showing nothing."""
    return f"The page's table has no row for the {what} “{kind}”."


def _section(part: Json, reader: Reader) -> str:
    return f"<p>{_pieces(part, reader)}</p>"


def _list(part: Json, reader: Reader) -> str:
    tag = "ol" if part.get("style") == "ordered" else "ul"
    items = "".join(f"<li>{_pieces(item, reader)}</li>" for item in part["elements"])
    return f"<{tag}>{items}</{tag}>"


def _quote(part: Json, reader: Reader) -> str:
    return f"<blockquote>{_pieces(part, reader)}</blockquote>"


def _pieces(part: Json, reader: Reader) -> str:
    return "".join(_piece(piece, reader) for piece in part["elements"])


def _piece(piece: Json, reader: Reader) -> str:
    write = PIECES.get(piece["type"])
    words = write(piece, reader) if write else f"<mark>{escaped(no_row('piece', piece['type']))}</mark>"
    for style, tag in STYLES.items():
        if (piece.get("style") or {}).get(style):
            words = f"<{tag}>{words}</{tag}>"
    return words


def _text(piece: Json, reader: Reader) -> str:
    return escaped(piece["text"])


def _user(piece: Json, reader: Reader) -> str:
    mine = " me" if piece["user_id"] == reader.id else ""
    return f'<span class="mention{mine}">@{escaped(reader.names.get(piece["user_id"], piece["user_id"]))}</span>'


def _link(piece: Json, reader: Reader) -> str:
    words = escaped(piece.get("text") or piece["url"])
    if urlsplit(piece["url"]).scheme not in ("http", "https"):
        return words
    if piece["url"].startswith(reader.workspace):
        return f'<a class="here" href="{html.escape(piece["url"])}">{words}</a>'
    return f'<a href="{html.escape(piece["url"])}" rel="noreferrer noopener">{words}</a>'


PIECES: Mapping[str, Callable[[Json, Reader], str]] = {"text": _text, "user": _user, "link": _link}
PARTS: Mapping[str, Callable[[Json, Reader], str]] = {
    "rich_text_section": _section,
    "rich_text_list": _list,
    "rich_text_quote": _quote,
}
