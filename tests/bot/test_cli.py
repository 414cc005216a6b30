"""What the command line says before any command begins: its version, and what is wrong with what was typed."""

from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands import export
from practice.demo.demo import BOT, Options


def said(*words: str) -> tuple[int, str]:
    """The exit code, and what is printed, on one line and without its frame."""
    done = CliRunner().invoke(app, words)
    return done.exit_code, " ".join(done.output.replace("│", " ").split())


def test_it_names_its_version() -> None:
    assert said("--version") == (0, f"scopebot {version('scopebot')}")


@pytest.mark.parametrize("command", ["run", "demo"])
@pytest.mark.parametrize("port", ["abc", "70000", "-1", "1.5"])
def test_what_is_no_port_is_a_sentence(command: str, port: str) -> None:
    code, words = said(command, f"--port={port}")

    assert code == 2
    assert f"{port} is no port. Give a number from 1024 to 65535, or 0 for a free one." in words


def test_without_a_port_there_is_the_usual_one() -> None:
    assert said("demo", "--host=0.0.0.0")[0] == 1, "it is refused for the missing token, not for the port"


def test_the_folder_of_the_practice_workspace_is_the_one_export_names() -> None:
    assert Options().data / BOT == export.PRACTICE


def test_an_id_nobody_has_leads_to_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOPEBOT_DATA", str(tmp_path))

    assert said("export", "NOPE") == (
        1,
        f"There is no scoping NOPE in {tmp_path}. scopebot export --list names those there are.",
    )


def test_an_empty_folder_points_to_the_scopings_of_the_practice_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCOPEBOT_DATA", raising=False)

    assert "SCOPEBOT_DATA names the folder" in said("export", "--list")[1]
    (tmp_path / "demo" / "bot").mkdir(parents=True)
    (tmp_path / "demo" / "bot" / "V0.json").write_text("{}")
    assert "SCOPEBOT_DATA=demo/bot scopebot export --list" in said("export", "--list")[1]
