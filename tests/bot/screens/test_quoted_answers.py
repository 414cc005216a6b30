"""What a message says of the answers it is about: to the director, beside a contradiction, under a verdict."""

from datetime import timedelta
from typing import Any

import pytest

from bot.screens.blocks.message import Message
from bot.screens.messages import conversation, pulse
from bot.screens.modals import deciding
from bot.slack.handles import Handle
from bot.telling import verdicts
from dialogs.findings import Findings
from dialogs.flow.pulse import PULSE
from dialogs.record import quoting
from dialogs.record.parts import Call, Item
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping
from practice import reading
from tests.contradicted import RULES_SUFFICE, contradicted, their
from tests.play import ANA, GOOD, IVO, MIA, MONDAY, answer, answer_forms, fresh, in_stage, reach
from tests.reading import words_of

LATER = MONDAY + timedelta(hours=1)


def simpler(way: str, **ledger: Any) -> Scoping:
    """A need that something simpler meets, ready for the director."""
    kept = in_stage("need", ("need.1", {}), ("need.2", {}), ("need.3", {}), ("need.4", ledger))
    answer(kept, "need.5", simpler=way)
    asked = kept.catalog.in_form("instead")
    answer(kept, *(question.id for question in asked if quoting.is_asked(kept, question.id)))
    return kept


def judged(kept: Scoping) -> str:
    """What became of the first call to examine."""
    return words_of(kept, "turn:examine:need:1")


# ---- to the director


def test_the_director_reads_that_a_simpler_way_ends_it_before_accepting_it() -> None:
    said = words_of(simpler("people"), "turn:examine:need:1")

    assert "The team says: more people would do. Accept it, and this ends here" in said


def test_the_director_reads_by_how_much_the_sheet_speaks_against_the_simpler_way() -> None:
    said = words_of(simpler("people"), "turn:examine:need:1")

    assert "On the team's own sheet machine learning is worth EUR 248k more than that over 3 years." in said


def test_a_way_that_is_worth_as_much_is_not_held_against_anybody() -> None:
    assert "own sheet" not in words_of(simpler("people", people=[0.0, 0.0, 900e3]), "turn:examine:need:1")


def test_a_way_that_nobody_reckoned_is_not_compared() -> None:
    assert "own sheet" not in words_of(simpler("process"), "turn:examine:need:1")


def test_a_quoted_sentence_ends_once() -> None:
    said = words_of(simpler("people"), "turn:examine:need:1")

    assert "Paula leads it.” It takes about 2 minutes." in said


def test_only_what_the_director_examines_can_be_not_passed_yet() -> None:
    kept = simpler("people")
    kept.judge(["need.6"], {}, IVO, LATER)

    assert "examined by Ivo: 1 accepted." in judged(kept)
    assert "Not passed yet" not in judged(kept)


def test_what_was_examined_counts_though_it_is_no_longer_asked() -> None:
    kept = simpler("people")
    kept.judge([], {"need.6": "Who leads it?"}, IVO, LATER)
    answer(kept, "need.5", simpler="none", now=LATER)

    assert not quoting.is_asked(kept, "need.6")
    assert "examined by Ivo: 0 accepted, 1 sent back." in judged(kept)


# ---- candidates by name


def test_a_candidates_answer_is_offered_for_return_by_its_name() -> None:
    window = deciding.give_back(Findings(reach("report", track="full")), Handle("V0START", "sign")).to_dict()
    groups = window["blocks"][0]["element"]["option_groups"]
    offered = {group["label"]["text"]: [one["text"]["text"] for one in group["options"]] for group in groups}

    assert "Value (Reading the call notes)" in offered["Candidate: Reading the call notes"]
    assert len(offered) > 20


def test_no_two_answers_offered_for_return_read_the_same() -> None:
    kept = reach("report", track="full")
    for slot in "ab":
        kept.entries["solutions.1"].answers[-1].values[slot] = "A model of customers " * 5 + slot
    window = deciding.give_back(Findings(kept), Handle("V0START", "sign")).to_dict()
    groups = window["blocks"][0]["element"]["option_groups"]
    read = [(group["label"]["text"], one["text"]["text"]) for group in groups for one in group["options"]]

    assert len(read) > 60
    assert len(set(read)) == len(read)


def test_a_candidates_answer_that_came_back_is_named_with_it() -> None:
    kept = reach("report", track="full")
    kept.give_back("candidate_b.6", "Which notes?", IVO, LATER)
    said = "\n".join(message.text for message in conversation.messages(Findings(kept)) if "candidate_b" in message.key)

    assert "Ivo sent Reading the call notes: Value back to Ana" in said


def test_a_candidates_answer_that_needs_another_look_is_named_with_it() -> None:
    kept = reach("report", track="full")
    answer(kept, "candidate_b.6", reach=1200.0, now=LATER)
    said = "\n".join(
        words_of(kept, message.key) for message in conversation.messages(Findings(kept)) if "choice" in message.key
    )

    assert "Reading the call notes: Value changed, and the choice rested on it." in said


