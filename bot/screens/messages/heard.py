"""How a number was read, where it could have meant another: a line beneath its answer, and a way to say so."""

from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from bot.screens.blocks.parts import button, small
from bot.screens.messages.asked import Asked
from bot.words.figures import exact, long_date
from bot.words.sentences import sentence
from bot.words.templates import sentences
from dialogs.answers.remarks import condition_in
from dialogs.answers.written import Reckoned, Written, with_unit
from dialogs.flow.standing import State

_UNKNOWN = "?"
_UNEXAMINED = frozenset({State.ANSWERED, State.INCOMPLETE, State.OBJECTED, State.PARTLY})


def heard(asked: Asked) -> list[Block]:
    """“I read “1.200” as 1,200”: until the scoping rests, or the director has accepted it."""
    read = [{"typed": typed, "number": said} for typed, said in _doubted(asked)]
    return [small(sentence("label.heard", read=read))] if read else []


def not_meant(asked: Asked) -> ButtonElement | None:
    """Opens the same window again."""
    return button("not_meant", "answering:revise", asked.handle) if _doubted(asked) else None


def _doubted(asked: Asked) -> list[tuple[str, str]]:
    """What was typed, and as what it was read."""
    if asked.record.rests:
        return []
    unexamined = (question for question in asked.questions if asked.state(question) in _UNEXAMINED)
    paths = (f"{question.id}.{field.id}" for question in unexamined for field in question.fields)
    written = (asked.record.written(path) for path in paths)
    return [(typed, reading(how, typed)) for how in written for typed in how.doubted]


def reading(how: Written, typed: str) -> str:
    """A number in its unit, with how it was reckoned: “8,000 to 12,000, so 10,000”, “8 a day (250 working days a
    year)”, “2 / 3 / 4”; or a day."""
    read, reckoned = how.doubted[typed], how.reckoned.get(typed, Reckoned())
    if isinstance(read, str):
        return long_date(date.fromisoformat(read))
    several = read if isinstance(read, tuple) else (read,)
    ends = [with_unit(exact(end), how.unit) for end in reckoned.ends or ()]
    to = sentence(f"heard_to.{reckoned.to}", number=several[-1]) if reckoned.to else ""
    of = (
        sentence(f"heard_to.{how.measure}", number=reckoned.ends[1]) if how.measure and reckoned.ends and not to else ""
    )
    by = f"{reckoned.to.removeprefix('minutes_')}_{reckoned.by}"
    said = sentence(f"heard_by.{by}") if f"heard_by.{by}" in sentences() else ""
    places = how.ends if isinstance(read, tuple) else {}
    numbers = [_number(how, number, places.get(place)) for place, number in enumerate(several)]
    read_as = sentence("heard.reading", ends=ends, of=of, number=" / ".join(numbers), to=to, by=said, sum=reckoned.sum)
    condition = condition_in(typed)
    return sentence("heard.condition", words=read_as, condition=condition) if condition else read_as


def _number(how: Written, number: float | None, ends: tuple[float, float] | None) -> str:
    """One of several, in its unit, with the ends of the range that it is the middle of; “?” for one nobody knows."""
    if number is None:
        return _UNKNOWN
    said = with_unit(exact(number), how.unit)
    told = [with_unit(exact(end), how.unit) for end in ends or ()]
    return sentence("heard.reading", ends=told, of="", number=said, to="", by="", sum="") if told else said
