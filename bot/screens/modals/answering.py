"""The windows of answering: a question or a form, why it is asked, what is asked back, both answers where two met."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.views import View

from bot.screens.blocks.inputs import checks_input, choice_input, field_input, text_input
from bot.screens.blocks.parts import actions, button, small
from bot.screens.modals.modal import TITLE, modal
from bot.slack.handles import Handle
from bot.telling.said import is_quoted, said
from bot.words.figures import listed
from bot.words.rich_text import Ours
from bot.words.sentences import rich, sentence
from dialogs.answers.needed import open_fields
from dialogs.answers.text import both_ends
from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.answers.written import NOTHING, Written
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.record import quoting
from dialogs.record.parts import NOTHING_SAID, Judgement, Verdict
from dialogs.record.record import Record

KEEP, SKIP, NOTE = "keep.", "skip.", "note."
NOTED = "note"
"""What stands for a field among the words a window is filled with: those to a question that has no box for any."""
WORDLESS = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.DATE})
RETAKE = "retake"


def answer(
    record: Record,
    handle: Handle,
    questions: Sequence[Question],
    *,
    filled: Mapping[str, Mapping[str, Value]] | None = None,
    followup: str = "",
    more: bool = False,
    others: Sequence[str] = (),
) -> View:
    """The modal of an item: its questions with what was answered so far, or with `filled` in its place.

    `others` are those whose answers are left out, because they alone change them.

    Every input may stay blank. What stands aside is shown behind *More…* (`more`), or once one of it has a value.
    """
    blocks: list[Block] = [rich("modal_followup", label="", ask=followup, kept=False)] if followup else []
    if not followup and sum(len(question.fields) for question in questions) > 1:
        blocks.append(small(sentence("label.may_be_blank", of_old=record.catalog.of_old)))
    if others:
        blocks.append(small(sentence("label.left_to_others", names=list(others))))
    asked = [_Asked(record, question, (filled or {}).get(question.id)) for question in questions]
    aside = 0 if more or any(one.has_aside for one in asked) else sum(len(one.aside) for one in asked)
    for one in asked:
        blocks += one.blocks(headed=not followup, of_several=len(questions) > 1, aside=not aside)
    if aside:
        blocks += actions(button("more", "answering:more", handle, count=aside))
    return modal("answering.answer", _title(record, questions), blocks, handle)


def why(record: Record, questions: Sequence[Question]) -> View:
    """Why each question is asked, with the case behind it and where it comes from."""
    blocks: list[Block] = []
    for question in (quoting.worded(record, found) for found in questions):
        case = record.catalog.cases.get(question.case)
        words = {"ask": question.ask, "why": question.why, "example": question.example}
        link = Ours(f"<{case.link}|{case.link}>") if case and case.link else ""
        source = listed(list(question.source))
        blocks.append(rich("why", case=case.says if case else "", link=link, source=source, **words))
    return modal("notice", sentence("modal.why"), blocks, submit=None)


class Thin(NamedTuple):
    """An answer that drew a follow-up of form: its question, what is asked back, and the inputs it is about."""

    question: Question
    ask: str
    fields: Sequence[AnswerField]


def form_followups(record: Record, handle: Handle, thin: Sequence[Thin]) -> View:
    """Asked in the same modal, the answers already saved. One click leaves them as they are: the close button."""
    blocks: list[Block] = []
    for one in thin:
        label = record.label(one.question.id) if len(thin) > 1 else ""
        blocks.append(rich("modal_followup", label=label, ask=one.ask, kept=one is thin[0]))
        blocks += [_field(record, one.question, field) for field in one.fields]
    title = thin[0].question.label if len(thin) == 1 else _title(record, [one.question for one in thin])
    return modal("answering.better", title, blocks, handle, close="modal.fine", tell_close=True)


def both_answers(
    record: Record,
    handle: Handle,
    theirs: Mapping[str, str],
    mine: Mapping[str, Mapping[str, Value]],
    unknown: Mapping[str, Mapping[str, Ignorance]],
    written: Mapping[str, Mapping[str, Written]],
) -> View:
    """Somebody else answered meanwhile (who, by question): both are shown, and one stands. The rest is kept."""
    blocks: list[Block] = []
    for id, values in mine.items():
        question = quoting.worded(record, record.catalog.questions[id])
        if id in theirs:
            words = {"label": record.label(id), "name": theirs[id], "theirs": said(record, question)}
            blocks.append(rich("both", **words))
        else:
            blocks.append(rich("modal_question", ask=question.ask, more=question.more, first="", quoted=False))
        blocks += [
            field_input(
                question,
                field,
                values.get(field.id),
                unknown.get(id, {}).get(field.id),
                written.get(id, {}).get(field.id, NOTHING),
            )
            for field in question.fields
        ]
    return modal("answering.both", sentence("modal.both"), blocks, handle, submit="modal.mine", close="modal.theirs")


def record(record: Record, handle: Handle, keys: Mapping[str, str], text: str, label: str = "label.question") -> View:
    """“Record as answer”: which open question it answers, or which box it goes into, and the words to correct."""
    blocks: list[Block] = [
        choice_input("question", sentence(label), keys, next(iter(keys))),
        text_input("text", sentence("button.answer"), value=text),
    ]
    return modal("answering.record", sentence("modal.record"), blocks, handle)


def _title(record: Record, questions: Sequence[Question]) -> str:
    if len(questions) == 1:
        return questions[0].label
    form = record.catalog.forms[record.catalog.form_of[questions[0].id]]
    return (both_ends(record.text(form.names), TITLE) if form.names else "") or form.title


def takes_no_words(question: Question) -> bool:
    """Whether all of it is chosen: nothing that somebody says to it has a box."""
    return all(field.kind in WORDLESS for field in question.fields)


class _Asked:
    """One question of a modal, with what stands in its inputs."""

    def __init__(self, record: Record, question: Question, filled: Mapping[str, Value] | None) -> None:
        self.record, self.question = record, quoting.worded(record, question)
        self.answer = record.entries.get(question.id, NOTHING_SAID).answer
        self.kept = bool(self.answer and self.answer.kept)
        given = dict(filled or {})
        self.note = str(given.pop(NOTED, ""))
        self.values: dict[str, Value] = {} if self.kept else self._standing() | given

    def _standing(self) -> dict[str, Value]:
        """What was answered; and where nothing was, what earlier answers say."""
        known = quoting.known(self.record, self.question)
        if self.answer is None:
            return known
        lacking = open_fields(self.question, self.answer.values, self.answer.unknowns)
        return {id: value for id, value in known.items() if id in lacking} | dict(self.answer.values)

    @property
    def aside(self) -> list[AnswerField]:
        return [field for field in self.question.fields if field.aside]

    @property
    def has_aside(self) -> bool:
        """Whether something that stands aside was said already."""
        return any(field.id in self.values or self._unknown(field) for field in self.aside)

    def blocks(self, *, headed: bool, of_several: bool, aside: bool) -> list[Block]:
        question, skippable = self.question, self.question.may_skip and of_several
        back = self._sent_back
        blocks: list[Block] = [self._head()] if headed else []
        if back:
            words = {"by": self.record.name(back.by), "reason": back.reason}
            blocks.append(small(sentence("label.sent_back", **words)))
        if question.carries:
            option = {"keep": sentence("label.keep_option")}
            ticked = ["keep"] if self.kept else []
            blocks.append(checks_input(KEEP + question.id, sentence("label.keep"), option, ticked, optional=True))
        blocks += [
            field_input(question, field, self.values.get(field.id), self._unknown(field), self._written(field))
            for field in question.fields
            if aside or not field.aside
        ]
        if takes_no_words(question) and (back or self.note):
            asks = sentence("label.note", director=self.record.name(self.record.director))
            blocks.append(text_input(NOTE + question.id, asks, value=self.note, optional=True))
        if skippable:
            why = self.answer.skipped if self.answer else None
            blocks.append(
                text_input(SKIP + question.id, sentence("label.skip"), value=why or "", lines=False, optional=True)
            )
        return [*blocks, small(sentence("label.example", example=question.example))] if headed else blocks

    @property
    def _sent_back(self) -> Judgement | None:
        """What was said of the answer that stands, where it was sent back; windows of 0.1.0 stay as they were."""
        if self.record.catalog.of_old:
            return None
        entry = self.record.entries.get(self.question.id, NOTHING_SAID)
        last = entry.judgement
        return last if last and last.verdict is Verdict.SENT_BACK and last.of_answer == entry.changed else None

    def _head(self) -> Block:
        again = self.question.id.startswith(RETAKE) and (self.question.carries or self.record.catalog.of_old)
        first = said(self.record, self.record.catalog.questions[self.question.first]) if again else ""
        quoted = is_quoted(self.record, self.question.first)
        return rich("modal_question", ask=self.question.ask, more=self.question.more, first=first, quoted=quoted)

    def _written(self, field: AnswerField) -> Written:
        """How what was answered was written; of anything else that fills the input in, that is not known."""
        stands = self.answer is not None and self.values.get(field.id) == self.answer.values.get(field.id)
        return self.answer.written.get(field.id, NOTHING) if self.answer and stands else NOTHING

    def _unknown(self, field: AnswerField) -> Ignorance | None:
        """What stands as not known; of what was to be known by now, the input is blank."""
        unknown = self.answer.unknowns.get(field.id) if self.answer else None
        return unknown.kind if unknown and not unknown.due else None


def _field(record: Record, question: Question, field: AnswerField) -> InputBlock:
    """One input with what was answered."""
    path = f"{question.id}.{field.id}"
    return field_input(question, field, record.value(path), written=record.written(path))
