"""The messages of questions: asked one by one, as a form, or on a board; and each of their later calls."""

from collections.abc import Callable, Iterator, Mapping

from slack_sdk.models.blocks import Block, InteractiveElement, SectionBlock

from bot.screens import verdicts
from bot.screens.handles import Handle
from bot.screens.message import Message, message
from bot.screens.parts import actions, button, label, menu, small
from bot.screens.said import grade_words, said
from bot.words import day, inline, plain, rich, sentence, shortened
from dialogs import progress
from dialogs.catalog import Layout, Question, Stage
from dialogs.document import Call, Entry, Item
from dialogs.progress import SETTLED, State
from dialogs.rulings import Rulings
from dialogs.turns import TAKEN

SHOWN = 300


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


def messages(scoping: Rulings, key: str, item: Item) -> Iterator[Message]:
    """Every message of an item of the team's, one a call."""
    for call in item.calls:
        if call.kind != TAKEN:
            yield _message(Asked(scoping, key, item, call))


def _message(asked: Asked) -> Message:
    if asked.key == asked.stage.stage and asked.stage.layout is Layout.BOARD:
        return _board(asked)
    if asked.call.n == 1 or asked.call.kind == "asked":
        return _first(asked)
    return _again(asked) if asked.open else _done(asked)


# ---- the first call: the question's own message, which later shows the answer


def _first(asked: Asked) -> Message:
    if asked.open:
        return _question(asked) if asked.single else _form(asked)
    if asked.call is not _own_message(asked.item):
        return _done(asked)
    return _settled_form(asked) if not asked.single else _settled(asked, asked.single)


def _own_message(item: Item) -> Call:
    """The call whose message shows how the item stands: the first, or the last time it was asked of somebody new."""
    return next((call for call in reversed(item.calls) if call.kind == "asked"), item.calls[0])


def _question(asked: Asked) -> Message:
    question = asked.questions[0]
    number, total = _place(asked.scoping, asked.stage, question)
    words = {
        "stage": asked.stage.title,
        "number": number,
        "total": total,
        "ask": question.ask,
        "more": question.more,
        "why": question.why,
        "example": question.example,
        "handed_by": _handed_by(asked),
        **asked.whom,
    }
    text = sentence("notify.question", name=asked.whom["to_name"], title=asked.scoping.title, ask=question.ask)
    return message(asked.message_key, text, [rich("question", **words), *_answer_row(asked, question)])


def _form(asked: Asked) -> Message:
    words = {
        "stage": asked.stage.title,
        "opens": asked.stage.opens,
        "lines": [question.ask for question in asked.questions],
        "why": asked.questions[0].why,
        "verdict": _verdict_before(asked),
        "handed_by": _handed_by(asked),
        **asked.whom,
    }
    name = asked.whom["to_name"]
    text = sentence("notify.form", name=name, title=asked.scoping.title, opens=asked.stage.opens)
    return message(asked.message_key, text, [rich("form", **words), *_answer_row(asked, None)])


def _verdict_before(asked: Asked) -> str:
    """A form that follows the decision begins with it: verdicts are edits, and edits notify nobody."""
    if asked.stage.stage not in ("case", "poc", "monitoring"):
        return ""
    decision = asked.scoping.decision
    return f"{verdicts.outcome(decision)[:1].upper()}{verdicts.outcome(decision)[1:]}. {verdicts.reason(decision)}"


def _answer_row(asked: Asked, question: Question | None) -> list[Block]:
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


def _settled(asked: Asked, question: Question) -> Message:
    state = asked.state(question)
    entry = asked.scoping.entries.get(question.id, Entry())
    if entry.answer is None or state not in SETTLED:
        return _resting(asked, question)
    shown = shortened(said(asked.scoping, question), SHOWN)
    words = {
        "label": question.label,
        "said": shown,
        "skipped": bool(entry.answer.skipped),
        "who": asked.scoping.name(entry.answer.author),
        "grade": grade_words(asked.scoping, question),
        "versions": len(entry.answers),
        "judged": _judged(asked, question),
        "reply_gone": entry.answer.reply_gone,
        "reply_edited": entry.answer.reply_edited,
    }
    text = sentence("notify.settled", title=asked.scoping.title, label=question.label, said=shown)
    live = not asked.scoping.ending and not asked.scoping.parked
    edited = button("edited", "answering:edited", asked.handle) if live and entry.answer.reply_edited else None
    row = actions(edited, menu("answering", ["revise", "grade"] if live else [], asked.handle))
    return message(asked.message_key, text, [rich("settled", **words), *row])


