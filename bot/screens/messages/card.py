"""The card: the one message in the channel, edited in place. Who, how far, what waits on whom, who is reminded next."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block

from bot.screens.blocks.message import Message, message
from bot.screens.blocks.parts import actions, button, menu
from bot.slack.handles import Handle
from bot.telling import ending, to_find_out
from bot.telling.to_find_out import ToFindOut
from bot.words.figures import clock, day, inline
from bot.words.sentences import rich, sentence, spoken
from dialogs.catalog import Layout, Stage
from dialogs.catalog.tracks import ENDINGS
from dialogs.findings import Findings
from dialogs.flow import decisions, reminders, stages, tasks, turns
from dialogs.flow.objecting import OBJECT
from dialogs.flow.pulse import PULSE
from dialogs.flow.standing import SETTLED, State, is_due, state
from dialogs.flow.tasks import ASSUME, EXAMINE, SIGN
from dialogs.record import quoting
from dialogs.record.parts import Item, Standing, Verdict
from dialogs.record.record import Record

BAR = 10
MOST_WAITING = 8
MOST_TO_FIND_OUT = 8
STEPS = {"exam": 4, "solutions": 2, "design": 3, "retake": 2}
"""How much of the way a stage is, by the work in it (1 unless it says so); an answer with the director counts half."""
ROUNDING = 1e-9
KEY = "card"
NOT_YET = "not_yet"
OF_OLD = ("approved_mlops", "approved_ml", "no_ai")
"""The endings that had another name before the objections, and keep it."""


def card(findings: Findings) -> Message:
    """The card of a scoping, whatever state it is in."""
    record, owed = findings.record, found_out_later(findings)
    on_whom = [] if record.parked else list(waiting(findings))
    blocks: list[Block] = [
        rich(
            "card",
            title=record.title,
            initiator=record.name(record.initiator),
            director=record.name(record.director),
            same_person=record.initiator == record.director,
            delegate=record.name(record.delegate) if record.delegate else "",
            team=[record.name(person) for person in record.team],
            bar=_bar(findings),
            standing=standing(findings),
            waiting=on_whom[:MOST_WAITING],
            more_wait=max(0, len(on_whom) - MOST_WAITING),
            owed=owed[:MOST_TO_FIND_OUT],
            more=max(0, len(owed) - MOST_TO_FIND_OUT),
            reminder=_reminder(findings),
            notes=list(_notes(record)),
            of_old=record.catalog.of_old,
        ),
        *_row(findings),
    ]
    text = sentence("card.text", title=record.title, standing=standing(findings))
    return message(KEY, text, blocks, in_channel=True)


def standing(findings: Findings) -> str:
    """How far it is: “Director's exam: 4 of 7 accepted”."""
    record = findings.record
    if record.ending:
        return ending_words(findings)
    if record.parked:
        return sentence("card.parked", day=day(record.parked.at))
    if record.stage == "report":
        return sentence("card.report")
    done, examined, total = _count(findings, record.stage)
    stage = record.catalog.stages[record.stage]
    key = "card.examined" if stage.examined and (done or not examined) else "card.stage"
    answered = done if key == "card.examined" else done + examined
    said = {"title": stage.title, "done": answered, "waiting": examined, "total": total}
    return sentence(key, **said, each=_candidates(record, stage))


def ending_words(findings: Findings) -> str:
    """The outcome of an ended scoping."""
    record = findings.record
    assert record.ending is not None
    outcome, level, on = record.ending.outcome, findings.mlops.level or 0, to_find_out.on_conditions(record)
    if record.catalog.of_old and outcome in OF_OLD:
        return sentence(f"ending_of_old.{outcome}", level=level, on=on)
    if outcome in ending.NAMED:
        proves = decisions.proof(record) is not None
        return spoken(ending.name(outcome, level, decisions.means(record), on, proves=proves))
    return sentence(f"ending.{outcome}", things=to_find_out.things_to_find_out(record))


def waiting(findings: Findings) -> Iterator[dict[str, str]]:
    """What waits on whom: who, what, and by when."""
    record = findings.record
    for key, item in tasks.owed_items(findings):
        person = turns.debtors(record, key)[0]
        yield {"who": record.name(person), "what": what(findings, key), "when": due(record, item, person)}


def due(record: Record, item: Item, person: str) -> str:
    """By when something is owed; since when, once somebody was reminded of it. Empty where no day was given."""
    if item.unknown_until:
        return sentence("card.by", day=day(item.unknown_until))
    if not item.due_at:
        return ""
    over = item.remind_at is not None and item.remind_at > item.due_at
    return sentence("card.since" if over else "card.by", day=day(item.due_at, record.tz(person)))


def found_out_later(findings: Findings) -> list[ToFindOut]:
    """What somebody finds out by a day, beside what they are asked now."""
    asked = set(_asked_now(findings))
    return [one for one in to_find_out.owed(findings) if one.question not in asked]


def _asked_now(findings: Findings) -> Iterator[str]:
    """The questions that somebody answers just now: they wait already, and need not stand on the card twice."""
    for key, item in tasks.owed_items(findings):
        if item.open_call and not key.startswith(EXAMINE):
            yield from tasks.open_questions(findings, key)


