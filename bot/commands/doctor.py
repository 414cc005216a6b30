"""Looks at everything scopebot needs to run, and says of each thing whether it is well and what to do if not."""

import re
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Protocol

import aiohttp
from ruamel.yaml import YAML

from bot.commands.database import database_of
from bot.packaged import packaged
from bot.serving.tokens import APP_ADVICE, BOT_ADVICE, PASSING
from bot.settings import Settings, SettingsError, load, wall_clock
from bot.store import backups, elsewhere
from bot.store.errors import Held, StoreError
from bot.store.forgotten import Forgotten
from bot.store.opening import address_of
from bot.store.safe_file import Disk
from bot.store.tiny import TinyStore
from bot.words.figures import upper_first
from dialogs.catalog import CatalogError

OLDEST_PYTHON = (3, 11)
MOST_SKEW = 60  # seconds; at 300 every signed request is refused
ANSWER_WITHIN = 10  # seconds
HELLO = "This is scopebot's doctor: reminders will reach you here. There is nothing to do."


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `do` is empty where there is nothing to do."""

    ok: bool
    checked: str
    says: str
    do: str = ""


class Opened(Protocol):
    """A store as far as the doctor looks into it."""

    @property
    def damaged(self) -> Iterable[Exception]: ...

    def close(self) -> None: ...


async def examine(
    env: Mapping[str, str],
    *,
    check_catalogue: Callable[[], None],
    http: bool = False,
    dm: str | None = None,
    open_store: Callable[[Path], Opened] = lambda folder: TinyStore(folder, reads_all=True),
    manifest: Path | None = None,
    now: Callable[[], datetime] = wall_clock,
    python: tuple[int, ...] = sys.version_info[:3],
) -> list[Finding]:
    """Everything looked at, in the order in which to put it right.

    `check_catalogue` raises CatalogError where the questions cannot be read. `dm` is the id of a person who is sent one
    test message. Slack is asked only where the settings can be used.
    """
    settings, findings = _settings(env, http)
    findings = [_python(python), *findings, _catalogue(check_catalogue)]
    folder, database = Path(env.get("SCOPEBOT_DATA", "").strip() or "./data"), database_of(env)
    findings += [*await _database(database), *_left(folder)] if database else _folder(folder, open_store)
    if settings is not None:
        findings += await _slack(settings, http, dm, manifest or packaged("manifest.yml"), now)
    return findings


def render(findings: Iterable[Finding]) -> str:
    """The findings as text: a line each, and what to do indented below."""
    return "\n".join(line for finding in findings for line in _lines(finding))


def declared_scopes(manifest: Path) -> frozenset[str]:
    """The bot scopes a manifest asks for."""
    return frozenset(YAML(typ="safe").load(manifest)["oauth_config"]["scopes"]["bot"])


def _lines(finding: Finding) -> list[str]:
    mark = "✗" if not finding.ok else "–" if finding.do else "✓"
    return [f"{mark} {finding.checked}: {finding.says}"] + ([f"    → {finding.do}"] if finding.do else [])


def _split(checked: str, text: str) -> Finding:
    """A failure from sentences of the kind "what is wrong; what to do" or "What is wrong. What to do."."""
    wrong, *todo = re.split(r"; |(?<=\.) (?=[A-Z])", text.replace("\n", " "), maxsplit=1)
    what_to_do = todo[0] if todo else "Put that right and look again."
    return Finding(False, checked, wrong.rstrip(".") + ".", upper_first(what_to_do))


def _python(version: tuple[int, ...]) -> Finding:
    shown = ".".join(map(str, version))
    if version >= OLDEST_PYTHON:
        return Finding(True, "Python", f"{shown}.")
    oldest = ".".join(map(str, OLDEST_PYTHON))
    return Finding(False, "Python", f"{shown} is too old.", f"Install Python {oldest} or newer.")


def _settings(env: Mapping[str, str], http: bool) -> tuple[Settings | None, list[Finding]]:
    try:
        settings = load(env, http=http)
    except SettingsError as error:
        return None, [_split("Settings", mistake) for mistake in error.mistakes]
    return settings, [Finding(True, "Settings", f"Complete for {'HTTP' if http else 'Socket'} mode.")]


def _catalogue(check: Callable[[], None]) -> Finding:
    try:
        check()
    except CatalogError as error:
        return _split("Questions", str(error))
    return Finding(True, "Questions", "The catalogue can be read.")


def _folder(folder: Path, open_store: Callable[[Path], Opened]) -> list[Finding]:
    left = _left(folder)
    try:
        store = open_store(folder)
    except Held as error:
        held = _split("Data folder", str(error))
        return [replace(held, do=f"If that is the scopebot you run, all is well. If not: {held.do}"), *left]
    except StoreError as error:
        return [_split("Data folder", str(error))]
    try:
        damaged = [_split("Scoping", str(damage)) for damage in store.damaged]
        damaged += _forgotten(folder)
    finally:
        store.close()
    return [Finding(True, "Data folder", f"{folder} can be written, and nobody else uses it."), *damaged, *left]


async def _database(database: str) -> list[Finding]:
    """The server, the tables, and every row that can't be read."""
    try:
        address = address_of(database)
        from bot.store.postgres.looking import look

        found = await look(address)
    except StoreError as error:
        return [_split("Database", str(error))]
    counted = f"{found.scopings} scoping{'' if found.scopings == 1 else 's'}"
    well = Finding(True, "Database", f"PostgreSQL {found.version} at {found.where} can be written; it keeps {counted}.")
    return [well, *(_split("Scoping", str(damage)) for damage in found.damaged)]


