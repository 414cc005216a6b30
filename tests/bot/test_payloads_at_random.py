"""Everything Slack documents that it sends, bent at random and signed: nothing raises, and nothing wrong is kept."""

import copy
import hashlib
import hmac
import itertools
import json
import logging
from collections.abc import AsyncIterator, Callable
from random import Random
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.metrics import Metrics
from bot.serving.dispatching import dispatched
from bot.serving.health import Health
from bot.serving.http import HttpService
from bot.slack.calls import SlackTrouble
from bot.slack.handles import Handle
from dialogs.scoping.scoping import Scoping
from practice.slack.server import Practice
from practice.slack.wire import payloads
from practice.slack.workspace import OTHER_TEAM, SISTER_TEAM, TEAM, Posted
from tests.bot.listeners.forging import ANA, BOT, DEE, IVO, KIM, MIA, ROB, SAM, TOM, Wire, asking, copy_of, wired
from tests.conftest import EVERYTHING, PATIENT, Running

MANY = 5000 if EVERYTHING else 400
A_SCOPING_EVERY = 200
SEED = 20_260_302
SECRET, NOW = "the secret", 1_767_225_600
OURS, ELSEWHERE = "E0PRACTICE", "E0STRANGER"
PEOPLE = (ANA, IVO, MIA, TOM, KIM, ROB, SAM, DEE, BOT, "U0NOBODY", "USLACKBOT")
TEAMS = (TEAM, SISTER_TEAM, OTHER_TEAM, OURS, ELSEWHERE, "")
FORGED = ("thread_not_found", "missing_argument")
"""What Slack says of a thread or of a trigger that it did not give out itself."""
WORDS = ("", "new", "new Churn", "list", "status", "report", "remind", "park", "resume", "cancel", "help", "stauts")
PRESSES = (
    *(f"answering:{verb}" for verb in ("answer", "revise", "reply", "edited", "confirm", "waive", "assign", "menu")),
    *(f"deciding:{verb}" for verb in ("examine", "sign", "give_back", "reject", "reasoning", "menu")),
    *(f"steering:{verb}" for verb in ("open", "report", "share", "settings", "delegate", "menu")),
    *(f"reminded:{verb}" for verb in ("promise", "snooze", "done")),
    *("starting:start", "starting:pick", "pulsing:answer", "nobody:knows", "no verb"),
)
WINDOWS: dict[str, dict[str, Any]] = {
    "starting.start": {"title": "A title", "idea": "An idea.", "director": IVO, "team": [MIA], "track": "director"},
    "answering.answer": {"exam.1.problem": "Customers leave: 12% of 40,000 a year, finance counted it."},
    "answering.better": {"exam.1.problem": "Customers leave."},
    "answering.unknown": {"until": "2026-03-06"},
    "answering.assign": {"to": MIA},
    "answering.record": {"question": "exam.1", "text": "It costs."},
    "deciding.examine": {"all": ["all"]},
    "steering.detail": {"reason": "More."},
    "steering.settings": {"days": ["0"], "start": "10", "end": "16"},
    "steering.delegate": {"delegate": TOM},
    "reminded.promise": {"until": "2026-03-06"},
    "joining.join": {},
    "nobody.knows": {"a": "b"},
}
SUBTYPES = (
    "bot_message",
    "channel_join",
    "channel_topic",
    "file_share",
    "me_message",
    "thread_broadcast",
    "unheard_of",
)
OTHER_EVENTS = (
    *("channel_archive", "channel_unarchive", "channel_rename", "channel_deleted", "channel_shared", "group_archive"),
    *("app_uninstalled", "tokens_revoked", "reaction_added", "file_shared", "function_executed", "unheard_of"),
)


