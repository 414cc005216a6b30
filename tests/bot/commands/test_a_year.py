"""After a year no byte of a person is left, in whatever form; what everybody else said and decided is as it was."""

import base64
import bz2
import difflib
import gzip
import html
import io
import json
import lzma
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from typer.testing import CliRunner

from bot.cli import app
from bot.store.documents import Documents
from bot.store.safe_file import Disk
from dialogs.scoping.scoping import Scoping
from tests.bot.commands import a_year
from tests.bot.commands.a_year import DETAIL, DISPLAY_NAME, EARLIER_ANSWER, HANDLE, MIA, OBJECTION, REAL_NAME, SENT_BACK

PHRASES = (EARLIER_ANSWER, OBJECTION, DETAIL, SENT_BACK)
SOUGHT = (MIA, HANDLE, REAL_NAME, DISPLAY_NAME, *PHRASES)
LEFT = "somebody who left 1"


def run(folder: Path, *arguments: object) -> str:
    done = CliRunner().invoke(app, list(map(str, arguments)), env={"SCOPEBOT_DATA": str(folder)})

    assert done.exit_code == 0, done.output
    return done.output


def forget(folder: Path) -> str:
    return run(folder, "forget", MIA, "--name", f"@{HANDLE}", "--name", REAL_NAME)


def forms(word: str) -> set[bytes]:
    """All that a word may stand as in a file: escaped for JSON, Python, HTML, and addresses; otherwise encoded."""
    written = {word, unicodedata.normalize("NFD", word)}
    written |= {f(one) for one in written for f in (_for_json, _for_python, html.escape, quote)}
    written |= {one.lower() for one in written}
    encoded = {one.encode(code) for one in written for code in ("utf-8", "utf-16-le", "utf-16-be")}
    return encoded | set(_in_base64(word.encode()))


def _for_json(word: str) -> str:
    return json.dumps(word)[1:-1]


def _for_python(word: str) -> str:
    return ascii(word)[1:-1]


def _in_base64(word: bytes) -> Iterator[bytes]:
    """Wherever it begins in what is encoded, without the letters that hang on its neighbours."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + word)
        yield whole[(0, 2, 3)[before] : len(whole) // 4 * 4 - 4]


def unpacked(content: bytes) -> Iterator[bytes]:
    """Bytes, and what is packed in them, however deep."""
    yield content
    for begin, unpack in ((b"\x1f\x8b", gzip.decompress), (b"BZh", bz2.decompress), (b"\xfd7zXZ", lzma.decompress)):
        if content.startswith(begin):
            yield from unpacked(unpack(content))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))


def found(folder: Path) -> dict[str, set[str]]:
    """In which files each of the words stands, in whatever form."""
    there: dict[str, set[str]] = {word: set() for word in SOUGHT}
    sought = {word: forms(word) for word in SOUGHT}
    for file in filter(Path.is_file, folder.rglob("*")):
        name = str(file.relative_to(folder))
        contents = [name.encode(), *unpacked(file.read_bytes())]
        contents += [content.lower() for content in contents]
        for word, written in sought.items():
            if any(one in content for content in contents for one in written):
                there[word].add(name)
    return there


def reports(folder: Path, ids: Mapping[str, str]) -> dict[str, list[str]]:
    """Every report that there is, line by line."""
    kept = {name: run(folder, "export", id) for name, id in ids.items() if name != "gone"}
    return {name: [line for line in report.splitlines() if line.strip()] for name, report in kept.items()}


def of_others(folder: Path) -> dict[str, object]:
    """What everybody else said and decided, in every scoping, with her pseudonym wherever she is spoken of."""
    documents = Documents(folder, Scoping, Disk())
    return {id: _of_others(documents.load(id)) for id in documents.ids()}


def _of_others(scoping: Scoping) -> object:
    said = {
        f"{question} {answer.seq}": answer.model_dump(mode="json")
        for question, entry in scoping.entries.items()
        for answer in entry.answers
        if answer.author not in (MIA, "LEFT1")
    }
    judged = {
        question: [one.model_dump(mode="json") for one in entry.judgements if one.by not in (MIA, "LEFT1")]
        for question, entry in scoping.entries.items()
    }
    decided = scoping.model_dump(
        mode="json", include={"title", "idea", "ending", "conditions", "reopenings", "pulse", "stage", "track"}
    )
    notes = [one.model_dump(mode="json") for one in (*scoping.objections, *scoping.details) if one.by != MIA]
    return json.loads(_without_her(json.dumps([said, judged, decided, notes], ensure_ascii=False)))


def _without_her(text: str) -> str:
    names = re.compile(
        rf"@?\b(?:{re.escape(REAL_NAME)}|{re.escape(DISPLAY_NAME)}|{re.escape(HANDLE)})\b", re.IGNORECASE
    )
    return re.sub(r"\bMia\b", LEFT, names.sub(LEFT, text.replace(MIA, "LEFT1")))


def _is_hers(line: str) -> bool:
    """Whether a line that is gone spoke of her, or was the heading of what only she said."""
    return any(word in line for word in (*SOUGHT, "Mia")) or line.startswith("#")


async def test_after_a_year_no_byte_is_left_and_everybody_else_is_as_before(tmp_path: Path) -> None:
    folder, away = tmp_path / "data", tmp_path / "away.zip"
    (tmp_path / "cases").mkdir()
    async with a_year.practised(folder) as year:
        await a_year.lives_through(year, tmp_path / "cases")
        run(folder, "backup", away)
        before, others, told = found(folder), of_others(folder), reports(folder, year.ids)
        forget(folder)
        after, others_after, told_after = found(folder), of_others(folder), reports(folder, year.ids)
        run(folder, "restore", away, "--replace")
        restored, others_restored = found(folder), of_others(folder)
        await a_year.starts_again(year)
        started = found(folder)

    assert all(before.values()), before
    assert {"logs/scopebot.log", "logs/scopebot.json.log", ".summaries"} <= before[MIA]
    assert after == restored == started == {word: set() for word in SOUGHT}
    assert others_after == others_restored == others
    for name, lines in told_after.items():
        changed = list(difflib.unified_diff(told[name], lines, n=0, lineterm=""))[2:]

        assert [line for line in changed if line[0] == "-" and not _is_hers(line[1:])] == []
        assert [line for line in changed if line[0] == "+" and LEFT not in line] == []
