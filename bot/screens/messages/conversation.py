"""Everything Slack shows of a scoping, as messages in the order they came about."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

import orjson

from bot.screens.blocks.message import Message, message
from bot.screens.blocks.parts import actions, button
from bot.screens.messages import examining, objecting, pulse, questions, report
from bot.screens.messages.card import KEY as CARD
from bot.screens.messages.card import card, what
from bot.screens.messages.remembered import MakeMessages, Messages, Remembered, afresh
from bot.slack.handles import Handle
from bot.words.figures import day, shortened
from bot.words.rich_text import fallback
from bot.words.sentences import rich, sentence
from dialogs.findings import Findings
from dialogs.flow.objecting import OBJECT
from dialogs.flow.pulse import PULSE
from dialogs.flow.tasks import ASSUME, EXAMINE, SIGN
from dialogs.record.parts import Item, Note, Source
from dialogs.record.record import Record

OPENER, REPORT, FILE, RESTORED, LEAVES = "opener", "report", "file", "restored", "leaves"
MOST_LOST, ROOM = 20, 10_000
"""How many lost answers are named in one message, and the characters they have together."""


def messages(findings: Findings, remembered: Remembered | None = None) -> list[Message]:
    """The card first, then the thread. Nothing before anybody was called.

    What is `remembered` is made anew where it reads what has changed.
    """
    record = findings.record
    if not record.items:
        return []
    make = remembered.of(findings) if remembered else afresh(findings)
    thread = sorted([*_calls(record, make), *_reopenings(findings)], key=lambda found: found[0])
    ending = [*_lost_reports(record), *_opened_again(record), *(make(REPORT, _report) if record.ending else [])]
    shared = [_shared(record, number) for number in range(len(record.shares))]
    after = [*_went_back(record), *_leaves(record)]
    first = [*make(CARD, _card), *make(OPENER, _opener)]
    return [*first, *(found for _, found in thread), *shared, *ending, *after]


def _card(findings: Findings) -> Messages:
    return (card(findings),)


def _opener(findings: Findings) -> Messages:
    """Mentions the team once, when it is new; later edits ring nobody."""
    record = findings.record
    first_called = [person for person in record.everyone() if record.takes_part(person)]
    begins, of_old = record.catalog.tracks[record.track].begins, record.catalog.of_old
    said = {"title": record.title, "begins": begins, "of_old": of_old}
    text = sentence("notify.opener", initiator=record.name(record.initiator), title=record.title)
    return (message(OPENER, text, [rich("opener", everyone=first_called, **said)]),)


def _calls(record: Record, make: MakeMessages) -> Iterator[tuple[tuple[str, int], Message]]:
    for order, (key, item) in enumerate(record.items.items()):
        for found in make(f"item:{key}", partial(_of_item, key)):
            call = item.calls[int(found.key.rpartition(":")[2]) - 1]
            yield (call.at.isoformat(), order), found


def _of_item(key: str, findings: Findings) -> Messages:
    """The messages of one item, one a call."""
    found = _screen(key)(findings, key, findings.record.items[key])
    return tuple(_named(findings, key, one) for one in found)


def _named(findings: Findings, key: str, found: Message) -> Message:
    """What is asked of several people at once has buttons that look alike."""
    if key in (PULSE, SIGN) or key.startswith((EXAMINE, ASSUME)):
        return found
    named = what(findings, key)
    return found.about(named) if named else found


def _reopenings(findings: Findings) -> Iterator[tuple[tuple[str, int], Message]]:
    """What was opened again, and what a yes was given on and did not hold; above what is asked at the same moment."""
    told = (*examining.reopenings(findings.record), *examining.failed(findings))
    return (((note.at.isoformat(), -1), found) for note, found in told)


def _screen(key: str) -> Callable[[Findings, str, Item], Iterator[Message]]:
    if key == PULSE:
        return pulse.messages
    if key.startswith(OBJECT):
        return objecting.messages
    return examining.messages if key == SIGN or key.startswith((EXAMINE, ASSUME)) else questions.messages


def _went_back(record: Record) -> Iterator[Message]:
    """That the record is an earlier one again, and what the thread showed of answers that are not in it any more."""
    for number, back in enumerate(record.restored, 1):
        if back.lost or (back.looked and back.source is Source.EARLIER):
            told = list(dict.fromkeys([record.director, record.initiator]))
            words = {"told": told, "source": back.source, "day": back.saved_at, "lost": _in_room(back.lost[:MOST_LOST])}
            words["more"] = len(back.lost[MOST_LOST:])
            text = sentence("notify.restored", title=record.title, count=len(back.lost))
            yield message(f"{RESTORED}:{number}", text, [rich("restored", **words)])


def _in_room(lost: Sequence[Note]) -> list[str]:
    return [shortened(one.text, ROOM // len(lost)) for one in lost]


def _leaves(record: Record) -> Iterator[Message]:
    """On which day the record goes; where something has happened since that was said, that it stays for now."""
    for number, leaving in enumerate(record.leavings, 1):
        last = number == len(record.leavings)
        goes = last and record.rests_since is not None and record.rests_since <= leaving.at
        text = sentence("notify.leaves", title=record.title, day=leaving.day, goes=goes)
        words = {"director": record.director, "day": leaving.day, "goes": goes, "id": record.id}
        yield message(f"{LEAVES}:{number}", text, [rich("leaves", **words)])


def snapshot(findings: Findings) -> str:
    """The report's first screen as it stands, to be shared: it does not change any more, and costs no later edits."""
    return orjson.dumps([block.to_dict() for block in report.first_screen(findings)]).decode()


