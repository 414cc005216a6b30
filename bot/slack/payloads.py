"""Slack's payloads as typed values: parsed once, at the edge. Each carries the key that tells a repeated delivery."""

import hashlib
import html
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.handles import Handle, read
from bot.words.sentences import sentence
from dialogs.answers.number_words import folded
from dialogs.answers.values import Raw

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|([^>]*))?>")
_CHANNEL = re.compile(r"<#[A-Z0-9]+(?:\|([^>]*))?>")
_SPECIAL = re.compile(r"<!([^>|]+)(?:\|([^>]*))?>")
_LINK = re.compile(r"<([a-z][a-z0-9+.-]*:[^>|]+)(?:\|([^>]*))?>", re.IGNORECASE)
_AROUND = " \t\n\u00a0\u3000\u200b\u200e\u200f\u2060\ufeff.,:;!?…*_~`\"“”„'‘’()"
"""What may stand around the word of a command: marks, and characters that nobody sees."""
_OF_OURS = ("'s ", "’s ")
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)


@dataclass(frozen=True)
class Who:
    """Whoever acted, and where."""

    user: str
    team: str
    trigger_id: str
    channel: str = ""
    thread_ts: str = ""
    response_url: str = ""
    in_modal: bool = False
    name: str = ""
    """What Slack calls them here; "" where it does not say."""


@dataclass(frozen=True)
class Press:
    """A button, a menu option or a select in a message, a modal or the Home. `inputs` are those of the modal."""

    who: Who
    verb: str
    handle: Handle
    delivery: str
    view_id: str = ""
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Submission:
    """A modal sent in (or closed): its handle and what stands in its inputs, by block id."""

    who: Who
    verb: str
    handle: Handle
    metadata: str
    entries: dict[str, Raw]
    delivery: str
    view_id: str
    hash: str
    inputs: tuple[str, ...]

    def text(self, block: str) -> str:
        """A free text of a form, trimmed."""
        return str(self.entries.get(block) or "").strip()

    def chosen(self, block: str) -> list[str]:
        """The options of a checkbox group or multi-select."""
        found = self.entries.get(block)
        return found if isinstance(found, list) else []


@dataclass(frozen=True)
class Command:
    """/scope, or the same word after @scopebot in a thread."""

    who: Who
    word: str
    rest: str
    delivery: str
    spoken_of: bool = False
    """Other words stand before the mention, or something of ours behind it: it may only be talked about."""


def press(body: dict[str, Any]) -> Press:
    """A block action. A menu's option names its verb; a button's action id does."""
    action = body["actions"][0]
    listener, _, verb = action["action_id"].partition(":")
    value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
    if verb == "menu":
        verb, _, value = value.partition("|")
    container = body.get("container", {})
    place = container.get("message_ts") or container.get("view_id") or ""
    user, view = body["user"]["id"], body.get("view") or {}
    return Press(
        who=who(body),
        verb=f"{listener}:{verb}",
        handle=read(value),
        delivery=f"press:{user}:{place}:{action['action_id']}:{action.get('action_ts', '')}",
        view_id=view.get("id", "") if view.get("type") == "modal" else "",
        inputs=_inputs(view),
    )


def submission(body: dict[str, Any]) -> Submission:
    """A view_submission or view_closed. The same text again has no effect; a corrected one is another delivery."""
    view = body["view"]
    state = view.get("state", {}).get("values", {})
    digest = hashlib.blake2b(json.dumps(state, sort_keys=True).encode(), digest_size=8).hexdigest()
    return Submission(
        who=who(body),
        verb=view["callback_id"],
        handle=read(view.get("private_metadata", "")),
        metadata=view.get("private_metadata", ""),
        entries=entered(state),
        delivery=f"view:{view['id']}:{view.get('hash', '')}:{digest}",
        view_id=view["id"],
        hash=view.get("hash", ""),
        inputs=_inputs(view),
    )