def _resting(asked: Asked, question: Question) -> Message:
    """Not answered and not asked here now: why, and where to look."""
    until = asked.item.unknown_until
    still_asked = until is not None and asked.call is asked.item.calls[-1]
    reason = _why_resting(asked, question)
    blocks: list[Block] = [rich("resting", label=question.label, reason=reason, open=still_asked)]
    if still_asked and not asked.scoping.ending and not asked.scoping.parked:
        blocks += _answer_row(asked, question)
    return message(
        asked.message_key,
        sentence("notify.settled", title=asked.scoping.title, label=question.label, said=reason),
        blocks,
    )


def _why_resting(asked: Asked, question: Question | None) -> str:
    scoping, item = asked.scoping, asked.item
    reasons: Iterator[tuple[object, str, dict[str, object]]] = iter(
        [
            (scoping.ending, "ended", {}),
            (item.calls[-1] is not asked.call, "below", {}),
            (scoping.parked, "parked", {}),
            (question and question not in progress.active_questions(scoping, asked.stage), "dropped", {}),
            (item.unknown_until, "unknown", _unknown(asked)),
            (item.handed_by and item.owner, "queued", {"name": scoping.name(item.owner or "")}),
            (True, "waits", {}),
        ]
    )
    key, values = next((key, values) for holds, key, values in reasons if holds)
    return sentence(f"state.{key}", **values)


def _unknown(asked: Asked) -> dict[str, object]:
    until, by = asked.item.unknown_until, asked.item.unknown_by
    return {"name": asked.scoping.name(by or ""), "day": day(until) if until else ""}


def _judged(asked: Asked, question: Question) -> str:
    if not asked.stage.examined:
        return ""
    if asked.state(question) is State.ACCEPTED:
        judgement = asked.scoping.entries[question.id].judgements[-1]
        return sentence("state.accepted", name=asked.scoping.name(judgement.by))
    return sentence("state.with_examiner", name=asked.scoping.name(asked.scoping.examiner))


# ---- forms, once answered


def _settled_form(asked: Asked) -> Message:
    if not all(asked.state(question) in SETTLED for question in asked.questions):
        return _resting_form(asked)
    return _FORMS_DONE.get(asked.stage.stage, _answered_form)(asked)


def _resting_form(asked: Asked) -> Message:
    reason = _why_resting(asked, None)
    blocks: list[Block] = [rich("resting", label=asked.stage.title, reason=reason, open=False)]
    if asked.item.unknown_until and asked.call is asked.item.calls[-1] and not asked.scoping.ending:
        blocks += _answer_row(asked, None)
    text = sentence("notify.settled", title=asked.scoping.title, label=asked.stage.title, said=reason)
    return message(asked.message_key, text, blocks)


def _decided(asked: Asked) -> Message:
    scoping, decision = asked.scoping, asked.scoping.decision
    words = {
        "title": asked.stage.title,
        "outcome": verdicts.outcome(decision),
        "reason": verdicts.reason(decision),
        "flips": "; ".join(verdicts.telling_flips(scoping, decision)),
        "rows": " · ".join(verdicts.rows(decision)),
        "who": _authors(asked),
    }
    first = button("reasoning", "deciding:reasoning", asked.handle)
    live = not scoping.ending and not scoping.parked
    second = button("disagree", "deciding:disagree", asked.handle) if live else None
    row = actions(first, second, menu("answering", ["revise"] if live else [], asked.handle))
    text = sentence("notify.settled", title=scoping.title, label=asked.stage.title, said=verdicts.outcome(decision))
    return message(asked.message_key, text, [rich("verdict_mlops", **words), *row])