def _shared(record: Record, number: int) -> Message:
    """The report as somebody shared it, with the way to the present one."""
    share = record.shares[number]
    said = sentence("notify.shared", name=record.name(share.by), title=record.title, day=day(share.at))
    row = actions(button("full_report", "steering:report", Handle(record.id)))
    around = [block.to_dict() for block in (rich("notice", text=said), *row)]
    return Message(f"shared:{number + 1}", fallback(said), (around[0], *orjson.loads(share.text), *around[1:]))


def _lost_reports(record: Record) -> Iterator[Message]:
    """Reports of endings that the record does not know any more, as it went back; each in the place of its own."""
    ended = [note.ended for note in record.reopenings] + ([record.ending.at] if record.ending else [])
    known = {_report_key(at) for at in ended if at}
    lost = dict.fromkeys(note.about for back in record.restored for note in back.lost)
    for key in lost:
        if key.startswith(f"{REPORT}:") and key not in known and key in record.shown:
            said = sentence("reopened.lost", again=record.ending is not None, director=record.name(record.director))
            text = sentence("reopened.notify_lost", title=record.title)
            yield message(key, text, [rich("notice", text=said)], broadcast=True)


def _report_key(ended: datetime) -> str:
    return f"{REPORT}:{ended:%Y%m%d%H%M%S}"


def _opened_again(record: Record) -> Iterator[Message]:
    """Reports that hold no more, each in the place of its own, in the thread and in the channel."""
    for note in record.reopenings:
        if note.ended:
            said = sentence("reopened.holds_no_more", name=record.name(note.by), reason=note.text, day=note.at)
            key = _report_key(note.ended)
            text = sentence("reopened.notify", title=record.title, name=record.name(note.by))
            yield message(key, text, [rich("notice", text=said)], broadcast=True)


def _report(findings: Findings) -> Messages:
    """The report at the end, in the thread and in the channel. Reopened and ended again, it is a new one."""
    record = findings.record
    assert record.ending is not None
    row = actions(button("full_report", "steering:report", Handle(record.id)))
    key = _report_key(record.ending.at)
    return (message(key, report.notification(findings), [*report.first_screen(findings), *row], broadcast=True),)
