"""Several bots at one database behind a balancer, killed at random: what is lost then, and what is doubled."""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from bot.serving.http import PATH
from bot.store.postgres.address import address
from bot.store.postgres.store import PostgresStore
from practice.client import Slack
from practice.rehearsal.processes import free_port
from practice.slack.workspace import slack_id
from tests.crash import counting
from tests.crash.bots import IMPORTED_WITHIN, Bots, bots, process_of, until
from tests.crash.crowd import name_of, place_of
from tests.crash.people import LONG_PATIENCE, Crew
from tests.crash.stored import IVO, a_scoping
from tests.crash.upgrading import migrate_to_the_later_version, noted_otherwise
from tests.postgres import Server

BETWEEN_KILLS = (0.2, 1.2)
"""Seconds."""
SHORT_LEASE = 1.5
"""Seconds: where a bot dies of each save, all wait for the leases of the dead."""
EVERYTHING_WITHIN = 900.0
"""Seconds in which all has to be done after the last kill."""
WHOLE = 1000
"""More acts than any track has."""
IN_LINE = "SELECT count(*) FROM scoping WHERE lagging"


class Found(NamedTuple):
    """The ledger at the end. `answered` are acknowledged words; `lost`, `doubled` and `out_of_line` are to be empty."""

    kills: int
    reminders: int
    messages: int
    answered: int
    lost: list[str]
    doubled: list[str]
    out_of_line: list[str]
    seconds: float

    @property
    def is_exact(self) -> bool:
        return not (self.lost or self.doubled or self.out_of_line)

    def __str__(self) -> str:
        said = f"{self.kills} kills: {self.reminders} reminders, {self.messages} messages, {self.answered} answers"
        wrong = f"{len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.out_of_line)} out of line"
        return f"{said}; {wrong}; {self.seconds:.0f} s"


@dataclass
class Replicas:
    """As many bots as there are families, all of them kept alive; the balancer sends each delivery to the next."""

    slack: Slack
    families: list[Bots]
    ports: list[int]
    database: str
    chance: random.Random
    is_over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def kills(self) -> int:
        return sum(family.kills for family in self.families)

    async def live(self, kills: int) -> None:
        """Kills one at a time, somewhere, until so many were."""
        async with asyncio.TaskGroup() as all_of_them:
            for family, port in zip(self.families, self.ports, strict=True):
                all_of_them.create_task(self._kept_alive(family, port))
            await until(lambda: all(family.pid for family in self.families))
            while self.kills < kills:
                await asyncio.sleep(self.chance.uniform(*BETWEEN_KILLS))
                self.chance.choice(self.families).kill()
            self.is_over.set()

    async def die_at_every_save(self) -> None:
        """Each bot dies of a save of its own: after its first one, or before the second."""
        async with asyncio.TaskGroup() as all_of_them:
            for family, port in zip(self.families, self.ports, strict=True):
                all_of_them.create_task(self._kept_alive(family, port, self._a_save))

    def _a_save(self) -> dict[str, Any]:
        side, number = self.chance.choice((("after", 1), ("before", 2)))
        return {"only": f"{side} commit", "dies_at": number, "flush_after": 0.3, "lease": SHORT_LEASE}

    async def start(self, number: int, *, within: float = IMPORTED_WITHIN, **life: Any) -> None:
        """One that is killed by nobody until it is ready."""
        await self.families[number].start({"SCOPEBOT_PORT": str(self.ports[number])}, http=True, **life)
        await self.families[number].ready(within)

    async def renew(self, number: int, *, killed: bool = False, **life: Any) -> None:
        """One is stopped, or killed, and started anew."""
        family = self.families[number]
        if killed:
            family.kill()
        code = await family.gone() if killed else await family.stop()
        assert code == (-signal.SIGKILL if killed else 0), f"a bot ended with {code}:\n{family.last_words()}"
        await self.start(number, **life)

    async def stop(self) -> list[int]:
        return [await family.stop() for family in self.families]

    def spent(self) -> float:
        """Seconds of CPU of all that live."""
        stats = [Path(f"/proc/{family.pid}/stat").read_text().rpartition(")")[2].split() for family in self.families]
        return sum(int(each[11]) + int(each[12]) for each in stats) / os.sysconf("SC_CLK_TCK")

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database) as connection:
            return connection.execute(sql.encode()).fetchall()

    async def _kept_alive(self, family: Bots, port: int, fate: Callable[[], dict[str, Any]] = dict) -> None:
        """Life after life; the one that is there when it is over goes on."""
        while not self.is_over.is_set():
            await family.start({"SCOPEBOT_PORT": str(port)}, http=True, **fate())
            dying, end = asyncio.create_task(family.gone()), asyncio.create_task(self.is_over.wait())
            await asyncio.wait({dying, end}, return_when=asyncio.FIRST_COMPLETED)
            end.cancel()
            if not dying.done():
                family.kill()
            code = await dying
            assert code == -signal.SIGKILL, f"a bot ended with {code}:\n{family.last_words()}"
        await family.start({"SCOPEBOT_PORT": str(port)}, http=True)


