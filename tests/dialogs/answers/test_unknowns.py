"""What is not known, as people say it in their own languages: a whole entry is an answer, a part of one is words."""

import pytest

from dialogs.answers.unknowns import Ignorance, begins_unknown, ignorance_in


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Keine Ahnung!", Ignorance.NOT_KNOWN),
        ("k.A.", Ignorance.NOT_KNOWN),
        ("weiß nicht", Ignorance.NOT_KNOWN),
        ("Je ne sais pas.", Ignorance.NOT_KNOWN),
        ("no sé", Ignorance.NOT_KNOWN),
        ("não sabemos", Ignorance.NOT_KNOWN),
        ("わかりません", Ignorance.NOT_KNOWN),
        ("ask Tom", Ignorance.NOT_KNOWN),
        ("nicht gemessen", Ignorance.NOT_MEASURED),
        ("pas mesuré", Ignorance.NOT_MEASURED),
        ("entfällt", Ignorance.NOT_APPLICABLE),
        ("n.v.t.", Ignorance.NOT_APPLICABLE),
        ("Keine Ahnung, vielleicht 12", None),
        ("ask Tom, he counted 12 a week", None),
        ("Offen für alle", None),
        ("no", None),
        ("nothing yet", None),
    ],
)
def test_what_nobody_knows_is_heard_in_other_languages_too(said: str, kind: Ignorance | None) -> None:
    assert ignorance_in(said) is kind


BEGINS = {
    "dont know, petra hasnt been asked": True,
    "Don't know yet. Petra might.": True,
    "no idea because the budget is not out": True,
    "TBD - after the works council": True,
    "Not decided: two or three days": True,
    "weiß nicht, Petra fragen": True,
    "?": True,
    "ask Tom": True,
    "ask Tom, he teaches the branches": False,
    "n/a, there is nothing to teach": False,
    "Petra pays two days of training": False,
    "We don't know the branches, so Lea visits each": False,
    "Nobody knows the list better than Tom: he shows it": False,
    "": False,
}


@pytest.mark.parametrize(("said", "begins"), BEGINS.items())
def test_words_that_begin_by_saying_that_nobody_knows_are_heard(said: str, *, begins: bool) -> None:
    assert begins_unknown(said) is begins
