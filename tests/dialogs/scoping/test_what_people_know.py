"""Each input is known, not known until a day, never measured, or left for later: the people can drive it to the end."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from random import Random

import pytest

from bot.report import html, markdown
from bot.screens.messages import conversation
from dialogs import report
from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.catalog import Kind
from dialogs.catalog.tracks import ENDINGS
from dialogs.findings import Findings
from dialogs.findings.money import FIGURES
from dialogs.findings.plan import PHASES
from dialogs.record.parts import Answer, Entry, Unknown
from dialogs.record.record import Record
from dialogs.report import published
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts import optimism
from dialogs.verdicts.partial import risks as partial_risks
from dialogs.verdicts.partial.business_case import Limit, NotReckoned
from tests.dialogs.scoping.half_knowing import NUMBERS, World, played
from tests.play import ANA, GOOD, MONDAY, fresh
from tests.sums import twice, unlisted

FULL = bool(os.environ.get("SCOPEBOT_TEST_FULL"))
SEEDS = range(18)
LOOKS = 1
"""How often on its way a scoping is looked at whole; its end apart."""


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_known_the_people_can_drive_it_to_its_end(seed: int) -> None:
    world, chance = World(seed), Random(seed)
    for scoping in played(world):
        somebody_is_called(scoping, world)
        if scoping.ending or chance.random() < LOOKS / 40:
            is_shown(scoping)

    assert scoping.ending is not None
    assert scoping.ending.outcome in set(ENDINGS) - {"cancelled", "not_yet"}
    assert not scoping.parked


def somebody_is_called(scoping: Scoping, world: World) -> None:
    called = [key for key, item in scoping.items.items() if item.open_call]

    assert bool(called) != bool(scoping.ending), f"{scoping.stage} after {world.acts[-12:]}"


def is_shown(scoping: Scoping) -> None:
    """The thread, the page, the file and the JSON; and in none of them a figure that nobody gave."""
    findings = Findings(scoping)
    printed = json.loads(published.as_json(report.build(findings)))
    shown = [words for message in conversation.messages(findings) for words in words_of(list(message.blocks))]
    shown += [markdown.render(findings), html.render(findings, draw=lambda _: "<svg></svg>")]

    scoping.take_acts()  # of the audit, which keeps them itself

    assert Scoping.model_validate_json(scoping.model_dump_json()) == scoping
    assert [(path, n) for path, n in numbers(printed) if not was_given(findings, path, n)] == []
    assert [words for words in shown if _NOTHING.search(words)] == []
    assert (twice(scoping), unlisted(scoping)) == ([], {})


_NOTHING = re.compile(r"\bNone\b(?! of th|, but|;)|\bnan\b|\blevel [.,]|\{\w[\w.]*\}")
"""What words come to where a value is missing that they were made for."""


def words_of(part: object) -> Iterator[str]:
    """Everything a message's blocks say."""
    if isinstance(part, dict):
        yield from (value for key, value in part.items() if key == "text" and isinstance(value, str))
        yield from (words for value in part.values() for words in words_of(value))
    elif isinstance(part, list):
        yield from (words for one in part for words in words_of(one))


