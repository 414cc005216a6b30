"""The state machine: which stage may follow which, and when. The only importer of transitions.

What follows is decided here; what happens is a method of Scoping. Two functions: `may` and `advance`. Every track has a
table of its own, made from its list of stages and the ways out of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from transitions import Machine, MachineError

from dialogs.catalog.tracks import ENDINGS
from dialogs.errors import NotNow
from dialogs.findings import Findings
from dialogs.flow.conditions import CONDITIONS
from dialogs.flow.standing import missing_labels

ONWARD, PAST_MLOPS = "the next stage of the track", "the first stage after those for MLOps"


class Exit(NamedTuple):
    """A way out of a stage: where to, and the condition for it, by its name in conditions.py."""

    dest: str
    condition: str


class Row(NamedTuple):
    """One row of a table: a trigger leads from a stage to the next where the condition holds."""

    trigger: str
    source: str
    dest: str
    condition: str


EXITS: Mapping[str, tuple[Exit, ...]] = {
    "need": (Exit("no_ai", "need_is_met_simply"), Exit(ONWARD, "need_stands")),
    "exam": (Exit("no_ai", "simpler_suffices"), Exit(ONWARD, "exam_passed")),
    "mlops": (Exit("poc", "one_off"), Exit("monitoring", "runs_by_hand"), Exit(ONWARD, "mlops_justified")),
    "poc": (Exit(PAST_MLOPS, "stage_done"),),
    "monitoring": (Exit(PAST_MLOPS, "stage_done"),),
    "retake": (Exit("monitoring", "checklist_suffices"), Exit(ONWARD, "retake_passed")),
    "report": (),
}
"""The ways out of the stages that fork; any other leads on to the next when all it asks is settled."""

FORKS = frozenset({"poc", "monitoring"})
"""Stages that are reached by a fork alone."""

FOR_MLOPS = frozenset({"mlops", "poc", "monitoring", "case", "retake", "readiness"})

SIGNED = (
    Row("sign", "report", "approved_poc", "one_off"),
    Row("sign", "report", "approved_ml", "ends_by_hand"),
    Row("sign", "report", "approved_mlops", "ends_with_mlops"),
    Row("prove", "report", "approved_poc", "has_to_be_proved"),
    Row("reject", "report", "rejected", "still_open"),
)
"""The ways out of the report."""


@cache
def table(stages: tuple[str, ...]) -> tuple[Row, ...]:
    """Every move on a track. Parked is a fact, not a state; revise changes answers, and the stage follows from them."""
    following = [
        Row("next", stage, _destination(stages, stage, exit.dest), exit.condition)
        for stage in stages
        for exit in EXITS.get(stage, (Exit(ONWARD, "stage_done"),))
    ]
    return (
        *following,
        *SIGNED,
        *(
            Row(*way_out)
            for stage in stages
            for way_out in (
                ("cancel", stage, "cancelled", "still_open"),
                ("not_yet", stage, "not_yet", "something_to_find_out"),
            )
        ),
    )


def may(findings: Findings, trigger: str) -> bool:
    """Whether a trigger would move the scoping now."""
    record = findings.record
    return any(
        row.trigger == trigger and row.source == record.stage and CONDITIONS[row.condition](findings)
        for row in table(record.road)
    )


def advance(findings: Findings, trigger: str) -> None:
    """Moves the scoping. Raises NotNow, naming what is missing, where the table does not allow it."""
    record = findings.record
    try:
        moved = _machine(record.road).events[trigger].trigger(record, findings)
    except (MachineError, KeyError) as error:
        raise NotNow("not_now.stage", stage=record.stage, trigger=trigger) from error
    if not moved:
        raise NotNow("not_now.missing", missing=missing_labels(findings))


def _destination(stages: tuple[str, ...], stage: str, dest: str) -> str:
    """The stage (or ending) a way out leads to on this track."""
    if dest == ONWARD:
        return next(one for one in stages[stages.index(stage) + 1 :] if one not in FORKS)
    if dest == PAST_MLOPS:
        last = max(number for number, one in enumerate(stages) if one in FOR_MLOPS)
        return stages[last + 1]
    return dest


@cache
def _machine(stages: tuple[str, ...]) -> Machine:
    return Machine(
        model=None,
        states=[*stages, *ENDINGS],
        initial=stages[0],
        auto_transitions=False,
        model_attribute="stage",
        transitions=[
            {"trigger": row.trigger, "source": row.source, "dest": row.dest, "conditions": CONDITIONS[row.condition]}
            for row in table(stages)
        ],
    )
