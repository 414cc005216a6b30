"""Our words, with people's words in them as they were typed: templates in, rich text (or plain text) out.

Whatever a template inserts is somebody's words and is never parsed, unless it is an `Ours`. In the templates themselves
`*bold*`, `_italic_`, `• lists`, `> quotes`, `<https://…|links>` and `<@U…>` mean what they mean in Slack.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from ruamel.yaml import YAML
from slack_sdk.models.blocks import Block

from dialogs.errors import Sentence
from dialogs.reminding import zone

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


def sentence(key: str, **values: object) -> str:
    """A one-line sentence of templates/words.yaml, as plain text."""
    return _plain(_sentence(key).render(values)) if values else _constant(key)


def spoken(said: Sentence) -> str:
    """The sentence of a domain error."""
    return sentence(said.key, **said.values)


def rich(template: str, **values: object) -> RichText:
    """A template of templates/messages as a rich text block."""
    return RichText(list(_elements(_rendered(template, values))))


def plain(template: str, **values: object) -> str:
    """The same words as plain text, on one line each: for notifications and for elements that parse nothing."""
    return _plain(_rendered(template, values))


def fallback(text: str, most: int = 900) -> str:
    """Plain text made safe for a message's `text`: Slack parses only these three characters there."""
    text = " ".join(text.split())
    if len(text) > most:
        text = text[: most - 1].rstrip() + "…"
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(person: str) -> Ours:
    """Rings somebody, in a new message."""
    return Ours(f"<@{person}>")


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut at a word, with an ellipsis."""
    text = text.strip()
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def listed(things: list[str]) -> str:
    """a, b and c."""
    if len(things) < 2:
        return "".join(things)
    return ", ".join(things[:-1]) + " and " + things[-1]


def inline(label: str) -> str:
    """A label inside a sentence: “the ML problem”, but “MLOps or a proof of concept”."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label


def labelled(label: str, words: str) -> str:
    """“Requests a day: 40”, but “To whom? Mia”."""
    return f"{label} {words}" if label.endswith(("?", "…", ":")) else f"{label}: {words}"


def counted(number: float, one: str, many: str | None = None) -> str:
    """1 answer, 2 answers, 1,000 answers."""
    return f"{figure(number)} {one if number == 1 else many or one + 's'}"


def figure(number: float) -> str:
    """12,000 or 0.25, without needless noughts."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.2f}".rstrip("0").rstrip(".")


def money(amount: float, currency: str) -> str:
    """EUR 1.2M, EUR 310k, EUR 950."""
    for least, mark in ((1e6, "M"), (1e3, "k")):
        if abs(amount) >= least * 0.9995:
            return f"{currency} {figure(float(f'{amount / least:.3g}'))}{mark}"
    return f"{currency} {figure(round(amount))}"


def day(moment: date | datetime, tz: str = "UTC") -> str:
    """Thu 4 Mar, in somebody's own zone."""
    local = moment.astimezone(zone(tz)) if isinstance(moment, datetime) else moment
    return f"{local:%a} {local.day} {local:%b}"


def dated(day: date) -> str:
    """4 Mar 2026: a day that may be far off."""
    return f"{day.day} {day:%b %Y}"


def clock(moment: datetime, tz: str) -> str:
    """Thu 4 Mar 9:30, in somebody's own zone."""
    local = moment.astimezone(zone(tz))
    return f"{day(local, tz)} {local.hour}:{local:%M}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("templates", "."),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_marked,
    )
    environment.globals |= {"mention": mention, "counted": counted, "money": money, "day": day, "figure": figure}
    environment.filters |= {"short": shortened, "listed": listed, "day": day, "figure": figure, "inline": inline}
    return environment


@cache
def _constant(key: str) -> str:
    """A sentence into which nothing is inserted: half of all that are said."""
    return _plain(_sentence(key).render())


@cache
def _sentence(key: str) -> Template:
    return _environment().from_string(_sentences()[key])


@cache
def _sentences() -> Mapping[str, str]:
    text = (resources.files("templates") / "words.yaml").read_text("utf-8")
    return {
        f"{group}.{key}": str(words)
        for group, rows in YAML(typ="safe").load(text).items()
        for key, words in rows.items()
    }


def _marked(value: Any) -> str:
    if isinstance(value, Ours):
        return str(value)
    return _OPEN + str(value).replace(_OPEN, "").replace(_CLOSE, "") + _CLOSE


def _rendered(template: str, values: Mapping[str, object]) -> str:
    return _environment().get_template(f"messages/{template}.mrkdwn.j2").render(values).strip("\n")


def _plain(rendered: str) -> str:
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


def _elements(rendered: str) -> Iterator[Json]:
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
    if run.target:
        return {"type": "user", "user_id": run.target}
    return {"type": "text", "text": run.text, **styled}
