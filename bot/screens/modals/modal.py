"""What every window is made of; one that says one sentence, and what was left out of an answer above any other."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
)
from slack_sdk.models.views import View

from bot.screens.blocks.parts import label
from bot.slack.handles import Handle
from bot.words.rich_text import RichText
from bot.words.sentences import rich, sentence, spoken
from dialogs.errors import Sentence

TITLE = 24


def modal(
    callback: str,
    title: str,
    blocks: Sequence[Block],
    handle: Handle | str = "",
    *,
    submit: str | None = "modal.save",
    close: str = "modal.close",
    tell_close: bool = False,
) -> View:
    """A modal; `submit` and `close` are keys of templates/words."""
    return View(
        type="modal",
        callback_id=callback,
        title=label(sentence("fitting.title", title=title), TITLE),
        blocks=list(blocks),
        private_metadata=str(handle),
        submit=label(sentence(submit), TITLE) if submit else None,
        close=label(sentence(close), TITLE),
        notify_on_close=tell_close,
    )


def notice(text: str, title: str = "modal.notice") -> View:
    """One sentence, nothing to enter."""
    return modal("notice", sentence(title), [rich("notice", text=text)], submit=None)


def notice_of(words: Mapping[str, Any]) -> View:
    """The words of a message to one person, nothing to enter."""
    blocks = [RichText(block["elements"]) for block in words["blocks"] if block["type"] == "rich_text"]
    return modal("notice", sentence("modal.notice"), blocks, submit=None)


def with_left_out(following: View | None, left_out: Sequence[Sentence]) -> View | None:
    """The window that follows an answer, below what was left out of it; where none would follow, one that says so."""
    if not left_out:
        return following
    lines = [spoken(line) for line in left_out]
    if following is None:
        return modal("notice", sentence("modal.kept"), [rich("left_out", lines=lines, kept=True)], submit=None)
    following.blocks = [rich("left_out", lines=lines, kept=False), *following.blocks]
    return following
