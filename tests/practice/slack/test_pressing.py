"""Pressing, choosing and typing as Slack's client does: by what is read, where it stands, and only what is there."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from practice.client import Message, Person, PracticeError, Slack
from practice.slack.server import Practice
from tests.practice.slack.conftest import Api, Start, field_of
from tests.practice.slack.shapes import ELEMENTS, Json, actions, ask, button, message, modal, option, plain, typed

MENU = {"type": "static_select", "action_id": "menu", "options": [option("a", "Apples"), option("b", "Bananas")]}


@pytest.fixture
async def clicks(app: AsyncApp, connects: Start) -> list[Json]:
    """The payload of every click, in order."""
    payloads: list[Json] = []

    async def listen(ack: Any, body: Json) -> None:
        payloads.append(body)
        await ack()

    for name in ("answer", "menu", "more", "c", "d", "first", "second"):
        app.action(name)(listen)
    await connects(app)
    return payloads


@pytest.fixture
def posts(api: Api, slack: Slack) -> Any:
    async def post(*blocks: Json) -> Message:
        ts = (await api("chat.postMessage", **message(*blocks)))["ts"]
        return next(each for each in await slack.messages("#churn") if each.ts == ts)

    return post


@pytest.mark.parametrize(
    ("label", "pressed"),
    [("Answer", "first"), ("Answer with", "second"), ("Answer with a reply", "second")],
)
async def test_the_whole_label_goes_before_its_beginning(
    label: str, pressed: str, posts: Any, ana: Person, clicks: list[Json]
) -> None:
    on = await posts(
        actions(
            button(action_id="second", text=plain("Answer with a reply")),
            button(action_id="first", text=plain("Answer")),
        )
    )
    await ana.presses(label, on=on)

    assert [each["actions"][0]["action_id"] for each in clicks] == [pressed]


async def test_the_block_says_which_of_two(posts: Any, ana: Person, clicks: list[Json]) -> None:
    on = await posts(*[actions(button(value=name)) | {"block_id": name} for name in ("one", "two")])
    await ana.presses("Answer", on=on, block_id="two")

    assert [each["actions"][0]["value"] for each in clicks] == ["two"]


async def test_a_button_brings_what_it_says_and_carries(posts: Any, ana: Person, clicks: list[Json]) -> None:
    await ana.presses("Answer", on=await posts(actions(button(value="q1", style="primary"))))
    action = clicks[0]["actions"][0]

    assert (action["type"], action["value"], action["style"]) == ("button", "q1", "primary")
    assert action["text"] == plain("Answer")
    assert action["action_ts"] > clicks[0]["container"]["message_ts"]


async def test_what_is_chosen_in_a_message_stands_in_its_state(posts: Any, ana: Person, clicks: list[Json]) -> None:
    on = await posts(actions(MENU, ELEMENTS["datepicker"]) | {"block_id": "row"})
    await ana.chooses("menu", "Bananas", on=on)

    assert clicks[0]["actions"][0]["selected_option"]["value"] == "b"
    assert clicks[0]["state"]["values"]["row"] == {
        "menu": {"type": "static_select", "selected_option": MENU["options"][1]},
        "d": {"type": "datepicker", "selected_date": "2026-03-05"},
    }


async def test_an_overflow_menu_is_pressed_by_its_option(posts: Any, ana: Person, clicks: list[Json]) -> None:
    on = await posts(actions(ELEMENTS["overflow"]))
    await ana.presses("B", on=on)
    await ana.chooses("more", "a", on=on)

    assert [each["actions"][0]["selected_option"]["value"] for each in clicks] == ["b", "a"]


@pytest.mark.parametrize("act", ["presses", "chooses"])
async def test_what_is_not_there_is_said_with_what_there_is(act: str, posts: Any, ana: Person) -> None:
    on = await posts(actions(button(), MENU))

    with pytest.raises(PracticeError, match=r"Answer|menu"):
        await (ana.presses("Accept", on=on) if act == "presses" else ana.chooses("other", "a", on=on))


async def test_a_message_that_was_edited_is_pressed_as_it_stands_now(
    posts: Any, api: Api, ana: Person, clicks: list[Json]
) -> None:
    before = await posts(actions(button()))
    new = message(actions(button(text=plain("Correct"))), ts=before.ts)
    await api("chat.update", **new)

    with pytest.raises(PracticeError, match="there is \\['Correct'\\]"):
        await ana.presses("Answer", on=before)
    assert (await ana.presses("Correct", on=before)).acked


async def test_another_persons_whisper_cannot_be_pressed(api: Api, ana: Person, slack: Slack) -> None:
    await api("chat.postEphemeral", user="U0000000ANA", **message(actions(button())))
    (whisper,) = await ana.ephemerals()

    with pytest.raises(PracticeError, match="somebody else's"):
        await slack.person("Ivo").presses("Answer", on=whisper)


async def test_only_the_view_on_top_is_pressed(opens: Any, ana: Person, api: Api, practice: Practice) -> None:
    under = await opens(actions(button()))
    await api("views.push", trigger_id=practice.site.triggers.give("U0000000ANA"), view=modal(actions(button())))

    with pytest.raises(PracticeError, match="no longer on top"):
        await ana.presses("Answer", on=under)


async def test_nobody_fills_in_what_is_not_open(ana: Person) -> None:
    for act in (ana.fills(a="b"), ana.submits(), ana.closes(), ana.presses("Answer")):
        with pytest.raises(PracticeError, match="no modal open"):
            await act
    assert await ana.errors() == {}


FIELDS: dict[str, str] = {  # a field may go by: (what a case says, which field that is)
    "why": "why",
    "Whom to ask": "whom",
    "whom": "whom",
    "Whom to": "whom",
    "reason": "why",
}


@pytest.mark.parametrize("name", FIELDS)
async def test_a_field_goes_by(name: str, opens: Any, ana: Person) -> None:
    await opens(
        ask(typed(action_id="reason"), block_id="why", label=plain("Why is it so?")),
        ask(typed(action_id="name"), block_id="whom", label=plain("Whom to ask")),
    )
    await ana.fill({name: "typed"})
    view = await ana.modal()

    assert view is not None
    assert {block: view.value(block) for block in ("why", "whom")} == {"why": None, "whom": None} | {
        FIELDS[name]: "typed"
    }


async def test_a_name_that_two_fields_have_is_refused(opens: Any, ana: Person) -> None:
    await opens(*[ask(typed(), block_id=name, label=plain("Reason")) for name in ("first", "second")])

    with pytest.raises(PracticeError, match="more than one field"):
        await ana.fill({"Reason": "typed"})
    with pytest.raises(PracticeError, match="has no field 'Cause'"):
        await ana.fill({"Cause": "typed"})


async def test_a_window_of_words_alone_is_not_sent_in(ana: Person, api: Api, practice: Practice) -> None:
    words = {"type": "modal", "title": plain("Why we ask"), "blocks": [{"type": "divider"}]}
    await api("views.open", trigger_id=practice.site.triggers.give("U0000000ANA"), view=words)

    with pytest.raises(PracticeError, match="no submit button"):
        await ana.submits()


async def test_a_menu_beside_a_section_of_a_window_tells_the_app_at_once(
    opens: Any, ana: Person, clicks: list[Json]
) -> None:
    view = await opens(field_of("field", typed()), actions(MENU) | {"block_id": "row"})
    await ana.chooses("menu", "a", on=view)
    await ana.fills(field="typed")
    shown = await ana.modal()

    assert len(clicks) == 1, "typing tells nobody"
    assert clicks[0]["view"]["state"]["values"]["row"]["menu"]["selected_option"]["value"] == "a"
    assert shown is not None
    assert shown.value("field") == "typed"
