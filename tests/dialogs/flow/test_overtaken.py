"""A number that words state, and that is corrected elsewhere: the words are looked at again, once, until they are."""

from collections.abc import Iterator

import pytest

from dialogs.answers.numbers import written
from dialogs.answers.values import Raw, Value
from dialogs.answers.written import Written
from dialogs.catalog import Kind, shipped
from dialogs.errors import NotNow
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.overtaken import overtaken
from dialogs.flow.standing import State, stale_of
from dialogs.record.parts import Entry
from dialogs.scoping.scoping import Scoping
from tests.dialogs.flow.corrected import correct, given, says, state, whole
from tests.play import ANA, MONDAY, fresh, on_its_track

WORDS = (Kind.TEXT, Kind.LINE)


def typed(scoping: Scoping, question: str) -> list[str]:
    return [one.typed for one in overtaken(scoping, question)]


def free_texts() -> Iterator[str]:
    """Every field of words that is answered on the full track, lines of tables among them."""
    answered, full = whole().entries, shipped().on("full")
    for id, entry in answered.items():
        for field in full.questions[id].fields:
            worded = field.kind in WORDS or any(column.kind in WORDS for column in field.columns)
            if entry.answer and worded and field.id in entry.answer.values and id != "problem.4":
                yield f"{id}.{field.id}"


@pytest.mark.parametrize("path", list(free_texts()))
def test_whatever_words_state_a_number_they_are_looked_at_when_it_is_corrected(path: str) -> None:
    scoping = whole()
    question, _, field = path.rpartition(".")
    asked = scoping.catalog.questions[question].field(field)
    value = scoping.value(path)
    if asked.kind is Kind.TABLE and isinstance(value, list):
        at = next(number for number, column in enumerate(asked.columns) if column.kind in WORDS)
        cells = str(value[0]).split("\t")
        cells[at] += ", at 3 900 lost"
        scoping.entries[question].answers[-1].values[field] = ["\t".join(cells), *map(str, value[1:])]
    else:
        says(scoping, path, "Nobody leaves any more: down to 3.9k lost.")
    kept = scoping.entries[question].answers[-1].kept

    correct(scoping, "problem.4", goal=4200.0)

    assert typed(scoping, question) == ([] if kept else ["3 900" if asked.kind is Kind.TABLE else "3.9k"])
    assert kept or state(scoping, question) is State.STALE


def test_it_is_asked_once_and_still_holds() -> None:
    scoping = whole()
    says(scoping, "problem.5.means", "Enough to come down to 3,900.")
    correct(scoping, "problem.4", goal=4200.0)
    assert state(scoping, "problem.5") is State.STALE

    scoping.answer({"problem.5": given(scoping, "problem.5")}, ANA, MONDAY, asks_back=False)

    assert typed(scoping, "problem.5") == []
    assert state(scoping, "problem.5") is State.ANSWERED


def test_another_correction_asks_again_only_where_the_words_state_what_it_replaced() -> None:
    scoping = whole()
    says(scoping, "problem.5.means", "Enough to come down to 3,900.")
    correct(scoping, "problem.4", goal=4200.0)
    scoping.answer({"problem.5": given(scoping, "problem.5")}, ANA, MONDAY, asks_back=False)

    correct(scoping, "problem.4", goal=4300.0)

    assert typed(scoping, "problem.5") == []


def test_other_words_settle_it() -> None:
    scoping = whole()
    says(scoping, "problem.5.means", "Enough to come down to 3,900.")
    correct(scoping, "problem.4", goal=4200.0)

    correct(scoping, "problem.5", means="Enough to come down to 4,200.")

    assert typed(scoping, "problem.5") == []
    assert state(scoping, "problem.5") is State.ANSWERED


