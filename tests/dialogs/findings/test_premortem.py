"""What would most likely sink it: which candidates there are, in which order, and how many."""

from datetime import date
from typing import Any

import pytest

from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import Catalog, shipped
from dialogs.catalog.objections import Cause
from dialogs.findings import Findings
from dialogs.findings.premortem import MOST, Kind, Threat, cause_of, premortem
from dialogs.flow import objecting
from dialogs.flow.promises import Promise
from dialogs.record.parts import Answer, Entry
from dialogs.scoping.scoping import Scoping
from tests.endings import BY_HAND, assumed
from tests.objected import ASSUMED, BY_TOM, CALLS, RANDOM, UNTRIED, examined, met, standing
from tests.play import ANA, GOOD, IVO, MIA, MONDAY, TOM, accept_all, answer, fresh, reach

HARD = {"stakes": "hard"}
MANY: dict[str, dict[str, Any]] = {
    "exam.3": {"comparison": "A comparison is planned; none was made."},
    "exam.4": {"stakes": "public", "role": "automates", "net": ["notice"], "stops": "nobody"},
    "exam.5": {"tie": "unknown", "judged": "none", "tested": "none", "tried": "none"},
    "exam.6": {"source": "Nobody has measured it yet."},
    "exam.7": {"traps": ["made"], "quality": "unchecked"},
}


def lines(scoping: Scoping) -> tuple[Threat, ...]:
    findings = Findings(scoping)
    return premortem(findings, objecting.out(findings))


def names(scoping: Scoping) -> list[str]:
    return [one.found.name if one.found else one.question for one in lines(scoping)]


def at_risk(weight: tuple[str, str]) -> Scoping:
    """A scoping in which one of the three risks is graded."""
    scoping = fresh(track="full")
    likelihood, impact = weight
    values: dict[str, Any] = {"likelihood": likelihood, "impact": impact, "steps": "Stop it.", "state": "written"}
    scoping.entries["risk.3"] = Entry(answers=[Answer(values=values, author=MIA, at=MONDAY, seq=1)])
    return scoping


def without_objections() -> Catalog:
    parts = {name: getattr(shipped(), name) for name in Catalog.model_fields}
    return Catalog(**(parts | {"objections": (), "facts": {}}))


def on_the_councils_word(catalog: Catalog | None = None) -> Scoping:
    """An answer was accepted on words of the director's."""
    scoping = examined({}, **({"catalog": catalog} if catalog else {}))
    promise = Promise(MIA, date(2026, 3, 24), "The works council has agreed.")
    scoping.judge(["exam.6"], {}, IVO, MONDAY, conditions={"exam.6": promise})
    return scoping


# ---- the order


def test_a_tie_is_broken_in_the_order_of_the_root_causes() -> None:
    threats = lines(examined({"exam.5": {**UNTRIED, **RANDOM, **ASSUMED}}))

    assert len({one.score for one in threats}) == 1
    assert [one.cause for one in threats] == [Cause.PROBLEM, Cause.DATA, Cause.TECHNOLOGY]


def test_a_stop_comes_before_what_only_holds_the_signature() -> None:
    assert names(examined({"exam.5": {**ASSUMED, "tried": "none"}})) == ["nothing_simpler_tried", "stand_in"]


def test_a_stop_that_was_left_weighs_what_it_weighed() -> None:
    scoping = examined({"exam.5": {**ASSUMED, "tried": "none"}})
    before = lines(scoping)[0].score
    met(scoping, "nothing_simpler_tried", "waived", "There is no simpler way we may use.")

    assert lines(scoping)[0].found is not None
    assert (names(scoping)[0], lines(scoping)[0].score) == ("nothing_simpler_tried", before)


def test_what_more_answers_rest_on_weighs_more() -> None:
    (one,) = lines(examined({"exam.5": ASSUMED}))
    resting = shipped().on("director").waiting_on(("exam.5",))

    assert one.score == pytest.approx(2 * (1 + resting / 10))


def test_what_can_hurt_people_weighs_one_more_where_the_rule_is_about_that() -> None:
    scoping = examined({"exam.4": HARD, "exam.5": {"tested": "none", "tried": "none"}})
    scores = {one.found.name: (one.weight, one.score) for one in lines(scoping) if one.found}

    assert scores["other_cases"][0] == scores["nothing_simpler_tried"][0] == 3
    assert scores["other_cases"][1] == pytest.approx(scores["nothing_simpler_tried"][1] + 1)


def test_there_are_five_lines_at_most_and_the_gravest_first() -> None:
    scoping = examined(MANY)
    threats = lines(scoping)

    assert len(objecting.out(Findings(scoping))) > MOST
    assert len(threats) == MOST
    assert [one.score for one in threats] == sorted((one.score for one in threats), reverse=True)


# ---- the candidates


def test_what_was_answered_is_no_line_any_more_and_what_is_promised_is_one_until_it_is_done() -> None:
    scoping = examined({"exam.5": {**RANDOM, **ASSUMED}})
    met(scoping, "stand_in", "answered", "Looked up in May: both rose together.")
    met(scoping, "other_cases", "answered", CALLS, BY_TOM)
    promised = next(one for one in lines(scoping) if one.condition)

    assert "stand_in" not in names(scoping)
    assert promised.found is not None
    assert promised.condition is not None
    assert (promised.found.name, promised.condition.owner, promised.weight) == ("other_cases", TOM, 2)


