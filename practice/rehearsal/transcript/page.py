"""A picture of a thread, close to how Slack shows it, as an HTML page of its own."""

from __future__ import annotations

import html
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from practice.rehearsal.transcript.events import Event, Passed, Said, Shown, Transcript
from practice.rehearsal.transcript.lines import Line, Piece, pressable

REPLY, OBJECTION, VERDICT, REPORT = "Answer with", "Change the answer", "turn:mlops:", "report:"
OPENING = 12
"""Events that are looked at for the first moment, where nothing else is worth one."""
_COLOURS = ("#4a7a8c", "#8c5a4a", "#5c7a3e", "#7a4a8c", "#8c7a3e")


def page(transcript: Transcript, begins: datetime, files: Mapping[str, bytes]) -> str:
    """Some moments of the thread: a question that can be answered with a reply, or an objection; the verdict,
    with its picture where it has one; and the report."""
    faces = _Faces()
    drawn = _Drawn(faces, files)
    body = "\n".join(drawn.row(event, at) for event, at in _moments(transcript.events, begins))
    return _PAGE.format(title=html.escape(transcript.title), style=_STYLE, body=body)


def _moments(events: Sequence[Event], begins: datetime) -> Iterator[tuple[Event | None, datetime]]:
    """What is drawn, and when it may have been said; None where something is left out."""
    at = next((n for shows in (REPLY, OBJECTION) for n, event in enumerate(events) if _has_button(event, shows)), None)
    before = events[: at + 1] if at is not None else events[:OPENING]
    now = _as_it_stood(before)
    said = [event for event in before if isinstance(event, Said)][-1:]
    pictures = [event for event in before if isinstance(event, Shown) and event.place == "picture"][-1:]
    answered = [event for key, event in now.items() if key.startswith("turn:") and _is_settled(event)][:1]
    heads = [now[key] for key in ("card", "opener") if key in now]
    asked = [event for event in before[-1:] if at is not None and isinstance(event, Shown)]
    talk: list[Event] = [*asked, *said] if any(event.edited for event in asked) else [*said, *asked]
    opening: list[Event] = [*heads, *(pictures or answered), *talk]
    for n, event in enumerate(opening):
        yield event, begins + timedelta(minutes=max(0, n - 1) * 11)
    ended = _as_it_stood(events)
    last = max((event.until for event in events if isinstance(event, Passed)), default=begins)
    for prefix, minutes in ((VERDICT, 21), (REPORT, 74)):
        for event in (event for key, event in ended.items() if key.startswith(prefix)):
            yield None, last
            yield event, last + timedelta(minutes=minutes)


def _as_it_stood(events: Sequence[Event]) -> dict[str, Shown]:
    """Each message as it was last shown."""
    return {event.key: event for event in events if isinstance(event, Shown) and event.place in ("channel", "thread")}


def _has_button(event: Event, begins: str) -> bool:
    return isinstance(event, Shown) and any(label.startswith(begins) for label in pressable(event.lines))


def _is_settled(event: Shown) -> bool:
    return bool(event.lines) and event.lines[0].words.startswith("✔") and bool(pressable(event.lines))


