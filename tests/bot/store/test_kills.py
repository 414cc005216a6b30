"""A process may be killed at any moment: what is there is whole, and what was said to be saved is there."""

import json
import subprocess
import sys

import pytest


@pytest.fixture(params=["tiny", "postgres"])
def place(request, tmp_path):
    """Where the scopings are kept: a folder, or the address of a database."""
    return tmp_path / "scopings" if request.param == "tiny" else request.getfixturevalue("database")


def test_nothing_is_lost_in_a_hundred_and_twenty_kills(place):
    done = subprocess.run(
        [sys.executable, "-m", "tests.bot.store.saving", place, "7", "120"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)

    assert counts["kills"] == 120
    assert counts["in_mid_save"] > 0 or "://" in str(place)
    assert counts["reported"] > 120
    assert (counts["unreadable"], counts["lost"], counts["unmade"]) == (0, 0, 0)
