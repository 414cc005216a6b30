"""What is new for whom: after they last looked, where they can see it, and not what they wrote themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from practice.page.news import News, Unseen, place_of
from practice.slack.workspace import Channel, Member, Workspace

CHURN = "C00000CHURN"
NOTHING = Unseen(False, 0)


@pytest.fixture
def here() -> Workspace:
    return Workspace(lambda: datetime(2026, 3, 2, 9, tzinfo=UTC))


@pytest.fixture
def news(here: Workspace) -> News:
    return News(here, {})


@pytest.fixture
def ana(here: Workspace) -> Member:
    return here.member("Ana")


@pytest.fixture
def churn(here: Workspace) -> Channel:
    return here.channel("churn")


def test_what_others_write_is_new_until_it_was_seen(here: Workspace, news: News, ana: Member, churn: Channel) -> None:
    here.post(CHURN, ana.id, "mine")
    own = news.unseen(ana, churn)
    here.post(CHURN, "U0000000IVO", "news")
    before = news.unseen(ana, churn)
    news.saw(ana, CHURN)

    assert (own, before, news.unseen(ana, churn)) == (NOTHING, Unseen(True, 0), NOTHING)
    assert news.unseen(here.member("Mia"), churn) == Unseen(True, 0), "everybody looks for themselves"


def test_being_named_is_counted(here: Workspace, news: News, ana: Member, churn: Channel) -> None:
    for words in ("<@U0000000ANA>, please", "nothing", "and <@U0000000ANA> again"):
        here.post(CHURN, "U0000000IVO", words)

    assert news.unseen(ana, churn) == Unseen(True, 2)


def test_every_direct_message_calls(here: Workspace, news: News, ana: Member) -> None:
    direct = here.open_direct(ana.id)
    here.post(direct.id, here.bot.id, "a reminder")

    assert news.unseen(ana, direct) == Unseen(True, 1)


def test_a_reply_is_seen_in_its_thread(here: Workspace, news: News, ana: Member, churn: Channel) -> None:
    root = here.post(CHURN, ana.id, "root")
    here.post(CHURN, "U0000000IVO", "reply", thread_ts=root.ts)
    in_channel = news.unseen(ana, churn)
    news.saw(ana, CHURN)
    after_the_channel = news.unseen_in_thread(ana, CHURN, root.ts)
    news.saw(ana, CHURN, root.ts)

    assert in_channel == NOTHING, "a reply that names nobody makes no channel bold"
    assert after_the_channel
    assert not news.unseen_in_thread(ana, CHURN, root.ts)


def test_a_reply_also_sent_to_the_channel_is_seen_there(here: Workspace, news: News, ana: Member) -> None:
    root = here.post(CHURN, ana.id, "root")
    shown = here.post(CHURN, "U0000000IVO", "shown", thread_ts=root.ts, broadcast=True)

    assert place_of(shown) == CHURN
    assert not news.unseen_in_thread(ana, CHURN, root.ts)


def test_a_whisper_is_news_for_one(here: Workspace, news: News, ana: Member, churn: Channel) -> None:
    here.post(CHURN, here.bot.id, "psst", only_for=ana.id)

    assert news.unseen(ana, churn) == Unseen(True, 0)
    assert news.unseen(here.member("Ivo"), churn) == NOTHING


def test_what_was_seen_is_kept(here: Workspace, news: News, ana: Member, churn: Channel) -> None:
    here.post(CHURN, "U0000000IVO", "news")
    news.saw(ana, CHURN)

    assert News(here, news.seen).unseen(ana, churn) == NOTHING
