"""A number that words state, and that is corrected elsewhere: the words are looked at again, once, until they are."""

from collections.abc import Iterator
from functools import cache

import pytest

from dialogs.answers.values import Value
from dialogs.catalog import Kind, shipped
from dialogs.errors import NotNow
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.overtaken import overtaken
from dialogs.flow.standing import State
from dialogs.record.parts import Entry
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MONDAY, fresh, on_its_track, reach

WORDS = (Kind.TEXT, Kind.LINE)


@cache
def _at_the_report() -> str:
    return reach("report", track="full").model_dump_json()


def whole() -> Scoping:
    return Scoping.model_validate_json(_at_the_report())


def given(scoping: Scoping, question: str) -> dict[str, Value]:
    answer = scoping.entries[question].answer
    assert answer
    return dict(answer.values)


def correct(scoping: Scoping, question: str, **changed: Value) -> None:
    scoping.answer({question: given(scoping, question) | changed}, ANA, MONDAY)


def says(scoping: Scoping, path: str, words: str) -> None:
    """As if somebody had said so from the beginning."""
    question, _, field = path.rpartition(".")
    for answer in scoping.entries[question].answers:
        answer.values[field] = words


def state(scoping: Scoping, question: str) -> State:
    return standing.state(Findings(scoping), question)


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

    scoping.confirm_all(ANA, ANA, MONDAY)

    assert standing.stale_of(Findings(scoping), ANA) == []
    with pytest.raises(NotNow):
        scoping.confirm_all(ANA, ANA, MONDAY)


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
