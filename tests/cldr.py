"""Writes what CLDR says, by way of Babel, of words that answers hold: python -m tests.cldr.

dialogs/answers/cldr.py says what for.
"""

import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from babel import Locale
from babel.units import format_unit

from dialogs.answers.cldr import FILE, Words
from dialogs.answers.number_words import MONEY, UNITS, folded

LANGUAGES = (
    *("en", "en_IN", "de", "fr", "es", "pt", "it", "nl", "pl", "ru"),
    *("sv", "da", "nb", "fi", "cs", "ja", "zh", "ko"),
)
MONTHS_IN = ("en", "de", "de_AT", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "pl")
"""A name that is in several belongs to the first."""
_WORDS = re.compile(r"[^\W\d_]+", re.UNICODE)


def words() -> Words:
    """As Babel has them now."""
    english = Locale.parse("en").months["format"]["wide"]
    scales: dict[str, set[float]] = {}
    for word, factor in (found for language in LANGUAGES for found in _scales_in(language)):
        scales.setdefault(word, set()).add(factor)
    currencies: dict[str, set[str]] = {}
    months: dict[str, int] = {}
    for name, number in (found for language in MONTHS_IN for found in _months_in(language)):
        months.setdefault(name, number)
    for name, code in (found for language in LANGUAGES for found in _currencies_in(language)):
        currencies.setdefault(name, set()).add(code)
    return Words(
        months=months,
        english_months=[folded(english[month]) for month in range(1, 13)],
        scales={word: sorted(factors) for word, factors in scales.items()},
        currencies={name: sorted(codes) for name, codes in currencies.items()},
        times={word: unit for language in LANGUAGES for unit in UNITS for word in _times_in(language, unit)},
    )


def written() -> str:
    """The same as it stands in the file: a line a table."""
    tables = words()._asdict().items()
    lines = [f'"{name}": {json.dumps(table, ensure_ascii=False, sort_keys=True)}' for name, table in tables]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _months_in(language: str) -> Iterator[tuple[str, int]]:
    """As they are written with a day, and alone: 1 stycznia, styczeń."""
    months = Locale.parse(language).months
    for names in (months[use][width] for use in ("format", "stand-alone") for width in ("wide", "abbreviated")):
        for number, name in names.items():
            yield folded(str(name)).rstrip("."), number


def _scales_in(language: str) -> Iterator[tuple[str, float]]:
    for style in Locale.parse(language).compact_decimal_formats.values():
        for counted in style.values():
            for magnitude, pattern in counted.items():
                digits = str(pattern.pattern).count("0")
                for word in _the_word(str(pattern.pattern)):
                    yield word, float(magnitude) / 10 ** max(digits - 1, 0)


def _currencies_in(language: str) -> Iterator[tuple[str, str]]:
    """Names and signs of one word, with the code."""
    locale = Locale.parse(language)
    for code in MONEY:
        for name in (locale.currencies.get(code, ""), locale.currency_symbols.get(code, "")):
            if name and not any(mark in name for mark in " -\xa0") and not name.isdecimal():
                yield folded(name).strip("."), code


def _times_in(language: str, unit: str) -> Iterator[str]:
    """A unit of time by its names, in the forms it takes beside numbers."""
    names = Locale.parse(language).unit_display_names.get(f"duration-{unit}", {})
    counted = [format_unit(number, f"duration-{unit}", locale=language) for number in (1, 2, 5, 1.5)]
    for name in (*names.values(), *counted):
        yield from _the_word(str(name))


def _the_word(text: str) -> list[str]:
    """The one word of a text; none of one that has several."""
    found = _WORDS.findall(folded(text))
    return found if len(found) == 1 else []


if __name__ == "__main__":
    Path(str(resources.files("dialogs.answers") / FILE)).write_text(written(), "utf-8")
