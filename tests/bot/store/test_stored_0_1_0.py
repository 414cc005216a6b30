"""What scopebot 0.1.0 stored is opened, shown, reported and carried on as it was then (stored_0_1_0/README.md)."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.report import html, markdown
from bot.screens.messages import conversation, notices, report
from bot.screens.modals import answering, open_questions
from bot.slack.handles import Handle
from bot.store.migrations import without_open_sums
from bot.store.tiny import TinyStore
from dialogs.findings import Findings
from dialogs.findings.readiness import tally
from dialogs.flow import turns
from dialogs.flow.tasks import open_questions as open_in
from dialogs.flow.tasks import owed_items, to_examine
from dialogs.record.parts import Pulse
from dialogs.report import build, published
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.readiness import Tally
from tests.html_reading import Html
from tests.reading import placeholders

HERE = Path(__file__).parent / "stored_0_1_0"
SCHEMA = Path(__file__).parents[3] / "docs" / "report.schema.json"
MANIFEST = json.loads((HERE / "manifest.json").read_text("utf-8"))
EVERY = list(MANIFEST["scopings"])
HALF_WAY = [id for id, told in MANIFEST["scopings"].items() if told["acts"]]
NOW = datetime.fromisoformat(MANIFEST["now"])
WORKSPACE = "https://practice.slack.example/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = Path(shutil.copytree(HERE / "data", tmp_path / "data"))
    copied.chmod(0o700)
    return copied


@pytest.fixture
def store(folder: Path) -> Iterator[TinyStore]:
    store = TinyStore(folder, clock=lambda: NOW)
    yield store
    store.close()


# ---- what is stored


async def test_everything_is_found_and_nothing_is_damaged(store: TinyStore) -> None:
    assert store.damaged == []
    assert {found.id: found.title for found in await store.find()} == {
        id: told["title"] for id, told in MANIFEST["scopings"].items()
    }


@pytest.mark.parametrize("id", EVERY)
async def test_a_scoping_is_saved_again_as_it_was_stored(store: TinyStore, folder: Path, id: str) -> None:
    """All but the deliveries, of which it knows only what Slack may still repeat, and the sums of an open pulse."""
    before = without_open_sums(stored(folder, id)) | {"deliveries": {}}
    async with store.edit(id, None) as scoping:
        scoping.title += "!"
    async with store.edit(id, None) as scoping:
        scoping.title = scoping.title.removesuffix("!")

    assert only_what_0_1_0_said(stored(folder, id), {**before, "version": before["version"] + 2, "schema_version": 2})


@pytest.mark.parametrize("id", EVERY)
async def test_a_scoping_keeps_the_words_it_was_begun_with(store: TinyStore, folder: Path, id: str) -> None:
    digest = MANIFEST["scopings"][id]["catalog"]

    assert (await store.get(id)).catalog_digest == digest
    assert (folder / "catalogs" / f"{digest}.json").read_bytes() == catalog_file(digest)


async def test_a_catalogue_of_a_teams_own_asks_in_its_own_words(store: TinyStore) -> None:
    (own,) = [id for id, told in MANIFEST["scopings"].items() if told["catalog"] != MANIFEST["shipped"]]
    scoping = await store.get(own)

    assert scoping.catalog.clash("metric_untied").second.blank
    assert scoping.catalog.clash("metric_untied").ask.startswith("Here are two numbers")
    assert "nobody has said what ties them" in json.dumps(screens(scoping)["messages"])


# ---- what is shown


@pytest.mark.parametrize("id", EVERY)
async def test_every_screen_is_the_one_on_file(store: TinyStore, id: str) -> None:
    shown, on_file = screens(await store.get(id)), json.loads(golden(id, "screens.json"))

    assert list(shown) == list(on_file)
    for part, screen in on_file.items():
        assert as_promised(shown[part]) == as_promised(screen), part


@pytest.mark.parametrize("id", EVERY)
async def test_nothing_is_left_to_be_filled_in(store: TinyStore, id: str) -> None:
    scoping = await store.get(id)
    report_of_it = json.loads(published.as_json(build(Findings(scoping))))

    assert placeholders([screens(scoping), markdown.render(Findings(scoping)), Html(page(scoping)).text]) == []
    assert placeholders(report_of_it) == []


@pytest.mark.parametrize("id", EVERY)
async def test_slack_has_nothing_to_be_told_of_a_thread_after_the_start(store: TinyStore, id: str) -> None:
    scoping = await store.get(id)
    told_anyway = {"card", *REWORDED}
    wanted = [message for message in conversation.messages(Findings(scoping)) if message.key not in told_anyway]

    assert {message.key: message.digest for message in wanted} == {
        message.key: scoping.shown[message.key].digest for message in wanted
    }


@pytest.mark.parametrize("id", EVERY)
async def test_every_action_is_one_0_1_0_listens_to(store: TinyStore, id: str) -> None:
    found = set(actions(screens(await store.get(id))))

    assert found
    assert found <= set(MANIFEST["actions"])


@pytest.mark.parametrize("id", EVERY)
async def test_the_report_says_all_that_the_one_on_file_says(store: TinyStore, id: str) -> None:
    """It is laid out in another way since; no word of anybody's and no figure is lost, and the export is the same."""
    scoping = await store.get(id)
    file, then = markdown.render(Findings(scoping)), golden(id, "md")
    shown = Html(page(scoping)).text

    assert quotations(then) <= quotations(file)
    assert {words for words in map(plainly, quotations(then)) if words not in plainly(shown)} == set()
    assert figures(then) - figures(file) == set()
    assert figures(Html(golden(id, "html")).text) - figures(shown) == set()
    assert only_what_0_1_0_said(json.loads(published.as_json(build(Findings(scoping)))), json.loads(golden(id, "json")))


