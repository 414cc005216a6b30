"""One browser tab: who acts, where they are, and all the parts of the page, which follow the workspace."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

from nicegui import ui
from nicegui.events import GenericEventArguments

from practice import reading
from practice.page import conversation
from practice.page.behind import Behind
from practice.page.composer import Composer
from practice.page.conversation import Conversation
from practice.page.guide import Guide
from practice.page.home import Home
from practice.page.house import House, Place
from practice.page.message import Reading
from practice.page.sidebar import Sidebar
from practice.page.top import Top
from practice.page.window import Window
from practice.slack.errors import PracticeError
from practice.slack.wire.deliveries import Answer
from practice.slack.workspace import Member, Posted

FOLLOWS_EVERY = 0.2
ONE_WAY = "scopebot writes to you here. There is nothing to type: press its buttons, or answer in the scoping's thread."
NO_ANSWER = "scopebot did not answer in time. Try again in a moment."


class View(NamedTuple):
    """Who looks, and at what, as the page's address has it; empty where it says nothing."""

    who: str = ""
    channel: str = ""
    home: bool = False
    thread: str = ""

    @property
    def query(self) -> str:
        kept = {"as": self.who, "at": self.channel, "home": "1" if self.home else "", "thread": self.thread}
        return urlencode({name: value for name, value in kept.items() if value})


