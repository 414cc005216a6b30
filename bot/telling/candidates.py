"""The candidates in words: can each be built, is its target reachable, and how they compare."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil, floor

from bot.telling.told import Line, Told, Weighed, asked, explained, level
from bot.words.figures import counted, dated, figure, listed, money, shortened, upper_first
from bot.words.sentences import sentence, spoken
from dialogs.errors import Sentence
from dialogs.findings import Findings, first_look
from dialogs.findings.candidates import Candidate
from dialogs.findings.reach import Reached
from dialogs.record.record import Record
from dialogs.report.report import Report
from dialogs.verdicts import need, value
from dialogs.verdicts.feasibility import Feasibility, Flip, Light
from dialogs.verdicts.value import Ranked

EXPLAINED, ALONE = ("easiest_chosen", "not_the_top", "chosen_is_red"), ("one_candidate",)
TELLING = 2


def named(findings: Findings) -> Told:
    """The candidates as they were named, each with its data and its system."""
    cells = findings.record.catalog.questions["solutions.1"].field("a_cell").options
    lines = tuple(Line(named.name, cells.get(named.cell, "")) for named in findings.candidates)
    return Told(verdict=sentence("choice.named", count=len(lines)), lines=(*lines, *_against(findings, ALONE)))


def candidate(findings: Findings, slot: str) -> Told | None:
    """The verdict on one candidate, from its own answers alone: an answer about another changes nothing here."""
    judged = next((candidate for candidate in findings.candidates if candidate.slot == slot), None)
    if judged is None:
        return None
    at = f"candidate_{slot}"
    verdict = replace(judged.feasibility, rows=first_look.rows(findings.record, slot, judged.feasibility.rows))
    changes = [*_reach_changes(judged.reach), *(_flip(findings.record, slot, flip) for flip in _ranked_flips(verdict))]
    return Told(
        verdict=sentence(
            "light.verdict",
            light=_light(judged, of_old=findings.record.catalog.of_old),
            rows=upper_first(_rows(verdict)),
        ),
        lines=(*_reach_lines(judged.reach), *_worth_line(judged)),
        rows=tuple(sentence(f"feasible.{row}") for row in verdict.rows),
        telling=tuple(changes[:TELLING]),
        changes=tuple(changes),
        rests_on=asked(findings, ("solutions.1", *(f"{at}.{number}" for number in range(1, 8)))),
        rule=sentence(_rule(judged)),
    )


def _rule(judged: Candidate) -> str:
    return "light.rule_nothing" if judged.learns_nothing else "light.rule_history" if judged.reach else "light.rule"


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


def choice(findings: Findings) -> Told | None:
    """The choice: which, its place, why; and what speaks against it, where it was asked about."""
    record = findings.record
    taken = findings.chosen
    if taken is None:
        return None
    ranks, because = findings.ranking, record.text("solutions.2.because")
    own = next((one for one in ranks if one.name == taken.slot), None)
    place = _place_of(findings, taken.slot, own)
    against = tuple(_against(findings, EXPLAINED))
    turns = tuple(_overtaken(record, own, ranks, is_red=taken.lights.one is Light.RED))
    return Told(
        verdict=sentence(
            "choice.verdict", name=taken.name, place=place, light=_light(taken, of_old=record.catalog.of_old)
        ),
        lines=(
            *([Line(sentence("choice.because"), shortened(because, 240))] if because else []),
            *against,
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
        "light": _lights(chosen.possible)
        if len(chosen.possible) > 1
        else Sentence(_named(chosen.light, of_old=report.decision.of_old)),
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
    return _apart(best.name, best.cell != "nothing", sheet, judged.currency)


def _apart(name: str, learns: bool, sheet: Mapping[str, float], currency: str) -> Sentence | str:
    """The sums are of the sheet's ways: a way without machine learning is the only kind that learns nothing."""
    others = [npv for way, npv in sheet.items() if way != need.ML]
    ml = sheet.get(need.ML)
    if ml is None or not others or (ml > max(others)) == learns:
        return ""
    values = {
        "name": name,
        "learns": learns,
        "ml": money(ml, currency),
        "low": money(min(others), currency),
        "high": money(max(others), currency),
        "loses": min(others) < 0,
        "one": len(others) == 1,
    }
    return Sentence("choice.apart_report", values)


def _money_apart(findings: Findings) -> Iterator[Line]:
    """The same where the ranking is shown."""
    ranks = findings.ranking
    if findings.record.catalog.of_old or not ranks:
        return
    first = next(one for one in findings.candidates if one.slot == ranks[0].name)
    sheet = {row.way: row.npv for row in findings.need_now.ledger}
    said = _apart(first.name, not first.learns_nothing, sheet, findings.record.text("need.4.currency"))
    if isinstance(said, Sentence):
        yield Line(sentence("choice.apart_name"), spoken(said))


