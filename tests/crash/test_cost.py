"""What an answer costs, counted over a whole track: calls of Slack, fsyncs, files read; however much is stored."""

import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.store.tiny import TinyStore
from practice.client import Slack
from practice.slack.server import Practice
from tests import conftest
from tests.bot.store.failing_disk import FailingDisk
from tests.conftest import MANIFEST, PATIENT, Clock, running_bot
from tests.crash.stored import a_scoping, keep
from tests.team import Team

FEW, MANY = 10, 2000
MOST_CALLS, MOST_FSYNCS = 3, 5
BESIDE = {"views.open", "views.push", "views.update"}
"""The windows: as many as somebody opens, and *More…* in one."""


@dataclass
class Costs:
    """What each answer took, from the press to the moment nothing is left to do."""

    practice: Practice
    disk: FailingDisk
    of_answers: list[Counter[str]] = field(default_factory=list)

    async def of(self, act: Callable[[], Awaitable[Any]]) -> None:
        calls, disk_calls = len(self.practice.ledger.calls), len(self.disk.calls)
        await act()
        made = Counter(call.method for call in self.practice.ledger.calls[calls:] if call.method not in BESIDE)
        on_disk = Counter(self.disk.calls[disk_calls:])
        fsyncs = on_disk["sync_file"] + on_disk["sync_folder"]
        self.of_answers.append(Counter(calls=made.total(), fsyncs=fsyncs, reads=on_disk["read"]))

    def most(self, what: str) -> int:
        return max(cost[what] for cost in self.of_answers)

    def total(self) -> Counter[str]:
        return sum(self.of_answers, Counter())


async def test_an_answer_costs_at_most_three_calls_beside_its_modal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    costs = await _costs_beside(0, tmp_path)
    count = len(costs.of_answers)
    average = ", ".join(f"{total / count:.1f} {what}" for what, total in sorted(costs.total().items()))
    with capsys.disabled():
        sys.stdout.write(f"\n{count} answers of a track took on average {average}\n")

    assert count > MOST_CALLS
    assert costs.most("calls") <= MOST_CALLS
    assert costs.most("fsyncs") <= MOST_FSYNCS


async def test_an_answer_costs_the_same_whatever_is_stored_beside_it(tmp_path: Path) -> None:
    few, many = [await _costs_beside(stored, tmp_path / str(stored)) for stored in (FEW, MANY)]

    assert few.of_answers == many.of_answers


async def _costs_beside(stored: int, folder: Path) -> Costs:
    """A track played one thing after the other, so that no answer's edits are merged with the next one's."""
    clock, disk = Clock(), FailingDisk()
    await _store(stored, folder, clock)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(conftest, "TinyStore", partial(TinyStore, disk=disk))
        async with (
            Practice.started(MANIFEST, ack_seconds=PATIENT) as practice,
            Slack(practice.url) as slack,
            running_bot(practice, folder, clock) as bot,
        ):
            costs = Costs(practice, disk)
            await _play(Team(slack, bot.settled), costs)
    return costs


async def _play(team: Team, costs: Costs) -> None:
    await team.start()
    for _ in range(7):
        await costs.of(lambda: team.answers(team.ana))
    await team.accepts_all()
    for _ in range(3):
        await costs.of(lambda: team.answers(team.ana))
    await team.accepts_all()
    for line in range(1, 8):
        await costs.of(partial(_answers_line, team, line))


async def _answers_line(team: Team, line: int) -> None:
    await team.mia.presses("Answer", on=await team.message("turn:readiness:1"), block_id=f"line:change.{line}")
    await team.fill_in(team.mia)


async def _store(count: int, folder: Path, clock: Clock) -> None:
    """Copies of one scoping of the same people in the same channel, all of them in line."""
    if not count:
        return
    one = a_scoping("S0", clock())
    one.shown_seq = one.seq
    await keep(folder, one)
    text = (folder / "S0.json").read_text()
    for number in range(1, count):
        (folder / f"S{number}.json").write_text(text.replace('"S0"', f'"S{number}"'))
