"""How numbers were written: their units stay beside them, and what one could read otherwise is remembered."""

from datetime import date

import pytest

from bot.words.sentences import spoken
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
        ("problem.4.goal", "$1.2M", "$"),
        ("candidate_b.2.target", "14,1 %", "%"),
        ("candidate_b.2.target", "85％", "%"),
        ("candidate_b.2.target", "85% recall", "%"),
        ("candidate_b.2.target", "p99 < 200ms", "ms"),
        ("candidate_b.2.target", "3 points", "points"),
        ("candidate_b.2.target", "0.141", ""),
        ("case.5.rate", "8 %", "%"),
        ("problem.4.today", "9 days", "# days"),
        ("problem.4.today", "9 Tage", "# tage"),
        ("problem.4.today", "50/month", "#/month"),
        ("problem.4.today", "12 % a year", "#% a year"),
        ("problem.4.today", "EUR 12k a month", "EUR # a month"),
        ("problem.4.today", "$1,200", "$"),
        ("problem.4.today", "180 k$", "$"),
        ("problem.4.today", "180 T€", "EUR"),
        ("problem.4.today", "£1,200", "GBP"),
        ("mlops.1.requests", "200 per day", ""),
        ("case.5.rate", "8.5 p.a.", ""),
    ],
)
def test_the_unit_stays_as_it_was_typed(path: str, entry: str, unit: str) -> None:
    assert kept(path, entry).unit == unit


