"""Who may do what in a scoping, from its own record. Everything that changes one passes through here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Flag, auto

from dialogs.errors import NotAllowed
from dialogs.record.parts import Standing
from dialogs.record.record import Record


class Role(Flag):
    """What somebody is in a scoping; one person may be several."""

    NOBODY = 0
    INITIATOR = auto()
    DIRECTOR = auto()
    DELEGATE = auto()
    TEAM = auto()


LEADS = Role.INITIATOR | Role.DIRECTOR
TEAM = Role.INITIATOR | Role.TEAM
EXAMINERS = Role.DIRECTOR | Role.DELEGATE
ANYBODY = TEAM | EXAMINERS

ACTS: Mapping[str, Role] = {
    "answer": TEAM,
    "skip": TEAM,
    "take": TEAM,
    "waive": TEAM,
    "meet": ANYBODY,
    "add_detail": ANYBODY,
    "disagree": ANYBODY,
    "correct_grade": ANYBODY,
    "share": ANYBODY,
    "assign": LEADS,
    "park": LEADS,
    "resume": LEADS,
    "cancel": LEADS,
    "reopen": LEADS,
    "remind": LEADS,
    "audit": LEADS,
    "settings": LEADS,
    "widen": LEADS,
    "close_pulse": LEADS,
    "tap": TEAM,
    "name_delegate": Role.DIRECTOR,
    "name_director": LEADS,
    "judge": EXAMINERS,
    "sign": EXAMINERS,
    "give_back": EXAMINERS,
    "reject": EXAMINERS,
    "assume": EXAMINERS,
    "not_yet": EXAMINERS,
    "close_condition": TEAM | EXAMINERS,
}
"""Each act, and the roles that may do it."""

_REFUSALS: Mapping[Role, str] = {
    TEAM: "refused.team",
    LEADS: "refused.leads",
    EXAMINERS: "refused.examiners",
    Role.DIRECTOR: "refused.director",
    ANYBODY: "refused.anybody",
}


def roles(record: Record, person: str) -> Role:
    """Everything a person is in a scoping."""
    held = {
        Role.INITIATOR: person == record.initiator,
        Role.DIRECTOR: person == record.director,
        Role.DELEGATE: person == record.delegate,
        Role.TEAM: person in record.team,
    }
    all_roles = Role.NOBODY
    for role, has in held.items():
        all_roles |= role if has else Role.NOBODY
    return all_roles


def may(record: Record, act: str, person: str) -> bool:
    """Whether a person may do something now."""
    try:
        check(record, act, person)
    except NotAllowed:
        return False
    return True


def check(record: Record, act: str, person: str) -> None:
    """Raises NotAllowed, naming who may, unless the person has a role for the act and is a member in good standing."""
    allowed = ACTS[act]
    if not roles(record, person) & allowed:
        raise NotAllowed(
            _REFUSALS[allowed],
            initiator=record.name(record.initiator),
            director=record.name(record.director),
            outsider=roles(record, person) is Role.NOBODY,
        )
    known = record.people.get(person)
    standing = known.standing if known else Standing.UNCHECKED
    if standing is not Standing.MEMBER:
        raise NotAllowed(f"standing.{standing}")
