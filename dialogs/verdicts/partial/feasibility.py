"""Feasibility of a candidate while answers are unknown: the lights that remain, and what they hang on."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.verdicts.feasibility import ALTERNATIVES, NOTHING, ORDER, Inputs, Light, decide
from dialogs.verdicts.partial import (
    Cell,
    Domain,
    Ends,
    Hinge,
    Possible,
    cells,
    completions,
    fixings,
    hinges,
    unknowns,
    witnesses,
)

COMPARED = "compared"
"""The hinge that stands for people's level beside the target, where more than one of its figures is unknown."""


def possible(given: Inputs) -> Possible[Light, Inputs]:
    """The lights that remain; `Light.UNKNOWN` is never one of them."""
    found = witnesses(completions(given, DOMAINS), lambda one: decide(one).light, ORDER)
    return Possible(found, unknowns(given, DOMAINS))


def hangs_on(given: Inputs) -> Hinge[Light] | None:
    """The answer to find out first; None where one light remains, or no answer alone changes what does."""
    return next(iter(all_hinges(given)), None)


def all_hinges(given: Inputs) -> tuple[Hinge[Light], ...]:
    """Every answer that alone changes what remains, the most telling first."""
    return hinges(possible(given), {**fixings(given, DOMAINS), **_comparison(given)}, possible)


def score(given: Inputs) -> Ends:
    """The least and the most the score can be: an unknown is no half mark."""
    scores = [decide(one).score for one in completions(given, DOMAINS)]
    return Ends(min(scores), max(scores))


def _is_asked(given: Inputs, *questions: str) -> bool:
    return not set(questions).isdisjoint(given.asked)


def _features(given: Inputs) -> tuple[str, ...]:
    return ALTERNATIVES["features"][1] if _is_asked(given, "features", "new_features") else ()


def _reach(given: Inputs) -> tuple[str, ...]:
    return (*ALTERNATIVES["history"][1], "too_few") if _is_asked(given, "history") else ()


def _direction(given: Inputs) -> tuple[bool, ...]:
    return (True, False) if _is_asked(given, "hlp") else ()


def _level(given: Inputs, other: float | None) -> tuple[Cell, ...]:
    """A level turns at the one it is compared with."""
    return cells([] if other is None else [other]) if _is_asked(given, "hlp") else ()


DOMAINS: Mapping[str, Domain[Inputs]] = {
    "system": lambda given: ("new", "existing"),
    "kind": lambda given: () if given.system == NOTHING else ("unstructured", "structured"),
    "data": lambda given: ALTERNATIVES["data"][1] if _is_asked(given, "data") else (),
    "method": lambda given: ALTERNATIVES["method"][1] if _is_asked(given, "method") else (),
    "works": lambda given: ALTERNATIVES["works"][1] if _is_asked(given, "works") else (),
    "features": _features,
    "reach": _reach,
    "higher_is_better": _direction,
    "target": lambda given: _level(given, given.hlp),
    "hlp": lambda given: _level(given, given.target),
}


def _comparison(given: Inputs) -> dict[str, list[tuple[object, Inputs]]]:
    figures = (given.hlp, given.target, given.higher_is_better)
    if not _is_asked(given, "hlp") or figures.count(None) < 2:
        return {}
    exceeded = replace(given, hlp=0.0, target=1.0, higher_is_better=True)
    return {COMPARED: [("exceeded", exceeded), ("within", replace(exceeded, hlp=1.0))]}
