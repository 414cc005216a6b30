"""⋯ Settings and who directs: working days and hours, a delegate, and another director where the first has gone."""

from typing import Any

from practice.client import Message
from tests.bot.listeners.stories import opens
from tests.conftest import Clock, Running
from tests.team import Team

ONE_OFF: dict[str, Any] = {
    "mlops.1.kind": "one_off",
    "mlops.1.requests": "100",
    "mlops.1.retraining": "rarely",
}


async def names(team: Team, who: str, whom: str) -> dict[str, str]:
    """Somebody names a delegate, or another director; what is said beside the field."""
    assert await opens(team, who, "Name a delegate") == []
    person = team.slack.person(who)
    await person.fill({"delegate": whom})
    await person.submits()
    beside = await person.errors()
    await team.settle()
    return beside


async def call(team: Team, key: str) -> Message:
    return await team.message(key)


async def ids(team: Team) -> dict[str, str]:
    return {each["real_name"]: each["id"] for each in (await team.slack.workspace())["people"]}


async def test_days_and_hours_move_the_reminders(team: Team, bot: Running, clock: Clock) -> None:
    await team.start()
    assert await opens(team, "Ana", "Settings") == []
    await team.ana.fill({"days": ["0", "4"], "start": "14", "end": "18"})
    await team.ana.submits()
    await team.settle()

    assert "Next reminder: Ana, Fri 6 Mar 14:30 their time" in (await team.card()).plain()
    clock.skip(days=3)
    assert await bot.application.reminders.tick() == []
    clock.skip(days=1, hours=4, minutes=30)
    assert len(await bot.application.reminders.tick()) == 1


async def test_the_settings_show_what_holds_now(team: Team) -> None:
    await team.start()
    await opens(team, "Ivo", "Settings")

    modal = await team.ivo.modal()
    assert modal is not None
    assert [option["value"] for option in modal.value("days")] == ["0", "1", "2", "3", "4"]
    assert (modal.value("start")["value"], modal.value("end")["value"]) == ("9", "17")


async def test_hours_that_end_before_they_begin_are_refused_beside_the_field(team: Team) -> None:
    await team.start()
    await opens(team, "Ana", "Settings")
    await team.ana.fill({"start": "17", "end": "9"})
    await team.ana.submits()

    assert await team.ana.errors() == {"end": "The end must be after the beginning."}


async def test_the_settings_take_somebody_into_the_team(team: Team) -> None:
    await team.start(team=["Mia"])
    assert "with Mia\n" in (await team.card()).plain()
    await opens(team, "Ana", "Settings")
    await team.ana.fill({"team": ["Tom", "Mia", "Ivo"]})
    await team.ana.submits()
    await team.settle()

    assert "with Mia and Tom\n" in (await team.card()).plain()
    assert (await team.ana.ephemerals())[-1].plain().startswith("Tom is on the team of Churn early warning now")


async def test_who_cannot_take_part_is_refused_beside_the_team(team: Team) -> None:
    await team.start()
    await opens(team, "Ana", "Settings")
    await team.ana.fill({"team": ["Rob"]})
    await team.ana.submits()

    assert await team.ana.errors() == {"team": "Rob is a guest here; only full members can take part."}


async def test_settings_are_for_initiator_and_director(team: Team) -> None:
    await team.start()

    assert await opens(team, "Mia", "Settings") == ["Only Ana or Ivo can do this in this scoping."]


# ---- a delegate


async def test_a_delegate_is_named_on_the_card_and_called_to_examine(team: Team) -> None:
    await team.start()
    assert await names(team, "Ivo", "Tom") == {}
    assert "Ivo directs (and Tom for them)" in (await team.card()).plain()

    for _ in range(7):
        await team.answers(team.ana)

    examine = await team.message("turn:examine:exam:1")
    assert examine.mentions() == [(await ids(team))["Tom"]]
    await team.accepts_all(team.tom)
    assert "MLOps or a proof of concept" in (await team.card()).plain()


async def test_a_delegate_signs(team: Team) -> None:
    await team.start()
    await names(team, "Ivo", "Tom")
    for _ in range(7):
        await team.answers(team.ana)
    await team.accepts_all(team.tom)
    await team.answers(team.ana, **ONE_OFF)
    await team.answers(team.ana)
    await team.tom.presses("Sign off", on=await team.message("turn:sign:1"))
    await team.settle()

    assert "Go, as a proof of concept" in (await team.card()).plain()


async def test_only_the_director_names_a_delegate(team: Team) -> None:
    await team.start()

    assert await opens(team, "Ana", "Name a delegate") == ["Only Ivo can do this in this scoping."]


async def test_a_delegate_who_cannot_take_part_is_refused_beside_the_field(team: Team) -> None:
    await team.start()

    assert await names(team, "Ivo", "Bot-2") == {"delegate": "Bot-2 is a bot; choose a person."}
    assert await names(team, "Ivo", "Rob") == {"delegate": "Rob is a guest here; only full members can take part."}


async def test_a_delegate_who_is_not_in_the_channel_is_named_on_the_card(team: Team) -> None:
    await team.start()
    await names(team, "Ivo", "Eva")

    assert "Eva is not in this channel yet" in (await team.card()).plain()


# ---- a director who has gone


async def test_where_the_director_has_gone_the_initiator_names_another_who_is_called(team: Team) -> None:
    await team.start()
    for _ in range(7):
        await team.answers(team.ana)
    await team.slack.deactivates("Ivo")
    await team.settle()
    assert "Ivo can't take part" in (await team.card()).plain()

    assert await names(team, "Ana", "Tom") == {}

    assert "Tom directs" in (await team.card()).plain()
    examine = [message for message in await team.thread() if "Accept or send back (7)" in message.buttons()]
    assert examine[-1].mentions() == [(await ids(team))["Tom"]]
    await team.accepts_all(team.tom)
    assert "MLOps or a proof of concept" in (await team.card()).plain()


async def test_the_modal_for_another_director_asks_for_one(team: Team) -> None:
    await team.start()
    await team.slack.deactivates("Ivo")
    await team.settle()
    await opens(team, "Ana", "Name a delegate")

    modal = await team.ana.modal()
    assert modal is not None
    assert modal.labels()["delegate"].startswith("Who directs now?")
    ack = await team.ana.submits()
    assert ack.error == "missing:delegate"
