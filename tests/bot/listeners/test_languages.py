"""An answer is judged in the language it is written in, and in no other than English by its words."""

import pytest

from practice.slack.server import Practice
from tests.bot.listeners.stories import opens
from tests.conftest import Running
from tests.team import Team

GERMAN = "Kunden kündigen, ohne dass es jemand merkt; der Vertrieb verantwortet es."
FEW = "Churn, Q3: sales."


async def test_a_german_answer_is_not_asked_back_for_its_words_and_not_judged(team: Team, bot: Running) -> None:
    await team.start()
    await team.answers(team.ana, **{"exam.1.problem": GERMAN})

    answered = (await team.message("turn:exam.1:1")).plain()
    assert "Ana, not judged" in answered
    assert (await bot.scoping()).entries["exam.1"].asked_back == []


@pytest.mark.parametrize(("locale", "judged"), [("de-DE", "not judged"), ("en-US", "claim")])
async def test_where_words_are_too_few_slack_s_locale_says_the_language(
    practice: Practice, team: Team, bot: Running, locale: str, judged: str
) -> None:
    practice.workspace.member("Ana").locale = locale
    await team.start()
    await team.answers(team.ana, **{"exam.1.problem": FEW})
    await team.ana.closes()
    await team.settle()

    assert f"Ana, {judged}" in (await team.message("turn:exam.1:1")).plain()


async def test_the_settings_can_say_so_for_a_scoping(team: Team, bot: Running) -> None:
    await team.start()
    await opens(team, "Ana", "Settings")
    modal = await team.ana.modal()
    assert modal is not None
    assert modal.value("language")["value"] == "as_written"
    await team.ana.fill({"language": "another"})
    await team.ana.submits()
    await team.answers(team.ana, **{"exam.1.problem": "Lots of customers churn before it is noticed by anybody."})

    assert "Ana, not judged" in (await team.message("turn:exam.1:1")).plain()

    await opens(team, "Ana", "Settings")
    await team.ana.fill({"language": "as_written"})
    await team.ana.submits()
    assert (await bot.scoping()).language == ""


async def test_somebody_who_changes_their_language_is_judged_by_the_new_one(
    practice: Practice, team: Team, bot: Running
) -> None:
    await team.start()
    ana = practice.workspace.member("Ana")
    ana.locale = "fr-FR"
    practice.site.events.user_changed(ana)
    await team.settle()

    assert (await bot.scoping()).people[ana.id].locale == "fr-FR"


async def test_a_channel_s_language_counts_where_slack_does_not_say_the_person_s(
    practice: Practice, team: Team, bot: Running
) -> None:
    practice.workspace.channel("churn").locale = "ja-JP"
    practice.workspace.member("Ana").locale = ""
    await team.start()

    assert (await bot.scoping()).locale == "ja-JP"
    await team.answers(team.ana, **{"exam.1.problem": FEW})
    await team.ana.closes()
    await team.settle()
    assert "Ana, not judged" in (await team.message("turn:exam.1:1")).plain()
