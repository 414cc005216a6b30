"""What nobody knows, as the director meets it: accepted on a condition, taken for something, or not yet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from tests.conftest import Clock, Running
from tests.play import GOOD
from tests.team import Team

SURE = "It ends the scoping, and the channel reads what was decided."


async def test_the_message_says_first_what_is_known_and_what_hangs_on_the_rest(team: Team, bot: Running) -> None:
    await team.start()
    await knows_not(team, bot, {"exam.7": {"studied": Ignorance.NOT_MEASURED, "quality": Ignorance.NOT_MEASURED}})

    ready = (await team.with_button("Accept")).plain()

    assert "7 answers are ready" in ready
    assert "6 known, 1 not measured (the state of the data); no verdict counts on it." in ready


async def test_a_team_that_knows_everything_sees_the_message_as_it_was(team: Team, bot: Running) -> None:
    await team.start()
    await knows_not(team, bot, {})

    ready = await team.with_button("Accept")

    assert "known" not in ready.plain()
    assert "the problem, why machine learning, the comparison of components and 4 more" in ready.plain()
    assert ready.buttons() == ["Accept or send back (7)"]


async def test_each_answer_stands_beside_its_question_under_its_form(team: Team, bot: Running) -> None:
    await team.start()
    await knows_not(team, bot, {"exam.7": {"quality": Ignorance.NOT_MEASURED}})
    await team.ivo.presses("Accept or send back", on=await team.with_button("Accept"))
    window = await team.ivo.modal()

    assert "Which business problem would this solve?" in window.plain()
    assert "nobody has measured it" in window.plain()
    headings = [block["text"]["text"] for block in window.blocks if block["type"] == "header"]
    assert headings[:2] == ["The business problem", "Architecture and technologies"]


async def test_accepting_all_makes_a_condition_of_what_nobody_knows(team: Team, bot: Running) -> None:
    await team.start()
    await knows_not(team, bot, {"exam.7": {"quality": Ignorance.NOT_MEASURED}})
    await team.accepts_all()
    kept = await bot.scoping()

    assert kept.stage == "mlops"
    assert [(one.about, kept.name(one.owner), one.due) for one in kept.conditions] == [
        ("exam.7", "Ana", date(2026, 3, 16))
    ]
    card = (await team.card()).plain()
    assert "Promised: Ana" in card
    assert "(by Mon 16 Mar)" in card


async def test_the_director_names_who_finds_it_out_and_by_when(team: Team, bot: Running) -> None:
    await team.start()
    await knows_not(team, bot, {"exam.7": {"quality": Ignorance.NOT_MEASURED}})
    mia = await team.id_of("Mia")
    await team.judges({"all": ["all"], "owner.exam.7": mia, "day.exam.7": "2026-03-20"})

    (condition,) = (await bot.scoping()).conditions
    assert (condition.owner, condition.due) == (mia, date(2026, 3, 20))


async def test_what_is_known_may_be_accepted_on_the_directors_own_words(team: Team, bot: Running) -> None:
    await team.start()
    await knows_not(team, bot, {})
    await team.ivo.presses("Accept or send back", on=await team.with_button("Accept"))
    await team.ivo.fill({"all": ["all"], "verdict.exam.6": "accept_if"})
    await team.ivo.submits()

    assert await team.ivo.errors() == {"reason.exam.6": "Say what must happen for your yes to hold, in a sentence."}

    await team.ivo.fill({"reason.exam.6": "the works council agrees"})
    await team.ivo.submits()
    await team.settle()
    window = await team.ivo.modal()

    assert "Who sees to it" in " ".join(window.labels().values())
    assert window.value("provided.exam.6") == "the works council agrees"
    assert (await bot.scoping()).conditions == []

    await team.ivo.fill({"day.exam.6": "2026-02-27"})
    await team.ivo.submits()

    assert await team.ivo.errors() == {"day.exam.6": "That date is in the past; give one from today on."}

    await team.ivo.fill({"owner.exam.6": await team.id_of("Tom"), "day.exam.6": "2026-03-09"})
    await team.ivo.submits()
    await team.settle()

    (condition,) = (await bot.scoping()).conditions
    assert (condition.about, condition.text) == ("exam.6", "the works council agrees")
    assert "the works council agrees (on “Where the data comes from”)" in (await team.card()).plain()
    assert (
        "accepted by Ivo, if the works council agrees · Tom, Mon 9 Mar" in (await team.message("turn:exam.6:1")).plain()
    )
    line = (await team.message("turn:examine:exam:1")).plain()
    assert line == "✔ Director's exam, examined by Ivo: 7 accepted, 1 of them on a condition."


@pytest.mark.parametrize(
    ("words", "owner", "day"),
    [
        ("Tom has the works council's yes by 20 March", "Tom", "2026-03-20"),
        ("signed by 20 March", "Ana", "2026-03-20"),
        ("signed by 03/04/2026", "Ana", "2026-03-16"),
        ("Tom asks the works council", "Tom", "2026-03-16"),
        ("the works council agrees", "Ana", "2026-03-16"),
    ],
    ids=["who-and-when", "when", "two-days", "who", "neither"],
)
async def test_the_second_window_has_who_and_when_from_the_directors_words(
    team: Team, bot: Running, words: str, owner: str, day: str
) -> None:
    await team.start()
    await knows_not(team, bot, {})
    await team.ivo.presses("Accept or send back", on=await team.with_button("Accept"))
    await team.ivo.fill({"all": ["all"], "verdict.exam.6": "accept_if", "reason.exam.6": words})
    await team.ivo.submits()
    await team.settle()
    window = await team.ivo.modal()

    assert window.value("owner.exam.6")["value"] == await team.id_of(owner)
    assert window.value("day.exam.6") == day
    assert window.value("provided.exam.6") == words


@pytest.mark.parametrize("chosen", [{}, {"verdict.exam.6": "accept"}], ids=["nothing", "accept"])
async def test_words_beside_a_yes_are_asked_about_and_not_lost(
    team: Team, bot: Running, chosen: dict[str, str]
) -> None:
    await team.start()
    await knows_not(team, bot, {})
    await team.ivo.presses("Accept or send back", on=await team.with_button("Accept"))
    await team.ivo.fill({"all": ["all"], "reason.exam.6": "if the works council agrees", **chosen})
    await team.ivo.submits()

    (asked,) = (await team.ivo.errors()).values()
    assert asked.startswith("Your words below: a condition of your yes, or why it goes back?")
    assert (await bot.scoping()).entries["exam.6"].judgements == []


async def test_closing_the_second_window_accepts_the_others_and_leaves_those(team: Team, bot: Running) -> None:
    await team.start()
    await knows_not(team, bot, {})
    await team.ivo.presses("Accept or send back", on=await team.with_button("Accept"))
    await team.ivo.fill({"all": ["all"], "verdict.exam.6": "accept_if", "reason.exam.6": "the works council agrees"})
    await team.ivo.submits()
    await team.ivo.closes()
    await team.settle()
    kept = await bot.scoping()

    assert (kept.stage, kept.conditions) == ("exam", [])
    assert (await team.with_button("Accept")).buttons() == ["Accept or send back (1)"]


async def test_what_is_accepted_in_the_second_window_counts_beside_what_was_sent_back(team: Team, bot: Running) -> None:
    await team.start()
    await knows_not(team, bot, {})
    await team.ivo.presses("Accept or send back", on=await team.with_button("Accept"))
    back = {"verdict.exam.5": "Send back", "reason.exam.5": "Which tests?"}
    await team.ivo.fill({"all": ["all"], "verdict.exam.6": "accept_if", "reason.exam.6": "the council agrees", **back})
    await team.ivo.submits()
    await team.ivo.submits()
    await team.settle()
    line = (await team.message("turn:examine:exam:1")).plain()

    assert line.startswith("✔ Director's exam, examined by Ivo: 6 accepted, 1 of them on a condition, 1 sent back.")
    assert line.endswith("Not passed yet: the ML problem.")


async def test_what_is_accepted_though_unknown_says_on_what_condition(team: Team, bot: Running) -> None:
    await team.start()
    await on_a_condition(team, bot)

    assert "accepted by Ivo, if it is found out · Mia, Mon 16 Mar" in (await team.message("turn:exam.7:1")).plain()
    line = (await team.message("turn:examine:exam:1")).plain()
    assert line == "✔ Director's exam, examined by Ivo: 7 accepted, 1 of them on a condition."


async def test_whoever_finds_it_out_is_rung_and_answers_from_there(team: Team, bot: Running, clock: Clock) -> None:
    await team.start()
    await on_a_condition(team, bot)
    clock.skip(days=14, hours=1)
    await bot.application.reminders.tick()
    await team.settle()
    rung = (await team.mia.direct_messages())[-1]

    assert "Find out, please: the state of the data: the quality" in rung.plain()
    assert rung.buttons() == ["Answer", "I'll answer by…"]

    await team.mia.presses("Answer", on=rung)
    await team.mia.fill({"exam.7.quality": "no"})
    await team.mia.submits()
    await team.settle()

    kept = await bot.scoping()
    assert kept.text("exam.7.quality") == "no"
    assert [condition.met for condition in kept.conditions] == [True]
    assert "To find out" not in (await team.card()).plain()


async def test_what_came_out_otherwise_than_it_was_taken_for_opens_the_fork_again(team: Team, bot: Running) -> None:
    await team.start()
    mia = await team.id_of("Mia")
    await goes_on_as_if(team, bot, mia)
    await team.ivo.presses("Open questions", on=await team.card())
    await team.ivo.presses("It is done", on=await team.ivo.modal())
    await team.ivo.fill({"outcome": "not_met", "note": "More like 900."})
    await team.ivo.submits()
    await team.settle()
    kept = await bot.scoping()

    assert kept.stage == "mlops"
    assert kept.assumed("mlops.1.requests") is None
    assert {item.open_call.kind: item.open_call.to for item in kept.items.values() if item.open_call} == {
        "assume": [kept.director],
        "due": [mia],
    }


async def goes_on_as_if(team: Team, bot: Running, finder: str) -> None:
    """The exam is through, and the director takes forty requests a day for what nobody has counted."""
    await knows_not(team, bot, {})
    await team.accepts_all()
    inputs = {"kind": "ongoing", "requests": "not counted", "minutes": 1, "staff": 60, "retraining": "rarely"}
    await team.answers(team.ana, **{f"mlops.1.{name}": value for name, value in inputs.items()})
    await team.ivo.presses("Go on as if", on=await team.with_button("Go on as if"))
    await team.ivo.fill({"taken": "40", "owner.": finder, "day.": "2026-03-20"})
    await team.ivo.submits()
    await team.settle()


async def test_another_day_puts_a_condition_off(team: Team, bot: Running, clock: Clock) -> None:
    await team.start()
    await on_a_condition(team, bot)
    clock.skip(days=14, hours=1)
    await bot.application.reminders.tick()
    await team.settle()
    await team.mia.presses("I'll answer by", on=(await team.mia.direct_messages())[-1])
    await team.mia.fill({"until": "2026-03-26"})
    await team.mia.submits()
    await team.settle()

    assert (await bot.scoping()).conditions[0].due == date(2026, 3, 26)


async def test_the_director_may_say_how_a_condition_came_out(team: Team, bot: Running) -> None:
    await team.start()
    await on_a_condition(team, bot)
    await team.ivo.presses("Open questions", on=await team.card())
    window = await team.ivo.modal()

    assert "Mia: the state of the data: the quality" in window.plain()

    await team.ivo.presses("It is done", on=window)
    await team.ivo.fill({"outcome": "met"})
    await team.ivo.submits()
    await team.settle()

    assert (await bot.scoping()).conditions[0].met


async def test_the_owner_finds_it_at_home_also_after_the_signature(team: Team, bot: Running) -> None:
    await team.start()
    await on_a_condition(team, bot)
    await team.answers(team.ana, **{"mlops.1.kind": "one_off", "mlops.1.requests": 200, "mlops.1.retraining": "rarely"})
    await team.answers(team.ana)
    await team.signs()
    await team.mia.opens_home()
    await team.settle()
    home = await team.mia.home()

    assert "Find out, please: the state of the data: the quality" in home.plain()


async def test_the_examiner_may_look_before_the_rest_is_in(team: Team, bot: Running) -> None:
    await team.start()
    await team.answers(team.ana)
    await team.ivo.presses("Open questions", on=await team.card())

    assert "One answer is there already" in (await team.ivo.modal()).plain()

    await team.ivo.presses("Accept or send back", on=await team.ivo.modal())
    await team.ivo.fill({"all": ["all"]})
    await team.ivo.submits()
    await team.settle()

    assert "accepted by Ivo" in (await team.message("turn:exam.1:1")).plain()


async def test_a_fork_that_hangs_on_an_unknown_is_the_directors(team: Team, bot: Running) -> None:
    await to_the_fork(team, bot)
    fork = await team.message("turn:assume:mlops:1")

    assert fork.mentions() == [await team.id_of("Ivo")]
    assert "It hangs on the retraining: rare retraining means running it by hand" in fork.plain()
    assert "Who will know: nobody is named yet." in fork.plain()
    assert fork.buttons()[:2] == ["Go on as if…", "Not yet…"]
    assert "It hangs on the retraining" in (await team.message("turn:mlops:1")).plain()

    tom = await team.id_of("Tom")
    await team.ivo.presses("Go on as if", on=fork)
    await team.ivo.fill({"taken": "rarely", "owner.": tom, "day.": "2026-03-20"})
    await team.ivo.submits()
    await team.settle()

    assert (await bot.scoping()).stage == "monitoring"
    settled = (await team.message("turn:assume:mlops:1")).plain()
    assert "the retraining: taken as rare retraining until Tom knows, Fri 20 Mar" in settled
    assert "(Ivo's assumption; Tom finds out by" in (await team.message("turn:mlops:1")).plain()


async def test_the_answer_reopens_the_fork(team: Team, bot: Running) -> None:
    await to_the_fork(team, bot)
    await team.ivo.presses("Go on as if", on=await team.message("turn:assume:mlops:1"))
    await team.ivo.fill({"taken": "rarely"})
    await team.ivo.submits()
    await team.settle()
    await team.ana.presses("Revise", on=await team.message("turn:mlops:1"))
    await team.fill_in(team.ana, **{"mlops.1.requests": 400, "mlops.1.retraining": "periodic"})
    kept = await bot.scoping()

    assert kept.stage == "case"
    assert kept.open_conditions == []


async def test_a_number_nobody_knows_is_taken_for_one_the_director_names(team: Team, bot: Running) -> None:
    await to_the_fork(team, bot, unknown="requests", staff=480.0, retraining="rarely")
    fork = await team.message("turn:assume:mlops:1")

    assert "over 480 it is MLOps at level 1, up to that by hand" in fork.plain()

    await team.ivo.presses("Go on as if", on=fork)
    await team.ivo.fill({"taken": "a lot"})
    await team.ivo.submits()

    assert "taken" in await team.ivo.errors()

    await team.ivo.fill({"taken": "??"})
    await team.ivo.submits()

    assert await team.ivo.errors() == {"taken": "A number to go on with, please, like 1,440. A guess will do."}

    await team.ivo.fill({"taken": "400"})
    await team.ivo.submits()
    await team.settle()

    assert (await bot.scoping()).stage == "monitoring"
    assert "requests a day: taken as 400 until Ana knows" in (await team.message("turn:assume:mlops:1")).plain()


async def test_of_the_minutes_it_says_that_nobody_could_is_as_good(team: Team, bot: Running) -> None:
    await to_the_fork(team, bot, unknown="minutes", staff=60.0, requests=40.0, retraining="rarely")
    await team.ivo.presses("Go on as if", on=await team.message("turn:assume:mlops:1"))
    await team.ivo.fill({"taken": "not measured"})
    await team.ivo.submits()

    assert (await team.ivo.errors())["taken"].endswith("; or “nobody could”. A guess will do.")


async def test_not_yet_lists_what_there_is_to_find_out_and_ends_it_for_now(team: Team, bot: Running) -> None:
    await team.start()
    await knows_not(
        team, bot, {"exam.2": {"simpler": Ignorance.NOT_TRIED}, "exam.7": {"quality": Ignorance.NOT_MEASURED}}
    )
    await team.ivo.presses("Not yet", on=await team.with_button("Accept"))
    window = await team.ivo.modal()

    assert "why machine learning: “Would something simpler do?” · it matters for whether it ends here" in window.plain()

    mia = await team.id_of("Mia")
    await team.ivo.fill({"owner.exam.2": mia, "day.exam.2": "2026-03-12"})
    await team.ivo.submits()
    await team.settle()
    kept = await bot.scoping()

    assert kept.ending.outcome == "not_yet"
    assert [(kept.name(one.owner), one.due.isoformat()) for one in kept.open_conditions] == [
        ("Mia", "2026-03-12"),
        ("Ana", "2026-03-16"),
    ]
    report = next(message for message in reversed(await team.thread()) if message.broadcast)
    assert "Not yet: find out these two things first." in report.plain()
    told = "Mia, why machine learning: “Would something simpler do?” (Thu 12 Mar; it matters for whether it ends here)"
    assert told in report.plain()
    card = await team.card()
    assert "Not yet: find out two things first" in card.plain()
    assert card.buttons()[0] == "Take it up again"


async def test_after_not_yet_the_owners_are_still_rung_and_one_press_takes_it_up_again(
    team: Team, bot: Running, clock: Clock
) -> None:
    await team.start()
    await knows_not(team, bot, {"exam.7": {"quality": Ignorance.NOT_MEASURED}})
    await team.ivo.presses("Not yet", on=await team.card())
    await team.ivo.submits()
    await team.settle()
    clock.skip(days=14, hours=1)
    await bot.application.reminders.tick()
    await team.settle()

    assert "Find out, please" in (await team.ana.direct_messages())[-1].plain()

    await team.ana.presses("Take it up again", on=await team.card())
    await team.settle()
    kept = await bot.scoping()

    assert (kept.stage, kept.ending) == ("exam", None)
    assert "Ivo said: not yet." in (await team.message("turn:examine:exam:1")).plain()
    assert {item.open_call.kind for item in kept.items.values() if item.open_call} == {"due"}

    await team.ana.presses("Answer", on=await team.open_message())
    await team.ana.fill({"exam.7.quality": "measured"})
    await team.ana.submits()
    await team.settle()

    assert "7 answers are ready" in (await team.with_button("Accept")).plain()


async def test_a_signature_counts_its_conditions(team: Team, bot: Running) -> None:
    await team.start()
    await knows_not(
        team, bot, {"exam.5": {"apparatus": Ignorance.NOT_TRIED}, "exam.7": {"quality": Ignorance.NOT_MEASURED}}
    )
    await team.accepts_all()
    await team.answers(team.ana, **{"mlops.1.kind": "one_off", "mlops.1.requests": 200, "mlops.1.retraining": "rarely"})
    await team.answers(team.ana)
    assert await asked_once_more(team) == f"{SURE} 2 conditions are still open; the report names them."
    await team.signs()

    assert "Go, on 2 conditions, as a proof of concept" in (await team.card()).plain()
    report = next(message for message in reversed(await team.thread()) if message.broadcast)
    assert "Go, on 2 conditions, as a proof of concept that ends on 30 April 2026." in report.plain()


async def test_more_than_five_conditions_are_closer_to_a_proof_of_concept(team: Team, bot: Running) -> None:
    await team.start()
    await knows_not(team, bot, {})
    await team.judges(
        {f"verdict.exam.{number}": "accept_if" for number in range(1, 8)}
        | {f"reason.exam.{number}": "It is still so in May." for number in range(1, 8)},
    )
    await team.ivo.submits()
    await team.settle()
    await team.answers(team.ana, **{"mlops.1.kind": "one_off", "mlops.1.requests": 200, "mlops.1.retraining": "rarely"})
    await team.answers(team.ana)

    assert (
        "That is closer to a proof of concept than to a go: 7 conditions."
        in (await team.with_button("Sign off")).plain()
    )


async def test_a_signature_is_asked_about_also_where_everything_is_known(team: Team, bot: Running) -> None:
    await team.start()
    await knows_not(team, bot, {})
    await team.accepts_all()
    await team.answers(team.ana, **{"mlops.1.kind": "one_off", "mlops.1.requests": 200, "mlops.1.retraining": "rarely"})
    await team.answers(team.ana)

    assert await asked_once_more(team) == SURE


async def asked_once_more(team: Team) -> str:
    """What Slack asks before a press on Sign off counts; empty where it would count at once."""
    blocks = (await team.with_button("Sign off")).blocks
    elements = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    sign = next(element for element in elements if element.get("action_id") == "deciding:sign")
    return str(sign.get("confirm", {}).get("text", {}).get("text", ""))


async def knows_not(team: Team, bot: Running, unknown: Mapping[str, Mapping[str, Ignorance]]) -> None:
    """The exam answered by Ana, but for what nobody knows."""
    id = (await bot.scoping()).id
    ana = await team.id_of("Ana")
    async with bot.application.context.scopings.edit(id) as kept:
        for number in range(1, 8):
            question = f"exam.{number}"
            gone = unknown.get(question, {})
            values = {field: value for field, value in GOOD[question].items() if field not in gone}
            kept.answer({question: values}, ana, kept.started_at, unknown={question: gone})
    await team.settle()


async def on_a_condition(team: Team, bot: Running) -> None:
    """The state of the data is Mia's to find out, by the sixteenth."""
    await knows_not(team, bot, {"exam.7": {"quality": Ignorance.NOT_MEASURED}})
    mia = await team.id_of("Mia")
    await team.judges({"all": ["all"], "owner.exam.7": mia, "day.exam.7": "2026-03-16"})


async def to_the_fork(team: Team, bot: Running, unknown: str = "retraining", **over: Value) -> None:
    """The exam passed, and one input of the decision not known."""
    await team.start()
    await knows_not(team, bot, {})
    await team.accepts_all()
    kept = await bot.scoping()
    ana = await team.id_of("Ana")
    given = {**GOOD["mlops.1"], "requests": 400.0, **over}
    values = {field: value for field, value in given.items() if field != unknown}
    async with bot.application.context.scopings.edit(kept.id) as kept:
        kept.answer({"mlops.1": values}, ana, kept.started_at, unknown={"mlops.1": {unknown: Ignorance.NOT_KNOWN}})
    await team.settle()


async def told(person: Any) -> str:
    """What somebody alone was told: under the message, or in a window."""
    window = await person.modal()
    return " ".join([window.plain() if window else "", *(message.plain() for message in await person.ephemerals())])
