"""The choice among the candidates in words: side by side, which was taken, and what would come first instead."""

from collections.abc import Callable, Iterator, Mapping
from math import ceil, floor

from bot.telling.candidates import against, key_of, light, lights, rows
from bot.telling.told import Line, Told, Weighed, asked
from bot.words.figures import counted, figure, money, shortened
from bot.words.sentences import sentence, spoken
from dialogs.errors import Sentence
from dialogs.findings import Findings
from dialogs.findings.candidates import Candidate
from dialogs.record.record import Record
from dialogs.report.report import Report
from dialogs.verdicts import need, value
from dialogs.verdicts.feasibility import Light
from dialogs.verdicts.need import Outcome
from dialogs.verdicts.value import Ranked

EXPLAINED = ("easiest_chosen", "not_the_top", "chosen_is_red")


def side_by_side(findings: Findings) -> Weighed:
    """What stands above the choice: the candidates, the most for its effort first."""
    ranks = {one.name: one for one in findings.ranking}
    named = sorted(findings.candidates, key=lambda one: ranks[one.slot].place if one.slot in ranks else 99)
    lines = tuple(Line(one.name, _beside(findings, one, ranks.get(one.slot))) for one in named)
    return Weighed(
        says=sentence("choice.beside", count=len(named)),
        lines=(*lines, *_counted_otherwise(findings), *_money_apart(findings)),
        note=sentence("choice.rice", last=_is_last(findings)),
        link=value.INTERCOM,
        source=sentence("choice.intercom"),
    )


def choice(findings: Findings) -> Told | None:
    """The choice: which, its place, why; and what speaks against it, where it was asked about."""
    record = findings.record
    taken = findings.chosen
    if taken is None:
        return None
    ranks, because = findings.ranking, record.text("solutions.2.because")
    own = next((one for one in ranks if one.name == taken.slot), None)
    place = _place_of(findings, taken.slot, own)
    turns = tuple(_overtaken(record, own, ranks, is_red=taken.lights.one is Light.RED))
    return Told(
        verdict=sentence(
            "choice.verdict", name=taken.name, place=place, light=light(taken, of_old=record.catalog.of_old)
        ),
        lines=(
            *([Line(sentence("choice.because"), shortened(because, 240))] if because else []),
            *against(findings, EXPLAINED),
            *_money_apart(findings),
        ),
        rows=tuple(_beside_named(findings, one) for one in ranks),
        telling=turns,
        changes=turns,
        rests_on=asked(findings, ("solutions.2", *(f"candidate_{one.name}.6" for one in ranks))),
        rule=sentence("choice.rule"),
        link=value.INTERCOM,
    )


def taken(report: Report) -> Sentence | str:
    """The candidate that was chosen, in a report's one sentence: its light, its place, its target."""
    chosen = next((one for one in report.candidates if one.chosen), None)
    if chosen is None or report.choice is None:
        return ""
    values = {
        "name": chosen.name,
        "best": _first_of_them(report),
        "light": lights(chosen.possible)
        if len(chosen.possible) > 1
        else Sentence(key_of(chosen.light, of_old=report.decision.of_old)),
        "place": report.choice.place,
        "ranked": report.choice.ranked,
        "target": Sentence(f"feasible.history_{chosen.reach.verdict}") if chosen.reach else "",
    }
    return Sentence("choice.taken_report", values)


def apart(report: Report) -> Sentence | str:
    """That value for effort and money have another way first, in a report's one sentence; empty where they agree."""
    ranked = [one for one in report.candidates if one.rank]
    judged = report.need
    if report.decision.of_old or report.decision.stopped or judged is None or not ranked:
        return ""
    best = max(ranked, key=lambda one: one.rank.rice if one.rank else 0.0)
    sheet = {row.way: row.npv for row in judged.ways}
    return _apart(best.name, best.cell != "nothing", sheet, judged.currency, judged.outcome)


def _beside(findings: Findings, candidate: Candidate, rank: Ranked | None) -> str:
    """What speaks against it where something does; of a green one, that its target is reachable."""
    sure = candidate.lights.one
    light, green = sentence(f"light.short_{sure or Light.UNKNOWN}"), sure is Light.GREEN
    place = _place_of(findings, candidate.slot, rank)
    target = sentence(f"reach.short_{candidate.reach.verdict.reach}") if candidate.reach and green else ""
    return sentence(
        "choice.line", light=light, rows="" if green else rows(candidate.feasibility), place=place, target=target
    )


def _place_of(findings: Findings, slot: str, rank: Ranked | None) -> str:
    """Its place; the best and the worst it can have, where figures that nobody knows can move it."""
    places = findings.places[slot]
    if places.best == places.worst:
        return (
            _place(rank, len(findings.candidates), of_old=findings.record.catalog.of_old)
            if rank
            else sentence("choice.unranked")
        )
    return sentence("choice.between", best=places.best, worst=places.worst, total=len(findings.candidates))


def _place(rank: Ranked, total: int, *, of_old: bool) -> str:
    return sentence(
        "choice.place",
        place=rank.place,
        total=total,
        rice=figure(float(f"{rank.rice:.3g}")),
        worth=figure(rank.value),
        effort=counted(rank.effort, "person-month"),
        of_old=of_old,
    )


