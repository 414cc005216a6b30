"""The director's messages: answers ready to examine, the report ready to sign; and what became of each."""

from collections.abc import Callable, Iterator
from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject

from bot.screens.blocks.message import Message, message
from bot.screens.blocks.parts import actions, button, menu, once_more, small
from bot.screens.messages import report
from bot.slack.handles import Handle
from bot.telling import need, partial, to_find_out
from bot.telling.names import inside
from bot.telling.said import said
from bot.words.figures import inline, shortened
from bot.words.sentences import plain, rich, sentence
from dialogs.catalog import Question
from dialogs.findings import Findings
from dialogs.findings.mlops import QUESTION
from dialogs.findings.need import SIMPLER
from dialogs.flow import objecting, promises, standing, tasks
from dialogs.flow.stages import may
from dialogs.flow.standing import State
from dialogs.flow.tasks import ASSUME, EXAMINE, SIGN
from dialogs.record import quoting
from dialogs.record.parts import NOTHING_SAID, Answer, Call, Entry, Item, Judgement, Note, Verdict
from dialogs.record.record import Record
from dialogs.report import quotes
from dialogs.report.said import Word

MINUTES_AN_ANSWER = 1.5
FEW_UNKNOWN = 3
"""Up to so many unknown answers are not worth a word before the signature (ours)."""
MOST_CONDITIONS = 5
"""More than these, and the director is told that it is no longer a go (ours)."""
ADDED = 3
"""How many of the details that practice added a signing message names; the report has all."""
MOST_CHANGED = 5
"""How many of the answers that have changed since a report was last ready to sign are named, the latest first."""
SIMPLER_AT = {"need": "need.5.simpler", "exam": "exam.2.simpler"}
"""By stage: where the team says that something simpler would do. To accept that ends the scoping."""


_SIGNED = {"rejected": "rejected", "cancelled": "left unsigned", "not_yet": "left unsigned"}
"""What an ending made of a report that was ready to sign; any other signed it."""


def messages(findings: Findings, key: str, item: Item) -> Iterator[Message]:
    """One message a call: the present turn with its buttons, earlier ones on a line."""
    record = findings.record
    for call in item.calls:
        live, over = _SHOWN[key.partition(":")[0]]
        yield live(findings, key, call) if call.done_at is None and not record.rests else over(record, key, call)


def _examine(findings: Findings, key: str, call: Call) -> Message:
    record = findings.record
    stage = key.removeprefix(EXAMINE)
    waiting = tasks.to_examine(findings, stage)
    count = len(waiting)
    handle = Handle(record.id, key, str(call.n))
    words = {
        "to": call.to[0],
        "to_name": record.name(call.to[0]),
        "ring": True,
        "count": count,
        "title": record.title,
        "stage_again": record.catalog.stages[stage].title if stage != "exam" else "",
        "quote": shortened(said(record, record.catalog.questions[waiting[0] if waiting else f"{stage}.1"]), 120),
        "about": _about(record, waiting),
        "minutes": max(1, round(count * MINUTES_AN_ANSWER)),
        "unknown": [q.label for q, state in standing.missing(findings, stage) if state is State.UNANSWERED],
        "counted_first": partial.what_hangs(findings, waiting),
        "reopened": opened_again(record, call),
        "objected": [inline(record.label(id)) for id in waiting if _is_objected(findings, id)],
        **_instead(findings, stage),
    }
    text = sentence(
        "notify.examine",
        name=words["to_name"],
        count=count,
        title=record.title,
        stage=record.catalog.stages[stage].title,
    )
    later = button("not_yet", "deciding:not_yet", handle) if words["counted_first"] else None
    row = actions(button("examine", "deciding:examine", handle, style="primary", count=count), later)
    return message(_key(key, call), text, [rich("examine", **words), *row])


def _about(record: Record, waiting: list[str]) -> list[str]:
    """Of several answers, what they are about; one alone is quoted, and so is the first in an old record."""
    named = [inline(record.label(id)) for id in waiting[:NAMED]]
    more = len(waiting) - len(named)
    if len(waiting) < _SEVERAL or record.catalog.of_old:
        return []
    return [*named, *([sentence("unknown.more", count=more)] if more else [])]


NAMED, _SEVERAL = 3, 2


