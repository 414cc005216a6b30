"""The Home tab: what waits for me, my scopings, and a way to start one."""

from practice.client import Person, View
from tests.conftest import Clock, Running
from tests.team import Team


async def opens_home(team: Team, who: Person) -> View:
    await who.opens_home()
    await team.settle()
    home = await who.home()
    assert home is not None
    return home


async def starts_from_home(team: Team, channel: str) -> dict[str, str]:
    """Ana starts a scoping from her Home; what is said beside the fields."""
    await team.ana.presses("Start a scoping", on=await opens_home(team, team.ana))
    await team.ana.fill({"channel": channel, "title": "Churn", "idea": "Call in time.", "director": "Ivo"})
    await team.ana.submits()
    beside = await team.ana.errors()
    await team.settle()
    return beside


async def test_an_empty_home_says_what_to_do(team: Team) -> None:
    home = await opens_home(team, team.ana)

    assert "Nothing waits for you." in home.plain()
    assert "You are in no scoping yet. Start one below, or type /scope in a channel." in home.plain()
    assert home.buttons() == ["Start a scoping"]


async def test_it_shows_my_open_items_with_their_buttons_and_my_scopings(team: Team) -> None:
    await team.start("First")
    await team.start("Second")

    home = await opens_home(team, team.ana)

    assert home.buttons() == ["Answer", "Answer", "Start a scoping"]
    assert home.plain().count("Which business problem would this solve?") == 2
    assert "First · Director's exam: 0 of 7 accepted · thread" in home.plain()
    assert "Second · Director's exam: 0 of 7 accepted · thread" in home.plain()


async def test_whoever_owes_nothing_sees_their_scopings_alone(team: Team) -> None:
    await team.start()

    home = await opens_home(team, team.mia)

    assert "Nothing waits for you." in home.plain()
    assert "Churn early warning" in home.plain()
    assert home.buttons() == ["Start a scoping"]


async def test_answering_from_the_home_works_and_an_old_button_says_so_there(team: Team) -> None:
    await team.start()
    home = await opens_home(team, team.ana)
    answer = next(block["block_id"] for block in home.blocks if block["type"] == "actions")
    await team.ana.presses("Answer", on=home, block_id=answer)
    await team.fill_in(team.ana)

    await team.ana.presses("Answer", on=home, block_id=answer)
    await team.settle()

    modal = await team.ana.modal()
    assert modal is not None
    assert "That is settled already." in modal.plain()
    assert "Why a new machine-learning system for it?" in (await opens_home(team, team.ana)).plain()


async def test_the_director_examines_and_reads_the_report_to_sign_from_the_home(team: Team) -> None:
    await team.start()
    for _ in range(7):
        await team.answers(team.ana)
    home = await opens_home(team, team.ivo)

    assert "Accept or send back (7)" in home.buttons()
    await team.ivo.presses("Accept or send back", on=home)
    await team.ivo.fill({"all": ["all"]})
    await team.ivo.submits()
    await team.settle()

    assert "7 of 7" not in (await opens_home(team, team.ivo)).plain()
    assert "Nothing waits for you." in (await opens_home(team, team.ivo)).plain()


async def test_a_parked_scoping_stands_there_without_buttons(team: Team) -> None:
    await team.start()
    await team.ana.command("/scope", "park")
    await team.settle()

    home = await opens_home(team, team.ana)

    assert "Parked since" in home.plain()
    assert home.buttons() == ["Start a scoping"]


async def test_starting_from_the_home_asks_for_a_channel(team: Team) -> None:
    assert await starts_from_home(team, "#shop") == {}

    team.channel = "#shop"
    assert "Churn · Ana's scoping" in (await team.card()).plain()


async def test_a_channel_without_the_bot_is_refused_beside_the_field(team: Team, bot: Running) -> None:
    said = {"channel": "I'm not in that channel. Type /invite @scopebot there, then press Start again."}

    assert await starts_from_home(team, "#secret-plans") == said
    assert await starts_from_home(team, "#locked") == {
        "channel": "This channel is archived. Start in one that people still read."
    }
    assert await bot.store.find() == []


async def test_after_the_invitation_the_same_window_goes_through(team: Team) -> None:
    await starts_from_home(team, "#secret-plans")
    await team.slack.invites_bot("#secret-plans")

    await team.ana.submits()
    await team.settle()

    team.channel = "#secret-plans"
    assert "Churn · Ana's scoping" in (await team.card()).plain()


async def test_guests_and_strangers_are_offered_nothing(team: Team) -> None:
    await team.start()

    for name in ("Rob", "Sam"):
        home = await opens_home(team, team.slack.person(name))
        assert home.buttons() == []
        assert "Only full members of this workspace can take part in a scoping." in home.plain()
        assert "Churn early warning" not in home.plain()


async def test_many_scopings_and_items_fit(team: Team, bot: Running, clock: Clock) -> None:
    await team.start("The first of them")
    (summary,) = await bot.store.find()
    scoping = await bot.store.get(summary.id)
    for number in range(24):
        await bot.store.add(scoping.model_copy(update={"id": f"COPY{number}", "title": f"Copy {number} " + "x" * 130}))

    home = await opens_home(team, team.ana)

    assert len(home.blocks) <= 100
    assert "more." in home.plain()


async def test_what_waits_stands_with_its_day_and_says_since_when_once_it_is_late(
    team: Team, bot: Running, clock: Clock
) -> None:
    await team.start()
    before = (await opens_home(team, team.ana)).plain()
    clock.skip(days=3)
    await bot.application.reminders.tick()
    await team.settle()

    assert "· by Wed 4 Mar" in before
    assert "· due since Wed 4 Mar" in (await opens_home(team, team.ana)).plain()
    assert "(due since Wed 4 Mar)" in (await team.card()).plain()