def _first_of_them(report: Report) -> Sentence | str:
    """What comes before the one that was taken: its name, and whether it learns anything at all."""
    ranked = [one for one in report.candidates if one.rank]
    if report.choice is None or report.choice.place in (None, 1) or not ranked or report.decision.of_old:
        return ""
    best = max(ranked, key=lambda one: one.rank.rice if one.rank else 0.0)
    return Sentence("choice.behind_report", {"name": best.name, "learns": best.cell != "nothing"})


# ---- one candidate


def _rows(verdict: Feasibility) -> str:
    missing = [f"{question}_missing" for question in verdict.missing]
    return listed([sentence(f"feasible.{row}") for row in dict.fromkeys((*verdict.rows, *missing))])


def _named(light: Light, *, of_old: bool) -> str:
    """Under which key a light has its words; an old record keeps those it had."""
    return "light.amber_of_old" if of_old and light is Light.AMBER else f"light.{light}"


def _light(judged: Candidate, *, of_old: bool) -> str:
    """The light; while something is not known, those it may turn out."""
    if judged.lights.one:
        return sentence(_named(judged.lights.one, of_old=of_old))
    return _lights(judged.lights.verdicts)


def _lights(possible: Sequence[Light]) -> str:
    """Those it may turn out: “open, it may turn out red or amber”."""
    return sentence("light.open", lights=[sentence(f"light.short_{light}") for light in possible])


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
    )
    yield Line(sentence("choice.value"), said)


# ---- its history


def _reach_lines(reach: Reached | None) -> Iterator[Line]:
    if reach is None:
        return
    verdict = reach.verdict
    said = sentence(f"reach.{verdict.reach}", points=verdict.points)
    yield Line(sentence("reach.name"), f"{said} {_at(reach)}".strip())
    if guess := _guess(reach):
        yield Line(sentence("reach.next"), guess)
    for warning in verdict.warnings:
        yield Line(sentence("reach.careful"), sentence(f"reach.warn_{warning}"))


def _at(reach: Reached) -> str:
    """The interval on the day, beside what is needed."""
    verdict = reach.verdict
    if verdict.low is None or verdict.high is None:
        return ""
    return sentence(
        "reach.at",
        metric=reach.metric,
        when=when(reach),
        dated=reach.by is not None,
        low=level(verdict.low, reach.unit),
        high=level(verdict.high, reach.unit),
        target=level(reach.history.target, reach.unit),
    )


def when(reach: Reached) -> str:
    """The target's day, or its place on the scale of the history."""
    return dated(reach.by) if reach.by else level(reach.history.at)


def _guess(reach: Reached) -> str:
    """What the team expected next, beside what the curve says for about that time."""
    expected = _next_middle(reach)
    if reach.guess is None or expected is None:
        return ""
    return sentence("reach.guess", guess=level(reach.guess, reach.unit), curve=level(expected, reach.unit))


def _next_middle(reach: Reached) -> float | None:
    """The curve's middle one usual step after the last measurement, or on the target's day if that comes first."""
    times, curve = sorted(reach.history.times), reach.verdict.curve
    if len(curve) < 2 or len(times) < 2:
        return None
    step = (times[-1] - times[0]) / (len(times) - 1)
    at = min(times[-1] + step, reach.history.at)
    return min(curve, key=lambda point: abs(point[0] - at))[2]


def _reach_changes(reach: Reached | None) -> Iterator[str]:
    if reach is None:
        return
    if (up_to := reach.verdict.reachable_up_to) is not None:
        yield sentence("reach.up_to", value=level(up_to, reach.unit))
    if (beyond := reach.verdict.unreachable_from) is not None:
        yield sentence("reach.from", value=level(beyond, reach.unit))
    yield sentence("reach.unforeseen")


# ---- side by side


def _beside(findings: Findings, candidate: Candidate, rank: Ranked | None) -> str:
    """What speaks against it where something does; of a green one, that its target is reachable."""
    sure = candidate.lights.one
    light, green = sentence(f"light.short_{sure or Light.UNKNOWN}"), sure is Light.GREEN
    place = _place_of(findings, candidate.slot, rank)
    target = sentence(f"reach.short_{candidate.reach.verdict.reach}") if candidate.reach and green else ""
    return sentence(
        "choice.line", light=light, rows="" if green else _rows(candidate.feasibility), place=place, target=target
    )


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


def _beside_named(findings: Findings, rank: Ranked) -> str:
    name = findings.record.text(f"solutions.1.{rank.name}")
    return sentence("choice.row", name=name, place=_place_of(findings, rank.name, rank))


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


def _against(findings: Findings, clashes: tuple[str, ...]) -> Iterator[Line]:
    """What spoke against it, and the reason somebody gave."""
    for clash, words in explained(findings, clashes):
        yield Line(sentence(f"against.{clash}"), words)
