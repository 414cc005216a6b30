"""scopebot catalog: lists the questions, looks over a team's own, shows where the curriculum is, writes two pages."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import typer
from jinja2 import Environment

from bot.commands import judgements
from bot.words.templates import environment
from dialogs.catalog import Catalog, CatalogError, Form, Question, Stage, curriculum, in_use

CATALOG_WRONG = 6


def catalog(env: Mapping[str, str], wanted: str, folder: Path | None = None) -> int:
    """Writes what is wanted of the catalogue in use (or in `folder`) to standard output; the exit code."""
    try:
        catalogue = chosen(env, folder)
    except CatalogError as error:
        typer.echo(str(error), err=True)
        return CATALOG_WRONG
    typer.echo(VIEWS[wanted](catalogue).rstrip("\n"))
    return 0


def chosen(env: Mapping[str, str], folder: Path | None = None) -> Catalog:
    """The catalogue in a folder, or the one the environment names, or ours. Raises CatalogError."""
    named = env.get("SCOPEBOT_CATALOG", "").strip()
    return in_use(folder or (Path(named) if named else None))


def checked(catalogue: Catalog) -> str:
    """What was read, once nothing is wrong with it."""
    words = {"version": catalogue.version, "tracks": catalogue.tracks, "counts": _counts(catalogue)}
    return _environment().get_template("catalog/checked.txt.j2").render(words)


def listed(catalogue: Catalog) -> str:
    """A question a line."""
    return "\n".join(f"{question.id:16} {question.ask}" for question in catalogue.questions.values())


def covered(catalogue: Catalog) -> str:
    """The table of ids, homes and tests: a line for each home."""
    rows = curriculum.rows(catalogue)
    lines = [("id", "type", "what it is", "home", "shown by"), *(line for row in rows for line in _lines(row))]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    aligned = ("  ".join([*map(str.ljust, line, widths), line[-1]]) for line in lines)
    words = {"ids": len(rows), "homeless": curriculum.homeless(catalogue)}
    return "\n".join([*aligned, "", _environment().get_template("catalog/coverage.txt.j2").render(words)])


def document(catalogue: Catalog) -> str:
    """Every stage, form and question as a page of Markdown."""
    words = {"counts": _counts(catalogue), "stages": [*_in_order(catalogue)], "forms": _forms}
    return _page("questions", catalog=catalogue, **words)


def judged(catalogue: Catalog) -> str:
    """Every rule that objects, and the rules of the verdicts, as a page of Markdown."""
    return _page("judgements", **judgements.page(catalogue))


def _page(template: str, **words: object) -> str:
    text = _environment().get_template(f"catalog/{template}.md.j2").render(words)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


VIEWS: Mapping[str, Callable[[Catalog], str]] = {
    "list": listed,
    "check": checked,
    "coverage": covered,
    "document": document,
    "judgements": judged,
}


class Page(NamedTuple):
    """A form with its questions; one that is filled in for each of several candidates stands there once."""

    form: Form
    questions: tuple[Question, ...]
    is_repeated: bool


def _counts(catalogue: Catalog) -> dict[str, int]:
    """How much there is; what is asked of each candidate counts once."""
    return {
        "stages": len(catalogue.stages),
        "questions": len({(question.ask, question.why) for question in catalogue.questions.values()}),
        "followups": len(catalogue.followups),
        "objections": len(catalogue.objections),
        "clashes": len(catalogue.clashes),
        "cases": len(catalogue.cases),
    }


def _lines(row: curriculum.Row) -> Iterator[tuple[str, ...]]:
    """The id stands in every line, so that each can be searched for."""
    said = (row.item.type, row.item.says)
    for home in row.homes or (curriculum.Home("-", "-"),):
        yield row.item.id, *said, *home
        said = ("", "")


def _in_order(catalogue: Catalog) -> Iterator[Stage]:
    """The stages as the longest track walks them, then those it leaves out."""
    longest = max(catalogue.tracks.values(), key=lambda track: len(track.stages))
    for name in dict.fromkeys([*longest.stages, *catalogue.stages]):
        yield catalogue.stages[name]


def _forms(catalogue: Catalog, stage: Stage) -> Iterator[Page]:
    """The forms of a stage in the order in which they are asked."""
    seen: set[tuple[str, ...]] = set()
    for form in [form for form in catalogue.forms.values() if catalogue.form_stage[form.id] is stage]:
        questions = catalogue.in_form(form.id)
        asked = tuple(question.ask for question in questions)
        if asked not in seen:
            yield Page(form, questions, bool(form.names))
        seen.add(asked)


@cache
def _environment() -> Environment:
    made = environment()  # text and Markdown: `words` escapes what has to be
    made.filters |= {"words": _words, "gist": _gist}
    return made


def _gist(text: object) -> str:
    """The same of an objection: what is worked out of the answers is left out."""
    return _words(re.sub(r"\{[a-z_]+\}", "…", str(text)))


def _words(text: object) -> str:
    """Words of a catalogue in Markdown: nothing in them is markup, and an answer they quote goes by its question."""
    plain = re.sub(r"\{([a-z_]+\.[\w.{}]*)\}", r"‹\1›", str(text).strip())
    return re.sub(r"([\\`*_\[\]|<])", r"\\\1", " ".join(plain.split()))
