"""The full track as people meet it: pressed from /scope to the signed report, with what can go otherwise on the way."""

from typing import Any

import pytest

from bot.screens.messages import conversation
from bot.screens.modals import deciding, reasoning
from bot.slack.handles import Handle
from dialogs.findings import Findings
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.readiness import ELEMENTS
from practice import reading
from practice.slack.rules.limits import message_faults
from practice.slack.server import Practice
from practice.slack.workspace import Member, slack_id
from tests.conftest import Running
from tests.play import GOOD, MONDAY, answer, answer_forms, answer_stage, fresh, in_stage, reach
from tests.reading import words_of
from tests.team import Team

MOST = 45


async def answers_until(team: Team, bot: Running, stage: str, **over: Any) -> None:
    """Ana answers what is asked of her or objected, the director accepts, until a stage is reached."""
    for _ in range(60):
        kept = await bot.scoping()
        if kept.stage == stage or kept.ending:
            return
        called = [key for key, item in kept.items.items() if item.open_call]
        if any(key.startswith("object:") for key in called):
            await team.meets(team.ana, "It is talked over in May.")
        elif any(key.startswith("examine:") for key in called):
            await team.accepts_all()
        else:
            await team.answers_next(**over)
    raise AssertionError(f"{stage} was not reached: {(await bot.scoping()).stage}")


async def readies(team: Team) -> None:
    """Mia answers the readiness lines."""
    for line in range(1, 8):
        board = await team.message("turn:readiness:1")
        await team.mia.presses("Answer", on=board, block_id=f"line:change.{line}")
        await team.fill_in(team.mia)


async def test_the_whole_full_track_is_pressed_to_the_signed_report(team: Team, bot: Running) -> None:
    await team.start(track="full")
    await answers_until(team, bot, "readiness")
    await readies(team)
    await team.ana.presses("We have talked it over", on=await team.message("turn:pulse:1"))
    await team.settle()
    await answers_until(team, bot, "report")
    await team.ivo.presses("Sign off", on=await team.message("turn:sign:1"))
    await team.settle()
    ended, thread = await bot.scoping(), await team.thread()
    said = "\n".join(message.plain() for message in thread)

    assert ended.ending is not None
    assert ended.ending.outcome == "approved_mlops"
    assert "Machine learning is needed" in said
    assert "Churn model, number 1 of 3" in said
    assert "done by 30 Jul 2026 in half of 2,000 draws" in said
    assert not [message for message in thread if "Answer" in message.buttons()]
    assert len(thread) <= MOST


async def test_the_thread_stays_short_with_a_follow_up_a_contradiction_a_send_back_and_a_pulse(
    practice: Practice, team: Team, bot: Running
) -> None:
    invites(practice, "Eva", "Lea", "Kim")
    await team.start(track="full", team=["Mia", "Tom", "Eva", "Lea", "Kim"])
    await team.answers_next()
    await team.answers_next(**{"problem.3.problem": "Increase revenue."})
    await answers_until(team, bot, "solutions")
    for _ in "1abc":
        await team.answers_next()
    await team.answers_next(**{"solutions.2.chosen": "c"})
    await team.answers_next()
    objected = (await team.objection()).plain()
    await team.meets(team.ana, "Sales asked for it first.")
    for _ in range(5):
        await team.answers_next()
    await sends_back(team, "risk.1")
    await answers_until(team, bot, "readiness")
    await readies(team)
    await taps(team, "Ana", "Mia", "Tom", "Eva", "Lea")
    await answers_until(team, bot, "report")
    await team.ivo.presses("Sign off", on=await team.message("turn:sign:1"))
    await team.settle()
    thread = await team.thread()
    pictures = [name for message in thread for name in message.files]

    assert "brings more than twice as much for its effort. What speaks for the one you took?" in objected
    assert (await bot.scoping()).ending is not None
    assert len(pictures) >= 8
    assert len(thread) <= MOST, len(thread)


def invites(practice: Practice, *names: str) -> None:
    """More people in #churn, so that nobody's taps can be guessed."""
    here = practice.workspace
    for name in names:
        id = slack_id("U", name)
        here.members.setdefault(id, Member(id, name.lower(), name))
        here.channel("#churn").members.append(id)


async def taps(team: Team, *names: str) -> None:
    """Each of them answers the pulse, and Ana closes it."""
    for number, name in enumerate(names):
        person = team.slack.person(name)
        await person.presses("Answer", on=await team.message("turn:pulse:1"))
        await person.fill({f"pulse.{element}": str(2 + (number + at) % 4) for at, element in enumerate(ELEMENTS)})
        await person.submits()
        await team.settle()
    await team.ana.presses("Close the pulse", on=await team.message("turn:pulse:1"))
    await team.settle()


