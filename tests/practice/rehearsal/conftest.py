"""Every example played once, by processes; the tests look at what came of it."""

import asyncio
import pickle
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from practice.rehearsal import rehearse
from practice.rehearsal.case import Act, CaseError, read
from practice.rehearsal.processes import Bot
from practice.rehearsal.rehearse import Performance, perform
from practice.rehearsal.scene import Scene
from practice.rehearsal.transcript import Event
from tests.conftest import EVERYTHING

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SHOP = ROOT / "examples" / "online-shop.yaml"
CHURN = ROOT / "examples" / "full-churn.yaml"


def is_long(path: Path) -> bool:
    """Whether a case walks the full track, from its beginning or later: it takes three times as long to play."""
    return path.stem.startswith("full-")


OVER_HTTP = [ROOT / "examples" / f"{name}.yaml" for name in ("online-shop", "not-yet", "words-alone")]
"""The way over HTTP is the same for all: a whole track, one that comes back later, and one with replies are played."""

TWICE = [SHOP, CHURN] if EVERYTHING else [SHOP]

PLAYS: dict[str, tuple[Path, dict[str, bool]]] = {
    **{path.stem: (path, {}) for path in sorted(EXAMPLES, key=is_long, reverse=True)},
    **{f"{path.stem} over HTTP": (path, {"http": True}) for path in OVER_HTTP},
    **{f"{path.stem} twice": (path, {"twice": True}) for path in TWICE},
}
"""Every example, those that are played over HTTP, and those that are played with every payload delivered twice."""


class Performances:
    """What came of each play, by its name. It is played when a test first asks, once for all workers."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where the workers leave each other what came of a play, or why it failed."""
        self._folder, self._known = folder, dict[str, Performance]()
        folder.mkdir(exist_ok=True)

    def __getitem__(self, name: str) -> Performance:
        if name not in self._known:
            with self._alone(name):
                self._known[name] = self._played(name)
        return self._known[name]

    def all(self) -> list[Performance]:
        """First plays whatever no other worker plays just now."""
        for name in PLAYS:
            with suppress(Timeout), self._alone(name, timeout=0):
                self._played(name)
        return [self[name] for name in PLAYS]

    def steps(self, name: str) -> list[bytes]:
        """The record as it was kept after each act of a play, as its file had it."""
        self[name]
        steps: list[bytes] = pickle.loads(self._steps(name).read_bytes())
        return steps

    def _steps(self, name: str) -> Path:
        return self._folder / f"{name}.steps"

    def _alone(self, name: str, timeout: float = -1) -> FileLock:
        return FileLock(self._folder / f"{name}.lock", timeout=timeout)

    def _played(self, name: str) -> Performance:
        kept, failed = self._folder / f"{name}.pickle", self._folder / f"{name}.failed"
        if not kept.exists() and not failed.exists():
            path, how = PLAYS[name]
            try:
                with _keeping_steps() as steps:
                    kept.write_bytes(pickle.dumps(_quiet(asyncio.run(perform(read(path), **how)))))
                self._steps(name).write_bytes(pickle.dumps(steps))
            except CaseError as error:
                failed.write_text(str(error), "utf-8")
        if failed.exists():
            pytest.fail(f"{name}: {failed.read_text('utf-8')}", pytrace=False)
        performance: Performance = pickle.loads(kept.read_bytes())
        return performance


@contextmanager
def _keeping_steps() -> Iterator[list[bytes]]:
    """The files of the bot's folder after each act, the last as they were when all of it was shown."""
    steps: list[bytes] = []
    played = rehearse._played

    async def watched(scene: Scene, bot: Bot, act: Act) -> None:
        await played(scene, bot, act)
        steps.extend(file.read_bytes() for file in sorted(bot.data.glob("*.json")))

    rehearse._played = watched
    try:
        yield steps
    finally:
        rehearse._played = played


def _quiet(performance: Performance) -> Performance:
    """The same without the printer, which is this process's alone."""
    return replace(performance, transcript=replace(performance.transcript, tell=_unheard))


def _unheard(event: Event) -> None:
    """Nobody listens any more."""


@pytest.fixture(scope="session")
def performances(shared: Path) -> Performances:
    return Performances(shared / "performances")


@pytest.fixture
def shop(performances: Performances) -> Performance:
    return performances["online-shop"]


@pytest.fixture
def churn(performances: Performances) -> Performance:
    return performances["full-churn"]
