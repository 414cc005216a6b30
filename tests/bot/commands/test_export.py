"""`scopebot export` writes each view of a report, and the record, beside a running bot; the bot shares two files."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.store.documents import Documents
from bot.store.safe_file import Disk
from bot.thread.files.wanted import reports
from dialogs.report import published
from dialogs.scoping.scoping import Scoping
from tests import full_track
from tests.endings import EVERY

Export = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scoping = EVERY["approved_poc"]()
    Documents(tmp_path, Scoping, Disk()).save(scoping.id, scoping.model_dump(mode="json"))
    return tmp_path


@pytest.fixture
def export(folder: Path) -> Export:
    def run(*options: str, code: int = 0) -> str:
        done = CliRunner().invoke(app, ["export", *options], env={"SCOPEBOT_DATA": str(folder)})

        assert done.exit_code == code, done.output
        return done.output

    return run


def test_markdown_is_what_it_writes_unless_told_otherwise(export: Export) -> None:
    assert export("V0START").startswith("# Churn early warning\n")
    assert export("V0START", "--format", "md") == export("V0START")


def test_the_page_is_a_whole_page(export: Export) -> None:
    made = export("V0START", "--format", "html")

    assert made.startswith("<!DOCTYPE html>")
    assert made.endswith("</html>\n")


def test_json_is_the_report(export: Export) -> None:
    assert json.loads(export("V0START", "--format", "json"))["schema"] == published.VERSION


def test_the_record_is_what_is_kept(export: Export) -> None:
    record = json.loads(export("V0START", "--format", "record"))

    assert "exam.1" in record["entries"]
    assert record.keys() == Scoping.model_fields.keys()


def test_it_writes_to_a_file(export: Export, tmp_path: Path) -> None:
    assert export("V0START", "--out", str(tmp_path / "report.md")) == ""
    assert (tmp_path / "report.md").read_text("utf-8").startswith("# Churn early warning")


@pytest.mark.parametrize("was_there", [False, True], ids=["new", "was anybody's"])
def test_what_it_writes_is_for_its_owner_alone(export: Export, tmp_path: Path, was_there: bool) -> None:
    out = tmp_path / "report.md"
    if was_there:
        out.write_text("x" * 100_000)
        out.chmod(0o644)
    before = os.umask(0)
    export("V0START", "--out", str(out))
    os.umask(before)

    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_text("utf-8") == export("V0START")


def test_it_writes_to_what_is_no_file_as_well(export: Export) -> None:
    assert export("V0START", "--out", "/dev/null") == ""


def test_a_file_it_cannot_write_is_a_sentence(export: Export, tmp_path: Path) -> None:
    said = export("V0START", "--out", str(tmp_path / "nowhere" / "report.md"), code=1)

    assert "Name another file with --out." in said


def test_a_format_nobody_knows_is_a_sentence(export: Export) -> None:
    assert "choose one of md, html, json, record" in export("V0START", "--format", "pdf", code=1)


def test_an_ended_scoping_has_two_files_for_its_thread() -> None:
    names = [wanted.name for wanted in reports(full_track.no_ai())]

    assert names == ["churn-early-warning-report.md", "churn-early-warning-report.html"]


def test_a_running_one_has_none() -> None:
    assert reports(full_track.begun()) == []
