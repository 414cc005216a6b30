"""Questions that are only chosen: what the director wants said to one has a box all the same."""

from tests.conftest import Running
from tests.team import Team

SAYS = "Fill up with the hourly curve of similar days; not tested yet."
BACK = "And sold-out days? Say what you do with them."


async def sent_back(team: Team) -> str:
    """The whole design is answered, and Ivo sends back what the data gives away; the thread's ts."""
    thread = await team.start(track="full")
    while not any(button.startswith("Accept") for message in await team.thread() for button in message.buttons()):
        await team.answers_next()
    await team.judges({"all": ["all"], "verdict.data.6": "Send back", "reason.data.6": BACK})
    await team.settle()
    return thread


async def reads(team: Team) -> str:
    """What Ivo reads before accepting."""
    await team.ivo.presses("Accept or send back", on=await team.with_button("Accept"))
    view = await team.ivo.modal()
    assert view is not None
    return view.plain()


async def test_what_was_sent_back_is_asked_in_the_directors_words_and_has_a_box(team: Team, bot: Running) -> None:
    await sent_back(team)
    await team.ana.presses("Answer", on=await team.open_message())
    view = await team.ana.modal()

    assert view is not None
    assert f"Ivo sent it back: “{BACK}”" in view.plain()

    await team.ana.fill({"note.data.6": SAYS})
    ack = await team.ana.submits()
    await team.settle()

    assert ack.acked
    assert f"Ana adds: “{SAYS}”" in await reads(team)
    assert [(note.text, note.about) for note in (await bot.scoping()).details] == [(SAYS, "data.6")]


async def answers_again(team: Team, note: str, **over: list[str]) -> None:
    """Ana answers what was sent back, with something in the box for her words."""
    await team.ana.presses("Answer", on=await team.open_message())
    await team.ana.fill({"note.data.6": note} | {f"data.6.{field}": value for field, value in over.items()})
    await team.ana.submits()
    await team.settle()


async def test_what_is_said_with_an_answer_is_said_to_what_it_draws(team: Team, bot: Running) -> None:
    await sent_back(team)
    await answers_again(team, SAYS, traps=["after"])
    scoping = await bot.scoping()

    (asked,) = scoping.entries["data.6"].asked_back
    assert (asked.rule, asked.outcome, asked.reason) == ("objection:answer_hides", "answered", SAYS)
    assert scoping.details == []
    assert [button for message in await team.thread() for button in message.buttons() if "Answer it" in button] == []
    (told,) = [message.plain() for message in await team.thread() if SAYS in message.plain()]
    assert told.startswith("✔ ")
    assert told.endswith(f"“{SAYS}” · Ana · Ivo says whether that is enough")
    assert f"(“{SAYS}”)" in await reads(team)


async def test_what_is_no_answer_to_it_is_kept_beside_and_it_is_asked(team: Team, bot: Running) -> None:
    await sent_back(team)
    await answers_again(team, "ok", traps=["after"])

    assert "Answer it…" in (await team.objection()).buttons()
    assert [note.text for note in (await bot.scoping()).details] == ["ok"]


async def test_a_reply_answers_it_by_either_way(team: Team, bot: Running) -> None:
    thread = await sent_back(team)
    await team.ana.says(SAYS, channel="#churn", thread=thread)
    await team.settle()
    await team.ana.presses("Answer with", on=await team.open_message())
    view = await team.ana.modal()

    assert view is not None
    assert view.value("note.data.6") == SAYS

    await team.ana.closes()
    reply = next(message for message in await team.thread() if message.plain() == SAYS)
    await team.ana.shortcut("record_answer", reply)
    view = await team.ana.modal()

    assert view is not None
    assert view.value("note.data.6") == SAYS
