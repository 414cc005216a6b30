"""What is open, for one person: their own first, each with its button; then what waits on others. Also the Home tab."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.screens.blocks.parts import actions, button
from bot.screens.messages.card import standing, waiting
from bot.screens.messages.notices import asked, link, what_to_press
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.words.rich_text import Ours
from bot.words.sentences import rich, sentence
from dialogs.record.record import Record

MOST_SCOPINGS, MOST_ITEMS = 10, 20


def view(scoping: Record, person: str, workspace_url: str) -> View:
    """The modal behind *Open questions*."""
    blocks = [rich("home", items=bool(_mine(scoping, person))), *_items(scoping, person, workspace_url, several=False)]
    blocks.append(rich("status", title=scoping.title, standing=standing(scoping), waiting=list(waiting(scoping))))
    return modal("notice", sentence("modal.open_questions"), blocks, submit=None)


def home(scopings: Sequence[Record], person: str, workspace_url: str, *, may_start: bool = True) -> View:
    """The Home tab: my open items and my scopings, and for members a way to start one."""
    open_ones = [scoping for scoping in scopings if not scoping.ending]
    blocks: list[Block] = [rich("home", items=any(_mine(scoping, person) for scoping in open_ones))]
    for scoping in open_ones:
        blocks += _items(scoping, person, workspace_url, several=True)
    blocks = blocks[: MOST_ITEMS * 2 + 1]
    rows = [
        {"title": scoping.title, "stage": standing(scoping), "link": _card(scoping, workspace_url)}
        for scoping in scopings
    ]
    more = max(0, len(rows) - MOST_SCOPINGS)
    blocks.append(rich("home_scopings", rows=rows[:MOST_SCOPINGS], more=more, may_start=may_start))
    if may_start:
        blocks += actions(button("start", "starting:start", Handle(), style="primary"))
    return View(type="home", blocks=blocks, callback_id="home")


def _mine(scoping: Record, person: str) -> list[str]:
    return [key for key, _ in scoping.owed_items() if person in scoping.debtors(key)]


def _items(scoping: Record, person: str, workspace_url: str, *, several: bool) -> list[Block]:
    blocks: list[Block] = []
    for key in _mine(scoping, person)[:MOST_ITEMS]:
        words = {"ask": asked(scoping, key), "title": scoping.title, "several": several, "unblocks": 0}
        blocks.append(rich("reminder_line", link=Ours(link(scoping, key, workspace_url)), **words))
        if not scoping.parked:
            blocks += actions(what_to_press(scoping, key))
    return blocks


def _card(scoping: Record, workspace_url: str) -> str:
    return Ours(link(scoping, "", workspace_url)) if "card" in scoping.shown else ""
