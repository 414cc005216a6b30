"""The shape of a verdict in words, and the small words all of them share."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.words.figures import at_least, at_most, figure, money, shortened
from bot.words.sentences import sentence
from dialogs.answers.figures import plain
from dialogs.answers.written import PERCENT, with_unit
from dialogs.errors import Sentence
from dialogs.findings import Findings, contradictions
from dialogs.flow import standing
from dialogs.flow.standing import SETTLED
from dialogs.record import quoting


class Voice(StrEnum):
    """Who is spoken to, as the ending of a sentence's key: the team in its thread, or whoever reads the report."""

    THREAD = ""
    REPORT = "_report"


class Line(NamedTuple):
    """What is said of one thing, by its name."""

    name: str
    said: str


@dataclass(frozen=True)
class Told:
    """A verdict: the sentence itself, a line for each thing weighed, what would turn it, and whose rule it is.

    `telling` are the two or three changes that say most. `rests_on` are the questions whose answers decided it; `link`
    leads to the rule's source. With `answers` the answers stand under the verdict, one by one.

        told = verdicts.settled(findings, "risks")
        told.verdict     # "3 risks: 1 high and 2 medium. 67% of their weight is dealt with …"
        told.lines[0]    # Line(name="The data changes", said="high (4 x 3); on that day: the old rules …")
    """

    verdict: str
    lines: tuple[Line, ...] = ()
    rows: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    rule: str = ""
    link: str = ""
    answers: bool = False


@dataclass(frozen=True)
class Weighed:
    """What stands above the question of a form: a sentence, and a line for each thing there is to weigh."""

    says: str
    lines: tuple[Line, ...] = ()
    note: str = ""
    link: str = ""
    source: str = ""


def turning(*, of_old: bool, rises: bool) -> Callable[[float, str], str]:
    """How a sum is written at which something turns: from there on (`rises`), or up to there; of old, the nearest."""
    if of_old:
        return money
    return at_least if rises else at_most


def level(number: float, unit: str = "") -> str:
    """A metric's value to three digits, which tell 0.712 from 0.714: 0.63, 71.2, 1,200; in the unit it was typed in."""
    shown = number * 100 if unit == PERCENT else number
    return with_unit(figure(shown) if abs(shown) >= 100 else plain(float(f"{shown:.3g}")), unit)


def percent(part: float) -> Sentence:
    """85%, in whole per cents; nearly nothing is not nothing, and nearly all is not all."""
    if 0 < part < 0.005 or 0.995 <= part < 1:
        return Sentence("verdict.hardly" if part < 0.5 else "verdict.nearly")
    return Sentence("verdict.percent", {"percent": f"{100 * part:.0f}"})


def share(part: float) -> Sentence:
    """The same of things that are counted: 85% of them, all of them."""
    return Sentence("verdict.all") if part == 1 else percent(part)


def asked(findings: Findings, questions: Iterable[str]) -> tuple[str, ...]:
    """Those of the questions that this scoping is asked and has settled."""
    return tuple(
        id for id in questions if quoting.is_asked(findings.record, id) and standing.state(findings, id) in SETTLED
    )


def against(findings: Findings, rules: Collection[str]) -> Iterator[Line]:
    """What spoke against it by these rules, and what somebody said to that; of old catalogues, why two answers hold."""
    of_today = {rule.id for rule in findings.record.catalog.objections}
    for rule, words in explained(findings, rules):
        yield Line(sentence(f"against.{rule}" if rule in of_today else "verdict.both"), words)


def explained(findings: Findings, clashes: Collection[str]) -> Iterator[tuple[str, str]]:
    """Objections among these that somebody met in words: which, and the reason in a sentence."""
    record = findings.record
    for one in findings.objecting.found:
        if one.rule.id in clashes and one.excuse:
            said = {"reason": shortened(one.excuse.reason, 200), "name": record.name(one.excuse.by)}
            yield one.rule.id, sentence(f"verdict.{one.excuse.outcome}", **said)
    if not any(findings.objecting.reasons(contradictions.STANDS + clash) for clash in clashes):
        return  # of catalogues from before the objections; to look for all that clash is dear
    for contradiction, reason, by in findings.clashes.explained:
        if contradiction.clash in clashes:
            yield (
                contradiction.clash,
                sentence("verdict.explained", reason=shortened(reason, 200), name=record.name(by)),
            )
