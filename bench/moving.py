"""What it takes to move scopings into a database and back, and whether any comes back otherwise.

    python -m bench.moving [HOW_MANY]

They are the scopings that the tests keep of version 0.1.0, over and over, full ones among them.
"""

import asyncio
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import orjson

from bot.store.moving import move
from bot.store.postgres.address import address
from bot.store.postgres.migrating import migrate
from bot.store.seal import sealed, unsealed
from bot.store.things import KINDS, Sums
from tests.postgres import started

STORED = 10_000
KEPT = Path(__file__).parents[1] / "tests" / "bot" / "store" / "stored_0_1_0" / "data"


def main() -> None:
    """Prints counts, checksums and seconds; ends with 1 where anything differs."""
    stored = int(sys.argv[1]) if len(sys.argv) > 1 else STORED
    server = started()
    with tempfile.TemporaryDirectory() as name:
        there, back = Path(name, "there"), Path(name, "back")
        try:
            _fill(there, stored)
            back.mkdir()
            asyncio.run(migrate(address(server.address())))
            sums = [_moved(str(there), server.address()), _moved(server.address(), str(back))]
            (size,) = server.run("SELECT pg_database_size(current_database()) / 1000000")[0]
        finally:
            server.remove()
        for kind in KINDS:
            count, checksum = sums[0].of(kind)
            print(f"{count:7} {kind:28} {checksum}")
        differing = [file.name for file in there.glob("S*.json") if _said(file) != _said(back / file.name)]
        print(f"{len(differing)} of {stored} came back otherwise; the database takes {size} MB")
    sys.exit(1 if differing or sums[0].differing(sums[1]) else 0)


def _fill(folder: Path, stored: int) -> None:
    shutil.copytree(KEPT / "catalogs", folder / "catalogs")
    documents = [unsealed(file.read_bytes())["_default"]["1"] for file in sorted(KEPT.glob("V*.json"))]
    for number in range(stored):
        id = f"S{number:05}"
        (folder / f"{id}.json").write_bytes(
            sealed({"_default": {"1": {**documents[number % len(documents)], "id": id}}})
        )


def _moved(source: str, target: str) -> Sums:
    began = time.monotonic()
    sums = asyncio.run(move(source, target, datetime.now(UTC)))
    print(f"moved in {time.monotonic() - began:.0f} s")
    return sums


def _said(file: Path) -> bytes:
    return orjson.dumps(unsealed(file.read_bytes())["_default"]["1"])


if __name__ == "__main__":
    main()
