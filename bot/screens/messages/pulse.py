"""The readiness pulse: what is asked of whom and who sees what of it; its form; and, once, what came of it."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject

from bot.screens.blocks.message import Message, message
from bot.screens.blocks.parts import BUTTON_TEXT, actions, label, once_more, small
from bot.slack.handles import Handle
from bot.words.rich_text import Ours
from bot.words.sentences import plain, rich, sentence
from dialogs.findings import Findings
from dialogs.findings.readiness import agreed
from dialogs.flow import pulse
from dialogs.flow.pulse import PULSE
from dialogs.record.parts import TAPS, Call, Item
from dialogs.record.record import Record
from dialogs.verdicts.readiness import ELEMENTS, FIVE, PROSCI, Heat


def messages(findings: Findings, key: str, item: Item) -> Iterator[Message]:
    """One message a call: the last shows how the pulse stands, earlier ones that it goes on below."""
    for call in item.calls:
        yield (
            _message(findings, call)
            if call is item.calls[-1]
            else _line(findings.record, call, sentence("pulse.below"))
        )


def press(record: Record) -> ButtonElement:
    """The button of a reminder. It goes to everybody, as nobody knows who is missing, and says so."""
    handle = Handle(record.id, PULSE)
    return _answer(handle, sentence("pulse.answer_all")) if pulse.mark(record) == TAPS else _talked(handle)


def _message(findings: Findings, call: Call) -> Message:
    record = findings.record
    if record.pulse.closed:
        return _over(findings, call)
    if record.ending:
        return _line(record, call, sentence("state.ended"))
    if record.parked:
        return _line(record, call, sentence("state.parked"))
    if call.done_at:
        return _line(record, call, sentence("state.waits"))
    return _taps(record, call) if call.trigger == TAPS else _talk(record, call)


def _taps(record: Record, call: Call) -> Message:
    answers = record.pulse.answers
    asked = max(len({*call.to, *pulse.people(record)}), answers)
    said = {"answers": answers, "asked": asked, "again": record.pulse.again}
    words = rich("pulse_taps", people=call.to, link=Ours(PROSCI), **said)
    handle = Handle(record.id, PULSE, str(call.n))
    row = actions(_answer(handle, sentence("pulse.answer")), _close(handle, answers, asked))
    return message(_key(call), sentence("pulse.notify_taps", title=record.title), [words, *row])


def _talk(record: Record, call: Call) -> Message:
    leads = list(dict.fromkeys(record.name(person) for person in (record.initiator, record.director)))
    words = rich("pulse_talk", people=call.to, count=len(pulse.people(record)), leads=leads)
    row = actions(_talked(Handle(record.id, PULSE, str(call.n))))
    return message(_key(call), sentence("pulse.notify_talk", title=record.title), [words, *row])


def _over(findings: Findings, call: Call) -> Message:
    """What came of it: the heat, that too few answered, or that it was talked over."""
    record = findings.record
    closed, found = record.pulse.closed, findings.heat
    assert closed is not None
    name = record.name(closed.by)
    if found:
        text = sentence("pulse.notify_heat", title=record.title)
        return message(_key(call), text, [_heat(found, name)])
    said = sentence("pulse.too_few" if closed.about == TAPS else "pulse.talked_over", name=name)
    return message(_key(call), f"{record.title}: {said}", [small(plain("call_done", what=said))])


def _heat(found: Heat, name: str) -> Block:
    rows = [{"name": _name(element), "said": _row(found, element)} for element in ELEMENTS]
    held_up = found.barriers[ELEMENTS.index(found.barrier)] if found.barrier else 0
    return rich(
        "pulse_heat",
        by=name,
        answers=found.answers,
        rows=rows,
        barrier=_name(found.barrier) if found.barrier else "",
        held_up=held_up,
        by_means=_name(found.barrier_of_means) if found.barrier_of_means else "",
        suggests=sentence(f"pulse.suggests_{found.barrier or 'nobody'}"),
        link=Ours(PROSCI),
    )


def _row(found: Heat, element: str) -> str:
    """How many gave 1 to 5; a range where all gave the same."""
    ends = agreed(found, element)
    if ends:
        return sentence("pulse.agreed", least=ends[0], most=ends[1])
    return " · ".join(str(count) for count in found.matrix[ELEMENTS.index(element)])


def _name(element: str) -> str:
    return sentence(f"pulse.name_{element}")


def _answer(handle: Handle, words: str) -> ButtonElement:
    return _button(words, "pulsing:answer", handle, style="primary")


def _talked(handle: Handle) -> ButtonElement:
    return _button(sentence("pulse.talked"), "pulsing:close", handle)


def _close(handle: Handle, answers: int, asked: int) -> ButtonElement:
    """The close is for good: Slack asks once more, with how many have answered."""
    asks = once_more("close", answers=answers, asked=asked, least=FIVE)
    return _button(sentence("pulse.close"), "pulsing:close", handle, confirm=asks)


def _button(
    words: str, action: str, handle: Handle, *, style: str | None = None, confirm: ConfirmObject | None = None
) -> ButtonElement:
    return ButtonElement(
        text=label(words, BUTTON_TEXT), action_id=action, value=str(handle), style=style, confirm=confirm
    )


def _line(record: Record, call: Call, reason: str) -> Message:
    title = sentence("pulse.title")
    words = rich("resting", label=title, reason=reason, open=False)
    return message(_key(call), f"{record.title}: {title}, {reason}", [words])


def _key(call: Call) -> str:
    return f"turn:{PULSE}:{call.n}"
