"""The modal on top of somebody's screen, as a dialog: typed into, sent in, and told what is wrong beside its fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui

from practice.page import blocks
from practice.page.house import House
from practice.page.spot import Spot, Trying
from practice.slack import inputs
from practice.slack.errors import PracticeError
from practice.slack.rules import entries
from practice.slack.screens import OpenView
from practice.slack.workspace import Json, Member

NO_ANSWER = "scopebot did not answer. Nothing you typed is lost; try again in a moment."
REFUSALS = {
    "missing": "Please fill this in.",
    "too_short": "This is too short.",
    "too_long": "This is too long.",
    "not_a_number": "This is to be a number.",
    "out_of_range": "This number is out of range.",
    "not_a_link": "This is to be a link, with https:// in front.",
    "not_an_email": "This is to be an e-mail address.",
    "not_a_date": "This is to be a day.",
    "not_a_time": "This is to be a time of day.",
    "too_many": "These are too many.",
}


_TO_WHAT_IS_WRONG = "document.querySelector('.window .field.wrong')?.scrollIntoView({block: 'center'})"
"""A long window is built anew with what is wrong in it, and would stand at its beginning."""


class Window:
    """Opens and closes as the app and the person have it. Escape and the ✕ close it, as Slack's do."""

    def __init__(self, house: House, trying: Trying, closed: Callable[[], None]) -> None:
        self._house, self._trying, self._closed = house, trying, closed
        self._shown: tuple[Any, ...] | None = None
        self._view: OpenView | None = None
        self._wrong: dict[str, str] = {}
        self._trouble = ""
        with ui.dialog().props("no-backdrop-dismiss transition-duration=80") as self._dialog:
            self._card = ui.card().classes("window")
        self._dialog.on_value_change(self._hidden)

    def refresh(self, who: Member) -> None:
        """Opens, builds anew or closes, as the modal on top of this person's screen has it."""
        view = self._house.site.screens.top(who.id)
        if view is not self._view:
            self._wrong, self._trouble = {}, ""
        self._view, self._who = view, who
        look = (
            None
            if view is None
            else (view.id, view.hash, tuple(view.errors.items()), tuple(self._wrong.items()), self._trouble)
        )
        if look == self._shown:
            return
        self._shown = look
        if view is None:
            self._dialog.close()
            self._card.clear()
        else:
            self._build(view)
            self._dialog.open()

    def _build(self, view: OpenView) -> None:
        title = view.shown["title"]["text"]
        self._dialog.props["aria-label"] = title
        self._dialog.update()
        self._card.clear()
        with self._card, ui.element("form").on("submit.prevent", self._submit).props("novalidate"):
            with ui.element("div").classes("top"):
                ui.label(title).classes("title").props("role=heading aria-level=2")
                ui.button(icon="close", color=None, on_click=self._dialog.close).props("flat dense aria-label=Close")
            with ui.element("div").classes("body"):
                if self._trouble:
                    ui.label(self._trouble).classes("trouble").props("role=alert")
                spot = Spot(self._house, self._who, view, self._trying, self._wrong | view.errors)
                blocks.show(_with_focus(view.shown["blocks"], spot.wrong), spot)
            self._foot(view)
        if spot.wrong:
            ui.run_javascript(_TO_WHAT_IS_WRONG)

    def _foot(self, view: OpenView) -> None:
        with ui.element("div").classes("foot"):
            close = (view.shown.get("close") or {}).get("text", "Close")
            ui.button(close, color=None, on_click=self._dialog.close).classes("plain").props("no-caps unelevated")
            if view.shown.get("submit"):
                submit = ui.button(view.shown["submit"]["text"], color=None).classes("primary")
                self._button = submit.props("no-caps unelevated type=submit")

    async def _submit(self) -> None:
        view = self._view
        if view is None or not view.shown.get("submit"):
            return
        self._wrong = {block: REFUSALS[kind] for block, kind in entries.refusals(view.shown["blocks"], view.typed)}
        if not self._wrong:
            await self._send(view)
        self.refresh(self._who)

    async def _send(self, view: OpenView) -> None:
        self._button.props("loading")
        try:
            answer = await self._house.fingers.submits(self._who.id)
        except PracticeError as error:
            self._trouble = str(error)
            return
        self._trouble = (answer.error or "") if answer.acked else NO_ANSWER
        self._house.begun = self._house.begun or answer.acked
        if not self._button.is_deleted:
            self._button.props(remove="loading")

    async def _hidden(self) -> None:
        """Somebody closed it; where the app did, nothing is open any more."""
        view = self._view
        if self._dialog.value or view is None or self._house.site.screens.top(self._who.id) is not view:
            return
        self._view = self._shown = None
        try:
            await self._house.fingers.closes(self._who.id)
        except PracticeError:
            return
        self._closed()


def _with_focus(blocks: list[Json], wrong: Any) -> list[Json]:
    """The first field that is wrong, else the first one, is where typing begins."""
    fields = [block for block, element in inputs.stateful(blocks) if block["type"] == "input"]
    first = next((each for each in fields if each["block_id"] in wrong), fields[0] if fields else None)
    return [block | {"focus": True} if block is first else block for block in blocks]
