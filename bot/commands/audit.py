"""scopebot audit: who opened, changed and decided what, and whether every line is as it was written."""

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

import orjson

from bot.commands.database import audit_checked, audited, database_of
from bot.commands.database import done as run
from bot.commands.export import default_folder
from bot.store.audit import Audit
from bot.store.audit_check import Checked, check
from bot.store.audit_row import OPERATOR, Done
from bot.store.errors import StoreError
from bot.store.mending import mend_if_free
from bot.store.safe_file import Disk


def audit(env: Mapping[str, str], scoping: str, since: str, wanted: str, *, checking: bool) -> int:
    """Writes the lines, or what is wrong with them, to standard output; the exit code, 1 where something is wrong.

    `since` is a day in UTC, as 2026-03-04, or blank. People are shown by their Slack ids while anybody can say who a
    pseudonym was.
    """
    data = Path(env.get("SCOPEBOT_DATA", "").strip() or default_folder())
    if wanted not in FORMATS:
        return _refused(f"There is no format {wanted!r}; choose one of {', '.join(FORMATS)}.")
    try:
        if database := database_of(env):
            if checking:
                return _told(run(audit_checked(database)))
            done: Iterable[Done] = run(audited(database, scoping, _midnight(since)))
        else:
            sys.stderr.writelines(f"{said}\n" for said in mend_if_free(data, datetime.now(UTC)))
            if checking:
                return _told(check(data))
            done = Audit(data, Disk(), lambda: datetime.now(UTC)).rows(scoping, _midnight(since))
        sys.stdout.writelines(f"{line}\n" for line in FORMATS[wanted](done))
    except ValueError:
        return _refused(f"{since!r} is no day. Write it as 2026-03-04.")
    except (StoreError, OSError) as error:
        return _refused(str(error))
    return 0


def _told(found: Checked) -> int:
    """The digest of the last line is printed: written down elsewhere, it shows whether all was written anew since."""
    for problem in found.problems:
        sys.stdout.write(f"{problem}\n")
    whole = "" if found.problems else ", all as they were written"
    last = f"; the last is number {found.end.n}, {found.end.digest}" if found.lines else ""
    sys.stdout.write(f"{found.lines} lines{whole}{last}.\n")
    return 1 if found.problems else 0


def _table(done: Iterable[Done]) -> Iterable[str]:
    for row, person in done:
        who = row.who if row.who == OPERATOR else f"{person or '(forgotten)'} {row.who}"
        yield f"{row.at:%Y-%m-%d %H:%M:%S}Z  {row.did:<16}  {row.scoping or '-':<16}  {who}"


def _json(done: Iterable[Done]) -> Iterable[str]:
    for row, person in done:
        yield orjson.dumps(row.model_dump(mode="json") | {"person": person}).decode()


FORMATS: Mapping[str, Callable[[Iterable[Done]], Iterable[str]]] = {"table": _table, "json": _json}


def _midnight(day: str) -> datetime | None:
    """Raises ValueError for what is no day."""
    return datetime.combine(date.fromisoformat(day), time(), UTC) if day else None


def _refused(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1
