"""Inputs: all may stay blank, numbers are typed as people write them, and every field takes its own example."""

from datetime import date

import pytest

from bot.screens.blocks.inputs import field_input
from dialogs.answers import fields
from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import AnswerField, Kind, Question, shipped

TODAY = date(2026, 3, 2)
FIELDS = [(question, field) for question in shipped().questions.values() for field in question.fields]
NUMBERS = (Kind.NUMBER, Kind.RANGE, Kind.LEVEL)


def element(question: Question, field: AnswerField, *given: object) -> dict:  # type: ignore[type-arg]
    return dict(field_input(question, field, *(given or (None,))).to_dict()["element"])  # type: ignore[arg-type]


def read(question: Question, field: AnswerField, typed: str) -> object:
    alone = question.model_copy(update={"fields": (field,)})
    return fields.parse(alone, {field.id: typed}, TODAY).get(field.id)


def test_slack_is_never_told_to_refuse_a_blank() -> None:
    assert all(field_input(question, field, None).to_dict()["optional"] for question, field in FIELDS)


def test_nothing_is_an_input_that_refuses_words() -> None:
    kinds = {element(question, field)["type"] for question, field in FIELDS}

    assert kinds == {"plain_text_input", "static_select", "checkboxes", "datepicker"}


@pytest.mark.parametrize("number", [0.00001, 0.5, 1.234, 12.0, 4800.0, 1234567.0, 310e6])
def test_a_number_that_is_filled_in_reads_back_as_the_same(number: float) -> None:
    question = shipped().questions["problem.4"]
    field = question.field("today")

    assert read(question, field, element(question, field, number)["initial_value"]) == number


def test_no_field_refuses_its_own_example() -> None:
    for question, field in FIELDS:
        example = element(question, field).get("placeholder", {}).get("text", "")
        if field.kind in NUMBERS and example:
            assert read(question, field, example), (question.id, field.id, example)


def test_weeks_show_weeks_and_money_shows_money() -> None:
    examples = {
        field.units: element(question, field)["placeholder"]["text"]
        for question, field in FIELDS
        if field.kind is Kind.RANGE and "placeholder" in element(question, field)
    }

    assert examples[("week",)] == "3 / 5 / 9"
    assert examples[("month",)] == "4 / 6 / 9"
    assert examples[("year",)] == "180k / 310k / 400k"


def test_an_example_stands_once() -> None:
    collecting = shipped().questions["plan.1"].field("collect")

    assert "3 / 5 / 9" in collecting.hint
    assert "placeholder" not in element(shipped().questions["plan.1"], collecting)


def test_what_is_not_decided_or_reckoned_is_not_called_measured() -> None:
    hints = {(question.id, field.id): field.hint for question, field in FIELDS}

    assert "not decided" in hints["plan.2", "budget"]
    assert "not decided" in hints["problem.4", "goal"]
    assert "not reckoned" in hints["candidate_a.1", "effort"]


def test_the_hint_of_a_number_says_that_not_measured_is_one_too() -> None:
    question = shipped().questions["problem.4"]

    assert field_input(question, question.field("today"), None).to_dict()["hint"]["text"] == (
        "A number, or “not measured”."
    )


def test_what_is_wanted_and_chosen_has_a_last_option_for_what_nobody_knows() -> None:
    for question, field in FIELDS:
        if field.kind is Kind.CHOICE:
            options = {option["value"]: option["text"]["text"] for option in element(question, field)["options"]}
            wanted = not field.optional or field.needed_when or field.needed_with

            assert (list(options)[-1] == fields.NOBODY_KNOWS) == bool(wanted), (question.id, field.id)
            assert "Nobody knows yet" not in options.values(), (question.id, field.id)


@pytest.mark.parametrize("unknown", Ignorance)
def test_words_that_stand_for_what_is_not_known_are_read_as_just_that(unknown: Ignorance) -> None:
    question = shipped().questions["problem.4"]
    for name in ("metric", "today"):
        field = question.field(name)
        typed = element(question, field, None, unknown)["initial_value"]

        assert fields.unknown(question, {name: typed}) == {name: unknown}
