"""What can be wrong with an act, as a key and its values; the sentences are in templates/words.

DialogError
├── NotAllowed      somebody may not do this
├── NotNow          it cannot be done as things stand
├── Moved           what the person was looking at has changed in the meantime
└── BadFields       an entry cannot be used; one key beside each field
"""

from collections.abc import Mapping
from typing import NamedTuple


class Sentence(NamedTuple):
    """A sentence of templates/words, by key, with the values that stand in it."""

    key: str
    values: Mapping[str, object] = {}


class DialogError(Exception):
    """Something a person did that does not work; carries the sentence that tells them what to do."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.sentence = Sentence(key, values)


class NotAllowed(DialogError):
    """The person may not do this in this scoping."""


class NotNow(DialogError):
    """It cannot be done as things stand; the sentence names what is missing."""


class Moved(DialogError):
    """The answer changed while the person was looking at an older one."""


class BadFields(DialogError):
    """Entries that cannot be used: a sentence for each field, by `question.field`."""

    def __init__(self, problems: Mapping[str, Sentence]) -> None:
        super().__init__("problem.fields")
        self.problems = problems