def _inputs(view: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(block["block_id"] for block in view.get("blocks", []) if block["type"] == "input")


def command(body: dict[str, Any]) -> Command:
    """A slash command."""
    word, rest = _first_word(body.get("text", ""))
    author = Who(
        user=body["user_id"],
        team=body.get("team_id", ""),
        trigger_id=body.get("trigger_id", ""),
        channel=body.get("channel_id", ""),
        response_url=body.get("response_url", ""),
        name=body.get("user_name", ""),
    )
    return Command(
        who=author,
        word=word,
        rest=plain_text(rest),
        delivery=f"command:{author.trigger_id or secrets.token_hex(8)}",
    )


def mention(body: dict[str, Any], bot: str) -> Command:
    """@scopebot in a thread (or in the channel): the words after it. Before it may stand a greeting, or a sentence."""
    event = body["event"]
    text = event.get("text") or ""
    ours = next((found for found in _MENTION.finditer(text) if found[1] == bot), None)
    before, after = (text[: ours.start()], text[ours.end() :]) if ours else ("", text)
    word, rest = _first_word(after)
    author = Who(
        user=event.get("user", ""),
        # Of somebody from elsewhere in a shared channel, `team` is where the app is.
        team=event.get("user_team") or event.get("team") or body.get("team_id", ""),
        trigger_id="",
        channel=event["channel"],
        thread_ts=event.get("thread_ts", ""),
    )
    return Command(
        who=author,
        word=word,
        rest=plain_text(rest),
        delivery=f"event:{body.get('event_id', '')}",
        spoken_of=bool(before.strip()) or after.startswith(_OF_OURS),
    )


def plain_text(text: str, names: Mapping[str, str] | None = None) -> str:
    """A message's text as people read it: a link's words and its address, names for mentions, entities undone.

    `names` are those of people who are known, by id; of anybody else Slack's label stands, else that it is somebody.
    """
    known = names or {}
    text = _MENTION.sub(
        lambda found: "@" + (known.get(found[1]) or found[2] or sentence("unnamed.person")).lstrip("@"), text
    )
    text = _CHANNEL.sub(lambda found: f"#{found[1]}" if found[1] else sentence("unnamed.channel"), text)
    text = _SPECIAL.sub(_special, text)
    text = _LINK.sub(_link, text)
    return html.unescape(text)


def mentioned(text: str) -> list[str]:
    """The people a message's text mentions, by id, each once."""
    return list(dict.fromkeys(found[1] for found in _MENTION.finditer(text)))


def _special(found: re.Match[str]) -> str:
    """@here, a group of users, a date: by the label, else by its own word."""
    word = found[1].partition("^")[0]
    unnamed = {"here": "@here", "channel": "@channel", "everyone": "@everyone", "subteam": sentence("unnamed.group")}
    return found[2] or unnamed.get(word, word)


def _link(found: re.Match[str]) -> str:
    """The address alone where the label is the address; of mail and telephones the label alone."""
    address, label = found[1], (found[2] or "").strip()
    bare = _SCHEME.sub("", address)
    if not label or _SCHEME.sub("", label).rstrip("/") == bare.rstrip("/"):
        return address if address.lower().startswith("http") else bare
    return f"{label} ({address})" if address.lower().startswith("http") else label


def who(body: dict[str, Any]) -> Who:
    """Whoever sent an interactive payload."""
    user = body["user"]
    container = body.get("container", {})
    message = body.get("message", {})
    return Who(
        user=user["id"],
        team=user.get("team_id") or _id(body.get("team")),
        trigger_id=body.get("trigger_id", ""),
        channel=_id(body.get("channel")) or container.get("channel_id", ""),
        thread_ts=message.get("thread_ts") or container.get("thread_ts", ""),
        response_url=body.get("response_url", ""),
        in_modal=(body.get("view") or {}).get("type") == "modal",
        name=user.get("name") or user.get("username", ""),
    )


def _id(found: str | Mapping[str, str] | None) -> str:
    """Of a team or a channel, which Slack names by its id or by an object with one, or not at all."""
    return found if isinstance(found, str) else (found or {}).get("id", "")


def _first_word(text: str) -> tuple[str, str]:
    """The word of a command, without what people put around one, and the rest. Any white space parts words."""
    word, rest = [*text.lstrip(_AROUND).split(maxsplit=1), "", ""][:2]
    return folded(word).strip(_AROUND), " ".join(rest.split())


def entered(state: Mapping[str, Mapping[str, Any]]) -> dict[str, Raw]:
    """What stands in a modal's inputs, by block id."""
    return {block: _entry(element) for block, elements in state.items() for element in elements.values()}


def _entry(element: Mapping[str, Any]) -> Raw:
    """Each element type keeps its value under a name of its own."""
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"] or []]
    if "selected_option" in element:
        return (element["selected_option"] or {}).get("value")
    for name in ("selected_users", "selected_user", "selected_conversation", "selected_date", "value"):
        if name in element:
            found: Raw = element[name]
            return found
    return None
