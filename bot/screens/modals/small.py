"""The small windows: one reason, one day, one person, one grade."""

from collections.abc import Sequence

from slack_sdk.models.views import View

from bot.screens.blocks.inputs import checks_input, choice_input, date_input, person_input, text_input
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.words.sentences import rich, sentence
from dialogs.catalog import Question
from dialogs.record.record import Record
from dialogs.scoping import permissions


def reason(callback: str, title: str, handle: Handle, *, text: str = "label.reason") -> View:
    """One text: why something is skipped, waived, cancelled, rejected; or a detail, or an objection."""
    hint = sentence("label.reason_hint")
    return modal(callback, sentence(title), [text_input("reason", sentence(text), hint=hint)], handle)


def reopen(record: Record, handle: Handle, who: str) -> View:
    """Why what was decided is open again; who is told of it stands above."""
    tells = sentence("label.reopen_tells", director=record.name(record.director), own=who == record.director)
    notice = rich("notice", text=tells)
    text = text_input("reason", sentence("label.why_reopen"), hint=sentence("label.why_reopen_hint"))
    return modal("steering.reopen", sentence("modal.reopen"), [notice, text], handle, submit="modal.reopen_submit")


def until(callback: str, title: str, handle: Handle, text: str) -> View:
    """One day."""
    return modal(callback, sentence(title), [date_input("until", sentence(text))], handle)


def assign(record: Record, handle: Handle) -> View:
    """Whom to hand it to: those of the scoping who answer."""
    answer = [id for id in record.everyone() if permissions.roles(record, id) & permissions.TEAM]
    people = {id: record.name(id) for id in answer if record.takes_part(id)}
    return modal(
        "answering.assign", sentence("modal.assign"), [person_input("to", sentence("label.to"), people)], handle
    )


def grade(handle: Handle, current: str) -> View:
    """Claim, linked or measured."""
    options = {name: sentence(f"grade.{name}_option") for name in ("claim", "linked", "measured")}
    chosen = choice_input("grade", sentence("label.grade"), options, current)
    return modal("answering.grade", sentence("modal.grade"), [chosen], handle)


def outcome(handle: Handle, what: str) -> View:
    """How a condition came out, and a line of words to it."""
    options = {"met": sentence("label.outcome_met"), "not_met": sentence("label.outcome_not_met")}
    blocks = [
        rich("notice", text=what),
        choice_input("outcome", sentence("label.outcome"), options),
        text_input("note", sentence("label.outcome_note"), lines=False, optional=True),
    ]
    return modal("reminded.done", sentence("modal.condition_done"), blocks, handle)


def take(record: Record, handle: Handle, free: Sequence[Question]) -> View:
    """Which lines of the board somebody takes."""
    options = {question.id: question.ask for question in free}
    lines = checks_input("lines", sentence("label.lines"), options, [])
    return modal("answering.take", sentence("modal.take"), [lines], handle)


def join(record: Record, handle: Handle) -> View:
    """Offered to whoever presses a question's button without being on the team."""
    words = rich(
        "join",
        title=record.title,
        initiator=record.name(record.initiator),
        director=record.name(record.director),
    )
    return modal("joining.join", sentence("modal.join"), [words], handle, submit="modal.join", close="modal.later")
