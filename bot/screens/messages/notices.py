"""What is said to one person: reminders, private sentences, lists, help."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement

from bot.screens.blocks.inputs import MOST_OPTIONS
from bot.screens.blocks.message import EVENT_TYPE
from bot.screens.blocks.parts import actions, button, choice, named
from bot.screens.messages import pulse
from bot.screens.messages.card import KEY as CARD
from bot.screens.messages.card import found_out_later, standing, waiting, what
from bot.slack.errors import known, reason_of_file
from bot.slack.handles import Handle
from bot.store.summary import Summary
from bot.telling import to_find_out
from bot.words.figures import day, inline, listed, upper_first
from bot.words.rich_text import Ours, fallback
from bot.words.sentences import plain, rich, sentence
from dialogs import working_hours
from dialogs.findings import Findings
from dialogs.flow import reminders, tasks
from dialogs.flow.objecting import OBJECT
from dialogs.flow.pulse import PULSE
from dialogs.flow.reminders import CONDITION, became
from dialogs.flow.tasks import ASSUME, EXAMINE, SIGN
from dialogs.record.parts import Condition
from dialogs.record.record import Record
from dialogs.scoping import permissions

NOON = 12
MOST_REMINDED, MOST_LISTED, MOST_WAITING = 15, 20, 30
MOST_PICKED = 10
"""Scopings with a button each; the others stand in a menu."""
WORDS = ("new", "list", "status", "report", "remind", "audit", "park", "resume", "cancel", "help")


def link(record: Record, key: str, workspace_url: str) -> str:
    """The address of an item's message in its thread; of the card where it has none yet."""
    item = record.items.get(key)
    names = [f"turn:{key}:{call.n}" for call in reversed(item.calls)] if item else []
    found = next((record.shown[name].ts for name in [*names, CARD] if name in record.shown), "")
    thread = record.shown["thread"].ts if "thread" in record.shown else ""
    address = f"{workspace_url}archives/{record.channel}/p{found.replace('.', '')}"
    return f"{address}?thread_ts={thread}&cid={record.channel}" if found != thread else address


def reminder(
    person: str, owed: Mapping[str, tuple[Record, Sequence[str]]], key: str, now: datetime, workspace_url: str
) -> dict[str, Any]:
    """One direct message for all that is due: the question, a link, Answer, and two ways to put it off.

    What is not theirs to do any more (`now` is when they were reminded) says so, and has no buttons.
    """
    found = {id: Findings(record) for id, (record, _) in owed.items()}
    every = [
        (found[id], item, became(found[id], item, person, now))
        for id, (record, items) in owed.items()
        for item in items
        if _is_there(record, item)
    ]
    first, several = next(iter(found.values())).record, len(found) > 1
    count = sum(not over for _, _, over in every)
    hour = now.astimezone(working_hours.zone(first.tz(person))).hour
    head = {
        "greeting": sentence("greeting.morning" if hour < NOON else "greeting.afternoon"),
        "name": first.name(person),
        "count": count,
        "things": any(item.startswith(EXAMINE) for _, item, over in every if not over),
        "scopings": len(found),
        "title": first.title,
    }
    blocks: list[Block] = [rich("reminder", **head)]
    for findings, item, over in every[:MOST_REMINDED]:
        line = _over_line if over else _owed_line
        blocks += line(findings, item, person, workspace_url, several=several, over=over)
    if more := len(every[MOST_REMINDED:]):
        blocks.append(rich("and_more", text=sentence("more.at_home", count=more)))
    titles = listed([findings.record.title for findings in found.values()])
    text = sentence("notify.reminder", name=head["name"], count=count, things=head["things"], title=titles)
    return {
        "text": fallback(text),
        "blocks": [block.to_dict() for block in blocks],
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": key}},
        "unfurl_links": False,
    }


def _is_there(record: Record, item: str) -> bool:
    """Whether there is such a thing still: another word about a condition takes its place."""
    return not item.startswith(CONDITION) or any(CONDITION + one.id == item for one in record.conditions)


def _over_line(
    findings: Findings, item: str, person: str, workspace_url: str, *, several: bool, over: str
) -> list[Block]:
    record = findings.record
    answered = over == "done" and (item in record.catalog.questions or item in record.catalog.forms)
    words = {
        "ask": _what_it_was(findings, item, person),
        "title": record.title,
        "several": several,
        "became": over,
        "said": sentence("reminded.answered" if answered else f"reminded.{over}"),
    }
    return [rich("reminder_over", link=Ours(link(record, item, workspace_url)), **words)]


