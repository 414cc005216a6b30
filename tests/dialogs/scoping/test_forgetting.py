"""Somebody is taken out of a record: what decides stays as it decided, and what everybody else said stays as it is."""

import unicodedata

import pytest

from bot.report import html, markdown
from bot.screens.messages import conversation
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.record.leavers import Leaver, name_of_alias
from dialogs.record.parts import Note, Restored, Ring, Shown, Source
from dialogs.scoping.forgetting import ERASED, names_in_full, places, renamed, without
from dialogs.scoping.scoping import Scoping
from tests.endings import EVERY
from tests.play import ANA, IVO, MIA, MONDAY, NAMES, TOM, answer, fresh, person, reach


def leaver(id: str, *names: str) -> Leaver:
    return Leaver(id, names or (NAMES[id],), 3)


def states(scoping: Scoping) -> dict[str, str]:
    findings = Findings(scoping)
    return {question: standing.state(findings, question).value for question in scoping.entries}


@pytest.mark.parametrize("id", [ANA, IVO, MIA, TOM])
@pytest.mark.parametrize("ending", EVERY)
def test_nothing_moves_and_everything_can_still_be_shown(ending: str, id: str) -> None:
    before = EVERY[ending]()
    after = without(before, leaver(id))

    assert (after.stage, after.ending and after.ending.outcome) == (
        before.stage,
        before.ending and before.ending.outcome,
    )
    assert states(after) == states(before)
    assert id not in after.model_dump_json()
    assert conversation.messages(Findings(after))
    assert markdown.render(Findings(after))
    assert html.render(Findings(after))


def test_the_record_that_is_passed_in_is_not_changed() -> None:
    before = reach("report")
    copy = before.model_copy(deep=True)
    without(before, leaver(ANA))

    assert before == copy


def test_of_an_answer_the_last_version_stays_and_earlier_words_go() -> None:
    scoping = fresh()
    answer(scoping, "exam.1", problem="We lose 12% of the customers a year, and nobody notices.")
    answer(scoping, "exam.1", problem="We lose 13% of the customers a year; finance counted it.")
    first, last = without(scoping, leaver(ANA)).entries["exam.1"].answers

    assert first.values == {"problem": ERASED}
    assert last.values == scoping.entries["exam.1"].answers[-1].values
    assert (first.author, last.author) == ("LEFT3", "LEFT3")


def test_what_somebody_else_said_before_stays() -> None:
    scoping = fresh()
    answer(scoping, "exam.1")
    answer(scoping, "exam.1", problem="We lose 13% of the customers a year; finance counted it.")
    answers = scoping.entries["exam.1"].answers
    answers[0].author = TOM
    after = without(scoping, leaver(ANA)).entries["exam.1"].answers

    assert after[0] == answers[0]


def test_what_they_noted_and_objected_goes_and_what_others_did_stays() -> None:
    scoping = EVERY["approved_mlops"]()
    after = without(scoping, leaver(MIA))

    assert [note.by for note in scoping.objections] == [MIA]
    assert after.objections == []
    assert after.details == scoping.details


def test_reminders_to_them_are_no_more_and_those_to_others_are() -> None:
    scoping = fresh()
    for id in (ANA, TOM):
        scoping.rings[id] = Ring(key=f"ring:{id}:2026-03-02", day=MONDAY.date(), items=[], claimed_at=MONDAY, ts="1.1")
        scoping.shown[f"rung:{id}"] = Shown(ts="1.1", digest="")
    after = without(scoping, leaver(ANA))

    assert set(after.rings) == {TOM}
    assert set(after.shown) == {f"rung:{TOM}"}


def test_what_a_thread_showed_of_lost_answers_goes() -> None:
    scoping = fresh()
    lost = [Note(text="✔ Problem: we lose customers · Ana", by="", at=MONDAY, about="turn:exam.1:1")]
    scoping.restored.append(Restored(source=Source.BACKUP, saved_at=MONDAY, at=MONDAY, looked=True, lost=lost))

    assert without(scoping, leaver(ANA)).restored[0].lost == []