Front = Callable[[Sequence[int]], AbstractAsyncContextManager[str]]
"""Makes what stands in front of the replicas at such ports; its address, or several."""


@asynccontextmanager
async def round_robin(ports: Sequence[int]) -> AsyncIterator[str]:
    """Nothing: Slack's stand-in goes round by itself."""
    yield " ".join(f"http://127.0.0.1:{port}" for port in ports)


@asynccontextmanager
async def replicas(
    count: int, people: int, folder: Path, database: str, chance: random.Random, front: Front = round_robin
) -> AsyncIterator[Replicas]:
    """So many, and a Slack with so many more people in it; none is started yet."""
    ports = [free_port() for _ in range(count)]
    async with AsyncExitStack() as open_things:
        places = (await open_things.enter_async_context(front(ports))).split()
        deliver_to = " ".join(f"{place}{PATH}" for place in places)
        crowd = process_of("tests.crash.crowd", "--people", str(people), "--deliver-to", deliver_to)
        url = await open_things.enter_async_context(crowd)
        slack = await open_things.enter_async_context(Slack(url))
        for number in range(count):
            (folder / str(number)).mkdir()
        families = [
            await open_things.enter_async_context(bots(url, folder / str(number), database)) for number in range(count)
        ]
        yield Replicas(slack, families, ports, database, chance)


async def played(count: int, reminders: int, kills: int, folder: Path, database: str, seed: int) -> Found:
    """`reminders` people are due at once, and two teams play a scoping each, while one bot after the other is killed.

    It is over when all is shown and everybody was reminded.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with replicas(count, reminders, folder, database, random.Random(seed)) as several:
        await _keep_due(several, reminders)
        async with asyncio.TaskGroup() as both:
            living = both.create_task(several.live(kills))
            crews = await _begun(several.slack)
            await asyncio.gather(*(crew.plays() for crew in crews))
        assert living.done()
        await until(lambda: _is_done(several), EVERYTHING_WITHIN)
        assert await several.stop() == [0] * count
        return await _found(several, crews, reminders, loop.time() - began)


async def played_with_a_death_at_every_save(count: int, acts: int, folder: Path, database: str, seed: int) -> Found:
    """A team plays a whole scoping, or so many `acts` of it, while every bot dies of each of its saves."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with replicas(count, 0, folder, database, random.Random(seed)) as several:
        crew = Crew.over_http(several.slack, "#churn")
        async with asyncio.TaskGroup() as both:
            both.create_task(several.die_at_every_save())
            await crew.starts("Churn early warning")
            await crew.plays(acts)
            several.is_over.set()
        await until(lambda: _is_done(several), EVERYTHING_WITHIN)
        assert await several.stop() == [0] * count
        return await _found(several, [crew], 0, loop.time() - began)


