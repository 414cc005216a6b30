"""Later calls about an answer: asked back, sent back, stale, contradicted, incomplete, to be known by now."""

from collections.abc import Callable, Mapping, Sequence

from slack_sdk.models.blocks import Block

from bot.screens.blocks.message import Message, message
from bot.screens.blocks.parts import actions, button, menu
from bot.screens.messages.asked import Asked, answer_row, with_reply
from bot.telling import mlops
from bot.telling.moved import moved, resting
from bot.telling.names import inside
from bot.telling.quoted import quoted
from bot.telling.said import said
from bot.telling.unknown import Open, open_names
from bot.words.figures import day, upper_first
from bot.words.sentences import rich, sentence
from dialogs.catalog import Question
from dialogs.findings.contradictions import Contradiction
from dialogs.flow.overtaken import overtaken
from dialogs.flow.standing import State, asked_together, moved_under
from dialogs.record import quoting
from dialogs.record.record import Record


def again(asked: Asked) -> Message:
    return _AGAIN[asked.call.kind](asked)


def _followup(asked: Asked) -> Message:
    question = asked.in_state(State.CHALLENGED)[0]
    waiting = asked.record.entries[question.id].waiting_followup
    assert waiting is not None
    ask = quoting.asked_back(asked.record, question.id, waiting)
    words = {"ask": ask, "label": question.label, "said": said(asked.record, question), **asked.whom}
    handle = asked.handle._replace(item=question.id)
    row = actions(
        button("answer", "answering:answer", asked.handle, style="primary"),
        button("leave_it", "answering:waive", handle),
    )
    values = {"name": asked.whom["to_name"], "label": question.label, "title": asked.record.title, "ask": ask}
    return message(asked.message_key, sentence("notify.followup", **values), [rich("followup", **words), *row])


def _sent_back(asked: Asked) -> Message:
    scoping = asked.record
    back = asked.in_state(State.SENT_BACK)
    judgements = [scoping.entries[question.id].judgements[-1] for question in back]
    lines = [{"label": scoping.label(q.id), "reason": j.reason} for q, j in zip(back, judgements, strict=True)]
    by = scoping.name(judgements[0].by)
    text = sentence(
        "notify.sent_back",
        by=by,
        labels=[inside(scoping, question.id) for question in back],
        name=asked.whom["to_name"],
        title=scoping.title,
        reason=judgements[0].reason,
    )
    row = answer_row(asked, asked.single)
    return message(asked.message_key, text, [rich("sent_back", by=by, lines=lines, **asked.whom), *row])


def _stale(asked: Asked) -> Message:
    """What has moved, and what rests on it with what it says now: one alone, or all of the person's together."""
    scoping = asked.record
    together = asked_together(asked.findings, [question.id for question in asked.questions], asked.to)
    back = [quoting.worded(scoping, scoping.catalog.questions[id]) for id in together]
    labels = [inside(scoping, question.id) for question in back]
    grounds = dict.fromkeys(
        inside(scoping, ground) for question in back for ground in moved_under(scoping, question.id)
    )
    text = sentence("notify.stale", name=asked.whom["to_name"], labels=labels, title=scoping.title)
    lines = [line for question in back for line in moved(scoping, question.id)]
    words = {"grounds": list(grounds), "labels": labels, "moved": list(dict.fromkeys(lines)), **asked.whom}
    words |= _still_stated(scoping, back)
    words["resting"] = [resting(scoping, question) for question in back]
    return message(asked.message_key, text, [rich("stale", **words), *_stale_row(asked, together)])


def _stale_row(asked: Asked, together: Sequence[str]) -> list[Block]:
    """Of one answer: another, or the same. Of several: all the same, or a window for those that need another."""
    others = menu("answering", ["assign"], asked.handle)
    if len(together) < _SEVERAL:
        again = button("answer", "answering:answer", asked.handle, style="primary")
        return actions(again, button("still_holds", "answering:confirm", asked.handle), others)
    listed = asked.handle._replace(extra=",".join(together))
    alike = button("all_hold", "answering:confirm_all", listed, count=len(together))
    return actions(button("some_change", "answering:some_change", listed, style="primary"), alike, others)


