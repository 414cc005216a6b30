"""What people have open: each person's stack of modals, and their Home."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from practice.slack import inputs
from practice.slack.block_ids import with_ids
from practice.slack.errors import Refused
from practice.slack.workspace import APP, TEAM, Json, Workspace

DEEPEST = 3
SHOWN = ("type", "blocks", "private_metadata", "callback_id", "title", "submit", "close", "external_id")
FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")


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
        """What was typed, as Slack's `state.values`: by block_id, then action_id."""
        values: Json = {}
        for (block_id, action_id), state in self.typed.items():
            values.setdefault(block_id, {})[action_id] = state
        return values

    def as_slack(self, workspace: Workspace) -> Json:
        """The view as payloads and the answers of views.* carry it."""
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


class Screens:
    """Opens, stacks, updates and closes views. What is refused raises Refused with Slack's name for it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stacks: dict[str, list[OpenView]] = {}
        self._homes: dict[str, OpenView] = {}
        self.made = 0

    def top(self, user: str) -> OpenView | None:
        """The modal on top of somebody's screen."""
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def home(self, user: str) -> OpenView | None:
        """Somebody's Home, once one was published."""
        return self._homes.get(user)

    def find(self, view_id: str | None = None, external_id: str | None = None) -> OpenView:
        """Any open view, by its id or by the app's own. Raises Refused(not_found)."""
        for each in [*self._homes.values(), *(view for stack in self._stacks.values() for view in stack)]:
            if (view_id and each.id == view_id) or (external_id and each.shown.get("external_id") == external_id):
                return each
        raise Refused("not_found")

    def open(self, user: str, view: Json) -> OpenView:
        """A stack of this one modal; what was open before is gone."""
        opened = self._make(user, view)
        self._stacks[user] = [opened]
        return opened

    def push(self, user: str, view: Json) -> OpenView:
        """On top of the stack. Raises Refused: not_found on an empty screen, push_limit_reached on the fourth."""
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
        """Somebody's Home, new or changed; an outdated hash is refused."""
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
        """This view goes, and what is under it shows; with `whole_stack`, nothing is left."""
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
            holder = self.find(external_id=wanted)
        except Refused:
            return
        if holder is not besides:
            raise Refused("duplicate_external_id")

    def _new_hash(self) -> str:
        return f"{int(self._workspace.now().timestamp())}.{secrets.token_hex(4)}"


def _completed(view: Json) -> Json:
    return {key: view[key] for key in (*SHOWN, *FLAGS) if key in view} | {"blocks": with_ids(view["blocks"])}


def _fresh(blocks: list[Json]) -> dict[tuple[str, str], Json]:
    return {
        (block["block_id"], element["action_id"]): inputs.prefilled(element)
        for block, element in inputs.stateful(blocks)
    }
