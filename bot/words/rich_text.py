"""Words as rich text: what a template inserts is somebody's words and is never parsed, unless it is an `Ours`."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from slack_sdk.models.blocks import Block

from dialogs.record.leavers import name_of_alias

_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKENS = re.compile(f"{_OPEN}(.*?){_CLOSE}", re.DOTALL)
_INLINE = re.compile(r"(<@[A-Z0-9]+>|<https?://[^|>]+\|[^>]+>|\*|(?<!\w)_|_(?!\w))")


class Ours(str):
    """Words of ours: markup in them counts."""

    __slots__ = ()


Json = dict[str, Any]


class RichText(Block):
    """A rich text block whose elements are ready-made: slack_sdk's own would be checked part by part at each change."""

    def __init__(self, elements: list[Json]) -> None:
        super().__init__(type="rich_text")
        self.elements = elements

    def to_dict(self, *args: Any) -> Json:
        return {"type": "rich_text", "elements": self.elements}


class Run(NamedTuple):
    """A stretch of text with one style; `said` is people's words, `target` makes it a link or a mention."""

    text: str
    bold: bool = False
    italic: bool = False
    said: bool = False
    target: str = ""


def fallback(text: str, most: int = 900) -> str:
    """Plain text made safe for a message's `text`: Slack parses only these three characters there."""
    text = " ".join(text.split())
    if len(text) > most:
        text = text[: most - 1].rstrip() + "…"
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(person: str) -> Ours:
    """Rings somebody, in a new message."""
    return Ours(f"<@{person}>")


def marked(value: Any) -> str:
    if isinstance(value, Ours):
        return str(value)
    return _OPEN + str(value).replace(_OPEN, "").replace(_CLOSE, "") + _CLOSE


def as_plain(rendered: str) -> str:
    runs = (run for line in _lines(rendered) for run in (*line, Run("\n")))
    return "".join(run.text for run in runs).strip()


def _lines(rendered: str) -> Iterator[list[Run]]:
    """The runs of each line. People's words may hold line breaks of their own; they stay inside their run."""
    line: list[Run] = []
    bold = italic = False
    for position, token in enumerate(_TOKENS.split(rendered)):
        if position % 2:
            line.append(Run(token, bold, italic, said=True))
            continue
        for number, part in enumerate(token.split("\n")):
            if number:
                yield line
                line, bold, italic = [], False, False
            for piece in filter(None, _INLINE.split(part)):
                bold, italic = bold ^ (piece == "*"), italic ^ (piece == "_")
                if piece not in ("*", "_"):
                    line.append(_run(piece, bold, italic))
    yield line


def _run(piece: str, bold: bool, italic: bool) -> Run:
    if piece.startswith("<@"):
        return Run(piece, bold, italic, target=piece[2:-1])
    if piece.startswith("<http"):
        url, _, label = piece[1:-1].partition("|")
        return Run(label, bold, italic, target=url)
    return Run(piece, bold, italic)


def elements(rendered: str) -> Iterator[Json]:
    """Neighbouring lines of one sort become one element."""
    kind, gathered = "", list[list[Run]]()
    for line in _lines(rendered):
        own, runs = _kind(line)
        if own != kind and gathered:
            yield from _element(kind, gathered)
            gathered = []
        kind = own
        gathered.append(runs)
    yield from _element(kind, gathered)


def _kind(line: list[Run]) -> tuple[str, list[Run]]:
    for prefix, kind in (("• ", "list"), ("> ", "quote")):
        if line and not line[0].said and line[0].text.startswith(prefix):
            return kind, [line[0]._replace(text=line[0].text.removeprefix(prefix)), *line[1:]]
    return "section", line


def _element(kind: str, lines: list[list[Run]]) -> Iterator[Json]:
    if kind == "list":
        items = [{"type": "rich_text_section", "elements": parts} for line in lines if (parts := _parts(line))]
        yield from [{"type": "rich_text_list", "style": "bullet", "elements": items}] if items else []
        return
    parts = [part for number, line in enumerate(lines) for part in _parts([Run("\n"), *line] if number else line)]
    if parts:
        yield {"type": "rich_text_quote" if kind == "quote" else "rich_text_section", "elements": parts}


def _parts(line: list[Run]) -> list[Json]:
    return [_part(run) for run in line if run.text]


def _part(run: Run) -> Json:
    style = {name: True for name, wanted in (("bold", run.bold), ("italic", run.italic)) if wanted}
    styled: Json = {"style": style} if style else {}
    if run.target.startswith("http"):
        return {"type": "link", "url": run.target, "text": run.text, **styled}
    if left := name_of_alias(run.target):
        return {"type": "text", "text": left, **styled}
    if run.target:
        return {"type": "user", "user_id": run.target}
    return {"type": "text", "text": run.text, **styled}
