"""What every store promises, whatever it is made of."""

import asyncio
from datetime import UTC, date, timedelta

import pytest

from bot.store.errors import BadId, NotKept, Repeated
from bot.store.round import new_round
from bot.store.summary import summarised
from dialogs.findings import findings_of
from dialogs.record.parts import Ending, Ring, Shown
from tests.bot.store.conftest import MONDAY, a_scoping


class Interrupted(Exception):
    """Something that goes wrong in the middle of an edit."""


async def interrupted_edit(store, **changes):
    async with store.edit("V1", "click") as scoping:
        for name, value in changes.items():
            setattr(scoping, name, value)
        raise Interrupted


async def ids(found):
    return [summary.id for summary in await found]


# ---- adding and reading


async def test_what_was_added_can_be_read(store):
    await store.add(a_scoping(title="Rückläufer 📦 \u2028 “quoted”"))

    assert (await store.get("V1")).title == "Rückläufer 📦 \u2028 “quoted”"


async def test_letters_that_only_an_escape_can_write_are_kept(store):
    await store.add(a_scoping(title="a\0b\x1f\x7f\ufffe"))

    assert (await store.get("V1")).title == "a\0b\x1f\x7f\ufffe"
    assert [summary.title for summary in await store.find()] == ["a\0b\x1f\x7f\ufffe"]


async def test_a_redelivered_start_adds_nothing(store):
    assert await store.add(a_scoping(title="first"), "start")

    assert not await store.add(a_scoping(title="second"), "start")
    assert (await store.get("V1")).title == "first"


async def test_of_two_starts_at_once_one_is_kept(store):
    added = await asyncio.gather(*(store.add(a_scoping(title=str(n))) for n in range(8)))

    assert added.count(True) == 1
    assert (await store.get("V1")).title == str(added.index(True))


async def test_an_unknown_scoping_is_said_to_be_unknown(store):
    with pytest.raises(NotKept, match="no scoping V404"):
        await store.get("V404")
    with pytest.raises(NotKept):
        async with store.edit("V404", "click"):
            pass


@pytest.mark.parametrize("id", ["", "a:b", "../V1", "a/b", "V1\n", ".", "é", "V" * 65, "a\0b"])
async def test_an_id_that_could_name_something_else_is_refused(store, id):
    with pytest.raises(BadId):
        await store.add(a_scoping().model_copy(update={"id": id}))
    with pytest.raises(BadId):
        await store.get(id)


async def test_what_get_gives_is_a_copy(store):
    await store.add(a_scoping())
    (await store.get("V1")).title = "changed in passing"

    assert (await store.get("V1")).title == "Churn"


# ---- editing


async def test_an_edit_is_saved_when_its_block_ends(store):
    await store.add(a_scoping())
    async with store.edit("V1", "click") as scoping:
        scoping.title = "Churn early warning"

    assert (await store.get("V1")).title == "Churn early warning"


async def test_each_save_counts_one_version(store):
    await store.add(a_scoping())
    for n in range(3):
        async with store.edit("V1", f"click-{n}") as scoping:
            scoping.title = str(n)

    assert scoping.version == 4
    assert (await store.get("V1")).version == 4


async def test_an_exception_in_the_block_saves_nothing(store):
    await store.add(a_scoping())
    with pytest.raises(Interrupted):
        await interrupted_edit(store, title="half done")

    kept = await store.get("V1")
    assert (kept.title, kept.version) == ("Churn", 1)
    assert "click" not in kept.deliveries


async def test_a_delivery_comes_through_once(store):
    await store.add(a_scoping())
    async with store.edit("V1", "click") as scoping:
        scoping.title = "once"
    kept = await store.get("V1")
    with pytest.raises(Repeated, match="click"):
        async with store.edit("V1", "click") as scoping:
            scoping.title = "twice"

    assert await store.get("V1") == kept


async def test_a_delivery_that_failed_may_come_again(store):
    await store.add(a_scoping())
    with pytest.raises(Interrupted):
        await interrupted_edit(store)
    async with store.edit("V1", "click") as scoping:
        scoping.title = "at the second go"

    assert (await store.get("V1")).title == "at the second go"


async def test_the_start_counts_as_a_delivery(store):
    await store.add(a_scoping(), "start")
    with pytest.raises(Repeated):
        async with store.edit("V1", "start"):
            pass


