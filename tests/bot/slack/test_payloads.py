"""What people typed, out of what Slack sends: links with their words, names for mentions, words parted by any space."""

from typing import Any

import pytest

from bot.slack import payloads

BOT = "U00BOT"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (
            "Churn is <https://wiki.example.com/q3|12% of 40,000 customers a year>, mostly in May.",
            "Churn is 12% of 40,000 customers a year (https://wiki.example.com/q3), mostly in May.",
        ),
        ("<https://example.com/a>", "https://example.com/a"),
        ("<https://example.com/|example.com>", "https://example.com/"),
        ("<http://example.com|http://example.com>", "http://example.com"),
        ("<mailto:ana@example.com|ana@example.com>", "ana@example.com"),
        ("<mailto:ana@example.com|Ana>", "Ana"),
        ("<tel:+491234|+49 1234>", "+49 1234"),
        ("<slack://channel?id=1|the channel>", "the channel"),
        ("<https://example.com|>", "https://example.com"),
        ("ask <@U0MIA>", "ask @Mia"),
        ("ask <@U0ZOE|zoe>", "ask @zoe"),
        ("ask <@U0ZOE>", "ask @somebody"),
        ("in <#C0SHOP|shop>", "in #shop"),
        ("in <#C0SHOP>", "in a channel"),
        ("in <#C0SHOP|>", "in a channel"),
        ("<!here> look", "@here look"),
        ("<!subteam^S1|@data-team> look", "@data-team look"),
        ("<!subteam^S1> look", "a group look"),
        ("<notes://open?vault=a b|my notes>", "my notes"),
        ("by <!date^1700000000^{date}|14 Nov 2023>", "by 14 Nov 2023"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("&lt;@U0MIA&gt; is no mention", "<@U0MIA> is no mention"),
    ],
)
def test_a_reply_is_what_people_read(sent: str, read: str) -> None:
    assert payloads.plain_text(sent, {"U0MIA": "Mia"}) == read


def test_who_is_mentioned_is_told_once() -> None:
    assert payloads.mentioned("<@U0MIA> and <@U0ZOE|zoe> and <@U0MIA>") == ["U0MIA", "U0ZOE"]


@pytest.mark.parametrize(
    "text",
    [
        *("status", "\u00a0status", "status\t", "\u3000status\u3000", " status. ", "Status\nplease"),
        *(
            "\u200bstatus",
            "status\u2060",
            "\ufeffstatus",
            "ｓｔａｔｕｓ",
            "*status*",
            "`status`",
            "“status”",
            "(status)",
        ),
    ],
)
def test_any_white_space_parts_a_command(text: str) -> None:
    assert payloads.command(typed(text)).word == "status"


def test_what_follows_the_word_is_kept() -> None:
    found = payloads.command(typed("new\u00a0Churn  early\twarning"))

    assert (found.word, found.rest) == ("new", "Churn early warning")


@pytest.mark.parametrize(
    ("text", "word", "spoken_of"),
    [
        (f"<@{BOT}> status", "status", False),
        (f"hey <@{BOT}> status", "status", True),
        (f"<@U0MIA> <@{BOT}>: report", "report", True),
        (f"I think <@{BOT}> is right", "is", True),
        (f"<@{BOT}>’s report is long", "s", True),
        (f"*<@{BOT}>* status", "status", True),
        (f"<@{BOT}>\u200b status", "status", False),
        (f"<@{BOT}|scopebot>", "", False),
        ("", "", False),
    ],
)
def test_of_a_mention_the_words_behind_it_count(text: str, word: str, spoken_of: bool) -> None:
    found = payloads.mention({"event": {"text": text, "channel": "C1", "user": "U0ANA"}}, BOT)

    assert (found.word, found.spoken_of) == (word, spoken_of)


@pytest.mark.parametrize("event", [{"channel": "C1", "text": None}, {"channel": "C1"}])
def test_a_mention_without_its_words_is_one_without_a_word(event: dict[str, Any]) -> None:
    assert payloads.mention({"event": event}, BOT).word == ""


def typed(text: str) -> dict[str, Any]:
    return {"text": text, "user_id": "U0ANA", "team_id": "T1", "trigger_id": "1.2", "channel_id": "C1"}
