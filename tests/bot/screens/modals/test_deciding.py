"""The director's window: the question beside its answer, what was asked back in its words, and no more than fits."""

import json

from bot.screens.modals import deciding
from bot.slack.handles import Handle
from dialogs.answers.unknowns import Ignorance
from dialogs.findings import Findings
from dialogs.flow.tasks import to_examine
from dialogs.record.parts import Unknown
from practice.slack.rules import limits
from tests.endings import half_way
from tests.play import ANA, MONDAY, answer_stage, reach
from tests.reading import placeholders


def test_the_word_that_was_asked_about_stands_in_the_directors_window() -> None:
    scoping = half_way()
    view = deciding.examine(Findings(scoping), Handle(scoping.id, "examine:exam", "1"), MONDAY)
    seen = json.dumps(view.to_dict(), ensure_ascii=False)

    assert "“probably” leaves it open. What do you know, and what is still a guess? (left as it is)" in seen
    assert placeholders(view.to_dict()) == []


def test_what_is_more_than_a_window_takes_is_left_for_the_next() -> None:
    scoping = reach("design", track="full")
    answer_stage(scoping)
    unknown = Unknown(kind=Ignorance.NOT_MEASURED, by=ANA, at=MONDAY)
    for id in to_examine(Findings(scoping), "design"):
        question = scoping.catalog.questions[id]
        scoping.not_known({id: {question.fields[-1].id: unknown}}, ANA, MONDAY)
    waiting = to_examine(Findings(scoping), "design")
    view = deciding.examine(Findings(scoping), Handle(scoping.id, "examine:design", "1"), MONDAY).to_dict()
    shown = [block["block_id"] for block in view["blocks"] if block.get("block_id", "").startswith("verdict.")]

    assert len(view["blocks"]) <= 100
    assert 0 < len(shown) < len(waiting)
    assert f"Accept these {len(shown)}; the rest comes next" in json.dumps(view)
    assert limits.view_faults(view) == []
