"""Answering with a reply from the thread: its words fill in a box, in the window of the question or form it answers."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from slack_sdk.models.views import View

from bot.listeners import channels
from bot.listeners.context import Context
from bot.listeners.guards import as_present, open_for
from bot.listeners.items import needing, thin
from bot.listeners.replies import words_of
from bot.screens.blocks.parts import OPTION
from bot.screens.modals import answering, modal
from bot.slack import payloads
from bot.slack.handles import Handle
from bot.slack.payloads import Press, Submission
from bot.telling.unknown import field_name
from bot.words.sentences import sentence
from dialogs import working_hours
from dialogs.answers import fields, numbers, pasted
from dialogs.answers.alike import with_percent
from dialogs.answers.text import cleaned
from dialogs.answers.values import LONGEST
from dialogs.catalog import AnswerField, Kind, Layout, Question
from dialogs.errors import BadFields, Moved, NotNow, Sentence
from dialogs.findings import Findings, findings_of
from dialogs.flow import standing, tasks, turns
from dialogs.flow.standing import SETTLED
from dialogs.record import quoting
from dialogs.scoping import permissions
from dialogs.scoping.scoping import Scoping

Filling = Callable[[Scoping, Handle, str], View]


async def record(context: Context, body: dict[str, Any]) -> None:
    """“Record as answer” on a reply: the window of what is open, filled in; or which of several boxes it answers."""
    message, channel = body["message"], body["channel"]["id"]
    who = payloads.who(body)
    press = Press(who, "answering:record", Handle(), f"shortcut:{who.trigger_id}")
    summary = await channels.of_thread(context, channel, message.get("thread_ts", ""))
    if summary is None:
        await context.open(press, modal.notice(sentence("told.not_a_thread")))
        return
    press = Press(who, press.verb, Handle(summary.id), press.delivery)
    scoping = await as_present(context, who, summary.id, partial(open_for, context, press))
    if scoping is None:
        return
    text = _words(await words_of(context, scoping, message.get("text")))
    boxes = _open_boxes(scoping)
    if not boxes:
        await context.open(press, modal.notice(sentence("told.no_open_question")))
        return
    handle = Handle(summary.id, extra=f"{scoping.seq},{message['ts']}")
    await context.open(press, _into_one_of(scoping, handle, boxes, text, "label.question"))


async def _answer_with_reply(context: Context, press: Press) -> None:
    """The window filled in with the last reply of whoever is asked; of a form, first which box it goes into."""
    scoping = await open_for(context, press)
    item = scoping.items.get(press.handle.item) if scoping else None
    if scoping:
        await _fill(context, press, scoping, item.reply.ts if item and item.reply else None, _filling)


async def _take_edit_over(context: Context, press: Press) -> None:
    """The window filled in with a recorded reply as it reads now."""
    scoping = await open_for(context, press)
    entry = scoping.entries.get(press.handle.item) if scoping else None
    if scoping:
        await _fill(context, press, scoping, entry.answer.reply_ts if entry and entry.answer else None, _of_question)


async def _fill(context: Context, press: Press, scoping: Scoping, ts: str | None, filling: Filling) -> None:
    """A reply's words are in memory, or read from Slack behind a modal that waits."""
    if ts is None:
        raise NotNow("told.no_reply")
    handle = press.handle._replace(extra=f"{scoping.seq},{ts}")
    text = context.replies.text(scoping.channel, ts)
    if text is not None:
        await context.open(press, filling(scoping, handle, text))
        return
    opened = await context.open(press, modal.notice(sentence("told.fetching")))
    context.later(_fill_later(context, scoping, handle, ts, opened, filling))


async def _fill_later(
    context: Context, scoping: Scoping, handle: Handle, ts: str, view_id: str, filling: Filling
) -> None:
    page = await context.slack.call(
        "conversations.replies",
        channel=scoping.channel,
        ts=scoping.shown["thread"].ts,
        oldest=ts,
        latest=ts,
        inclusive=True,
        limit=2,
    )
    text = next((one.get("text", "") for one in page["messages"] if one["ts"] == ts), "")
    view = filling(scoping, handle, await words_of(context, scoping, text))
    await context.slack.call("views.update", view_id=view_id, view=view.to_dict())


