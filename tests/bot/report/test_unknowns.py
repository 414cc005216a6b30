"""What a report prints of what is not known: nothing twice, nothing blank, no figure that nobody gave."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.report import drawings, html, markdown
from bot.telling import choice, ending, mlops, partial, people, said, to_find_out
from bot.words.sentences import spoken
from dialogs.answers import fields
from dialogs.answers.unknowns import Ignorance
from dialogs.errors import Sentence
from dialogs.findings import Findings
from dialogs.report import build
from dialogs.report.parts import Change, Evidence
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.feasibility import Light
from tests import full_track
from tests.endings import EVERY
from tests.play import ANA, GOOD, MONDAY, reach


def unknown(scoping: Scoping, *questions: str) -> Scoping:
    """Of all that these ask, somebody says that nobody knows it."""
    nobody = {one: dict.fromkeys(GOOD[one], Ignorance.NOT_KNOWN) for one in questions}
    scoping.answer({question: {} for question in questions}, ANA, MONDAY, unknown=nobody)
    return scoping


def words(sentence: Sentence | str) -> str:
    return sentence if isinstance(sentence, str) else spoken(sentence)


def test_a_candidate_that_is_open_has_no_light_yet() -> None:
    report = build(Findings(full_track.approved_mlops()))
    open = tuple(replace(one, possible=(Light.RED, Light.AMBER)) for one in report.candidates)

    assert "open, it may turn out red or amber" in words(choice.taken(replace(report, candidates=open)))


def test_no_share_is_named_where_no_risk_was_graded() -> None:
    scoping = unknown(reach("design", track="full"), "risk.1", "risk.2", "risk.3")

    assert people.risks(Findings(scoping)).verdict == "3 risks: 3 not graded yet."


def test_the_second_exam_has_no_table_without_a_row() -> None:
    scoping = unknown(reach("retake"), "retake.1", "retake.5")
    told, page = markdown.render(Findings(scoping)), html.render(Findings(scoping), draw=lambda picture: "")

    assert not re.search(r"\| --- \| --- \| --- \|\n(?!\|)", told)
    assert "<tbody>\n</tbody>" not in page


def test_nothing_is_a_heading_alone_or_a_blank_line() -> None:
    scoping = unknown(reach("design", track="full"), "infra.1", "infra.2", "infra.3")
    told = markdown.render(Findings(scoping))

    assert "### Infrastructure" not in told
    assert not re.search(r"^- \*\*[^*\n]+\.\*\* ?:? ?$", told, re.MULTILINE)


def test_exams_of_claims_alone_say_so_once() -> None:
    claims = Evidence(measured=0, linked=0, claim=6, skipped=0)

    assert words(said.evidence(claims)) == "6 answers in the exam, all of them claims."


def test_a_proof_without_an_end_says_so_first() -> None:
    report = replace(build(Findings(EVERY["approved_poc"]())), proof_ends=None)

    assert "Go, as a proof of concept; no day is set yet on which it ends." in words(ending.headline(report))


def test_what_only_a_model_could_do_is_not_said_to_be_done_by_hand() -> None:
    changed = words(mlops.change(Change("by_hand", "no", False, "approved_ml", 0)))

    assert changed == "a request that nobody could handle without the model, as so few need no automation"


@pytest.mark.parametrize("name", ["assumed"])
def test_what_speaks_against_an_assumption_contradicts_no_answer(name: str) -> None:
    assert "would contradict an answer that stands" not in markdown.render(Findings(EVERY[name]()))


def test_an_option_means_a_way_to_run_it() -> None:
    scoping = reach("mlops")
    values = {**GOOD["mlops.1"], "requests": 400.0, "staff": 1440.0}
    del values["retraining"]
    scoping.answer({"mlops.1": values}, ANA, MONDAY, unknown={"mlops.1": {"retraining": Ignorance.NOT_KNOWN}})

    assert "rare retraining means running it by hand" in partial.hangs_words(Findings(scoping))


def test_a_condition_that_failed_after_the_signature_stands_first() -> None:
    scoping = EVERY["on_conditions"]()
    scoping.close_condition("3", False, "They said no.", scoping.conditions[2].owner, MONDAY + timedelta(days=14))
    told = markdown.render(Findings(scoping))

    assert "- **It did not hold.** " in told
    assert "They said no" in told.partition("- **Why.**")[0]


def test_where_only_some_conditions_have_room_what_is_to_happen_comes_before_what_is_to_be_known() -> None:
    scoping = EVERY["on_conditions"]()
    one = scoping.conditions[0]
    found = [
        one.model_copy(update={"id": f"f{n}", "about": about, "text": "", "objection": "", "due": one.due})
        for n, about in enumerate(list(scoping.entries)[:12])
    ]
    late = one.model_copy(
        update={
            "id": "s",
            "about": "exam.3",
            "text": "The works council agrees.",
            "objection": "",
            "due": date(2026, 9, 1),
        }
    )
    scoping.conditions = [*found, late]
    page = markdown.render(Findings(scoping)).partition("## Appendix")[0]

    assert "The works council agrees" in page
    assert "more, in the appendix" in page


def test_an_assumption_is_not_asked_for_twice() -> None:
    known = to_find_out.for_a_report(Findings(EVERY["assumed"]()))

    assert [one.question for one in (*known.listed, *known.others)] == ["mlops.1"]


def test_an_assumption_that_failed_is_gone_once_the_number_is_known() -> None:
    scoping = EVERY["assumed"]()
    scoping.close_condition("1", False, "Each month.", scoping.conditions[0].owner, MONDAY + timedelta(days=1))
    values = {**GOOD["mlops.1"], "retraining": "periodic"}
    scoping.answer({"mlops.1": values}, ANA, MONDAY + timedelta(days=1))
    known = to_find_out.for_a_report(Findings(scoping))

    assert [*known.listed, *known.others] == []


def test_nothing_is_drawn_of_an_aim_nobody_knows() -> None:
    scoping = full_track.approved_mlops()
    report = build(Findings(scoping))
    scoping.entries["solutions.3"].answers[-1].values.pop("aim")

    assert drawings.of(scoping, report).impact is None


def test_a_step_that_nobody_knows_is_no_next_step() -> None:
    scoping = full_track.approved_mlops().model_copy(deep=True)
    assert "Help the team" in markdown.render(Findings(scoping))

    answer = scoping.entries["change.5"].answer
    assert answer
    known = fields.parse(scoping.catalog.questions["change.5"], {"text": "don't know"}, MONDAY.date())
    answer.values = known

    assert known == {}
    assert "Help the team" not in markdown.render(Findings(scoping))


@pytest.mark.parametrize("words", ["don't know", "??", "TBD", "ask Tom"])
def test_words_that_say_nothing_are_listed_as_to_find_out(words: str) -> None:
    scoping = full_track.approved_mlops().model_copy(deep=True)
    answer = scoping.entries["change.5"].answer
    assert answer
    answer.values["text"] = words
    told = markdown.render(Findings(scoping)).partition("## Appendix")[0]

    assert "Help the team" not in told
    assert f"| Find out: {scoping.catalog.questions['change.5'].label} | ask Tom | no day given |" in told
