"""What a rehearsal counts of its people's work, and the least its forms and acceptances set."""

from pathlib import Path

import pytest

from bot.screens.blocks.inputs import checks_input, choice_input, date_input, text_input
from bot.screens.modals.modal import modal
from dialogs.catalog import shipped
from practice import seen
from practice.client import View
from practice.rehearsal.case import Case, read
from practice.rehearsal.effort import Effort
from practice.rehearsal.floor import Step, floor, told
from tests.play import IVO, MONDAY, reach

ROOT = Path(__file__).parents[3]


@pytest.fixture
def case() -> Case:
    return read(ROOT / "examples" / "online-shop.yaml").case


def window() -> View:
    """A window of one input of each sort, as it comes through the door."""
    view = modal(
        "reason",
        "modal.reopen",
        [
            text_input("why", "Why?"),
            choice_input("which", "Which?", {"a": "This", "b": "That"}),
            checks_input("boxes", "Boxes?", {"a": "This", "b": "That"}, []),
            date_input("day", "By when?"),
        ],
    ).to_dict()
    empty = {"id": "V1", "hash": "", "private_metadata": "", "state": {"values": {}}, "errors": {}, "names": {}}
    shown = seen.view({"submit": None, "close": None} | view | empty)
    assert shown is not None
    return shown


def test_a_field_is_typed_and_everything_else_is_picked() -> None:
    effort = Effort()
    effort.filled(window(), {"why": "It pays.", "which": "a", "boxes": ["a", "b"], "day": "2026-03-05"})

    assert (effort.fields, effort.characters, effort.clicks) == (1, 8, 4)


def test_what_is_named_by_its_label_or_left_out_is_counted_the_same() -> None:
    effort = Effort()
    effort.filled(window(), {"Why": "It pays.", "which": None})

    assert (effort.fields, effort.clicks) == (1, 0)


def test_the_least_of_an_open_scoping_is_its_start_and_its_answers(case: Case) -> None:
    """Ana answers seven questions, each opened and sent in, with a pick for each choice; Ivo accepts them at once."""
    scoping = reach("mlops")
    start = 1 + len(case.team) + bool(case.track) + 1
    questions = [question for id, question in shipped().questions.items() if scoping.entries.get(id)]
    picks = sum(
        field.id in scoping.entries[q.id].answers[-1].values for q in questions for field in q.fields if field.options
    )

    assert floor(case, scoping) == Step(start + 7 * 2 + picks + 3, 1 + 7 + 1)


def test_a_signature_is_a_press_and_one_more(case: Case) -> None:
    scoping = reach("report")
    before = floor(case, scoping)
    scoping.sign(IVO, MONDAY)

    assert floor(case, scoping) == Step(before.clicks + 2, before.windows)


def test_a_no_is_a_window_with_its_reason(case: Case) -> None:
    scoping = reach("report")
    before = floor(case, scoping)
    scoping.reject("Too dear.", IVO, MONDAY)

    assert floor(case, scoping) == Step(before.clicks + 2, before.windows + 1)


def test_it_is_told_with_the_least_beside_it() -> None:
    said = told(Effort(clicks=230, windows=50, fields=106, characters=6884, in_thread=45, in_channel=1), Step(196, 38))

    assert said.startswith("230 clicks (its forms and acceptances alone: 196, 1.17 times that), 50 windows (38, 1.32)")
    assert said.endswith("scopebot's messages: 45 in the thread, 1 in the channel, 0 direct.")
