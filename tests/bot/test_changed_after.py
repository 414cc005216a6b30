"""What became of an objection after an answer was changed: who was asked, what was said, and what remains is told."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.report import markdown
from bot.telling import premortem
from bot.words.sentences import spoken
from dialogs import report
from dialogs.findings import Findings, risks
from dialogs.flow import standing, tasks
from dialogs.flow.promises import Promise
from dialogs.flow.standing import State
from dialogs.record.parts import Call, Note
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping
from tests import full_track
from tests.objected import ASSUMED, BY_TOM, CALLS, RANDOM, UNTRIED, examined, met, to_the_report
from tests.play import ANA, GOOD, IVO, MIA, MONDAY, accept_all, answer, answer_stage
from tests.reading import words_of

SAID = "Twenty calls of the new branch show the same."
AT_EXAM_5 = "turn:object:exam.5:1"
LATER = MONDAY + timedelta(hours=1)
GAP = {"comparison": "Not done yet. Mia does trees against the rule, by mid January."}
COUNCIL = "Only with the works council's word in writing"


def ended(scoping: Scoping, name: str) -> str:
    """How an objection ended, as the report has it."""
    one = next(one for one in report.build(Findings(scoping)).raised if one.name == name)
    return str(spoken(premortem.ended(one)))


def eased(*, said: str = "") -> Scoping:
    """Mia was asked; she (or, with `said`, after an answer) changed it so that a note is left."""
    scoping = examined({"exam.5": RANDOM})
    if said:
        met(scoping, "other_cases", "answered", said)
    answer(scoping, "exam.5", by=MIA, **(GOOD["exam.5"] | {"tested": "later"}))
    return scoping


def test_where_a_note_remains_the_thread_says_that_the_answer_was_changed_and_what_remains() -> None:
    told = words_of(eased(), AT_EXAM_5)

    assert "✔" in told
    assert "The answer has changed. What remains is a note: It is judged on later cases." in told
    assert "Nobody has answered it" not in told


def test_and_the_report_who_was_asked_what() -> None:
    told = ended(eased(), "other_cases")

    assert told.startswith("Mia was asked: “It is judged on a random part of the same data.")
    assert told.endswith("An answer was changed since, and what remains is this note.")


def test_a_note_of_which_nobody_was_asked_says_so_still() -> None:
    scoping = examined({"exam.5": {"tested": "later"}})

    assert ended(scoping, "other_cases") == "A note; nobody was asked."


def test_what_was_said_before_a_note_remained_is_kept() -> None:
    assert f"Ana answered: “{SAID}” An answer was changed after that" in ended(eased(said=SAID), "other_cases")
    assert f"“{SAID}” was said." in words_of(eased(said=SAID), AT_EXAM_5)


WAYS = {
    "answered": f"Ana answered: “{SAID}”",
    "waived": f"Ana left it, because “{SAID}”",
    "misses": f"Ana said that it misses the point: “{SAID}”",
}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_said_before_an_answer_mended_it_is_kept(way: str) -> None:
    scoping = examined({"exam.5": RANDOM})
    met(scoping, "other_cases", way, SAID)
    answer(scoping, "exam.5", by=MIA, **(GOOD["exam.5"] | {"tested": "in_use"}))

    assert ended(scoping, "other_cases") == f"{WAYS[way]} The answer was changed after that, and it no longer holds."
    assert f"“{SAID}” was said." in words_of(scoping, AT_EXAM_5)


def promised() -> Scoping:
    """What is objected was answered with a promise of Tom's."""
    scoping = examined({"exam.5": RANDOM})
    met(scoping, "other_cases", "answered", SAID, BY_TOM)
    return scoping


def in_rows(scoping: Scoping) -> bool:
    """Whether a table of the report has the promise."""
    rows = [line for line in markdown.render(Findings(scoping)).splitlines() if line.startswith("| ")]
    return any(CALLS.rstrip(".") in row and f"after “{SAID}”" in row for row in rows)


def test_what_was_promised_with_it_stands_with_whose_it_is_and_says_what_it_was_said_to() -> None:
    scoping = promised()

    assert ended(scoping, "other_cases").endswith("A condition: Tom, 3 April 2026.")
    assert in_rows(scoping)


def test_a_promise_lapses_with_the_objection_that_an_answer_mended_and_the_thread_says_so() -> None:
    scoping = promised()
    answer(scoping, "exam.5", by=MIA, **(GOOD["exam.5"] | {"tested": "in_use"}))

    assert scoping.conditions == []
    assert not in_rows(scoping)
    assert words_of(scoping, AT_EXAM_5).endswith(
        f"this no longer holds. The promise made with it lapses: “{CALLS}” (Tom, by Fri 3 Apr)."
    )
    assert ended(scoping, "other_cases").endswith("The promise made with it has lapsed (Tom, 3 April 2026).")


