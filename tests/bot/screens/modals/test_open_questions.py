"""What waits for one person, in the window and on the Home tab: each with its day, where there is one."""

from datetime import date, timedelta

from bot.screens.messages import conversation
from bot.screens.modals import open_questions
from dialogs.answers.unknowns import Ignorance
from dialogs.findings import Findings
from dialogs.flow.promises import Promise
from dialogs.record.parts import Unknown
from dialogs.scoping.scoping import Scoping
from practice import reading
from tests.play import ANA, GOOD, IVO, MONDAY, TOM, answer, fresh


def test_what_somebody_will_know_by_a_day_stands_there_with_its_day() -> None:
    scoping = unsure()

    assert "you will know by Thu 5 Mar" in at_home(scoping, TOM)
    assert "What waits for you" in at_home(scoping, TOM)


def test_a_condition_stands_there_with_its_day() -> None:
    scoping = unsure()
    exam = [f"exam.{number}" for number in range(1, 8)]
    scoping.judge(exam, {}, IVO, MONDAY, conditions={"exam.7": Promise(TOM, date(2026, 3, 9))})

    assert "by Mon 9 Mar" in at_home(scoping, TOM)
    assert "you will know" not in at_home(scoping, TOM)


def test_taken_up_again_nothing_is_said_to_have_been_handed_on() -> None:
    scoping = fresh()
    answer(scoping, "exam.1")
    scoping.not_yet("", IVO, MONDAY + timedelta(hours=1))
    scoping.reopen(ANA, MONDAY + timedelta(hours=2))
    shown = [reading.words(list(one.blocks), {}) for one in conversation.messages(Findings(scoping))]

    assert any("asked again, see below" in words for words in shown)
    assert not any("handed to" in words for words in shown)


def at_home(scoping: Scoping, person: str) -> str:
    view = open_questions.home([scoping], person, "https://churn.slack.example/")
    return reading.words([block.to_dict() for block in view.blocks], {})


def unsure() -> Scoping:
    """The exam answered; the quality of the data Tom will know by Thursday."""
    scoping = fresh()
    answer(scoping, *(f"exam.{number}" for number in range(1, 7)))
    scoping.answer({"exam.7": {id: GOOD["exam.7"][id] for id in ("studied", "traps")}}, ANA, MONDAY)
    until = Unknown(kind=Ignorance.NOT_KNOWN, by=TOM, at=MONDAY, owner=TOM, until=date(2026, 3, 5))
    scoping.not_known({"exam.7": {"quality": until}}, TOM, MONDAY)
    return scoping