def _what_it_was(findings: Findings, item: str, person: str) -> str:
    """What somebody owed, now that nothing of it is left to count."""
    if item.startswith(OBJECT):
        return sentence("reminded.objection")
    if item.startswith(EXAMINE):
        stage = findings.record.catalog.stages[item.removeprefix(EXAMINE)]
        return sentence("reminded.examine", stage=stage.title)
    return asked(findings, item, person)


def _owed_line(
    findings: Findings, item: str, person: str, workspace_url: str, *, several: bool, over: str = ""
) -> list[Block]:
    record = findings.record
    line = rich(
        "reminder_line",
        ask=asked(findings, item, person),
        title=record.title,
        several=several,
        due="",
        unblocks=record.catalog.waiting_on(tasks.open_questions(findings, item)),
        link=Ours(link(record, item, workspace_url)),
    )
    handle = Handle(record.id, item)
    later = button("promise", "reminded:promise", handle)
    snooze = None if item.startswith(CONDITION) else button("snooze", "reminded:snooze", handle)
    return [line, *named(actions(what_to_press(findings, item, person), later, snooze), asked(findings, item, person))]


def what_to_press(findings: Findings, item: str, person: str) -> ButtonElement:
    """The button that settles an item: Answer, Accept or send back, the pulse's, or the report to sign."""
    record = findings.record
    handle = Handle(record.id, item)
    if item.startswith(CONDITION):
        return _condition_press(record, handle, person)
    if item == PULSE:
        return pulse.press(record)
    if item.startswith(ASSUME):
        return button("assume", "deciding:assume", handle, style="primary")
    if item == SIGN:
        return button("full_report", "steering:report", handle)
    if item.startswith(OBJECT):
        return button("meet", "answering:meet", handle, style="primary")
    if item.startswith(EXAMINE):
        count = len(tasks.open_questions(findings, item))
        return button("examine", "deciding:examine", handle, style="primary", count=count)
    return button("answer", "answering:answer", handle, style="primary")


def _condition_press(record: Record, handle: Handle, person: str) -> ButtonElement:
    """What is to be found out goes into its answer; where there is none to give, or it has ended, how it came out."""
    condition = _condition(record, handle.item.removeprefix(CONDITION))
    if condition.text or record.rests or person != condition.owner or not permissions.may(record, "answer", person):
        return button("condition_done", "reminded:done", handle, style="primary")
    return button("answer", "answering:revise", Handle(record.id, condition.about), style="primary")


def _condition(record: Record, id: str) -> Condition:
    return next(one for one in record.conditions if one.id == id)


def asked(findings: Findings, key: str, person: str) -> str:
    """What somebody owes, as a question."""
    record = findings.record
    if key.startswith(CONDITION):
        return _condition_asked(findings, key.removeprefix(CONDITION), person)
    if key in record.catalog.questions:
        return record.catalog.questions[key].ask
    return upper_first(what(findings, key))


def _condition_asked(findings: Findings, id: str, person: str) -> str:
    """What is to be found out, or seen to; to the director, that nobody has said how it came out."""
    condition = _condition(findings.record, id)
    told = to_find_out.condition_told(findings, condition)
    if person != condition.owner:
        return sentence("condition.overdue", what=told.what, name=told.who, day=day(condition.due))
    return sentence("condition.seen_to" if condition.text else "condition.owed", what=told.what)


def trouble(record: Record, error: str, about: str = "") -> dict[str, Any]:
    """Directly to the initiator: what Slack refuses, that everything is kept, and what to do.

    `about` is the person it concerns, where it concerns one.
    """
    said = {"title": record.title, "error": error, "name": record.name(about) if about else ""}
    reason = "person" if about else known(error).reason or "unknown"
    text = sentence(f"trouble.{reason}", **said)
    return said_privately(text)


def leaving(record: Record, on: date) -> dict[str, Any]:
    """Directly: on which day a record goes, where its thread could not say it."""
    text = sentence("notify.leaves_unsaid", title=record.title, day=on, id=record.id)
    return said_privately(text)


def no_files(record: Record, error: str, key: str) -> dict[str, Any]:
    """A line in the thread: why it gets no files (no `error`: they can't be uploaded just now), and what to do."""
    why = sentence(f"files.{reason_of_file(error)}", error=error) if error else sentence("files.away")
    text = f"{why} {sentence('files.instead', id=record.id)}"
    return said_privately(text) | {
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": f"{record.id}/{key}"}}
    }


def said_privately(text: str) -> dict[str, Any]:
    """One sentence for one person."""
    return {"text": fallback(text), "blocks": [rich("notice", text=text).to_dict()]}


