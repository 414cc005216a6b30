"""Everything Slack shows of a scoping, as messages in the order they came about."""

from collections.abc import Callable, Iterator

import orjson

from bot.screens.blocks.message import Message, message
from bot.screens.blocks.parts import actions, button
from bot.screens.messages import examining, pulse, questions, report
from bot.screens.messages.card import card
from bot.slack.handles import Handle
from bot.words.figures import day
from bot.words.rich_text import fallback
from bot.words.sentences import rich, sentence
from dialogs.flow.tasks import EXAMINE, PULSE, SIGN
from dialogs.record.parts import Item
from dialogs.record.record import Record

OPENER, REPORT, FILE = "opener", "report", "file"


def messages(scoping: Record) -> list[Message]:
    """The card first, then the thread. Nothing before anybody was called."""
    if not scoping.items:
        return []
    thread = sorted(_calls(scoping), key=lambda found: found[0])
    ending = [_report(scoping)] if scoping.ending else []
    shared = [_shared(scoping, number) for number in range(len(scoping.shares))]
    return [card(scoping), _opener(scoping), *(found for _, found in thread), *shared, *ending]


def _opener(scoping: Record) -> Message:
    """Mentions the team once, when it is new; later edits ring nobody."""
    first_called = [person for person in scoping.everyone() if scoping.takes_part(person)]
    said = {"title": scoping.title, "begins": scoping.catalog.tracks[scoping.track].begins}
    text = sentence("notify.opener", initiator=scoping.name(scoping.initiator), title=scoping.title)
    return message(OPENER, text, [rich("opener", everyone=first_called, **said)])


def _calls(scoping: Record) -> Iterator[tuple[tuple[str, int], Message]]:
    order = {key: number for number, key in enumerate(scoping.items)}
    for key, item in scoping.items.items():
        for found in _screen(key)(scoping, key, item):
            call = item.calls[int(found.key.rpartition(":")[2]) - 1]
            yield (call.at.isoformat(), order[key]), found


def _screen(key: str) -> Callable[[Record, str, Item], Iterator[Message]]:
    if key == PULSE:
        return pulse.messages
    return examining.messages if key == SIGN or key.startswith(EXAMINE) else questions.messages


def snapshot(scoping: Record) -> str:
    """The report's first screen as it stands, to be shared: it does not change any more, and costs no later edits."""
    return orjson.dumps([block.to_dict() for block in report.first_screen(scoping)]).decode()


def _shared(scoping: Record, number: int) -> Message:
    """The report as somebody shared it, with the way to the present one."""
    share = scoping.shares[number]
    said = sentence("notify.shared", name=scoping.name(share.by), title=scoping.title, day=day(share.at))
    row = actions(button("full_report", "steering:report", Handle(scoping.id)))
    around = [block.to_dict() for block in (rich("notice", text=said), *row)]
    return Message(f"shared:{number + 1}", fallback(said), (around[0], *orjson.loads(share.text), *around[1:]))


def _report(scoping: Record) -> Message:
    """The report at the end, in the thread and in the channel. Reopened and ended again, it is a new one."""
    assert scoping.ending is not None
    row = actions(button("full_report", "steering:report", Handle(scoping.id)))
    key = f"{REPORT}:{scoping.ending.at:%Y%m%d%H%M%S}"
    return message(key, report.notification(scoping), [*report.first_screen(scoping), *row], broadcast=True)
