"""How a readiness pulse is answered, and closed."""

from __future__ import annotations

from bot.screens.modals.pulse import block as pulse_block
from dialogs.flow.pulse import PULSE
from dialogs.verdicts.readiness import ELEMENTS
from practice.rehearsal.scene import Scene
from practice.rehearsal.transcript import Did, questions_of
from practice.rehearsal.vocabulary import Act
from practice.rehearsal.windows import button_place, taken, window_of

TAP = "Answer…"
CLOSING = ("Close the pulse", "We have talked")


async def taps(scene: Scene, act: Act) -> None:
    """The pulse. The first of them shows what is asked; what was chosen is shown in no transcript."""
    who = scene.person(act.who)
    on, block = await scene.message(PULSE, TAP, act.who)
    taken(who, await who.presses(TAP, on=on, block_id=block))
    asked = questions_of(await window_of(scene, who))
    if asked not in scene.transcript.events:
        scene.transcript.add(Did(act.who, f"presses `{TAP}`{button_place(on, block)}"), asked)
    await who.fill({pulse_block(element): str(score) for element, score in zip(ELEMENTS, act.taps or [], strict=True)})
    taken(who, await who.submits())
    scene.transcript.add(Did(act.who, "gives five numbers that nobody sees"))


async def closes_pulse(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    on, block = await scene.message(PULSE, "", act.who)
    label = next(one for one in on.buttons() if one.startswith(CLOSING))
    taken(who, await who.presses(label, on=on, block_id=block))
    scene.transcript.add(Did(act.who, f"presses `{label}`"))
