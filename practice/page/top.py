"""The line at the top: what time it is for whoever acts, skipping ahead, and a look behind the scenes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from nicegui import ui

from practice.page.house import House
from practice.slack.workspace import Member

SKIPS = {"An hour": timedelta(hours=1), "A day": timedelta(days=1), "A week": timedelta(weeks=1)}


class Top:
    """The clock of whoever acts, the three skips, and the switch to behind the scenes."""

    def __init__(
        self,
        house: House,
        side: Callable[[], None],
        behind: Callable[[], bool],
        skip: Callable[[timedelta], Awaitable[None]],
    ) -> None:
        self._house, self._skip = house, skip
        with ui.element("div").classes("top-line").props("role=banner"):
            menu = ui.button(icon="menu", color=None, on_click=side).props("flat dense").classes("side-button")
            menu.props["aria-label"] = "Channels and people"
            with ui.element("div").classes("clock").props("role=timer"):
                self._clock, self._city = ui.label(), ui.label().classes("city")
            with ui.element("div").classes("skips").props('role=group aria-label="Skip ahead"'):
                ui.label("Skip ahead").classes("quiet").props("aria-hidden=true")
                for label, by in SKIPS.items():
                    self._button(label, by)
            self._behind = ui.button("Behind the scenes", color=None, on_click=lambda: self._pressed(behind()))
            self._behind.props("flat dense no-caps icon=o_terminal aria-pressed=false").classes("behind-button")
            self._behind.props["aria-label"] = "Behind the scenes"

    def refresh(self, who: Member) -> None:
        """Sets the clock to this person's own time."""
        now = self._house.local(who)
        city = who.tz.rpartition("/")[2].replace("_", " ")
        self._clock.text = f"{now:%a} {now.day} {now:%b}, {now.hour}:{now:%M}"
        self._city.text = f"in {city}"

    def _button(self, label: str, by: timedelta) -> None:
        async def press() -> None:
            button.props("loading aria-disabled=true")
            await self._skip(by)
            button.props(remove="loading aria-disabled")

        button = ui.button(label.split()[1].capitalize(), color=None, on_click=press).props("flat dense no-caps")
        button.props["aria-label"] = f"Skip ahead {label.lower()}"

    def _pressed(self, shown: bool) -> None:
        self._behind.props(f"aria-pressed={'true' if shown else 'false'}")