async def test_a_delivery_is_known_for_two_days(store, clock):
    await store.add(a_scoping(), "start")
    clock.pass_by(days=2)
    async with store.edit("V1", "two days later"):
        pass
    assert set((await store.get("V1")).deliveries) == {"start", "two days later"}
    clock.pass_by(days=0.1)
    async with store.edit("V1", "and a little more"):
        pass

    assert set((await store.get("V1")).deliveries) == {"two days later", "and a little more"}


async def test_an_edit_that_changes_nothing_and_has_no_delivery_leaves_the_version(store):
    await store.add(a_scoping())
    async with store.edit("V1", None) as scoping:
        scoping.title = "Churn"

    assert (await store.get("V1")).version == 1


async def test_edits_of_one_scoping_follow_one_another_and_none_is_lost(store):
    await store.add(a_scoping(title=""))

    async def append(letter):
        async with store.edit("V1", letter) as scoping:
            before = scoping.title
            await asyncio.sleep(0)
            scoping.title = before + letter

    await asyncio.gather(*map(append, "abcdefghijklmnopqrstuvwxyz"))

    assert sorted((await store.get("V1")).title) == list("abcdefghijklmnopqrstuvwxyz")


async def test_of_one_delivery_twice_at_once_one_comes_through(store):
    await store.add(a_scoping(title=""))

    async def press():
        async with store.edit("V1", "click") as scoping:
            scoping.title += "x"

    outcomes = await asyncio.gather(*(press() for _ in range(5)), return_exceptions=True)

    assert sum(isinstance(outcome, Repeated) for outcome in outcomes) == 4
    assert (await store.get("V1")).title == "x"


async def test_an_edit_of_one_scoping_does_not_wait_for_another(store):
    await store.add(a_scoping("V1"))
    await store.add(a_scoping("V2"))
    async with store.edit("V1", "a"), asyncio.timeout(30), store.edit("V2", "b") as second:
        second.title = "meanwhile"

    assert (await store.get("V2")).title == "meanwhile"


@pytest.mark.parametrize("turns", range(12))
async def test_an_edit_cancelled_at_any_moment_is_saved_or_is_not(store, turns):
    await store.add(a_scoping(title="before"))

    async def edit():
        async with store.edit("V1", "click") as scoping:
            scoping.title = "after"

    task = asyncio.create_task(edit())
    for _ in range(turns):
        await asyncio.sleep(0.0003 * (turns % 3))
    task.cancel()
    await asyncio.wait({task})
    kept = await store.get("V1")
    [summary] = await store.find()

    assert (kept.title, kept.version, "click" in kept.deliveries) in {("before", 1, False), ("after", 2, True)}
    assert summary == summarised(kept)
    async with asyncio.timeout(30), store.edit("V1", "the next one"):
        pass


# ---- finding


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["V3", "V2", "V1"]),
        ({"team_id": "T1"}, ["V2", "V1"]),
        ({"channel": "C1"}, ["V3", "V1"]),
        ({"person": "UBEN"}, ["V3", "V1"]),
        ({"person": "UDIR"}, ["V3", "V2", "V1"]),
        ({"thread_ts": "1700000002.000100"}, ["V2"]),
        ({"ended": True}, ["V2"]),
        ({"ended": False, "channel": "C1"}, ["V3", "V1"]),
        ({"team_id": "T2", "channel": "C1", "person": "UBEN", "ended": False}, ["V3"]),
        ({"team_id": "T1", "channel": "C9"}, []),
    ],
)
async def test_scopings_are_found_by_any_of_their_facts_newest_first(store, asked, expected):
    await store.add(a_scoping("V1"))
    await store.add(a_scoping("V2", MONDAY + timedelta(hours=1), channel="C2", team=["UCAT"]))
    await store.add(a_scoping("V3", MONDAY + timedelta(hours=2), team_id="T2"))
    async with store.edit("V2", None) as scoping:
        scoping.shown["card"] = Shown(ts="1700000002.000100", digest="d")
        scoping.ending = Ending(outcome="rejected", by="UDIR", at=MONDAY)

    assert await ids(store.find(**asked)) == expected


async def test_a_scoping_is_no_longer_found_by_what_it_was(store):
    await store.add(a_scoping(channel="C1"))
    async with store.edit("V1", None) as scoping:
        scoping.channel = "C2"

    assert await ids(store.find(channel="C1")) == []
    assert await ids(store.find(channel="C2")) == ["V1"]


async def test_what_an_edit_gave_up_is_not_found(store):
    await store.add(a_scoping(channel="C1"))
    with pytest.raises(Interrupted):
        await interrupted_edit(store, channel="C2")

    assert await ids(store.find(channel="C2")) == []


