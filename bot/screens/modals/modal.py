"""What every window is made of; and one that says one sentence."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
)
from slack_sdk.models.views import View

from bot.screens.blocks.parts import label
from bot.slack.handles import Handle
from bot.words.sentences import rich, sentence

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
        title=label(title, TITLE),
        blocks=list(blocks),
        private_metadata=str(handle),
        submit=label(sentence(submit), TITLE) if submit else None,
        close=label(sentence(close), TITLE),
        notify_on_close=tell_close,
    )


def notice(text: str, title: str = "modal.notice") -> View:
    """One sentence, nothing to enter."""
    return modal("notice", sentence(title), [rich("notice", text=text)], submit=None)
