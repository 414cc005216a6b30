"""One message on the page: who, when, its blocks and files, and what the person who looks can do with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nicegui import ui

from practice import reading
from practice.page import blocks, rich_text
from practice.page.elements import MORE, menu_item
from practice.page.files import file
from practice.page.house import ACTORS, House
from practice.page.rows import Row, plain
from practice.page.spot import Spot, Trying
from practice.slack.workspace import Member, Posted

BOT = "#2b5d4f"
COLOURS = ("#7c5c8a", "#3f7d8c", "#a0653e", "#5d7a3a", "#8a4f5c")


@dataclass
class Reading:
    """Who looks at messages, in the channel or in a thread, and what opens a thread or an edit from there."""

    house: House
    who: Member
    trying: Trying
    in_thread: bool
    open_thread: Callable[[Posted], None]
    edit: Callable[[Posted], Any]
    delete: Callable[[Posted], Any]


def row(posted: Posted, seen: Reading) -> Row:
    """A message as a row: built anew only where something of its look changed."""
    replies = [] if seen.in_thread else _replies(posted, seen)
    look = (
        posted.text,
        posted.blocks,
        posted.edited,
        posted.tombstone,
        _files(posted, seen),
        len(replies),
        _is_new(posted, seen, replies),
    )
    author = seen.house.workspace.members[posted.user]
    label = f"{author.real_name}, {_clock(posted, seen)}"
    props = f'tabindex=-1 aria-label="{label}"'
    classes = "message private" if posted.only_for else "message"
    return Row(posted.ts, look, lambda _: _build(posted, seen, replies), plain("article", classes, props))


def avatar(member: Member) -> None:
    """A square with the first letter; the name stands beside it."""
    known = not member.is_bot and member.real_name in ACTORS
    colour = COLOURS[ACTORS.index(member.real_name)] if known else BOT
    ui.label(member.real_name[:1].upper()).classes("avatar").style(f"background:{colour}").props("aria-hidden=true")


def _build(posted: Posted, seen: Reading, replies: list[Posted]) -> None:
    author = seen.house.workspace.members[posted.user]
    avatar(author)
    with ui.element("div").classes("said"):
        _head(posted, seen, author)
        _content(posted, seen)
        if replies:
            _thread_link(posted, seen, replies)
    if not posted.only_for and not posted.tombstone:
        _tools(posted, seen)


def _head(posted: Posted, seen: Reading, author: Member) -> None:
    if posted.only_for:
        with ui.element("div").classes("only"):
            ui.icon("visibility_off").props("aria-hidden=true")
            ui.label("Only you can see this")
    with ui.element("header"):
        ui.label(author.real_name).classes("name")
        if author.is_bot:
            ui.label("APP").classes("app")
        if author.is_stranger:
            ui.label("another organisation").classes("app")
        ui.label(_clock(posted, seen)).classes("quiet").props(f"title={seen.house.local(seen.who, posted.ts):%Y-%m-%d}")
        if posted.broadcast:
            ui.label("also sent to the channel" if seen.in_thread else "replied to a thread").classes("quiet")
        if posted.only_for:
            _dismiss(posted, seen)


def _content(posted: Posted, seen: Reading) -> None:
    if posted.tombstone:
        ui.label("This message was deleted.").classes("quiet")
    spot = Spot(seen.house, seen.who, posted, seen.trying)
    if posted.blocks:
        blocks.show(posted.blocks, spot)
    elif posted.text:
        ui.html(f"<p>{rich_text.escaped(reading.mrkdwn(posted.text, seen.house.names))}</p>").classes("rich")
    if posted.edited and not (posted.blocks and seen.house.workspace.members[posted.user].is_bot):
        ui.label("(edited)").classes("quiet edited")
    for file_id in posted.files:
        file(seen.house.workspace.files[file_id])


def _thread_link(posted: Posted, seen: Reading, replies: list[Posted]) -> None:
    count = f"{len(replies)} replies" if len(replies) > 1 else "1 reply"
    with ui.element("div").classes("replies"):
        link = ui.button(count, color=None, on_click=lambda: seen.open_thread(posted)).props("flat dense no-caps")
        link.classes("new" if _is_new(posted, seen, replies) else "")
        ui.label(f"last {_clock(replies[-1], seen)}").classes("quiet")


def _tools(posted: Posted, seen: Reading) -> None:
    """What stands at the message's corner under a pointer, or when the keyboard comes by."""
    with ui.element("div").classes("tools"):
        if not seen.in_thread and not posted.channel.startswith("D"):
            reply = ui.button(icon="o_chat_bubble_outline", color=None, on_click=lambda: seen.open_thread(posted))
            reply.props('flat dense aria-label="Reply in thread"')
        offered = _offered(posted, seen)
        if offered:
            with ui.button(icon="more_vert", color=None).props("flat dense aria-haspopup=menu") as button:
                button.props["aria-label"] = f"Message: {MORE.lower()}"
                with ui.menu().props("auto-close transition-duration=80"):
                    for text, act in offered:
                        menu_item(text, act)


def _offered(posted: Posted, seen: Reading) -> list[tuple[str, Callable[[], Any]]]:
    app, who = seen.house.site.app, seen.who

    def shortcut(callback_id: str) -> Callable[[], Any]:
        return lambda: seen.trying(seen.house.people.shortcut(who.id, callback_id, posted.channel, posted.ts))

    offered = [(app.offers[each].name, shortcut(each)) for each in app.shortcuts or [] if each in app.offers]
    if posted.user == who.id:
        offered += [("Edit message", lambda: seen.edit(posted)), ("Delete message", lambda: seen.delete(posted))]
    return offered


def _dismiss(posted: Posted, seen: Reading) -> None:
    def dismiss() -> None:
        if posted in seen.house.workspace.ephemerals:
            seen.house.workspace.ephemerals.remove(posted)

    ui.button("Dismiss", color=None, on_click=dismiss).props("flat dense no-caps").classes("quiet")


def _replies(posted: Posted, seen: Reading) -> list[Posted]:
    return [] if posted.is_reply else seen.house.workspace.replies(posted)


def _files(posted: Posted, seen: Reading) -> tuple[bool, ...]:
    """Which of its files are still there."""
    return tuple(not seen.house.workspace.files[each].deleted for each in posted.files)


def _is_new(posted: Posted, seen: Reading, replies: list[Posted]) -> bool:
    return bool(replies) and seen.house.news.unseen_in_thread(seen.who, posted.channel, posted.ts)


def _clock(posted: Posted, seen: Reading) -> str:
    at = seen.house.local(seen.who, posted.ts)
    return f"{at:%a} {at.hour}:{at:%M}"
