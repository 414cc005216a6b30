"""How the tests of answering get to where they begin."""

from practice.client import Message
from tests.conftest import Clock, Running
from tests.team import Team

BLANK_METRIC = {"problem.4.today": "", "problem.4.goal": "", "problem.4.by": None}
"""Good answers to the problem but for three of its inputs."""


async def at_the_problem(team: Team) -> None:
    """The full track, at its second form: the problem, its metric, the means; seven inputs."""
    await team.start(track="full")
    await team.answers(team.ana)


async def leaves_open(team: Team) -> None:
    """The problem is saved without three of its inputs; the window asks about them."""
    await at_the_problem(team)
    await team.answers(team.ana, **BLANK_METRIC)


async def says(team: Team, **entries: str | None) -> dict[str, str]:
    """Ana fills the short window in and saves; what stands beside its fields."""
    await team.ana.fill(entries)
    await team.ana.submits()
    await team.settle()
    return await team.ana.errors()


async def on_the_day(team: Team, bot: Running, clock: Clock, **later: float) -> Message:
    """A day has come; the message with which what was to be known by then comes back."""
    clock.skip(**later)
    await bot.application.reminders.tick()
    await team.settle()
    return await team.open_message()


async def id_of(team: Team, name: str) -> str:
    people = (await team.slack.workspace())["people"]
    return next(str(person["id"]) for person in people if person["real_name"] == name)


async def opens(team: Team, who: str, label: str) -> list[str]:
    """Somebody chooses from the card's menu; what they are told alone, if anything."""
    person = team.slack.person(who)
    seen = len(await person.ephemerals())
    await person.presses(label, on=await team.card())
    await team.settle()
    return [message.plain() for message in (await person.ephemerals())[seen:]]
