"""The readiness pulse as a team meets it: what it says, takes and shows; and what is nowhere to be found."""

import asyncio
import io
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import logs
from bot.settings import described
from bot.slack.handles import Handle
from bot.store.earlier import FOLDER as EARLIER
from bot.store.rounds import NEVER_COPIED
from bot.store.summaries import FILE as SUMMARIES
from dialogs.findings import Findings
from dialogs.flow.pulse import PULSE
from dialogs.record.parts import Pulse, Standing
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.readiness import ELEMENTS
from practice.client import Message, Person, Slack
from practice.slack.server import Practice
from practice.slack.wire.deliveries import Answer
from practice.slack.workspace import TEAM, Member
from tests.bot.listeners.forging import DEE, IVO, KIM, ROB, SAM, Wire
from tests.conftest import Clock, Running, running_bot
from tests.play import SCORES, answer_stage, pulsing
from tests.team import Team

SIX = ("Ana", "Mia", "Tom", "Eva", "Lea", "Kim")
IDS = {name: f"U0000000{name.upper()}" for name in (*SIX, "Ivo")}
CHURN = "C00000CHURN"
ALREADY = "You have answered already; nobody, me included, knows which answer is yours, so it can't be changed."
KEY = f"turn:{PULSE}:1"


@dataclass
class Round:
    """A team that readiness has just called, acting in #churn."""

    bot: Running
    team: Team
    id: str

    async def message(self) -> Message:
        return await self.team.message(KEY)

    def person(self, name: str) -> Person:
        return self.team.slack.person(name)

    async def presses(self, name: str, button: str = "Answer", on: Message | None = None) -> None:
        """Presses, and fills in what opens."""
        ack = await self.person(name).presses(button, on=on or await self.message())
        assert ack.acked, ack
        await self.team.settle()

    async def fills(self, name: str, scores: tuple[int, ...]) -> None:
        await self.person(name).fill(typed(scores))

    async def answers(self, name: str, scores: tuple[int, ...] = SCORES[0]) -> None:
        await self.presses(name)
        await self.fills(name, scores)
        ack = await self.person(name).submits()
        assert ack.acked, (ack, await self.person(name).errors())
        await self.team.settle()

    async def answered(self, many: int) -> None:
        for name, scores in zip(SIX[:many], SCORES, strict=False):
            await self.answers(name, scores)

    async def told(self, name: str) -> str:
        """The last sentence that this person alone was told."""
        return (await self.person(name).ephemerals())[-1].plain()

    async def scoping(self) -> Scoping:
        return await self.bot.store.get(self.id)


def typed(scores: tuple[int, ...]) -> dict[str, Any]:
    return {f"pulse.{element}": str(score) for element, score in zip(ELEMENTS, scores, strict=True)}


async def called(practice: Practice, bot: Running, team: Team, people: int = 6) -> Round:
    """So many people in #churn at readiness, the lines of the board answered."""
    workspace = practice.workspace
    for name in SIX:
        workspace.members.setdefault(IDS[name], Member(IDS[name], name.lower(), name))
        if IDS[name] not in workspace.channels[CHURN].members:
            workspace.channels[CHURN].members.append(IDS[name])
    shape = re.sub(r"U0([A-Z]{3})\b", r"U0000000\1", _played(people).model_dump_json())
    scoping = Scoping.model_validate_json(shape)
    for name in SIX[:people]:
        scoping.people[IDS[name]].name = name
    scoping.items = {key: item for key, item in scoping.items.items() if key in ("readiness", PULSE)}
    scoping.team_id, scoping.channel = TEAM, CHURN
    await bot.store.add(scoping)
    bot.application.threads.touch(scoping)
    await team.settle()
    return Round(bot, team, scoping.id)


def _played(people: int) -> Scoping:
    scoping = pulsing(people)
    answer_stage(scoping)
    return scoping


