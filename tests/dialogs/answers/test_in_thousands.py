"""A row of sums that may lack its k beside the others of its question is asked about; there is a way to insist."""

import pytest

from bot.words.sentences import spoken
from dialogs.answers.fields import parse
from dialogs.answers.numbers import written
from dialogs.catalog import shipped
from dialogs.errors import BadFields
from tests.said_back import TODAY, heard

LARGE = "900k / 250k / 1,25M"


@pytest.mark.parametrize(
    ("question", "entries", "thousands", "cents"),
    [
        ("need.4", {"ml": LARGE, "people": "75 / 10 / 150"}, "75k / 10k / 150k", "75.00 / 10.00 / 150.00"),
        ("need.4", {"ml": LARGE, "people": "0 / 7.5 / ?"}, "0 / 7.5k / ?", "0 / 7.50 / ?"),
        (
            "case.4",
            {"once": "120k / 200k / 400k", "yearly": "20 / 30 / 40"},
            "20k / 30k / 40k",
            "20.00 / 30.00 / 40.00",
        ),
    ],
)
def test_the_small_row_is_asked_about(question: str, entries: dict[str, str], thousands: str, cents: str) -> None:
    *_, small = entries
    with pytest.raises(BadFields) as refused:
        parse(shipped().questions[question], entries, TODAY)

    assert {path: spoken(said) for path, said in refused.value.problems.items()} == {
        f"{question}.{small}": f"“{entries[small]}” is less than a thousandth of what stands beside it. "
        f"Type {thousands} if it is in thousands, {cents} if not."
    }


@pytest.mark.parametrize(
    ("question", "entries"),
    [
        ("need.4", {"ml": LARGE, "people": "75k / 10k / 150k"}),
        ("need.4", {"ml": LARGE, "people": "75.00 / 10.00 / 150.00"}),
        ("need.4", {"ml": LARGE, "people": "0 / 0 / 0"}),
        ("need.4", {"ml": LARGE, "people": "0 / 0 / 20,000"}),
        ("need.4", {"ml": "90 / 25 / 125", "people": "75 / 10 / 150"}),
        ("case.5", {"training": "120k / 200k / 400k", "months": "2 / 3 / 4"}),
        ("case.4", {"once": "12k / 20k / 40k", "yearly": "200 / 300 / 400"}),
    ],
)
def test_what_is_meant_so_is_kept(question: str, entries: dict[str, str]) -> None:
    assert parse(shipped().questions[question], entries, TODAY).keys() == entries.keys()


def test_a_row_beside_what_stood_is_asked_about_too() -> None:
    with pytest.raises(BadFields):
        parse(shipped().questions["need.4"], {"people": "75 / 10 / 150"}, TODAY, {"ml": [9e5, 25e4, 125e4]})


def test_an_input_shows_again_how_it_was_meant() -> None:
    asked, entries = shipped().questions["need.4"], {"ml": LARGE, "people": "75.00 / 10.00 / 150.00"}

    assert written(asked, entries, parse(asked, entries, TODAY))["people"].typed == entries["people"]


@pytest.mark.parametrize("typed", ["900k / 250 / 1,25M", "140k / 60 / 310k"])
def test_so_is_one_between_two_with_a_k(typed: str) -> None:
    assert heard("need.4.ml", typed)[1].startswith(f"Does the k or M in “{typed}” count for all of them?")
