"""Our words, with people's words in them as they were typed: templates in, rich text (or plain text) out.

Whatever a template inserts is somebody's words and is never parsed, unless it is an `Ours`. In the templates themselves
`*bold*`, `_italic_`, `• lists`, `> quotes`, `<https://…|links>` and `<@U…>` mean what they mean in Slack.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from ruamel.yaml import YAML

from bot.words.figures import counted, day, figure, inline, listed, money, shortened
from bot.words.rich_text import RichText, as_plain, elements, marked, mention
from dialogs.errors import Sentence


def sentence(key: str, **values: object) -> str:
    """A one-line sentence of templates/words.yaml, as plain text."""
    return as_plain(_sentence(key).render(values)) if values else _constant(key)


def spoken(said: Sentence) -> str:
    """The sentence of a domain error."""
    return sentence(said.key, **said.values)


def rich(template: str, **values: object) -> RichText:
    """A template of templates/messages as a rich text block."""
    return RichText(list(elements(_rendered(template, values))))


def plain(template: str, **values: object) -> str:
    """The same words as plain text, on one line each: for notifications and for elements that parse nothing."""
    return as_plain(_rendered(template, values))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("templates", "."),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=marked,
    )
    environment.globals |= {"mention": mention, "counted": counted, "money": money, "day": day, "figure": figure}
    environment.filters |= {"short": shortened, "listed": listed, "day": day, "figure": figure, "inline": inline}
    return environment


@cache
def _constant(key: str) -> str:
    """A sentence into which nothing is inserted: half of all that are said."""
    return as_plain(_sentence(key).render())


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


def _rendered(template: str, values: Mapping[str, object]) -> str:
    return _environment().get_template(f"messages/{template}.mrkdwn.j2").render(values).strip("\n")
