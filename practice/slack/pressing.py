"""What people do with buttons, menus and modals: press, choose, fill in, submit and close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from practice.slack import inputs
from practice.slack.errors import PracticeError, Refused
from practice.slack.people import actor, ask, seen_message
from practice.slack.rules import entries, limits
from practice.slack.screens import OpenView
from practice.slack.site import Site
from practice.slack.wire import payloads
from practice.slack.wire.deliveries import Answer
from practice.slack.workspace import Json, Member, Posted

Target = Posted | OpenView


class Fingers:
    """A target is a message ({channel, ts}), a view ({view_id}), or None for the modal on top."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def presses(self, person: str, label: str, on: Json | None, block_id: str | None = None) -> Answer:
        """The button or overflow option with this label, or whose label begins so; `block_id` says which of several."""
        who = actor(self._site, person)
        target = self._target(who, on)
        block, element, option = _pressable(_blocks(target), label, block_id)
        action = _action(block, element, self._site.workspace.stamp())
        action |= {"selected_option": option} if option else _pressed(element)
        return await self._act(who, target, action)

    async def chooses(self, person: str, action_id: str, value: Any, on: Json | None) -> Answer:
        """Sets an element by action_id or block_id. In an input block that stays with the view until it is sent in."""
        who = actor(self._site, person)
        target = self._target(who, on)
        block, element = _element(_blocks(target), action_id)
        if element["type"] == "overflow":
            state = {"selected_option": inputs.option(element, str(value))}
        else:
            state = inputs.as_set(element, value, self._site.workspace)
        if isinstance(target, OpenView) and element["type"] in inputs.HOLDS:
            target.typed[block["block_id"], element["action_id"]] = state
        if block["type"] == "input" and not block.get("dispatch_action"):
            return Answer(True)
        action = _action(block, element, self._site.workspace.stamp()) | state
        return await self._act(who, target, action)

    async def fills(self, person: str, values: Json) -> None:
        """Types into the modal on top; a menu with dispatch_action tells the app at once."""
        who = actor(self._site, person)
        for name, value in values.items():
            view = self._modal(who)
            block, element = _field(view, name)
            key = block["block_id"], element["action_id"]
            view.typed[key] = inputs.as_set(element, value, self._site.workspace)
            if _tells_at_once(block, element):
                action = _action(block, element, self._site.workspace.stamp()) | view.typed[key]
                await self._act(who, view, action)

    async def submits(self, person: str) -> Answer:
        """Sends the modal on top in, and shows what the app answers: errors, another view, or nothing any more."""
        who = actor(self._site, person)
        view = self._modal(who)
        if not view.shown.get("submit"):
            raise PracticeError("This modal has no submit button.")
        refusal = entries.refusal(view.shown["blocks"], view.typed)
        if refusal:
            return Answer(False, error=refusal)
        view.errors = {}
        payload = payloads.submission(self._site, who, view)
        answer = await ask(self._site, payload, _name(view))
        return self._after(view, answer) if answer.acked else answer

    async def closes(self, person: str) -> None:
        """Closes the modal on top, or, with clear_on_close, all of them."""
        who = actor(self._site, person)
        view = self._modal(who)
        cleared = bool(view.shown.get("clear_on_close"))
        self._site.screens.close(view, whole_stack=cleared)
        if view.shown.get("notify_on_close"):
            payload = payloads.closing(self._site, who, view, cleared=cleared)
            await ask(self._site, payload, _name(view))

    def errors(self, person: str) -> dict[str, str]:
        """The sentences beside the fields of the modal on top, by block_id."""
        view = self._site.screens.top(self._site.workspace.member(person).id)
        return view.errors if view else {}

    async def _act(self, who: Member, target: Target, action: Json) -> Answer:
        if isinstance(target, OpenView):
            payload = payloads.click_in_view(self._site, who, target, [action])
        else:
            payload = payloads.click_in_message(self._site, who, target, [action])
            payload["state"] = {"values": _message_state(target, action)}
        return await ask(self._site, payload, action["action_id"])

    def _target(self, who: Member, on: Json | None) -> Target:
        if on is None:
            return self._modal(who)
        if "view_id" not in on:
            return seen_message(self._site, who, on["channel"], on["ts"])
        for view in (self._site.screens.top(who.id), self._site.screens.home(who.id)):
            if view and view.id == on["view_id"]:
                return view
        raise PracticeError(f"{who.real_name} has that view no longer on top of the screen.")

    def _modal(self, who: Member) -> OpenView:
        view = self._site.screens.top(who.id)
        if view is None:
            raise PracticeError(f"{who.real_name} has no modal open.")
        return view

    def _after(self, view: OpenView, answer: Answer) -> Answer:
        response = answer.response if isinstance(answer.response, dict) else {}
        action = response.get("response_action")
        if action not in _AFTER:
            return self._wrong(answer, f"there is no response_action {action!r}")
        wrong = _AFTER[action](self._site, view, response)
        return self._wrong(answer, wrong) if wrong else answer

    def _wrong(self, answer: Answer, says: str) -> Answer:
        self._site.ledger.violation("invalid_response", says)
        return Answer(True, answer.seconds, answer.response, error=says)


