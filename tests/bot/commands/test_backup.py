"""`scopebot backup` and `restore`: all in one file, verified before anything is touched, put back in one step."""

import asyncio
import json
import shutil
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands import backup
from bot.store import backups, elsewhere, restoring
from bot.store.backups import MANIFEST
from bot.store.documents import Documents
from bot.store.folder_lock import FolderLock
from bot.store.safe_file import Disk
from bot.store.seal import sealed
from bot.store.tiny import TinyStore
from dialogs.record.parts import Source
from dialogs.scoping.scoping import Scoping
from tests.bot.store.conftest import a_scoping, opened
from tests.bot.store.failing_disk import FailingDisk, an_error

EVERY_NTH_BIT = 997


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    asyncio.run(_fill(folder))
    return folder


async def _fill(folder: Path) -> None:
    store = opened(folder)
    for id in ("V1", "V2"):
        await store.add(a_scoping(id, title=f"Title of {id}"))
    store.close()


def run(folder: Path, *arguments: object, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(map(str, arguments)), env={"SCOPEBOT_DATA": str(folder)})

    assert done.exit_code == code, done.output
    return done.output


def kept(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file() and file.name not in (".lock", ".holder"))
    return {str(file.relative_to(folder)): file.read_bytes() for file in files if "backups" not in file.parts}


async def scopings(folder: Path) -> dict[str, object]:
    store = opened(folder)
    found = {one.id: await store.get(one.id) for one in await store.find()}
    store.close()
    return found


@pytest.fixture
def archive(folder: Path) -> Path:
    file = folder.with_name("backup.zip")
    run(folder, "backup", file)
    return file


# ---- backing up


def test_a_backup_is_one_file_for_its_owner_with_the_checksum_of_everything(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive) as found:
        names = set(found.namelist())
        manifest = json.loads(found.read(MANIFEST))

    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert {"V1.json", "V2.json", MANIFEST} < names
    assert set(manifest["files"]) == names - {MANIFEST}
    assert not [file for file in archive.parent.iterdir() if file.name.endswith(".unfinished")]


def test_unless_told_otherwise_it_goes_where_the_others_are(folder: Path) -> None:
    said = run(folder, "backup")
    (file,) = backups.archives(folder)

    assert said.startswith(f"{file}: 2 scopings, as of ")
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_two_in_one_second_are_two_and_neither_is_written_over(folder: Path) -> None:
    env, now = {"SCOPEBOT_DATA": str(folder)}, datetime(2026, 3, 2, tzinfo=UTC)
    made = [backup.backup(env, None, now) for _ in range(2)]
    first = next(file for file in backups.archives(folder) if file.stem.endswith("Z"))
    before = first.read_bytes()
    restored = backup.restore(env, first, replace=True, now=now)

    assert (made, restored) == ([0, 0], 0)
    assert len(backups.archives(folder)) == 3
    assert first.read_bytes() == before


def test_a_damaged_list_of_other_places_keeps_no_backup_from_being_made(folder: Path) -> None:
    run(folder, "backup", folder.with_name("a.zip"))
    (folder / "backups" / "elsewhere.json").write_bytes(b"garbage")

    assert "2 scopings" in run(folder, "backup", folder.with_name("b.zip"))
    assert [file.name for file, _ in elsewhere.known(folder)] == ["b.zip"]


def test_a_damaged_scoping_is_named_and_left_out(folder: Path) -> None:
    (folder / "V1.json").write_bytes(b"garbage")
    said = run(folder, "backup", folder.with_name("b.zip"), code=1)

    assert "Damaged, and not in it: V1." in said
    assert restoring.verified(folder.with_name("b.zip")).manifest.scopings == ["V2"]


def test_damaged_questions_are_taken_from_their_second_copy_and_named_where_none_is_whole(folder: Path) -> None:
    (words,) = (folder / "catalogs").glob("*.json")
    words.write_bytes(words.read_bytes()[:-3])
    run(folder, "backup", folder / "mended.zip")
    second = folder / "earlier" / "catalogs" / words.name
    whole = second.read_bytes()
    second.write_bytes(whole[:-3])
    said = run(folder, "backup", folder / "lost.zip", code=1)

    assert backups.read(folder / "mended.zip")[1][f"catalogs/{words.name}"] == whole
    assert f"catalogs/{words.stem}" in said


def test_a_change_that_was_cut_short_is_said_at_the_next_start(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / backups.CHANGING).touch()
    opened(folder).close()

    assert "if it was a forget, do it again" in caplog.text
    assert not (folder / backups.CHANGING).exists()


