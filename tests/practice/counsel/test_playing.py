"""What is objected to a mini-project is what it deserves; what it does not say draws nothing."""

from collections.abc import Callable

import pytest

from dialogs.catalog import Level
from practice.counsel.playing import Drawn, Played, play
from practice.counsel.projects import Project
from practice.counsel.scores import Scored
from tests.practice.counsel.conftest import PROJECTS


def bare(track: str, **answers: str) -> Project:
    said = {path.replace("__", "."): words for path, words in answers.items()}
    return Project.model_validate({"title": "Bare", "about": "", "track": track, "sound": True, "answers": said})


@pytest.mark.parametrize(
    ("project", "ending"),
    [
        (bare("director"), "approved_ml"),
        (bare("full"), "approved_ml"),
        (bare("director", exam__2__simpler="software"), "no_ai"),
        (bare("full", need__5__simpler="process"), "no_ai"),
    ],
)
def test_what_nobody_says_draws_nothing(project: Project, ending: str) -> None:
    played = play(project)

    assert (played.ending, played.drawn) == (ending, ())


@pytest.mark.parametrize("name", PROJECTS)
def test_a_mini_project_is_objected_to_as_it_deserves(name: str, played: Callable[[str], Played]) -> None:
    scored = Scored(PROJECTS[name], played(name))
    notes = {one.rule for one in scored.played.drawn if one.level is Level.NOTE}

    assert (scored.missed, {one.rule for one in scored.false_alarms}) == ({}, set())
    assert set(PROJECTS[name].notes) <= notes


def test_an_entry_is_heard_as_in_slack() -> None:
    unknown = play(bare("full", eval__6__case="12 / ? / 10", labels__2__kappa="not measured", data__3__origin="judged"))

    assert {one.rule for one in unknown.drawn} == {"price_of_mistakes", "made_up"}


def test_what_there_was_no_room_to_ask_goes_to_the_director(played: Callable[[str], Played]) -> None:
    assert [one.rule for one in played("complaints-board").drawn if one.late] == ["past_as_truth"]


def test_stops_come_before_what_holds_the_signature_and_that_before_notes(played: Callable[[str], Played]) -> None:
    levels = [one.level for one in played("letting-agency").drawn]

    assert levels == sorted(levels, key=list(Level).index)
    assert isinstance(played("letting-agency").drawn[0], Drawn)
