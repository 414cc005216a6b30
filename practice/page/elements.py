"""Block Kit's elements as widgets, a row for each element the bot uses; one without a row says so on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.events import ValueChangeEventArguments

from practice.page.rich_text import no_row
from practice.page.spot import Spot, agreed
from practice.slack import inputs
from practice.slack.workspace import Json

MORE = "More actions"
CHOOSE = "Choose one"


def unknown(what: str, kind: str) -> None:
    """Says on the page that it cannot show something."""
    ui.label(no_row(what, kind)).classes("unknown")


def _button(spot: Spot, block: Json, element: Json) -> Element:
    text = element["text"]["text"]

    async def press() -> None:
        if await agreed(element.get("confirm")):
            await _while_waiting(button, spot.press(block, text))

    button = (
        ui.button(text, color=None, on_click=press).classes(element.get("style", "plain")).props("no-caps unelevated")
    )
    if "accessibility_label" in element:
        button.props["aria-label"] = element["accessibility_label"]
    return button


def _overflow(spot: Spot, block: Json, element: Json) -> Element:
    with ui.button("⋯", color=None).classes("plain more").props("no-caps unelevated aria-haspopup=menu") as button:
        button.props["aria-label"] = MORE
        with ui.menu().props("auto-close transition-duration=80"):
            for option in element["options"]:
                menu_item(option["text"]["text"], partial(spot.press, block, option["text"]["text"]))
    return button


def menu_item(text: str, act: Callable[[], Any]) -> None:
    """One line of a menu, which does `act` when it is chosen."""
    ui.menu_item(text, on_click=act).props("role=menuitem dense")


def _plain_text(spot: Spot, block: Json, element: Json) -> Element:
    make = ui.textarea if element.get("multiline") else ui.input
    field = make(value=spot.value(block, element) or "", on_change=_typing(spot, block, element))
    return _outlined(field, element, "autogrow" if element.get("multiline") else "")


def _number(spot: Spot, block: Json, element: Json) -> Element:
    field = ui.input(value=spot.value(block, element) or "", on_change=_typing(spot, block, element))
    return _outlined(field, element, "inputmode=decimal")


def _date(spot: Spot, block: Json, element: Json) -> Element:
    field = ui.input(value=spot.value(block, element) or "", on_change=_typing(spot, block, element))
    return _outlined(field, element, "type=date")


def _select(spot: Spot, block: Json, element: Json) -> Element:
    offered = {option["value"]: option["text"]["text"] for option in inputs.options(element)}
    chosen = spot.value(block, element)
    return _menu_of(spot, block, element, offered, chosen and chosen["value"])


def _selects(spot: Spot, block: Json, element: Json) -> Element:
    offered = {option["value"]: option["text"]["text"] for option in inputs.options(element)}
    chosen = [option["value"] for option in spot.value(block, element)]
    return _menu_of(spot, block, element, offered, chosen, multiple=True).props("use-chips")


def _user(spot: Spot, block: Json, element: Json) -> Element:
    return _menu_of(spot, block, element, _people(spot), spot.value(block, element))


def _users(spot: Spot, block: Json, element: Json) -> Element:
    field = _menu_of(spot, block, element, _people(spot), list(spot.value(block, element)), multiple=True)
    return field.props("use-chips")


def _conversation(spot: Spot, block: Json, element: Json) -> Element:
    offered = {each.id: f"#{each.name}" for each in spot.house.channels(spot.who)}
    return _menu_of(spot, block, element, offered, spot.value(block, element))


def _checkboxes(spot: Spot, block: Json, element: Json) -> None:
    ticked = [option["value"] for option in spot.value(block, element)]

    async def tick(value: str, holds: bool) -> None:
        ticked.append(value) if holds else ticked.remove(value)
        await spot.set(block, element, list(ticked))

    with _group(block, "group"):
        for option in element["options"]:
            box = ui.checkbox(
                _with_description(option),
                value=option["value"] in ticked,
                on_change=lambda event, value=option["value"]: tick(value, bool(event.value)),
            )
            box.classes("choice").props("dense")


def _radio(spot: Spot, block: Json, element: Json) -> None:
    chosen = spot.value(block, element)
    offered = {option["value"]: _with_description(option) for option in element["options"]}
    with _group(block, "presentation"):
        buttons = ui.radio(offered, value=chosen and chosen["value"], on_change=_typing(spot, block, element))
        buttons.classes("choice").props("dense")
        buttons.props["aria-label"] = block.get("label", {}).get("text", CHOOSE)


def _menu_of(
    spot: Spot, block: Json, element: Json, offered: dict[str, str], value: Any, *, multiple: bool = False
) -> Element:
    field = ui.select(offered, value=value, multiple=multiple, on_change=_typing(spot, block, element))
    field.props["aria-label"] = element.get("placeholder", {}).get("text", CHOOSE)
    return _outlined(field, element, "options-dense behavior=menu")


def _outlined(field: Element, element: Json, props: str) -> Element:
    placeholder = element.get("placeholder", {}).get("text", "")
    if placeholder and "options-dense" not in props:
        field.props["placeholder"] = placeholder
    return field.classes("entry").props(f"outlined dense hide-bottom-space {props}")


def _group(block: Json, role: str) -> Element:
    group = ui.element("div").classes("choices").props(f"role={role}")
    group.props["aria-label"] = block.get("label", {}).get("text", CHOOSE)
    return group


def _typing(spot: Spot, block: Json, element: Json) -> Callable[[ValueChangeEventArguments[Any]], Any]:
    return lambda event: spot.set(block, element, event.value)


def _people(spot: Spot) -> dict[str, str]:
    return {each.id: each.real_name for each in spot.house.workspace.members.values() if not each.deleted}


def _with_description(option: Json) -> str:
    says = option.get("description", {}).get("text", "")
    return f"{option['text']['text']}\n{says}" if says else str(option["text"]["text"])


async def _while_waiting(button: Element, doing: Any) -> None:
    button.props("loading")
    try:
        await doing
    finally:
        if not button.is_deleted:
            button.props(remove="loading")


ELEMENTS: Mapping[str, Callable[[Spot, Json, Json], Element | None]] = {
    "button": _button,
    "overflow": _overflow,
    "plain_text_input": _plain_text,
    "number_input": _number,
    "datepicker": _date,
    "static_select": _select,
    "multi_static_select": _selects,
    "checkboxes": _checkboxes,
    "radio_buttons": _radio,
    "users_select": _user,
    "multi_users_select": _users,
    "conversations_select": _conversation,
}
