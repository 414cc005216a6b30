"""Where every id of the curriculum has its home, and which test shows it there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from ruamel.yaml import YAML

from dialogs.catalog.sheets import CURRICULUM
from dialogs.catalog.whole import Catalog


class Item(NamedTuple):
    """A line of the curriculum: Q question, F follow-up, R rule, T table, P picture, S sequence, G guidance, D, X."""

    id: str
    type: str
    says: str


class Home(NamedTuple):
    """Where an id lives, a part of the catalogue or a file of the code, and the test that shows it there."""

    where: str
    test: str

    @property
    def file(self) -> str:
        """The file of a home in code; empty for one in the catalogue."""
        return self.where.partition(": ")[2]


class Row(NamedTuple):
    """An id with all its homes."""

    item: Item
    homes: tuple[Home, ...]


def rows(catalog: Catalog) -> list[Row]:
    """The whole curriculum, each id with its homes in a catalogue and in the code."""
    in_catalog = catalog.sources
    return [
        Row(item, (*_in_catalog(in_catalog.get(item.id, ())), *HOMES.get(item.id, ())))
        for item in curriculum().values()
    ]


def homeless(catalog: Catalog) -> list[str]:
    """The ids nothing asks, applies or draws."""
    return [row.item.id for row in rows(catalog) if not row.homes]


@cache
def curriculum() -> Mapping[str, Item]:
    """Every id, in its order."""
    text = (resources.files("dialogs") / "catalog" / CURRICULUM).read_text("utf-8")
    listed = YAML(typ="safe").load(text)["curriculum"]
    return {id: Item(id, type, says) for id, (type, says) in listed.items()}


def _in_catalog(names: tuple[str, ...]) -> Iterator[Home]:
    """The homes in a catalogue; what is asked of each candidate is one of them."""
    for name in dict.fromkeys(re.sub(r"^candidate_[a-z]\.", "candidate_*.", name) for name in names):
        kind = name.partition(" ")[0] if " " in name else "question"
        yield Home(name, SHOWN_BY[kind])


SHOWN_BY: Mapping[str, str] = {
    "question": "tests/practice/rehearsal/test_examples.py",
    "stage": "tests/dialogs/flow/test_stages.py",
    "follow-up": "tests/dialogs/answers/test_evidence.py",
    "contradiction": "tests/dialogs/findings/test_contradictions.py",
    "objection": "tests/dialogs/findings/objections/test_examples.py",
    "case": "tests/dialogs/catalog/test_reading.py",
}
"""Tests that go through all of a kind: every question is seen asked, every follow-up drawn, every clash found."""

_NEED = Home("verdict: dialogs/verdicts/need.py", "tests/dialogs/verdicts/test_need.py")
_FEASIBILITY = Home("verdict: dialogs/verdicts/feasibility.py", "tests/dialogs/verdicts/test_feasibility.py")
_VALUE = Home("verdict: dialogs/verdicts/value.py", "tests/dialogs/verdicts/test_value.py")
_REACHABLE = Home("verdict: dialogs/verdicts/reachability", "tests/dialogs/verdicts/test_reachability.py")
_LABELS = Home("verdict: dialogs/verdicts/labels.py", "tests/dialogs/verdicts/test_labels.py")
_RISKS = Home("verdict: dialogs/verdicts/risks.py", "tests/dialogs/verdicts/test_risks.py")
_MLOPS = Home("verdict: dialogs/verdicts/mlops.py", "tests/dialogs/verdicts/test_mlops.py")
_MONEY = Home("verdict: dialogs/verdicts/business_case.py", "tests/dialogs/verdicts/test_business_case.py")
_TIME = Home("verdict: dialogs/verdicts/estimates.py", "tests/dialogs/verdicts/test_estimates.py")
_READINESS = Home("verdict: dialogs/verdicts/readiness.py", "tests/dialogs/verdicts/test_readiness.py")
_PULSE = Home("pulse: dialogs/flow/pulse.py", "tests/dialogs/flow/test_pulse.py")
_CASH_FLOW = Home("picture: bot/pictures/cash_flow.py", "tests/bot/pictures/test_pictures.py")
_HEAT_MAP = Home("picture: bot/pictures/heat_map.py", "tests/bot/pictures/test_pictures.py")
_CURVE = Home("picture: bot/pictures/reachability.py", "tests/bot/pictures/test_pictures.py")
_RISK_MATRIX = Home("picture: bot/pictures/risk_matrix.py", "tests/bot/pictures/test_pictures.py")
_TIMELINE = Home("picture: bot/pictures/timeline.py", "tests/bot/pictures/test_pictures.py")
_VALUE_MAP = Home("picture: bot/pictures/value_map.py", "tests/bot/pictures/test_pictures.py")
_VISUAL = Home("drawing in the report's page: bot/report/drawings.py", "tests/bot/report/test_drawings.py")
_ORDER = Home("order of the stages: dialogs/flow/stages.py", "tests/dialogs/flow/test_stages.py")
_RULE = Home("condition: dialogs/record/record.py", "tests/dialogs/flow/test_conditions.py")

HOMES: Mapping[str, tuple[Home, ...]] = {
    **dict.fromkeys(("S0.fig.1", "S0.fig.2", "S0.fig.3", "S0.fig.4", "S0.fig.5", "S0.fig.6", "S1.fig"), (_VISUAL,)),
    "S4.cost": (_MONEY, _RULE),
    "S4.stage.1": (_ORDER,),
    "S4.persona": (Home("roles: dialogs/scoping/permissions.py", "tests/dialogs/scoping/test_permissions.py"),),
    "S4.exam.rule": (_RULE,),
    "S4.mlops.1": (_MLOPS,),
    "S4.mlops.2": (_MLOPS,),
    "S4.mgmt.2": (_MONEY, _CASH_FLOW),
    "S4.mgmt.retake": (Home("second wording: dialogs/catalog/reading.py", "tests/dialogs/catalog/test_reading.py"),),
    "S4.change.0": (_READINESS, _PULSE, _HEAT_MAP),
    "S4.close.1": (Home("revising: dialogs/scoping/scoping.py", "tests/dialogs/scoping/test_revising.py"),),
    "S0.need.rule": (_NEED,),
    "S0.need.3": (_NEED,),
    "S0.impact.2": (_RISKS,),
    "S0.time.1": (_TIME, _TIMELINE),
    "S0.risk.1": (_RISKS, _RISK_MATRIX),
    "S0.risk.2": (_RISKS,),
    "S2.mind": (_MLOPS,),
    "S2.life": (_ORDER,),
    "S2.proc.3": (_FEASIBILITY, _VALUE, _VALUE_MAP),
    "S2.feas.T": (_FEASIBILITY,),
    "S2.feas.hlp": (_FEASIBILITY,),
    "S2.feas.hist": (_REACHABLE,),
    "S2.feas.P": (_REACHABLE, _CURVE),
    "S2.val.1": (_VALUE,),
    "S2.val.2": (_VALUE,),
    "S2.proc.4": (_TIME, _TIMELINE),
    "S3.biz.2": (_ORDER,),
    "S3.life": (_ORDER,),
    "S3.feas.1": (_FEASIBILITY,),
    "S3.feas.2": (_FEASIBILITY,),
    "S3.label.1": (_LABELS,),
}
"""Homes in the code: what it is there, and the file."""