async def played_during_an_upgrade(count: int, acts: int, folder: Path, database: str, seed: int) -> Found:
    """Two teams play while the version after this one comes in, is taken back once by a kill, and comes in again.

    Each step happens while either team does so many `acts`: first the tables are made under all the old ones, then one
    replica after the other is stopped and started anew. The last one is the old version until all is played.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with replicas(count, 0, folder, database, random.Random(seed)) as several:
        for number in range(count):
            await several.start(number)
        crews = await _begun(several.slack)
        for number, step in enumerate(_upgrade(several), start=1):
            await asyncio.gather(step(), *(crew.plays(number * acts) for crew in crews))
        await several.renew(count - 1, later=True)
        await until(lambda: _is_done(several), EVERYTHING_WITHIN)
        assert await several.stop() == [0] * count
        found = await _found(several, crews, 0, loop.time() - began)
        return found._replace(lost=[*found.lost, *noted_otherwise(database)])


async def played_while_one_is_stopped(front: Front, acts: int, folder: Path, database: str) -> Found:
    """A team plays `acts` with two, as many while one of them is stopped, with the other alone, and with both again."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with replicas(2, 0, folder, database, random.Random(0), front) as several:
        for number in range(2):
            await several.start(number)
        crew = Crew.over_http(several.slack, "#churn")
        await crew.starts("Churn early warning")
        await crew.plays(acts)
        ended, _ = await asyncio.gather(several.families[0].stop(), crew.plays(2 * acts))
        await crew.plays(3 * acts)
        await several.start(0)
        await crew.plays(4 * acts)
        await until(lambda: _is_done(several), EVERYTHING_WITHIN)
        assert [ended, *await several.stop()] == [0] * 3
        return await _found(several, [crew], 0, loop.time() - began)


class Away(NamedTuple):
    """What came of a database that was away: the ledger, after how many seconds people were told, and it was back."""

    found: Found
    told_within: list[float]
    back_within: float

    def __str__(self) -> str:
        told = (
            f"told {len(self.told_within)} times that it was not saved, within {max(self.told_within, default=0):.1f} s"
        )
        return f"{self.found}\n{told}; the next was saved {self.back_within:.1f} s after the database was back"


async def played_while_the_database_is_away(
    count: int, seconds: float, acts: int, folder: Path, server: Server, database: str, seed: int
) -> Away:
    """Two teams play; after `acts` of each the server is killed, and for so many seconds they go on trying."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with replicas(count, 0, folder, database, random.Random(seed)) as several:
        for number in range(count):
            await several.start(number)
        crews = await _begun(several.slack, seconds + LONG_PATIENCE)
        await asyncio.gather(*(crew.plays(acts) for crew in crews))
        await several.slack.settle(1.0)  # a thread that is not in line has nothing to press meanwhile
        await asyncio.to_thread(server.stop)
        playing = asyncio.gather(*(crew.plays(2 * acts) for crew in crews))
        await asyncio.sleep(seconds)
        done = _saved(crews)
        await asyncio.to_thread(server.start)
        back = loop.time()
        await until(lambda: _saved(crews) > done, EVERYTHING_WITHIN)
        back_within = loop.time() - back
        await playing
        await until(lambda: _is_done(several), EVERYTHING_WITHIN)
        assert await several.stop() == [0] * count
        found = await _found(several, crews, 0, loop.time() - began)
        return Away(found, [each for crew in crews for each in crew.told_within], back_within)


def _saved(crews: list[Crew]) -> int:
    return sum(len(crew.acknowledged) for crew in crews)


def _upgrade(several: Replicas) -> list[Callable[[], Awaitable[Any]]]:
    """What is done, one after the other; nothing at the end."""
    return [
        partial(migrate_to_the_later_version, several.database),
        partial(several.renew, 0, later=True),
        partial(several.renew, 0, killed=True, later=False),
        *(partial(several.renew, number, later=True) for number in range(len(several.families) - 1)),
        partial(asyncio.sleep, 0),
    ]


class Price(NamedTuple):
    """What a whole track took: submissions, seconds by the clock, and milliseconds of all the bots' CPU for each."""

    answers: int
    seconds: float
    milliseconds: float


async def price(count: int, folder: Path, database: str) -> Price:
    """Of one track, played by one team without a pause after another that warms all of them up; nobody is killed."""
    loop = asyncio.get_running_loop()
    async with replicas(count, 0, folder, database, random.Random(0)) as several:
        for family, port in zip(several.families, several.ports, strict=True):
            await family.start({"SCOPEBOT_PORT": str(port)}, http=True)
        for channel in ("#shop", "#churn"):
            crew = Crew.over_http(several.slack, channel)
            before, spent = loop.time(), several.spent()
            await crew.starts("Churn early warning")
            await crew.plays()
            await several.slack.settle(1.0)
        took = Price(crew.done, loop.time() - before - 1.0, (several.spent() - spent) * 1000 / crew.done)
        await several.stop()
        return took


