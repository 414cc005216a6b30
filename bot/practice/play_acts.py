"""What each act of a case is in Slack: which button is pressed on which message, and what is typed into the window."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from bot.practice.client import Ack, Message, Person, View
from bot.practice.play import FINE, Act, NotAsWritten, as_list, is_everything, item_named
from bot.practice.play_scene import PLACES, Scene
from bot.practice.transcript import Did, Said, key_of, window
from dialogs.catalog import shipped

Doing = Callable[[Scene, Act], Awaitable[None]]


async def start(scene: Scene) -> None:
    """/scope with the case's title, and the window it opens."""
    case = scene.case
    who = scene.person(case.initiator)
    _taken(who, await who.command("/scope", f"new {case.title}", channel=case.channel))
    view = await _window(scene, who)
    entries = {"idea": case.idea, "director": case.director, "team": case.team}
    await _fill_in(scene, who, view, f"types `/scope new {case.title}`", entries)


async def do(scene: Scene, act: Act) -> None:
    """One act, until Slack has taken it. Raises NotAsWritten or PracticeError."""
    await _ACTS[act.verb](scene, act)


async def _answers(scene: Scene, act: Act) -> None:
    await _answer(scene, act, "Answer")


async def _answers_with_reply(scene: Scene, act: Act) -> None:
    await _answer(scene, act, "Answer with")


async def _revises(scene: Scene, act: Act) -> None:
    await _answer(scene, act, "Revise…")


async def _answer(scene: Scene, act: Act, label: str) -> None:
    who, item = scene.person(act.who), _item(act)
    view, pressed = await _opened(scene, who, label, item)
    entries = dict(_by_block(view, item, act.entries)) | {
        _of_retake("keep.", view, name): ["keep"] for name in act.keeps
    }
    await _fill_in(scene, who, view, pressed, entries)
    again = await who.modal()
    if again is not None:
        await _followed_up(scene, act, who, again, item)


async def _followed_up(scene: Scene, act: Act, who: Person, view: View, item: str) -> None:
    """The window asks back: something is added, or it is fine as it is."""
    asks = window(view, act.who)
    if act.then is None:
        said = asks.words or view.title
        raise NotAsWritten(f"the window asks back “{said.splitlines()[0]}”; add then: {FINE}, or the entries to add")
    scene.transcript.add(asks)
    if act.then == FINE:
        await who.closes()
        scene.transcript.add(Did(act.who, f"presses `{view.close}`"))
        return
    assert not isinstance(act.then, str)
    item = view.blocks[-1]["block_id"].rpartition(".")[0] or item
    await _fill_in(scene, who, view, "", dict(_by_block(view, item, act.then)))


async def _confirms(scene: Scene, act: Act) -> None:
    await _press(scene, scene.person(act.who), "It still holds", _item(act))


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
    view, pressed = await _opened(scene, who, label, _item(act))
    await _fill_in(scene, who, view, pressed, entries)


