"""Value with what there is: the range of each place, and objections that hold whatever is unknown."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.feasibility import Light
from dialogs.verdicts.partial import Hinge, Turn
from dialogs.verdicts.partial.value import Places, Standing, hangs_on, objection, places
from dialogs.verdicts.value import CONFIDENCES, IMPACTS, Candidate, Objection, challenge, ranking

MODEL = Candidate("model", 4800, 2, 0.8, 6)
NEWSLETTER = Candidate("newsletter", 4800, 0.25, 1, 0.5)
CHATBOT = Candidate("chatbot", 1000, 1, 0.5, 9)
FIGURES = {
    "reach": st.integers(0, 5000).map(float),
    "impact": st.sampled_from(IMPACTS),
    "confidence": st.sampled_from(CONFIDENCES),
    "effort": st.sampled_from((0.5, 1.0, 2.0, 3.0, 7.5)),
}
SOME = st.lists(
    st.builds(
        Candidate,
        st.just(""),
        *[st.none() | figure for figure in FIGURES.values()],
        st.sampled_from(Light),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
).map(lambda found: [replace(one, name=letter) for letter, one in zip("abcd", found, strict=False)])
VALUES = st.lists(
    st.fixed_dictionaries({**FIGURES, "reach": st.floats(0, 1e6), "effort": st.floats(0.1, 1e6)}),
    min_size=4,
    max_size=4,
)
LARGE = 1e12
MOST = {"reach": LARGE, "impact": 3.0, "confidence": 1.0, "effort": 0.5}
LEAST = {"reach": 0.0, "impact": 0.25, "confidence": 0.5, "effort": LARGE}


def filled(one: Candidate, values: dict[str, float]) -> Candidate:
    return replace(one, **{name: values[name] for name in one.missing})


def place(candidates: Sequence[Candidate], name: str) -> int:
    return next(one.place for one in ranking(candidates) if one.name == name)


def apart(
    candidates: Sequence[Candidate], name: str, own: dict[str, float], others: dict[str, float]
) -> list[Candidate]:
    return [filled(one, own if one.name == name else others) for one in candidates]


def is_easiest(candidates: Sequence[Candidate], name: str) -> bool:
    ranked = {one.name: one for one in ranking(candidates)}
    own, others = ranked[name], [one for one in ranked.values() if not one.last]
    return all(own.effort <= one.effort for one in others) and any(
        one.value > own.value and one.effort > own.effort for one in others
    )


@given(SOME, VALUES)
def test_no_completion_gives_a_place_outside_the_range(
    candidates: list[Candidate], values: list[dict[str, float]]
) -> None:
    completed = [filled(one, figures) for one, figures in zip(candidates, values, strict=False)]
    for name, found in places(candidates).items():
        assert found.best <= place(completed, name) <= found.worst


@given(SOME)
def test_both_ends_of_the_range_are_places_it_can_have(candidates: list[Candidate]) -> None:
    for name, found in places(candidates).items():
        assert place(apart(candidates, name, MOST, LEAST), name) == found.best
        assert place(apart(candidates, name, LEAST, MOST), name) == found.worst


@given(SOME, VALUES, st.data())
def test_the_range_shrinks_and_never_grows_as_figures_become_known(
    candidates: list[Candidate], values: list[dict[str, float]], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(candidates) - 1))
    more = [filled(one, values[index]) if index == at else one for index, one in enumerate(candidates)]
    before = places(candidates)
    for name, found in places(more).items():
        assert before[name].best <= found.best <= found.worst <= before[name].worst


@given(SOME, VALUES)
def test_with_all_figures_they_are_the_places_and_the_objections_of_today(
    candidates: list[Candidate], values: list[dict[str, float]]
) -> None:
    completed = [filled(one, figures) for one, figures in zip(candidates, values, strict=False)]
    for name, found in places(completed).items():
        against, today = objection(completed, name), challenge(completed, name)

        assert found == Places(place(completed, name), place(completed, name))
        assert (against and against.objection) == (today and today.objection)
        assert set(against.better if against else ()) == {one.name for one in (today.better if today else ())}
        assert hangs_on(completed, name) is None


@given(SOME, VALUES)
def test_an_objection_holds_for_every_completion_and_so_does_what_is_better(
    candidates: list[Candidate], values: list[dict[str, float]]
) -> None:
    completed = [filled(one, figures) for one, figures in zip(candidates, values, strict=False)]
    ranked = {one.name: one for one in ranking(completed)}
    for name, own in ranked.items():
        against = objection(candidates, name)
        if against and against.objection is Objection.EASIEST:
            assert is_easiest(completed, name)
            assert all(ranked[one].value > own.value and ranked[one].effort > own.effort for one in against.better)
        elif against:
            assert all(ranked[one].rice > own.rice and not ranked[one].last for one in against.better)


@given(SOME)
def test_an_objection_that_is_not_raised_fails_for_some_completion(candidates: list[Candidate]) -> None:
    for one in candidates:
        raised = objection(candidates, one.name)
        if raised is None or raised.objection is Objection.NOT_TOP:
            hard_and_worth_most = {**MOST, "effort": LARGE}
            easy_and_worth_least = {**LEAST, "effort": 0.5}
            assert not is_easiest(apart(candidates, one.name, hard_and_worth_most, easy_and_worth_least), one.name)
        if raised is None:
            rivals = [other for other in candidates if other is one or not other.comes_last]
            best = next(ranked for ranked in ranking(apart(rivals, one.name, MOST, LEAST)) if ranked.name == one.name)
            assert all(ranked.rice <= best.rice for ranked in ranking(apart(rivals, one.name, MOST, LEAST)))


def test_an_unknown_reach_may_have_any_place_and_moves_the_others() -> None:
    assert places([replace(MODEL, reach=None), NEWSLETTER, CHATBOT]) == {
        "model": Places(1, 3, ("reach",)),
        "newsletter": Places(1, 2),
        "chatbot": Places(2, 3),
    }


def test_an_unknown_effort_is_at_least_half_a_person_month() -> None:
    modest = Candidate("modest", 10, 1, 1)

    assert places([MODEL, modest])["modest"] == Places(2, 2, ("effort",))
    assert places([CHATBOT, modest])["modest"] == Places(2, 2, ("effort",))
    assert places([CHATBOT, replace(modest, reach=100)])["modest"] == Places(1, 2, ("effort",))


def test_what_is_worth_something_stays_above_what_is_worth_nothing_however_long_it_takes() -> None:
    worthless = Candidate("worthless", 0, 1, 1, 1)

    assert places([worthless, replace(MODEL, effort=None)])["worthless"] == Places(2, 2)


def test_the_easy_choice_is_objected_to_only_where_it_is_easy_in_any_case() -> None:
    assert objection([NEWSLETTER, MODEL], "newsletter") == Standing(Objection.EASIEST, ("model",))
    assert objection([NEWSLETTER, replace(MODEL, confidence=None)], "newsletter") == Standing(
        Objection.EASIEST, ("model",)
    )
    assert objection([NEWSLETTER, replace(MODEL, reach=None)], "newsletter") is None
    assert objection([replace(NEWSLETTER, effort=None), MODEL], "newsletter") is None


def test_a_choice_is_not_the_top_only_where_something_is_higher_in_any_case() -> None:
    unsure = replace(MODEL, reach=None)

    assert objection([unsure, NEWSLETTER, CHATBOT], "chatbot") == Standing(Objection.NOT_TOP, ("newsletter",))
    assert objection([unsure, CHATBOT], "chatbot") is None


def test_a_choice_nobody_proposed_is_refused() -> None:
    with pytest.raises(ValueError, match="no such candidate"):
        objection([MODEL], "oracle")


def test_the_place_hangs_on_the_one_figure_that_is_unknown_at_exact_numbers() -> None:
    candidates = [replace(MODEL, reach=None), NEWSLETTER, Candidate("other", 1200, 1, 0.5, 1)]

    assert hangs_on(candidates, "model") == Hinge(
        "model.reach",
        turns=(Turn(2250.0, (3,), (2,), from_there=True), Turn(9000.0, (2,), (1,), from_there=True)),
    )
    assert hangs_on(candidates, "newsletter") == Hinge("model.reach", turns=(Turn(9000.0, (1,), (2,)),))


def test_the_place_hangs_on_an_effort_or_on_a_step_of_a_scale() -> None:
    twin = Candidate("twin", 4800, 2, 0.8, 6)

    assert hangs_on([replace(MODEL, effort=None), twin], "model") == Hinge(
        "model.effort", turns=(Turn(6.0, (1,), (2,)),)
    )
    assert hangs_on([replace(MODEL, impact=None), twin], "model") == Hinge(
        "model.impact", {3.0: (1,), 2.0: (1,), 1.0: (2,), 0.5: (2,), 0.25: (2,)}
    )


def test_nothing_hangs_on_two_unknown_figures_alone_or_on_one_that_moves_nothing() -> None:
    assert hangs_on([replace(MODEL, reach=None, effort=None), CHATBOT], "model") is None
    assert hangs_on([replace(MODEL, effort=None), Candidate("giant", 10**9, 3, 1, 1)], "model") is None


@given(SOME, st.data())
def test_one_less_and_one_more_land_on_different_sides(candidates: list[Candidate], data: st.DataObject) -> None:
    completed = [filled(one, MOST | {"reach": 100.0}) for one in candidates]
    figure = data.draw(st.sampled_from(("reach", "effort")))
    unsure = [replace(completed[0], **{figure: None}), *completed[1:]]
    for one in completed:
        hinge = hangs_on(unsure, one.name)
        for turn in hinge.turns if hinge else ():
            below = turn.at - 1e-6 if turn.from_there else turn.at
            above = turn.at if turn.from_there else turn.at + 1e-6
            sides = [place([replace(unsure[0], **{figure: at}), *completed[1:]], one.name) for at in (below, above)]

            assert ((sides[0],), (sides[1],)) == (turn.below, turn.above)
            assert turn.at < inf


@pytest.mark.parametrize("figure", ["reach", "effort"])
def test_an_unknown_never_gives_what_a_zero_gives(figure: str) -> None:
    assert places([replace(MODEL, **{figure: None})]) != places([replace(MODEL, **{figure: 0.0})])
    assert hangs_on([replace(MODEL, **{figure: 0.0}), CHATBOT], "model") is None
