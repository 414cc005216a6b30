"""The values an answer is made of, and the refusal of what is none."""

from datetime import date

from dialogs.errors import Sentence

Value = float | str | list[float] | list[float | None] | list[str]
"""None inside a list is a part of several amounts that nobody knows: 140k / ? / 310k."""

Raw = str | list[str] | None

LONGEST = 3000
LARGEST = 1e15


class Unreadable(ValueError):
    """An entry no parser can use; carries the sentence that stands beside the field."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.sentence = Sentence(key, values)


Cell = str | float | date | None
