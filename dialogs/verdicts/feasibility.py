"""Feasibility of a candidate: which questions it is asked (S2.feas.T), and red, amber or green from the answers.

The 2x2 is the curriculum's, the same as in Ng's lecture on feasibility and value; that people's level is the best to
plan for is S3.feas.1. What is red and what amber, the order of the table and the score are ours.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

QUESTIONS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("new", "unstructured"): ("hlp",),
    ("new", "structured"): ("features",),
    ("existing", "unstructured"): ("hlp", "history"),
    ("existing", "structured"): ("new_features", "history"),
}
"""S2.feas.T, by system and data: human-level performance, predictive features (new ones), history of the project."""


NOTHING = "nothing"
"""In the place of a system: it learns nothing from data, and is asked only whether it works. Ours."""


class Light(StrEnum):
    """The verdict on a candidate's feasibility."""

    RED = "red"
    AMBER = "amber"
    UNKNOWN = "unknown"
    GREEN = "green"


ORDER = (Light.RED, Light.AMBER, Light.UNKNOWN, Light.GREEN)
"""The first of these that any row of the table shows is the verdict."""

TABLE: Mapping[tuple[str, str | None], tuple[Light, float]] = {
    ("data", "no"): (Light.RED, 0.0),
    ("hlp", "exceeded"): (Light.RED, 0.0),
    ("history", "unreachable"): (Light.RED, 0.0),
    ("features", "no"): (Light.RED, 0.0),
    ("new_features", "no"): (Light.RED, 0.0),
    ("data", "partly"): (Light.AMBER, 0.5),
    ("data", "unseen"): (Light.AMBER, 0.5),
    ("method", "no"): (Light.AMBER, 0.0),
    ("method", "similar"): (Light.AMBER, 0.5),
    ("features", "unsure"): (Light.AMBER, 0.5),
    ("new_features", "unsure"): (Light.AMBER, 0.5),
    ("history", "inconclusive"): (Light.AMBER, 0.5),
    ("history", "too_few"): (Light.AMBER, 0.5),
    ("works", "untried"): (Light.AMBER, 0.5),
    ("works", "fell_short"): (Light.AMBER, 0.0),
    ("cell", None): (Light.UNKNOWN, 0.5),
    ("data", None): (Light.UNKNOWN, 0.5),
    ("method", None): (Light.UNKNOWN, 0.5),
    ("hlp", None): (Light.UNKNOWN, 0.5),
    ("features", None): (Light.UNKNOWN, 0.5),
    ("new_features", None): (Light.UNKNOWN, 0.5),
    ("history", None): (Light.UNKNOWN, 0.5),
    ("works", None): (Light.UNKNOWN, 0.5),
    ("data", "yes"): (Light.GREEN, 1.0),
    ("method", "yes"): (Light.GREEN, 1.0),
    ("hlp", "within"): (Light.GREEN, 1.0),
    ("features", "yes"): (Light.GREEN, 1.0),
    ("new_features", "yes"): (Light.GREEN, 1.0),
    ("history", "reachable"): (Light.GREEN, 1.0),
    ("works", "elsewhere"): (Light.GREEN, 1.0),
    ("works", "tried"): (Light.GREEN, 1.0),
}
"""What each answer shows, and its mark between 0 and 1. That nobody knows a method is research, not impossibility."""


