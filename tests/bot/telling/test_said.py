"""An answer as it is told: the words first, and what was chosen beside them in sentences."""

from bot.telling.said import Spoken, grade_words, said, spoken
from dialogs.answers.unknowns import Ignorance
from tests.play import ANA, GOOD, MONDAY, answer, fresh, reach
from tests.reading import placeholders


def test_what_was_chosen_stands_in_sentences_behind_the_words() -> None:
    scoping = fresh()
    answer(scoping, "exam.4", role="automates", net=["alarm", "appeal"], stops="nobody")

    assert spoken(scoping, scoping.catalog.questions["exam.4"]) == Spoken(
        str(GOOD["exam.4"]["path"]),
        "A wrong answer hits people, lightly. It does the task itself. Between it and harm: a number with a line, and"
        " an alarm when it is crossed; those it hits can object, and somebody answers. May switch it off: nobody has"
        " been named.",
    )


def test_what_nobody_knows_of_it_is_called_by_its_name() -> None:
    scoping = fresh()
    values = {id: value for id, value in GOOD["exam.4"].items() if id in ("path", "role")}
    scoping.answer({"exam.4": values}, ANA, MONDAY, unknown={"exam.4": {"stakes": Ignorance.NOT_KNOWN}})

    told = spoken(scoping, scoping.catalog.questions["exam.4"]).chosen

    assert told == "What a wrong answer hits: nobody knows it yet. It helps a person decide."


def test_where_nothing_is_to_be_written_the_choices_are_the_answer() -> None:
    scoping = fresh()
    answer(scoping, "exam.1")
    answer(scoping, "exam.2", simpler="software")
    answer(scoping, "exam.2b")
    answer(scoping, "exam.2c")
    question = scoping.catalog.questions["exam.2c"]

    assert said(scoping, question).startswith("A wrong answer hits our own money. Between it and harm: ")
    assert grade_words(scoping, question) == ""


def test_what_was_chosen_among_the_candidates_is_called_by_its_name() -> None:
    scoping = reach("design", track="full")
    told = [said(scoping, question) for question in scoping.catalog.questions.values()]

    assert said(scoping, scoping.catalog.questions["solutions.2"]).startswith("Churn model")
    assert placeholders(told) == []
