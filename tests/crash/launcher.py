"""A warm parent that has imported the bot once: for each line it reads, it forks a bot and waits until it is gone.

    python -m tests.crash.launcher

A line is JSON, the fields of a Life. The answers are {"pid": …} at once, and {"code": …, "at": …} at the end:
the exit code (negative for a signal) and the crossing at which the bot killed itself, if it did.
It is a program of its own because only a process without threads may fork.
"""

import functools
import json
import os
import sys
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.app import build_app
from bot.commands import run
from bot.commands import run as running
from bot.report import html, markdown
from bot.screens.messages import conversation
from bot.serving import dispatching
from bot.store import opening
from bot.store.postgres import store as database
from bot.store.postgres.leases import SECONDS
from bot.store.tiny import TinyStore
from dialogs.catalog import shipped
from dialogs.findings import Findings
from dialogs.scoping.scoping import start
from tests.crash.crossings import CrossedDisk, Fate, watch_the_database, watch_the_wire
from tests.crash.upgrading import become_the_later_version


@dataclass(frozen=True)
class Life:
    """How one bot is started, and what becomes of it."""

    env: dict[str, str]
    log: str
    http: bool = False
    dies_at: int | None = None
    flush_after: float = 2.0
    slow_disk: float = 0.0
    failing: str = ""
    only: str = ""
    lease: float = SECONDS
    longest_wait: float = dispatching.LONGEST_WAIT
    """How long a delivery may wait at its door for those before it."""
    later: bool = False
    """Whether it is the version after this one."""


def main() -> None:
    _compile()
    died_at: set[str] = set()
    for line in sys.stdin:
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(reading)
            _live(Life(**json.loads(line)), writing, frozenset(died_at))
        os.close(writing)
        _say(pid=pid)
        _, status = os.waitpid(pid, 0)
        with os.fdopen(reading) as report:
            at = report.readline().strip()
        died_at.add(at)
        _say(code=os.waitstatus_to_exitcode(status), at=at)


def _compile() -> None:
    """The catalogue and the report's templates once, before the fork: a life is for living, not for compiling them."""
    begun = start(
        "V0READY",
        team_id="T0",
        channel="C0",
        title="Ready",
        idea="",
        initiator="U0",
        director="U1",
        team=[],
        now=datetime(2026, 3, 2, tzinfo=UTC),
        catalog=shipped(),
    )
    markdown.render(Findings(begun))
    html.render(Findings(begun))
    conversation.snapshot(Findings(begun))


def _say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def _live(life: Life, report: int, died_at: frozenset[str]) -> None:
    """The bot as `scopebot run` has it, in this process; it ends here."""
    code = 1
    try:
        _write_into(Path(life.log))
        fate = Fate(report, life.dies_at, died_at, life.only)
        disk = CrossedDisk(fate.cross, life.slow_disk, life.failing)
        vars(opening)["TinyStore"] = functools.partial(TinyStore, disk=disk)
        if life.later:
            become_the_later_version()
        vars(database)["PostgresStore"] = functools.partial(database.PostgresStore, lease=life.lease)
        vars(running)["build_app"] = functools.partial(build_app, flush_after=life.flush_after)
        vars(dispatching)["LONGEST_WAIT"] = life.longest_wait
        watch_the_wire(fate.cross)
        watch_the_database(fate.cross)
        code = run.run(life.env, http=life.http, port=None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _write_into(log: Path) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(descriptor, stream)


if __name__ == "__main__":
    main()
