"""What is asked back quotes the answer it was asked of."""

from dialogs.answers.unknowns import Ignorance
from dialogs.record import quoting
from dialogs.record.parts import AskedBack
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MONDAY, answer, fresh, reach

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
