"""docs/judgements.md: every rule that objects, as a sentence and a table in words, with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bot.words.sentences import sentence
from bot.words.templates import sentences
from dialogs.catalog import Catalog, Level, Objection
from dialogs.catalog.literature import Reference, literature
from dialogs.catalog.objections import GIVES, HOLDS, KNOWN, NOT, UNKNOWN, Look, Row
from dialogs.report.rules import RULES

_BRACED = re.compile(r"\{[^{}]*\}")
CLASH = "clash"
"""The kind of those that are about answers which cannot both hold."""


class Part(NamedTuple):
    """One thing a row wants: which answer, and what it has to be; a fact says both."""

    label: str
    words: str


class Told(NamedTuple):
    """A row of a table in words: when it fits, what follows, and what follows where it could hurt somebody."""

    when: tuple[Part, ...]
    then: str
    hurting: str


class Judged(NamedTuple):
    """A rule in words."""

    rule: Objection
    asked_of: tuple[str, ...]
    rows: tuple[Told, ...]
    settles: tuple[str, ...]
    flips: tuple[str, ...]
    sources: tuple[Reference, ...]

    @property
    def hurts(self) -> bool:
        return any(row.hurting != row.then for row in self.rows)


class Verdict(NamedTuple):
    """A rule behind a verdict: what it is called, what it says, and what it rests on."""

    name: str
    says: str
    sources: tuple[str, ...]


def page(catalog: Catalog) -> Mapping[str, object]:
    """What the template needs."""
    judged = [_judged(catalog, rule) for rule in catalog.objections]
    used = {ref for rule in catalog.objections for ref in rule.refs}
    return {
        "groups": {
            "sinks": [one for one in judged if one.rule.kind != CLASH],
            "clashes": [one for one in judged if one.rule.kind == CLASH],
        },
        "facts": [(_fact(name, "holds"), [*_meant(catalog, paths)]) for name, paths in catalog.facts.items()],
        "references": [reference for id, reference in literature().items() if id in used],
        "verdicts": [*_verdicts()],
    }


def _judged(catalog: Catalog, rule: Objection) -> Judged:
    objecting = [row for row in rule.table if row.level is not Level.QUIET]
    return Judged(
        rule,
        tuple(dict.fromkeys(_asked_of(catalog, rule))),
        tuple(_told(catalog, rule, row) for row in rule.table),
        _gists(row.settle or rule.settle for row in objecting),
        _gists(row.flip or rule.flip for row in objecting),
        tuple(literature()[ref] for ref in rule.refs if ref in literature()),
    )


def _told(catalog: Catalog, rule: Objection, row: Row) -> Told:
    return Told(tuple(_when(catalog, rule, row)), _level(row.level), _level(row.hurting or row.level))


def _asked_of(catalog: Catalog, rule: Objection) -> Iterator[str]:
    for path in (*rule.asked_of, *rule.each):
        question = catalog.question_at(_any(path))
        if question in catalog.questions:
            yield catalog.questions[question].label


def _when(catalog: Catalog, rule: Objection, row: Row) -> Iterator[Part]:
    """All that a row wants; nothing where it takes whatever is left."""
    for name, options in row.when.items():
        yield _part(catalog, rule, name, options)
    for name, options in row.without.items():
        yield _part(catalog, rule, name, options, among=False)


def _part(catalog: Catalog, rule: Objection, name: str, options: tuple[str, ...], *, among: bool = True) -> Part:
    look = rule.looks[name]
    if look.fact:
        wanted = [one for one in (HOLDS, NOT) if (one in options) is among]
        return Part("", _listed([_fact(look.fact, one) for one in wanted]))
    if look.reckoned:
        wanted = [one for one in GIVES[look.reckoned].results if (one in options) is among]
        return Part("", _listed([sentence(f"result.{look.reckoned}_{one}") for one in wanted]))
    paths = [path for at in look.at for path in rule.written_out(_any(at)) if catalog.field_at(path)]
    field = catalog.field_at(paths[0]) if paths else None
    words = _listed([_option(catalog, look, paths, option) for option in options])
    return Part(field.label if field else name, words if among else sentence("judged.not_among", options=words))


def _option(catalog: Catalog, look: Look, paths: list[str], option: str) -> str:
    fields = (catalog.field_at(path) for path in paths)
    said = next((field.options[option] for field in fields if field and option in field.options), "")
    if said:
        return sentence("judged.option", option=said)
    plain = "absent" if option == look.absent else option
    return sentence(f"judged.{plain}") if plain in (KNOWN, UNKNOWN, "absent") else option


def _fact(name: str, option: str) -> str:
    """In our words; a team's own goes by its name."""
    key = f"fact.{name}_{option}"
    return sentence(key) if key in sentences() else f"{name.replace('_', ' ')}: {option}"


def _meant(catalog: Catalog, paths: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """The answers that make a fact of the catalogue hold: the label of each, and its options."""
    for path, options in paths.items():
        if field := catalog.field_at(path):
            yield field.label, _listed([sentence("judged.option", option=field.options[one]) for one in options])


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _level(level: Level) -> str:
    return sentence(f"level.{level}")


def _gists(texts: Iterable[str]) -> tuple[str, ...]:
    """Each once, dots in the place of what an answer says; without those of which nothing else is left."""
    said = dict.fromkeys(_BRACED.sub("…", _BRACED.sub("…", text)) for text in texts)
    return tuple(text for text in said if re.search(r"\w", text))


def _any(path: str) -> str:
    """A path of any candidate."""
    return _BRACED.sub("a", path)


def _verdicts() -> Iterator[Verdict]:
    for key, _, _, sources in RULES:
        yield Verdict(sentence(f"rule.{key}.name"), sentence(f"rule.{key}.says"), sources)
