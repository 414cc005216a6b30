"""What is not known, in words: on what a decision hangs, what hangs on an input, and what there is to find out."""

from collections.abc import Mapping
from datetime import date

import pytest

from bot.report import markdown
from bot.telling import ending, partial, to_find_out, unknown
from dialogs.answers.unknowns import Ignorance
from dialogs.findings import Findings
from dialogs.report import build, said
from dialogs.scoping.scoping import Scoping
from tests.endings import EVERY
from tests.play import ANA, GOOD, MONDAY, accept_all, answer, dont_know, fresh, reach

RARELY = {"requests": 400.0, "staff": 480.0, "retraining": "rarely"}

ASSUMED = ((("requests", "200"), "Ana"), (("kind", "ongoing"), "Mia"))


def unsure_of(scoping: Scoping, question: str, *unknown: str, **given: object) -> Scoping:
    """A question answered but for some inputs of which somebody says that nobody has measured them."""
    values: Mapping[str, object] = {**GOOD[question], **given}
    known = {name: value for name, value in values.items() if name not in unknown}
    nobody = {question: dict.fromkeys(unknown, Ignorance.NOT_MEASURED)}
    scoping.answer({question: known}, ANA, MONDAY, unknown=nobody)  # type: ignore[dict-item]
    return scoping


def test_it_says_where_a_number_turns_the_decision() -> None:
    findings = Findings(unsure_of(reach("mlops"), "mlops.1", "requests", **RARELY))

    assert partial.hangs_words(findings).startswith("It hangs on requests a day: over 480 it is MLOps")
    assert partial.hangs(findings, "mlops.1.requests") == "the decision"


def test_what_turns_nothing_is_not_said_to_hang_on_anything() -> None:
    findings = Findings(unsure_of(reach("mlops"), "mlops.1", "requests", "staff", kind="one_off", retraining="rarely"))

    assert partial.hangs_words(findings) == ""
    assert partial.hangs(findings, "mlops.1.requests") == ""
    assert "proof of concept" in partial.outcome(findings)


@pytest.mark.parametrize(("rules", "hangs"), [("simpler", ""), ("needs_ml", "whether machine learning is needed")])
def test_where_rules_do_it_the_need_hangs_on_nothing_more(rules: str, hangs: str) -> None:
    scoping = unsure_of(reach("need", track="full"), "need.2", "scale")
    answer(scoping, "need.1", rules=rules)

    assert partial.hangs(Findings(scoping), "need.2.scale") == hangs


def test_what_a_decision_hangs_on_is_found_out_first() -> None:
    scoping = fresh()
    dont_know(scoping, "exam.5", date(2026, 3, 6))
    answer(scoping, *(f"exam.{number}" for number in (1, 2, 3, 4, 6, 7)))
    accept_all(scoping)
    unsure_of(scoping, "mlops.1", "requests", **RARELY)

    assert [one.question for one in to_find_out.to_find_out(Findings(scoping))] == ["mlops.1", "exam.5"]


def test_a_saving_nobody_has_reckoned_is_turned_into_the_one_that_would_pay() -> None:
    scoping = reach("case", track="full")
    answer(scoping, "case.1", "case.3", "case.4", "case.5")
    unsure_of(scoping, "case.2", "saving")

    assert "it would have to save more than EUR 134k a year to pay." in partial.not_reckoned(Findings(scoping))


def test_the_conditions_of_a_report_are_as_many_as_its_headline_counts() -> None:
    findings = Findings(EVERY["on_conditions"]())
    known = to_find_out.for_a_report(findings)

    assert ending.headline(build(findings)).values["count"] == len(known.listed) == 3
    assert [(one.unknown, one.by) for one in known.listed] == sorted((one.unknown, one.by) for one in known.listed)
    assert known.others == []


