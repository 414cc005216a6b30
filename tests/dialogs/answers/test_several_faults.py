"""All that is wrong with one box is told at once, whatever the box: three at most, and how many more."""

from datetime import date

import pytest

from bot.words.sentences import spoken
from dialogs.answers.fields import parse
from dialogs.catalog import shipped
from dialogs.errors import BadFields

TODAY = date(2026, 3, 2)


def told(path: str, typed: str) -> str:
    id, _, field = path.rpartition(".")
    with pytest.raises(BadFields) as refused:
        parse(shipped().questions[id], {field: typed}, TODAY)
    return spoken(refused.value.problems[path])


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        (
            "plan.2.milestones",
            "Pilot; soon; 5k\nLaunch; 2027-01-31; five pears\nAll; 2020-01-01; 7k",
            "Line 1: “soon” is no one day. Give the latest it may be, like 2027-06-30; it can be moved later. "
            "Line 2: I can't read “five pears” as cost. Type the number alone, like 1,440 or 12k. "
            "Line 3: “2020-01-01” is in the past; give one from today on.",
        ),
        (
            "plan.2.milestones",
            "A; 1 soon\nB; 2 soon\nC; 3 soon\nD; 4 soon\nE; 5 soon",
            "Line 1: I can't read “1 soon” as a date. Type it like 2026-05-01; a month alone, May 2026, means its "
            "last day. "
            "Likewise line 2, “2 soon” and line 3, “3 soon”. Look at lines 4 and 5 as well.",
        ),
        (
            "risk.4.others",
            "Export; 9; 3\nOutage; 2; 8\nexport; 1; 1",
            "Line 1: “9” for likelihood is above 5; give at most 5. Likewise line 2, “8”. "
            "Lines 1 and 3 are both export. Which one counts?",
        ),
        (
            "risk.4.others",
            "Export; ; ",
            "Line 1, “Export; ;”, has 1 part. Put a ; between them, like “CRM supplier changes the export; 3; 3; the "
            "contract test fails; use last night's copy, ring them; Mia”.",
        ),
        (
            "candidate_a.5.history",
            "2025-01 0.5\n2025-02 n/a\n2025-03 maybe\n2025-01 0.6",
            "Line 2, “2025-02 n/a”, has no value. Leave the line out if nothing was measured then, or add the value. "
            "Line 3: I can't read “maybe” as a value. Type a line a point, like 2025-03-31 0.71, or 0.71 alone. "
            "Lines 1 and 4 are both 2025-01. Which one counts?",
        ),
        (
            "need.4.ml",
            "140k purple / 60k / 310k green",
            "I understand the numbers, but not “purple” beside them. Write them like 140k / 60k / 310k. Likewise "
            "“310k green”.",
        ),
        (
            "case.2.saving",
            "10% / 20k bats / 30k",
            "Is “10%” a share? I need the number itself here, without per cent. I understand the numbers, but not "
            "“bats” beside them. Write them like 180k / 310k / 400k.",
        ),
        (
            "problem.4.today",
            "62 purple bats",
            "I understand the number, but not “purple” and “bats” beside it. Give it alone, like 180,000 or 180k.",
        ),
    ],
)
def test_all_faults_of_a_box_are_told_at_once(path: str, typed: str, said: str) -> None:
    assert told(path, typed) == said


def test_the_faults_of_several_boxes_are_told_at_once() -> None:
    entries = {"start": "2026-01-01", "collect": "3 / 5", "train": "9 / 5 / 3", "evaluate": "x", "tune": "1 / 2 / 3"}
    with pytest.raises(BadFields) as refused:
        parse(shipped().questions["plan.1"], entries, TODAY)

    assert {path: said.key for path, said in refused.value.problems.items()} == {
        "plan.1.start": "problem.past_date",
        "plan.1.collect": "problem.range_ends",
        "plan.1.train": "problem.range_order",
        "plan.1.evaluate": "problem.number",
    }
