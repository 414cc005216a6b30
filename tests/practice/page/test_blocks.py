"""Every block and element that a screen of the bot's is made of has its row in the page's tables."""

import importlib
import pkgutil

import pytest
from slack_sdk.models.blocks import Block, BlockElement

import bot.screens
from practice.page.blocks import BLOCKS
from practice.page.elements import ELEMENTS

MODULES = [
    importlib.import_module(each.name) for each in pkgutil.walk_packages(bot.screens.__path__, prefix="bot.screens.")
]
USED = {
    found
    for module in MODULES
    for found in vars(module).values()
    if isinstance(found, type) and getattr(found, "type", None)
}


@pytest.mark.parametrize("used", sorted(USED, key=lambda each: each.__name__))
def test_what_the_bot_uses_has_a_row(used: type) -> None:
    table = BLOCKS if issubclass(used, Block) else ELEMENTS if issubclass(used, BlockElement) else None

    assert table is None or used.type in table  # type: ignore[attr-defined]
