"""Readiness: one barrier or none for every person, and sums that show nobody."""

from collections import Counter
from dataclasses import fields
from functools import reduce
from inspect import signature
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.readiness import ELEMENTS, FIVE, Heat, Tally, barrier, shown

ANYBODY = st.lists(st.integers(1, 5), min_size=5, max_size=5)


def tally(*people: list[int]) -> Tally:
    return reduce(Tally.add, people, Tally())


def heat(*people: list[int]) -> Heat:
    found = shown(tally(*people))
    assert found is not None
    return found


def test_everybody_has_one_barrier_or_none_and_it_is_the_first_at_three_or_below() -> None:
    reached = Counter[str | None]()
    for scores in product(range(1, 6), repeat=5):
        found = barrier(scores)
        reached[found] += 1
        before = scores if found is None else scores[: ELEMENTS.index(found)]

        assert all(score > 3 for score in before)
        assert found is None or scores[ELEMENTS.index(found)] <= 3
    assert set(reached) == {*ELEMENTS, None}
    assert reached.total() == 5**5


@pytest.mark.parametrize(
    ("scores", "held_up"),
    [
        ([3, 1, 5, 5, 5], "awareness"),
        ([4, 1, 5, 5, 5], "desire"),
        ([4, 4, 4, 4, 3], "reinforcement"),
        ([4, 4, 4, 4, 4], None),
    ],
)
def test_a_later_lower_score_is_not_the_barrier(scores: list[int], held_up: str | None) -> None:
    assert barrier(scores) == held_up


@pytest.mark.parametrize("scores", [[], [3] * 4, [3] * 6, [0, 3, 3, 3, 3], [3, 3, 6, 3, 3], [3, 3, 2.5, 3, 3]])
def test_anything_but_five_whole_scores_is_refused(scores: list[int]) -> None:
    with pytest.raises(ValueError, match="five scores"):
        barrier(scores)
    with pytest.raises(ValueError, match="five scores"):
        Tally().add(scores)


@given(st.lists(ANYBODY, max_size=9))
def test_nothing_is_shown_below_five_and_everything_adds_up_from_there(people: list[list[int]]) -> None:
    summed = tally(*people)
    found = shown(summed)

    assert summed.answers == len(people)
    assert (found is None) == (len(people) < 5)
    if found:
        held_up = Counter(map(barrier, people))
        assert found.matrix == tuple(
            tuple([person[place] for person in people].count(score) for score in range(1, 6)) for place in range(5)
        )
        assert found.means == tuple(sum(person[place] for person in people) / len(people) for place in range(5))
        assert found.barriers == tuple(held_up[element] for element in ELEMENTS)


@given(st.lists(ANYBODY, min_size=5, max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_leaves_no_trace(people: list[list[int]], chance: object) -> None:
    shuffled = people.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert tally(*people) == tally(*shuffled)


def test_five_cannot_be_lowered() -> None:
    assert FIVE == 5
    assert list(signature(shown).parameters) == ["tally"]


def test_a_tally_keeps_sums_alone() -> None:
    assert [field.name for field in fields(Tally)] == ["scores", "barriers"]
    assert all(len(counts) == 5 for counts in tally([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]).scores.values())


def test_adding_leaves_the_tally_before_it_as_it_was() -> None:
    before = tally([4, 4, 4, 4, 4])
    before.add([1, 1, 1, 1, 1])

    assert before == tally([4, 4, 4, 4, 4])


def test_a_tally_goes_on_from_sums_that_were_kept() -> None:
    people = [[3, 1, 5, 5, 5], [5, 4, 2, 5, 5]]
    kept = tally(*people)
    read = Tally({name: list(counts) for name, counts in kept.scores.items()}, dict(kept.barriers))

    assert read.add([4, 4, 4, 4, 4]) == kept.add([4, 4, 4, 4, 4])


def test_the_barrier_of_a_team_is_counted_by_person_and_may_differ_from_that_of_the_means() -> None:
    found = heat(*[[4, 2, 5, 5, 5]] * 3, *[[1, 5, 5, 5, 5]] * 2)

    assert found.barrier == "desire"
    assert found.barrier_of_means == "awareness"


def test_of_two_barriers_that_hold_up_as_many_the_earlier_is_named() -> None:
    found = heat([5, 5, 3, 5, 5], [5, 5, 2, 5, 5], [5, 1, 5, 5, 5], [5, 3, 1, 5, 5], [5, 5, 5, 5, 5])

    assert found.barriers == (0, 2, 2, 0, 0)
    assert found.barrier == "desire"


def test_where_nobody_is_held_up_there_is_no_barrier() -> None:
    found = heat(*[[4, 5, 4, 5, 4]] * 5)

    assert found.barrier is None
    assert found.barrier_of_means is None


def test_a_mean_of_exactly_three_holds_up() -> None:
    assert heat([1, 5, 5, 5, 5], *[[3, 5, 5, 5, 5]] * 3, [5] * 5).barrier_of_means == "awareness"
