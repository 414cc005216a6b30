"""Four mini-projects through the real bot, in the practice Slack: the same is objected there, and it ends the same."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from practice.counsel.playing import WORDS, Played, Step
from practice.counsel.projects import Project
from practice.rehearsal.case import FINE, Case, Script
from practice.rehearsal.rehearse import perform
from tests.practice.counsel.conftest import PROJECTS

DIRECTOR, TEAM = "Ivo", "Ana"


@pytest.mark.process
@pytest.mark.parametrize("name", ["plant-nursery", "holiday-camp", "letting-agency"])
def test_in_slack_it_goes_the_same_way(name: str, played: Callable[[str], Played]) -> None:
    scoping = asyncio.run(perform(script(PROJECTS[name], played(name)))).scoping

    put = [(one.name.partition("@")[0], one.level, one.ask) for one in scoping.raised]
    assert sorted(put) == sorted((one.rule, one.level, one.ask) for one in played(name).put)
    assert scoping.ending is not None
    assert scoping.ending.outcome == played(name).ending


def script(project: Project, played: Played) -> Script:
    """A case of all that was done, with the words that were typed."""
    acts = [act for step in played.steps for act in _acts(step)]
    case = Case.model_validate(
        {
            "title": project.title,
            "idea": project.about[:200],
            "track": project.track,
            "initiator": TEAM,
            "director": DIRECTOR,
            "ends": played.ending,
            "acts": acts,
        }
    )
    return Script(Path(project.title), case, tuple(range(len(acts))))


def _acts(step: Step) -> Iterator[Mapping[str, Any]]:
    if step.verb == "answers":
        one = len(step.entries) == 1
        typed = next(iter(step.entries.values())) if one else step.entries
        yield {"who": TEAM, "answers": step.item, "with": typed, "then": [FINE] * len(step.asked_on)}
    elif step.verb in ("accepts", "signs"):
        yield {"who": DIRECTOR, step.verb: "all" if step.verb == "accepts" else "report"}
    else:
        yield {"who": TEAM, step.verb: step.item, "because": WORDS}
