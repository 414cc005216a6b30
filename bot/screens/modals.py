"""The modals of answering and of the small acts around it. Each carries its callback and an opaque handle, no words."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    Option,
    RadioButtonsElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.screens.handles import Handle
from bot.screens.inputs import ACTION, checks_input, choice_input, date_input, field_input, text_input
from bot.screens.parts import label, small
from bot.screens.said import said
from bot.words import Ours, listed, rich, sentence
from dialogs import wording
from dialogs.catalog import Catalog, Followup, Question
from dialogs.document import Entry
from dialogs.parsing import Value
from dialogs.rulings import Rulings

TITLE = 24
KEEP, SKIP = "keep.", "skip."
RETAKE = "retake"


def modal(
    callback: str,
    title: str,
    blocks: Sequence[Block],
    handle: Handle | str = "",
    *,
    submit: str | None = "modal.save",
    close: str = "modal.close",
    tell_close: bool = False,
) -> View:
    """A modal; `submit` and `close` are keys of templates/words.yaml."""
    return View(
        type="modal",
        callback_id=callback,
        title=label(title, TITLE),
        blocks=list(blocks),
        private_metadata=str(handle),
        submit=label(sentence(submit), TITLE) if submit else None,
        close=label(sentence(close), TITLE),
        notify_on_close=tell_close,
    )


def notice(text: str, title: str = "modal.notice") -> View:
    """One sentence, nothing to enter."""
    return modal("notice", sentence(title), [rich("notice", text=text)], submit=None)


def answer(
    scoping: Rulings,
    handle: Handle,
    questions: Sequence[Question],
    *,
    filled: Mapping[str, Mapping[str, Value]] | None = None,
    followup: Followup | None = None,
) -> View:
    """The modal of an item: its questions with what was answered so far, or with `filled` in its place."""
    blocks: list[Block] = []
    if followup:
        blocks.append(rich("modal_followup", ask=followup.ask, kept=False))
    for question in questions:
        worded = wording.worded(scoping, question)
        given = (filled or {}).get(question.id)
        blocks += _asked(scoping, worded, given, headed=not followup, of_several=len(questions) > 1)
    return modal("answering.answer", _title(scoping, questions), blocks, handle)


def why(scoping: Rulings, questions: Sequence[Question]) -> View:
    """Why each question is asked, with the case behind it and where it comes from."""
    blocks: list[Block] = []
    for question in (wording.worded(scoping, found) for found in questions):
        case = scoping.catalog.cases.get(question.case)
        words = {"ask": question.ask, "why": question.why, "example": question.example}
        link = Ours(f"<{case.link}|{case.link}>") if case and case.link else ""
        source = listed(list(question.source))
        blocks.append(rich("why", case=case.says if case else "", link=link, source=source, **words))
    return modal("notice", sentence("modal.why"), blocks, submit=None)


def form_followup(handle: Handle, question: Question, values: Mapping[str, Value], ask: str) -> View:
    """Asked in the same modal, the answer already saved. One click leaves it as it is: that is the close button."""
    blocks: list[Block] = [rich("modal_followup", ask=ask, kept=True)]
    blocks += [field_input(question, field, values.get(field.id)) for field in question.fields]
    return modal("answering.better", question.label, blocks, handle, close="modal.fine", tell_close=True)


def both_answers(
    scoping: Rulings, handle: Handle, theirs: Mapping[str, str], mine: Mapping[str, Mapping[str, Value]]
) -> View:
    """Somebody else answered meanwhile (who, by question): both are shown, and one stands. The rest is kept."""
    blocks: list[Block] = []
    for id, values in mine.items():
        question = scoping.worded(id)
        if id in theirs:
            words = {"label": scoping.label(id), "name": theirs[id], "theirs": said(scoping, question)}
            blocks.append(rich("both", **words))
        else:
            blocks.append(rich("modal_question", ask=question.ask, more=question.more, first=""))
        blocks += [field_input(question, field, values.get(field.id)) for field in question.fields]
    return modal("answering.both", sentence("modal.both"), blocks, handle, submit="modal.mine", close="modal.theirs")


def reason(callback: str, title: str, handle: Handle, *, text: str = "label.reason") -> View:
    """One text: why something is skipped, waived, cancelled, rejected; or a detail, or an objection."""
    hint = sentence("label.reason_hint")
    return modal(callback, sentence(title), [text_input("reason", sentence(text), hint=hint)], handle)


def until(callback: str, title: str, handle: Handle, text: str) -> View:
    """One day."""
    return modal(callback, sentence(title), [date_input("until", sentence(text))], handle)


def assign(scoping: Rulings, handle: Handle) -> View:
    """Whom to hand it to: the people of the scoping."""
    people = {id: scoping.name(id) for id in scoping.everyone() if scoping.takes_part(id)}
    return modal(
        "answering.assign", sentence("modal.assign"), [choice_input("to", sentence("label.to"), people)], handle
    )


def grade(handle: Handle, current: str) -> View:
    """Claim, linked or measured."""
    options = {name: sentence(f"grade.{name}_option") for name in ("claim", "linked", "measured")}
    chosen = choice_input("grade", sentence("label.grade"), options, current)
    return modal("answering.grade", sentence("modal.grade"), [chosen], handle)


def take(scoping: Rulings, handle: Handle, free: Sequence[Question]) -> View:
    """Which lines of the board somebody takes."""
    options = {question.id: question.ask for question in free}
    lines = checks_input("lines", sentence("label.lines"), options, [])
    return modal("answering.take", sentence("modal.take"), [lines], handle)


def record(scoping: Rulings, handle: Handle, keys: Mapping[str, str], text: str) -> View:
    """“Record as answer”: which open question it answers, and the reply's words to correct."""
    blocks: list[Block] = [
        choice_input("question", sentence("label.question"), keys, next(iter(keys))),
        text_input("text", sentence("button.answer"), value=text),
    ]
    return modal("answering.record", scoping.title, blocks, handle)


