"""What people have open: each person's stack of modals and their Home, and the trigger ids that open them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from practice.slack.rules import inputs
from practice.slack.workspace import APP, TEAM, Clock, Json, Workspace

DEEPEST = 3
TRIGGER_LIFE = timedelta(seconds=3)
SHOWN = ("type", "blocks", "private_metadata", "callback_id", "title", "submit", "close", "external_id")
FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")


class Refused(Exception):
    """A call that Slack answers with `ok: false`; `more` joins the answer."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error, self.more = error, more


@dataclass
class OpenView:
    """One view on somebody's screen. `typed` is the state by (block_id, action_id)."""

    id: str
    user: str
    shown: Json
    hash: str
    root: str
    previous: str | None = None
    typed: dict[tuple[str, str], Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def values(self) -> Json:
        values: Json = {}
        for (block_id, action_id), state in self.typed.items():
            values.setdefault(block_id, {})[action_id] = state
        return values

    def as_slack(self, workspace: Workspace) -> Json:
        shape: Json = {"id": self.id, "team_id": TEAM, "type": self.shown["type"]}
        shape |= {key: self.shown.get(key) for key in ("title", "submit", "close")}
        shape |= {key: self.shown.get(key, "") for key in ("private_metadata", "callback_id", "external_id")}
        shape |= {key: self.shown.get(key, False) for key in FLAGS}
        return shape | {
            "blocks": self.shown["blocks"],
            "state": {"values": self.values()},
            "hash": self.hash,
            "root_view_id": self.root,
            "previous_view_id": self.previous,
            "app_id": APP,
            "app_installed_team_id": TEAM,
            "bot_id": workspace.bot.bot_id,
        }


@dataclass
class Trigger:
    user: str
    until: datetime
    exchanged: bool = False
    doubled: bool = False  # its payload was delivered twice on purpose


class Triggers:
    """Trigger ids: good for three seconds and for one exchange."""

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._given: dict[str, Trigger] = {}

    def give(self, user: str) -> str:
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._given[trigger_id] = Trigger(user, self._now() + TRIGGER_LIFE)
        return trigger_id

    def of(self, trigger_id: str) -> Trigger | None:
        return self._given.get(trigger_id)

    def exchange(self, trigger_id: str) -> str:
        """The user it was given for. Raises Refused where it is unknown, used or too old."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.exchanged:
            raise Refused("exchanged_trigger_id")
        if self._now() > trigger.until:
            raise Refused("expired_trigger_id")
        trigger.exchanged = True
        return trigger.user


class Screens:
    """Opens, stacks, updates and closes views. What is refused raises Refused with Slack's name for it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stacks: dict[str, list[OpenView]] = {}
        self._homes: dict[str, OpenView] = {}
        self.made = 0

    def top(self, user: str) -> OpenView | None:
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def home(self, user: str) -> OpenView | None:
        return self._homes.get(user)

    def find(self, view_id: str | None = None, external_id: str | None = None) -> OpenView:
        for each in [*self._homes.values(), *(view for stack in self._stacks.values() for view in stack)]:
            if (view_id and each.id == view_id) or (external_id and each.shown.get("external_id") == external_id):
                return each
        raise Refused("not_found")

    def open(self, user: str, view: Json) -> OpenView:
        opened = self._make(user, view)
        self._stacks[user] = [opened]
        return opened

    def push(self, user: str, view: Json) -> OpenView:
        stack = self._stacks.get(user)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= DEEPEST:
            raise Refused("push_limit_reached")
        pushed = self._make(user, view)
        pushed.root, pushed.previous = stack[0].id, stack[-1].id
        stack.append(pushed)
        return pushed

    def publish(self, user: str, view: Json, hash_: str | None) -> OpenView:
        home = self._homes.get(user)
        if home is None:
            self._homes[user] = self._make(user, view)
            return self._homes[user]
        return self.update(home, view, hash_)

    def update(self, open_view: OpenView, view: Json, hash_: str | None = None) -> OpenView:
        """What a person typed stays where block_id, action_id and type stay."""
        if hash_ is not None and hash_ != open_view.hash:
            raise Refused("hash_conflict")
        self._check_external_id(view, besides=open_view)
        before = open_view.typed
        open_view.shown, open_view.hash = _completed(view), self._new_hash()
        open_view.typed = _fresh(open_view.shown["blocks"])
        open_view.errors = {}
        for key, state in before.items():
            if key in open_view.typed and open_view.typed[key]["type"] == state["type"]:
                open_view.typed[key] = state
        return open_view

    def close(self, view: OpenView, *, whole_stack: bool = False) -> None:
        stack = self._stacks.get(view.user, [])
        if whole_stack:
            stack.clear()
        elif view in stack:
            stack.remove(view)

    def _make(self, user: str, view: Json) -> OpenView:
        self._check_external_id(view)
        self.made += 1
        shown = _completed(view)
        view_id = f"V{self.made:010d}"
        return OpenView(view_id, user, shown, self._new_hash(), root=view_id, typed=_fresh(shown["blocks"]))

    def _check_external_id(self, view: Json, besides: OpenView | None = None) -> None:
        wanted = view.get("external_id")
        if not wanted:
            return
        try:
            found = self.find(external_id=wanted)
        except Refused:
            return
        if found is not besides:
            raise Refused("duplicate_external_id")

    def _new_hash(self) -> str:
        return f"{int(self._workspace.now().timestamp())}.{secrets.token_hex(4)}"


def with_ids(blocks: list[Json]) -> list[Json]:
    """The blocks with a block_id and action_ids everywhere, as Slack adds them where the app named none."""
    return [_with_ids(block) for block in blocks]


def _with_ids(block: Json) -> Json:
    block = {"block_id": secrets.token_hex(3), **block}
    for key in ("accessory", "element"):
        if key in block:
            block[key] = _with_action_id(block[key])
    if "elements" in block and block["type"] == "actions":
        block["elements"] = [_with_action_id(each) for each in block["elements"]]
    return block


def _with_action_id(element: Json) -> Json:
    return element if element["type"] == "image" else {"action_id": secrets.token_hex(3)} | element


def _completed(view: Json) -> Json:
    return {key: view[key] for key in (*SHOWN, *FLAGS) if key in view} | {"blocks": with_ids(view["blocks"])}


def _fresh(blocks: list[Json]) -> dict[tuple[str, str], Json]:
    return {
        (block["block_id"], element["action_id"]): inputs.prefilled(element)
        for block, element in inputs.stateful(blocks)
    }