class _Faces:
    """Each person's colour, in the order they appear."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def colour(self, name: str) -> str:
        return self._seen.setdefault(name, _COLOURS[len(self._seen) % len(_COLOURS)])


@dataclass(frozen=True)
class _Drawn:
    """Events as rows of the page."""

    faces: _Faces
    files: Mapping[str, bytes]

    def row(self, event: Event | None, at: datetime) -> str:
        if event is None:
            return "<div class=gap>· · ·</div>"
        when = f"<time>{at:%a} {at.hour}:{at:%M}</time>"
        if isinstance(event, Said):
            face = f'<i class=face style="background:{self.faces.colour(event.who)}">{html.escape(event.who[:1])}</i>'
            return _message(face, f"<b>{html.escape(event.who)}</b>{when}", f"<p>{html.escape(event.text)}</p>")
        assert isinstance(event, Shown)
        also = "<em>also sent to the channel</em>" if event.broadcast else ""
        content = "".join(map(self._image, event.files)) or _content(event.lines)
        return _message("<i class='face bot'>sb</i>", f"<b>scopebot</b><u>APP</u>{when}{also}", content)

    def _image(self, name: str) -> str:
        if not name.endswith(".png") or name not in self.files:
            return ""
        return f'<img alt="" src="data:image/png;base64,{b64encode(self.files[name]).decode()}">'


def _message(face: str, head: str, content: str) -> str:
    return f"<article>{face}<div><header>{head}</header>{content}</div></article>"


def _content(lines: Sequence[Line]) -> str:
    parts = []
    for kind, group in groupby(lines, key=lambda line: line.kind):
        inner = "".join(_line(line) for line in group)
        parts.append(_WRAPS.get(kind, "{}").format(inner))
    return "".join(parts)


def _line(line: Line) -> str:
    words = "".join(map(_piece, line.pieces))
    labels = "".join(_button(label, line.primary) for label in line.buttons)
    text = _LINES[line.kind].format(words) if words else ""
    return text + (f"<div class=row>{labels}</div>" if labels else "")


def _button(label: str, primary: str) -> str:
    style = " class=primary" if label == primary else ""
    return f"<button{style}>{html.escape(label)}</button>"


def _piece(piece: Piece) -> str:
    text = html.escape(piece.text)
    for holds, tag in ((piece.bold, "b"), (piece.italic, "i"), (piece.mention, "mark"), (piece.link, "a")):
        text = f"<{tag}>{text}</{tag}>" if holds else text
    return text


_LINES: Mapping[str, str] = {
    "text": "<p>{}</p>",
    "bullet": "<li>{}</li>",
    "quote": "<p>{}</p>",
    "small": "<small>{}</small>",
    "buttons": "",
}
_WRAPS = {"bullet": "<ul>{}</ul>", "quote": "<blockquote>{}</blockquote>"}
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<style>{style}</style>
<main>
{body}
</main>
</html>
"""
_STYLE = """
html { background: #fff }
body { margin: 0; font: 15px/1.47 Lato, "Noto Sans", "Segoe UI", system-ui, "DejaVu Sans", sans-serif; color: #1d1c1d }
main { padding: 14px 24px 18px; max-width: 852px }
article { display: flex; gap: 12px; padding: 9px 0 }
article > div { flex: 1; min-width: 0 }
.face { flex: none; width: 36px; height: 36px; border-radius: 8px; color: #fff; font: 700 16px/36px inherit;
  font-style: normal; text-align: center; line-height: 36px; font-weight: 700 }
.bot { background: #2b5d4f }
header { line-height: 1.3; margin-bottom: 1px }
header b { font-weight: 900 }
header u { text-decoration: none; font-size: 10px; font-weight: 700; color: #616061; background: #eeeded;
  border-radius: 3px; padding: 1px 4px; margin-left: 6px; vertical-align: 1.5px }
time, em { font-size: 12px; color: #616061; margin-left: 8px; font-style: normal }
p { margin: 0 0 2px; min-height: 1px }
ul { margin: 2px 0 4px; padding-left: 24px }
blockquote { margin: 4px 0; padding-left: 12px; border-left: 4px solid #ddd }
small { display: block; font-size: 13px; color: #616061 }
mark { background: #e8f5fa; color: #1264a3; border-radius: 3px; padding: 0 2px 1px }
a { color: #1264a3 }
img { display: block; max-width: 440px; border: 1px solid #ddd; border-radius: 8px; margin-top: 4px }
.row { display: flex; gap: 8px; margin: 7px 0 3px }
button { font: 700 13px/1 inherit; font-family: inherit; color: #1d1c1d; background: #fff; border: 1px solid #bbbabb;
  border-radius: 4px; padding: 8px 12px }
.primary { background: #007a5a; border-color: #007a5a; color: #fff }
.gap { text-align: center; color: #868686; letter-spacing: 4px; border-top: 1px solid #eee; margin: 8px 0 2px;
  padding-top: 3px }
"""
