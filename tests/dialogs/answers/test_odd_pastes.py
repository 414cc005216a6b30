"""Odd pastes into the boxes that are really asked: the rows they become, or the sentence people read."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.words.sentences import spoken
from dialogs.answers import fields, pasted
from dialogs.catalog import AnswerField, Column, Kind, Question, shipped
from dialogs.errors import BadFields

TODAY = date(2026, 3, 2)
PASTES = yaml.safe_load((Path(__file__).parent / "pastes.yaml").read_text(encoding="utf-8"))
PEOPLE = AnswerField(
    id="people",
    kind=Kind.TABLE,
    label="Stakeholders",
    columns=(Column(id="name", label="Name"), Column(id="role", label="Role", optional=True)),
)
ASKED = {
    "milestones": shipped().questions["plan.2"],
    "others": shipped().questions["risk.4"],
    "history": shipped().questions["candidate_a.5"],
}
BOXES = {
    "milestones": ASKED["milestones"].field("milestones"),
    "risks": ASKED["others"].field("others"),
    "history": ASKED["history"].field("history"),
    "people": PEOPLE,
}


@pytest.mark.parametrize("paste", PASTES, ids=[f"{paste['in']}: {paste['pasted'][:40]}" for paste in PASTES])
def test_an_odd_paste_is_read_or_refused_with_a_true_sentence(paste: dict[str, Any]) -> None:
    assert outcome(BOXES[paste["in"]], paste["pasted"]) == {
        key: said for key, said in paste.items() if key not in ("in", "pasted")
    }


def outcome(field: AnswerField, text: str) -> dict[str, Any]:
    """What is kept of a paste and said beside, or the sentence that refuses it."""
    example = ASKED[field.id].example if field.id in ASKED else "."
    question = Question(id="q", source=("x",), label="Q", ask="?", why=".", example=example, fields=(field,))
    try:
        values = fields.parse(question, {field.id: text}, TODAY)
    except BadFields as refused:
        return {"refuses": spoken(refused.problems[f"q.{field.id}"])}
    if field.id not in values:
        return {"unknown": str(fields.unknown(question, {field.id: text})[field.id])}
    left_out = [spoken(said) for said in pasted.left_out(question, {field.id: text}, values)]
    return {"keeps": values[field.id]} | ({"and_says": left_out} if left_out else {})


@pytest.mark.parametrize(
    "paste", [paste for paste in PASTES if "keeps" in paste], ids=lambda paste: paste["pasted"][:40]
)
def test_what_was_kept_reads_back_as_the_same(paste: dict[str, Any]) -> None:
    field = BOXES[paste["in"]]

    assert pasted.read(field, pasted.typed(field, paste["keeps"]), TODAY) == paste["keeps"]
