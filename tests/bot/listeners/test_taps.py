"""Five people are five people: whatever is tapped, cut short, killed and begun again, in whatever order."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.listeners.taps import Taps
from bot.store.errors import NotSaved, Repeated, StoreError
from bot.store.rounds import NEVER_COPIED
from bot.store.scopings import Scopings
from bot.store.tiny import TinyStore
from dialogs.errors import DialogError, NotNow
from dialogs.findings import Findings
from dialogs.verdicts.readiness import ELEMENTS
from tests.bot.store.failing_disk import FailingDisk, an_error
from tests.play import ANA, MIA, MONDAY, SCORES, SIX, pulsing

FULL = 28


class Killed(Exception):
    """The process ended here."""


class KillingDisk(FailingDisk):
    """A disk whose process ends before its call of that number; and from then on nothing reaches it."""

    def __init__(self, dies_at: int | None = None) -> None:
        super().__init__()
        self.dies_at = dies_at

    def _call(self, name: str, unless: bool = False) -> None:
        super()._call(name, unless)
        if self.dies_at is not None and len(self.calls) > self.dies_at and name != "close":
            raise Killed


@dataclass
class Bot:
    """The store of a folder and its taps, as one process after the other has them."""

    folder: Path
    disk: KillingDisk = field(default_factory=KillingDisk)

    async def starts(self) -> None:
        self.disk = KillingDisk()
        self.store = TinyStore(self.folder, clock=lambda: MONDAY, disk=self.disk)
        self.taps = Taps(Scopings(self.store, lambda _: None), lambda: MONDAY)
        await self.taps.catch_up()

    async def restarts(self) -> None:
        self.store.close()
        await self.starts()

    async def taps_of(self, who: str, window: str, scores: Any = SCORES[0]) -> str:
        """What came of it, in a word."""
        try:
            await self.taps.add("V0START", who, window, scores)
        except Repeated:
            return "repeated"
        except DialogError as error:
            return error.sentence.key
        return "counted"

    @property
    def rounds(self) -> list[Path]:
        return list((self.folder / NEVER_COPIED).glob("*.json"))


@pytest.fixture
async def bot(tmp_path: Path) -> Any:
    bot = Bot(tmp_path)
    await bot.starts()
    await bot.store.add(pulsing(6))
    yield bot
    bot.store.close()


async def test_a_second_answer_is_refused_and_a_window_sent_again_is_not(bot: Bot) -> None:
    assert await bot.taps_of(MIA, "V1") == "counted"
    assert await bot.taps_of(MIA, "V1") == "repeated"
    assert await bot.taps_of(MIA, "V2", SCORES[1]) == "pulse.already"

    await bot.restarts()

    assert await bot.taps_of(MIA, "V1") == "repeated"
    assert await bot.taps_of(MIA, "V2", SCORES[1]) == "pulse.already"
    assert await bot.taps.has("V0START", MIA)
    assert not await bot.taps.has("V0START", ANA)
    assert (await bot.store.get("V0START")).pulse.answers == 1


async def test_an_answer_that_is_not_saved_may_be_given_again(bot: Bot) -> None:
    bot.disk.fails["create"] = an_error(FULL)
    with pytest.raises(NotSaved):
        await bot.taps.add("V0START", MIA, "V1", SCORES[0])
    bot.disk.fails.clear()

    assert not await bot.taps.has("V0START", MIA)
    assert await bot.taps_of(MIA, "V1") == "counted"


async def test_many_at_once_are_each_counted_once(bot: Bot) -> None:
    tapping = [bot.taps_of(who, f"V{who}{time}") for who in SIX for time in range(3)]
    came = await asyncio.gather(*tapping)

    assert came.count("counted") == 6
    assert came.count("pulse.already") == 12
    kept = await bot.store.round("V0START")
    assert kept is not None
    assert kept.sums.answers == len(kept.people) == (await bot.store.get("V0START")).pulse.answers == 6


async def test_no_id_stands_in_the_round_and_another_rounds_digests_are_others(bot: Bot, tmp_path: Path) -> None:
    for who in SIX:
        await bot.taps_of(who, f"V{who}")
    (file,) = bot.rounds
    (first,) = [await bot.store.round("V0START")]
    await bot.store.destroy_round("V0START")
    with suppress(NotNow):
        await bot.taps.bring_in_line("V0START")
    before = file.parent, first
    for who in SIX:
        await bot.taps_of(who, f"V{who}")
    second = await bot.store.round("V0START")

    assert before[1] is not None
    assert second is not None
    assert not [who for who in SIX if who in file.read_text()]
    assert len(bytes.fromhex(second.salt)) >= 16
    assert set(second.people).isdisjoint(before[1].people)
    assert list(second.people) == sorted(second.people)


async def test_whoever_is_not_of_the_team_leaves_nothing(bot: Bot) -> None:
    before = await bot.store.get("V0START")

    assert await bot.taps_of("U0STRANGER", "V1") == "refused.team"
    assert await bot.store.get("V0START") == before
    assert bot.rounds == []


@pytest.mark.parametrize("ends", ["closed", "cancelled"])
async def test_the_round_goes_with_the_save_that_ends_it(bot: Bot, ends: str) -> None:
    for who in SIX:
        await bot.taps_of(who, f"V{who}")
    if ends == "closed":
        await bot.taps.close("V0START", ANA, "D1")
    else:
        async with bot.store.edit("V0START", "D1") as scoping:
            scoping.cancel("No budget.", ANA, MONDAY)

    assert bot.rounds == []


async def test_what_a_crash_left_of_a_closed_round_goes_at_the_start(bot: Bot) -> None:
    for who in SIX:
        await bot.taps_of(who, f"V{who}")
    (file,) = bot.rounds
    content = file.read_bytes()
    await bot.taps.close("V0START", ANA, "D1")
    file.write_bytes(content)
    file.with_name(".V0START.json.abc.unfinished").write_bytes(content)
    await bot.restarts()

    assert list(file.parent.iterdir()) == []


async def test_the_round_of_a_scoping_that_cannot_be_read_stays_for_when_it_can(bot: Bot) -> None:
    await bot.taps_of(MIA, "V1")
    record = bot.folder / "V0START.json"
    content = record.read_bytes()
    record.write_text("{")
    await bot.restarts()
    record.write_bytes(content)
    await bot.restarts()

    assert await bot.taps_of(MIA, "V2") == "pulse.already"


async def test_sums_that_are_of_fewer_people_than_they_say_count_for_nothing(bot: Bot) -> None:
    """Whoever adds to the sums by hand finds the pulse begun again."""
    for who in SIX[:2]:
        await bot.taps_of(who, f"V{who}")
    (file,) = bot.rounds
    kept = await bot.store.round("V0START")
    assert kept is not None
    file.write_bytes(kept.model_copy(update={"people": kept.people[:1]}).model_dump_json().encode())

    with pytest.raises(NotNow, match=r"pulse\.again"):
        await bot.taps.close("V0START", ANA, "D1")
    assert (await bot.store.get("V0START")).pulse.answers == 0


# ---- whatever comes, in whatever order


@dataclass
class Truth:
    """What people know: who pressed Send, and who of them saw it taken."""

    sent: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    windows: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))


tap = st.tuples(st.just("tap"), st.sampled_from(SIX), st.sampled_from(SCORES))
again = st.tuples(st.just("again"), st.sampled_from(SIX), st.sampled_from(SCORES))
restart = st.tuples(st.just("restart"), st.none(), st.none())
killed = st.tuples(st.just("killed"), st.sampled_from(SIX), st.integers(0, 40))


@settings(max_examples=60)
@given(st.lists(st.one_of(tap, tap, again, restart, killed), max_size=25), st.none() | st.integers(0, 25))
def test_what_is_published_is_of_as_many_people_as_answered(acts: list[Any], close_killed_at: int | None) -> None:
    """Never of fewer than five; nobody twice, nobody whose answer was taken left out; and no round outlives it."""
    with TemporaryDirectory() as folder:
        asyncio.run(_plays(Path(folder), acts, close_killed_at))


async def _plays(folder: Path, acts: list[Any], close_killed_at: int | None) -> None:
    bot, truth = Bot(folder), Truth()
    await bot.starts()
    await bot.store.add(pulsing(6))
    for act, who, how in acts:
        await _ACTS[act](bot, truth, who, how)
    await bot.restarts()
    await _closes(bot, close_killed_at)
    scoping = await bot.store.get("V0START")
    found = Findings(scoping).heat

    assert len(truth.taken) <= scoping.pulse.answers <= len(truth.sent)
    assert (found is None) == (scoping.pulse.answers < 5)
    if found:
        totals = [sum(scoping.pulse.scores[element]) for element in ELEMENTS]

        assert set(totals) == {found.answers} == {scoping.pulse.answers}
    else:
        assert scoping.pulse.scores == {}
    assert bot.rounds == []
    bot.store.close()


async def _taps(bot: Bot, truth: Truth, who: str, scores: Any) -> None:
    before = who in truth.taken
    truth.sent.add(who)
    came = await bot.taps_of(who, f"V{next(truth.windows)}", scores)
    truth.taken.add(who)

    assert came in (("pulse.already",) if before else ("counted", "pulse.already"))


async def _sends_twice(bot: Bot, truth: Truth, who: str, scores: Any) -> None:
    truth.sent.add(who)
    window = f"V{next(truth.windows)}"
    first, second = [await bot.taps_of(who, window, scores) for _ in range(2)]
    truth.taken.add(who)

    assert (first, second) in (("counted", "repeated"), ("pulse.already", "pulse.already"))


async def _restarts(bot: Bot, truth: Truth, who: Any, how: Any) -> None:
    await bot.restarts()


async def _is_killed(bot: Bot, truth: Truth, who: str, at: int) -> None:
    """In the midst of taking somebody's answer, before one call of the disk; then a new process starts."""
    truth.sent.add(who)
    bot.disk.dies_at = len(bot.disk.calls) + at
    with suppress(Killed, StoreError):
        if await bot.taps_of(who, f"V{next(truth.windows)}", SCORES[0]) in ("counted", "pulse.already"):
            truth.taken.add(who)
    await bot.restarts()


async def _closes(bot: Bot, killed_at: int | None) -> None:
    if killed_at is not None:
        bot.disk.dies_at = len(bot.disk.calls) + killed_at
        with suppress(Killed, StoreError):
            await bot.taps.close("V0START", ANA, "D1")
        await bot.restarts()
    with suppress(Repeated):
        await bot.taps.close("V0START", ANA, "D1")


_ACTS = {"tap": _taps, "again": _sends_twice, "restart": _restarts, "killed": _is_killed}
