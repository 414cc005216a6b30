"""What somebody answers beside that they don't know is to be found out; it is never printed as a promise."""

import pytest

from bot.report import markdown
from bot.screens.messages import report as screens
from dialogs import report
from dialogs.findings import Findings
from dialogs.report.parts import Step
from dialogs.scoping.scoping import Scoping
from tests.endings import BY_HAND, INSTEAD, ONE_OFF
from tests.play import ANA, MIA, MONDAY, answer, fresh, reach
from tests.reading import words_of

SAID = "dont know, petra hasnt been asked"


def at_the_report(question: str, field: str, **mlops: object) -> Scoping:
    scoping = reach("report", **mlops)
    answer(scoping, question, by=ANA, **dict(scoping.entries[question].answers[-1].values) | {field: SAID})
    return scoping


def without_learning() -> Scoping:
    scoping = fresh()
    answer(scoping, "exam.1")
    answer(scoping, "exam.2", simpler="process", because="Calling in week two kept 31 of 40 in a trial.")
    scoping.answer({"exam.2b": {**INSTEAD, "instead": SAID}}, MIA, MONDAY)
    return scoping


STEPS = {
    "help": (lambda: at_the_report("change.5", "text"), "How the company helps"),
    "teach": (lambda: at_the_report("change.4", "text"), "What, and who, to teach"),
    "time_frame": (lambda: at_the_report("change.6", "text"), "The time frame"),
    "watch": (lambda: at_the_report("monitoring.1", "watch", **BY_HAND), "The monitoring plan"),
    "proof": (lambda: at_the_report("poc.1", "shows", **ONE_OFF), "What it must show"),
    "instead": (without_learning, "What is done instead"),
}


@pytest.mark.parametrize("kind", STEPS)
def test_it_is_to_be_found_out(kind: str) -> None:
    play, label = STEPS[kind]
    found = [step for step in report.build(Findings(play())).steps if SAID in (step.text, step.said)]

    assert [(step.kind, step.said) for step in found] == [("unknown", SAID)]
    assert label.split()[0] in found[0].text


def test_page_and_card_say_so() -> None:
    scoping = STEPS["watch"][0]()
    told = f"Find out: The monitoring plan (“{SAID}”)"

    assert told in markdown.render(Findings(scoping))
    assert told in screens.first_words(Findings(scoping))
    assert "Watch:" not in screens.first_words(Findings(scoping))


def test_the_line_in_the_thread_has_no_tick() -> None:
    told = words_of(STEPS["help"][0](), "turn:readiness:1")

    assert f"○ How will the company help with the change? {SAID}" in told
    assert "✔ By when does the way of working have to change?" in told


def test_a_promise_stays_one() -> None:
    steps: list[Step] = list(report.build(Findings(reach("report"))).steps)

    assert {"help", "teach", "time_frame"} <= {step.kind for step in steps}
