"""Each judgement is worked out at most once for a report, and at most once for a look at the whole thread."""

import inspect
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType, ModuleType

import pytest

from bot.report import html, markdown
from bot.screens.messages import conversation
from dialogs import report
from dialogs.catalog.objections import Fact
from dialogs.findings import Findings, candidates, contradictions, mlops, money, need, people, plan, readiness, risks
from dialogs.findings.facts import FACTS
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts import business_case, optimism
from dialogs.verdicts import risks as weighing
from tests.play import reach

JUDGEMENTS: tuple[tuple[ModuleType, tuple[str, ...]], ...] = (
    (need, ("decision", "leaning")),
    (candidates, ("named", "ranking", "challenge")),
    (people, ("role", "law", "agreement")),
    (risks, ("named",)),
    (mlops, ("inputs", "fork")),
    (money, ("inputs",)),
    (plan, ("plan", "milestones")),
    (readiness, ("heat",)),
    (contradictions, ("among",)),
    (business_case, ("stressed", "simulate")),
    (optimism, ("uplift",)),
    (weighing, ("mitigated_share",)),
)
CODES: dict[CodeType, str] = {
    getattr(module, name).__code__: f"{module.__name__}.{name}" for module, names in JUDGEMENTS for name in names
}


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """How often each judgement is worked out meanwhile."""
    calls: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in CODES:
            calls[CODES[frame.f_code]] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(before)


@pytest.fixture(scope="module", params=["director", "full"])
def scoping(request: pytest.FixtureRequest) -> Scoping:
    return reach("report", track=request.param)


LOOKS: dict[str, Callable[[Findings], object]] = {
    "the report": report.build,
    "the page": lambda findings: html.render(findings, draw=lambda _: "<svg></svg>"),
    "the Markdown file": markdown.render,
    "the whole thread": conversation.messages,
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_works_each_judgement_out_at_most_once(scoping: Scoping, look: str) -> None:
    with counted() as calls:
        LOOKS[look](Findings(scoping))

    assert calls
    assert {judgement: times for judgement, times in calls.items() if times > 1} == {}


def test_all_that_findings_hold_is_kept() -> None:
    findings = Findings(reach("report", track="full"))
    names = [name for name, _ in inspect.getmembers(Findings) if not name.startswith("_")]

    assert len(names) > 20
    assert all(getattr(findings, name) is getattr(findings, name) for name in names)


def test_every_fact_a_catalogue_may_ask_for_is_worked_out() -> None:
    assert set(FACTS) == set(Fact)
