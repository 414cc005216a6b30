"""The board of the readiness stage: one message, a line a question, taken by whoever knows."""

from slack_sdk.models.blocks import Block, InteractiveElement, SectionBlock

from bot.screens.blocks.message import Message, message
from bot.screens.blocks.parts import actions, button, label, menu
from bot.screens.messages.asked import SHOWN, Asked, mark
from bot.slack.handles import Handle
from bot.telling import unknown
from bot.telling.said import said
from bot.words.figures import day, shortened
from bot.words.sentences import plain, rich, sentence
from dialogs.catalog import Question
from dialogs.flow.standing import SETTLED, State
from dialogs.record.parts import NOTHING_SAID


def board(asked: Asked) -> Message:
    scoping = asked.record
    names = {person: scoping.name(person) for person in asked.call.to}
    head = rich(
        "board", stage=asked.stage.title, opens=asked.stage.opens, people=asked.call.to, names=names, ring=asked.open
    )
    blocks: list[Block] = [head]
    for question in asked.stage.questions:
        blocks += _line(asked, question)
    free = [q for q in asked.questions if q.id not in scoping.items and asked.state(q) is State.UNANSWERED]
    if free and _is_live(asked):
        blocks += actions(button("take", "answering:take", asked.handle))
    return message(asked.message_key, sentence("notify.board", title=scoping.title), blocks)


def _line(asked: Asked, question: Question) -> list[Block]:
    """A line of the board: the question, who has it or what was said, and one button or menu."""
    scoping = asked.record
    entry, item = scoping.entries.get(question.id, NOTHING_SAID), scoping.items.get(question.id)
    done = asked.state(question) in SETTLED
    author = entry.answer.author if entry.answer else (item.owner if item else None)
    until = item.unknown_until if item and not done else None
    words = plain(
        "board_line",
        done=done,
        **mark(entry.answer, question),
        ask=question.ask,
        said=shortened(said(scoping, question), SHOWN),
        who=scoping.name(author) if author else "",
        until=day(until) if until else "",
        partly=unknown.partly(asked.findings, [question]),
    )
    handle = Handle(scoping.id, question.id)
    live = _is_live(asked)
    accessory: InteractiveElement | None
    if done:
        accessory = menu("answering", ["revise"] if live else [], handle)
    else:
        accessory = button("answer", "answering:answer", handle, about=question.ask) if live else None
    return [SectionBlock(block_id=f"line:{question.id}", text=label(words, 3000), accessory=accessory)]


def _is_live(asked: Asked) -> bool:
    """A board of a stage the scoping has gone back from waits like any other message."""
    scoping = asked.record
    return not scoping.rests and scoping.stage == asked.stage.stage
