"""Feasibility with what there is: the lights that remain, and what they hang on."""

from dataclasses import fields, replace
from itertools import product
from math import inf, nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.feasibility import NOTHING, QUESTIONS, Inputs, Light, decide
from dialogs.verdicts.partial import Ends, Turn
from dialogs.verdicts.partial.feasibility import COMPARED, all_hinges, hangs_on, possible, score

OPTIONS: dict[str, tuple[object, ...]] = {
    "system": ("new", "existing"),
    "kind": ("unstructured", "structured"),
    "data": ("yes", "partly", "no"),
    "method": ("yes", "similar", "no"),
    "features": ("yes", "unsure", "no"),
    "reach": ("reachable", "inconclusive", "unreachable", "too_few"),
    "higher_is_better": (True, False),
}
LEVELS = ("hlp", "target")
LEVEL = st.integers(0, 100).map(lambda percent: percent / 100)
PARTIALS = st.builds(
    Inputs,
    **{name: st.sampled_from((None, *options)) for name, options in OPTIONS.items()},
    **{name: st.none() | LEVEL for name in LEVELS},
)
COMPLETE = st.fixed_dictionaries(
    {**{name: st.sampled_from(options) for name, options in OPTIONS.items()}, **dict.fromkeys(LEVELS, LEVEL)}
)
READY = Inputs("new", "unstructured", "yes", "yes", 0.9, 0.85, True)


def filled(inputs: Inputs, values: dict[str, object]) -> Inputs:
    return replace(inputs, **{name: value for name, value in values.items() if getattr(inputs, name) is None})


def by_brute_force(inputs: Inputs) -> set[Light]:
    complete = [inputs]
    for name, options in {**OPTIONS, "target": (0.5, 0.85, 0.9), "hlp": (0.5, 0.85, 0.9)}.items():
        complete = [
            replace(one, **{name: option})
            for one in complete
            for option in (options if getattr(one, name) is None else (getattr(one, name),))
        ]
    return {decide(one).light for one in complete}


@pytest.mark.parametrize("cell", QUESTIONS)
def test_what_is_possible_is_the_union_over_all_completions_for_every_combination(cell: tuple[str, str]) -> None:
    asked = {
        "data": True,
        "method": True,
        "features": not {"features", "new_features"}.isdisjoint(QUESTIONS[cell]),
        "reach": "history" in QUESTIONS[cell],
    }
    answers = product(*[(None, *OPTIONS[name]) if is_asked else (None,) for name, is_asked in asked.items()])
    levels = ((0.9, 0.85), (None, 0.85), (None, None)) if "hlp" in QUESTIONS[cell] else ((None, None),)
    for (data, method, features, reach), (hlp, target) in product(answers, levels):
        inputs = Inputs(*cell, data, method, hlp, target, True, features, reach)  # type: ignore[arg-type]
        # What the cell does not ask is filled by one value: it cannot count.
        counting = replace(
            inputs, features=features if asked["features"] else "no", reach=reach if asked["reach"] else "x"
        )

        assert possible(inputs).every == by_brute_force(counting)


@pytest.mark.parametrize("works", [None, "tried", "elsewhere", "untried", "fell_short"])
def test_of_what_learns_nothing_only_whether_it_works_is_open(works: str | None) -> None:
    found = possible(Inputs(NOTHING, works=works))
    worked = ("tried", "elsewhere", "untried", "fell_short") if works is None else (works,)

    assert found.every == {decide(Inputs(NOTHING, works=one)).light for one in worked}
    assert found.unknown == (() if works else ("works",))


@given(PARTIALS, COMPLETE)
def test_no_completion_leads_anywhere_else(inputs: Inputs, values: dict[str, object]) -> None:
    assert decide(filled(inputs, values)).light in possible(inputs).every


@given(PARTIALS)
def test_every_light_has_a_witness_that_agrees_with_what_is_known_and_leads_to_it(inputs: Inputs) -> None:
    for light, witness in possible(inputs).witnesses.items():
        assert decide(witness).light is light
        assert decide(witness).missing == ()
        assert all(getattr(inputs, field.name) in (None, getattr(witness, field.name)) for field in fields(inputs))


