"""The process's log: one line per record, without secrets and without what people wrote."""

import logging
import re
import sys
import time
from collections.abc import Iterable
from typing import TextIO

import aiohttp

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


def set_up(level: str, stream: TextIO | None = None, secrets: Iterable[str] = ()) -> logging.Handler:
    """Makes the root logger write to `stream` (stderr) through one handler, and returns that handler.

    Besides everything that looks like one of Slack's secrets, the given `secrets` are hidden wherever they stand.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_OneLine(secrets))
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


class _OneLine(logging.Formatter):
    """A record, its traceback included, on one line in UTC."""

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")
        self.converter = time.gmtime
        self._own = [secret for secret in secrets if len(secret) >= _SHORTEST_SECRET]

    def format(self, record: logging.LogRecord) -> str:
        line = " ⏎ ".join(super().format(record).splitlines())
        for secret in self._own:
            line = line.replace(secret, "(hidden)")
        for pattern, instead in _SECRETS:
            line = pattern.sub(instead, line)
        return line
