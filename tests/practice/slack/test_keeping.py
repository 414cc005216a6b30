"""A workspace that was kept comes back as it was; a file that is not ours is left alone and said so."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest

from practice.slack import keeping
from practice.slack.screens import Screens
from practice.slack.workspace import StoredFile, Workspace
from tests.practice.slack.conftest import CHURN, Clock
from tests.practice.slack.shapes import modal, section

ANA = "U0000000ANA"


@pytest.fixture
def lived_in(clock: Clock) -> Workspace:
    """A channel with another name, a thread with a deleted parent, a whisper, a direct message and two files."""
    here = Workspace(clock)
    here.channel("#shop").name = "store"
    root = here.post(CHURN, ANA, "root")
    metadata = {"event_type": "k", "event_payload": {"key": "a"}}
    here.post(CHURN, here.bot.id, "reply", thread_ts=root.ts, blocks=[section()], metadata=metadata)
    here.bury(root)
    here.post(CHURN, here.bot.id, "psst", only_for=ANA)
    here.post(here.open_direct(ANA).id, here.bot.id, "for you", files=["F1"])
    here.files["F1"] = StoredFile("F1", "a.png", 3, b"\x00\xff\n", "A picture", "a curve", [CHURN])
    here.files["F2"] = StoredFile("F2", "b.md", 5)
    return here


def brought_back(file: Path, clock: Clock) -> tuple[Workspace, Screens]:
    here = Workspace(clock)
    screens = Screens(here)
    kept = keeping.read(file)
    assert kept is not None
    keeping.restore(here, screens, kept)
    return here, screens


def test_everything_comes_back(lived_in: Workspace, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / keeping.FILE
    keeping.write(file, keeping.kept(lived_in, Screens(lived_in), {}))
    here, _ = brought_back(file, clock)

    assert list(map(asdict, here.channels.values())) == list(map(asdict, lived_in.channels.values()))
    assert here.messages == lived_in.messages
    assert here.ephemerals == lived_in.ephemerals
    assert here.files == lived_in.files


def test_new_messages_come_after_those_that_were_kept(lived_in: Workspace, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / keeping.FILE
    keeping.write(file, keeping.kept(lived_in, Screens(lived_in), {}))
    clock.passes(seconds=1)
    here, _ = brought_back(file, clock)
    here.post(CHURN, ANA, "new")

    assert [each.text for each in here.top_level(CHURN)] == ["", "new"]


def test_windows_are_closed_and_their_ids_do_not_come_again(lived_in: Workspace, clock: Clock, tmp_path: Path) -> None:
    file, screens = tmp_path / keeping.FILE, Screens(lived_in)
    before = screens.open(ANA, modal())
    keeping.write(file, keeping.kept(lived_in, screens, {}))
    _, after = brought_back(file, clock)

    assert after.top(ANA) is None
    assert after.open(ANA, modal()).id != before.id


def test_the_clock_and_who_has_seen_what_are_kept(lived_in: Workspace, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / keeping.FILE
    keeping.write(file, keeping.kept(lived_in, Screens(lived_in), {ANA: {CHURN: "1.1"}}))
    kept = keeping.read(file)

    assert kept is not None
    assert keeping.now(kept) == clock() == datetime.fromisoformat("2026-03-02T09:00:00+00:00")
    assert kept["seen"] == {ANA: {CHURN: "1.1"}}


def test_what_an_earlier_version_kept_has_no_tombstones(lived_in: Workspace, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / keeping.FILE
    kept = keeping.kept(lived_in, Screens(lived_in), {})
    for each in kept["messages"]:
        del each["tombstone"]
    keeping.write(file, kept)
    here, _ = brought_back(file, clock)

    assert not any(each.tombstone for each in here.top_level(CHURN))


def test_where_nothing_was_kept_there_is_nothing(tmp_path: Path) -> None:
    assert keeping.read(tmp_path / keeping.FILE) is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"version": 1, "now', "damaged"),
        (b"", "damaged"),
        (b'{"version": 2}', "another version"),
        (b"[1]", "another version"),
    ],
)
def test_a_file_that_is_not_ours_is_left_alone(content: bytes, says: str, tmp_path: Path) -> None:
    file = tmp_path / keeping.FILE
    file.write_bytes(content)

    with pytest.raises(keeping.NotOurs, match=rf"{says}.*--fresh"):
        keeping.read(file)
    assert file.read_bytes() == content


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    file = tmp_path / keeping.FILE
    keeping.write(file, {"version": 1})

    with pytest.raises(TypeError):
        keeping.write(file, {"version": object()})
    assert keeping.read(file) == {"version": 1}
    assert [each.name for each in tmp_path.iterdir()] == [keeping.FILE]
