"""Numbers put together from known parts, in the formats of many languages: read right, or refused; never otherwise."""

import os
import unicodedata
from collections.abc import Iterator
from random import Random

import pytest
from babel.numbers import format_compact_decimal, format_currency, format_decimal
from babel.units import format_unit
from hypothesis import given
from hypothesis import strategies as st

from dialogs.answers import number_words
from dialogs.answers.figures import figure, read
from dialogs.answers.values import Unreadable

LOCALES = ("en", "en_IN", "de", "de_CH", "fr", "es", "pt", "it", "nl", "pl", "sv", "ru", "ja", "ko", "fi", "cs")
MANY = 20_000 if os.environ.get("SCOPEBOT_TEST_FULL") else 4_000
BEFORE = ("", "about ", "~", "ca. ", "roughly ", "EUR ", "€", "$", "£ ", "minus ", "-", "(")
BEHIND = (
    "",
    " €",
    " EUR",
    " k",
    "k",
    " grand",
    " Mio.",
    " dozen",
    " a year",
    " pro Monat",
    " pw",
    " per day",
    "%",
    ")",
    "-ish",
)
TURNED = {"minus ": -1, "-": -1}
TIMES = {" k": 1e3, "k": 1e3, " grand": 1e3, " Mio.": 1e6, " dozen": 12}


def amounts(chance: Random) -> float:
    """Up to two decimals, as any third would be a group of thousands."""
    whole = chance.choice((chance.randint(0, 99), chance.randint(100, 99_999), chance.randint(100_000, 999_999_999)))
    return whole + chance.choice((0, 0, 0.5, 0.25))


def written(chance: Random) -> Iterator[tuple[str, float]]:
    """A number as one language or another writes it, and what it is."""
    number, locale = amounts(chance), chance.choice(LOCALES)
    yield format_decimal(number, locale=locale), number
    money = chance.choice(number_words.MONEY)
    yield format_currency(number, money, locale=locale, currency_digits=False, format=None), number
    short = float(chance.randint(1, 99) * 10 ** chance.randint(2, 9))
    for style in ("short", "long"):
        yield format_compact_decimal(short, fraction_digits=1, locale=locale, format_type=style), short
    yield format_unit(number, f"duration-{chance.choice(number_words.UNITS)}", locale=locale), number
    before, behind = chance.choice(BEFORE), chance.choice(BEHIND)
    bookkept = -1 if (before, behind) == ("(", ")") else 1
    yield f"{before}{number:,}{behind}", number * TURNED.get(before, 1) * TIMES.get(behind, 1) * bookkept


def test_what_is_put_together_from_known_parts_is_read_right_or_refused() -> None:
    chance, read_right, wrong, tried = Random(7), 0, [], 0
    while tried < MANY:
        for text, number in written(chance):
            tried += 1
            try:
                found = figure(text, number_words.UNITS)
            except Unreadable:
                continue
            read_right += 1
            if found != pytest.approx(number):
                wrong.append((text, number, found))

    assert wrong == []
    assert read_right > 0.75 * tried


@given(st.integers(0, 9999), st.text(max_size=8), st.text(max_size=8))
def test_nothing_that_is_accepted_holds_an_unexplained_letter_or_sign(number: int, before: str, behind: str) -> None:
    text = f"{before} {number} {behind}"
    try:
        figure(text)
    except Unreadable:
        return
    words = "".join(character if character.isalpha() else " " for character in number_words.folded(text)).split()
    signs = {character for character in number_words.folded(text) if unicodedata.category(character)[0] in "SPC"}

    assert [word for word in words if not is_known(word)] == []
    assert signs - set("⁄" if any(one in text for one in "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞") else "") <= set(
        "~≈*\"“”„'‘’`:;!,.…?%()-−–‐‑+$€£¥₹₩/_٪ \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85"
    )


def is_known(word: str) -> bool:
    tables = (
        number_words.scales(),
        number_words.currencies(),
        number_words.FILLERS,
        number_words.ONLY_BEFORE,
        number_words.PERCENT,
        number_words.MINUS,
    )
    return any(word in table for table in tables) or word == "ish" or number_words.money_scale(word) is not None


@pytest.mark.parametrize(
    ("text", "currencies"),
    [("$1.2M", {"USD", "CAD", "AUD"}), ("180 kEUR", {"EUR"}), ("T€ 310", {"EUR"}), ("120万円", {"JPY"}), ("5", set())],
)
def test_the_money_it_is_in_is_told(text: str, currencies: set[str]) -> None:
    assert read(text).currencies == currencies
