"""How the director judges answers, and how a scoping ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from practice.client import View
from practice.rehearsal.acts.entering import item_of
from practice.rehearsal.names import question_named
from practice.rehearsal.scene import Scene
from practice.rehearsal.transcript import window
from practice.rehearsal.vocabulary import Act, Provided, as_list, is_everything
from practice.rehearsal.windows import fill_in, of_retake, opened, press, taken, window_of


async def accepts(scene: Scene, act: Act) -> None:
    await _examines(scene, act, as_list(act.accepts or []), {}, everything=is_everything(act.accepts or []))


async def sends_back(scene: Scene, act: Act) -> None:
    back = {question_named(name, scene.track): reason for name, reason in (act.sends_back or {}).items()}
    await _examines(scene, act, as_list(act.accepting), back, everything=is_everything(act.accepting))


async def signs(scene: Scene, act: Act) -> None:
    """Where something speaks against it, with a reason."""
    who = scene.person(act.who)
    if not act.because:
        await press(scene, who, "Sign off", "sign")
        return
    view, pressed = await opened(scene, who, "Go all the way…", "sign")
    await fill_in(scene, who, view, pressed, {"reason": act.because})


async def proves(scene: Scene, act: Act) -> None:
    """What must be shown before the rest, and by when."""
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Prove it first…", "sign")
    day = {"day.": act.until.isoformat()} if act.until else {}
    await fill_in(scene, who, view, pressed, {"text": act.because, **day})


async def lets_stand(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Let them stand…", "sign")
    await fill_in(scene, who, view, pressed, {"reason": act.because})


async def returns(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Return it…", "sign")
    await fill_in(scene, who, view, pressed, {"question": item_of(scene, act), "reason": act.because})


async def rejects(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Reject it…", "sign")
    await fill_in(scene, who, view, pressed, {"reason": act.because})


async def cancels(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    taken(who, await who.command("/scope", "cancel", channel=scene.case.channel))
    await fill_in(scene, who, await window_of(scene, who), "types `/scope cancel`", {"reason": act.because})


async def puts_off(scene: Scene, act: Act) -> None:
    """Not yet: it ends for now, with what is to be found out first."""
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Not yet…", act.on or "card")
    reason = {"reason": act.because} if act.because else {}
    await fill_in(scene, who, view, pressed, reason | _conditions(scene, view, act.provided))


async def _examines(scene: Scene, act: Act, accepted: list[str], back: Mapping[str, str], *, everything: bool) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Accept or send back", "examine:")
    entries: dict[str, Any] = {}
    for item, reason in back.items():
        verdict = of_retake("verdict.", view, item)
        entries |= {verdict: "send_back", verdict.replace("verdict.", "reason.", 1): reason}
    if everything:
        entries["all"] = ["all"]
    else:
        entries |= {of_retake("verdict.", view, question_named(name, scene.track)): "accept" for name in accepted}
    await fill_in(scene, who, view, pressed, entries | _conditions(scene, view, act.provided))
    if any(isinstance(condition, str) for condition in act.provided.values()):
        asked = await window_of(scene, who)
        scene.transcript.add(window(asked, act.who))
        await fill_in(scene, who, asked, f"presses `{asked.submit}`", {})


def _conditions(scene: Scene, view: View, provided: Provided) -> dict[str, Any]:
    """The entries for a yes on a condition: words of one's own, or who finds it out and by when."""
    entries: dict[str, Any] = {}
    for name, condition in provided.items():
        question = question_named(name, scene.track)
        if isinstance(condition, str):
            verdict = of_retake("verdict.", view, question)
            entries |= {verdict: "accept_if", verdict.replace("verdict.", "reason.", 1): condition}
        else:
            named = {"owner.": condition.who, "day.": condition.by}
            entries |= {of_retake(prefix, view, question): entry for prefix, entry in named.items() if entry}
    return entries
