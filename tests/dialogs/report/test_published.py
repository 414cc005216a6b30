"""The report as JSON keeps to its published schema and says what the record says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dialogs import report
from dialogs.findings import Findings
from dialogs.report import published
from tests.bot.report.renew import FILES, SCHEMA
from tests.full_track import approved_mlops, no_ai

OF_0_1_0 = sorted(
    file
    for file in (Path(__file__).parents[2] / "bot" / "store" / "stored_0_1_0" / "golden").glob("*.json")
    if not file.name.endswith(".screens.json")
)


def exported(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(published.as_json(report.build(Findings(FILES[name]()))))
    return found


@pytest.mark.parametrize("name", FILES)
def test_an_exported_report_keeps_to_the_schema(name: str) -> None:
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(exported(name))


def test_the_published_schema_is_fresh() -> None:
    assert SCHEMA.read_text("utf-8") == published.schema()


@pytest.mark.parametrize("file", OF_0_1_0, ids=lambda file: file.stem)
def test_what_0_1_0_exported_keeps_to_it_still(file: Path) -> None:
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(json.loads(file.read_text("utf-8")))


def test_a_report_names_its_schema() -> None:
    assert exported("approved_poc")["schema"] == published.VERSION


def test_a_case_no_saving_could_turn_is_still_json() -> None:
    scoping = approved_mlops()
    scoping.entries["case.5"].answers[-1].values["months"] = [60.0, 72.0, 80.0]

    made = json.loads(published.as_json(report.build(Findings(scoping))))

    assert made["money"]["breakeven_saving"] is None


def test_nobodys_id_is_in_it() -> None:
    made = published.as_json(report.build(Findings(approved_mlops())))

    assert not [word for word in _strings(json.loads(made)) if word.startswith("U0")]


def test_what_was_spared_before_any_candidate_is_from_the_ledger() -> None:
    instead = json.loads(published.as_json(report.build(Findings(no_ai()))))["instead"]

    assert (instead["once"] + instead["yearly"], instead["ml_first_year"], instead["horizon"]) == (25e3, 200e3, 3)
    assert instead["gap"] == pytest.approx(202.9e3, rel=0.01)


def _strings(made: Any) -> Iterator[str]:
    if isinstance(made, str):
        yield made
    for part in made.values() if isinstance(made, dict) else made if isinstance(made, list) else ():
        yield from _strings(part)
