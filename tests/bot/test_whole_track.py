"""A scoping from /scope to the signed report, by pressing alone, in one loop; the rehearsal does it by processes."""

from tests.team import Team


async def test_a_scoping_goes_from_the_command_to_the_signed_report(team: Team) -> None:
    await team.start()
    await team.passes_exam()
    await team.answers(team.ana)
    await team.answers(team.ana)
    await team.answers(team.ana)
    await team.accepts_all()
    for line in range(1, 8):
        board = await team.message("turn:readiness:1")
        await team.mia.presses("Answer", on=board, block_id=f"line:change.{line}")
        await team.fill_in(team.mia)
    sign = await team.message("turn:sign:1")
    await team.ivo.presses("Sign off", on=sign)
    await team.settle()

    thread = await team.thread()
    assert any("Go: keep it running" in message.plain() for message in thread)
