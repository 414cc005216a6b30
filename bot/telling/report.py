"""The words that a report's templates ask for by name: each verdict and value, in the third person."""

from collections.abc import Mapping

from bot.telling import (
    candidates,
    clashes,
    ending,
    mlops,
    money,
    months,
    need,
    partial,
    people,
    premortem,
    proof,
    said,
    so_far,
    unknown,
)
from bot.telling.told import Voice, level
from bot.words.figures import exact
from bot.words.sentences import sentence
from bot.words.templates import Wording
from dialogs.answers.written import with_unit
from dialogs.errors import Sentence

WORDINGS: Mapping[str, Wording] = {
    "headline": ending.headline,
    "spared": ending.spared,
    "speaks_against": proof.speaks_against,
    "needed": need.summary,
    "taken": candidates.taken,
    "because": lambda row, given: mlops.because(row, given, Voice.REPORT),
    "supposed": partial.supposed,
    "leads_to": mlops.leads_to,
    "with_what": mlops.with_what,
    "verdict_name": mlops.named,
    "verdict_noun": mlops.noun,
    "level_names": mlops.levels,
    "one_off_and": mlops.one_off_and,
    "change": mlops.change,
    "turned": mlops.turned,
    "clash": clashes.clash,
    "sides": clashes.sides,
    "sunk": premortem.sunk,
    "root_cause": premortem.root_cause,
    "stands": premortem.stands,
    "helps": premortem.helps,
    "open_or_waits": premortem.open_or_waits,
    "ended": premortem.ended,
    "quote": premortem.quote,
    "unjudged": premortem.unjudged,
    "month": months.month,
    "sums": money.sums,
    "sums_so_far": so_far.sums,
    "sums_of_the_sheet": need.sheet,
    "limits": so_far.limits,
    "payback": money.payback,
    "worth": money.worth,
    "robust": money.robust,
    "breakeven": money.breakeven,
    "draws": lambda case: money.draws(case.drawn, case.case, case.currency, Voice.REPORT),
    "uplift": lambda case: money.uplifted(case.uplifted, case.currency),
    "stress": lambda case: money.stressed(case.stress, case.currency),
    "stress_note": lambda: Sentence("stress.only_cost_report"),
    "undated": money.undated,
    "eaten": money.eaten,
    "planned": lambda report: money.planned(report.plan),
    "part_name": lambda part: Sentence(f"part.{part}"),
    "team": people.team,
    "element": lambda element: Sentence(f"pulse.name_{element}"),
    "evidence": said.evidence,
    "grade": said.graded,
    "numbers": said.numbers,
    "cell": said.cell,
    "not_known": unknown.not_known,
    "in_its_unit": lambda number, unit: with_unit(exact(number), unit),
    "metric_level": level,
    "rule": lambda rule: sentence(f"rule.{rule.key}.says"),
    "rule_name": lambda rule: sentence(f"rule.{rule.key}.name"),
}
"""What a template calls, by name. Page and Markdown have these as globals, messages get them as values."""
