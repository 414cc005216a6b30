"""The rules behind a report: which were applied, whose they are, and the answers each rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase

from dialogs.answers.evidence import Grade
from dialogs.report.judged import Risks
from dialogs.report.parts import Rule
from dialogs.report.report import Report
from dialogs.report.said import Line
from dialogs.verdicts import labels, mlops, need, optimism, readiness, risks, value

NG = "https://www.coursera.org/learn/introduction-to-machine-learning-in-production"
KLEIN = "https://hbr.org/2007/09/performing-a-project-premortem"
FIGUEROA = "https://doi.org/10.1186/1472-6947-12-8"

RULES: tuple[tuple[str, tuple[str, ...], bool, tuple[str, ...]], ...] = (
    ("need", ("need.[12345]",), True, ("S0.need.rule", need.GOOGLE, need.PAIR)),
    ("equal", ("need.4",), True, ("S0.need.3",)),
    ("feasibility", ("solutions.1", "candidate_?.[123457]"), True, ("S2.feas.T", "S3.feas.1", NG)),
    ("reach", ("candidate_?.5",), True, ("S2.feas.P", FIGUEROA)),
    ("value", ("solutions.2", "candidate_?.[167]"), True, ("S2.val.2", value.INTERCOM)),
    ("people", ("solutions.[345]",), False, ("S0.impact.2", risks.PAIR, risks.AI_ACT)),
    ("labels", ("labels.?",), True, ("S3.label.1", labels.SOURCE_LINK)),
    ("evaluation", ("problem.4", "eval.?"), False, ("S0.eval.2", "S0.eval.4")),
    ("risks", ("risk.?",), True, ("S0.risk.2",)),
    ("untried", ("risk.?",), True, ()),
    ("no_ai", ("exam.*", "need.[567]"), False, ("S4.exam.2a", "S0.need.rule")),
    ("exam", ("exam.*",), True, ("S4.exam.rule",)),
    ("mlops", ("mlops.*",), True, ("S4.mlops.1", "S4.mlops.2", mlops.GOOGLE)),
    ("money", ("case.*",), False, ("S4.mgmt.1-5",)),
    ("uplift", ("case.[245]", "risk.?"), False, (optimism.SOURCE_LINK,)),
    ("stress", ("case.?",), True, ()),
    ("retake", ("retake.*",), True, ("S4.mgmt.retake",)),
    ("readiness", ("change.*",), False, ("S4.change.1-7",)),
    ("pulse", (), False, (readiness.PROSCI,)),
    ("plan", ("plan.*",), True, ("S2.proc.4",)),
    ("contradictions", (), True, ()),
    ("objections", (), True, (KLEIN,)),
    ("evidence", ("exam.*", "retake.*"), True, ()),
    ("not_judged", (), True, ()),
    ("causes", ("exam.*",), False, ("RAND RR-A2680-1",)),
)
"""Each rule: the questions it is applied to (patterns), whether it is ours, and its sources."""


def rules(report: Report) -> Iterator[Rule]:
    """The rules that were applied, with the answers each rests on."""
    for key, patterns, ours, sources in RULES:
        if not _APPLIED.get(key, _always)(report):
            continue
        patterns = patterns or _objected(report, key)
        lines = [line for line in told(report) if any(fnmatchcase(line.question, one) for one in patterns)]
        if lines or not patterns:
            names = tuple(dict.fromkeys(line.name for line in lines))
            yield Rule(key, ours, sources, names, tuple(line.question for line in lines))


def _objected(report: Report, key: str) -> tuple[str, ...]:
    """The questions something was objected to, for the rule about that."""
    return tuple(dict.fromkeys(one.question for one in report.raised)) if key == "objections" else ()


def told(report: Report) -> Iterator[Line]:
    """The answers that stand, in the order of the track."""
    return (line for section in report.sections if not section.aside for line in section.lines if line.told)


def _always(report: Report) -> bool:
    return True


def _states(risks: Risks) -> frozenset[str]:
    """How far the steps for the risks are."""
    return frozenset((*(one.state for one in risks.named), *(one.state for one in risks.ungraded)))


_APPLIED: Mapping[str, Callable[[Report], bool]] = {
    "need": lambda report: report.need is not None,
    "equal": lambda report: report.need is not None and report.need.outcome is need.Outcome.EQUAL,
    "feasibility": lambda report: bool(report.candidates),
    "reach": lambda report: any(one.reach for one in report.candidates),
    "value": lambda report: any(one.rank for one in report.candidates),
    "people": lambda report: report.people is not None,
    "labels": lambda report: report.labels is not None,
    "evaluation": lambda report: report.evaluation is not None,
    "risks": lambda report: report.risks is not None,
    "untried": lambda report: report.risks is not None and "written" in _states(report.risks),
    "no_ai": lambda report: report.instead is not None,
    "exam": lambda report: report.instead is None,
    "mlops": lambda report: report.verdict is not None,
    "money": lambda report: report.money is not None,
    "uplift": lambda report: report.money is not None and report.money.uplifted is not None,
    "stress": lambda report: report.money is not None and report.money.stress is not None,
    "pulse": lambda report: report.pulse is not None,
    "plan": lambda report: (report.plan or report.undated) is not None,
    "contradictions": lambda report: bool(report.stands_together or any(not one.rows for one in report.contradictions)),
    "objections": lambda report: bool(report.raised),
    "not_judged": lambda report: any(line.told and line.told.grade is Grade.NOT_JUDGED for line in told(report)),
}
