"""What a report makes of answers that say nothing, or only that nobody knows."""

import pytest

from bot.report import html, markdown
from bot.screens.messages.report import first_words
from bot.telling import to_find_out
from dialogs import report
from dialogs.answers.unknowns import Ignorance
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from tests.endings import EVERY
from tests.play import GOOD, MIA, MONDAY, answer, fresh


@pytest.mark.parametrize(
    ("counted", "guessed"),
    [
        ("nobody", True),
        ("guess", True),
        ("Bauchgefühl", True),
        ("niemand", True),
        ("TBD (ask Tom)", True),
        ("Mia guessed it", True),
        ("Finance, Q3", False),
        ("Nobody but controlling, from the invoices of 2025", False),
        ("https://wiki.example.com/our-guess", False),
    ],
)
def test_nobody_and_a_guess_are_no_authors_of_a_saving(counted: str, guessed: bool) -> None:
    scoping = EVERY["approved_mlops"]()
    answer = scoping.entries["case.2"].answer
    assert answer
    answer.values["counted"] = counted
    findings = Findings(scoping)
    made = report.build(findings).money

    assert made
    assert made.saving_guessed is guessed
    for told in (markdown.render(findings), html.render(findings, draw=lambda picture: "")):
        assert ("Nobody counted the saving" in told) is guessed
        assert ("The saving was reckoned like this" in told) is not guessed


def test_what_is_done_instead_while_nobody_knows_it_is_said_to_be_unknown() -> None:
    scoping = no_ai_of({"instead": Ignorance.NOT_KNOWN, "costs": Ignorance.NOT_RECKONED})
    findings = Findings(scoping)

    assert "Instead: nobody knows it yet" in first_words(findings)
    assert "**Instead.** Nobody knows it yet.\n" in markdown.render(findings)
    assert '<dt>Instead</dt><dd dir="auto">Nobody knows it yet.</dd>' in html.render(findings, draw=lambda picture: "")
    assert to_find_out.for_a_report(findings).others[0].what.startswith("what is done instead and what it costs")


def test_what_is_spared_is_not_known_while_nobody_knows_what_machine_learning_costs() -> None:
    scoping = no_ai_of({"costs": Ignorance.NOT_RECKONED}, costs=[12e3, 4e3, None])
    told = first_words(Findings(scoping))

    assert "Spared: not known. The simpler way costs EUR 16k in the first year; nobody knows what" in told


def no_ai_of(unknown: dict[str, Ignorance], **known: list[float | None]) -> Scoping:
    """Something simpler does, of which some is not known."""
    scoping = fresh()
    answer(scoping, "exam.1")
    answer(scoping, "exam.2", simpler="process", because="Calling in week two kept 31 of 40 in a trial.")
    values = {name: value for name, value in GOOD["exam.2b"].items() if name not in unknown}
    scoping.answer({"exam.2b": {**values, **known}}, MIA, MONDAY, unknown={"exam.2b": unknown})  # type: ignore[dict-item]
    return scoping
