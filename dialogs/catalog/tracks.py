"""What a track is made of: the stages every one has, and the endings it may lead to."""

from __future__ import annotations

from collections.abc import Mapping

ENDINGS: Mapping[str, bool] = {
    "approved_mlops": True,
    "approved_ml": True,
    "approved_poc": True,
    "no_ai": True,
    "not_yet": True,
    "rejected": False,
    "cancelled": False,
}
"""Every ending, and whether the scoping led to a yes (a yes to something simpler is one)."""


NEEDED = ("exam", "mlops", "poc", "monitoring", "report")
"""What every track has: the exam, the decision with its forks, and the report."""


def problem_with(stages: tuple[str, ...]) -> str | None:
    """What keeps a list of stages from being a track, as the stage that is missing or stands in the wrong place."""
    missing = next((stage for stage in NEEDED if stage not in stages), None)
    if missing:
        return f"it lacks the stage {missing}"
    if stages[-1] != "report":
        return "its last stage has to be report"
    order = [stages.index(stage) for stage in ("exam", "mlops", "report")]
    return None if order == sorted(order) else "exam comes before mlops"
