"""Value and ranking: RICE, shared places, and a choice that is asked for its reason."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.feasibility import Light
from dialogs.verdicts.value import (
    CONFIDENCES,
    IMPACTS,
    Candidate,
    Challenge,
    Objection,
    challenge,
    far_apart,
    is_worth_twice,
    ranking,
    rice,
    value,
)

MODEL = Candidate("model", 4800, 2, 0.8, 6)
NEWSLETTER = Candidate("newsletter", 4800, 0.25, 1, 0.5)
CHATBOT = Candidate("chatbot", 1000, 1, 0.5, 9)
SOME = st.lists(
    st.builds(
        Candidate,
        st.just(""),
        st.integers(0, 5000),
        st.sampled_from(IMPACTS),
        st.sampled_from(CONFIDENCES),
        st.sampled_from((0.5, 1.0, 2.0, 3.0, 7.5)),
        st.sampled_from(Light),
    ),
    min_size=1,
    max_size=5,
).map(lambda found: [Candidate(letter, *_figures(one)) for letter, one in zip("abcde", found, strict=False)])


def _figures(one: Candidate) -> tuple[float | None, float | None, float | None, float | None, Light]:
    return one.reach, one.impact, one.confidence, one.effort, one.light


def objection(candidates: list[Candidate], chosen: str) -> Objection | None:
    found = challenge(candidates, chosen)
    return found.objection if found else None


def test_rice_is_reach_times_impact_times_confidence_over_effort() -> None:
    assert rice(4800, 2, 0.8, 6) == 1280
    assert value(4800, 2, 0.8) == 7680


def test_an_effort_below_half_a_person_month_counts_as_half_a_one() -> None:
    assert rice(100, 1, 1, 0.1) == rice(100, 1, 1, 0.5) == 200


@pytest.mark.parametrize("figures", [(-1, 1, 1), (100, 1.5, 1), (100, 1, 0.9)])
def test_figures_off_the_scales_are_refused(figures: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="not on the scales"):
        rice(*figures, 1)


def test_tenths_do_not_part_two_candidates_that_are_worth_the_same() -> None:
    thirds = [Candidate("a", 3, 1, 0.8, 3), Candidate("b", 1, 2, 0.8, 2), Candidate("c", 8, 0.5, 0.5, 2.5)]

    assert [one.place for one in ranking(thirds)] == [1, 1, 1]


def test_candidates_that_tie_share_a_place_and_the_next_one_comes_after_both() -> None:
    twin = Candidate("twin", 4800, 2, 0.8, 6)

    assert [(one.place, one.name) for one in ranking([CHATBOT, MODEL, twin, NEWSLETTER])] == [
        (1, "newsletter"),
        (2, "model"),
        (2, "twin"),
        (4, "chatbot"),
    ]


def test_what_cannot_be_built_comes_after_all_that_can() -> None:
    red, worse = Candidate("red", 4800, 3, 1, 1, Light.RED), Candidate("worse", 1, 1, 1, 1, Light.RED)

    assert [(one.place, one.name, one.feasible) for one in ranking([worse, red, CHATBOT, MODEL])] == [
        (1, "model", True),
        (2, "chatbot", True),
        (3, "red", False),
        (4, "worse", False),
    ]


def test_in_scopings_from_before_it_keeps_its_place_and_is_marked() -> None:
    red = Candidate("red", 4800, 3, 1, 1, Light.RED, red_last=False)

    assert [(one.name, one.feasible) for one in ranking([MODEL, red])] == [("red", False), ("model", True)]
    assert objection([MODEL, red], "model") is Objection.NOT_TOP


@pytest.mark.parametrize("known", list(product((True, False), repeat=4)))
def test_a_candidate_has_a_place_only_once_all_four_figures_are_known(known: tuple[bool, ...]) -> None:
    reach, impact, confidence, effort = (1.0 if one else None for one in known)
    candidate = Candidate("a", reach, impact, confidence, effort)

    assert len(ranking([candidate])) == all(known)
    assert len(candidate.missing) == known.count(False)


@given(SOME)
def test_places_fall_with_rice_and_every_rated_candidate_has_one(candidates: list[Candidate]) -> None:
    ranked = ranking(candidates)

    assert sorted(one.name for one in ranked) == [one.name for one in candidates]
    for one in ranked:
        buildable = sum(other.feasible and (not one.feasible or other.rice > one.rice) for other in ranked)
        red = sum(not one.feasible and not other.feasible and other.rice > one.rice for other in ranked)
        assert one.place == 1 + buildable + red
    assert [one.place for one in ranked] == sorted(one.place for one in ranked)


@given(SOME)
def test_a_choice_draws_one_objection_or_none_and_what_is_better_is_better(candidates: list[Candidate]) -> None:
    ranked = {one.name: one for one in ranking(candidates)}
    for chosen, own in ranked.items():
        others = [one for one in ranked.values() if one.feasible]
        easiest = all(own.effort <= one.effort for one in others) and any(
            one.value > own.value and one.effort > own.effort for one in others
        )
        higher = any(one.rice > own.rice for one in others)
        expected = Objection.EASIEST if easiest else Objection.NOT_TOP if higher else None
        found = challenge(candidates, chosen)

        assert (found.objection if found else None) == expected
        for one in found.better if found else ():
            assert one.feasible
            assert one.value > own.value if easiest else one.rice > own.rice


def test_the_easiest_that_is_not_the_most_valuable_is_challenged_even_at_the_top() -> None:
    found = challenge([NEWSLETTER, MODEL, CHATBOT], "newsletter")

    assert isinstance(found, Challenge)
    assert (found.chosen.place, found.objection) == (1, Objection.EASIEST)
    assert [one.name for one in found.better] == ["model"]


def test_a_choice_that_is_neither_easiest_nor_top_is_asked_for_its_reason() -> None:
    found = challenge([NEWSLETTER, MODEL, CHATBOT], "chatbot")

    assert found
    assert found.objection is Objection.NOT_TOP
    assert [one.name for one in found.better] == ["newsletter", "model"]


def test_the_top_that_is_not_the_easiest_needs_no_reason() -> None:
    assert objection([MODEL, CHATBOT, Candidate("small", 10, 0.25, 0.5, 1)], "model") is None


def test_the_easiest_that_is_worth_most_needs_no_reason() -> None:
    assert objection([MODEL, CHATBOT], "model") is None


def test_where_all_take_the_same_effort_none_is_the_easy_one() -> None:
    lesser = Candidate("lesser", 10, 1, 1, 6)

    assert objection([MODEL, lesser], "lesser") is Objection.NOT_TOP


def test_no_choice_is_held_against_what_cannot_be_built() -> None:
    red = Candidate("red", 4800, 3, 1, 6, Light.RED)
    found = challenge([MODEL, red, NEWSLETTER], "newsletter")

    assert found
    assert [one.name for one in found.better] == ["model"]
    assert objection([red, CHATBOT], "chatbot") is None
    assert objection([red, CHATBOT, replace(NEWSLETTER, light=Light.RED)], "chatbot") is None


def test_what_lacks_a_figure_is_held_against_nothing_and_nothing_against_it() -> None:
    unrated = Candidate("unrated", 9000, 3, None, 1)

    assert objection([MODEL, unrated], "unrated") is None
    assert objection([MODEL, unrated], "model") is None


def test_a_choice_nobody_proposed_is_refused() -> None:
    with pytest.raises(ValueError, match="no such candidate"):
        challenge([MODEL], "oracle")


@pytest.mark.parametrize(
    ("reach", "twice"),
    [(2399.0, False), (2400.0, False), (2401.0, True), (1200.0, False), (0.0, False), (None, False)],
)
def test_worth_differs_clearly_from_more_than_twice_on(reach: float | None, twice: bool) -> None:
    assert is_worth_twice(replace(NEWSLETTER, reach=reach), replace(NEWSLETTER, reach=1200.0)) is twice


@pytest.mark.parametrize("unknown", ["reach", "impact", "confidence"])
def test_worth_is_not_compared_while_a_figure_of_either_is_a_guess_nobody_made(unknown: str) -> None:
    blank = replace(MODEL, **{unknown: None})  # type: ignore[arg-type]

    assert not is_worth_twice(blank, CHATBOT)
    assert not is_worth_twice(MODEL, replace(CHATBOT, **{unknown: None}))  # type: ignore[arg-type]
    assert is_worth_twice(replace(MODEL, effort=None), CHATBOT), "effort makes nothing worth more"


def test_tenths_do_not_part_what_is_worth_exactly_twice() -> None:
    assert not is_worth_twice(Candidate("a", 0.2, 1, 0.8, 1), Candidate("b", 0.1, 1, 0.8, 1))


@given(SOME)
def test_of_two_at_most_one_is_worth_twice_the_other(candidates: list[Candidate]) -> None:
    for one, other in product(candidates, candidates):
        assert not (is_worth_twice(one, other) and is_worth_twice(other, one))


@pytest.mark.parametrize(
    ("reaches", "apart"),
    [
        ((32, 750_000), ("0", "1")),
        ((32, 3_200), None),
        ((32, 3_201), ("0", "1")),
        ((0, 5), None),
        ((None, 7), None),
        ((), None),
    ],
)
def test_reaches_that_hardly_count_the_same_thing(
    reaches: tuple[float | None, ...], apart: tuple[str, str] | None
) -> None:
    found = far_apart(Candidate(str(number), reach=reach) for number, reach in enumerate(reaches))

    assert (found and (found[0].name, found[1].name)) == apart
