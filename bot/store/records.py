"""What is stored of a scoping, read and checked: the same for every store."""

import re
from collections.abc import Mapping

from pydantic import ValidationError

from bot.store.errors import BadId
from bot.store.later import Later, taken_out
from bot.store.migrations import STEPS, Document, Step, migrate
from dialogs.scoping.scoping import Scoping


class Malformed(ValueError):
    """A document that is no scoping, or not the one that was asked for: how, as the end of a sentence about it."""


def is_id(text: str) -> bool:
    """Whether this can be the id of a scoping, and so the name of a file and of nothing else."""
    return re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text) is not None


def check_id(text: str) -> None:
    """Raises BadId for what can be no scoping's."""
    if not is_id(text):
        raise BadId(text)


def parsed(
    scoping_id: str, document: Document, model: type[Scoping] = Scoping, steps: Mapping[int, Step] = STEPS
) -> Scoping:
    """The scoping in a document, brought to the newest form. Raises Malformed or TooNew."""
    try:
        scoping = model.model_validate(_newest(scoping_id, document, steps))
    except ValidationError as error:
        raise Malformed(f"does not hold a scoping: {first_problem(error)}") from error
    if scoping.id != scoping_id:
        raise Malformed(f"holds another scoping, {scoping.id}")
    return scoping


def parsed_beside_a_later(
    scoping_id: str, document: Document, model: type[Scoping] = Scoping, steps: Mapping[int, Step] = STEPS
) -> tuple[Scoping, list[Later]]:
    """The same where a later version may be at work too, and what that keeps besides. Raises Malformed or TooNew."""
    try:
        return parsed(scoping_id, document, model, steps), []
    except Malformed as error:
        cause = error.__cause__
        apart = taken_out(_newest(scoping_id, document, steps), cause) if isinstance(cause, ValidationError) else None
        if apart is None:
            raise
    known, later = apart
    return parsed(scoping_id, known, model, steps), later


def _newest(scoping_id: str, document: Document, steps: Mapping[int, Step]) -> Document:
    try:
        return migrate(scoping_id, document, steps)
    except (ValueError, KeyError, TypeError) as error:
        raise Malformed(f"cannot be brought up to date: {error}") from error


def first_problem(error: ValidationError) -> str:
    """Where the first mistake is and what it is, without what stands there."""
    problem = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, problem['loc'])) or 'the whole'}: {problem['msg']}"