async def sends_back(team: Team, question: str) -> None:
    """Ivo accepts all but one answer, which goes back."""
    ready = next(m for m in reversed(await team.thread()) if any(b.startswith("Accept") for b in m.buttons()))
    await team.ivo.presses("Accept or send back", on=ready)
    sent = {f"verdict.{question}": "send_back", f"reason.{question}": "Who would notice, and when?"}
    await team.ivo.fill({"all": ["all"], **sent})
    await team.ivo.submits()
    await team.settle()


async def test_the_reasoning_of_a_candidate_opens_with_its_answers_and_what_would_change_it(team: Team) -> None:
    await team.start(track="full")
    for _ in range(6):
        await team.answers_next()
    judged = await team.message("turn:candidate_a:1")
    await team.tom.presses("See the reasoning", on=judged)
    window = await team.tom.modal()

    assert "green, it can be built" in judged.plain()
    assert window is not None
    assert "Is data for it available? Yes, and somebody has seen it" in window.plain()
    assert "no data at hand: red" in window.plain()


async def test_a_widened_scoping_loses_no_answer_and_the_exam_only_confirms(team: Team, bot: Running) -> None:
    await team.start()
    for known in (True, True, False, True, True, False, True):
        await (team.answers(team.ana) if known else does_not_know(team))
    before = {id: entry.answer for id, entry in (await bot.scoping()).entries.items()}
    await widens(team)
    await team.answers_next()
    await team.ana.presses("Answer", on=await team.open_message())
    window = await team.ana.modal()

    assert window is not None
    assert window.value("problem.3.problem") == before["exam.1"].values["problem"]

    await team.fill_in(team.ana)
    await answers_until(team, bot, "exam")
    exam = await team.message("turn:exam:1")

    assert "So far: CRM and billing" in exam.plain()
    assert "It stands as said" in exam.buttons()

    await team.ana.presses("It stands as said", on=exam)
    await team.settle()
    kept = await bot.scoping()

    assert {id: kept.entries[id].answer for id in before if id != "exam.6"} == {
        id: answer for id, answer in before.items() if id != "exam.6"
    }
    assert kept.text("exam.6.source") == GOOD["exam.6"]["source"]


async def does_not_know(team: Team) -> None:
    """Ana names a day for the newest question."""
    await team.ana.presses("Don't know yet", on=await team.open_message())
    await team.ana.fill({"until": "2026-03-05"})
    await team.ana.submits()
    await team.settle()


async def widens(team: Team) -> None:
    """Ana chooses the longer track."""
    await team.ana.presses("Settings and track", on=await team.card_message())
    await team.ana.fill({"track": "full"})
    await team.ana.submits()
    await team.settle()


# ---- what stands above a question, and what a form turns into


def test_the_choice_is_asked_under_the_candidates_side_by_side() -> None:
    kept = in_stage("solutions", ("solutions.1", {}))
    for slot in "abc":
        answer_forms(kept, f"candidate_{slot}")

    said = words_of(kept, "turn:choice:1")

    assert "Churn model: green; number 1 of 3 (RICE 1,540: 7,680 points of value for 5 person-months)" in said
    assert said.index("Churn model") < said.index("Better scoring rules") < said.index("Reading the call notes")


def test_the_stress_question_stands_under_what_the_numbers_say_to_it() -> None:
    kept = reach("case", track="full")
    answer(kept, "case.1", "case.2", "case.3", "case.4", "case.5")

    said = words_of(kept, "turn:stress:1")

    assert "Under that stress: worth EUR 110k, paid back in month 15" in said
    assert "HM Treasury, after Mott MacDonald 2002" in said


def test_the_simpler_way_stands_above_what_is_done_instead() -> None:
    kept = reach("need", track="full")
    answer(kept, "need.1", "need.2", "need.3")
    answer(kept, "need.4")
    answer(kept, "need.5", simpler="people")

    said = words_of(kept, "turn:instead:1")

    assert "By your own answers more people would do." in said
    assert "More people: EUR 206k" in said


def test_a_target_out_of_reach_is_never_called_more_than_that_this_way() -> None:
    flat = ["2025-01-31\t0.70", "2025-03-31\t0.701", "2025-05-31\t0.70", "2025-07-31\t0.702", "2025-09-30\t0.70"]
    kept = in_stage("solutions", ("solutions.1", {"a_cell": "existing_structured"}))
    answer(kept, "candidate_a.1", "candidate_a.4", "candidate_a.6")
    answer(kept, "candidate_a.5", history=flat, guess=0.71, target=0.85, test_size=20000.0)

    said = words_of(kept, "turn:candidate_a:1")

    assert "Not reachable by continuing this way." in said
    assert "needed 0.85" in said
    assert "What you expected: 0.71 next time" in said