def test_words_in_the_same_answer_or_window_are_not_asked_about() -> None:
    """Whoever corrected the number had them in view."""
    scoping = whole()
    says(scoping, "problem.4.metric", "Customers lost, down to 3,900")
    says(scoping, "problem.5.means", "Enough to come down to 3,900.")
    metric = given(scoping, "problem.4") | {"goal": 4200.0}
    scoping.answer({"problem.4": metric, "problem.5": given(scoping, "problem.5")}, ANA, MONDAY)

    assert typed(scoping, "problem.4") == typed(scoping, "problem.5") == []


def test_a_number_that_stands_in_another_field_still_stands() -> None:
    """The ledger's 310k is the case's as well: only when no field has it any more, words that state it are old."""
    scoping = whole()
    says(scoping, "problem.5.means", "Worth 310k a year.")
    assert 310e3 in given(scoping, "need.4")["ml"]  # type: ignore[operator]
    assert 310e3 in given(scoping, "case.2")["saving"]  # type: ignore[operator]

    correct(scoping, "case.2", saving=[180e3, 290e3, 400e3])
    assert typed(scoping, "problem.5") == []

    correct(scoping, "need.4", ml=[140e3, 60e3, 290e3])
    assert {one.question for one in overtaken(scoping, "problem.5")} == {"case.2", "need.4"}


def test_a_number_that_was_taken_back_is_one_that_was_replaced() -> None:
    scoping = whole()
    says(scoping, "problem.5.means", "Enough to come down to 3,900.")
    scoping.answer({"problem.4": {id: v for id, v in given(scoping, "problem.4").items() if id != "goal"}}, ANA, MONDAY)

    assert typed(scoping, "problem.5") == ["3,900"]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        pytest.param(10.0, 14.0, "10 people", id="small"),
        pytest.param(2026.0, 2031.0, "since 2026", id="year"),
        pytest.param(100.0, 140.0, "100 calls", id="round"),
        pytest.param(4800.0, 4900.0, "4.8% of them", id="share"),
        pytest.param(4800.0, 4900.0, "14,800 of them", id="part-of-another"),
    ],
)
def test_a_number_that_says_nothing_by_itself_asks_nothing(before: float, after: float, words: str) -> None:
    scoping = whole()
    scoping.entries["problem.4"].answers[-1].values["today"] = before
    says(scoping, "problem.5.means", f"Enough, with {words}.")

    correct(scoping, "problem.4", today=after)

    assert typed(scoping, "problem.5") == []


def test_words_given_after_the_correction_may_state_the_old_number() -> None:
    scoping = whole()
    correct(scoping, "problem.4", goal=4200.0)
    correct(scoping, "problem.5", means="Enough; it was to be 3,900 at first.")

    assert typed(scoping, "problem.5") == []


def test_a_first_number_that_comes_late_replaces_none() -> None:
    scoping = fresh(track="full")
    words = {"means": "Enough for 3,900 of them.", "reach": "within"}
    scoping.answer({"problem.5": on_its_track(scoping, "problem.5", words)}, ANA, MONDAY)  # type: ignore[arg-type]
    scoping.answer({"problem.4": given(whole(), "problem.4") | {"goal": 4200.0}}, ANA, MONDAY)

    assert typed(scoping, "problem.5") == []


def test_words_that_do_not_apply_are_not_looked_at() -> None:
    scoping = whole()
    says(scoping, "problem.5.means", "Enough to come down to 3,900.")
    scoping.entries["problem.5"] = Entry(
        answers=[scoping.entries["problem.5"].answers[-1].model_copy(update={"skipped": "Not down to 3,900 yet."})]
    )
    correct(scoping, "problem.4", goal=4200.0)

    assert typed(scoping, "problem.5") == []


def test_all_of_them_are_confirmed_together() -> None:
    scoping = whole()
    for path in ("problem.5.means", "need.2.size", "data.1.needed"):
        says(scoping, path, "Enough to come down to 3,900.")
    correct(scoping, "problem.4", goal=4200.0)

    scoping.hold(stale_of(Findings(scoping), ANA), ANA, MONDAY)

    assert standing.stale_of(Findings(scoping), ANA) == []
    with pytest.raises(NotNow):
        scoping.hold(stale_of(Findings(scoping), ANA), ANA, MONDAY)


