"""Curves are fitted in a process of their own, and come to the same."""

import subprocess
import sys
import time
from dataclasses import replace

import pytest

from bot import apart
from bot.curves import fitted_apart
from bot.listeners import answering
from bot.slack.handles import Handle
from dialogs.findings import Findings, reach
from dialogs.verdicts.reachability import judge
from tests import play

pytestmark = pytest.mark.process

FITS = """
import sys
from bot.curves import fitted_apart
from dialogs.findings import Findings
from tests import play

with fitted_apart():
    reached = [one.reach for one in Findings(play.reach("plan", track="full")).candidates]
    assert any(one and one.verdict.curve for one in reached)
sys.exit("numpy" in sys.modules)
"""


@pytest.fixture
def reached() -> reach.Reached:
    (found,) = (one.reach for one in Findings(play.reach("plan", track="full")).candidates if one.reach)
    return found


def test_a_history_comes_to_the_same_there(reached: reach.Reached) -> None:
    history = replace(reached.history, target=0.987)  # one that nobody has judged yet
    with fitted_apart():
        assert reach._judged(history) == judge(history)


def test_what_cannot_be_judged_there_is_refused_as_it_would_be_here(reached: reach.Reached) -> None:
    with fitted_apart(), pytest.raises(ValueError, match="not after"):
        reach._judged(replace(reached.history, at=reached.history.times[0]))


def test_what_fits_curves_is_not_in_the_process_that_asks() -> None:
    assert subprocess.run([sys.executable, "-c", FITS], check=False).returncode == 0


def test_the_process_is_there_before_a_history_comes(monkeypatch: pytest.MonkeyPatch, reached: reach.Reached) -> None:
    started: list[str] = []
    start = apart._started
    monkeypatch.setattr(apart, "_started", lambda program: [started.append(program), start(program)][1])
    with fitted_apart():
        reach.expect()
        while not started:
            time.sleep(0.01)
        assert reach._judged(replace(reached.history, target=0.9871))
    assert started == ["bot.curves"]


def test_a_window_for_a_history_expects_one() -> None:
    expected: list[str] = []
    scoping = play.reach("plan", track="full")
    with reach.judged_by(judge, lambda: expected.append("a history")):
        for id in ("problem.1", "candidate_a.5"):
            question = scoping.catalog.questions[id]
            answering._answer_view(scoping, Handle(scoping.id, id), [question])
            expected.append(id)
    assert expected == ["problem.1", "a history", "candidate_a.5"]
