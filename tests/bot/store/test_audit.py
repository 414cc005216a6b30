"""The audit: a line before what it tells of, chained, by pseudonyms that can be forgotten; on disk or not at all."""

import errno
import json
import os
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import audit as auditing
from bot.store import audit_check, backups, restoring
from bot.store.audit import FOLDER, Audit, files, forget_person, note, shorten
from bot.store.audit_check import check
from bot.store.audit_row import OPERATOR, VERBS
from bot.store.errors import DiskFailed, NotSaved, NotWritten
from bot.store.pseudonyms import KEYS
from bot.store.safe_file import Disk
from bot.store.seal import sealed, unsealed
from bot.store.tiny import TinyStore
from dialogs.errors import NotNow
from dialogs.scoping.permissions import ACTS
from dialogs.verdicts.readiness import Tally
from tests.bot.store.conftest import MONDAY, Clock, a_scoping, opened
from tests.bot.store.failing_disk import FailingDisk, an_error
from tests.play import ANA, IVO, MIA, SCORES, answer_stage, fresh, pulsing

FULL, BROKEN = an_error(errno.ENOSPC), an_error(errno.EIO)


@pytest.fixture
def audit(tmp_path: Path, clock: Clock) -> Audit:
    return Audit(tmp_path, Disk(), clock)


def told(audit: Audit | TinyStore, scoping: str = "") -> list[tuple[str | None, str]]:
    """Who did what, as the lines say."""
    kept = audit if isinstance(audit, Audit) else audit._audit
    return [(done.person, done.row.did) for done in kept.rows(scoping)]


def lines(data: Path) -> list[bytes]:
    return [line for file in files(data / FOLDER) for line in file.read_bytes().splitlines()]


# ---- what is written


def test_each_thing_that_anybody_may_do_has_its_verb_or_is_not_written() -> None:
    assert set(ACTS) <= set(VERBS)
    assert VERBS["tap"] is None


async def test_what_is_done_to_a_scoping_is_written_with_the_save(tiny: TinyStore, folder: Path) -> None:
    await tiny.add(fresh())
    async with tiny.edit("V0START", None) as scoping:
        answer_stage(scoping)
    async with tiny.edit("V0START", "D1") as scoping:
        scoping.cancel("No budget.", IVO, MONDAY)
    async with tiny.edit("V0START", None) as scoping:
        scoping.reopen(ANA, MONDAY)

    assert told(tiny) == [(ANA, "started"), (ANA, "answered"), (IVO, "cancelled"), (ANA, "reopened")]
    versions = [json.loads(line).get("version") for line in lines(folder)]
    assert versions == [1, 2, 3, 4]
    assert check(folder).problems == []


async def test_what_was_only_looked_at_or_refused_is_not_written(tiny: TinyStore) -> None:
    await tiny.add(fresh())
    (await tiny.get("V0START")).park(ANA, MONDAY)
    with pytest.raises(NotNow):
        await _parks_twice(tiny)

    assert told(tiny) == [(ANA, "started")]


async def _parks_twice(tiny: TinyStore) -> None:
    async with tiny.edit("V0START", None) as scoping:
        scoping.park(ANA, MONDAY)
        scoping.park(ANA, MONDAY)


async def test_a_tap_is_never_written(tiny: TinyStore) -> None:
    scoping = pulsing(6)
    scoping.take_acts()
    await tiny.add(scoping)
    async with tiny.edit("V0START", None) as scoping:
        scoping.tap(Tally(), SCORES[0], MIA)

    assert told(tiny) == []


async def test_a_save_that_fails_is_followed_by_a_line_that_says_so(folder: Path) -> None:
    disk = FailingDisk()
    tiny = opened(folder, disk=disk)
    await tiny.add(fresh())
    disk.fails["rename"] = FULL
    with pytest.raises(NotSaved):
        async with tiny.edit("V0START", None) as scoping:
            scoping.park(ANA, MONDAY)

    assert told(tiny) == [(ANA, "started"), (ANA, "parked"), (ANA, "unsaved")]
    tiny.close()


async def test_an_act_costs_one_fsync_more_and_what_is_no_act_none(tiny: TinyStore) -> None:
    await tiny.add(fresh())
    before = tiny.fsyncs
    async with tiny.edit("V0START", None) as scoping:
        answer_stage(scoping)
    assert tiny.fsyncs - before == 3

    before = tiny.fsyncs
    async with tiny.edit("V0START", None) as scoping:
        scoping.title += "!"
    assert tiny.fsyncs - before == 2