@pytest.fixture
async def six(practice: Practice, bot: Running, team: Team) -> Round:
    return await called(practice, bot, team)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that our log would say at its most talkative."""
    root, stream = logging.getLogger(), io.StringIO()
    names = ("", "slack_sdk", "slack_bolt", "asyncio")
    kept, handlers = {name: logging.getLogger(name).level for name in names}, list(root.handlers)
    logs.set_up("DEBUG", stream)
    root.handlers += handlers
    yield stream
    root.handlers[:] = handlers
    for name, level in kept.items():
        logging.getLogger(name).setLevel(level)


# ---- what it says before anybody answers


async def test_one_message_mentions_the_team_and_says_who_can_see_what(six: Round) -> None:
    message = await six.message()
    words = message.plain()

    assert sorted(message.mentions()) == sorted(IDS[name] for name in SIX)
    assert message.buttons() == ["Answer…", "Close the pulse…"]
    assert "follow Prosci's ADKAR, in our words; we are not affiliated with Prosci" in words
    assert "No names, times or order" in words
    assert "nobody is shown a single answer, ever" in words
    assert "with five answers or more, the sums, once" in words
    assert "four who put their answers together could work out the fifth's" in words
    assert "Begun again" not in words
    assert words.splitlines()[-3] == "0 of 6 have answered."


async def test_the_form_has_five_selects_and_nothing_else(six: Round) -> None:
    await six.presses("Mia")
    view = await six.person("Mia").modal()

    assert view is not None
    assert [block["type"] for block in view.blocks] == ["input"] * 5
    assert [label.split(":")[0].lower() for label in view.labels().values()] == list(ELEMENTS)
    for block in view.blocks:
        options = [option["text"]["text"] for option in block["element"]["options"]]
        assert options == ["1: not at all", "2", "3", "4", "5: completely"]
        assert "initial_option" not in block["element"]
    assert "An answer can't be changed, and counts once." in str(view.blocks)
    assert "You are five" not in str(view.blocks)


async def test_five_people_read_beforehand_what_four_could_work_out(
    practice: Practice, bot: Running, team: Team
) -> None:
    five = await called(practice, bot, team, people=5)
    await five.presses("Mia")
    view = await five.person("Mia").modal()

    assert view is not None
    assert "You are five: four who put their answers together could work out the fifth's." in str(view.blocks)


async def test_four_people_are_asked_to_talk_and_for_no_tap(practice: Practice, bot: Running, team: Team) -> None:
    four = await called(practice, bot, team, people=4)
    message = await four.message()

    assert message.buttons() == ["We have talked it over"]
    assert "An anonymous pulse takes five people; you are 4" in message.plain()

    await four.presses("Mia", "We have talked it over")
    assert await four.told("Mia") == "Only Ana or Ivo can do this in this scoping."

    await four.presses("Ana", "We have talked it over")
    assert "talked over, says Ana" in (await four.message()).plain()
    assert (await four.message()).buttons() == []
    assert (await four.scoping()).stage == "report"


# ---- what it takes


async def test_answers_are_counted_by_edits(six: Round) -> None:
    before = len(await six.team.thread())
    await six.answered(2)

    assert "2 of 6 have answered." in (await six.message()).plain()
    assert len(await six.team.thread()) == before


async def test_each_tap_is_needed(six: Round) -> None:
    await six.presses("Mia")
    await six.person("Mia").fill({"pulse.desire": "2"})
    await six.person("Mia").submits()

    assert (await six.scoping()).pulse.answers == 0


async def test_who_has_answered_is_told_so_at_the_button(six: Round) -> None:
    await six.answers("Mia")
    await six.presses("Mia")

    assert await six.told("Mia") == ALREADY
    assert await six.person("Mia").modal() is None


async def test_a_second_window_of_the_same_person_does_not_count(six: Round, practice: Practice) -> None:
    first = await forged(practice, six, IDS["Mia"], typed(SCORES[0]))
    second = await forged(practice, six, IDS["Mia"], typed(SCORES[1]))

    assert not first.response
    assert ALREADY in str(second.response)
    assert (await six.scoping()).pulse.answers == 1


async def test_two_windows_of_one_person_at_once_count_once(six: Round, practice: Practice) -> None:
    both = [forged(practice, six, IDS["Mia"], typed(scores)) for scores in SCORES[:2]]
    answers = await asyncio.gather(*both)

    assert sorted(ALREADY in str(answer.response) for answer in answers) == [False, True]
    assert (await six.scoping()).pulse.answers == 1


async def test_an_answer_delivered_twice_counts_once_and_is_no_mistake(six: Round) -> None:
    await six.presses("Mia")
    await six.fills("Mia", SCORES[0])
    await six.team.slack.mood(twice=True)
    ack = await six.person("Mia").submits()
    await six.team.slack.mood(clear=True)
    await six.team.settle()

    assert ack.acked
    assert await six.person("Mia").modal() is None
    assert (await six.scoping()).pulse.answers == 1
    sent = [each for each in (await six.team.slack.ledger())["deliveries"] if "pulsing.tap" in str(each)]
    assert [(each["acked"], each["response"]) for each in sent] == [(True, None)] * 2


async def test_what_was_refused_may_be_given_again(six: Round) -> None:
    """Parked while Mia's window was open: nothing was saved, so nothing is claimed."""
    await six.presses("Mia")
    await six.fills("Mia", SCORES[0])
    await six.person("Ana").command("/scope", "park")
    await six.team.settle()
    await six.person("Mia").submits()
    assert "parked" in str(await six.person("Mia").errors())

    await six.person("Ana").command("/scope", "resume")
    await six.team.settle()
    ack = await six.person("Mia").submits()

    assert ack.acked
    assert (await six.scoping()).pulse.answers == 1


