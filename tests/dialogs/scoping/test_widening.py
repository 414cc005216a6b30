"""From the director's track to the full one: no answer is lost, and what is known is only confirmed."""

import pytest

from bot.screens.messages import conversation
from dialogs import report
from dialogs.answers.unknowns import Ignorance
from dialogs.errors import NotAllowed, NotNow
from dialogs.findings import Findings
from dialogs.flow import standing, tasks
from dialogs.record import quoting
from dialogs.record.parts import Unknown
from dialogs.report.said import Said
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, GOOD, IVO, MIA, MONDAY, answer, answer_stage, fresh, open_calls, reach


@pytest.mark.parametrize("stage", ["exam", "mlops", "case", "retake", "readiness", "report"])
def test_no_answer_is_lost_and_the_scoping_begins_with_the_problem(stage: str) -> None:
    scoping = reach(stage)
    before = {id: entry.model_copy(deep=True) for id, entry in scoping.entries.items()}

    scoping.widen("full", ANA, MONDAY)

    assert scoping.entries == before
    assert scoping.stage == "problem"
    assert open_calls(scoping) == {"priorities": ("asked", [ANA])}


def test_what_the_exam_said_fills_the_problem_in() -> None:
    scoping = reach("mlops")
    scoping.widen("full", ANA, MONDAY)

    problem = quoting.known(scoping, scoping.catalog.questions["problem.3"])

    assert problem == {"problem": GOOD["exam.1"]["problem"]}


def test_an_exam_that_was_passed_stays_passed() -> None:
    scoping = reach("report")
    scoping.widen("full", ANA, MONDAY)
    for stage in ("problem", "need", "solutions", "design"):
        assert scoping.stage == stage
        answer_stage(scoping)
    scoping.judge(list(tasks.open_questions(Findings(scoping), "examine:design")), {}, IVO, MONDAY)

    assert scoping.walked == ["problem", "need", "solutions", "design", "exam", "mlops", "case"]
    assert standing.missing_labels(Findings(scoping)) == ["The stress question"]


def test_what_the_full_track_knows_the_exam_only_confirms() -> None:
    scoping = reach("exam", track="full")
    asked = [quoting.worded(scoping, scoping.catalog.questions[f"exam.{n}"]) for n in (1, 2, 6)]

    assert all(quoting.is_known(scoping, question) for question in asked)


def test_the_way_back_would_lose_answers_and_is_not_offered() -> None:
    scoping = reach("need", track="full")

    with pytest.raises(NotNow, match=r"not_now\.track"):
        scoping.widen("director", ANA, MONDAY)
    with pytest.raises(NotNow):
        scoping.widen("full", ANA, MONDAY)
    with pytest.raises(NotNow):
        scoping.widen("nonsense", ANA, MONDAY)


def test_what_only_the_short_track_asks_stays_in_the_record() -> None:
    scoping = reach("mlops")
    scoping.widen("full", ANA, MONDAY)
    while scoping.stage != "exam" and scoping.stage != "mlops":
        answer_stage(scoping)
        scoping.judge(tasks.to_examine(Findings(scoping), scoping.stage), {}, IVO, MONDAY)
    scoping.answer({"exam.4": {"path": "Scores land in the CRM each morning; an account manager calls."}}, ANA, MONDAY)

    assert scoping.value("exam.4.net") == ["decides"]
    assert scoping.value("exam.5.tried") == "measured"
    assert {one.field for one in _told(scoping, "exam.4")} == {"path"}


def _told(scoping: Scoping, question: str) -> tuple[Said, ...]:
    lines = [line for section in report.build(Findings(scoping)).sections for line in section.lines]
    told = next(line.told for line in lines if line.question == question)
    return told.said if told else ()


def test_what_nobody_knew_of_it_is_not_asked_for_on_the_longer_track() -> None:
    scoping = fresh()
    answer(scoping, "exam.1", "exam.2", "exam.3")
    known = {id: value for id, value in GOOD["exam.4"].items() if id != "stakes"}
    nobody = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY, until=MONDAY.date(), owner=ANA, due=True)
    scoping.answer({"exam.4": known}, ANA, MONDAY, unknown={"exam.4": {"stakes": Ignorance.NOT_KNOWN}})
    scoping.not_known({"exam.4": {"stakes": nobody}}, ANA, MONDAY)
    assert [one.path for one in Findings(scoping).unknowns] == ["exam.4.stakes"]

    scoping.widen("full", ANA, MONDAY)

    assert Findings(scoping).unknowns == ()
    assert not standing.is_due(scoping, "exam.4")
    assert _told(reach("exam", track="full"), "exam.1") == ()
    assert conversation.messages(Findings(scoping))


def test_a_question_of_the_short_track_alone_rests_where_it_was_asked() -> None:
    scoping = fresh()
    answer(scoping, "exam.1")
    answer(scoping, "exam.2", simpler="software")
    answer(scoping, "exam.2b")
    assert open_calls(scoping) == {"exam.2c": ("asked", [ANA])}

    scoping.widen("full", ANA, MONDAY)
    shown = {one.key: one.text for one in conversation.messages(Findings(scoping))}

    assert "not needed any more" in shown["turn:exam.2c:1"]
    assert report.build(Findings(scoping))


def test_only_those_who_lead_may_take_the_longer_track() -> None:
    with pytest.raises(NotAllowed):
        fresh().widen("full", MIA, MONDAY)


def test_an_answer_in_the_exam_before_the_move_is_shown_as_it_was() -> None:
    scoping = fresh()
    answer(scoping, "exam.1")
    scoping.widen("full", ANA, MONDAY)

    assert scoping.text("exam.1.problem") == GOOD["exam.1"]["problem"]
    assert scoping.items["exam.1"].calls[0].done_at
