"""The state machine: which stage may follow which, and when. The only importer of transitions.

What follows is decided here; what happens is a method of Scoping. Two functions: `may` and `advance`. Every track has a
table of its own, made from its list of stages and the ways out of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from transitions import Machine, MachineError

from dialogs.catalog import shipped
from dialogs.document import ENDINGS
from dialogs.errors import NotNow

if TYPE_CHECKING:
    from dialogs.rulings import Rulings

ONWARD, PAST_MLOPS = "the next stage of the track", "the first stage after those for MLOps"


class Exit(NamedTuple):
    """A way out of a stage: where to, and the scoping's condition for it."""

    dest: str
    condition: str


class Row(NamedTuple):
    """One row of a table: a trigger leads from a stage to the next where the scoping's condition holds."""

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
NEEDED = ("exam", "mlops", "poc", "monitoring", "report")
"""What every track has: the exam, the decision with its forks, and the report."""

SIGNED = (
    Row("sign", "report", "approved_poc", "one_off"),
    Row("sign", "report", "approved_ml", "ends_by_hand"),
    Row("sign", "report", "approved_mlops", "ends_with_mlops"),
    Row("reject", "report", "rejected", "still_open"),
)


@cache
def table(stages: tuple[str, ...]) -> tuple[Row, ...]:
    """Every move on a track. Parked is a fact, not a state; revise changes answers, and the stage follows from them."""
    following = [
        Row("next", stage, _destination(stages, stage, exit.dest), exit.condition)
        for stage in stages
        for exit in EXITS.get(stage, (Exit(ONWARD, "stage_done"),))
    ]
    return (*following, *SIGNED, *(Row("cancel", stage, "cancelled", "still_open") for stage in stages))


def may(scoping: Rulings, trigger: str) -> bool:
    """Whether a trigger would move the scoping now."""
    return any(
        row.trigger == trigger and row.source == scoping.stage and getattr(scoping, row.condition)
        for row in table(scoping.road)
    )


def advance(scoping: Rulings, trigger: str) -> None:
    """Moves the scoping. Raises NotNow, naming what is missing, where the table does not allow it."""
    try:
        moved = _machine(scoping.road).events[trigger].trigger(scoping)
    except (MachineError, KeyError) as error:
        raise NotNow("not_now.stage", stage=scoping.stage, trigger=trigger) from error
    if not moved:
        raise NotNow("not_now.missing", missing=scoping.missing_labels())


def problem_with(stages: tuple[str, ...]) -> str | None:
    """What keeps a list of stages from being a track, as the stage that is missing or stands in the wrong place."""
    missing = next((stage for stage in NEEDED if stage not in stages), None)
    if missing:
        return f"it lacks the stage {missing}"
    if stages[-1] != "report":
        return "its last stage has to be report"
    order = [stages.index(stage) for stage in ("exam", "mlops", "report")]
    return None if order == sorted(order) else "exam comes before mlops"


def diagram(track: str = "director") -> str:
    """A track's table as a Mermaid state diagram, in words; what every stage allows is drawn once, around all."""
    stages = tuple(shipped().on(track).stages)
    rows = table(stages)
    everywhere = {row.trigger: row.dest for row in rows if _sources(rows, row.trigger) == {*stages}}
    lines = ["stateDiagram-v2", "    direction TB", f"    [*] --> {_ANY}", f'    state "{_ANY_SAID}" as {_ANY} {{']
    lines += [f"        {stage}: {shipped().stages[stage].title}" for stage in stages]
    lines += [f"        [*] --> {stages[0]}"]
    lines += [f"        {_edge(row)}" for row in rows if row.dest in stages]
    lines += ["    }"]
    lines += [f"    {ending}: {said}" for ending, said in _ENDINGS_SAID.items()]
    lines += [f"    {edge}" for edge in _to_endings(rows, everywhere)]
    lines += [f"    {_ANY} --> {dest}: {trigger}" for trigger, dest in everywhere.items()]
    return "\n".join([*lines, *(f"    {ending} --> [*]" for ending in ENDINGS)]) + "\n"


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
            {"trigger": row.trigger, "source": row.source, "dest": row.dest, "conditions": row.condition}
            for row in table(stages)
        ],
    )


def _sources(rows: tuple[Row, ...], trigger: str) -> set[str]:
    return {row.source for row in rows if row.trigger == trigger}


def _to_endings(rows: tuple[Row, ...], everywhere: Mapping[str, str]) -> Iterator[str]:
    yield from (_edge(row) for row in rows if row.dest in ENDINGS and row.trigger not in everywhere)


def _edge(row: Row) -> str:
    condition = row.condition.replace("_", " ").replace("mlops", "MLOps")
    said = condition if row.trigger == "next" else f"{row.trigger}, {condition}".removesuffix(", still open")
    return f"{row.source} --> {row.dest}: {said}"


_ANY, _ANY_SAID = "open", "An open scoping (it may be parked, and any answer revised, in every stage)"
_ENDINGS_SAID = {
    "approved_mlops": "Go, with MLOps",
    "approved_ml": "Go, run by hand",
    "approved_poc": "Go, as a proof of concept",
    "no_ai": "No machine learning needed",
    "rejected": "Rejected",
    "cancelled": "Cancelled",
}