def test_a_backup_that_fails_leaves_the_last_one(folder: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = archive.read_bytes()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(an_error(28)))
    said = run(folder, "backup", archive, code=1)

    assert "no space left" in said
    assert archive.read_bytes() == before
    assert not [file for file in archive.parent.iterdir() if file.name.endswith(".unfinished")]


def test_while_the_folder_is_changed_as_a_whole_there_is_no_backup_of_half_of_it(folder: Path) -> None:
    (folder / "backups").mkdir()
    with backups.changing(folder):
        said = run(folder, "backup", code=1)
    during = backups.archives(folder)
    run(folder, "backup")

    assert "is at work in" in said
    assert during == []
    assert len(backups.archives(folder)) == 1


def test_a_change_that_comes_while_a_backup_is_made_spoils_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = backups._contents

    def changed_meanwhile(*arguments: object) -> object:
        yield from contents(*arguments)
        (folder / ".changing").touch()

    with monkeypatch.context() as patched:
        patched.setattr(backups, "_contents", changed_meanwhile)
        run(folder, "backup", folder.with_name("b.zip"), code=1)
    opened(folder).close()
    run(folder, "backup", folder.with_name("b.zip"))

    assert folder.with_name("b.zip").exists()


def test_beside_a_bot_that_saves_every_scoping_in_it_is_whole(folder: Path) -> None:
    stop = threading.Event()

    async def save() -> None:
        store = opened(folder)
        while not stop.is_set():
            for id in ("V1", "V2"):
                async with store.edit(id, None) as scoping:
                    scoping.idea = f"{scoping.version} " * 500
        store.close()

    saving = threading.Thread(target=lambda: asyncio.run(save()))
    saving.start()
    try:
        found = [(run(folder, "backup", folder.with_name("b.zip")), restoring.verified(folder.with_name("b.zip")))]
        found += [(run(folder, "backup", folder.with_name("b.zip")), restoring.verified(folder.with_name("b.zip")))]
    finally:
        stop.set()
        saving.join()

    assert [sorted(backup.scopings) for _, backup in found] == [["V1", "V2"]] * 2


STOPS_MIDWAY = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from bot.store import backups
def stuck(archive, name, content):
    archive.writestr(name, content)
    archive.fp.flush()
    print("midway", flush=True)
    time.sleep(600)
