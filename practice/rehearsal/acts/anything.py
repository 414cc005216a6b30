"""Words in the thread, a command, any button; a window that is only read, and a wider track."""

from __future__ import annotations

from practice.rehearsal.acts.entering import enter, item_of
from practice.rehearsal.names import item_named
from practice.rehearsal.scene import PLACES, Scene
from practice.rehearsal.transcript import Did, Said, window
from practice.rehearsal.vocabulary import Act
from practice.rehearsal.windows import button_place, fill_in, opened, taken


async def says(scene: Scene, act: Act) -> None:
    card = await scene.watch.card()
    reply = await scene.person(act.who).says(
        act.says or "", channel=scene.case.channel, thread=card.ts if card else None
    )
    scene.watch.known(reply)
    scene.transcript.add(Said(act.who, act.says or ""))


async def types(scene: Scene, act: Act) -> None:
    who, typed = scene.person(act.who), act.types or ""
    word, _, rest = typed.partition(" ")
    scene.transcript.add(Did(act.who, f"types `{typed}`"))
    taken(who, await who.command(word, rest, channel=scene.case.channel))


async def presses(scene: Scene, act: Act) -> None:
    """Any button: on a question's or stage's message, the card, the report, at a fork, or in one's direct messages."""
    who, label = scene.person(act.who), act.presses or ""
    place = act.on or "card"
    on, block = await scene.message(place if place in PLACES else item_named(place, scene.track), label, act.who)
    taken(who, await who.presses(label, on=on, block_id=block))
    view = await who.modal()
    pressed = f"presses `{label}`{button_place(on, block)}"
    if view is None or not act.entries:
        scene.transcript.add(Did(act.who, pressed))
        if view is not None:
            scene.transcript.add(window(view, act.who))
            await who.closes()
        return
    await enter(scene, act, who, view, pressed, "")


async def reads(scene: Scene, act: Act) -> None:
    """Opens a window of words alone, and closes it."""
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, act.on or "Why we ask…", item_of(scene, act))
    scene.transcript.add(Did(act.who, pressed))
    scene.transcript.add(window(view, act.who))
    await who.closes()


async def widens(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Settings and track…", "card")
    await fill_in(scene, who, view, pressed, {"track": act.widens})
    scene.track = act.widens or scene.track
