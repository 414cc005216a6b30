"""A year of one folder with Mia in it: scopings on both tracks, backups, exports, logs, a restore, and what was kept.

Everything is done as people do it: in the practice Slack, and on the command line.
"""

from __future__ import annotations

import gzip
import logging
import lzma
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import logs
from bot.commands import backup, export
from bot.store import backups
from bot.thread.retention import Retention
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.readiness import ELEMENTS
from practice.client import Message, Person, Slack
from practice.rehearsal.acts import do, start
from practice.rehearsal.case import Case, read
from practice.rehearsal.scene import Scene
from practice.rehearsal.slack import peopled
from practice.rehearsal.transcript import Transcript, Watch
from practice.rehearsal.vocabulary import Act
from practice.slack.server import Practice
from practice.slack.workspace import TEAM, Member
from tests.conftest import MANIFEST, PATIENT, Clock, Running, running_bot
from tests.full_track import TAPS, play
from tests.play import GOOD, MONDAY, TOM

EXAMPLES = Path(__file__).parents[3] / "examples"
MIA = "U0000000MIA"
HANDLE, REAL_NAME, DISPLAY_NAME = "mia.nunez-q", "Mia Núñez Quiroga", "Mia Ñandú-Q"
EARLIER_ANSWER, OBJECTION, DETAIL, SENT_BACK, SAID = (
    "the marmalade incident",
    "the lighthouse clause",
    "the velvet spreadsheet",
    "the paper lantern",
    "the copper umbrella",
)
"""What she types that nothing rests on; the last in the thread alone."""
OF_HER = f"<@{MIA}> wrote it down, @{HANDLE} that is ({HANDLE.upper()}), {REAL_NAME}, also called {DISPLAY_NAME}."
"""What somebody says of her where she takes no part."""
MARCH = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
"""When the year begins; the examples that are played last begin a year later."""
KEPT_FOR = timedelta(days=300)
FORMATS: Mapping[str, str] = {"md": "md", "html": "html", "json": "json", "record": "record.json"}

Beside = Callable[[Scene], Awaitable[None]]


@dataclass
class Year:
    """The folder, the clock, and Slack: what goes on while the bot is stopped and started."""

    folder: Path
    practice: Practice
    slack: Slack
    clock: Clock
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        return {"SCOPEBOT_DATA": str(self.folder)}

    def running(self) -> AbstractAsyncContextManager[Running]:
        return running_bot(self.practice, self.folder, self.clock)

    async def plays(self, bot: Running, case: Case, beside: Mapping[str, Beside] = {}) -> str:
        """A case from its start to its end; what is done `beside` it comes before the first act of that verb."""
        scene = await self._scene(bot, case)
        begun, waiting = self.clock.now, dict(beside)
        await start(scene)
        await scene.settle()
        (summary, *_) = await bot.store.find()
        for act in case.acts:
            if doing := waiting.pop(act.verb, None):
                await doing(scene)
                await scene.settle()
            if act.later:
                self.clock.now = begun + (act.later - case.begins)
                await self._is_away_at_first(bot)
                await bot.application.reminders.tick()
            else:
                await do(scene, act)
            await scene.settle()
        assert not waiting, waiting
        return summary.id

    async def _is_away_at_first(self, bot: Running) -> None:
        """Slack takes no reminder, which the log says of each person."""
        await self.slack.mood(fail={"method": "chat.postMessage", "how": "http_500", "times": 9})
        await bot.application.reminders.tick()
        await self.slack.mood(clear=True)

    async def months(self, bot: Running, many: int) -> None:
        """So many months go by, with a backup, a look at what is old, and the reminders, in each."""
        retention = self.retention(bot)
        for _ in range(many):
            self.clock.skip(days=30)
            await bot.application.reminders.tick()
            await bot.settled()
            await retention.tick()
            await bot.settled()
            assert backup.backup(self.env, None, self.clock()) == 0

    def retention(self, bot: Running) -> Retention:
        context = bot.application.context
        return Retention(context.scopings, context.slack, self.clock, KEPT_FOR)

    def exports(self, id: str) -> None:
        """The report in every format, into the folder."""
        out = self.folder / "exports"
        out.mkdir(mode=0o700, exist_ok=True)
        for wanted, suffix in FORMATS.items():
            assert export.export(self.env, id, wanted, out=out / f"{id}.{suffix}") == 0

    async def card(self) -> Message:
        """The newest card in the channel."""
        card = await Watch(self.slack, "#shop", []).card()
        assert card
        return card

    async def thread(self) -> list[Message]:
        """What stands under it."""
        return await Watch(self.slack, "#shop", []).thread()

    async def _scene(self, bot: Running, case: Case) -> Scene:
        async def is_busy() -> bool:
            await bot.settled()
            return False

        watch = Watch(self.slack, case.channel, case.people)
        return Scene(case, self.slack, watch, Transcript(case.title, case.about), busy=is_busy)


