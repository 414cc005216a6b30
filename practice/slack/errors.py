"""What goes wrong in the practice Slack, for whom: a person at the screen, or the app that calls.

PracticeError   a person tried what Slack's own client would not let them do; tests and the page read the sentence
Refused         a call of the app that Slack answers with `ok: false`
"""

from __future__ import annotations

from typing import Any


class PracticeError(Exception):
    """A person of the practice workspace tried what nobody could do in Slack; the message says what and why."""


class Refused(Exception):
    """A call that Slack answers with `ok: false` and this `error`; `more` joins the answer."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error, self.more = error, more