@given(PARTIALS, COMPLETE, st.sets(st.sampled_from((*OPTIONS, *LEVELS))))
def test_it_shrinks_and_never_grows_as_inputs_become_known(
    inputs: Inputs, values: dict[str, object], known: set[str]
) -> None:
    more = filled(inputs, {name: values[name] for name in known})

    assert possible(more).every <= possible(inputs).every


@given(PARTIALS, COMPLETE)
def test_with_all_inputs_it_is_the_light_and_nothing_else(inputs: Inputs, values: dict[str, object]) -> None:
    complete = filled(inputs, values)

    assert (possible(complete).one, possible(complete).unknown) == (decide(complete).light, ())
    assert hangs_on(complete) is None
    assert score(complete) == Ends(decide(complete).score, decide(complete).score)


def test_red_only_if_people_cannot_do_it() -> None:
    unsure = replace(READY, method=None, hlp=None)
    hinge = hangs_on(unsure)

    assert possible(unsure).verdicts == (Light.RED, Light.AMBER, Light.GREEN)
    assert hinge
    assert (hinge.input, hinge.turns) == (
        "hlp",
        (Turn(0.85, (Light.RED,), (Light.AMBER, Light.GREEN), from_there=True),),
    )


def test_it_is_red_where_it_is_red_in_all() -> None:
    assert possible(Inputs(data="no")).one is Light.RED
    assert possible(Inputs("existing", "structured", reach="unreachable")).one is Light.RED


def test_two_unknown_levels_turn_it_only_together() -> None:
    unsure = Inputs("new", "unstructured", "yes", "yes")
    hinge = hangs_on(unsure)

    assert hinge
    assert (hinge.input, hinge.options) == (COMPARED, {"exceeded": (Light.RED,), "within": (Light.GREEN,)})


def test_the_direction_alone_can_be_what_it_hangs_on() -> None:
    hinge = hangs_on(replace(READY, higher_is_better=None))

    assert hinge
    assert (hinge.input, hinge.options) == ("higher_is_better", {True: (Light.GREEN,), False: (Light.RED,)})


@pytest.mark.parametrize("name", LEVELS)
@pytest.mark.parametrize("higher_is_better", [True, False])
def test_just_less_and_just_more_land_on_different_sides(name: str, higher_is_better: bool) -> None:
    unsure = replace(READY, higher_is_better=higher_is_better, **{name: None})
    hinge = hangs_on(unsure)

    assert hinge
    (turn,) = hinge.turns
    below, above = (decide(replace(unsure, **{name: nextafter(turn.at, to)})).light for to in (-inf, inf))
    exactly = decide(replace(unsure, **{name: turn.at})).light
    assert ((below,), (above,)) == (turn.below, turn.above)
    assert (exactly,) == (turn.above if turn.from_there else turn.below) == (Light.GREEN,)


@given(PARTIALS)
def test_an_option_of_a_hinge_leaves_what_it_says(inputs: Inputs) -> None:
    for hinge in all_hinges(inputs)[:2]:
        assert set().union(*hinge.leaves) <= set(possible(inputs).verdicts)
        if hinge.input != COMPARED:
            for option, left in hinge.options.items():
                assert possible(replace(inputs, **{hinge.input: option})).verdicts == left


@given(PARTIALS, COMPLETE)
def test_the_score_lies_between_its_ends_and_reaches_both(inputs: Inputs, values: dict[str, object]) -> None:
    ends = score(inputs)

    assert ends.least <= decide(filled(inputs, values)).score <= ends.most


def test_an_unknown_is_no_half_mark() -> None:
    unsure = replace(READY, method=None)

    assert decide(unsure).score == pytest.approx(2.5 / 3)
    assert score(unsure) == Ends(pytest.approx(2 / 3), 1.0)


@pytest.mark.parametrize("name", LEVELS)
def test_an_unknown_never_gives_what_a_zero_gives(name: str) -> None:
    assert possible(replace(READY, **{name: None})) != possible(replace(READY, **{name: 0.0}))
