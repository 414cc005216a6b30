"""The risks as they were graded."""

from __future__ import annotations

from dialogs.answers import tables, values
from dialogs.answers.evidence import says_nothing
from dialogs.answers.unknowns import ignorance_in
from dialogs.catalog.signs import is_passed_on
from dialogs.findings.values import whole
from dialogs.record.record import Record
from dialogs.verdicts.partial.risks import Inputs

RISKS = ("risk.1", "risk.2", "risk.3")


def named(record: Record) -> list[Inputs]:
    """The three risks that are always asked, once anything of them was graded or said, then the team's own."""
    return [*(_risk(record, question) for question in RISKS if _is_told(record, question)), *own(record)]


def own(record: Record) -> list[Inputs]:
    """The risks the team named itself."""
    value = record.value("risk.4.others")
    if not isinstance(value, list):
        return []
    return [
        _own_risk(row, thin=_is_new(record))
        for row in tables.rows(record.catalog.questions["risk.4"].field("others"), value)
    ]


def _is_told(record: Record, question: str) -> bool:
    paths = (f"{question}.likelihood", f"{question}.impact")
    return any(record.value(path) is not None or record.unknown(path) for path in paths)


def _risk(record: Record, question: str) -> Inputs:
    return Inputs(
        name=record.label(question),
        likelihood=whole(record.choice(f"{question}.likelihood")),
        impact=whole(record.choice(f"{question}.impact")),
        trigger=_said(record.text(f"{question}.trigger")),
        fallback=_said(record.text(f"{question}.fallback")),
        owner=_said(record.text(f"{question}.owner")),
        steps=_said(record.text(f"{question}.steps")),
        state=record.choice(f"{question}.state") or "",
        thin=_thin(record.text(f"{question}.steps") or record.text(f"{question}.fallback")) if _is_new(record) else "",
    )


def _own_risk(row: dict[str, values.Cell], *, thin: bool) -> Inputs:
    words = {name: _said(str(row[name] or "")) for name in ("trigger", "fallback", "owner")}
    words["thin"] = _thin(str(row["fallback"] or "")) if thin else ""
    return Inputs(name=str(row["risk"]), likelihood=whole(row["likelihood"]), impact=whole(row["impact"]), **words)


def _is_new(record: Record) -> bool:
    """Not of a catalogue from before the objections, which keeps what was said of it."""
    return not record.catalog.of_old


def _thin(text: str) -> str:
    """Steps that pass it on to somebody and say no more: “talk to them”. Ignorance is none: “TBD (?)”."""
    return text if says_nothing(text) and ignorance_in(text) is None and is_passed_on(text) else ""


def _said(text: str) -> str:
    """Steps, a sign or an owner as they were named; nothing where it says no more than that nobody knows: “TBD (?)”."""
    return "" if says_nothing(text) else text
