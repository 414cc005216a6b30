"""Ignorance as people write it: “?”, “TBD”, “not measured”. Said of a whole field, it is an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Ignorance(StrEnum):
    """What is not known of one input. It is an answer: quoted, examined, and accepted knowingly."""

    NOT_KNOWN = "not_known"
    NOT_MEASURED = "not_measured"
    NOT_TRIED = "not_tried"
    NOT_RECKONED = "not_reckoned"
    NOT_DECIDED = "not_decided"
    NOT_APPLICABLE = "does_not_apply"


_WHO_NOT = r"(?:nobody|no one|noone|none of us)(?: (?:has|have|had|ever|yet))*"
_NOT = r"(?:not|never|n't|haven't|has not|have not|isn't|wasn't|hasn't)(?: (?:been|really|yet|ever))*"
_IT = r"(?: (?:it|this|that|them))?(?: (?:yet|so far|at all|ever|before))?"


def _deed(verbs: str) -> str:
    return rf"(?:(?:it (?:is|was|has)|we) ?)?(?:{_WHO_NOT}|{_NOT}) (?:{verbs}){_IT}"


_SHAPES: Mapping[Ignorance, str] = {
    Ignorance.NOT_KNOWN: (
        r"\?+|tb[dca]|t\.b\.[dca]\.?|to be (?:determined|confirmed|announced|defined)|n/?k|idk|dunno|unknown|unclear"
        r"|no (?:idea|clue)(?: yet)?"
        r"|(?:i |we )?(?:don't|do not|dont|didn't|doesn't) know(?: yet| tbh)?"
        r"|(?:it is |it's )?not known(?: yet)?|not yet known"
        r"|nobody knows(?: yet)?|not sure(?: yet)?|none yet|nothing yet"
        r"|(?:can't|cannot|hard to) say(?: yet)?"
    ),
    Ignorance.NOT_MEASURED: r"unmeasured|"
    + _deed("measured?|count(?:ed)?|check(?:ed)?|record(?:ed)?|track(?:ed)?|look(?:ed)?"),
    Ignorance.NOT_TRIED: r"untried|untested|" + _deed("tried|try|test(?:ed)?|compared?"),
    Ignorance.NOT_RECKONED: _deed("reckon(?:ed)?|estimated?|calculated?|cost(?:ed)?|priced|budgeted|worked out"),
    Ignorance.NOT_DECIDED: r"undecided|to be decided|" + _deed("decided?|agreed?|settled|named|planned"),
    Ignorance.NOT_APPLICABLE: r"n/?a|n\.a\.?|not applicable|(?:it )?does(?: not|n't) apply|doesnt apply",
}
_KNOWN = {kind: re.compile(shape) for kind, shape in _SHAPES.items()}


def ignorance_in(text: str) -> Ignorance | None:
    """What a whole entry says is not known; None where it says anything else.

    “?” and “tbd” are NOT_KNOWN, “not measured yet” is NOT_MEASURED; “not measured before May, since then 61%” is an
    answer like any other. English alone: other languages have no list yet.
    """
    words = " ".join(text.casefold().replace("’", "'").split()).strip(" .!…,;:()“”\"'")
    words = words or text.strip()
    if not words or len(words) > 60:
        return None
    return next((kind for kind, shape in _KNOWN.items() if shape.fullmatch(words)), None)