# ---- who


def test_a_line_names_nobody_and_after_forgetting_nobody_can_say_who_it_was(audit: Audit, tmp_path: Path) -> None:
    audit.write([("answer", "UANA"), ("sign", "UIVO")], "S1")

    assert told(audit) == [("UANA", "answered"), ("UIVO", "signed")]
    assert not any(b"UANA" in line or b"UIVO" in line for line in lines(tmp_path))

    assert forget_person(tmp_path, "UANA")
    assert not forget_person(tmp_path, "UANA")

    assert told(audit) == [(None, "answered"), ("UIVO", "signed"), (None, "unlinked")]
    assert not [file for file in (tmp_path / FOLDER).iterdir() if b"UANA" in file.read_bytes()]
    assert check(tmp_path).problems == []


def test_whoever_comes_back_after_being_forgotten_is_somebody_else(audit: Audit, tmp_path: Path) -> None:
    audit.write([("answer", "UANA")], "S1")
    forget_person(tmp_path, "UANA")
    audit.write([("answer", "UANA")], "S1")
    first, _, second = (json.loads(line)["who"] for line in lines(tmp_path))

    assert first != second
    assert told(audit) == [(None, "answered"), (None, "unlinked"), ("UANA", "answered")]


def test_forgetting_leaves_nothing_where_nothing_was(tmp_path: Path) -> None:
    assert not forget_person(tmp_path, "UANA")
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_may_read_it(audit: Audit, tmp_path: Path) -> None:
    audit.write([("answer", "UANA")], "S1")

    assert {file.stat().st_mode & 0o777 for file in (tmp_path / FOLDER).iterdir()} == {0o600}
    assert (tmp_path / FOLDER).stat().st_mode & 0o777 == 0o700


@pytest.mark.elsewhere
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a file somebody else's")
def test_what_root_writes_beside_a_bot_of_another_user_is_that_users(tmp_path: Path, clock: Clock) -> None:
    """Else the bot could not add to it, and would refuse every answer."""
    os.chown(tmp_path, 65534, 65534)
    note(tmp_path, "export", "S1", clock)

    assert {file.stat().st_uid for file in [tmp_path / FOLDER, *(tmp_path / FOLDER).iterdir()]} == {65534}


# ---- whether it is whole


def written(audit: Audit, many: int = 4) -> None:
    for _ in range(many):
        audit.write([("answer", "UANA")], "S1")


def _without(number: int) -> Callable[[list[bytes]], list[bytes]]:
    return lambda kept: kept[: number - 1] + kept[number:]


def _changed(number: int) -> Callable[[list[bytes]], list[bytes]]:
    return lambda kept: [
        line.replace(b"answered", b"revised") if at == number else line for at, line in enumerate(kept, 1)
    ]


HARM: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "the first is taken out": (_without(1), "Lines 1 to 1 are missing."),
    "one is taken out": (_without(2), "is number 3 after number 1"),
    "the last is taken out": (_without(4), "Lines 4 to 4 are missing at the end."),
    "all are taken out": (lambda _: [], "Lines 1 to 4 are missing at the end."),
    "one is changed": (_changed(2), "does not follow the line before it"),
    "the last is changed": (_changed(4), "Line 4 is another one than was written."),
    "one is put in": (lambda kept: [*kept[:2], kept[1], *kept[2:]], "is number 2 after number 2"),
    "two change places": (lambda kept: [kept[1], kept[0], *kept[2:]], "is number 1 after number 2"),
    "one is spoilt": (lambda kept: [kept[0], b"{}", *kept[2:]], "is no line of the audit"),
}


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("then", ["seen at once", "seen after more lines", "seen after a restart and more lines"])
def test_whatever_is_done_to_the_lines_is_seen(
    audit: Audit, tmp_path: Path, clock: Clock, harm: str, then: str
) -> None:
    written(audit)
    harmed, said = HARM[harm]
    (file,) = files(tmp_path / FOLDER)
    file.write_bytes(b"".join(line + b"\n" for line in harmed(file.read_bytes().splitlines())))
    if then == "seen at once":
        assert said in " ".join(check(tmp_path).problems)
        return
    written(audit if "restart" not in then else Audit(tmp_path, Disk(), clock))

    assert check(tmp_path).problems


