"""A line of the audit: that somebody did something, and the digest of the line before it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict

OPERATOR = "operator"
"""Who stands in a line of what was done on the command line of this machine: whoever runs scopebot."""

UNLINKED = "unlinked"
"""The verb of the line that says that what led back to somebody was destroyed."""

VERBS: Mapping[str, str | None] = {
    "start": "started",
    "answer": "answered",
    "skip": "answered",
    "revise": "revised",
    "hold": "held",
    "waive": "let_stand",
    "settle_objections": "let_stand",
    "meet": "met",
    "correct_grade": "regraded",
    "add_detail": "added",
    "disagree": "disagreed",
    "judge": "accepted",
    "send_back": "sent_back",
    "give_back": "sent_back",
    "assume": "assumed",
    "close_condition": "closed_condition",
    "put_off_condition": "put_off",
    "close_pulse": "closed_pulse",
    "sign": "signed",
    "prove": "proved",
    "reject": "rejected",
    "not_yet": "postponed",
    "cancel": "cancelled",
    "reopen": "reopened",
    "park": "parked",
    "resume": "resumed",
    "widen": "widened",
    "share": "shared",
    "assign": "assigned",
    "name_delegate": "named",
    "name_director": "named",
    "report": "opened",
    "export": "exported",
    "forget": "forgot",
    "restore": "restored",
    "shorten": "shortened",
    "unsaved": "unsaved",
    "take": None,
    "settings": None,
    "remind": None,
    "audit": None,
    "tap": None,
}
"""Each thing that can be done, and the verb it is written under; None for what is not written.

A tap is never written: a line with a person and a moment would tell whose answer it was.
"""


class Doing(NamedTuple):
    """What a line says of what was done. `who` is a pseudonym or OPERATOR; `version` the record's that came of it.

    `through` is the last line that was removed with a file too old to keep. Where the list of the pseudonyms changed,
    `people` is its digest after that, and `people_was` the one it was found with.
    """

    verb: str
    who: str
    scoping: str = ""
    version: int = 0
    through: int = 0
    people: str = ""
    people_was: str = ""


def to_write(done: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of each (act, Slack id or OPERATOR) that VERBS writes, the verb and by whom."""
    return [(verb, by) for act, by in done if (verb := VERBS[act])]


class Row(BaseModel):
    """One line. They are numbered from 1 on; `was` is the digest of the line before, empty for the first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    at: AwareDatetime
    who: str
    did: str
    scoping: str = ""
    version: int = 0
    through: int = 0
    people: str = ""
    people_was: str = ""
    was: str

    def line(self) -> bytes:
        """As it stands in the file, with its end."""
        return orjson.dumps(self.model_dump(mode="json", exclude_defaults=True)) + b"\n"


class Done(NamedTuple):
    """A line, and who it was: None for whoever was forgotten, and for the operator."""

    row: Row
    person: str | None


class End(NamedTuple):
    """Where the audit ends: the number of its last line, and that line's digest."""

    n: int = 0
    digest: str = ""

    def followed_by(self, doing: Doing, at: datetime) -> Row:
        """The line after this one."""
        return Row(
            n=self.n + 1,
            at=at,
            who=doing.who,
            did=doing.verb,
            scoping=doing.scoping,
            version=doing.version,
            through=doing.through,
            people=doing.people,
            people_was=doing.people_was,
            was=self.digest,
        )


def added(end: End, doings: Iterable[Doing], at: Callable[[], datetime]) -> tuple[list[tuple[Row, bytes]], End]:
    """The lines that follow an end, as they stand in the audit, and the end they make."""
    lines: list[tuple[Row, bytes]] = []
    for doing in doings:
        row = end.followed_by(doing, at())
        line = row.line()
        lines.append((row, line))
        end = end_at(row, line)
    return lines, end


def with_change(doings: Sequence[Doing], people: str, people_was: str) -> list[Doing]:
    """The first line says how the list of the pseudonyms changes."""
    first, *rest = doings
    return [first._replace(people=people, people_was=people_was), *rest]


def end_at(row: Row, line: bytes) -> End:
    """The end that this line makes, as it stands in its file."""
    return End(row.n, digest_of(line))


def digest_of(line: bytes) -> str:
    return hashlib.sha256(line.rstrip(b"\n")).hexdigest()
