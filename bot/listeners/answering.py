"""Answering: the Answer button and everything in a question's menu, wherever they are pressed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.listeners import menu
from bot.listeners.context import Context
from bot.listeners.guards import open_for, readable
from bot.listeners.tables import Presses, Submissions, listen_to_presses, listen_to_submissions
from bot.screens.modals import answering, modal
from bot.slack import payloads
from bot.slack.handles import Handle
from bot.slack.payloads import Press, Submission
from bot.words.sentences import sentence
from dialogs import working_hours
from dialogs.answers import fields
from dialogs.answers.text import cleaned
from dialogs.answers.values import LONGEST, Raw, Value
from dialogs.catalog import Kind, Question
from dialogs.errors import BadFields, Moved, NotNow, Sentence
from dialogs.findings import Findings
from dialogs.flow import standing, tasks, turns
from dialogs.flow.standing import SETTLED, State
from dialogs.record import quoting
from dialogs.scoping import permissions
from dialogs.scoping.scoping import Scoping

Response = View | None
Given = dict[str, dict[str, Value]]


def register(app: AsyncApp, context: Context) -> None:
    """Buttons and menus of questions, their modals, and the message shortcut."""

    listen_to_presses(app, context, "answering", _PRESSES)
    listen_to_submissions(app, context, "answering", _SUBMISSIONS)

    @app.view_closed("answering.better")
    async def on_fine(ack: Any, body: dict[str, Any]) -> None:
        submission = payloads.submission(body)
        async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
            scoping.leave_as_is(submission.handle.item, submission.who.user)
        await ack()

    @app.shortcut("record_answer")
    async def on_shortcut(ack: Any, body: dict[str, Any]) -> None:
        await _record(context, body)
        await ack()


# ---- presses


async def _answer(context: Context, press: Press) -> None:
    scoping = await open_for(context, press)
    if scoping is None:
        return
    questions = _needing(scoping, press.handle.item)
    await context.open(press, _answer_view(scoping, press.handle, questions))


async def _revise(context: Context, press: Press) -> None:
    scoping = await open_for(context, press)
    if scoping is None:
        return
    await context.open(press, _answer_view(scoping, press.handle, _all_of(scoping, press.handle.item)))


async def _why(context: Context, press: Press) -> None:
    """Why the questions of a message are asked; anybody who can read them may know."""
    scoping = await readable(context, press.who, press.handle.scoping)
    await context.open(press, answering.why(scoping, _all_of(scoping, press.handle.item)))


async def _answer_with_reply(context: Context, press: Press) -> None:
    """The modal filled in with the last reply of whoever is asked."""
    scoping = await open_for(context, press)
    item = scoping.items.get(press.handle.item) if scoping else None
    if scoping:
        await _fill(context, press, scoping, item.reply.ts if item and item.reply else None)


async def _take_edit_over(context: Context, press: Press) -> None:
    """The modal filled in with a recorded reply as it reads now."""
    scoping = await open_for(context, press)
    entry = scoping.entries.get(press.handle.item) if scoping else None
    if scoping:
        await _fill(context, press, scoping, entry.answer.reply_ts if entry and entry.answer else None)


async def _fill(context: Context, press: Press, scoping: Scoping, ts: str | None) -> None:
    """A reply's words are in memory, or read from Slack behind a modal that waits."""
    if ts is None:
        raise NotNow("told.no_reply")
    handle = press.handle._replace(extra=f"{scoping.seq},{ts}")
    text = context.replies.text(scoping.channel, ts)
    if text is not None:
        await context.open(press, _filled(scoping, handle, text))
        return
    opened = await context.open(press, modal.notice(sentence("told.fetching")))
    context.later(_fill_later(context, scoping, handle, ts, opened))


async def _fill_later(context: Context, scoping: Scoping, handle: Handle, ts: str, view_id: str) -> None:
    page = await context.slack.call(
        "conversations.replies",
        channel=scoping.channel,
        ts=scoping.shown["thread"].ts,
        oldest=ts,
        latest=ts,
        inclusive=True,
        limit=2,
    )
    found = next((one.get("text", "") for one in page["messages"] if one["ts"] == ts), "")
    view = _filled(scoping, handle, payloads.plain_text(found, _names(scoping)))
    await context.slack.call("views.update", view_id=view_id, view=view.to_dict())


async def _confirm(context: Context, press: Press) -> None:
    """It still holds, or stands as said before: the same answers, given again."""
    async with context.scopings.edit(press.handle.scoping, press.delivery) as scoping:
        same = {q.id: _same(scoping, q) for q in _needing(scoping, press.handle.item)}
        given = {id: values for id, values in same.items() if values}
        if not given:
            raise NotNow("not_now.settled")
        scoping.answer(given, press.who.user, context.clock())


