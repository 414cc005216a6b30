"""Behind the scenes: the moods, each a switch, and every call and payload as it happens, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import orjson
from nicegui import ui
from nicegui.element import Element

from practice.page.house import House
from practice.page.rows import Row, Rows, plain
from practice.slack.ledger import Called, Delivered, Violation
from practice.slack.workspace import Json

MOST = 120
SLOW = 1.5


class Mood(NamedTuple):
    """A switch: what it says, what it wishes for when it is on and off, and whether it is on."""

    name: str
    says: str
    on: Json
    off: Json
    holds: Callable[[Any], bool]


MOODS = (
    Mood("Slow", "Each call takes 1.5 seconds longer", {"slow": SLOW}, {"slow": 0.0}, lambda m: m.slow > 0),
    Mood(
        "Rate-limited",
        "Every second call has to wait a second",
        {"rate_limit": {"method": "*", "every": 2, "retry_after": 1}},
        {"rate_limit": None},
        lambda m: bool(m.rate_limits),
    ),
    Mood("Down", "Slack cannot be reached", {"down": True}, {"down": False}, lambda m: m.down),
    Mood(
        "Retries",
        "Each event is sent again, as if nobody had answered",
        {"deaf": True},
        {"deaf": False},
        lambda m: m.deaf,
    ),
    Mood("Duplicates", "Everything is delivered twice", {"twice": True}, {"twice": False}, lambda m: m.twice),
    Mood("No files", "This workspace takes no files", {"files": "off"}, {"files": ""}, lambda m: bool(m.files)),
)


class Behind:
    """Hidden at first. Each line opens to what was sent and what was answered, as JSON."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._open: set[int] = set()
        with ui.element("section").classes("behind").props('aria-label="Behind the scenes"') as self._section:
            with ui.element("div").classes("moods").props("role=group aria-label=Moods"):
                self._switches = {mood.name: self._switch(mood) for mood in MOODS}
            lines = ui.element("div").classes("ledger").props('role=list tabindex=0 aria-label="Calls and payloads"')
        self._rows = Rows(lines)
        self._section.set_visibility(False)

    @property
    def is_shown(self) -> bool:
        """Whether somebody looks behind the scenes now."""
        return bool(self._section.visible)

    def toggle(self) -> None:
        """Shows what is hidden, hides what is shown."""
        self._section.set_visibility(not self._section.visible)
        self.refresh()

    def refresh(self) -> None:
        """Sets the switches as the moods are, and puts new lines on top; hidden, it builds none."""
        for mood in MOODS:
            self._switches[mood.name].value = mood.holds(self._house.moods)
        if self.is_shown:
            self._rows.show(list(self._lines())[:MOST])

    def _switch(self, mood: Mood) -> ui.switch:
        def turn(event: Any) -> None:
            if bool(event.value) == mood.holds(self._house.moods):
                return
            self._house.moods.change(**(mood.on if event.value else mood.off))
            if self._house.moods.down:
                self._house.site.sockets.cut()

        with ui.element("div").classes("mood"):
            switch = ui.switch(mood.name, on_change=turn).props("dense")
            switch.props["aria-label"] = f"{mood.name}: {mood.says}"
            ui.label(mood.says).classes("quiet").props("aria-hidden=true")
        return switch

    def _lines(self) -> Iterator[Row]:
        """The clock may be skipped and never goes back, so that its order is the order of what happened."""
        ledger = self._house.ledger
        records: list[Called | Delivered | Violation] = [
            *ledger.calls[-MOST:],
            *ledger.deliveries[-MOST:],
            *ledger.violations[-MOST:],
        ]
        for each in sorted(records, key=lambda one: one.at, reverse=True):
            yield self._row(each)

    def _row(self, record: Called | Delivered | Violation) -> Row:
        line = _LINES[type(record)](record)

        def build(frame: Element) -> None:
            with ui.element("details").classes("record") as details:
                with ui.element("summary").classes(line.mark):
                    ui.label(line.arrow).classes("arrow").props("aria-hidden=true")
                    ui.label(line.what).classes("what")
                    ui.label(line.came).classes("quiet")
                code = ui.element("pre")
            details.on("toggle", lambda: _fill(code, line.full), [])

        return Row(str(id(record)), line[:4], build, plain(props="role=listitem"))


class Line(NamedTuple):
    """One line of the ledger as it is read: which way it went, what it was, what came of it; `full` is all of it."""

    arrow: str
    what: str
    came: str
    mark: str
    full: Json


def _fill(code: Element, full: Json) -> None:
    """Written when it is first opened: most lines never are."""
    if not code.default_slot.children:
        with code:
            ui.label(orjson.dumps(full, option=orjson.OPT_INDENT_2, default=str).decode()).classes("json")


def _call(record: Called) -> Line:
    bad = "" if record.answer in ("ok", "under way") else "bad"
    full = {"method": record.method, "arguments": record.sent, "answer": record.answer}
    return Line("←", record.method, f"{record.answer} · {_ms(record.seconds)}", bad, full)


def _delivery(record: Delivered) -> Line:
    came = "acknowledged" if record.acked else record.error or "on its way"
    again = f" · retry {record.attempt}" if record.attempt else ""
    full = {"type": record.kind, "payload": record.payload, "acknowledged": record.acked, "answer": record.response}
    bad = "bad" if record.error else ""
    return Line("→", f"{record.kind}: {record.what}", f"{came}{again} · {_ms(record.seconds)}", bad, full)


def _violation(record: Violation) -> Line:
    full = {"kind": record.kind, "method": record.method, "says": record.says, "faults": record.faults}
    return Line("!", f"Slack would refuse this: {record.says}", record.method or "", "bad", full)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


_LINES: dict[type, Callable[[Any], Line]] = {Called: _call, Delivered: _delivery, Violation: _violation}
