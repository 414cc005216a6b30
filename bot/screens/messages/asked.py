"""One call of one item as its screens see it, and the few shapes they share."""

import re
from collections.abc import Iterator, Mapping, Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from bot.screens.blocks.message import Message, message
from bot.screens.blocks.parts import actions, button, menu
from bot.slack.handles import Handle
from bot.telling import to_find_out
from bot.words.figures import day
from bot.words.sentences import rich, sentence
from dialogs.answers.lines import says_none
from dialogs.answers.unknowns import begins_unknown
from dialogs.catalog import Question
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.playback import number_of
from dialogs.flow.standing import State
from dialogs.record import quoting
from dialogs.record.parts import NOTHING_SAID, Answer, Call, Item

SHOWN = 300
"""Characters of an answer that a message shows; the modal and the report show all."""


class Asked:
    """One call of one item, with everything its screen needs to know."""

    def __init__(self, findings: Findings, key: str, item: Item, call: Call) -> None:
        record = findings.record
        self.findings, self.record = findings, record
        self.key, self.item, self.call = key, item, call
        self.stage = record.catalog.form_stage.get(key) or record.catalog.stage_of[key]
        self.form = record.catalog.forms.get(key)
        self.single = quoting.worded(record, record.catalog.questions[key]) if key in record.catalog.questions else None
        self.questions = [self.single] if self.single else self._active()
        self.handle = Handle(record.id, key, str(call.n))
        self.open = call.done_at is None and not record.rests
        self.to = call.to[0]

    def _active(self) -> list[Question]:
        """The questions of the form that earlier answers leave standing, in this scoping's words."""
        asked = quoting.active_questions(self.record, self.stage)
        return [quoting.worded(self.record, q) for q in asked if (q.form or self.stage.stage) == self.key]

    @property
    def title(self) -> str:
        """What the message is about, as its head names it."""
        if self.form is None:
            return self.stage.title
        return quoting.title(self.record, self.form)

    @property
    def opens(self) -> str:
        return self.form.opens if self.form else self.stage.opens

    @property
    def only_to_confirm(self) -> bool:
        """Whether earlier answers say all that is asked here."""
        fresh = self.in_state(State.UNANSWERED)
        return bool(fresh) and all(quoting.is_known(self.record, question) for question in fresh)

    @property
    def message_key(self) -> str:
        return f"turn:{self.key}:{self.call.n}"

    @property
    def whom(self) -> dict[str, object]:
        """Rings the person while it is their turn; in every later edit it is only their name."""
        return {"to": self.to, "to_name": self.record.name(self.to), "ring": self.open}

    @property
    def next_call(self) -> Call | None:
        """The call that took this item up again."""
        return self.item.calls[self.call.n] if self.call.n < len(self.item.calls) else None

    def state(self, question: Question) -> State:
        return standing.state(self.findings, question.id)

    def in_state(self, *states: State) -> list[Question]:
        return [question for question in self.questions if self.state(question) in states]


def answer_row(asked: Asked, question: Question | None) -> list[Block]:
    """Answer, the reply (or what is known) that would fill it in, and the menu."""
    verbs = ["assign", "why"]
    if question and question.may_skip:
        verbs.insert(0, "skip")
    open_inputs = any(standing.open_inputs(asked.findings, one.id) for one in asked.questions)
    if open_inputs or asked.in_state(State.SENT_BACK):
        verbs.insert(0, "unknown")
    if question and asked.record.entries.get(question.id, NOTHING_SAID).answer:
        verbs.append("revise")
    first = button("answer", "answering:answer", asked.handle, style="primary")
    return actions(first, _second(asked), menu("answering", verbs, asked.handle))


def _second(asked: Asked) -> ButtonElement | None:
    """What would answer it with one press: a reply of the person's, or what earlier answers say."""
    confirm = button("it_stands", "answering:confirm", asked.handle) if asked.only_to_confirm else None
    return with_reply(asked) or confirm


def with_reply(asked: Asked) -> ButtonElement | None:
    """The button that fills it in with what the person replied in the thread, if they did."""
    reply = asked.item.reply if asked.open else None
    if reply is None:
        return None
    return button("answer_with_reply", "answering:reply", asked.handle, name=asked.record.name(reply.author))


def rests(asked: Asked, question: Question | None) -> Message:
    """A question or form that is neither asked nor settled now, on one line: why. What has a day can be answered."""
    scoping, until = asked.record, asked.item.unknown_until
    reasons: Iterator[tuple[object, str, dict[str, object]]] = iter(
        [
            (scoping.ending, "ended", {}),
            (scoping.parked, "parked", {}),
            (not any(quoting.is_asked(scoping, one.id) for one in asked.questions), "dropped", {}),
            (until, "unknown", {"name": scoping.name(asked.item.unknown_by or ""), "day": day(until) if until else ""}),
            (_is_on_its_way(asked), "queued", {"name": scoping.name(asked.item.owner or "")}),
            (True, "waits", {}),
        ]
    )
    key, values = next((key, values) for holds, key, values in reasons if holds)
    row = answer_row(asked, question) if key == "unknown" and asked.stage.stage == scoping.stage else []
    return _on_one_line(asked, sentence(f"state.{key}", **values), row)


