"""Every judgement of a record, each worked out once."""

from __future__ import annotations

from functools import cached_property

from dialogs.findings import candidates, mlops, money, need, people, plan, readiness, risks
from dialogs.findings.candidates import Candidate
from dialogs.findings.plan import Milestone, Plan
from dialogs.record.record import Record
from dialogs.verdicts import business_case, labels, optimism, value
from dialogs.verdicts.business_case import BusinessCase, CaseInputs, Outlook, StressedCase
from dialogs.verdicts.mlops import Decision
from dialogs.verdicts.need import Decision as Need
from dialogs.verdicts.need import Leaning
from dialogs.verdicts.optimism import Uplift
from dialogs.verdicts.readiness import Heat
from dialogs.verdicts.risks import Pointer, Risk, RoleDecision, mitigated_share


class Judgements:
    """What the answers of a record come to, as far as a judgement of dialogs/verdicts/ says so.

    Each is worked out when it is first asked for, and then kept: a record that changes wants new ones.
    """

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def need(self) -> Need:
        """Whether machine learning is needed."""
        return need.decision(self.record)

    @cached_property
    def leaning(self) -> Leaning:
        return need.leaning(self.record)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Every candidate that was named, each with its judgements."""
        return candidates.named(self.record)

    @cached_property
    def chosen(self) -> Candidate | None:
        """The candidate that was chosen."""
        return next((candidate for candidate in self.candidates if candidate.chosen), None)

    @cached_property
    def ranking(self) -> tuple[value.Ranked, ...]:
        return candidates.ranking(self.candidates)

    @cached_property
    def challenge(self) -> value.Challenge | None:
        return candidates.challenge(self.candidates, self.chosen)

    @cached_property
    def role(self) -> RoleDecision:
        return people.role(self.record)

    @cached_property
    def law(self) -> Pointer:
        return people.law(self.record)

    @cached_property
    def agreement(self) -> labels.Band:
        return people.agreement(self.record)

    @cached_property
    def risks(self) -> tuple[Risk, ...]:
        """The three that are always asked, then the team's own."""
        return tuple(risks.named(self.record))

    @cached_property
    def mitigated(self) -> float:
        """The share of the risks' weight that is dealt with."""
        return mitigated_share(self.risks)

    @cached_property
    def mlops(self) -> Decision:
        """MLOps or a proof of concept."""
        return mlops.decision(self.record)

    @cached_property
    def case_is_made(self) -> bool:
        """Whether the figures of the case are all there."""
        return money.is_made(self.record)

    @cached_property
    def case_inputs(self) -> CaseInputs:
        return money.inputs(self.record)

    @cached_property
    def case(self) -> BusinessCase:
        return business_case.compute(self.case_inputs)

    @cached_property
    def outlook(self) -> Outlook:
        """What two thousand draws of the case come to."""
        return money.outlook(self.case_inputs)

    @cached_property
    def stressed(self) -> StressedCase:
        """The case at twice the cost and half as long again."""
        return business_case.stressed(self.case_inputs)

    @cached_property
    def uplift(self) -> Uplift:
        """The optimism-bias uplift, lowered as far as risks are dealt with."""
        return optimism.uplift(self.mitigated)

    @cached_property
    def uplifted(self) -> BusinessCase:
        """The case with the uplift on what is paid once."""
        return business_case.compute(business_case.with_uplift(self.case_inputs, self.uplift.capital))

    @cached_property
    def plan(self) -> Plan | None:
        """The plan, once its timeline and milestones are there."""
        return plan.plan(self.record, self.milestones)

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        return plan.milestones(self.record)

    @cached_property
    def heat(self) -> Heat | None:
        """The readiness pulse, once it is closed and five or more answered."""
        return readiness.heat(self.record)
