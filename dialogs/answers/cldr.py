"""Words that CLDR has for months, units of time, scales and currencies, in the languages people answer in.

They were taken out of Babel beforehand: its locales hold twenty megabytes for these few hundred words.
`python -m tests.cldr` writes them anew, and tests/dialogs/answers/test_cldr.py says when that is due.

    cldr().months["janvier"]      # 1
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

FILE = "cldr.json"


class Words(NamedTuple):
    """All of one word, as words are compared (`number_words.folded`): in which language does not matter.

    `months`: their numbers, by name and short name. `english_months`: their names in order. `scales`: what a word
    multiplies by, in any language. `currencies`: the codes a name or sign stands for. `times`: the unit it names.
    """

    months: Mapping[str, int]
    english_months: Sequence[str]
    scales: Mapping[str, Sequence[float]]
    currencies: Mapping[str, Sequence[str]]
    times: Mapping[str, str]


@cache
def cldr() -> Words:
    """What is on file."""
    return Words(**json.loads((resources.files("dialogs.answers") / FILE).read_text("utf-8")))
