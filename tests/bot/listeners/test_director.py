"""The director's acts and the verdicts, as people meet them; every ending, and who is rung."""

from collections import Counter
from datetime import date
from typing import Any

from dialogs.findings import Findings
from tests.conftest import Running
from tests.play import dont_know
from tests.team import Team

POC = {
    "mlops.1.kind": "one_off",
    "mlops.1.requests": 50,
    "mlops.1.minutes": "nobody could",
    "mlops.1.staff": "",
    "mlops.1.retraining": "rarely",
}
BY_HAND = POC | {"mlops.1.kind": "ongoing"}


async def test_sent_back_with_a_reason_it_is_the_authors_turn_again(team: Team) -> None:
    await team.start()
    for _ in range(7):
        await team.answers(team.ana)
    await team.judges({"verdict.exam.1": "send_back", "reason.exam.1": "How much of it could anybody have prevented?"})

    back = await team.open_message()

    assert back.plain().startswith("Ivo sent this back to @Ana")
    assert "How much of it could anybody have prevented?" in back.plain()
    assert back.mentions() == [await team.id_of("Ana")]


async def test_sending_back_needs_a_reason(team: Team) -> None:
    await team.start()
    for _ in range(7):
        await team.answers(team.ana)
    await team.ivo.presses("Accept or send back", on=await team.with_button("Accept"))
    await team.ivo.fill({"verdict.exam.1": "send_back"})
    await team.ivo.submits()

    assert await team.ivo.errors() == {"reason.exam.1": "Say why, in a sentence. The report prints it."}


async def test_nothing_chosen_gets_a_sentence(team: Team) -> None:
    await team.start()
    for _ in range(7):
        await team.answers(team.ana)
    await team.ivo.presses("Accept or send back", on=await team.with_button("Accept"))
    await team.ivo.submits()

    assert "accept all" in str(await team.ivo.errors())


async def test_what_nobody_knows_yet_is_accepted_on_the_condition_that_was_promised(team: Team, bot: Running) -> None:
    await team.start()
    kept = await bot.scoping()
    async with bot.application.context.scopings.edit(kept.id) as open_one:
        dont_know(open_one, "exam.1", date(2026, 3, 5), open_one.initiator, open_one.started_at)
    await team.settle()
    for _ in range(6):
        await team.answers(team.ana)

    ready = await team.with_button("Accept")

    assert "7 answers are ready" in ready.plain()
    assert "6 known, 1 not known yet (the problem); no verdict counts on it." in ready.plain()

    await team.accepts_all()

    assert (await bot.scoping()).stage == "mlops"
    assert "Promised: Ana: the problem (by Thu 5 Mar)" in (await team.card()).plain()

    await team.ana.presses("Revise", on=await team.message("turn:exam.1:1"))
    await team.fill_in(team.ana)
    await team.accepts_all()

    assert (await bot.scoping()).stage == "mlops"
    assert "To find out" not in (await team.card()).plain()


async def test_a_simpler_way_ends_it_cheerfully_once_the_director_accepts(team: Team, bot: Running) -> None:
    await team.start()
    await team.answers(team.ana)
    await team.answers(
        team.ana,
        **{
            "exam.2.simpler": "process",
            "exam.2.why": "We call the 200 at risk each month from a rule; a model adds 3%.",
        },
    )
    await team.answers(
        team.ana,
        **{
            "exam.2b.instead": "Account managers call the top 200 each month, Paula leads it from 1 April.",
            "exam.2b.currency": "EUR",
            "exam.2b.costs": "12000 / 4000 / 150000",
        },
    )
    await team.answers(team.ana)
    ready = await team.with_button("Accept")

    assert "a changed process would do" in ready.plain()

    await team.accepts_all()
    ended = await bot.scoping()

    assert ended.ending.outcome == "no_ai"
    report = (await team.thread())[-2]
    assert report.broadcast
    assert "150k" in report.plain() or "134k" in report.plain()
    assert not [message for message in await team.thread() if "Answer" in message.buttons()]


async def test_a_one_off_with_heavy_traffic_is_asked_about_and_not_settled(team: Team, bot: Running) -> None:
    await team.start()
    await team.passes_exam()
    await team.answers(team.ana, **{"mlops.1.kind": "one_off"})

    asked = await team.open_message()

    assert "can't both be so" in asked.plain()
    assert "40,000 requests a day" in asked.plain()
    assert (await bot.scoping()).stage == "mlops"

    await team.answers(team.ana, **POC)

    assert (await bot.scoping()).stage == "poc"


async def test_a_missing_number_is_named(team: Team, bot: Running) -> None:
    await team.start()
    await team.passes_exam()
    await team.answers(team.ana, **{"mlops.1.requests": "", "mlops.1.retraining": "rarely"})

    assert "the requests per day" in (await team.open_message()).plain()
    assert Findings(await bot.scoping()).mlops.outcome == "undecided"


