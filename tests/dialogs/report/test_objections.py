"""What a report says of objections: each with how it ended, its sources, and what was not judged."""

import json
from datetime import date

import jsonschema
import pytest

from dialogs import report
from dialogs.catalog import shipped
from dialogs.catalog.literature import Reference, literature
from dialogs.findings import Findings
from dialogs.flow.tasks import to_examine
from dialogs.record.parts import OBJECTION, AskedBack
from dialogs.report import objections, published
from dialogs.report.counsel import Objected
from dialogs.report.report import Report
from dialogs.scoping.scoping import Scoping
from tests.bot.report.renew import SCHEMA
from tests.endings import so_far_with_unknowns
from tests.objected import ASSUMED, BY_TOM, CALLS, RANDOM, UNTRIED, examined, met, met_in_each_way, standing
from tests.play import IVO, MIA, MONDAY, accept_all, answer, fresh


def built(scoping: Scoping) -> Report:
    return report.build(Findings(scoping))


def of(scoping: Scoping) -> dict[str, Objected]:
    return {one.name: one for one in built(scoping).raised}


# ---- how each ended


def test_each_way_out_is_told_with_whose_it_is() -> None:
    ended = {name: (one.outcome, one.by) for name, one in of(met_in_each_way()).items()}

    assert ended == {
        "other_cases": ("answered", "Ana"),
        "nothing_simpler_tried": ("waived", "Ana"),
        "answer_hides": ("misses", "Mia"),
        "stand_in": ("mended", ""),
    }


def test_what_nobody_was_asked_yet_is_not_put_yet_until_its_stage_has_passed() -> None:
    scoping = examined({"exam.5": {**UNTRIED, **RANDOM, "judged": "line"}, "exam.7": {"traps": ["sources"]}})
    running = of(scoping)["answer_hides"].outcome
    accept_all(scoping)

    assert (running, of(scoping)["answer_hides"].outcome) == ("not_put", "unasked")


def test_what_is_left_to_do_stands_with_its_owner_and_its_day() -> None:
    one = of(met_in_each_way())["other_cases"]

    assert (one.reason, one.owner, one.due, one.met) == (CALLS, "Tom", date(2026, 4, 3), None)


def test_how_a_condition_came_out_is_told() -> None:
    scoping = met_in_each_way()
    scoping.close_condition("1", False, "They never came.", IVO, MONDAY)

    assert of(scoping)["other_cases"].met is False


def test_what_is_mended_keeps_the_words_it_was_put_in() -> None:
    scoping = examined({"exam.5": ASSUMED})
    ask = scoping.raised[0].ask
    answer(scoping, "exam.5", by=MIA, tested="in_use")

    assert of(scoping)["stand_in"].ask == ask


GAP = "gap_in_words@exam.3.comparison"


def test_words_stand_with_the_objection_they_were_said_to_and_not_with_a_later_one() -> None:
    scoping = examined({"exam.3": {"comparison": "Not compared yet."}})
    met(scoping, GAP, "answered", "Tom compares them.", BY_TOM)
    answer(scoping, "exam.3", comparison="Nobody has compared the two.")
    answer(scoping, "exam.3")
    first, second = (one for one in built(scoping).raised if one.name == GAP)

    assert (first.outcome, first.said, first.said_by) == ("mended", "Tom compares them.", "Ana")
    assert first.lapsed == ("Tom", date(2026, 4, 3))
    assert (second.outcome, second.said, second.lapsed) == ("mended", "", None)
    assert first.ask != second.ask


def test_what_is_put_twice_in_the_same_words_stands_once() -> None:
    scoping = examined({"exam.3": {"comparison": "Not compared yet."}})
    met(scoping, GAP, "answered", "Tom compares them.")
    answer(scoping, "exam.3")
    answer(scoping, "exam.3", comparison="Not compared yet.")
    answer(scoping, "exam.3")
    (one,) = (one for one in built(scoping).raised if one.name == GAP)

    assert (one.outcome, one.said) == ("mended", "Tom compares them.")


def test_the_answers_are_quoted_with_their_authors() -> None:
    (quote,) = of(standing())["other_cases"].quotes

    assert quote.said is not None
    assert (quote.label, quote.field, quote.author) == (
        "The ML problem",
        "On which cases is it judged before it is used?",
        "Mia",
    )
    assert quote.said.text == "On a random part of the same data"


def test_a_stop_that_was_answered_waits_for_the_director() -> None:
    scoping = examined({"exam.5": {"tried": "none"}})
    met(scoping, "nothing_simpler_tried", "answered", "A list by hand reaches 30 of 100.")
    one = of(scoping)["nothing_simpler_tried"]

    assert (one.stands, one.waits, one.accepted_by) == (True, "Ivo", "")
    assert [threat.state for threat in built(scoping).premortem] == ["pending"]

    scoping.judge(to_examine(Findings(scoping), "exam"), {}, IVO, MONDAY)
    one = of(scoping)["nothing_simpler_tried"]

    assert (one.stands, one.waits, one.accepted_by) == (False, "", "Ivo")
    assert built(scoping).premortem == ()