@pytest.mark.parametrize(
    ("words", "typed_words"),
    [
        pytest.param("Enough for 41,100 customers a year.", [], id="of-another-time"),
        pytest.param("Enough for 41,100 requests a day.", ["41,100"], id="of-the-same"),
        pytest.param("Enough for 41,100 requests.", ["41,100"], id="of-none"),
    ],
)
def test_a_number_of_a_year_is_not_that_of_a_day(words: str, typed_words: list[str]) -> None:
    scoping = whole()
    says(scoping, "problem.5.means", words)
    scoping.entries["mlops.1"].answers[-1].values["requests"] = 41100.0

    correct(scoping, "mlops.1", requests=20e3)

    assert typed(scoping, "problem.5") == typed_words


def holds(scoping: Scoping, path: str, value: Value) -> None:
    """As if a box had held so from the beginning."""
    question, _, field = path.rpartition(".")
    for answer in scoping.entries[question].answers:
        answer.values[field] = value


PRICE, MILESTONES = "eval.6.case", "plan.2.milestones"
METRIC = {"metric": "Spoiled goods, EUR a year", "by": "2027-12-31"}


@pytest.mark.parametrize(
    ("path", "box", "question", "before", "after", "told"),
    [
        pytest.param(
            PRICE,
            [20e3, 900.0, 10.0],
            "problem.3",
            {"problem": "12 of 90 compressors fail a year; each failure costs EUR 20,000."},
            {"problem": "12 of 90 compressors fail a year; each failure costs EUR 14,000."},
            ["20,000 gained by a right one"],
            id="the-problems-own-number-as-the-price-of-a-case",
        ),
        pytest.param(
            "case.2.saving",
            [180e3, 310e3, 400e3],
            "need.4",
            {"ml": [48e3, 115e3, 310e3]},
            {"ml": [48e3, 115e3, 290e3]},
            ["310,000"],
            id="the-ledgers-in-the-case",
        ),
        pytest.param(
            MILESTONES,
            ["Spoiled goods insured\t2027-05-01\t20000", "In use\t2027-06-01\t5000"],
            "problem.4",
            METRIC | {"today": 20e3, "goal": 5e3},
            METRIC | {"today": 14e3, "goal": 5e3},
            ["20,000 (Spoiled goods insured)"],
            id="a-line-of-a-table-that-names-the-same",
        ),
        pytest.param(
            "eval.2.target",
            0.62,
            "candidate_c.5",
            {"target": 0.62},
            {"target": 0.65},
            ["0.62"],
            id="the-value-that-is-needed",
        ),
    ],
)
def test_a_box_that_holds_the_same_quantity_is_looked_at_when_it_is_corrected(
    path: str, box: Value, question: str, before: dict[str, Value], after: dict[str, Value], told: list[str]
) -> None:
    scoping = whole()
    holds(scoping, path, box)
    for field, value in before.items():
        holds(scoping, f"{question}.{field}", value)

    correct(scoping, question, **after)

    other = path.rpartition(".")[0]
    assert [one.typed for one in overtaken(scoping, other) if one.question == question] == told
    assert state(scoping, other) is State.STALE


