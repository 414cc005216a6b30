"""Block Kit as lines a person reads: each a row of styled pieces of text, with the buttons that stand beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from practice.reading import mrkdwn
from practice.slack.workspace import Json

MENU = "⋯"
Names = Mapping[str, str]


class Piece(NamedTuple):
    """A stretch of text in one style. A mention is somebody's name; a link has its address."""

    text: str
    bold: bool = False
    italic: bool = False
    mention: bool = False
    link: str = ""


@dataclass(frozen=True)
class Line:
    """One line. `kind` is text, bullet, quote, small or buttons (nothing but them)."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    buttons: tuple[str, ...] = ()
    primary: str = ""

    @property
    def words(self) -> str:
        """What stands on it, without its styles and buttons."""
        return "".join(piece.text for piece in self.pieces)


def lines(blocks: Sequence[Json], names: Names) -> tuple[Line, ...]:
    """The lines of a message's or a window's blocks. Inputs are left out: what is typed in them is told elsewhere."""
    return tuple(line for block in blocks for line in _LINES.get(block["type"], _nothing)(block, names))


def pressable(rows: Sequence[Line]) -> tuple[str, ...]:
    """Every button on the lines, in order; a menu is ⋯."""
    return tuple(label for line in rows for label in line.buttons)


def _nothing(block: Json, names: Names) -> Iterator[Line]:
    return iter(())


def _rich_text(block: Json, names: Names) -> Iterator[Line]:
    for element in block["elements"]:
        if element["type"] == "rich_text_list":
            yield from (line for item in element["elements"] for line in _split("bullet", _pieces(item, names)))
        else:
            kind = "quote" if element["type"] == "rich_text_quote" else "text"
            yield from _split(kind, _pieces(element, names))


def _split(kind: str, pieces: Iterator[Piece]) -> Iterator[Line]:
    """A new line wherever the text breaks one."""
    row: list[Piece] = []
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                yield Line(kind, tuple(row))
                row = []
            if part:
                _joined(row, piece._replace(text=part))
    if row:
        yield Line(kind, tuple(row))


def _joined(row: list[Piece], piece: Piece) -> None:
    """Adds a piece to a row; what has the style of its neighbour becomes one with it."""
    if row and row[-1]._replace(text="") == piece._replace(text="") and not (piece.mention or piece.link):
        row[-1] = row[-1]._replace(text=row[-1].text + piece.text)
    else:
        row.append(piece)


def _pieces(element: Json, names: Names) -> Iterator[Piece]:
    for part in element["elements"]:
        style = part.get("style") or {}
        bold, italic = bool(style.get("bold")), bool(style.get("italic"))
        if part["type"] == "user":
            yield Piece("@" + names.get(part["user_id"], part["user_id"]), bold, italic, mention=True)
        elif part["type"] == "link":
            yield Piece(part.get("text") or part["url"], bold, italic, link=part["url"])
        else:
            yield Piece(part.get("text", ""), bold, italic)


def _section(block: Json, names: Names) -> Iterator[Line]:
    texts = [block["text"]] if block.get("text") else []
    rows = [line for text in [*texts, *block.get("fields", [])] for line in _text("text", text, names)]
    labels, primary = _labels([block["accessory"]] if block.get("accessory") else [])
    yield from rows[:-1]
    yield replace(rows[-1], buttons=labels, primary=primary)


def _text(kind: str, text: Json, names: Names) -> Iterator[Line]:
    said = mrkdwn(text["text"], dict(names)) if text["type"] == "mrkdwn" else text["text"]
    return _split(kind, iter([Piece(said)]))


def _context(block: Json, names: Names) -> Iterator[Line]:
    for element in block["elements"]:
        if "text" in element:
            yield from _text("small", element, names)


def _header(block: Json, names: Names) -> Iterator[Line]:
    yield Line("text", (Piece(block["text"]["text"], bold=True),))


def _actions(block: Json, names: Names) -> Iterator[Line]:
    labels, primary = _labels(block["elements"])
    yield Line("buttons", (), labels, primary)


def _labels(elements: Sequence[Json]) -> tuple[tuple[str, ...], str]:
    """The labels of buttons and menus, and which of them is the primary one."""
    labels = tuple(each["text"]["text"] if each["type"] == "button" else MENU for each in elements)
    primary = next((each["text"]["text"] for each in elements if each.get("style") == "primary"), "")
    return labels, primary


_LINES: Mapping[str, Callable[[Json, Names], Iterator[Line]]] = {
    "rich_text": _rich_text,
    "section": _section,
    "context": _context,
    "header": _header,
    "actions": _actions,
}
