"""How somebody answers: a question, a form, some lines of a board; or says why not, or who will."""

from __future__ import annotations

from dialogs.catalog import shipped
from practice.client import Person, View
from practice.rehearsal.acts.entering import enter, item_of, with_one_field
from practice.rehearsal.names import question_named
from practice.rehearsal.scene import Scene
from practice.rehearsal.vocabulary import Act
from practice.rehearsal.windows import fill_in, offered, opened, press, window_of

ANSWER, SOME_CHANGE, CHANGES = "Answer", "Some change…", "changes."


async def answers(scene: Scene, act: Act) -> None:
    await _answer(scene, act, ANSWER)


async def answers_with_reply(scene: Scene, act: Act) -> None:
    await _answer(scene, act, "Answer with")


async def revises(scene: Scene, act: Act) -> None:
    await _answer(scene, act, "Revise…")


async def confirms(scene: Scene, act: Act) -> None:
    """“It still holds” where an earlier answer changed, “It stands as said” where earlier answers say it all.

    Of several that an earlier answer moved, all.
    """
    item = item_of(scene, act)
    label = "All " if await scene.has_button(item, SOME_CHANGE) else "It st"
    await press(scene, scene.person(act.who), label, item)


async def takes(scene: Scene, act: Act) -> None:
    """Takes lines of the board, and answers in the same window those that the act has entries for."""
    who = scene.person(act.who)
    items = [question_named(name, scene.track) for name in act.takes or []]
    view, pressed = await opened(scene, who, "Take some…", shipped().stage_of[items[0]].stage)
    await fill_in(scene, who, view, pressed, {"lines": items})
    view = await window_of(scene, who)
    if not act.entries:
        await who.closes()
        return
    await enter(scene, act, who, view, "goes on", items[0])


async def waives(scene: Scene, act: Act) -> None:
    await with_one_field(scene, act, "Leave it at that…", {"reason": act.because})


async def skips(scene: Scene, act: Act) -> None:
    await with_one_field(scene, act, "Not applicable…", {"reason": act.because})


async def does_not_know(scene: Scene, act: Act) -> None:
    assert act.until is not None
    await with_one_field(scene, act, "Don't know yet…", {"until": act.until.isoformat()})


async def assigns(scene: Scene, act: Act) -> None:
    await with_one_field(scene, act, "Assign…", {"to": act.to})


async def _answer(scene: Scene, act: Act, label: str) -> None:
    who, item = scene.person(act.who), item_of(scene, act)
    if label == ANSWER and await scene.has_button(item, SOME_CHANGE):
        view, pressed = await opened(scene, who, SOME_CHANGE, item)
        view, pressed = await _ticked(scene, who, view, pressed, act)
    else:
        view, pressed = await opened(scene, who, label, item)
    await enter(scene, act, who, view, pressed, item)


async def _ticked(scene: Scene, who: Person, view: View, pressed: str, act: Act) -> tuple[View, str]:
    """Of several that an earlier answer moved, those of this act are ticked, and the window for them follows."""
    item, named = item_of(scene, act), {name.lower() for name, entry in act.entries.items() if isinstance(entry, dict)}
    asked = shipped().on(scene.track).questions
    of_item = [id for id, question in asked.items() if item in (id, question.form or shipped().form_of[id])]
    chosen = [id for id in of_item if not named or {id, asked[id].label.lower()} & named]
    boxes = {block: offered(view, block) & set(chosen) for block in view.labels() if block.startswith(CHANGES)}
    await fill_in(scene, who, view, pressed, {block: sorted(ids) for block, ids in boxes.items() if ids})
    return await window_of(scene, who), "goes on"
