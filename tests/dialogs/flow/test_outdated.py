"""Figures that were worked out, that words quote, and that come to something else since."""

from functools import cache

import pytest

from dialogs.answers.values import Value
from dialogs.findings import Findings
from dialogs.flow.outdated import outdated
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MONDAY, reach


@cache
def _at_the_report() -> str:
    return reach("report", track="full").model_dump_json()


@pytest.fixture
def scoping() -> Scoping:
    return Scoping.model_validate_json(_at_the_report())


def says(scoping: Scoping, path: str, words: str) -> None:
    question, _, field = path.rpartition(".")
    scoping.entries[question].answers[-1].values[field] = words


def correct(scoping: Scoping, question: str, **changed: Value) -> None:
    answer = scoping.entries[question].answer
    assert answer
    scoping.answer({question: {**answer.values, **changed}}, ANA, MONDAY)


def in_thousands(amount: float) -> str:
    return f"{float(f'{amount / 1e3:.3g}'):g}k"


def test_what_the_stress_answer_quotes_is_told_with_what_it_comes_to_now(scoping: Scoping) -> None:
    then = in_thousands(Findings(scoping).stressed.expected.npv)
    says(scoping, "case.6.because", f"Even then {then}, and 777k if all goes well.")
    correct(scoping, "case.2", saving=[150e3, 280e3, 360e3])
    now = Findings(scoping).stressed.expected.npv

    assert list(outdated(scoping, "case.6")) == [(then, now, True)]
    assert in_thousands(now) != then


def test_a_month_is_told_as_one(scoping: Scoping) -> None:
    scoping.entries["case.4"].answers[-1].values["once"] = [200e3, 400e3, 500e3]
    then = Findings(scoping).case.expected.payback_months
    assert then
    says(scoping, "case.6.because", f"It pays in month {round(then)} at the latest.")
    correct(scoping, "case.2", saving=[150e3, 280e3, 360e3])
    now = Findings(scoping).case.expected.payback_months
    assert now

    assert list(outdated(scoping, "case.6")) == [(str(round(then)), round(now), False)]


def test_what_a_way_was_worth_on_the_sheet(scoping: Scoping) -> None:
    row = next(row for row in Findings(scoping).need.ledger if row.way == "software")
    says(scoping, "need.5.because", f"Rules bring {in_thousands(row.npv)} only.")
    correct(scoping, "need.4", software=[20e3, 10e3, 80e3])

    now = next(row for row in Findings(scoping).need.ledger if row.way == "software")
    assert [(one.typed, one.now) for one in outdated(scoping, "need.5")] == [(in_thousands(row.npv), now.npv)]


@pytest.mark.parametrize(
    "settle",
    [
        pytest.param(lambda scoping: scoping.hold(["case.6"], ANA, MONDAY), id="held"),
        pytest.param(lambda scoping: correct(scoping, "case.6", because="It does."), id="other-words"),
    ],
)
def test_what_was_looked_at_since_is_not_told_again(scoping: Scoping, settle: object) -> None:
    then = in_thousands(Findings(scoping).stressed.expected.npv)
    says(scoping, "case.6.because", f"Even then {then}.")
    correct(scoping, "case.2", saving=[150e3, 280e3, 360e3])
    assert list(outdated(scoping, "case.6"))

    settle(scoping)  # type: ignore[operator]

    assert list(outdated(scoping, "case.6")) == []
