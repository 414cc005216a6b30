"""What is asked back quotes the answer it was asked of; what is known already fills a question in, where it fits."""

import pytest

from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.catalog import shipped
from dialogs.record import quoting
from dialogs.record.parts import Answer, AskedBack, Entry
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MIA, MONDAY, TOM, answer, fresh, in_stage, reach

VAGUE = "Probably the CRM shows a list, and somebody calls, each morning."
CLEAR = "Nightly scores land in the CRM; an account manager calls the ten riskiest each morning."


def hedged() -> Scoping:
    scoping = fresh()
    answer(scoping, "exam.1", "exam.2", "exam.3")
    answer(scoping, "exam.4", path=VAGUE)
    return scoping


def test_the_word_that_left_it_open_is_quoted() -> None:
    scoping = hedged()
    (asked,) = scoping.entries["exam.4"].asked_back

    assert quoting.asked_back(scoping, "exam.4", asked).startswith("“probably” leaves it open.")


def test_it_still_is_once_the_answer_is_clear() -> None:
    scoping = hedged()
    scoping.answer({"exam.4": {"path": CLEAR}}, ANA, MONDAY)
    (asked,) = scoping.entries["exam.4"].asked_back

    assert asked.outcome == "answered"
    assert quoting.asked_back(scoping, "exam.4", asked).startswith("“probably” leaves it open.")


def test_where_no_such_word_was_said_none_is_made_up() -> None:
    scoping = fresh()
    answer(scoping, "exam.1")
    asked = AskedBack(rule="hedged", kind="form", seq=scoping.seq)

    assert quoting.asked_back(scoping, "exam.1", asked).startswith("“…” leaves it open.")


def test_a_candidate_is_judged_whatever_its_unknown_cell_may_be() -> None:
    scoping = reach("solutions", track="full")
    named = {"a": "Churn model", "b": "Call notes", "b_cell": "new_structured"}
    scoping.answer({"solutions.1": named}, ANA, MONDAY, unknown={"solutions.1": {"a_cell": Ignorance.NOT_KNOWN}})

    assert quoting.is_asked(scoping, "candidate_a.1")
    assert not quoting.is_asked(scoping, "candidate_a.5")
    assert not quoting.is_asked(scoping, "candidate_c.1")


@pytest.mark.parametrize(
    ("said", "filled_in"),
    [
        (["internal"], ["internal"]),
        (["internal", "public"], ["internal", "public"]),
        (["internal", "leaked"], None),
        ("internal", None),
    ],
)
def test_several_options_fill_in_a_field_that_takes_several(said: Value, filled_in: Value | None) -> None:
    scoping = in_stage("design", ("data.2", {}))
    scoping.entries["data.2"].answers[-1].values["source"] = said
    asked = shipped().questions["data.2"]
    sources = asked.field("source").model_copy(update={"known_from": ("data.2.source",)})

    assert quoting.known(scoping, asked.model_copy(update={"fields": (sources,)})).get("source") == filled_in


def test_an_option_fills_in_a_field_that_takes_one() -> None:
    scoping = in_stage("design", ("data.2", {}))
    asked = shipped().questions["data.4"]
    one = asked.field("free").model_copy(update={"known_from": ("data.2.source",)})

    assert quoting.known(scoping, asked.model_copy(update={"fields": (one,)})) == {}


@pytest.mark.parametrize(
    ("aim", "area", "is_asked"),
    [
        ("good", "none_things", False),
        ("good", "none_people", False),
        ("mixed", "none_things", True),
        ("good", "services", True),
        ("good", "people_meet_it", True),
    ],
)
def test_what_happens_when_it_is_wrong_is_asked_where_somebody_could_be_hurt(
    aim: str, area: str, is_asked: bool
) -> None:
    scoping = in_stage("solutions", ("solutions.3", {"aim": aim, "area": area}))

    assert quoting.is_asked(scoping, "solutions.5") is is_asked


@pytest.mark.parametrize(("simpler", "is_asked"), [("software", True), ("process", True), ("people", False)])
def test_what_decides_by_itself_is_asked_about_though_it_learns_nothing(simpler: str, is_asked: bool) -> None:
    scoping = in_stage("need", ("need.5", {"simpler": simpler}))

    assert quoting.is_asked(scoping, "need.7") is is_asked


def taken_over(**changed: Value) -> Scoping:
    """Tom says where the data comes from, then Ana saves the exam's question in which his words stood already."""
    scoping = in_stage("design", ("data.1", {}), ("data.2", {}))
    for id in ("data.1", "data.2"):
        scoping.entries[id].answers[-1].author = TOM
    said = {
        "source": scoping.entries["data.2"].answers[-1].values["where"],
        "needed": scoping.entries["data.1"].answers[-1].values["needed"],
    }
    scoping.entries["exam.6"] = Entry(
        answers=[Answer(values={**said, **changed}, author=ANA, at=MONDAY, seq=scoping.seq + 1)]
    )
    return scoping


def test_words_that_were_taken_over_are_of_whoever_said_them() -> None:
    assert quoting.speaker(taken_over(), "exam.6") == TOM
    assert quoting.speaker(taken_over(), "data.2") == TOM


def test_words_that_were_changed_or_came_from_two_are_of_whoever_saved_them() -> None:
    assert quoting.speaker(taken_over(source="The shop's own database."), "exam.6") == ANA

    of_two = taken_over()
    of_two.entries["data.1"].answers[-1].author = MIA
    assert quoting.speaker(of_two, "exam.6") == ANA