def test_what_was_left_may_sink_it_and_what_misses_the_point_does_not() -> None:
    left, missed = examined({"exam.5": ASSUMED}), examined({"exam.5": ASSUMED})
    met(left, "stand_in", "waived", "The metric is the goal.")
    met(missed, "stand_in", "misses", "The metric is the goal.")

    assert (names(left), names(missed)) == (["stand_in"], [])


def test_a_condition_in_the_directors_words_is_a_line() -> None:
    (one,) = lines(on_the_councils_word())

    assert (one.kind, one.question, one.cause) == (Kind.CONDITION, "exam.6", Cause.DATA)
    assert one.condition is not None
    assert one.condition.owner == MIA


def test_an_unknown_that_turns_the_outcome_weighs_as_much_as_a_stop() -> None:
    scoping = reach("mlops")
    values: dict[str, Any] = {**GOOD["mlops.1"], **BY_HAND}
    del values["retraining"]
    scoping.answer({"mlops.1": values}, TOM, MONDAY, unknown={"mlops.1": {"retraining": Ignorance.NOT_KNOWN}})
    one = lines(scoping)[0]

    assert (one.kind, one.paths, one.weight) == (Kind.UNKNOWN, ("mlops.1.retraining",), 3)
    assert one.condition is None


def test_what_an_unknown_is_taken_for_has_somebody_who_finds_it_out() -> None:
    one = lines(assumed())[0]

    assert (one.kind, one.weight) == (Kind.UNKNOWN, 3)
    assert one.condition is not None
    assert (one.condition.owner, one.condition.due) == (TOM, date(2026, 3, 20))


def test_whether_something_simpler_would_do_turns_the_outcome() -> None:
    scoping = fresh()
    said = {"exam.2": {"simpler": Ignorance.NOT_TRIED}}
    scoping.answer({"exam.2": {"why": GOOD["exam.2"]["why"]}}, ANA, MONDAY, unknown=said)
    (one,) = lines(scoping)

    assert (one.paths, one.weight, one.cause) == (("exam.2.simpler",), 3, Cause.TECHNOLOGY)


def test_an_unknown_that_turns_nothing_only_stands_beside_others() -> None:
    said = {"exam.6": {"needed": Ignorance.NOT_KNOWN}}
    source = {"exam.6": {"source": GOOD["exam.6"]["source"]}}
    scoping = fresh()
    scoping.answer(source, ANA, MONDAY, unknown=said)

    assert lines(scoping) == ()

    scoping = examined({"exam.5": ASSUMED})
    scoping.answer(source, MIA, MONDAY, unknown=said)

    assert [(one.kind, one.weight) for one in lines(scoping)] == [(Kind.OBJECTION, 2), (Kind.UNKNOWN, 1)]


@pytest.mark.parametrize(("weight", "counts"), [(("3", "5"), True), (("5", "3"), True), (("3", "4"), False)])
def test_a_risk_counts_from_fifteen_on(weight: tuple[str, str], counts: bool) -> None:
    found = lines(at_risk(weight))

    assert [(one.kind, one.question) for one in found] == ([(Kind.RISK, "risk.3")] if counts else [])


def test_the_same_question_counts_once() -> None:
    scoping = on_the_councils_word()
    scoping.answer(
        {"exam.6": {"source": "Nobody has measured it yet.", "needed": GOOD["exam.6"]["needed"]}}, MIA, MONDAY
    )
    answer(scoping, "exam.7", by=MIA)

    assert scoping.open_conditions
    assert names(scoping) == ["gap_in_words@exam.6.source"]


# ---- none


def test_where_nothing_stands_there_are_none() -> None:
    assert lines(examined({})) == ()


def test_notes_are_none() -> None:
    scoping = examined({"exam.5": {"tried": "elsewhere"}})

    assert [one.level for one in Findings(scoping).objecting.found] == ["note"]
    assert lines(scoping) == ()


def test_a_note_is_no_line_beside_others() -> None:
    assert names(examined({"exam.5": {**ASSUMED, "tried": "elsewhere"}})) == ["stand_in"]


def test_a_catalogue_without_objections_has_none() -> None:
    assert lines(on_the_councils_word(without_objections())) == ()


def test_nothing_is_said_of_a_stage_that_lacks_an_answer() -> None:
    scoping = fresh()
    answer(scoping, "exam.5", judged="line")

    assert Findings(scoping).objecting.found
    assert lines(scoping) == ()


def test_what_was_mended_is_gone() -> None:
    scoping = standing()
    answer(scoping, "exam.5", by=MIA)
    answer(scoping, "exam.6", by=MIA)
    accept_all(scoping)

    assert lines(scoping) == ()


# ---- the causes


@pytest.mark.parametrize(
    ("question", "cause"),
    [
        ("exam.7", Cause.DATA),
        ("need.3", Cause.TECHNOLOGY),
        ("mlops.1", Cause.INFRASTRUCTURE),
        ("candidate_b.2", Cause.TOO_HARD),
        ("solutions.3", Cause.PROBLEM),
    ],
)
def test_a_question_belongs_to_a_root_cause(question: str, cause: Cause) -> None:
    assert cause_of(question) is cause


def test_a_gap_belongs_to_the_cause_of_its_question() -> None:
    (one,) = lines(examined({"exam.3": {"comparison": "A comparison is planned; none was made."}}))

    assert one.cause is Cause.TECHNOLOGY