@pytest.mark.parametrize("id", EVERY)
async def test_the_export_keeps_to_its_schema(store: TinyStore, id: str) -> None:
    made = json.loads(published.as_json(build(Findings(await store.get(id)))))

    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(made)


# ---- how it goes on


@pytest.mark.parametrize("id", HALF_WAY)
async def test_a_scoping_goes_on_where_it_stood(store: TinyStore, folder: Path, id: str) -> None:
    told = MANIFEST["scopings"][id]
    sums = tally(Pulse.model_validate(stored(folder, id)["pulse"]))  # 0.1.0 had them in the record
    for number, act in enumerate(told["acts"]):
        async with store.edit(id, f"act {number}") as scoping:
            sums = do(scoping, act, sums)
    scoping = await store.get(id)

    assert where(scoping) == told["then"]
    assert screens(scoping)["messages"]
    assert markdown.render(Findings(scoping)) != golden(id, "md")


# ---- below: how it is read, rendered and played


def stored(folder: Path, id: str) -> dict[str, Any]:
    """The one document in a scoping's file."""
    found: dict[str, Any] = json.loads((folder / f"{id}.json").read_text("utf-8"))["_default"]["1"]
    return found


def catalog_file(digest: str) -> bytes:
    return (HERE / "data" / "catalogs" / f"{digest}.json").read_bytes()


def golden(id: str, ending: str) -> str:
    return (HERE / "golden" / f"{id}.{ending}").read_text("utf-8")


def page(scoping: Scoping) -> str:
    """The page with a box in the place of each picture, as how they are drawn may differ with matplotlib's version."""
    return html.render(Findings(scoping), draw=lambda _: "<svg></svg>")


def screens(scoping: Scoping) -> dict[str, Any]:
    """All that people see of a scoping: card and thread, the report's window, and what each person owes.

    0.1.0 gave its buttons no names of their own for those who hear them.
    """
    owed: dict[str, list[str]] = {person: [] for person in scoping.everyone()}
    for key, _ in owed_items(Findings(scoping)):
        for person in turns.debtors(scoping, key):
            owed[person].append(key)
    made = {
        "messages": [
            {"key": one.key, "text": one.text, "blocks": one.blocks, "broadcast": one.broadcast}
            for one in conversation.messages(Findings(scoping))
        ],
        "report": [block.to_dict() for block in report.full(Findings(scoping))],
        "home": {who: open_questions.home([scoping], who, WORKSPACE).to_dict() for who in owed},
        "open": {who: open_questions.view(Findings(scoping), who, WORKSPACE).to_dict() for who in owed},
        "windows": {key: window(scoping, key) for keys in owed.values() for key in keys if asks(scoping, key)},
        "reminders": {
            who: notices.reminder(who, {scoping.id: (scoping, keys)}, "ring", NOW, WORKSPACE)
            for who, keys in owed.items()
            if keys
        },
    }
    plain: dict[str, Any] = unnamed(json.loads(json.dumps(made)))
    return plain


