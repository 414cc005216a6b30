"""Buttons and windows, as the acts of a case use them: press, fill in, send, and tell what was pressed and typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dialogs.catalog import shipped
from practice.client import Ack, Message, Person, View
from practice.rehearsal.case import NotAsWritten
from practice.rehearsal.scene import Scene
from practice.rehearsal.transcript import Did, key_of

MORE = ("More…", "One by one…")
"""How the buttons begin behind which a window has more to fill in."""


async def press(scene: Scene, who: Person, label: str, item: str) -> None:
    """Presses a button of an item's that opens no window."""
    on, block = await scene.message(item, label, who.name)
    taken(who, await who.presses(label, on=on, block_id=block))
    scene.transcript.add(Did(who.name, f"presses `{_whole(label, on)}`{button_place(on, block)}"))


async def opened(scene: Scene, who: Person, label: str, item: str) -> tuple[View, str]:
    """The window behind a button, and what was pressed in words."""
    on, block = await scene.message(item, label, who.name)
    taken(who, await who.presses(label, on=on, block_id=block))
    return await window_of(scene, who), f"presses `{_whole(label, on)}`{button_place(on, block)}"


async def window_of(scene: Scene, who: Person) -> View:
    """The window somebody has open. Raises NotAsWritten with what they were told instead."""
    view = await who.modal()
    if view is not None:
        return view
    private = [message.plain() for message in await scene.private(who.name)]
    said = f"; scopebot told them: “{private[-1]}”" if private else ""
    raise NotAsWritten(f"no window opened for {who.name}{said}")


async def with_all(
    scene: Scene, who: Person, view: View, pressed: str, fits: Callable[[View], object]
) -> tuple[View, str]:
    """The window, with what stands behind one of MORE if the entries want it; and what was pressed in words."""
    more = next((label for label in view.buttons() if label.startswith(MORE)), "")
    try:
        fits(view)
    except NotAsWritten:
        if not more:
            raise
        taken(who, await who.presses(more))
        return await window_of(scene, who), f"{pressed}, then `{more}`"
    return view, pressed


async def fill_in(scene: Scene, who: Person, view: View, pressed: str, entries: Mapping[str, Any]) -> None:
    """Types into the window, sends it in, and tells what was pressed and typed."""
    await who.fill({name: _as_typed(entry) for name, entry in entries.items()})
    filled = await who.modal() or view
    scene.transcript.add(Did(who.name, pressed, tuple(_read_back(filled, set(entries)))))
    taken(who, await who.submits())
    problems = await who.errors()
    if problems:
        block, sentence = next(iter(problems.items()))
        raise NotAsWritten(f"the window takes it not: beside “{view.labels().get(block, block)}” stands “{sentence}”")


def taken(who: Person, ack: Ack) -> None:
    """Raises NotAsWritten where the window refused it, or scopebot did not acknowledge it."""
    kind, _, block = (ack.error or "no answer").partition(":")
    if not ack.acked and block:
        raise NotAsWritten(f"the window does not let {who.name} send that: {kind.replace('_', ' ')} in “{block}”")
    if not ack.acked:
        raise NotAsWritten(f"scopebot did not acknowledge what {who.name} did ({kind})")


def by_block(view: View, item: str, entries: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Each entry under its field's block id: named by id, by the label the window shows, or question by question."""
    blocks = view.labels()
    filled: list[tuple[str, Any]] = []
    for name, entry in entries.items():
        if isinstance(entry, dict):
            own = _of_question(blocks, name)
            filled += [(_block(own, next(iter(own)).rpartition(".")[0], field), one) for field, one in entry.items()]
        else:
            filled.append((_block(blocks, item, name), entry))
    return filled


def offered(view: View, block: str) -> set[str]:
    """What can be chosen in an input of a window, by the options' values."""
    element = next(found["element"] for found in view.blocks if found.get("block_id") == block)
    return {option["value"] for option in element.get("options", [])}


def _of_question(blocks: Mapping[str, str], name: str) -> dict[str, str]:
    """The fields of one question of a window, the question named by its label or id."""
    catalog = shipped()
    asked = dict.fromkeys(question for block in blocks if (question := block.rpartition(".")[0]) in catalog.questions)
    for question in asked:
        if name.lower() in (question, catalog.questions[question].label.lower()):
            return {block: label for block, label in blocks.items() if block.rpartition(".")[0] == question}
    offered = ", ".join(f"“{catalog.questions[question].label}”" for question in asked)
    raise NotAsWritten(f"the window asks no question “{name}”; it asks {offered}")


def _block(blocks: Mapping[str, str], item: str, name: str) -> str:
    tests: tuple[Callable[[str, str], bool], ...] = (
        lambda block, label: block in (name, f"{item}.{name}"),
        lambda block, label: block.endswith(f".{name}"),
        lambda block, label: label.lower() == name.lower(),
        lambda block, label: label.lower().startswith(name.lower()),
    )
    for test in tests:
        fitting = [block for block, label in blocks.items() if test(block, label)]
        if len(fitting) == 1:
            return fitting[0]
    offered = ", ".join(f"“{label}” ({block})" for block, label in blocks.items())
    raise NotAsWritten(f"the window has no single field “{name}”; it has {offered}")


def of_retake(prefix: str, view: View, item: str) -> str:
    """The block of a question in a window of many; the exam's labels also name the questions of the retake."""
    again = prefix + item.replace("exam.", "retake.")
    return again if again in view.labels() else prefix + item


def _as_typed(entry: Any) -> Any:
    if isinstance(entry, bool):
        return "yes" if entry else "no"
    if isinstance(entry, date):
        return entry.isoformat()
    return entry if isinstance(entry, list) else str(entry)


def _read_back(view: View, filled: set[str]) -> list[tuple[str, str]]:
    """The fields that were filled in or hold something, as they read on the screen; a verdict goes by its question."""
    labels = view.labels()
    twice = {label for label, times in Counter(labels.values()).items() if times > 1}
    return [
        (_label(block, label, of_several=label in twice), said)
        for block, label in labels.items()
        if (said := _on_screen(view, block)) and (block in filled or not block.startswith(("verdict.", "keep.")))
    ]


def _label(block: str, label: str, *, of_several: bool) -> str:
    """A field's label; with its question's, where several fields are called the same."""
    catalog, (prefix, _, item) = shipped(), block.partition(".")
    question = catalog.questions.get(item)
    if prefix in ("verdict", "keep") and question:
        return question.label
    asked = catalog.questions.get(block.rpartition(".")[0])
    return f"{asked.label}: {label}".rstrip(":") if of_several and asked else label.rstrip(":")


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


def button_place(on: Message, row: str | None) -> str:
    """Where a button stands, where that is not plain: at whose question or stage, or in a direct message."""
    if on.channel.startswith("D"):
        return " in the direct message"
    catalog = shipped()
    item = (row or "").removeprefix("line:") if (row or "").startswith("line:") else _item_of(on)
    if item in catalog.questions:
        return f" at “{catalog.questions[item].label}”"
    return f" at “{_title(on, item)}”" if item in catalog.forms else ""


def _title(on: Message, form: str) -> str:
    """A form's title; where an answer completes it, as the message has it: “Candidate: A chatbot”."""
    asked = shipped().forms[form]
    heads = (": ".join(line.removeprefix("✔ ").partition(" · ")[0].split(": ")[:2]) for line in on.plain().splitlines())
    completed = (head for head in heads if asked.names and head.startswith(f"{asked.title}: "))
    return next(completed, asked.title)


def _item_of(on: Message) -> str:
    return key_of(on).removeprefix("turn:").rpartition(":")[0]
