"""The tables of the catalogue against the same rules written down once more, for every combination there is."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from dialogs.catalog import Level, Objection, shipped
from dialogs.catalog.objections import Row
from dialogs.findings.objections import fitting
from tests.dialogs.findings.objections.tables import TABLES, Table

RULES = {rule.id: rule for rule in shipped().objections}


def test_every_rule_has_its_table_here() -> None:
    assert list(TABLES) == list(RULES)
    assert {id: set(table.looks) for id, table in TABLES.items()} == {id: set(rule.looks) for id, rule in RULES.items()}


@pytest.mark.parametrize("id", TABLES)
def test_a_table_says_the_same_whatever_the_answers(id: str) -> None:
    table = TABLES[id]
    wrong = [
        (seen, hurting, level, table.level(**seen, hurting=hurting))
        for seen, row in _all_of(RULES[id], table)
        for hurting in (False, True)
        if (level := _level(row, hurting)) is not table.level(**seen, hurting=hurting)
    ]

    assert wrong[:3] == []


@pytest.mark.parametrize("id", TABLES)
def test_every_row_is_reached(id: str) -> None:
    reached = {RULES[id].table.index(row) for _, row in _all_of(RULES[id], TABLES[id])}

    assert reached == set(range(len(RULES[id].table)))


def test_what_hurts_is_never_taken_more_lightly() -> None:
    order = list(Level)

    for rule in RULES.values():
        for row in rule.table:
            assert row.hurting is None or order.index(row.hurting) < order.index(row.level)


def _all_of(rule: Objection, table: Table) -> Iterator[tuple[dict[str, Any], Row]]:
    """Every combination, and the row it falls on."""
    for combination in product(*table.looks.values()):
        seen = dict(zip(table.looks, combination, strict=True))
        yield seen, fitting(rule, {name: _come_to(table, one) for name, one in seen.items()})


def _come_to(table: Table, one: Any) -> tuple[str, ...]:
    return tuple(one) if isinstance(one, frozenset) else (table.seen(one),)


def _level(row: Row, hurting: bool) -> Level:
    return row.hurting if hurting and row.hurting else row.level
