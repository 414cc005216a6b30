"""Our words, with people's words in them as they were typed: templates in, rich text (or plain text) out.

Whatever a template inserts is somebody's words and is never parsed, unless it is an `Ours`. In the templates themselves
`*bold*`, `_italic_`, `• lists`, `> quotes`, `<https://…|links>` and `<@U…>` mean what they mean in Slack.
"""

from collections.abc import Callable, Mapping
from functools import cache

from jinja2 import Environment

from bot.words.rich_text import RichText, as_plain, elements, marked, mention
from bot.words.templates import Wording, compiled, environment, is_filled_in, sentences, speak, speaking
from dialogs.errors import Sentence


def sentence(key: str, **values: object) -> str:
    """A one-line sentence of templates/words, as plain text."""
    return spoken(Sentence(key, values)) if values else _constant(key)


def spoken(said: Sentence) -> str:
    """A sentence, of a verdict or of a domain error, as plain text."""
    return as_plain(speak(_environment(), said))


def rich(template: str, **values: object) -> RichText:
    """A template of templates/messages as a rich text block."""
    return RichText(list(elements(_rendered(template, values))))


def plain(template: str, **values: object) -> str:
    """The same words as plain text, on one line each: for notifications and for elements that parse nothing."""
    return as_plain(_rendered(template, values))


def callable_in_messages(wordings: Mapping[str, Wording]) -> dict[str, Callable[..., str]]:
    """Functions that word something, as a template of templates/messages may call them."""
    return speaking(_environment(), wordings)


def compile_all() -> None:
    """Has all templates of the messages, and all sentences, ready to be filled in."""
    made = _environment()
    for name in made.list_templates(filter_func=lambda name: name.startswith("messages/") and name.endswith(".j2")):
        made.get_template(name)
    for key, words in sentences().items():
        if is_filled_in(words):
            compiled(made, key)


@cache
def _environment() -> Environment:
    made = environment(marked)
    made.globals["mention"] = mention
    return made


@cache
def _constant(key: str) -> str:
    """A sentence into which nothing is inserted: half of all that are said."""
    return spoken(Sentence(key))


def _rendered(template: str, values: Mapping[str, object]) -> str:
    return _environment().get_template(f"messages/{template}.mrkdwn.j2").render(values).strip("\n")
