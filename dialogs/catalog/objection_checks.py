"""Looks the objections over: answers and options they name that nobody is asked for, words that nothing lends them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogs.catalog.objections import GIVES, HOLDS, HURTS, KNOWN, NOT, UNKNOWN, Fact, Look, Objection, Row
from dialogs.catalog.sheets import Path
from dialogs.catalog.whole import Catalog

Found = Iterator[tuple[Path, str]]
_WORDED = ("ask", "settle", "flip", "sunk")
_QUOTED = re.compile(r"\{([a-z_][\w.]*)\}")


def of_facts(catalog: Catalog) -> Found:
    """Facts that look at answers or options that are not there."""
    for name, paths in catalog.facts.items():
        for path, options in paths.items():
            if not catalog.asks(path):
                yield ("facts", name, path), f"the fact {name} looks at {path}, which does not exist"
            elif lost := _first(options, (catalog.offers(path),)):
                yield ("facts", name, path), f"the fact {name} asks for {lost}, which {path} does not offer"


def of_objections(catalog: Catalog) -> Found:
    """Objections that name what is not there. A path that an answer completes (`{solutions.2.chosen}`) is left out."""
    for at, rule in enumerate(catalog.objections):
        for check in (_of_places, _of_looks, _of_table, _of_yielding, _of_words):
            yield from ((("objections", at, *there), problem) for there, problem in check(catalog, rule))


def unjudged(catalog: Catalog) -> frozenset[str]:
    """The objections that can't be judged: a stage of a team's own leaves out what they look at, or its options."""
    return frozenset(rule.id for rule in catalog.objections if not _is_judged(catalog, rule))


def _is_judged(catalog: Catalog, rule: Objection) -> bool:
    """Whether some question asks for each thing it looks at, and offers what its table names."""
    asked = all(not paths or any(map(catalog.asks, paths)) for paths in _looked_at(catalog, rule))
    return asked and not any(_of_table(catalog, rule))


def _looked_at(catalog: Catalog, rule: Objection) -> Iterator[tuple[str, ...]]:
    for look in rule.looks.values():
        if look.fact in catalog.facts:
            yield tuple(catalog.facts[look.fact])
        else:
            yield tuple(path for at in look.at for path in rule.written_out(at))


def _of_places(catalog: Catalog, rule: Objection) -> Found:
    """Where it is asked, and what is quoted with it."""
    for n, question in enumerate(rule.asked_of):
        if "{" not in question and question not in catalog.questions:
            yield ("asked_of", n), f"{rule.id} is asked of {question}, which does not exist"
        elif not any(path.rpartition(".")[0] == question for path in rule.quotes):
            yield ("asked_of", n), f"{rule.id} is asked of {question}, and quotes nothing of it"
    for path, beside in rule.each.items():
        if not (path in catalog.questions or catalog.asks(path)):
            yield ("each", path), f"{rule.id} is asked of {path}, which does not exist"
        if beside and not catalog.asks(beside):
            yield ("each", path), f"{rule.id} looks at {beside}, which does not exist"
    for n, quote in enumerate(rule.quotes):
        yield from (
            (("quotes", n), f"{rule.id} quotes {path}, which does not exist") for path in _lost(catalog, rule, quote)
        )


def _of_looks(catalog: Catalog, rule: Objection) -> Found:
    for name, look in rule.looks.items():
        for at in look.at:
            for path in _lost(catalog, rule, at):
                yield ("looks", name, "at"), f"{rule.id} looks at {path}, which does not exist"
        if look.fact and look.fact not in {*Fact, *catalog.facts}:
            yield (
                ("looks", name, "fact"),
                f"there is no fact {look.fact}; there are {', '.join((*catalog.facts, *Fact))}",
            )
        if lost := _first(look.says, _come_to(catalog, rule, look)):
            yield ("looks", name, "says"), f"{rule.id} has a word for {lost}, which its look {name} never comes to"


def _of_table(catalog: Catalog, rule: Objection) -> Found:
    offered = {name: _come_to(catalog, rule, look) for name, look in rule.looks.items()}
    for n, row in enumerate(rule.table):
        for key in ("when", "without"):
            for name, options in getattr(row, key).items():
                if lost := _first(options, offered[name]):
                    yield ("table", n, key), f"{rule.id} asks for {lost}, which its look {name} never comes to"
        if row.hurting and HURTS not in catalog.facts:
            yield (
                ("table", n, "hurting"),
                f"{rule.id} asks whether it could hurt somebody, and there is no fact {HURTS}",
            )


def _of_yielding(catalog: Catalog, rule: Objection) -> Found:
    there = {one.id for one in catalog.objections}
    for n, other in enumerate(rule.yields_to):
        if other not in there:
            yield ("yields_to", n), f"{rule.id} gives way to {other}, which does not exist"


def _of_words(catalog: Catalog, rule: Objection) -> Found:
    """A word in braces is an answer, a look that has words for what it comes to, or one that is reckoned."""
    lent = {name for name, look in rule.looks.items() if look.says}
    lent |= {word for look in rule.looks.values() if look.reckoned for word in GIVES[look.reckoned].words}
    for there, text in _texts(rule):
        for word in _QUOTED.findall(text):
            if not (catalog.asks(word) if "." in word else word in lent):
                yield there, f"{rule.id} quotes {word}, which does not exist"


def _texts(rule: Objection) -> Iterator[tuple[Path, str]]:
    parts: list[tuple[Path, Objection | Row]] = [((), rule), *((("table", n), row) for n, row in enumerate(rule.table))]
    for there, part in parts:
        for key in _WORDED:
            said = getattr(part, key)
            yield from (((*there, key), text) for text in ((said,) if isinstance(said, str) else said))


def _come_to(catalog: Catalog, rule: Objection, look: Look) -> tuple[frozenset[str], ...]:
    """What a look may come to; none where that hangs on an answer."""
    if look.reckoned:
        return (frozenset(GIVES[look.reckoned].results),)
    if look.fact:
        return (frozenset({HOLDS, NOT}),)
    paths = [path for at in look.at for path in rule.written_out(at)]
    if any("{" in path for path in paths):
        return ()
    found = (catalog.offers(path) or {KNOWN, UNKNOWN} for path in paths if catalog.asks(path))
    return (frozenset().union({look.absent} - {""}, *found),)


def _lost(catalog: Catalog, rule: Objection, path: str) -> Iterator[str]:
    return (one for one in rule.written_out(path) if not catalog.asks(one))


def _first(options: Iterable[str], offered: tuple[frozenset[str], ...]) -> str:
    """The first option that is not offered; none where nobody can say what is."""
    return next((option for option in options if any(option not in among for among in offered)), "")
