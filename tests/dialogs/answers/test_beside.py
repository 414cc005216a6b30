"""What is entered beside what: a level beside its history, a day behind it, sums beside the currency chosen."""

from datetime import date

import pytest

from bot.words.sentences import spoken
from dialogs.answers.fields import parse
from dialogs.answers.values import Raw, Value
from dialogs.catalog import Kind, shipped
from dialogs.errors import BadFields

TODAY = date(2026, 3, 2)
HISTORY = shipped().questions["candidate_a.5"]
PLAN = shipped().questions["plan.2"]
SHARES = "2025-10 0.52\n2025-11 0.55\n2025-12 0.63"
NO_SHARE = (
    "The history is of shares, and a share lies between {} does not. Is it something else that is measured? "
    "Then name it in the metric, like “loss” or “mean error”."
)
ROW = "First labels; 29 May 2026; {}"


def refused(question: str, stood: dict[str, Value] | None = None, **entries: Raw) -> dict[str, str]:
    with pytest.raises(BadFields) as problem:
        parse(shipped().questions[question], entries, TODAY, stood)
    return {path.rpartition(".")[2]: spoken(said) for path, said in problem.value.problems.items()}


@pytest.mark.parametrize("field", ["guess", "target", "best"])
@pytest.mark.parametrize(
    ("entry", "number"), [("1.2", "0 and 1: 1.2"), ("-0.1", "0 and 1: -0.1"), ("120%", "0% and 100%: 120%")]
)
def test_a_level_that_is_no_share_beside_shares_is_asked_about(field: str, entry: str, number: str) -> None:
    assert refused(HISTORY.id, history=SHARES, metric="recall", **{field: entry}) == {field: NO_SHARE.format(number)}


def test_shares_typed_in_per_cent_are_shares() -> None:
    history = "2025-10 52%\n2025-11 55%"

    assert refused(HISTORY.id, history=history, metric="Error rate", target="101%") == {
        "target": NO_SHARE.format("0% and 100%: 101%")
    }


@pytest.mark.parametrize(
    ("history", "metric", "target"),
    [
        (SHARES, "recall", "100%"),
        (SHARES, "recall", "0"),
        (SHARES, "Validation loss", "1.2"),
        (SHARES, "mean absolute error", "1.2"),
        (SHARES, "R2", "-0.1"),
        ("2025-10 0.9\n2025-11 1.1", "x", "1.2"),
        ("2025-10 0\n2025-11 1", "x", "2"),
    ],
)
def test_a_level_that_may_be_one_of_its_history_is_kept(history: str, metric: str, target: str) -> None:
    assert "target" in parse(HISTORY, {"history": history, "metric": metric, "target": target}, TODAY)


@pytest.mark.parametrize(
    ("by", "day"),
    [
        ("2027", "2027-12-31"),
        ("31.12.26", "2026-12-31"),
        ("31 Dec 26", "2026-12-31"),
        ("Q4-26", "2026-12-31"),
        ("Ende 2026", "2026-12-31"),
        ("end of next year", "2027-12-31"),
        ("in six months", "2026-09-02"),
        ("Jänner 2027", "2027-01-31"),
    ],
)
def test_a_moment_is_read_as_people_write_it(by: str, day: str) -> None:
    assert parse(HISTORY, {"history": SHARES, "by": by}, TODAY)["by"] == day


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("03/04/2026", "“03/04/2026” could be 2026-03-04 or 2026-04-03. Type the one you mean."),
        ("June 99", "Which year is “June 99”? Type it like 2027-06-30, or Jun 2027 for the month."),
        ("soon", "“soon” is no one day. Give the latest it may be, like 2027-06-30; it can be moved later."),
        ("the moon", "I can't read “the moon” as one day or a number. Try 2027-06-30."),
    ],
)
def test_a_moment_that_is_not_one_is_asked_about(by: str, said: str) -> None:
    assert refused(HISTORY.id, history=SHARES, by=by) == {"by": said}


def test_beside_a_history_that_counts_a_year_is_a_number() -> None:
    assert parse(HISTORY, {"history": "1000 0.5\n1900 0.6", "by": "2000"}, TODAY)["by"] == 2000


@pytest.mark.parametrize(
    "rows", [ROW.format("$12k"), ROW.format("12k USD"), "what; day; cost (USD)\n" + ROW.format("12k")]
)
def test_a_cost_in_another_currency_than_the_one_chosen_is_asked_about(rows: str) -> None:
    said = refused(PLAN.id, milestones=rows, currency="EUR")["milestones"]

    assert said.endswith("USD, and the currency here is EUR. Which is it?")
    assert parse(PLAN, {"milestones": rows, "currency": "USD"}, TODAY)


def test_a_cost_and_a_budget_in_two_currencies_are_asked_about_before_one_is_chosen() -> None:
    assert refused(PLAN.id, milestones=ROW.format("12k USD"), budget="12k EUR") == {
        "budget": "Here are several currencies: EUR / USD. Give all in one."
    }
    assert parse(PLAN, {"milestones": ROW.format("$12k"), "budget": "12k USD"}, TODAY)


def test_what_stood_is_beside_what_is_entered_alone() -> None:
    history = parse(HISTORY, {"history": SHARES}, TODAY)

    assert list(refused(HISTORY.id, history, target="1.2")) == ["target"]
    assert list(refused(HISTORY.id, history, by="2025-11")) == ["by"]
    assert list(refused(PLAN.id, {"currency": "EUR"}, milestones=ROW.format("$12k"))) == ["milestones"]


def test_what_stood_itself_is_not_refused() -> None:
    assert list(parse(HISTORY, {"history": SHARES}, TODAY, {"target": 1.2, "history": ["1\t0.5"]})) == ["history"]


@pytest.mark.parametrize(
    "path",
    [f"{id}.{field.id}" for id, one in shipped().questions.items() for field in one.fields if field.kind == Kind.TABLE],
)
def test_a_line_without_cells_is_shown_one_that_can_be_typed(path: str) -> None:
    question, _, field = path.rpartition(".")
    said = refused(question, **{field: "a 3 4"})[field]
    _, _, example = said.partition(", like “")

    assert parse(shipped().questions[question], {field: example.removesuffix("”.")}, TODAY)


@pytest.mark.parametrize(
    ("path", "ticked", "beside"),
    [
        ("solutions.5.net", "none", "alarm"),
        ("data.6.traps", "none", "after"),
        ("data.6.traps", "unchecked", "after"),
        ("data.6.traps", "none", "unchecked"),
        ("eval.5.differs", "nothing", "device"),
        ("eval.5.differs", "unchecked", "device"),
        ("need.7.net", "none", "decides"),
    ],
)
def test_nothing_of_all_this_beside_some_of_it_is_asked_about(path: str, ticked: str, beside: str) -> None:
    question, _, field = path.rpartition(".")
    words = shipped().questions[question].field(field).options[ticked]

    said = refused(question, **{field: [beside, ticked]})[field]

    assert said.endswith(" don't go together. Which of the two holds?")
    assert words[:20] in said


def test_nothing_alone_and_several_together_are_taken() -> None:
    asked = shipped().questions["data.6"]

    assert parse(asked, {"traps": ["unchecked"]}, TODAY) == {"traps": ["unchecked"]}
    assert parse(asked, {"traps": ["made", "after"]}, TODAY) == {"traps": ["after", "made"]}


def test_the_price_of_a_mistake_may_be_known_in_part() -> None:
    asked = shipped().questions["eval.6"]

    assert parse(asked, {"case": "12 / not reckoned / 10"}, TODAY) == {"case": [12.0, None, 10.0]}