def unnamed(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: unnamed(value) for key, value in part.items() if key != "accessibility_label"}
    return list(map(unnamed, part)) if isinstance(part, list) else part


REWORDED = {"turn:pulse:1"}
"""What has to be edited: the message of the open pulse promised what is kept until the close, and that is another."""


def as_promised(screen: Any) -> Any:
    """A part of the screens without the message that promises something else now."""
    return [each for each in screen if each.get("key") not in REWORDED] if isinstance(screen, list) else screen


def asks(scoping: Scoping, key: str) -> bool:
    """Whether an item is answered in a window of questions, as the pulse and what is examined are not."""
    return bool(open_in(Findings(scoping), key)) and not key.startswith("examine:")


def window(scoping: Scoping, key: str) -> dict[str, Any]:
    questions = [scoping.catalog.questions[question] for question in open_in(Findings(scoping), key)]
    made: dict[str, Any] = answering.answer(scoping, Handle(scoping.id, key), questions).to_dict()
    return made


def actions(screen: Any) -> Iterator[str]:
    """The action ids of everything that can be pressed, and of each option of a menu."""
    if isinstance(screen, dict):
        action = screen.get("action_id", "")
        if action:
            yield action
        if screen.get("type") == "overflow":
            listener = action.partition(":")[0]
            yield from (f"{listener}:{option['value'].partition('|')[0]}" for option in screen["options"])
    for part in screen.values() if isinstance(screen, dict) else screen if isinstance(screen, list) else ():
        yield from actions(part)


def do(scoping: Scoping, act: dict[str, Any], sums: Tally) -> Tally:
    """One act of the manifest; the sums of the pulse after it."""
    by, given = act["by"], act.get("given")
    match act["act"]:
        case "answer":
            scoping.answer(given, by, NOW)
        case "confirm":
            scoping.answer({question: dict(scoping.entries[question].answer.values) for question in given}, by, NOW)
        case "let stand":
            scoping.let_stand(given["question"], given["reason"], by, NOW)
        case "accept all":
            scoping.judge(to_examine(Findings(scoping), scoping.stage), {}, by, NOW)
        case "tap":
            return scoping.tap(sums, given, by)
        case "close the pulse":
            scoping.close_pulse(by, NOW, sums)
        case other:
            raise ValueError(other)
    return sums


def quotations(markdown_file: str) -> set[str]:
    """The lines in which people's words are quoted."""
    return {line.removeprefix("> ").rstrip("\\") for line in markdown_file.splitlines() if line.startswith("> ")}


def plainly(words: str) -> str:
    """Without what Markdown adds, so that the page's text can be held against the file's."""
    return re.sub(r"[\s\\\u2060*<>]", "", words)


def figures(report: str) -> set[str]:
    """The numbers in a report, but for those in addresses, in the ids of rules, and of versions that came before."""
    told = re.sub(r"https?://\S+|\bS\d\.\S+|\bS\d\b|\d+ earlier versions?", "", report)
    return set(re.findall(r"\d[\d.,]*\d[kM%]?|\d[kM%]?", told))


def only_what_0_1_0_said(made: Any, then: Any) -> bool:
    """Whether all that 0.1.0 wrote is there with its value; what is new is empty, as nothing is unknown in them."""
    if isinstance(then, dict):
        added = made.keys() - then.keys() - RECKONED_SINCE
        return not any(made[key] for key in added) and all(only_what_0_1_0_said(made[key], then[key]) for key in then)
    if isinstance(then, list):
        return len(made) == len(then) and all(map(only_what_0_1_0_said, made, then))
    return bool(made == then)


RECKONED_SINCE = {"figures", "breakeven_saving", "units"}
"""From what 0.1.0 had already: its sums by their names, and where the stress question turns."""


def where(scoping: Scoping) -> dict[str, Any]:
    """How a scoping stands: its stage, and who is asked what."""
    calls = {key: item.open_call for key, item in scoping.items.items() if item.open_call}
    return {"stage": scoping.stage, "asked": {key: [call.kind, *call.to] for key, call in calls.items() if call}}