def test_and_with_the_answer_to_one_that_is_put_again() -> None:
    scoping = examined({"exam.5": RANDOM | ASSUMED})
    met(scoping, "other_cases", "answered", SAID, BY_TOM)
    answer(scoping, "exam.5", by=MIA, **(GOOD["exam.5"] | ASSUMED | {"tested": "supplier"}), now=LATER)

    assert scoping.conditions == []
    assert "The promise made with it lapses" in words_of(scoping, AT_EXAM_5)
    assert ended(scoping, "other_cases").endswith("The promise made with it has lapsed (Tom, 3 April 2026).")


def test_it_comes_back_where_all_is_as_it_was_and_nothing_else_was_said() -> None:
    scoping = promised()
    (made,) = scoping.conditions
    answer(scoping, "exam.5", by=MIA, **(GOOD["exam.5"] | {"tested": "in_use"}))
    answer(scoping, "exam.5", by=MIA, **(GOOD["exam.5"] | RANDOM))

    assert scoping.conditions == [made]
    assert scoping.lapsed == []


def test_words_that_took_its_place_are_not_overtaken_by_it() -> None:
    scoping = examined({"exam.5": RANDOM | ASSUMED})
    met(scoping, "other_cases", "answered", SAID, BY_TOM)
    answer(scoping, "exam.5", by=MIA, **(GOOD["exam.5"] | ASSUMED | {"tested": "supplier"}))
    met(scoping, "other_cases", "answered", "The supplier's cases are ours.")
    answer(scoping, "exam.5", by=MIA, **(GOOD["exam.5"] | ASSUMED | RANDOM))
    answer(scoping, "exam.5", by=MIA, **(GOOD["exam.5"] | ASSUMED | {"tested": "supplier"}))

    assert scoping.conditions == []


def test_what_was_kept_by_its_day_stays_as_it_came_out() -> None:
    scoping = promised()
    scoping.conditions[0].closed, scoping.conditions[0].met = Note(text="", by=ANA, at=MONDAY), True
    answer(scoping, "exam.5", by=MIA, **(GOOD["exam.5"] | {"tested": "in_use"}))

    assert [one.met for one in scoping.conditions] == [True]


def test_what_was_signed_on_stays_signed() -> None:
    scoping = to_the_report(promised())
    scoping.sign(IVO, MONDAY)

    assert [one.text for one in scoping.conditions if one.objection] == [CALLS]
    assert scoping.lapsed == []


def test_what_was_said_is_kept_while_it_is_open_again() -> None:
    scoping = examined({"exam.5": RANDOM | ASSUMED})
    met(scoping, "other_cases", "answered", SAID)
    answer(scoping, "exam.5", by=MIA, **(GOOD["exam.5"] | ASSUMED | {"tested": "supplier"}))

    assert ended(scoping, "other_cases").startswith(f"Ana answered: “{SAID}” An answer was changed after that")


# ---- a condition covers it


def accepted_on_a_condition() -> Scoping:
    scoping = examined({"exam.3": GAP})
    condition = Promise(ANA, date(2026, 4, 3), COUNCIL)
    scoping.judge(["exam.3"], {}, IVO, MONDAY, conditions={"exam.3": condition})
    return scoping


def of_which_nobody_was_asked() -> Scoping:
    scoping = accepted_on_a_condition()
    scoping.items["object:exam.3"].calls, scoping.raised = [], []
    return scoping


COVERED = {accepted_on_a_condition: "Ana was asked, and said nothing to it. ", of_which_nobody_was_asked: ""}


@pytest.mark.parametrize("play", COVERED, ids=["asked", "unasked"])
def test_what_the_director_accepts_on_a_condition_is_covered_by_it(play: Callable[[], Scoping]) -> None:
    scoping = play()
    told = ended(scoping, "gap_in_words@exam.3.comparison")

    assert told == f"{COVERED[play]}The answer was accepted on a condition: “{COUNCIL}” (Ana, 3 April 2026)."
    (line,) = [one for one in report.build(Findings(scoping)).premortem if one.question == "exam.3"]
    assert (line.state, line.owner, line.due) == ("promised", "Ana", date(2026, 4, 3))


# ---- what was sent back


def test_why_an_earlier_version_was_sent_back_is_in_the_history_of_the_answer() -> None:
    scoping = examined({})
    scoping.judge([], {"exam.3": "Hold it against plain regression."}, IVO, MONDAY)
    answer(scoping, "exam.3", by=ANA, comparison="Trees against regression: https://wiki.example.com/churn/all")
    (line,) = [one for one in report.build(Findings(scoping)).section("exam").lines if one.question == "exam.3"]

    assert [(one.by, one.reason) for one in line.returned] == [("Ivo", "Hold it against plain regression.")]
    assert "Ivo sent an earlier version back on 2 March 2026: “Hold it against plain regression.”" in markdown.render(
        Findings(scoping)
    )


