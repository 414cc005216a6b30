"""The pictures of a scoping: what each shows, and in words for those who cannot see it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from bot import pictures
from bot.pictures import Picture
from bot.telling.months import when
from bot.telling.reach import when as when_due
from bot.telling.told import level
from bot.words.figures import counted, dated, listed, money
from bot.words.sentences import sentence
from dialogs.answers.written import PERCENT
from dialogs.findings import Findings, readiness
from dialogs.findings.candidates import Candidate
from dialogs.findings.money import currency as case_currency
from dialogs.findings.plan import Milestone
from dialogs.findings.reach import Reached
from dialogs.flow import pulse, standing, turns
from dialogs.flow.pulse import PULSE
from dialogs.flow.standing import SETTLED
from dialogs.record import quoting
from dialogs.verdicts import risks
from dialogs.verdicts.readiness import ELEMENTS, SCORES, Heat
from dialogs.verdicts.risks import Risk

WORDS_ALONE = frozenset({"director"})
"""Tracks whose thread gets no pictures: the short one stays words alone. A report may show them all the same."""

MOST_RISKS = 15


@dataclass(frozen=True)
class Illustration:
    """A picture and the form it belongs to (`pulse` for the heat map). `key` names it: `value`, `reachability.a`."""

    key: str
    form: str
    title: str
    alt: str
    picture: Picture


def of(findings: Findings) -> list[Illustration]:
    """Every picture the answers are enough for, in the order of the track. Cheap: nothing is drawn here."""
    return [found for make in _ALL for found in make(findings)]


def in_thread(findings: Findings) -> list[Illustration]:
    """The pictures as the thread has them: the map of candidates stands above the choice, with none chosen yet."""
    if findings.record.track in WORDS_ALONE:
        return []
    return [_unchosen(one) for one in of(findings)]


def is_ready(findings: Findings, illustration: Illustration) -> bool:
    """Whether what a picture shows is settled, so that it may be shared: the candidates' forms for the map of them."""
    record = findings.record
    if illustration.form == PULSE:
        return pulse.is_over(record)
    named = [f"candidate_{candidate.slot}.6" for candidate in findings.candidates] if illustration.key == VALUE else []
    forms = {turns.in_form(record, question) for question in named} or {illustration.form}
    return all(_is_settled(findings, form) for form in forms)


def _is_settled(findings: Findings, form: str) -> bool:
    record = findings.record
    asked = [question for question in record.catalog.in_form(form) if quoting.is_asked(record, question.id)]
    return all(standing.state(findings, question.id) in SETTLED for question in asked)


def _unchosen(illustration: Illustration) -> Illustration:
    if not isinstance(illustration.picture, pictures.ValueMap):
        return illustration
    candidates = tuple(replace(candidate, chosen=False) for candidate in illustration.picture.candidates)
    return replace(illustration, picture=replace(illustration.picture, candidates=candidates))


# ---- candidates

VALUE = "value"


def _value(findings: Findings) -> Iterator[Illustration]:
    """Value against feasibility, once every named candidate has its figures and there are two at least."""
    named, ranks = findings.candidates, findings.ranking
    if len(named) < 2 or len(ranks) < len(named) or any(one.feasibility.missing for one in named):
        return
    worth = {one.name: one.value for one in ranks}
    alt = sentence("picture.value_alt", lines=[_worth_said(one, worth[one.slot]) for one in named])
    picture = pictures.ValueMap(
        title=sentence("picture.value_title"),
        alt=alt,
        note=sentence("picture.value_note"),
        candidates=tuple(_on_map(one, worth[one.slot]) for one in named),
        words=pictures.ValueMapWords(
            value=sentence("picture.value_axis"),
            feasibility=sentence("picture.feasibility_axis"),
            chosen=sentence("picture.chosen"),
            lights={light: sentence(f"light.{light}") for light in pictures.Light},
            quadrants=_quadrants(),
        ),
    )
    yield Illustration(VALUE, turns.in_form(findings.record, "solutions.2"), picture.title, alt, picture)


