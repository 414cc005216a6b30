"""/scope and @scopebot: every word, where it may be said, and what comes of it."""

import pytest
from slack_bolt.async_app import AsyncBoltRequest

from practice.client import Message, Person, Slack
from tests.conftest import Clock, Running
from tests.team import Team

WORDS = ("new", "list", "status", "report", "remind", "audit", "park", "resume", "cancel", "help")


async def told(person: Person) -> Message:
    """The last thing only this person saw."""
    return (await person.ephemerals())[-1]


async def says(team: Team, who: Person, word: str) -> str:
    """What somebody is told after /scope and a word."""
    ack = await who.command("/scope", word, channel=team.channel)
    assert ack.acked, ack
    await team.settle()
    return (await told(who)).plain()


async def mentions_bot(team: Team, who: Person, words: str) -> str:
    """What somebody is told after @scopebot and some words in the thread."""
    seen = len(await who.ephemerals())
    await who.says(f"@scopebot {words}", channel=team.channel, thread=(await team.card()).ts)
    await team.settle()
    heard = (await who.ephemerals())[seen:]
    return heard[-1].plain() if heard else ""


# ---- where a scoping may start


@pytest.mark.parametrize(
    ("channel", "sentence"),
    [
        ("#secret-plans", "I can't see this channel"),
        ("#open", "I'm not in this channel"),
        ("@scopebot", "A scoping needs a channel"),
    ],
)
async def test_where_i_am_not_no_modal_opens_and_one_sentence_says_what_to_do(
    team: Team, slack: Slack, channel: str, sentence: str
) -> None:
    if channel == "#open":
        await slack.removes_bot("#shop")
        await slack.renames("#shop", "open")

    await team.ana.command("/scope", "new Churn", channel=channel)
    await team.settle()

    (said,) = [message.plain() for message in await team.ana.ephemerals()]
    assert said.startswith(sentence)
    assert await team.ana.modal() is None


async def test_a_channel_archived_while_the_modal_was_open_says_so_in_it(
    team: Team, slack: Slack, bot: Running
) -> None:
    await team.ana.command("/scope", "new Churn", channel="#shop")
    await slack.archives("#shop")
    await team.ana.fill({"idea": "Call in time.", "director": "Ivo"})

    await team.ana.submits()

    assert list((await team.ana.errors()).values()) == [
        "This channel is archived. Start in one that people still read."
    ]
    assert await bot.store.find() == []


async def test_in_a_shared_channel_the_modal_says_who_reads_along(team: Team) -> None:
    await team.ana.command("/scope", "new Churn", channel="#partners")

    modal = await team.ana.modal()
    assert modal is not None
    assert "shared with another organisation" in modal.plain()


async def test_a_bare_scope_opens_the_modal_and_a_title_fills_it_in(team: Team) -> None:
    await team.ana.command("/scope")
    empty = await team.ana.modal()
    await team.ana.command("/scope", "new  Churn & <early> warning")
    titled = await team.ana.modal()

    assert empty is not None
    assert titled is not None
    assert (empty.value("title"), titled.value("title")) == (None, "Churn & <early> warning")
    assert list(titled.labels()) == ["title", "idea", "director", "team", "track"]


@pytest.mark.parametrize("name", ["Rob", "Sam"])
async def test_guests_and_strangers_are_told_no_alone(team: Team, slack: Slack, bot: Running, name: str) -> None:
    channel, who = ("#partners", slack.person(name)) if name == "Sam" else ("#churn", slack.person(name))
    before = len(await slack.messages(channel))

    await who.command("/scope", "new Mine", channel=channel)
    await team.settle()

    assert (
        "full members can take part" in (await told(who)).plain() or "can start a scoping" in (await told(who)).plain()
    )
    assert await who.modal() is None
    assert (len(await slack.messages(channel)), await bot.store.find()) == (before, [])


# ---- words and help


async def test_help_names_every_word(team: Team) -> None:
    help_words = await says(team, team.ana, "help")

    assert [word for word in WORDS if word != "help" and f"/scope {word}" not in help_words] == []


@pytest.mark.parametrize(("typed", "meant"), [("stauts", "status"), ("REPROT", "report"), ("pak", "park")])
async def test_an_unknown_word_gets_help_with_the_nearest_match(team: Team, typed: str, meant: str) -> None:
    said = await says(team, team.ana, typed)

    assert f"/scope {meant}" in said.splitlines()[0]
    assert "/scope list" in said


async def test_a_word_like_none_gets_help_without_a_guess(team: Team) -> None:
    said = await says(team, team.ana, "xyzzy")

    assert "xyzzy" in said
    assert "Did you mean" not in said


@pytest.mark.parametrize("word", ["status", "report", "remind", "park", "resume", "cancel"])
async def test_without_a_scoping_each_word_says_how_to_start_one(team: Team, word: str) -> None:
    assert "/scope starts one" in await says(team, team.ana, word)


async def test_an_empty_list_says_how_to_start_one(team: Team) -> None:
    assert await says(team, team.ana, "list") == "No scoping here yet. /scope starts one."


