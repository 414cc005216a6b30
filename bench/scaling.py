"""make scaling: many teams at once on a folder and at PostgreSQL with one, two and three replicas; a table, a picture.

    python -m bench.scaling [--teams 8] [--acts 5] [--stored 10 1000 10000] [--picture docs/pictures/scaling.png]

Everything is over HTTP, each bot a process of its own. Slack's stand-in, the teams, the database and the bots share
this machine: CPU for an answer is what can be carried to another one, answers a second are this machine's own.
"""

import argparse
import asyncio
import os
import random
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bench.replicas import place
from bench.stored import fill, fill_database
from bot.pictures.page import BLUE, GREEN, GREY, INK, RED
from tests.crash.replicas import Load, loaded, replicas
from tests.postgres import Server, started

STORES = ("a folder", "PostgreSQL, one", "PostgreSQL, two", "PostgreSQL, three")
LOOKS = tuple(zip((INK, BLUE, GREEN, RED), "osD^", strict=True))
STORED = [10, 1000, 10_000]
Loads = dict[tuple[str, int], Load]


class Extent(NamedTuple):
    """How much is played: teams at once, and acts of each."""

    teams: int
    acts: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scaling", description="Many teams at once.")
    parser.add_argument("--teams", type=int, default=8)
    parser.add_argument("--acts", type=int, default=5)
    parser.add_argument("--stored", type=int, nargs="*", default=STORED)
    parser.add_argument("--picture", type=Path)
    args = parser.parse_args()
    loads = asyncio.run(_measured(Extent(args.teams, args.acts), args.stored))
    if args.picture:
        _draw(loads, args.stored, args.picture)


async def _measured(extent: Extent, stored: Sequence[int]) -> Loads:
    print(f"{extent.teams} teams at once; the machine's load was {os.getloadavg()[0]:.1f} before.\n")
    print("| stored | store | answers a second | CPU of the bots, ms an answer | of the database |")
    print("|---|---|---|---|---|")
    loads, server = Loads(), started()
    try:
        for count in stored:
            for replicas_there, name in enumerate(STORES):
                load = loads[name, count] = await _load(server, count, replicas_there, extent)
                told = f"{load.answers / load.seconds:.1f} | {load.bots:.0f} | {load.database:.1f}"
                print(f"| {count:,} | {name} | {told} |", flush=True)
    finally:
        server.remove()
    print(f"\nThe machine's load was {os.getloadavg()[0]:.1f} after.")
    return loads


async def _load(server: Server, stored: int, count: int, extent: Extent) -> Load:
    """Of so many replicas at a database, or of one on a folder."""
    database = await place(server, f"scaling{stored}_{count}") if count else ""
    with tempfile.TemporaryDirectory() as name:
        async with replicas(count or 1, extent.teams * 4, Path(name), database, random.Random(0)) as several:
            family = several.families[0]
            if database:
                await fill_database(database, stored, family.now())
            else:
                fill(family.folder, stored, family.now())
            load = await loaded(several, *extent, server.spent if database else float)
            await several.stop()
    return load


def _draw(loads: Loads, stored: Sequence[int], file: Path) -> None:
    """Both figures over what is stored, each store a line of its own colour and mark."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 4), dpi=100, layout="constrained")
    figure.suptitle(f"Many teams at once, {datetime.now(UTC):%d %B %Y}; a shared machine with {os.cpu_count()} cores")
    told: tuple[tuple[str, Callable[[Load], float]], ...] = (
        ("answers a second", lambda load: load.answers / load.seconds),
        ("CPU for an answer, ms: bots and database", lambda load: load.bots + load.database),
    )
    for axes, (title, value) in zip(figure.subplots(1, 2), told, strict=True):
        for name, (colour, mark) in zip(STORES, LOOKS, strict=True):
            heights = [value(loads[name, count]) for count in stored]
            axes.plot(range(len(stored)), heights, color=colour, marker=mark, label=name)
        axes.set_xticks(range(len(stored)), [f"{count:,}" for count in stored])
        axes.set(title=title, xlabel="scopings stored", ylim=(0, None))
        axes.spines[["top", "right"]].set_visible(False)
    figure.axes[1].legend(frameon=False, labelcolor=GREY)
    figure.savefig(file)


if __name__ == "__main__":
    main()
