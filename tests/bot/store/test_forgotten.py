"""The list of who was forgotten: where it is damaged, its second copy is what a backup holds."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import backups
from bot.store.forgotten import FOLDER, KEY, LIST, Forgotten
from bot.store.safe_file import Disk

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_a_backup_holds_the_copy_of_the_list_that_is_whole(tmp_path: Path) -> None:
    Forgotten(tmp_path, Disk()).add("U0TOM", NOW)
    first = tmp_path / FOLDER / LIST
    whole = first.read_bytes()
    first.write_bytes(whole[:-3] + b"x}}")
    backups.write(tmp_path, tmp_path / "b.zip", NOW)
    contents = backups.read(tmp_path / "b.zip")[1]

    assert contents[f"{FOLDER}/{LIST}"] == whole


def files(folder: Path) -> tuple[bytes, bytes]:
    return (folder / FOLDER / KEY).read_bytes(), (folder / FOLDER / LIST).read_bytes()


def test_somebody_forgotten_in_two_workspaces_one_after_the_other_stays_forgotten_in_both(tmp_path: Path) -> None:
    """A backup from between the two is merged with what is known now."""
    Forgotten(tmp_path, Disk()).add("U0TOM", NOW, "T0ONE")
    between = files(tmp_path)
    Forgotten(tmp_path, Disk()).add("U0TOM", NOW, "T0TWO")
    merged = Forgotten(tmp_path, Disk())
    merged.merge(*between)
    merged.save()
    kept = Forgotten(tmp_path, Disk())

    assert [kept.among(["U0TOM"], team) for team in ("T0ONE", "T0TWO", "T0MORE")] == [{"U0TOM": 1}, {"U0TOM": 1}, {}]


def test_whoever_has_a_number_of_the_backups_gets_one_for_all_their_rows(tmp_path: Path) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    for folder in (there, here):
        folder.mkdir()
    Forgotten(there, Disk()).add("U0ANA", NOW)
    for team in ("T0ONE", "T0TWO"):
        Forgotten(here, Disk()).add("U0TOM", NOW, team)
    merged = Forgotten(here, Disk())
    merged.merge(*files(there))

    assert merged.among(["U0ANA"], "T0ONE") == {"U0ANA": 1}
    assert [merged.among(["U0TOM"], team) for team in ("T0ONE", "T0TWO")] == [{"U0TOM": 2}] * 2


@pytest.mark.parametrize(
    "text",
    ["Ask tom.b.", "ask @TOM.B!", "Tom\n  Berg said so", "TOM BERG", "Berg? Then Tom.", "“Tom Berg”"],
    ids=["a handle", "in capitals", "on two lines", "a name in capitals", "one word of it", "quoted"],
)
def test_a_name_is_known_again_by_its_digest_alone(tmp_path: Path, text: str) -> None:
    Forgotten(tmp_path, Disk()).add("U0TOM", NOW, names=["tom.b", "Tom Berg", "Berg"])
    kept = Forgotten(tmp_path, Disk())
    (found,) = kept.named([text], "T0ONE").values()

    assert all(name.casefold().split() in (["tom.b"], ["tom", "berg"], ["berg"]) for name in found)
    assert b"Berg" not in b"".join(file.read_bytes() for file in tmp_path.rglob("*.json"))


@pytest.mark.parametrize("text", ["berg", "Bergen", "Tom", "atom.b", "tom.bc"])
def test_what_is_no_name_of_theirs_is_not_taken_for_one(tmp_path: Path, text: str) -> None:
    Forgotten(tmp_path, Disk()).add("U0TOM", NOW, "T0ONE", names=["tom.b", "Tom Berg", "Berg"])
    kept = Forgotten(tmp_path, Disk())

    assert kept.named([text], "T0ONE") == {}
    assert kept.named(["tom.b"], "T0TWO") == {}


def test_names_that_are_given_later_are_added(tmp_path: Path) -> None:
    Forgotten(tmp_path, Disk()).add("U0TOM", NOW)
    Forgotten(tmp_path, Disk()).add("U0TOM", NOW, names=["tom.b"])
    kept = Forgotten(tmp_path, Disk())

    assert kept.named(["tom.b"], "") == {1: {"tom.b"}}
    assert kept.number("U0TOM") == 1
    assert kept.number("U0ANA") == 2
