"""What a message says of an answer that is asked about again: the grounds named are those that moved."""

import re
from functools import cache

import pytest

from bot.report import html, markdown
from bot.screens.blocks.message import Message
from bot.screens.messages import conversation
from bot.screens.messages.report import full
from bot.words.figures import money
from dialogs.answers.unknowns import Ignorance
from dialogs.answers.written import Written
from dialogs.findings import Findings
from dialogs.flow.standing import moved_under, stale_of
from dialogs.scoping.scoping import Scoping
from practice import reading
from tests.contradicted import their
from tests.play import ANA, MONDAY, answer, answer_forms, in_stage, reach
from tests.reading import text


@cache
def _at_the_design() -> str:
    return reach("design", track="full").model_dump_json()


@pytest.fixture
def scoping() -> Scoping:
    return Scoping.model_validate_json(_at_the_design())


def revise(scoping: Scoping, question: str, **changed: object) -> None:
    answer = scoping.entries[question].answer
    assert answer
    scoping.answer({question: {**answer.values, **changed}}, ANA, MONDAY)  # type: ignore[dict-item]


def of_the_metric(scoping: Scoping, **changed: object) -> None:
    """Another business metric; the sheet of alternatives, which rests on it as well, still holds."""
    revise(scoping, "problem.4", **changed)
    revise(scoping, "need.4")


def asked_again(scoping: Scoping, form: str) -> str:
    last = scoping.items[form].calls[-1].n
    messages = {message.key: message for message in conversation.messages(Findings(scoping))}
    return str(messages[f"turn:{form}:{last}"].blocks)


def test_another_candidates_new_name_moves_nothing_of_ours(scoping: Scoping) -> None:
    of_the_metric(scoping, metric="Customers lost in a year, all markets")
    revise(scoping, "solutions.1", b="A list the account managers keep")

    assert moved_under(scoping, "candidate_a.6") == ["problem.4"]
    lines = words(asked_again_blocks(scoping, "candidate_a")).splitlines()
    ours = next(line for line in lines if re.match(r"\d+\. Churn model: Value: 4,800", line))
    assert ours.endswith("(the business metric)")


def test_ones_own_new_name_is_named_as_what_moved(scoping: Scoping) -> None:
    revise(scoping, "solutions.1", a="A score for every contract")

    assert moved_under(scoping, "candidate_a.6") == ["solutions.1"]
    assert "the candidates" in asked_again(scoping, "candidate_a")


def test_it_shows_what_moved_as_it_was_and_as_it_is(scoping: Scoping) -> None:
    of_the_metric(scoping, goal=4200.0)

    assert "The business metric, as it should stand: 3,900 → 4,200" in words(asked_again_blocks(scoping, "candidate_a"))


def test_a_value_that_did_not_change_has_no_line(scoping: Scoping) -> None:
    of_the_metric(scoping, goal=4200.0)

    assert words(asked_again_blocks(scoping, "candidate_a")).count("→") == 1


def test_money_stands_in_its_currency_before_and_after(scoping: Scoping) -> None:
    revise(scoping, "need.4", software=[20e3, 10e3, 120e3])
    shown = words(asked_again_blocks(scoping, "ledger"))

    assert "rules or ordinary software: EUR 20,000 once / 10,000 a year / 90,000 value a year → EUR 20,000" in shown
    assert "120,000 value a year" in shown


def test_of_what_is_not_known_any_more_both_are_said(scoping: Scoping) -> None:
    """Somebody takes a number back."""
    kept = scoping.entries["problem.4"].answer
    assert kept
    values = {id: value for id, value in kept.values.items() if id != "goal"}
    scoping.answer({"problem.4": values}, ANA, MONDAY, unknown={"problem.4": {"goal": Ignorance.NOT_MEASURED}})
    revise(scoping, "need.4")

    assert "3,900 → nobody has measured it" in words(asked_again_blocks(scoping, "candidate_a"))


def test_a_risk_without_steps_is_said_to_lack_them_and_is_set_beside_no_other() -> None:
    scoping = with_a_grave_risk(reach("design", track="full"))
    put = message_of(scoping, "turn:object:risk.4:1")

    assert "“The supplier goes” has no steps for the day it happens." in put.text
    assert "Other risks: 1 row: The supplier goes" in words(list(put.blocks))
    assert "System failure" not in words(list(put.blocks))

    answer(scoping, "risk.4", others=["The supplier goes\t2\t4\t\tRail\tMia"])
    assert "this no longer holds" in message_of(scoping, "turn:object:risk.4:1").text


def test_by_a_catalogue_of_contradictions_it_lacks_them_as_well() -> None:
    scoping = with_a_grave_risk(their("design"))
    found = Findings(scoping).clashes.open["risk.4"]
    asked = message_of(scoping, "turn:risks:2")
    told = str(conversation.messages(Findings(scoping)))

    assert (found.clash, found.other) == ("risk_without_steps", "")
    assert asked.text.startswith("Ana, something is missing in an answer about Churn early warning: A grave risk")
    assert "Change the other…" not in words(list(asked.blocks))
    assert "can't both be so" not in told

    answer(scoping, "risk.4", others=["The supplier goes\t2\t4\t\tRail\tMia"])
    assert "can't both be so" not in str(conversation.messages(Findings(scoping)))


