"""The director reads what would most likely sink it, and lets stand what holds the signature, for one reason."""

from typing import Any

from dialogs.findings import Findings
from dialogs.flow.tasks import to_examine
from dialogs.scoping.scoping import Scoping
from practice.client import Message
from tests.conftest import Running
from tests.endings import ONE_OFF
from tests.objected import RANDOM, UNTRIED
from tests.play import answer, answer_stage
from tests.team import Team

REASON = "It is a proof; the figures come from it."


async def test_above_the_buttons_stands_what_would_most_likely_sink_it(team: Team, bot: Running) -> None:
    read = (await to_sign(team, bot)).plain()

    assert "What would most likely sink this" in read
    assert "1. It was judged on a random part of the same data, and met other cases. data · open" in read
    assert "2. Nobody had tried the simple way first. the technology came before the problem · open" in read
    assert (
        "Would help most, against 1: a test as it will run, or on later cases in which nothing known differs." in read
    )
    assert "2 objections stand, and the signature waits for them." in read


async def test_signing_is_refused_while_something_stands(team: Team, bot: Running) -> None:
    await to_sign(team, bot)
    await team.signs()

    assert "2 objections still stand. Let them stand with a reason" in (await team.ivo.ephemerals())[-1].plain()
    assert (await bot.scoping()).ending is None


async def test_one_reason_lets_all_stand_and_the_report_prints_it(team: Team, bot: Running) -> None:
    on = await to_sign(team, bot)
    await team.ivo.presses("Let them stand", on=on)
    view = await team.ivo.modal()

    assert view is not None
    assert "The simple way is named, and nobody has tried it." in view.plain()

    await team.ivo.fill({"reason": REASON})
    await team.ivo.submits()
    await team.settle()
    ready = await team.with_button("Sign off")

    assert not any(label.startswith("Let them stand") for label in ready.buttons())
    assert f"left: “{REASON.rstrip('.')}”, Ivo" in ready.plain()

    await team.signs()

    assert (await bot.scoping()).stage == "approved_poc"


async def test_a_reason_is_needed(team: Team, bot: Running) -> None:
    await team.ivo.presses("Let them stand", on=await to_sign(team, bot))
    await team.ivo.fill({"reason": "  "})
    await team.ivo.submits()

    assert await team.ivo.errors() == {"reason": "Say why, in a sentence. The report prints it."}


async def test_the_team_cannot_let_them_stand(team: Team, bot: Running) -> None:
    await team.ana.presses("Let them stand", on=await to_sign(team, bot))

    assert await team.ana.modal() is None
    assert (await team.ana.ephemerals())[-1].plain()


async def test_where_nothing_stands_there_is_no_such_button(team: Team, bot: Running) -> None:
    ready = await to_sign(team, bot, tested="in_use")

    assert not any(label.startswith("Let them stand") for label in ready.buttons())
    assert "What would most likely sink this" not in ready.plain()


async def to_sign(team: Team, bot: Running, **exam: str) -> Message:
    """The message by which the report of a proof of concept is signed; two objections stand, or other answers."""
    await team.start()
    kept = await bot.scoping()
    async with bot.application.context.scopings.edit(kept.id) as scoping:
        _to_the_report(scoping, exam or {**UNTRIED, **RANDOM})
    await team.settle()
    return await team.with_button("Sign off")


def _to_the_report(scoping: Scoping, exam: dict[str, Any]) -> None:
    by, now = scoping.initiator, scoping.started_at
    for number in range(1, 8):
        told: dict[str, Any] = exam if number == 5 else {}
        answer(scoping, f"exam.{number}", by=by, now=now, **told)
    scoping.judge(to_examine(Findings(scoping), "exam"), {}, scoping.director, now)
    mlops: dict[str, Any] = dict(ONE_OFF)
    answer(scoping, "mlops.1", by=by, now=now, **mlops)
    answer_stage(scoping, by=by)
