"""The report as a Markdown file. What people typed is shown as they typed it and does nothing in Markdown or HTML."""

import re
from functools import cache
from itertools import pairwise
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from bot.report import articles, board, drawings, sources
from bot.telling import to_find_out
from bot.words.figures import shortened
from bot.words.templates import environment, speaking
from dialogs import report
from dialogs.findings import Findings
from dialogs.report.said import Piece, Said
from dialogs.verdicts.readiness import ELEMENTS

_JOINER = "\u2060"
_MARKS = re.compile(r"[\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])")
_STARTS = re.compile(r"(?m)^(#{1,6}(?=\s|$)|[-+](?=\s|$)|-{2,}|=+|\d{1,9}(?=[.)](?:\s|$)))")
_ENTITIES = ((re.compile(r"&(?=#?\w+;)"), "&amp;"), (re.compile("<"), "&lt;"), (re.compile(">"), "&gt;"))
_LIVE = ((re.compile(r":(?=//)"), r"\:"), (re.compile(r"(?i)\b(www)\."), r"\1\."), (re.compile("@"), "@" + _JOINER))


def render(findings: Findings) -> str:
    """The Markdown file's text."""
    built = report.build(findings)
    known = to_find_out.for_a_report(findings)
    whole = board.whole(built, known)
    text = (
        _environment()
        .get_template("report/report.md.j2")
        .render(
            r=built,
            k=known,
            whole=whole,
            sources=sources.of(built),
            v=drawings.of(findings.record, built),
            articles=articles.in_files(articles.of(findings, built)),
            after=articles.AFTER_THE_DECISION,
            elements=ELEMENTS,
            notes=board.has_notes(built, whole),
        )
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def escaped(text: str) -> str:
    """Somebody's words, line by line, with every character disarmed that Markdown or HTML would read as its own."""
    text = "\n".join(line.strip() for line in text.replace(_JOINER, "").split("\n"))
    text = _MARKS.sub(r"\\\g<0>", text)
    for pattern, safe in (*_ENTITIES, *_LIVE):
        text = pattern.sub(lambda found, safe=safe: found.expand(safe), text)  # type: ignore[misc]
    return _STARTS.sub(_disarmed, text)


def inline(value: object) -> Markup:
    """Somebody's words on one line. The result is safe in Markdown, so nothing escapes it again for HTML."""
    return Markup(_between_edges(re.sub(r"\s+", " ", str(value))))


def quoted(said: Said) -> Markup:
    """Somebody's words as a quotation, in their own lines; a link is live only where the question asked for one."""
    text = "".join(_piece(piece) for piece in said.pieces()[0])
    lines = [line.strip() for line in _STARTS.sub(_disarmed, text).split("\n")]
    return Markup("\n".join(f"> {_broken(line, after)}".rstrip() for line, after in pairwise([*lines, ""])))


def _broken(line: str, after: str) -> str:
    """A line that ends where somebody ended it, unless a paragraph does."""
    return f"{line}\\" if line and after else line


def linked(said: Said, most: int | None = None) -> Markup:
    """The same on one line, shortened where there is a limit."""
    pieces, left_out = said.pieces(most)
    text = " ".join("".join(_piece(piece) for piece in pieces).split())
    return Markup(_STARTS.sub(_disarmed, text) + ("…" if left_out else ""))


def _piece(piece: Piece) -> str:
    if not piece.link:
        return _between_edges(piece.text)
    scheme, _, rest = piece.text.partition("://")
    return f"<{scheme.lower()}://{rest}>"


def cited(text: str, most: int) -> Markup:
    """Somebody's words as a quotation inside a line, cut where they are long."""
    return Markup("“{}”").format(inline(shortened(" ".join(text.split()), most)))


def _between_edges(text: str) -> str:
    """The text escaped; the white space around it stays, as it parts it from what stands beside it."""
    words = text.strip()
    before, _, after = text.partition(words) if words else (text, "", "")
    return before + escaped(words) + after


def _disarmed(mark: re.Match[str]) -> str:
    start = mark.group()
    return start + "\\" if start.isdigit() else "\\" + start


def _finalized(value: Any) -> Markup:
    return value if isinstance(value, Markup) else inline(value)


@cache
def _environment() -> Environment:
    made = environment(_finalized, escapes=True)
    made.filters |= {"cited": cited, "quoted": quoted, "linked": linked, "source": _source}
    made.globals |= {**speaking(made, board.WORDINGS), **board.GLOBALS}
    return made


def _source(source: str) -> Markup:
    """A source of ours: a live link where it is an address."""
    return Markup(f"<{source}>") if source.startswith("https://") else inline(source)
