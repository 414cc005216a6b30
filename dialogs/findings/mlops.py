"""MLOps or a proof of concept, from the answers to mlops.1."""

from __future__ import annotations

from dialogs.record.record import Record
from dialogs.verdicts import mlops


def decision(record: Record) -> mlops.Decision:
    """The row of the decision table that the answers lead to; which inputs are missing, where some are."""
    return mlops.decide(
        mlops.Inputs(
            kind=record.choice("mlops.1.kind"),
            requests=record.number("mlops.1.requests"),
            by_hand=record.choice("mlops.1.by_hand"),
            minutes=record.number("mlops.1.minutes"),
            staff=record.number("mlops.1.staff"),
            retraining=record.choice("mlops.1.retraining"),
            pipelines=record.choice("mlops.1.pipelines"),
            large_from=record.large_from,
        )
    )
