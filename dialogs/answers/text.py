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