def a_ring_at(hours):
    return Ring(key="k", day=date(2026, 3, 2), items=[], claimed_at=MONDAY + timedelta(hours=hours))


async def test_what_is_due_is_listed_longest_due_first(store):
    for id, hours in [("V1", 5), ("V2", 1), ("V3", 9)]:
        await store.add(a_scoping(id))
        async with store.edit(id, None) as scoping:
            scoping.rings["UBEN"] = a_ring_at(hours)

    assert await store.due(MONDAY) == []
    assert await store.due(MONDAY + timedelta(hours=5)) == ["V2", "V1"]


async def test_what_was_put_off_is_due_later(store):
    await store.add(a_scoping())
    for hours in (1, 3):
        async with store.edit("V1", None) as scoping:
            scoping.rings["UBEN"] = a_ring_at(hours)

    assert await store.due(MONDAY + timedelta(hours=2)) == []
    assert await store.due((MONDAY + timedelta(hours=3)).astimezone(UTC)) == ["V1"]


async def test_a_scoping_lags_until_its_thread_shows_it(store):
    await store.add(a_scoping())
    assert await store.lagging() == ["V1"]
    async with store.edit("V1", None) as scoping:
        scoping.shown_seq = scoping.seq

    assert await store.lagging() == []


# ---- rounds of a pulse, the audit, and what is removed


async def test_a_round_is_kept_apart_until_it_is_destroyed(store):
    await store.add(a_scoping())
    await store.keep_round("V1", new_round("R1", bytes))
    assert await store.round("V1") == new_round("R1", bytes)
    assert await store.rounds() == ["V1"]
    await store.destroy_round("V1")
    await store.destroy_round("V1")

    assert await store.round("V1") is None
    assert await store.rounds() == []


async def test_the_end_of_a_scoping_destroys_its_round(store):
    await store.add(a_scoping())
    await store.keep_round("V1", new_round("R1"))
    async with store.edit("V1", "end") as scoping:
        scoping.ending = Ending(outcome="rejected", by="UDIR", at=MONDAY)

    assert await store.round("V1") is None


async def test_a_start_and_what_was_looked_at_stand_in_the_audit(store):
    await store.add(a_scoping("V1"))
    await store.add(a_scoping("V2"))
    await store.note("report", "UBEN", "V1")

    assert [(done.row.did, done.person) for done in await store.audited("V1")] == [
        ("started", "UANA"),
        ("opened", "UBEN"),
    ]
    assert [done.row.n for done in await store.audited("V2")] == [2]


async def test_what_was_given_up_leaves_no_line(store):
    await store.add(a_scoping())
    with pytest.raises(Interrupted):
        await interrupted_edit(store, title="half done")

    assert [done.row.did for done in await store.audited("V1")] == ["started"]


async def test_what_is_removed_is_gone_and_removing_it_again_is_no_matter(store):
    await store.add(a_scoping())
    await store.keep_round("V1", new_round("R1"))
    for _ in range(2):
        await store.remove("V1")

    assert await ids(store.find()) == []
    assert await store.round("V1") is None
    with pytest.raises(NotKept):
        await store.get("V1")


async def test_saves_are_counted(store):
    await store.add(a_scoping())
    async with store.edit("V1", "another click"):
        pass
    with pytest.raises(Interrupted):
        await interrupted_edit(store)

    assert store.saves == 2
    assert store.failed is None
    assert list(store.damaged) == []


async def test_what_is_read_again_is_worked_out_once(store):
    await store.add(a_scoping())
    one, other = await store.get("V1"), await store.get("V1")

    assert one == other
    assert findings_of(one) is findings_of(other)


async def test_what_slack_shows_alone_makes_nothing_be_worked_out_anew(store):
    await store.add(a_scoping())
    before = findings_of(await store.get("V1"))
    async with store.edit("V1", None) as scoping:
        scoping.shown["card"] = Shown(ts="1.1", digest="")

    assert findings_of(await store.get("V1")) is before
    assert "card" in (await store.get("V1")).shown


async def test_an_edit_changes_nothing_that_was_read(store):
    await store.add(a_scoping())
    before = await store.get("V1")
    async with store.edit("V1", "click") as scoping:
        scoping.title = "edited"
        scoping.people.clear()

    assert (before.title, bool(before.people)) == ("Churn", True)
    assert (await store.get("V1")).title == "edited"
