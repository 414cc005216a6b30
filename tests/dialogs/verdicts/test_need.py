"""Is it needed: one verdict for every combination of inputs, a ledger that adds up, and flips that flip."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.need import (
    ALTERNATIVES,
    ASPECTS,
    LEAD,
    PROBABLY_BETTER,
    PROBABLY_NOT,
    TIE,
    Costing,
    Flip,
    Inputs,
    Leaning,
    Outcome,
    decide,
    ledger_rows,
    npv,
    pair_leaning,
)

MODEL = Costing(140_000, 60_000, 310_000)
RULES = Costing(20_000, 10_000, 150_000)
AGENTS = Costing(0, 90_000, 170_000)
LEDGERS: list[dict[str, Costing]] = [
    {},
    {"ml": MODEL},
    {"software": RULES},
    {"software": RULES, "people": AGENTS},
    {"ml": MODEL, "software": RULES, "people": AGENTS},
    {"ml": MODEL, "buy": MODEL},
    {"ml": RULES, "process": MODEL},
    {"ml": replace(MODEL, wait=7.5), "software": RULES, "people": AGENTS},
    {"ml": MODEL, "buy": replace(MODEL, value=312_000)},
]
BOUNDS = ((None, None), (LEAD, None), (LEAD, TIE))
"""Of scopings from before the objections, of the counsel's, and of today's."""
EVERYTHING = [
    Inputs(rules, scale, economics, baseline, ledger, horizon, rate, lead, tie)
    for rules, scale, economics, baseline, ledger, horizon, rate, (lead, tie) in product(
        *[(None, "simpler", "needs_ml")] * 3, (False, True), LEDGERS, (None, 1, 3), (None, 0.0, 0.08), BOUNDS
    )
]
ASKED = Inputs("needs_ml", "needs_ml", "needs_ml", True, LEDGERS[4], 3, 0.08)


def exact(costing: Costing, given: Inputs) -> Fraction:
    """The net present value, without the rounding of floats."""
    assert given.horizon is not None
    rate = 1 + Fraction(str(given.rate))
    a_year = Fraction(str(costing.value)) - Fraction(str(costing.yearly))
    in_use = {
        year: min(Fraction(1), max(Fraction(0), year - Fraction(str(costing.wait)) / 12))
        for year in range(1, given.horizon + 1)
    }
    return sum((a_year * share / rate**year for year, share in in_use.items()), -Fraction(str(costing.once)))


def tie(given: Inputs, other: Costing) -> Fraction:
    """The share of the larger value, over all the years, by which two ways have to differ."""
    free = [replace(one, once=0, yearly=0) for one in (other, given.ledger["ml"])]
    return Fraction(str(given.tie or 0)) * max(exact(one, given) for one in free)


def oracle(given: Inputs) -> Outcome:
    """The rule, written a second time, with fractions; to the cent."""
    aspects = [given.rules, given.scale, given.economics]
    if "simpler" in aspects:
        return Outcome.SIMPLER
    if None in aspects or not given.baseline_named:
        return Outcome.UNDECIDED
    if given.horizon is not None and given.rate is not None and "ml" in given.ledger:
        machine = exact(given.ledger["ml"], given)
        others = [exact(costing, given) for way, costing in given.ledger.items() if way != "ml"]
        least = Fraction(str(given.lead or 0)) * Fraction(str(given.ledger["ml"].yearly))
        leads = [round(other - machine, 2) for other in others]
        bounds = [tie(given, costing) for way, costing in given.ledger.items() if way != "ml"]
        if any(
            lead > max(least, bound) if given.lead else lead >= 0 for lead, bound in zip(leads, bounds, strict=True)
        ):
            return Outcome.CONTRADICTION
        if given.tie and any(lead >= -bound for lead, bound in zip(leads, bounds, strict=True)):
            return Outcome.EQUAL
    return Outcome.NEEDED


def changed(given: Inputs, flip: Flip) -> Inputs:
    if flip.input != "ml.value":
        return replace(given, **{flip.input: flip.value})
    return replace(given, ledger={**given.ledger, "ml": replace(given.ledger["ml"], value=flip.value)})


def test_every_combination_of_inputs_gives_the_one_verdict_of_the_table() -> None:
    assert len(EVERYTHING) == 27 * 2 * 9 * 3 * 3 * 3
    assert [inputs for inputs in EVERYTHING if decide(inputs).outcome is not oracle(inputs)] == []
    assert {oracle(inputs) for inputs in EVERYTHING} == set(Outcome)


def test_it_is_undecided_exactly_while_a_missing_answer_could_turn_it() -> None:
    for inputs in EVERYTHING:
        verdict = decide(inputs)
        blanks = [name for name in ASPECTS if getattr(inputs, name) is None]
        fillings = product(("simpler", "needs_ml"), repeat=len(blanks))
        named = replace(inputs, baseline_named=True)
        ends = {decide(replace(named, **dict(zip(blanks, filling, strict=True)))).outcome for filling in fillings}

        assert (verdict.outcome is Outcome.UNDECIDED) == (len(ends) > 1 or "baseline" in verdict.missing)
        assert bool(verdict.missing) == (verdict.outcome is Outcome.UNDECIDED)


def test_without_a_baseline_it_is_held_up_and_the_baseline_is_named() -> None:
    verdict = decide(replace(ASKED, baseline_named=False))

    assert (verdict.outcome, verdict.missing) == (Outcome.UNDECIDED, ("baseline",))


def test_everything_that_is_missing_is_named() -> None:
    assert decide(Inputs()).missing == ("rules", "scale", "economics", "baseline")


@pytest.mark.parametrize("aspect", ASPECTS)
def test_one_aspect_that_says_simpler_suffices_for_no(aspect: str) -> None:
    verdict = decide(replace(Inputs(), **{aspect: "simpler"}))  # type: ignore[arg-type]

    assert (verdict.outcome, verdict.rows, verdict.missing) == (Outcome.SIMPLER, (aspect,), ())


TIED = replace(ASKED, lead=LEAD, tie=TIE)
A_YEAR = sum(1.08**-year for year in (1, 2, 3))
BOUND = TIE * MODEL.value * A_YEAR


@pytest.mark.parametrize(
    ("lead", "outcome"),
    [
        pytest.param(-BOUND - 1, Outcome.NEEDED, id="behind-by-more"),
        pytest.param(-BOUND + 1, Outcome.EQUAL, id="behind-by-less"),
        pytest.param(-79.0, Outcome.EQUAL, id="79-behind"),
        pytest.param(0.0, Outcome.EQUAL, id="to-the-cent"),
        pytest.param(79.0, Outcome.EQUAL, id="79-ahead"),
        pytest.param(BOUND - 1, Outcome.EQUAL, id="ahead-by-less"),
        pytest.param(BOUND + 1, Outcome.CONTRADICTION, id="ahead-by-more"),
    ],
)
def test_a_lead_the_figures_cannot_tell_makes_an_equal(lead: float, outcome: Outcome) -> None:
    """Of 310k a year over three years at 8%, a twentieth is some 40k."""
    verdict = decide(replace(TIED, ledger={"ml": MODEL, "buy": replace(MODEL, once=MODEL.once - lead)}))

    assert verdict.outcome is outcome
    assert bool(verdict.equals) is (outcome is Outcome.EQUAL)
    assert bool(verdict.ahead) is (outcome is Outcome.CONTRADICTION)


def test_an_equal_can_be_turned_either_way() -> None:
    verdict = decide(replace(TIED, ledger={"ml": MODEL, "buy": MODEL}))
    turns = {flip.outcome: flip.value for flip in verdict.flips if flip.input == "ml.value"}

    assert turns[Outcome.CONTRADICTION] < MODEL.value < turns[Outcome.NEEDED]


def test_an_alternative_worth_as_much_contradicts_three_answers_and_is_named() -> None:
    verdict = decide(replace(ASKED, ledger={"ml": MODEL, "buy": MODEL, "process": replace(MODEL, once=0)}))

    assert verdict.outcome is Outcome.CONTRADICTION
    assert verdict.as_good == ("process", "buy")


@pytest.mark.parametrize(
    ("lead", "ahead"),
    [(0.0, ()), (1.0, ()), (MODEL.yearly / 10, ()), (MODEL.yearly / 10 + 1, ("software",))],
)
def test_another_way_is_ahead_from_a_tenth_of_what_the_model_costs_a_year_on(lead: float, ahead: tuple[str]) -> None:
    verdict = decide(replace(ASKED, ledger={"ml": MODEL, "software": replace(MODEL, once=MODEL.once - lead)}))

    assert verdict.as_good == ("software",)
    assert verdict.ahead == ahead


@pytest.mark.parametrize(
    "without",
    [{"ledger": {}}, {"ledger": {"ml": RULES}}, {"ledger": {"buy": MODEL}}, {"horizon": None}, {"rate": None}],
)
def test_a_ledger_that_cannot_be_compared_is_not_reckoned_and_holds_nothing_up(without: dict[str, object]) -> None:
    verdict = decide(replace(ASKED, **without))  # type: ignore[arg-type]

    assert (verdict.outcome, verdict.reckoned, verdict.ahead) == (Outcome.NEEDED, False, ())
    assert "ml_is_worth_most" not in verdict.rows


def test_a_ledger_that_agrees_is_named_among_the_reasons() -> None:
    verdict = decide(ASKED)

    assert verdict.reckoned
    assert verdict.rows == ("rules", "scale", "economics", "baseline", "ml_is_worth_most")


def test_net_present_value_leaves_the_year_0_undiscounted() -> None:
    assert npv(Costing(100, 10, 120), 2, 0.1) == pytest.approx(-100 + 110 / 1.1 + 110 / 1.21)
    assert npv(Costing(100, 10, 120), 0, 0.1) == -100


@pytest.mark.parametrize(("horizon", "rate"), [(-1, 0.1), (3, -1.0)])
def test_a_horizon_or_rate_without_a_present_value_is_refused(horizon: int, rate: float) -> None:
    with pytest.raises(ValueError, match="no present value"):
        npv(MODEL, horizon, rate)


def test_the_ledger_ranks_every_way_by_its_value_and_tells_the_gap_to_machine_learning() -> None:
    rows = ledger_rows({"people": AGENTS, "ml": MODEL, "software": RULES}, 3, 0.0)

    assert [(row.way, row.npv, row.gap) for row in rows] == [
        ("ml", 610_000, 0),
        ("software", 400_000, -210_000),
        ("people", 240_000, -370_000),
    ]


@pytest.mark.parametrize(("wait", "other"), [(6.0, "software"), (30.0, "software"), (0.0, None)])
def test_what_the_best_other_way_would_be_worth_at_once_stands_beside_a_lead(wait: float, other: str | None) -> None:
    ledger = {way: replace(one, wait=wait) for way, one in {"ml": MODEL, "software": RULES}.items()}
    given = replace(ASKED, ledger=ledger)
    found = decide(given).at_once
    if other is None:
        assert found is None
        return
    assert found is not None
    assert found == (other, round(npv(RULES, 3, 0.08) - npv(ledger["ml"], 3, 0.08), 2))
    assert (found[1] > 0) is (wait > 12)


def test_a_ledger_without_machine_learning_has_no_gaps() -> None:
    assert [row.gap for row in ledger_rows({"people": AGENTS, "software": RULES}, 3, 0.08)] == [None, None]


def test_at_a_tie_machine_learning_stands_last() -> None:
    assert [row.way for row in ledger_rows({"ml": MODEL, "buy": MODEL}, 3, 0.08)] == ["buy", "ml"]


def test_tenths_do_not_part_two_ways_that_are_worth_the_same() -> None:
    ledger = {"ml": Costing(0, 0.1, 0.3), "software": Costing(0, 0, 0.2)}

    assert decide(replace(ASKED, ledger=ledger)).as_good == ("software",)


def test_a_way_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no such way"):
        ledger_rows({"ml": MODEL, "magic": RULES}, 3, 0.08)


def test_every_flip_applied_alone_leads_to_the_verdict_it_names() -> None:
    for inputs in EVERYTHING:
        for flip in decide(inputs).flips:
            assert oracle(changed(inputs, flip)) is flip.outcome is not oracle(inputs)


def test_nothing_is_said_to_flip_while_something_is_missing() -> None:
    assert decide(replace(ASKED, scale=None)).flips == ()


@given(
    st.integers(0, 500_000),
    st.integers(0, 200_000),
    st.integers(0, 800_000),
    st.integers(0, 800_000),
    st.integers(1, 10),
    st.sampled_from((0.0, 0.035, 0.08, 0.5)),
)
def test_the_yearly_value_flips_at_the_very_unit_where_the_verdict_turns(
    once: int, yearly: int, worth: int, other: int, horizon: int, rate: float
) -> None:
    ledger = {"ml": Costing(once, yearly, worth), "software": Costing(20_000, 10_000, other)}
    inputs = replace(ASKED, ledger=ledger, horizon=horizon, rate=rate)
    flips = [flip for flip in decide(inputs).flips if flip.input == "ml.value"]
    contradicted = oracle(inputs) is Outcome.CONTRADICTION
    worthless = changed(inputs, Flip("ml.value", 0.0, Outcome.NEEDED))

    assert bool(flips) == (contradicted or oracle(worthless) is Outcome.CONTRADICTION)
    for flip in flips:
        just_short = replace(flip, value=flip.value + (-1 if contradicted else 1))
        assert oracle(changed(inputs, flip)) is flip.outcome
        assert oracle(changed(inputs, just_short)) is oracle(inputs)


def test_machine_learning_that_is_worth_nothing_can_be_what_turns_it() -> None:
    ledger = {"ml": Costing(0, 0, 1), "software": Costing(0, 0, 0)}
    flips = {flip.input: flip for flip in decide(replace(ASKED, ledger=ledger)).flips}

    assert (flips["ml.value"].value, flips["ml.value"].outcome) == (0, Outcome.CONTRADICTION)


@pytest.mark.parametrize(
    ("kinds", "leaning"),
    [
        (["predicting", "rare_events"], Leaning.FOR),
        (["predictable"], Leaning.AGAINST),
        (["predicting", "static"], Leaning.MIXED),
        ([], Leaning.NONE),
        (["something_else"], Leaning.NONE),
    ],
)
def test_the_kinds_of_a_task_lean_one_way_both_or_none(kinds: list[str], leaning: Leaning) -> None:
    assert pair_leaning(kinds) is leaning


def test_eight_kinds_speak_for_it_and_none_of_them_against() -> None:
    assert len(PROBABLY_BETTER) == 8
    assert not PROBABLY_BETTER & PROBABLY_NOT


def test_there_are_four_alternatives_to_machine_learning() -> None:
    assert set(ALTERNATIVES) == {"software", "process", "people", "buy"}