async def test_a_proof_of_concept_skips_case_retake_and_readiness(team: Team, bot: Running) -> None:
    await team.start()
    await team.passes_exam()
    await team.answers(team.ana, **POC)
    await team.answers(team.ana)
    await team.signs()

    ended = await bot.scoping()
    assert ended.walked == ["exam", "mlops", "poc", "report"]
    assert ended.ending.outcome == "approved_poc"


async def test_a_quiet_system_is_run_by_hand(team: Team, bot: Running) -> None:
    await team.start()
    await team.passes_exam()
    await team.answers(team.ana, **BY_HAND)
    await team.answers(team.ana)
    await team.signs()

    assert (await bot.scoping()).ending.outcome == "approved_ml"


async def test_the_retake_offers_to_keep_only_what_carries_over(team: Team, bot: Running) -> None:
    await to_retake(team)
    await team.ana.presses("Answer", on=await team.open_message())
    view = await team.ana.modal()
    blocks = [block["block_id"] for block in view.blocks if block["type"] == "input"]

    assert [block for block in blocks if block.startswith("keep.")] == ["keep.retake.6"]
    assert "Gradient-boosted trees" not in view.plain()
    assert "CRM and billing, five years" in view.plain()

    nothing = {f"retake.{n}": "" for n in ("5.apparatus", "5.statement", "6.source", "6.needed")}
    from tests.team import entries

    await team.ana.fill(entries(view) | nothing)
    await team.ana.submits()

    assert (
        "Kept. Still open: decay and retraining and where each retraining's data comes from."
        in (await team.ana.modal()).plain()
    )

    await team.ana.closes()
    await team.ana.presses("Answer", on=await team.open_message())
    await team.ana.fill({"keep.retake.6": ["keep"]})
    await team.ana.submits()
    await team.settle()

    kept = (await bot.scoping()).entries
    assert kept["retake.6"].answer.kept
    assert kept["retake.6"].answer.values == kept["exam.6"].answer.values


async def test_lines_of_the_board_are_taken_by_people(team: Team, bot: Running) -> None:
    await to_retake(team)
    await team.answers(team.ana)
    await team.accepts_all()
    board = await team.message("turn:readiness:1")

    assert sorted(board.mentions()) == sorted([await team.id_of(name) for name in ("Ana", "Mia", "Tom")])

    await team.tom.presses("Take some", on=board)
    await team.tom.fill({"lines": ["change.3", "change.4"]})
    await team.tom.submits()
    await team.settle()

    board = await team.message("turn:readiness:1")
    assert board.plain().count("Tom has it") == 2
    assert "turn:change.3:1" not in [m.metadata["event_payload"]["key"] for m in await team.thread() if m.metadata]


async def test_the_director_returns_one_answer_and_what_rests_on_it_is_asked_again(team: Team, bot: Running) -> None:
    await to_sign(team)
    await team.ivo.presses("Return it", on=await team.message("turn:sign:1"))
    await team.ivo.fill({"question": "mlops.1", "reason": "Requests at night count too."})
    await team.ivo.submits()
    await team.settle()

    assert (await bot.scoping()).stage == "mlops"
    assert "Requests at night count too." in (await team.open_message()).plain()

    await team.answers(team.ana, **{"mlops.1.requests": 60000})
    assert (await bot.scoping()).stage == "mlops"
    await team.accepts_all()

    asks = await team.with_button("Some change…")
    assert "The problem:" not in asks.plain()
    assert (await bot.scoping()).stage == "case"


async def test_the_director_rejects_with_a_reason(team: Team, bot: Running) -> None:
    await to_sign(team)
    await team.ivo.presses("Reject", on=await team.message("turn:sign:1"))
    await team.ivo.fill({"reason": "Not this year."})
    await team.ivo.submits()
    await team.settle()

    assert (await bot.scoping()).ending.outcome == "rejected"
    assert "Not this year." in "".join(message.plain() for message in await team.thread())


async def test_a_disagreement_stands_in_the_report(team: Team, bot: Running) -> None:
    await team.start()
    await team.passes_exam()
    await team.answers(team.ana)
    await team.tom.presses("I disagree", on=await team.message("turn:mlops:1"))
    await team.tom.fill({"reason": "Half of these are duplicates."})
    await team.tom.submits()
    await team.settle()

    assert [note.text for note in (await bot.scoping()).objections] == ["Half of these are duplicates."]


async def test_the_reasoning_shows_rows_and_flips(team: Team) -> None:
    await team.start()
    await team.passes_exam()
    await team.answers(team.ana)
    await team.mia.presses("See the reasoning", on=await team.message("turn:mlops:1"))

    words = (await team.mia.modal()).plain()

    assert "Periodic retraining: level 1" in words
    assert "What would change it" in words


