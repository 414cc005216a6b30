"""The side of the page: whom to act as, the channels, the direct messages and the app; each says what is new there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nicegui import ui
from nicegui.element import Element

from practice.page.house import House, Place
from practice.page.message import avatar
from practice.page.news import Unseen
from practice.page.rows import Row, Rows
from practice.slack.workspace import Channel, Member

NOTHING = Unseen(False, 0)


class Sidebar:
    """Follows who acts and where they are; a click goes elsewhere or becomes somebody else."""

    def __init__(self, house: House, become: Callable[[Member], None], go: Callable[[Place], None]) -> None:
        self._house, self._become, self._go = house, become, go
        self._to: dict[str, Place] = {}
        with ui.element("nav").classes("sidebar").props('aria-label="Workspace"'):
            ui.label("Practice Slack").classes("workspace").props("role=heading aria-level=1")
            self._people = _list("Act as")
            self._channels = _list("Channels")
            self._direct = _list("Direct messages")
            self._apps = _list("Apps")

    def refresh(self, who: Member, place: Place) -> None:
        """Marks who acts and where they are, and counts what is new for each."""
        bot = self._house.workspace.bot
        self._people.show(self._person(each, each is who) for each in self._house.actors)
        self._channels.show(self._channel(each, who, place) for each in self._house.channels(who))
        direct = self._house.workspace.open_direct(who.id)
        news = self._house.news.unseen(who, direct)
        self._direct.show([self._place(bot.real_name, Place(direct.id), place, news, "o_chat")])
        home = Place(direct.id, is_home=True)
        self._apps.show([self._place(f"{bot.real_name} Home", home, place, NOTHING, "o_home", says="Home")])

    def _person(self, member: Member, chosen: bool) -> Row:
        calls = sum(news.calls for news in self._news(member))
        says = ", another organisation" if member.is_stranger else ""
        label = f"Act as {member.real_name}, {member.title}{says}{_new(calls)}"
        here = self._house.local(member)
        look = chosen, calls, f"{here:%H:%M}"

        def build(button: Element) -> None:
            _say(button, label, chosen)
            with ui.element("div").classes("chosen person" if chosen else "person"):
                avatar(member)
                with ui.element("div").classes("who"):
                    with ui.element("div"):
                        ui.label(member.real_name).classes("name")
                        ui.label(f"{here.hour}:{here:%M} {_city(member.tz)}").classes("quiet")
                    ui.label(member.title).classes("quiet")
                _badge(calls)

        return Row(member.id, look, build, lambda: _button(lambda: self._become(member)))

    def _channel(self, channel: Channel, who: Member, place: Place) -> Row:
        news = self._house.news.unseen(who, channel)
        icon = "o_group_work" if channel.ext_shared else "tag"
        shared = ", shared with another organisation" if channel.ext_shared else ""
        return self._place(f"# {channel.name}{shared}", Place(channel.id), place, news, icon, says=channel.name)

    def _place(self, label: str, to: Place, here: Place, news: Unseen, icon: str, says: str = "") -> Row:
        chosen = to == here
        full = label + (_new(news.calls) or (", new messages" if news.anything else ""))

        def build(button: Element) -> None:
            _say(button, full, chosen)
            classes = " ".join(["place", *(["chosen"] if chosen else []), *(["new"] if news.anything else [])])
            with ui.element("div").classes(classes):
                ui.icon(icon).props("aria-hidden=true")
                ui.label(says or label).classes("name")
                _badge(news.calls)

        self._to[label] = to
        return Row(label, (chosen, news), build, lambda: _button(lambda: self._go(self._to[label])))

    def _news(self, member: Member) -> Iterator[Unseen]:
        for channel in self._house.channels(member):
            yield self._house.news.unseen(member, channel)
        direct = self._house.workspace.direct(member.id)
        if direct:
            yield self._house.news.unseen(member, direct)


def _list(title: str) -> Rows:
    ui.label(title).classes("heading").props("role=heading aria-level=2")
    container = ui.element("div").classes("places").props("role=group")
    container.props["aria-label"] = title
    return Rows(container)


def _button(act: Callable[[], None]) -> Element:
    return ui.button(color=None, on_click=act).props("flat no-caps dense align=left").classes("row-button")


def _say(button: Element, label: str, chosen: bool) -> None:
    button.props["aria-label"] = label
    button.props["aria-current"] = "true" if chosen else None


def _badge(count: int) -> None:
    if count:
        ui.label(str(count)).classes("badge").props("aria-hidden=true")


def _new(count: int) -> str:
    return f", {count} new" if count else ""


def _city(tz: str) -> str:
    return tz.rpartition("/")[2].replace("_", " ")
