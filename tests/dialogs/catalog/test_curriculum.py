"""Every id of the curriculum has a home that exists, and a test that shows it there."""

import re
from pathlib import Path

import pytest

from dialogs.catalog import shipped
from dialogs.catalog.curriculum import HOMES, SHOWN_BY, Row, curriculum, homeless, rows

ROOT = Path(__file__).parents[3]
ROWS = rows(shipped())
IN_CODE = sorted({(id, home) for id, homes in HOMES.items() for home in homes})
TYPES = set("QFRTPSGDX")


def test_every_id_has_a_home() -> None:
    assert homeless(shipped()) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.item.id)
def test_an_id_says_what_it_is_in_a_few_words(row: Row) -> None:
    assert set(row.item.type.split("+")) <= TYPES
    assert 8 < len(row.item.says) <= 60


def test_nothing_has_a_source_or_a_home_that_is_not_in_the_curriculum() -> None:
    assert set(shipped().sources) | set(HOMES) <= set(curriculum())


@pytest.mark.parametrize(("id", "home"), IN_CODE, ids=str)
def test_a_home_in_the_code_exists_and_its_test_knows_it(id: str, home: object) -> None:
    file, test = ROOT / home.file, ROOT / home.test  # type: ignore[attr-defined]
    known = {re.sub(r"[\W_]", "", name).lower() for name in (Path(home.file).stem, id)}  # type: ignore[attr-defined]

    assert file.exists()
    assert test.exists()
    assert any(name in re.sub(r"[\W_]", "", test.read_text("utf-8")).lower() for name in known)


def test_a_home_in_the_catalogue_is_shown_by_a_test_that_goes_through_all_of_its_kind() -> None:
    named = {home for row in ROWS for home in row.homes if not home.file}

    assert {home.test for home in named} <= set(SHOWN_BY.values())
    assert all((ROOT / test).exists() for test in SHOWN_BY.values())


def test_a_question_asked_of_each_candidate_is_one_home() -> None:
    homes = [home.where for row in ROWS for home in row.homes if row.item.id == "S2.val.1"]

    assert homes[0] == "candidate_*.6"


@pytest.mark.parametrize("type", sorted(TYPES))
def test_every_type_of_the_curriculum_is_there(type: str) -> None:
    assert any(type in row.item.type for row in ROWS)
