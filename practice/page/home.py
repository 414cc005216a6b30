"""The app's Home tab, as it was last published for whoever looks."""

from __future__ import annotations

from nicegui import background_tasks, ui
from nicegui.element import Element

from practice.page import blocks
from practice.page.house import House
from practice.page.rows import Row, Rows, plain
from practice.page.spot import Spot, Trying
from practice.slack.workspace import Member


class Home:
    """The Home tab of the app; it is shown in place of the messages."""

    def __init__(self, house: House, trying: Trying) -> None:
        self._house, self._trying = house, trying
        with ui.element("div").classes("home") as self._box:
            self._rows = Rows(ui.element("div").classes("published"))

    def begin(self, who: Member, *, shown: bool) -> None:
        """Opening it tells the app, which then publishes it."""
        self._rows.clear()
        self._box.set_visibility(shown)
        if shown:
            background_tasks.create(self._house.people.opens_home(who.id))

    def refresh(self, who: Member) -> None:
        """Shows what was last published for this person."""
        view = self._house.site.screens.home(who.id)
        if view is None:
            self._rows.show([Row("none", None, _waiting, plain())])
            return
        spot = Spot(self._house, who, view, self._trying)
        self._rows.show([Row("home", (view.id, view.hash), lambda _: blocks.show(view.shown["blocks"], spot), plain())])


def _waiting(frame: Element) -> None:
    ui.label("scopebot has published nothing here yet.").classes("quiet")
