"""One decision has one name: on the card, in /scope status, in lists, in the report, before and after the signature."""

from datetime import date

import pytest

from bot.report import html, markdown
from bot.screens.messages import card, notices
from bot.screens.messages.report import first_words
from bot.store.summary import summarised
from bot.telling import verdicts
from bot.telling.ending import headline
from bot.words.sentences import spoken
from dialogs import report
from dialogs.findings import Findings
from dialogs.flow.promises import Promise
from dialogs.scoping.scoping import Scoping
from tests import endings, full_track
from tests.endings import EVERY, THURSDAY
from tests.play import GOOD, IVO, MONDAY, TOM, accept_all, answer, answer_stage, reach

SHARED = ("approved_mlops", "approved_ml", "approved_poc", "no_ai", "on_conditions", "approved_ml_after_the_retake")


@pytest.mark.parametrize("name", SHARED)
def test_the_report_begins_with_the_name_the_card_has(name: str) -> None:
    findings = Findings(EVERY[name]())
    named = card.standing(findings)

    assert spoken(headline(report.build(findings))).startswith(named)
    assert named in str(notices.status(findings))
    assert f"**{named}" in markdown.render(findings)


def test_a_proof_first_is_called_that_everywhere() -> None:
    scoping = full_track.play("report", {"case.2": {**GOOD["case.2"], "saving": [10e3, 20e3, 30e3]}})
    assert first_words(Findings(scoping)).startswith("Ready to sign: prove it first, then ")
    scoping.prove(Promise(TOM, date(2026, 4, 13), "That the call notes predict it; Tom."), IVO, MONDAY)
    findings = Findings(scoping)

    assert card.standing(findings) == "Prove it first"
    assert first_words(findings).startswith("Prove it first: a proof of concept until ")
    assert "**Prove it first: " in markdown.render(findings)
    assert notices.row(summarised(scoping), "https://x.slack.com/")["stage"] == "ended: prove it first"


RETAKEN = {
    "process": ("a release checklist", "ended: go, with a release checklist"),
    "people": ("one more engineer", "ended: go, with one more engineer"),
    "software": ("a scheduled script", "ended: go, with a scheduled script"),
}


def retaken(option: str, *, signed: bool = True) -> Scoping:
    """MLOps by the numbers; at the retake something less turned out to do."""
    scoping = reach("retake")
    asked = [question.id for question in scoping.catalog.stages["retake"].questions]
    answer(scoping, *(question for question in asked if question != "retake.2"))
    answer(scoping, "retake.2", simpler=option, because="Four releases a year take a day each.")
    accept_all(scoping)
    answer_stage(scoping)
    if signed:
        scoping.sign(IVO, THURSDAY)
    return scoping


@pytest.mark.parametrize("option", RETAKEN)
def test_what_the_retake_found_is_not_called_by_hand(option: str) -> None:
    means, in_a_list = RETAKEN[option]
    scoping = retaken(option)
    findings = Findings(scoping)
    named = f"Go: keep it running with {means}"
    views = {"card": card.standing(findings), "first": first_words(findings), "page": html.render(findings)}
    views["file"] = markdown.render(findings)

    assert {view for view, shown in views.items() if named not in shown} == set()
    pages = views["card"] + views["first"] + views["file"].partition("## Appendix")[0]
    assert "by hand" not in pages.replace("667 hours by hand", "")
    assert "So it is kept running with" in views["file"]
    assert "So it is kept running with" in views["page"]
    assert f"{means[0].upper()}{means[1:]} and one number keep watch instead." in views["file"]
    assert notices.row(summarised(scoping), "https://x.slack.com/")["stage"] == in_a_list


@pytest.mark.parametrize("option", RETAKEN)
def test_before_the_signature_it_is_led_to_by_the_same_words(option: str) -> None:
    findings = Findings(retaken(option, signed=False))

    said = f"Ready to sign: a system that is kept running with {RETAKEN[option][0]}, without MLOps."
    assert first_words(findings).startswith(said)


def test_above_the_watch_it_is_said_with_what_it_is_kept_running() -> None:
    scoping = retaken("software", signed=False)
    told = verdicts.before(Findings(scoping.model_copy(update={"stage": "monitoring"})), "monitoring")
    assert told

    assert told.says.endswith("So it is kept running with a scheduled script, and without MLOps.")


def test_by_the_numbers_it_is_still_run_by_hand() -> None:
    scoping = endings.approved_ml()

    assert card.standing(Findings(scoping)) == "Go, run by hand"
    assert notices.row(summarised(scoping), "https://x.slack.com/")["stage"] == "ended: go, run by hand"
