"""A candidate's history in words: what it reaches by going on as before, and which target it would."""

from collections.abc import Iterator

from bot.telling.told import Line, level
from bot.words.figures import dated
from bot.words.sentences import sentence
from dialogs.findings.reach import Reached


def lines(reach: Reached | None) -> Iterator[Line]:
    """Whether its target is reachable and why, what comes next, and what to be careful of."""
    if reach is None:
        return
    verdict = reach.verdict
    said = sentence(f"reach.{verdict.reach}", points=verdict.points)
    yield Line(sentence("reach.name"), f"{said} {_at(reach)}".strip())
    if guess := _guess(reach):
        yield Line(sentence("reach.next"), guess)
    for warning in verdict.warnings:
        yield Line(sentence("reach.careful"), sentence(f"reach.warn_{warning}"))


def changes(reach: Reached | None) -> Iterator[str]:
    """Up to which target it would be reachable, and from which it would not."""
    if reach is None:
        return
    if (up_to := reach.verdict.reachable_up_to) is not None:
        yield sentence("reach.up_to", value=level(up_to, reach.unit))
    if (beyond := reach.verdict.unreachable_from) is not None:
        yield sentence("reach.from", value=level(beyond, reach.unit))
    yield sentence("reach.unforeseen")


def when(reach: Reached) -> str:
    """The target's day, or its place on the scale of the history."""
    return dated(reach.by) if reach.by else level(reach.history.at)


def _at(reach: Reached) -> str:
    """The interval on the day, beside what is needed."""
    verdict = reach.verdict
    if verdict.low is None or verdict.high is None:
        return ""
    return sentence(
        "reach.at",
        metric=reach.metric,
        when=when(reach),
        dated=reach.by is not None,
        low=level(verdict.low, reach.unit),
        high=level(verdict.high, reach.unit),
        target=level(reach.history.target, reach.unit),
    )


def _guess(reach: Reached) -> str:
    """What the team expected next, beside what the curve says for about that time."""
    expected = _next_middle(reach)
    if reach.guess is None or expected is None:
        return ""
    return sentence("reach.guess", guess=level(reach.guess, reach.unit), curve=level(expected, reach.unit))


def _next_middle(reach: Reached) -> float | None:
    """The curve's middle one usual step after the last measurement, or on the target's day if that comes first."""
    times, curve = sorted(reach.history.times), reach.verdict.curve
    if len(curve) < 2 or len(times) < 2:
        return None
    step = (times[-1] - times[0]) / (len(times) - 1)
    at = min(times[-1] + step, reach.history.at)
    return min(curve, key=lambda point: abs(point[0] - at))[2]
