"""What each act of a case is in Slack: which button is pressed on which message, and what is typed into the window.

answering, objecting   what the team says
deciding               what the director does, and how it ends
pulse                  what the readiness pulse is answered with
anything               words, a command, any button; a window that is only read, and a wider track
entering               fills in a window, as all of them do
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from practice.rehearsal.acts import answering, anything, deciding, objecting, pulse
from practice.rehearsal.scene import Scene
from practice.rehearsal.vocabulary import Act
from practice.rehearsal.windows import fill_in, taken, window_of

Doing = Callable[[Scene, Act], Awaitable[None]]


async def start(scene: Scene) -> None:
    """/scope with the case's title, and the window it opens."""
    case = scene.case
    who = scene.person(case.initiator)
    taken(who, await who.command("/scope", f"new {case.title}", channel=case.channel))
    view = await window_of(scene, who)
    entries = {"idea": case.idea, "director": case.director, "team": case.team}
    entries |= {"track": case.track} if case.track else {}
    await fill_in(scene, who, view, f"types `/scope new {case.title}`", entries)


async def do(scene: Scene, act: Act) -> None:
    """One act, until Slack has taken it. Raises NotAsWritten or PracticeError."""
    await ACTS[act.verb](scene, act)


ACTS: Mapping[str, Doing] = {
    "answers": answering.answers,
    "answers_with_reply": answering.answers_with_reply,
    "revises": answering.revises,
    "changes": objecting.changes,
    "confirms": answering.confirms,
    "waives": answering.waives,
    "skips": answering.skips,
    "meets": objecting.meets,
    "leaves": objecting.leaves,
    "misses": objecting.misses,
    "reads": anything.reads,
    "taps": pulse.taps,
    "closes_pulse": pulse.closes_pulse,
    "widens": anything.widens,
    "does_not_know": answering.does_not_know,
    "assigns": answering.assigns,
    "takes": answering.takes,
    "accepts": deciding.accepts,
    "sends_back": deciding.sends_back,
    "signs": deciding.signs,
    "proves": deciding.proves,
    "lets_stand": deciding.lets_stand,
    "returns": deciding.returns,
    "rejects": deciding.rejects,
    "cancels": deciding.cancels,
    "puts_off": deciding.puts_off,
    "says": anything.says,
    "types": anything.types,
    "presses": anything.presses,
}
