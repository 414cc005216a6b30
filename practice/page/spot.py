"""Where blocks stand, a message or a view of one person's; and what that person does with the elements there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nicegui import ui

from practice.page.house import House
from practice.page.rich_text import Reader
from practice.slack import inputs
from practice.slack.screens import OpenView
from practice.slack.wire.deliveries import Answer
from practice.slack.workspace import Json, Member, Posted

Trying = Callable[[Awaitable[Answer]], Awaitable[Answer | None]]


@dataclass
class Spot:
    """`trying` does an act and tells the person what came of it; `wrong` are sentences beside fields, by block.

    `mend` takes such a sentence away, once its field is filled in again.
    """

    house: House
    who: Member
    stands: Posted | OpenView
    trying: Trying
    wrong: Mapping[str, str] = field(default_factory=dict)
    mend: dict[str, Callable[[], None]] = field(default_factory=dict)

    @property
    def reader(self) -> Reader:
        """The same person, as rich text asks for them."""
        return Reader(self.who.id, self.house.names, self.house.workspace.url)

    async def press(self, block: Json, label: str) -> None:
        """Presses the button or menu option with this label in the block."""
        await self.trying(self.house.fingers.presses(self.who.id, label, self._on, block["block_id"]))

    async def set(self, block: Json, element: Json, value: Any) -> None:
        """Types or chooses; empty is as good as nothing."""
        name = element["action_id"] if block["type"] == "actions" else block["block_id"]
        self.mend.pop(block["block_id"], _nothing)()
        await self.trying(self.house.fingers.chooses(self.who.id, name, value or None, self._on))

    def value(self, block: Json, element: Json) -> Any:
        """What stands in the element now."""
        state = inputs.prefilled(element)
        if isinstance(self.stands, OpenView):
            state = self.stands.typed.get((block["block_id"], element["action_id"]), state)
        return inputs.held(state)

    @property
    def _on(self) -> Json:
        if isinstance(self.stands, OpenView):
            return {"view_id": self.stands.id}
        return {"channel": self.stands.channel, "ts": self.stands.ts}


def _nothing() -> None:
    """Nothing was wrong."""


async def agreed(confirm: Json | None) -> bool:
    """Asks before something is done, where the app wants that asked."""
    if confirm is None:
        return True
    with ui.dialog() as dialog, ui.card().classes("window small"):
        dialog.props["aria-label"] = confirm["title"]["text"]
        ui.label(confirm["title"]["text"]).classes("title").props("role=heading aria-level=2")
        ui.label(confirm["text"]["text"])
        with ui.row().classes("foot"):
            ui.button(confirm["deny"]["text"], color=None, on_click=lambda: dialog.submit(False)).classes("plain")
            yes = ui.button(confirm["confirm"]["text"], color=None, on_click=lambda: dialog.submit(True))
            yes.classes("danger" if confirm.get("style") == "danger" else "primary").props("autofocus")
    answer = bool(await dialog)
    dialog.delete()
    return answer