def _same(scoping: Scoping, question: Question) -> dict[str, Value]:
    """What a stale answer says, or earlier answers say to a question that has none."""
    found = standing.state(Findings(scoping), question.id)
    if found is State.UNANSWERED:
        return quoting.known(scoping, question) if quoting.is_known(scoping, question) else {}
    return _values(scoping, question) if found is State.STALE else {}


async def _record(context: Context, body: dict[str, Any]) -> None:
    """“Record as answer” on a reply: the modal of the open question, filled in; or which of several it answers."""
    message, channel = body["message"], body["channel"]["id"]
    who = payloads.who(body)
    press = Press(who, "answering:record", Handle(), f"shortcut:{who.trigger_id}")
    found = await context.scopings.of_thread(channel, message.get("thread_ts", ""))
    if found is None:
        await context.open(press, modal.notice(sentence("told.not_a_thread")))
        return
    scoping = await open_for(context, Press(who, press.verb, Handle(found.id), press.delivery))
    if scoping is None:
        return
    text = cleaned(payloads.plain_text(message.get("text", ""), _names(scoping)))[:LONGEST]
    open_ones = {q.id: q.ask for key, _ in tasks.owed_items(Findings(scoping)) for q in _singles(scoping, key)}
    if not open_ones:
        await context.open(press, modal.notice(sentence("told.no_open_question")))
        return
    handle = Handle(found.id, next(iter(open_ones)), f"{scoping.seq},{message['ts']}")
    view = _filled(scoping, handle, text) if len(open_ones) == 1 else answering.record(scoping, handle, open_ones, text)
    await context.open(press, view)


_PRESSES: Presses = {
    "answering:answer": _answer,
    "answering:revise": _revise,
    "answering:reply": _answer_with_reply,
    "answering:edited": _take_edit_over,
    "answering:confirm": _confirm,
    "answering:why": _why,
    **menu.PRESSES,
}


# ---- submissions


async def _answered(context: Context, submission: Submission) -> Response:
    """Saved first; then, in the same modal, what is wrong with the form of an answer is asked once."""
    scoping = await context.scopings.get(submission.handle.scoping)
    today = working_hours.local_day(context.clock(), scoping.tz(submission.who.user))
    given, kept, skipped = _given(scoping, submission.entries, today)
    seen, _, reply_ts = submission.handle.extra.partition(",")
    try:
        async with context.scopings.edit(scoping.id, submission.delivery) as scoping:
            drawn = scoping.answer(
                given,
                submission.who.user,
                context.clock(),
                seen=int(seen) if seen.isdigit() else None,
                kept=kept,
                reply_ts=reply_ts or None,
                replacing=submission.verb == "answering.both",
            )
            for question, reason in skipped.items():
                if not _is_skipped(scoping, question, reason):
                    scoping.skip(question, reason, submission.who.user, context.clock())
    except Moved:
        handle = submission.handle._replace(extra=str(scoping.seq))
        return answering.both_answers(scoping, handle, _others(scoping, given, submission.who.user, seen), given)
    if drawn:
        return _form_followup(scoping, drawn[0], given[drawn[0]])
    return modal.notice(sentence("told.slow")) if context.threads.is_held(scoping.channel) else None


def _is_skipped(scoping: Scoping, question: str, reason: str) -> bool:
    entry = scoping.entries.get(question)
    return bool(entry and entry.answer and entry.answer.skipped == reason)


def _others(scoping: Scoping, given: Given, by: str, seen: str) -> dict[str, str]:
    """Who else answered since the window was opened, by question."""
    answers = {id: scoping.entries[id].answer for id in given if id in scoping.entries}
    since = int(seen) if seen.isdigit() else 0
    return {
        id: scoping.name(answer.author)
        for id, answer in answers.items()
        if answer and answer.seq > since and answer.author != by
    }


def _form_followup(scoping: Scoping, question: str, values: Mapping[str, Value]) -> View:
    asked = next(
        asked for asked in reversed(scoping.entries[question].asked_back) if asked.kind == "form" and not asked.outcome
    )
    ask = quoting.asked_back(scoping, question, asked)
    return answering.form_followup(
        Handle(scoping.id, question), quoting.worded(scoping, scoping.catalog.questions[question]), values, ask
    )


async def _bettered(context: Context, submission: Submission) -> Response:
    await _answered(context, submission)
    return None