def nested(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


KEYS = (
    *("type", "subtype", "command", "actions", "action_id", "block_id", "callback_id", "view", "state", "blocks"),
    *("hash", "private_metadata", "container", "message", "previous_message", "item", "assistant_thread", "channel"),
    *("channel_id", "user", "user_id", "team", "team_id", "enterprise", "enterprise_id", "authorizations", "inputs"),
    *("event", "event_id", "text", "response_url", "response_urls", "trigger_id", "thread_ts", "ts", "function_data"),
    *("is_enterprise_install", "function_execution_id", "bot_id", "user_team", "app_installed_team_id", "profile"),
)
"""What Bolt or we look for somewhere: it may stand where it never does."""
ODD: tuple[Any, ...] = (
    *(None, None, None, 0, -1, 1.5, 10**30, True, "", [], {}, [None], [[]], {"id": None}, {"id": 7}, {"": ""}),
    *(10**400, -(10**4000), {"a": [{"b": None}]}, {"type": []}, [{"type": "input"}], [{"action_id": "deciding:menu"}]),
    *({"values": {"a": {"b": {"selected_options": [None, 1, {"value": 2}]}}}}, "\x00", "|||", "9" * 300, "2026-13-45"),
    *("\ud83d", "a\udc00b", "x" * 5000, nested(30), nested(80), "<!channel> <@U0NOBODY>", "T0NOWHERE", "../../x", "é"),
)


def spots(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a payload where something stands: what holds it, and by which key."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [spot for key, held in list(inner) for spot in ((value, key), *spots(held))]


class Slack:
    """Payloads as the practice Slack words them, and as Slack documents those that it has not."""

    def __init__(self, wire: Wire, chance: Random) -> None:
        self.wire, self.chance = wire, chance
        self.numbers = itertools.count()
        self.scoping: Scoping
        self.card: Posted

    async def begins(self) -> None:
        self.scoping, self.card = await self.wire.keeps(copy_of(asking))

    def kinds(self) -> list[tuple[str, Callable[[], dict[str, Any]]]]:
        events = (
            *(self.says, self.says, self.changes, self.deletes, self.mentions, self.mentions),
            *(self.moves, self.opens_home, self.changes_account, self.takes_new_id, self.happens),
        )
        clicks = (self.presses, self.presses, self.presses, self.presses_in_window)
        rest = (self.submits, self.submits, self.closes, self.records, self.suggests, self.is_of_old)
        return [
            *(("command", self.commands) for _ in range(3)),
            *(("interactive", make) for make in (*clicks, *rest)),
            *(("event", lambda make=make: self.wrapped(make())) for make in events),
            ("event", lambda: {"type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": 1}),
            ("event", lambda: {"type": "url_verification", "challenge": "c", "token": "t"}),
        ]

    def handle(self) -> str:
        item = self.chance.choice(("exam.1", "", "examine:exam", "condition:1", "exam.99", "../x"))
        return str(Handle(self.chance.choice((self.scoping.id, self.scoping.id, "V0NOBODY")), item))

    def member(self) -> Any:
        return self.wire.practice.workspace.members[self.chance.choice((ANA, ANA, IVO, MIA, TOM, KIM, ROB, SAM, DEE))]

    def commands(self) -> dict[str, Any]:
        where = self.wire.practice.workspace.channels[self.card.channel]
        return payloads.command(self.wire.site, self.member(), "/scope", self.chance.choice(WORDS), where)

    def presses(self) -> dict[str, Any]:
        return payloads.click_in_message(self.wire.site, self.member(), self.card, [self.action()])

    def presses_in_window(self) -> dict[str, Any]:
        who = self.member()
        view = self.wire.site.screens.open(who.id, self.window("answering.answer", {}))
        return payloads.click_in_view(self.wire.site, who, view, [self.action()])

    def action(self) -> dict[str, Any]:
        verb = self.chance.choice(PRESSES)
        action = {"action_id": verb, "block_id": "b", "action_ts": f"1.{next(self.numbers)}"}
        if verb.endswith("menu"):
            option = {"value": f"{self.chance.choice(('skip', 'park', 'cancel', 'grade'))}|{self.handle()}"}
            return action | {"type": "overflow", "selected_option": option}
        return action | {"type": "button", "value": self.handle()}

    def window(self, callback: str, typed: dict[str, Any]) -> dict[str, Any]:
        plain = {"type": "plain_text", "text": "x"}
        element = {"type": "plain_text_input", "action_id": "entry"}
        inputs = [{"type": "input", "block_id": block, "label": plain, "element": element} for block in typed]
        blocks = inputs or [{"type": "section", "block_id": "w", "text": plain}]
        metadata = self.card.channel if callback == "starting.start" else self.handle()
        shape = {"type": "modal", "callback_id": callback, "private_metadata": metadata, "blocks": blocks}
        return shape | {"title": plain, "submit": plain}

    def submits(self) -> dict[str, Any]:
        who, (callback, typed) = self.member(), self.chance.choice(list(WINDOWS.items()))
        view = self.wire.site.screens.open(who.id, self.window(callback, typed))
        payload = payloads.submission(self.wire.site, who, view)
        payload["view"]["state"]["values"] = {block: {"entry": state(value)} for block, value in typed.items()}
        self.wire.site.screens.close(view)
        return payload

    def closes(self) -> dict[str, Any]:
        who = self.member()
        view = self.wire.site.screens.open(who.id, self.window("answering.better", {}))
        self.wire.site.screens.close(view)
        return payloads.closing(self.wire.site, who, view, cleared=False)

    def records(self) -> dict[str, Any]:
        return payloads.shortcut(self.wire.site, self.member(), "record_answer", self.reply())

    def suggests(self) -> dict[str, Any]:
        return {"type": "block_suggestion", "action_id": "answering:to", "block_id": "b", "value": "An"} | self.acting()

    def is_of_old(self) -> dict[str, Any]:
        kind = self.chance.choice(("interactive_message", "dialog_submission", "workflow_step_edit", "shortcut"))
        return {"type": kind, "callback_id": "x", "actions": [{"name": "a", "type": "button"}]} | self.acting()

    def acting(self) -> dict[str, Any]:
        return {"user": {"id": ANA, "team_id": TEAM}, "team": {"id": TEAM}, "trigger_id": "1.2.3", "token": "t"}

    def wrapped(self, event: dict[str, Any]) -> dict[str, Any]:
        return {
            "token": "t",
            "team_id": TEAM,
            "context_team_id": TEAM,
            "context_enterprise_id": None,
            "api_app_id": "A1",
            "event": {"event_ts": "1700000000.000001"} | event,
            "type": "event_callback",
            "event_id": f"Ev{next(self.numbers)}",
            "event_time": NOW,
            "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": "U00SCOPEBOT", "is_bot": True}],
            "is_ext_shared_channel": True,
        }

    def reply(self) -> Posted:
        return self.wire.practice.workspace.post(self.card.channel, MIA, "It costs us a lot.", thread_ts=self.card.ts)

    def says(self) -> dict[str, Any]:
        said = {"type": "message", "user": self.member().id, "text": "We lose <https://x.example|12%> <@U0NOBODY>"}
        where = {"channel": self.card.channel, "channel_type": "channel", "ts": f"17.{next(self.numbers)}"}
        subtype = {"subtype": self.chance.choice(SUBTYPES)} if self.chance.random() < 0.4 else {}
        return said | where | {"team": TEAM, "blocks": [], "thread_ts": self.card.ts} | subtype

    def changes(self) -> dict[str, Any]:
        before = self.says()
        after = before | self.chance.choice(({"text": "12% a year"}, {"subtype": "tombstone"}, {"attachments": [{}]}))
        event = {"type": "message", "subtype": "message_changed", "hidden": True, "channel": self.card.channel}
        return event | {"ts": "18.1", "message": after, "previous_message": before}

    def deletes(self) -> dict[str, Any]:
        event = {"type": "message", "subtype": "message_deleted", "hidden": True, "channel": self.card.channel}
        return event | {"ts": "19.1", "deleted_ts": "17.1", "previous_message": self.says()}

    def mentions(self) -> dict[str, Any]:
        words = f"<@{self.wire.practice.workspace.bot.id}> {self.chance.choice(WORDS)}"
        return self.says() | {"type": "app_mention", "text": words, "user_team": self.chance.choice(TEAMS)}

    def moves(self) -> dict[str, Any]:
        kind = self.chance.choice(("member_joined_channel", "member_left_channel"))
        who = self.chance.choice((*PEOPLE, self.wire.practice.workspace.bot.id))
        return {"type": kind, "user": who, "channel": self.card.channel, "channel_type": "C", "team": TEAM}

    def opens_home(self) -> dict[str, Any]:
        return {"type": "app_home_opened", "user": self.member().id, "channel": "D1", "tab": "home", "view": None}

    def changes_account(self) -> dict[str, Any]:
        profile = {"display_name": "Ana", "real_name": "Ana", "team": TEAM}
        teams = {"id": ANA, "enterprise_id": OURS, "enterprise_name": "O", "teams": [TEAM]}
        user = {"id": self.member().id, "team_id": TEAM, "name": "ana", "deleted": False, "tz": "Europe/Madrid"}
        return {"type": "user_change", "user": user | {"profile": profile, "enterprise_user": teams}}

    def takes_new_id(self) -> dict[str, Any]:
        return {"type": "channel_id_changed", "old_channel_id": "C0OLD", "new_channel_id": "C0NEW"}

    def happens(self) -> dict[str, Any]:
        channel = self.chance.choice((self.card.channel, {"id": self.card.channel, "name": "x", "created": 1}))
        item = {"type": "message", "channel": self.card.channel, "ts": "1.1"}
        return {"type": self.chance.choice(OTHER_EVENTS), "channel": channel, "user": ANA, "item": item}

    def bent(self, payload: dict[str, Any]) -> dict[str, Any]:
        """A copy in which a few things are missing, null, of another type or somebody else's."""
        bent = copy.deepcopy(payload)
        for _ in range(self.chance.choice((0, 1, 1, 1, 2, 4, 8))):
            places = spots(bent)
            if places:
                self.bend(*self.chance.choice(places))
        if self.chance.random() < 0.15:
            bent |= {"team": None, "enterprise": {"id": self.chance.choice((OURS, ELSEWHERE))}}
            bent["is_enterprise_install"] = True
        return bent

    def bend(self, holder: Any, key: Any) -> None:
        how = self.chance.random()
        if isinstance(holder, dict) and self.chance.random() < 0.3:
            holder[self.chance.choice(KEYS)] = copy.deepcopy(self.chance.choice(ODD))
        elif how < 0.3:
            del holder[key]
        elif how < 0.75:
            holder[key] = copy.deepcopy(self.chance.choice(ODD))
        elif how < 0.85:
            holder[key] = self.chance.choice((*PEOPLE, *TEAMS))
        elif isinstance(holder[key], str):
            at = self.chance.randrange(len(holder[key]) + 1)
            holder[key] = holder[key][:at] + "\ud83d" + holder[key][at:]


