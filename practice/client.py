"""People at work in the practice Slack: `await slack.person("Ana").command("/scope")`, from any process."""

from __future__ import annotations

from typing import Any, Self

import aiohttp
import orjson

from practice import seen
from practice.seen import Ack, Message, View
from practice.slack.errors import PracticeError
from practice.slack.workspace import Json

__all__ = ["Ack", "Message", "Person", "PracticeError", "Slack", "View"]


class Slack:
    """The practice at `url`, whose door may want a token. What nobody could do in Slack is a PracticeError."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def person(self, name: str) -> Person:
        """Somebody to act as, by name or id; whether there is such a person is asked at the first act."""
        return Person(self, name)

    async def messages(self, channel: str, thread: str | None = None) -> list[Message]:
        """Oldest first: the channel's own messages, or a thread with its parent."""
        return [seen.message(each) for each in await self.ask("messages", channel=channel, thread=thread)]

    async def invites_bot(self, channel: str) -> None:
        """An administrator adds the bot to a channel; it hears of that."""
        await self.ask("invites_bot", channel=channel)

    async def removes_bot(self, channel: str) -> None:
        """An administrator takes the bot out of a channel; it hears of that, and of nothing after it there."""
        await self.ask("removes_bot", channel=channel)

    async def archives(self, channel: str) -> None:
        """Nobody writes there from now on, the bot neither."""
        await self.ask("archives", channel=channel)

    async def renames(self, channel: str, name: str) -> None:
        """The channel's id stays; only its name is another."""
        await self.ask("renames", channel=channel, name=name)

    async def changes_id(self, channel: str, new: str, *, told: bool = True) -> None:
        """The channel is made private or shared: it has another id, and the bot hears so, unless the event is lost."""
        await self.ask("changes_id", channel=channel, new=new, told=told)

    async def restricts(self, channel: str, rule: str, thread: str = "") -> None:
        """Who may post: read_only, thread_only, non_threadable, restricted, or "" for everybody; `thread` is locked."""
        await self.ask("restricts", channel=channel, rule=rule, thread=thread)

    async def deactivates(self, person: str) -> None:
        """The person's account is closed: they act no more, and Slack tells the bot (user_change)."""
        await self.ask("deactivates", person=person)

    async def delete_message(self, message: Message) -> None:
        """An administrator deletes any message, the bot's own included."""
        await self.ask("delete_message", channel=message.channel, ts=message.ts)

    async def set_app(self, **wishes: Any) -> None:
        """messages_tab, home_tab, scopes, events, commands, shortcuts, tokens_refused."""
        await self.ask("set_app", **wishes)

    async def mood(self, **wishes: Any) -> None:
        """slow, down, twice, hang, files, rate_limit={method, every, retry_after}, fail={method, how, times, skip}."""
        await self.ask("mood", **wishes)

    async def disconnects(self, reason: str = "refresh_requested", *, cut: bool = False) -> None:
        """Asks the app's connections to go and closes them; `cut` drops them without a word."""
        await self.ask("disconnects", reason=reason, cut=cut)

    async def connected(self, n: int = 1, timeout: float = 10) -> None:  # noqa: ASYNC109
        """Waits until the app has `n` Socket Mode connections. Raises PracticeError after `timeout` seconds."""
        await self.ask("connected", n=n, timeout=timeout)

    async def settle(self, quiet: float = 0.15, timeout: float = 10) -> None:  # noqa: ASYNC109
        """Until nothing is being delivered and no call was made for `quiet` seconds."""
        await self.ask("settle", quiet=quiet, timeout=timeout)

    async def ledger(self) -> Json:
        """calls, deliveries and violations, oldest first."""
        return dict(await self.ask("ledger"))

    async def violations(self) -> list[Json]:
        """What the app did that Slack would refuse or forbids, oldest first; an empty list is a good rehearsal."""
        return list((await self.ledger())["violations"])

    async def workspace(self) -> Json:
        """bot, bot_id, people and channels (with their members)."""
        return dict(await self.ask("workspace"))

    async def file(self, file_id: str) -> bytes:
        """The bytes of a file that was uploaded and not deleted. Raises PracticeError."""
        async with self._http().get(f"{self.url}/practice/file/{file_id}") as answer:
            if answer.status != 200:
                raise PracticeError(f"There is no file {file_id} here.")
            return await answer.read()

    async def ask(self, act: str, /, **args: Any) -> Any:
        """One act at the practice's own door (`slack/control.py`), with its result as JSON. Raises PracticeError."""
        async with self._http().post(f"{self.url}/practice/{act}", data=orjson.dumps(args)) as answer:
            shape = orjson.loads(await answer.read())
        if not shape["ok"]:
            raise PracticeError(shape["error"])
        return shape["result"]

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=None)
            self._session = aiohttp.ClientSession(timeout=timeout, headers=self._headers)
        return self._session


