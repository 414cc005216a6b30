"""`scopebot forget`: no byte of a person is left in the folder; what decisions rest on stays under a pseudonym."""

import asyncio
import bz2
import gzip
import io
import json
import lzma
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.doctor import _forgotten
from bot.store import backups, forgetting
from bot.store.documents import Documents
from bot.store.safe_file import Disk
from bot.store.tiny import TinyStore
from dialogs.record.parts import Note, Reply, Shown
from dialogs.scoping.scoping import Scoping
from tests.endings import EVERY
from tests.play import ANA, IVO, MONDAY, TOM

HANDLE, FULL_NAME = "ana.quiroga", "Ana Quiroga"
EARLIER_ANSWER, OBJECTION, DETAIL = "the marmalade incident", "the lighthouse clause", "the velvet spreadsheet"
MARKED = (EARLIER_ANSWER, OBJECTION, DETAIL)
SOUGHT = (ANA, HANDLE, FULL_NAME, "Quiroga", *MARKED)


def with_ana() -> Scoping:
    """An ended scoping in which Ana said all sorts of things, and others speak of her."""
    scoping = EVERY["approved_mlops"]()
    scoping.people[ANA].name = FULL_NAME
    first = scoping.entries["exam.1"].answers[0]
    earlier = first.model_copy(update={"values": {"problem": f"It began with {EARLIER_ANSWER}."}, "seq": 0})
    scoping.entries["exam.1"].answers.insert(0, earlier)
    scoping.objections.append(Note(text=f"I miss {OBJECTION}.", by=ANA, at=MONDAY, about="mlops"))
    scoping.details.append(Note(text=f"Look at {DETAIL}.", by=ANA, at=MONDAY))
    scoping.details.append(Note(text=f"Ask <@{ANA}>, that is @{HANDLE}.", by=TOM, at=MONDAY))
    scoping.shown |= {key: Shown(ts="1700000000.000200", digest="") for key in ("thread", "card")}
    scoping.shown["opener"] = Shown(ts="1700000000.000300", digest="")
    scoping.items["exam.1"].reply = Reply(ts="1700000000.000100", author=ANA)
    return scoping


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds Ana in every way there is."""
    folder = tmp_path / "data"
    asyncio.run(_fill(folder))
    (folder / "V9OTHER.json").write_bytes(b'{"garbage": 1')
    TinyStore(folder).close()
    (folder / "V9OTHER.json").unlink()
    (folder / "quarantine" / "V0START-0123456789ab.json").write_bytes((folder / "V0START.json").read_bytes()[:-9])
    line = f"2026-03-02 WARNING reminders: The reminder to {ANA} waits ({HANDLE}).\n"
    (folder / "logs").mkdir()
    (folder / "logs" / "scopebot.log").write_text(line * 3)
    (folder / "logs" / "scopebot.log.1.gz").write_bytes(gzip.compress(line.encode() * 3))
    run(folder, "export", "V0START", "--out", folder / "report.md")
    run(folder, "export", "V0START", "--format", "html", "--out", folder / "report.html")
    run(folder, "backup")
    run(folder, "backup", folder / "copy.zip")
    (folder / "backups" / ".b.zip.0a.unfinished").write_bytes((folder / "copy.zip").read_bytes())
    return folder


async def _fill(folder: Path) -> None:
    store = TinyStore(folder)
    await store.add(with_ana())
    for number in range(3):
        async with store.edit("V0START", str(number)) as scoping:
            scoping.details[-1].text += "!"
    other = EVERY["rejected"]().model_copy(update={"id": "V8OTHER"})
    await store.add(other)
    store.close()


def run(folder: Path, *arguments: object, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(map(str, arguments)), env={"SCOPEBOT_DATA": str(folder)})

    assert done.exit_code == code, done.output
    return done.output


def forget(folder: Path, code: int = 0) -> str:
    return run(folder, "forget", ANA, "--name", f"@{HANDLE}", code=code)


def unpacked(content: bytes) -> Iterator[bytes]:
    """Bytes, and what is packed in them, however deep."""
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(content))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))


def found(folder: Path) -> dict[str, set[str]]:
    """In which files each of the words stands."""
    there: dict[str, set[str]] = {word: set() for word in SOUGHT}
    for file in folder.rglob("*"):
        contents = list(unpacked(file.read_bytes())) if file.is_file() else []
        for word in SOUGHT:
            if any(word.encode() in content for content in [str(file).encode(), *contents]):
                there[word].add(str(file.relative_to(folder)))
    return there


def load(folder: Path) -> Scoping:
    return Documents(folder, Scoping, Disk()).load("V0START")


def of_others(scoping: Scoping) -> dict[str, object]:
    """All that somebody else than Ana said, by where it stands."""
    said = {
        (question, answer.seq): answer.model_dump()
        for question, entry in scoping.entries.items()
        for answer in entry.answers
        if answer.author not in (ANA, "LEFT1")
    }
    judged = {key: [one for one in entry.judgements if one.by != ANA] for key, entry in scoping.entries.items()}
    notes = [note for note in (*scoping.objections, *scoping.details) if note.by in (IVO, "U0MIA")]
    return {"said": said, "judged": judged, "notes": notes, "ending": scoping.ending, "conditions": scoping.conditions}


def test_no_byte_of_the_person_is_left_and_everybody_elses_answers_are_equal(folder: Path) -> None:
    before, others = found(folder), of_others(load(folder))
    said = forget(folder)
    after = found(folder)

    assert all(files for files in before.values()), before
    assert {"quarantine/V0START-0123456789ab.json", "backups/.b.zip.0a.unfinished", "copy.zip"} <= before[ANA]
    assert set.union(*after.values()) == set(), after
    assert of_others(load(folder)) == others
    assert said.startswith("Forgotten, and from now on “somebody who left 1”.")


def test_what_a_decision_rests_on_stays_under_the_pseudonym(folder: Path) -> None:
    before = load(folder)
    forget(folder)
    after = load(folder)

    assert after.entries["exam.1"].answer.author == "LEFT1"
    assert after.entries["exam.1"].answer.values == before.entries["exam.1"].answer.values
    assert after.name("LEFT1") == "somebody who left 1"
    assert after.ending.outcome == before.ending.outcome
    assert after.details[-1].text == "Ask <@LEFT1>, that is somebody who left 1.!!!"
    assert "somebody who left 1" in run(folder, "export", "V0START")


def test_the_pseudonym_is_the_same_everywhere_and_ever_after(folder: Path) -> None:
    forget(folder)
    run(folder, "forget", TOM)
    first = run(folder, "export", "V8OTHER", "--format", "record")
    again = forget(folder)
    (archive,) = backups.archives(folder)

    assert "LEFT1" in first
    assert load(folder).everyone().count("LEFT1") == 1
    assert "LEFT2" in load(folder).everyone()
    assert again.startswith("Forgotten, and from now on “somebody who left 1”.")
    assert b"LEFT1" in backups.read(archive)[1]["V0START.json"]


def test_a_backup_from_before_is_gone_through_when_it_is_restored(folder: Path, tmp_path: Path) -> None:
    away = tmp_path / "away.zip"
    run(folder, "backup", away)
    said = forget(folder)
    restored = run(folder, "restore", away, "--replace")

    assert f"{away}: a backup of" in said
    assert "Forgotten once more, as they were after the backup: somebody who left 1." in restored
    assert {word: files for word, files in found(folder).items() if files} == {}


def test_the_list_of_the_forgotten_holds_nobodys_id_and_survives_damage(folder: Path, tmp_path: Path) -> None:
    away = tmp_path / "away.zip"
    run(folder, "backup", away)
    forget(folder)
    (folder / "forgotten" / "list.json").write_bytes(b"garbage")
    restored = run(folder, "restore", away, "--replace")

    assert "somebody who left 1" in restored
    assert ANA not in str([file.read_bytes() for file in (folder / "forgotten").iterdir()])


async def test_while_a_bot_runs_nobody_is_forgotten(folder: Path) -> None:
    before = found(folder)
    store = TinyStore(folder)
    said = forget(folder, code=1)
    store.close()

    assert "is in use by" in said
    assert found(folder) == before


@pytest.mark.parametrize("row", range(len(forgetting.HOLDERS)))
def test_what_a_crash_cut_short_is_done_by_doing_it_again(
    folder: Path, row: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders = forgetting.HOLDERS
    with monkeypatch.context() as patched:
        patched.setattr(forgetting, "HOLDERS", (*holders[:row], holders[row]._replace(forget=_crash)))
        CliRunner().invoke(app, ["forget", ANA, "--name", HANDLE], env={"SCOPEBOT_DATA": str(folder)})
    forget(folder)

    assert set.union(*found(folder).values()) == set()


def _crash(_: object) -> None:
    raise KeyboardInterrupt


def test_what_slack_still_holds_is_named_with_its_place(folder: Path) -> None:
    scoping = load(folder)
    where = f"{scoping.team_id}/{scoping.channel}/thread/{scoping.channel}-1700000000.000200"
    said = forget(folder)

    assert "What Slack still holds is deleted in Slack" in said
    assert "  V0START: 2 messages and files of mine, and what people wrote themselves: https://" in said
    assert f"app.slack.com/client/{where}\n" in said
    assert "V8OTHER:" not in said


def test_a_backup_is_gone_through_whatever_it_is_called(folder: Path) -> None:
    run(folder, "backup", folder / "backups" / "before-the-move.bak")
    forget(folder)

    assert set.union(*found(folder).values()) == set()


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("notes.html", lambda text: f"<p>{text}</p>".encode()),
        ("my people.json", lambda text: json.dumps([text]).encode()),
        ("old.tar.gz", gzip.compress),
        ("old.txt.bz2", bz2.compress),
        ("mail.txt", lambda text: text.encode("utf-16")),
    ],
    ids=["page", "data", "packed", "packed otherwise", "two bytes a letter"],
)
def test_what_is_none_of_ours_is_named_and_not_touched(folder: Path, name: str, pack: Callable[[Any], bytes]) -> None:
    own = pack(f"Ask {ANA}." if not name.endswith(("gz", "bz2")) else f"Ask {ANA}.".encode())
    (folder / name).write_bytes(own)
    said = forget(folder, code=1)

    assert f"{folder / name}: it is no log, export or backup of mine" in said
    assert (folder / name).read_bytes() == own


@pytest.mark.parametrize(("suffix", "packing"), [("gz", gzip), ("bz2", bz2), ("xz", lzma)], ids=["gz", "bz2", "xz"])
def test_a_log_is_gone_through_however_it_is_packed(folder: Path, suffix: str, packing: Any) -> None:
    log = folder / "logs" / f"scopebot.log.7.{suffix}"
    log.write_bytes(packing.compress(f"A reminder to {ANA} waits ({FULL_NAME.upper()}).\n".encode()))
    forget(folder)

    assert packing.decompress(log.read_bytes()) == b"A reminder to LEFT1 waits (somebody who left 1).\n"


def test_a_log_is_gone_through_in_which_letters_are_escaped(folder: Path) -> None:
    log = folder / "logs" / "shipped.log"
    log.write_text(json.dumps({"message": "Ana Núñez waits."}))
    run(folder, "forget", ANA, "--name", HANDLE, "--name", "Ana Núñez")

    assert log.read_text() == '{"message": "somebody who left 1 waits."}'


@pytest.mark.parametrize("name", ["report", "for the board.txt", "V0START.markdown"])
@pytest.mark.parametrize("form", ["md", "html", "json", "record"])
def test_an_export_goes_whatever_it_is_called(folder: Path, form: str, name: str) -> None:
    run(folder, "export", "V0START", "--format", form, "--out", folder / name)
    forget(folder)

    assert not (folder / name).exists()


@pytest.mark.parametrize("form", ["md", "html", "json", "record"])
def test_an_export_goes_of_a_scoping_that_is_not_kept_any_more(folder: Path, form: str) -> None:
    run(folder, "export", "V0START", "--format", form, "--out", folder / "left.txt")
    for file in (folder / "V0START.json", *(folder / "earlier" / "V0START").iterdir()):
        file.unlink()
    forget(folder)

    assert not (folder / "left.txt").exists()


def test_an_export_of_one_that_is_gone_is_named_where_nobody_can_say_which_ana_it_is(folder: Path) -> None:
    export = folder / "left.md"
    export.write_text("# A canteen\n\n**Stopped.**\n\nAna started it on 3 March 2026.\n")
    asyncio.run(_call_her("Ana", folder))
    said = forget(folder, code=1)

    assert f"{export}: it is an export of a scoping that is not kept any more, and somebody in it is called so" in said
    assert export.exists()


async def _call_her(name: str, folder: Path) -> None:
    store = TinyStore(folder)
    async with store.edit("V0START", "named") as scoping:
        scoping.people[ANA].name = name
    store.close()


# ---- names that are words


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("of", "“of” has fewer than 3 letters"),
        ("a1", "“a1” has fewer than 3 letters"),
        ("model", "“model” is a word of the questions"),
        ("Week", "“Week” is a word of the questions"),
        ("velvet", "“velvet” is one word, and none of their names in the records"),
    ],
    ids=["of", "two letters", "a word", "a word in another case", "a name nobody has"],
)
def test_a_name_that_may_be_anybodys_word_is_refused_and_nothing_is_changed(folder: Path, name: str, why: str) -> None:
    before = found(folder)
    said = run(folder, "forget", ANA, "--name", HANDLE, "--name", name, code=1)

    assert said.startswith(f"Nothing was changed: {why}.")
    assert found(folder) == before
    assert not (folder / "forgotten").exists()


@pytest.mark.parametrize("name", ["Quiroga", FULL_NAME, "ana_q", "Ana M. Quiroga"])
def test_a_name_of_theirs_is_taken_as_it_is(folder: Path, name: str) -> None:
    run(folder, "forget", ANA, "--name", name)

    assert load(folder).name("LEFT1") == "somebody who left 1"


def test_a_word_is_replaced_where_somebody_says_that_it_is_meant(folder: Path) -> None:
    run(folder, "forget", ANA, "--name", "velvet", "--even-common")

    assert "LEFT1" in load(folder).everyone()


def test_what_they_are_called_is_left_in_others_words_where_it_is_one_of_the_questions(folder: Path) -> None:
    asyncio.run(_call_her("model", folder))
    before = load(folder).entries["exam.5"].answer
    said = run(folder, "forget", ANA, "--name", HANDLE)
    after = load(folder)

    assert "“model”, which they are called, is a word of the questions: it was left in what others said." in said
    assert before is not None
    assert after.entries["exam.5"].answer.values == before.values
    assert after.name("LEFT1") == "somebody who left 1"


def test_a_dry_run_says_how_many_places_would_change_in_which_scopings_and_changes_nothing(folder: Path) -> None:
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    said = run(folder, "forget", ANA, "--name", HANDLE, "--name", "of", "--dry-run")

    assert re.search(rf"^  V0START: \d+ places \({ANA} \d+, .*@{HANDLE} 1", said, re.MULTILINE), said
    assert re.search(r"^  V8OTHER: \d+ places", said, re.MULTILINE)
    assert re.search(r"\bof \d\d", said)
    assert "“of” has fewer than 3 letters: look whether all of these are meant." in said
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_a_dry_run_needs_no_bot_to_be_stopped(folder: Path) -> None:
    store = TinyStore(folder)
    said = run(folder, "forget", ANA, "--dry-run")
    store.close()

    assert "Nothing was changed." in said


def test_two_people_have_two_pseudonyms_where_two_lists_meet(folder: Path, tmp_path: Path) -> None:
    """Ana was forgotten before the backup, Ivo in another folder, where he was the first."""
    forget(folder)
    run(folder, "backup", tmp_path / "later.zip")
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    run(other, "forget", IVO)
    run(other, "restore", tmp_path / "later.zip")
    again = Documents(other, Scoping, Disk()).load("V0START")

    assert again.initiator == "LEFT1"
    assert again.director == "LEFT2"


def test_a_damaged_backup_is_out_of_reach_and_said_to_be(folder: Path) -> None:
    (archive,) = backups.archives(folder)
    archive.write_bytes(archive.read_bytes()[:-30])
    said = forget(folder, code=1)

    assert f"{archive}: " in said
    assert "damaged" in said


@pytest.mark.parametrize("person", ["ana", "LEFT1", "C123", "../x", ""])
def test_what_is_no_persons_id_is_refused(folder: Path, person: str) -> None:
    before = found(folder)
    run(folder, "forget", person, code=1)

    assert found(folder) == before


def test_of_one_workspace_only_its_scopings_are_gone_through(folder: Path) -> None:
    said = run(folder, "forget", ANA, "--team", "T9ELSEWHERE")

    assert "scopings:" not in said
    assert load(folder).initiator == ANA


async def test_the_bot_starts_with_what_is_left(folder: Path) -> None:
    forget(folder)
    store = TinyStore(folder)
    found_there = await store.find(person="LEFT1", ended=True)
    due = await store.due(MONDAY + timedelta(days=900))
    store.close()

    assert {one.id for one in found_there} == {"V0START", "V8OTHER"}
    assert isinstance(due, list)
    assert store.damaged == []


def test_everything_in_the_folder_is_on_the_page_of_what_is_kept(folder: Path) -> None:
    forget(folder)
    page = (Path(__file__).parents[3] / "docs" / "data.md").read_text("utf-8")
    theirs = {"logs", "copy.zip", "V0START.json", "V8OTHER.json"}

    assert {file.name for file in folder.iterdir() if f"`{file.name}" not in page} == theirs


# ---- what is damaged


def damage(file: Path) -> None:
    """A letter in the middle is another: the file is whole JSON still, and not as it was written."""
    content = bytearray(file.read_bytes())
    word = re.compile(rb"[a-z]{6,}").search(content, len(content) // 2)
    assert word is not None
    content[word.start() + 1] ^= 1
    file.write_bytes(content)


def test_a_damaged_scoping_is_mended_before_its_earlier_versions_go(folder: Path) -> None:
    """The second save before the last is what a start would mend it from."""
    damage(folder / "V0START.json")
    said = forget(folder)
    after = load(folder)

    assert "Scoping V0START was damaged" in said
    assert [back.source for back in after.restored] == ["earlier"]
    assert set(after.everyone()) & {ANA, "LEFT1"} == {"LEFT1"}
    assert set.union(*found(folder).values()) == set()


def test_what_cannot_be_mended_is_named_and_no_copy_of_it_made(folder: Path) -> None:
    for file in (folder / "V0START.json", *(folder / "earlier" / "V0START").iterdir()):
        damage(file)
    copies = set((folder / "quarantine").iterdir())
    said = forget(folder, code=1)

    assert f"{folder / 'V0START.json'}: it is not as it was written" in said
    assert "so nothing can be taken out of it" in said
    assert set((folder / "quarantine").iterdir()) <= copies
    (folder / "V0START.json").unlink()
    forget(folder)
    assert not found(folder)[ANA] - {"copy.zip"}


def test_a_whole_earlier_version_of_what_is_not_mended_stays_and_is_named(folder: Path) -> None:
    """Here no copy of the damaged file can be made, so nothing is written over it."""
    damage(folder / "V0START.json")
    for copy in (folder / "quarantine").iterdir():
        copy.unlink()
    (folder / "quarantine").rmdir()
    (folder / "quarantine").write_text("in the way")
    there = sorted((folder / "earlier" / "V0START").iterdir())
    said = forget(folder, code=1)

    assert sorted((folder / "earlier" / "V0START").iterdir()) == there
    assert all(f"{file}: it is whole" in said for file in there)


@pytest.mark.parametrize("form", ["md", "html", "json", "record"])
def test_an_export_that_is_called_as_a_scoping_is_none(folder: Path, form: str) -> None:
    run(folder, "export", "V0START", "--format", form, "--out", folder / "report.json")
    content = (folder / "report.json").read_bytes()
    TinyStore(folder).close()
    copied = list((folder / "quarantine").glob("report-*"))
    run(folder, "backup")
    run(folder, "restore", folder / "copy.zip", "--replace")
    kept = (folder / "report.json").read_bytes()
    forget(folder)

    assert copied == []
    assert kept == content
    assert not (folder / "report.json").exists()


@pytest.mark.parametrize("what", ["list", "key", "no key", "form"])
def test_a_lost_list_of_the_forgotten_is_called_what_it_is(folder: Path, tmp_path: Path, what: str) -> None:
    forget(folder)
    run(folder, "backup", tmp_path / "b.zip")
    for place in (folder / "forgotten", folder / "earlier" / "forgotten"):
        changed = place / ("key.json" if "key" in what else "list.json")
        if what == "no key":
            changed.unlink()
        else:
            changed.write_bytes(b'{"_default":{"1":{"x":1}}}' if what == "form" else b"garbage")
    refusals = [
        run(folder, "backup", tmp_path / "c.zip", code=1),
        run(folder, "restore", tmp_path / "b.zip", "--replace", code=1),
        run(folder, "forget", TOM, code=1),
    ]
    doctor = _forgotten(folder)

    assert all("The list of who was forgotten" in said and "Do not move it away" in said for said in refusals)
    assert not (folder / backups.CHANGING).exists()
    assert ["The list of who was forgotten" in one.says for one in doctor] == [True]
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        archive.extractall(folder, [name for name in archive.namelist() if name.startswith("forgotten/")])
    run(folder, "forget", TOM)