# ---- contradictions


@pytest.fixture
def over_budget() -> Scoping:
    kept = reach("plan", track="full")
    kept.answer({"plan.1": dict(GOOD["plan.1"]), "plan.2": GOOD["plan.2"] | {"budget": 50e3}}, ANA, MONDAY)
    return kept


def test_each_side_of_a_contradiction_names_its_field_with_its_money(over_budget: Scoping) -> None:
    said = words_of(over_budget, "turn:object:plan.2:1")

    assert "Milestones and budget: milestones: 3 rows, EUR 112k together; the budget: EUR 50,000 (Ana)" in said


def test_after_a_name_the_sentence_goes_on_small(over_budget: Scoping) -> None:
    assert ", the milestones cost more than the budget." in words_of(over_budget, "turn:object:plan.2:1")


def test_a_choice_below_the_top_is_quoted_with_what_it_brings() -> None:
    kept = in_stage("solutions", ("solutions.1", {}))
    for slot in "abc":
        answer_forms(kept, f"candidate_{slot}")
    answer(kept, "solutions.2", chosen="b")
    answer_forms(kept, "impact", "wrong")
    said = words_of(kept, "turn:object:solutions.2:1")

    assert "Reading the call notes: Value, how many people or cases it reaches a year: 1,000 (Ana)" in said
    assert "The choice, why this one: Worth four times the others for less work. (Ana)" in said


# ---- contradictions of a catalogue that has them as such


def test_two_answers_that_cant_both_be_so_are_quoted_a_line_each() -> None:
    asked, said = message_of(contradicted(), "turn:ledger:2")

    assert asked.text == f"Ana, two answers about Churn early warning can't both be so: {RULES_SUFFICE.ask}"
    assert said.splitlines()[:3] == [
        f"@{ANA}, you said that rules would do, and now that nothing simpler would. Which is it?",
        "Rules or software: Yes, they would do (Ana)",
        "Which way: None of these, because … (Ana)",
    ]
    assert [one for one in said.splitlines() if one.endswith("…")] == [
        "Both hold, because…",
        "Assign…",
        "Why we ask…",
        "Change the other…",
    ]


def test_what_was_left_blank_is_said_to_be() -> None:
    kept = their("need")
    answer(kept, "need.1", "need.3")
    kept.answer({"need.2": {"scale": "needs_ml"}}, ANA, MONDAY)

    assert "Scale and complexity, how large, how complex: nothing said (Ana)" in words_of(kept, "turn:need:2")


def test_the_verdict_says_why_both_hold() -> None:
    kept = contradicted()
    kept.let_stand("need.5", "We know.", ANA, MONDAY)

    assert "Something simpler suffices. Both hold, because “We know.” (Ana)." in words_of(kept, "turn:ledger:2")


def message_of(kept: Scoping, key: str) -> tuple[Message, str]:
    """A message, and all words of it."""
    found = next(message for message in conversation.messages(Findings(kept)) if message.key == key)
    return found, words_of(kept, key)


# ---- verdicts


def test_the_plan_says_why_its_milestones_may_cost_more_than_the_budget(over_budget: Scoping) -> None:
    over_budget.meet([Met("over_budget", "waived", "Sales pays the last one.")], MIA, LATER)
    told = verdicts.settled(Findings(over_budget), "plan")

    assert told
    assert ("The milestones cost more than the budget", "left, because “Sales pays the last one.” (Mia)") in told.lines


def test_the_stress_says_why_it_is_built_all_the_same() -> None:
    kept = reach("case", track="full")
    answer(kept, "case.1", "case.3", "case.4", "case.5")
    answer(kept, "case.2", saving=[100e3, 150e3, 400e3])
    answer(kept, "case.6", stress="yes")
    kept.meet([Met("stress_breaks_it", "answered", "The regulator asks for it.")], MIA, LATER)
    told = verdicts.settled(Findings(kept), "stress")

    assert told
    assert ("Under that stress it does not pay", "answered: “The regulator asks for it.” (Mia)") in told.lines


def test_a_case_without_figures_is_not_put_under_stress() -> None:
    kept = reach("case", track="full")

    assert verdicts.before(Findings(kept), "stress") is None


# ---- the pulse


def test_a_pulse_of_one_is_told_so_in_words_for_one() -> None:
    kept = fresh(track="full", team=[])
    kept.items[PULSE] = Item(calls=[Call(n=1, kind=PULSE, trigger="talk", to=[ANA], at=MONDAY)])
    said = reading.words(list(next(pulse.messages(Findings(kept), PULSE, kept.items[PULSE])).blocks), {})

    assert "one person's answers would have a name at once" in said
    assert "you are 1" not in said
