"""A first line: who you are and what to do. It goes once it has done its work."""

from __future__ import annotations

from nicegui import ui

from practice.page.house import House
from practice.slack.workspace import Channel, Member


class Guide:
    """Shown until somebody has sent in a first window, or closed the line."""

    def __init__(self, house: House) -> None:
        self._house = house
        with ui.element("div").classes("guide").props('role=note aria-label="What to do"') as self._box:
            self._words = ui.label().classes("words")
            close = ui.button(icon="close", color=None, on_click=self._close).props("flat dense")
            close.props["aria-label"] = "Close this line"

    def refresh(self, who: Member) -> None:
        """Says it to whoever acts now."""
        self._box.set_visibility(not self._house.begun)
        self._words.text = says(who, self._house.channels(who), self._busy())

    def _busy(self) -> set[str]:
        return {channel for channel, messages in self._house.workspace.messages.items() if messages}

    def _close(self) -> None:
        self._house.begun = True


def says(who: Member, channels: list[Channel], busy: set[str]) -> str:
    """Of the channels somebody can open, `busy` are the ids of those in which something goes on."""
    here = f"You are {who.real_name}, {who.title}"
    if who.is_stranger:
        return f"{here} from another organisation, and can read along. {OTHERS}"
    going_on = next((each.name for each in channels if each.id in busy), "")
    free = next((each.name for each in channels if each.id not in busy), "")
    answer = f"answer in the thread in #{going_on}" if going_on else ""
    start = f"type /scope in #{free} to begin your own" if free else ""
    todo = ", or ".join(each for each in (answer, start) if each)
    return f"{here}. {todo[:1].upper()}{todo[1:]}. {OTHERS}"


OTHERS = "The others are under “Act as”."