def _forgotten(folder: Path) -> list[Finding]:
    """The list of who was forgotten, where it is lost: nothing else says so before it is needed."""
    try:
        Forgotten(folder, Disk())
    except StoreError as error:
        return [_split("Forgotten people", str(error))]
    return []


def _left(folder: Path) -> list[Finding]:
    """Backups that were cut short; the next start, or the next backup to the same place, removes them."""
    with suppress(StoreError):
        places = {file.parent: file.name for file, _ in elsewhere.known(folder)}
        found = [
            file
            for place, name in [(folder / backups.FOLDER, ""), *places.items()]
            for file in backups.abandoned(place, name)
        ]
        if found:
            named = ", ".join(map(str, found))
            todo = "Nothing has to be done: scopebot's next start, or the next backup to the same place, removes them."
            return [Finding(True, "Backups", f"Cut short, and of no use: {named}.", todo)]
    return []


@dataclass(frozen=True)
class _Answer:
    """What Slack said to one call; `error` is "" where it said ok."""

    error: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]


class _Away(Exception):
    """Slack could not be asked, or is in trouble itself; the text says which."""


async def _slack(
    settings: Settings, http: bool, dm: str | None, manifest: Path, now: Callable[[], datetime]
) -> list[Finding]:
    limit = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
    findings: list[Finding] = []
    async with aiohttp.ClientSession(timeout=limit, trust_env=True) as session:
        visit = _Visit(session, settings, http, dm, manifest, now)
        try:
            async for finding in visit.findings():
                findings.append(finding)
        except _Away as away:
            todo = "Check this machine's network and proxy, SLACK_API_URL and slack-status.com, then look again."
            findings.append(Finding(False, "Slack", str(away), todo))
    return findings


