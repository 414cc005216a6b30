"""Is it needed, with what there is: the union over all completions, and what each way has to bring."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts import need
from dialogs.verdicts.need import ALTERNATIVES, ASPECTS, Costing, Outcome, decide
from dialogs.verdicts.partial import Hinge, Turn
from dialogs.verdicts.partial.need import PARTS, Bound, Inputs, Sums, all_hinges, hangs_on, ledger, possible

MODEL, RULES, AGENTS = Sums(140_000, 60_000, 310_000), Sums(20_000, 10_000, 150_000), Sums(0, 90_000, 170_000)
ASKED = Inputs("needs_ml", "needs_ml", "needs_ml", True, {"ml": MODEL, "software": RULES, "people": AGENTS}, 3, 0.08)
SUMS = st.builds(Sums, *[st.none() | st.integers(0, 500_000).map(float)] * 3)
LEDGERS = st.dictionaries(st.sampled_from(("ml", *ALTERNATIVES)), SUMS)
ASPECT = st.sampled_from((None, "simpler", "needs_ml"))
PARTIALS = st.builds(
    Inputs,
    ASPECT,
    ASPECT,
    ASPECT,
    st.booleans(),
    LEDGERS,
    st.none() | st.integers(0, 10),
    st.sampled_from((0, 0.08, 0.5)),
    st.sampled_from((None, need.LEAD)),
    st.sampled_from((None, need.TIE)),
)
COMPLETE = st.tuples(
    *[st.sampled_from(("simpler", "needs_ml"))] * 3,
    st.lists(st.integers(0, 2_000_000).map(float), min_size=15, max_size=15),
)


def filled(inputs: Inputs, values: tuple[str, str, str, list[float]], *names: str) -> Inputs:
    """The inputs with these names (“rules”, “ml.value”) known, where they were not."""
    *aspects, amounts = values
    known = {name: value for name, value in zip(ASPECTS, aspects, strict=True) if name in names}
    sums = iter(amounts)
    ledger = {}
    for way, costing in inputs.ledger.items():
        amount = {part: next(sums) for part in PARTS}
        ledger[way] = replace(costing, **{part: amount[part] for part in costing.unknown if f"{way}.{part}" in names})
    return replace(
        inputs, ledger=ledger, **{name: value for name, value in known.items() if getattr(inputs, name) is None}
    )


def completed(inputs: Inputs) -> need.Inputs:
    """As `need.decide` takes it; what nobody could compare says nothing to it."""
    return inputs.completed({way: sums.costing() for way, sums in inputs.ledger.items() if not sums.unknown})


def value_of(amount: float) -> Inputs:
    return replace(ASKED, ledger={**ASKED.ledger, "ml": replace(MODEL, value=amount)})


def test_what_is_possible_is_the_union_over_all_answers_for_every_combination() -> None:
    ledgers = ({}, {"ml": MODEL}, ASKED.ledger, {"ml": RULES, "process": MODEL})
    for rules, scale, economics, named, sheet in product(*[(None, "simpler", "needs_ml")] * 3, (False, True), ledgers):
        inputs = Inputs(rules, scale, economics, named, sheet, 3, 0.08)
        every = product(
            *[("simpler", "needs_ml") if known is None else (known,) for known in (rules, scale, economics)]
        )
        ends = {decide(completed(Inputs(*answers, named, sheet, 3, 0.08))).outcome for answers in every}

        assert possible(inputs).every == ends


@given(PARTIALS, COMPLETE)
def test_no_completion_leads_anywhere_else(inputs: Inputs, values: tuple[str, str, str, list[float]]) -> None:
    remaining = possible(inputs)

    assert decide(completed(filled(inputs, values, *remaining.unknown))).outcome in remaining.every


@given(PARTIALS)
def test_every_outcome_has_a_witness_that_agrees_with_what_is_known_and_leads_to_it(inputs: Inputs) -> None:
    for outcome, witness in possible(inputs).witnesses.items():
        assert decide(witness).outcome is outcome
        assert all(getattr(inputs, name) in (None, getattr(witness, name)) for name in (*ASPECTS, "horizon", "rate"))
        for way, costing in witness.ledger.items():
            known = inputs.ledger[way]
            assert all(getattr(known, part) in (None, getattr(costing, part)) for part in PARTS)
            assert all(getattr(costing, part) >= 0 for part in PARTS)


@given(PARTIALS, COMPLETE, st.data())
def test_it_shrinks_and_never_grows_as_inputs_become_known(
    inputs: Inputs, values: tuple[str, str, str, list[float]], data: st.DataObject
) -> None:
    unknown = possible(inputs).unknown
    known = data.draw(st.sets(st.sampled_from(unknown))) if unknown else set()

    assert possible(filled(inputs, values, *known)).every <= possible(inputs).every


@given(PARTIALS, COMPLETE)
def test_with_all_inputs_it_is_the_outcome_and_nothing_else(
    inputs: Inputs, values: tuple[str, str, str, list[float]]
) -> None:
    complete = filled(inputs, values, *possible(inputs).unknown)
    remaining = possible(complete)

    assert (remaining.one, remaining.unknown) == (decide(completed(complete)).outcome, ())
    assert hangs_on(complete) is None


def test_if_rules_do_it_it_ends_here_and_otherwise_it_is_needed() -> None:
    unsure = replace(ASKED, rules=None)

    assert possible(unsure).verdicts == (Outcome.SIMPLER, Outcome.NEEDED)
    assert hangs_on(unsure) == Hinge("rules", {"simpler": (Outcome.SIMPLER,), "needs_ml": (Outcome.NEEDED,)})


def test_one_answer_that_something_simpler_does_settles_it_whatever_the_others_are() -> None:
    assert possible(Inputs(scale="simpler")).one is Outcome.SIMPLER


def test_without_a_baseline_named_it_is_undecided_or_something_simpler_does() -> None:
    unnamed = replace(ASKED, economics=None, baseline_named=False)

    assert possible(unnamed).verdicts == (Outcome.UNDECIDED, Outcome.SIMPLER)
    assert possible(replace(unnamed, economics="needs_ml")).one is Outcome.UNDECIDED


def test_every_open_aspect_is_a_hinge_and_its_options_leave_what_they_say() -> None:
    unsure = replace(ASKED, rules=None, scale=None)

    assert [hinge.input for hinge in all_hinges(unsure)] == ["rules", "scale"]
    for hinge in all_hinges(unsure):
        for option, left in hinge.options.items():
            assert possible(replace(unsure, **{hinge.input: option})).verdicts == left


def test_an_unknown_value_leaves_it_needed_unless_another_way_is_worth_as_much() -> None:
    unsure = replace(ASKED, ledger={**ASKED.ledger, "ml": replace(MODEL, value=None)})

    assert (possible(unsure).one, possible(unsure).unless) == (Outcome.NEEDED, (Outcome.CONTRADICTION,))
    assert possible(unsure).unknown == ("ml.value",)


def test_what_follows_from_the_ledger_whatever_is_unknown_is_not_put_aside() -> None:
    against = Inputs(None, "needs_ml", "needs_ml", True, {"ml": RULES, "process": MODEL}, 3, 0.08)

    assert possible(against).verdicts == (Outcome.SIMPLER, Outcome.CONTRADICTION)
    assert hangs_on(against) == Hinge("rules", {"simpler": (Outcome.SIMPLER,), "needs_ml": (Outcome.CONTRADICTION,)})


def test_machine_learning_has_to_bring_so_much_a_year_to_beat_the_best_other_way() -> None:
    (bound,) = ledger(replace(ASKED, ledger={**ASKED.ledger, "ml": replace(MODEL, value=None)})).bounds

    assert bound == Bound("ml", "value", "software", Turn(246_564.0, (Outcome.CONTRADICTION,), (Outcome.NEEDED,)))
    assert decide(completed(value_of(246_564))).outcome is Outcome.CONTRADICTION
    assert decide(completed(value_of(246_565))).outcome is Outcome.NEEDED


def test_another_way_has_a_ceiling_up_to_which_it_is_worth_as_much() -> None:
    cheap = Sums(None, 60_000, 310_000)
    sheet = ledger(replace(ASKED, ledger={"ml": MODEL, "buy": cheap}))

    assert sheet.bounds == (Bound("buy", "once", "ml", Turn(140_000.0, (Outcome.CONTRADICTION,), (Outcome.NEEDED,))),)
    assert [row.way for row in sheet.rows] == ["ml"]


def test_a_way_that_is_behind_even_for_nothing_has_no_ceiling() -> None:
    (bound,) = ledger(replace(ASKED, ledger={"ml": MODEL, "people": replace(AGENTS, yearly=None)})).bounds

    assert (bound.turn, bound.always) == (None, Outcome.NEEDED)


def test_a_way_with_two_unknowns_is_left_out_and_named() -> None:
    sheet = ledger(replace(ASKED, ledger={**ASKED.ledger, "buy": Sums(value=310_000)}))

    assert (sheet.left_out, sheet.bounds, sheet.lacks) == (("buy",), (), ())
    assert [row.way for row in sheet.rows] == ["ml", "software", "people"]


def test_two_unknown_sides_cannot_be_held_against_each_other() -> None:
    unsure = {"ml": replace(MODEL, value=None), "software": replace(RULES, once=None)}

    assert ledger(replace(ASKED, ledger=unsure)).left_out == ("ml", "software")
    assert ledger(replace(ASKED, ledger={**unsure, "people": AGENTS})).left_out == ("software",)


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({"ledger": {"software": RULES}}, ("ml",)),
        ({"ledger": {"ml": Sums()}}, ("alternative",)),
        ({"ledger": {}, "rate": None}, ("ml", "alternative", "rate")),
        ({"horizon": None}, ("horizon",)),
    ],
)
def test_a_sheet_that_lacks_something_says_so_and_nothing_else(
    change: dict[str, object], lacks: tuple[str, ...]
) -> None:
    sheet = ledger(replace(ASKED, **change))  # type: ignore[arg-type]

    assert (sheet.lacks, sheet.rows, sheet.bounds, sheet.left_out) == (lacks, (), (), ())
    assert possible(replace(ASKED, **change)).one is Outcome.NEEDED  # type: ignore[arg-type]


@given(
    st.integers(0, 500_000),
    st.integers(0, 200_000),
    st.integers(0, 800_000),
    st.integers(1, 10),
    st.sampled_from((0.0, 0.035, 0.5)),
    st.sampled_from(PARTS),
    st.sampled_from(("ml", "software")),
)
def test_one_less_and_one_more_land_on_different_sides(
    once: int, yearly: int, value: int, horizon: int, rate: float, part: str, way: str
) -> None:
    other = "software" if way == "ml" else "ml"
    sums = replace(Sums(once, yearly, value), **{part: None})
    inputs = replace(ASKED, ledger={way: sums, other: RULES}, horizon=horizon, rate=rate)
    (bound,) = ledger(inputs).bounds

    def at(amount: float) -> Outcome:
        known = replace(sums, **{part: amount})
        return decide(completed(replace(inputs, ledger={way: known, other: RULES}))).outcome

    assert (bound.way, bound.part, bound.rival) == (way, part, other)
    if bound.turn is None:
        assert bound.always is at(0) is at(10_000_000)
    else:
        turn = bound.turn
        assert ((at(turn.at),), (at(turn.at + 1),)) == (turn.below, turn.above)
        assert turn.at == 0 or (at(turn.at - 1),) == turn.below
        assert bound.always is None


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("way", ["ml", "software"])
def test_an_unknown_never_gives_what_a_zero_gives(way: str, part: str) -> None:
    unknown, zero = (
        replace(ASKED, ledger={**ASKED.ledger, way: replace(ASKED.ledger[way], **{part: amount})})
        for amount in (None, 0.0)
    )

    assert possible(unknown) != possible(zero)
    assert ledger(unknown) != ledger(zero)


def test_a_horizon_of_no_years_makes_yearly_sums_count_for_nothing() -> None:
    at_once = replace(ASKED, horizon=0, ledger={"ml": replace(MODEL, value=None), "software": RULES})

    assert possible(at_once).every == {Outcome.CONTRADICTION}
    assert [bound.always for bound in ledger(at_once).bounds] == [Outcome.CONTRADICTION]


def test_what_is_known_is_kept_as_a_costing() -> None:
    assert RULES.costing() == Costing(20_000, 10_000, 150_000)
    assert Sums(5).unknown == ("yearly", "value")