def _is_objected(findings: Findings, question: str) -> bool:
    """Whether something was said to an objection to an answer, and the objection still holds."""
    return any(one.excuse for one in findings.objecting.about(question))


def _examined(record: Record, key: str, call: Call) -> Message:
    stage = record.catalog.stages[key.removeprefix(EXAMINE)]
    later = (one.at for one in record.items[key].calls if one.n > call.n)
    until = min(later, default=None)
    judged = {question.id: _judged_by(record, question, call, until) for question in stage.questions}
    said = [(id, one) for id, judgements in judged.items() for one in judgements if one.at >= call.at]
    given = [one.verdict for _, one in said]
    conditions = sum(any(promises.was_made_with(made, id, one) for made in record.conditions) for id, one in said)
    asked = [q for q in quoting.active_questions(record, stage) if standing.is_examined(stage, q)]
    missing = [inline(q.label) for q in asked if not _passed(judged[q.id])]
    name = record.name(call.to[0])
    accepted, back = given.count(Verdict.ACCEPTED), given.count(Verdict.SENT_BACK)
    counts = {"accepted": accepted, "conditions": conditions, "sent_back": back}
    titled = "" if record.catalog.of_old else stage.title  # a catalogue of 0.1.0 has none, and keeps its lines
    done = sentence("done.examine", name=name, stage=titled, missing=missing, **counts)
    return _line(record, key, call, done if given else _interrupted(record, call, name))


def _passed(judgements: list[Judgement]) -> bool:
    return bool(judgements) and judgements[-1].verdict is not Verdict.SENT_BACK


def _judged_by(record: Record, question: Question, call: Call, until: datetime | None) -> list[Judgement]:
    """What was said of an answer until a call was over; and what was accepted in the window behind it, on a condition.

    That is before the next call (`until`); what came later has lines of its own.
    """
    judgements = record.entries.get(question.id, NOTHING_SAID).judgements
    return [
        one
        for one in judgements
        if call.done_at
        and (one.at <= call.done_at or (one.verdict is Verdict.ACCEPTED and (until is None or one.at < until)))
    ]


def _added(record: Record) -> list[Word]:
    """The last things that somebody put on record, and the director has not read with an answer; the report has all."""
    if record.catalog.of_old:
        return []
    unread = [note for note in record.details if not _was_read(record, note)]
    return [quotes.word(record, note) for note in unread[-ADDED:]]


def _was_read(record: Record, note: Note) -> bool:
    """Whether it stood beside an answer that was accepted after it was said."""
    judged = record.entries[note.about].judgement if note.about in record.entries else None
    return judged is not None and judged.verdict is Verdict.ACCEPTED and judged.at >= note.at


def _sign(findings: Findings, key: str, call: Call) -> Message:
    record = findings.record
    handle = Handle(record.id, key, str(call.n))
    name = record.name(call.to[0])
    many = len(promises.signed_on(record))
    closer = many > MOST_CONDITIONS and not may(findings, "prove")  # where it is proved first, that says it
    warning = sentence("condition.many", count=many) if closer else ""
    words = {"to": call.to[0], "to_name": name, "ring": True, "title": record.title}
    told = {"reopened": opened_again(record, call), "changed": _changed(record, key, call), "adds": _added(record)}
    head = rich("sign", warning=warning, **told, **words)
    text = sentence("notify.sign", name=name, title=record.title)
    blocks = [head, *report.to_sign(findings), *_held(findings), *_ways_to_sign(findings, handle)]
    return message(_key(key, call), text, blocks)


def _changed(record: Record, key: str, call: Call) -> list[str]:
    """The answers that have changed since this was last asked for, or opened again, and by whom."""
    before = [one.at for one in record.items[key].calls if one.n < call.n]
    since = max([*before, *(note.at for note in record.reopenings if before and note.at <= call.at)], default=call.at)
    given = ((entry.answer, id) for id, entry in record.entries.items() if quoting.is_asked(record, id))
    new = ((answer, id) for answer, id in given if answer and answer.at > since)
    changed = [(one.at, id, one.author) for one, id in new if not _says_the_same(record.entries[id], one, since)]
    changed.sort(reverse=True)
    named = [sentence("told.changed_by", label=inside(record, id), name=record.name(by)) for _, id, by in changed]
    more = named[MOST_CHANGED:]
    return [*named[:MOST_CHANGED], *([sentence("unknown.more", count=len(more))] if more else [])]


