"""Names that are too long for their place keep what tells them apart."""

from itertools import combinations

import pytest

from bot.pictures.lettering import width, wrapped_name
from bot.screens.blocks.inputs import field_input
from bot.screens.blocks.parts import OPTION, heard, told_apart
from bot.screens.modals import answering
from bot.slack.handles import Handle
from dialogs.answers.text import both_ends
from dialogs.record import quoting
from dialogs.record.quoting import is_asked
from tests.play import in_stage

SHARED = "Rules on top of the existing order system"
NAMES = {
    "end": f"{SHARED} that flag a delivery for a person who decides each morning",
    "other-end": f"{SHARED} that flag a delivery and stop it without anybody looking",
    "long": f"{SHARED}, with the drivers' own notes read by a model and put before the dispatcher by six o'clock",
    "longer": f"{SHARED}, with the drivers' own notes read by a model of the supplier's and nobody's eyes on the rest",
    "one-word": SHARED + "x" * 60,
}
MIDDLE = {
    str(
        number
    ): f"{SHARED} in {place}, the whole of it, run by the dispatchers in the night shift of every depot we have"
    for number, place in enumerate(("Lyon", "Turin", "Vienna"), 1)
}


def test_they_are_such_names() -> None:
    assert all(80 <= len(name) <= 150 and name.startswith(SHARED[:40]) for name in (*NAMES.values(), *MIDDLE.values()))


@pytest.mark.parametrize("most", [24, 40, 60, 75])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_long_name_keeps_its_first_words_and_its_last(name: str, most: int) -> None:
    cut = both_ends(name, most)
    first, _, last = cut.partition(" … ")

    assert len(cut) <= most
    assert name.startswith(first)
    assert name.endswith(last)
    assert first
    assert last
    if len(name.split()) > 8:
        assert {*first.split(), *last.split()} <= {word.strip(",") for word in name.split()} | {*name.split()}


@pytest.mark.parametrize("most", [24, 40, 60, 75])
def test_names_that_begin_alike_stay_two(most: int) -> None:
    cut = [both_ends(name, most) for name in NAMES.values()]

    assert all(one != other for one, other in combinations(cut, 2))


def test_what_fits_stays_as_it_is() -> None:
    assert both_ends("Rules on top", 24) == "Rules on top"
    assert both_ends("x" * 24, 24) == "x" * 24


@pytest.mark.parametrize("names", [NAMES, MIDDLE, {**NAMES, **MIDDLE}], ids=["ends", "middle", "all"])
def test_in_a_menu_all_of_them_are_told_apart(names: dict[str, str]) -> None:
    """Those that differ in the middle alone have their number."""
    read = [option.to_dict()["text"]["text"] for option in told_apart(names).values()]

    assert len(set(read)) == len(names)
    assert all(len(text) <= OPTION for text in read)


def test_a_button_is_read_out_with_both_ends_of_what_it_is_about() -> None:
    said = heard("Change the answer…", NAMES["end"])

    assert said.startswith("Change the answer…: Rules on top")
    assert said.endswith("each morning")


def test_a_candidates_window_and_the_choice_between_them_keep_both_ends() -> None:
    scoping = in_stage("solutions", ("solutions.1", {"a": NAMES["end"], "b": NAMES["other-end"]}))
    asked = [question for question in scoping.catalog.in_form("candidate_a") if is_asked(scoping, question.id)]
    view = answering.answer(scoping, Handle(scoping.id, "candidate_a"), asked).to_dict()
    chosen = quoting.worded(scoping, scoping.catalog.questions["solutions.2"])
    menu = field_input(chosen, chosen.field("chosen"), None).to_dict()["element"]["options"]

    assert view["title"]["text"] == "Rules on top … morning"
    assert [option["text"]["text"].partition(" … ")[2] for option in menu[:2]] == [
        "a person who decides each morning",
        "and stop it without anybody looking",
    ]


@pytest.mark.parametrize("bold", [False, True], ids=["plain", "bold"])
def test_in_a_picture_too(bold: bool) -> None:
    lines = {id: wrapped_name(name, 2.6, most=2, bold=bold) for id, name in NAMES.items()}

    assert all(len(both) == 2 for both in lines.values())
    assert lines["end"][1].endswith("each morning")
    assert lines["other-end"][1].endswith("anybody looking")
    assert all(width(line, bold=bold) <= 2.6 for both in lines.values() for line in both)
