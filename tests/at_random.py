"""Scopings that go on at random: acts of people, and changes of a record that no act makes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from pydantic import ValidationError

from dialogs.answers.evidence import Grade
from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import Kind
from dialogs.errors import DialogError
from dialogs.findings import Findings
from dialogs.flow import objecting, tasks
from dialogs.flow.tasks import to_examine
from dialogs.record.parts import Unknown
from dialogs.record.quoting import active_questions
from dialogs.record.record import UNSAID
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, GOOD, IVO, MIA, MONDAY, TOM, accept_all, answer_stage, on_its_track, reach

TEAM = (ANA, MIA, TOM)
EVERYBODY = (*TEAM, IVO)
BEGINNINGS = {
    "director": ("exam", "mlops", "readiness", "report"),
    "full": ("need", "solutions", "design", "plan", "report"),
}
Act = Callable[[Random, Scoping], None]


def scopings(seed: int, acts: int) -> Iterator[Scoping]:
    """One scoping as it is at first, and after each of so many acts; each a record of its own."""
    rng = Random(seed)
    track = rng.choice(list(BEGINNINGS))
    going = begun(track, rng.choice(BEGINNINGS[track]))
    yield copied(going)
    for _ in range(acts):
        act, before = rng.choice(ACTS), copied(going)
        try:
            act(rng, going)
        except (DialogError, LookupError, AssertionError, ValueError):
            going = before  # as a listener that fails saves nothing
        yield copied(going)


def begun(track: str, stage: str) -> Scoping:
    return Scoping.model_validate_json(_played(track, stage))


@cache
def _played(track: str, stage: str) -> str:
    return reach(stage, track=track).model_dump_json()


def copied(scoping: Scoping) -> Scoping:
    return Scoping.model_validate_json(scoping.model_dump_json())


# ---- acts


def _asked(rng: Random, scoping: Scoping) -> str:
    """A question of a stage that was walked; often one of the present stage."""
    stages = [stage for stage in scoping.walked if stage in scoping.catalog.stages]
    stage = stages[-1] if rng.random() < 0.6 else rng.choice(stages)
    return rng.choice(active_questions(scoping, scoping.catalog.stages[stage])).id


def _answers(rng: Random, scoping: Scoping) -> None:
    question = _asked(rng, scoping)
    values = on_its_track(scoping, question, GOOD[question])
    changed = {field: _otherwise(rng, scoping, question, field, value) for field, value in values.items()}
    scoping.answer({question: changed}, rng.choice(TEAM), MONDAY + timedelta(hours=rng.randrange(9)))


def _otherwise(rng: Random, scoping: Scoping, question: str, field: str, value: Any) -> Any:
    asked = scoping.catalog.questions[question].field(field)
    if rng.random() < 0.6:
        return value
    if isinstance(value, list) and value and isinstance(value[0], float):
        return [number * rng.choice((0.5, 1, 2)) for number in value]
    if isinstance(value, float):
        return value * rng.choice((0.5, 2.0))
    if asked.kind is Kind.CHOICE:
        return rng.choice(list(asked.options))
    return f"{value} We looked at it again." if asked.kind in (Kind.TEXT, Kind.LINE) else value


def _dont_know(rng: Random, scoping: Scoping) -> None:
    question = _asked(rng, scoping)
    field = rng.choice(scoping.catalog.questions[question].fields).id
    day = MONDAY.date() + timedelta(days=rng.randrange(1, 9)) if rng.random() < 0.5 else None
    by = rng.choice(TEAM)
    unknown = Unknown(kind=rng.choice(list(Ignorance)), by=by, at=MONDAY, until=day, owner=rng.choice(TEAM))
    scoping.not_known({question: {field: unknown}}, by, MONDAY)


def _judges(rng: Random, scoping: Scoping) -> None:
    waiting = to_examine(Findings(scoping), scoping.stage)
    back = {rng.choice(waiting): "Who would notice?"} if rng.random() < 0.5 else {}
    scoping.judge([one for one in waiting if one not in back], back, IVO, MONDAY)


def _meets(rng: Random, scoping: Scoping) -> None:
    put = objecting.put(Findings(scoping))
    scoping.meet([Met(one.name, rng.choice(("answered", "waived")), "It is talked over.") for one in put], MIA, MONDAY)


def _goes_on(rng: Random, scoping: Scoping) -> None:
    before = scoping.stage
    answer_stage(scoping)
    if scoping.stage == before:
        accept_all(scoping)


ACTS: tuple[Act, ...] = (
    *[_answers] * 6,
    *[_judges] * 3,
    *[_meets] * 2,
    _dont_know,
    _dont_know,
    _goes_on,
    lambda rng, it: it.skip(_asked(rng, it), "It is another team's.", ANA, MONDAY),
    lambda rng, it: it.waive(_asked(rng, it), "It is written down.", ANA, MONDAY),
    lambda rng, it: it.leave_as_is([_asked(rng, it)], ANA),
    lambda rng, it: it.correct_grade(_asked(rng, it), rng.choice(list(Grade)), MIA),
    lambda rng, it: it.assign(rng.choice(list(it.items)), rng.choice(TEAM), ANA, MONDAY),
    lambda rng, it: it.take([_asked(rng, it)], TOM, MONDAY),
    lambda rng, it: it.promise([key for key, _ in tasks.owed_items(Findings(it))], MONDAY.date(), ANA, MONDAY),
    lambda rng, it: it.fall_due(MONDAY + timedelta(days=rng.randrange(10))),
    lambda rng, it: it.reply_edited("1.1") if it.reply_seen(ANA, "1.1") else None,
    lambda rng, it: it.disagree("mlops", "That is more than we can look after.", MIA, MONDAY),
    lambda rng, it: it.add_detail("The works council wants to see the list.", TOM, MONDAY),
    lambda rng, it: it.park(IVO, MONDAY) if it.parked is None else it.resume(IVO, MONDAY),
    lambda rng, it: it.give_back(_asked(rng, it), "It is not what was asked.", IVO, MONDAY),
    lambda rng, it: it.sign(IVO, MONDAY, "The board has read it."),
    lambda rng, it: it.not_yet("First the numbers.", IVO, MONDAY),
    lambda rng, it: it.cancel("There is no money.", IVO, MONDAY),
    lambda rng, it: it.reopen(IVO, MONDAY, "There is money again."),
    lambda rng, it: it.claim_ring(rng.choice(EVERYBODY), MONDAY),
)


# ---- changes that no act makes


def changed_anywhere(scoping: Scoping, rng: Random) -> Scoping | None:
    """The record with one thing in it that is another; None where it would be no record then."""
    document = json.loads(scoping.model_dump_json(exclude=set(UNSAID | {"id", "catalog_digest", "schema_version"})))
    holders = [(holder, key) for holder, key in _leaves(document)]
    holder, key = rng.choice(holders)
    holder[key] = _another(rng, holder[key])
    kept = {name: getattr(scoping, name) for name in ("id", "catalog_digest", "schema_version")}
    try:
        return Scoping.model_validate({**document, **kept})
    except ValidationError:
        return None


def _leaves(part: Any) -> Iterator[tuple[Any, Any]]:
    pairs = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in list(pairs):
        if isinstance(value, (dict, list)) and value:
            yield from _leaves(value)
        else:
            yield part, key


def _another(rng: Random, value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return rng.choice((True, False, None, IVO))
    if isinstance(value, (int, float)):
        return value + rng.choice((-1, 1, 0.5))
    return rng.choice((IVO, MIA, "2026-05-04", "2026-03-05T10:00:00Z", "a", f"{value} again"))
