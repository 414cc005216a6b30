"""People who start, join, leave and change their names: who is asked, who is named on the card, who is told no."""

import pytest

from bot.words.sentences import sentence
from practice.client import Slack
from practice.slack.server import Practice
from tests.conftest import Clock, Running
from tests.team import Team

FILLED = {"idea": "Tell us who is about to leave.", "director": "Ivo", "team": ["Mia"]}


async def starts(here: Team, **over: object) -> dict[str, str]:
    """Ana sends the start modal in; what is said beside its fields."""
    await here.ana.command("/scope", "new Churn", channel=here.channel)
    await here.ana.fill(FILLED | over)
    await here.ana.submits()
    beside = await here.ana.errors()
    await here.settle()
    return beside


async def joins(team: Team, name: str) -> str:
    """Somebody presses Answer, then Join; what their window says then."""
    who = team.slack.person(name)
    await who.presses("Answer", on=await team.open_message())
    await who.submits()
    await team.settle()
    modal = await who.modal()
    return modal.plain() if modal else ""


# ---- the start modal


@pytest.mark.parametrize(
    ("over", "block", "sentence"),
    [
        ({"title": "   "}, "title", "This one is needed. A sentence is enough."),
        ({"idea": " \u200b "}, "idea", "This one is needed. A sentence is enough."),
        ({"director": "Bot-2"}, "director", "Bot-2 is a bot; choose a person."),
        ({"director": "Rob"}, "director", "Rob is a guest here; only full members can take part."),
        ({"director": "Sam"}, "director", "Sam belongs to another organisation; choose somebody of yours."),
        ({"director": "Dee"}, "director", "Dee's account is deactivated; choose somebody else."),
        ({"team": ["Mia", "Rob"]}, "team", "Rob is a guest here; only full members can take part."),
        ({"team": ["scopebot"]}, "team", "scopebot is a bot; choose a person."),
    ],
)
async def test_what_cannot_be_is_said_beside_its_field(
    team: Team, bot: Running, over: dict[str, object], block: str, sentence: str
) -> None:
    assert await starts(team, **over) == {block: sentence}
    assert await bot.store.find() == []


async def test_all_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost(team: Team) -> None:
    assert set(await starts(team, title=" ", director="Dee", team=["Rob"])) == {"title", "director", "team"}

    modal = await team.ana.modal()
    assert modal is not None
    assert modal.value("idea") == FILLED["idea"]


async def test_a_start_delivered_twice_makes_one_scoping(team: Team, bot: Running) -> None:
    await team.slack.mood(twice=True)
    await starts(team)

    assert len(await bot.store.find()) == 1
    assert len(await team.slack.messages(team.channel)) == 1


async def test_somebody_named_twice_is_there_once(team: Team) -> None:
    await starts(team, team=["Mia", "Mia", "Ana", "Ivo"])

    assert "Ana's scoping, Ivo directs, with Mia\n" in (await team.card()).plain()


async def test_an_initiator_who_also_directs_stands_on_the_card_and_on_the_report(team: Team) -> None:
    await starts(team, director="Ana")
    await team.ana.presses("Report so far", on=await team.card())

    report = await team.ana.modal()
    assert "Ana's scoping, who also directs" in (await team.card()).plain()
    assert report is not None
    assert "Ana both started this and directs it." in report.plain()


async def test_whoever_is_not_in_the_channel_is_named_with_what_to_do_until_they_join(team: Team) -> None:
    await starts(team, team=["Mia", "Eva"])
    assert "Eva is not in this channel yet: type /invite and the name." in (await team.card()).plain()

    await team.eva.joins(team.channel)
    await team.settle()

    assert "not in this channel" not in (await team.card()).plain()


async def test_whoever_leaves_the_channel_is_named_again_and_keeps_their_questions(team: Team) -> None:
    await starts(team)
    await team.ana.leaves(team.channel)
    await team.settle()

    card = (await team.card()).plain()
    assert "Ana is not in this channel yet" in card
    assert "Waiting for Ana: the problem" in card


# ---- joining


async def test_somebody_of_the_channel_joins_and_answers(team: Team) -> None:
    await starts(team)
    question = await team.open_message()

    assert "Press Answer again and it is yours" in await joins(team, "Tom")
    await team.tom.closes()
    await team.answers(team.tom, on=question)

    assert "with Mia and Tom" in (await team.card()).plain()
    assert "Tom" in (await team.message("turn:exam.1:1")).plain()


async def test_whoever_reads_that_they_joined_has_joined(team: Team, bot: Running) -> None:
    """The acknowledgement says it, so it is on disk by then."""
    await starts(team)
    await team.tom.presses("Answer", on=await team.open_message())
    ack = await team.tom.submits()
    (summary,) = await bot.store.find()
    kept = await bot.store.get(summary.id)
    await team.settle()

    assert sentence("told.joined") in str(ack.response)
    assert (await _ids(team))["Tom"] in kept.team