def join(scoping: Rulings, handle: Handle) -> View:
    """Offered to whoever presses a question's button without being on the team."""
    words = rich(
        "join",
        title=scoping.title,
        initiator=scoping.name(scoping.initiator),
        director=scoping.name(scoping.director),
    )
    return modal("joining.join", sentence("modal.join"), [words], handle, submit="modal.join", close="modal.later")


def start(catalog: Catalog, channel: str, title: str, *, shared: bool = False) -> View:
    """Four things and the track; a channel as well where none is known."""
    blocks: list[Block] = [
        rich("start", shared=shared),
        text_input(
            "title", sentence("label.title"), value=title, lines=False, placeholder=sentence("placeholder.title")
        ),
        text_input("idea", sentence("label.idea"), placeholder=sentence("placeholder.idea")),
        InputBlock(
            block_id="director",
            label=label(sentence("label.director"), 2000),
            element=UserSelectElement(action_id=ACTION),
        ),
        InputBlock(
            block_id="team",
            label=label(sentence("label.team"), 2000),
            element=UserMultiSelectElement(action_id=ACTION),
            optional=True,
        ),
        _tracks(catalog),
    ]
    if not channel:
        wanted = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
        picker = ConversationSelectElement(action_id=ACTION, filter=wanted)
        blocks.insert(1, InputBlock(block_id="channel", label=label(sentence("label.channel"), 2000), element=picker))
    return modal("starting.start", sentence("modal.start"), blocks, channel, submit="modal.start_submit")


def wider_tracks(scoping: Rulings) -> list[str]:
    """The tracks that ask all this one asks, and more."""
    tracks = scoping.catalog.tracks
    return [id for id, track in tracks.items() if id != scoping.track and set(scoping.road) <= set(track.stages)]


def _tracks(catalog: Catalog) -> InputBlock:
    """The track, the shortest first; with what each is for beneath the choice."""
    options = [
        Option(text=label(track.title, 75), value=id, description=label(track.says, 75))
        for id, track in catalog.tracks.items()
    ]
    element = RadioButtonsElement(action_id=ACTION, options=options, initial_option=options[0])
    return InputBlock(block_id="track", label=label(sentence("label.track"), 2000), element=element)


def settings(scoping: Rulings, handle: Handle) -> View:
    """Working days and hours; and where there is a longer track, whether to go on along it."""
    days = {str(number): sentence(f"days.{number}") for number in range(7)}
    hours = {str(hour): f"{hour}:00" for hour in range(25)}
    blocks: list[Block] = [
        checks_input("days", sentence("label.days"), days, [str(day) for day in scoping.working.days]),
        choice_input("start", sentence("label.from"), hours, str(scoping.working.start)),
        choice_input("end", sentence("label.to_hour"), hours, str(scoping.working.end)),
    ]
    titles = {id: scoping.catalog.tracks[id].title for id in [scoping.track, *wider_tracks(scoping)]}
    if len(titles) > 1:
        blocks.append(choice_input("track", sentence("label.track"), titles, scoping.track))
        blocks.append(small(sentence("label.track_hint")))
    return modal("steering.settings", sentence("modal.settings"), blocks, handle)


def delegate(scoping: Rulings, handle: Handle) -> View:
    """Who may accept and sign beside the director; or, where the director has gone, who directs now."""
    here = scoping.takes_part(scoping.director)
    element = UserSelectElement(action_id=ACTION, initial_user=scoping.delegate)
    text = label(sentence("label.delegate" if here else "label.new_director"), 2000)
    chosen = InputBlock(block_id="delegate", label=text, element=element, optional=here)
    return modal("steering.delegate", sentence("modal.delegate"), [chosen], handle)


def _title(scoping: Rulings, questions: Sequence[Question]) -> str:
    if len(questions) == 1:
        return questions[0].label
    return wording.title(scoping, scoping.catalog.forms[scoping.catalog.form_of[questions[0].id]])


def _asked(
    scoping: Rulings, question: Question, filled: Mapping[str, Value] | None, *, headed: bool, of_several: bool
) -> list[Block]:
    entry = scoping.entries.get(question.id, Entry())
    values = dict(entry.answer.values) if entry.answer else wording.known(scoping, question)
    values |= filled or {}
    again, skippable = question.id.startswith(RETAKE), question.may_skip and of_several
    first = said(scoping, scoping.catalog.questions[question.first]) if again else ""
    blocks: list[Block] = []
    if headed:
        blocks.append(rich("modal_question", ask=question.ask, more=question.more, first=first))
    if question.carries:
        kept = bool(entry.answer and entry.answer.kept)
        option = {"keep": sentence("label.keep_option")}
        blocks.append(
            checks_input(KEEP + question.id, sentence("label.keep"), option, ["keep"] if kept else [], optional=True)
        )
    blocks += [
        field_input(
            question,
            field,
            None if entry.answer and entry.answer.kept else values.get(field.id),
            optional=question.carries or skippable,
        )
        for field in question.fields
    ]
    if skippable:
        why = entry.answer.skipped if entry.answer else None
        blocks.append(
            text_input(SKIP + question.id, sentence("label.skip"), value=why or "", lines=False, optional=True)
        )
    if headed:
        blocks.append(small(sentence("label.example", example=question.example)))
    return blocks