def late(findings: Findings, person: str, said: str, workspace_url: str) -> dict[str, Any]:
    """Why a press came too late, with a link to what is somebody's now; to the card, where nothing is."""
    owed = [one for one in reminders.owed_by(findings, person) if not _is_anothers(findings.record, one.item, person)]
    mine = min(owed, key=lambda one: one.due_at).item if owed else ""
    words = {
        "said": said,
        "ask": asked(findings, mine, person) if mine else "",
        "link": Ours(link(findings.record, mine, workspace_url)),
    }
    return {"text": fallback(said), "blocks": [rich("late", **words).to_dict()]}


def _is_anothers(record: Record, item: str, person: str) -> bool:
    """Whether it is a condition that somebody else sees to; whether its day has come is for a reminder to say."""
    return item.startswith(CONDITION) and _condition(record, item.removeprefix(CONDITION)).owner != person


def help_words(unknown: str = "", *, in_thread: bool = False) -> dict[str, Any]:
    """What scopebot understands where somebody is; after an unknown word, with the nearest one."""
    nearest = next(iter(get_close_matches(unknown.lower(), WORDS, n=1)), "")
    meant = f"{'@scopebot' if in_thread else '/scope'} {nearest}" if nearest else ""
    word = sentence("told.unknown_word", word=unknown, nearest=meant) if unknown else ""
    said = {"word": word, "in_thread": in_thread}
    return {"text": fallback(plain("help", **said)), "blocks": [rich("help", **said).to_dict()]}


def scopings_listed(summaries: Sequence[Summary], workspace_url: str, page: int = 1) -> dict[str, Any]:
    """The scopings of a channel, the open ones first; a page of them (from 1 on; the last for a number past it)."""
    ordered = sorted(summaries, key=lambda summary: summary.ended)
    pages = max(1, -(-len(ordered) // MOST_LISTED))
    page = min(max(1, page), pages)
    rows = [row(summary, workspace_url) for summary in ordered[(page - 1) * MOST_LISTED : page * MOST_LISTED]]
    left = len(ordered) - page * MOST_LISTED
    more = sentence("more.rows", count=left, page=page + 1) if left > 0 else ""
    said = {"rows": rows, "more": more}
    return {"text": fallback(plain("list", **said)), "blocks": [rich("list", **said).to_dict()]}


def row(summary: Summary, workspace_url: str) -> dict[str, str]:
    """A scoping in a list: its title, how it stands, its thread, and its id, for `scopebot export`."""
    link = _card_link(summary, workspace_url)
    return {"title": summary.title, "stage": _stage_words(summary), "link": link, "id": summary.id}


def _stage_words(summary: Summary) -> str:
    return sentence(f"listed.{summary.decision or summary.stage}") if summary.ended else inline(summary.stage_title)


def _card_link(summary: Summary, workspace_url: str) -> str:
    if not summary.thread_ts:
        return ""
    return Ours(f"{workspace_url}archives/{summary.channel}/p{summary.thread_ts.replace('.', '')}")


def status(findings: Findings) -> dict[str, Any]:
    """How far it is, what waits on whom, and what somebody finds out by a day."""
    words = status_words(findings)
    return {"text": fallback(plain("status", **words)), "blocks": [rich("status", **words).to_dict()]}


def status_words(findings: Findings) -> dict[str, Any]:
    """What the template of a status takes."""
    words: dict[str, Any] = {"title": findings.record.title, "standing": standing(findings)}
    on_whom, owed = list(waiting(findings)), found_out_later(findings)
    more = len(on_whom[MOST_WAITING:]) + len(owed[MOST_WAITING:])
    words |= {"waiting": on_whom[:MOST_WAITING], "owed": owed[:MOST_WAITING]}
    return words | {"more": sentence("more.waiting", count=more) if more else ""}


def pick(summaries: Sequence[Summary], word: str) -> dict[str, Any]:
    """Which of several scopings a command means."""
    text = sentence("told.pick")
    blocks: list[Block] = [rich("notice", text=text)]
    for summary in summaries[:MOST_PICKED]:
        blocks.append(rich("notice", text=summary.title))
        blocks += named(actions(button("pick", "starting:pick", Handle(summary.id, word))), summary.title)
    others = {str(Handle(one.id, word)): one.title for one in summaries[MOST_PICKED:]}
    offered = dict(list(others.items())[:MOST_OPTIONS])
    if offered:
        blocks += actions(choice("starting:other", offered, "placeholder.another"))
    if more := len(others) - len(offered):
        blocks.append(rich("and_more", text=sentence("more.picks", count=more, word=word)))
    return {"text": fallback(text), "blocks": [block.to_dict() for block in blocks]}