def test_a_whole_one_has_nothing_wrong_with_it(audit: Audit, tmp_path: Path) -> None:
    written(audit)
    found = check(tmp_path)

    assert (found.lines, found.end.n, found.problems) == (4, 4, [])


def test_what_a_crash_leaves_is_no_harm(audit: Audit, tmp_path: Path, clock: Clock) -> None:
    """Half a line that was never confirmed, and an end noted one line too early."""
    written(audit, 2)
    early = (tmp_path / FOLDER / auditing.END).read_bytes()
    written(audit, 1)
    (tmp_path / FOLDER / auditing.END).write_bytes(early)
    (file,) = files(tmp_path / FOLDER)
    with file.open("ab") as more:
        more.write(b'{"n":4,"at":"20')
    assert check(tmp_path).problems == []

    written(Audit(tmp_path, Disk(), clock), 1)

    assert (check(tmp_path).lines, check(tmp_path).problems) == (4, [])


def test_two_processes_and_many_threads_make_one_chain(tmp_path: Path, clock: Clock) -> None:
    pair = [Audit(tmp_path, Disk(), clock) for _ in range(2)]
    threads = [threading.Thread(target=written, args=(pair[number % 2], 5)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (check(tmp_path).lines, check(tmp_path).problems) == (30, [])


# ---- who the lines are of


def _edited(keys: Path) -> None:
    """As whoever knows the form would do it: the lines of one are another's."""
    tables = unsealed(keys.read_bytes())
    tables["_default"]["UEVE"] = tables["_default"].pop("UANA")
    keys.write_bytes(sealed(tables))


@pytest.mark.parametrize("harm", [_edited, Path.unlink], ids=["edited and sealed again", "removed"])
@pytest.mark.parametrize("then", ["seen at once", "seen after more people", "seen after a restart and more people"])
def test_whatever_is_done_to_the_list_of_pseudonyms_is_seen(
    audit: Audit, tmp_path: Path, clock: Clock, harm: Callable[[Path], None], then: str
) -> None:
    for act, person in (("answer", "UANA"), ("sign", "UIVO")):
        audit.write([(act, person)], "S1")
    assert check(tmp_path).problems == []

    harm(tmp_path / FOLDER / KEYS)
    if then == "seen at once":
        assert check(tmp_path).problems == [
            "people.json is another than was written: who its lines are of may be wrong."
        ]
        return
    for person in ("UMIA", "UTOM"):
        (audit if "restart" not in then else Audit(tmp_path, Disk(), clock)).write([("answer", person)], "S1")

    assert [said for said in check(tmp_path).problems if "people.json was changed, and not by scopebot" in said]


def test_a_list_of_long_before_that_is_put_back_is_seen(audit: Audit, tmp_path: Path) -> None:
    audit.write([("answer", "UANA")], "S1")
    early = (tmp_path / FOLDER / KEYS).read_bytes()
    audit.write([("answer", "UIVO")], "S1")
    forget_person(tmp_path, "UANA")
    (tmp_path / FOLDER / KEYS).write_bytes(early)

    assert check(tmp_path).problems


@pytest.mark.parametrize("more", [False, True], ids=["at once", "after more people"])
def test_a_crash_between_a_line_and_the_list_is_no_harm(audit: Audit, tmp_path: Path, more: bool) -> None:
    audit.write([("answer", "UANA")], "S1")
    before = (tmp_path / FOLDER / KEYS).read_bytes()
    audit.write([("answer", "UIVO")], "S1")
    (tmp_path / FOLDER / KEYS).write_bytes(before)
    if more:
        audit.write([("answer", "UMIA")], "S1")

    assert check(tmp_path).problems == []


def test_a_list_that_cannot_be_saved_leaves_no_line(tmp_path: Path, clock: Clock) -> None:
    disk = FailingDisk()
    audit = Audit(tmp_path, disk, clock)
    audit.write([("answer", "UANA")], "S1")
    disk.fails["create"] = FULL
    with pytest.raises(NotWritten):
        audit.write([("answer", "UIVO")], "S1")
    disk.fails.clear()

    assert told(audit) == [("UANA", "answered")]
    assert check(tmp_path).problems == []

    audit.write([("answer", "UIVO")], "S1")

    assert told(audit) == [("UANA", "answered"), ("UIVO", "answered")]
    assert check(tmp_path).problems == []


def test_the_digest_of_the_list_leads_to_nobody(audit: Audit, tmp_path: Path) -> None:
    """Whoever knows the other rows and guesses an id cannot try it: each save has other chance in it."""
    audit.write([("answer", "UANA")], "S1")
    first = unsealed((tmp_path / FOLDER / KEYS).read_bytes())["chance"]
    audit.write([("answer", "UIVO")], "S1")
    second = unsealed((tmp_path / FOLDER / KEYS).read_bytes())["chance"]

    assert first["1"]["salt"] != second["1"]["salt"]
    assert len(bytes.fromhex(second["1"]["salt"])) == 32


# ---- where it ends


async def test_an_end_that_was_cut_with_its_note_is_seen_after_more_lines(tiny: TinyStore, folder: Path) -> None:
    for id in ("V1", "V2"):
        scoping = fresh()
        scoping.id = id
        await tiny.add(scoping)
    async with tiny.edit("V1", None) as scoping:
        scoping.park(ANA, MONDAY)
    tiny.close()
    (file,) = files(folder / FOLDER)
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))
    (folder / FOLDER / auditing.END).unlink()

    assert "Lines 3 to 3 are missing at the end: V1 was saved after them." in check(folder).problems

    again = opened(folder)
    for delivery in "abc":
        async with again.edit("V2", delivery) as scoping:
            scoping.park(ANA, MONDAY) if delivery != "b" else scoping.resume(ANA, MONDAY)
    again.close()

    assert check(folder).problems == ["Line 3 is another one than was written: V1 was saved after that."]