async def test_after_a_restart_nobody_counts_twice(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    """One person, five restarts: one answer."""
    async with running_bot(practice, tmp_path / "a", clock) as bot:
        six = await called(practice, bot, Team(slack, bot.settled))
        await six.answers("Mia")
    for _ in range(5):
        async with running_bot(practice, tmp_path / "a", clock) as bot:
            six = Round(bot, Team(slack, bot.settled), six.id)
            second = await forged(practice, six, IDS["Mia"], typed(SCORES[1]))
            await six.presses("Mia")

            assert ALREADY in str(second.response)
            assert await six.told("Mia") == ALREADY
            assert (await six.scoping()).pulse.answers == 1


@pytest.mark.parametrize("lost", ["gone", "another", "damaged"])
async def test_a_restore_during_the_pulse_begins_it_again_and_says_so(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock, lost: str
) -> None:
    """A restore brings back the records, and no rounds: what is there is another one, or none."""
    folder = tmp_path / "data"
    async with running_bot(practice, folder, clock) as bot:
        six = await called(practice, bot, Team(slack, bot.settled))
        await six.answered(2)
        name = (await six.scoping()).pulse.round
    (file,) = (folder / NEVER_COPIED).iterdir()
    left = {"another": file.read_text().replace(name, "0" * 16), "damaged": "{"}
    file.unlink() if lost == "gone" else file.write_text(left[lost])
    async with running_bot(practice, folder, clock) as bot:
        six = Round(bot, Team(slack, bot.settled), six.id)
        await six.team.settle()
        anew = await six.team.message(f"turn:{PULSE}:2")

        assert "Begun again: the answers so far went with a restore" in anew.plain()
        assert sorted(anew.mentions()) == sorted(IDS[name] for name in SIX)
        assert "0 of 6 have answered." in anew.plain()
        assert "goes on below" in (await six.message()).plain()

        await six.presses("Mia", on=anew)
        await six.fills("Mia", SCORES[0])
        await six.person("Mia").submits()
        await six.team.settle()

        assert (await six.scoping()).pulse.answers == 1


async def test_a_round_that_goes_while_the_bot_runs_is_begun_again_at_the_next_press(six: Round) -> None:
    await six.answered(5)
    await six.bot.store.destroy_round(six.id)
    await six.presses("Ana", "Close the pulse…")

    assert "begins again" in await six.told("Ana")
    assert not (await six.scoping()).pulse.closed
    assert "0 of 6 have answered." in (await six.team.message(f"turn:{PULSE}:2")).plain()


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (IVO, "Only Ana's team can do this"),
        (KIM, "Guests can read along"),
        (ROB, "Only Ana's team can do this"),
        (SAM, "Only Ana's team can do this"),
        (DEE, "Only Ana's team can do this"),
    ],
)
async def test_a_forged_answer_is_refused_and_leaves_nothing(
    six: Round, practice: Practice, who: str, told: str
) -> None:
    """Of the director, of somebody of the team who became a guest, a guest, a stranger, and one who has left."""
    async with six.bot.store.edit(six.id, None) as scoping:
        scoping.people[KIM].standing = Standing.GUEST
    before = await six.scoping()
    answer = await forged(practice, six, who, typed(SCORES[0]))

    assert told in str(answer.response)
    assert await six.scoping() == before
    assert await six.bot.store.round(six.id) is None


