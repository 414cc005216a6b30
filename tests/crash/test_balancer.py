"""The guide of docs/scaling.md for two scopebots, a balancer and a database: its files, and its steps."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.settings import described
from tests.conftest import MANIFEST
from tests.crash.balancer import COMPOSE, NAMES, SETTINGS, balancer, program, status_of
from tests.crash.replicas import played_while_one_is_stopped

SERVICES = YAML(typ="safe").load(COMPOSE / "compose.yaml")["services"]
REPLICAS = ("one", "two")


def test_both_are_alike_and_know_what_to_do() -> None:
    one, two = (SERVICES[name] for name in REPLICAS)

    assert one == two
    assert set(one["environment"]) <= {name for name, _, _ in described()}
    assert one["command"] == "scopebot run --http --port 3000"
    assert SERVICES["tables"]["command"] == "scopebot migrate"
    assert SERVICES["tables"]["environment"] == one["environment"]


def test_the_balancer_reads_the_file_of_the_tests_and_is_told_all_that_stands_in_it() -> None:
    given = SERVICES["balancer"]["environment"]

    assert f"./{SETTINGS.name}:" in SERVICES["balancer"]["volumes"][0]
    assert set(re.findall(r"\$\{(\w+)", SETTINGS.read_text())) == set(given)
    assert [given[name] for name in NAMES] == [f"{name}:3000" for name in REPLICAS]


def test_the_image_is_made_of_files_that_there_are() -> None:
    root = (COMPOSE / SERVICES["one"]["build"]["context"]).resolve()

    assert root == MANIFEST.parent
    assert (root / SERVICES["one"]["build"]["dockerfile"]).exists()
    assert all((root / name).exists() for name in re.findall(r"-r (\S+)", (COMPOSE / "Dockerfile").read_text()))


@pytest.mark.process
async def test_one_of_two_is_stopped_and_nothing_is_lost(
    tmp_path: Path, bare_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    program()
    words = ("-m", "bot", "migrate")
    migrating = await asyncio.create_subprocess_exec(
        sys.executable, *words, env=os.environ | {"SCOPEBOT_STORE": bare_database}, stdout=subprocess.DEVNULL
    )

    assert await migrating.wait() == 0

    found = await played_while_one_is_stopped(balancer, 1, tmp_path, bare_database)
    with capsys.disabled():
        sys.stdout.write(f"\n{found}\n")

    assert found.answered >= 4
    assert (found.lost, found.doubled, found.out_of_line) == ([], [], [])


async def test_nothing_but_what_slack_delivers_is_passed_on() -> None:
    async with balancer((1, 2)) as address:
        found = {path: await status_of(f"{address}{path}") for path in ("/healthz", "/metrics", "/slack/events")}

    assert found == {"/healthz": 404, "/metrics": 404, "/slack/events": 503}
