"""What every answer needs and is dear to make is made at the start: words, and the ways through the catalogue.

What is there then stays, and Python's collector is told so: else it looks through all of it again and again, which
takes a fifth of each answer.
"""

import gc

from bot.memory import give_back
from bot.screens.blocks import validators
from bot.words import sentences
from dialogs.catalog import Catalog

OFTEN = (2_000, 10, 10)
"""After how many new objects the collector looks at the youngest, and after how many of its looks at the older."""


def warm_up(catalog: Catalog) -> None:
    """Takes less than a second, in a thread beside what people do; a second time there is nothing to do."""
    validators.found_once()
    sentences.compile_all()
    for track in catalog.tracks:
        catalog.on(track).warm_up()


def spare_the_collector() -> None:
    """To be called once in the life of a process, when it has warmed up."""
    gc.set_threshold(*OFTEN)
    give_back()
    gc.freeze()
