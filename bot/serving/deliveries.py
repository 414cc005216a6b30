"""The outline of a delivery, the same over HTTP and over Socket Mode: what everything behind the door relies on.

What has to be there is there; what may be missing is missing or of its type, never null and never anything else; and
no text holds half a character. A delivery that lacks what it is about is Unread: acknowledged, and nothing comes of it.
"""

import json
import math
from typing import Annotated, Any
from urllib.parse import parse_qsl

from pydantic import AfterValidator, Field, ValidationError

from bot.outlines import Maybe, MaybeDict, MaybeList, Named, Part, User, fitted

JSON = "application/json"
# Slack's own payloads stay far below; past it, code that walks a payload could run out of stack.
DEEPEST = 64
MOST_FIELDS = 200


class Garbled(Exception):
    """The body is not a delivery."""


class Unread(Exception):
    """A delivery that nobody here can make anything of; the text says why, in no words of the delivery's."""


class _User(User):
    username: Maybe[str] = None


class _Placed(Part):
    """Says whose it is and where, each as an id or as an object with one; Bolt looks for it in all of these."""

    enterprise: Maybe[str | Named] = None
    enterprise_id: Maybe[str] = None
    team: Maybe[str | Named] = None
    team_id: Maybe[str] = None
    user: Maybe[str | _User] = None
    user_id: Maybe[str] = None
    channel: Maybe[str | Named] = None
    channel_id: Maybe[str] = None
    thread_ts: Maybe[str] = None
    authorizations: "Maybe[MaybeList[_Placed]]" = None
    view: "Maybe[_View]" = None
    event: "Maybe[_Placed]" = None
    function_data: Maybe[Part] = None
    message: "Maybe[_Message]" = None
    previous_message: "Maybe[_Message]" = None
    item: "Maybe[_Placed]" = None
    assistant_thread: "Maybe[_Placed]" = None


class _Message(_Placed):
    ts: Maybe[str] = None
    subtype: Maybe[str] = None
    bot_id: Maybe[str] = None
    text: Maybe[str] = None


class _Event(_Message):
    type: str


class _Said(_Event):
    channel: str
    ts: str
    user: Maybe[str] = None


class _Timed(_Message):
    ts: str


class _Changed(_Said):
    message: _Timed


class _Deleted(_Said):
    deleted_ts: str


class _Mention(_Event):
    user: str
    channel: str
    team: Maybe[str] = None
    user_team: Maybe[str] = None


class _Membership(_Event):
    user: str
    channel: str


class _UserChange(_Event):
    user: _User


class _HomeOpened(_Event):
    user: str
    tab: Maybe[str] = None


class _ChannelIdChanged(_Event):
    old_channel_id: str
    new_channel_id: str


# By type, or by type and subtype; of all others nothing is asked but the type.
_EVENTS: dict[str, type[_Event]] = {
    "message": _Said,
    "message/message_changed": _Changed,
    "message/message_deleted": _Deleted,
    "app_mention": _Mention,
    "member_joined_channel": _Membership,
    "member_left_channel": _Membership,
    "user_change": _UserChange,
    "app_home_opened": _HomeOpened,
    "channel_id_changed": _ChannelIdChanged,
}


class _Option(Part):
    value: str


class _Element(Part):
    """An input and what stands in it."""

    value: Maybe[str] = None
    selected_option: Maybe[_Option] = None
    selected_options: Maybe[MaybeList[_Option]] = None
    selected_user: Maybe[str] = None
    selected_users: Maybe[MaybeList[str]] = None
    selected_conversation: Maybe[str] = None
    selected_date: Maybe[str] = None


class _State(Part):
    values: Maybe[MaybeDict[MaybeDict[_Element]]] = None


class _Block(Part):
    type: str
    block_id: str


class _View(Named):
    type: Maybe[str] = None
    callback_id: Maybe[str] = None
    private_metadata: Maybe[str] = None
    hash: Maybe[str] = None
    app_installed_team_id: Maybe[str] = None
    team_id: Maybe[str] = None
    state: Maybe[_State] = None
    blocks: Maybe[MaybeList[_Block]] = None


class _Window(_View):
    type: str
    callback_id: str


class _Action(Part):
    action_id: str
    action_ts: Maybe[str] = None
    value: Maybe[str] = None
    selected_option: Maybe[_Option] = None