def _says_the_same(entry: Entry, now: Answer, since: datetime) -> bool:
    """Whether an answer was given again in the words and numbers it had then."""
    then = next((one for one in reversed(entry.answers) if one.at <= since), None)
    return then is not None and (then.values, then.unknowns, then.skipped) == (now.values, now.unknowns, now.skipped)


def _held(findings: Findings) -> list[Block]:
    """How many objections the signature waits for, and who is asked about them; nothing where none holds it."""
    count, record = len(objecting.holding(findings)), findings.record
    asked = [record.name(person) for person in objecting.asked_last(record)]
    return [rich("notice", text=sentence("stands.holding", count=count, asked=asked))] if count else []


def _ways_to_sign(findings: Findings, handle: Handle) -> list[Block]:
    """Sign it, read it, or give it back; where something holds the signature, let that stand first."""
    read = button("full_report", "steering:report", handle)
    ways = menu("deciding", ["give_back", "reject", *(["not_yet"] if findings.unknowns else [])], handle)
    signing = _signing(findings, handle)
    if objecting.holding(findings):
        stand = button("settle_objections", "deciding:settle_objections", handle)
        signing = [stand] if len(signing) > 1 else [*signing, stand]
    return actions(*signing, read, ways) if len(signing) == 1 else [*actions(*signing), *actions(read, ways)]


def _signing(findings: Findings, handle: Handle) -> list[ButtonElement]:
    """One button; two where something speaks against it: a proof of concept first, or all of it with a reason."""
    if not may(findings, "prove"):
        return [button("sign", "deciding:sign", handle, style="primary", confirm=_are_you_sure(findings))]
    prove = button("prove", "signing:prove", handle, style="primary")
    return [prove, button("all_the_way", "signing:all_the_way", handle)]


def opened_again(record: Record, call: Call) -> str:
    """Who opened what was decided again, and why, where that made it the director's turn."""
    return next((opened_again_words(record, note) for note in record.reopenings if note.at == call.at), "")


def opened_again_words(record: Record, note: Note) -> str:
    """The same as a sentence; nothing where it was only taken up again."""
    return sentence("reopened.told", name=record.name(note.by), reason=note.text) if note.text else ""


def reopenings(record: Record) -> Iterator[tuple[Note, Message]]:
    """What was opened again, for the director, where no turn of theirs says so."""
    calls = (call for key, item in record.items.items() for call in item.calls if key.partition(":")[0] in _SHOWN)
    said = {call.at for call in calls}
    for number, note in enumerate(record.reopenings, 1):
        if note.text and note.at not in said:
            name = record.name(note.by)
            words = {
                "to": record.director,
                "ring": record.director != note.by,
                "said": opened_again_words(record, note),
            }
            text = sentence("reopened.notify", title=record.title, name=name)
            yield note, message(f"reopened:{number}", text, [rich("reopened", **words)])


def failed(findings: Findings) -> Iterator[tuple[Note, Message]]:
    """Conditions of a yes that did not come out as hoped, for the director, where somebody else has said so."""
    record = findings.record
    for one in promises.signed_on(record) if record.ending else ():
        if one.closed and not one.met and one.closed.by not in (record.director, record.delegate):
            told = to_find_out.condition_told(findings, one)
            words = {"what": told.what, "note": one.closed.text, "name": record.name(one.closed.by)}
            said = {"to": record.director, "ring": True, "said": sentence("failed.told", **words)}
            text = sentence("failed.notify", title=record.title, what=told.what)
            yield one.closed, message(f"failed:{one.id}", text, [rich("reopened", **said)])


def _are_you_sure(findings: Findings) -> ConfirmObject:
    """Asked before each signature: what it sets going, and what is open or, if it is more than a few, not known."""
    conditions = promises.signed_on(findings.record)
    under = {one.about for one in conditions}
    unknown = len([question for question in promises.by_question(findings) if question not in under])
    return once_more("sign", conditions=len(conditions), unknown=unknown if unknown > FEW_UNKNOWN else 0)


def _signed(record: Record, key: str, call: Call) -> Message:
    return _line(record, key, call, _became(record, key, call))


