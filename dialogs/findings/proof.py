"""What speaks against building to last what the answers lead to."""

from __future__ import annotations

from dialogs.findings.candidates import Candidate
from dialogs.findings.judgements import Judgements
from dialogs.verdicts import proof
from dialogs.verdicts.feasibility import Light
from dialogs.verdicts.mlops import Outcome
from dialogs.verdicts.need import ML, Decision
from dialogs.verdicts.need import Outcome as Worth
from dialogs.verdicts.proof import Doubt, Inputs

STRESS = "case.6.stress"


def doubts(judged: Judgements, outcome: Outcome | None) -> tuple[Doubt, ...]:
    """By the answers there are; nothing where the catalogue is from before the objections, and its reports are."""
    if judged.record.catalog.of_old:
        return ()
    return proof.doubts(
        Inputs(
            outcome=outcome,
            light=_light(judged.chosen) if judged.chosen else None,
            pays=judged.case.pays if judged.case_is_made else None,
            survives=judged.stressed.pays if judged.case_is_made and judged.record.choice(STRESS) else None,
            rival=judged.case_is_made and bool(judged.need_now.ahead),
            equal=judged.case_is_made and _is_equalled(judged.need_now),
        )
    )


def _is_equalled(need: Decision) -> bool:
    """Whether a way that costs less is worth as much."""
    return need.outcome is Worth.EQUAL and need.cheaper is not None and need.cheaper[0] != ML


def _light(chosen: Candidate) -> Light:
    """The light that remains; where several do, nobody knows."""
    return chosen.lights.one or Light.UNKNOWN