async def test_a_restored_record_claims_no_line_of_another_audit(tiny: TinyStore, folder: Path, tmp_path: Path) -> None:
    await tiny.add(fresh())
    tiny.close()
    backups.write(folder, tmp_path / "b.zip", MONDAY)
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    restoring.restore(other, restoring.verified(tmp_path / "b.zip"), MONDAY, Disk())

    assert check(other).problems == []


@pytest.mark.usefixtures("short_files")
async def test_what_retention_removed_is_missed_by_no_record(tiny: TinyStore, folder: Path, clock: Clock) -> None:
    await tiny.add(fresh())
    written(tiny._audit, 8)
    clock.pass_by(days=400)
    written(tiny._audit, 8)

    assert shorten(folder, clock() - timedelta(days=300)) > 0
    assert check(folder).problems == []


# ---- files, and how long they are kept


@pytest.fixture
def short_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "MOST_BYTES", 500)


@pytest.mark.usefixtures("short_files")
def test_files_are_bounded_and_the_chain_goes_on_from_one_to_the_next(audit: Audit, tmp_path: Path) -> None:
    written(audit, 12)

    assert len(files(tmp_path / FOLDER)) > 2
    assert all(file.stat().st_size < 1000 for file in files(tmp_path / FOLDER))
    assert (check(tmp_path).lines, check(tmp_path).problems) == (12, [])

    files(tmp_path / FOLDER)[1].unlink()

    assert check(tmp_path).problems


@pytest.mark.usefixtures("short_files")
def test_what_is_too_old_goes_by_whole_files_and_says_so(audit: Audit, tmp_path: Path, clock: Clock) -> None:
    written(audit, 6)
    clock.pass_by(days=400)
    written(audit, 6)
    removed = shorten(tmp_path, clock() - timedelta(days=300))

    assert 0 < removed <= 6
    assert check(tmp_path).problems == []
    assert told(audit)[-1] == (None, "shortened")

    files(tmp_path / FOLDER)[0].unlink()

    assert "are missing." in check(tmp_path).problems[0]


def test_retention_leaves_the_newest_file(audit: Audit, tmp_path: Path, clock: Clock) -> None:
    written(audit)

    assert shorten(tmp_path, clock() + timedelta(days=1)) == 0
    assert check(tmp_path).lines == 4


# ---- a disk that fails: nothing is done without its line