@pytest.mark.parametrize(
    ("path", "entry", "doubted"),
    [
        ("need.4.ml", "180 grand / 40k / T€ 310", {}),
        ("need.4.ml", "1.200 / 60k / 1,200", {"1.200": 1200}),
        ("case.2.saving", "1m / 2m / 3 million", {"1m": 1e6, "2m": 2e6}),
        ("problem.4.today", "(20k)", {"(20k)": -20e3}),
        ("problem.4.today", "20k", {}),
        ("mlops.1.requests", "12.000", {}),
        ("mlops.1.requests", "12.500", {"12.500": 12500}),
        ("candidate_b.2.target", "5% errors", {"5% errors": 5.0}),
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
        ("when; recall %\n2025-01; 71\n2025-02; 72", "%"),
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


@pytest.mark.parametrize(
    ("path", "entry", "value"),
    [
        ("candidate_b.2.target", "0,62 (F1)", 0.62),
        ("candidate_b.2.target", "(F1) 0.62", 0.62),
        ("candidate_b.2.target", "(0.62)", 0.62),
        ("candidate_b.2.target", "min. 0,7", 0.7),
        ("candidate_b.2.target", "max 0.7", 0.7),
        ("exam.2b.costs", "12k (once) / 4k (a year) / 200k (ML)", [12e3, 4e3, 200e3]),
        ("eval.6.case", "20k / 250 / 85-90", [20e3, 250.0, 87.5]),
        ("eval.6.case", "20,000 / 250 / 85-90", [20e3, 250.0, 87.5]),
        ("eval.6.case", "€20k / 250 / 5", [20e3, 250.0, 5.0]),
        ("eval.6.case", "12k / 20k / 10", [12e3, 20e3, 10.0]),
        ("eval.6.case", "20k / not known / 10", [20e3, None, 10.0]),
        ("candidate_a.1.effort", "5 person-months", 5.0),
        ("case.2.saving", "€180k-€240k-€310k", [180e3, 240e3, 310e3]),
        ("case.5.rate", "0.08%", 0.08),
        ("problem.4.today", "(12,000)", -12e3),
    ],
)
def test_brackets_limits_and_labels_change_nothing(path: str, entry: str, value: object) -> None:
    id, _, field = path.rpartition(".")

    assert parse(CATALOG.questions[id], {field: entry}, TODAY)[field] == value


def test_what_a_metric_is_called_may_stand_beside_its_number() -> None:
    entries = {"metric": "Suitcases lost a year", "today": "4,800 suitcases", "goal": "3,900"}

    assert parse(CATALOG.questions["problem.4"], entries, TODAY)["today"] == 4800
    assert refused("problem.4.today", "4,800 of our suitcases") == "problem.number_word"


@pytest.mark.parametrize(
    ("path", "entry", "said"),
    [
        ("mlops.1.minutes", "2 months", "“2 months” speaks of another time. Give it in minutes."),
        ("labels.1.weeks", "10 hours", "“10 hours” speaks of another time. Give it in weeks."),
        ("case.5.horizon", "150 weeks", "“150 weeks” speaks of another time. Give it in years."),
        ("candidate_a.1.effort", "20 hours", "“20 hours” speaks of another time. Give it in months."),
        (
            "candidate_a.6.reach",
            "200 a day",
            "On how many days a year? Give it per year: 50,000 on 250 working days, 73,000 on all 365.",
        ),
        ("mlops.1.minutes", "0", "More than 0, please."),
        ("case.5.rate", "0.08", "“0.08” is under one per cent a year. If you mean 8, type that; if not, type 0.08%."),
        ("need.4.ml", "keine Idee", "I can't read a number in “keine Idee”. If nobody knows it, write “not known”."),
        ("case.2.saving", "Q", "I can't read a number in “Q”. If nobody knows it, write “not known”."),
        (
            "exam.2b.costs",
            "T€ 1 / 4 / 2",
            "Does the k or M in “T€ 1 / 4 / 2” count for all of them? Write it behind each, or write the numbers out.",
        ),
        (
            "eval.6.case",
            "T€ 20 / 4 / 10",
            "Does the k or M in “T€ 20 / 4 / 10” count for all of them? "
            "Write it behind each, or write the numbers out.",
        ),
        (
            "case.2.saving",
            "? / 240k / ?",
            "All three are needed here; a wide low and high will do. If nobody knows it, write “not known” alone.",
        ),
    ],
)
def test_a_refusal_says_what_is_true_and_what_would_do(path: str, entry: str, said: str) -> None:
    id, _, field = path.rpartition(".")
    with pytest.raises(BadFields) as problem:
        parse(CATALOG.questions[id], {field: entry}, TODAY)

    assert spoken(problem.value.problems[path]) == said


@pytest.mark.parametrize("entry", ["+0.5 pp", "2 pp", "+0.05", "0.9 percentage points", "3 Prozentpunkte"])
def test_a_step_is_no_level(entry: str) -> None:
    assert refused("candidate_c.5.target", entry) == "problem.step"


@pytest.mark.parametrize(
    ("question", "entries", "beside"),
    [
        ("candidate_b.2", {"hlp": "3,20 zł", "target": "2,80 €"}, "target"),
        ("candidate_c.5", {"history": "2025-08 4,20 €\n2025-09 4,30 €", "target": "$3.5"}, "target"),
        ("candidate_c.5", {"target": "3,50 $", "best": "3,00 €"}, "best"),
        ("problem.4", {"today": "93 EUR", "goal": "98 %"}, "goal"),
        ("problem.4", {"today": "9 days", "goal": "2 weeks"}, "goal"),
    ],
)
def test_two_units_of_one_metric_are_asked_about(question: str, entries: dict[str, str], beside: str) -> None:
    with pytest.raises(BadFields) as problem:
        parse(CATALOG.questions[question], entries, TODAY)

    assert {path: said.key for path, said in problem.value.problems.items()} == {
        f"{question}.{beside}": "problem.other_unit"
    }


def test_a_history_keeps_its_unit() -> None:
    history = "2025-08 4,20 €\n2025-09 4,30 €\n2025-10 4,10 €"

    assert kept("candidate_c.5.history", history).unit == "EUR"


@pytest.mark.parametrize("unit", ["EUR", "$", "ms", "points"])
@pytest.mark.parametrize("times", [("2025-08 ", "2025-09 "), ("", "")])
def test_a_history_in_a_unit_is_filled_in_with_it(unit: str, times: tuple[str, str]) -> None:
    field = CATALOG.questions["candidate_c.5"].field("history")
    history = "\n".join(f"{time}{value} {unit}" for time, value in zip(times, (4.2, 4.35), strict=True))
    value = parse(CATALOG.questions["candidate_c.5"], {"history": history}, TODAY)["history"]
    again = typed(field, value, kept("candidate_c.5.history", history).unit)

    assert parse(CATALOG.questions["candidate_c.5"], {"history": again}, TODAY)["history"] == value
    assert kept("candidate_c.5.history", again).unit == unit


def test_a_word_of_time_before_a_number_is_not_dropped() -> None:
    assert refused("problem.4.today", "min. 25 %") == "problem.unit"
    assert refused("problem.4.today", "h 12") == "problem.unit"


@pytest.mark.parametrize(
    ("path", "entry", "value"),
    [
        ("need.4.ml", "140k / 60k/yr / 310k p.a.", [140e3, 60e3, 310e3]),
        ("need.4.ml", "140 k€ / 60 k€/an / 310 k€/an", [140e3, 60e3, 310e3]),
        ("need.4.ml", "140,000\t60,000\t310,000", [140e3, 60e3, 310e3]),
        ("plan.1.tune", "２／４／８", [2.0, 4.0, 8.0]),
        ("mlops.1.minutes", "nikt", "nobody"),
    ],
)
def test_several_numbers_are_parted_as_people_part_them(path: str, entry: str, value: object) -> None:
    id, _, field = path.rpartition(".")

    assert parse(CATALOG.questions[id], {field: entry}, TODAY)[field] == value


def test_a_percentage_is_kept_to_its_last_digit() -> None:
    question = CATALOG.questions["candidate_b.2"]

    assert parse(question, {"target": "14.1 %"}, TODAY) == {"target": 0.141}


SAID = "62 shops fill in order sheets. We bin more loaves than last year, thousands of euros."


@pytest.mark.parametrize(
    ("typed", "number"), [("62 shops", 62), ("about 62 order sheets", 62), ("4.6k loaves a year", 4600)]
)
def test_what_the_team_speaks_of_may_stand_beside_a_number(typed: str, number: float) -> None:
    assert parse(CATALOG.questions["problem.4"], {"today": typed}, TODAY, said=SAID) == {"today": number}


def test_of_things_in_two_words_only_what_it_speaks_of_may() -> None:
    with pytest.raises(BadFields):
        parse(CATALOG.questions["problem.4"], {"today": "about 62 order sheets"}, TODAY)


@pytest.mark.parametrize("typed", ["62 more shops", "60 less", "62 last shops"])
def test_what_says_how_much_it_is_may_not(typed: str) -> None:
    with pytest.raises(BadFields):
        parse(CATALOG.questions["problem.4"], {"today": typed}, TODAY, said=SAID)


def test_a_scale_they_spoke_of_is_one() -> None:
    assert parse(CATALOG.questions["problem.4"], {"today": "60 thousands"}, TODAY, said=SAID) == {"today": 60000}
