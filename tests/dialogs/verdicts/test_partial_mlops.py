"""MLOps or a proof of concept with what there is: the union over all completions, and the exact number it hangs on."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import inf, nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.mlops import ALTERNATIVES, Inputs, Outcome, SizeTest, decide
from dialogs.verdicts.partial import Hinge
from dialogs.verdicts.partial.mlops import (
    CONTRADICTION,
    DOMAINS,
    Ruling,
    all_hinges,
    clashes,
    hangs_on,
    outcome,
    possible,
)

POC, BY_HAND = Ruling(Outcome.POC), Ruling(Outcome.BY_HAND, 0)
LEVEL_1, LEVEL_2 = Ruling(Outcome.MLOPS, 1), Ruling(Outcome.MLOPS, 2)
VALUES: dict[str, tuple[str | float, ...]] = {
    **ALTERNATIVES,
    "requests": (0.0, 1.0, 480.0, 481.0, 1000.0, 1001.0, 1e7),
    "minutes": (0.001, 0.5, 1.0, 600.0),
    "staff": (0.0, 1.0, 480.0, 1e7),
}
PARTIALS = [
    Inputs(kind, requests, by_hand, minutes, staff, retraining, pipelines)
    for kind, requests, by_hand, minutes, staff, retraining, pipelines in product(
        (None, "one_off", "ongoing"),
        (None, 480.0, 1001.0),
        (None, "yes", "no"),
        (None, 1.0),
        (None, 0.0, 480.0),
        (None, "rarely", "periodic", "drifts"),
        (None, "one", "several", "changing"),
    )
]
SMALL = Inputs("ongoing", None, "yes", 1.0, 480.0, "rarely", "one")


def ruling(inputs: Inputs) -> Ruling:
    verdict = decide(inputs)
    return Ruling(verdict.outcome, verdict.level)


def fills(inputs: Inputs, name: str) -> Iterator[Inputs]:
    """Every completion of one input, as far as the values of this test go."""
    known = getattr(inputs, name)
    yield from (replace(inputs, **{name: value}) for value in (VALUES[name] if known is None else (known,)))


def by_brute_force(inputs: Inputs) -> set[Ruling]:
    """The choices and the numbers one after the other; what is large is all that the numbers are read for."""
    sized = [inputs]
    for name in ("requests", "by_hand", "minutes", "staff"):
        sized = [one for before in sized for one in fills(before, name)]
    chosen = list({one.large: one for one in sized}.values())
    for name in ("kind", "retraining", "pipelines"):
        chosen = [one for before in chosen for one in fills(before, name)]
    return {ruling(one) for one in chosen}


PARTS = st.builds(
    Inputs,
    kind=st.sampled_from((None, "one_off", "ongoing")),
    requests=st.none() | st.integers(0, 10**6).map(float) | st.decimals("0.1", "5000", places=2).map(float),
    by_hand=st.sampled_from((None, "yes", "no")),
    minutes=st.none() | st.decimals("0.001", "90", places=3).map(float),
    staff=st.none() | st.just(0.0) | st.decimals("0", "5000", places=1).map(float),
    retraining=st.sampled_from((None, "rarely", "periodic", "drifts")),
    pipelines=st.sampled_from((None, "one", "several", "changing")),
)
COMPLETE = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(ALTERNATIVES["kind"]),
        "requests": st.integers(0, 10**6).map(float) | st.floats(0, 1e6),
        "by_hand": st.sampled_from(ALTERNATIVES["by_hand"]),
        "minutes": st.floats(0.001, 1e5),
        "staff": st.just(0.0) | st.floats(0, 1e7),
        "retraining": st.sampled_from(ALTERNATIVES["retraining"]),
        "pipelines": st.sampled_from(ALTERNATIVES["pipelines"]),
    }
)


def filled(inputs: Inputs, values: dict[str, object]) -> Inputs:
    return replace(inputs, **{name: value for name, value in values.items() if getattr(inputs, name) is None})


def test_what_is_possible_is_the_union_over_all_completions_for_every_combination() -> None:
    assert len(PARTIALS) == 3 * 3 * 3 * 2 * 3 * 4 * 4
    assert [inputs for inputs in PARTIALS if possible(inputs).every != by_brute_force(inputs)] == []


def test_every_verdict_has_a_witness_that_agrees_with_what_is_known_and_leads_to_it() -> None:
    for inputs in PARTIALS:
        for verdict, witness in possible(inputs).witnesses.items():
            assert ruling(witness) == verdict
            assert filled(inputs, {name: getattr(witness, name) for name in VALUES}) == witness


@given(PARTS, COMPLETE)
def test_no_completion_leads_anywhere_else(inputs: Inputs, values: dict[str, object]) -> None:
    assert ruling(filled(inputs, values)) in possible(inputs).every


@given(PARTS, COMPLETE, st.sets(st.sampled_from(sorted(VALUES))))
def test_it_shrinks_and_never_grows_as_inputs_become_known(
    inputs: Inputs, values: dict[str, object], known: set[str]
) -> None:
    more = filled(inputs, {name: values[name] for name in known})

    assert possible(more).every <= possible(inputs).every


@given(PARTS, COMPLETE)
def test_with_all_inputs_it_is_the_verdict_and_nothing_else(inputs: Inputs, values: dict[str, object]) -> None:
    complete = filled(inputs, values)
    remaining = possible(complete)

    assert (remaining.every, remaining.unknown, remaining.one) == ({ruling(complete)}, (), ruling(complete))
    assert hangs_on(complete) is None


def test_an_option_or_a_side_of_a_hinge_leaves_what_it_says() -> None:
    for inputs in PARTIALS[::7]:
        verdicts = possible(inputs).verdicts
        for hinge in all_hinges(inputs):
            for option, left in hinge.options.items():
                assert set(left) == possible(replace(inputs, **{hinge.input: option})).every & set(verdicts)
            assert set().union(*hinge.leaves) == set(verdicts)


def test_nothing_but_the_hinges_changes_what_remains() -> None:
    for inputs in PARTIALS[::7]:
        remaining, names = possible(inputs), {hinge.input for hinge in all_hinges(inputs)}
        for name in set(remaining.unknown) - names:
            for one in fills(inputs, name):
                if getattr(one, name) != 0:  # a task without a request is not one to ask about
                    left = possible(one).every & set(remaining.verdicts)
                    assert left in (set(remaining.verdicts), set())


def test_the_first_hinge_leaves_least_at_the_worst() -> None:
    for inputs in PARTIALS[::7]:
        first = hangs_on(inputs)

        assert (first is None) == (all_hinges(inputs) == ())
        assert first is None or first.largest == min(hinge.largest for hinge in all_hinges(inputs))


@given(PARTS)
def test_one_less_and_one_more_land_on_different_sides(inputs: Inputs) -> None:
    verdicts = possible(inputs).verdicts

    def left(name: str, number: float) -> tuple[Ruling, ...]:
        found = possible(replace(inputs, **{name: number})).every
        return tuple(verdict for verdict in verdicts if verdict in found)

    for hinge in all_hinges(inputs):
        for before, turn, after in zip((None, *hinge.turns), hinge.turns, (*hinge.turns[1:], None), strict=False):
            below = turn.at if not turn.from_there else nextafter(turn.at, 0)
            above = turn.at if turn.from_there else nextafter(turn.at, inf) if turn.at else 1e-9

            assert turn.below != turn.above
            assert (left(hinge.input, below), left(hinge.input, above)) == (turn.below, turn.above)
            if after is None or after.at > turn.at + 1:
                assert left(hinge.input, turn.at + 1) == turn.above
            if turn.at > 1 and (before is None or before.at < turn.at - 1):
                assert left(hinge.input, turn.at - 1) == turn.below


@pytest.mark.parametrize("name", ["requests", "minutes", "staff"])
def test_an_unknown_never_gives_what_a_zero_gives(name: str) -> None:
    for inputs in PARTIALS:
        if getattr(inputs, name) is None and inputs.by_hand != "no":
            assert possible(inputs) != possible(replace(inputs, **{name: 0.0}))


def test_a_one_off_without_its_numbers_is_a_proof_of_concept_either_way() -> None:
    unsure = Inputs("one_off", retraining="rarely", pipelines="one")

    assert possible(unsure).one == POC
    assert (possible(unsure).unless, clashes(unsure)) == ((CONTRADICTION,), ("large",))
    assert hangs_on(unsure) is None
    assert decide(unsure).outcome is Outcome.UNDECIDED


def test_what_would_contradict_a_one_off_is_named_in_the_order_of_the_table() -> None:
    assert clashes(Inputs("one_off")) == ("large", "periodic_retraining", "several_pipelines")
    assert clashes(Inputs("one_off", 480.0, "no", retraining="drifts", pipelines="changing")) == ()
    assert clashes(Inputs("ongoing")) == ()


def test_a_contradiction_that_no_unknown_could_lift_is_the_verdict() -> None:
    periodic = Inputs("one_off", retraining="periodic")

    assert (possible(periodic).one, possible(periodic).unless) == (CONTRADICTION, ())


def test_over_480_requests_a_day_it_is_level_1_and_up_to_that_by_hand() -> None:
    hinge = hangs_on(SMALL)

    assert hinge
    assert hinge.input == "requests"
    assert [(turn.at, turn.last, turn.below, turn.above) for turn in hinge.turns] == [
        (480, 480, (BY_HAND,), (LEVEL_1,))
    ]
    assert hinge.settles


def test_where_nobody_could_do_it_by_hand_the_setting_is_the_turn() -> None:
    hinge = hangs_on(replace(SMALL, by_hand="no", large_from=600.0))

    assert hinge
    assert [(turn.at, turn.below, turn.above) for turn in hinge.turns] == [(600, (BY_HAND,), (LEVEL_1,))]


def test_with_no_staff_at_all_the_threshold_decides_so_staff_turns_twice() -> None:
    hinge = hangs_on(replace(SMALL, requests=1000.0, staff=None))

    assert hinge
    assert [(turn.last, turn.below, turn.above) for turn in hinge.turns] == [
        (0, (BY_HAND,), (LEVEL_1,)),
        (999, (LEVEL_1,), (BY_HAND,)),
    ]


def test_minutes_turn_where_the_staff_can_just_handle_it() -> None:
    hinge = hangs_on(replace(SMALL, requests=960.0, minutes=None))

    assert hinge
    assert [(turn.at, turn.below, turn.above) for turn in hinge.turns] == [(0.5, (BY_HAND,), (LEVEL_1,))]


def test_mlops_is_settled_while_its_level_hangs_on_the_pipelines() -> None:
    unsure = Inputs("ongoing", retraining="periodic")

    assert possible(unsure).verdicts == (LEVEL_1, LEVEL_2)
    assert possible(unsure).by(outcome).one is Outcome.MLOPS
    assert hangs_on(unsure) == Hinge("pipelines", {"one": (LEVEL_1,), "several": (LEVEL_2,), "changing": (LEVEL_2,)})


def test_an_option_that_would_only_contradict_leaves_nothing() -> None:
    unsure = Inputs(None, 100.0, "no", retraining="periodic")
    kind = {hinge.input: hinge for hinge in all_hinges(unsure)}

    assert possible(unsure).verdicts == (LEVEL_1, LEVEL_2)
    assert possible(unsure).unless == (CONTRADICTION,)
    assert "kind" not in kind


def test_several_unknowns_can_hang_together_and_then_no_single_one_is_named() -> None:
    unsure = replace(SMALL, minutes=None, staff=None)

    assert possible(unsure).verdicts == (BY_HAND, LEVEL_1)
    assert [hinge.input for hinge in all_hinges(unsure)] == []


def test_what_people_could_not_do_by_hand_is_not_asked_in_minutes() -> None:
    assert possible(Inputs("ongoing", by_hand="no")).unknown == ("retraining", "pipelines", "requests")
    assert set(DOMAINS) == set(VALUES)


def test_no_staff_needs_no_minutes() -> None:
    nobody = replace(SMALL, requests=480.0, minutes=None, staff=0.0)

    assert possible(nobody).one == BY_HAND
    assert possible(nobody).witnesses[BY_HAND].size_test is SizeTest.THRESHOLD