async def test_where_too_much_waits_nobody_is_left_looking_at_a_window(
    team: Team, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    await starts(team)
    monkeypatch.setattr("bot.listeners.context.MOST_LATER", 0)
    said = await joins(team, "Tom")
    await team.tom.closes()
    monkeypatch.setattr("bot.listeners.people.LOOK_WITHIN", 0)
    late = await joins(team, "Eva")

    assert sentence("told.joined") in said
    assert sentence("told.join_again") in late


async def test_where_slack_takes_its_time_the_window_says_later_how_it_came_out(
    team: Team, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    await starts(team)
    monkeypatch.setattr("bot.listeners.people.LOOK_WITHIN", 0)
    await team.tom.presses("Answer", on=await team.open_message())
    ack = await team.tom.submits()
    await team.settle()
    modal = await team.tom.modal()

    assert sentence("told.checking") in str(ack.response)
    assert modal is not None
    assert sentence("told.joined") in modal.plain()


async def test_joining_says_what_it_is_about_before_anything_happens(team: Team) -> None:
    await starts(team)
    await team.tom.presses("Answer", on=await team.open_message())

    modal = await team.tom.modal()
    assert modal is not None
    assert "You're not on the team of Churn yet." in modal.plain()
    assert (modal.submit, modal.close) == ("Join the team", "Not now")


async def test_joining_twice_is_joining_once(team: Team, bot: Running) -> None:
    await starts(team)
    await team.slack.mood(twice=True)

    assert "You're on the team" in await joins(team, "Tom")
    (summary,) = await bot.store.find()
    assert (await bot.store.get(summary.id)).team.count((await _ids(team))["Tom"]) == 1


@pytest.mark.parametrize(
    ("name", "channel", "sentence"),
    [
        ("Rob", "#churn", "Guests can read along, but only full members can take part in a scoping."),
        ("Eva", "#churn", "Join this scoping's channel first"),
        ("Sam", "#partners", "This scoping belongs to another organisation"),
    ],
)
async def test_others_are_told_no_alone(team: Team, bot: Running, name: str, channel: str, sentence: str) -> None:
    team.channel = channel
    await starts(team)
    before = [message.plain() for message in await team.thread()]
    who = team.slack.person(name)
    if name == "Sam":
        await who.presses("Answer", on=await team.open_message())
        await team.settle()
        said = (await who.ephemerals())[-1].plain()
    else:
        said = await joins(team, name)

    assert sentence in said
    assert [message.plain() for message in await team.thread()] == before
    (summary,) = await bot.store.find()
    assert (await _ids(team))[name] not in summary.people


async def test_the_director_is_not_offered_a_place_on_the_team(team: Team) -> None:
    await starts(team)
    await team.ivo.presses("Answer", on=await team.open_message())
    await team.settle()

    assert (await team.ivo.ephemerals())[-1].plain() == "Only Ana's team can do this in this scoping."
    assert await team.ivo.modal() is None


# ---- leaving and changing


async def test_the_turn_of_somebody_deactivated_passes_to_the_initiator_with_one_message(team: Team) -> None:
    await starts(team)
    await team.answers(team.mia, on=await team.open_message())
    await _assigns(team, "Mia")
    before = await team.thread()

    await team.slack.deactivates("Mia")
    await team.settle()

    assert len(await team.thread()) == len(before), "Ana has a question open: this one comes after it"
    await team.answers(team.ana)
    (new,) = [message for message in await team.thread() if message.ts not in {old.ts for old in before}]
    assert new.mentions() == [(await _ids(team))["Ana"]]
    assert "2 of 7" in new.plain()
    assert "✔ The problem" in (await team.message("turn:exam.1:1")).plain(), "what Mia answered stays"
    assert "Mia can't take part" in (await team.card()).plain()


async def test_a_deactivated_person_counts_in_every_scoping(team: Team) -> None:
    await starts(team)
    await starts(team)

    await team.slack.deactivates("Mia")
    await team.settle()

    cards = await team.slack.messages(team.channel)
    assert ["Mia can't take part" in card.plain() for card in cards] == [True, True]


async def test_a_new_name_is_taken_over_everywhere(team: Team, practice: Practice) -> None:
    await starts(team)
    mia = practice.workspace.member("Mia")
    mia.real_name = "Mi\u202ea-Maria *Sol*"
    practice.site.events.user_changed(mia)
    await team.settle()

    assert "with Mia-Maria\n" in (await team.card()).plain()


async def test_a_moved_zone_moves_the_reminder(team: Team, practice: Practice) -> None:
    await starts(team)
    ana = practice.workspace.member("Ana")
    ana.tz = "America/New_York"
    practice.site.events.user_changed(ana)
    await team.settle()

    assert "Next reminder: Ana, Wed 4 Mar 9:30 their time" in (await team.card()).plain()


async def test_a_renamed_channel_changes_nothing(team: Team, slack: Slack) -> None:
    await starts(team)
    await slack.renames("#churn", "leaving-customers")
    team.channel = "#leaving-customers"

    await team.answers(team.ana)

    assert "2 of 7" in (await team.open_message()).plain()


async def test_removed_from_the_channel_the_initiator_is_told_once_and_an_invitation_mends_it(
    team: Team, slack: Slack, clock: Clock
) -> None:
    await starts(team)
    question = await team.open_message()
    await slack.removes_bot(team.channel)
    await team.answers(team.ana, on=question)

    (told,) = await team.ana.direct_messages()
    assert "I can't post in the channel of Churn any more" in told.plain()

    await slack.invites_bot(team.channel)
    await team.settle()
    assert "2 of 7" in (await team.open_message()).plain()
    assert "could not post here" not in (await team.card()).plain()


async def _assigns(team: Team, name: str) -> None:
    await team.ana.presses("Assign", on=await team.open_message())
    await team.ana.fill({"to": (await _ids(team))[name]})
    await team.ana.submits()
    await team.settle()


async def _ids(team: Team) -> dict[str, str]:
    return {each["real_name"]: each["id"] for each in (await team.slack.workspace())["people"]}
