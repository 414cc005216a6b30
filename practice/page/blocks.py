"""Block Kit's blocks as they stand on the page, a row for each block the bot uses; one without a row says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from nicegui import ui
from nicegui.element import Element

from practice import reading
from practice.page import rich_text
from practice.page.elements import ELEMENTS, unknown
from practice.page.files import picture
from practice.page.spot import Spot
from practice.slack.workspace import Json

WRONG = "error no-error-icon aria-invalid=true"


def show(blocks: Iterable[Json], spot: Spot) -> None:
    """Builds each block where the page is just now; a block without a row says that it has none."""
    for block in blocks:
        BLOCKS.get(block["type"], _unknown)(block, spot)


def _rich_text(block: Json, spot: Spot) -> None:
    ui.html(rich_text.written(block, spot.reader)).classes("rich")


def _section(block: Json, spot: Spot) -> None:
    with ui.element("div").classes("section"):
        with ui.element("div").classes("rich"):
            for text in [*([block["text"]] if "text" in block else []), *block.get("fields", [])]:
                _text(text, spot)
        if "accessory" in block:
            _element(block, block["accessory"], spot)


def _actions(block: Json, spot: Spot) -> None:
    with ui.element("div").classes("actions"):
        for element in block["elements"]:
            _element(block, element, spot)


def _context(block: Json, spot: Spot) -> None:
    with ui.element("div").classes("context"):
        for each in block["elements"]:
            _text(each, spot) if "text" in each else unknown("element", each["type"])


def _divider(block: Json, spot: Spot) -> None:
    ui.separator()


def _header(block: Json, spot: Spot) -> None:
    ui.label(block["text"]["text"]).classes("header").props("role=heading aria-level=3")


def _image(block: Json, spot: Spot) -> None:
    if "slack_file" in block:
        picture(block["slack_file"].get("id", ""), block["alt_text"])
    else:
        unknown("address of the image", block["image_url"])


def _input(block: Json, spot: Spot) -> None:
    """The label, the field, its hint, and what is wrong with it: each found by whoever does not see it."""
    name, wrong = block["block_id"], spot.wrong.get(block["block_id"])
    with ui.element("div").classes("field") as frame:
        with ui.element("label").classes("label").props(f"for={_id(name)}"):
            ui.label(block["label"]["text"])
            if block.get("optional"):
                ui.label("(optional)").classes("quiet")
        field = _element(block, block["element"], spot)
        sentence = _sentence(name, wrong)
        if "hint" in block:
            ui.label(block["hint"]["text"]).classes("quiet").props(f"id={_id(name)}-hint")
    if field is not None:
        field.props["for"] = _id(name)
        field.props["aria-label"] = None if isinstance(field, ui.select) else block["label"]["text"]
        field.props["aria-describedby"] = f"{_id(name)}-wrong {_id(name)}-hint"
        field.props("autofocus" if block.get("focus") else "")
    if sentence:
        _mark(frame, field)
        spot.mend[name] = partial(_mend, frame, field, sentence)


def _sentence(name: str, wrong: str | None) -> Element | None:
    """What is wrong with a field, beneath it."""
    return ui.label(wrong).classes("sentence").props(f"role=alert id={_id(name)}-wrong") if wrong else None


def _mark(frame: Element, field: Element | None) -> None:
    frame.classes("wrong")
    if field is not None:
        field.props(WRONG)


def _mend(frame: Element, field: Element | None, sentence: Element) -> None:
    """The field was filled in again, so nothing is known against it until it is sent in."""
    frame.classes(remove="wrong")
    sentence.delete()
    if field is not None:
        field.props(remove=WRONG)


def _element(block: Json, element: Json, spot: Spot) -> Any:
    show = ELEMENTS.get(element["type"])
    return show(spot, block, element) if show else unknown("element", element["type"])


def _text(text: Json, spot: Spot) -> None:
    said = reading.mrkdwn(text["text"], dict(spot.house.names)) if text["type"] == "mrkdwn" else text["text"]
    ui.label(said).classes("text")


def _unknown(block: Json, spot: Spot) -> None:
    unknown("block", block["type"])


def _id(block_id: str) -> str:
    return "field-" + "".join(each if each.isalnum() else "-" for each in block_id)


BLOCKS: Mapping[str, Callable[[Json, Spot], None]] = {
    "rich_text": _rich_text,
    "section": _section,
    "actions": _actions,
    "context": _context,
    "input": _input,
    "image": _image,
    "header": _header,
    "divider": _divider,
}