async def test_the_words_of_one_scoping(team: Team, slack: Slack, bot: Running) -> None:
    """list, status, report, remind: each for whoever asks alone; the thread gains nothing."""
    await team.start()
    before = [message.ts for message in await team.thread()]

    assert "Churn early warning · director's exam · thread" in await says(team, team.mia, "list")
    status = await says(team, team.mia, "status")
    assert "0 of 7 accepted" in status
    assert "Ana: the problem" in status
    assert "Not decided yet" in await says(team, team.mia, "report")
    assert await says(team, team.ana, "remind") == "Nobody is overdue in Churn early warning, so I rang nobody."
    assert [message.ts for message in await team.thread()] == before


async def test_the_report_is_private_until_somebody_shares_it(team: Team) -> None:
    await team.start()
    await says(team, team.mia, "report")
    private = await told(team.mia)

    assert private.buttons() == ["Full report", "Share in the thread"]
    assert not any("Not decided yet" in message.plain() for message in await team.thread())

    await team.mia.presses("Share in the thread", on=private)
    await team.settle()

    shared = (await team.thread())[-1]
    assert "Mia shares the report" in shared.plain()
    assert "Not decided yet" in shared.plain()
    assert shared.mentions() == []


async def test_a_shared_report_stays_as_it_was_shared(team: Team) -> None:
    await team.start()
    await says(team, team.mia, "report")
    await team.mia.presses("Share in the thread", on=await told(team.mia))
    await team.settle()
    shared = await team.message("shared:1")
    await team.answers(team.ana)

    assert (await team.message("shared:1")).plain() == shared.plain()
    assert not (await team.message("shared:1")).edited


async def test_whoever_is_not_in_the_scoping_may_read_the_report_but_not_share_it(team: Team) -> None:
    await team.start(team=["Mia"])
    await says(team, team.tom, "report")

    assert (await told(team.tom)).buttons() == ["Full report"]


@pytest.mark.parametrize("word", ["report", "status"])
async def test_an_ended_scoping_can_still_be_read(team: Team, word: str) -> None:
    await team.start()
    await _cancels(team)

    said = await says(team, team.mia, word)

    assert ("Cancelled" if word == "status" else "Stopped by Ana") in said


# ---- several in one channel


async def test_with_several_open_a_word_offers_a_menu_of_them(team: Team) -> None:
    await team.start("First")
    await team.start("Second")

    menu = await says(team, team.ana, "park")
    assert "Which one do you mean?" in menu
    assert menu.index("Second") < menu.index("First")

    offered = await told(team.ana)
    second = next(block["block_id"] for block in offered.blocks if block["type"] == "actions")
    await team.ana.presses("This one", on=offered, block_id=second)
    await team.settle()

    cards = {card.plain().split(" ")[0]: card.plain() for card in await team.slack.messages(team.channel)}
    assert "Parked since" in cards["Second"]
    assert "Parked since" not in cards["First"]


async def test_in_a_thread_a_word_is_about_its_scoping(team: Team) -> None:
    await team.start("First")
    await team.start("Second")

    assert (await mentions_bot(team, team.ana, "status")).startswith("Second")


# ---- in threads


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("status", "0 of 7 accepted"),
        ("report", "Not decided yet"),
        ("list", "Churn early warning"),
        ("help", "@scopebot status"),
        ("Remind, please", "Nobody is overdue"),
        ("park", "Parked."),
        ("resume", "It is not parked;"),
        ("cancel", "press the button"),
        ("new", "type /scope there"),
        (": status!", "0 of 7 accepted"),
        ("stauts", "Did you mean @scopebot status?"),
    ],
)
async def test_in_a_thread_scopebot_takes_every_word(team: Team, words: str, sentence: str) -> None:
    await team.start()
    before = len(await team.thread())

    assert sentence in await mentions_bot(team, team.ana, words)
    assert len(await team.thread()) == before + 1, "only Ana's own words"


@pytest.mark.parametrize("words", ["hey @scopebot status", "*@scopebot* status", "Mia, @scopebot: status please"])
async def test_words_before_a_mention_change_nothing_about_those_behind_it(team: Team, words: str) -> None:
    await team.start()
    await team.ana.says(words, channel=team.channel, thread=(await team.card()).ts)
    await team.settle()

    assert "0 of 7 accepted" in (await team.ana.ephemerals())[-1].plain()


@pytest.mark.parametrize(
    "words", ["I think @scopebot is right", "thanks @scopebot!", "cc @scopebot", "@scopebot’s question is a good one"]
)
async def test_where_scopebot_is_only_spoken_of_it_is_silent(team: Team, words: str) -> None:
    await team.start()
    await team.ana.says(words, channel=team.channel, thread=(await team.card()).ts)
    await team.settle()

    assert await team.ana.ephemerals() == []


async def test_after_a_mention_cancelling_is_a_button_with_the_same_reason(team: Team) -> None:
    await team.start()
    await mentions_bot(team, team.ana, "cancel")
    await team.ana.presses("Cancel it", on=await told(team.ana))
    await team.ana.fill({"reason": "No budget this year."})
    await team.ana.submits()
    await team.settle()

    assert "Cancelled" in (await team.card()).plain()


