"""The report as one HTML page that needs nothing else: no network, no script; people's words in it do nothing."""

import re
from collections.abc import Callable
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from bot import pictures
from bot.pictures import Picture
from bot.report import articles, board, drawings, illustrations, sources
from bot.telling import to_find_out
from bot.words.figures import shortened
from bot.words.templates import environment, speaking
from dialogs import report
from dialogs.answers.text import cleaned
from dialogs.findings import Findings
from dialogs.report.rules import told
from dialogs.report.said import Piece

Draw = Callable[[Picture], str]
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_FROM_PEOPLE = "noopener noreferrer nofollow"


def render(findings: Findings, draw: Draw | None = None) -> str:
    """The whole page. CPU-heavy where it draws pictures; `draw` makes an SVG element of one (by default, if it can)."""
    built = report.build(findings)
    wanted = illustrations.of(findings)
    draw = draw or (pictures.svg if pictures.available() else None)
    verdicts = articles.in_files(articles.of(findings, built, wanted))
    known = to_find_out.for_a_report(findings)
    whole = board.whole(built, known)
    text = (
        _environment()
        .get_template("report/page.html.j2")
        .render(
            r=built,
            k=known,
            whole=whole,
            sources=sources.of(built),
            v=drawings.of(findings.record, built),
            articles=verdicts,
            after=articles.AFTER_THE_DECISION,
            shown={"cash_flow": None, "heat": None} | {one.key: one for one in wanted},
            drawn={one.key: Markup(draw(one.picture)) for one in wanted} if draw else None,
            pictured=bool(wanted),
            told=list(told(built)),
            by_rule={rule.key: rule.questions for rule in built.rules},
            notes=board.has_notes(built, whole),
        )
    )
    return re.sub(r"\n{2,}", "\n", text).strip() + "\n"


def live(piece: Piece) -> Markup:
    """A stretch of somebody's words; a link only where the question asked for one, and only to the web."""
    if not piece.link or not _ADDRESS.fullmatch(piece.text):
        return lines(piece.text)
    return Markup('<a href="{0}" rel="{1}">{0}</a>').format(piece.text, _FROM_PEOPLE)


def lines(text: str) -> Markup:
    """Somebody's words in their own lines."""
    return Markup("<br>").join(text.split("\n"))


def cited(text: str, most: int) -> Markup:
    """Somebody's words as a quotation inside a line, in their own direction, cut where they are long."""
    return Markup('“<span class="said" dir="auto">{}</span>”').format(shortened(" ".join(text.split()), most))


def anchor(question: str) -> str:
    """The id of an answer in the page."""
    return f"answer-{re.sub(r'[^a-z0-9]+', '-', question.lower())}"


def source(where: str) -> Markup:
    """A source of ours: a link where it is an address."""
    link = Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>')
    return link.format(where) if where.startswith("https://") else Markup("{}").format(where)


@cache
def _environment() -> Environment:
    made = environment(escapes=True)
    made.filters |= {
        "anchor": anchor,
        "cited": cited,
        "cleaned": cleaned,
        "lines": lines,
        "live": live,
        "source": source,
        "source_anchor": sources.anchor,
    }
    made.globals |= {**speaking(made, board.WORDINGS), **board.GLOBALS}
    return made
