"""Files under a message: pictures are shown, Markdown is rendered, anything else can be opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markdown_it import MarkdownIt
from nicegui import ui

from practice.slack.workspace import StoredFile

OPENED: Mapping[str, str] = {"png": "image/png", "html": "text/html; charset=utf-8"}
"""Files a browser shows as what they are; any other opens as its text."""


def suffix(stored: StoredFile) -> str:
    """Of `report.MD`: md."""
    return stored.name.rpartition(".")[2].lower()


def file(stored: StoredFile) -> None:
    """The name, which opens the file in a tab of its own, and the preview of its kind."""
    if stored.deleted:
        ui.label("This file was deleted.").classes("quiet")
        return
    with ui.element("figure").classes("file"):
        with ui.element("figcaption"):
            ui.icon("description").props("aria-hidden=true")
            ui.link(stored.title or stored.name, f"/shared/{stored.id}", new_tab=True)
            ui.label(f"{max(1, stored.length // 1024)} kB").classes("quiet")
        preview = _PREVIEWS.get(suffix(stored))
        if preview and stored.content is not None:
            preview(stored)


def _picture(stored: StoredFile) -> None:
    picture(stored.id, stored.alt or stored.title or stored.name)


def picture(file_id: str, says: str) -> None:
    """A picture of the workspace, with the words for those who do not see it."""
    element = ui.element("img").classes("picture")
    element.props["src"], element.props["alt"] = f"/shared/{file_id}", says


def _markdown(stored: StoredFile) -> None:
    """Rendered with HTML in it shown as what it is: text."""
    text = (stored.content or b"").decode("utf-8", "replace")
    rendered = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image").render(text)
    with ui.expansion("Preview").classes("preview").props("dense"):
        ui.html(rendered).classes("document")


_PREVIEWS: Mapping[str, Callable[[StoredFile], None]] = {"png": _picture, "md": _markdown}