@dataclass(frozen=True)
class Inputs:
    """What the team said about one candidate. None: nobody knows yet.

    `system` and `kind` (of data) make the cell; `data` and `method` are asked of all. `hlp` and `target` are in one
    unit, and equal is within reach of people. `features` are the new ones where the system exists. `reach` is the
    verdict on the history. `works` is asked of what learns nothing from data (`system` is
    NOTHING). What the cell does not ask does not count, even where it was answered before.
    """

    system: str | None = None
    kind: str | None = None
    data: str | None = None
    method: str | None = None
    hlp: float | None = None
    target: float | None = None
    higher_is_better: bool | None = None
    features: str | None = None
    reach: str | None = None
    works: str | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """What is asked of this candidate, in order; `cell` stands for the questions of a cell nobody named."""
        if self.system == NOTHING:
            return ("works",)
        if self.system is None or self.kind is None:
            return ("data", "method", "cell")
        return ("data", "method", *QUESTIONS[self.system, self.kind])

    @property
    def compared(self) -> str | None:
        """Whether people's level is exceeded by the target; None where a figure or its direction is missing."""
        if self.hlp is None or self.target is None or self.higher_is_better is None:
            return None
        better = self.target > self.hlp if self.higher_is_better else self.target < self.hlp
        return "exceeded" if better else "within"

    def answer(self, question: str) -> str | None:
        """What stands in the table's second column for a question."""
        answers = {
            "data": self.data,
            "method": self.method,
            "hlp": self.compared,
            "features": self.features,
            "new_features": self.features,
            "history": self.reach,
            "works": self.works,
        }
        return answers.get(question)


@dataclass(frozen=True)
class Flip:
    """One input changed alone, and the light it leads to. `beyond`: a value better than this does, itself not yet."""

    input: str
    value: Any
    light: Light
    beyond: bool = False


@dataclass(frozen=True)
class Feasibility:
    """The light, the rows that show it (`data_no`, `hlp_exceeded`), and what nobody knows yet, whatever the light.

    `score` is 0..1 for a picture's axis: the mean mark of what is asked, halved where the light is red. So red stays
    left of the middle, green is 1 alone, and no better answer moves a candidate to the left.
    """

    light: Light
    score: float
    rows: tuple[str, ...]
    inputs: Inputs
    missing: tuple[str, ...] = ()

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """Every single answer that leads to another light, as far as one is known on both sides."""
        return () if self.light is Light.UNKNOWN else tuple(_flips(self))


def decide(given: Inputs) -> Feasibility:
    """The one light for these inputs. Raises KeyError for a cell or an answer the table does not have."""
    found = [(question, given.answer(question)) for question in given.asked]
    shown = [(question, answer, *TABLE[question, answer]) for question, answer in found]
    light = next(light for light in ORDER if any(light is row for _, _, row, _ in shown))
    mean = sum(mark for *_, mark in shown) / len(shown)
    return Feasibility(
        light=light,
        score=mean / 2 if light is Light.RED else mean,
        rows=tuple(f"{question}_{answer or 'missing'}" for question, answer, row, _ in shown if row is light),
        inputs=given,
        missing=tuple(question for question, answer in found if answer is None),
    )


ALTERNATIVES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "data": ("data", ("yes", "partly", "no")),
    "method": ("method", ("yes", "similar", "no")),
    "features": ("features", ("yes", "unsure", "no")),
    "new_features": ("features", ("yes", "unsure", "no")),
    "history": ("reach", ("reachable", "inconclusive", "unreachable")),
    "works": ("works", ("tried", "elsewhere", "untried", "fell_short")),
}
"""By question: the input it is kept in, and what it may become."""


def _flips(verdict: Feasibility) -> Iterator[Flip]:
    for name, value in _single_changes(verdict.inputs):
        changed = decide(replace(verdict.inputs, **{name: value})).light
        if changed not in (verdict.light, Light.UNKNOWN):
            yield Flip(name, value, changed)
    if verdict.light is not Light.RED and "hlp" in verdict.inputs.asked and verdict.inputs.compared:
        yield Flip("target", verdict.inputs.hlp, Light.RED, beyond=True)


def _single_changes(given: Inputs) -> Iterator[tuple[str, Any]]:
    for question in given.asked:
        name, options = ALTERNATIVES.get(question, ("", ()))
        now = given.answer(question)
        yield from ((name, option) for option in options if now is not None and option != now)
        if question == "hlp" and given.compared == "exceeded":
            yield "target", given.hlp