def test_too_few_points_are_said_to_be_too_few() -> None:
    kept = in_stage("solutions", ("solutions.1", {"a_cell": "existing_structured"}))
    answer(kept, "candidate_a.1", "candidate_a.4", "candidate_a.6")
    answer(kept, "candidate_a.5", history=["2025-01-31\t0.70", "2025-03-31\t0.71", "2025-05-31\t0.72"])

    assert "3 points: too few to say anything; it takes five." in words_of(kept, "turn:candidate_a:1")


def test_labellers_who_disagree_send_the_rules_first() -> None:
    kept = labellers_disagree()
    kept.meet([Met("rules_unclear", "answered", "A third person settles it.")], kept.initiator, MONDAY)

    said = words_of(kept, "turn:labels:1")

    assert "Mend the labelling rules before anybody labels more: two labellers agree only fairly (kappa 0.4)" in said
    assert "Two labellers agree too rarely: answered: “A third person settles it.” (Ana)" in said


def test_the_director_reads_what_was_said_to_an_objection() -> None:
    kept = labellers_disagree()
    kept.meet([Met("rules_unclear", "waived", "A third person settles it.")], kept.initiator, MONDAY)
    window = deciding.examine(Findings(kept), Handle(kept.id, "examine:design"), MONDAY).to_dict()

    assert "Two labellers agree too rarely to learn from." in reading.words(window["blocks"], {})
    assert "left, because A third person settles it." in reading.words(window["blocks"], {})


def labellers_disagree() -> Scoping:
    """The design answered, with labels on which two people agree too rarely."""
    kept = reach("design", track="full")
    answer_forms(kept, "data", "evaluation", "infrastructure", "risks")
    answer(kept, "labels.1", "growth.1", "growth.3")
    answer(kept, "labels.2", kappa=0.4)
    return kept


def test_what_cannot_be_in_use_in_time_is_no_infinite_saving() -> None:
    kept = reach("case", track="full")
    answer(kept, "case.1", "case.2", "case.3", "case.4")
    answer(kept, "case.5", horizon=1.0, months=[20.0, 30.0, 40.0])

    assert "within these years no saving would pay for it" in words_of(kept, "turn:case:1")


@pytest.mark.parametrize(
    "form", ["ledger", "candidate_c", "choice", "impact", "labels", "risks", "case", "stress", "plan"]
)
def test_every_reasoning_names_its_answers_and_its_rule(form: str) -> None:
    (block,) = reasoning.reasoning(Findings(reach("report", track="full")), form)
    said = reading.words([block.to_dict()], {})

    assert "The answers it rests on" in said
    assert "What would change it" in said
    assert "The rule: " in said


def test_slack_would_take_every_message_of_a_full_scoping() -> None:
    kept = reach("report", track="full")
    faults = [
        fault
        for message in conversation.messages(Findings(kept))
        for fault in message_faults({"text": message.text, "blocks": list(message.blocks)})
    ]

    assert faults == []


def test_sources_are_links_and_no_address_is_spelt_out() -> None:
    kept = in_stage("solutions", ("solutions.1", {}))
    for slot in "abc":
        answer_forms(kept, f"candidate_{slot}")
    asked = next(message for message in conversation.messages(Findings(kept)) if message.key == "turn:choice:1")
    whole = [
        message for message in conversation.messages(Findings(reach("report", track="full"))) if message.key != "card"
    ]

    assert "https://www.intercom.com" in str([link["url"] for link in links(asked.blocks)])
    assert not any("<http" in reading.words(list(message.blocks), {}) for message in [asked, *whole])


def links(tree: Any) -> list[dict[str, Any]]:
    """The links in a tree of blocks."""
    if isinstance(tree, dict):
        own = [tree] if tree.get("type") == "link" else []
        return own + links(list(tree.values()))
    return [link for each in tree for link in links(each)] if isinstance(tree, (list, tuple)) else []


def test_many_risks_and_long_words_still_fit_a_message() -> None:
    row = "\t".join(["A risk with a name that goes on and on for a while", "3", "4", "w" * 100, "s" * 200, "Mia"])
    kept = reach("design", track="full")
    answer_forms(kept, "data", "labels", "evaluation", "infrastructure")
    answer(kept, "risk.1", "risk.2", "risk.3")
    answer(kept, "risk.4", others=[row] * 12)
    found = next(message for message in conversation.messages(Findings(kept)) if message.key == "turn:risks:1")

    assert "… and: 7 more risks" in reading.words(list(found.blocks), {})
    assert message_faults({"text": found.text, "blocks": list(found.blocks)}) == []


def test_what_was_not_answered_has_no_verdict_yet() -> None:
    kept = fresh(track="full")
    answer_stage(kept)

    assert all(
        "green" not in reading.words(list(message.blocks), {}) for message in conversation.messages(Findings(kept))
    )
