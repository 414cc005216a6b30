"""Pages are read to the last one; those that never end are said to, and left."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from bot.slack import pages as paging
from bot.slack.calls import Slack
from bot.slack.pages import Endless, pages


class Book:
    """A Slack of which only the pages are known: from a cursor to the next one."""

    def __init__(self, after: Callable[[str], str]) -> None:
        self.after, self.asked = after, 0

    async def call(self, method: str, *, cursor: str | None, **_: Any) -> dict[str, Any]:
        self.asked += 1
        return {"at": cursor, "response_metadata": {"next_cursor": self.after(cursor or "0")}}

    async def read(self) -> list[str | None]:
        return [page["at"] async for page in pages(cast(Slack, self), "conversations.replies", ts="1.1")]


async def test_the_last_page_is_the_one_without_a_cursor() -> None:
    book = Book({"0": "a", "a": "b", "b": ""}.__getitem__)

    assert await book.read() == [None, "a", "b"]


@pytest.mark.parametrize("after", [{"0": "a", "a": "a"}, {"0": "a", "a": "b", "b": "a"}], ids=["to itself", "back"])
async def test_a_cursor_that_leads_back_is_followed_once(after: dict[str, str]) -> None:
    book = Book(after.__getitem__)

    with pytest.raises(Endless, match=r"the pages of conversations\.replies never end"):
        await book.read()

    assert book.asked <= len(after) + 1


async def test_cursors_that_are_always_new_are_followed_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_PAGES", 7)
    book = Book(lambda cursor: str(int(cursor) + 1))

    with pytest.raises(Endless):
        await book.read()

    assert book.asked == 7