def what(findings: Findings, key: str) -> str:
    """An owed thing in a few words."""
    record = findings.record
    if key == SIGN:
        return sentence("card.sign")
    if key.startswith(ASSUME):
        return sentence("card.assume")
    if key.startswith(OBJECT):
        return sentence("card.objection", labels=[inline(record.label(q)) for q in tasks.open_questions(findings, key)])
    if key.startswith(EXAMINE):
        return sentence("card.examine", count=len(tasks.open_questions(findings, key)))
    if key in record.catalog.questions:
        label = record.label(key)
        unknown = record.items[key].unknown_until
        return sentence("card.unknown", label=label) if unknown else inline(label)
    return sentence("card.pulse") if key == PULSE else _of_a_form(record, key)


def _of_a_form(record: Record, key: str) -> str:
    """A form's name; of a board, that its lines are to be taken; nothing of the track it was on before."""
    form = record.catalog.forms.get(key)
    if form is None:
        return ""
    if record.catalog.form_stage[key].layout is Layout.BOARD:
        return sentence("card.board")
    named = record.text(form.names) if form.names else ""
    return sentence("card.named", title=form.title, name=named) if named else inline(quoting.title(record, form))


def _count(findings: Findings, stage: str) -> tuple[int, int, int]:
    """(done, waiting for the director, all) of a stage's questions; what was to be known by now is neither."""
    record = findings.record
    found = record.catalog.stages[stage]
    counted = [question for question in quoting.active_questions(record, found) if question.counted]
    states = [state(findings, one.id) for one in counted if not is_due(record, one.id)]
    waiting = states.count(State.ANSWERED) + states.count(State.OBJECTED) if found.examined else 0
    return sum(stands in SETTLED for stands in states) - waiting, waiting, len(counted)


def _laid_aside(findings: Findings) -> str:
    """A menu takes five: where something is unknown, “not yet” takes the place of parking, which is a command, too."""
    if findings.record.parked:
        return "resume"
    return "not_yet" if findings.unknowns else "park"


def _candidates(record: Record, stage: Stage) -> int:
    """How many forms of a stage are filled in for something that was named: a candidate each."""
    asked = {question.form for question in quoting.active_questions(record, stage)}
    return sum(bool(form.names) and form.id in asked for form in record.catalog.forms.values())


def _bar(findings: Findings) -> str:
    """Ten steps, of which one is taken as soon as anything is answered. A later edit takes none back."""
    record = findings.record
    if record.ending and record.ending.outcome != NOT_YET:
        full = BAR if ENDINGS[record.ending.outcome] else 0
        return "▰" * full + "▱" * (BAR - full)
    road = _road(record)
    gone = sum(_steps(stage) * _share(record, stage) for stage in road)
    full = min(BAR - 1, int(BAR * gone / sum(_steps(stage) for stage in road) + ROUNDING))
    full = max(full, 1) if gone else full
    return "▰" * full + "▱" * (BAR - full)


def _steps(stage: str) -> int:
    return STEPS.get(stage, 1)


def _share(record: Record, stage: str) -> float:
    """How much of a stage was ever done, from 0 to 1: what was accepted once stays done where it is edited later."""
    asked = [one.id for one in quoting.active_questions(record, record.catalog.stages[stage]) if one.counted]
    return sum(_done(record, stage, question) for question in asked) / max(1, len(asked))


def _done(record: Record, stage: str, question: str) -> float:
    entry = record.entries.get(question)
    if entry is None or entry.answer is None:
        return 0
    examined = record.catalog.stages[stage].examined
    accepted = any(one.verdict is Verdict.ACCEPTED for one in entry.judgements)
    return 1 if accepted or not examined else 0.5


def _road(record: Record) -> list[str]:
    """The stages there are on the way: those walked, and the longest way on from here.

    Where an edit leads back before a fork, the way that was taken there still counts.
    """
    walked = [stage for stage in record.walked if stage in record.road]
    ahead = record.road[record.road.index(walked[-1]) + 1 :]
    if set(walked) & stages.FORKS:
        return [*walked, *(stage for stage in ahead if stage not in stages.FOR_MLOPS)]
    begun = {stage for stage in ahead if _share(record, stage)}
    closed = stages.FOR_MLOPS - begun - {"mlops"} if begun & stages.FORKS else stages.FORKS
    return [*walked, *(stage for stage in ahead if stage not in closed)]


def _reminder(findings: Findings) -> dict[str, str] | None:
    record = findings.record
    found = reminders.next_reminder(findings)
    if found is None:
        return None
    person, at = found
    return {"who": record.name(person), "when": clock(at, record.tz(person))}


def _notes(record: Record) -> Iterator[str]:
    people = [record.people[id] for id in record.everyone() if id in record.people]
    absent = [p.name for p in people if p.in_channel is False and p.standing is Standing.MEMBER]
    refused = [p.name or p.id for p in people if p.standing not in (Standing.MEMBER, Standing.UNCHECKED)]
    if absent and not record.ending:
        yield sentence("card.absent", names=absent)
    if refused and not record.ending:
        yield sentence("card.refused", names=refused, initiator=record.name(record.initiator))
    if record.trouble:
        yield sentence("card.trouble", error=record.trouble)


def _row(findings: Findings) -> list[Block]:
    record = findings.record
    handle = Handle(record.id)
    report = button("full_report", "steering:report", handle)
    if record.ending and record.ending.outcome == NOT_YET:
        return actions(button("take_up", "steering:reopen", handle, style="primary"), report)
    if record.ending:
        return actions(report, menu("steering", ["reopen"], handle))
    verbs = ["settings", "detail", "delegate", _laid_aside(findings), "cancel"]
    return actions(
        button("open_questions", "steering:open", handle),
        button("report_so_far", "steering:report", handle),
        menu("steering", verbs, handle),
    )
