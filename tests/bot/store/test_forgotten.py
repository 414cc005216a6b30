"""The list of who was forgotten: where it is damaged, its second copy is what a backup holds."""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import backups, restoring
from bot.store.forgetting import forget
from bot.store.forgotten import FOLDER, KEY, LIST, Forgotten
from bot.store.safe_file import Disk
from dialogs.record.parts import Person
from tests.bot.store.conftest import a_scoping, opened

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
    [
        "Ask tom.b.",
        "ask @TOM.B!",
        "Tom\n  Berg said so",
        "TOM BERG",
        "Berg? Then Tom.",
        "“Tom Berg”",
        "To Tom.Berg@example.com",
        "tom_berg",
    ],
    ids=[
        "a handle",
        "in capitals",
        "on two lines",
        "a name in capitals",
        "one word of it",
        "quoted",
        "address",
        "file",
    ],
)
def test_a_name_is_known_again_by_its_digest_alone(tmp_path: Path, text: str) -> None:
    Forgotten(tmp_path, Disk()).add("U0TOM", NOW, names=["tom.b", "Tom Berg", "Berg"])
    kept = Forgotten(tmp_path, Disk())
    (found,) = kept.named([text], "T0ONE").values()

    assert all(re.split(r"[\s._]+", name.casefold()) in (["tom", "b"], ["tom", "berg"], ["berg"]) for name in found)
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


def said_of(folder: Path, id: str) -> str:
    return (folder / f"{id}.json").read_text("utf-8")


@pytest.mark.parametrize(
    "named", ["Mia Kowalska (U0MIAK1) counted it.", "Ask mia.kowalska@example.com, or MIA KOWALSKA."]
)
@pytest.mark.parametrize("list_of", ["names", "ids alone"])
def test_a_name_that_stands_only_in_words_does_not_come_back_with_a_backup(
    tmp_path: Path, named: str, list_of: str
) -> None:
    """The list of an earlier version has no names: what they are called in another record of the backup counts."""
    folder, file = tmp_path / "data", tmp_path / "b.zip"
    asyncio.run(_fill(folder, named))
    backups.write(folder, file, NOW)
    forget(folder, "U0MIAK1", NOW, names=["Mia Kowalska"])
    after = said_of(folder, "V2")
    if list_of == "ids alone":
        here = Forgotten(folder, Disk())
        here._rows = [row._replace(names=()) for row in here._rows]
        here.save()
    restoring.restore(folder, restoring.verified(file), NOW, Disk())

    for text in (after, said_of(folder, "V2"), said_of(folder, "V1")):
        assert not re.search("kowalska|U0MIAK1", text, re.IGNORECASE)


async def _fill(folder: Path, named: str) -> None:
    store = opened(folder)
    first = a_scoping("V1", team=["U0MIAK1"])
    first.people["U0MIAK1"] = Person(id="U0MIAK1", name="Mia Kowalska")
    await store.add(first)
    await store.add(a_scoping("V2", idea=named))
    store.close()
