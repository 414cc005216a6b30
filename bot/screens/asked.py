"""One call of one item as its screens see it, and the few shapes they share."""

from collections.abc import Iterator, Mapping, Sequence

from slack_sdk.models.blocks import Block

from bot.screens.handles import Handle
from bot.screens.message import Message, message
from bot.screens.parts import actions, button, menu
from bot.words import day, rich, sentence
from dialogs import progress
from dialogs.catalog import Question
from dialogs.document import Call, Entry, Item
from dialogs.progress import State
from dialogs.rulings import Rulings

SHOWN = 300
"""Characters of an answer that a message shows; the modal and the report show all."""


class Asked:
    """One call of one item, with everything its screen needs to know."""

    def __init__(self, scoping: Rulings, key: str, item: Item, call: Call) -> None:
        self.scoping, self.key, self.item, self.call = scoping, key, item, call
        self.stage = scoping.catalog.stages.get(key) or scoping.catalog.stage_of[key]
        active = progress.active_questions(scoping, self.stage)
        self.single = scoping.catalog.questions.get(key)
        self.questions = [self.single] if self.single else active
        self.handle = Handle(scoping.id, key, str(call.n))
        self.open = call.done_at is None and not scoping.parked and not scoping.ending
        self.to = call.to[0]

    @property
    def message_key(self) -> str:
        return f"turn:{self.key}:{self.call.n}"

    @property
    def whom(self) -> dict[str, object]:
        """Rings the person while it is their turn; in every later edit it is only their name."""
        return {"to": self.to, "to_name": self.scoping.name(self.to), "ring": self.open}

    def state(self, question: Question) -> State:
        return progress.state(self.scoping, question.id)

    def in_state(self, *states: State) -> list[Question]:
        return [question for question in self.questions if self.state(question) in states]


def answer_row(asked: Asked, question: Question | None) -> list[Block]:
    """Answer, the reply that would fill it in, and the menu."""
    reply = asked.item.reply if asked.open else None
    second = None
    if reply:
        name = asked.scoping.name(reply.author)
        second = button("answer_with_reply", "answering:reply", asked.handle, name=name)
    verbs = ["unknown", "assign"]
    if question and question.may_skip:
        verbs.insert(1, "skip")
    if question and asked.scoping.entries.get(question.id, Entry()).answer:
        verbs.append("revise")
    first = button("answer", "answering:answer", asked.handle, style="primary")
    return actions(first, second, menu("answering", verbs, asked.handle))


def rests(asked: Asked, reason: str, row: Sequence[Block] = (), *, waits: bool = False) -> Message:
    """What became of a question or a form that is not answered in this message, on one line."""
    label = asked.single.label if asked.single else asked.stage.title
    text = sentence("notify.settled", title=asked.scoping.title, label=label, said=reason)
    return message(asked.message_key, text, [rich("resting", label=label, reason=reason, open=waits), *row])


def why_resting(asked: Asked, question: Question | None) -> str:
    scoping, item = asked.scoping, asked.item
    reasons: Iterator[tuple[object, str, dict[str, object]]] = iter(
        [
            (scoping.ending, "ended", {}),
            (item.calls[-1] is not asked.call, _BELOW.get(item.calls[-1].kind, "below"), {}),
            (scoping.parked, "parked", {}),
            (question and question not in progress.active_questions(scoping, asked.stage), "dropped", {}),
            (item.unknown_until, "unknown", _unknown(asked)),
            (item.handed_by and item.owner, "queued", {"name": scoping.name(item.owner or "")}),
            (True, "waits", {}),
        ]
    )
    key, values = next((key, values) for holds, key, values in reasons if holds)
    return sentence(f"state.{key}", **values)


_BELOW: Mapping[str, str] = {
    "followup": "asked_back",
    "sent_back": "sent_back",
    "stale": "stale",
    "contradiction": "contradiction",
    "missing": "missing",
}
"""Where a later message took it up: why."""


def judged(asked: Asked, question: Question) -> str:
    if not asked.stage.examined:
        return ""
    if asked.state(question) is State.ACCEPTED:
        judgement = asked.scoping.entries[question.id].judgements[-1]
        return sentence("state.accepted", name=asked.scoping.name(judgement.by))
    return sentence("state.with_examiner", name=asked.scoping.name(asked.scoping.examiner))


def handed_by(asked: Asked) -> str:
    return asked.scoping.name(asked.call.by) if asked.call.by else ""


def _unknown(asked: Asked) -> dict[str, object]:
    until, by = asked.item.unknown_until, asked.item.unknown_by
    return {"name": asked.scoping.name(by or ""), "day": day(until) if until else ""}
