"""The command: a line a project, the bounds, and 1 where one of them is not met."""

from pathlib import Path

import pytest

from practice.counsel.counsel import counsel

EXAMPLES = Path(__file__).parents[3] / "examples" / "counsel"


def test_a_project_is_one_line_and_the_bounds_follow(capsys: pytest.CaptureFixture[str]) -> None:
    code = counsel(EXAMPLES / "insurance-broker.yaml")
    lines = capsys.readouterr().out.splitlines()

    assert code == 1  # one objection to one sound project is more than half a one on average
    assert lines[1].split() == ["Mails", "into", "eight", "trays", "sound", "1", "1", "–", "–"]
    assert "sound: at most 0.5 put a project on average         1.00    NOT MET" in lines
    assert "sound: no stop                                      0       met" in lines


def test_explained_it_says_what_is_objected_and_what_an_old_hand_feared(capsys: pytest.CaptureFixture[str]) -> None:
    counsel(EXAMPLES / "hostel-night-mail.yaml", explain=True)
    said = " ".join(capsys.readouterr().out.split())

    assert "before nobody_stops_it: It acts by itself, and a meeting or the supplier may switch it off." in said
    assert "worry It goes to the public" in said
    assert "* written by somebody who had not read the rules" in said


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert counsel(tmp_path / "none") == 1
    assert (
        capsys.readouterr().err == f"There are no mini-projects in {tmp_path / 'none'}; examples/counsel has thirty.\n"
    )


def test_an_entry_that_no_window_takes_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (EXAMPLES / "bakery-rolls.yaml").read_text("utf-8").replace("0.30 / 0.25 / 20", "a bit / more / some")
    (tmp_path / "a.yaml").write_text(words, "utf-8")

    assert counsel(tmp_path) == 1
    assert "the window would not take eval.6.case" in capsys.readouterr().err
