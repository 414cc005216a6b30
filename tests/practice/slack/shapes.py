"""Small good payloads, one for each block and element, for tests to spoil."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(words: str = "words") -> Json:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str = "*words*") -> Json:
    return {"type": "mrkdwn", "text": words}


def option(value: str = "a", words: str = "A") -> Json:
    return {"text": plain(words), "value": value}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain("Answer"), "action_id": "answer"} | more


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn()} | more


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements or [button()])}


def ask(element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": "field", "label": plain("Field"), "element": element} | more


def typed(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "value"} | more


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements) or [line({"type": "text", "text": "words"})]}


def line(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def message(*blocks: Json, **more: Any) -> Json:
    return {"channel": "C00000CHURN", "text": "words", "blocks": list(blocks)} | more


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Save"), "blocks": list(blocks)} | more


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks)} | more


CONFIRM = {"title": plain("Sure?"), "text": mrkdwn(), "confirm": plain("Yes"), "deny": plain("No")}
PICTURE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a curve"}
GROUPS = [{"label": plain("Group"), "options": [option()]}]

ELEMENTS: dict[str, Json] = {
    "button": button(value="v", style="primary", confirm=CONFIRM, url="https://example.org"),
    "overflow": {"type": "overflow", "action_id": "more", "options": [option("a"), option("b", "B")]},
    "checkboxes": {"type": "checkboxes", "action_id": "c", "options": [option()], "initial_options": [option()]},
    "radio_buttons": {"type": "radio_buttons", "action_id": "r", "options": [option()], "initial_option": option()},
    "static_select": {"type": "static_select", "action_id": "s", "placeholder": plain(), "options": [option()]},
    "multi_static_select": {"type": "multi_static_select", "action_id": "ms", "option_groups": GROUPS},
    "users_select": {"type": "users_select", "action_id": "u", "initial_user": "U0000000ANA"},
    "multi_users_select": {"type": "multi_users_select", "action_id": "mu", "max_selected_items": 3},
    "conversations_select": {
        "type": "conversations_select",
        "action_id": "cs",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    },
    "multi_conversations_select": {"type": "multi_conversations_select", "action_id": "mc"},
    "channels_select": {"type": "channels_select", "action_id": "ch", "initial_channel": "C00000CHURN"},
    "multi_channels_select": {"type": "multi_channels_select", "action_id": "mch"},
    "datepicker": {"type": "datepicker", "action_id": "d", "initial_date": "2026-03-05"},
    "timepicker": {"type": "timepicker", "action_id": "t", "initial_time": "09:30"},
    "datetimepicker": {"type": "datetimepicker", "action_id": "dt", "initial_date_time": 1_780_000_000},
    "plain_text_input": typed(multiline=True, min_length=0, max_length=3000, placeholder=plain()),
    "email_text_input": {"type": "email_text_input", "action_id": "e"},
    "url_text_input": {"type": "url_text_input", "action_id": "url", "initial_value": "https://example.org"},
    "number_input": {"type": "number_input", "action_id": "n", "is_decimal_allowed": True, "min_value": "0"},
    "rich_text_input": {"type": "rich_text_input", "action_id": "rt"},
    "file_input": {"type": "file_input", "action_id": "f", "max_files": 2},
}

BLOCKS: dict[str, Json] = {
    "section": section(fields=[mrkdwn(), plain()], accessory=button(), block_id="s"),
    "header": {"type": "header", "text": plain()},
    "divider": {"type": "divider"},
    "context": {"type": "context", "elements": [mrkdwn(), PICTURE]},
    "actions": actions(button(), ELEMENTS["overflow"], ELEMENTS["datepicker"]),
    "input": ask(typed(), hint=plain(), optional=True, dispatch_action=False),
    "image": PICTURE | {"title": plain()},
    "markdown": {"type": "markdown", "text": "**words**"},
    "table": {"type": "table", "rows": [[{"type": "raw_text", "text": "cell"}, rich()]]},
    "video": {
        "type": "video",
        "alt_text": "a demo",
        "title": plain(),
        "thumbnail_url": "https://example.org/a.png",
        "video_url": "https://example.org/a",
    },
    "rich_text": rich(
        line(
            {"type": "text", "text": "bold", "style": {"bold": True}},
            {"type": "link", "url": "https://example.org", "text": "a page"},
            {"type": "user", "user_id": "U0000000ANA"},
            {"type": "emoji", "name": "wave"},
            {"type": "date", "timestamp": 1_780_000_000, "format": "{date_short}", "fallback": "soon"},
        ),
        {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [line({"type": "text", "text": "a"})]},
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}]},
    ),
}