async def _takes(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    items = [item_named(name) for name in act.takes or []]
    view, pressed = await _opened(scene, who, "Take some…", shipped().stage_of[items[0]].stage)
    await _fill_in(scene, who, view, pressed, {"lines": items})


async def _accepts(scene: Scene, act: Act) -> None:
    await _examines(scene, act, as_list(act.accepts or []), {}, everything=is_everything(act.accepts or []))


async def _sends_back(scene: Scene, act: Act) -> None:
    back = {item_named(name): reason for name, reason in (act.sends_back or {}).items()}
    await _examines(scene, act, as_list(act.accepting), back, everything=is_everything(act.accepting))


async def _examines(scene: Scene, act: Act, accepted: list[str], back: Mapping[str, str], *, everything: bool) -> None:
    who = scene.person(act.who)
    view, pressed = await _opened(scene, who, "Accept or send back", "examine:")
    entries: dict[str, Any] = {}
    for item, reason in back.items():
        verdict = _of_retake("verdict.", view, item)
        entries |= {verdict: "send_back", verdict.replace("verdict.", "reason.", 1): reason}
    if everything:
        entries["all"] = ["all"]
    else:
        entries |= {_of_retake("verdict.", view, name): "accept" for name in accepted}
    await _fill_in(scene, who, view, pressed, entries)


async def _signs(scene: Scene, act: Act) -> None:
    await _press(scene, scene.person(act.who), "Sign off", "sign")


async def _returns(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    view, pressed = await _opened(scene, who, "Return it…", "sign")
    await _fill_in(scene, who, view, pressed, {"question": _item(act), "reason": act.because})


async def _rejects(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    view, pressed = await _opened(scene, who, "Reject it…", "sign")
    await _fill_in(scene, who, view, pressed, {"reason": act.because})


async def _cancels(scene: Scene, act: Act) -> None:
    who = scene.person(act.who)
    _taken(who, await who.command("/scope", "cancel", channel=scene.case.channel))
    await _fill_in(scene, who, await _window(scene, who), "types `/scope cancel`", {"reason": act.because})


async def _says(scene: Scene, act: Act) -> None:
    card = await scene.watch.card()
    said = await scene.person(act.who).says(
        act.says or "", channel=scene.case.channel, thread=card.ts if card else None
    )
    scene.watch.known(said)
    scene.transcript.add(Said(act.who, act.says or ""))


async def _types(scene: Scene, act: Act) -> None:
    who, typed = scene.person(act.who), act.types or ""
    word, _, rest = typed.partition(" ")
    scene.transcript.add(Did(act.who, f"types `{typed}`"))
    _taken(who, await who.command(word, rest, channel=scene.case.channel))


async def _presses(scene: Scene, act: Act) -> None:
    """Any button: on a question's or stage's message, the card, the report, or in the person's direct messages."""
    who, label = scene.person(act.who), act.presses or ""
    place = act.on or "card"
    on, block = await scene.message(place if place in PLACES else item_named(place), label, act.who)
    _taken(who, await who.presses(label, on=on, block_id=block))
    view = await who.modal()
    pressed = f"presses `{label}`{_at(on)}"
    if view is None or not act.entries:
        scene.transcript.add(Did(act.who, pressed))
        if view is not None:
            scene.transcript.add(window(view, act.who))
            await who.closes()
        return
    await _fill_in(scene, who, view, pressed, act.entries)


_ACTS: Mapping[str, Doing] = {
    "answers": _answers,
    "answers_with_reply": _answers_with_reply,
    "revises": _revises,
    "confirms": _confirms,
    "waives": _waives,
    "skips": _skips,
    "does_not_know": _does_not_know,
    "assigns": _assigns,
    "takes": _takes,
    "accepts": _accepts,
    "sends_back": _sends_back,
    "signs": _signs,
    "returns": _returns,
    "rejects": _rejects,
    "cancels": _cancels,
    "says": _says,
    "types": _types,
    "presses": _presses,
}


# ---- pressing and filling in


async def _press(scene: Scene, who: Person, label: str, item: str) -> str:
    """Presses a button of an item's; what was pressed, in words."""
    on, block = await scene.message(item, label, who.name)
    _taken(who, await who.presses(label, on=on, block_id=block))
    words = f"presses `{_whole(label, on)}`{_at(on)}"
    if await who.modal() is None:
        scene.transcript.add(Did(who.name, words))
    return words


async def _opened(scene: Scene, who: Person, label: str, item: str) -> tuple[View, str]:
    """The window behind a button, and what was pressed in words."""
    on, block = await scene.message(item, label, who.name)
    _taken(who, await who.presses(label, on=on, block_id=block))
    return await _window(scene, who), f"presses `{_whole(label, on)}`{_at(on)}"


async def _window(scene: Scene, who: Person) -> View:
    view = await who.modal()
    if view is not None:
        return view
    told = [message.plain() for message in await scene.private(who.name)]
    said = f"; scopebot told them: “{told[-1]}”" if told else ""
    raise NotAsWritten(f"no window opened for {who.name}{said}")


async def _fill_in(scene: Scene, who: Person, view: View, pressed: str, entries: Mapping[str, Any]) -> None:
    """Types into the window, sends it in, and tells what was pressed and typed."""
    await who.fill({name: _as_typed(entry) for name, entry in entries.items()})
    filled = await who.modal() or view
    scene.transcript.add(Did(who.name, pressed, tuple(_read_back(filled, set(entries)))))
    _taken(who, await who.submits())
    problems = await who.errors()
    if problems:
        block, said = next(iter(problems.items()))
        raise NotAsWritten(f"the window takes it not: beside “{view.labels().get(block, block)}” stands “{said}”")


def _taken(who: Person, ack: Ack) -> None:
    if not ack.acked:
        wrong = str(ack.error or "no answer")
        kind, _, block = wrong.partition(":")
        said = (
            f"the window does not let {who.name} send that: {kind.replace('_', ' ')} in “{block}”"
            if block
            else (f"scopebot did not acknowledge what {who.name} did ({wrong})")
        )
        raise NotAsWritten(said)


def _item(act: Act) -> str:
    return item_named(str(getattr(act, act.verb)))


def _by_block(view: View, item: str, entries: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Each entry under its field's block id: named by id, or by label as the window shows it."""
    blocks = view.labels()
    return [(_block(blocks, item, name), entry) for name, entry in entries.items()]


def _block(blocks: Mapping[str, str], item: str, name: str) -> str:
    tests: tuple[Callable[[str, str], bool], ...] = (
        lambda block, label: block in (name, f"{item}.{name}"),
        lambda block, label: block.endswith(f".{name}"),
        lambda block, label: label.lower() == name.lower(),
        lambda block, label: label.lower().startswith(name.lower()),
    )
    for test in tests:
        found = [block for block, label in blocks.items() if test(block, label)]
        if len(found) == 1:
            return found[0]
    offered = ", ".join(f"“{label}” ({block})" for block, label in blocks.items())
    raise NotAsWritten(f"the window has no single field “{name}”; it has {offered}")


def _of_retake(prefix: str, view: View, name: str) -> str:
    """The block of a question in a window of many; the exam's labels also name the questions of the retake."""
    item = item_named(name)
    again = prefix + item.replace("exam.", "retake.")
    return again if again in view.labels() else prefix + item


def _as_typed(entry: Any) -> Any:
    if isinstance(entry, bool):
        return "yes" if entry else "no"
    if isinstance(entry, date):
        return entry.isoformat()
    return entry if isinstance(entry, list) else str(entry)


def _read_back(view: View, filled: set[str]) -> list[tuple[str, str]]:
    """The fields that were filled in or hold something, as they read on the screen."""
    return [
        (label, said)
        for block, label in view.labels().items()
        if (said := _on_screen(view, block)) and (block in filled or not block.startswith(("verdict.", "keep.")))
    ]


def _on_screen(view: View, block: str) -> str:
    return ", ".join(_one_on_screen(view, value) for value in _several(view.value(block)))


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _one_on_screen(view: View, value: Any) -> str:
    said = value["text"]["text"] if isinstance(value, dict) else str(value)
    return view.names.get(said, said)


def _whole(label: str, on: Message) -> str:
    """The button's whole label."""
    offered = [*on.buttons(), *on.menu()]
    return next(
        (one for one in offered if one == label), next((one for one in offered if one.startswith(label)), label)
    )


def _at(on: Message) -> str:
    """Where a button stands, where that is not plain: on whose question."""
    item = key_of(on).removeprefix("turn:").rpartition(":")[0]
    question = shipped().questions.get(item)
    return f" at “{question.label}”" if question else ""