def _became(record: Record, key: str, call: Call) -> str:
    """What became of a report that was ready to sign."""
    if record.parked and not call.done_at:
        return sentence("state.parked")
    last = call is record.items[key].calls[-1]
    if last and record.ending:
        return sentence("done.sign", what=_SIGNED.get(record.ending.outcome, "signed"))
    if note := _reopened(record, key, call):
        what, name = _SIGNED.get(note.about, "signed"), record.name(note.by)
        return sentence("done.reopened", what=what, name=name, reason=note.text)
    judgements = [one for entry in record.entries.values() for one in entry.judgements]
    back = next((one for one in judgements if one.verdict is Verdict.SENT_BACK and one.at == call.done_at), None)
    return sentence("done.returned", name=record.name(back.by)) if back else sentence("done.answer_changed")


def _reopened(record: Record, key: str, call: Call) -> Note | None:
    """The reopening of what a call for the signature had come to: the first after it, and before the next call."""
    later = [other.at for other in record.items[key].calls if other.n > call.n]
    until = min(later, default=None)
    after = (note for note in record.reopenings if call.done_at and note.at >= call.done_at)
    return next((note for note in after if until is None or note.at <= until), None)


def _assume(findings: Findings, key: str, call: Call) -> Message:
    """The fork hangs on something nobody knows: go on as if it were known, or not yet."""
    record = findings.record
    handle = Handle(record.id, key, str(call.n))
    name = record.name(call.to[0])
    words = {"to": call.to[0], "to_name": name, "ring": True, "title": record.title}
    row = actions(
        button("assume", "deciding:assume", handle, style="primary"), button("not_yet", "deciding:not_yet", handle)
    )
    text = sentence("notify.assume", name=name, title=record.title)
    head = rich("assume", hangs=partial.hangs_words(findings), known_by=partial.known_by(findings), **words)
    return message(_key(key, call), text, [head, *row])


def _assumed(record: Record, key: str, call: Call) -> Message:
    """What it was taken for, or that the answer came."""
    name = record.name(call.to[0])
    path = f"{QUESTION}.{call.trigger}"
    made = [one for one in record.conditions if one.assumes and one.assumes[0] == path and one.at >= call.at]
    if made and call.done_at and made[0].at <= call.done_at:
        said = sentence("done.assumed", name=name, taken=inline(partial.taken_until(record, made[0])))
    else:
        said = sentence("done.known") if record.value(path) is not None else _interrupted(record, call, name)
    return _line(record, key, call, said)


def _interrupted(record: Record, call: Call, name: str) -> str:
    """Why nothing was said: it is parked, the director said “not yet”, it ended, or the answers changed."""
    if record.parked and not call.done_at:
        return sentence("state.parked")
    if call.done_at in {condition.at for condition in record.conditions}:
        return sentence("done.not_yet", name=name)
    ended = record.ending is not None and call.done_at in (None, record.ending.at)
    return sentence("state.ended") if ended else sentence("done.overtaken", name=name)


def _line(record: Record, key: str, call: Call, words: str) -> Message:
    blocks: list[Block] = [small(plain("call_done", what=words))]
    return message(_key(key, call), f"{record.title}: {words}", blocks)


def _instead(findings: Findings, stage: str) -> dict[str, str]:
    """What would do instead, and by how much the sheet speaks against it; both empty where nothing would."""
    at = SIMPLER_AT.get(stage, "")
    record = findings.record
    choice = record.choice(at) if at else None
    if choice is None or choice not in SIMPLER:
        return {"simpler": "", "forgone": ""}
    question, _, field = at.rpartition(".")
    words = inline(record.catalog.questions[question].field(field).options[choice])
    return {"simpler": words, "forgone": need.forgone(findings, choice)}


def _key(key: str, call: Call) -> str:
    return f"turn:{key}:{call.n}"


_SHOWN: dict[str, tuple[Callable[[Findings, str, Call], Message], Callable[[Record, str, Call], Message]]] = {
    EXAMINE.rstrip(":"): (_examine, _examined),
    ASSUME.rstrip(":"): (_assume, _assumed),
    SIGN: (_sign, _signed),
}
"""By the first word of the key: the message while it is the director's turn, and afterwards."""
