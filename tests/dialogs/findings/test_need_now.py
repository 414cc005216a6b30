"""Machine learning has one value: once the case is made, the ledger stands on the case's figures."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.report import markdown
from bot.telling import need as telling
from bot.telling import verdicts as told
from bot.words.figures import money
from bot.words.sentences import spoken
from dialogs import report
from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.findings import Findings
from dialogs.record.parts import Unknown
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.business_case import annuity
from dialogs.verdicts.need import ML, TIE, Outcome
from tests.play import ANA, FULL, MONDAY, answer, having, reach, say
from tests.reading import words_of

SUMS = st.integers(0, 10**7).map(lambda cents: cents / 100 * 37)
RANGES = st.lists(SUMS, min_size=3, max_size=3).map(sorted)
MONTHS = st.lists(st.integers(0, 480), min_size=3, max_size=3).map(lambda found: [one / 10 for one in sorted(found)])
CASES = st.fixed_dictionaries(
    {
        "case.2.saving": RANGES,
        "case.3.people": RANGES,
        "case.4.once": RANGES,
        "case.4.yearly": RANGES,
        "case.5.training": RANGES,
        "case.5.months": MONTHS,
        "case.5.horizon": st.integers(1, 10).map(float),
        "case.5.rate": st.sampled_from((0.0, 3.5, 8.0, 50.0)),
        "need.4.ml": st.lists(SUMS, min_size=3, max_size=3),
        "need.4.buy": st.lists(SUMS, min_size=3, max_size=3),
    }
)


@cache
def _played() -> str:
    scoping = reach("case", track="full")
    answer(scoping, "case.1", "case.2", "case.3", "case.4", "case.5")
    return scoping.model_dump_json()


def made(over: dict[str, Value] | None = None) -> Scoping:
    """A full track whose case is made, with these said otherwise."""
    scoping = Scoping.model_validate_json(_played())
    for path, value in (over or {}).items():
        say(scoping, path, value)
    return scoping


def value_of_ml(findings: Findings) -> float:
    return next(row.npv for row in findings.need_now.ledger if row.way == ML)


WAITING = {"case.5.months": [4.0, 6.0, 9.0]}
HANDMADE: list[dict[str, Any]] = [
    {},
    WAITING,
    {"case.5.months": [4.0, 40.0, 90.0]},
    {"case.5.horizon": 5.0, "case.5.rate": 0.0, **WAITING},
    {"case.2.saving": [0.0, 0.0, 0.0]},
    {"need.4.ml": [1.0, 2.0, 3.0], **WAITING},
]


@pytest.mark.parametrize("over", HANDMADE)
def test_it_is_worth_what_the_case_says_to_the_cent_and_below(over: dict[str, Value]) -> None:
    findings = Findings(made(over))

    assert value_of_ml(findings) == findings.case.expected.npv


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_whatever_the_figures_a_report_holds_one_value_for_machine_learning(figures: dict[str, Value]) -> None:
    findings = Findings(made(figures))
    built = report.build(findings)
    assert built.need
    assert built.money
    (ml,) = [way for way in built.need.ways if way.way == ML]
    (bought,) = [way for way in built.need.ways if way.way == "buy"]

    assert ml.npv == built.money.case.expected.npv == value_of_ml(findings)
    assert (ml.once, ml.yearly, ml.value) == (
        built.money.given.once.expected,
        built.money.given.yearly.expected,
        built.money.given.saving.expected,
    )
    assert bought.gap == pytest.approx(bought.npv - ml.npv, abs=0.02)
    assert (built.need.horizon, built.need.rate) == (built.money.given.horizon, built.money.given.rate)


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_the_value_at_which_it_turns_does_turn_it(figures: dict[str, Value]) -> None:
    findings = Findings(made(figures))

    for flip in findings.need_now.flips:
        if flip.input == "ml.value":
            saving = [0.0, flip.value, flip.value]
            assert Findings(made({**figures, "case.2.saving": saving})).need_now.outcome is flip.outcome


def test_before_the_case_is_made_it_is_what_was_said_then() -> None:
    findings = Findings(reach("case", track="full"))

    assert not findings.need_by_case
    assert findings.need_now is findings.need
    assert findings.ledger_now is findings.ledger


def test_in_another_money_the_case_says_nothing_about_the_sheet() -> None:
    findings = Findings(made({"case.2.currency": "USD"}))

    assert findings.need_now is findings.need


def test_what_the_sheet_alone_says_is_known_beside_the_latest() -> None:
    before = Findings(reach("case", track="full"))
    scoping = made({"case.2.saving": [180e3, 250e3, 400e3]})
    scoping.entries["need.4"].confirmed = scoping.seq
    after = Findings(scoping)

    assert telling.ledger(after) == telling.ledger(before)
    assert told.settled(after, "ledger") == telling.ledger(before)
    assert told.latest(after, "ledger") != telling.ledger(before)


AHEAD: dict[str, Value] = {"need.4.buy": [20e3, 100e3, 270e3], "case.2.saving": [150e3, 250e3, 400e3], **WAITING}


def test_where_another_way_is_worth_more_by_the_case_a_board_reads_by_how_much() -> None:
    findings = Findings(made(AHEAD))
    built = report.build(findings)
    article = told.latest(findings, "ledger")
    assert built.need
    assert article

    assert findings.need.outcome is not Outcome.CONTRADICTION
    assert built.need.outcome is Outcome.CONTRADICTION
    ahead = (
        "On the case's figures buying it ready-made is worth EUR 102k more. Every way is reckoned with 6 months until"
        " it is in use; in use at once, buying it ready-made would be worth EUR 181k more than machine learning."
    )
    assert spoken(telling.summary(built)) == ahead
    assert article.verdict.startswith(ahead)
    assert "each in use after 6 months" in article.verdict
    assert "contradict" not in " ".join((article.verdict, *article.rows, *article.changes))


SHEET: dict[str, Value] = {
    f"{question}.{name}": value
    for question in ("need.1", "need.2", "need.3", "need.5")
    for name, value in FULL[question].items()
} | {"need.4.currency": "EUR"}
"""Three answers that machine learning is needed, and a baseline."""


def against(lead: float) -> Findings:
    """A bought way that is ahead of machine learning by so much, over three years at 8%, all in use after 6 months."""
    ml = next(row for row in Findings(made(WAITING)).need_now.ledger if row.way == ML)
    return Findings(made({**WAITING, "need.4.buy": [0.0, 0.0, (ml.npv + lead) / annuity(3, 0.08, 6.0)]}))


TOLD_APART = TIE * 310e3 * annuity(3, 0.08, 6.0)
"""A twentieth of what machine learning brings, the larger value of the two."""
LEADS = {
    "79-behind": (-79.0, Outcome.EQUAL, ()),
    "79-ahead": (79.0, Outcome.EQUAL, ("buy",)),
    "within": (0.9 * TOLD_APART, Outcome.EQUAL, ("buy",)),
    "beyond": (1.1 * TOLD_APART, Outcome.CONTRADICTION, ("buy",)),
    "far-behind": (-1.1 * TOLD_APART, Outcome.NEEDED, ()),
}


@pytest.mark.parametrize(("lead", "outcome", "as_good"), LEADS.values(), ids=LEADS)
def test_a_lead_the_figures_cannot_tell_is_none(lead: float, outcome: Outcome, as_good: tuple[str, ...]) -> None:
    findings = against(lead)

    assert (findings.need_now.outcome, findings.need_now.as_good) == (outcome, as_good)
    assert bool(findings.need_now.ahead) is (outcome is Outcome.CONTRADICTION)


@pytest.mark.parametrize("lead", [-79.0, 79.0])
def test_as_good_as_equal_is_said_in_amounts_and_the_cheaper_one_counts(lead: float) -> None:
    findings = against(lead)
    built, article = report.build(findings), told.latest(findings, "ledger")
    assert built.need
    assert article
    amounts = {way.way: money(way.npv, "EUR") for way in built.need.ways}
    pages = markdown.render(findings).partition("## Appendix")[0]
    why, _, speaks = pages.rpartition("## What speaks against it")

    said = (
        f"As good as equal on the case's figures: over 3 years machine learning is worth {amounts['ml']} and buying it"
        f" ready-made {amounts['buy']}, which is closer than such figures can tell (under 5% of what the larger brings"
        "). Then the easier and cheaper way counts: buying it ready-made costs EUR"
    )
    assert said in article.verdict
    assert f"**The need.** {said}" in speaks
    assert "The need." not in why
    assert "needed" not in article.verdict
    assert {flip.outcome for flip in built.need.flips if flip.input == "ml.value"} == {
        Outcome.NEEDED,
        Outcome.CONTRADICTION,
    }
    assert "equal" in [rule.key for rule in built.rules]


def test_before_the_case_a_tie_is_one_on_the_sheet() -> None:
    scoping = having({**SHEET, "need.4.ml": [48e3, 12e3, 44e3], "need.4.software": [4e3, 1e3, 15.93e3]})
    findings = Findings(scoping)

    assert findings.need.outcome is Outcome.EQUAL
    assert telling.ledger(findings).verdict.startswith("As good as equal: over 3 years machine learning is worth EUR 3")


def test_where_another_way_leads_on_the_sheet_a_board_reads_both_amounts() -> None:
    findings = Findings(having({**SHEET, "need.4.ml": [48e3, 12e3, 44e3], "need.4.software": [4e3, 1e3, 30e3]}))

    assert spoken(telling.summary(report.build(findings))) == (
        "On the team's ledger ordinary software is worth EUR 36.3k more than machine learning over 3 years"
        " (EUR 70.7k against EUR 34.5k)."
    )


def test_no_way_is_worth_more_by_being_in_use_from_the_first_day() -> None:
    """Of the others nobody is asked how long they take: the same sums are worth the same."""
    findings = Findings(made({"case.5.months": [7.0, 7.0, 7.0]}))
    ml = next(row for row in findings.need_now.ledger if row.way == ML)
    alike = [ml.costing.once, ml.costing.yearly, ml.costing.value]
    findings = Findings(made({"case.5.months": [7.0, 7.0, 7.0], "need.4.buy": alike}))

    assert [row.gap for row in findings.need_now.ledger if row.way == "buy"] == [0.0]


def test_a_lead_that_hangs_on_how_long_the_others_take_says_so() -> None:
    """Nobody is asked how long they take: where that would turn it, a board reads both."""
    findings = Findings(made({**WAITING, "need.4.buy": [20e3, 100e3, 260e3]}))
    built = report.build(findings)
    article = told.latest(findings, "ledger")
    assert built.need
    assert article

    said = spoken(telling.summary(built))
    assert findings.need_now.as_good == ()
    assert (
        "more than the next best way (buying it ready-made). Every way is reckoned with 6 months until it is in use"
        in said
    )
    assert said.endswith("in use at once, buying it ready-made would be worth EUR 28.1k more than machine learning.")
    assert "in use at once" in article.verdict
    assert findings.need_now.at_once == ("buy", built.need.at_once_lead)


@pytest.mark.parametrize(
    ("over", "otherwise"),
    [
        pytest.param({}, "", id="alike"),
        pytest.param({"case.2.saving": [180e3, 290e3, 400e3]}, "The saving", id="worth"),
        pytest.param({"case.5.training": [5e3, 9e3, 12e3]}, "What must be bought", id="once"),
        pytest.param({"case.3.people": [60e3, 90e3, 110e3]}, "The people", id="a-year"),
    ],
)
def test_the_sheet_says_in_thread_and_report_what_the_case_said_since(over: dict[str, Value], otherwise: str) -> None:
    scoping = made()
    for path, value in over.items():
        question, _, field = path.rpartition(".")
        given = scoping.entries[question].answer
        assert given
        scoping.answer({question: {**given.values, field: value}}, given.author, MONDAY)
    scoping.entries["need.4"].confirmed = scoping.seq
    findings = Findings(scoping)
    (sheet,) = [line for part in report.build(findings).sections for line in part.lines if line.question == "need.4"]
    (ml,) = [row.costing for row in findings.need_now.ledger if row.way == ML]
    shown = words_of(scoping, "turn:ledger:1")

    assert sheet.otherwise == otherwise
    assert "machine learning with the figures of the case" in shown
    assert f"worth {money(ml.value, 'EUR')} a year" in shown
    assert f"{money(ml.once, 'EUR')} once, {money(ml.yearly, 'EUR')} a year" in shown


def test_while_there_is_no_case_the_sheet_says_what_was_entered() -> None:
    shown = words_of(reach("case", track="full"), "turn:ledger:1")

    assert "worth EUR 310k a year" in shown
    assert "figures of the case" not in shown


def test_while_something_before_the_case_waits_the_sheet_says_that_its_figures_are_left_out() -> None:
    scoping = made()
    assert "Not among these" not in words_of(scoping, "turn:ledger:1")
    given = scoping.entries["candidate_b.2"].answer
    assert given
    scoping.answer({"candidate_b.2": {**given.values, "hlp": 0.7}}, given.author, MONDAY)
    assert "case" not in scoping.walked

    assert "The figures of the case: Not among these" in words_of(scoping, "turn:ledger:1")


def test_a_way_of_which_too_little_is_known_is_named() -> None:
    scoping = reach("case", track="full")
    scoping.entries["need.4"].answers[-1].values["software"] = [20e3, None, None]

    assert "Not compared: rules or ordinary software: too many sums are not known" in words_of(scoping, "turn:ledger:1")


def test_a_way_that_does_not_apply_is_not_among_those_that_could_not_be_compared() -> None:
    scoping = reach("case", track="full")
    stands = scoping.entries["need.4"].answers[-1]
    stands.values.pop("software")
    stands.unknowns["software"] = Unknown(kind=Ignorance.NOT_APPLICABLE, by=ANA, at=MONDAY, owner=ANA)
    shown = words_of(scoping, "turn:ledger:1")

    assert "Not compared" not in shown
    assert "More people: EUR 206k" in shown
