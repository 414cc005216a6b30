"""scopebot demo: the real bot, a small Slack workspace of its own on this machine, and a page to try both in."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
import socket
import sys
import webbrowser
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import logs
from bot.app import Application
from bot.packaged import packaged
from bot.serving import ServingError
from bot.store.errors import StoreError
from practice.client import PracticeError, Slack
from practice.demo.attached import attached
from practice.demo.clock import DemoClock, Skipping
from practice.rehearsal.acts import do, start
from practice.rehearsal.case import CaseError, NotAsWritten, read
from practice.rehearsal.scene import Scene
from practice.rehearsal.transcript import Transcript, Watch
from practice.slack import keeping
from practice.slack.server import Practice
from practice.slack.workspace import Json

if TYPE_CHECKING:
    from practice.page.house import House

LOCAL = "127.0.0.1"
PORT = 8484
CHANNELS = ("shop", "churn")
PEOPLE = ("Ana", "Ivo", "Mia", "Tom", "Sam")
GUEST, GUESTS_CHANNEL = "Sam", "shop"
HALFWAY = Path(__file__).with_name("halfway.yaml")
BOT, LOG = "bot", "scopebot.log"
SAVES_EVERY = 3.0
MADRID = ZoneInfo("Europe/Madrid")
BETWEEN_ACTS = timedelta(minutes=6)


class CannotStart(Exception):
    """The workspace cannot be opened like this; the message says what to do."""


@dataclass(frozen=True)
class Options:
    """`begins` is when the first day begins, without one this week's Monday; `opening` plays the first scoping."""

    data: Path = Path("demo")
    host: str = LOCAL
    port: int = PORT
    token: str | None = None
    fresh: bool = False
    browser: bool = True
    begins: datetime | None = None
    opening: bool = True


def demo(options: Options) -> int:
    """Serves until it is told to stop; the exit code. What keeps it from starting is one sentence."""
    try:
        _check(options)
        with closing(_bound(options)) as bound:
            _prepare(options)
            asyncio.run(_serve(options, bound))
    except KeyboardInterrupt:
        pass
    except (CannotStart, keeping.NotOurs, CaseError, StoreError, ServingError) as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - the command's own words
        return 1
    return 0


def this_monday(today: date) -> datetime:
    """Nine in the morning, in Madrid, on the Monday of this week."""
    return datetime.combine(today - timedelta(days=today.weekday()), time(9), MADRID)


def _check(options: Options) -> None:
    if importlib.util.find_spec("nicegui") is None:
        raise CannotStart(
            "The page needs NiceGUI: in the clone, type make demo, or .venv/bin/pip install '.[practice]'."
        )
    if options.host != LOCAL and not options.token:
        raise CannotStart(f"Others can reach {options.host}: add --token with a word that only they know.")