class Load(NamedTuple):
    """What many teams at once took: their answers, seconds by the clock, and CPU for each in milliseconds."""

    answers: int
    seconds: float
    bots: float
    database: float


async def loaded(several: Replicas, teams: int, acts: int, database: Callable[[], float]) -> Load:
    """Each team of four of its own does so many acts, after as many that warm everything up.

    `database`: the seconds of CPU that has spent.
    """
    loop = asyncio.get_running_loop()
    for number in range(len(several.families)):
        await several.start(number, within=EVERYTHING_WITHIN)
    crews = [_of_the_crowd(several.slack, number) for number in range(teams)]
    await asyncio.gather(*(crew.starts(f"Scoping {number}") for number, crew in enumerate(crews)))
    await asyncio.gather(*(crew.plays(acts) for crew in crews))
    began, spent, spent_there = loop.time(), several.spent(), database()
    await asyncio.gather(*(crew.plays(2 * acts) for crew in crews))
    seconds, answers = loop.time() - began, teams * acts
    await several.slack.settle(1.0)
    each = [(now - before) * 1000 / answers for now, before in ((several.spent(), spent), (database(), spent_there))]
    return Load(answers, seconds, *each)


def _of_the_crowd(slack: Slack, number: int) -> Crew:
    people = range(number * 4, number * 4 + 4)
    return Crew.over_http(slack, f"#{place_of(people[0])}", *map(name_of, people))


async def _begun(slack: Slack, patience: float = LONG_PATIENCE) -> list[Crew]:
    """Two teams of the same people that have begun a scoping each."""
    crews = [Crew.over_http(slack, channel, patience=patience) for channel in ("#churn", "#shop")]
    crews[1].shares_hands_with(crews[0])
    await crews[0].starts("Churn early warning")
    await crews[1].starts("Answering mail")
    return crews


async def _keep_due(several: Replicas, count: int) -> None:
    """A scoping for each of so many people, begun three weeks ago, of which they owe the first answer."""
    store = PostgresStore(address(several.database), seconds=20)
    await store.open()
    for number in range(count):
        person, at = slack_id("U", name_of(number)), several.families[0].now() - timedelta(days=21)
        where = slack_id("C", place_of(number))
        scoping = a_scoping(f"S{number}", at, channel=where, initiator=person, director=IVO, team=[])
        scoping.shown_seq = scoping.seq
        await store.add(scoping)
    await store.close()


def _is_done(several: Replicas) -> bool:
    if several.ask(IN_LINE) != [(0,)]:
        return False
    kept = several.families[0].scopings()
    rung = {person for scoping in kept.values() for person, ring in scoping.rings.items() if ring.ts is not None}
    unrung = [s.initiator for s in kept.values() if s.id.startswith("S") and s.initiator not in rung]
    return not unrung and all(ring.ts is not None for scoping in kept.values() for ring in scoping.rings.values())


async def _found(several: Replicas, crews: list[Crew], reminders: int, seconds: float) -> Found:
    slack, kept = several.slack, several.families[0].scopings()
    names = ["Ana", "Ivo", "Mia", "Tom", *map(name_of, range(reminders))]
    direct = [message for name in names for message in await slack.person(name).direct_messages()]
    places = dict.fromkeys(["#churn", "#shop", *(f"#{place_of(number)}" for number in range(reminders))])
    shown = [message for place in places for message in await counting.all_messages(slack, place)]
    rung = Counter(counting.key(message) for message in direct if counting.key(message).startswith("ring:"))
    missing = [name for name in map(name_of, range(reminders)) if not _is_rung(rung, name)]
    return Found(
        kills=several.kills,
        reminders=rung.total(),
        messages=len(shown),
        answered=sum(len(crew.acknowledged) for crew in crews),
        lost=[*missing, *(mark for crew in crews for mark in counting.lost(crew, kept[crew.id]))],
        doubled=counting.doubled([*shown, *direct]) + counting.doubled_files(shown),
        out_of_line=[f"{id}: {each}" for id, one in kept.items() for each in counting.out_of_line(one, shown)],
        seconds=seconds,
    )


def _is_rung(rung: Counter[str], name: str) -> bool:
    return any(key.startswith(f"ring:{slack_id('U', name)}:") for key in rung)
