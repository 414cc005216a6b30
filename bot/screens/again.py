"""Later calls about an answer: asked back, sent back, stale, contradicted, incomplete."""

from collections.abc import Callable, Mapping

from bot.screens import verdicts
from bot.screens.asked import Asked, answer_row
from bot.screens.message import Message, message
from bot.screens.parts import actions, button, menu
from bot.screens.said import said
from bot.words import inline, rich, sentence
from dialogs.document import Entry
from dialogs.progress import State


def again(asked: Asked) -> Message:
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
    row = answer_row(asked, asked.single)
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
        asked.message_key, text, [rich("contradiction", clashes=clashes, **asked.whom), *answer_row(asked, None)]
    )


def _missing(asked: Asked) -> Message:
    fields = [sentence(f"missing.{name}") for name in asked.scoping.decision.missing]
    text = sentence("notify.missing", name=asked.whom["to_name"], title=asked.scoping.title, fields=fields)
    return message(asked.message_key, text, [rich("missing", fields=fields, **asked.whom), *answer_row(asked, None)])


_AGAIN: Mapping[str, Callable[[Asked], Message]] = {
    "followup": _followup,
    "sent_back": _sent_back,
    "stale": _stale,
    "contradiction": _contradiction,
    "missing": _missing,
}
