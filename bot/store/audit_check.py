"""Whether the audit is whole: every line there, as it was written, and none missing at the end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from filelock import Timeout

from bot.store.audit import END, FOLDER, files, locked, noted_end, parsed
from bot.store.audit_row import End, Row, digest_of
from bot.store.holding import Taken
from bot.store.pseudonyms import KEYS, digest_of_file
from bot.store.seal import unsealed


class Checked(NamedTuple):
    """How many lines there are, where they end, and what is wrong with them, a sentence each."""

    lines: int
    end: End
    problems: list[str]


def check(data: Path) -> Checked:
    """Reads all of it. Raises OSError where a file can't be read, NotSaved where the list of pseudonyms can't.

    What the records say is read before the lines, and the rest at once with them, while nobody writes: a bot which is
    at work is not taken for somebody else.
    """
    folder, claims = data / FOLDER, list(_claims(data))
    with _still(folder):
        contents = [(file, file.read_bytes()) for file in files(folder)]
        people, noted_at_the_end = digest_of_file(folder / KEYS), noted_end(folder)
    return checked(claims, _lines(contents), people, noted_at_the_end)


def checked(
    claims: Sequence[tuple[str, End]], found: Iterable[tuple[str, bytes]], people: str, noted_at_the_end: End | None
) -> Checked:
    """The same of what was read already.

    `claims` is what each record says the audit ended with; `found` each line, with where it stands; `people` the digest
    of the list of pseudonyms; the last where the audit ends by its own account.
    """
    before, shortened, first, lines = End(), 0, 0, 0
    problems: list[str] = []
    digests: dict[int, str] = {}
    noted: tuple[str, ...] = ()
    for where, line in found:
        row = parsed(line)
        if row is None:
            problems.append(f"{where} is no line of the audit.")
            continue
        lines, first, shortened = lines + 1, first or row.n, max(shortened, row.through)
        problems += _breaks(where, row, before)
        before = End(row.n, digest_of(line))
        digests[row.n] = before.digest
        if row.people:
            if noted and row.people_was not in noted:
                problems.append(f"Before {where} {KEYS} was changed, and not by scopebot: {_OTHERS}.")
            noted = row.people, row.people_was
    if first > 1 and shortened < first - 1:
        problems.insert(0, f"Lines 1 to {first - 1} are missing.")
    problems += _missing_at_the_end(noted_at_the_end, before, digests, first)
    problems += _missing_by_records(claims, before, digests, first)
    if noted and people not in noted:
        problems.append(f"{KEYS} is another than was written: {_OTHERS}.")
    return Checked(lines, before, problems)


_OTHERS = "who its lines are of may be wrong"


def _claims(data: Path) -> Iterator[tuple[str, End]]:
    """What each record says the audit ended with when it was saved. One that can't be read says nothing."""
    for file in sorted(data.glob("*.json")):
        try:
            n, digest = unsealed(file.read_bytes())["_default"]["1"]["audited"]
        except (ValueError, LookupError, TypeError):
            continue
        yield file.stem, End(int(n), str(digest))


def _missing_by_records(
    claims: Iterable[tuple[str, End]], last: End, digests: Mapping[int, str], first: int
) -> Iterator[str]:
    """Lines that a record was saved after: it lies elsewhere than the lines and the note of where they end."""
    for id, end in claims:
        if end.n > last.n:
            yield f"Lines {last.n + 1} to {end.n} are missing at the end: {id} was saved after them."
        elif end.n >= first and digests.get(end.n) != end.digest:
            yield f"Line {end.n} is another one than was written: {id} was saved after that."


@contextmanager
def _still(folder: Path) -> Iterator[None]:
    """Nobody writes meanwhile, if that can be had: whoever may only read looks all the same."""
    with ExitStack() as stack:
        if folder.is_dir():
            with suppress(Timeout, Taken, OSError):
                stack.enter_context(locked(folder))
        yield


def _lines(contents: Sequence[tuple[Path, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Each line with where it stands. The last, while it is being written, is none yet."""
    for file, content in contents:
        whole = content[: content.rfind(b"\n") + 1] if file == contents[-1][0] else content
        for number, line in enumerate(whole.splitlines(), 1):
            yield f"{file.name}, line {number},", line


def _breaks(where: str, row: Row, before: End) -> Iterator[str]:
    """What is wrong between a line and the one before; the first there is follows what was removed for its age."""
    if before.n and row.n != before.n + 1:
        yield f"{where} is number {row.n} after number {before.n}: lines between them are missing, or out of order."
    elif before.n and row.was != before.digest:
        yield f"{where} does not follow the line before it: one of the two was changed."
    elif row.n == 1 and row.was:
        yield f"{where} says that it is the first, and that there was one before it."


def _missing_at_the_end(noted: End | None, last: End, digests: dict[int, str], first: int) -> Iterator[str]:
    if noted is None:
        if last.n:
            yield f"{END} is missing or damaged: whether lines are missing at the end can't be told."
    elif noted.n > last.n:
        yield f"Lines {last.n + 1} to {noted.n} are missing at the end."
    elif noted.n >= first and digests.get(noted.n) != noted.digest:
        yield f"Line {noted.n} is another one than was written."
