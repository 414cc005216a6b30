"""Fills in what a button opened, and answers whatever is asked thereupon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from practice.client import Person, View
from practice.rehearsal.case import NotAsWritten
from practice.rehearsal.names import item_named, question_named
from practice.rehearsal.scene import Scene
from practice.rehearsal.transcript import Did, window
from practice.rehearsal.vocabulary import Act, Then
from practice.rehearsal.windows import by_block, fill_in, of_retake, opened, with_all


async def enter(scene: Scene, act: Act, who: Person, view: View, pressed: str, item: str) -> None:
    """Fills the window in and sends it; where it asks back, that is answered as well."""
    view, pressed = await with_all(scene, who, view, pressed, lambda shown: by_block(shown, item, act.entries))
    kept = {of_retake("keep.", view, question_named(name, scene.track)): ["keep"] for name in act.keeps}
    await fill_in(scene, who, view, pressed, dict(by_block(view, item, act.entries)) | kept)
    await _asked_on(scene, act, who, item)


async def with_one_field(scene: Scene, act: Act, label: str, entries: Mapping[str, Any]) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, label, item_of(scene, act))
    await fill_in(scene, who, view, pressed, entries)


def item_of(scene: Scene, act: Act) -> str:
    """The question, form or stage that the act names."""
    return item_named(str(getattr(act, act.verb)), scene.track)


def objected(scene: Scene, act: Act) -> str:
    """What is objected stands at a question or a stage, also where a form is called the same."""
    return question_named(str(getattr(act, act.verb)), scene.track)


async def _asked_on(scene: Scene, act: Act, who: Person, item: str) -> None:
    """Whatever the window asks next is answered as the act has it; a window of words alone is read."""
    answers = iter(act.thereupon)
    while (view := await who.modal()) is not None:
        if view.submit is None:
            scene.transcript.add(window(view, act.who))
            await who.closes()
        else:
            await _followed_up(scene, act.who, who, view, item, next(answers, None))
    if (left := next(answers, None)) is not None:
        raise NotAsWritten(f"the window asks nothing more, and then: has {left} for it")


async def _followed_up(scene: Scene, name: str, who: Person, view: View, item: str, then: Then | None) -> None:
    """The window asks on: something is added, or it is closed: it is fine as it is, or somebody comes back to it."""
    asks = window(view, name)
    if then is None or (isinstance(then, str) and then != view.close):
        said = asks.words or view.title
        raise NotAsWritten(f"the window asks “{said.splitlines()[0]}”; add then: {view.close}, or the entries to add")
    scene.transcript.add(asks)
    if isinstance(then, str):
        await who.closes()
        scene.transcript.add(Did(name, f"presses `{view.close}`"))
        return
    asked = view.blocks[-1]["block_id"].rpartition(".")[0]
    pressed = f"{'adds to it' if asked else 'says so'} and presses `{view.submit}`"
    view, pressed = await with_all(scene, who, view, pressed, lambda shown: by_block(shown, asked or item, then))
    await fill_in(scene, who, view, pressed, dict(by_block(view, asked or item, then)))
