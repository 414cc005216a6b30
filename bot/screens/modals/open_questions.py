"""What is open, for one person: their own first, each with its button; then what waits on others. Also the Home tab."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.screens.blocks.parts import actions, button, named
from bot.screens.messages.card import due, standing
from bot.screens.messages.notices import asked, link, row, status_words, what_to_press
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.store.summary import Summary
from bot.telling import to_find_out
from bot.telling.to_find_out import ToFindOut
from bot.words.figures import day
from bot.words.rich_text import Ours
from bot.words.sentences import rich, sentence
from dialogs.findings import Findings
from dialogs.flow import reminders, tasks, turns
from dialogs.record.record import Record

MOST_SCOPINGS, MOST_ITEMS, MOST_ROWS = 10, 20, 100
MOST_PROMISED = 15
Group = list[Block]
"""What belongs together on the screen: a line and its buttons."""


def view(findings: Findings, person: str, workspace_url: str) -> View:
    """The modal behind *Open questions*: of each kind of thing the first, then how many more there are."""
    mine = _items(findings, person, workspace_url, several=False)
    blocks = [
        rich("home", items=_waits(findings, person), rings=False),
        *_first(mine, MOST_ITEMS, "more.later"),
        *_first(_promises(findings, person, several=False), MOST_PROMISED, "more.promised"),
        *_early(findings, person),
        *_first(_of_others(findings, person), MOST_ITEMS, "more.later"),
    ]
    blocks.append(rich("status", **status_words(findings)))
    return modal("notice", sentence("modal.open_questions"), blocks, submit=None)


def home(
    scopings: Sequence[Record], person: str, workspace_url: str, *, may_start: bool = True, others: int = 0
) -> View:
    """The Home tab: my open items and my scopings, and for members a way to start one.

    `others` are scopings of mine that are not among these; a button shows them all.
    """
    open_ones = [Findings(scoping) for scoping in scopings if not scoping.ending or scoping.open_conditions]
    mine = [group for findings in open_ones for group in _items(findings, person, workspace_url, several=True)]
    promised = [group for findings in open_ones for group in _promises(findings, person, several=True)]
    blocks: list[Block] = [
        rich("home", items=any(_waits(findings, person) for findings in open_ones), rings=may_start),
        *_first(mine, MOST_ITEMS, "more.others"),
        *_first(promised, MOST_PROMISED, "more.others"),
        DividerBlock(),
    ]
    rows = [
        {"title": scoping.title, "stage": standing(Findings(scoping)), "link": _card(scoping, workspace_url)}
        for scoping in scopings
    ]
    more = max(0, len(rows) - MOST_SCOPINGS) + others
    blocks.append(rich("home_scopings", rows=rows[:MOST_SCOPINGS], more=more, may_start=may_start))
    start = button("start", "starting:start", Handle(), style="primary") if may_start else None
    blocks += actions(start, button("all_scopings", "reminded:all", Handle()) if more else None)
    return View(type="home", blocks=blocks, callback_id="home")


def every_scoping(summaries: Sequence[Summary], workspace_url: str) -> View:
    """The window with all the scopings somebody is in, the open ones first."""
    ordered = sorted(summaries, key=lambda summary: summary.ended)
    rows = [row(summary, workspace_url) for summary in ordered[:MOST_ROWS]]
    left = len(ordered) - len(rows)
    more = sentence("more.in_channels", count=left) if left else ""
    return modal("notice", sentence("modal.all_scopings"), [rich("list", rows=rows, more=more)], submit=None)


def _first(groups: Sequence[Group], most: int, more: str) -> list[Block]:
    """As many groups as there is room for, and how many there are beside them."""
    shown = [block for group in groups[:most] for block in group]
    left = len(groups) - most
    return [*shown, rich("and_more", text=sentence(more, count=left))] if left > 0 else shown


def _waits(findings: Findings, person: str) -> bool:
    return bool(_mine(findings, person) or _promised(findings, person))


def _mine(findings: Findings, person: str) -> list[str]:
    items = [key for key, _ in tasks.owed_items(findings) if person in turns.debtors(findings.record, key)]
    return [*items, *_conditions(findings, person)]


def _conditions(findings: Findings, person: str) -> list[str]:
    """What somebody is to find out by a day, as reminders name it; also after the ending."""
    return [reminders.CONDITION + one.id for one in to_find_out.owed(findings) if one.id and one.owner == person]


def _items(findings: Findings, person: str, workspace_url: str, *, several: bool) -> list[Group]:
    record = findings.record
    groups: list[Group] = []
    for key in _mine(findings, person):
        ask, address = asked(findings, key, person), Ours(link(record, key, workspace_url))
        words = {"title": record.title, "several": several, "unblocks": 0, "due": _due(record, key, person)}
        group: Group = [rich("reminder_line", ask=ask, link=address, **words)]
        if not record.parked:
            row = actions(what_to_press(findings, key, person), _another_day(record, key))
            group += named(row, ask)
        groups.append(group)
    return groups


def _promises(findings: Findings, person: str, *, several: bool) -> list[Group]:
    return [
        [rich("promised", what=one.what, by=one.by, title=findings.record.title, several=several)]
        for one in _promised(findings, person)
    ]


def _promised(findings: Findings, person: str) -> list[ToFindOut]:
    """What somebody said they would know by a day, where nothing is called for yet."""
    owed = set(_mine(findings, person))
    return [
        one
        for one in to_find_out.owed(findings)
        if not one.id and one.owner == person and turns.task_key(findings.record, one.question) not in owed
    ]


def _due(record: Record, key: str, person: str) -> str:
    """By when, or since when, somebody owes something."""
    if key.startswith(reminders.CONDITION):
        by = next(one.due for one in record.conditions if one.id == key.removeprefix(reminders.CONDITION))
        return sentence("card.by", day=day(by))
    return due(record, record.items[key], person)


def _of_others(findings: Findings, person: str) -> list[Group]:
    """For the director: what others are to find out, to say how it came out."""
    record = findings.record
    if person not in (record.director, record.delegate):
        return []
    groups: list[Group] = []
    for one in [one for one in to_find_out.owed(findings) if one.id and one.owner != person]:
        handle = Handle(record.id, reminders.CONDITION + one.id)
        line = rich("of_others", who=one.who, what=one.what, by=one.by)
        groups.append([line, *named(actions(button("condition_done", "reminded:done", handle)), one.what)])
    return groups


def _another_day(record: Record, key: str) -> ButtonElement | None:
    """For what is to be found out by a day: another one."""
    condition = key.startswith(reminders.CONDITION)
    return button("promise", "reminded:promise", Handle(record.id, key)) if condition else None


def _early(findings: Findings, person: str) -> list[Block]:
    """For the examiner: answers that are there already, before the rest of their stage is."""
    record = findings.record
    key = tasks.EXAMINE + record.stage
    item = record.items.get(key)
    called = item is not None and item.open_call is not None
    if record.rests or called or person != record.examiner or not tasks.open_questions(findings, key):
        return []
    count = len(tasks.open_questions(findings, key))
    return [
        rich("early", count=count),
        *actions(button("examine", "deciding:examine", Handle(record.id, key), count=count)),
    ]


def _card(record: Record, workspace_url: str) -> str:
    return Ours(link(record, "", workspace_url)) if "card" in record.shown else ""