_SEVERAL = 2


def _still_stated(record: Record, back: Sequence[Question]) -> dict[str, object]:
    """The old numbers that answers state in words, by the answer; and whether nothing else is asked about them."""
    found = {question.id: list(overtaken(record, question.id)) for question in back}
    told = [
        {"label": upper_first(inside(record, id)), "numbers": list(dict.fromkeys(one.typed for one in stated))}
        for id, stated in found.items()
        if stated
    ]
    alone = all({*moved_under(record, id)} == {one.question for one in stated} for id, stated in found.items())
    return {"stated": told, "stated_alone": alone}


def _due(asked: Asked) -> Message:
    """What somebody was to know by now, and still nobody does."""
    record = asked.record
    due = [
        (Open(question, field), unknown)
        for question in asked.questions
        for field in question.fields
        if (unknown := record.unknown(f"{question.id}.{field.id}")) and unknown.due
    ]
    names = open_names(record, [one for one, _ in due])
    until = day(max(unknown.until for _, unknown in due if unknown.until))
    row = actions(
        button("answer", "answering:answer", asked.handle, style="primary"),
        with_reply(asked),
        button("unknown", "answering:unknown", asked.handle),
        menu("answering", ["assign", "why"], asked.handle),
    )
    text = sentence("notify.due", name=asked.whom["to_name"], title=record.title, names=names, day=until)
    return message(asked.message_key, text, [rich("due", names=names, day=until, **asked.whom), *row])


def _contradiction(asked: Asked) -> Message:
    found = asked.findings.clashes.about(asked.in_state(State.CONTRADICTED)[0].id)
    assert found is not None
    return _clash(asked, found) if found.clash else _one_off_and_more(asked)


def _clash(asked: Asked, found: Contradiction) -> Message:
    """The two answers quoted, and the ways out: another answer to either, or the reason why both hold."""
    scoping, clash = asked.record, asked.record.catalog.clash(found.clash)
    sides = [quoted(scoping, path) for path in dict.fromkeys(found.paths)]
    handle = asked.handle._replace(item=found.question)
    row = actions(
        button("answer", "answering:answer", handle, style="primary"),
        button("both_hold", "answering:both_hold", handle) if clash.may_stand else None,
        menu("answering", ["assign", "why"], asked.handle),
    )
    other = asked.handle._replace(item=found.other)
    second = actions(button("the_other", "answering:revise", other)) if found.other else []
    text = sentence("notify.clash", name=asked.whom["to_name"], title=scoping.title, ask=clash.ask, gap=clash.is_gap)
    return message(asked.message_key, text, [rich("clash", ask=clash.ask, sides=sides, **asked.whom), *row, *second])


def _one_off_and_more(asked: Asked) -> Message:
    clashes = mlops.clashes(asked.findings.mlops)
    text = sentence("notify.contradiction", name=asked.whom["to_name"], title=asked.record.title)
    return message(
        asked.message_key, text, [rich("contradiction", clashes=clashes, **asked.whom), *answer_row(asked, None)]
    )


def _missing(asked: Asked) -> Message:
    fields = [sentence(f"missing.{name}") for name in asked.findings.mlops.missing]
    text = sentence("notify.missing", name=asked.whom["to_name"], title=asked.record.title, fields=fields)
    return message(asked.message_key, text, [rich("missing", fields=fields, **asked.whom), *answer_row(asked, None)])


_AGAIN: Mapping[str, Callable[[Asked], Message]] = {
    "followup": _followup,
    "sent_back": _sent_back,
    "stale": _stale,
    "contradiction": _contradiction,
    "missing": _missing,
    "due": _due,
}