async def test_a_signed_scoping_is_reopened_for_a_reason_that_the_director_reads(team: Team, bot: Running) -> None:
    await to_sign(team)
    await team.signs()
    first = (await team.with_button("Full report")).ts
    await team.ana.presses("Reopen", on=await team.card_message())
    window = await team.ana.modal()

    assert "Ivo reads this in the thread" in window.plain()
    assert (await bot.scoping()).ending is not None

    await team.ana.fill({"reason": " "})
    await team.ana.submits()

    assert "reason" in await team.ana.errors()

    await team.ana.fill({"reason": "The licence costs twice what we were told."})
    await team.ana.submits()
    await team.settle()
    before, now = await team.message("turn:sign:1"), await team.message("turn:sign:2")

    assert (await bot.scoping()).stage == "report"
    assert "Sign off" in now.buttons()
    assert "Ana has opened this again: “The licence costs twice what we were told.”" in now.plain()
    assert now.mentions() == [await team.id_of("Ivo")]
    assert before.plain() == ("✔ The report was signed; reopened by Ana: “The licence costs twice what we were told.”.")
    assert [message.ts for message in await team.thread() if message.ts > first][-1] == now.ts


async def test_what_was_only_laid_aside_is_taken_up_with_one_press(team: Team, bot: Running) -> None:
    await team.start()
    await team.ana.command("/scope", "cancel")
    await team.ana.fill({"reason": "Nobody has time before May."})
    await team.ana.submits()
    await team.settle()
    await team.ana.presses("Reopen", on=await team.card_message())
    await team.settle()

    assert (await bot.scoping()).ending is None
    assert await team.ana.modal() is None


async def test_a_report_that_was_returned_says_by_whom(team: Team, bot: Running) -> None:
    await to_sign(team)
    await team.ivo.presses("Return it", on=await team.with_button("Sign off"))
    await team.ivo.fill({"question": "exam.1", "reason": "Whose number is it?"})
    await team.ivo.submits()
    await team.settle()

    assert (await team.message("turn:sign:1")).plain() == "✔ Ivo returned the report."


async def test_a_report_overtaken_by_a_late_answer_was_returned_by_nobody(team: Team, bot: Running) -> None:
    await to_sign(team)
    await team.ana.presses("Revise", on=await team.message("turn:exam.7:1"))
    await team.fill_in(team.ana, **{"exam.7.studied": "6% have no contract date; labels agree in 95% of a sample."})

    assert (await team.message("turn:sign:1")).plain() == ("✔ An answer changed, so the report was put together anew.")


async def test_an_accepted_answer_revised_takes_the_scoping_back_and_forward(team: Team, bot: Running) -> None:
    await to_retake(team)
    await team.ana.presses("Revise", on=await team.message("turn:exam.7:1"))
    await team.fill_in(team.ana, **{"exam.7.studied": "6% have no contract date; labels agree in 95% of a sample."})

    assert (await bot.scoping()).stage == "exam"

    await team.accepts_all()

    assert (await bot.scoping()).stage == "retake"


async def test_the_whole_track_stays_under_thirty_messages_and_rings_nobody_without_a_turn(
    team: Team, bot: Running
) -> None:
    await to_sign(team)
    await team.signs()
    thread = await team.thread()
    kept = await bot.scoping()
    turns = Counter(person for item in kept.items.values() for call in item.calls for person in call.to)
    rung = Counter(person for message in first_shown(await team.slack.ledger()) for person in message)

    assert len(thread) <= 30
    assert all(rung[person] <= turns[person] for person in rung), (rung, turns)


async def test_every_new_message_has_a_full_sentence_for_the_lock_screen(team: Team) -> None:
    await to_sign(team)
    await team.signs()
    posts = [call for call in (await team.slack.ledger())["calls"] if call["method"] == "chat.postMessage"]
    texts = [call["args"]["text"] for call in posts]

    assert all(len(text) > 20 and text[-1] in ".!?" for text in texts), texts
    assert len(set(texts)) == len(texts)


def first_shown(ledger: Any) -> list[set[str]]:
    """Whom each new message (the opener aside) mentions."""
    import json
    import re

    found = []
    for call in ledger["calls"]:
        if call["method"] == "chat.postMessage" and "opener" not in json.dumps(call["args"].get("metadata", "")):
            found.append(set(re.findall(r'"user_id": ?"(U\w+)"', json.dumps(call["args"]))))
    return found


async def to_retake(team: Team) -> None:
    await team.start()
    await team.passes_exam()
    await team.answers(team.ana)
    await team.answers(team.ana)


async def to_sign(team: Team) -> None:
    await to_retake(team)
    await team.answers(team.ana)
    await team.accepts_all()
    for line in range(1, 8):
        await team.mia.presses("Answer", on=await team.message("turn:readiness:1"), block_id=f"line:change.{line}")
        await team.fill_in(team.mia)


async def test_an_answer_is_offered_to_those_alone_who_may_give_it(team: Team) -> None:
    await team.start()
    await team.ana.presses("Assign", on=await team.open_message())
    window = await team.ana.modal()
    offered = [one["text"]["text"] for one in window.blocks[0]["element"]["options"]]

    assert offered == ["Ana", "Mia", "Tom"]
