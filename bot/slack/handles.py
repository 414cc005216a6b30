"""What buttons and modals carry: opaque ids, never words. They are looked up and checked again on return."""

from typing import NamedTuple

SEPARATOR = "|"


class Handle(NamedTuple):
    """A scoping, a thing in it (an item, a question, a stage), and one small extra."""

    scoping: str = ""
    item: str = ""
    extra: str = ""

    def __str__(self) -> str:
        return SEPARATOR.join(self).rstrip(SEPARATOR)


def read(text: str) -> Handle:
    """The handle in a button's value or a modal's metadata; missing parts are empty."""
    return Handle(*text.split(SEPARATOR, 2))
