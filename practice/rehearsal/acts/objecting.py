"""How somebody meets an objection: with another answer, with words, or by leaving it."""

from __future__ import annotations

from typing import Any

from bot.screens.modals.objecting import DAY, OWNER, TEXT
from dialogs.flow.objecting import OBJECT
from practice.rehearsal.acts.entering import enter, objected
from practice.rehearsal.scene import Scene
from practice.rehearsal.vocabulary import Act
from practice.rehearsal.windows import fill_in, opened


async def changes(scene: Scene, act: Act) -> None:
    who, item = scene.person(act.who), objected(scene, act)
    view, pressed = await opened(scene, who, "Change the answer…", OBJECT + item)
    await enter(scene, act, who, view, pressed, item)


async def meets(scene: Scene, act: Act) -> None:
    """Answers what is objected: in one window, with the same words to each; the first on a condition, if on any."""
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Answer ", OBJECT + objected(scene, act))
    names = [block["block_id"].removeprefix(TEXT) for block in view.blocks if block["block_id"].startswith(TEXT)]
    entries: dict[str, Any] = {TEXT + name: act.because for name in names}
    if act.until:
        entries |= {DAY + names[0]: act.until.isoformat()} | ({OWNER + names[0]: act.to} if act.to else {})
    await fill_in(scene, who, view, pressed, entries)


async def leaves(scene: Scene, act: Act) -> None:
    await _let_be(scene, act, "Leave it, because…")


async def misses(scene: Scene, act: Act) -> None:
    await _let_be(scene, act, "It misses the point…")


async def _let_be(scene: Scene, act: Act, label: str) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, label, OBJECT + objected(scene, act))
    await fill_in(scene, who, view, pressed, {"reason": act.because})