def _case_made(asked: Asked) -> Message:
    words = verdicts.case_words(asked.scoping)
    blocks = [rich("verdict_case", label=asked.stage.title, who=_authors(asked), **words), *_revise_row(asked)]
    text = sentence(
        "notify.settled",
        title=asked.scoping.title,
        label=asked.stage.title,
        said=plain("notice", text=words["headline"]),
    )
    return message(asked.message_key, text, blocks)


def _answered_form(asked: Asked) -> Message:
    lines: list[Block] = []
    for question in asked.questions:
        entry = asked.scoping.entries[question.id]
        assert entry.answer is not None
        lines.append(
            rich(
                "settled",
                label=question.label,
                said=shortened(said(asked.scoping, question), 160),
                skipped=bool(entry.answer.skipped),
                who=asked.scoping.name(entry.answer.author),
                grade="",
                versions=1,
                judged=_judged(asked, question),
                reply_gone=entry.answer.reply_gone,
                reply_edited=False,
            )
        )
    text = sentence(
        "notify.settled",
        title=asked.scoping.title,
        label=asked.stage.title,
        said=said(asked.scoping, asked.questions[0]),
    )
    return message(asked.message_key, text, [*lines, *_revise_row(asked)])


def _revise_row(asked: Asked) -> list[Block]:
    live = not asked.scoping.ending and not asked.scoping.parked
    return actions(menu("answering", ["revise"] if live else [], asked.handle))


def _authors(asked: Asked) -> str:
    entry = asked.scoping.entries[asked.questions[0].id]
    return asked.scoping.name(entry.answer.author) if entry.answer else ""


_FORMS_DONE: Mapping[str, Callable[[Asked], Message]] = {"mlops": _decided, "case": _case_made}


# ---- the board


def _board(asked: Asked) -> Message:
    scoping = asked.scoping
    names = {person: scoping.name(person) for person in asked.call.to}
    head = rich(
        "board", stage=asked.stage.title, opens=asked.stage.opens, people=asked.call.to, names=names, ring=asked.open
    )
    blocks: list[Block] = [head]
    for question in asked.stage.questions:
        blocks += _line(asked, question)
    free = [q for q in asked.questions if q.id not in scoping.items and asked.state(q) is State.UNANSWERED]
    if free and not scoping.parked and not scoping.ending:
        blocks += actions(button("take", "answering:take", asked.handle))
    return message(asked.message_key, sentence("notify.board", title=scoping.title), blocks)


def _line(asked: Asked, question: Question) -> list[Block]:
    """A line of the board: the question, who has it or what was said, and one button or menu."""
    scoping = asked.scoping
    entry, item = scoping.entries.get(question.id, Entry()), scoping.items.get(question.id)
    done = asked.state(question) in SETTLED
    author = entry.answer.author if entry.answer else (item.owner if item else None)
    until = item.unknown_until if item and not done else None
    words = plain(
        "board_line",
        done=done,
        ask=question.ask,
        said=shortened(said(scoping, question), SHOWN),
        who=scoping.name(author) if author else "",
        until=day(until) if until else "",
    )
    handle = Handle(scoping.id, question.id)
    live = not scoping.ending and not scoping.parked
    accessory: InteractiveElement | None
    if done:
        accessory = menu("answering", ["revise"] if live else [], handle)
    else:
        accessory = button("answer", "answering:answer", handle) if live else None
    return [SectionBlock(block_id=f"line:{question.id}", text=label(words, 3000), accessory=accessory)]


# ---- later calls: follow-ups, sent back, stale, contradictions, gaps


def _again(asked: Asked) -> Message:
    return _AGAIN[asked.call.kind](asked)


def _followup(asked: Asked) -> Message:
    question = asked.in_state(State.CHALLENGED)[0]
    waiting = asked.scoping.entries[question.id].waiting_followup
    assert waiting is not None
    ask = asked.scoping.catalog.rule(waiting.rule).ask
    words = {"ask": ask, "label": question.label, "said": said(asked.scoping, question), **asked.whom}
    handle = asked.handle._replace(item=question.id)
    row = actions(
        button("answer", "answering:answer", asked.handle, style="primary"),
        button("leave_it", "answering:waive", handle),
    )
    values = {"name": asked.whom["to_name"], "label": question.label, "title": asked.scoping.title, "ask": ask}
    return message(asked.message_key, sentence("notify.followup", **values), [rich("followup", **words), *row])