def state(value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        return {"type": "checkboxes", "selected_options": [{"value": each} for each in value]}
    return {"type": "plain_text_input", "value": value}


def encoded(kind: str, payload: dict[str, Any]) -> tuple[bytes, str]:
    """As Slack encodes each kind; a lone half of a character is spelled as JSON spells it."""
    form = "application/x-www-form-urlencoded"
    if kind == "event":
        return json.dumps(payload).encode(), "application/json"
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}).encode(), form
    fields = {key: value if isinstance(value, str) else json.dumps(value) for key, value in payload.items()}
    return urlencode(fields, errors="surrogatepass").encode(), form


class Door:
    """Both ways in: a signed request, and what a socket's envelope holds."""

    def __init__(self, bot: Running, session: aiohttp.ClientSession, url: str) -> None:
        self.bot, self.session, self.url = bot, session, url

    async def takes(self, kind: str, payload: dict[str, Any], over_http: bool) -> int:
        if not over_http:
            return (await dispatched(self.bot.application.bolt, json.loads(json.dumps(payload)))).status
        body, content_type = encoded(kind, payload)
        mac = hmac.new(SECRET.encode(), b"v0:%d:" % NOW + body, hashlib.sha256).hexdigest()
        headers = {
            "X-Slack-Request-Timestamp": str(NOW),
            "X-Slack-Signature": f"v0={mac}",
            "Content-Type": content_type,
        }
        async with self.session.post(self.url, data=body, headers=headers) as answer:
            await answer.read()
            return answer.status


