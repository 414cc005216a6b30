"""The record of a practice: every call, every delivery and every violation, in the order they happened."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from practice.slack.workspace import Clock, Json

logger = logging.getLogger(__name__)

IN_FULL = ("sent", "payload")


@dataclass
class Called:
    """One call of the app: a Web API method, `response_url` or `upload`."""

    method: str
    args: Json
    channel: str | None
    user: str | None
    answer: str  # "ok", or the error's name, or what a mood did to the call
    at: datetime
    seconds: float = 0.0
    sent: Json = field(default_factory=dict)  # the whole of what was sent, without the token


@dataclass
class Delivered:
    """One sending of a payload to the app, and what came of it; a retry is a record of its own."""

    kind: str
    what: str  # the event's type, the command, the action or the view's callback_id
    id: str  # of the event, or of the envelope
    attempt: int
    at: datetime
    acked: bool = False
    seconds: float = 0.0
    response: Json | None = None
    error: str | None = None
    payload: Json = field(default_factory=dict)


@dataclass
class Violation:
    """Something Slack refuses, forbids or warns of: `kind` is Slack's error where it has one."""

    kind: str
    says: str
    method: str | None
    at: datetime
    faults: list[Json] = field(default_factory=list)


@dataclass
class Ledger:
    """Everything that happened between the app and Slack, each list in its order."""

    now: Clock
    calls: list[Called] = field(default_factory=list)
    deliveries: list[Delivered] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)

    def violation(self, kind: str, says: str, method: str | None = None, faults: list[Json] | None = None) -> None:
        """Records what the app did wrong; whether Slack would refuse it is decided by whoever calls."""
        logger.warning("violation %s in %s: %s", kind, method, says)
        self.violations.append(Violation(kind, says, method, self.now(), faults or []))

    def as_json(self) -> Json:
        """The record without what was sent and delivered in full: that is for whoever looks at a single line."""
        return {
            "calls": [_line(each) for each in self.calls],
            "deliveries": [_line(each) for each in self.deliveries],
            "violations": [_line(each) for each in self.violations],
        }


def _line(record: Called | Delivered | Violation) -> Json:
    return {each.name: getattr(record, each.name) for each in fields(record) if each.name not in IN_FULL}


def summary(args: dict[str, Any]) -> Json:
    """The arguments of a call, with long words cut and blocks counted."""
    return {key: _short(value) for key, value in args.items() if key != "token"}


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > 200:
        return value[:199] + "…"
    return f"{len(value)} blocks" if isinstance(value, list) and value and isinstance(value[0], dict) else value
