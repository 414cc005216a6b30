"""Who may do what, over the wire: each entry point for each sort of person."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from functools import cache
from typing import Any

import pytest

from bot.slack.handles import Handle
from dialogs.answers.unknowns import Ignorance
from dialogs.findings import Findings
from dialogs.flow.promises import Promise
from dialogs.flow.tasks import to_examine
from dialogs.record.parts import Standing
from dialogs.scoping.scoping import Scoping
from practice.slack.server import Practice
from practice.slack.wire.deliveries import Answer
from practice.slack.workspace import Posted
from tests.bot.listeners.forging import (
    ANA,
    BOT,
    DEE,
    IVO,
    KIM,
    LEA,
    MIA,
    ROB,
    SAM,
    TOM,
    Wire,
    asking,
    copy_of,
    is_a_sentence,
    wired,
)
from tests.conftest import Running
from tests.play import GOOD, MONDAY, accept_all, answer, answer_stage, person

WHO = {
    "initiator": ANA,
    "director": IVO,
    "delegate": LEA,
    "team": MIA,
    "in the channel": TOM,
    "not in the channel": KIM,
    "guest": ROB,
    "stranger": SAM,
    "deactivated": DEE,
    "bot": BOT,
}
TEAM_ACTS, LEADS = {"initiator", "team"}, {"initiator", "director"}
EXAMINERS = {"director", "delegate"}
ANYBODY = TEAM_ACTS | EXAMINERS
READERS = set(WHO) - {"stranger"}
MEMBERS = ANYBODY | {"in the channel", "not in the channel", "deactivated"}
"""Whoever does something is here, so that "deactivated" is only what Slack says of the account."""
LATER = "2026-03-06"
UNMEASURED = Ignorance.NOT_MEASURED


# ---- scopings in every state that an entry point needs


def challenged() -> Scoping:
    scoping = asking()
    answer(scoping, "exam.1", by=ANA, problem="Increase revenue with AI.")
    return scoping


def answered() -> Scoping:
    scoping = asking()
    answer(scoping, "exam.1", by=ANA)
    return scoping


def examining() -> Scoping:
    scoping = asking()
    answer_stage(scoping, by=ANA)
    return scoping


@cache
def at(stage: str) -> Callable[[], Scoping]:
    def reached() -> Scoping:
        scoping = asking()
        while scoping.stage != stage:
            before = scoping.stage
            answer_stage(scoping, by=ANA)
            if scoping.stage == before and scoping.catalog.stages[before].examined:
                accept_all(scoping, by=IVO)
        return scoping

    return reached


def unsure() -> Scoping:
    """The exam answered, but for the state of the data."""
    scoping = asking()
    for number in range(1, 7):
        answer(scoping, f"exam.{number}", by=ANA)
    scoping.answer({"exam.7": {}}, ANA, MONDAY, unknown={"exam.7": dict.fromkeys(GOOD["exam.7"], UNMEASURED)})
    return scoping


def on_condition() -> Scoping:
    scoping = unsure()
    waiting = to_examine(Findings(scoping), "exam")
    scoping.judge(waiting, {}, IVO, MONDAY, conditions={"exam.7": Promise(ANA, date(2026, 3, 12))})
    return scoping


def at_the_fork() -> Scoping:
    scoping = at("mlops")()
    values = {field: value for field, value in GOOD["mlops.1"].items() if field != "retraining"}
    unknown = {"mlops.1": {"retraining": Ignorance.NOT_KNOWN}}
    scoping.answer({"mlops.1": {**values, "requests": 400.0}}, ANA, MONDAY, unknown=unknown)
    return scoping


def parked() -> Scoping:
    scoping = asking()
    scoping.park(ANA, MONDAY)
    return scoping


def ended() -> Scoping:
    scoping = asking()
    scoping.cancel("No budget.", ANA, MONDAY)
    return scoping


def left_by_its_director() -> Scoping:
    scoping = asking()
    scoping.admit([person(IVO, Standing.GONE)], MONDAY)
    return scoping


# ---- the table: entry point, state, who may


Does = Callable[[Wire, str, Scoping, Posted], Awaitable[Answer]]


def press(verb: str, item: str = "exam.1") -> Does:
    return lambda wire, who, scoping, card: wire.press(who, card, verb, Handle(scoping.id, item))


def option(menu: str, verb: str, item: str = "exam.1") -> Does:
    return lambda wire, who, scoping, card: wire.press(who, card, f"{menu}:menu", f"{verb}|{Handle(scoping.id, item)}")


def send(callback: str, item: str = "exam.1", **typed: Any) -> Does:
    entries = {block.replace("__", "."): value for block, value in typed.items()}
    return lambda wire, who, scoping, card: wire.submit(who, callback, Handle(scoping.id, item, "99"), entries)


def word(text: str) -> Does:
    return lambda wire, who, scoping, card: wire.command(who, text, scoping.channel)


def picked(text: str) -> Does:
    return lambda wire, who, scoping, card: wire.press(who, card, "starting:pick", Handle(scoping.id, text))


def in_thread(text: str) -> Does:
    return lambda wire, who, scoping, card: wire.mention(who, text, card)


START = {"title": "A title", "idea": "An idea.", "director": IVO, "team": [MIA]}
GOOD_PROBLEM = "Customers leave: 12% of 40,000 a year, EUR 1.2M, finance counted it."
TABLE: dict[str, tuple[Does, Callable[[], Scoping], set[str]]] = {
    "Answer": (press("answering:answer"), asking, TEAM_ACTS),
    "Revise": (option("answering", "revise"), answered, TEAM_ACTS),
    "Answer with a reply": (press("answering:reply"), asking, TEAM_ACTS),
    "Take the edit over": (press("answering:edited"), answered, TEAM_ACTS),
    "It still holds": (press("answering:confirm"), answered, TEAM_ACTS),
    "All still hold": (press("answering:confirm_all"), answered, TEAM_ACTS),
    "Leave it": (press("answering:waive"), challenged, TEAM_ACTS),
    "Not applicable": (option("answering", "skip", "exam.3"), asking, TEAM_ACTS),
    "Don't know": (option("answering", "unknown"), asking, TEAM_ACTS),
    "Assign": (option("answering", "assign"), asking, LEADS),
    "Evidence": (option("answering", "grade"), answered, ANYBODY),
    "Take": (press("answering:take", "readiness"), at("readiness"), TEAM_ACTS),
    "Record": (lambda wire, who, scoping, card: wire.shortcut(who, card), asking, TEAM_ACTS),
    "Examine": (press("deciding:examine", "examine:exam"), examining, EXAMINERS),
    "Sign": (press("deciding:sign", "sign"), at("report"), EXAMINERS),
    "Return": (option("deciding", "give_back", "sign"), at("report"), EXAMINERS),
    "Reject": (option("deciding", "reject", "sign"), at("report"), EXAMINERS),
    "Not yet": (press("deciding:not_yet", "examine:exam"), unsure, EXAMINERS),
    "Not yet on the card": (option("steering", "not_yet", ""), unsure, EXAMINERS),
    "Go on as if": (press("deciding:assume", "assume:mlops"), at_the_fork, EXAMINERS),
    "It is done": (press("reminded:done", "condition:1"), on_condition, EXAMINERS | {"initiator"}),
    "Another day": (press("reminded:promise", "condition:1"), on_condition, EXAMINERS | {"initiator"}),
    "Disagree": (press("deciding:disagree", "mlops"), at("case"), ANYBODY),
    "The reasoning": (press("deciding:reasoning", "mlops"), at("case"), READERS),
    "Open questions": (press("steering:open", ""), asking, READERS),
    "Report so far": (press("steering:report", ""), asking, READERS),
    "Share": (press("steering:share", ""), asking, ANYBODY),
    "Park": (option("steering", "park", ""), asking, LEADS),
    "Resume": (option("steering", "resume", ""), parked, LEADS),
    "Reopen": (option("steering", "reopen", ""), ended, LEADS),
    "Settings": (option("steering", "settings", ""), asking, LEADS),
    "Delegate": (option("steering", "delegate", ""), asking, {"director"}),
    "Another director": (option("steering", "delegate", ""), left_by_its_director, LEADS),
    "Detail": (option("steering", "detail", ""), asking, ANYBODY),
    "Cancel": (option("steering", "cancel", ""), asking, LEADS),
    "Promise": (press("reminded:promise"), asking, {"initiator"}),
    "Snooze": (press("reminded:snooze"), asking, {"initiator"}),
    "Start": (press("starting:start", ""), asking, MEMBERS),
    "the answer": (send("answering.answer", exam__1__problem=GOOD_PROBLEM), asking, TEAM_ACTS),
    "the better answer": (send("answering.better", exam__1__problem=GOOD_PROBLEM), asking, TEAM_ACTS),
    "the day": (send("answering.unknown", until=LATER), asking, TEAM_ACTS),
    "the reason to skip": (send("answering.skip", "exam.3", reason="Because."), asking, TEAM_ACTS),
    "the reason to leave it": (send("answering.waive", reason="Because."), challenged, TEAM_ACTS),
    "the new owner": (send("answering.assign", to=MIA), asking, LEADS),
    "the evidence": (send("answering.grade", grade="measured"), answered, ANYBODY),
    "the lines": (send("answering.take", "readiness", lines=["change.1"]), at("readiness"), TEAM_ACTS),
    "the recorded reply": (send("answering.record", question="exam.1", text="It costs."), asking, TEAM_ACTS),
    "the judgement": (send("deciding.examine", "examine:exam", all=["all"]), examining, EXAMINERS),
    "the return": (send("deciding.give_back", "sign", question="exam.1", reason="No."), at("report"), EXAMINERS),
    "the rejection": (send("deciding.reject", "sign", reason="No."), at("report"), EXAMINERS),
    "the ending for now": (send("deciding.not_yet", "examine:exam"), unsure, EXAMINERS),
    "the working assumption": (send("deciding.assume", "assume:mlops", taken="rarely"), at_the_fork, EXAMINERS),
    "the outcome": (send("reminded.done", "condition:1", outcome="met"), on_condition, EXAMINERS | {"initiator"}),
    "the other day": (send("reminded.promise", "condition:1", until=LATER), on_condition, EXAMINERS | {"initiator"}),
    "the objection": (send("deciding.disagree", "mlops", reason="No."), at("case"), ANYBODY),
    "the cancellation": (send("steering.cancel", "", reason="No."), asking, LEADS),
    "the detail": (send("steering.detail", "", reason="More."), asking, ANYBODY),
    "the delegate": (send("steering.delegate", "", delegate=TOM), asking, {"director"}),
    "the new director": (send("steering.delegate", "", delegate=TOM), left_by_its_director, LEADS),
    "the hours": (send("steering.settings", "", days=["0"], start="10", end="16"), asking, LEADS),
    "the promise": (send("reminded.promise", until=LATER), asking, {"initiator"}),
    "the joining": (send("joining.join"), asking, MEMBERS - {"not in the channel"}),
    "the start": (
        lambda wire, who, scoping, card: wire.submit(who, "starting.start", scoping.channel, START),
        asking,
        MEMBERS,
    ),
    **{f"/scope {text}": (word(text), asking, READERS) for text in ("status", "report")},
    **{f"/scope {text}": (word(text), asking, LEADS) for text in ("remind", "park", "cancel")},
    "/scope resume": (word("resume"), parked, LEADS),
    "/scope new": (word("new"), asking, MEMBERS),
    **{f"{text} picked": (picked(text), asking, LEADS) for text in ("remind", "park", "cancel")},
    **{f"@scopebot {text}": (in_thread(text), asking, LEADS) for text in ("remind", "park")},
}
REFUSED = r"^Only |can take part|can start a scoping|deactivated|belongs to another|its own people"


@pytest.fixture
async def wire(practice: Practice, bot: Running) -> AsyncIterator[Wire]:
    async with wired(practice, bot) as wire:
        yield wire


@pytest.mark.parametrize("entry", TABLE)
async def test_each_entry_point_is_for_its_people_and_no_other(entry: str, wire: Wire) -> None:
    does, state, allowed = TABLE[entry]
    wrong = []
    for role, who in WHO.items():
        scoping, card = await wire.keeps(copy_of(state))
        wire.forgets(who)
        before, many = await wire.dump(scoping), len(await wire.bot.store.find())

        await does(wire, who, scoping, card)
        await wire.bot.application.context.settled()

        changed = await wire.dump(scoping) != before or len(await wire.bot.store.find()) != many
        done, told = changed or wire.can_enter(who), wire.told(who)
        if role in allowed and not (done or told):
            wrong.append(f"{role}: nothing came of it")
        if role in allowed and any(re.search(REFUSED, said) for said in told):
            wrong.append(f"{role}: was refused with {told}")
        if role not in allowed and (done or not all(map(is_a_sentence, told)) or not (told or _is_deaf(entry, role))):
            wrong.append(f"{role}: changed={changed}, told {told}")

    assert wrong == []


def _is_deaf(entry: str, role: str) -> bool:
    """Bots are not talked to, and whoever is not in a channel cannot have written there."""
    return entry.startswith("@") and role in ("bot", "not in the channel")
