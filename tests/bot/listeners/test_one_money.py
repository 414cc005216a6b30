"""A sum in another money than the one that was chosen is asked about, wherever it is typed."""

import pytest

from dialogs.answers.fields import parse
from dialogs.catalog import shipped
from dialogs.errors import BadFields
from dialogs.record import quoting
from tests.conftest import Running
from tests.play import fresh, having
from tests.said_back import TODAY
from tests.team import Team

SUMS = "3k / 4k / 6k"


@pytest.mark.parametrize(
    ("path", "sums"),
    [("case.5.training", SUMS), ("case.4.once", SUMS), ("case.3.people", SUMS), ("eval.6.case", "900 / 40 / 6")],
)
def test_a_box_without_a_currency_of_its_own_has_the_scopings(path: str, sums: str) -> None:
    question, _, field = path.rpartition(".")
    with pytest.raises(BadFields) as refused:
        parse(shipped().questions[question], {field: f"£{sums}"}, TODAY, money="DKK")

    assert refused.value.problems[path].key == "problem.currency"
    parse(shipped().questions[question], {field: f"DKK {sums}"}, TODAY, money="DKK")
    parse(shipped().questions[question], {field: f"£{sums}"}, TODAY)


def test_its_money_is_the_cases_then_the_sheets() -> None:
    assert quoting.currency(fresh(track="full")) == ""
    assert quoting.currency(having({"need.4.currency": "DKK"})) == "DKK"
    assert quoting.currency(having({"need.4.currency": "DKK", "case.2.currency": "SEK"})) == "SEK"


async def test_it_is_said_beside_the_box_and_nothing_is_kept(team: Team, bot: Running) -> None:
    await team.start(track="full")
    while "eval.6" not in (await bot.scoping()).entries:
        await team.answers_next()
    evaluated = await team.message("turn:evaluation:1")
    await team.ana.presses("Revise", on=evaluated)
    await team.ana.fill({"eval.6.case": "£900 / £40 / 10"})

    refused = await team.ana.submits()

    assert "That says GBP, and the currency here is EUR. Which is it?" in str(refused)