async def _box_chosen(context: Context, submission: Submission) -> View | None:
    """The question or the box was chosen, and is kept with the reply's words; its window follows for the rest.

    What is thin in it is asked back first. Where somebody else has answered meanwhile, the window alone follows, and
    saving that shows both answers.
    """
    path, text = submission.text("question"), submission.text("text")
    scoping = await context.scopings.get(submission.handle.scoping)
    permissions.check(scoping, "answer", submission.who.user)
    if not _is_box(scoping, path):
        raise BadFields({"question": Sentence("problem.option")})
    following = _into(scoping, submission.handle, path, text)
    question, field = _box(scoping, path)
    try:
        drawn, left_out = await _kept(context, submission, question, field, _words(text))
    except Moved:
        return following
    except BadFields as bad:
        raise BadFields({"text": next(iter(bad.problems.values()))}) from None
    scoping = await context.scopings.get(scoping.id)
    return modal.with_left_out(_rest(scoping, submission, path, drawn), left_out)


def _rest(scoping: Scoping, submission: Submission, path: str, drawn: list[str]) -> View | None:
    """What follows a box that was kept: what is thin in it, else the window with what is still open beside it."""
    question, text = _box(scoping, path)[0], submission.text("text")
    item = turns.task_key(scoping, question)
    if drawn:
        return answering.form_followups(scoping, Handle(scoping.id, item), [thin(scoping, one) for one in drawn])
    if not tasks.open_questions(findings_of(scoping), item) or (path == question and not scoping.lacking(question)):
        return None
    reply_ts = submission.handle.extra.partition(",")[2]
    return _into(scoping, submission.handle._replace(extra=f"{scoping.seq},{reply_ts}"), path, text)


def _is_box(scoping: Scoping, path: str) -> bool:
    """Whether words can be put there: into a question, into a field of one, or beside one that takes none."""
    if path in scoping.catalog.questions:
        return True
    question = scoping.catalog.questions.get(path.rpartition(".")[0])
    boxes = {answering.NOTED, *(field.id for field in question.fields)} if question else set()
    return path.rpartition(".")[2] in boxes


def _box(scoping: Scoping, path: str) -> tuple[str, str]:
    """The question and the field of a box; of a question alone, the first that takes words."""
    if path in scoping.catalog.questions:
        return path, _first_box(scoping.catalog.questions[path])
    question, _, field = path.rpartition(".")
    return question, field


async def _kept(
    context: Context, submission: Submission, question: str, field: str, text: str
) -> tuple[list[str], list[Sentence]]:
    """Saves one box beside what the question's others say.

    Returns the question where its words are thin, and the lines that were pasted and left out.

    Raises Moved, and BadFields for what cannot be read.
    """
    seen, _, reply_ts = submission.handle.extra.partition(",")
    by, now = submission.who.user, context.clock()
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        if field == answering.NOTED:
            scoping.add_detail(text, by, now, about=question)
            return [], []
        asked = quoting.worded(scoping, scoping.catalog.questions[question])
        before = scoping.entries[question].answer if question in scoping.entries else None
        stood = dict(before.values) if before and not before.kept else {}
        today, words = working_hours.local_day(now, scoping.tz(by)), quoting.own_words(scoping)
        typed = with_percent(asked, {field: text}, before.written if before else None)
        values = fields.parse(asked, typed, today, stood, words, quoting.currency(scoping))
        written = numbers.written(asked, typed, values, words)
        drawn = scoping.answer(
            {question: stood | values},
            by,
            now,
            seen=int(seen) if seen.isdecimal() else None,
            reply_ts=reply_ts or None,
            unknown={question: fields.unknown(asked, {field: text})},
            written={question: (before.written if before else {}) | written},
        )
        scoping.known_by({question: {field: text}}, by, now)
    return drawn, pasted.left_out(asked, {field: text}, values)


PRESSES: Mapping[str, Callable[[Context, Press], Awaitable[None]]] = {
    "answering:reply": _answer_with_reply,
    "answering:edited": _take_edit_over,
}
SUBMISSIONS: Mapping[str, Callable[[Context, Submission], Awaitable[View | None]]] = {"answering.record": _box_chosen}