class _Container(Part):
    message_ts: Maybe[str] = None
    view_id: Maybe[str] = None
    channel_id: Maybe[str] = None
    thread_ts: Maybe[str] = None


class _ResponseUrl(Part):
    response_url: str


def _first_alone(found: list[Any] | None) -> list[Any] | None:
    """Bolt raises where there are more than one."""
    return found[:1] or None if found else None


class _Delivery(_Placed):
    """Fields that any delivery may have."""

    response_url: Maybe[str] = None
    trigger_id: Maybe[str] = None
    response_urls: Annotated[Maybe[MaybeList[_ResponseUrl]], AfterValidator(_first_alone)] = None


class _Events(_Delivery):
    event: dict[str, Any]  # type: ignore[assignment]  # looked at by its type, once it is known
    event_id: str


class _Interaction(_Delivery):
    user: _User
    container: Maybe[_Container] = None


class _Click(_Interaction):
    actions: list[_Action] = Field(min_length=1)


class _Modal(_Interaction):
    view: _Window


class _Suggestion(_Interaction):
    action_id: str


class _Shortcut(_Interaction):
    callback_id: str


class _MessageShortcut(_Shortcut):
    channel: Named
    message: _Timed


class _Challenge(_Delivery):
    challenge: str


class _Command(_Delivery):
    command: str
    user_id: str
    user_name: Maybe[str] = None
    text: Maybe[str] = None


# What Slack says it delivers; an app that knows other kinds is another app.
_KINDS: dict[str, type[_Delivery]] = {
    "event_callback": _Events,
    "url_verification": _Challenge,
    "block_actions": _Click,
    "block_suggestion": _Suggestion,
    "view_submission": _Modal,
    "view_closed": _Modal,
    "message_action": _MessageShortcut,
    "shortcut": _Shortcut,
}


def parsed(body: bytes, content_type: str) -> Any:
    """What a body holds; raises Garbled where it is none of Slack's.

    JSON where the content type says so, else a form, with the delivery in its field `payload` or, for a
    slash command, in the fields themselves.
    """
    try:
        text = body.decode("utf-8")
        payload = _from_json(text) if content_type == JSON else _from_form(text)
    except (ValueError, RecursionError) as error:
        raise Garbled from error
    if not isinstance(payload, dict):
        raise Garbled
    return payload


def outlined(payload: Any) -> dict[str, Any]:
    """A delivery in its outline; raises Unread where that cannot be had."""
    whole = _whole(payload, DEEPEST)
    if not isinstance(whole, dict):
        raise Unread("it is no object")
    kind = _kind(whole)
    outline = _fitted(kind, whole)
    if kind is _Events:
        outline["event"] = _fitted(_event(outline["event"]), outline["event"])
    return outline


def _kind(payload: dict[str, Any]) -> type[_Delivery]:
    if "type" not in payload:
        return _Delivery if "ssl_check" in payload else _Command
    if payload["type"] == "app_rate_limited":
        raise Unread("Slack sends no more events for a minute: there were more than 30,000 in an hour")
    kind = _KINDS.get(str(payload["type"]))
    if kind is None:
        raise Unread("its type is none that scopebot knows")
    return kind


def _event(event: dict[str, Any]) -> type[_Event]:
    kind, subtype = str(event.get("type")), event.get("subtype")
    return _EVENTS.get(f"{kind}/{subtype}") or _EVENTS.get(kind, _Event)


def _fitted(kind: type[Part], payload: dict[str, Any]) -> dict[str, Any]:
    try:
        return fitted(kind, payload)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        raise Unread(f"{'.'.join(map(str, wrong['loc'])) or 'all of it'} is missing or of another type") from None


def _from_json(text: str) -> Any:
    return json.loads(text, parse_constant=_refused)


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _from_form(text: str) -> Any:
    fields = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS))
    return _from_json(fields["payload"]) if "payload" in fields else fields


def _whole(value: Any, levels: int) -> Any:
    """A copy without halves of characters: JSON can spell one half of an emoji, and nothing can be made of it."""
    if not levels:
        raise Unread("it is nested too deeply")
    if isinstance(value, str):
        return value.encode("utf-8", "ignore").decode()
    if isinstance(value, dict):
        return {_whole(key, levels): _whole(inner, levels - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_whole(inner, levels - 1) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise Unread("it holds a number that is none")
    return value
