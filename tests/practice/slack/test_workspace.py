"""The workspace itself: times, names, threads and what deleted messages leave behind."""

from __future__ import annotations

import pytest

from practice.client import PracticeError
from practice.slack.workspace import Workspace, slack_id
from tests.practice.slack.conftest import CHURN, Clock

ANA, IVO = "U0000000ANA", "U0000000IVO"


@pytest.fixture
def here(clock: Clock) -> Workspace:
    return Workspace(clock)


def test_times_are_the_clocks_and_never_the_same(here: Workspace, clock: Clock) -> None:
    still = [here.stamp() for _ in range(3)]
    clock.passes(seconds=1)
    later = here.stamp()

    assert still == ["1772442000.000000", "1772442000.000001", "1772442000.000002"]
    assert later == "1772442001.000000"


def test_times_increase_even_where_the_clock_goes_back(here: Workspace, clock: Clock) -> None:
    first = here.stamp()
    clock.passes(hours=-1)

    assert here.stamp() > first


@pytest.mark.parametrize("name", ["Ana", "ana", "@Ana", "U0000000ANA"])
def test_people_go_by_name_or_id(name: str, here: Workspace) -> None:
    assert here.member(name).id == ANA


@pytest.mark.parametrize("name", ["churn", "#churn", CHURN])
def test_channels_go_by_name_or_id(name: str, here: Workspace) -> None:
    assert here.channel(name).id == CHURN


def test_who_and_what_is_not_there_is_said_with_what_there_is(here: Workspace) -> None:
    with pytest.raises(PracticeError, match=r"Nobody here is called 'Zoe'. There are ana, ivo"):
        here.member("Zoe")
    with pytest.raises(PracticeError, match=r"no channel '#nowhere'. There are #churn, #shop"):
        here.channel("#nowhere")


def test_a_conversation_with_somebody_is_made_once(here: Workspace) -> None:
    assert here.direct(ANA) is None

    first = here.open_direct(ANA)

    assert here.open_direct(ANA) is first is here.direct(ANA)
    assert (first.kind, first.private, first.members) == ("im", True, [here.bot.id, ANA])
    assert here.open_direct(IVO) is not first


def test_a_thread_is_its_parent_and_the_replies(here: Workspace) -> None:
    root, other = here.post(CHURN, ANA, "root"), here.post(CHURN, ANA, "other")
    reply = here.post(CHURN, IVO, "reply", thread_ts=root.ts)
    shown = here.post(CHURN, IVO, "shown", thread_ts=root.ts, broadcast=True)

    assert here.thread(CHURN, root.ts) == [root, reply, shown]
    assert here.replies(root) == [reply, shown]
    assert here.replies(reply) == []
    assert here.top_level(CHURN) == [root, other, shown]
    assert [each.is_reply for each in (root, other, reply, shown)] == [False, False, True, True]


def test_what_only_one_person_sees_stands_in_no_channel(here: Workspace) -> None:
    whisper = here.post(CHURN, here.bot.id, "psst", only_for=ANA)

    assert here.message(CHURN, whisper.ts) is None
    assert here.ephemeral(CHURN, whisper.ts) is whisper
    assert here.top_level(CHURN) == []
    here.remove(whisper)
    assert here.ephemerals == []


def test_a_buried_message_keeps_its_place_alone(here: Workspace) -> None:
    root = here.post(CHURN, ANA, "a secret", blocks=[{"type": "divider"}], files=["F1"], metadata={"event_type": "a"})
    here.post(CHURN, IVO, "reply", thread_ts=root.ts)
    here.bury(root)

    assert here.top_level(CHURN) == [root]
    assert (root.text, root.blocks, root.files, root.metadata, root.tombstone) == ("", [], [], None, True)


def test_ids_look_like_slacks_and_say_whose_they_are() -> None:
    assert (slack_id("U", "Ana"), slack_id("C", "a-very-long-channel")) == (ANA, "CONGCHANNEL"[:1] + "ONGCHANNEL"[-10:])
