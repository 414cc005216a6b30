"""The thirty mini-projects, each played once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from practice.counsel.playing import Played, play
from practice.counsel.projects import Project, read

PROJECTS: dict[str, Project] = {
    path.stem: project for path, project in read(Path(__file__).parents[3] / "examples" / "counsel")
}


@pytest.fixture(scope="session")
def played() -> Callable[[str], Played]:
    """What came of a mini-project, by the name of its file."""
    return cache(lambda name: play(PROJECTS[name]))