def test_a_name_in_what_others_said_is_replaced_and_nothing_else_of_it() -> None:
    scoping = fresh()
    answer(scoping, "exam.1", problem="Ana counted: 12% leave. Anabel and banana stay, Analytics too.")
    scoping.entries["exam.1"].answers[0].author = TOM

    assert without(scoping, leaver(ANA)).text("exam.1.problem") == (
        "somebody who left 3 counted: 12% leave. Anabel and banana stay, Analytics too."
    )


@pytest.mark.parametrize(
    "written",
    ["ana.m", "@ANA.M", "Ana.M", "Núñez  Ana", "núñez\nana", unicodedata.normalize("NFD", "Núñez Ana")],
    ids=["as given", "large", "mixed", "apart", "on two lines", "accents apart"],
)
def test_a_name_that_can_be_nobody_elses_is_found_however_it_is_written(written: str) -> None:
    scoping = fresh()
    scoping.idea = f"Ask ({written}), or wait."
    after = without(scoping, leaver("U0LEFT", "ana.m", "Núñez Ana"))

    assert after.idea == "Ask (somebody who left 3), or wait."


def test_a_handle_that_is_all_of_an_answer_goes_too() -> None:
    scoping = fresh()
    answer(scoping, "exam.1", problem="@ana.m")
    scoping.entries["exam.1"].answers[0].author = TOM

    assert without(scoping, leaver(ANA, "Ana", "ana.m")).text("exam.1.problem") == "somebody who left 3"


def test_a_handle_like_the_name_of_a_question_breaks_nothing() -> None:
    scoping = reach("report")
    after = without(scoping, leaver(ANA, "Ana", "exam.1"))

    assert states(after) == states(scoping)


def test_how_often_it_would_stand_for_what_is_counted_and_nothing_changed() -> None:
    scoping = fresh()
    answer(scoping, "exam.1", problem="Of Ana and of ana.m, says Tom.")
    scoping.entries["exam.1"].answers[0].author = TOM
    before = scoping.model_copy(deep=True)
    counted = places(scoping, leaver(ANA, "Ana", "ana.m", "of"))

    assert (counted["Ana"], counted["ana.m"], counted["of"]) == (1, 1, 1)
    assert counted[ANA] > 0
    assert scoping == before


def test_a_name_somebody_else_has_as_well_stays_theirs() -> None:
    assert names_in_full(leaver(ANA, "Ana Ruiz"), ["Ana Gil", "Tom"]) == {"Ana Ruiz", "Ruiz"}


@pytest.mark.parametrize("name", ["exam", "yes", "none", "problem", "Mo", "Europe", "money"])
def test_no_name_breaks_a_record(name: str) -> None:
    """What a record is built of is not what people say, whatever somebody is called."""
    scoping = reach("report")
    scoping.people[ANA].name = name
    after = without(scoping, leaver(ANA, name))

    assert states(after) == states(scoping)
    assert (after.stage, after.tz(TOM)) == (scoping.stage, scoping.tz(TOM))


def test_where_somebody_takes_no_part_only_the_id_and_full_names_count() -> None:
    scoping = fresh()
    scoping.idea = "Ana Quiroga and another Ana, <@U0LEFT> too."
    after = without(scoping, leaver("U0LEFT", "Ana Quiroga", "Ana"))

    assert after.idea == "somebody who left 3 and another Ana, <@LEFT3> too."
    assert "LEFT3" not in after.people


def test_an_id_that_begins_another_is_not_taken_for_it() -> None:
    assert renamed({"to": ["U0ANA", "U0ANAB"]}, leaver(ANA)) == {"to": ["LEFT3", "U0ANAB"]}


def test_who_left_is_asked_nothing_any_more() -> None:
    after = without(fresh(), leaver(TOM))

    assert not after.takes_part("LEFT3")
    assert name_of_alias("LEFT3") == after.name("LEFT3") == "somebody who left 3"
    assert person(TOM) is not None


def test_nobody_is_mentioned_whom_slack_does_not_know() -> None:
    scoping = fresh()
    lost = [Note(text="lost", by="", at=MONDAY)]
    after = without(scoping, leaver(IVO))
    after.restored.append(Restored(source=Source.BACKUP, saved_at=MONDAY, at=MONDAY, looked=True, lost=lost))
    message = conversation.messages(Findings(after))[-1]

    assert message.key == "restored:1"
    assert "somebody who left 3" in str(message.blocks)
    assert "LEFT3" not in str(message.blocks)