def _sent_back(asked: Asked) -> Message:
    scoping = asked.scoping
    back = asked.in_state(State.SENT_BACK)
    judgements = [scoping.entries[question.id].judgements[-1] for question in back]
    lines = [{"label": q.label, "reason": j.reason} for q, j in zip(back, judgements, strict=True)]
    by = scoping.name(judgements[0].by)
    text = sentence(
        "notify.sent_back",
        by=by,
        labels=[inline(question.label) for question in back],
        name=asked.whom["to_name"],
        title=scoping.title,
        reason=judgements[0].reason,
    )
    row = _answer_row(asked, asked.single)
    return message(asked.message_key, text, [rich("sent_back", by=by, lines=lines, **asked.whom), *row])


def _stale(asked: Asked) -> Message:
    scoping = asked.scoping
    back = asked.in_state(State.STALE)
    labels = [inline(question.label) for question in back]
    settled = min(max(scoping.entries[q.id].changed, scoping.entries[q.id].confirmed) for q in back)
    grounds = dict.fromkeys(
        inline(scoping.catalog.questions[ground].label)
        for question in back
        for ground in question.rests_on
        if scoping.entries.get(ground, Entry()).changed > settled
    )
    row = actions(
        button("answer", "answering:answer", asked.handle, style="primary"),
        button("still_holds", "answering:confirm", asked.handle),
        menu("answering", ["assign"], asked.handle),
    )
    text = sentence("notify.stale", name=asked.whom["to_name"], labels=labels, title=scoping.title)
    return message(asked.message_key, text, [rich("stale", grounds=list(grounds), labels=labels, **asked.whom), *row])


def _contradiction(asked: Asked) -> Message:
    clashes = verdicts.clashes(asked.scoping.decision)
    text = sentence("notify.contradiction", name=asked.whom["to_name"], title=asked.scoping.title)
    return message(
        asked.message_key, text, [rich("contradiction", clashes=clashes, **asked.whom), *_answer_row(asked, None)]
    )


def _missing(asked: Asked) -> Message:
    fields = [sentence(f"missing.{name}") for name in asked.scoping.decision.missing]
    text = sentence("notify.missing", name=asked.whom["to_name"], title=asked.scoping.title, fields=fields)
    return message(asked.message_key, text, [rich("missing", fields=fields, **asked.whom), *_answer_row(asked, None)])


_AGAIN: Mapping[str, Callable[[Asked], Message]] = {
    "followup": _followup,
    "sent_back": _sent_back,
    "stale": _stale,
    "contradiction": _contradiction,
    "missing": _missing,
}


def _done(asked: Asked) -> Message:
    """A later call that is over, on one line."""
    question = asked.single
    name = question.label if question else asked.stage.title
    what = sentence(f"done.{asked.call.kind}", label=name, outcome=_followup_outcome(asked))
    text = sentence("notify.settled", title=asked.scoping.title, label=name, said=what)
    return message(asked.message_key, text, [small(plain("call_done", what=what))])


def _followup_outcome(asked: Asked) -> str:
    waived = [
        back
        for question in asked.questions
        for back in asked.scoping.entries.get(question.id, Entry()).asked_back
        if back.outcome == "waived" and f"{question.id}:{back.rule}" in asked.call.trigger
    ]
    return sentence("done.outcome_waived", reason=waived[0].reason) if waived else sentence("done.outcome_answered")


def _place(scoping: Rulings, stage: Stage, question: Question) -> tuple[int, int]:
    counted = [one.id for one in progress.active_questions(scoping, stage) if one.counted]
    return (counted.index(question.id) + 1 if question.id in counted else len(counted)), len(counted)


def _handed_by(asked: Asked) -> str:
    return asked.scoping.name(asked.call.by) if asked.call.by else ""
