"""In which language an answer is, and the words it is judged by: a file a language, English with all its lists so far.

languages.of("Kunden gehen, ohne dass es jemand merkt.")   # "de"
languages.lists("de")                                      # {}: recognised, and not judged
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources

from dialogs import parsed

Words = Mapping[str, tuple[str, ...]]
"""The lists of a language, by name; none at all for one that is not judged."""

ENGLISH = "en"
SURE = 2
"""Common words that tell another language: a single one may be a name, or an address's “com”."""
SOME_LENGTH = 8
"""So many words of English hold a common one, unless they are names."""
STRONG = 4
"""From so many letters on, or with an accent, a common word tells its language alone where none is English."""
UNJUDGED: Words = {}
_COMMON, _UNSURE, _NO_ONE, _GUESSES, _BORROWED = "common", "unsure", "no_one", "guesses", "borrowed"
_OF_ALL = frozenset((_COMMON, _UNSURE, _NO_ONE, _GUESSES))
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def lists(language: str) -> Words:
    """What answers in a language are judged by; nothing where its lists are not there."""
    found = _files().get(language, {})
    return found if found.keys() - _OF_ALL else UNJUDGED


def unsure() -> tuple[str, ...]:
    """What people of any of the languages write where they don't know: keine Ahnung, a gut feeling."""
    return _of_all(_UNSURE)


def no_one() -> tuple[str, ...]:
    """Nobody, in each of the languages."""
    return _of_all(_NO_ONE)


def guesses() -> tuple[str, ...]:
    """What a guess is called: guessed, geschätzt, a ojo."""
    return _of_all(_GUESSES)


def of(text: str) -> str | None:
    """The language that most of a text's common words are of, or that its script says; None where that is not clear.

    Only languages with a file beside this one are told apart. None of them, "", is a script that is not Latin, a text
    as much of one language as of another but English, and one without a word of English that is of some length or has
    accents.
    """
    typed = [word.replace("’", "'") for word in _WORD.findall(unicodedata.normalize("NFC", text))]
    words = [word.casefold() for word in typed]
    letters = [letter for word in words for letter in word]
    if sum(map(_is_latin, letters)) * 2 < len(letters):
        return ""
    counts = {language: sum(word in common for word in words) for language, common in _common().items()}
    first, second = sorted(counts, key=lambda language: -counts[language])[:2]
    enough = counts[first] >= (1 if first == ENGLISH else SURE)
    if enough and counts[first] > counts[second]:
        return first
    if counts[ENGLISH]:
        return "" if enough and counts[ENGLISH] < counts[first] else None
    strong = _strong_in(words)
    if len(strong) == 1:
        return strong[0]
    return "" if strong or enough or len(words) >= SOME_LENGTH or any(map(_is_accented, typed)) else None


def _strong_in(words: list[str]) -> list[str]:
    """The languages of which some word is so much their own that it tells them alone."""
    tells = {word for word in words if len(word) >= STRONG or not word.isascii()} - _borrowed()
    return [language for language, common in _common().items() if tells & common]


def _is_accented(word: str) -> bool:
    """A word with letters that English has not, which is neither a name nor borrowed: días, but not Zoë, nor café."""
    return not word.isascii() and word[0].islower() and word.casefold() not in _borrowed()


def _is_latin(letter: str) -> bool:
    return letter == "'" or unicodedata.name(letter, "").startswith("LATIN")


@cache
def _common() -> Mapping[str, frozenset[str]]:
    return {language: frozenset(found[_COMMON]) for language, found in _files().items()}


@cache
def _borrowed() -> frozenset[str]:
    """Words of other languages that stand in English texts as well."""
    return frozenset(_files()[ENGLISH][_BORROWED])


@cache
def _of_all(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for found in _files().values() for word in found.get(name, ())))


@cache
def _files() -> Mapping[str, Words]:
    files = (file for file in resources.files(__package__).iterdir() if file.name.endswith(".yaml"))
    found = {file.name.removesuffix(".yaml"): parsed.document(file.read_text("utf-8"), "dialogs") for file in files}
    return {language: {name: tuple(words) for name, words in own.items()} for language, own in sorted(found.items())}
