"""Feasibility: the curriculum's 2x2, one light for every combination of answers, and flips that flip."""

from dataclasses import replace
from itertools import product
from math import inf, nextafter

import pytest

from dialogs.verdicts.feasibility import NOTHING, ORDER, QUESTIONS, TABLE, Feasibility, Inputs, Light, decide

CELLS = [*QUESTIONS, (None, "structured"), ("new", None), (None, None)]
FIGURES = [  # people, target, higher is better
    (None, 0.9, True),
    (0.9, None, True),
    (0.9, 0.95, None),
    (0.9, 0.95, True),
    (0.9, 0.9, True),
    (0.1, 0.05, False),
    (0.1, 0.2, False),
]
GIVEN = [
    Inputs(*cell, available, method, *figures, features, reach)
    for cell, available, method, figures, features, reach in product(
        CELLS,
        (None, "yes", "partly", "unseen", "no"),
        (None, "yes", "similar", "no"),
        FIGURES,
        (None, "yes", "unsure", "no"),
        (None, "reachable", "inconclusive", "too_few", "unreachable"),
    )
]
WORKS = (None, "tried", "elsewhere", "untried", "fell_short")
GIVEN += [
    Inputs(NOTHING, None, available, None, 0.9, 0.95, True, features, reach, works)
    for available, features, reach, works in product((None, "no"), (None, "no"), (None, "unreachable"), WORKS)
]
EVERYTHING = [(given, decide(given)) for given in GIVEN]
GOOD = Inputs("existing", "unstructured", "yes", "yes", 0.92, 0.9, True, "yes", "reachable")


def oracle(given: Inputs) -> Light:
    """The rule, written a second time, as a chain in its order."""
    if given.system == NOTHING:
        return {None: Light.UNKNOWN, "untried": Light.AMBER, "fell_short": Light.AMBER}.get(given.works, Light.GREEN)
    named = None not in (given.system, given.kind)
    pictures, tables = named and given.kind == "unstructured", named and given.kind == "structured"
    history = named and given.system == "existing"
    figures = None in (given.hlp, given.target, given.higher_is_better)
    if given.data == "no" or (tables and given.features == "no") or (history and given.reach == "unreachable"):
        return Light.RED
    if pictures and not figures and (given.target, given.hlp) in ((0.95, 0.9), (0.05, 0.1)):
        return Light.RED
    unsure = tables and given.features == "unsure"
    if given.data in ("partly", "unseen") or given.method in ("similar", "no") or unsure:
        return Light.AMBER
    if history and given.reach in ("inconclusive", "too_few"):
        return Light.AMBER
    unknown = None in (given.data, given.method) or (pictures and figures)
    if not named or unknown or (tables and given.features is None) or (history and given.reach is None):
        return Light.UNKNOWN
    return Light.GREEN


def test_the_cells_ask_what_the_curriculum_asks() -> None:
    assert QUESTIONS == {
        ("new", "unstructured"): ("hlp",),
        ("new", "structured"): ("features",),
        ("existing", "unstructured"): ("hlp", "history"),
        ("existing", "structured"): ("new_features", "history"),
    }


def test_every_combination_of_answers_gives_the_one_light_of_the_table() -> None:
    assert len(EVERYTHING) == 7 * 5 * 4 * 7 * 4 * 5 + 8 * 5
    assert [given for given, found in EVERYTHING if found.light is not oracle(given)] == []


def test_every_light_and_every_row_of_the_table_is_reached() -> None:
    assert {found.light for _, found in EVERYTHING} == set(Light) == set(ORDER)
    assert {row for _, found in EVERYTHING for row in found.rows} == {
        f"{question}_{answer or 'missing'}" for question, answer in TABLE
    }


def test_red_and_amber_name_every_row_that_shows_them() -> None:
    found = decide(replace(GOOD, data="no", target=0.95, method="similar", reach="unreachable"))

    assert found.rows == ("data_no", "hlp_exceeded", "history_unreachable")


