"""The state machine: which stage may follow which, and when. The only importer of transitions.

What follows is decided here; what happens is a method of Scoping. Two functions: `may` and `advance`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transitions import Machine, MachineError

from dialogs.catalog import shipped
from dialogs.document import ENDINGS
from dialogs.errors import NotNow

if TYPE_CHECKING:
    from dialogs.rulings import Rulings

STAGES = ("exam", "mlops", "poc", "monitoring", "case", "retake", "readiness", "report")
FIRST = STAGES[0]


class Row(NamedTuple):
    """One row of the table: a trigger leads from a stage to the next where the scoping's condition holds."""

    trigger: str
    source: str
    dest: str
    condition: str


TABLE = (
    Row("next", "exam", "no_ai", "simpler_suffices"),
    Row("next", "exam", "mlops", "exam_passed"),
    Row("next", "mlops", "poc", "one_off"),
    Row("next", "mlops", "monitoring", "runs_by_hand"),
    Row("next", "mlops", "case", "mlops_justified"),
    Row("next", "poc", "report", "proof_described"),
    Row("next", "monitoring", "report", "watch_planned"),
    Row("next", "case", "retake", "case_made"),
    Row("next", "retake", "monitoring", "checklist_suffices"),
    Row("next", "retake", "readiness", "retake_passed"),
    Row("next", "readiness", "report", "team_ready"),
    Row("sign", "report", "approved_poc", "one_off"),
    Row("sign", "report", "approved_ml", "ends_by_hand"),
    Row("sign", "report", "approved_mlops", "ends_with_mlops"),
    Row("reject", "report", "rejected", "still_open"),
    *(Row("cancel", stage, "cancelled", "still_open") for stage in STAGES),
)
"""Every move there is. Parked is a fact, not a state; revise changes answers, and the stage follows from them."""


def may(scoping: Rulings, trigger: str) -> bool:
    """Whether a trigger would move the scoping now."""
    return any(
        row.trigger == trigger and row.source == scoping.stage and getattr(scoping, row.condition) for row in TABLE
    )


def advance(scoping: Rulings, trigger: str) -> None:
    """Moves the scoping. Raises NotNow, naming what is missing, where the table does not allow it."""
    try:
        moved = _MACHINE.events[trigger].trigger(scoping)
    except (MachineError, KeyError) as error:
        raise NotNow("not_now.stage", stage=scoping.stage, trigger=trigger) from error
    if not moved:
        raise NotNow("not_now.missing", missing=scoping.missing_labels())


def diagram() -> str:
    """The table as a Mermaid state diagram, in words; what can happen in every stage is drawn once, around them all."""
    everywhere = {row.trigger: row.dest for row in TABLE if {other.source for other in _rows(row.trigger)} == {*STAGES}}
    lines = ["stateDiagram-v2", "    direction TB", f"    [*] --> {_ANY}", f'    state "{_ANY_SAID}" as {_ANY} {{']
    lines += [f"        {stage}: {shipped().stages[stage].title}" for stage in STAGES]
    lines += [f"        [*] --> {FIRST}"]
    lines += [f"        {_edge(row)}" for row in TABLE if row.dest in STAGES]
    lines += ["    }"]
    lines += [f"    {ending}: {said}" for ending, said in _ENDINGS_SAID.items()]
    lines += [f"    {_edge(row)}" for row in TABLE if row.dest in ENDINGS and row.trigger not in everywhere]
    lines += [f"    {_ANY} --> {dest}: {trigger}" for trigger, dest in everywhere.items()]
    return "\n".join([*lines, *(f"    {ending} --> [*]" for ending in ENDINGS)]) + "\n"


def _rows(trigger: str) -> list[Row]:
    return [row for row in TABLE if row.trigger == trigger]


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

_MACHINE = Machine(
    model=None,
    states=[*STAGES, *ENDINGS],
    initial=FIRST,
    auto_transitions=False,
    model_attribute="stage",
    transitions=[
        {"trigger": row.trigger, "source": row.source, "dest": row.dest, "conditions": row.condition} for row in TABLE
    ],
)
