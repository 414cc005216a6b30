"""What people add behind a number: set aside where it says nothing of how much it is, refused where it does."""

from datetime import date

import pytest

from bot.words.sentences import spoken
from dialogs.answers import number_words, remarks
from dialogs.answers.fields import parse, unknown
from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import shipped
from dialogs.errors import BadFields

TODAY = date(2026, 3, 2)
REMARKS = [
    "not signed yet",
    "not final",
    "never counted",
    "if they did",
    "if tom gets his days",
    "unless half of us leave",
    "if we double the staff",
    "petra says",
    "mia and tom do it",
    "bill says so",
    "crm vendors module, list price",
    "it's the vendor's offer",
    "no contract yet",
    "under review",
    "instead of letters",
    "second delivery van",
    "an estimate",
    "laut Einkauf",
]
TURNING = [
    "or maybe not",
    "or not",
    "i think not",
    "not really",
    "not now",
    "not any more",
    "which isn't true",
    "no",
    "no longer",
    "wrong",
    "twice that",
    "more",
    "at least double",
    "half of it",
    "plus tax",
    "and the same again",
    "per branch",
    "a branch",
    "for a branch",
    "each",
    "cancelled",
    "nobody",
    "not known",
    "oder auch nicht",
    "das Doppelte, doppelt",
    "pro Filiale",
    "半分",
    "k",
    "thousands",
    "euro",
    "a week",
    "last year",
    "on mondays",
    "40k last year",
    "+ tax",
    "% of it",
]


@pytest.mark.parametrize("words", REMARKS)
@pytest.mark.parametrize("beside", ["50k, {}", "50k - {}", "50k; {}", "50k ({})", "50k – {}", "50k. {}"])
def test_a_remark_is_set_aside(words: str, beside: str) -> None:
    assert remarks.without(beside.format(words)) == "50k"


@pytest.mark.parametrize("words", TURNING)
@pytest.mark.parametrize("beside", ["50k, {}", "50k - {}", "50k; {}", "50k ({})"])
def test_what_may_turn_the_number_around_is_none(words: str, beside: str) -> None:
    assert remarks.without(beside.format(words)) == beside.format(words)


@pytest.mark.parametrize(
    "word", sorted({*number_words.scales(), *number_words.currencies(), *number_words.times()} - {"second"})
)
def test_no_word_of_a_scale_of_money_or_of_time_is_set_aside(word: str) -> None:
    assert not remarks.is_remark(f"the vendor {word}")


def test_beside_nothing_nobody_says_the_same() -> None:
    assert remarks.without("0, nobody needs it") == "0"
    assert remarks.without("0.5, nobody needs it") == "0.5, nobody needs it"


@pytest.mark.parametrize(
    ("path", "typed", "kind"),
    [
        ("plan.2.budget", "?, petra knows", Ignorance.NOT_KNOWN),
        ("plan.2.budget", "petra knows, tbd", Ignorance.NOT_KNOWN),
        ("case.5.training", "not reckoned - tom does it", Ignorance.NOT_RECKONED),
        ("need.4.ml", "sms instead of letters? no idea", Ignorance.NOT_KNOWN),
        ("problem.4.goal", "not decided, the board meets in may", Ignorance.NOT_DECIDED),
    ],
)
def test_ignorance_with_a_remark_stays_ignorance(path: str, typed: str, kind: Ignorance) -> None:
    id, _, field = path.rpartition(".")
    question, entries = shipped().questions[id], {field: typed}

    assert parse(question, entries, TODAY) == {}
    assert unknown(question, entries) == {field: kind}


@pytest.mark.parametrize("typed", ["not measured, but at least double", "not known, 40k maybe"])
def test_ignorance_beside_how_much_it_is_is_asked_about(typed: str) -> None:
    question = shipped().questions["problem.4"]

    with pytest.raises(BadFields) as refused:
        parse(question, {"goal": typed}, TODAY)

    assert "number" in spoken(refused.value.problems["problem.4.goal"])