def case(name: str, *, swap: tuple[str, str] | None = None, words: Mapping[str, str] = {}, folder: Path) -> Case:
    """An example in #shop, without what it waits for; two of its people swapped, some of its words replaced.

    One that is played in spring has its days a year earlier.
    """
    text = (EXAMPLES / f"{name}.yaml").read_text("utf-8")
    for old, new in words.items():
        assert old in text, old
        text = text.replace(old, new)
    if swap:
        other = dict([swap, swap[::-1]])
        text = re.sub(rf"\b({'|'.join(other)})\b", lambda found: other[found[1]], text)
    file = folder / f"{name}.yaml"
    file.write_text(text, "utf-8")
    found = read(file).case
    acts = [act.model_copy(update={"expect": None}) for act in found.acts]
    return found.model_copy(update={"acts": acts, "channel": "#shop"})


def then(played: Case, before: str, *acts: dict[str, Any]) -> Case:
    """The case with more acts in it, before the first of that verb."""
    at = next(number for number, act in enumerate(played.acts) if act.verb == before)
    return played.model_copy(update={"acts": [*played.acts[:at], *map(Act.model_validate, acts), *played.acts[at:]]})


async def writes(person: Person, label: str, on: Any, reason: str) -> None:
    """Presses something that asks for words, and says them."""
    ack = await person.presses(label, on=on)
    assert ack.acked, ack
    await person.fill({"reason": reason})
    ack = await person.submits()
    assert ack.acked, (ack, await person.errors())


@contextmanager
def logged(folder: Path) -> Iterator[None]:
    """All that the log would say at its most talkative, in both its forms, into the folder."""
    root = logging.getLogger()
    names = ("", "slack_sdk", "slack_bolt", "asyncio", "transitions")
    levels, handlers = {name: logging.getLogger(name).level for name in names}, list(root.handlers)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "scopebot.log").open("a") as text, (folder / "scopebot.json.log").open("a") as objects:
        both = [logs.set_up("DEBUG", text), logs.set_up("DEBUG", objects, form="json")]
        root.handlers[:] = both
        yield
        root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def packs_its_logs(folder: Path) -> None:
    """As logrotate does it, each in its own way."""
    for name, pack, suffix in (
        ("scopebot.log", gzip.compress, ".1.gz"),
        ("scopebot.json.log", lzma.compress, ".1.xz"),
    ):
        (folder / f"{name}{suffix}").write_bytes(pack((folder / name).read_bytes()))
        (folder / name).unlink()


@asynccontextmanager
async def practised(folder: Path) -> AsyncIterator[Year]:
    """Slack with Mia in it under all her names, a year before the examples begin."""
    clock = Clock(MARCH)
    async with Practice.started(MANIFEST, now=clock, ack_seconds=PATIENT) as practice, Slack(practice.url) as slack:
        workspace = peopled(practice.workspace)
        known = workspace.members[MIA]
        workspace.members[MIA] = replace(known, name=HANDLE, real_name=REAL_NAME, display_name=DISPLAY_NAME)
        assert isinstance(workspace.members[MIA], Member)
        yield Year(folder, practice, slack, clock)


async def lives_through(year: Year, aside: Path) -> None:
    """The year, up to the day on which Mia wants to be forgotten; cases as they are played are left `aside`."""
    with logged(year.folder / "logs"):
        async with year.running() as bot:
            await _spring(year, bot, aside)
    packs_its_logs(year.folder / "logs")
    await _goes_back(year)
    with logged(year.folder / "logs"):
        async with year.running() as bot:
            await _autumn(year, bot, aside)
            await _march(year, bot, aside)


async def starts_again(year: Year) -> None:
    """The bot reads its threads, and brings what stands there in line with what is kept."""
    with logged(year.folder / "logs"):
        async with year.running() as bot:
            await _settle(year, bot)
            await bot.application.threads.catch_up()
            await _settle(year, bot)


async def _spring(year: Year, bot: Running, aside: Path) -> None:
    """One that retention removes before the year is over, and one that Mia directs."""
    year.ids["gone"] = await year.plays(bot, case("words-alone", words={"2026-": "2025-"}, folder=aside))
    year.exports(year.ids["gone"])
    await year.months(bot, 1)
    directed = then(
        case("radio-playlists", swap=("Ivo", "Mia"), folder=aside),
        "accepts",
        {"who": "Mia", "sends_back": {"Why machine learning": f"This leaves out {SENT_BACK}."}},
        {"who": "Eva", "answers": "Why machine learning", "with": {"because": "Jo knows them all by ear."}},
        {"who": "Eva", "confirms": "What is done instead"},
    )
    year.ids["directed"] = await year.plays(bot, directed)
    year.exports(year.ids["directed"])
    await year.months(bot, 1)
    await _reopened(year, bot, "They like the playlists less than we thought.")


