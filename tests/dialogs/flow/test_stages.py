"""The table, the machine and `may` say the same, and the copy of the diagram in the docs is the table's."""

from pathlib import Path

import pytest

from dialogs.catalog import shipped
from dialogs.catalog.tracks import ENDINGS
from dialogs.errors import NotNow
from dialogs.findings import Findings
from dialogs.flow import diagram, stages
from dialogs.flow.conditions import CONDITIONS
from dialogs.flow.stages import Row, table
from tests.play import accept_all, answer_stage, fresh, reach

STAGES = tuple(shipped().on("director").stages)
TABLE = table(STAGES)
DOCS = Path(__file__).parents[3] / "docs" / "lifecycle.md"
WAYS = [
    {},
    {"requests": 10.0, "staff": 480.0, "retraining": "rarely"},
    {"kind": "one_off", "requests": 10.0, "staff": 480.0, "retraining": "rarely"},
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.trigger} {row.source} to {row.dest}")
def test_every_row_names_stages_and_a_condition_that_exist(row: Row) -> None:
    assert row.source in STAGES
    assert row.dest in {*STAGES, *ENDINGS}
    assert row.condition in CONDITIONS


def test_every_stage_is_in_the_catalogue_and_in_a_track_in_the_same_order() -> None:
    assert shipped().tracks["director"].stages == STAGES


def test_every_stage_can_be_entered_and_left_and_every_ending_reached() -> None:
    reached = {row.dest for row in TABLE} | {STAGES[0]}

    assert reached == {*STAGES, *ENDINGS}
    assert {row.source for row in TABLE} == set(STAGES)


@pytest.mark.parametrize("way", WAYS, ids=["mlops", "by hand", "one-off"])
def test_may_and_the_machine_agree_at_every_stage_of_every_way(way: dict[str, object]) -> None:
    for stage in ("exam", "mlops", "report"):
        for trigger in ("next", "sign", "reject", "cancel", "not_yet"):
            scoping = reach(stage, **way)
            allowed = stages.may(Findings(scoping), trigger)

            if allowed:
                stages.advance(Findings(scoping), trigger)
                assert scoping.stage != stage
            else:
                with pytest.raises(NotNow):
                    stages.advance(Findings(scoping), trigger)


@pytest.mark.parametrize("way", WAYS, ids=["mlops", "by hand", "one-off"])
def test_at_most_one_row_of_a_trigger_holds(way: dict[str, object]) -> None:
    for stage in ("exam", "mlops", "report"):
        scoping = reach(stage, **way)
        for trigger in ("next", "sign", "reject", "cancel", "not_yet"):
            holding = [row for row in TABLE if (row.trigger, row.source) == (trigger, stage)]

            assert sum(CONDITIONS[row.condition](Findings(scoping)) for row in holding) <= 1


def test_a_failed_condition_names_what_is_missing() -> None:
    scoping = fresh()

    with pytest.raises(NotNow) as refused:
        stages.advance(Findings(scoping), "next")

    assert refused.value.sentence.key == "not_now.missing"
    assert "The problem" in refused.value.sentence.values["missing"]  # type: ignore[operator]


@pytest.mark.parametrize("trigger", ["sign", "fly"])
def test_a_wrong_stage_and_an_unknown_trigger_are_refused_alike(trigger: str) -> None:
    with pytest.raises(NotNow) as refused:
        stages.advance(Findings(fresh()), trigger)

    assert refused.value.sentence.key == "not_now.stage"


def test_moving_does_not_need_a_machine_per_scoping() -> None:
    one, other = fresh(), fresh()
    answer_stage(one)
    accept_all(one)

    assert (one.stage, other.stage) == ("mlops", "exam")


@pytest.mark.parametrize("track", shipped().tracks)
def test_the_diagrams_in_the_docs_are_the_tables(track: str) -> None:
    assert f"```mermaid\n{diagram.diagram(track)}```" in DOCS.read_text("utf-8")


def test_the_diagram_shows_every_move_and_what_every_stage_allows_once() -> None:
    edges = [line.strip() for line in diagram.diagram().splitlines() if "-->" in line]

    for everywhere in ("cancelled", "not_yet"):
        assert sum(f"--> {everywhere}:" in edge for edge in edges) == 1
    for row in TABLE:
        assert row.trigger in ("cancel", "not_yet") or any(
            edge.startswith(f"{row.source} --> {row.dest}:") for edge in edges
        )


def test_a_retake_that_is_passed_does_not_end_by_hand() -> None:
    scoping = reach("readiness")

    assert (CONDITIONS["ends_by_hand"](Findings(scoping)), CONDITIONS["ends_with_mlops"](Findings(scoping))) == (
        False,
        True,
    )
