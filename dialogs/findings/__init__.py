"""What the answers come to: a file a verdict, named as in dialogs/verdicts/ and bot/telling/.

findings = Findings(record)
findings.need.outcome                   # worked out now,
findings.need                           # and kept
findings.clashes                        # answers that cannot both hold
"""

from __future__ import annotations

from functools import cached_property

from dialogs.findings import contradictions
from dialogs.findings.contradictions import Clashing
from dialogs.findings.judgements import Judgements

__all__ = ["Findings"]


class Findings(Judgements):
    """All that follows from a record's answers, each thing once. Handed to whatever shows or reports it.

    It is of one moment: after an act, the record wants new findings.
    """

    @cached_property
    def clashes(self) -> Clashing:
        """Answers that cannot both hold, by the question that is asked about them."""
        return contradictions.among(self)