def _is_on_its_way(asked: Asked) -> bool:
    """Whether it was handed to somebody who did not have it from the beginning."""
    return bool(asked.item.handed_by and asked.item.owner) and asked.item.owner not in asked.item.calls[0].to


def taken_up(asked: Asked, later: Call) -> Message:
    """What became of an earlier call: it was taken up again below, and why."""
    again = later.to == asked.call.to
    key = f"state.{_below(asked, later) or ('again' if again else 'handed')}"
    return _on_one_line(asked, sentence(key, name=asked.record.name(later.to[0])), [])


def _on_one_line(asked: Asked, reason: str, row: Sequence[Block]) -> Message:
    label = asked.single.label if asked.single else asked.title
    text = sentence("notify.settled", title=asked.record.title, label=label, said=reason)
    return message(asked.message_key, text, [rich("resting", label=label, reason=reason, open=bool(row)), *row])


def _below(asked: Asked, later: Call) -> str:
    """Why a later message took it up; of what clashes, or clashed until it was mended, whether something is missing."""
    catalog, ids = asked.record.catalog, {question.id for question in asked.questions}
    standing = [one.clash for one in map(asked.findings.clashes.about, ids) if one and one.clash]
    possible = [clash.id for clash in catalog.clashes if catalog.question_at(clash.second.at) in ids]
    gaps = [catalog.clash(id).is_gap for id in standing or possible]
    return "gap" if later.kind == "contradiction" and gaps and all(gaps) else _BELOW.get(later.kind, "")


_BELOW: Mapping[str, str] = {
    "followup": "asked_back",
    "sent_back": "sent_back",
    "stale": "stale",
    "contradiction": "contradiction",
    "missing": "missing",
    "due": "due",
}
"""Why a later message took it up; otherwise it was handed on, or the same person is asked again."""


def judged(asked: Asked, question: Question) -> str:
    if not asked.stage.examined:
        return ""
    if asked.state(question) is State.ACCEPTED:
        judgement = asked.record.entries[question.id].judgements[-1]
        name = asked.record.name(judgement.by)
        on = to_find_out.accepted_on(asked.findings, question.id, judgement)
        return sentence("state.accepted_if", name=name, on=on) if on else sentence("state.accepted", name=name)
    if asked.stage.stage != asked.record.stage:
        return ""  # nothing to press: the scoping is elsewhere, or has ended
    return sentence("state.with_examiner", name=asked.record.name(asked.record.examiner))


def mark(answer: Answer | None, question: Question | None = None) -> dict[str, bool]:
    """What decides the sign before an answer, wherever it is shown: ✔ known, ○ not known, – skipped.

    Where something is asked to be shown (a comparison), that there is none leaves it as open as not knowing.
    """
    if answer is None:
        return {"skipped": False, "known": False}
    known = bool(answer.values) or not answer.unknowns
    known = known and not _says_unknown(answer) and not _shows_nothing(answer, question)
    return {"skipped": bool(answer.skipped), "known": known}


def _says_unknown(answer: Answer) -> bool:
    """Whether all that was answered are words that begin by saying that nobody knows."""
    said = list(answer.values.values())
    return len(said) == 1 and isinstance(said[0], str) and begins_unknown(said[0])


def _shows_nothing(answer: Answer, question: Question | None) -> bool:
    """Whether a link was asked for, and all that was answered begins by saying that there is nothing to link."""
    asked = [field.id for field in question.fields if LINK in field.wants] if question else []
    said = [str(answer.values[id]) for id in asked if id in answer.values]
    return bool(said) and all(says_none(_FIRST.split(words.strip())[0]) and "://" not in words for words in said)


LINK = "link"
_FIRST = re.compile(r"[,;:.!–—(\n]")


def playback(asked: Asked) -> str:
    """The first message of a stage plays a number of the stage before back: who said it, and how it was counted.

    One that what is asked rests on: any other does not help to answer it.
    """
    scoping = asked.record
    if asked.call.n > 1 or asked.stage.stage not in scoping.walked[1:]:
        return ""
    if asked.questions[:1] != [quoting.worded(scoping, q) for q in quoting.active_questions(scoping, asked.stage)[:1]]:
        return ""
    before = scoping.walked[scoping.walked.index(asked.stage.stage) - 1]
    grounds = {ground for question in asked.questions[:1] for ground in question.grounds}
    told = number_of(Findings(scoping), before, None if scoping.catalog.of_old else grounds)
    title = scoping.catalog.stages[before].title
    return sentence("stage.playback", stage=title, asks=_asks(title), **told) if told else ""


def _asks(title: str) -> bool:
    """Whether a stage is called by what it asks: “Is machine learning needed”."""
    return title.startswith("Is ")


def handed_by(asked: Asked) -> str:
    """Who handed it on; nobody where somebody took it themselves."""
    return asked.record.name(asked.call.by) if asked.call.by and asked.call.by not in asked.call.to else ""
