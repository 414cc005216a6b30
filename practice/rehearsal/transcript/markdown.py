"""A rehearsal as a Markdown page: the same every time it is played."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from bot.report.markdown import escaped
from practice.rehearsal.transcript.events import Did, Event, Passed, Said, Shown, Transcript
from practice.rehearsal.transcript.lines import Line, Piece
from practice.rehearsal.transcript.words import edit_words, is_short, is_told, moment, where


def markdown(transcript: Transcript) -> str:
    """The whole page."""
    paragraphs = [f"# {escaped(transcript.title)}", escaped(transcript.about.strip())]
    events_told = (event for event in transcript.events if is_told(event))
    for edits, events in groupby(events_told, key=is_short):
        parts = ["\n".join(_TELL[type(event)](event)) for event in events]
        paragraphs += ["\n".join(parts)] if edits else parts
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _did(event: Did) -> Iterator[str]:
    if event.what:
        yield f"**{escaped(event.who)}** {_with_buttons(event.what)}" + (":" if event.entries else ".")
        yield from [""] if event.entries else []
    for label, said in event.entries:
        yield f"- _{escaped(label)}_ {escaped(' '.join(said.split()))}"


def _said(event: Said) -> Iterator[str]:
    yield f"**{escaped(event.who)}:** {escaped(event.text)}"


def _passed(event: Passed) -> Iterator[str]:
    yield from ("---", "", f"_{moment(event.until)}. scopebot was stopped meanwhile, and starts again._")


def _shown(event: Shown) -> Iterator[str]:
    if is_short(event):
        yield f"> - _(edited)_ {escaped(edit_words(event))}"
        return
    yield f"> **scopebot** _{'(edited)' if event.edited else where(event)}_"
    before = ""
    for line in event.lines:
        if line.kind != before or line.kind not in _TOGETHER:
            yield "> "
        yield f"> {_line(line)}"
        before = line.kind


def _line(line: Line) -> str:
    words = "".join(map(_piece, line.pieces)).strip()
    labels = " ".join(f"`{label}`" for label in line.buttons)
    return _FORMS.get(line.kind, "{}").format(words) + (f" {labels}" if words and labels else labels)


def _piece(piece: Piece) -> str:
    text = escaped(piece.text)
    mark = "**" * piece.bold + "_" * piece.italic
    before, after = piece.text[: len(piece.text) - len(piece.text.lstrip())], ""
    if piece.text.strip():
        after = piece.text[len(piece.text.rstrip()) :]
    return f"{before}{mark}{text.strip()}{mark[::-1]}{after}" if piece.text.strip() else piece.text


def _with_buttons(what: str) -> str:
    """Escaped but for the labels in `backticks`."""
    parts = what.split("`")
    return "".join(f"`{part}`" if number % 2 else _spaced(part) for number, part in enumerate(parts))


def _spaced(text: str) -> str:
    inner = escaped(text)
    return (
        (" " if text[:1] == " " else "") + inner.strip() + (" " if text[-1:] == " " else "") if text.strip() else text
    )


_TOGETHER = ("bullet", "quote")
_FORMS = {"bullet": "- {}", "quote": "> {}", "small": "<sub>{}</sub>"}
_TELL: Mapping[type, Callable[[Event], Iterator[str]]] = {
    Did: _did,  # type: ignore[dict-item]
    Said: _said,  # type: ignore[dict-item]
    Passed: _passed,  # type: ignore[dict-item]
    Shown: _shown,  # type: ignore[dict-item]
}