@pytest.mark.parametrize("call", ["append", "write"])
async def test_an_answer_whose_line_cannot_be_written_is_refused_and_may_be_given_again(
    folder: Path, call: str
) -> None:
    disk = FailingDisk()
    tiny = opened(folder, disk=disk)
    await tiny.add(fresh())
    before = (folder / "V0START.json").read_bytes()
    disk.calls.clear()
    disk.fails[call], disk.at_most = FULL, 20
    with pytest.raises(NotWritten, match="V0START was not saved, because the audit could not be written"):
        async with tiny.edit("V0START", "D1") as scoping:
            scoping.park(ANA, MONDAY)
    disk.fails.clear()

    assert (folder / "V0START.json").read_bytes() == before
    assert told(tiny) == [(ANA, "started")]

    async with tiny.edit("V0START", "D1") as scoping:
        scoping.park(ANA, MONDAY)

    assert told(tiny) == [(ANA, "started"), (ANA, "parked")]
    assert check(folder).problems == []
    tiny.close()


async def test_a_line_the_disk_did_not_confirm_stops_the_process(folder: Path) -> None:
    disk = FailingDisk()
    tiny = opened(folder, disk=disk)
    await tiny.add(fresh())
    disk.fails["sync_file"] = BROKEN
    with pytest.raises(DiskFailed):
        await tiny.note("report", ANA, "V0START")
    disk.fails.clear()

    assert tiny.failed
    with pytest.raises(DiskFailed):
        await tiny.note("report", ANA, "V0START")
    tiny.close()


@pytest.mark.parametrize("damage", ["cut", "flipped"])
async def test_keys_that_are_damaged_hold_nothing_up_and_are_said_to_be(
    tiny: TinyStore, folder: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    await tiny.add(a_scoping())
    await tiny.note("report", "UANA", "V1")
    keys = folder / FOLDER / KEYS
    whole = keys.read_bytes()
    keys.write_bytes(whole[:-9] if damage == "cut" else whole.replace(b"UANA", b"UBNA"))
    await tiny.note("report", "UANA", "V1")
    rows = [done.row.who for done in await tiny.audited("V1")]

    assert "Who the people of the audit are is lost" in caplog.text
    assert rows[-1] != rows[-2]
    assert b"UANA" in keys.read_bytes()


def test_the_operator_stands_in_it_as_the_operator(audit: Audit, tmp_path: Path, clock: Clock) -> None:
    note(tmp_path, "export", "S1", clock)
    note(tmp_path, "restore", clock=clock)
    rows = [done.row for done in audit.rows()]

    assert [(row.who, row.did, row.scoping) for row in rows] == [
        (OPERATOR, "exported", "S1"),
        (OPERATOR, "restored", ""),
    ]


# ---- looked at beside a bot


def test_what_is_written_while_a_check_goes_through_the_lines_is_nothing_wrong(
    audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each line somebody new answers, so that lines, list and end are others than a moment ago."""
    audit.write([("answer", f"U{n}") for n in range(5)], "V1")
    parsed = audit_check.parsed

    def answered_meanwhile(line: bytes) -> object:
        audit.write([("answer", f"U{len(told(audit))}")], "V1")
        return parsed(line)

    monkeypatch.setattr(audit_check, "parsed", answered_meanwhile)
    found = check(tmp_path)

    assert (found.lines, found.problems) == (5, [])


def test_every_flipped_bit_of_the_note_of_the_end_heals_with_the_next_line(audit: Audit, tmp_path: Path) -> None:
    audit.write([("answer", "U1"), ("answer", "U2")], "V1")
    end, lasting = tmp_path / FOLDER / auditing.END, []
    for bit in range(0, len(end.read_bytes()) * 8, 7):
        content = bytearray(end.read_bytes())
        content[bit // 8] ^= 1 << bit % 8
        end.write_bytes(content)
        Audit(tmp_path, Disk(), audit._clock).write([("answer", "U1")], "V1")
        lasting += [bit] if check(tmp_path).problems else []

    assert lasting == []


def test_the_note_of_the_end_of_0_1_0_is_read(audit: Audit, tmp_path: Path) -> None:
    end = audit.write([("answer", "U1")], "V1")
    assert end
    (tmp_path / FOLDER / auditing.END).write_text(json.dumps({"n": 9, "digest": end.digest}))

    assert check(tmp_path).problems == ["Lines 2 to 9 are missing at the end."]
