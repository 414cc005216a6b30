"""The outline every delivery over HTTP must have before Bolt sees it; anything else is garbled."""

from typing import Any
from urllib.parse import parse_qsl

import orjson
from pydantic import BaseModel, ConfigDict, Field

JSON = "application/json"
# Slack's own payloads stay far below; past it, code that walks a payload could run out of stack.
DEEPEST = 64
MOST_FIELDS = 200


class Garbled(Exception):
    """The body is not a delivery."""


class _Part(BaseModel):
    """Part of a delivery; what is not named here may be anything, and is nobody's before it is read."""

    model_config = ConfigDict(extra="allow", strict=True)


class _Named(_Part):
    id: str


class _Placed(_Part):
    """Says whose it is and where, each as an id or as an object with one."""

    enterprise: str | _Named | None = None
    enterprise_id: str | None = None
    team: str | _Named | None = None
    team_id: str | None = None
    user: str | _Named | None = None
    user_id: str | None = None
    channel: str | _Named | None = None
    channel_id: str | None = None
    thread_ts: str | None = None
    message: "_Placed | None" = None
    previous_message: "_Placed | None" = None
    item: "_Placed | None" = None


class _Authorization(_Part):
    enterprise_id: str | None = None
    team_id: str | None = None
    user_id: str | None = None


class _Event(_Placed):
    type: str
    subtype: str | None = None
    bot_id: str | None = None
    text: str = ""
    ts: str = ""
    view: dict[str, Any] = {}
    function: dict[str, Any] = {}


class _View(_Named):
    type: str
    callback_id: str = ""
    private_metadata: str = ""
    app_installed_team_id: str | None = None
    state: dict[str, Any] = {}


class _Action(_Part):
    type: str
    action_id: str
    block_id: str


class _ResponseUrl(_Part):
    response_url: str
    channel_id: str = ""


class _Delivery(_Placed):
    """Fields that any delivery may have."""

    response_url: str = ""


class _Events(_Delivery):
    event: _Event
    authorizations: list[_Authorization] = []


class _Interaction(_Delivery):
    user: _Named
    container: dict[str, Any] = {}
    view: _View | None = None


class _Click(_Interaction):
    actions: list[_Action] = Field(min_length=1)


class _Modal(_Interaction):
    view: _View
    response_urls: list[_ResponseUrl] = []


class _Suggestion(_Interaction):
    action_id: str
    block_id: str


class _Shortcut(_Interaction):
    callback_id: str


class _Challenge(_Delivery):
    challenge: str


class _Command(_Delivery):
    command: str
    user_id: str
    text: str = ""


# What Slack says it delivers; an app that knows other kinds is another app.
_KINDS: dict[str, type[_Delivery]] = {
    "event_callback": _Events,
    "url_verification": _Challenge,
    "block_actions": _Click,
    "block_suggestion": _Suggestion,
    "view_submission": _Modal,
    "view_closed": _Modal,
    "message_action": _Shortcut,
    "shortcut": _Shortcut,
}


def parsed(body: bytes, content_type: str) -> dict[str, Any]:
    """The delivery in a body; raises Garbled where there is none.

    JSON where the content type says so, else a form, with the delivery in its field `payload` or, for a
    slash command, in the fields themselves.
    """
    try:
        text = body.decode("utf-8")
        payload: dict[str, Any] = orjson.loads(text) if content_type == JSON else _from_form(text)
        _kind(payload).model_validate(payload)
    except ValueError as error:
        raise Garbled from error
    if not _is_shallow(payload):
        raise Garbled
    return payload


def _kind(payload: Any) -> type[_Delivery]:
    if not isinstance(payload, dict):
        raise Garbled
    if "type" in payload:
        kind = _KINDS.get(str(payload["type"]))
        if kind is None:
            raise Garbled
        return kind
    return _Delivery if "ssl_check" in payload else _Command


def _from_form(text: str) -> Any:
    fields = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS))
    return orjson.loads(fields["payload"]) if "payload" in fields else fields


def _is_shallow(payload: Any) -> bool:
    layer = [payload]
    for _ in range(DEEPEST):
        layer = [inner for outer in layer for inner in _inside(outer)]
        if not layer:
            return True
    return False


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
