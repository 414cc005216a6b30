"""Opens practice workspaces, each in a process of its own, from one process that has imported everything before."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FORKS = """
import json, os, signal, sys
from datetime import datetime
from pathlib import Path
import practice.page.serving
from practice.demo.demo import Options, demo

def opened(out, begins, data, **given):
    child = os.fork()
    if child == 0:
        os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT), 1)
        os._exit(demo(Options(data=Path(data), begins=datetime.fromisoformat(begins), browser=False, **given)))
    return child

def closed(process):
    os.kill(process, signal.SIGTERM)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

for line in sys.stdin:
    act, given = json.loads(line)
    print({"opened": opened, "closed": closed}[act](**given), flush=True)
"""


class Launcher:
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", FORKS], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        atexit.register(self._process.communicate)

    def opened(self, **options: Any) -> int:
        """The process of a workspace that writes to the file `out` where it can be found."""
        return self._ask("opened", options)

    def closed(self, process: int) -> int:
        """Its exit code, once it has been told to stop."""
        return self._ask("closed", {"process": process})

    def _ask(self, act: str, given: dict[str, Any]) -> int:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([act, given]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@cache
def launcher() -> Launcher:
    return Launcher()
