"""The verdict of each form in words: what stands above its question, and what it turns into once it is settled."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.telling import candidates, choice, mlops, money, need, partial, people, plan
from bot.telling.said import value_words
from bot.telling.told import Line, Told, Weighed
from bot.words.figures import inline, upper_first
from bot.words.sentences import sentence
from dialogs.findings import Findings
from dialogs.flow import decisions
from dialogs.record.record import Record
from dialogs.report import conclusions

SOLUTIONS, CANDIDATE = "solutions", "candidate_"


def before(findings: Findings, form: str) -> Weighed | None:
    """What stands above the question of a form: verdicts are edits, and edits notify nobody."""
    weighing = _BEFORE.get(_place(findings.record, form))
    return weighing(findings) if weighing else None


def settled(findings: Findings, form: str) -> Told | None:
    """The verdict a settled form turns into; None where its answers speak for themselves."""
    stage, _ = place = _place(findings.record, form)
    if stage == SOLUTIONS and form.startswith(CANDIDATE):
        return candidates.candidate(findings, form.removeprefix(CANDIDATE))
    telling = _SETTLED.get(place)
    return telling(findings) if telling else None


def latest(findings: Findings, form: str) -> Told | None:
    """The same by the latest figures there are: the ledger's, with those of the case."""
    if findings.need_is_later and _place(findings.record, form) == ("need", "ledger"):
        return need.by_later_figures(findings)
    return settled(findings, form)


def _place(record: Record, form: str) -> tuple[str, str]:
    """The stage and the form: somebody's own catalogue may have a form of the same name in a stage of its own."""
    stage = record.catalog.form_stage.get(form)
    return (stage.stage if stage else "", form)


def _decided(findings: Findings) -> Weighed:
    """What follows the decision begins with it."""
    return Weighed(says=f"{upper_first(partial.outcome(findings))}. {partial.reason(findings)}")


def _above_the_case(findings: Findings) -> Weighed:
    """The decision, and what machine learning costs and brings by the sheet of alternatives."""
    record, decided = findings.record, _decided(findings)
    sums = record.value("need.4.ml")
    if not isinstance(sums, list) or record.catalog.of_old:
        return decided
    said = value_words(record.catalog.questions["need.4"].field("ml"), sums)
    sheet = f"{record.text('need.4.currency')} {said}".strip()
    return replace(decided, lines=(Line(sentence("case.on_the_sheet"), sheet),))


def _by_hand(findings: Findings) -> Weighed:
    """The same above running it by hand; where the second exam led there, that beside what the numbers said."""
    way = conclusions.checklist_suffices(findings.record)
    if not way or findings.record.catalog.of_old:
        return _decided(findings)
    by_the_numbers = sentence(f"outcome.{findings.mlops.outcome}", level=findings.mlops.level)
    means = mlops.with_what(decisions.means(findings.record))
    return Weighed(says=sentence("outcome.by_hand_after_all", way=inline(way), numbers=by_the_numbers, means=means))


_BEFORE: Mapping[tuple[str, str], Callable[[Findings], Weighed | None]] = {
    ("need", "instead"): need.instead,
    (SOLUTIONS, "choice"): choice.side_by_side,
    ("case", "case"): _above_the_case,
    ("poc", "poc"): _decided,
    ("monitoring", "monitoring"): _by_hand,
    ("case", "stress"): money.under_stress,
}
"""By stage and form: the words above a question that follow from what was said before."""

_SETTLED: Mapping[tuple[str, str], Callable[[Findings], Told | None]] = {
    ("need", "ledger"): need.ledger,
    (SOLUTIONS, "candidates"): candidates.named,
    (SOLUTIONS, "choice"): choice.choice,
    (SOLUTIONS, "impact"): people.impact,
    ("design", "labels"): people.labels,
    ("design", "risks"): people.risks,
    ("case", "stress"): money.stress,
    ("plan", "plan"): plan.plan,
}
"""By stage and form: the verdict. Those of the candidates, the decision and the case are found apart."""
