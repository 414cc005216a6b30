"""A track's table as a Mermaid state diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.catalog import shipped
from dialogs.catalog.tracks import ENDINGS
from dialogs.flow.stages import Row, table


def diagram(track: str = "director") -> str:
    """A track's table as a Mermaid state diagram, in words; what every stage allows is drawn once, around all."""
    stages = tuple(shipped().on(track).stages)
    rows = table(stages)
    everywhere = {row.trigger: row for row in rows if _sources(rows, row.trigger) == {*stages}}
    lines = ["stateDiagram-v2", "    direction TB", f"    [*] --> {_ANY}", f'    state "{_ANY_SAID}" as {_ANY} {{']
    lines += [f"        {stage}: {shipped().stages[stage].title}" for stage in stages]
    lines += [f"        [*] --> {stages[0]}"]
    lines += [f"        {_edge(row)}" for row in rows if row.dest in stages]
    lines += ["    }"]
    lines += [f"    {ending}: {said}" for ending, said in _ENDINGS_SAID.items()]
    lines += [f"    {edge}" for edge in _to_endings(rows, everywhere)]
    lines += [f"    {_edge(row._replace(source=_ANY))}" for row in everywhere.values()]
    return "\n".join([*lines, *(f"    {ending} --> [*]" for ending in ENDINGS)]) + "\n"


def _sources(rows: tuple[Row, ...], trigger: str) -> set[str]:
    return {row.source for row in rows if row.trigger == trigger}


def _to_endings(rows: tuple[Row, ...], everywhere: Mapping[str, Row]) -> Iterator[str]:
    yield from (_edge(row) for row in rows if row.dest in ENDINGS and row.trigger not in everywhere)


def _edge(row: Row) -> str:
    condition = row.condition.replace("_", " ").replace("mlops", "MLOps")
    said = (
        condition
        if row.trigger == "next"
        else f"{row.trigger.replace('_', ' ')}, {condition}".removesuffix(", still open")
    )
    return f"{row.source} --> {row.dest}: {said}"


_ANY, _ANY_SAID = "open", "An open scoping (it may be parked, and any answer revised, in every stage)"
_ENDINGS_SAID = {
    "approved_mlops": "Go, with MLOps",
    "approved_ml": "Go, run by hand",
    "approved_poc": "Go, as a proof of concept",
    "no_ai": "Solved without machine learning",
    "not_yet": "Not yet, something is to be found out first",
    "rejected": "Rejected",
    "cancelled": "Cancelled",
}
