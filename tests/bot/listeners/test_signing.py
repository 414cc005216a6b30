"""What something speaks against, as the director meets it: prove it first, or go all the way and say why."""

from datetime import date

from practice.client import Message
from tests.conftest import Running
from tests.play import accept_all, answer, answer_stage
from tests.team import Team

SHOWN = "That two of the three regions save EUR 60k by June; Tom."


async def to_sign(team: Team, bot: Running, saving: list[float]) -> Message:
    """A scoping at the report, with a case that saves this a year; the message that asks for the signature."""
    await team.start()
    ana, ivo = await team.id_of("Ana"), await team.id_of("Ivo")
    kept = await bot.scoping()
    async with bot.application.context.scopings.edit(kept.id) as scoping:
        while scoping.stage != "report":
            at = scoping.stage
            answer_stage(scoping, by=ana)
            if at == "case":
                answer(scoping, "case.2", by=ana, saving=saving)
            if scoping.stage == at and scoping.catalog.stages[at].examined:
                accept_all(scoping, by=ivo)
    await team.settle()
    return await team.with_button("Full report")


async def test_what_nothing_speaks_against_has_one_button(team: Team, bot: Running) -> None:
    put = await to_sign(team, bot, [180e3, 310e3, 400e3])

    assert "Sign off" in put.buttons()
    assert "Prove it first…" not in put.buttons()
    assert "Speaks against it" not in put.plain()


async def test_what_something_speaks_against_is_proved_first(team: Team, bot: Running) -> None:
    put = await to_sign(team, bot, [1e3, 2e3, 3e3])

    assert put.buttons()[:2] == ["Prove it first…", "Go all the way…"]
    assert "On the expected figures it does not pay." in put.plain()
    assert "Ready to sign: prove it first" in put.plain()

    await team.ivo.presses("Prove it first", on=put)
    window = await team.ivo.modal()
    assert "it saves at least" in str(window.blocks)

    await team.ivo.fill({"text": SHOWN, "day.": "2026-04-13"})
    await team.ivo.submits()
    await team.settle()
    kept = await bot.scoping()

    assert kept.ending is not None
    assert kept.ending.outcome == "approved_poc"
    assert [(one.text, one.due) for one in kept.open_conditions if one.proves] == [(SHOWN, date(2026, 4, 13))]
    assert "Prove it first: a proof of concept until 13 April 2026." in " ".join(
        message.plain() for message in await team.thread()
    )


async def test_a_proof_without_words_is_refused_beside_the_field(team: Team, bot: Running) -> None:
    put = await to_sign(team, bot, [1e3, 2e3, 3e3])
    await team.ivo.presses("Prove it first", on=put)
    await team.ivo.fill({"text": " ", "day.": "2026-04-13"})

    await team.ivo.submits()

    assert set(await team.ivo.errors()) == {"text"}
    assert (await bot.scoping()).ending is None


async def test_going_all_the_way_says_why_in_the_report(team: Team, bot: Running) -> None:
    put = await to_sign(team, bot, [1e3, 2e3, 3e3])
    await team.ivo.presses("Go all the way", on=put)
    await team.ivo.fill({"reason": "The law asks for it from July on."})
    await team.ivo.submits()
    await team.settle()
    kept = await bot.scoping()

    assert kept.ending is not None
    assert (kept.ending.outcome, kept.ending.reason) == ("approved_mlops", "The law asks for it from July on.")
    assert "Signed all the same, because “The law asks for it from July on.”" in " ".join(
        message.plain() for message in await team.thread()
    )


async def test_nobody_but_the_director_signs_either_way(team: Team, bot: Running) -> None:
    put = await to_sign(team, bot, [1e3, 2e3, 3e3])
    for way in ("Prove it first", "Go all the way"):
        await team.ana.presses(way, on=put)
        assert "Only Ivo" in (await team.ana.ephemerals())[-1].plain()

    assert (await bot.scoping()).ending is None