def _on_map(candidate: Candidate, worth: float) -> pictures.Candidate:
    light = pictures.Light(candidate.feasibility.light.value)
    return pictures.Candidate(candidate.name, worth, candidate.feasibility.score, light, candidate.chosen)


def _worth_said(candidate: Candidate, worth: float) -> str:
    return sentence(
        "picture.worth",
        name=candidate.name,
        worth=level(worth),
        light=sentence(f"light.short_{candidate.feasibility.light}"),
    )


def _quadrants() -> tuple[str, str, str, str]:
    hard, worth, little, easy = (sentence(f"quadrant.{name}") for name in ("hard", "worth", "little", "easy"))
    return hard, worth, little, easy


def _reachability(findings: Findings) -> Iterator[Illustration]:
    """Each candidate's history of five points or more, and where it leads."""
    for candidate in findings.candidates:
        if candidate.reach and candidate.reach.verdict.curve:
            picture = _curve(candidate, candidate.reach)
            form = turns.in_form(findings.record, f"candidate_{candidate.slot}.5")
            yield Illustration(f"reachability.{candidate.slot}", form, picture.title, picture.alt, picture)


def _curve(candidate: Candidate, reach: Reached) -> pictures.Reachability:
    history, verdict = reach.history, reach.verdict
    said = sentence(f"reach.{verdict.reach}", points=verdict.points)
    points = tuple(zip(map(_time(reach), history.times), history.values, strict=True))
    low, high, target = (level(value or 0, reach.unit) for value in (verdict.low, verdict.high, history.target))
    first, last = (level(value, reach.unit) for _, value in (points[0], points[-1]))
    return pictures.Reachability(
        title=sentence("picture.reach_title", name=candidate.name),
        alt=sentence(
            "picture.reach_alt", metric=reach.metric, points=counted(len(points), "point"), first=first, last=last,
            when=when_due(reach), low=low, high=high, target=target, verdict=said,
        ),
        note=said,
        points=points,
        band=tuple(pictures.Band(_time(reach)(time), *values) for time, *values in verdict.curve),
        target=history.target,
        at=reach.by or history.at,
        best=history.best,
        percent=reach.unit == PERCENT,
        words=pictures.ReachabilityWords(
            metric=reach.metric,
            time=sentence("picture.time_dated" if reach.by else "picture.time"),
            target=sentence("picture.target"),
            best=sentence("picture.best"),
            range=sentence("picture.range"),
        ),
    )  # fmt: skip


def _time(reach: Reached) -> Callable[[float], date | float]:
    """A time of the history as the picture wants it: a day where the team gave days."""
    return (lambda time: date.fromordinal(round(time))) if reach.by else float


# ---- design


def _risks(findings: Findings) -> Iterator[Illustration]:
    """Likelihood and impact of the weightiest risks."""
    named = sorted(findings.risks, key=lambda risk: -risk.weight)[:MOST_RISKS]
    if not named:
        return
    title = sentence("picture.risks_title")
    alt = sentence("picture.risks_alt", lines=[_risk_said(risk) for risk in named])
    bands = tuple(pictures.Severity(least, sentence(f"risks.{band}")) for least, band in reversed(risks.BEGINS))
    picture = pictures.RiskMatrix(
        title=title,
        alt=alt,
        note=sentence("picture.risks_note"),
        risks=tuple(pictures.ShownRisk(risk.name, risk.likelihood, risk.impact) for risk in named),
        bands=bands,
        words=pictures.RiskMatrixWords(sentence("picture.likelihood"), sentence("picture.impact")),
    )
    yield Illustration("risks", turns.in_form(findings.record, "risk.1"), title, alt, picture)


def _risk_said(risk: Risk) -> str:
    return sentence(
        "picture.risk",
        name=risk.name,
        severity=sentence(f"risks.{risk.severity}"),
        likelihood=risk.likelihood,
        impact=risk.impact,
    )


# ---- money and time