def _bound(options: Options) -> socket.socket:
    """The page's socket, taken before anything else is started."""
    bound = socket.socket(socket.AF_INET6 if ":" in options.host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((options.host, options.port))
    except OverflowError:
        bound.close()
        raise CannotStart(f"{options.port} is no port; choose one from 1024 to 65535.") from None
    except OSError as error:
        bound.close()
        raise CannotStart(
            f"Port {options.port} on {options.host} cannot be used ({error.strerror}); "
            f"stop what uses it, or choose another with --port."
        ) from None
    return bound


def _prepare(options: Options) -> None:
    """The folder, emptied of what a workspace leaves there where a fresh one is wanted; and the log in it."""
    try:
        if options.fresh:
            shutil.rmtree(options.data / BOT, ignore_errors=True)
            (options.data / keeping.FILE).unlink(missing_ok=True)
        options.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        log = os.fdopen(keeping.for_us_alone(options.data / LOG, os.O_APPEND), "a", encoding="utf-8")
        logs.set_up("WARNING", log)
    except OSError as error:
        raise CannotStart(
            f"{options.data} cannot be written ({error.strerror}); name another folder with --data."
        ) from None


async def _serve(options: Options, bound: socket.socket) -> None:
    from practice.page.house import House
    from practice.page.news import News
    from practice.page.serving import serve

    kept = keeping.read(options.data / keeping.FILE)
    clock = DemoClock(keeping.now(kept) if kept else options.begins or this_monday(datetime.now(MADRID).date()))
    async with AsyncExitStack() as open_things:
        started = Practice.started(packaged("manifest.yml"), now=clock, token=options.token)
        practice = await open_things.enter_async_context(started)
        _furnish(practice, kept)
        bot = await open_things.enter_async_context(attached(practice, options.data / BOT, clock))
        skipping = Skipping(clock, bot.reminders.tick)
        if kept is None and options.opening:
            await _play(Slack(practice.url, options.token), practice, bot, clock, skipping)
        news = News(practice.workspace, kept["seen"] if kept else {})
        house = House(practice, clock, skipping.skip, news, begun=bool(kept and kept.get("begun")))
        saving = asyncio.create_task(_keep(options, house))
        open_things.callback(_save, options, house)
        open_things.callback(saving.cancel)
        await serve(house, bound, options.token, ready=lambda: _welcome(options, bound, practice))


def _furnish(practice: Practice, kept: Json | None) -> None:
    """Five people; what was kept, or two channels, one of them shared with the guest from another organisation."""
    workspace = practice.workspace
    here = {id: each for id, each in workspace.members.items() if each.real_name in PEOPLE or each is workspace.bot}
    workspace.members = here
    if kept:
        keeping.restore(workspace, practice.site.screens, kept)
        return
    workspace.channels = {id: each for id, each in workspace.channels.items() if each.name in CHANNELS}
    for channel in workspace.channels.values():
        channel.members = [each for each in channel.members if each in here]
    shared = workspace.channel(GUESTS_CHANNEL)
    shared.members.append(workspace.member(GUEST).id)
    shared.ext_shared = True


async def _play(slack: Slack, practice: Practice, bot: Application, clock: DemoClock, skipping: Skipping) -> None:
    """The first acts of a scoping, pressed and typed as people do, on days counted from today. Raises CaseError."""
    script = read(HALFWAY)
    on = clock().date() - script.case.begins.date()

    async def is_behind() -> bool:
        return bot.threads.behind > 0

    async with slack:
        watch = Watch(slack, script.case.channel, script.case.people)
        scene = Scene(script.case, slack, watch, Transcript(script.case.title), busy=is_behind)
        try:
            await start(scene)
            await scene.settle()
            for number, act in enumerate(script.case.acts):  # noqa: B007 - the last one is where it went wrong
                if act.later:
                    await skipping.skip(act.later + on - clock())
                else:
                    clock.skip(BETWEEN_ACTS)
                    await do(scene, act.model_copy(update={"until": act.until + on}) if act.until else act)
                await scene.settle()
        except (NotAsWritten, PracticeError) as error:
            raise CaseError(f"{script.at(number)}: {error}") from error
    practice.ledger.calls.clear()
    practice.ledger.deliveries.clear()


async def _keep(options: Options, house: House) -> None:
    while True:
        _save(options, house)
        await asyncio.sleep(SAVES_EVERY)


def _save(options: Options, house: House) -> None:
    kept = keeping.kept(house.workspace, house.site.screens, house.news.seen)
    keeping.write(options.data / keeping.FILE, kept | {"begun": house.begun})


def _welcome(options: Options, bound: socket.socket, practice: Practice) -> None:
    host, port = bound.getsockname()[:2]
    host = LOCAL if host == "0.0.0.0" else host
    page = f"http://{host}:{port}/" + (f"?token={options.token}" if options.token else "")
    print(f"The practice workspace is open: {page}", flush=True)  # noqa: T201 - the command's own words
    print(f"It keeps itself in {options.data}/, its scopings in {options.data / BOT}; Ctrl+C closes it.", flush=True)  # noqa: T201
    print(f"Its Web API answers at {practice.api_url}", flush=True)  # noqa: T201
    if options.browser:
        webbrowser.open(page)
