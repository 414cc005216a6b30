"""What the flow keeps in the findings is watched as what stands in them: dialogs/findings/watching.py says how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dialogs.findings import Findings, watching
from dialogs.findings.judgements import Make
from dialogs.findings.watching import Memory, Reads
from dialogs.flow import objecting, standing, tasks

__all__ = ["Make", "Memory", "memory", "watched"]


def memory(digested: Callable[[Any], bytes]) -> Memory:
    """Nothing yet; of what is made of findings, and of how things stand by them."""
    return Memory(digested, _BY_FLOW)


def watched(findings: Findings) -> tuple[Findings, Reads]:
    """Findings that say the same, and write down what is read of them and of their record."""
    return watching.watching(findings, _BY_FLOW)


def _state(findings: Findings, question: str) -> Any:
    return standing.state(findings, question)


def _ready(findings: Findings, stage: str) -> Any:
    return standing.is_ready(findings, findings.record.catalog.stages[stage])


def _put(findings: Findings) -> Any:
    return objecting.put(findings)


def _tasks(findings: Findings) -> Any:
    return tuple(tasks.in_stage(findings))


_BY_FLOW: Mapping[str, Callable[..., Any]] = {"states": _state, "ready": _ready, "put": _put, "tasks": _tasks}
"""What this floor keeps in the findings, by the name under which it does."""
