"""A process may be killed at any moment: each file is whole, and what was said to be saved is there."""

import json
import subprocess
import sys


def test_nothing_is_lost_in_a_hundred_and_twenty_kills(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.bot.store.saving", tmp_path / "scopings", "7", "120"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)

    assert counts["kills"] == 120
    assert counts["in_mid_save"] > 0
    assert counts["reported"] > 120
    assert (counts["unreadable"], counts["lost"], counts["unmade"]) == (0, 0, 0)