def with_a_grave_risk(scoping: Scoping) -> Scoping:
    """A design of which one other risk lacks its steps."""
    answer_forms(scoping, "data", "labels", "evaluation", "infrastructure")
    answer(scoping, "risk.1", "risk.2", "risk.3")
    answer(scoping, "risk.4", others=["The supplier goes\t2\t4\t\tTBD (?)\tMia"])
    return scoping


def message_of(scoping: Scoping, key: str) -> Message:
    return next(message for message in conversation.messages(Findings(scoping)) if message.key == key)


@pytest.mark.parametrize("unit", ["", "EUR"])
def test_a_sum_typed_with_its_currency_has_it_once(unit: str) -> None:
    budget = in_stage("plan", ("plan.1", {}), ("plan.2", {"budget": 1200.0}))
    given = budget.entries["plan.2"].answer
    assert given
    given.written["budget"] = Written(unit=unit)
    told = str(conversation.messages(Findings(budget)))

    assert "EUR 1,200" in told
    assert "EUR EUR" not in told


def asked_again_blocks(scoping: Scoping, form: str) -> list[dict[str, object]]:
    last = scoping.items[form].calls[-1].n
    return next(
        list(message.blocks)
        for message in conversation.messages(Findings(scoping))
        if message.key == f"turn:{form}:{last}"
    )


def words(blocks: list[dict[str, object]]) -> str:
    return reading.words(blocks, {})


def stated(scoping: Scoping, path: str, words: str) -> None:
    """As if these words had been there from the beginning."""
    question, _, field = path.rpartition(".")
    scoping.entries[question].answers[-1].values[field] = words


def test_an_old_number_in_words_is_named_with_what_it_was_changed_to_and_where(scoping: Scoping) -> None:
    stated(scoping, "problem.5.means", "Two engineers are enough to come down to 3.9k a year.")
    revise(scoping, "problem.4", goal=4200.0)
    scoping.hold(["need.4", *(f"candidate_{one}.6" for one in "abc")], ANA, MONDAY)
    shown = words(asked_again_blocks(scoping, "problem"))

    assert "the business metric changed, and the means still says 3.9k. Does it still hold?" in shown
    assert "The business metric, as it should stand: 3,900 → 4,200" in shown
    assert "rested on it" not in shown


def test_where_one_rests_on_it_and_another_states_it_both_are_said(scoping: Scoping) -> None:
    stated(scoping, "need.5.because", "Rules leave 3,900 of them.")
    revise(scoping, "problem.4", goal=4200.0)
    shown = words(asked_again_blocks(scoping, "ledger"))

    assert "rest on it or still say 3,900. Do they still hold?" in shown
    assert "Rules leave 3,900 of them. (still says 3,900)" in " ".join(shown.split())


def test_it_still_holds_takes_the_question_away_and_the_report_its_mark(scoping: Scoping) -> None:
    said = "Customers leave unnoticed, down to 3,900 of 40,000 a year; sales owns it."
    stated(scoping, "problem.3.problem", said)
    revise(scoping, "problem.4", goal=4200.0)
    for told in told_in_reports(scoping):
        assert marked(told, "Customers leave unnoticed, down to 3,900")

    scoping.hold(stale_of(Findings(scoping), ANA), ANA, MONDAY)

    for told in told_in_reports(scoping):
        assert "to be looked at again" not in told


def told_in_reports(scoping: Scoping) -> list[str]:
    """The report as it stands: in the thread, as a page and as Markdown."""
    findings = Findings(scoping)
    page = re.sub(r"<[^>]*>", "", html.render(findings, draw=lambda picture: ""))
    return [text(full(findings)), page, markdown.render(findings)]


def marked(told: str, words: str) -> bool:
    """Whether wherever words stand, it is said before what follows that they are to be looked at again."""
    places = [place.end() for place in re.finditer(re.escape(words), " ".join(told.split()))]
    return bool(places) and all("to be looked at again" in " ".join(told.split())[at : at + 200] for at in places)


@pytest.fixture
def signable() -> Scoping:
    return Scoping.model_validate_json(_at_the_report())


@cache
def _at_the_report() -> str:
    return reach("report", track="full").model_dump_json()


def test_a_saving_corrected_late_asks_of_the_other_ways_and_tells_what_a_quoted_figure_comes_to(
    signable: Scoping,
) -> None:
    stressed = Findings(signable).stressed.expected.npv
    stated(signable, "case.6.because", f"Even then {stressed / 1e3:.0f}k.")
    revise(signable, "case.2", saving=[150e3, 280e3, 360e3])
    now = Findings(signable).stressed.expected.npv
    shown = " ".join(words(list(message.blocks)) for message in conversation.messages(Findings(signable)))

    assert "The alternatives ledger: Do the other ways' values rest on the same?" in shown
    assert "Rules or ordinary software EUR 90k" in shown
    assert f"({stressed / 1e3:.0f}k is now {money(now, '').strip()})" in shown


def test_of_a_long_answer_that_goes_on_the_added_sentence_is_shown(scoping: Scoping) -> None:
    long = "Customers leave before anyone notices it in the numbers of the month, and sales hears of it in spring only "
    stated(scoping, "problem.3.problem", long * 2)
    revise(scoping, "problem.3", problem=f"{long * 2}. Nobody has asked them why.")

    assert "Nobody has asked them why." in words(asked_again_blocks(scoping, "problem"))