def _close(site: Site, view: OpenView, response: Json) -> str | None:
    site.screens.close(view)
    return None


def _clear(site: Site, view: OpenView, response: Json) -> str | None:
    site.screens.close(view, whole_stack=True)
    return None


def _show_errors(site: Site, view: OpenView, response: Json) -> str | None:
    errors = response.get("errors") or {}
    fields = {block["block_id"] for block in view.shown["blocks"] if block["type"] == "input"}
    strangers = sorted(set(errors) - fields)
    if not errors or strangers:
        return f"errors must stand beside input blocks of the view; {strangers or 'none'} given"
    view.errors = errors
    return None


def _update(site: Site, view: OpenView, response: Json) -> str | None:
    return _shown_instead(site, view, response, lambda new: site.screens.update(view, new))


def _push(site: Site, view: OpenView, response: Json) -> str | None:
    return _shown_instead(site, view, response, lambda new: site.screens.push(view.user, new))


def _shown_instead(site: Site, view: OpenView, response: Json, show: Callable[[Json], OpenView]) -> str | None:
    new = response.get("view") or {}
    faults = limits.view_faults(new, "modal")
    if faults:
        return "; ".join(f"{each.path}: {each.says}" for each in faults)
    try:
        show(new)
    except Refused as refusal:
        return refusal.error
    return None


_AFTER: dict[str | None, Callable[[Site, OpenView, Json], str | None]] = {
    None: _close,
    "clear": _clear,
    "errors": _show_errors,
    "update": _update,
    "push": _push,
}


def _name(view: OpenView) -> str:
    return str(view.shown.get("callback_id") or "")


def _blocks(target: Target) -> list[Json]:
    blocks = target.shown["blocks"] if isinstance(target, OpenView) else target.blocks
    return list(blocks)


def _pressable(blocks: list[Json], label: str, block_id: str | None) -> tuple[Json, Json, Json | None]:
    """The button or menu option whose text is `label`, else the one that begins so."""
    offered = [
        (block, element, option, text)
        for block, element in inputs.interactive(blocks)
        if block_id in (None, block["block_id"])
        for option, text in _labels(element)
    ]
    exact = [each for each in offered if each[3] == label]
    fitting = exact or [each for each in offered if each[3].startswith(label)]
    if not fitting:
        raise PracticeError(f"Nothing here begins with {label!r}; there is {[each[3] for each in offered]}.")
    if len(fitting) > 1:
        places = [(each[3], each[0]["block_id"]) for each in fitting]
        raise PracticeError(f"{label!r} stands here more than once; name the block_id: {places}.")
    block, element, option, _ = fitting[0]
    return block, element, option


def _labels(element: Json) -> list[tuple[Json | None, str]]:
    if element["type"] == "button":
        return [(None, element["text"]["text"])]
    if element["type"] == "overflow":
        return [(option, option["text"]["text"]) for option in element["options"]]
    return []


def _element(blocks: list[Json], action_id: str) -> tuple[Json, Json]:
    offered = list(inputs.interactive(blocks))
    for block, element in offered:
        if action_id in (element["action_id"], block["block_id"]):
            return block, element
    raise PracticeError(f"There is no {action_id!r} here; there is {[each['action_id'] for _, each in offered]}.")


def _field(view: OpenView, name: str) -> tuple[Json, Json]:
    """By block_id, else by label, else by the label's beginning, else by action_id."""
    fields = list(inputs.stateful(view.shown["blocks"]))
    for fits in (
        lambda block, element: block["block_id"] == name,
        lambda block, element: _label(block) == name.lower(),
        lambda block, element: _label(block).startswith(name.lower()),
        lambda block, element: element["action_id"] == name,
    ):
        fitting = [each for each in fields if fits(*each)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise PracticeError(f"{name!r} means more than one field: {[each[0]['block_id'] for each in fitting]}.")
    offered = [(block["block_id"], _label(block)) for block, _ in fields]
    raise PracticeError(f"This modal has no field {name!r}; it has {offered}.")


def _label(block: Json) -> str:
    return str(block.get("label", {}).get("text", "")).lower()


def _tells_at_once(block: Json, element: Json) -> bool:
    return element["type"] not in inputs.TYPED and (block["type"] != "input" or bool(block.get("dispatch_action")))


def _action(block: Json, element: Json, ts: str) -> Json:
    return {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": element["type"],
        "action_ts": ts,
    }


def _pressed(element: Json) -> Json:
    return {key: element[key] for key in ("text", "value", "style", "url") if key in element}


def _message_state(posted: Posted, action: Json) -> Json:
    values: Json = {}
    for block, element in inputs.stateful(posted.blocks):
        values.setdefault(block["block_id"], {})[element["action_id"]] = inputs.prefilled(element)
    if action["type"] in inputs.HOLDS:
        key = inputs.HOLDS[action["type"]][0]
        values[action["block_id"]][action["action_id"]] = {"type": action["type"], key: action[key]}
    return values
