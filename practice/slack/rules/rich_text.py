"""Slack's rules for rich_text: its sections, lists, quotes and preformatted text, and what stands in them."""

from __future__ import annotations

from practice.slack.rules.checks import DOCS, Shape, anything, boolean, integer, kind_of, many, one_of, string
from practice.slack.rules.elements import CHANNEL, URL, USER

PAGE = f"{DOCS}/blocks/rich-text-block"

STYLE = Shape(
    PAGE,
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    ),
)
INLINE: dict[str, Shape] = {
    "text": Shape(PAGE, {"text": string(40_000), "style": STYLE}, ["text"]),
    "link": Shape(PAGE, {"url": URL, "text": string(3000), "unsafe": boolean, "style": STYLE}, ["url"]),
    "user": Shape(PAGE, {"user_id": USER, "style": STYLE}, ["user_id"]),
    "usergroup": Shape(PAGE, {"usergroup_id": string(255), "style": STYLE}, ["usergroup_id"]),
    "channel": Shape(PAGE, {"channel_id": CHANNEL, "style": STYLE}, ["channel_id"]),
    "broadcast": Shape(PAGE, {"range": one_of("here", "channel", "everyone"), "style": STYLE}, ["range"]),
    "emoji": Shape(
        PAGE,
        {"name": string(255), "unicode": string(255), "skin_tone": integer(1, 6), "style": STYLE},
        ["name"],
    ),
    "date": Shape(
        PAGE,
        {
            "timestamp": integer(0),
            "format": string(1000),
            "url": URL,
            "fallback": string(1000),
            "style": STYLE,
        },
        ["timestamp", "format"],
    ),
    "color": Shape(PAGE, {"value": string(7)}, ["value"]),
}
_inline = many(kind_of(INLINE, what="rich text"), fewest=0)
SECTION = Shape(PAGE, {"elements": _inline}, ["elements"])
_sections = many(kind_of({"rich_text_section": SECTION}, what="list item"))
PARTS: dict[str, Shape] = {
    "rich_text_section": SECTION,
    "rich_text_quote": Shape(PAGE, {"elements": _inline, "border": integer(0, 1)}, ["elements"]),
    "rich_text_preformatted": Shape(
        PAGE,
        {
            "elements": many(kind_of(INLINE, ("text", "link"), "preformatted text"), fewest=0),
            "border": integer(0, 1),
            "language": anything,
        },
        ["elements"],
    ),
    "rich_text_list": Shape(
        PAGE,
        {
            "elements": _sections,
            "style": one_of("bullet", "ordered"),
            "indent": integer(0, 8),
            "offset": integer(0),
            "border": integer(0, 1),
        },
        ["style", "elements"],
    ),
}
