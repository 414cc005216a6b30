"""Every judgement of a record, each worked out once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Protocol, TypeVar, cast

from dialogs.findings import candidates, mistakes, mlops, money, need, people, plan, readiness, risks
from dialogs.findings.candidates import Candidate
from dialogs.findings.plan import Milestone, Plan, Undated
from dialogs.findings.values import NotKnown, answered, unknowns
from dialogs.record.record import Record
from dialogs.verdicts import business_case, labels, value
from dialogs.verdicts import need as need_verdict
from dialogs.verdicts.business_case import BusinessCase, CaseInputs, Outlook, StressedCase
from dialogs.verdicts.mistakes import Mistakes
from dialogs.verdicts.mlops import Decision, Inputs, Outcome
from dialogs.verdicts.need import Decision as Need
from dialogs.verdicts.need import Leaning
from dialogs.verdicts.optimism import Uplift
from dialogs.verdicts.partial import Ends, Hinge, Possible
from dialogs.verdicts.partial import need as partial_need
from dialogs.verdicts.partial import risks as partial_risks
from dialogs.verdicts.partial import value as partial_value
from dialogs.verdicts.partial.business_case import Limit, NotReckoned, Reckoned, reckon
from dialogs.verdicts.partial.mlops import Ruling, all_hinges, possible
from dialogs.verdicts.partial.value import Places
from dialogs.verdicts.readiness import Heat
from dialogs.verdicts.risks import Pointer, Risk, RoleDecision

V = TypeVar("V")


class Make(Protocol):
    """Has something made that has nothing but the findings to go by; what it is is known by a name."""

    def __call__(self, name: str, build: Callable[[Any], V], /) -> V: ...


def judgement(work_out: Callable[[Any], V]) -> cached_property[V]:
    """A property that is worked out once, and recalled from before where all it reads is the same."""
    return cached_property(lambda judged: judged.made(work_out.__name__, work_out))


class Judgements:
    """What the answers of a record come to, as far as a judgement of dialogs/verdicts/ says so.

    Each is worked out when it is first asked for, and then kept: a record that changes wants new ones.
    """

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def made(self) -> Make:
        """Has something made of these findings, or recalls it from before where all it reads is the same."""
        memory = self.record.memory
        return cast("Make", memory.of(self)) if memory else self._afresh

    def _afresh(self, _: str, build: Callable[[Any], V]) -> V:
        return build(self)

    @judgement
    def need(self) -> Need:
        """Whether machine learning is needed."""
        return need.decision(self._need_inputs)

    @judgement
    def needs(self) -> Possible[need_verdict.Outcome, need_verdict.Inputs]:
        """What that can still come to."""
        return partial_need.possible(self._need_inputs)

    @judgement
    def ledger(self) -> partial_need.Ledger:
        """The sheet of alternatives with what there is: the known ways, and what one unknown has to come to."""
        return partial_need.ledger(self._need_inputs)

    @judgement
    def need_by_case(self) -> bool:
        """Whether the case has figures for the ledger: it is made, and in the same money."""
        return answered(self.record, *money.CASE) and need.meets_case(self.record, self._need_inputs)

    @judgement
    def need_is_later(self) -> bool:
        """Whether later figures stand on the ledger than those it was made of."""
        return self._later is not None

    @judgement
    def need_now(self) -> Need:
        """Whether machine learning is needed by the latest figures: the case's, and those of what is done instead."""
        return self.need if self._later is None else need.decision_now(self._later)

    @judgement
    def needs_now(self) -> Possible[need_verdict.Outcome, need_verdict.Inputs]:
        """What that can still come to."""
        return self.needs if self._later is None else partial_need.possible(self._later)

    @judgement
    def ledger_now(self) -> partial_need.Ledger:
        """The sheet of alternatives by the latest figures."""
        return self.ledger if self._later is None else partial_need.ledger(self._later)

    @judgement
    def _need_inputs(self) -> partial_need.Inputs:
        return need.inputs(self.record)

    @judgement
    def _later(self) -> partial_need.Inputs | None:
        given = need.with_instead(self.record, self._need_inputs)
        if self.need_by_case:
            return need.with_case(given, money.for_the_sheet(self.record))
        return None if given == self._need_inputs else given

    @property
    def sheet_of_ml(self) -> partial_need.Sums | None:
        """What the sheet says of machine learning by the latest figures; None where it says nothing."""
        return (self._later or self._need_inputs).ledger.get(need_verdict.ML)

    @judgement
    def leaning(self) -> Leaning:
        return need.leaning(self.record)

    @judgement
    def candidates(self) -> tuple[Candidate, ...]:
        """Every candidate that was named, each with its judgements."""
        return candidates.named(self.record)

    @judgement
    def chosen(self) -> Candidate | None:
        """The candidate that was chosen."""
        return next((candidate for candidate in self.candidates if candidate.chosen), None)

    @judgement
    def ranking(self) -> tuple[value.Ranked, ...]:
        return candidates.ranking(self.candidates)

    @judgement
    def places(self) -> Mapping[str, Places]:
        """The range of each candidate's places, by slot."""
        return partial_value.places([candidate.rated for candidate in self.candidates])

    @judgement
    def challenge(self) -> value.Challenge | None:
        """What there is to ask about the choice, whatever the unknown figures of the others turn out to be."""
        return candidates.challenge(self.candidates, self.chosen)

    @judgement
    def role(self) -> RoleDecision:
        return people.role(self.record)

    @judgement
    def law(self) -> Pointer:
        return people.law(self.record)

    @judgement
    def agreement(self) -> labels.Band:
        return people.agreement(self.record)

    @judgement
    def named_risks(self) -> tuple[partial_risks.Inputs, ...]:
        """The three that are always asked, then the team's own; of some nobody may know how likely or how bad."""
        return tuple(risks.named(self.record))

    @judgement
    def risks(self) -> tuple[Risk, ...]:
        """Those of which both are known."""
        return partial_risks.listed(self.named_risks).graded

    @judgement
    def ungraded(self) -> tuple[partial_risks.Inputs, ...]:
        """Those of which nobody knows how likely or how bad: they stand beside the matrix, and are not dealt with."""
        return partial_risks.listed(self.named_risks).ungraded

    @judgement
    def mitigated(self) -> Ends:
        """The share of the risks' weight that is dealt with, at both ends of what nobody knows."""
        return partial_risks.mitigated_share(self.named_risks)

    @judgement
    def mlops(self) -> Decision:
        """MLOps or a proof of concept; undecided where an input is not known."""
        return mlops.decision(self.record)

    @judgement
    def fork(self) -> Outcome | None:
        """Which way it goes on after that decision; None where it hangs on something unknown, or contradicts itself."""
        return mlops.fork(self.mlops)

    @judgement
    def rulings(self) -> Possible[Ruling, Inputs]:
        """What the decision can still come to."""
        return possible(self.mlops.inputs)

    @judgement
    def hinges(self) -> tuple[Hinge[Ruling], ...]:
        """What the decision hangs on, the input that would settle most first."""
        return all_hinges(self.mlops.inputs)

    @judgement
    def case_is_made(self) -> bool:
        """Whether the figures of the case are all there."""
        return money.is_made(self.record)

    @judgement
    def money_so_far(self) -> money.SoFar | None:
        """The case while a figure of it is not known; None where it is made, or not all of it was answered."""
        return money.so_far(self.record)

    @judgement
    def reckoned(self) -> Reckoned | Limit | NotReckoned:
        """What the case comes to with what there is: all of it, what its one unknown has to be, or nothing."""
        return reckon(money.known(self.record))

    @judgement
    def case_inputs(self) -> CaseInputs:
        """The figures of a case that is made."""
        return money.inputs(self.record)

    @judgement
    def case(self) -> BusinessCase:
        return business_case.compute(self.case_inputs)

    @judgement
    def outlook(self) -> Outlook:
        """What two thousand draws of the case come to."""
        return money.outlook(self.case_inputs)

    @judgement
    def stressed(self) -> StressedCase:
        """The case at twice the cost and half as long again."""
        return business_case.stressed(self.case_inputs)

    @judgement
    def uplift(self) -> Uplift:
        """The optimism-bias uplift, lowered as far as risks are surely dealt with."""
        return self.uplifts.most

    @judgement
    def uplifts(self) -> partial_risks.Uplifts:
        """The same if what is not graded weighs least, and if it weighs most."""
        return partial_risks.uplift(self.named_risks)

    @judgement
    def uplifted(self) -> BusinessCase:
        """The case with the uplift on what is paid once."""
        return business_case.compute(business_case.with_uplift(self.case_inputs, self.uplift.capital))

    @judgement
    def at_best(self) -> BusinessCase:
        """The same with the uplift there is if what is not graded weighs least."""
        return business_case.compute(business_case.with_uplift(self.case_inputs, self.uplifts.least.capital))

    @judgement
    def mistakes(self) -> Mistakes | None:
        """What right and wrong answers bring and cost; None where nothing was said of it."""
        return mistakes.given(self.record)

    @judgement
    def plan(self) -> Plan | None:
        """The plan, once its timeline and milestones are there."""
        return plan.plan(self.record, self.milestones)

    @judgement
    def undated(self) -> Undated | None:
        """The milestones and their sum while a part of the timeline is not known."""
        return plan.undated(self.record, self.milestones)

    @judgement
    def milestones(self) -> tuple[Milestone, ...]:
        return plan.milestones(self.record)

    @judgement
    def unknowns(self) -> tuple[NotKnown, ...]:
        """What somebody said is not known, in the order it was asked."""
        return unknowns(self.record)

    @judgement
    def heat(self) -> Heat | None:
        """The readiness pulse, once it is closed and five or more answered."""
        return readiness.heat(self.record)
