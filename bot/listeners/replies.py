"""People talking in a thread. The bot says nothing and keeps nothing; a reply by whoever is asked grows a button."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.listeners import channels
from bot.listeners.context import Context
from bot.slack import payloads
from dialogs.flow import turns
from dialogs.scoping.scoping import Scoping

_REPLIES = frozenset({"", "thread_broadcast", "file_share"})


def register(app: AsyncApp, context: Context) -> None:
    """Messages in the threads of scopings; all others pass by."""

    @app.event("message")
    async def on_message(body: dict[str, Any]) -> None:
        event = body["event"]
        kind = event.get("subtype", "")
        if event.get("bot_id"):
            return
        await _HAPPENED.get("reply" if kind in _REPLIES else kind, _ignored)(context, event, body["event_id"])


async def _ignored(context: Context, event: dict[str, Any], event_id: str) -> None:
    """Joins, topics, pins: not for us."""


async def _said(context: Context, event: dict[str, Any], event_id: str) -> None:
    """A reply: if a question of its author's is open there, its message gets a second button, by a silent edit."""
    summary = await channels.of_thread(context, event["channel"], event.get("thread_ts", ""))
    if summary is None or summary.ended:
        return
    scoping = await context.scopings.get(summary.id)
    author = event.get("user") or ""
    if turns.question_open_for(scoping, author) is None:
        return
    context.replies.remember(event["channel"], event["ts"], await words_of(context, scoping, event.get("text")))
    async with context.scopings.edit(summary.id, f"event:{event_id}") as scoping:
        scoping.reply_seen(author, event["ts"])


async def _changed(context: Context, event: dict[str, Any], event_id: str) -> None:
    """An edited reply fills modals in with its new words. Unfurled links come as edits too and change nothing."""
    message, before = event["message"], event.get("previous_message") or {}
    if message.get("subtype") == "tombstone":  # what stands in the place of a deleted message that had replies
        await _deleted(context, event | {"deleted_ts": message["ts"]}, event_id)
        return
    if message.get("bot_id") or message.get("text") == before.get("text"):
        return
    found = await channels.of_thread(context, event["channel"], message.get("thread_ts", ""))
    if found is None or found.ended:
        return
    scoping = await context.scopings.get(found.id)
    if context.replies.text(event["channel"], message["ts"]) is not None:
        words = await words_of(context, scoping, message.get("text"))
        context.replies.remember(event["channel"], message["ts"], words)
    await _point_again(context, scoping, message, event_id)


async def _point_again(context: Context, scoping: Scoping, message: dict[str, Any], event_id: str) -> None:
    """Where the edited reply was recorded as an answer, the answer says so; its author decides what stands."""
    if any(entry.answer and entry.answer.reply_ts == message["ts"] for entry in scoping.entries.values()):
        async with context.scopings.edit(scoping.id, f"event:{event_id}") as scoping:
            scoping.reply_edited(message["ts"])


async def _deleted(context: Context, event: dict[str, Any], event_id: str) -> None:
    """A deleted reply is no longer offered; an answer from it stays. A deleted message of ours comes back."""
    before = event.get("previous_message") or {}
    channel, ts = event["channel"], event["deleted_ts"]
    context.replies.forget(channel, ts)
    found = await channels.of_thread(context, channel, before.get("thread_ts") or ts)
    if found is None and not before:  # of whatever thread: Slack does not say
        for summary in await context.scopings.store.find(channel=channel):
            await _ours_deleted(context, summary.id, channel, ts)
    if found is not None and not await _ours_deleted(context, found.id, channel, ts):
        async with context.scopings.edit(found.id, f"event:{event_id}") as scoping:
            scoping.reply_gone(ts)


async def _ours_deleted(context: Context, id: str, channel: str, ts: str) -> bool:
    """Has a message of ours shown again, known by its time: Slack may not say what stood there. Whether it was ours."""
    scoping = await context.scopings.get(id)
    gone = [key for key, shown in scoping.shown.items() if shown.ts == ts]  # the thread's, too, if it began with it
    for key in gone:
        context.scopings.note_shown(id, key, None)
    if gone:
        context.threads.lost(id, channel)
    return bool(gone)


async def words_of(context: Context, scoping: Scoping, text: str | None) -> str:
    """A reply as people read it. Who is mentioned and not of this scoping is looked up, if Slack says so soon."""
    known = {id: person.name for id, person in scoping.people.items() if person.name}
    strangers = [id for id in payloads.mentioned(text or "") if id not in known]
    found = await context.people.look_up_soon(strangers) if strangers else {}
    named = {id: person.name for id, person in found.items() if person.name != id}
    return payloads.plain_text(text or "", known | named)


_HAPPENED: Mapping[str, Callable[[Context, dict[str, Any], str], Awaitable[None]]] = {
    "reply": _said,
    "message_changed": _changed,
    "message_deleted": _deleted,
}
