"""make bench: what a whole answer costs against bare Bolt with the same deliveries and calls, on both tracks.

An answer is all of it: the press, its window, the sending, the save, the edits, the next question, the card, and the
save of what Slack shows then. Counted is the CPU of the bot's own process. A bare, tuned Bolt is then given the very
same deliveries, and makes the very same calls for each. Pictures are left out of both (what they take is told apart).
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median

from bench.canned import Canned
from bench.starting import ready
from bench.stored import fill
from bench.track import Bot, Json, Took, Watch
from bot.packaged import packaged
from bot.store.documents import Documents
from bot.store.safe_file import Disk
from dialogs.scoping.scoping import Scoping
from practice.client import Slack
from practice.slack.server import Practice
from tests.bot.test_full_track import answers_until
from tests.team import Team

STORED = (10, 1000, 10_000)
TRACKS = ("director", "full")
PLAYS = 3
"""How often each track is played; the first time warms both bots up, and of the others the median counts."""
ENDS = 4
"""How many answers are its beginning, and how many its end."""


async def main() -> None:
    """Prints tables; asserts nothing."""
    stored = [int(number) for number in sys.argv[1:]] or list(STORED)
    print(f"{'ms of CPU for one answer':26}{'ours':>21}{'bare':>24}{'ratio':>21}")
    print(f"{'':26}" + f"{'all':>8}{'first':>8}{'last':>8}" * 3 + "   saves  fsyncs")
    for count in stored:
        for track in TRACKS:
            await _compare(track, count)
    await _pictures()
    await ready()


async def _compare(track: str, stored: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        plays = await _played(track, stored, Path(name) / "data", "words")
        bare = await _bare(plays, Path(name) / "script.json")
    ours = _typical(plays)
    theirs = _typical(bare)
    row = [_mean(part) for part in (*_parts(ours), *_parts(theirs))]
    ratios = [ours / bare for ours, bare in zip(row[:3], row[3:], strict=True)]
    saves, fsyncs = (sum(getattr(one, what) for one in plays[-1]) / len(plays[-1]) for what in ("saves", "fsyncs"))
    figures = "".join(f"{ms:8.1f}" for ms in row) + "".join(f"{ratio:8.2f}" for ratio in ratios)
    print(f"{track:9}{stored:7,} stored  {figures}   {saves:5.1f}  {fsyncs:6.1f}", flush=True)


def _parts(answers: Sequence[float]) -> tuple[Sequence[float], Sequence[float], Sequence[float]]:
    return answers, answers[:ENDS], answers[-ENDS:]


def _mean(milliseconds: Sequence[float]) -> float:
    return sum(milliseconds) / len(milliseconds)


def _typical(plays: Sequence[Sequence[Took]]) -> list[float]:
    """Of each answer, the median over the plays after the first."""
    return [median(one.cpu for one in each) for each in zip(*plays[1:], strict=True)]


async def _played(track: str, stored: int, folder: Path, shows: str, plays: int = PLAYS) -> list[list[Took]]:
    """The answers of each play."""
    fill(folder, stored)
    async with (
        Practice.started(packaged("manifest.yml")) as practice,
        Slack(practice.url) as slack,
        Bot.started("ours", practice.url, str(folder), shows) as bot,
    ):
        return [await _play(track, number, practice, slack, bot, folder) for number in range(plays)]


async def _play(track: str, number: int, practice: Practice, slack: Slack, bot: Bot, folder: Path) -> list[Took]:
    """A track from its first question to the report; a channel for each play, so that a thread is found by its own."""
    team = Team(slack, bot.settled, channel=("#churn", "#shop")[number % 2])
    watch = Watch(practice, bot, team.settle)
    answers_next = team.answers_next
    team.answers_next = lambda **over: watch.of(answers_next(**over))  # type: ignore[method-assign]
    known = _ids(folder)
    await team.start(f"Scoping {number}", track=track)
    (id,) = _ids(folder) - known
    kept = _Kept(folder, id)
    await answers_until(team, kept, "readiness")  # type: ignore[arg-type]
    for line in range(1, 8):
        await watch.of(_line(team, line))
    if track == "full":
        await team.ana.presses("We have talked it over", on=await team.message("turn:pulse:1"))
    await team.settle()
    await answers_until(team, kept, "report")  # type: ignore[arg-type]
    await team.ivo.presses("Sign off", on=await team.with_button("Sign off"))
    await team.settle()
    return watch.answers


def _ids(folder: Path) -> set[str]:
    return {file.stem for file in folder.glob("*.json")}


async def _line(team: Team, line: int) -> None:
    await team.mia.presses("Answer", on=await team.message("turn:readiness:1"), block_id=f"line:change.{line}")
    await team.fill_in(team.mia)


class _Kept:
    """One scoping as it is kept, looked at from beside the bot."""

    def __init__(self, folder: Path, id: str) -> None:
        self._load = partial(Documents(folder, Scoping, Disk()).load, id)

    async def scoping(self) -> Scoping:
        return self._load()


async def _bare(plays: Sequence[Sequence[Took]], script: Path) -> list[list[Took]]:
    """What the same takes a bare bot."""
    _write(script, [step for play in plays for answer in play for step in answer.deliveries])
    async with Canned.started() as slack, Bot.started("bare", slack.url, str(script)) as bot:
        return [[await _replayed(answer, slack, bot) for answer in play] for play in plays]


def _write(script: Path, steps: Sequence[Json]) -> None:
    """What a bare bot is told to do for each interaction, in their order."""
    script.write_text(json.dumps([step for step in steps if step["kind"] == "interactive"]))


async def _replayed(answer: Took, slack: Canned, bot: Bot) -> Took:
    before = await bot.counted()
    for step in answer.deliveries:
        await slack.deliver(step)
        await bot.settled() if step["kind"] == "interactive" else None
    return Took((await bot.counted())["cpu"] - before["cpu"])


async def _pictures() -> None:
    """What the process holds after a whole track with pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        fill(folder, STORED[0])
        async with (
            Practice.started(packaged("manifest.yml")) as practice,
            Slack(practice.url) as slack,
            Bot.started("ours", practice.url, str(folder), "pictures") as bot,
        ):
            before = await bot.resident()
            await _play("full", 0, practice, slack, bot, folder)
            after = await bot.resident()
    print(f"resident memory: {before:.0f} MiB when ready, {after:.0f} MiB after a full track with pictures")


if __name__ == "__main__":
    asyncio.run(main())
