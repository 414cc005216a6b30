"""An objection put to whoever gave the answer: the answers quoted, one question, four ways out; and how it was met."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block

from bot.screens.blocks.message import Message, message
from bot.screens.blocks.parts import actions, button, menu, small
from bot.slack.handles import Handle
from bot.telling.objections import how_met, put_to
from bot.telling.quoted import quoted_together
from bot.words.sentences import plain, rich, sentence
from dialogs.catalog import Level
from dialogs.findings import Findings
from dialogs.findings.objections import Found
from dialogs.flow import objecting, tasks
from dialogs.record.parts import Call, Item
from dialogs.record.record import Record


def messages(findings: Findings, key: str, item: Item) -> Iterator[Message]:
    """One message a call: what is put now with its buttons; what was, a line each."""
    for call in item.calls:
        open_now = call.done_at is None and not findings.record.rests
        put = objecting.put_at(findings, key) if open_now else ()
        yield _put(findings, key, call, put) if put else _met(findings, key, call)


def _put(findings: Findings, key: str, call: Call, put: tuple[Found, ...]) -> Message:
    """What is put, each under its question with the answers it rests on; below, what became of the others."""
    record = findings.record
    handle = Handle(record.id, key, str(call.n))
    words = {
        "to": call.to[0],
        "to_name": record.name(call.to[0]),
        "ring": True,
        "ones": [_asked(record, one, call.to[0]) for one in put],
        "waits": "last" if objecting.is_of_the_last_round(record, key) else _waiting(findings, put),
        "director": record.name(record.examiner),
    }
    questions = list(dict.fromkeys(one.question for one in put))
    item = _to_change(findings.record, questions[0], [path for one in put for path in one.paths])
    change = button("change", "answering:revise", handle._replace(item=item)) if len(questions) == 1 else None
    row = actions(
        button("meet_all" if len(put) > objecting.MOST_APART else "meet", "answering:meet", handle, style="primary"),
        change,
        menu("answering", ["leave", "misses", "assign"], handle),
    )
    met = [name for name in call.trigger.split(",") if name not in {one.name for one in put}]
    values = {
        "name": words["to_name"],
        "title": record.title,
        "ask": put_to(record, put[0], call.to[0]),
        "count": len(put),
    }
    return message(
        _key(key, call),
        sentence("notify.objection", **values),
        [rich("objection", **words), *_lines(findings, met, call), *row],
    )


def _asked(record: Record, one: Found, to: str) -> dict[str, object]:
    """What is asked, whether that begins with a name, and the answers it rests on."""
    ask = put_to(record, one, to)
    return {"ask": ask, "named": ask != one.ask, "sides": quoted_together(record, one.paths)}


def _to_change(record: Record, question: str, paths: Sequence[str]) -> str:
    """What is opened to be changed: the question; where several answers of its form are quoted, the form."""
    form = record.catalog.form_of[question]
    quoted = {record.catalog.question_at(path) for path in paths}
    alike = [id for id in quoted if record.catalog.form_of.get(id) == form]
    return form if form in record.catalog.forms and len(alike) > 1 else question


def _waiting(findings: Findings, put: Sequence[Found]) -> str:
    """What waits until it is met: of a stop the stage; of what the director looks at next, that."""
    if any(one.level is Level.STOP for one in put):
        return "stage"
    stage = findings.record.catalog.stage_of[put[0].question]
    looks = stage.stage == findings.record.stage and bool(tasks.to_examine(findings, stage.stage))
    return "director" if looks else "signature"


def _met(findings: Findings, key: str, call: Call) -> Message:
    """What became of each: mended, answered, left; or why nothing was said."""
    names = call.trigger.split(",")
    text = f"{findings.record.title}: {how_met(findings, names[0], call)}"
    return message(_key(key, call), text, _lines(findings, names, call))


def _lines(findings: Findings, names: Sequence[str], call: Call) -> list[Block]:
    return [small(plain("notice", text=how_met(findings, name, call))) for name in names]


def _key(key: str, call: Call) -> str:
    return f"turn:{key}:{call.n}"