backups._put = stuck
folder, out = map(Path, sys.argv[1:])
backups.write(folder, out, datetime.now(UTC))
"""


@contextmanager
def midway(folder: Path, out: Path) -> Iterator[Path]:
    """A backup that another process is making, and what it has written so far; killed in the end."""
    with subprocess.Popen([sys.executable, "-c", STOPS_MIDWAY, folder, out], stdout=subprocess.PIPE) as process:
        assert process.stdout
        try:
            assert process.stdout.readline() == b"midway\n"
            (written,) = out.parent.glob(f".{out.name}.*")
            yield written
        finally:
            process.kill()


@pytest.mark.parametrize("place", ["backups", "away"])
def test_what_is_left_of_a_backup_that_was_killed_goes_with_the_next(folder: Path, tmp_path: Path, place: str) -> None:
    where = folder / "backups" if place == "backups" else tmp_path / "away"
    where.mkdir(parents=True)
    theirs = where / ".notes.unfinished"
    theirs.write_text("somebody's own")
    out = where / "scopebot-2026-03-02T090000Z.zip"
    with midway(folder, out) as left:
        run(folder, "backup", where / "beside.zip")

        assert left.exists()

    assert left.exists()
    run(folder, "backup", where / "after.zip")

    assert not left.exists()
    assert theirs.exists()


def test_a_start_removes_it_too_and_not_what_is_being_written(folder: Path) -> None:
    (folder / "backups").mkdir()
    with midway(folder, folder / "backups" / "a.zip") as left:
        opened(folder).close()

        assert left.exists()

    opened(folder).close()

    assert not left.exists()


# ---- restoring


async def test_what_is_restored_is_what_was_backed_up_and_marked(folder: Path, archive: Path, tmp_path: Path) -> None:
    before = await scopings(folder)
    run(tmp_path / "new", "restore", archive)
    after = await scopings(tmp_path / "new")
    marks = {id: scoping.restored for id, scoping in after.items()}
    for id, scoping in after.items():
        scoping.restored, scoping.seq, scoping.version = [], before[id].seq, before[id].version
        scoping.audited = before[id].audited

    assert after == before
    assert all(mark.source is Source.BACKUP and not mark.looked for (mark,) in marks.values())


def test_what_is_restored_is_for_its_owner_alone(folder: Path, archive: Path, tmp_path: Path) -> None:
    run(tmp_path / "new" / "folder", "restore", archive)
    opened(tmp_path / "new" / "folder").close()
    modes = {oct(stat.S_IMODE(file.stat().st_mode)) for file in (tmp_path / "new").rglob("*")}

    assert modes == {"0o700", "0o600"}


def test_a_check_says_that_it_is_whole_and_writes_nothing(archive: Path, tmp_path: Path) -> None:
    said = run(tmp_path / "new", "restore", archive, "--check")

    assert said.startswith(f"{archive} is whole: 2 scopings, as of ")
    assert not (tmp_path / "new").exists()


def test_every_flipped_bit_of_a_backup_is_seen_or_changes_nothing(folder: Path, archive: Path) -> None:
    good, whole, unseen = archive.read_bytes(), backups.read(archive), []
    for bit in range(0, len(good) * 8, EVERY_NTH_BIT):
        changed = bytearray(good)
        changed[bit // 8] ^= 1 << bit % 8
        archive.write_bytes(bytes(changed))
        try:
            unseen += [bit] if backups.read(archive) != whole else []
        except backups.BadBackup:
            continue

    assert unseen == []


@pytest.mark.parametrize("content", [b"", b"garbage", None])
def test_what_is_no_backup_is_refused_and_nothing_touched(folder: Path, archive: Path, content: bytes | None) -> None:
    before = kept(folder)
    archive.write_bytes(archive.read_bytes()[:-40] if content is None else content)
    said = run(folder, "restore", archive, "--replace", code=1)

    assert "cannot be restored" in said
    assert kept(folder) == before


@pytest.mark.parametrize("name", ["../V9.json", "/V9.json", "catalogs/../../V9.json", "run.sh"])
def test_a_name_that_scopebot_never_wrote_is_refused(folder: Path, archive: Path, name: str) -> None:
    with zipfile.ZipFile(archive) as found:
        contents = {each: found.read(each) for each in found.namelist()}
    manifest = json.loads(contents.pop(MANIFEST))
    contents[name], manifest["files"][name] = contents["V1.json"], manifest["files"]["V1.json"]
    with zipfile.ZipFile(archive, "w") as made:
        for each, content in (contents | {MANIFEST: json.dumps(manifest).encode()}).items():
            made.writestr(each, content)

    assert "is the name of nothing that scopebot keeps" in run(folder, "restore", archive, "--check", code=1)


def test_where_scopings_are_nothing_is_restored_unless_told_so(folder: Path, archive: Path) -> None:
    before = kept(folder)

    assert "--replace" in run(folder, "restore", archive, code=1)
    assert kept(folder) == before


async def test_what_is_replaced_is_backed_up_first(folder: Path, archive: Path) -> None:
    store = opened(folder)
    await store.add(a_scoping("V3"))
    store.close()
    run(folder, "restore", archive, "--replace")
    (before,) = backups.archives(folder)

    assert set(await scopings(folder)) == {"V1", "V2"}
    assert set(restoring.verified(before).manifest.scopings) == {"V1", "V2", "V3"}


def test_what_is_damaged_is_kept_when_it_is_replaced(folder: Path, archive: Path) -> None:
    (folder / "V1.json").write_bytes(b"garbage")
    (folder / "package.json").write_bytes(b"not ours")
    run(folder, "restore", archive, "--replace", code=1)

    assert {copy.read_bytes() for copy in (folder / "quarantine").iterdir()} == {b"garbage", b"not ours"}


def test_what_no_copy_can_be_made_of_is_not_replaced(folder: Path, archive: Path) -> None:
    (folder / "V1.json").write_bytes(b"garbage")
    (folder / "quarantine").write_text("in the way")
    run(folder, "restore", archive, "--replace", code=1)

    assert (folder / "V1.json").read_bytes() == b"garbage"


def test_while_a_bot_holds_the_folder_nothing_is_restored(folder: Path, archive: Path) -> None:
    store = opened(folder)
    before = kept(folder)
    said = run(folder, "restore", archive, "--replace", code=1)

    assert "is in use by" in said
    assert kept(folder) == before
    store.close()


async def test_a_crash_at_any_moment_leaves_the_old_folder_or_the_new_one(
    folder: Path, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, moments = restoring.verified(archive), 0
    replace = Path.replace
    while True:
        here = tmp_path / f"crash-{moments}"
        shutil.copytree(folder, here)
        store = opened(here)
        await store.add(a_scoping("V3"))
        store.close()
        left = moments

        def crashes(self: Path, to: Path) -> Path:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return replace(self, to)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", crashes)
            try:
                restoring.restore(here, backup, a_scoping().started_at, Disk())
            except KeyboardInterrupt:
                moments += 1
            else:
                break
        found = await scopings(here)

        assert set(found) in ({"V1", "V2", "V3"}, {"V1", "V2"})
        assert {bool(scoping.restored) for scoping in found.values()} == {set(found) == {"V1", "V2"}}
        assert not (here / ".restoring").exists()

    assert moments > 10


def test_a_full_disk_restores_nothing(folder: Path, archive: Path) -> None:
    before, disk = kept(folder), FailingDisk()
    disk.fails["write"] = an_error(28)
    with pytest.raises(Exception, match="no space left"):
        restoring.restore(folder, restoring.verified(archive), a_scoping().started_at, disk)
    TinyStore(folder).close()

    assert {name: content for name, content in kept(folder).items() if name != ".summaries"} == {
        name: content for name, content in before.items() if name != ".summaries"
    }


# ---- what is damaged is mended first


@pytest.fixture
def mendable(folder: Path) -> Path:
    """A folder whose V1 has a flipped bit, and whole earlier versions."""

    async def save() -> None:
        store = opened(folder)
        for number in range(3):
            async with store.edit("V1", str(number)) as scoping:
                scoping.title = f"Title {number} of V1"
        store.close()

    asyncio.run(save())
    content = bytearray((folder / "V1.json").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "V1.json").write_bytes(content)
    return folder


def test_what_can_be_mended_is_mended_before_it_is_backed_up(mendable: Path, tmp_path: Path) -> None:
    said = run(mendable, "backup", tmp_path / "b.zip")

    assert "Scoping V1 was damaged" in said
    assert restoring.verified(tmp_path / "b.zip").scopings["V1"].title == "Title 1 of V1"
    assert (mendable / "V1.json").read_bytes() in backups.read(tmp_path / "b.zip")[1].values()


def test_beside_a_bot_the_backup_has_what_it_will_be_mended_with(mendable: Path, tmp_path: Path) -> None:
    damaged = (mendable / "V1.json").read_bytes()
    with a_running_bot_in(mendable):
        run(mendable, "backup", tmp_path / "b.zip")
    found = restoring.verified(tmp_path / "b.zip").scopings["V1"]

    assert (found.title, [one.source for one in found.restored]) == ("Title 1 of V1", [Source.EARLIER])
    assert (mendable / "V1.json").read_bytes() == damaged


@contextmanager
def a_running_bot_in(folder: Path) -> Iterator[None]:
    lock = FolderLock(folder)
    lock.take(datetime(2026, 3, 2, tzinfo=UTC))
    yield
    lock.release()


def test_what_can_be_mended_is_mended_before_it_is_replaced(folder: Path, archive: Path, mendable: Path) -> None:
    said = run(folder, "restore", archive, "--replace")
    (before,) = backups.archives(folder)

    assert "Scoping V1 was damaged" in said
    assert restoring.verified(before).scopings["V1"].title == "Title 1 of V1"


def test_what_cannot_be_mended_is_named_and_every_byte_of_it_kept(folder: Path, archive: Path, mendable: Path) -> None:
    later = [file.read_bytes() for file in (folder / "earlier" / "V1").iterdir()]
    for file in (folder / "earlier" / "V1").iterdir():
        file.write_bytes(file.read_bytes()[:-2])
    damaged = {file.read_bytes() for file in (folder / "V1.json", *(folder / "earlier" / "V1").iterdir())}
    said = run(folder, "restore", archive, "--replace", code=1)
    (before,) = backups.archives(folder)

    assert later
    assert f"Damaged, and not in {before}: V1." in said
    assert damaged <= {copy.read_bytes() for copy in (folder / "quarantine").glob("V1-*.json")}


def test_the_audits_check_and_an_export_mend_first(mendable: Path) -> None:
    assert "Scoping V1 was damaged" in run(mendable, "audit", "--check")
    assert "Title 1 of V1" in run(mendable, "export", "V1", "--format", "record")


# ---- what a restore takes away


@pytest.fixture
def with_later(folder: Path, archive: Path) -> Path:
    async def add() -> None:
        store = opened(folder)
        await store.add(a_scoping("V3", title="Begun later"))
        store.close()

    asyncio.run(add())
    return folder


LATER = "  V3: “Begun later”, in C1, directed by somebody (UDIR)\n"


def test_a_check_names_what_would_be_here_no_more_and_writes_nothing(with_later: Path, archive: Path) -> None:
    before = kept(with_later)
    said = run(with_later, "restore", archive, "--check")

    assert f"Not in it, but in {with_later}:\n{LATER}" in said
    assert kept(with_later) == before


def test_what_was_begun_after_the_backup_is_named_before_and_after(with_later: Path, archive: Path) -> None:
    said = run(with_later, "restore", archive, "--replace")
    (before,) = backups.archives(with_later)

    assert said.index(f"Not in the backup that is restored:\n{LATER}") < said.index("Restored to")
    assert f"Here no more, and kept in {before}: V3.\n" in said


def test_a_backup_of_nothing_is_restored_like_any_other(with_later: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    run(tmp_path / "empty", "backup", tmp_path / "none.zip")
    run(tmp_path / "new", "restore", tmp_path / "none.zip")
    run(with_later, "restore", tmp_path / "none.zip", "--replace")

    assert list(with_later.glob("*.json")) == []


@pytest.mark.parametrize("call", ["write", "sync_file", "create"])
def test_a_restore_that_fails_leaves_nothing_that_keeps_a_backup_from_being_made(
    folder: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    failing = FailingDisk()
    failing.fails[call] = an_error(28)
    laying_out = restoring.laying_out
    with monkeypatch.context() as patched:
        patched.setattr(restoring, "laying_out", lambda folder, _: laying_out(folder, failing))
        run(folder, "restore", archive, "--replace", code=1)

    assert not (folder / ".restoring").exists()
    run(folder, "backup")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("catalogs/0123456789abcdef.json", b'{"x":1}', "are not the questions it is named by"),
        ("forgotten/evil.json", b"x", "is the name of nothing that scopebot keeps"),
        ("forgotten/list.json", b'{"_default":5}', "its list of who was forgotten is damaged"),
        ("forgotten/key.json", b"[]", "its list of who was forgotten is damaged"),
    ],
    ids=["questions", "name", "list", "key"],
)
def test_a_check_looks_at_everything_in_it(archive: Path, tmp_path: Path, name: str, content: bytes, why: str) -> None:
    manifest, contents = backups.read(archive)
    manifest.files[name] = backups._file(content)
    with zipfile.ZipFile(archive, "w") as made:
        for each, inside in (contents | {name: content, MANIFEST: manifest.model_dump_json().encode()}).items():
            made.writestr(each, inside)

    assert why in run(tmp_path / "new", "restore", archive, "--check", code=1)


# ---- beside a forget


def test_a_backup_around_a_whole_change_is_begun_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents, begun = backups._contents, 0

    def changed_once(*arguments: object) -> object:
        nonlocal begun
        begun += 1
        files = list(contents(*arguments))
        if begun == 1:
            with backups.changing(folder):
                pass
        return files

    monkeypatch.setattr(backups, "_contents", changed_once)
    run(folder, "backup")

    assert begun == 2


def test_where_a_backup_goes_is_known_before_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, known = folder.with_name("away.zip"), []
    contents = backups._contents

    def looks(*arguments: object) -> object:
        known.extend(file for file, _ in elsewhere.known(folder))
        return contents(*arguments)

    monkeypatch.setattr(backups, "_contents", looks)
    run(folder, "backup", out)

    assert known == [out]


def test_a_backup_that_could_not_be_made_is_no_known_place(folder: Path) -> None:
    (folder / backups.CHANGING).touch()
    run(folder, "backup", folder.with_name("away.zip"), code=1)

    assert elsewhere.known(folder) == []


def test_a_scoping_whose_questions_are_lost_keeps_no_backup_from_being_restored(folder: Path, tmp_path: Path) -> None:
    documents = Documents(folder, Scoping, Disk())
    lost = documents.load("V1").model_dump(mode="json") | {"catalog_digest": "0123456789abcdef"}
    (folder / "V1.json").write_bytes(sealed({"_default": {"1": lost}}))
    said = run(folder, "backup", tmp_path / "b.zip", code=1)

    assert "Damaged, and not in it: V1." in said
    assert run(tmp_path / "new", "restore", tmp_path / "b.zip", "--check").startswith(f"{tmp_path / 'b.zip'} is whole")
