"""Readiness to change: where a person's change is held up, and the sum of many without any person in it.

The rule, in our words: five things have to be there one after the other (ADKAR); the first that a person scores 3 or
below on a scale of 1 to 5 is what holds that person up, and nothing that comes later matters before it. ADKAR is
Prosci's (see PROSCI); scopebot is not affiliated with Prosci and uses none of its worksheets. Counting each person's
barrier, the hiding below five answers and the words are ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

PROSCI = "https://blog.prosci.com/individual-barriers-to-change-and-what-to-do-about-them"
ELEMENTS: Final = ("awareness", "desire", "knowledge", "ability", "reinforcement")
SCORES: Final = (1, 2, 3, 4, 5)
HELD_UP_AT: Final = 3
FIVE: Final = 5
"""Fewer answers are never shown. A constant and no setting: a promise that somebody could lower is none."""

NONE_YET: Final = (0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Tally:
    """Sums alone: how often each element was given 1 to 5, and how often it was somebody's barrier.

    Nobody's five scores stand together in it. After the first answer the sums are that answer all the same, and whoever
    saw it before and after somebody's could take one from the other: so it is for `shown`, once, at the close.
    """

    scores: Mapping[str, Sequence[int]] = field(default_factory=dict)
    barriers: Mapping[str, int] = field(default_factory=dict)

    @property
    def answers(self) -> int:
        """How many people answered: each gave every element one score."""
        return sum(self.counts(ELEMENTS[0]))

    def counts(self, element: str) -> tuple[int, ...]:
        """How often an element was given 1, 2, 3, 4 and 5."""
        return tuple(self.scores.get(element, NONE_YET))

    def add(self, scores: Sequence[int]) -> "Tally":
        """A new tally with one answer more; this one stays. Raises ValueError as `barrier` does."""
        held_up = barrier(scores)
        return Tally(
            {element: _one_more(self.counts(element), score) for element, score in zip(ELEMENTS, scores, strict=True)},
            {element: self.barriers.get(element, 0) + (element == held_up) for element in ELEMENTS},
        )


@dataclass(frozen=True)
class Heat:
    """What a team may see: every tuple is in the order of ELEMENTS, the matrix with the counts of 1 to 5 in each row.

    `barrier` is what holds up most people, the earlier where two do, None where nobody is held up;
    `barrier_of_means` is the first element whose mean is 3 or below, to stand beside it: the two may differ.
    """

    answers: int
    matrix: tuple[tuple[int, ...], ...]
    means: tuple[float, ...]
    barriers: tuple[int, ...]
    barrier: str | None
    barrier_of_means: str | None


def barrier(scores: Sequence[int]) -> str | None:
    """The first element, in order, scored 3 or below; None where there is none. A lower score later is not it.

    Raises ValueError unless there are five whole scores of 1 to 5.
    """
    if len(scores) != len(ELEMENTS) or any(score not in SCORES for score in scores):
        raise ValueError("not five scores of 1 to 5")
    return _first_held_up(scores)


def shown(tally: Tally) -> Heat | None:
    """The sums for everybody to see; None where fewer than five answered."""
    answers = tally.answers
    if answers < FIVE:
        return None
    matrix = tuple(tally.counts(element) for element in ELEMENTS)
    means = tuple(_mean(row) for row in matrix)
    barriers = tuple(tally.barriers.get(element, 0) for element in ELEMENTS)
    most = max(barriers)
    return Heat(
        answers=answers,
        matrix=matrix,
        means=means,
        barriers=barriers,
        barrier=ELEMENTS[barriers.index(most)] if most else None,
        barrier_of_means=_first_held_up(means),
    )


def _first_held_up(scores: Sequence[float]) -> str | None:
    return next((element for element, score in zip(ELEMENTS, scores, strict=True) if score <= HELD_UP_AT), None)


def _one_more(counts: Sequence[int], score: int) -> tuple[int, ...]:
    return tuple(count + (score == place) for place, count in zip(SCORES, counts, strict=True))


def _mean(counts: Sequence[int]) -> float:
    return sum(score * count for score, count in zip(SCORES, counts, strict=True)) / sum(counts)