def numbers(part: object, path: str = "") -> Iterator[tuple[str, float]]:
    """Every number in a report's JSON, with where it stands."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from numbers(value, f"{path}.{key}" if path else key)
    elif isinstance(part, list):
        for at, value in enumerate(part):
            yield from numbers(value, f"{path}.{at}")
    elif isinstance(part, (int, float)) and not isinstance(part, bool):
        yield path, float(part)


def was_given(findings: Findings, path: str, number: float) -> bool:
    """Whether a number was given as it is, counts something, or is worked out of what is known alone."""
    worked_out = next((known for pattern, known in WORKED_OUT.items() if re.match(pattern, path)), None)
    return number in given(findings.record) or (worked_out is not None and worked_out(findings, path))


def given(record: Record) -> set[float]:
    """Every number somebody gave, in any answer of theirs, and what the director takes one for."""
    said: set[float] = set()
    for entry in record.entries.values():
        for answer in entry.answers:
            for value in answer.values.values():
                said.update(_numbers_in(value))
    assumed = [float(one.assumes[1]) for one in record.conditions if one.assumes and one.assumes[1].isdigit()]
    return said | set(assumed)


def _numbers_in(value: Value) -> Iterator[float]:
    for one in value if isinstance(value, list) else [value]:
        for cell in str(one).split("\t"):
            if re.fullmatch(r"-?\d+(?:\.\d+)?", cell):
                yield float(cell)


def _always(findings: Findings, path: str) -> bool:
    return True


def _of_the_case(findings: Findings, path: str) -> bool:
    return all(_known(findings, figure) for figure in (*FIGURES, "case.5.horizon", "case.5.rate"))


def _of_the_case_so_far(findings: Findings, path: str) -> bool:
    """Of what is known of the case; a limit alone where one figure is lacking."""
    found = findings.money_so_far
    assert found
    return ".known." in path or len(found.lacking) == 1 or found.limit is not None


def _known(findings: Findings, path: str) -> bool:
    return findings.record.value(path) is not None


def _of_a_way(findings: Findings, path: str) -> bool:
    """Of a way whose sums are all known; beside machine learning, whose are, too."""
    way = findings.need_now.ledger[int(path.split(".")[2])].way
    ways = {way, "ml"} if path.endswith("gap") else {way}
    return all(_has_sums(findings, one) for one in ways)


def _of_what_is_at_once(findings: Findings, path: str) -> bool:
    way, _ = findings.need_now.at_once or ("", 0.0)
    return (
        findings.need_by_case and _known(findings, "case.5.months") and all(_has_sums(findings, w) for w in (way, "ml"))
    )


def _has_sums(findings: Findings, way: str) -> bool:
    return all(_sums(findings, way))


def _sums(findings: Findings, way: str) -> list[bool]:
    """Which of its three sums are known: of machine learning by the case, too, once that is answered."""
    value = findings.record.value(f"need.4.{way}")
    sheet = [number is not None for number in value] if isinstance(value, list) else [False] * 3
    if way != "ml" or not findings.need_by_case:
        return sheet
    case = [_known(findings, figure) for figure in ("case.4.once", "case.4.yearly", "case.2.saving")]
    return [one or other for one, other in zip(sheet, case, strict=True)]


def _of_a_bound(findings: Findings, path: str) -> bool:
    """Of the one sum of a way that nobody knows, beside a way whose sums are all known."""
    bound = findings.ledger_now.bounds[int(path.split(".")[2])]
    return _sums(findings, bound.way).count(False) == 1 and _has_sums(findings, bound.rival)


def _of_a_candidate(findings: Findings, path: str) -> bool:
    candidate = findings.candidates[_place_of_candidate(findings, path)]
    if ".rank." in path:
        return not candidate.rated.missing
    if path.endswith("score"):
        return not candidate.feasibility.missing
    return all(_known(findings, f"candidate_{candidate.slot}.5.{name}") for name in ("history", "target", "by"))


def _place_of_candidate(findings: Findings, path: str) -> int:
    """A report has those alone of which something was answered."""
    answered = [
        at
        for at, one in enumerate(findings.candidates)
        if (entry := findings.record.entries.get(one.asked_in)) and entry.answer
    ]
    return answered[int(path.split(".")[1])]


def _of_the_choice(findings: Findings, path: str) -> bool:
    return bool(findings.ranking) or path.endswith("ranked") or ".between." in path


def _of_the_risks(findings: Findings, path: str) -> bool:
    return bool(findings.named_risks)


def _of_the_plan(findings: Findings, path: str) -> bool:
    optional = {"prepare"}
    return all(_known(findings, f"plan.1.{phase}") for phase in PHASES if phase not in optional)


def _of_a_change(findings: Findings, path: str) -> bool:
    decided = not findings.mlops.missing
    return decided or findings.case_is_made or _of_the_sums_instead(findings, path)


def _of_the_sums_instead(findings: Findings, path: str) -> bool:
    """Of the ledger: what machine learning costs once and a year, and a gap between two ways that are known."""
    return bool(findings.need_now.ledger) or _has_sums(findings, "ml")


WORKED_OUT: Mapping[str, Callable[[Findings, str], bool]] = {
    r"premortem\.\d+\.score$": _always,  # what a line is ranked by
    r"figures\.": _always,  # the same sums by their ids, which tests/sums.py looks at
    r"so_far\.(known|limit|worst|worth)": _of_the_case_so_far,
    r"raised\.\d+\.sources\.\d+\.year$": _always,
    r"decision\.": _always,
    r"evidence\.": _always,
    r"(.+\.)?(problem|\d+)\.earlier": _always,
    r"(verdict\.level|verdict\.inputs\.large_from|verdict\.inputs\.load|possible\.\d+\.level)": _always,
    r"pulse\.": _always,
    r"need\.(horizon|rate)": _always,
    r"need\.ways\.": _of_a_way,
    r"need\.flips\.": lambda findings, path: bool(findings.need_now.ledger),
    r"need\.wait": lambda findings, path: findings.need_by_case and _known(findings, "case.5.months"),
    r"need\.at_once_lead": _of_what_is_at_once,
    r"proof_unpriced$": _always,  # it counts milestones
    r"need\.bounds\.": _of_a_bound,
    r"need\.sheet\.": lambda findings, path: _sums(findings, "ml")[int(path.rpartition(".")[2])],
    r"instead\.horizon": _always,
    r"instead\.": _of_the_sums_instead,
    r"changes\.\d+\.(least|level)": _always,
    r"candidates\.": _of_a_candidate,
    r"choice\.": _of_the_choice,
    r"risks\.(mitigated|at_most)": _of_the_risks,
    r"money\.": _of_the_case,
    r"plan\.": _of_the_plan,
    r"undated\.total": lambda findings, path: _known(findings, "plan.2.milestones"),
    r"changes\.": _of_a_change,
}
"""By where it stands in a report: what has to be known for a number that nobody gave as it is."""


# ---- what remains never grows


@pytest.mark.parametrize("name", ["need", "feasibility", "value", "risks", "uplift", "mlops", "money"])
def test_what_remains_possible_never_grows_as_inputs_arrive(name: str) -> None:
    """Of every verdict, over its own inputs, while no known value is revised."""
    inputs, remaining = VERDICTS[name]
    seeds = range(50 if FULL else 25)
    grown = {seed: paths for seed in seeds if (paths := _grows(inputs, remaining, Random(f"{name}:{seed}")))}

    assert grown == {}
    assert set(VERDICTS) == {"need", "feasibility", "value", "risks", "uplift", "mlops", "money"}


def _grows(inputs: tuple[str, ...], remaining: Callable[[Findings], frozenset[object]], chance: Random) -> list[str]:
    """The inputs up to the one at whose arrival something became possible that was not; nothing where none did."""
    record = fresh(track="full")
    for path in (*BEFORE, *inputs):
        question = path.rpartition(".")[0]
        record.entries.setdefault(question, Entry(answers=[Answer(values={}, author=ANA, at=MONDAY, seq=1)]))
    for path in BEFORE:
        _arrives(record, path, BEFORE[path])
    for path in inputs:
        _answer(record, path).unknowns[path.rpartition(".")[2]] = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY)
    before, arrived = remaining(Findings(record)), []
    for path in chance.sample(inputs, len(inputs)):
        arrived.append(path)
        _arrives(record, path, _drawn(record, path, chance))
        after = remaining(Findings(record))
        if not after <= before:
            return arrived
        before = after
    assert before
    return []


def _answer(record: Record, path: str) -> Answer:
    return record.entries[path.rpartition(".")[0]].answers[-1]


def _arrives(record: Record, path: str, value: Value) -> None:
    answer, field = _answer(record, path), path.rpartition(".")[2]
    answer.unknowns.pop(field, None)
    answer.values[field] = value


def _drawn(record: Record, path: str, chance: Random) -> Value:
    question, _, field = path.rpartition(".")
    asked = record.catalog.questions[question].field(field)
    if asked.kind is Kind.CHOICE:
        return chance.choice(list(asked.options))
    if asked.kind is Kind.RANGE:
        return sorted(chance.choice(NUMBERS) for _ in range(3))
    if asked.kind is Kind.AMOUNTS:
        return [chance.choice(NUMBERS) for _ in asked.parts]
    if asked.kind is Kind.LEVEL:
        return round(chance.uniform(0.3, 0.97), 2)
    if asked.words and chance.random() < 0.3:
        return chance.choice(list(asked.words))
    if asked.kind is Kind.NUMBER:
        return min(asked.max or 1e6, max(asked.min or 0, chance.choice(NUMBERS)))
    return GOOD[question][field]


BEFORE: Mapping[str, Value] = {
    "solutions.1.a": "Churn model",
    "solutions.1.a_cell": "existing_unstructured",
    "solutions.1.b": "Call notes",
    "solutions.1.b_cell": "new_structured",
    "solutions.1.c": "Better rules",
    "solutions.1.c_cell": "new_structured",
    "case.4.platform": "bought",
    **{f"risk.{n}.{name}": GOOD[f"risk.{n}"][name] for n in (1, 2) for name in ("steps", "state")},
}
"""What is known from the first: the candidates' names, and what is done about two of the risks."""