def test_what_is_missing_is_named_whatever_the_light() -> None:
    found = decide(Inputs("existing", "structured", data="no"))

    assert (found.light, found.missing) == (Light.RED, ("method", "new_features", "history"))
    assert decide(Inputs()).missing == ("data", "method", "cell")


@pytest.mark.parametrize(("target", "light"), [(0.92, Light.GREEN), (nextafter(0.92, 1), Light.RED)])
def test_as_good_as_people_is_within_reach_and_better_is_not(target: float, light: Light) -> None:
    assert decide(replace(GOOD, target=target)).light is light


def test_fewer_errors_than_people_make_is_beyond_reach_too() -> None:
    errors = replace(GOOD, hlp=0.08, target=0.07, higher_is_better=False)

    assert decide(errors).rows == ("hlp_exceeded",)
    assert decide(replace(errors, target=0.09)).light is Light.GREEN


def test_what_a_cell_does_not_ask_does_not_count() -> None:
    table = replace(GOOD, system="new", kind="structured", target=0.99, reach="unreachable")

    assert decide(table).light is Light.GREEN
    assert decide(replace(GOOD, features="no")).light is Light.GREEN


def test_no_known_method_is_research_and_not_impossible() -> None:
    assert decide(replace(GOOD, method="no")).light is Light.AMBER


def test_the_score_keeps_red_left_of_the_middle_and_one_for_green() -> None:
    for _, found in EVERYTHING:
        assert 0 <= found.score <= 1
        assert (found.score == 1) == (found.light is Light.GREEN)
        assert found.light is not Light.RED or found.score < 0.5


def test_no_better_answer_lowers_the_score() -> None:
    better = {
        "data": ("no", "partly", "yes"),
        "method": ("no", "similar", "yes"),
        "features": ("no", "unsure", "yes"),
        "reach": ("unreachable", "inconclusive", "reachable"),
    }
    for given, found in EVERYTHING[::7]:
        for name, options in better.items():
            if getattr(given, name) in options[:-1]:
                improved = replace(given, **{name: options[options.index(getattr(given, name)) + 1]})

                assert decide(improved).score >= found.score


def test_every_flip_applied_alone_leads_to_the_light_it_names() -> None:
    flipped = set[tuple[Light, Light]]()
    for given, found in EVERYTHING:
        for flip in found.flips:
            value = _better(flip.value, given) if flip.beyond else flip.value
            flipped.add((found.light, flip.light))

            assert oracle_of(replace(given, **{flip.input: value})) is flip.light is not found.light
    assert flipped >= {(Light.RED, Light.GREEN), (Light.AMBER, Light.RED), (Light.GREEN, Light.AMBER)}


def oracle_of(given: Inputs) -> Light:
    """The light with the figures told to the oracle in those it knows."""
    if None in (given.hlp, given.target, given.higher_is_better):
        return oracle(given)
    beyond = given.target > given.hlp if given.higher_is_better else given.target < given.hlp  # type: ignore[operator]
    return oracle(replace(given, hlp=0.9, target=0.95 if beyond else 0.9, higher_is_better=True))


def _better(value: float, given: Inputs) -> float:
    return nextafter(value, inf if given.higher_is_better else -inf)


def test_a_target_that_is_within_reach_says_from_where_it_is_not() -> None:
    flips = {(flip.input, flip.value, flip.beyond): flip.light for flip in decide(GOOD).flips}

    assert flips["target", 0.92, True] is Light.RED
    assert flips["data", "partly", False] is Light.AMBER


def test_a_target_beyond_people_says_which_one_is_not() -> None:
    (flip,) = decide(replace(GOOD, target=0.95)).flips

    assert (flip.input, flip.value, flip.light) == ("target", 0.92, Light.GREEN)


def test_nothing_is_said_to_flip_what_nobody_knows() -> None:
    unknown: list[Feasibility] = [found for _, found in EVERYTHING if found.light is Light.UNKNOWN]

    assert unknown
    assert all(found.flips == () for found in unknown)
