"""The templates: one sort of environment for thread, page, Markdown and catalogue, and the sentences they all draw on.

The four differ in one thing alone: how a value that is inserted is made harmless where it goes.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.words.figures import (
    closed,
    counted,
    day,
    figure,
    inline,
    listed,
    long_date,
    lower_first,
    money,
    shortened,
    upper_first,
)
from dialogs import parsed
from dialogs.errors import Sentence

Finalize = Callable[[Any], Any]
Wording = Callable[..., Sentence | str]
"""A function that says which sentence it is, and with which values; its words are for somebody else to look up."""


def environment(finalize: Finalize = lambda value: value, *, escapes: bool = False) -> Environment:
    """An environment over templates/ with the words all of them share.

    `finalize` makes each inserted value harmless; with `escapes`, HTML's own escaping does so after it. A Sentence
    that is inserted is spelled out first.
    """

    def finalized(value: Any) -> Any:
        return finalize(speak(made, value) if isinstance(value, Sentence) else value)

    made = Environment(
        loader=PackageLoader("templates", "."),
        cache_size=-1,
        auto_reload=False,
        undefined=StrictUndefined,
        autoescape=escapes,
        finalize=finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"counted": counted, "day": day, "figure": figure, "long_date": long_date, "money": money}
    made.filters |= {
        "day": day,
        "figure": figure,
        "inline": inline,
        "listed": listed,
        "lower_first": lower_first,
        "short": shortened,
        "short_closed": closed,
        "upper_first": upper_first,
    }
    return made


def speak(environment: Environment, said: Sentence) -> str:
    """A sentence spelled out: our words as they are, what is inserted made harmless as the environment does."""
    words = sentences()[said.key]
    text = compiled(environment, said.key).render(said.values) if is_filled_in(words) else words.removesuffix("\n")
    return Markup(text) if environment.autoescape else text


def is_filled_in(words: str) -> bool:
    """Whether something is inserted into a sentence. As a template it takes five kilobytes: most need none."""
    return "{" in words


def speaking(environment: Environment, wordings: Mapping[str, Wording]) -> dict[str, Callable[..., str]]:
    """The functions as templates of an environment call them, by name: what they come to is spelled out."""
    return {name: _speaking(environment, wording) for name, wording in wordings.items()}


def _speaking(environment: Environment, wording: Wording) -> Callable[..., str]:
    def spoken(*about: Any) -> str:
        said = wording(*about)
        return speak(environment, said) if isinstance(said, Sentence) else said

    return spoken


@cache
def sentences() -> Mapping[str, str]:
    """Every sentence of ours, by `group.key`."""
    templates = resources.files("templates")
    rules = {f"rule.{key}": words for key, words in _read(templates / "rules.yaml").items()}
    return gathered(templates / "words") | rules


def gathered(folder: Traversable) -> dict[str, str]:
    """The sentences of all files in a folder. Raises ValueError where two of them have the same key."""
    known: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        own = _read(file)
        if twice := known.keys() & own.keys():
            raise ValueError(f"{file.name} says again what stands in another file: {', '.join(sorted(twice))}")
        known |= own
    return known


def _read(file: Traversable) -> dict[str, str]:
    text = file.read_text("utf-8")
    groups = parsed.document(text, "templates")
    return {f"{group}.{key}": str(words) for group, rows in groups.items() for key, words in rows.items()}


@cache
def compiled(environment: Environment, key: str) -> Template:
    """A sentence as a template of an environment."""
    return environment.from_string(sentences()[key])
