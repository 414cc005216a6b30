"""Odd figures typed into the boxes that are really asked: the number they become, or the sentence people read."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.words.sentences import spoken
from dialogs.answers.fields import CURRENCY, parse
from dialogs.answers.numbers import written
from dialogs.catalog import shipped
from dialogs.errors import BadFields

TODAY = date(2026, 3, 2)
FIGURES = yaml.safe_load((Path(__file__).parent / "figures.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("figure", FIGURES, ids=[f"{figure['in']}: {figure['typed']}" for figure in FIGURES])
def test_an_odd_figure_is_read_or_refused_with_a_sentence_that_names_what_is_odd(figure: dict[str, Any]) -> None:
    assert outcome(figure["in"], figure["typed"], figure.get("currency", "")) == {
        key: said for key, said in figure.items() if key not in ("in", "typed", "currency")
    }


def outcome(path: str, typed: str, currency: str) -> dict[str, Any]:
    """What is kept of a figure and said back of it, or the sentence that refuses it."""
    id, _, field = path.rpartition(".")
    question, entries = shipped().questions[id], {field: typed, CURRENCY: currency}
    try:
        values = parse(question, entries, TODAY)
    except BadFields as refused:
        return {"refuses": spoken(refused.problems[path])}
    how = written(question, entries, values).get(field)
    reads = {one: list(said) if isinstance(said, tuple) else said for one, said in how.doubted.items()} if how else {}
    return {"keeps": values[field]} | ({"reads": reads} if reads else {})
