"""scopebot rehearse: plays a case through the real bot, against a stand-in for Slack, and prints it as it happens."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.screens.messages.card import ending_words
from bot.serving.http import PATH
from bot.store.tiny import TinyStore
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from practice.client import PracticeError, Slack
from practice.rehearsal.acts import do, start
from practice.rehearsal.case import Act, CaseError, NotAsWritten, Script, read
from practice.rehearsal.costs import Costs
from practice.rehearsal.effort import Effort
from practice.rehearsal.floor import Step, floor, told
from practice.rehearsal.processes import Bot, free_port, practice_slack
from practice.rehearsal.scene import Scene
from practice.rehearsal.transcript import Passed, Transcript, Watch
from practice.rehearsal.transcript.events import Did, Said, Shown
from practice.rehearsal.transcript.markdown import markdown
from practice.rehearsal.transcript.photograph import NoPicture, draw
from practice.rehearsal.transcript.text import Printer, Summary

INTERRUPTED = 130
ACT_WITHIN = 60.0
ANSWERS = frozenset({"answers", "answers_with_reply"})


@dataclass
class Performance:
    """A case that was played to its end: what happened, what is kept, and what it cost: the bot, and its people."""

    transcript: Transcript
    scoping: Scoping
    files: dict[str, bytes]
    costs: Costs
    effort: Effort
    floor: Step

    @property
    def people(self) -> list[str]:
        """Everybody who did something."""
        return list(dict.fromkeys(event.who for event in self.transcript.events if isinstance(event, (Did, Said))))

    @property
    def report(self) -> str:
        """The report as it was shared in the thread, in Markdown; of one that was shared again, the last."""
        return next(content for name, content in reversed(self.files.items()) if name.endswith(".md")).decode()


def rehearse(
    cases: Sequence[Path],
    *,
    out: Path,
    http: bool = False,
    twice: bool = False,
    quiet: bool = False,
    transcript: Path | None = None,
    picture: Path | None = None,
) -> int:
    """Plays each case and leaves its report and transcript in a folder of its own under `out`; the exit code.

    Of several the others are played where one goes wrong, and a table at the end says how each went.
    """
    printer = Printer(sys.stdout, quiet=quiet)
    played: list[Summary] = []
    try:
        found = list(_cases(cases))
        for case in found:
            try:
                played.append(_rehearsed(case, out / case.stem, printer, transcript, picture, http=http, twice=twice))
            except (CaseError, NoPicture) as error:
                printer.problem(str(error))
                played.append(Summary(case.stem, ""))
    except KeyboardInterrupt:
        printer.problem("Stopped. Nothing is left running.")
        return INTERRUPTED
    except CaseError as error:
        printer.problem(str(error))
        return 1
    if len(found) > 1:
        printer.table(played)
    return 0 if all(one.ended for one in played) else 1


def _cases(paths: Sequence[Path]) -> Iterator[Path]:
    """The cases, and of each folder those that are in it. Raises CaseError."""
    for path in paths:
        inside = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        if not inside:
            raise CaseError(f"{path} holds no case; `ls examples` shows those that come with scopebot.")
        yield from inside


def _rehearsed(
    case: Path,
    folder: Path,
    printer: Printer,
    transcript: Path | None,
    picture: Path | None,
    *,
    http: bool,
    twice: bool,
) -> Summary:
    """Plays one case, and what came of it. Raises CaseError and NoPicture."""
    script, began = read(case), time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "scopebot.log"
    performance = asyncio.run(perform(script, http=http, twice=twice, printer=printer, keep_log=log))
    _leave(performance, folder, transcript)
    if picture:
        printer.waiting("Drawing the picture…")
        draw(performance.transcript, script.case.begins, performance.files, picture)
    summary = _summary(case.stem, performance, time.monotonic() - began)
    printer.closing(summary, performance.costs, told(performance.effort, performance.floor), folder)
    return summary


def _summary(case: str, performance: Performance, seconds: float) -> Summary:
    scoping, posted = performance.scoping, [one for one in performance.transcript.events if isinstance(one, Shown)]
    assert scoping.ending
    return Summary(
        case,
        ending_words(Findings(scoping)),
        days=(scoping.ending.at - scoping.started_at).days + 1,
        people=len(performance.people),
        answers=len(performance.costs.calls),
        messages=sum(not one.edited for one in posted),
        seconds=seconds,
    )


def _leave(performance: Performance, folder: Path, transcript: Path | None) -> None:
    """The report and the pictures as shared in the thread, the conversation, and the record as it was stored."""
    page = markdown(performance.transcript)
    for name, content in performance.files.items():
        if not name.endswith(".md"):
            (folder / name).write_bytes(content)
    (folder / "report.md").write_text(performance.report, "utf-8")
    (folder / "transcript.md").write_text(page, "utf-8")
    (folder / "record.json").write_text(performance.scoping.model_dump_json(indent=2), "utf-8")
    if transcript:
        transcript.parent.mkdir(parents=True, exist_ok=True)
        transcript.write_text(page, "utf-8")


async def perform(
    script: Script,
    *,
    http: bool = False,
    twice: bool = False,
    printer: Printer | None = None,
    keep_log: Path | None = None,
) -> Performance:
    """Plays a case to its end. Raises CaseError where it does not go as written; the bot's log is kept then."""
    printer = printer or Printer(sys.stdout, quiet=True)
    with tempfile.TemporaryDirectory(prefix="scopebot-rehearsal-") as folder:
        try:
            return await _performed(script, Path(folder), printer, http=http, twice=twice)
        except CaseError as error:
            log = Path(folder) / "scopebot.log"
            if keep_log is None or not log.exists():
                raise
            shutil.copy(log, keep_log)
            raise CaseError(f"{error} What scopebot logged is in {keep_log}.") from None


