"""`scopebot audit` prints what was done, or what is wrong with the lines; and exporting stands in it."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.store.audit import FOLDER, Audit, files, forget_person
from bot.store.documents import Documents
from bot.store.safe_file import Disk
from dialogs.scoping.scoping import Scoping
from tests.conftest import Clock
from tests.endings import EVERY

Run = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    """Ana and Mia answered on a Monday, Ivo signed another scoping on the Wednesday."""
    audit = Audit(tmp_path, Disk(), clock)
    audit.write([("answer", "UANA"), ("answer", "UMIA")], "S1", 2)
    clock.skip(days=2)
    audit.write([("sign", "UIVO")], "S2", 7)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    def command(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(app, list(words), env={"SCOPEBOT_DATA": str(folder)})

        assert done.exit_code == code, done.output
        return done.output

    return command


def test_a_table_has_when_what_of_which_and_who(run: Run) -> None:
    rows = [line.split() for line in run("audit").splitlines()]

    assert [(row[2], row[3], row[4]) for row in rows] == [
        ("answered", "S1", "UANA"),
        ("answered", "S1", "UMIA"),
        ("signed", "S2", "UIVO"),
    ]
    assert all(row[5].startswith("p-") for row in rows)


def test_of_one_scoping_and_from_a_day_on(run: Run, clock: Clock) -> None:
    assert len(run("audit", "--scoping", "S1").splitlines()) == 2
    assert "signed" in run("audit", "--since", f"{clock() - timedelta(days=1):%Y-%m-%d}")
    assert run("audit", "--since", f"{clock() + timedelta(days=1):%Y-%m-%d}") == ""


def test_json_has_an_object_a_line(run: Run, folder: Path) -> None:
    forget_person(folder, "UMIA")
    rows = [json.loads(line) for line in run("audit", "--format", "json").splitlines()]

    assert [(row["n"], row["did"], row["version"], row["person"]) for row in rows] == [
        (1, "answered", 2, "UANA"),
        (2, "answered", 2, None),
        (3, "signed", 7, "UIVO"),
        (4, "unlinked", 0, None),
    ]


def test_a_check_says_what_is_wrong_and_fails(run: Run, folder: Path) -> None:
    assert "3 lines, all as they were written; the last is number 3" in run("audit", "--check")

    (file,) = files(folder / FOLDER)
    kept = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(kept[0] + kept[2])

    assert "lines between them are missing" in run("audit", "--check", code=1)


def test_without_any_it_prints_nothing_and_makes_nothing(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["audit"], env={"SCOPEBOT_DATA": str(tmp_path / "none")})

    assert (done.exit_code, done.output, list(tmp_path.iterdir())) == (0, "", [])


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--since", "yesterday"], "'yesterday' is no day"), (["--format", "pdf"], "choose one of table, json")],
)
def test_what_nobody_knows_is_a_sentence(run: Run, options: list[str], said: str) -> None:
    assert said in run("audit", *options, code=1)


def test_an_export_stands_in_it_as_the_operators(run: Run, folder: Path) -> None:
    scoping = EVERY["approved_poc"]()
    Documents(folder, Scoping, Disk()).save(scoping.id, scoping.model_dump(mode="json"))
    run("export", "--list")
    run("export", "NOBODY", code=1)
    run("export", scoping.id, "--format", "record")

    assert [line.split()[2:] for line in run("audit").splitlines()[3:]] == [["exported", scoping.id, "operator"]]


def test_an_export_that_cannot_be_written_down_is_not_made(run: Run, folder: Path) -> None:
    scoping = EVERY["approved_poc"]()
    Documents(folder, Scoping, Disk()).save(scoping.id, scoping.model_dump(mode="json"))
    keys = folder / FOLDER / "people.json"
    keys.unlink(missing_ok=True)
    keys.mkdir(parents=True)
    said = run("export", scoping.id, code=1)

    assert "the audit could not be written" in said
    assert "Churn early warning" not in said
