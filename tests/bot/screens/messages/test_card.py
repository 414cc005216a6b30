"""The card: a bar that no edit empties, sentences for what waits, and the day of whatever is late."""

from datetime import timedelta

from bot.screens.messages import card
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from tests import endings, full_track, play
from tests.endings import ONE_OFF
from tests.play import ANA, MONDAY

CANDIDATES = ["solutions.1"]


def said(scoping: Scoping) -> str:
    """The words of the card, without their looks."""
    lines = card.card(Findings(scoping)).blocks[0]["elements"]
    return "\n".join("".join(run.get("text", "") for run in line["elements"]) for line in lines)


def bar(scoping: Scoping) -> int:
    return card._bar(Findings(scoping)).count("▰")


def edited(scoping: Scoping, question: str, field: str) -> Scoping:
    """The same, once its author has added a sentence to an early answer."""
    scoping = scoping.model_copy(deep=True)
    answer = scoping.entries[question].answer
    assert answer
    more = f"{answer.values[field]} It was counted again in May."
    scoping.answer({question: {**answer.values, field: more}}, answer.author, MONDAY)
    return scoping


def test_the_bar_is_empty_only_until_something_is_answered() -> None:
    scoping = play.fresh()
    before = bar(scoping)
    play.answer(scoping, "exam.1")

    assert (before, bar(scoping)) == (0, 1)


def test_a_late_edit_takes_no_step_of_the_bar_back() -> None:
    for whole in (full_track.play("report"), endings.to_sign(), play.reach("report", **ONE_OFF)):
        late = edited(whole, "exam.1", "problem")

        assert (whole.stage, late.stage) == ("report", "exam")
        assert bar(late) == bar(whole) >= 8


def test_the_bar_never_falls_on_the_way() -> None:
    steps = [
        bar(full_track.play(stage)) for stage in ("problem", "need", "solutions", "design", "exam", "case", "report")
    ]

    assert steps == sorted(steps)
    assert steps[1] == 1


def test_more_candidates_are_more_questions_and_the_card_says_why() -> None:
    scoping = full_track.play("solutions")
    before = card.standing(Findings(scoping))
    play.answer(scoping, *CANDIDATES)

    assert before == "Candidate solutions: 0 of 4 answered"
    assert card.standing(Findings(scoping)) == "Candidate solutions: 1 of 14 answered, with 3 candidates"


def test_answers_count_before_the_first_of_them_is_accepted() -> None:
    scoping = play.in_stage("exam")
    play.answer_stage(scoping)

    assert card.standing(Findings(scoping)) == "Director's exam: 7 of 7 answered"


def test_what_waits_reads_as_a_sentence() -> None:
    assert "Waiting for Ana: is machine learning needed (by Wed 4 Mar)" in said(full_track.play("need"))


def test_a_candidate_is_named_between_quotation_marks() -> None:
    scoping = full_track.play("solutions")
    play.answer(scoping, *CANDIDATES)

    assert "Waiting for Ana: candidate “Churn model” (by" in said(scoping)


def test_what_is_late_says_since_when() -> None:
    scoping = play.fresh()
    later = MONDAY + timedelta(days=2, hours=3)
    ring = scoping.claim_ring(ANA, later)
    assert ring
    scoping.rung(ANA, "1.1", later)

    assert [one["when"] for one in card.waiting(Findings(scoping))] == ["due since Wed 4 Mar"]