@pytest.mark.parametrize("entry", ["0", "6", "", "3.5", "five", "٣", ["3"]])
async def test_a_forged_score_is_refused_without_being_repeated(
    six: Round, practice: Practice, log: io.StringIO, entry: Any
) -> None:
    answer = await forged(practice, six, IDS["Mia"], typed(SCORES[0]) | {"pulse.desire": entry})

    assert answer.response["errors"] == {"pulse.desire": "Pick one of the options, please."}  # type: ignore[index]
    assert (await six.scoping()).pulse.answers == 0
    assert log.getvalue() == "" or "pulse.desire" not in log.getvalue()


async def forged(practice: Practice, six: Round, who: str, entries: dict[str, Any]) -> Answer:
    return await Wire(practice, six.bot).submit(who, "pulsing.tap", Handle(six.id, PULSE, "1"), entries)


# ---- its close, and what it shows


async def test_the_initiator_or_the_director_closes_it_and_nobody_of_the_team(six: Round) -> None:
    await six.answered(5)
    await six.presses("Mia", "Close the pulse…")

    assert await six.told("Mia") == "Only Ana or Ivo can do this in this scoping."
    assert not (await six.scoping()).pulse.closed

    await six.presses("Ivo", "Close the pulse…")

    assert "closed by Ivo" in (await six.message()).plain()


async def test_the_close_shows_five_rows_and_both_barrier_points(six: Round) -> None:
    await six.answered(6)
    await six.presses("Ana", "Close the pulse…")
    words = (await six.message()).plain()

    assert "6 answers, closed by Ana" in words
    assert "Awareness: 0 · 1 · 1 · 2 · 2" in words
    assert "Reinforcement: 1 · 1 · 1 · 1 · 2" in words
    assert "Barrier point, person by person: Awareness, for 2 of 6 · by the averages: Knowledge" in words
    assert "Start with the why" in words
    assert "Not affiliated with Prosci" in words
    assert (await six.message()).buttons() == []
    assert Findings(await six.scoping()).heat is not None


async def test_until_the_close_nothing_of_it_is_shown(six: Round) -> None:
    await six.answered(6)
    await six.person("Ana").command("/scope", "report")
    await six.team.settle()
    shown = "".join(message.plain() for message in await six.team.thread()) + await six.told("Ana")

    assert "Barrier point" not in shown
    assert " · 1 · " not in shown


async def test_no_record_of_an_open_pulse_has_its_sums_and_no_round_outlives_it(six: Round, tmp_path: Path) -> None:
    """So that neither an earlier version of the record nor a backup can tell one answer by what it added."""
    await six.answered(5)
    (kept,) = [file for file in all_files(tmp_path) if file.parent.name == NEVER_COPIED]
    salt = json.loads(kept.read_bytes())["salt"]

    assert stored(file_of(six, tmp_path))["pulse"] | {"round": ""} == Pulse(answers=5).model_dump(mode="json")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700

    await six.presses("Ana", "Close the pulse…")

    assert not kept.exists()
    assert not [file for file in all_files(tmp_path) if salt in file.read_text(errors="replace")]
    assert Findings(await six.scoping()).heat is not None