async def _recorded(context: Context, submission: Submission) -> Response:
    """The question was chosen: its own modal follows, filled in with the reply."""
    scoping = await context.scopings.get(submission.handle.scoping)
    permissions.check(scoping, "answer", submission.who.user)
    handle = submission.handle._replace(item=submission.text("question"))
    return _filled(scoping, handle, submission.text("text"))


_SUBMISSIONS: Submissions = {
    "answering.answer": _answered,
    "answering.both": _answered,
    "answering.better": _bettered,
    "answering.record": _recorded,
    **menu.SUBMISSIONS,
}


# ---- what the modals hold


def _needing(scoping: Scoping, key: str) -> list[Question]:
    """The questions an Answer button is about. Raises NotNow where they are settled."""
    single = scoping.catalog.questions.get(key)
    found = (
        [single.id]
        if single and standing.state(Findings(scoping), key) not in SETTLED
        else tasks.open_questions(Findings(scoping), key)
    )
    if not found or (
        single and turns.task_key(scoping, key) not in {task.key for task in tasks.in_stage(Findings(scoping))}
    ):
        raise NotNow("not_now.settled")
    return [scoping.catalog.questions[question] for question in found]


def _answer_view(scoping: Scoping, handle: Handle, questions: list[Question]) -> View:
    first = questions[0].id
    waiting = scoping.entries[first].waiting_followup if first in scoping.entries else None
    followup = quoting.asked_back(scoping, first, waiting) if waiting else ""
    return answering.answer(scoping, handle._replace(extra=str(scoping.seq)), questions, followup=followup)


def _filled(scoping: Scoping, handle: Handle, text: str) -> View:
    """The modal of one question with a reply's words in its first text."""
    question = scoping.catalog.questions[handle.item]
    first = next(field.id for field in question.fields if field.kind in (Kind.TEXT, Kind.LINE))
    words = cleaned(text)[:LONGEST]
    return answering.answer(scoping, handle, [question], filled={question.id: {first: words}})


def _given(scoping: Scoping, entries: Mapping[str, Raw], today: date) -> tuple[Given, list[str], dict[str, str]]:
    """The values entered, by question, the first answers kept, and why the rest does not apply.

    Raises BadFields for all problems at once.
    """
    given: Given = {}
    kept: list[str] = []
    skipped: dict[str, str] = {}
    problems: dict[str, Sentence] = {}
    for id in _questions_in(entries):
        question = quoting.worded(scoping, scoping.catalog.questions[id])
        own = {field.id: entries.get(f"{id}.{field.id}") for field in question.fields}
        if question.carries and entries.get(answering.KEEP + id) and not any(own.values()):
            given[id] = dict(_values(scoping, scoping.catalog.questions[question.first]))
            kept.append(id)
            continue
        if (reason := str(entries.get(answering.SKIP + id) or "").strip()) and not any(own.values()):
            skipped[id] = reason
            continue
        try:
            given[id] = fields.parse(question, own, today)
        except BadFields as bad:
            problems |= _kept_or_written(bad.problems) if question.carries else bad.problems
    if problems:
        raise BadFields(problems)
    return given, kept, skipped


def _all_of(scoping: Scoping, key: str) -> list[Question]:
    """The question, or the questions of the form, that a message is about."""
    if key in scoping.catalog.questions:
        return [scoping.catalog.questions[key]]
    stage = scoping.catalog.form_stage.get(key)
    active = quoting.active_questions(scoping, stage) if stage else []
    found = [question for question in active if turns.in_form(scoping, question.id) == key]
    if not found:
        raise NotNow("not_now.question")
    return found


def _questions_in(entries: Iterable[str]) -> list[str]:
    ids = (block.rpartition(".")[0] for block in entries if not block.startswith((answering.KEEP, answering.SKIP)))
    return list(dict.fromkeys(ids))


def _kept_or_written(problems: Mapping[str, Sentence]) -> dict[str, Sentence]:
    return {
        block: Sentence("problem.keep_or_write") if problem.key in ("problem.empty", "problem.needed") else problem
        for block, problem in problems.items()
    }


def _values(scoping: Scoping, question: Question) -> dict[str, Value]:
    entry = scoping.entries[question.id]
    return dict(entry.answer.values) if entry.answer else {}


def _singles(scoping: Scoping, key: str) -> list[Question]:
    """The question of an item that is one question."""
    question = scoping.catalog.questions.get(key)
    return [question] if question and standing.state(Findings(scoping), key) not in SETTLED else []


def _names(scoping: Scoping) -> dict[str, str]:
    return {id: person.name for id, person in scoping.people.items() if person.name}
