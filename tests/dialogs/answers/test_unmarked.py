"""Lines whose cells are parted by dashes or commas: read where they can be read in one way alone."""

from datetime import date

import pytest

from bot.words.sentences import spoken
from dialogs.answers.fields import parse
from dialogs.answers.values import Value
from dialogs.catalog import shipped
from dialogs.errors import BadFields

RISKS, MILESTONES = "risk.4.others", "plan.2.milestones"


def kept(path: str, typed: str) -> Value:
    id, _, field = path.rpartition(".")
    return parse(shipped().questions[id], {field: typed}, date(2026, 3, 2))[field]


def refused(path: str, typed: str) -> str:
    with pytest.raises(BadFields) as problem:
        kept(path, typed)
    return spoken(problem.value.problems[path])


@pytest.mark.parametrize(
    ("path", "typed", "lines"),
    [
        (RISKS, "supplier leaves - 3 - 4 - tom asks", ["supplier leaves\t3\t4\ttom asks"]),
        (RISKS, "supplier leaves, 3, 4, tom asks", ["supplier leaves\t3\t4\ttom asks"]),
        (RISKS, "supplier leaves – 2-3 – 4", ["supplier leaves\t3\t4"]),
        (RISKS, "- supplier leaves, again, 3, 4", ["supplier leaves, again\t3\t4"]),
        (RISKS, "supplier leaves: 3, 4", ["supplier leaves\t3\t4"]),
        (RISKS, "supplier leaves - 3, 4 - tom", ["supplier leaves\t3\t4\ttom"]),
        (RISKS, "supplier leaves - 3 - 4 - tom asks, weekly", ["supplier leaves\t3\t4\ttom asks, weekly"]),
        (RISKS, "supplier leaves, 3, 4, a, b, c", ["supplier leaves\t3\t4\ta\tb\tc"]),
        (RISKS, "risk - likelihood - impact\nice - 3 - 4\nrain - 2 - 2", ["ice\t3\t4", "rain\t2\t2"]),
        (RISKS, "ice - 3 - 4\nrain; 2; 2\nfog\t1\t2", ["ice\t3\t4", "rain\t2\t2", "fog\t1\t2"]),
        (MILESTONES, "Pilot, 2026-05-01, 12k", ["Pilot\t2026-05-01\t12000"]),
        (MILESTONES, "Pilot,2026-05-01, 12k", ["Pilot\t2026-05-01\t12000"]),
        (MILESTONES, "Pilot, May 1, 2026, 12,000", ["Pilot\t2026-05-01\t12000"]),
        (MILESTONES, "Pilot, May 1, 2026", ["Pilot\t2026-05-01"]),
        (MILESTONES, "Pilot, at the clinic - end of May 2026 - 12k", ["Pilot, at the clinic\t2026-05-31\t12000"]),
        (MILESTONES, "Pilot: 2026-05-01", ["Pilot\t2026-05-01"]),
    ],
)
def test_dashes_and_commas_part_cells_where_all_of_a_line_fits(path: str, typed: str, lines: list[str]) -> None:
    assert kept(path, typed) == lines


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        (RISKS, "supplier leaves, 3, 4, tom asks, weekly"),
        (RISKS, "supplier leaves - 2 - 3 - 4"),
        (RISKS, "supplier leaves, 3, 4, 5, x"),
        (RISKS, "supplier leaves 3 4"),
        (RISKS, "supplier leaves - 3"),
        (MILESTONES, "Pilot - 1 May 2026 - 10k - 15k"),
        (MILESTONES, "Pilot, May, June"),
        (MILESTONES, "Pilot - 12k"),
    ],
)
def test_what_fits_in_two_ways_or_none_is_asked_about(path: str, typed: str) -> None:
    said = refused(path, typed)

    assert f"“{typed}”" in said
    assert "Put a ; between them" in said


def test_a_number_out_of_bounds_is_told_as_with_other_marks() -> None:
    assert refused(RISKS, "ice - 7 - 4") == refused(RISKS, "ice; 7; 4")


def test_every_line_at_fault_is_told() -> None:
    said = refused(RISKS, "a 3 4\nb - 3 - 4\nc; 3\nd, 9, 4\ne; 3; x\nf 2 2")

    assert "Line 1" in said
    assert "line 3" in said
    assert "Line 4: “9” for likelihood is above 5" in said
    assert said.endswith("Look at lines 5 and 6 as well.")
