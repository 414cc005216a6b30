"""make replicas: several bots at one PostgreSQL, killed at random while reminders are due; the ledger at the end.

    python -m bench.replicas --seed 7 --replicas 3 --reminders 2000 --kills 100

Each bot is a process of its own behind a balancer, against the practice Slack. One after the other is killed (kill -9)
at a random moment while so many people are due at once and two teams play a scoping each. Counted is what Slack has:
every reminder and every message once, every acknowledged answer kept, every thread as its record has it. The exit code
is 1 where anything was lost or doubled.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from bot.store.postgres.address import address
from bot.store.postgres.migrating import migrate
from tests.crash.replicas import (
    WHOLE,
    Away,
    Found,
    played,
    played_during_an_upgrade,
    played_while_the_database_is_away,
    played_with_a_death_at_every_save,
    price,
)
from tests.postgres import Server, started

BETWEEN_STEPS = 4
"""Acts of either team for each step of an upgrade."""

TOLD_WITHIN, BACK_WITHIN = 3.0, 5.0
"""Seconds."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.replicas", description="Kills replicas, and counts.")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--replicas", type=int, default=3)
    parser.add_argument("--reminders", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--every-save", action="store_true", help="a whole track; each bot dies of each of its saves")
    parser.add_argument("--away", type=float, help="two teams play while the database is away for so many seconds")
    parser.add_argument("--upgrade", action="store_true", help="two teams play while a later version comes in")
    parser.add_argument(
        "--price", action="store_true", help="what an answer costs on a folder and with 1 to N replicas"
    )
    sys.exit(asyncio.run(_run(parser.parse_args())))


async def _run(args: argparse.Namespace) -> int:
    server = started()
    try:
        await migrate(address(server.address()))
        with tempfile.TemporaryDirectory() as name:
            if args.price:
                return await _price(args.replicas, Path(name), server)
            if args.away:
                return _told(await _away(args, Path(name), server))
            found = await _found(args, Path(name), server.address())
    finally:
        server.remove()
    print(f"seed {args.seed}, {args.replicas} replicas\n{found}")
    for what in ("lost", "doubled", "out_of_line"):
        for each in getattr(found, what):
            print(f"{what}: {each}")
    return 0 if found.is_exact else 1


async def _away(args: argparse.Namespace, folder: Path, server: Server) -> Away:
    place, acts = server.address(), BETWEEN_STEPS
    return await played_while_the_database_is_away(args.replicas, args.away, acts, folder, server, place, args.seed)


def _told(away: Away) -> int:
    print(away)
    is_in_time = max(away.told_within, default=0) < TOLD_WITHIN and away.back_within < BACK_WITHIN
    return 0 if away.found.is_exact and is_in_time else 1


async def _price(most: int, folder: Path, server: Server) -> int:
    for count in range(most + 1):
        (folder / str(count)).mkdir()
        database = await place(server, f"price{count}") if count else ""
        took = await price(count or 1, folder / str(count), database)
        where = f"{count} at PostgreSQL" if count else "a folder"
        each = f"{took.milliseconds:.0f} ms of the bots' CPU for each of {took.answers} answers"
        print(f"{where}: {each}, {took.answers / took.seconds:.1f} answers a second", flush=True)
    return 0


async def place(server: Server, schema: str) -> str:
    """The address of tables in which nothing is kept."""
    server.run(f"CREATE SCHEMA {schema}")
    database = server.address(options=f"-csearch_path%3D{schema}")
    await migrate(address(database))
    return database


async def _found(args: argparse.Namespace, folder: Path, database: str) -> Found:
    if args.upgrade:
        return await played_during_an_upgrade(args.replicas, BETWEEN_STEPS, folder, database, args.seed)
    if args.every_save:
        return await played_with_a_death_at_every_save(args.replicas, WHOLE, folder, database, args.seed)
    return await played(args.replicas, args.reminders, args.kills, folder, database, args.seed)


if __name__ == "__main__":
    main()