async def test_a_mention_delivered_twice_is_answered_once(team: Team, slack: Slack) -> None:
    await team.start()
    await slack.mood(twice=True)
    before = len(await team.ana.ephemerals())
    await mentions_bot(team, team.ana, "status")

    assert len(await team.ana.ephemerals()) == before + 1


async def test_in_a_thread_of_people_a_word_about_a_scoping_says_there_is_none(team: Team) -> None:
    lunch = await team.ana.says("Lunch?")
    await team.ana.says("@scopebot status", thread=lunch.ts)
    await team.settle()

    assert (await told(team.ana)).plain() == "This thread is not a scoping's. Type /scope in the channel."


# ---- park, resume, cancel


@pytest.mark.parametrize("word", ["park", "resume", "cancel", "remind"])
async def test_only_initiator_and_director_steer(team: Team, word: str) -> None:
    await team.start()

    assert await says(team, team.mia, word) == "Only Ana or Ivo can do this in this scoping."
    assert await team.mia.modal() is None


async def test_a_parked_scoping_has_no_buttons_rings_nobody_and_goes_on_where_it_was(
    team: Team, clock: Clock, bot: Running
) -> None:
    await team.start()
    await team.answers(team.ana)
    before = await team.open_message()

    assert "Nobody is asked or reminded" in await says(team, team.ivo, "park")
    assert [message.buttons() for message in await team.thread() if "Answer" in message.buttons()] == []
    assert "Parked since" in (await team.card()).plain()
    clock.skip(days=8)
    assert await bot.application.reminders.tick() == []
    assert "This scoping is parked" in await says(team, team.ana, "remind")
    assert "This scoping is parked" in await says(team, team.ana, "park")

    await says(team, team.ana, "resume")

    assert (await team.open_message()).ts == before.ts
    assert (await team.open_message()).buttons() == before.buttons()
    assert await bot.application.reminders.tick() == []
    assert "1 of 7 answered" in (await team.card()).plain()


async def test_the_card_parks_and_takes_up_again(team: Team) -> None:
    await team.start()

    await team.ivo.presses("Park it", on=await team.card())
    await team.settle()
    assert "Parked since" in (await team.card()).plain()

    await team.ana.presses("Take it up again", on=await team.card())
    await team.settle()
    assert "Parked since" not in (await team.card()).plain()


async def test_cancelling_asks_for_a_reason_and_ends_with_a_report(team: Team) -> None:
    await team.start()
    await team.ana.command("/scope", "cancel")
    await team.ana.fill({"reason": "  "})
    await team.ana.submits()

    assert await team.ana.errors() == {"reason": "Say why, in a sentence. The report prints it."}

    await team.ana.fill({"reason": "Finance stopped the budget."})
    await team.ana.submits()
    await team.settle()

    report = next(message for message in reversed(await team.thread()) if message.broadcast)
    assert "Finance stopped the budget." in report.plain()
    assert not any("Answer" in message.buttons() for message in await team.thread())


async def _cancels(team: Team) -> None:
    await team.ana.command("/scope", "cancel")
    await team.ana.fill({"reason": "No budget."})
    await team.ana.submits()
    await team.settle()


async def test_what_no_listener_is_for_is_acknowledged(bot: Running) -> None:
    event = {"type": "event_callback", "event_id": "Ev0", "team_id": "T0", "event": {"type": "team_join", "user": {}}}
    answered = await bot.application.bolt.async_dispatch(AsyncBoltRequest(body=event, mode="socket_mode"))

    assert answered.status == 200


# ---- people of another organisation, in a shared channel


@pytest.fixture
async def shared(team: Team) -> Team:
    team.channel = "#partners"
    await team.start(team=["Mia"])
    return team


@pytest.mark.parametrize("word", WORDS[1:])
async def test_people_of_another_organisation_are_told_nothing_by_the_command(shared: Team, word: str) -> None:
    said = await says(shared, shared.sam, word)

    assert said == "I work for the organisation that runs me, and only its own people can use my commands."


@pytest.mark.parametrize("word", WORDS[1:])
async def test_nor_by_a_mention_whose_team_is_the_apps_own(shared: Team, bot: Running, word: str) -> None:
    card = await shared.card()
    channel, sam = next(iter(await bot.store.find())).channel, await shared.id_of("Sam")
    event = {"type": "app_mention", "user": sam, "text": f"<@U00SCOPEBOT> {word}", "ts": "1.2", "channel": channel}
    event |= {"thread_ts": card.ts, "team": "T0PRACTICE", "user_team": "E0STRANGER", "source_team": "E0STRANGER"}
    body = {"type": "event_callback", "event_id": "Ev1", "team_id": "T0PRACTICE", "event": event}
    await bot.application.bolt.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
    await shared.settle()

    assert (await told(shared.sam)).plain().startswith("I work for the organisation that runs me")


async def test_people_of_another_organisation_start_nothing(shared: Team) -> None:
    assert await says(shared, shared.sam, "new") == "Only members of the organisation that runs me can start a scoping."
