"""The few block shapes every screen is made of, with labels from templates/words."""

from collections import Counter
from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    InteractiveElement,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    StaticSelectElement,
)

from bot.slack.handles import Handle
from bot.words.figures import shortened
from bot.words.sentences import sentence
from dialogs.answers.text import both_ends

BUTTON_TEXT = 75
CONTEXT_TEXT = 2000
CONFIRM_TEXT = 300
ACCESSIBILITY_LABEL = 75
OPTION = 75
LEAST = 20
"""Characters that a name keeps behind a long button."""


def label(text: str, most: int) -> PlainTextObject:
    """A plain text of at most so many characters."""
    text = text.strip()
    return PlainTextObject(text=text if len(text) <= most else shortened(text, most - 1), emoji=True)


def told_apart(texts: Mapping[str, str], most: int = OPTION) -> dict[str, Option]:
    """What can be chosen, by id. Long names keep both ends; those that read the same even so have their number."""
    read = {id: both_ends(text, most) for id, text in texts.items()}
    seen = Counter(read.values())
    told = {
        id: text if seen[text] == 1 else both_ends(f"{number}. {texts[id]}", most)
        for number, (id, text) in enumerate(read.items(), 1)
    }
    return {id: Option(text=label(text, most), value=id) for id, text in told.items()}


def button(
    key: str,
    action: str,
    handle: Handle,
    style: str | None = None,
    *,
    confirm: ConfirmObject | None = None,
    about: str = "",
    **values: object,
) -> ButtonElement:
    """A button labelled `button.<key>`; `action` is `<listener>:<verb>`. With `confirm`, Slack asks once more.

    `about` tells it from others that look like it, for whoever only hears them.
    """
    text = label(sentence(f"button.{key}", **values), BUTTON_TEXT)
    name = heard(text.text, about) if about else None
    return ButtonElement(
        text=text, action_id=action, value=str(handle), style=style, confirm=confirm, accessibility_label=name
    )


def once_more(key: str, **values: object) -> ConfirmObject:
    """What Slack asks before a press counts, in the words `sure.<key>_title`, `_text`, `_yes`, `_no`."""
    return ConfirmObject(
        title=sentence(f"sure.{key}_title"),
        text=label(sentence(f"sure.{key}_text", **values), CONFIRM_TEXT),
        confirm=sentence(f"sure.{key}_yes"),
        deny=sentence(f"sure.{key}_no"),
    )


def menu(listener: str, verbs: Sequence[str], handle: Handle) -> OverflowMenuElement | None:
    """The ⋯ of a message: an option a verb, labelled `menu.<verb>`. None where there is nothing to offer."""
    if not verbs:
        return None
    options = [Option(text=label(sentence(f"menu.{verb}"), OPTION), value=f"{verb}|{handle}") for verb in verbs]
    return OverflowMenuElement(action_id=f"{listener}:menu", options=options)


def choice(action: str, options: Mapping[str, str], placeholder: str) -> StaticSelectElement:
    """A menu in a message: choosing presses `action` with what was chosen as its value."""
    return StaticSelectElement(
        action_id=action,
        options=list(told_apart(options).values()),
        placeholder=label(sentence(placeholder), 150),
    )


def actions(*elements: InteractiveElement | None) -> list[Block]:
    """A row of at most two buttons and a menu; nothing where there is none."""
    present = [element for element in elements if element is not None]
    return [ActionsBlock(elements=present)] if present else []


def named(row: list[Block], what: str) -> list[Block]:
    """The same row, where look-alike buttons say to whoever only hears them what each is about."""
    buttons = (element for block in row if isinstance(block, ActionsBlock) for element in block.elements)
    for element in buttons:
        if isinstance(element, ButtonElement) and element.text is not None:
            element.accessibility_label = heard(element.text.text, what)
    return row


def heard(button: str, what: str) -> str:
    """A button as it is read out: what it says, and what it is about."""
    said = f"{button}: "
    return shortened(said + both_ends(what, max(ACCESSIBILITY_LABEL - 1 - len(said), LEAST)), ACCESSIBILITY_LABEL - 1)


def small(text: str) -> ContextBlock:
    """A line of small print; plain text, so that nothing in it is parsed."""
    return ContextBlock(elements=[PlainTextObject(text=shortened(text, CONTEXT_TEXT - 1))])
