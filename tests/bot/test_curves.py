"""Curves are fitted in a process of their own, and come to the same."""

import subprocess
import sys
from dataclasses import replace

import pytest

from bot.curves import fitted_apart
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
