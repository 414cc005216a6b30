"""What is still possible: the shapes, and a number line cut where something turns."""

from dataclasses import dataclass
from math import inf, nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.partial import Cell, Hinge, Possible, Turn, cells, completions, hinges, unknowns, witnesses


@dataclass(frozen=True)
class Weather:
    sky: str | None = None
    rain: str | None = None


DOMAINS = {
    "sky": lambda weather: ("blue", "grey"),
    "rain": lambda weather: ("dry", "wet") if weather.sky == "grey" else (),
}


def take(weather: Weather) -> str:
    return "umbrella" if weather.rain == "wet" else "hat" if weather.sky == "blue" else "nothing"


def possible(weather: Weather) -> Possible[str, Weather]:
    found = witnesses(completions(weather, DOMAINS), take, ("hat", "nothing", "umbrella"))
    return Possible(found, unknowns(weather, DOMAINS))


def test_every_unknown_takes_every_value_it_can_take_beside_what_is_known() -> None:
    assert completions(Weather(), DOMAINS) == [Weather("blue"), Weather("grey", "dry"), Weather("grey", "wet")]
    assert completions(Weather("grey"), DOMAINS) == [Weather("grey", "dry"), Weather("grey", "wet")]


def test_what_is_not_asked_is_not_unknown() -> None:
    assert unknowns(Weather("grey"), DOMAINS) == ("rain",)
    assert unknowns(Weather("blue"), DOMAINS) == ()


def test_verdicts_come_in_the_order_of_their_table_each_with_a_witness() -> None:
    assert possible(Weather()).witnesses == {
        "hat": Weather("blue"),
        "nothing": Weather("grey", "dry"),
        "umbrella": Weather("grey", "wet"),
    }
    assert possible(Weather()).one is None
    assert possible(Weather("blue")).one == "hat"


def test_it_hangs_on_the_input_that_leaves_least_at_the_worst() -> None:
    def fixed(name: str, options: tuple[str, ...]) -> list[tuple[object, Weather]]:
        return [(option, Weather(**{name: option})) for option in options]

    asked = {"rain": fixed("rain", ("dry", "wet")), "sky": fixed("sky", ("blue", "grey"))}

    assert [(hinge.input, hinge.largest) for hinge in hinges(possible(Weather()), asked, possible)] == [
        ("rain", 2),
        ("sky", 2),
    ]
    assert hinges(possible(Weather("blue")), asked, possible) == ()


def test_a_contradiction_stands_apart_while_anything_else_remains() -> None:
    beside = Possible({"poc": 1, "clash": 2}, ("requests",), frozenset(["clash"]))
    alone = Possible({"clash": 2}, (), frozenset(["clash"]))

    assert (beside.verdicts, beside.unless, beside.one) == (("poc",), ("clash",), "poc")
    assert (alone.verdicts, alone.unless, alone.one) == (("clash",), (), "clash")
    assert beside.every == {"poc", "clash"}


def test_a_part_of_the_verdicts_may_be_settled_while_the_rest_is_open() -> None:
    levels = Possible({("mlops", 1): "weekly", ("mlops", 2): "several"}, ("pipelines",))

    assert levels.one is None
    assert levels.by(lambda ruling: ruling[0]) == Possible({"mlops": "weekly"}, ("pipelines",))


@pytest.mark.parametrize(
    ("turn", "last"),
    [
        (Turn(480.0, (0,), (1,)), 480),
        (Turn(480.5, (0,), (1,)), 480),
        (Turn(480.0, (0,), (1,), from_there=True), 479),
        (Turn(480.5, (0,), (1,), from_there=True), 480),
    ],
)
def test_a_turn_names_the_whole_numbers_on_both_sides(turn: Turn[int], last: int) -> None:
    assert (turn.last, turn.first) == (last, last + 1)


def test_a_hinge_settles_it_where_one_verdict_remains_on_every_side() -> None:
    by_number = Hinge("requests", turns=(Turn(1.0, ("a",), ("b",)), Turn(2.0, ("b",), ())))
    by_choice = Hinge("kind", {"one": ("a", "b"), "two": ("b",), "three": ()})

    assert by_number.leaves == (("a",), ("b",))
    assert by_number.settles
    assert (by_choice.largest, by_choice.settles) == (2, False)


FINITE = st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 3))


@given(st.lists(FINITE, max_size=4), st.one_of(st.just(-inf), FINITE), st.booleans(), FINITE)
def test_every_number_of_a_line_lies_in_one_of_its_cells(
    points: list[float], least: float, closed: bool, number: float
) -> None:
    line = cells(points, least, closed)
    numbers = [cell.number for cell in line]
    inner = {point for point in points if point > least}

    assert numbers == sorted(set(numbers))
    assert {cell.number for cell in line if cell.point} == inner | ({least} if closed and least > -inf else set())
    assert min(numbers) > least or (closed and numbers[0] == least)
    assert len([cell for cell in line if not cell.point]) == len(inner) + 1
    if number > least and number not in inner:
        low = max((point for point in (*inner, least) if point < number), default=-inf)
        high = min((point for point in inner if point > number), default=inf)

        assert any(low < cell.number < high and not cell.point for cell in line)


def test_a_number_between_two_points_is_whole_where_it_can_be() -> None:
    assert cells([480.0], least=0) == (Cell(0, True), Cell(1.0, False), Cell(480.0, True), Cell(481.0, False))
    assert cells([0.5], least=0, closed=False)[0] == Cell(0.25, False)
    assert cells([]) == (Cell(0.0, False),)
    assert cells([0.85])[0].number < 0.85 < nextafter(0.85, inf) < cells([0.85])[-1].number
