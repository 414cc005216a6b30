"""What the answers come to: a file a verdict, named as in dialogs/verdicts/ and bot/telling/.

findings = Findings(record)
findings.need.outcome                   # worked out now,
findings.need                           # and kept
findings.objecting                      # what would sink the project
findings.clashes                        # answers that cannot both hold (of catalogues from before the objections)
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Any

from dialogs.findings import contradictions, proof
from dialogs.findings.contradictions import Clashing
from dialogs.findings.judgements import Judgements
from dialogs.findings.mlops import QUESTION, asked_as
from dialogs.findings.objections import Found, Objecting
from dialogs.record.record import Record
from dialogs.verdicts.mlops import Outcome
from dialogs.verdicts.proof import Doubt

__all__ = ["Findings", "findings_of"]


class Findings(Judgements):
    """All that follows from a record's answers, each thing once. Handed to whatever shows or reports it.

    It is of one moment: after an act, the record wants new findings. Once dialogs/flow/ has looked, `states` keeps how
    each question stands (`own_states`: but for what is objected), `ready` which stages have all answers, `lacking`
    what each lacks, `put` what is put to somebody, and `tasks` what may be owed, of a record that does not change.
    """

    def __init__(self, record: Record) -> None:
        super().__init__(record)
        self.states: dict[str, StrEnum] = {}
        self.own_states: dict[str, StrEnum] = {}
        self.ready: dict[str, bool] = {}
        self.lacking: dict[str, Any] = {}
        self.put: list[Found] | None = None
        self.tasks: Any = None

    @cached_property
    def mlops_hangs(self) -> str:
        """The input nobody knows on which MLOps or not hangs; empty where it is settled, or still to be answered."""
        if self.fork is not None or self.mlops.outcome is not Outcome.UNDECIDED or self.clashes.about(QUESTION):
            return ""
        entry = self.record.entries.get(QUESTION)
        if entry is None or entry.answer is None:
            return ""
        name = self.hinges[0].input if self.hinges else next(iter(self.rulings.unknown), "")
        return asked_as(self.record, name)

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """What speaks against building to last: it is proved first, unless somebody says why not."""
        return proof.doubts(self, self.fork)

    @cached_property
    def clashes(self) -> Clashing:
        """Answers that cannot both hold, by the question that is asked about them."""
        return contradictions.among(self)

    @cached_property
    def objecting(self) -> Objecting:
        """What would sink the project, by the answers there are."""
        return Objecting(self)


def findings_of(record: Record) -> Findings:
    """The findings of a record that was read: those of all its readings, where it does not change any more.

    Of what Slack shows, their record says nothing that is not saved yet.
    """
    kept = record.worked_out
    if kept is None:
        return Findings(record)
    found: Findings = kept.setdefault("findings", None) or Findings(record)
    kept["findings"] = found
    return found
