"""scopebot rehearse as it is typed: what it prints, what it leaves, and how it ends."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice.rehearsal.conftest import ROOT, SHOP

pytestmark = pytest.mark.process

CANTEEN = ROOT / "examples" / "team-lunch-cancelled.yaml"
MARK = "REHEARSAL_UNDER_TEST"


def rehearse(*words: object, **env: str) -> "subprocess.Popen[str]":
    """As somebody types it at a prompt, wherever the tests themselves run."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "rehearse", *map(str, words)],
        cwd=ROOT,
        env=os.environ | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=_hears_ctrl_c,
    )


def _hears_ctrl_c() -> None:
    """What a shell starts behind (`make test &`) ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_it_prints_the_conversation_and_leaves_report_transcript_and_record(tmp_path: Path) -> None:
    process = rehearse(CANTEEN, "--out", tmp_path)
    printed, _ = process.communicate(timeout=180)
    left = tmp_path / CANTEEN.stem

    assert process.returncode == 0, printed
    assert "Stopped by Ana" in printed
    assert "Calls of Slack for one" in printed
    assert "Fsyncs for one" in printed
    assert str(left) in printed
    assert all(len(line) <= 100 for line in printed.splitlines() if str(left) not in line)
    assert "\033" not in printed, "colours are for terminals"
    assert "unsold meals" in (left / "report.md").read_text("utf-8")
    assert "**Tom:** Wait." in (left / "transcript.md").read_text("utf-8")
    assert '"cancelled"' in (left / "record.json").read_text("utf-8")


def test_of_a_folder_all_cases_are_played_and_a_table_says_how_each_went(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "a-wrong-one.yaml").write_text("title: nothing else\n", "utf-8")
    (cases / "b-canteen.yaml").write_text(CANTEEN.read_text("utf-8"), "utf-8")
    process = rehearse(cases, "--quiet", "--out", tmp_path / "out")
    printed, _ = process.communicate(timeout=180)
    *_, head, wrong, right = printed.splitlines()

    assert process.returncode == 1
    assert head.split() == ["case", "how", "it", "ended", "days", "people", "answers", "messages", "seconds"]
    assert wrong.split()[:4] == ["a-wrong-one", "not", "as", "written,"]
    assert right.split()[:5] == ["b-canteen", "Cancelled", "1", "2", "1"]


def test_a_folder_without_a_case_is_a_sentence(tmp_path: Path) -> None:
    process = rehearse(tmp_path)
    printed, _ = process.communicate(timeout=180)

    assert (process.returncode, printed) == (
        1,
        f"{tmp_path} holds no case; `ls examples` shows those that come with scopebot.\n",
    )


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ("      problem:", "      The weather:", ", line 11", "no single field “The weather”"),
        ("ends: cancelled", "ends: no_ai", "", "to end as no_ai, and it ended as cancelled"),
    ],
)
def test_a_case_that_does_not_go_as_written_ends_with_one_sentence(
    tmp_path: Path, before: str, after: str, line: str, says: str
) -> None:
    case = tmp_path / "other.yaml"
    case.write_text(CANTEEN.read_text("utf-8").replace(before, after, 1), "utf-8")
    process = rehearse(case, "--out", tmp_path, "--quiet")
    printed, _ = process.communicate(timeout=180)

    assert process.returncode == 1
    assert printed.startswith(f"{case}{line}: ")
    assert says in printed
    assert printed.count("\n") == 1, "quiet, nothing else is printed"


@pytest.fixture
def behind() -> Iterator[None]:
    """The tests run behind a shell, which has them ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_leaves_nothing_running(tmp_path: Path) -> None:
    _stops_at_ctrl_c(tmp_path)


@pytest.mark.usefixtures("behind")
def test_ctrl_c_leaves_nothing_running_where_the_tests_run_behind(tmp_path: Path) -> None:
    _stops_at_ctrl_c(tmp_path)


def _stops_at_ctrl_c(out: Path) -> None:
    mark = uuid.uuid4().hex
    process = rehearse(SHOP, "--out", out, **{MARK: mark})
    assert process.stdout is not None
    while "in the thread" not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    printed, _ = process.communicate(timeout=180)

    assert process.returncode == 130
    assert "Nothing is left running" in printed
    assert "Traceback" not in printed
    assert _running(mark) == []


def _running(mark: str) -> list[str]:
    """The processes that were started with the mark in their environment, once they have had time to go."""
    deadline = time.monotonic() + 5
    while (found := [each.name for each in Path("/proc").glob("[0-9]*") if _has(each, mark)]) and (
        time.monotonic() < deadline
    ):
        time.sleep(0.05)
    return found


def _has(process: Path, mark: str) -> bool:
    try:
        return mark.encode() in (process / "environ").read_bytes()
    except OSError:
        return False