async def _reopened(year: Year, bot: Running, reason: str) -> None:
    card = await year.card()
    await writes(year.slack.person("Eva"), "Reopen", card, reason)
    await bot.settled()


async def _goes_back(year: Year) -> None:
    """A disk is lost in May; what the last backup holds is put back."""
    year.clock.skip(hours=5)
    newest = backups.archives(year.folder)[-1]
    assert backup.restore(year.env, newest, replace=True, now=year.clock()) == 0


async def _autumn(year: Year, bot: Running, aside: Path) -> None:
    """What was lost is done again; it ends, and later another begins in which others speak of her."""
    await year.slack.settle()
    await bot.settled()
    await _reopened(year, bot, "They like them less than we thought.")
    await _cancels(year, bot, "Eva", "Jo goes on as before, and nobody minds.")
    await year.months(bot, 9)
    mentioned = case("team-lunch-cancelled", words={"The canteen throws": f"{OF_HER} The canteen throws"}, folder=aside)
    year.ids["mentioned"] = await year.plays(bot, mentioned)
    year.exports(year.ids["mentioned"])


async def _march(year: Year, bot: Running, aside: Path) -> None:
    """Two whole tracks, in which she answers, disagrees, objects, and says more than is needed."""
    year.clock.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    looked = "I went through 200,000 sessions of February."
    shop = then(
        case("online-shop", words={looked: f"It began with {EARLIER_ANSWER}. {looked}"}, folder=aside),
        "meets",
        {"who": "Mia", "says": f"I still think of {SAID}."},
        {"who": "Mia", "revises": "The state of the data", "with": {"studied": looked + " 7% are robots."}},
    )
    year.ids["shop"] = await year.plays(bot, shop, {"signs": _disagrees})
    year.exports(year.ids["shop"])
    year.ids["pulse"] = await _pulsed(year, bot)
    year.exports(year.ids["pulse"])
    assert backup.backup(year.env, None, year.clock()) == 0


async def _disagrees(scene: Scene) -> None:
    mia = scene.person("Mia")
    verdict = next(one for one in reversed(await scene.watch.thread()) if "I disagree…" in one.buttons())
    await writes(mia, "I disagree…", verdict, f"I miss {OBJECTION}.")
    card = await scene.watch.card()
    assert card
    await writes(mia, "Add a detail…", card, f"Look at {DETAIL}, says {REAL_NAME}.")


async def _pulsed(year: Year, bot: Running) -> str:
    """A full track up to its pulse, which all six of them answer, and its end: nobody wants it any more."""
    played = play("readiness")
    stage = played.catalog.stages["readiness"]
    played.answer({question.id: dict(GOOD[question.id]) for question in stage.questions}, TOM, MONDAY)
    scoping = Scoping.model_validate_json(re.sub(r"\bU0([A-Z]{3})\b", r"U0000000\1", played.model_dump_json()))
    shop = year.practice.workspace.channel("#shop")
    scoping.team_id, scoping.channel = TEAM, shop.id
    for id in scoping.everyone():
        name = id[-3:].title()
        member = year.practice.workspace.members.setdefault(id, Member(id, name.lower(), name))
        scoping.people[id].name = member.shown_name
        shop.members.append(id)
    await bot.store.add(scoping)
    bot.application.threads.touch(scoping)
    await _settle(year, bot)
    asked = next(one for one in reversed(await year.thread()) if "Close the pulse…" in one.buttons())
    for id, scores in zip([scoping.initiator, *scoping.team], TAPS, strict=True):
        person = year.slack.person(id)
        await person.presses("Answer", on=asked)
        await person.fill({f"pulse.{element}": str(score) for element, score in zip(ELEMENTS, scores, strict=True)})
        ack = await person.submits()
        assert ack.acked, (ack, await person.errors())
        await _settle(year, bot)
    await year.slack.person("Ana").presses("Close the pulse", on=asked)
    await _settle(year, bot)
    await _cancels(year, bot, "Ana", "The product is sold; its customers go with it.")
    return scoping.id


async def _cancels(year: Year, bot: Running, name: str, reason: str) -> None:
    person = year.slack.person(name)
    await person.command("/scope", "cancel", channel="#shop")
    await person.fill({"reason": reason})
    ack = await person.submits()
    assert ack.acked, (ack, await person.errors())
    await _settle(year, bot)


async def _settle(year: Year, bot: Running) -> None:
    for _ in range(2):
        await year.slack.settle(quiet=0.01)
        await bot.settled()