def _cash_flow(findings: Findings) -> Iterator[Illustration]:
    """The cumulated cash flow with its range, once the case is made."""
    record = findings.record
    if not findings.case_is_made:
        return
    band, expected = findings.outlook.cumulated, findings.case.expected
    currency = case_currency(record)
    months = expected.payback_months
    paid = sentence("picture.paid_back", when=when(months)) if months is not None else ""
    ends = {name: money(getattr(band, name)[-1], currency) for name in ("p10", "p50", "p90")}
    alt = sentence("picture.cash_alt", years=counted(len(band.p50) - 1, "year"), paid=paid, **ends)
    names = {name: sentence(f"cash.{name}") for name in ("money", "year", "p10", "p50", "p90", "expected")}
    picture = pictures.CashFlow(
        title=sentence("picture.cash_title"),
        alt=alt,
        note=sentence("picture.cash_note"),
        p10=band.p10,
        p50=band.p50,
        p90=band.p90,
        expected=tuple(accumulate(expected.flows)),
        payback_months=months,
        currency=currency,
        words=pictures.CashFlowWords(payback=paid, **names),
    )
    yield Illustration("cash_flow", turns.in_form(record, "case.2"), picture.title, alt, picture)


def _timeline(findings: Findings) -> Iterator[Illustration]:
    """The milestones, and when the work is likely to be done."""
    plan = findings.plan
    if plan is None:
        return
    days = {"p10": dated(plan.p10), "p50": dated(plan.p50), "p90": dated(plan.p90)}
    stones = [
        sentence("picture.stone", name=stone.what, day=dated(stone.day), cost=_cost(stone, plan.currency))
        for stone in plan.milestones
    ]
    alt = sentence("picture.plan_alt", lines=stones, **days)
    names = {name: sentence(f"finish.{name}") for name in ("p10", "p50", "p90")}
    picture = pictures.Timeline(
        title=sentence("picture.plan_title"),
        alt=alt,
        note=sentence("picture.plan_note"),
        milestones=tuple(pictures.Milestone(stone.what, stone.day, stone.cost or None) for stone in plan.milestones),
        finish=pictures.Finish(plan.p10, plan.p50, plan.p90),
        currency=plan.currency,
        words=pictures.TimelineWords(**names),
    )
    yield Illustration("timeline", turns.in_form(findings.record, "plan.1"), picture.title, alt, picture)


def _cost(stone: Milestone, currency: str) -> str:
    return "" if stone.cost is None else money(stone.cost, currency)


# ---- readiness


def _heat(findings: Findings) -> Iterator[Illustration]:
    """What the pulse came to, after its close and of five answers at least; nothing where all gave ranges alone."""
    heat = findings.heat
    if heat is None or not any(heat.matrix):
        return
    title = sentence("picture.heat_title")
    alt = sentence("picture.heat_alt", lines=[_row_said(heat, element) for element in ELEMENTS], barrier=_barrier(heat))
    barrier = ELEMENTS.index(heat.barrier) if heat.barrier else None
    picture = pictures.HeatMap(
        title=title,
        alt=alt,
        note=sentence("picture.heat_note", answers=counted(heat.answers, "answer")),
        rows=tuple(pictures.HeatRow(_row_name(heat, element), heat.matrix[n]) for n, element in enumerate(ELEMENTS)),
        barrier=barrier,
        words=pictures.HeatMapWords(
            lowest=sentence("pulse.scale_1"), highest=sentence("pulse.scale_5"), barrier=sentence("picture.barrier")
        ),
    )
    yield Illustration("heat", PULSE, title, alt, picture)


def _row_name(heat: Heat, element: str) -> str:
    """The element; with a range, where all gave the same."""
    name, ends = sentence(f"pulse.name_{element}"), readiness.agreed(heat, element)
    return f"{name}: {sentence('pulse.agreed', least=ends[0], most=ends[1])}" if ends else name


def _row_said(heat: Heat, element: str) -> str:
    row = heat.matrix[ELEMENTS.index(element)]
    counts = listed([f"{count} x {score}" for score, count in zip(SCORES, row, strict=False) if count])
    return f"{_row_name(heat, element)} {counts}".strip()


def _barrier(heat: Heat) -> str:
    return sentence(f"pulse.name_{heat.barrier}") if heat.barrier else ""


_ALL: Sequence[Callable[[Findings], Iterator[Illustration]]] = (
    _value,
    _reachability,
    _risks,
    _cash_flow,
    _heat,
    _timeline,
)