async def _performed(script: Script, folder: Path, printer: Printer, *, http: bool, twice: bool) -> Performance:
    port = free_port()
    printer.opening(script.case)
    transcript = Transcript(script.case.title, script.case.about, tell=printer.tell)
    deliver_to = f"http://127.0.0.1:{port}{PATH}" if http else None
    async with AsyncExitStack() as running:
        running.enter_context(_located(script, None))
        url = await running.enter_async_context(practice_slack(deliver_to))
        slack = await running.enter_async_context(Slack(url))
        bot = await running.enter_async_context(Bot(url, port, folder, http=http))
        scene = await _set(script, slack, bot, transcript, twice=twice)
        scene.waiting = printer.waiting
        costs = await _play(script, scene, bot, printer)
        files = await _shared_files(scene)
        await bot.stop()
        await _check_violations(slack)
        await scene.effort.look(slack, transcript.events)
        kept = await _kept(script, bot)
        return Performance(transcript, kept, files, costs, scene.effort, floor(script.case, kept))
    raise AssertionError  # the stack swallows nothing


async def _set(script: Script, slack: Slack, bot: Bot, transcript: Transcript, *, twice: bool) -> Scene:
    """The channel by its name in the case, the mood, and the bot ready in it."""
    case = script.case
    names = {channel["name"] for channel in (await slack.workspace())["channels"] if channel.get("name")}
    if case.channel.removeprefix("#") not in names:
        await slack.renames("#shop", case.channel)
    await slack.mood(twice=twice)
    await bot.start(case.begins)
    watch = Watch(slack, case.channel, case.people)
    return Scene(case, slack, watch, transcript, busy=bot.is_behind)


async def _play(script: Script, scene: Scene, bot: Bot, printer: Printer) -> Costs:
    """Every act in its order, each until all the bot has to show for it is shown."""
    costs = Costs()
    with _located(script, None):
        await start(scene)
        await scene.tell()
    begun = await bot.counted_at_rest()
    for number, act in enumerate(script.case.acts):
        await printer.pause()
        with _located(script, number):
            if act.verb in ANSWERS:
                await costs.of_answer(bot, scene.slack, _played(scene, bot, act), sent=act.sent)
            else:
                await _played(scene, bot, act)
    costs.of_saves(begun, await bot.counted_at_rest())
    return costs


async def _played(scene: Scene, bot: Bot, act: Act) -> None:
    since = len(scene.transcript.events)
    if act.later:
        await bot.stop()
        scene.transcript.add(Passed(act.later))
        await bot.start(act.later)
    else:
        await _in_time(do(scene, act))
    await scene.tell_expected(act.expected, since)


async def _in_time(doing: Awaitable[None]) -> None:
    try:
        await asyncio.wait_for(doing, ACT_WITHIN)
    except TimeoutError:
        raise NotAsWritten(f"this was not over after {ACT_WITHIN:.0f} s; is the machine very busy?") from None


async def _shared_files(scene: Scene) -> dict[str, bytes]:
    """What stands in the thread as files, by name."""
    shared = await scene.watch.files()
    if not any(file.name.endswith(".md") for file in shared):
        raise NotAsWritten("the case is over, and no report was shared in the thread; does it end?")
    return {file.name: await scene.slack.file(file.id) for file in shared}


async def _check_violations(slack: Slack) -> None:
    violations = await slack.violations()
    if violations:
        first = "; ".join(f"{one['method']}: {one['says']}" for one in violations[:3])
        raise NotAsWritten(f"Slack would not have taken {len(violations)} of the things scopebot sent ({first})")


async def _kept(script: Script, bot: Bot) -> Scoping:
    """What is on disk once the bot has stopped. Raises NotAsWritten where that is not the outcome of the case."""
    store = TinyStore(bot.data)
    try:
        (summary,) = await store.find()
        scoping = await store.get(summary.id)
    finally:
        store.close()
    ended = scoping.ending.outcome if scoping.ending else f"still open ({scoping.stage})"
    if ended != script.case.ends:
        raise NotAsWritten(f"the case is to end as {script.case.ends}, and it ended as {ended}")
    return scoping


@contextmanager
def _located(script: Script, act: int | None) -> Iterator[None]:
    """Puts the file, and the line of the act, before what did not go as written."""
    try:
        yield
    except (NotAsWritten, PracticeError) as error:
        raise CaseError(f"{script.at(act)}: {str(error).rstrip('.')}.") from error
