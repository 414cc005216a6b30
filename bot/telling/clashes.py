"""Answers that cannot both hold, in a report's words: what was asked, and both sides quoted."""

from bot.telling import mlops, said
from dialogs.errors import Sentence
from dialogs.report.said import Clash, Side


def clash(clash: Clash) -> Sentence:
    """What contradicts what."""
    if clash.rows:
        return mlops.one_off_and(clash.rows)
    return Sentence("clash.asked_report", {"ask": clash.ask, "sides": sides(clash)})


def sides(clash: Clash) -> Sentence:
    """Each answer by its question's name, with its words and whose they are."""
    return Sentence("clash.sides_report", {"sides": [_side(side) for side in clash.sides]})


def _side(side: Side) -> Sentence:
    words = said.quoted(side.said) if side.said else ""
    return Sentence("clash.side_report", {"label": side.label, "said": words, "author": side.author})
