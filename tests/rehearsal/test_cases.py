"""A case that is wrong is refused in a sentence that names the file, the line and what to do."""

from pathlib import Path

import pytest

from bot.practice.play import CaseError, read
from tests.rehearsal.conftest import ROOT

CANTEEN = (ROOT / "examples" / "team-lunch-cancelled.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ("answers: The problem", "answers: The weather", 12, "no question or stage called “The weather”"),
        ("answers: The problem", "ansers: The problem", 12, "“ansers” means nothing here"),
        ("    says: Wait", "    shouts: Wait", 16, "“shouts” means nothing here"),
        ("    cancels: the scoping", "    waives: The problem\n    signs: it", 19, "waives and signs"),
        ("    because: From May", "    expect: Stopped #", 22, "duplicate key"),
        ("  - who: Tom\n    says", "  - says", 15, "who says? Add who: and a name"),
        ("    because: From May", '    because: "" #', 19, "cancels needs because: as well"),
        ("who: Tom", "who: Zoe", 15, "nobody here is called Zoe; there are Ana, Ivo"),
        ("ends: cancelled", "ends: [cancelled", 8, "cannot start any token"),
        ("director: Ivo\n", "", 1, "“director” is missing"),
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
