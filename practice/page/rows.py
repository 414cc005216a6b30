"""A list on the page that follows a list of rows: new ones are put in, changed ones filled anew, others removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from nicegui import ui
from nicegui.element import Element


@dataclass(frozen=True)
class Row:
    """`look` is anything that compares equal while the row looks the same; `build` fills the row's element.

    The element itself, from `frame`, stays as long as the key: a click on it is never lost to a change of its looks.
    """

    key: str
    look: Any
    build: Callable[[Element], None]
    frame: Callable[[], Element]


def plain(tag: str = "div", classes: str = "", props: str = "") -> Callable[[], Element]:
    """A frame that does nothing by itself."""
    return lambda: ui.element(tag).classes(classes).props(props)


class Rows:
    """Leaves alone what has not changed, so that focus, an open menu and the place scrolled to stay."""

    def __init__(self, container: Element) -> None:
        self._container = container
        self._shown: dict[str, tuple[Row, Element]] = {}

    def clear(self) -> None:
        """Empties the list; what comes next is built from nothing."""
        self._shown.clear()
        self._container.clear()

    def show(self, wanted: Iterable[Row]) -> bool:
        """Whether anything changed."""
        rows = list(wanted)
        changed = self._drop({row.key for row in rows})
        for place, row in enumerate(rows):
            shown = self._shown.get(row.key)
            if shown is None:
                self._add(row, place)
            elif shown[0].look != row.look:
                self._fill(row, shown[1])
            else:
                continue
            changed = True
        return changed

    def _drop(self, keep: set[str]) -> bool:
        gone = [key for key in self._shown if key not in keep]
        for key in gone:
            self._shown.pop(key)[1].delete()
        return bool(gone)

    def _add(self, row: Row, place: int) -> None:
        with self._container:
            element = row.frame()
        self._fill(row, element)
        if place < len(self._shown) - 1:
            element.move(target_index=place)

    def _fill(self, row: Row, element: Element) -> None:
        element.clear()
        self._shown[row.key] = row, element
        with element:
            row.build(element)
