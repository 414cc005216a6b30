"""The messages of a channel, of a thread or of direct messages, with a line where a day begins."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nicegui import ui
from nicegui.element import Element

from practice.page.message import Reading, row
from practice.page.rows import Row, Rows, plain
from practice.slack.workspace import Posted


class Conversation:
    """Newest at the bottom, where it stays while new ones come in."""

    def __init__(self, label: str) -> None:
        with ui.element("div").classes("tail"):
            self._list = ui.element("div").classes("messages").props("role=log tabindex=0")
            self._list.props["aria-label"] = label
        self._rows = Rows(self._list)

    def begin(self, label: str) -> None:
        """Something else is shown from now on, or to somebody else."""
        self._rows.clear()
        self._list.props["aria-label"] = label
        self._list.update()

    def show(self, messages: list[Posted], seen: Reading) -> None:
        """These messages in their order, with a line wherever a day begins; at the bottom if it was there before."""
        self._rows.show(_with_days(messages, seen) if messages else [_nothing(seen)])


def in_channel(seen: Reading, channel: str) -> list[Posted]:
    """What stands in a channel itself, and what stands there for this person alone."""
    private = [each for each in _private(seen, channel) if each.thread_ts is None]
    return _in_order([*seen.house.workspace.top_level(channel), *private])


def in_thread(seen: Reading, channel: str, ts: str) -> list[Posted]:
    """A thread with its parent, and what stands in it for this person alone."""
    private = [each for each in _private(seen, channel) if each.thread_ts == ts]
    return _in_order([*seen.house.workspace.thread(channel, ts), *private])


def _private(seen: Reading, channel: str) -> Iterator[Posted]:
    ephemerals = seen.house.workspace.ephemerals
    return (each for each in ephemerals if (each.channel, each.only_for) == (channel, seen.who.id))


def _in_order(messages: list[Posted]) -> list[Posted]:
    return sorted(messages, key=lambda each: each.ts)


def _with_days(messages: list[Posted], seen: Reading) -> Iterator[Row]:
    today = None
    for posted in messages:
        at = seen.house.local(seen.who, posted.ts)
        if at.date() != today:
            today = at.date()
            words = f"{at:%A}, {at.day} {at:%B}"
            yield Row(f"day {today}", words, partial(_day, words), plain(classes="day"))
        yield row(posted, seen)


def _day(words: str, frame: Element) -> None:
    ui.label(words)


def _nothing(seen: Reading) -> Row:
    words = "Nothing here yet. Type /scope below, and scopebot asks what a careful director would ask."
    return Row("nothing", words, partial(_empty, words), plain(classes="nothing"))


def _empty(words: str, frame: Element) -> None:
    ui.icon("o_forum").props("aria-hidden=true")
    ui.label(words)
