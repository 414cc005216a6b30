"""What slack_sdk checks of a block is looked for once a class, and not again for each object: a twentieth of an answer.

slack_sdk goes through all that an object has (`dir`), to find among it the methods that check it.
"""

from functools import cache

from slack_sdk.models.basic_objects import JsonObject


def found_once() -> None:
    """Has slack_sdk's own objects checked by the same methods, in the same order, from now on."""
    JsonObject.validate_json = _checked  # type: ignore[assignment,method-assign]


@cache
def validators(kind: type[JsonObject]) -> tuple[str, ...]:
    """The names of the methods that check objects of a class."""
    names = (name for name in dir(kind) if not name.startswith("__"))
    return tuple(name for name in names if hasattr(getattr(kind, name), "validator"))


def _checked(part: JsonObject) -> None:
    for name in validators(type(part)):
        getattr(part, name)()
