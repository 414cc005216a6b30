"""The process's log: one line per record, without secrets and without what people wrote."""

import logging
import re
import sys
import time
from collections.abc import Iterable
from typing import Any, Literal, TextIO

import aiohttp
from pythonjsonlogger.json import JsonFormatter

from bot.serving import ServingError

# Each pattern and what stands in its place.
_SECRETS = (
    (re.compile(r"\bxox[a-z](?:\.xox[a-z])?-[\w.%-]+"), "xox…(hidden)"),
    (re.compile(r"\bxapp-[\w.%-]+"), "xapp-…(hidden)"),
    (re.compile(r"\bhooks\.slack(?:-gov)?\.com/[^\s'\"<>]+"), "hooks.slack.com/…(hidden)"),
    (re.compile(r"\bwss?://[^\s'\"<>]*ticket=[^\s'\"<>]*"), "wss://…(hidden)"),
)
_THEIRS = ("slack_sdk", "slack_bolt")
_EVERYDAY = (aiohttp.ClientError, OSError, ServingError)  # what networks do; the sentence is enough
_MEANT = ("Invalid request signature", "As `installation_store` or `authorize` has been used", "As you gave `client`")
"""What Bolt warns of although it is meant; the first prints a body, too."""
_SHORTEST_SECRET = 8  # shorter ones would black out ordinary words


Form = Literal["text", "json"]


def set_up(
    level: str, stream: TextIO | None = None, secrets: Iterable[str] = (), form: Form = "text"
) -> logging.Handler:
    """Makes the root logger write to `stream` (stderr) through one handler, and returns that handler.

    Besides everything that looks like one of Slack's secrets, the given `secrets` are hidden wherever they stand.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    hiding = _Hiding(secrets)
    handler.setFormatter(_OneLine(hiding) if form == "text" else _Json(hiding))
    handler.addFilter(_keeps_quiet)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _THEIRS:
        logging.getLogger(name).setLevel(max(root.level, logging.INFO))
    logging.getLogger("transitions").setLevel(max(root.level, logging.WARNING))  # it tells of every step of a walk
    return handler


def _keeps_quiet(record: logging.LogRecord) -> bool:
    """Whether a record may be written; takes the traceback off a network's everyday trouble."""
    if record.name == "aiohttp.server":  # what anybody may send; it is answered with a 400
        record.exc_info = record.exc_text = None
    if record.name.split(".")[0] not in _THEIRS:
        return True
    # Bolt gives its loggers the root's level, so the cap on their parents does not reach them.
    if record.levelno < logging.INFO or any(words in str(record.msg) for words in _MEANT):
        return False
    if record.exc_info and isinstance(record.exc_info[1], _EVERYDAY):
        record.exc_info = record.exc_text = None
    return True


class _Hiding:
    """Takes secrets out of a text, wherever they stand in it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._own = [secret for secret in secrets if len(secret) >= _SHORTEST_SECRET]

    def __call__(self, text: str) -> str:
        for secret in self._own:
            text = text.replace(secret, "(hidden)")
        for pattern, instead in _SECRETS:
            text = pattern.sub(instead, text)
        return text

    def within(self, value: Any) -> Any:
        """The same for all that stands in a value."""
        if isinstance(value, dict):
            return {self(str(key)): self.within(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.within(inner) for inner in value]
        return value if value is None or isinstance(value, bool | int | float) else self(str(value))


_DAY, _MILLISECONDS = "%Y-%m-%dT%H:%M:%S", "%s.%03dZ"


class _OneLine(logging.Formatter):
    """A record, its traceback included, on one line in UTC."""

    default_time_format, default_msec_format = _DAY, _MILLISECONDS

    def __init__(self, hiding: _Hiding) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")
        self.converter = time.gmtime
        self._hiding = hiding

    def format(self, record: logging.LogRecord) -> str:
        return self._hiding(" ⏎ ".join(super().format(record).splitlines()))


class _Json(JsonFormatter):
    """A record as one JSON object on a line, with the moment in UTC. What is hidden is hidden before it is spelled."""

    default_time_format, default_msec_format = _DAY, _MILLISECONDS

    def __init__(self, hiding: _Hiding) -> None:
        named = {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "exception"}
        super().__init__("{asctime}{levelname}{name}{message}", style="{", rename_fields=named, json_ensure_ascii=False)
        self._hiding = hiding

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        hidden: dict[str, Any] = self._hiding.within(log_data)
        return hidden
