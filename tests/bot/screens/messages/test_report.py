"""The report in Slack: a first screen a board can act on, within Slack's limits whatever people wrote."""

import json
from itertools import product
from typing import Any

import pytest

from bot.report import markdown
from bot.screens.messages import report as screens
from dialogs.answers.values import LONGEST
from dialogs.catalog import shipped
from dialogs.catalog.tracks import ENDINGS
from dialogs.findings import Findings
from dialogs.record.parts import Person, Standing
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.mlops import ALTERNATIVES
from tests import play
from tests.endings import EVERY
from tests.play import ANA, IVO, MONDAY, fresh
from tests.reading import elements, faults, text

CROWD = [f"U{n:04}" for n in range(15)]
FILLERS = ["long words of every sort ", "x", "😀", "ö{}*<@U1>|", "שלום "]


def extreme(filler: str, monkeypatch: pytest.MonkeyPatch) -> Scoping:
    """Every text field as long as it may be, fifteen people with long names, forty objections and details."""
    longest = (filler * LONGEST)[:LONGEST]
    good = {
        question: {
            field: longest if isinstance(value, str) and _is_text(question, field) else value
            for field, value in values.items()
        }
        for question, values in play.GOOD.items()
    }
    monkeypatch.setattr(play, "GOOD", good)
    scoping = fresh(title=longest[:300], idea=longest, team=CROWD)
    people = [*CROWD, ANA, IVO]
    scoping.admit(
        [Person(id=id, name=longest[:80], standing=Standing.MEMBER, in_channel=True) for id in people], MONDAY
    )
    _play_on(scoping)
    for _ in range(40):
        scoping.disagree("mlops", longest, ANA, MONDAY)
        scoping.add_detail(longest, ANA, MONDAY)
    return scoping


def _play_on(scoping: Scoping) -> None:
    while scoping.stage != "report":
        before = scoping.stage
        play.answer_stage(scoping)
        for question in list(scoping.entries):
            if scoping.entries[question].waiting_followup:
                scoping.waive(question, "x" * LONGEST, ANA, MONDAY)
        if scoping.stage == before:
            play.accept_all(scoping)


def _is_text(question: str, field: str) -> bool:
    kind = shipped().questions[question].field(field).kind
    return kind in ("text", "line")


@pytest.mark.parametrize("filler", FILLERS)
def test_slacks_limits_hold_for_the_longest_answers(filler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scoping = extreme(filler, monkeypatch)
    first, whole = screens.first_screen(Findings(scoping)), screens.full(Findings(scoping))

    assert not faults([*first, *whole])
    assert len(text(first)) <= 3000
    assert len(whole) <= 95
    assert len(json.dumps([block.to_dict() for block in whole])) < 200_000
    assert all(0 < len(part["text"]) <= 3000 for part in elements(whole) if part["type"] == "text")
    assert len(screens.notification(Findings(scoping))) <= 3000
    assert len(screens.file_name(scoping)) <= 80


def test_the_file_leaves_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    scoping = extreme("x", monkeypatch)

    assert markdown.render(Findings(scoping)).count("x" * LONGEST) >= 20


def test_a_cut_answer_says_how_much_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text(screens.full(Findings(extreme("long words of every sort ", monkeypatch))))

    assert "more characters in the file" in shown


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_fits_a_first_screen_of_a_dozen_lines(ending: str) -> None:
    shown = text(screens.first_screen(Findings(EVERY[ending]())))

    assert 4 <= len(shown.splitlines()) <= 12


@pytest.mark.parametrize("name", EVERY)
def test_the_whole_report_is_rich_text_only(name: str) -> None:
    blocks = screens.full(Findings(EVERY[name]()))

    assert {block.type for block in blocks} == {"rich_text"}
    assert not faults(blocks)


@pytest.mark.parametrize("name", EVERY)
def test_a_notification_is_a_sentence_with_the_title(name: str) -> None:
    line = screens.notification(Findings(EVERY[name]()))

    assert "Churn early warning" in line
    assert line.endswith(".")


def test_notifications_of_different_endings_differ() -> None:
    assert len({screens.notification(Findings(EVERY[name]())) for name in ENDINGS}) == len(ENDINGS)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Churn early warning", "churn-early-warning-report.md"),
        ("Größe & Preis / 2026", "grosse-preis-2026-report.md"),
        ("שלום", "scoping-report.md"),
        ("../../etc/passwd", "etc-passwd-report.md"),
    ],
)
def test_the_file_is_named_after_the_title(title: str, name: str) -> None:
    assert screens.file_name(fresh(title=title)) == name


def test_doing_without_ai_that_costs_more_is_said_plainly() -> None:
    scoping = EVERY["no_ai"]()
    scoping.entries["exam.2b"].answers[-1].values["costs"] = [12e3, 3e3, 10e3]

    assert "The first year costs: EUR 15k" in text(screens.first_screen(Findings(scoping)))


def test_a_case_that_does_not_pay_is_said_plainly() -> None:
    scoping = EVERY["approved_mlops"]()
    scoping.entries["case.2"].answers[-1].values["saving"] = [10e3, 20e3, 30e3]
    shown = text(screens.first_screen(Findings(scoping)))

    assert "It does not pay back within 3 years." in shown
    assert "a yearly saving above EUR 134k, the rest as expected (then it pays)" in shown


def test_a_scoping_laid_aside_says_by_whom() -> None:
    scoping = EVERY["half_way"]()
    scoping.park(ANA, MONDAY)

    assert "Ana laid it aside." in text(screens.first_screen(Findings(scoping)))


def test_whoever_directs_their_own_scoping_is_named_on_the_first_screen() -> None:
    scoping = fresh(director=ANA)

    assert "Ana both started this and directs it." in text(screens.first_screen(Findings(scoping)))
    assert "Ana both started this and directs it." in markdown.render(Findings(scoping))


@pytest.mark.parametrize("inputs", list(product(*ALTERNATIVES.values())))
def test_every_decision_can_be_put_into_words(inputs: tuple[str, ...]) -> None:
    scoping = play.reach("mlops")
    given: dict[str, Any] = dict(zip(ALTERNATIVES, inputs, strict=True))
    play.answer(scoping, "mlops.1", **given)

    assert text(screens.full(Findings(scoping)))
    assert markdown.render(Findings(scoping))


@pytest.mark.parametrize("platform", ["bought", "built", "mixed"])
def test_every_way_to_a_platform_is_a_step(platform: str) -> None:
    scoping = EVERY["approved_mlops"]()
    scoping.entries["case.4"].answers[-1].values["platform"] = platform

    assert "platform" in text(screens.first_screen(Findings(scoping)))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("approved_mlops", "Go: keep it running, with automatic retraining."),
        ("approved_ml", "Go, run by hand"),
        ("approved_poc", "ends on 30 April 2026"),
        ("no_ai", "EUR 165k in the first year"),
        ("rejected", "Ivo's reason: The CRM is replaced"),
        ("cancelled", "Ana's reason: The product is sold"),
        ("half_way", "1 of 7 settled"),
        ("contradicted", "It is a one-off, yet it"),
        ("to_sign", "Ready to sign"),
    ],
)
def test_the_first_screen_says_what_matters(name: str, says: str) -> None:
    assert says in text(screens.first_screen(Findings(EVERY[name]())))
