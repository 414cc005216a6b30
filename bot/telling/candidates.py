"""The candidates in words: as they were named, and whether each can be built."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.telling import reach
from bot.telling.told import Line, Told, asked, explained, level
from bot.words.figures import counted, figure, listed, upper_first
from bot.words.sentences import sentence
from dialogs.findings import Findings, first_look
from dialogs.findings.candidates import Candidate
from dialogs.record.record import Record
from dialogs.verdicts import value
from dialogs.verdicts.feasibility import Feasibility, Flip, Light

ALONE = ("one_candidate",)
TELLING = 2


def named(findings: Findings) -> Told:
    """The candidates as they were named, each with its data and its system."""
    cells = findings.record.catalog.questions["solutions.1"].field("a_cell").options
    lines = tuple(Line(named.name, cells.get(named.cell, "")) for named in findings.candidates)
    return Told(verdict=sentence("choice.named", count=len(lines)), lines=(*lines, *against(findings, ALONE)))


def candidate(findings: Findings, slot: str) -> Told | None:
    """The verdict on one candidate, from its own answers alone: an answer about another changes nothing here."""
    judged = next((candidate for candidate in findings.candidates if candidate.slot == slot), None)
    if judged is None:
        return None
    at = f"candidate_{slot}"
    verdict = replace(judged.feasibility, rows=first_look.rows(findings.record, slot, judged.feasibility.rows))
    changes = [*reach.changes(judged.reach), *(_flip(findings.record, slot, flip) for flip in _ranked_flips(verdict))]
    return Told(
        verdict=sentence(
            "light.verdict",
            light=light(judged, of_old=findings.record.catalog.of_old),
            rows=upper_first(rows(verdict)),
        ),
        lines=(*reach.lines(judged.reach), *_worth_line(judged)),
        rows=tuple(sentence(f"feasible.{row}") for row in verdict.rows),
        telling=tuple(changes[:TELLING]),
        changes=tuple(changes),
        rests_on=asked(findings, ("solutions.1", *(f"{at}.{number}" for number in range(1, 8)))),
        rule=sentence(_rule(judged)),
    )


def light(judged: Candidate, *, of_old: bool) -> str:
    """The light; while something is not known, those it may turn out."""
    if judged.lights.one:
        return sentence(key_of(judged.lights.one, of_old=of_old))
    return lights(judged.lights.verdicts)


def lights(possible: Sequence[Light]) -> str:
    """Those it may turn out: “open, it may turn out red or amber”."""
    return sentence("light.open", lights=[sentence(f"light.short_{light}") for light in possible])


def key_of(light: Light, *, of_old: bool) -> str:
    """Under which key a light has its words; an old record keeps those it had."""
    return "light.amber_of_old" if of_old and light is Light.AMBER else f"light.{light}"


def rows(verdict: Feasibility) -> str:
    missing = [f"{question}_missing" for question in verdict.missing]
    return listed([sentence(f"feasible.{row}") for row in dict.fromkeys((*verdict.rows, *missing))])


def against(findings: Findings, clashes: tuple[str, ...]) -> Iterator[Line]:
    """What spoke against it, and the reason somebody gave."""
    for clash, words in explained(findings, clashes):
        yield Line(sentence(f"against.{clash}"), words)


def _rule(judged: Candidate) -> str:
    return "light.rule_nothing" if judged.learns_nothing else "light.rule_history" if judged.reach else "light.rule"


def _ranked_flips(verdict: Feasibility) -> list[Flip]:
    """What would make it better first, then what would make it worse."""
    order = (Light.GREEN, Light.AMBER, Light.RED)
    return sorted(verdict.flips, key=lambda flip: order.index(flip.light))


def _flip(record: Record, slot: str, flip: Flip) -> str:
    light = sentence(f"light.short_{flip.light}")
    if flip.input == "target":
        key = "turn.beyond" if flip.beyond else "turn.target"
        return sentence(
            "turn.to",
            change=sentence(key, value=level(flip.value, record.written(f"candidate_{slot}.2.target").unit)),
            light=light,
        )
    return sentence("turn.to", change=sentence(f"turn.{flip.input}_{flip.value}"), light=light)


def _worth_line(candidate: Candidate) -> Iterator[Line]:
    """What it is worth by itself; its place among the others is said at the choice."""
    rated = candidate.rated
    if rated.reach is None or rated.impact is None or rated.confidence is None or rated.effort is None:
        return
    worth = value.value(rated.reach, rated.impact, rated.confidence)
    said = sentence(
        "choice.worth",
        reach=figure(rated.reach),
        impact=f"{rated.impact:g}",
        sure=f"{100 * rated.confidence:g}%",
        worth=figure(worth),
        effort=counted(rated.effort, "person-month"),
        least=value.LEAST_EFFORT if rated.effort < value.LEAST_EFFORT else 0,
    )
    yield Line(sentence("choice.value"), said)
