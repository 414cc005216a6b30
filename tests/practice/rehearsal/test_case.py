"""A case that is wrong is refused in a sentence that names the file, the line and what to do."""

from pathlib import Path

import pytest

from practice.client import View
from practice.rehearsal.case import CaseError, NotAsWritten, read
from practice.rehearsal.names import item_named, question_named
from practice.rehearsal.windows import by_block
from tests.practice.rehearsal.conftest import ROOT

CANTEEN = (ROOT / "examples" / "team-lunch-cancelled.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ("answers: The problem", "answers: The weather", 12, "no question, form or stage called “The weather”"),
        ("answers: The problem", "ansers: The problem", 12, "“ansers” means nothing here"),
        ("    says: Wait", "    shouts: Wait", 16, "“shouts” means nothing here"),
        ("    cancels: the scoping", "    waives: The problem\n    signs: it", 19, "waives and signs"),
        ("    because: From May", "    expect: Stopped #", 22, "duplicate key"),
        ("  - who: Tom\n    says", "  - says", 15, "who says? Add who: and a name"),
        ("    because: From May", '    because: "" #', 19, "cancels needs because: as well"),
        ("who: Tom", "who: Zoe", 15, "nobody here is called Zoe; there are Ana, Ivo"),
        ("ends: cancelled", "ends: [cancelled", 8, "cannot start any token"),
        ("director: Ivo\n", "", 1, "“director” is missing"),
        ("director: Ivo", "director: Ivo\ntrack: scenic", 6, "no track “scenic”; there are director, full"),
        ("    cancels: the scoping", "    widens: scenic", 20, "no track “scenic”"),
        ("    because: From May", "    leaves: The problem #", 19, "leaves and cancels"),
        ("    cancels: the scoping", "    taps: [4, 4, 2, 6, 4]", 20, "5 numbers from 1 to 5"),
        ("    cancels: the scoping", "    taps: [4, 4]", 20, "5 numbers from 1 to 5"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(
    tmp_path: Path, before: str, after: str, line: int, says: str
) -> None:
    case = tmp_path / "broken.yaml"
    assert before in CANTEEN
    case.write_text(CANTEEN.replace(before, after, 1), "utf-8")

    with pytest.raises(CaseError) as refused:
        read(case)

    assert str(refused.value).startswith(f"{case}, line {line}: ")
    assert says in str(refused.value)


def test_a_case_that_is_not_there_says_where_others_are(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="ls examples"):
        read(tmp_path / "nowhere.yaml")


def test_a_list_is_not_a_case(tmp_path: Path) -> None:
    case = tmp_path / "list.yaml"
    case.write_text("- one\n- two\n", "utf-8")

    with pytest.raises(CaseError, match="line 1: a case begins with title"):
        read(case)


def test_a_case_is_on_the_first_track_unless_it_says_so() -> None:
    assert read(ROOT / "examples" / "online-shop.yaml").case.track == ""
    assert read(ROOT / "examples" / "full-churn.yaml").case.track == "full"


@pytest.mark.parametrize(
    ("name", "track", "item"),
    [
        ("The problem", "director", "exam.1"),
        ("The problem", "full", "problem"),
        ("the PROBLEM", "full", "problem"),
        ("problem", "director", "problem"),
        ("The alternatives, side by side", "full", "ledger"),
        ("What is done instead", "director", "exam.2b"),
        ("What is done instead", "full", "instead"),
        ("candidate_b", "full", "candidate_b"),
        ("The ML metric", "full", "eval.2"),
        ("Director's exam", "full", "exam"),
        ("The exam, for MLOps", "director", "retake"),
    ],
)
def test_a_name_is_that_of_a_form_of_the_track_or_of_a_question(name: str, track: str, item: str) -> None:
    assert item_named(name, track) == item


def test_what_is_sent_back_is_a_question_even_where_a_form_is_called_the_same() -> None:
    assert question_named("What is done instead", "full") == "need.6"
    assert question_named("What is done instead", "director") == "exam.2b"


def test_entries_go_by_field_or_question_by_question() -> None:
    window = _window(
        {"need.4.ml": "Machine learning", "need.5.because": "Because …", "need.1.because": "How do you know?"}
    )

    assert by_block(window, "ledger", {"ml": 1, "Machine": 2}) == [("need.4.ml", 1), ("need.4.ml", 2)]
    assert by_block(window, "ledger", {"Which way": {"because": "yes"}}) == [("need.5.because", "yes")]
    assert by_block(window, "ledger", {"need.1": {"How do": "yes"}}) == [("need.1.because", "yes")]


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"beca": "yes"}, "no single field “beca”; it has “Machine learning” (need.4.ml), "),
        ({"weather": "fine"}, "no single field “weather”"),
        ({"The weather": {"because": "fine"}}, "asks no question “The weather”; it asks “The alternatives ledger”, "),
        ({"Which way": {"weather": "fine"}}, "no single field “weather”; it has “Because …” (need.5.because)"),
    ],
)
def test_an_entry_that_fits_nowhere_is_told_what_there_is(entries: dict[str, object], says: str) -> None:
    window = _window({"need.4.ml": "Machine learning", "need.5.because": "Because …", "need.1.because": "Because"})

    with pytest.raises(NotAsWritten) as refused:
        by_block(window, "ledger", entries)

    assert says in str(refused.value)


def _window(labels: dict[str, str]) -> View:
    """A window with an input under each block id."""
    blocks = [{"type": "input", "block_id": id, "label": {"text": text}} for id, text in labels.items()]
    return View("V1", "modal", "", "", "", "", blocks, {}, None, None, {}, {})
