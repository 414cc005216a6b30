"""What it does to people, how well labels agree, the risks, and how ready the team is, in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import starmap

from bot.telling.told import Line, Told, against, asked, percent
from bot.words.figures import counted, day, inline, listed, lower_first, shortened, upper_first
from bot.words.sentences import sentence
from dialogs.errors import Sentence
from dialogs.findings import Findings
from dialogs.findings import risks as risks_
from dialogs.record import quoting
from dialogs.record.parts import Condition
from dialogs.record.record import Record
from dialogs.report.report import Report
from dialogs.verdicts import labels as kappa
from dialogs.verdicts import risks as weighed
from dialogs.verdicts.partial.risks import Inputs
from dialogs.verdicts.risks import AI_ACT, WRITTEN, Risk, Role, Severity

MOST_RISKS = 8
PLANNED = {"automates": Role.AUTOMATE, "augments": Role.AUGMENT, "shows": None}
"""By what is planned: the guidebook's name for it, which has none for what is only seen."""


def impact(findings: Findings) -> Told:
    """Good or harm; automate or augment, the plan beside the guidebook's; and where the law may look."""
    record = findings.record
    aims, law = record.catalog.questions["solutions.3"], findings.law
    aim = aims.field("aim").options.get(record.choice("solutions.3.aim") or "", "")
    whom = shortened(record.text("solutions.3.whom"), 200)
    return Told(
        verdict=_roles(findings),
        lines=(
            *([Line(sentence("impact.whom"), ". ".join(filter(None, (aim, whom))))] if aim or whom else []),
            Line(sentence("impact.act"), _pointer(law.tier, law.article_5)),
            *against(findings, ("automating_what_people_value", "harm_without_fallback")),
        ),
        rows=tuple(sentence(f"impact.row_{row}") for row in findings.role.rows),
        telling=tuple(_flips(findings))[:2],
        changes=tuple(_flips(findings)),
        rests_on=asked(findings, ("solutions.3", "solutions.4")),
        rule=sentence("impact.rule"),
        link=AI_ACT,
    )


LOOKED_AT = (weighed.Tier.HIGH, weighed.Tier.PROHIBITED)
"""Tiers of which a board reads: a lawyer looks before anything is built."""


def law(report: Report) -> str:
    """Where a lawyer looks first, for a board; empty where no listed area was named."""
    people = report.people
    if people is None or report.decision.of_old or people.tier not in LOOKED_AT:
        return ""
    return upper_first(_pointer(people.tier, people.article_5))


def gravest(report: Report) -> str:
    """The weightiest risk, where it is a grave one, and what is done on that day; empty where none is.

    Of equals, one without steps.
    """
    named = report.risks.named if report.risks and not report.decision.of_old else ()
    grave = [risk for risk in named if risk.severity in (Severity.EXTREME, Severity.HIGH)]
    if not grave:
        return ""
    worst = max(grave, key=lambda risk: (risk.likelihood * risk.impact, not risk.mitigated))
    return sentence(
        "risks.gravest",
        name=worst.name,
        likelihood=worst.likelihood,
        impact=worst.impact,
        steps=worst.mitigated and (worst.steps or worst.fallback),
        begun=worst.steps,
        said=bool(worst.state),
        more=len(grave) - 1,
    )


NOBODY_LABELS = frozenset({"happened", "instrument"})
"""Where labels come from that are nobody's judgement."""


def _missing_labels(record: Record) -> dict[str, str]:
    """Who brings together the labels that are missing, and in how many weeks."""
    weeks, who = record.number("labels.1.weeks"), record.choice("labels.1.who")
    if record.catalog.of_old or weeks is None or who is None:
        return {"who": "", "weeks": ""}
    options = record.catalog.questions["labels.1"].field("who").options
    return {"who": options[who], "weeks": counted(weeks, "week")}


def labels(findings: Findings) -> Told | None:
    """How well two labellers agree; nothing where no labels are asked for."""
    record = findings.record
    if quoting.is_asked(record, "labels.1") and record.choice("data.3.origin") in NOBODY_LABELS:
        return Told(
            verdict=sentence("labels.happened", **_missing_labels(record)),
            rests_on=asked(findings, ("data.3", "labels.1")),
            answers=True,
        )
    if not quoting.is_asked(record, "labels.2"):
        return None
    measured, band = record.number("labels.2.kappa"), findings.agreement
    key = "labels.mend" if kappa.rules_first(measured) else f"labels.{'unknown' if measured is None else 'clear'}"
    said = sentence(key, kappa="" if measured is None else f"{measured:g}", band=sentence(f"labels.band_{band}"))
    cut = sentence("labels.flip_down" if measured and not kappa.rules_first(measured) else "labels.flip_up")
    return Told(
        verdict=said,
        lines=tuple(against(findings, ("rules_unclear", "no_labels"))),
        telling=(cut,),
        changes=(cut,),
        rests_on=asked(findings, ("labels.2",)),
        rule=sentence("labels.rule"),
        link=kappa.SOURCE_LINK,
        answers=True,
    )


def _inside(record: Record, risk: str) -> str:
    """A risk inside a sentence: one of everybody's by its name, one that somebody named in their own words."""
    everybodys = record.catalog.of_old or risk in {question.label for question in record.catalog.questions.values()}
    return inline(risk) if everybodys else f"“{risk}”"