def returned() -> Scoping:
    """The director returned the report over an answer of a stage that nobody examines, and it was answered anew."""
    scoping = to_the_report(examined({}))
    scoping.give_back("mlops.1", "Who runs it when Mia is off?", IVO, MONDAY)
    one_off = dict(scoping.entries["mlops.1"].answers[-1].values) | {"requests": 150.0}
    answer(scoping, "mlops.1", **one_off)
    return scoping


def test_what_was_sent_back_is_shown_to_the_director_once_it_is_corrected() -> None:
    scoping = returned()

    assert tasks.to_examine(Findings(scoping), "mlops") == ["mlops.1"]
    call: Call | None = scoping.items["examine:mlops"].open_call
    assert call is not None
    assert call.to == [IVO]


def test_and_carries_the_directors_word_from_then_on() -> None:
    scoping = returned()
    scoping.judge(["mlops.1"], {}, IVO, MONDAY)

    assert standing.state(Findings(scoping), "mlops.1") is State.ACCEPTED
    assert scoping.stage != "mlops"
    lines = report.build(Findings(scoping)).section("mlops").lines
    assert [one.accepted_by for one in lines if one.question == "mlops.1"] == ["Ivo"]


def test_an_answer_nobody_sent_back_is_not_examined_outside_the_examined_stages() -> None:
    assert tasks.to_examine(Findings(to_the_report(examined({}))), "mlops") == []


# ---- a risk whose steps somebody sees to


def test_steps_that_were_promised_are_none_once_the_promise_has_lapsed() -> None:
    name = "risk_without_steps@risk.1"
    scoping = full_track.play("exam", {"risk.1": {**GOOD["risk.1"], "state": "none", "impact": "5"}})
    met(scoping, name, "answered", SAID, BY_TOM, by=IVO)
    answer(scoping, "risk.1", **{**GOOD["risk.1"], "state": "none", "impact": "4"})

    assert [one.condition.objection for one in scoping.lapsed] == [name]
    assert risks.steps_in_answer(scoping, name) == ""


def test_a_risk_of_which_somebody_sees_to_the_steps_says_so() -> None:
    scoping = full_track.play("exam", {"risk.1": {**GOOD["risk.1"], "state": "none"}})
    before = markdown.render(Findings(scoping))
    scoping.meet(
        [Met("risk_without_steps@risk.1", "answered", SAID, BY_TOM)],
        IVO,
        MONDAY,
    )
    after = markdown.render(Findings(scoping))

    assert "Tom sees to them by Fri 3 Apr" in after
    assert "steps and an owner for data leakage" in before
    assert "steps and an owner for data leakage" not in after


NO_CAMERA = "Hadsten has no camera before March, we cannot fetch twenty."


def let_stand_on_top_of_what_was_said() -> Scoping:
    """Tom left one objection with a reason; Ivo lets it stand, and one that nobody has met, for a reason of his own."""
    scoping = examined({"exam.5": {**UNTRIED, **RANDOM}})
    met(scoping, "other_cases", "waived", NO_CAMERA, by=MIA)
    accept_all(scoping)
    while scoping.stage != "report":
        answer_stage(scoping)
        accept_all(scoping)
    scoping.settle_objections("The proof has to show it.", IVO, MONDAY)
    return scoping


def test_what_somebody_said_stands_beside_what_the_director_let_it_stand_for() -> None:
    scoping = let_stand_on_top_of_what_was_said()

    assert ended(scoping, "other_cases") == (
        f"Mia left it, because “{NO_CAMERA}” Ivo let it stand: “The proof has to show it.”"
    )
    assert ended(scoping, "nothing_simpler_tried") == "Ivo left it, because “The proof has to show it.”"
    assert f"“{NO_CAMERA}” · Mia. Let stand: “The proof has to show it.” · Ivo" in words_of(scoping, AT_EXAM_5)


def test_page_one_has_both_without_cutting_a_question_short() -> None:
    scoping = let_stand_on_top_of_what_was_said()
    scoping.sign(IVO, MONDAY, "We know.")
    page = markdown.render(Findings(scoping))

    assert f"Mia had said: “{NO_CAMERA}” Ivo let them stand: “The proof has to show it.”" in page


def test_what_was_met_is_told_in_the_words_it_had_then() -> None:
    """The answer changed while Mia was being asked, and what remains says something else: that is what she met."""
    scoping = examined({"exam.5": RANDOM})
    answer(scoping, "exam.5", by=MIA, **(GOOD["exam.5"] | {"tested": "supplier"}))
    (other,) = [one for one in Findings(scoping).objecting.about("exam.5") if one.name == "other_cases"]
    met(scoping, "other_cases", "misses", "The supplier tests on our own cases.", by=MIA)

    told = words_of(scoping, AT_EXAM_5)
    assert other.ask[:40] in told
    assert "random part" not in told
