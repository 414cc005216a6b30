"""Where people type: words for the channel or the thread, and commands, offered as soon as a slash stands there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from nicegui import ui
from nicegui.element import Element

from practice.page.rows import Row, Rows
from practice.slack.manifest import AppManifest


class Offer(NamedTuple):
    """A command as it is offered: the words that are typed by choosing it, and what they do."""

    typed: str
    says: str


class Composer:
    """Enter sends, Shift and Enter begin a new line; arrows choose among the offers, Tab or Enter takes one."""

    def __init__(self, name: str, app: AppManifest | None, send: Callable[[str], Awaitable[bool]]) -> None:
        self._app, self._send, self._list_id = app, send, f"{name}-offers"
        self._offers: list[Offer] = []
        self._chosen = 0
        with ui.element("div").classes("composer"):
            box = ui.element("div").classes("offers").props(f"role=listbox id={self._list_id} aria-label=Commands")
            self._box, self._rows = box, Rows(box)
            with ui.element("div").classes("line"):
                self._field = ui.textarea(on_change=self._typed).props("borderless dense autogrow rows=1")
                self._field.classes("words")
                send_button = ui.button(icon="send", color=None, on_click=self._enter).props("flat dense")
                send_button.props["aria-label"] = "Send"
        self._listen()
        self._show_offers()

    def address(self, label: str) -> None:
        """Whom the words go to from now on."""
        self._field.props["aria-label"] = label
        self._field.props["placeholder"] = label
        self._field.value = ""
        self._field.update()

    def focus(self) -> None:
        """Puts the cursor there."""
        self._field.run_method("focus")

    def _listen(self) -> None:
        self._field.on("keydown.enter.exact.prevent", self._enter)
        self._field.on("keydown.escape", lambda: self._offer([]))
        for key, by in (("down", 1), ("up", -1)):
            self._field.on(f"keydown.{key}", lambda by=by: self._move(by))
        if self._app is not None:
            self._field.props(f"role=combobox aria-autocomplete=list aria-controls={self._list_id} aria-expanded=false")
            self._field.on("keydown.tab", self._complete, js_handler=_TAB.format(self._list_id))

    async def _enter(self) -> None:
        text = str(self._field.value or "")
        if self._offers and self._offers[self._chosen].typed.strip() != text.strip():
            self._take(self._offers[self._chosen])
            return
        if text.strip():
            self._offer([])
            self._field.value = ""
            if not await self._send(text.strip()):
                self._field.value = text
                self._offer([])

    def _typed(self) -> None:
        text = str(self._field.value or "")
        self._offer(offers(self._app, text) if self._app and text.startswith("/") else [])

    def _offer(self, offered: list[Offer]) -> None:
        self._offers, self._chosen = offered, 0
        self._show_offers()

    def _move(self, by: int) -> None:
        if self._offers:
            self._chosen = (self._chosen + by) % len(self._offers)
            self._show_offers()

    def _complete(self) -> None:
        if self._offers:
            self._take(self._offers[self._chosen])

    def _take(self, offer: Offer) -> None:
        self._field.value = offer.typed
        self._offer([])
        self.focus()

    def _show_offers(self) -> None:
        self._rows.show(self._row(number, offer) for number, offer in enumerate(self._offers))
        self._box.set_visibility(bool(self._offers))
        if self._app is not None:
            self._field.props(f"aria-expanded={'true' if self._offers else 'false'}")
            chosen = f"{self._list_id}-{self._chosen}" if self._offers else ""
            self._field.props["aria-activedescendant"] = chosen
            self._field.update()

    def _row(self, number: int, offer: Offer) -> Row:
        chosen = number == self._chosen

        def build(frame: Element) -> None:
            frame.classes(add="chosen" if chosen else "", remove="" if chosen else "chosen")
            frame.props(f"id={self._list_id}-{number} aria-selected={'true' if chosen else 'false'}")
            ui.label(offer.typed).classes("typed")
            ui.label(offer.says).classes("quiet")

        def frame() -> Element:
            return ui.element("div").classes("offer").props("role=option").on("click", lambda: self._take(offer))

        return Row(offer.typed, (number, chosen), build, frame)


def offers(app: AppManifest, text: str) -> list[Offer]:
    """The commands that begin as typed, each with the words that may follow it; none once more is typed."""
    offered = []
    for command in app.commands or []:
        about = app.offers[command]
        offered.append(Offer(command, about.says))
        offered += [Offer(f"{command} {word}", SAYS.get(word, "")) for word in about.words]
    fitting = [each for each in offered if each.typed.startswith(text)]
    return [] if [each.typed for each in fitting] == [text] else fitting


SAYS = {
    "new": "Begin one; a title may follow",
    "list": "All of this channel",
    "status": "How far it is",
    "report": "What there is so far",
    "remind": "Ring whoever is overdue",
    "park": "Put it aside",
    "resume": "Go on",
    "cancel": "End it",
    "help": "What there is to type",
}
_TAB = """(event) => {{
  const list = document.getElementById("{0}");
  if (list && list.children.length && !event.shiftKey) {{ event.preventDefault(); emit(event); }}
}}"""