async def test_four_answers_show_only_that_they_are_too_few(six: Round) -> None:
    await six.answered(4)
    await six.presses("Ana", "Close the pulse…")

    assert "too few answered to show anything. Closed by Ana." in (await six.message()).plain()
    assert (await six.scoping()).pulse.scores == {}


async def test_a_row_all_agree_on_is_a_range(six: Round) -> None:
    for name, scores in zip(SIX[:5], SCORES, strict=False):
        await six.answers(name, (scores[0], 2, *scores[2:]))
    await six.presses("Ana", "Close the pulse…")
    words = (await six.message()).plain()

    assert "Desire: everybody 1 to 3" in words


async def test_with_nobody_held_up_it_says_so(six: Round) -> None:
    for name, last in zip(SIX[:5], (4, 5, 4, 5, 4), strict=True):
        await six.answers(name, (4, 5, 4, 5, last))
    await six.presses("Ana", "Close the pulse…")
    words = (await six.message()).plain()

    assert "Barrier point: none, for anybody." in words
    assert "Awareness: everybody 4 to 5" in words


async def test_after_the_close_an_open_window_is_told_so_and_the_scoping_goes_on(six: Round) -> None:
    await six.answered(5)
    await six.presses("Kim")
    await six.fills("Kim", SCORES[5])
    await six.presses("Ana", "Close the pulse…")
    await six.person("Kim").submits()

    assert "The pulse is closed, so no more answers are taken." in (await six.person("Kim").errors()).values()
    assert (await six.scoping()).stage == "report"
    assert await six.bot.store.rounds() == []

    await six.person("Mia").command("/scope", "status")
    assert "Report with the director" in await six.told("Mia")


async def test_parked_it_rests_and_cancelled_it_is_left_open_unseen(six: Round) -> None:
    await six.answered(5)
    await six.person("Ana").command("/scope", "park")
    await six.team.settle()
    assert "Readiness pulse: parked" in (await six.message()).plain()

    async with six.bot.application.context.scopings.edit(six.id) as scoping:
        scoping.cancel("No budget.", IDS["Ana"], scoping.started_at)
    await six.team.settle()

    assert "Readiness pulse: left open when the scoping ended" in (await six.message()).plain()
    assert (await six.message()).buttons() == []


async def test_a_team_that_shrinks_before_the_first_answer_is_asked_to_talk_below(
    practice: Practice, bot: Running, team: Team
) -> None:
    five = await called(practice, bot, team, people=5)
    await team.slack.deactivates("Lea")
    await team.settle()

    assert "goes on below" in (await five.message()).plain()
    assert (await team.message(f"turn:{PULSE}:2")).buttons() == ["We have talked it over"]


async def test_no_setting_lowers_the_five() -> None:
    assert not [name for name, *_ in described() if re.search("PULSE|FIVE|ANONYM|LEAST", name.upper())]


# ---- reminders


async def test_a_reminder_goes_to_everybody_and_says_so(six: Round, clock: Clock) -> None:
    await six.answered(4)
    clock.skip(days=2, hours=6)
    rung = await six.bot.application.reminders.tick()
    await six.team.settle()

    assert sorted(rung) == sorted(IDS[name] for name in SIX)
    (message,) = await six.person("Mia").direct_messages()
    assert "The readiness pulse" in message.plain()
    assert message.buttons()[0] == "Answer… (I'm asking everybody)"


async def test_from_a_reminder_it_is_answered_as_in_the_thread(six: Round, clock: Clock) -> None:
    await six.answers("Mia")
    clock.skip(days=2, hours=6)
    await six.bot.application.reminders.tick()
    await six.team.settle()
    for name in ("Mia", "Kim"):
        (message,) = await six.person(name).direct_messages()
        await six.presses(name, on=message)

    assert await six.told("Mia") == ALREADY
    assert await six.person("Kim").modal() is not None


