"""The card: the one message in the channel, edited in place. Who, how far, what waits on whom, who is reminded next."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block

from bot.screens.blocks.message import Message, message
from bot.screens.blocks.parts import actions, button, menu
from bot.slack.handles import Handle
from bot.words.figures import clock, day, inline
from bot.words.sentences import rich, sentence
from dialogs.catalog import Layout
from dialogs.catalog.tracks import ENDINGS
from dialogs.flow import reminders, stages
from dialogs.flow import standing as standing_
from dialogs.flow.standing import SETTLED, State
from dialogs.flow.tasks import EXAMINE, PULSE, SIGN
from dialogs.record import quoting
from dialogs.record.parts import Standing
from dialogs.record.record import Record

BAR = 10
MOST_WAITING = 8
STEPS = {"exam": 4, "solutions": 2, "design": 3, "retake": 2}
"""How much of the way a stage is, by the work in it (1 unless it says so); an answer with the director counts half."""
KEY = "card"


def card(scoping: Record) -> Message:
    """The card of a scoping, whatever state it is in."""
    blocks: list[Block] = [
        rich(
            "card",
            title=scoping.title,
            initiator=scoping.name(scoping.initiator),
            director=scoping.name(scoping.director),
            same_person=scoping.initiator == scoping.director,
            delegate=scoping.name(scoping.delegate) if scoping.delegate else "",
            team=[scoping.name(person) for person in scoping.team],
            bar=_bar(scoping),
            standing=standing(scoping),
            waiting=list(waiting(scoping))[:MOST_WAITING],
            reminder=_reminder(scoping),
            notes=list(_notes(scoping)),
        ),
        *_row(scoping),
    ]
    text = sentence("card.text", title=scoping.title, standing=standing(scoping))
    return message(KEY, text, blocks, in_channel=True)


def standing(scoping: Record) -> str:
    """How far it is: “Director's exam: 4 of 7 accepted”."""
    if scoping.ending:
        return ending_words(scoping)
    if scoping.parked:
        return sentence("card.parked", day=day(scoping.parked.at))
    if scoping.stage == "report":
        return sentence("card.report")
    done, examined, total = _count(scoping, scoping.stage)
    key = "card.examined" if scoping.catalog.stages[scoping.stage].examined else "card.stage"
    title = scoping.catalog.stages[scoping.stage].title
    return sentence(key, title=title, done=done, waiting=examined, total=total)


def ending_words(scoping: Record) -> str:
    """The outcome of an ended scoping."""
    assert scoping.ending is not None
    return sentence(f"ending.{scoping.ending.outcome}", level=scoping.decision.level or 0)


def waiting(scoping: Record) -> Iterator[dict[str, str]]:
    """What waits on whom: who, what, and by when."""
    for key, item in scoping.owed_items():
        person = scoping.debtors(key)[0]
        due = item.unknown_until or item.due_at
        yield {
            "who": scoping.name(person),
            "what": what(scoping, key),
            "when": day(due, scoping.tz(person)) if due else "",
        }


def what(scoping: Record, key: str) -> str:
    """An owed thing in a few words."""
    if key == SIGN:
        return sentence("card.sign")
    if key.startswith(EXAMINE):
        return sentence("card.examine", count=len(scoping.open_questions(key)))
    if key in scoping.catalog.questions:
        label = scoping.label(key)
        unknown = scoping.items[key].unknown_until
        return sentence("card.unknown", label=label) if unknown else inline(label)
    if key == PULSE:
        return sentence("card.pulse")
    if scoping.catalog.form_stage[key].layout is Layout.BOARD:
        return sentence("card.board")
    return inline(quoting.title(scoping, scoping.catalog.forms[key]))


def _count(scoping: Record, stage: str) -> tuple[int, int, int]:
    """(done, waiting for the director, all) of a stage's questions."""
    found = scoping.catalog.stages[stage]
    counted = [question for question in quoting.active_questions(scoping, found) if question.counted]
    states = [standing_.state(scoping, question.id) for question in counted]
    waiting = states.count(State.ANSWERED) if found.examined else 0
    return sum(state in SETTLED for state in states) - waiting, waiting, len(counted)


def _bar(scoping: Record) -> str:
    """Ten steps: the stages that lie behind, and the share of the present one."""
    if scoping.ending:
        full = BAR if ENDINGS[scoping.ending.outcome] else 0
        return "▰" * full + "▱" * (BAR - full)
    road = _road(scoping)
    behind = sum(_steps(stage) for stage in road[: road.index(scoping.stage)])
    done, waiting, total = (0, 0, 1) if scoping.stage == "report" else _count(scoping, scoping.stage)
    here = _steps(scoping.stage) * (done + waiting / 2) / max(1, total)
    full = min(BAR - 1, int(BAR * (behind + here) / sum(_steps(stage) for stage in road)))
    return "▰" * full + "▱" * (BAR - full)


def _steps(stage: str) -> int:
    return STEPS.get(stage, 1)


def _road(scoping: Record) -> list[str]:
    """The stages there are on the way: those walked, and the longest way on from here."""
    walked = [stage for stage in scoping.walked if stage in scoping.road]
    decided = set(walked) & stages.FORKS
    ahead = scoping.road[scoping.road.index(walked[-1]) + 1 :]
    return [*walked, *(stage for stage in ahead if stage not in (stages.FOR_MLOPS if decided else stages.FORKS))]


def _reminder(scoping: Record) -> dict[str, str] | None:
    found = reminders.next_reminder(scoping)
    if found is None:
        return None
    person, at = found
    return {"who": scoping.name(person), "when": clock(at, scoping.tz(person))}


def _notes(scoping: Record) -> Iterator[str]:
    people = [scoping.people[id] for id in scoping.everyone() if id in scoping.people]
    absent = [p.name for p in people if p.in_channel is False and p.standing is Standing.MEMBER]
    refused = [p.name or p.id for p in people if p.standing not in (Standing.MEMBER, Standing.UNCHECKED)]
    if absent and not scoping.ending:
        yield sentence("card.absent", names=absent)
    if refused and not scoping.ending:
        yield sentence("card.refused", names=refused, initiator=scoping.name(scoping.initiator))
    if scoping.trouble:
        yield sentence("card.trouble", error=scoping.trouble)


def _row(scoping: Record) -> list[Block]:
    handle = Handle(scoping.id)
    if scoping.ending:
        return actions(button("full_report", "steering:report", handle), menu("steering", ["reopen"], handle))
    verbs = ["settings", "detail", "delegate", "resume" if scoping.parked else "park", "cancel"]
    return actions(
        button("open_questions", "steering:open", handle),
        button("report_so_far", "steering:report", handle),
        menu("steering", verbs, handle),
    )
