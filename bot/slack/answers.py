"""What an answer of Slack's has to hold before anybody builds on it, by method. All else is no answer at all."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import ValidationError

from bot.outlines import Maybe, MaybeList, Named, Part, User, fitted


class NoAnswer(Exception):
    """What came is none of Slack's answers: what was asked for may have been done, or not."""


class _More(Part):
    next_cursor: Maybe[str] = None


class _Answer(Part):
    ok: Literal[True]
    response_metadata: Maybe[_More] = None


class _Refusal(Part):
    ok: Literal[False]
    error: str


class _Payload(Part):
    key: Maybe[str] = None


class _Metadata(Part):
    event_type: Maybe[str] = None
    event_payload: Maybe[_Payload] = None


class _Message(Part):
    thread_ts: Maybe[str] = None
    text: Maybe[str] = None
    metadata: Maybe[_Metadata] = None
    files: Maybe[MaybeList[Named]] = None


class _Listed(_Message):
    ts: str


class _Posted(_Answer):
    ts: str
    message: _Message


class _Messages(_Answer):
    messages: MaybeList[_Listed]


class _Members(_Answer):
    members: MaybeList[str]


class _Channel(_Answer):
    channel: Named


class _User(User):
    locale: Maybe[str] = None


class _Person(_Answer):
    user: _User


class _Place(_Answer):
    file_id: str
    upload_url: str


class _Shown(_Answer):
    view: Maybe[Named] = None


_OUTLINES: Mapping[str, type[_Answer]] = {
    "chat.postMessage": _Posted,
    "conversations.replies": _Messages,
    "conversations.history": _Messages,
    "conversations.members": _Members,
    "conversations.open": _Channel,
    "conversations.info": _Channel,
    "users.info": _Person,
    "files.getUploadURLExternal": _Place,
    "views.open": _Shown,
    "views.push": _Shown,
}
"""Of every other method it is enough that Slack says it was done."""


def understood(method: str, answer: Any) -> dict[str, Any]:
    """An answer that says it was done, in its outline. Raises NoAnswer where it says less."""
    try:
        return fitted(_OUTLINES.get(method, _Answer), answer)
    except (ValidationError, RecursionError):
        raise NoAnswer(f"the answer to {method} is none of Slack's") from None


def refusal(answer: Any) -> str:
    """The name of the error where an answer says that nothing was done. Raises NoAnswer where it says no such thing."""
    try:
        return _Refusal.model_validate(answer).error
    except (ValidationError, RecursionError):
        raise NoAnswer("what came says neither yes nor no") from None