def _whether_it_pays(findings: Findings) -> frozenset[object]:
    reckoned = findings.reckoned
    if isinstance(reckoned, NotReckoned):
        return frozenset([True, False])
    if isinstance(reckoned, Limit):
        return frozenset([True, False] if reckoned.turn else [False])
    return frozenset([reckoned.case.pays])


def _places(findings: Findings) -> frozenset[object]:
    ranges = findings.places.items()
    return frozenset((slot, place) for slot, one in ranges for place in range(one.best, one.worst + 1))


def _severities(findings: Findings) -> frozenset[object]:
    named = findings.named_risks
    return frozenset((one.name, severity) for one in named for severity in partial_risks.possible(one).every)


def _uplifts(findings: Findings) -> frozenset[object]:
    """By thousandths, from the least to the most."""
    least, most = (round(1000 * one.capital) for one in (findings.uplifts.least, findings.uplifts.most))
    assert optimism.CAPITAL.lower * 1000 <= least <= most <= optimism.CAPITAL.upper * 1000
    return frozenset(range(least, most + 1))


CANDIDATES = tuple(f"candidate_{slot}" for slot in "abc")
VERDICTS: Mapping[str, tuple[tuple[str, ...], Callable[[Findings], frozenset[object]]]] = {
    "need": (
        (
            *("need.1.rules", "need.2.scale", "need.3.baseline", "need.5.simpler"),
            *(f"need.4.{way}" for way in ("ml", "software", "process", "people", "buy")),
        ),
        lambda findings: findings.needs.every,
    ),
    "feasibility": (
        (
            *("candidate_a.1.data", "candidate_a.1.method", "candidate_a.2.better", "candidate_a.2.hlp"),
            *("candidate_a.2.target", "candidate_a.5.history", "candidate_a.5.target", "candidate_a.5.by"),
            "candidate_a.5.better",
        ),
        lambda findings: findings.candidates[0].lights.every,
    ),
    "value": (
        tuple(f"{at}.{name}" for at in CANDIDATES for name in ("1.effort", "6.reach", "6.impact", "6.confidence")),
        _places,
    ),
    "risks": (tuple(f"risk.{n}.{name}" for n in (1, 2, 3) for name in ("likelihood", "impact")), _severities),
    "uplift": (
        tuple(f"risk.{n}.{name}" for n in (1, 2, 3) for name in ("likelihood", "impact")),
        _uplifts,
    ),
    "mlops": (
        tuple(f"mlops.1.{name}" for name in ("kind", "requests", "minutes", "staff", "retraining", "pipelines")),
        lambda findings: findings.rulings.every,
    ),
    "money": ((*FIGURES, "case.5.months", "case.5.horizon", "case.5.rate"), _whether_it_pays),
}
"""Each verdict: its inputs, and what can still become of it."""
