"""The messages of questions: each its own while it is asked, and how it stands ever after."""

from collections.abc import Iterator

from bot.screens.blocks.message import Message, message
from bot.screens.blocks.parts import actions, button, menu
from bot.screens.messages import board, forms, reopened
from bot.screens.messages.asked import SHOWN, Asked, answer_row, handed_by, judged, mark, playback, rests, taken_up
from bot.screens.messages.heard import heard, not_meant
from bot.telling import unknown
from bot.telling.said import grade_words, spoken
from bot.words.figures import shortened
from bot.words.sentences import rich, sentence
from dialogs.catalog import Layout, Question, Stage, kept
from dialogs.findings import Findings
from dialogs.flow.standing import SETTLED
from dialogs.flow.turns import TAKEN
from dialogs.record import quoting
from dialogs.record.parts import NOTHING_SAID, OBJECTION, Call, Entry, Item
from dialogs.record.record import Record


def messages(findings: Findings, key: str, item: Item) -> Iterator[Message]:
    """Every message of an item of the team's, one a call."""
    for call in item.calls:
        if call.kind != TAKEN:
            asked_here = key in findings.record.catalog.form_stage or key in findings.record.catalog.stage_of
            yield _message(Asked(findings, key, item, call)) if asked_here else _left_behind(findings.record, key, call)


def _left_behind(record: Record, key: str, call: Call) -> Message:
    """A question of the track that was begun with, which the present one does not ask."""
    label, reason = kept(record.catalog_digest).questions[key].label, sentence("state.dropped")
    text = sentence("notify.settled", title=record.title, label=label, said=reason)
    return message(f"turn:{key}:{call.n}", text, [rich("resting", label=label, reason=reason, open=False)])


def _message(asked: Asked) -> Message:
    """The message of the last call shows how the item stands; earlier ones say where it was taken up."""
    if asked.key == asked.stage.stage and asked.stage.layout is Layout.BOARD:
        return board.board(asked)
    if asked.next_call:
        return taken_up(asked, asked.next_call)
    if asked.open and asked.call.kind != "asked":
        return reopened.again(asked)
    if asked.open:
        return _question(asked) if asked.single else forms.form(asked)
    return _settled(asked, asked.single) if asked.single else forms.settled_form(asked)


def _question(asked: Asked) -> Message:
    question = asked.questions[0]
    number, total = _place(asked.record, asked.stage, question)
    words = {
        "stage": asked.stage.title,
        "number": number,
        "total": total,
        "ask": question.ask,
        "more": question.more,
        "why": question.why,
        "example": question.example,
        "handed_by": handed_by(asked),
        "playback": playback(asked),
        "partly": unknown.partly(asked.findings, asked.questions),
        **asked.whom,
    }
    text = sentence("notify.question", name=asked.whom["to_name"], title=asked.record.title, ask=question.ask)
    return message(asked.message_key, text, [rich("question", **words), *answer_row(asked, question)])


def _settled(asked: Asked, question: Question) -> Message:
    state = asked.state(question)
    entry = asked.record.entries.get(question.id, NOTHING_SAID)
    if entry.answer is None or state not in SETTLED:
        return rests(asked, question)
    told = spoken(asked.record, question)
    shown = shortened(told.words, SHOWN)
    words = {
        "label": question.label,
        "said": shown,
        "chosen": told.chosen,
        **mark(entry.answer, question),
        "who": asked.record.name(quoting.speaker(asked.record, question.id)),
        "grade": grade_words(asked.record, question),
        "versions": len(entry.answers),
        "judged": judged(asked, question),
        "reply_gone": entry.answer.reply_gone,
        "reply_edited": entry.answer.reply_edited,
        "waived": _why_left(entry),
    }
    text = sentence("notify.settled", title=asked.record.title, label=question.label, said=shown)
    live = not asked.record.rests
    edited = button("edited", "answering:edited", asked.handle) if live and entry.answer.reply_edited else None
    row = actions(edited, not_meant(asked), menu("answering", ["revise", "grade"] if live else [], asked.handle))
    return message(asked.message_key, text, [rich("settled", **words), *heard(asked), *row])


def _why_left(entry: Entry) -> str:
    """Why a follow-up was left; objections have messages of their own."""
    left = (back for back in entry.asked_back if back.outcome == "waived" and not back.rule.startswith(OBJECTION))
    return next((back.reason for back in left), "")


def _place(record: Record, stage: Stage, question: Question) -> tuple[int, int]:
    counted = [one.id for one in quoting.active_questions(record, stage) if one.counted]
    return (counted.index(question.id) + 1 if question.id in counted else len(counted)), len(counted)