def test_a_note_is_told_and_stands_in_nobodys_way() -> None:
    made = built(examined({"exam.5": {"tried": "elsewhere"}}))

    assert [(one.outcome, one.stands) for one in made.raised] == [("note", False)]
    assert (made.standing, made.premortem) == ((), ())


# ---- what stands


def test_what_holds_the_signature_stands_first() -> None:
    made = built(standing())

    assert [one.name for one in made.standing] == ["other_cases", "no_line"]


def test_what_the_director_let_stand_holds_nothing_and_is_named_all_the_same() -> None:
    scoping = standing()
    scoping.settle_objections("It is a proof; the line comes from it.", IVO, MONDAY)
    made = built(scoping)

    assert made.standing == ()
    assert [(one.state, one.by) for one in made.premortem] == [
        ("waived", "Ivo"),
        ("waived", "Ivo"),
        ("waived", "Ana"),
    ]


def test_the_signature_does_not_wait_for_a_stage_that_is_no_longer_on_the_way() -> None:
    scoping = examined({})
    accept_all(scoping)
    answer(scoping, "mlops.1", kind="one_off", retraining="rarely", requests=200.0)
    answer(scoping, "poc.1", shows="We will see; nobody has measured it.")
    answer(scoping, "poc.2")

    assert [one.name for one in built(scoping).standing] == ["gap_in_words@poc.1.shows"]

    answer(scoping, "mlops.1", retraining="rarely", requests=400.0)

    assert built(scoping).standing == ()
    assert of(scoping)["gap_in_words@poc.1.shows"].outcome == "dropped"


def test_a_report_that_was_turned_down_has_no_premortem() -> None:
    scoping = standing()
    scoping.reject("The money is gone.", IVO, MONDAY)
    made = built(scoping)

    assert (made.premortem, made.standing) == ((), ())
    assert of(scoping)["no_line"].outcome == "open"


def test_an_objection_that_is_open_is_what_somebody_owes() -> None:
    waiting = built(examined({"exam.5": {**UNTRIED, **RANDOM}})).waiting

    assert [(one.label, one.owner) for one in waiting if one.state == "objected"] == [("The ML problem", "Mia")]


# ---- rules and sources


def test_sources_are_printed_as_far_as_they_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    wong = Reference(
        id="wong_2021",
        who="Wong et al.",
        year=2021,
        title="External validation",
        where="JAMA Internal Medicine",
        link="https://doi.org/10.1001/x",
        says="It told apart less well elsewhere.",
    )
    monkeypatch.setattr(objections, "literature", lambda: {"wong_2021": wong})
    one = of(standing())["other_cases"]

    assert [(source.who, source.says) for source in one.sources] == [(wong.who, wong.says)]
    assert not one.ours


def test_what_a_rule_leans_on_is_on_file() -> None:
    leans_on = {id for rule in shipped().objections for id in rule.refs}

    assert leans_on <= set(literature())


def test_what_is_not_asked_on_a_track_is_not_judged_there() -> None:
    assert "price_of_mistakes" in {rule.rule for rule in built(fresh()).not_judged}
    assert built(fresh(track="full")).not_judged == ()


def test_clashes_that_cannot_come_up_are_not_missed() -> None:
    scoping = fresh()
    kinds = {scoping.catalog.objection(rule.rule).kind for rule in built(scoping).not_judged}

    assert "clash" not in kinds


def test_the_rule_about_objections_rests_on_what_was_objected_to() -> None:
    rules = {rule.key: rule for rule in built(standing()).rules}

    assert rules["objections"].rests_on == ("The ML problem",)
    assert "objections" not in {rule.key for rule in built(examined({})).rules}


def test_who_named_a_day_for_what_is_not_known_sees_to_it() -> None:
    threats = {one.question: one for one in built(so_far_with_unknowns()).premortem}

    assert (threats["exam.6"].state, threats["exam.6"].owner, threats["exam.6"].due) == (
        "promised",
        "Tom",
        date(2026, 3, 12),
    )
    assert threats["exam.2"].state == "open"


# ---- as JSON


@pytest.mark.parametrize("play", [standing, met_in_each_way])
def test_it_keeps_to_the_published_schema(play: object) -> None:
    assert callable(play)
    made = json.loads(published.as_json(built(play())))

    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(made)
    assert made["premortem"]
    assert made["raised"]


def test_a_condition_is_a_line_with_its_owner() -> None:
    scoping = examined({"exam.5": RANDOM})
    met(scoping, "other_cases", "answered", CALLS, BY_TOM)
    (line,) = json.loads(published.as_json(built(scoping)))["premortem"]

    assert (line["state"], line["owner"], line["due"], line["cause"]) == ("promised", "Tom", "2026-04-03", "data")


def test_an_objection_that_was_left_is_no_question_left_open() -> None:
    scoping = examined({})
    said = scoping.entries["exam.2"]
    said.answers[-1].values.pop("simpler")
    left = AskedBack(rule=f"{OBJECTION}answer_hides", kind="objection", seq=1, outcome="waived", reason="It is known.")
    said.asked_back.append(left)

    assert built(scoping).left_open == ()
