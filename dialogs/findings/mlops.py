"""MLOps or a proof of concept, from the answers to mlops.1, with what is known of them."""

from __future__ import annotations

from dialogs.answers.periods import DAY, typed_per
from dialogs.answers.rates import is_one_list
from dialogs.record.parts import Disagreement
from dialogs.record.record import Record
from dialogs.verdicts import mlops
from dialogs.verdicts.mlops import Decision, Outcome
from dialogs.verdicts.partial.mlops import certain_clashes, outcome, possible

QUESTION = "mlops.1"
NOBODY = "nobody"
"""What stands in the place of the minutes where nobody could do it by hand."""


def inputs(record: Record) -> mlops.Inputs:
    """What was answered; for what nobody knows, what the director takes it for meanwhile; else nothing."""
    how = record.written(f"{QUESTION}.requests")
    per = typed_per(how) or DAY
    return mlops.Inputs(
        kind=_chosen(record, "kind"),
        requests=_counted(record, "requests"),
        by_hand=_by_hand(record),
        minutes=_counted(record, "minutes"),
        staff=_counted(record, "staff"),
        retraining=_chosen(record, "retraining"),
        pipelines=_chosen(record, "pipelines"),
        large_from=record.large_from,
        per=per,
        in_lists=per in _FEW_A_YEAR and not record.catalog.of_old and any(map(is_one_list, how.reckoned)),
    )


_FEW_A_YEAR = frozenset({"month", "quarter", "year"})
"""How often a list may come that somebody starts (ours)."""


def decision(record: Record) -> Decision:
    """What the table says; a contradiction also where an input is not known that could not resolve it."""
    given = inputs(record)
    found = mlops.decide(given)
    clashes = certain_clashes(given) if found.missing else ()
    return Decision(Outcome.CONTRADICTION, None, clashes, given, found.missing) if clashes else found


def is_of_another(decision: Decision, said: Disagreement) -> bool:
    """Whether the verdict somebody disagreed with has changed since; no, where the record does not say which it was."""
    return bool(said.outcome) and (said.outcome, said.level) != (decision.outcome.value, decision.level)


def fork(decision: Decision) -> Outcome | None:
    """Which way it goes on: what was decided, or what every completion of the unknowns would decide; else None."""
    if decision.outcome is not Outcome.UNDECIDED:
        return decision.outcome if decision.outcome is not Outcome.CONTRADICTION else None
    one = possible(decision.inputs).by(outcome).one
    return None if one is Outcome.CONTRADICTION else one


def asked_as(record: Record, name: str) -> str:
    """The field that asks for an input: that nobody could do it by hand is said in the place of the minutes."""
    fields = {field.id for field in record.catalog.questions[QUESTION].fields}
    return "minutes" if name == "by_hand" and name not in fields else name


def _by_hand(record: Record) -> str | None:
    """Whether people could handle a request: as it was chosen, or as the minutes say."""
    minutes = _chosen(record, "minutes")
    said = None if minutes is None else "no" if minutes == NOBODY else "yes"
    return _chosen(record, "by_hand") or said


def _chosen(record: Record, name: str) -> str | None:
    path = f"{QUESTION}.{name}"
    return record.choice(path) or record.assumed(path)


def _counted(record: Record, name: str) -> float | None:
    path = f"{QUESTION}.{name}"
    number, assumed = record.number(path), record.assumed(path)
    return float(assumed) if record.value(path) is None and assumed and assumed != NOBODY else number