class Person:
    """One of the workspace's people, by name or id."""

    def __init__(self, slack: Slack, name: str) -> None:
        self._slack, self.name = slack, name

    async def command(self, word: str, text: str = "", channel: str = "#churn") -> Ack:
        """A slash command. What the app answers by its acknowledgement is shown to this person alone."""
        return seen.ack(await self._ask("command", word=word, text=text, channel=channel))

    async def says(self, text: str, channel: str = "#churn", thread: str | None = None) -> Message:
        """`@Ana` in the text becomes a mention. The channel may be `@scopebot`: the bot's own conversation."""
        return seen.message(await self._ask("says", text=text, channel=channel, thread=thread))

    async def edits(self, message: Message, text: str) -> Message:
        """Only one's own message; the message as it stands then."""
        return seen.message(await self._ask("edits", text=text, **_where(message)))

    async def deletes(self, message: Message) -> None:
        """Only one's own message."""
        await self._ask("deletes", **_where(message))

    async def presses(self, label: str, on: Message | View | None = None, block_id: str | None = None) -> Ack:
        """The button or overflow option whose text is `label` or begins so; without `on`, in the modal on top."""
        return seen.ack(await self._ask("presses", label=label, on=_target(on), block_id=block_id))

    async def chooses(self, action_id: str, value: Any, on: Message | View | None = None) -> Ack:
        """Sets a menu, a date or a checkbox group, by action_id or block_id; without `on`, in the modal on top."""
        return seen.ack(await self._ask("chooses", action_id=action_id, value=value, on=_target(on)))

    async def modal(self) -> View | None:
        """The modal on top of this person's screen, or None."""
        return seen.view(await self._ask("modal"))

    async def home(self) -> View | None:
        """The app's Home as it was last published for this person, or None."""
        return seen.view(await self._ask("home"))

    async def fill(self, values: dict[str, Any]) -> None:
        """Types into the modal on top, each field by block_id or by its label's beginning; None clears."""
        await self._ask("fills", values=values)

    async def fills(self, **values: Any) -> None:
        """`fill`, where the block_ids are Python names."""
        await self.fill(values)

    async def submits(self) -> Ack:
        """Sends the modal on top in. What Slack's client will not send is an Ack with the error `kind:block_id`."""
        return seen.ack(await self._ask("submits"))

    async def closes(self) -> None:
        """Closes the modal on top; the app hears of it where it asked to (notify_on_close)."""
        await self._ask("closes")

    async def errors(self) -> dict[str, str]:
        """What the app wrote beside the fields of the modal on top, by block_id."""
        return dict(await self._ask("errors"))

    async def shortcut(self, callback_id: str, message: Message | None = None) -> Ack:
        """A message shortcut, or a global one where no message is named."""
        where = _where(message) if message else {}
        return seen.ack(await self._ask("shortcut", callback_id=callback_id, **where))

    async def opens_home(self) -> None:
        """Looks at the app's Home, which tells the app."""
        await self._ask("opens_home")

    async def joins(self, channel: str) -> None:
        await self._ask("joins", channel=channel)

    async def leaves(self, channel: str) -> None:
        await self._ask("leaves", channel=channel)

    async def ephemerals(self) -> list[Message]:
        """What only this person sees, in every channel, oldest first."""
        return [seen.message(each) for each in await self._ask("ephemerals")]

    async def direct_messages(self) -> list[Message]:
        """The conversation between this person and the bot, oldest first."""
        return [seen.message(each) for each in await self._ask("direct_messages")]

    async def _ask(self, act: str, /, **args: Any) -> Any:
        return await self._slack.ask(act, person=self.name, **args)


def _where(message: Message) -> Json:
    return {"channel": message.channel, "ts": message.ts}


def _target(on: Message | View | None) -> Json | None:
    if on is None:
        return None
    return {"view_id": on.id} if isinstance(on, View) else _where(on)