def _beside_named(findings: Findings, rank: Ranked) -> str:
    name = findings.record.text(f"solutions.1.{rank.name}")
    return sentence("choice.row", name=name, place=_place_of(findings, rank.name, rank))


def _is_last(findings: Findings) -> bool:
    """Whether something that can't be built stands among them: it comes last, whatever it would bring."""
    reds = any(one.lights.one is Light.RED for one in findings.candidates)
    return reds and not findings.record.catalog.of_old


def _counted_otherwise(findings: Findings) -> Iterator[Line]:
    """Two reaches that hardly count the same thing: then the ranking says nothing."""
    apart = value.far_apart(one.rated for one in findings.candidates)
    if apart and not findings.record.catalog.of_old:
        names = {one.slot: one.name for one in findings.candidates}
        said = {end: f"“{names[one.name]}”" for end, one in zip(("fewest", "most"), apart, strict=True)}
        counts = {f"{end}_count": figure(one.reach or 0) for end, one in zip(("fewest", "most"), apart, strict=True)}
        yield Line(sentence("choice.reaches_name"), sentence("choice.reaches", **said, **counts))


def _money_apart(findings: Findings) -> Iterator[Line]:
    """The same as `apart`, where the ranking is shown."""
    ranks = findings.ranking
    if findings.record.catalog.of_old or not ranks:
        return
    first = next(one for one in findings.candidates if one.slot == ranks[0].name)
    sheet = {row.way: row.npv for row in findings.need_now.ledger}
    currency, outcome = findings.record.text("need.4.currency"), findings.need_now.outcome
    said = _apart(first.name, not first.learns_nothing, sheet, currency, outcome)
    if isinstance(said, Sentence):
        yield Line(sentence("choice.apart_name"), spoken(said))


def _apart(name: str, learns: bool, sheet: Mapping[str, float], currency: str, outcome: Outcome) -> Sentence | str:
    """The sums are of the sheet's ways: a way without machine learning is the only kind that learns nothing.

    What is bought may learn: where that leads on the sheet, the candidate that leads may be the very same. Where the
    sheet tells no way from another, it has none first.
    """
    others = {way: npv for way, npv in sheet.items() if way != need.ML}
    ml = sheet.get(need.ML)
    if ml is None or not others or outcome is Outcome.EQUAL or (ml > max(others.values())) == learns:
        return ""
    best = max(others, key=lambda way: others[way])
    if learns and best == need.BUY:
        return ""
    values = {
        "name": name,
        "learns": learns,
        "way": Sentence(f"need.way_{best if learns else need.ML}"),
        "ml": money(ml, currency),
        "low": money(min(others.values()), currency),
        "high": money(max(others.values()), currency),
        "loses": min(others.values()) < 0,
        "one": len(others) == 1,
    }
    return Sentence("choice.apart_report", values)


def _first_of_them(report: Report) -> Sentence | str:
    """What comes before the one that was taken: its name, and whether it learns anything at all."""
    ranked = [one for one in report.candidates if one.rank]
    if report.choice is None or report.choice.place in (None, 1) or not ranked or report.decision.of_old:
        return ""
    best = max(ranked, key=lambda one: one.rank.rice if one.rank else 0.0)
    return Sentence("choice.behind_report", {"name": best.name, "learns": best.cell != "nothing"})


def _overtaken(record: Record, own: Ranked | None, ranks: tuple[Ranked, ...], *, is_red: bool) -> Iterator[str]:
    """At which effort the next one would bring as much; where others bring more, at which it would come first.

    What can't be built comes last at any effort.
    """
    of_old = record.catalog.of_old
    if own is None or (is_red and not of_old):
        return
    if ranks[0].rice > own.rice and not of_old:
        yield from _first_after_all(record, own, ranks[0])
        return
    others = [one for one in ranks if one.name != own.name and one.rice <= own.rice]
    if others and own.rice:
        second = others[0]
        name = record.text(f"solutions.1.{second.name}")
        effort = max(value.LEAST_EFFORT, second.value / own.rice)
        if second.value / effort >= own.rice:
            yield sentence("choice.overtaken", name=name, effort=_months(effort, of_old, floor))
        grown = own.value / second.rice if second.rice else 0.0
        beyond = grown > value.WELL_BEYOND * own.effort and not of_old
        if grown > own.effort and not beyond:
            yield sentence("choice.grown", effort=_months(grown, of_old, ceil), name=name)


def _first_after_all(record: Record, own: Ranked, best: Ranked) -> Iterator[str]:
    effort = own.value / best.rice
    if effort > value.LEAST_EFFORT:
        name = record.text(f"solutions.1.{own.name}")
        yield sentence("choice.first", name=name, effort=_months(effort, False, _below))


def _below(tenths: float) -> int:
    """The tenths beneath: at the turn itself two bring as much as each other."""
    return ceil(tenths) - 1


def _months(effort: float, of_old: bool, way: Callable[[float], int]) -> str:
    """Person-months to a tenth, on the side on which the sentence holds; of old, the nearest tenth."""
    tenths = round(effort * 10) if of_old else way(round(effort * 10, 6))
    return f"{tenths / 10:g}"
