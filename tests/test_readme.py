"""The README and the docs cannot rot: settings, commands and links are compared with what there is."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import app
from bot.listeners.command import _COMMANDS
from bot.settings import described
from bot.store.tiny import TinyStore

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[1:]]


def run(words: list[str], env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """The command as a process."""
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=env, check=False)


def test_every_setting_is_in_the_readme_as_it_is() -> None:
    listed = [tuple(cell.strip("`") for cell in row) for row in rows("Settings") if not row[0].startswith("---")]

    assert listed == [(name, default, said) for name, default, said in described()]


def test_every_command_is_in_the_readme_and_no_other() -> None:
    listed = {row[0].strip("`").split()[1] for row in rows("Commands")}

    assert listed == {
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    }


def test_every_word_of_the_slash_command_is_in_the_readme() -> None:
    listed = {word for row in rows("In Slack") for word in re.findall(r"`/scope ?(\w*)", row[0])}

    assert listed == set(_COMMANDS)


@pytest.mark.parametrize("file", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]), ids=str)
def test_links_in_the_docs_lead_somewhere(file: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", file.read_text("utf-8"))

    assert [target for target in targets if not (file.parent / target).exists()] == []


@pytest.mark.process
@pytest.mark.parametrize(
    "words", [["--help"], ["diagram"], ["catalog"], ["catalog", "--coverage"], ["catalog", "--check"]]
)
def test_a_command_answers(words: list[str]) -> None:
    done = run(words)

    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 200


TOKENS = {"SLACK_BOT_TOKEN": "xoxb-practice", "SLACK_APP_TOKEN": "xapp-practice"}


@pytest.mark.process
@pytest.mark.parametrize(
    ("env", "code", "says"),
    [
        ({}, 2, "SLACK_BOT_TOKEN"),
        (TOKENS | {"SLACK_BOT_TOKEN": "xapp-swapped"}, 2, "xoxb-"),
        (TOKENS | {"SCOPEBOT_TICK": "soon"}, 2, "SCOPEBOT_TICK"),
        (TOKENS | {"SCOPEBOT_DATA": "pyproject.toml"}, 4, "pyproject.toml"),
        (TOKENS | {"SLACK_API_URL": "http://127.0.0.1:9/api/"}, 5, "127.0.0.1:9"),
        (TOKENS | {"SCOPEBOT_CATALOG": "tests"}, 6, "tests holds no YAML file"),
    ],
    ids=["missing", "swapped", "setting", "folder", "away", "catalog"],
)
def test_what_keeps_the_bot_from_starting_is_a_sentence(
    env: dict[str, str], code: int, says: str, tmp_path: Path
) -> None:
    done = run(["run"], {"PATH": "", "SCOPEBOT_DATA": str(tmp_path / "data")} | env)

    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2


@pytest.mark.process
def test_a_second_process_in_the_same_folder_names_the_first(tmp_path: Path) -> None:
    store = TinyStore(tmp_path / "data")
    try:
        done = run(["run"], {"PATH": "", "SCOPEBOT_DATA": str(tmp_path / "data")} | TOKENS)
    finally:
        store.close()

    assert done.returncode == 4
    assert str(os.getpid()) in done.stderr
