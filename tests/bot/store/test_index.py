"""The index answers as if it had looked at every summary."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store.index import Index
from bot.store.summary import Summary
from tests.bot.store.conftest import MONDAY

HOURS = st.integers(0, 5).map(lambda hours: MONDAY + timedelta(hours=hours))
SUMMARIES = st.builds(
    Summary,
    id=st.sampled_from("abcde"),
    team_id=st.sampled_from(["T1", "T2"]),
    channel=st.sampled_from(["C1", "C2"]),
    thread_ts=st.none() | st.sampled_from(["1.1", "2.1"]),
    title=st.just("t"),
    stage=st.just("exam"),
    ended=st.booleans(),
    people=st.frozensets(st.sampled_from(["U1", "U2", "U3"])),
    due_at=st.none() | HOURS,
    lagging=st.booleans(),
    rung=st.just({}),
    started_at=HOURS,
)


def optional(*values):
    return st.none() | st.sampled_from(values)


@settings(deadline=None)
@given(
    puts=st.lists(SUMMARIES, max_size=20),
    team_id=optional("T1", "T3"),
    channel=optional("C1", "C2"),
    thread_ts=optional("1.1"),
    person=optional("U1", "U9"),
    ended=optional(True, False),
    now=HOURS,
)
def test_it_finds_what_a_look_at_each_would_find(puts, team_id, channel, thread_ts, person, ended, now):
    index, last = Index(), {}
    for summary in puts:
        index.put(summary)
        last[summary.id] = summary

    def matches(summary):
        return (
            team_id in (None, summary.team_id)
            and channel in (None, summary.channel)
            and thread_ts in (None, summary.thread_ts)
            and (person is None or person in summary.people)
            and ended in (None, summary.ended)
        )

    newest_first = sorted(last.values(), key=lambda summary: (summary.started_at, summary.id), reverse=True)
    due = sorted((summary.due_at, summary.id) for summary in last.values() if summary.due_at and summary.due_at <= now)
    asked = {"team_id": team_id, "channel": channel, "thread_ts": thread_ts, "person": person, "ended": ended}

    assert index.find(**asked) == [summary for summary in newest_first if matches(summary)]
    assert index.due(now) == [id for _, id in due]
    assert index.lagging() == sorted(summary.id for summary in last.values() if summary.lagging)