class Tab:
    """`build` makes the page; from then on `refresh` compares what is shown with what there is."""

    def __init__(self, house: House, view: View) -> None:
        self._house = house
        self._who = next((each for each in house.actors if each.real_name == view.who), house.actors[0])
        self._place = self._known(view) or Place(house.channels(self._who)[-1].id)
        self._thread: str | None = view.thread if self._known(view) and not view.home else None
        self._shown: tuple[str, Place] | None = None
        self._shown_thread: tuple[str, Place, str | None] | None = None

    def _known(self, view: View) -> Place | None:
        """Where the address leads, if there is such a place for this person."""
        places = {each.id for each in self._house.channels(self._who)}
        places.add(self._house.workspace.open_direct(self._who.id).id)
        return Place(view.channel, view.home) if view.channel in places else None

    def build(self) -> None:
        """Makes the page once; a timer follows the workspace from then on."""
        with ui.element("div").classes("page") as self._root:
            self._top = Top(self._house, self._toggle_side, self._toggle_behind, self._skip)
            self._guide = Guide(self._house)
            with ui.element("div").classes("middle"):
                self._side = Sidebar(self._house, self._become, self._go)
                with ui.element("section").classes("channel").props("aria-label=Channel"):
                    self._build_channel()
                with ui.element("aside").classes("thread").props("aria-label=Thread") as self._aside:
                    self._build_thread()
            self._behind = Behind(self._house)
        self._root.on("click", self._follow, js_handler=_LINKS)
        self._window = Window(self._house, self._trying, self._back)
        self._arrive()
        ui.timer(FOLLOWS_EVERY, self.refresh)

    def refresh(self) -> None:
        """Compares what is shown with what there is, and changes what differs."""
        self._top.refresh(self._who)
        self._guide.refresh(self._who)
        self._side.refresh(self._who, self._place)
        if self._place.is_home:
            self._home.refresh(self._who)
        else:
            self._refresh_messages()
        self._window.refresh(self._who)
        self._behind.refresh()

    def _build_channel(self) -> None:
        with ui.element("header").classes("bar"):
            self._title = ui.label().classes("title").props("role=heading aria-level=2")
            self._about = ui.label().classes("quiet")
        self._home = Home(self._house, self._trying)
        self._messages = Conversation("Messages")
        self._composer = Composer("channel", self._house.site.app, self._say)
        ui.label(ONE_WAY).classes("one-way")

    def _build_thread(self) -> None:
        with ui.element("header").classes("bar"):
            ui.label("Thread").classes("title").props("role=heading aria-level=2")
            self._of = ui.label().classes("quiet")
            close = ui.button(icon="close", color=None, on_click=self._close_thread).props("flat dense")
            close.props["aria-label"] = "Close thread"
        self._replies = Conversation("Thread")
        self._answer = Composer("thread", None, self._reply)

    def _refresh_messages(self) -> None:
        channel = self._place.channel
        seen = self._reading(in_thread=False)
        self._messages.show(conversation.in_channel(seen, channel), seen)
        self._house.news.saw(self._who, channel)
        if self._thread and self._house.workspace.message(channel, self._thread) is None:
            self._close_thread()
        if self._thread:
            seen = self._reading(in_thread=True)
            self._replies.show(conversation.in_thread(seen, channel, self._thread), seen)
            self._house.news.saw(self._who, channel, self._thread)

    def _reading(self, *, in_thread: bool) -> Reading:
        return Reading(self._house, self._who, self._trying, in_thread, self._open_thread, self._edit, self._delete)

    def _become(self, who: Member) -> None:
        if who is self._who:
            return
        self._who = who
        places = [each.id for each in self._house.channels(who)]
        if self._place.channel not in places:
            was_direct = self._place.channel.startswith("D")
            self._thread = None
            here = self._house.workspace.open_direct(who.id).id if was_direct else places[0]
            self._place = Place(here, self._place.is_home and was_direct)
        self._arrive()

    def _go(self, place: Place) -> None:
        if place == self._place:
            self._root.classes(remove="side-open")
            return
        self._place, self._thread = place, None
        self._arrive()

    def _open_thread(self, posted: Posted) -> None:
        self._thread = posted.thread_ts if posted.is_reply else posted.ts
        self._arrive()
        self._answer.focus()

    def _follow(self, event: GenericEventArguments) -> None:
        """A link to a message of the workspace leads there, in this tab."""
        link = urlsplit(str(event.args))
        channel, _, message = link.path.removeprefix("/archives/").partition("/p")
        ts = f"{message[:-6]}.{message[-6:]}"
        if channel in self._house.workspace.channels:
            self._place = Place(channel)
            self._thread = parse_qs(link.query).get("thread_ts", [ts])[0]
            self._arrive()
            self._answer.focus()

    def _close_thread(self) -> None:
        self._thread = None
        self._arrive()
        self._composer.focus()

    def _arrive(self) -> None:
        """What somebody else looks at, or what is somewhere else, is shown anew; the rest stays as it is."""
        workspace = self._house.workspace
        channel, home = workspace.channels[self._place.channel], self._place.is_home
        direct = channel.kind == "im"
        name = workspace.bot.real_name if direct else f"# {channel.name}"
        self._title.text = name
        self._about.text = "Home" if home else "Messages" if direct else f"{len(channel.members)} members"
        self._of.text = name
        if self._shown != (self._who.id, self._place):
            self._shown = self._who.id, self._place
            self._home.begin(self._who, shown=home)
            self._messages.begin(f"Messages in {name}")
            self._composer.address(f"Message {name}, or type /scope")
        if self._shown_thread != (self._who.id, self._place, self._thread):
            self._shown_thread = self._who.id, self._place, self._thread
            self._replies.begin("Messages in the thread")
            self._answer.address("Reply in the thread")
        shown = {"at-home": home, "in-direct": direct, "in-thread": bool(self._thread)}
        self._root.classes(
            add=" ".join(each for each, holds in shown.items() if holds),
            remove=" ".join(["side-open", *(each for each, holds in shown.items() if not holds)]),
        )
        self._remember()
        self.refresh()

    def _remember(self) -> None:
        """In the address, so that a reload shows the same to the same person."""
        view = View(self._who.real_name, self._place.channel, self._place.is_home, self._thread or "")
        ui.run_javascript(f"history.replaceState(null, '', '?{view.query}')")

    def _toggle_side(self) -> None:
        self._root.classes(toggle="side-open")

    def _toggle_behind(self) -> bool:
        self._behind.toggle()
        return self._behind.is_shown

    async def _skip(self, by: timedelta) -> None:
        await self._house.skip(by)
        self.refresh()

    def _back(self) -> None:
        self.refresh()

    async def _trying(self, doing: Awaitable[Answer]) -> Answer | None:
        """Does an act, and tells the person where nothing came of it."""
        try:
            answer = await doing
        except PracticeError as error:
            _tell(str(error))
            return None
        if not answer.acked:
            _tell(NO_ANSWER)
        return answer

    async def _say(self, text: str) -> bool:
        """A command, or a message; whether it was taken, so that what was typed is not lost."""
        word, _, rest = text.partition(" ")
        if word.startswith("/"):
            doing = self._house.people.command(self._who.id, word, rest.strip(), self._place.channel)
            answer = await self._trying(doing)
            return answer is not None and answer.acked
        return await self._said(text, None)

    async def _reply(self, text: str) -> bool:
        if text.startswith("/"):
            _tell("Slack takes no commands in threads; type it in the channel.")
            return False
        return await self._said(text, self._thread)

    async def _said(self, text: str, thread: str | None) -> bool:
        try:
            await self._house.people.says(self._who.id, text, self._place.channel, thread)
        except PracticeError as error:
            _tell(str(error))
            return False
        self.refresh()
        return True

    async def _edit(self, posted: Posted) -> None:
        with self._root, ui.dialog() as dialog, ui.card().classes("window small"):
            dialog.props["aria-label"] = "Edit message"
            ui.label("Edit message").classes("title").props("role=heading aria-level=2")
            words = ui.textarea(value=_typed(posted, self._house)).classes("entry")
            words.props('outlined dense autogrow autofocus aria-label="Message"')
            with ui.element("div").classes("foot"):
                ui.button("Cancel", color=None, on_click=dialog.close).classes("plain").props("no-caps unelevated")
                save = ui.button("Save", color=None, on_click=lambda: dialog.submit(words.value)).classes("primary")
                save.props("no-caps unelevated")
        text = await dialog
        if text:
            await self._tried(self._house.people.edits(self._who.id, posted.channel, posted.ts, str(text)))

    async def _delete(self, posted: Posted) -> None:
        await self._tried(self._house.people.deletes(self._who.id, posted.channel, posted.ts))

    async def _tried(self, doing: Awaitable[object]) -> None:
        try:
            await doing
        except PracticeError as error:
            _tell(str(error))
        self.refresh()


_LINKS = """(event) => {
  const link = event.target.closest("a.here");
  if (link) { event.preventDefault(); emit(link.getAttribute("href")); }
}"""


def _tell(words: str) -> None:
    ui.notify(words, position="top", type="warning", multi_line=True, timeout=6000)


def _typed(posted: Posted, house: House) -> str:
    return reading.mrkdwn(posted.text, house.names)
