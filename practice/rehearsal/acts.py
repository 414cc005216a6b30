"""What each act of a case is in Slack: which button is pressed on which message, and what is typed into the window."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.screens.modals.objecting import DAY, OWNER, TEXT
from bot.screens.modals.pulse import block as pulse_block
from dialogs.catalog import shipped
from dialogs.flow.objecting import OBJECT
from dialogs.flow.pulse import PULSE
from dialogs.verdicts.readiness import ELEMENTS
from practice.client import Person, View
from practice.rehearsal.case import NotAsWritten
from practice.rehearsal.names import item_named, question_named
from practice.rehearsal.scene import PLACES, Scene
from practice.rehearsal.transcript import Did, Said, questions_of, window
from practice.rehearsal.vocabulary import Act, Provided, Then, as_list, is_everything
from practice.rehearsal.windows import (
    button_place,
    by_block,
    fill_in,
    of_retake,
    offered,
    opened,
    press,
    taken,
    window_of,
    with_all,
)

TAP = "Answer…"
ANSWER, SOME_CHANGE, CHANGES = "Answer", "Some change…", "changes."
CLOSING = ("Close the pulse", "We have talked")
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


async def _answers(scene: Scene, act: Act) -> None:
    await _answer(scene, act, ANSWER)


async def _answers_with_reply(scene: Scene, act: Act) -> None:
    await _answer(scene, act, "Answer with")


async def _revises(scene: Scene, act: Act) -> None:
    await _answer(scene, act, "Revise…")


async def _answer(scene: Scene, act: Act, label: str) -> None:
    who, item = scene.person(act.who), _item(scene, act)
    if label == ANSWER and await scene.has_button(item, SOME_CHANGE):
        view, pressed = await opened(scene, who, SOME_CHANGE, item)
        view, pressed = await _ticked(scene, who, view, pressed, act)
    else:
        view, pressed = await opened(scene, who, label, item)
    await _enter(scene, act, who, view, pressed, item)


async def _ticked(scene: Scene, who: Person, view: View, pressed: str, act: Act) -> tuple[View, str]:
    """Of several that an earlier answer moved, those of this act are ticked, and the window for them follows."""
    item, named = _item(scene, act), {name.lower() for name, entry in act.entries.items() if isinstance(entry, dict)}
    asked = shipped().on(scene.track).questions
    of_item = [id for id, question in asked.items() if item in (id, question.form or shipped().form_of[id])]
    chosen = [id for id in of_item if not named or {id, asked[id].label.lower()} & named]
    boxes = {block: offered(view, block) & set(chosen) for block in view.labels() if block.startswith(CHANGES)}
    await fill_in(scene, who, view, pressed, {block: sorted(ids) for block, ids in boxes.items() if ids})
    return await window_of(scene, who), "goes on"


async def _enter(scene: Scene, act: Act, who: Person, view: View, pressed: str, item: str) -> None:
    """Fills the window in and sends it; where it asks back, that is answered as well."""
    view, pressed = await with_all(scene, who, view, pressed, lambda shown: by_block(shown, item, act.entries))
    kept = {of_retake("keep.", view, question_named(name, scene.track)): ["keep"] for name in act.keeps}
    await fill_in(scene, who, view, pressed, dict(by_block(view, item, act.entries)) | kept)
    await _asked_on(scene, act, who, item)


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


async def _confirms(scene: Scene, act: Act) -> None:
    """“It still holds” where an earlier answer changed, “It stands as said” where earlier answers say it all.

    Of several that an earlier answer moved, all.
    """
    item = _item(scene, act)
    label = "All " if await scene.has_button(item, SOME_CHANGE) else "It st"
    await press(scene, scene.person(act.who), label, item)


async def _changes(scene: Scene, act: Act) -> None:
    who, item = scene.person(act.who), _objected(scene, act)
    view, pressed = await opened(scene, who, "Change the answer…", OBJECT + item)
    await _enter(scene, act, who, view, pressed, item)


async def _meets(scene: Scene, act: Act) -> None:
    """Answers what is objected: in one window, with the same words to each; the first on a condition, if on any."""
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Answer ", OBJECT + _objected(scene, act))
    names = [block["block_id"].removeprefix(TEXT) for block in view.blocks if block["block_id"].startswith(TEXT)]
    entries: dict[str, Any] = {TEXT + name: act.because for name in names}
    if act.until:
        entries |= {DAY + names[0]: act.until.isoformat()} | ({OWNER + names[0]: act.to} if act.to else {})
    await fill_in(scene, who, view, pressed, entries)


async def _leaves(scene: Scene, act: Act) -> None:
    await _let_be(scene, act, "Leave it, because…")


async def _misses(scene: Scene, act: Act) -> None:
    await _let_be(scene, act, "It misses the point…")


async def _let_be(scene: Scene, act: Act, label: str) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, label, OBJECT + _objected(scene, act))
    await fill_in(scene, who, view, pressed, {"reason": act.because})


async def _reads(scene: Scene, act: Act) -> None:
    """Opens a window of words alone, and closes it."""
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, act.on or "Why we ask…", _item(scene, act))
    scene.transcript.add(Did(act.who, pressed))
    scene.transcript.add(window(view, act.who))
    await who.closes()


async def _taps(scene: Scene, act: Act) -> None:
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


async def _closes_pulse(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    on, block = await scene.message(PULSE, "", act.who)
    label = next(one for one in on.buttons() if one.startswith(CLOSING))
    taken(who, await who.presses(label, on=on, block_id=block))
    scene.transcript.add(Did(act.who, f"presses `{label}`"))


async def _widens(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Settings and track…", "card")
    await fill_in(scene, who, view, pressed, {"track": act.widens})
    scene.track = act.widens or scene.track


async def _waives(scene: Scene, act: Act) -> None:
    await _with_one_field(scene, act, "Leave it at that…", {"reason": act.because})


async def _skips(scene: Scene, act: Act) -> None:
    await _with_one_field(scene, act, "Not applicable…", {"reason": act.because})


async def _does_not_know(scene: Scene, act: Act) -> None:
    assert act.until is not None
    await _with_one_field(scene, act, "Don't know yet…", {"until": act.until.isoformat()})


async def _assigns(scene: Scene, act: Act) -> None:
    await _with_one_field(scene, act, "Assign…", {"to": act.to})


async def _with_one_field(scene: Scene, act: Act, label: str, entries: Mapping[str, Any]) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, label, _item(scene, act))
    await fill_in(scene, who, view, pressed, entries)


async def _takes(scene: Scene, act: Act) -> None:
    """Takes lines of the board, and answers in the same window those that the act has entries for."""
    who = scene.person(act.who)
    items = [question_named(name, scene.track) for name in act.takes or []]
    view, pressed = await opened(scene, who, "Take some…", shipped().stage_of[items[0]].stage)
    await fill_in(scene, who, view, pressed, {"lines": items})
    view = await window_of(scene, who)
    if not act.entries:
        await who.closes()
        return
    await _enter(scene, act, who, view, "goes on", items[0])


async def _accepts(scene: Scene, act: Act) -> None:
    await _examines(scene, act, as_list(act.accepts or []), {}, everything=is_everything(act.accepts or []))


async def _sends_back(scene: Scene, act: Act) -> None:
    back = {question_named(name, scene.track): reason for name, reason in (act.sends_back or {}).items()}
    await _examines(scene, act, as_list(act.accepting), back, everything=is_everything(act.accepting))


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


async def _signs(scene: Scene, act: Act) -> None:
    """Where something speaks against it, with a reason."""
    who = scene.person(act.who)
    if not act.because:
        await press(scene, who, "Sign off", "sign")
        return
    view, pressed = await opened(scene, who, "Go all the way…", "sign")
    await fill_in(scene, who, view, pressed, {"reason": act.because})


async def _proves(scene: Scene, act: Act) -> None:
    """What must be shown before the rest, and by when."""
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Prove it first…", "sign")
    day = {"day.": act.until.isoformat()} if act.until else {}
    await fill_in(scene, who, view, pressed, {"text": act.because, **day})


async def _lets_stand(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Let them stand…", "sign")
    await fill_in(scene, who, view, pressed, {"reason": act.because})


async def _returns(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Return it…", "sign")
    await fill_in(scene, who, view, pressed, {"question": _item(scene, act), "reason": act.because})


async def _rejects(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Reject it…", "sign")
    await fill_in(scene, who, view, pressed, {"reason": act.because})


async def _cancels(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    taken(who, await who.command("/scope", "cancel", channel=scene.case.channel))
    await fill_in(scene, who, await window_of(scene, who), "types `/scope cancel`", {"reason": act.because})


async def _puts_off(scene: Scene, act: Act) -> None:
    """Not yet: it ends for now, with what is to be found out first."""
    who = scene.person(act.who)
    view, pressed = await opened(scene, who, "Not yet…", act.on or "card")
    reason = {"reason": act.because} if act.because else {}
    await fill_in(scene, who, view, pressed, reason | _conditions(scene, view, act.provided))


async def _says(scene: Scene, act: Act) -> None:
    card = await scene.watch.card()
    reply = await scene.person(act.who).says(
        act.says or "", channel=scene.case.channel, thread=card.ts if card else None
    )
    scene.watch.known(reply)
    scene.transcript.add(Said(act.who, act.says or ""))


async def _types(scene: Scene, act: Act) -> None:
    who, typed = scene.person(act.who), act.types or ""
    word, _, rest = typed.partition(" ")
    scene.transcript.add(Did(act.who, f"types `{typed}`"))
    taken(who, await who.command(word, rest, channel=scene.case.channel))


async def _presses(scene: Scene, act: Act) -> None:
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
    await _enter(scene, act, who, view, pressed, "")


ACTS: Mapping[str, Doing] = {
    "answers": _answers,
    "answers_with_reply": _answers_with_reply,
    "revises": _revises,
    "changes": _changes,
    "confirms": _confirms,
    "waives": _waives,
    "skips": _skips,
    "meets": _meets,
    "leaves": _leaves,
    "misses": _misses,
    "reads": _reads,
    "taps": _taps,
    "closes_pulse": _closes_pulse,
    "widens": _widens,
    "does_not_know": _does_not_know,
    "assigns": _assigns,
    "takes": _takes,
    "accepts": _accepts,
    "sends_back": _sends_back,
    "signs": _signs,
    "proves": _proves,
    "lets_stand": _lets_stand,
    "returns": _returns,
    "rejects": _rejects,
    "cancels": _cancels,
    "puts_off": _puts_off,
    "says": _says,
    "types": _types,
    "presses": _presses,
}


def _item(scene: Scene, act: Act) -> str:
    return item_named(str(getattr(act, act.verb)), scene.track)


def _objected(scene: Scene, act: Act) -> str:
    """What is objected stands at a question or a stage, also where a form is called the same."""
    return question_named(str(getattr(act, act.verb)), scene.track)
