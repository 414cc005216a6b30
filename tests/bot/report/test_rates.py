"""A weekly job is told as a weekly job, wherever it stands."""

from bot.report import html, markdown
from bot.telling import mlops
from dialogs.findings import Findings
from tests.as_typed import answered
from tests.html_reading import Html


def test_a_rate_keeps_the_time_it_was_typed_in() -> None:
    scoping = answered("mlops.1", "requests", "214 a week", to="readiness")
    findings = Findings(scoping)
    page, file = html.render(findings, draw=lambda _: "<svg></svg>"), markdown.render(findings)

    for text in (Html(page).text, file):
        assert "214 a week" in " ".join(text.split())
        assert "42.8" not in text


def test_what_decided_it_and_what_would_turn_it_are_told_in_that_time_too() -> None:
    findings = Findings(answered("mlops.1", "requests", "214,000 a week", to="readiness"))
    told = (mlops.reason(findings.mlops), *mlops.flips(findings.mlops))

    assert "214,000 requests a week would take" in told[0]
    assert "you have 120." in told[0], "24 hours of staff a day, of a week of five days"
    assert not [one for one in told if "requests a day" in one]