# ---- which boxes there are


def _filling(scoping: Scoping, handle: Handle, text: str) -> View:
    if handle.item in scoping.catalog.questions:
        return _of_question(scoping, handle, text)
    return _into_one_of(scoping, handle, _boxes(scoping, needing(scoping, handle.item)), text, "label.box")


def _into_one_of(scoping: Scoping, handle: Handle, boxes: Mapping[str, str], text: str, label: str) -> View:
    """Straight into the one box there is; of several, which one."""
    if len(boxes) == 1:
        return _into(scoping, handle, next(iter(boxes)), text)
    return answering.record(scoping, handle, boxes, _words(text), label)


def _into(scoping: Scoping, handle: Handle, path: str, text: str) -> View:
    """The window of a question, or the window of the form with one box of it filled in."""
    if path in scoping.catalog.questions:
        return _of_question(scoping, handle._replace(item=path), text)
    question, _, field = path.rpartition(".")
    form = turns.task_key(scoping, question)
    handle = handle._replace(item=form, extra=f"{handle.extra},{question}")
    return answering.answer(scoping, handle, needing(scoping, form), filled={question: {field: _words(text)}})


def _of_question(scoping: Scoping, handle: Handle, text: str) -> View:
    """The window of one question with a reply's words in its first text."""
    question = scoping.catalog.questions[handle.item]
    return answering.answer(scoping, handle, [question], filled={question.id: {_first_box(question): _words(text)}})


def _first_box(question: Question) -> str:
    """The first field that takes words; where none does, the box beside them."""
    typed = _typed([question])
    return typed[0][1].id if typed else answering.NOTED


def _open_boxes(scoping: Scoping) -> dict[str, str]:
    """All that a reply could answer now, by question or `question.field`: its words on the screen."""
    findings = findings_of(scoping)
    boxes: dict[str, str] = {}
    for key, _ in tasks.owed_items(findings):
        stage = scoping.catalog.form_stage.get(key)
        asked = [scoping.catalog.questions[id] for id in tasks.open_questions(findings, key) if _is_asked(findings, id)]
        if key in scoping.catalog.questions or (stage and stage.layout is Layout.BOARD):
            boxes |= {question.id: _short_enough(question.ask, scoping.label(question.id)) for question in asked}
        elif stage:
            boxes |= _boxes(scoping, asked)
    return boxes


def _is_asked(findings: Findings, id: str) -> bool:
    if id not in findings.record.catalog.questions:
        return False
    return standing.state(findings, id) not in SETTLED or standing.is_due(findings.record, id)


def _boxes(scoping: Scoping, questions: list[Question]) -> dict[str, str]:
    """The boxes of a form that take words, by `question.field`; of what is chosen alone, the one beside it."""
    typed = _typed(questions)
    several = [question.id for question, _ in typed]
    boxes = {
        f"{question.id}.{field.id}": scoping.label(question.id)
        if several.count(question.id) == 1
        else _box_name(scoping.label(question.id), field_name(field))
        for question, field in typed
    }
    wordless = [question.id for question in questions if answering.takes_no_words(question)]
    return boxes | {f"{id}.{answering.NOTED}": scoping.label(id) for id in wordless}


def _box_name(question: str, field: str) -> str:
    """A box of several of a question, in words that a menu takes whole."""
    plain = field.partition(" (")[0]
    return _short_enough(f"{question}: {field}", f"{question}: {plain}", plain)


def _short_enough(*texts: str) -> str:
    """The first that a menu takes whole, or the last."""
    return next((text for text in texts if len(text) < OPTION), texts[-1])


def _typed(questions: list[Question]) -> list[tuple[Question, AnswerField]]:
    """The inputs that take words; where there are none, those that take anything typed."""
    inputs = [(question, field) for question in questions for field in question.fields]
    words = [one for one in inputs if one[1].kind in (Kind.TEXT, Kind.LINE)]
    return words or [one for one in inputs if one[1].kind not in answering.WORDLESS]


def _words(text: str) -> str:
    return cleaned(text)[:LONGEST]