@pytest.mark.parametrize(
    ("path", "box", "question", "before", "after"),
    [
        pytest.param(
            PRICE,
            [12.0, 20.0, 10.0],
            "problem.3",
            {"problem": "20 of 90 compressors fail a year."},
            {"problem": "30 of 90 compressors fail a year."},
            id="a-count-is-no-sum",
        ),
        pytest.param(
            PRICE,
            [20e3, 900.0, 10.0],
            "problem.3",
            {"problem": "Failures cost EUR 20,000 a year."},
            {"problem": "Failures cost EUR 14,000 a year."},
            id="a-years-is-no-cases",
        ),
        pytest.param(
            "need.4.ml",
            [48e3, 115e3, 310e3],
            "case.2",
            {"saving": [180e3, 310e3, 400e3]},
            {"saving": [180e3, 290e3, 400e3]},
            id="the-ledgers-where-the-case-has-later-sums",
        ),
        pytest.param(
            "need.4.software",
            [20e3, 10e3, 90e3],
            "case.4",
            {"once": [20e3, 40e3, 70e3]},
            {"once": [25e3, 40e3, 70e3]},
            id="a-round-sum",
        ),
        pytest.param(
            "case.4.once",
            [20e3, 48e3, 70e3],
            "case.3",
            {"people": [30e3, 48e3, 80e3]},
            {"people": [30e3, 52e3, 80e3]},
            id="once-is-not-a-year",
        ),
        pytest.param(
            "plan.2.budget",
            1.2e6,
            "case.2",
            {"saving": [0.8e6, 1.2e6, 1.5e6]},
            {"saving": [0.7e6, 0.95e6, 1.3e6]},
            id="a-budget-is-no-saving",
        ),
        pytest.param(
            "candidate_b.2.target",
            0.62,
            "candidate_c.5",
            {"target": 0.62},
            {"target": 0.65},
            id="another-candidates",
        ),
        pytest.param(
            PRICE,
            [20e3, 900.0, 10.0],
            "problem.3",
            {"problem": "12% of compressors fail; each failure costs EUR 20,000."},
            {"problem": "14% of compressors fail; spoiled goods."},
            id="left-out-is-not-corrected",
        ),
    ],
)
def test_a_box_with_an_equal_number_of_another_thing_is_left_alone(
    path: str, box: Value, question: str, before: dict[str, Value], after: dict[str, Value]
) -> None:
    scoping = whole()
    holds(scoping, path, box)
    for field, value in before.items():
        holds(scoping, f"{question}.{field}", value)

    correct(scoping, question, **after)

    assert [one for one in overtaken(scoping, path.rpartition(".")[0]) if one.question == question] == []


def test_words_that_state_the_problems_old_number_are_looked_at() -> None:
    scoping = whole()
    holds(scoping, "problem.3.problem", "Customers leave: 4,850 a year, EUR 1.2M; sales owns it.")
    says(scoping, "eval.1.goal", "Fewer than the 4,850 that leave today.")
    correct(scoping, "problem.3", problem="Customers leave: 4,650 a year, EUR 1.2M; sales owns it.")

    assert typed(scoping, "eval.1") == ["4,850"]


def reckoned_from(typed: str, number: float) -> dict[str, Written]:
    asked = shipped().on("full").questions["case.2"]
    entry: dict[str, Raw] = {"saving": f"100k / {typed} / 120k"}
    how = written(asked, entry, {"saving": [100e3, number, 120e3]})
    assert [one.sum for one in how["saving"].reckoned.values()] == [typed]
    return how


def test_what_a_corrected_number_was_reckoned_from_is_looked_at_in_words_and_in_boxes() -> None:
    scoping = whole()
    holds(scoping, "case.2.saving", [100e3, 108e3, 120e3])
    scoping.entries["case.2"].answers[-1].written = reckoned_from("12 × 9,000", 108e3)
    says(scoping, "exam.1.problem", "Each of 12 sites loses EUR 9,000 a year, finance counted it.")
    holds(scoping, PRICE, [9e3, 20.0, 10.0])

    now = {"case.2": given(scoping, "case.2") | {"saving": [100e3, 114e3, 120e3]}}
    scoping.answer(now, ANA, MONDAY, written={"case.2": reckoned_from("12 × 9,500", 114e3)})

    assert typed(scoping, "exam.1") == ["9,000"]
    assert typed(scoping, "eval.6") == ["9,000 gained by a right one"]
