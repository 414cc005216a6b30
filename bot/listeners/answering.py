"""Answering: the Answer button and its windows, wherever they are pressed. Whatever is filled in is saved."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.listeners import menu, objecting, replied, resting, still_open
from bot.listeners.context import Context
from bot.listeners.guards import as_it_is, open_for, readable
from bot.listeners.items import all_of, asked_in, needing, questions_in, thin
from bot.listeners.tables import Presses, Submissions, listen_to_presses, listen_to_submissions
from bot.screens.modals import answering, modal
from bot.slack import payloads
from bot.slack.handles import Handle
from bot.slack.payloads import Press, Submission
from bot.words.sentences import sentence
from dialogs import working_hours
from dialogs.answers import fields, numbers, pasted
from dialogs.answers.alike import with_percent
from dialogs.answers.needed import wanted_fields
from dialogs.answers.text import cleaned
from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Raw, Value
from dialogs.answers.written import Written
from dialogs.catalog import Kind, Question
from dialogs.errors import BadFields, Moved, NotNow, Sentence
from dialogs.findings import Findings, reach
from dialogs.flow import standing
from dialogs.flow.standing import State
from dialogs.record import quoting
from dialogs.scoping.scoping import Scoping

Response = View | None


def register(app: AsyncApp, context: Context) -> None:
    """Buttons and menus of questions, their modals, and the message shortcut."""

    listen_to_presses(app, context, "answering", _PRESSES)
    listen_to_submissions(app, context, "answering", _SUBMISSIONS)

    @app.view_closed("answering.better")
    async def on_fine(ack: Any, body: dict[str, Any]) -> None:
        submission = payloads.submission(body)
        async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
            scoping.leave_as_is(questions_in(submission.inputs), submission.who.user)
        await ack()

    @app.message_shortcut("record_answer")
    async def on_shortcut(ack: Any, body: dict[str, Any]) -> None:
        await replied.record(context, body)
        await ack()


# ---- presses


async def _answer(context: Context, press: Press) -> None:
    scoping = await open_for(context, press)
    if scoping is None:
        return
    questions = needing(scoping, press.handle.item)
    await context.open(press, _answer_view(scoping, as_it_is(scoping, press.handle), questions))


async def _revise(context: Context, press: Press) -> None:
    scoping = await open_for(context, press)
    if scoping is None:
        return
    questions = all_of(scoping, press.handle.item)
    theirs = scoping.changeable([question.id for question in questions], press.who.user)
    mine = [question for question in questions if question.id in theirs]
    answers = [scoping.entries[question.id].answer for question in questions if question not in mine]
    others = list(dict.fromkeys(scoping.name(answer.author) for answer in answers if answer))
    await context.open(press, _answer_view(scoping, as_it_is(scoping, press.handle), mine, others=others))


async def _why(context: Context, press: Press) -> None:
    """Why the questions of a message are asked; anybody who can read them may know."""
    scoping = await readable(context, press.who, press.handle.scoping)
    await context.open(press, answering.why(scoping, all_of(scoping, press.handle.item)))


async def _more(context: Context, press: Press) -> None:
    """The same window with what stands aside; what was typed in it stays."""
    scoping = await open_for(context, press)
    if scoping is None:
        return
    questions = asked_in(scoping, press.inputs)
    if not questions:
        raise NotNow("not_now.question")
    view = _answer_view(scoping, press.handle, questions, more=True)
    await context.slack.call("views.update", view_id=press.view_id, view=view.to_dict())


async def _confirm(context: Context, press: Press) -> None:
    """It still holds, or stands as said before: the same again. No window opens, so nothing is asked back."""
    async with context.scopings.edit(press.handle.scoping, press.delivery) as scoping:
        findings = Findings(scoping)
        same = {question.id: _same(findings, question) for question in needing(scoping, press.handle.item)}
        given = {id: values for id, values in same.items() if values is not None}
        if not given:
            raise NotNow("not_now.settled")
        scoping.answer(given, press.who.user, context.clock(), asks_back=False)


def _same(findings: Findings, question: Question) -> dict[str, Value] | None:
    """What a stale answer says, or earlier answers say to a question that has none; else nothing."""
    record = findings.record
    state = standing.state(findings, question.id)
    if state is State.UNANSWERED and quoting.is_known(record, question):
        return quoting.known(record, question)
    answer = record.entries[question.id].answer if state is State.STALE else None
    return dict(answer.values) if answer and answer.skipped is None else None


_PRESSES: Presses = {
    "answering:answer": _answer,
    "answering:revise": _revise,
    "answering:more": _more,
    "answering:confirm": _confirm,
    "answering:why": _why,
    **replied.PRESSES,
    **still_open.PRESSES,
    **menu.PRESSES,
    **objecting.PRESSES,
    **resting.PRESSES,
}


# ---- submissions


class Sent(NamedTuple):
    """What a window was sent in with, by question: values and how they were written, inputs that were emptied, what is
    not known, what is kept, what does not apply, what was said to it. And the lines that were pasted and stand in none,
    and all as it was typed.
    """

    given: dict[str, dict[str, Value]]
    written: dict[str, dict[str, Written]]
    emptied: dict[str, list[str]]
    unknown: dict[str, dict[str, Ignorance]]
    kept: list[str]
    skipped: dict[str, str]
    notes: dict[str, str]
    left_out: list[Sentence]
    typed: dict[str, dict[str, Raw]]


async def _answered(context: Context, submission: Submission) -> Response:
    """Saved first; then, in the same modal, what goes on, below the lines that were pasted and left out."""
    scoping = await context.scopings.get(submission.handle.scoping)
    sent = _sent(scoping, submission, working_hours.local_day(context.clock(), scoping.tz(submission.who.user)))
    return modal.with_left_out(await _saved(context, submission, scoping, sent), sent.left_out)


async def _saved(context: Context, submission: Submission, scoping: Scoping, sent: Sent) -> Response:
    """What follows: what is thin is asked back, and what is still open asked about, once."""
    try:
        drawn = await _save(context, submission, sent)
    except Moved:
        handle = submission.handle._replace(extra=str(scoping.seq))
        theirs = _others(scoping, sent, submission)
        return answering.both_answers(scoping, handle, theirs, sent.given, sent.unknown, sent.written)
    scoping = await context.scopings.get(scoping.id)
    if drawn:
        asked_back = [thin(scoping, question) for question in drawn]
        return answering.form_followups(scoping, Handle(scoping.id, submission.handle.item), asked_back)
    return _what_is_open(context, scoping, submission, kept=bool(sent.given or sent.skipped))


async def _save(context: Context, submission: Submission, sent: Sent) -> list[str]:
    """Returns the questions that draw a follow-up of form. A window sent in blank changes nothing."""
    if not (sent.given or sent.skipped or sent.notes):
        return []
    seen, _, reply = submission.handle.extra.partition(",")
    reply_ts, _, reply_to = reply.partition(",")
    by, now = submission.who.user, context.clock()
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        drawn = scoping.answer(
            sent.given,
            by,
            now,
            seen=int(seen) if seen.isdecimal() else None,
            kept=sent.kept,
            reply_ts=reply_ts or None,
            reply_to=reply_to or None,
            replacing=submission.verb == "answering.both",
            unknown=sent.unknown,
            written=sent.written,
            emptied=sent.emptied,
            notes=sent.notes,
        )
        if any(sent.unknown.values()):
            scoping.known_by(sent.typed, by, now)
        for question, reason in sent.skipped.items():
            if not _is_skipped(scoping, question, reason):
                scoping.skip(question, reason, by, now)
        if submission.verb == "answering.better":
            scoping.leave_as_is(questions_in(submission.inputs), by)
            drawn = []
    return drawn


def _is_skipped(scoping: Scoping, question: str, reason: str) -> bool:
    entry = scoping.entries.get(question)
    return bool(entry and entry.answer and entry.answer.skipped == reason)


def _others(scoping: Scoping, sent: Sent, submission: Submission) -> dict[str, str]:
    """Who else answered since the window was opened, by question."""
    seen = submission.handle.extra.partition(",")[0]
    answers = {id: scoping.entries[id].answer for id in sent.given if id in scoping.entries}
    since = int(seen) if seen.isdecimal() else 0
    return {
        id: scoping.name(answer.author)
        for id, answer in answers.items()
        if answer and not scoping.is_shown(answer.seq, since) and answer.author != submission.who.user
    }


def _what_is_open(context: Context, scoping: Scoping, submission: Submission, *, kept: bool) -> Response:
    """What is still open of a window's questions; after what was thin, of the whole item's."""
    questions = questions_in(submission.inputs)
    if submission.verb == "answering.better":
        questions = [question.id for question in all_of(scoping, submission.handle.item)]
    window = still_open.window(scoping, submission.handle.item, questions, kept=kept)
    if window is None and context.threads.is_held(scoping.channel):
        return modal.notice(sentence("told.slow"))
    return window


_SUBMISSIONS: Submissions = {
    "answering.answer": _answered,
    "answering.both": _answered,
    "answering.better": _answered,
    **replied.SUBMISSIONS,
    **still_open.SUBMISSIONS,
    **menu.SUBMISSIONS,
    **objecting.SUBMISSIONS,
    **resting.SUBMISSIONS,
}


# ---- what the windows hold


def _answer_view(
    scoping: Scoping, handle: Handle, questions: list[Question], *, more: bool = False, others: Sequence[str] = ()
) -> View:
    first = questions[0].id
    waiting = scoping.entries[first].waiting_followup if first in scoping.entries else None
    if any(field.kind is Kind.SERIES for question in questions for field in question.fields):
        reach.expect()
    followup = quoting.asked_back(scoping, first, waiting) if waiting else ""
    return answering.answer(scoping, handle, questions, followup=followup, more=more, others=others)


def _sent(scoping: Scoping, submission: Submission, today: date) -> Sent:
    """What was filled in. What stood in no input stays as it was; a question left blank is not answered.

    One that wants nothing (other risks) is answered by what stands beside it.

    Raises BadFields for all that cannot be read, at once.
    """
    sent = Sent({}, {}, {}, {}, [], {}, {}, [], {})
    problems: dict[str, Sentence] = {}
    asked = [quoting.worded(scoping, question) for question in asked_in(scoping, submission.inputs)]
    words, money = quoting.own_words(scoping), _money(scoping, submission)
    for question in asked:
        id = question.id
        if note := cleaned(submission.text(answering.NOTE + id)):
            sent.notes[id] = note
        own = {field.id: submission.entries.get(f"{id}.{field.id}") for field in question.fields}
        if fields.is_blank(own):
            _without_words(scoping, submission, question, sent)
            continue
        unseen, unseen_written = _unseen(scoping, submission, question), _unseen_written(scoping, submission, question)
        own = dict(with_percent(question, own, unseen_written))
        try:
            values = fields.parse(question, own, today, unseen, words, money)
        except BadFields as bad:
            problems |= bad.problems
            continue
        sent.given[id] = unseen | values
        sent.written[id] = unseen_written | numbers.written(question, own, values, words)
        sent.emptied[id] = [one for one in own if _is_emptied(scoping, submission, f"{id}.{one}")]
        sent.unknown[id], sent.typed[id] = fields.unknown(question, own), own
        sent.left_out.extend(pasted.left_out(question, own, values))
    if problems:
        raise BadFields(problems)
    more = [question.id for question in asked if not wanted_fields(question, {})]
    if sent.given or sent.skipped or len(more) == len(asked):
        sent.given.update((id, {}) for id in more if id not in sent.given)
    return sent


def _without_words(scoping: Scoping, submission: Submission, question: Question, sent: Sent) -> None:
    """Nothing was entered: the first answer is kept, or it does not apply, or it is left open."""
    if question.carries and submission.entries.get(answering.KEEP + question.id):
        first = scoping.entries[question.first].answer
        sent.given[question.id] = dict(first.values) if first else {}
        sent.kept.append(question.id)
    elif reason := submission.text(answering.SKIP + question.id):
        sent.skipped[question.id] = reason


def _money(scoping: Scoping, submission: Submission) -> str:
    """The currency of all sums: the one chosen in this window, else that of the answers there are."""
    chosen = (str(said) for path, said in submission.entries.items() if path.endswith(f".{fields.CURRENCY}") and said)
    return next(chosen, quoting.currency(scoping))


def _unseen(scoping: Scoping, submission: Submission, question: Question) -> dict[str, Value]:
    """What was answered before in fields that had no input in this window."""
    paths = {field.id: f"{question.id}.{field.id}" for field in question.fields}
    values = {id: scoping.value(path) for id, path in paths.items() if path not in submission.inputs}
    return {id: value for id, value in values.items() if value is not None}


def _is_emptied(scoping: Scoping, submission: Submission, path: str) -> bool:
    """Whether an input that said nobody knows stood in the window, and was sent in blank."""
    stood = scoping.unknown(path)
    return stood is not None and not stood.due and path in submission.inputs and not submission.entries.get(path)


def _unseen_written(scoping: Scoping, submission: Submission, question: Question) -> dict[str, Written]:
    """How these were written."""
    answer = scoping.entries[question.id].answer if question.id in scoping.entries else None
    written = answer.written if answer else {}
    return {id: how for id, how in written.items() if f"{question.id}.{id}" not in submission.inputs}
