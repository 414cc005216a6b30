"""How numbers were written: their units stay beside them, and what one could read otherwise is remembered."""

from datetime import date

import pytest

from dialogs.answers.fields import parse
from dialogs.answers.numbers import written
from dialogs.answers.pasted import typed
from dialogs.answers.written import NOTHING, Written
from dialogs.catalog import shipped
from dialogs.errors import BadFields

TODAY = date(2026, 3, 2)
CATALOG = shipped()


def kept(path: str, entry: str) -> Written:
    """How an entry is remembered in a field of the catalogue, beside its value."""
    id, _, field = path.rpartition(".")
    question = CATALOG.questions[id]
    return written(question, {field: entry}, parse(question, {field: entry}, TODAY)).get(field, NOTHING)


def refused(path: str, entry: str) -> str:
    id, _, field = path.rpartition(".")
    with pytest.raises(BadFields) as problem:
        parse(CATALOG.questions[id], {field: entry}, TODAY)
    return problem.value.problems[path].key


@pytest.mark.parametrize(
    ("path", "entry", "unit"),
    [
        ("problem.4.today", "11%", "%"),
        ("problem.4.today", "5,5 %", "%"),
        ("problem.4.goal", "EUR 180k", "EUR"),
        ("problem.4.goal", "4,800", ""),
        ("problem.4.goal", "$1.2M", ""),
        ("candidate_b.2.target", "14,1 %", "%"),
        ("candidate_b.2.target", "85％", "%"),
        ("candidate_b.2.target", "85% recall", "%"),
        ("candidate_b.2.target", "p99 < 200ms", "ms"),
        ("candidate_b.2.target", "3 points", "points"),
        ("candidate_b.2.target", "0.141", ""),
        ("case.5.rate", "8 %", "%"),
    ],
)
def test_the_unit_stays_as_it_was_typed(path: str, entry: str, unit: str) -> None:
    assert kept(path, entry).unit == unit


@pytest.mark.parametrize(
    ("path", "entry", "doubted"),
    [
        ("need.4.ml", "180 grand / 40k / T€ 310", {"T€ 310": 310e3}),
        ("need.4.ml", "1.200 / 60k / 1,200", {"1.200": 1200}),
        ("case.2.saving", "1m / 2m / 3 million", {"1m": 1e6, "2m": 2e6}),
        ("problem.4.today", "(20k)", {"(20k)": -20e3}),
        ("problem.4.today", "20k", {}),
        ("mlops.1.requests", "12.000", {"12.000": 12e3}),
        ("mlops.1.requests", "12,000", {}),
        ("mlops.1.minutes", "nobody could", {}),
        ("need.4.ml", "140k / ? / 1.310", {"1.310": 1310}),
    ],
)
def test_what_could_mean_another_number_is_remembered_with_how_it_was_read(
    path: str, entry: str, doubted: dict[str, float]
) -> None:
    assert kept(path, entry).doubted == doubted


@pytest.mark.parametrize(
    ("path", "entry", "problem"),
    [
        ("mlops.1.requests", "5%", "problem.share"),
        ("need.4.ml", "10% / 40k / 310k", "problem.share"),
        ("plan.2.budget", "12 %", "problem.share"),
        ("labels.2.kappa", "80%", "problem.share"),
        ("mlops.1.requests", "EUR 500", "problem.money"),
        ("plan.1.train", "€3 / €5 / €9", "problem.money"),
        ("candidate_b.5.test_size", "$2000", "problem.money"),
    ],
)
def test_a_share_or_money_where_something_else_is_counted_is_asked_about(path: str, entry: str, problem: str) -> None:
    assert refused(path, entry) == problem


@pytest.mark.parametrize(
    ("history", "unit"),
    [
        ("2025-01 71%\n2025-02 72%\n2025-03 73%", "%"),
        ("2025-01 71 percent\n2025-02 72 percent\n2025-03 73 percent", "%"),
        ("when; recall %\n2025-01; 71\n2025-02; 72", ""),
        ("0.71\n0.72\n0.73", ""),
    ],
)
def test_a_history_in_per_cent_stays_in_per_cent(history: str, unit: str) -> None:
    assert kept("candidate_c.5.history", history).unit == unit
    value = parse(CATALOG.questions["candidate_c.5"], {"history": history}, TODAY)["history"]
    again = typed(CATALOG.questions["candidate_c.5"].field("history"), value, unit)

    assert parse(CATALOG.questions["candidate_c.5"], {"history": again}, TODAY)["history"] == value
    assert ("%" in again) is (unit == "%")


def test_what_could_be_doubted_in_a_table_is_remembered_too() -> None:
    milestones = "Pilot; 2027-01-31; 1.200\nLaunch; 2027-03-31; 180k\nAll; 2027-05-31; 2m"

    assert kept("plan.2.milestones", milestones).doubted == {"1.200": 1200, "2m": 2e6}


def test_a_share_in_a_table_s_number_is_asked_about() -> None:
    assert refused("plan.2.milestones", "Pilot; 2027-01-31; 12%") == "problem.line_number"


def test_a_percentage_is_kept_to_its_last_digit() -> None:
    question = CATALOG.questions["candidate_b.2"]

    assert parse(question, {"target": "14.1 %"}, TODAY) == {"target": 0.141}