async def test_whoever_was_rung_for_another_scoping_today_costs_no_save_at_each_look(six: Round, clock: Clock) -> None:
    other = await six.scoping()
    other.id, other.shown, other.version = "V0OTHER", {}, 0
    other.items[PULSE].due_at = other.items[PULSE].remind_at = clock() + timedelta(days=2, hours=7)
    await six.bot.store.add(other)
    clock.skip(days=2, hours=6)
    assert await six.bot.application.reminders.tick()
    clock.skip(hours=1)
    assert await six.bot.application.reminders.tick() == []
    await six.team.settle()
    saves = six.bot.store.saves

    assert await six.bot.application.reminders.tick() == []
    await six.team.settle()

    assert six.bot.store.saves == saves


# ---- who comes and goes


async def test_somebody_of_the_channel_is_offered_to_join_first(practice: Practice, bot: Running, team: Team) -> None:
    five = await called(practice, bot, team, people=5)
    await five.presses("Kim")
    await five.person("Kim").submits()
    await team.settle()
    await five.answers("Kim")

    assert "1 of 6 have answered." in (await five.message()).plain()


async def test_whoever_has_become_a_guest_answers_no_more(six: Round) -> None:
    await six.answers("Ana")
    await six.presses("Mia")
    await six.fills("Mia", SCORES[0])
    async with six.bot.application.context.scopings.edit(six.id) as scoping:
        guest = scoping.people[IDS["Mia"]].model_copy(update={"standing": Standing.GUEST})
        scoping.admit([guest], scoping.started_at)
    await six.person("Mia").submits()

    assert "Guests can read along" in str(await six.person("Mia").errors())
    assert (await six.scoping()).pulse.answers == 1


# ---- no way from an answer to a person


async def test_an_answer_changes_nothing_on_disk_but_the_sums_and_counts(six: Round, tmp_path: Path) -> None:
    file = file_of(six, tmp_path)
    await six.answers("Ana")
    before, others = stored(file), beside(file, tmp_path)
    await six.answers("Mia", SCORES[1])
    after = stored(file)
    assert beside(file, tmp_path) == others

    changed = {key for key in after if after[key] != before[key]}
    assert changed <= {"pulse", "seq", "version", "shown", "shown_seq"}
    assert after["deliveries"] == before["deliveries"]


async def test_after_a_round_no_file_log_or_number_leads_from_a_score_to_a_person(
    six: Round, practice: Practice, tmp_path: Path, log: io.StringIO, caplog: pytest.LogCaptureFixture
) -> None:
    file = file_of(six, tmp_path)
    await six.answered(6)
    await six.presses("Mia")  # is told that she has answered
    await forged(practice, six, IDS["Tom"], typed(SCORES[5]))
    scores = json.dumps(stored(file)["pulse"])
    await six.presses("Ivo", "Close the pulse…")

    for name in SIX:
        assert IDS[name] not in scores
        assert IDS[name] not in log.getvalue() + caplog.text
        assert not [key for key in stored(file)["deliveries"] if IDS[name] in key]
    assert "pulse." not in log.getvalue() + caplog.text
    assert not re.search(r"pulsing|pulse|tap", six.bot.metrics.page().decode())
    assert "view:" not in file.read_text()


def file_of(six: Round, folder: Path) -> Path:
    (file,) = (file for file in folder.rglob(f"{six.id}*.json") if file.parent.name != NEVER_COPIED)
    return file


def beside(record: Path, folder: Path) -> dict[Path, bytes]:
    """What is in every file but the record, what it was before, and the open round: the audit above all."""
    of_it = (record.parent / EARLIER, record.parent / SUMMARIES, record.parent / NEVER_COPIED)
    return {
        file: file.read_bytes()
        for file in all_files(folder)
        if file != record and not any(file.is_relative_to(one) for one in of_it)
    }


def all_files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def stored(file: Path) -> dict[str, Any]:
    """The document in a file, whatever stands around it."""
    found = json.loads(file.read_bytes())
    return next(part for part in _dicts(found) if "pulse" in part)


def _dicts(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
        for each in tree.values():
            yield from _dicts(each)
