"""MLOps or a proof of concept: one verdict for every combination of inputs, and flips that flip."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.mlops import Inputs, Outcome, SizeTest, decide

EVERYTHING = [
    Inputs(kind, requests, by_hand, minutes, staff, retraining, pipelines)
    for kind, requests, by_hand, minutes, staff, retraining, pipelines in product(
        (None, "one_off", "ongoing"),
        (None, 0.0, 1000.0, 1001.0),
        (None, "yes", "no"),
        (None, 0.001, 0.5),
        (None, 0.0, 500.0),
        (None, "rarely", "periodic", "drifts"),
        (None, "one", "several", "changing"),
    )
]
ONGOING = Inputs("ongoing", 100.0, "yes", 1.0, 480.0, "rarely", "one")


def oracle(given: Inputs) -> tuple[str, int | None]:
    """Judgement 5.2, written a second time: in its order, with fractions."""
    people = given.by_hand == "yes"
    unknown = [given.kind, given.requests, given.by_hand, given.retraining, given.pipelines].count(None)
    if unknown or (people and None in (given.minutes, given.staff)):
        return "undecided", None
    requests = Fraction(str(given.requests))
    if people and given.staff:
        large = requests * Fraction(str(given.minutes)) > Fraction(str(given.staff))
    else:
        large = requests > 1000
    if given.kind == "one_off":
        clash = large or given.retraining == "periodic" or given.pipelines == "several"
        return ("contradiction" if clash else "poc"), None
    if given.pipelines != "one":
        return "mlops", 2
    return ("mlops", 1) if large or given.retraining != "rarely" else ("by_hand", 0)


def test_every_combination_of_inputs_gives_the_one_verdict_of_the_table() -> None:
    wrong = [
        inputs for inputs in EVERYTHING if (found := decide(inputs)) and oracle(inputs) != (found.outcome, found.level)
    ]

    assert len(EVERYTHING) == 3 * 4 * 3 * 3 * 3 * 4 * 4
    assert wrong == []


def test_every_printed_flip_applied_alone_changes_the_verdict_to_what_it_says() -> None:
    for inputs in EVERYTHING:
        verdict = decide(inputs)
        for flip in verdict.flips:
            changed = oracle(replace(inputs, **{flip.input: flip.value}))

            assert changed == (flip.outcome, flip.level)
            assert changed != (verdict.outcome, verdict.level)


@given(
    st.integers(0, 10**7).map(float),
    st.decimals("0.001", "90", places=3).map(float),
    st.decimals("0", "5000", places=1).map(float),
)
def test_numbers_flip_exactly_where_the_verdict_turns(requests: float, minutes: float, staff: float) -> None:
    inputs = Inputs("ongoing", requests, "yes", minutes, staff, "rarely", "one")
    verdict = decide(inputs)
    for flip in verdict.flips:
        if isinstance(flip.value, float) and not (flip.input == "staff" and flip.value == 0):
            towards = 1 if flip.value < getattr(inputs, flip.input) else -1
            before = getattr(inputs, flip.input)
            almost = flip.value + towards if abs(flip.value - before) > 1 else before
            just_short = replace(inputs, **{flip.input: almost})

            assert oracle(replace(inputs, **{flip.input: flip.value})) != (verdict.outcome, verdict.level)
            assert oracle(just_short) == (verdict.outcome, verdict.level)


def test_a_clean_decision_by_numbers_offers_the_number_that_turns_it() -> None:
    flips = {flip.input: flip.value for flip in decide(ONGOING).flips}

    assert flips["requests"] == 481
    assert flips["staff"] == 99


def test_tenths_are_not_rounded_into_another_verdict() -> None:
    verdict = decide(replace(ONGOING, requests=30.0, minutes=0.1, staff=3.0))

    assert verdict.outcome is Outcome.BY_HAND
    assert next(flip.value for flip in verdict.flips if flip.input == "requests") == 31


@pytest.mark.parametrize("inputs", [inputs for inputs in EVERYTHING if inputs.missing][::97])
def test_what_is_missing_is_named_and_nothing_is_said_to_flip(inputs: Inputs) -> None:
    verdict = decide(inputs)

    assert verdict.missing == inputs.missing
    assert all(getattr(inputs, name) is None for name in verdict.missing)
    assert verdict.flips == ()


def test_minutes_and_staff_are_missed_only_where_people_could_do_it() -> None:
    nobody_could = replace(ONGOING, by_hand="no", minutes=None, staff=None)

    assert decide(nobody_could).outcome is Outcome.BY_HAND
    assert decide(replace(nobody_could, by_hand="yes")).missing == ("minutes", "staff")


@pytest.mark.parametrize(
    ("inputs", "test"),
    [
        (ONGOING, SizeTest.CAPACITY),
        (replace(ONGOING, staff=0.0), SizeTest.THRESHOLD),
        (replace(ONGOING, by_hand="no"), SizeTest.THRESHOLD),
    ],
)
def test_the_verdict_says_which_test_of_size_was_used(inputs: Inputs, test: SizeTest) -> None:
    assert decide(inputs).inputs.size_test is test


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        ({"requests": 1000.0}, ("large",)),
        ({"retraining": "periodic"}, ("periodic_retraining",)),
        ({"pipelines": "several"}, ("several_pipelines",)),
        ({"retraining": "periodic", "pipelines": "several"}, ("periodic_retraining", "several_pipelines")),
        ({"retraining": "drifts", "pipelines": "changing"}, None),
    ],
)
def test_a_one_off_contradicts_size_schedule_and_several_pipelines_and_nothing_else(
    change: dict[str, object], rows: tuple[str, ...] | None
) -> None:
    verdict = decide(replace(ONGOING, kind="one_off", **change))  # type: ignore[arg-type]

    assert (verdict.outcome is Outcome.CONTRADICTION) == (rows is not None)
    assert verdict.rows == (rows or ("one_off",))


@pytest.mark.parametrize(
    ("change", "level", "rows"),
    [
        ({}, 0, ("steady_and_small",)),
        ({"requests": 1000.0}, 1, ("large",)),
        ({"retraining": "drifts"}, 1, ("fast_drift",)),
        ({"retraining": "periodic", "requests": 1000.0}, 1, ("periodic_retraining", "large")),
        ({"retraining": "periodic", "pipelines": "changing"}, 2, ("several_pipelines",)),
    ],
)
def test_the_highest_level_wins_and_its_rows_are_named(
    change: dict[str, object], level: int, rows: tuple[str, ...]
) -> None:
    verdict = decide(replace(ONGOING, **change))  # type: ignore[arg-type]

    assert (verdict.level, verdict.rows) == (level, rows)


def test_the_setting_moves_the_threshold() -> None:
    nobody_could = replace(ONGOING, by_hand="no", requests=600.0)

    assert decide(replace(nobody_could, large_from=500.0)).outcome is Outcome.MLOPS
    assert decide(nobody_could).outcome is Outcome.BY_HAND


@pytest.mark.parametrize("requests", [100.0, 900.0, 5000.0])
def test_fewer_staff_turns_it_from_the_least_number_that_is_printed(requests: float) -> None:
    given = Inputs("ongoing", requests, "yes", 1.0, 10_000.0, "rarely", "one")
    (flip,) = [flip for flip in decide(given).flips if flip.input == "staff"]
    turned = {staff: decide(replace(given, staff=staff)).outcome for staff in (flip.value, flip.least, flip.least - 1)}

    assert turned[flip.value] == turned[flip.least] == flip.outcome
    assert flip.least == 0 or turned[flip.least - 1] != flip.outcome


@pytest.mark.parametrize(
    ("change", "outcome", "rows"),
    [
        ({}, Outcome.BY_HAND, ("lists",)),
        ({"by_hand": "no", "requests": 5000.0}, Outcome.BY_HAND, ("lists",)),
        ({"retraining": "periodic"}, Outcome.MLOPS, ("periodic_retraining",)),
        ({"pipelines": "several"}, Outcome.MLOPS, ("several_pipelines",)),
        ({"kind": "one_off"}, Outcome.POC, ("one_off",)),
        ({"in_lists": False}, Outcome.MLOPS, ("large",)),
    ],
)
def test_a_list_that_somebody_starts_is_no_large_number_of_requests(
    change: dict[str, object], outcome: Outcome, rows: tuple[str, ...]
) -> None:
    """41,000 pipes once a year: people can't rank them by hand, and need nothing that is kept running for it."""
    once_a_year = replace(ONGOING, requests=164.0, minutes=2.5, staff=72.0, per="year", in_lists=True)
    verdict = decide(replace(once_a_year, **change))  # type: ignore[arg-type]

    assert (verdict.outcome, verdict.rows) == (outcome, rows)
    assert not any(flip.input in ("requests", "minutes", "staff", "by_hand") for flip in verdict.flips) or rows == (
        "large",
    )
