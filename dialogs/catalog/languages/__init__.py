"""In which language an answer is, and the words it is judged by: a file a language, English with all its lists so far.

languages.of("Kunden gehen, ohne dass es jemand merkt.")   # "de"
languages.lists("de")                                      # {}: recognised, and not judged
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources

from ruamel.yaml import YAML

Words = Mapping[str, tuple[str, ...]]
"""The lists of a language, by name; none at all for one that is not judged."""

ENGLISH = "en"
SURE = 2
"""Common words that tell another language: a single one may be a name, or an address's “com”."""
ACCENTED = 3
"""Words with accents that tell the same; two may be names."""
UNJUDGED: Words = {}
_COMMON = "common"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def lists(language: str) -> Words:
    """What answers in a language are judged by; nothing where its lists are not there."""
    found = _files().get(language, {})
    return found if found.keys() > {_COMMON} else UNJUDGED


def of(text: str) -> str | None:
    """The language that most of a text's common words are of, or that its script says; None where that is not clear.

    Only languages with a file beside this one are told apart. None of them, "", is a script that is not Latin, a text
    as much of one language as of another but English, and one with accents that has no common word of English.
    """
    words = [word.replace("’", "'") for word in _WORD.findall(text.casefold())]
    letters = [letter for word in words for letter in word]
    if sum(map(_is_latin, letters)) * 2 < len(letters):
        return ""
    counts = {language: sum(word in common for word in words) for language, common in _common().items()}
    first, second = sorted(counts, key=lambda language: -counts[language])[:2]
    enough = counts[first] >= (1 if first == ENGLISH else SURE)
    if enough and counts[first] > counts[second]:
        return first
    foreign = counts[ENGLISH] == 0 and sum(not word.isascii() for word in words) >= ACCENTED
    return "" if foreign or (enough and counts[ENGLISH] < counts[first]) else None


def _is_latin(letter: str) -> bool:
    return letter == "'" or unicodedata.name(letter, "").startswith("LATIN")


@cache
def _common() -> Mapping[str, frozenset[str]]:
    return {language: frozenset(found[_COMMON]) for language, found in _files().items()}


@cache
def _files() -> Mapping[str, Words]:
    reads = YAML(typ="safe", pure=True)
    files = (file for file in resources.files(__package__).iterdir() if file.name.endswith(".yaml"))
    found = {file.name.removesuffix(".yaml"): reads.load(file.read_text("utf-8")) for file in files}
    return {language: {name: tuple(words) for name, words in own.items()} for language, own in sorted(found.items())}