@pytest.fixture
async def door(bot: Running) -> AsyncIterator[Door]:
    metrics = Metrics()
    health = Health("http", metrics)
    service = HttpService(
        bot.application.bolt, SECRET, health, metrics, host="127.0.0.1", port=0, seconds=lambda: float(NOW)
    )
    await service.start()
    async with aiohttp.ClientSession() as session:
        yield Door(bot, session, f"http://127.0.0.1:{service.port}/slack/events")
    await service.stop(grace=0.1)


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with Practice.started(ack_seconds=PATIENT) as practice:
        practice.workspace.join_organisation()
        yield practice


async def test_nothing_that_slack_signs_raises_or_is_refused(
    practice: Practice, bot: Running, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    chance = Random(SEED)
    await bot.application.threads.stop()  # what is shown afterwards takes the most time, and is not in question here
    async with wired(practice, bot) as wire:
        slack, refused = Slack(wire, chance), []
        for number in range(MANY):
            if number % A_SCOPING_EVERY == 0:
                await slack.begins()
            kind, make = chance.choice(slack.kinds())
            payload = slack.bent(make())
            status = await door.takes(kind, payload, over_http=bool(number % 2))
            if status != 200:
                refused.append((number, status, json.dumps(payload)[:2000]))
        await bot.settled()

    ledger = practice.site.ledger
    ledger.violations = [found for found in ledger.violations if found.kind not in FORGED]
    assert refused == []
    assert [told for told in map(raised, caplog.records) if told] == []
    for summary in await bot.store.find():
        assert wrong_in(await bot.store.get(summary.id)) == []


def raised(record: logging.LogRecord) -> str:
    """What was logged of an exception; that Slack refuses a forged trigger or channel is none."""
    error = record.exc_info[1] if record.exc_info else None
    return "" if error is None or isinstance(error, SlackTrouble) else f"{record.getMessage()}: {error!r}"


def wrong_in(scoping: Scoping) -> list[str]:
    """What of a kept scoping should not be there."""
    kept = scoping.model_dump_json()  # raises at half a character
    authors = {entry.answer.author for entry in scoping.entries.values() if entry.answer}
    wrong = [f"an answer by {author}" for author in authors - set(scoping.everyone())]
    strangers = {id for id in scoping.everyone() if id in (SAM, ROB, BOT)}
    return wrong + [f"{id} takes part" for id in strangers] + ["half a character"] * ("\\ud" in kept)
