"""Words as they are kept: without what cannot be seen."""

import re
import unicodedata

_LINE_END = re.compile(r"\r\n|[\r\u2028\u2029]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def cleaned(text: str) -> str:
    """People's words without control and direction-changing characters, and with at most four accents on a letter."""
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text)).strip()
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= 4:
            kept.append(character)
    return "".join(kept)


def excerpt(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def both_ends(text: str, most: int) -> str:
    """A name of at most so many characters: where it is longer its first words and its last, “Rules on … who decides”.

    What tells two names apart stands as often behind as in front.
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    room = most - len(_BETWEEN)
    last = text[len(text) - room // 2 :]
    if " " in last and text[len(text) - len(last) - 1] != " ":
        last = last.partition(" ")[2]
    first = text[: room - len(last)]
    if " " in first and text[len(first)] != " ":
        first = first.rpartition(" ")[0]
    return f"{first.rstrip(_EDGES)}{_BETWEEN}{last.lstrip(_EDGES)}"


_BETWEEN, _EDGES = " … ", " ,;:.–-"
