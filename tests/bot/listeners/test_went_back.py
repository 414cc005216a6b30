"""A window that was opened before the record went back shows what may not be so any more: it changes nothing."""

from typing import Any

import pytest

from dialogs.record.parts import Source
from dialogs.scoping.scoping import Scoping
from tests.conftest import Running
from tests.endings import EVERY
from tests.play import MONDAY
from tests.team import Team


async def goes_back(bot: Running, before: Scoping) -> Scoping:
    """As a restore leaves it: the record of `before` again, and its thread read."""
    async with bot.application.context.scopings.edit(before.id) as scoping:
        for field in type(scoping).model_fields:
            if field not in ("version", "deliveries", "shown"):
                setattr(scoping, field, getattr(before.model_copy(deep=True), field))
        scoping.restored_from(Source.BACKUP, MONDAY, bot.application.context.clock())
        scoping.thread_read([])
    await bot.settled()
    return await bot.scoping()


async def test_the_director_accepts_no_answers_that_the_window_did_not_show(team: Team, bot: Running) -> None:
    await team.start()
    before = await bot.scoping()
    for _ in range(7):
        await team.answers(team.ana)
    await team.ivo.presses("Accept or send back", on=await team.with_button("Accept"))
    seen = await bot.scoping()
    await goes_back(bot, before)
    async with bot.application.context.scopings.edit(before.id) as scoping:
        scoping.entries, scoping.items = seen.entries, seen.items
    await team.ivo.fill({"all": ["all"]})
    await team.ivo.submits()

    assert await team.ivo.modal() is not None
    assert not any(entry.judgements for entry in (await bot.scoping()).entries.values())


async def test_a_window_does_not_write_over_an_answer_it_never_showed(team: Team, bot: Running) -> None:
    await team.start()
    await team.answers(team.ana)
    before = await bot.scoping()
    for _ in range(4):
        await team.answers_next()
    await team.ana.presses("Revise", on=await team.message("turn:exam.1:1"))
    async with bot.application.context.scopings.edit(before.id) as scoping:
        scoping.entries["exam.1"].answers[-1].author = scoping.team[0]
    other = await bot.scoping()
    other.seq, other.entries = before.seq, {"exam.1": other.entries["exam.1"]}
    await goes_back(bot, other)
    await team.ana.fill({"exam.1.problem": "Support loses 310 hours a month on sorting tickets."})
    await team.ana.submits()

    assert len((await bot.scoping()).entries["exam.1"].answers) == 1
    view = await team.ana.modal()
    assert view is not None
    assert "12% of 40,000" in view.plain()


@pytest.mark.parametrize("seen", [1, 1_000, 1_000_000])
def test_after_going_back_no_count_from_before_shows_anything(seen: int) -> None:
    scoping: Any = EVERY["rejected"]()
    scoping.seq = 1
    again = scoping.model_copy(deep=True)
    scoping.restored_from(Source.BACKUP, MONDAY, MONDAY)

    assert not scoping.is_shown(1, seen)
    assert scoping.is_shown(1, scoping.seq)
    assert again.is_shown(1, seen)
