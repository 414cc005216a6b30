"""Every limit names its page and is proved by a payload it refuses; a small good payload of each kind passes."""

from __future__ import annotations

from typing import Any

import pytest

from practice.slack.rules import blocks as blocks_
from practice.slack.rules import elements
from practice.slack.rules.limits import UPDATE_TEXT, message_faults, view_faults
from tests.practice.slack.shapes import (
    BLOCKS,
    CONFIRM,
    ELEMENTS,
    PICTURE,
    actions,
    ask,
    button,
    home,
    line,
    message,
    modal,
    mrkdwn,
    option,
    plain,
    rich,
    section,
    typed,
)

Json = dict[str, Any]

SELECT, OVERFLOW, RADIO = ELEMENTS["static_select"], ELEMENTS["overflow"], ELEMENTS["radio_buttons"]
BOXES, NUMBER, DATE = ELEMENTS["checkboxes"], ELEMENTS["number_input"], ELEMENTS["datepicker"]


def long(count: int) -> str:
    return "x" * count


def options(count: int) -> list[Json]:
    return [option(str(index), f"Option {index}") for index in range(count)]


MESSAGES: dict[str, tuple[Json, str, str]] = {  # what is wrong: (payload, where, the end of the page's address)
    "51 blocks": (message(*[{"type": "divider"}] * 51), "blocks", "block-kit/blocks"),
    "text over 40,000": (message(text=long(40_001)), "text", "chat.postMessage"),
    "text that is no string": (message(text=7), "text", "chat.postMessage"),
    "blocks that are no list": (message() | {"blocks": {"type": "divider"}}, "blocks", "block-kit/blocks"),
    "an unknown block": (message({"type": "banner"}), "blocks/0", "block-kit/blocks"),
    "a block without a type": (message({"text": plain()}), "blocks/0", "block-kit/blocks"),
    "an unknown field in a block": (message(section(color="red")), "blocks/0/color", "section-block"),
    "a section without words": (message({"type": "section"}), "blocks/0", "section-block"),
    "a section over 3,000": (message(section(text=mrkdwn(long(3001)))), "blocks/0/text/text", "text-object"),
    "an empty text": (message(section(text=mrkdwn(""))), "blocks/0/text/text", "text-object"),
    "eleven fields": (message(section(fields=[plain()] * 11)), "blocks/0/fields", "section-block"),
    "a field over 2,000": (
        message(section(fields=[plain(long(2001))])),
        "blocks/0/fields/0/text",
        "section-block",
    ),
    "emoji on mrkdwn": (message(section(text=mrkdwn() | {"emoji": True})), "blocks/0/text/emoji", "text-object"),
    "verbatim on plain text": (
        message(section(text=plain() | {"verbatim": True})),
        "blocks/0/text/verbatim",
        "text-object",
    ),
    "a header over 150": (message({"type": "header", "text": plain(long(151))}), "blocks/0/text/text", "header-block"),
    "a header in mrkdwn": (message({"type": "header", "text": mrkdwn()}), "blocks/0/text", "header-block"),
    "26 actions": (
        message(actions(*[button(action_id=str(index)) for index in range(26)])),
        "blocks/0/elements",
        "actions-block",
    ),
    "no actions": (message({"type": "actions", "elements": []}), "blocks/0/elements", "actions-block"),
    "an action_id twice in a block": (message(actions(button(), button())), "blocks/0", "actions-block"),
    "a text input among actions": (message(actions(typed())), "blocks/0/elements/0", "actions-block"),
    "a text input beside a section": (message(section(accessory=typed())), "blocks/0/accessory", "section-block"),
    "eleven pieces of context": (
        message({"type": "context", "elements": [plain()] * 11}),
        "blocks/0/elements",
        "context-block",
    ),
    "a button in a context": (
        message({"type": "context", "elements": [button()]}),
        "blocks/0/elements/0",
        "context-block",
    ),
    "a button over 75": (
        message(actions(button(text=plain(long(76))))),
        "blocks/0/elements/0/text/text",
        "button-element",
    ),
    "a button in mrkdwn": (message(actions(button(text=mrkdwn()))), "blocks/0/elements/0/text", "button-element"),
    "a button without words": (
        message(actions({"type": "button", "action_id": "a"})),
        "blocks/0/elements/0",
        "button-element",
    ),
    "a button's value over 2,000": (
        message(actions(button(value=long(2001)))),
        "blocks/0/elements/0/value",
        "button-element",
    ),
    "a button's link over 3,000": (
        message(actions(button(url="https://" + long(3000)))),
        "blocks/0/elements/0/url",
        "button-element",
    ),
    "a button's unknown style": (
        message(actions(button(style="loud"))),
        "blocks/0/elements/0/style",
        "button-element",
    ),
    "an action_id over 255": (
        message(actions(button(action_id=long(256)))),
        "blocks/0/elements/0/action_id",
        "button-element",
    ),
    "a block_id over 255": (message(section(block_id=long(256))), "blocks/0/block_id", "section-block"),
    "a block_id twice": (message(section(block_id="a"), section(block_id="a")), "blocks", "block-kit/blocks"),
    "six overflow options": (
        message(section(accessory=OVERFLOW | {"options": options(6)})),
        "blocks/0/accessory/options",
        "overflow-menu-element",
    ),
    "no overflow options": (
        message(section(accessory=OVERFLOW | {"options": []})),
        "blocks/0/accessory/options",
        "overflow-menu-element",
    ),
    "an option over 75": (
        message(section(accessory=SELECT | {"options": [option("a", long(76))]})),
        "blocks/0/accessory/options/0/text/text",
        "option-object",
    ),
    "an option's value over 150": (
        message(section(accessory=SELECT | {"options": [option(long(151))]})),
        "blocks/0/accessory/options/0/value",
        "option-object",
    ),
    "a link on an option that is not in an overflow menu": (
        message(section(accessory=SELECT | {"options": [option() | {"url": "https://example.org"}]})),
        "blocks/0/accessory/options/0/url",
        "option-object",
    ),
    "101 options": (
        message(section(accessory=SELECT | {"options": options(101)})),
        "blocks/0/accessory/options",
        "select-menu-element",
    ),
    "a menu without options": (
        message(section(accessory={"type": "static_select", "action_id": "s"})),
        "blocks/0/accessory",
        "select-menu-element",
    ),
    "an initial option that is not offered": (
        message(section(accessory=SELECT | {"initial_option": option("z", "Z")})),
        "blocks/0/accessory",
        "select-menu-element",
    ),
    "a confirmation's title over 100": (
        message(actions(button(confirm=CONFIRM | {"title": plain(long(101))}))),
        "blocks/0/elements/0/confirm/title/text",
        "confirmation-dialog-object",
    ),
    "a confirmation's text over 300": (
        message(actions(button(confirm=CONFIRM | {"text": plain(long(301))}))),
        "blocks/0/elements/0/confirm/text/text",
        "confirmation-dialog-object",
    ),
    "a confirmation's button over 30": (
        message(actions(button(confirm=CONFIRM | {"confirm": plain(long(31))}))),
        "blocks/0/elements/0/confirm/confirm/text",
        "confirmation-dialog-object",
    ),
    "an image without alt_text": (
        message({"type": "image", "image_url": "https://example.org/a.png"}),
        "blocks/0",
        "image-block",
    ),
    "alt_text over 2,000": (message(PICTURE | {"alt_text": long(2001)}), "blocks/0/alt_text", "image-block"),
    "a date that is none": (
        message(section(accessory=DATE | {"initial_date": "5 March"})),
        "blocks/0/accessory/initial_date",
        "date-picker-element",
    ),
    "an unknown piece of rich text": (
        message(rich(line({"type": "marquee", "text": "a"}))),
        "blocks/0/elements/0/elements/0",
        "rich-text-block",
    ),
    "an empty text in rich text": (
        message(rich(line({"type": "text", "text": ""}))),
        "blocks/0/elements/0/elements/0/text",
        "rich-text-block",
    ),
    "a list without a style": (
        message(rich({"type": "rich_text_list", "elements": [line()]})),
        "blocks/0/elements/0",
        "rich-text-block",
    ),
    "a mention in preformatted text": (
        message(rich({"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]})),
        "blocks/0/elements/0/elements/0",
        "rich-text-block",
    ),
    "a file input in a message": (
        message(ask(ELEMENTS["file_input"])),
        "blocks/0/element",
        "input-block",
    ),
    "all words over 13,200": (message(*[section(text=mrkdwn(long(2700)))] * 5), "blocks", "chat.postMessage"),
    "metadata without a payload": (message(metadata={"event_type": "a"}), "metadata", "message-metadata"),
    "metadata with more": (
        message(metadata={"event_type": "a", "event_payload": {}, "words": "a"}),
        "metadata/words",
        "message-metadata",
    ),
}

VIEWS: dict[str, tuple[Json, str, str]] = {
    "a title over 24": (modal(title=plain(long(25))), "view/title/text", "modal-views"),
    "no title": ({"type": "modal", "blocks": []}, "view", "modal-views"),
    "a submit over 24": (modal(submit=plain(long(25))), "view/submit/text", "modal-views"),
    "a close over 24": (modal(close=plain(long(25))), "view/close/text", "modal-views"),
    "private_metadata over 3,000": (modal(private_metadata=long(3001)), "view/private_metadata", "modal-views"),
    "a callback_id over 255": (modal(callback_id=long(256)), "view/callback_id", "modal-views"),
    "101 blocks": (modal(*[{"type": "divider"}] * 101), "view/blocks", "block-kit/blocks"),
    "an input without submit": (
        {"type": "modal", "title": plain(), "blocks": [ask(typed())]},
        "view",
        "modal-views",
    ),
    "a field that modals have not": (modal(subtitle=plain()), "view/subtitle", "modal-views"),
    "a Home with a title": (home(title=plain()), "view/title", "home-tab-views"),
    "markdown in a modal": (modal(BLOCKS["markdown"]), "view/blocks/0", "markdown-block"),
    "a label over 2,000": (modal(ask(typed(), label=plain(long(2001)))), "view/blocks/0/label/text", "input-block"),
    "a hint over 2,000": (modal(ask(typed(), hint=plain(long(2001)))), "view/blocks/0/hint/text", "input-block"),
    "an input without a label": (modal({"type": "input", "element": typed()}), "view/blocks/0", "input-block"),
    "a button in an input": (modal(ask(button())), "view/blocks/0/element", "input-block"),
    "an overflow menu in an input": (modal(ask(OVERFLOW)), "view/blocks/0/element", "input-block"),
    "max_length over 3,000": (
        modal(ask(typed(max_length=3001))),
        "view/blocks/0/element/max_length",
        "plain-text-input-element",
    ),
    "min_length over max_length": (
        modal(ask(typed(min_length=9, max_length=3))),
        "view/blocks/0/element",
        "plain-text-input-element",
    ),
    "an initial value over max_length": (
        modal(ask(typed(initial_value="long", max_length=3))),
        "view/blocks/0/element/initial_value",
        "plain-text-input-element",
    ),
    "a placeholder over 150": (
        modal(ask(typed(placeholder=plain(long(151))))),
        "view/blocks/0/element/placeholder/text",
        "plain-text-input-element",
    ),
    "a number input that does not say whether decimals count": (
        modal(ask({"type": "number_input", "action_id": "n"})),
        "view/blocks/0/element",
        "number-input-element",
    ),
    "a number that is no string": (
        modal(ask(NUMBER | {"initial_value": 7})),
        "view/blocks/0/element/initial_value",
        "number-input-element",
    ),
    "a smallest number over the largest": (
        modal(ask(NUMBER | {"min_value": "9", "max_value": "3"})),
        "view/blocks/0/element",
        "number-input-element",
    ),
    "eleven checkboxes": (
        modal(ask(BOXES | {"options": options(11), "initial_options": options(1)})),
        "view/blocks/0/element/options",
        "checkboxes-element",
    ),
    "eleven radio buttons": (
        modal(ask(RADIO | {"options": options(11), "initial_option": options(1)[0]})),
        "view/blocks/0/element/options",
        "radio-button-group-element",
    ),
    "two options of one value": (
        modal(ask(RADIO | {"options": [option(), option("a", "B")]})),
        "view/blocks/0/element",
        "radio-button-group-element",
    ),
    "two fields with the focus": (
        modal(ask(typed(focus_on_load=True)), ask(typed(focus_on_load=True), block_id="other")),
        "view/blocks",
        "block-kit/blocks",
    ),
    "over 250 kB": (
        modal(*[section(text=mrkdwn("é" * 3000), block_id=str(index)) for index in range(50)]),
        "view",
        "views.open",
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_refused_for(name: str) -> None:
    payload, path, page = MESSAGES[name]

    faults = [(fault.path, fault.page) for fault in message_faults(payload)]

    assert path in [where for where, _ in faults]
    assert dict(faults)[path].endswith(page)
    assert dict(faults)[path].startswith("docs.slack.dev/")


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_refused_for(name: str) -> None:
    view, path, page = VIEWS[name]

    faults = [(fault.path, fault.page) for fault in view_faults(view)]

    assert path in [where for where, _ in faults]
    assert dict(faults)[path].endswith(page)


@pytest.mark.parametrize("name", [name for name in BLOCKS if name not in ("rich_text",)])
def test_a_planted_fault_is_the_only_one(name: str) -> None:
    spoilt = BLOCKS[name] | {"surprise": 1}

    (fault,) = message_faults(message(spoilt))

    assert fault.says == "no such field: surprise"


@pytest.mark.parametrize("name", BLOCKS)
def test_a_small_good_block_passes(name: str) -> None:
    assert message_faults(message(BLOCKS[name])) == []
    for surface, view in (("modal", modal), ("home", home)):
        if surface in blocks_.SURFACES[name]:
            assert view_faults(view(BLOCKS[name])) == []


@pytest.mark.parametrize("name", ELEMENTS)
def test_a_small_good_element_passes_wherever_it_may_stand(name: str) -> None:
    places = {
        "section": (elements.IN_SECTION, lambda element: section(accessory=element)),
        "actions": (elements.IN_ACTIONS, actions),
        "input": (elements.IN_INPUT, ask),
    }
    blocks = [build(ELEMENTS[name]) for allowed, build in places.values() if name in allowed]

    assert blocks
    assert [view_faults(modal(block)) for block in blocks] == [[]] * len(blocks)


def test_every_block_and_element_of_the_rules_has_a_good_payload() -> None:
    assert set(BLOCKS) == set(blocks_.BLOCKS)
    assert set(ELEMENTS) | {"image"} == set(elements.ELEMENTS)


def test_an_update_takes_less_text_than_a_post() -> None:
    payload = message(text=long(4001))

    assert message_faults(payload) == []
    assert [fault.error for fault in message_faults(payload, longest=UPDATE_TEXT)] == ["msg_too_long"]


def test_each_kind_of_fault_has_the_name_slack_gives_it() -> None:
    named = {name: message_faults(MESSAGES[name][0])[0].error for name in MESSAGES}

    assert named["text over 40,000"] == "msg_too_long"
    assert named["51 blocks"] == "invalid_blocks"
    assert named["blocks that are no list"] == "invalid_blocks_format"
    assert named["all words over 13,200"] == "msg_blocks_too_long"
    assert named["metadata without a payload"] == "invalid_metadata_format"
    assert {fault.error for fault in view_faults(VIEWS["no title"][0])} == {"invalid_arguments"}
    assert {fault.error for fault in view_faults(VIEWS["over 250 kB"][0])} == {"view_too_large"}


def test_a_call_for_modals_takes_no_home() -> None:
    assert [fault.path for fault in view_faults(home(), "modal")] == ["view/type"]