@dataclass(frozen=True)
class _Visit:
    """One round of questions to Slack's Web API, asked plainly so that headers and refusals can be seen."""

    session: aiohttp.ClientSession
    settings: Settings
    http: bool
    dm: str | None
    manifest: Path
    now: Callable[[], datetime]

    async def findings(self) -> AsyncIterator[Finding]:
        """What the answers show; raises _Away where Slack has none."""
        me = await self._ask("auth.test")
        yield self._clock(me)
        yield _token("SLACK_BOT_TOKEN", me, BOT_ADVICE, f"It is {me.body.get('user')} of {me.body.get('team')}.")
        if not self.http:
            opened = await self._ask("apps.connections.open", self.settings.app_token.get_secret_value())
            yield _token("SLACK_APP_TOKEN", opened, APP_ADVICE, "It opens a connection.")
        if not me.error:
            yield self._scopes(me)
            yield await self._messages_tab()

    def _clock(self, answer: _Answer) -> Finding:
        try:
            skew = abs((parsedate_to_datetime(answer.headers["date"]) - self.now()).total_seconds())
        except (KeyError, TypeError, ValueError):
            return Finding(True, "Clock", "Not compared: Slack's answer had no date.")
        if skew <= MOST_SKEW:
            return Finding(True, "Clock", "It agrees with Slack's.")
        wrong = f"It differs from Slack's by {skew:.0f} seconds; from 300 on every request would be refused."
        return Finding(False, "Clock", wrong, "Set this machine's clock, best by NTP.")

    def _scopes(self, answer: _Answer) -> Finding:
        try:
            wanted = declared_scopes(self.manifest)
        except OSError:
            todo = f"Look again where {self.manifest.name} is."
            return Finding(True, "Scopes", f"Not compared: {self.manifest} cannot be read.", todo)
        said = answer.headers.get("x-oauth-scopes", "")
        if not said.strip():
            todo = "If something is refused later, compare the app's page OAuth & Permissions with manifest.yml."
            return Finding(True, "Scopes", "Slack did not say which scopes there are.", todo)
        granted = {scope.strip() for scope in said.split(",")}
        missing = ", ".join(sorted(wanted - granted))
        if not missing:
            return Finding(True, "Scopes", "All that manifest.yml lists are granted.")
        todo = "Paste manifest.yml into the app's page App Manifest, then reinstall the app into the workspace."
        return Finding(False, "Scopes", f"The bot token lacks {missing}.", todo)

    async def _messages_tab(self) -> Finding:
        if self.dm is None:
            todo = "Run scopebot doctor --dm U… with a person's id to send that person one test message."
            return Finding(True, "Messages tab", "Not checked: only a direct message shows it.", todo)
        opened = await self._ask("conversations.open", users=self.dm)
        channel = str((opened.body.get("channel") or {}).get("id", ""))
        sent = opened if opened.error else await self._ask("chat.postMessage", channel=channel, text=HELLO)
        if not sent.error:
            return Finding(True, "Messages tab", f"A test message reached {self.dm}.")
        wrong = f"No direct message reached {self.dm} ({sent.error})."
        return Finding(False, "Messages tab", wrong, _DM_ADVICE.get(sent.error, _DM_ADVICE["user_not_found"]))

    async def _ask(self, method: str, token: str | None = None, **fields: str) -> _Answer:
        bearer = token or self.settings.bot_token.get_secret_value()
        url, headers = self.settings.api_url + method, {"Authorization": f"Bearer {bearer}"}
        try:
            async with self.session.post(url, data=fields, headers=headers) as answer:
                return _judged(await answer.json(), answer.headers)
        except (aiohttp.ContentTypeError, ValueError) as error:
            raise _Away(f"Something answered at {url}, but not as Slack does.") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _Away(f"It did not answer at {self.settings.api_url} ({type(error).__name__}).") from error


_DM_ADVICE = {
    "messages_tab_disabled": "On the app's page App Home, switch the Messages Tab on, or paste manifest.yml again.",
    "missing_scope": "Paste manifest.yml into the app's page App Manifest, then reinstall the app.",
    "user_not_found": "Give the id of a person of this workspace, U…, from their profile's menu.",
}


def _judged(body: Any, headers: Mapping[str, str]) -> _Answer:
    if not isinstance(body, dict) or not isinstance(body.get("ok"), bool):
        raise ValueError
    error = "" if body["ok"] else str(body.get("error", "unknown_error"))
    if error in PASSING:
        raise _Away(f"It is in trouble itself ({error}).")
    return _Answer(error, {name.lower(): value for name, value in headers.items()}, body)


def _token(name: str, answer: _Answer, todo: str, well: str) -> Finding:
    if not answer.error:
        return Finding(True, name, well)
    return Finding(False, name, f"Slack refused it ({answer.error}).", upper_first(todo))