def risks(findings: Findings) -> Told:
    """How many of which severity, how much of it is dealt with, and each with whose it is."""
    named = sorted(findings.risks, key=lambda risk: -risk.weight)
    dealt, ungraded = findings.mitigated, findings.ungraded
    none = risks_.not_applying(findings.record)
    left_out = len(named) - MOST_RISKS
    more = (Line(sentence("risks.more"), counted(left_out, "more risk")),) if left_out > 0 else ()
    promised = {risk.name: risks_.promised(findings.record, risk.name) for risk in named if not risk.mitigated}
    lacking = (risk for risk in named if not risk.mitigated and not promised[risk.name])
    changes = tuple(sentence("risks.turn", name=_inside(findings.record, risk.name)) for risk in lacking)
    return Told(
        verdict=sentence(
            "risks.verdict",
            risks=counted(len(named) + len(ungraded), "risk"),
            none=bool(none) and not named and not ungraded,
            by=_counts(named, len(ungraded)),
            graded=bool(named) or not ungraded,
            written="written" in {*(risk.state for risk in named), *(risk.state for risk in ungraded)},
            share=percent(dealt.least),
            most=percent(dealt.most) if dealt.most > dealt.least else "",
        ),
        lines=(
            *(
                Line(risk.name, _risk(risk) + _seen_to(findings, promised.get(risk.name)))
                for risk in named[:MOST_RISKS]
            ),
            *more,
            *map(_ungraded, ungraded),
            *starmap(_not_applying, none),
        ),
        telling=changes[:2],
        changes=changes,
        rests_on=asked(findings, (*risks_.RISKS, "risk.4")),
        rule=sentence("risks.rule"),
    )


def team(report: Report) -> Sentence:
    """What the readiness pulse came to, in a report."""
    pulse = report.pulse
    heat = pulse.heat if pulse else None
    if heat is None:
        return Sentence(f"pulse.{'talked' if pulse and pulse.ended == 'talked' else 'too_few'}_report")
    if heat.barrier is None:
        return Sentence("pulse.ready_report")
    by_means = heat.barrier_of_means if heat.barrier_of_means != heat.barrier else None
    values = {
        "barrier": Sentence(f"pulse.name_{heat.barrier}"),
        "held_up": max(heat.barriers),
        "answers": heat.answers,
        "by_means": lower_first(sentence(f"pulse.name_{by_means}")) if by_means else "",
    }
    return Sentence("pulse.barrier_report", values)


def _roles(findings: Findings) -> str:
    """The role that is planned, and the one the guidebook would have."""
    record = findings.record
    advised, planned = findings.role, record.choice("solutions.4.role") or ""
    said = sentence(f"impact.planned_{planned}") if planned in PLANNED else ""
    reasons = [sentence(f"impact.row_{row}") for row in advised.rows]
    agrees = PLANNED.get(planned) is advised.role
    nothing = not record.value("solutions.4.work")
    guide = sentence(f"impact.role_{advised.role}", agrees=agrees, reasons=listed(reasons), nothing=nothing)
    return f"{said} {guide}".strip()


def _flips(findings: Findings) -> Iterator[str]:
    for flip in findings.role.flips:
        key = f"impact.{'row' if flip.value else 'not'}_{flip.input}"
        yield sentence("impact.flip", change=sentence(key), role=sentence(f"impact.out_{flip.role}"))


def _pointer(tier: weighed.Tier, article_5: bool) -> str:
    key = "prohibited" if tier is weighed.Tier.PROHIBITED else tier.value
    return sentence(f"act.{key}", article_5=article_5)


def _counts(named: Sequence[Risk], ungraded: int) -> str:
    counts = Counter(risk.severity for risk in named)
    order = (Severity.EXTREME, Severity.HIGH, Severity.MEDIUM, Severity.LOW)
    graded = [f"{counts[one]} {sentence(f'risks.{one}')}" for one in order if counts[one]]
    return listed([*graded, *([f"{ungraded} {sentence('risks.ungraded')}"] if ungraded else [])])


def _ungraded(risk: Inputs) -> Line:
    return Line(risk.name, sentence("risks.ungraded_line", likelihood=risk.likelihood, impact=risk.impact))


def _not_applying(name: str, reason: str) -> Line:
    return Line(sentence("risks.not_applying", name=name), sentence("risks.not_applying_because", reason=reason))


def _seen_to(findings: Findings, condition: Condition | None) -> str:
    """Who sees to the steps by when, where a condition says so."""
    if condition is None:
        return ""
    return sentence("risks.seen_to", name=findings.record.name(condition.owner), day=day(condition.due))


def _risk(risk: Risk) -> str:
    """How grave it is, and what is done on that day: in one, with how far the steps are, or with the owner apart."""
    weight = {
        "severity": sentence(f"risks.{risk.severity}"),
        "likelihood": risk.likelihood,
        "impact": risk.impact,
    }
    if not risk.steps:
        words = {"fallback": shortened(risk.fallback, 120), "thin": shortened(risk.thin, 80)}
        return sentence("risks.line", **weight, owner=risk.owner, **words)
    state = sentence(f"risks.{risk.state}") if risk.state in WRITTEN else ""
    words = {"steps": shortened(risk.steps, 120), "thin": shortened(risk.thin, 80)}
    return sentence("risks.line_steps", **weight, state=state, said=bool(risk.state), **words)