def test_what_nobody_named_a_day_for_stands_apart_from_what_somebody_finds_out() -> None:
    known = to_find_out.for_a_report(Findings(EVERY["so_far_with_unknowns"]()))

    assert [one.question for one in known.listed] == ["exam.6"]
    assert [bool(one.hangs) for one in known.others] == [True, False, False]
    assert all(one.by is None for one in known.others)


def test_a_decision_that_rests_on_an_assumption_says_whose_it_is_and_who_finds_out() -> None:
    findings = Findings(EVERY["assumed"]())
    made, whose = build(findings), "it is retrained rarely (Ivo's assumption; Tom finds out by Fri 20 Mar):"

    assert partial.supposed(made) == f"If {whose}"
    assert partial.reason(findings).startswith(f"If {whose}")
    assert markdown.render(findings).count(f"If {whose}") == 2
    assert "On what is assumed, the numbers say: **" in markdown.render(findings)
    assert "nobody knows it yet; Ivo assumes that it is retrained rarely, until Tom knows" in markdown.render(findings)


def test_what_is_known_since_is_assumed_no_more() -> None:
    scoping = EVERY["assumed"]()
    answer(scoping, "mlops.1", **RARELY)

    assert partial.supposed(build(Findings(scoping))) == ""


def test_assumptions_of_one_person_are_said_together() -> None:
    ana, mia = (said.Assumed(*given, "Ivo", who, date(2026, 12, 7)) for given, who in ASSUMED)
    staff = said.Assumed("staff", "480", "Ivo", "Ana", date(2026, 12, 7), None)

    assert partial.supposing([ana, staff, mia]) == (
        "If it takes 200 requests a day and people have 480 minutes a day for it (Ivo's assumptions; Ana finds out by "
        "Mon 7 Dec), and if it is kept running (Ivo's assumption; Mia finds out by Mon 7 Dec):"
    )


def test_an_input_is_named_with_its_question() -> None:
    scoping = unsure_of(reach("design", track="full"), "data.4", "free")

    assert whats(scoping) == ["what the data costs: “Is it free?”"]


def test_what_both_exams_ask_is_told_apart() -> None:
    scoping = reach("retake")
    unsure_of(scoping, "retake.1", *GOOD["retake.1"])

    assert whats(scoping) == ["what MLOps solves"]


def test_of_a_way_on_the_ledger_only_the_sum_nobody_knows_is_said_to_be_unknown() -> None:
    scoping = reach("need", track="full")
    ways = {**GOOD["need.4"], "buy": [612000.0, 41000.0, None]}
    scoping.answer({"need.4": ways}, ANA, MONDAY, unknown={"need.4": {"buy": Ignorance.NOT_RECKONED}})
    (line,) = unknown.unknowns_said(scoping, scoping.catalog.questions["need.4"])

    assert line == "buying it ready-made (value a year): nobody has reckoned it"
    assert whats(scoping) == ["the alternatives ledger: buying it ready-made (value a year)"]


def whats(scoping: Scoping) -> list[str]:
    return [one.what for one in to_find_out.to_find_out(Findings(scoping))]


@pytest.mark.parametrize(("comparison", "known"), [("none", 1), ("Trees against rules.", 2)])
def test_none_is_not_counted_as_known(comparison: str, known: int) -> None:
    scoping = fresh()
    answer(scoping, "exam.1")
    answer(scoping, "exam.3", comparison=comparison)
    unsure_of(scoping, "exam.6", "needed")

    told = partial.what_hangs(Findings(scoping), ["exam.1", "exam.3", "exam.6"])

    assert told.startswith(f"{known} known"), told


def test_an_answer_that_was_left_blank_is_not_among_the_known() -> None:
    scoping = reach("exam", track="full")
    scoping.entries["eval.3"].answers[-1].values.clear()
    answer(scoping, "exam.1")
    answer(scoping, "exam.3")
    unsure_of(scoping, "exam.6", "needed")
    told = partial.what_hangs(Findings(scoping), ["exam.1", "eval.3", "exam.6"])

    assert told.startswith("1 known, ")
    assert "with something still open (where they diverge)" in told
