"""Tables and histories as people paste them: read line by line, or asked about with the line named, never guessed."""

import json
import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.screens.blocks.inputs import field_input
from bot.telling.said import value_words
from bot.words.sentences import spoken
from dialogs.answers import pasted
from dialogs.answers.days import days
from dialogs.answers.fields import parse
from dialogs.answers.histories import MOST_POINTS, Series, series
from dialogs.answers.lines import is_ditto
from dialogs.answers.pasted import typed
from dialogs.answers.tables import MOST_ROWS, rows
from dialogs.answers.values import LONGEST, Value
from dialogs.catalog import AnswerField, Column, Kind, Question
from dialogs.errors import BadFields, Sentence

TODAY = date(2026, 3, 2)
PLAN = AnswerField(
    id="f",
    kind=Kind.TABLE,
    label="Milestones",
    columns=(
        Column(id="name", label="Name"),
        Column(id="by", label="Day", kind=Kind.DATE),
        Column(id="cost", label="Cost", kind=Kind.NUMBER, optional=True, min=0, max=1e9),
        Column(id="note", label="Note", optional=True),
    ),
)
RISKS = AnswerField(
    id="f",
    kind=Kind.TABLE,
    label="Risks",
    columns=(
        Column(id="risk", label="risk"),
        Column(id="likelihood", label="likelihood", kind=Kind.NUMBER, min=1, max=5, whole=True),
        Column(id="impact", label="impact", kind=Kind.NUMBER, min=1, max=5, whole=True),
    ),
)
PEOPLE = AnswerField(
    id="f",
    kind=Kind.TABLE,
    label="Stakeholders",
    columns=(Column(id="name", label="Name"), *(Column(id=id, label=id, optional=True) for id in ("Role", "Wish"))),
)
HISTORY = AnswerField(id="f", kind=Kind.SERIES, label="History")
AMOUNTS = AnswerField(id="f", kind=Kind.AMOUNTS, label="Money", parts=("once", "a year", "value a year"))


def asked(field: AnswerField) -> Question:
    return Question(id="q", source=("x",), label="Q", ask="?", why=".", example=".", fields=(field,))


def read(field: AnswerField, text: str) -> Value:
    return parse(asked(field), {"f": text}, TODAY)["f"]


def read_or_left(field: AnswerField, text: str) -> Value | None:
    """None where nothing was pasted, or a word that nobody knows."""
    return parse(asked(field), {"f": text}, TODAY).get("f")


def refused(field: AnswerField, text: str) -> Sentence:
    with pytest.raises(BadFields) as problem:
        parse(asked(field), {"f": text}, TODAY)
    assert spoken(problem.value.problems["q.f"])
    return problem.value.problems["q.f"]


def first_fault(field: AnswerField, text: str) -> Sentence:
    """What is told first, of one thing that is wrong or of several."""
    problem = refused(field, text)
    several = problem.values.get("told")
    return several[0] if isinstance(several, list) else problem


def told(field: AnswerField, text: str) -> str:
    return spoken(refused(field, text))


def filled_in(field: AnswerField, value: Value) -> str:
    return str(field_input(asked(field), field, value).to_dict()["element"]["initial_value"])


# Tables


@pytest.mark.parametrize(
    "text",
    [
        "Pilot; 2026-05-01; 12k\nLaunch; 1.9.2026",
        "Pilot\t2026-05-01\t12,000\t\r\nLaunch\t1 September 2026\t\t",
        "Name\tDay\tCost\tNote\nPilot\t2026-05-01\tEUR 12k\nLaunch\t2026-09-01",
        "name;day\nPilot;2026-05-01;12000\n\n  \nLaunch;September 1, 2026",
        "| Name | Day | Cost |\n|---|:---:|---|\n| Pilot | 2026-05-01 | 12k |\n| Launch | 2026-09-01 | |",
        "Pilot | 2026-05-01 | 12'000\nLaunch | 1 Sep 2026",
        "  Pi\u200blot  ;2026/05/01;12.000;\nLaunch;2026-09-01 00:00:00",
    ],
)
def test_a_table_is_read_as_people_paste_it(text: str) -> None:
    assert read(PLAN, text) == ["Pilot\t2026-05-01\t12000", "Launch\t2026-09-01"]


def test_the_rows_of_a_table_come_back_typed() -> None:
    kept = read(PLAN, "Pilot; 2026-05-01; 12k; with sales\nLaunch; May 2026;; late")

    assert rows(PLAN, kept) == [
        {"name": "Pilot", "by": date(2026, 5, 1), "cost": 12000.0, "note": "with sales"},
        {"name": "Launch", "by": date(2026, 5, 31), "cost": None, "note": "late"},
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-01", "2026-05-01"),
        ("2026-5-1", "2026-05-01"),
        ("1.5.2026", "2026-05-01"),
        ("01. 05. 2026", "2026-05-01"),
        ("1 May 2026", "2026-05-01"),
        ("1st may 2026", "2026-05-01"),
        ("1. May 2026", "2026-05-01"),
        ("1-May-2026", "2026-05-01"),
        ("May 1st, 2026", "2026-05-01"),
        ("Sept. 2, 2026", "2026-09-02"),
        ("13/04/2026", "2026-04-13"),
        ("04/13/2026", "2026-04-13"),
        ("04/04/2026", "2026-04-04"),
        ("2026-05-01T14:02:11Z", "2026-05-01"),
        ("May 2026", "2026-05-31"),
        ("31.12.26", "2026-12-31"),
        ("1. 5. 26", "2026-05-01"),
        ("31 Dec 26", "2026-12-31"),
        ("31. Dez 26", "2026-12-31"),
        ("Q4-26", "2026-12-31"),
        ("Q3'26", "2026-09-30"),
        ("H1-27", "2027-06-30"),
        ("Ende 2026", "2026-12-31"),
        ("bis Ende Mai 2026", "2026-05-31"),
        ("Jänner 2027", "2027-01-31"),
        ("end of next year", "2027-12-31"),
        ("by the end of the year", "2026-12-31"),
        ("end of this month", "2026-03-31"),
        ("next quarter", "2026-06-30"),
        ("end of next week", "2026-03-15"),
        ("Ende nächsten Jahres", "2027-12-31"),
        ("in six months", "2026-09-02"),
        ("in 6 months", "2026-09-02"),
        ("within 10 weeks", "2026-05-11"),
        ("in sechs Monaten", "2026-09-02"),
        ("in a year", "2027-03-02"),
        ("two weeks from now", "2026-03-16"),
        ("in a week's time", "2026-03-09"),
        ("in a fortnight", "2026-03-16"),
        ("tomorrow", "2026-03-03"),
        ("Friday", "2026-03-06"),
        ("by this Friday", "2026-03-06"),
        ("Monday", "2026-03-09"),
        ("next Monday", "2026-03-09"),
        ("mid next month", "2026-04-15"),
        ("mid May 2027", "2027-05-15"),
        ("2027-02", "2027-02-28"),
        ("02/2028", "2028-02-29"),
        ("1.1.2099", "2099-01-01"),
    ],
)
def test_a_day_is_read_as_people_write_it_and_a_month_is_its_last_day(written: str, day: str) -> None:
    assert read(PLAN, f"Pilot; {written}") == [f"Pilot\t{day}"]


@pytest.mark.parametrize(
    ("day", "coming"),
    [
        ("end of May", "2026-05-31"),
        ("Ende Mai", "2026-05-31"),
        ("1 May", "2026-05-01"),
        ("2 March", "2026-03-02"),
        ("1 March", "2027-03-01"),
        ("end of February", "2027-02-28"),
        ("Q4", "2026-12-31"),
        ("mid January", "2027-01-15"),
        ("mid-Jan", "2027-01-15"),
        ("Mitte Januar", "2027-01-15"),
        ("middle of March", "2026-03-15"),
        ("early Feb", "2027-02-10"),
        ("beginning of May", "2026-05-01"),
        ("late April", "2026-04-30"),
    ],
)
def test_a_day_without_its_year_is_the_next_one(day: str, coming: str) -> None:
    assert read(PLAN, f"Pilot; {day}") == [f"Pilot\t{coming}"]


def test_months_from_now_end_with_a_month_that_is_shorter() -> None:
    assert days("in 6 months", date(2026, 8, 31)) == (date(2027, 2, 28),)
    assert days("in 6 months") == ()


def test_a_day_that_could_be_two_is_shown_as_both() -> None:
    assert told(PLAN, "a; 2026-05-01\nb; 03/04/2026") == (
        "Line 2: “03/04/2026” could be 2026-03-04 or 2026-04-03. Type the one you mean."
    )


@pytest.mark.parametrize(
    "day", ["no month", "2026-02-30", "30.2.2026", "2026-13", "32 May 2026", "5", "1.5.2", "marketing 2026"]
)
def test_a_day_that_is_none_is_told_with_its_line(day: str) -> None:
    problem = refused(PLAN, f"Pilot; 2026-05-01\n\nLaunch; {day}")

    assert (problem.key, problem.values) == ("problem.line_day", {"line": 3, "entry": day})


@pytest.mark.parametrize(
    ("text", "sentence", "line"),
    [
        ("Pilot", "problem.line_cells", 1),
        ("Pilot; 2026-05-01; 1; a; b", "problem.line_cells", 1),
        ("Pilot; ; 12k", "problem.line_empty", 1),
        ("Name; Day\n; 2026-05-01", "problem.line_empty", 2),
        ("\t2026-05-01", "problem.line_empty", 1),
        ("Pilot; 2026-05-01; a lot", "problem.line_number", 1),
        ("Pilot; 2026-05-01; 10-5", "problem.line_number", 1),
        ("Pilot; 2026-05-01; 1k a month", "problem.line_number", 1),
        ("Pilot; 2026-05-01; -1", "problem.line_small", 1),
        ("Pilot; 2026-05-01; 2bn", "problem.line_large", 1),
    ],
)
def test_a_line_that_cannot_be_used_is_named(text: str, sentence: str, line: int) -> None:
    problem = refused(PLAN, text)

    assert (problem.key, problem.values["line"]) == (sentence, line)


@pytest.mark.parametrize("text", ["Name; Day", ";;;", "|---|---|", "Name\tDay\tCost\tNote\n\t\t\t"])
def test_a_table_without_a_line_of_its_own_is_shown_its_columns(text: str) -> None:
    assert told(PLAN, text) == "A line each, please: Name ; Day ; [Cost] ; [Note]."


@pytest.mark.parametrize(
    "text",
    [
        "Milestone\tDate\tCost (EUR)\nPilot\t2026-05-01\t12000",
        "What; When\nPilot; 2026-05-01; 12k",
        "| Milestone | Due date | Cost |\n|---|:--:|--:|\n| Pilot | 2026-05-01 | 12k |",
        "Pilot\t2026-05-01\t12000\nTotal\t\t12,000",
        "Milestone | Date | Cost\nPilot | 2026-05-01 | 12k\n**Gesamt** | | 12k",
        "Pilot; 2026-05-01; 12k\nSum:",
    ],
)
def test_a_header_and_a_total_are_no_milestones(text: str) -> None:
    assert read(PLAN, text) == ["Pilot\t2026-05-01\t12000"]


@pytest.mark.parametrize(
    "heading", ["Risk | Likelihood | Impact", "Risk | Likelihood 1-5 | Impact (1-5)", "| R | L | I |"]
)
def test_a_header_over_numbers_is_no_risk(heading: str) -> None:
    assert read(RISKS, f"{heading}\n|---|---|---|\nThe export changes | 3 | 4") == ["The export changes\t3\t4"]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("soon", "problem.open_day"),
        ("immediately", "problem.open_day"),
        ("30.2.2026", "problem.line_day"),
        ("next spring", "problem.open_day"),
    ],
)
def test_a_first_line_whose_day_is_not_fixed_is_asked_about_and_not_taken_for_a_header(day: str, sentence: str) -> None:
    problem = refused(PLAN, f"Kick-off; {day}\nPilot; 2026-05-01")

    assert (problem.key, problem.values["line"]) == (sentence, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Total; 2026-05-01; 12k\nPilot; 2026-06-01", None),
        ("Total; ; 12k\nPilot; 2026-06-01", "problem.line_empty"),
        ("Pilot; 2026-06-01\nTotal rebuild; ; 12k", "problem.line_empty"),
        ("Milestone; Date", "problem.line_day"),
    ],
)
def test_what_only_looks_like_a_header_or_a_total_is_kept_or_asked_about(text: str, sentence: str | None) -> None:
    assert (refused(PLAN, text).key if sentence else len(rows(PLAN, read(PLAN, text)))) == (sentence or 2)


def test_a_milestone_lies_today_or_later() -> None:
    assert told(PLAN, "Pilot; 2026-03-02\nLaunch; 1 March 2026") == (
        "Line 2: “1 March 2026” is in the past; give one from today on."
    )


def test_a_cell_out_of_bounds_is_named_by_its_column() -> None:
    assert told(RISKS, "a; 3; 4\nb; 3; 6") == "Line 2: “6” for impact is above 5; give at most 5."
    assert told(RISKS, "a; 0; 4") == "Line 1: “0” for likelihood is below 1; give at least 1."


def test_a_column_of_whole_numbers_takes_no_other() -> None:
    assert told(RISKS, "a; 3; 4\nb; 2.5; 3") == "Line 2: “likelihood” is a whole number; 2.5 is none."


def test_a_table_holds_thirty_lines() -> None:
    assert len(rows(PLAN, read(PLAN, "a;2026-05-01\n" * MOST_ROWS))) == MOST_ROWS
    assert refused(PLAN, "a;2026-05-01\n" * (MOST_ROWS + 1)).key == "problem.table_rows"


def test_words_with_a_semicolon_stay_in_their_cell_when_a_spreadsheet_is_pasted() -> None:
    kept = read(PLAN, "Pilot; two shops | north\t2026-05-01")

    assert kept == ["Pilot; two shops | north\t2026-05-01"]
    assert read(PLAN, filled_in(PLAN, kept)) == kept


# Histories


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-31 0.71\n2025-04-30 0.72",
        "2025-03;71%\n2025-04;72 %",
        "2025-04-30\t0,72\n2025-03-31\t0,71",
        "March 2025: 71%\nApril 2025: 0.72",
        "31 March 2025, 0.71\n30.4.2025, .72",
        "2025-03-31,0.71\n2025-04-30,0.72",
        "date;accuracy\n2025-03-31 14:02; 0.710\n\n2025-04-30 14:02; 0.720",
        "| 2025-03 | 0.71 |\r\n| 2025-04 | 0.72 |",
    ],
)
def test_a_history_is_read_as_people_paste_it(text: str) -> None:
    assert read(HISTORY, text) == ["2025-03-31\t0.71", "2025-04-30\t0.72"]


@pytest.mark.parametrize("text", ["2026-03-02 0.71", "2026-03 0.71", "March 2026: 71%"])
def test_a_history_reaches_until_today_and_the_month_that_has_begun(text: str) -> None:
    assert read(HISTORY, text)


@pytest.mark.parametrize("time", ["2026-03-03", "2026-04", "1 May 2027"])
def test_a_measurement_of_tomorrow_is_refused(time: str) -> None:
    assert told(HISTORY, f"2026-02 0.7\n{time} 0.71") == (
        f"Line 2: “{time}” is not over yet. Give what has been measured, up to today."
    )


def test_a_history_comes_back_in_the_order_of_time() -> None:
    assert series(read(HISTORY, "2025-05-31 0.72\n2025-03-31 0.71\n2025-04-30 0.7")) == Series(
        True, ((date(2025, 3, 31), 0.71), (date(2025, 4, 30), 0.7), (date(2025, 5, 31), 0.72))
    )
    assert series(read(HISTORY, "12 0.72\n3 0.61\n-1 0.5")) == Series(False, ((-1, 0.5), (3, 0.61), (12, 0.72)))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Dec-25\t73%\nJan-26\t74%", ["2025-12-31\t0.73", "2026-01-31\t0.74"]),
        ("Q1 2025 0.71\nQ2 2025 0.72", ["2025-03-31\t0.71", "2025-06-30\t0.72"]),
        ("2025-Q4 0.71\nend of January 2026; 0.72", ["2025-12-31\t0.71", "2026-01-31\t0.72"]),
        ("W50 0.71\nW51 0.72", ["50\t0.71", "51\t0.72"]),
        ("202512\t73%\n202601\t74%", ["2025-12-31\t0.73", "2026-01-31\t0.74"]),
        ("200000 0.71\n202601 0.72", ["200000\t0.71", "202601\t0.72"]),
    ],
)
def test_months_and_quarters_are_days_however_they_are_written(text: str, kept: list[str]) -> None:
    assert read(HISTORY, text) == kept


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1 Oct 0.71\n1 Nov 0.74", 1),
        ("Oct 25 0.71\nJan 26 0.74", 1),
        ("Mar 24 0.71", 1),
        ("25-Dec 0.7", 1),
        ("W51 0.71\nW52 0.72\nW01 0.73", 3),
        ("KW 52 0.72\nKW 1 0.73", 2),
        ("S52 0.72\nS01 0.73", 2),
        ("month 12 0.72\nmonth 1 0.73", 2),
        ("11 0.71\n12 0.72\n1 0.73", 3),
        ("51 0.7\n52 0.71\n1 0.72\n2 0.73", 3),
        ("Q4 0.71\nQ1 0.72", 1),
    ],
)
def test_a_time_without_its_year_is_asked_about(text: str, line: int) -> None:
    problem = first_fault(HISTORY, text)

    assert (problem.key, problem.values["line"]) == ("problem.line_year", line)


def test_values_alone_are_counted() -> None:
    assert series(read(HISTORY, "0.61\n71%\n\n0,65")) == Series(False, ((1, 0.61), (2, 0.71), (3, 0.65)))


@pytest.mark.parametrize(
    ("line", "time", "value"),
    [
        ("week 12: 0.71", 12, 0.71),
        ("1,000 0.71", 1000, 0.71),
        ("5k examples; 71%", 5000, 0.71),
        ("50% 0.71", 50, 0.71),
        ("12 -0.5", 12, -0.5),
        ("12 \u22120.5", 12, -0.5),
        ("12 3.1420", 12, 3.142),
        ("12 0.712", 12, 0.712),
        ("12 205 ms", 12, 205),
        ("12 1.5 k", 12, 1500),
        ("12 1.2 Mio", 12, 1.2e6),
        ("12 1.2 Mio. EUR", 12, 1.2e6),
        ("12 1.5 million euros", 12, 1.5e6),
        ("12 205 €", 12, 205),
        ("12 (71.125%)", 12, 0.71125),
        ("12 7.1%", 12, 0.071),
        ("12 1'200", 12, 1200),
        ("12 120ms", 12, 120),
        ("12 1,234.5", 12, 1234.5),
        ("12 0.71.", 12, 0.71),
    ],
)
def test_a_point_is_read_as_people_write_it(line: str, time: float, value: float) -> None:
    assert series(read(HISTORY, line)) == Series(False, ((time, value),))


@pytest.mark.parametrize(
    ("text", "sentence", "line"),
    [
        ("0.61\n\nabout the same", "problem.line_value", 3),
        ("0.61, 0.62, 0.65, 0.68", "problem.line_point", 1),
        ("2025-03-31", "problem.line_no_value", 1),
        ("abc", "problem.line_value", 1),
        ("0.6\nsoon 0.7", "problem.line_time", 2),
        ("2025-03-31 0.6\n03/04/2025 0.7", "problem.line_two_days", 2),
        ("1 0.6\n2 1,234", "problem.line_mark", 2),
        ("1 0.6\n2 7e-1", "problem.line_value", 2),
        ("1 0.6\n2 (0.7)", "problem.line_value", 2),
        ("v1.9 0.6\nv1.10 0.7", "problem.line_time", 1),
        ("1 " + "9" * 400, "problem.line_large", 1),
        ("1 -" + "9" * 400 + "%", "problem.line_small", 1),
        ("9" * 400 + " 1", "problem.line_large", 1),
    ],
)
def test_a_point_that_cannot_be_used_is_named(text: str, sentence: str, line: int) -> None:
    problem = first_fault(HISTORY, text)

    assert (problem.key, problem.values["line"]) == (sentence, line)


@pytest.mark.parametrize(
    ("values", "read_as"),
    [
        ("1.234,5 1.300,0 1.350 1.400 1.450", [1234.5, 1300, 1350, 1400, 1450]),
        ("1,234.5 1,300 1,350", [1234.5, 1300, 1350]),
        ("1.234 1.300 1.234.567", [1234, 1300, 1234567]),
        ("1.350 999,5 1.400", [1350, 999.5, 1400]),
        ("1.350 120,5", [1350, 120.5]),
        ("950.5 1,020 1,100", [950.5, 1020, 1100]),
        ("950 1.020 1.100", [950, 1020, 1100]),
        ("980 1,020", [980, 1020]),
        ("0.712 1.034", [0.712, 1.034]),
        ("1.142 1.9 1.05", [1.142, 1.9, 1.05]),
        ("0,712 1,034", [0.712, 1.034]),
        ("2 1.234 3", [2, 1.234, 3]),
        ("1.2345 1.234", [1.2345, 1.234]),
        ("0.72 0,71", [0.72, 0.71]),
        ("71.125% 72.500%", [0.71125, 0.725]),
    ],
)
def test_the_values_of_a_history_are_read_in_one_way(values: str, read_as: list[float]) -> None:
    text = "\n".join(f"2025-{at:02}: {value}" for at, value in enumerate(values.split(), 1))
    kept = read(HISTORY, text)

    assert [value for _, value in series(kept).points] == read_as
    assert read(HISTORY, filled_in(HISTORY, kept)) == kept


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            "1.234 1.300 1.350",
            "Line 1: is the point in “1.234” a decimal point? Write 1.2340 if it is, 1234 if not.",
        ),
        (
            "1,234 1,300 1,350",
            "Line 1: is the comma in “1,234” a decimal point? Write 1.2340 if it is, 1234 if not.",
        ),
        ("50 1.234", "Line 2: is the point in “1.234” a decimal point? Write 1.2340 if it is, 1234 if not."),
        ("1,5 1.234", "Line 2: is the point in “1.234” a decimal point? Write 1.2340 if it is, 1234 if not."),
        ("0,6 1.234", "Line 2: is the point in “1.234” a decimal point? Write 1.2340 if it is, 1234 if not."),
        ("0.6 1,234", "Line 2: is the comma in “1,234” a decimal point? Write 1.2340 if it is, 1234 if not."),
        ("1234.5 1.300", "Line 2: is the point in “1.300” a decimal point? Write 1.3000 if it is, 1300 if not."),
        (
            "1.234,5 1.300 1.5",
            "Line 3: the point in “1.5” is a decimal one, and in line 1, “1.234,5”, it parts thousands. "
            "Write all the same way.",
        ),
        (
            "0,7 1,234.5",
            "Line 1: the comma in “0,7” is a decimal one, and in line 2, “1,234.5”, it parts thousands. "
            "Write all the same way.",
        ),
    ],
)
def test_a_mark_that_may_be_either_is_asked_about(values: str, said: str) -> None:
    assert told(HISTORY, "\n".join(f"2025-{at:02}: {value}" for at, value in enumerate(values.split(), 1))) == said


@pytest.mark.parametrize("answer", ["1234", "1.2340"])
def test_one_value_written_as_was_asked_settles_the_others(answer: str) -> None:
    kept = read(HISTORY, f"{answer}\n1.300\n1.350")

    assert [value for _, value in series(kept).points] == (
        [1234, 1300, 1350] if answer == "1234" else [1.234, 1.3, 1.35]
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-10 0.58\n2025-10 0.59", "Lines 1 and 2 are both 2025-10. Which one counts?"),
        ("2025-09 0.5\n2025-10 0.58\nOct 2025 0.59", "Lines 2 and 3 are both 2025-10-31. Which one counts?"),
        ("12 0.58\n13 0.6\n12 0.58", "Lines 1 and 3 are both 12. Which one counts?"),
        ("2025-10-01 09:00 0.5\n2025-10-01 14:00 0.6", "Lines 1 and 2 are both 2025-10-01. Which one counts?"),
    ],
)
def test_of_two_points_of_one_time_is_asked_which_counts(text: str, said: str) -> None:
    assert told(HISTORY, text).startswith(said)


@pytest.mark.parametrize("mark", [" ", "; ", "\t", ": "])
def test_a_remark_in_brackets_is_named(mark: str) -> None:
    assert "leave “(old labels)” out" in told(HISTORY, f"2025-10{mark}0.52 (old labels)\n2025-11{mark}0.6")


@pytest.mark.parametrize("line", ["12 71 (in %)", "12 1.2 (Mio)", "12 1.2 k old", "12 71 percent (per cent)"])
def test_words_that_say_how_much_a_value_is_are_no_remark(line: str) -> None:
    assert refused(HISTORY, line).key != "problem.line_aside"


@pytest.mark.parametrize("line", ["2025-10 0.52", "12 71%", "2025-10: 205"])
def test_words_behind_a_value_are_named_whole(line: str) -> None:
    assert told(HISTORY, f"{line} old labels") == (
        f"Line 1: leave “old labels” out; I can keep when and how much alone, like {line}."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "0.6\n0.61\n0.62\n2025-03 0.7",
            "Line 4, “2025-03 0.7”, has a date, the lines before have no time: one sort for all, please.",
        ),
        (
            "2025-03 0.6\n12 0.7",
            "Line 2, “12 0.7”, has a number for the time, the lines before have a date: one sort for all, please.",
        ),
        (
            "12 0.6\n0.7",
            "Line 2, “0.7”, has no time, the lines before have a number for the time: one sort for all, please.",
        ),
    ],
)
def test_all_points_of_a_history_have_one_sort_of_time(text: str, said: str) -> None:
    assert told(HISTORY, text) == said


@pytest.mark.parametrize(
    ("text", "line"),
    [("0.61\n0.66\n71", 3), ("71\n0.72", 1), ("71%\n72\n73%", 2), ("0.5%\n0.8%\n1.2", 3), ("12 0.09\n13 5", 2)],
)
def test_a_percentage_without_its_sign_among_shares_is_asked_about(text: str, line: int) -> None:
    problem = refused(HISTORY, text)

    assert (problem.key, problem.values["line"]) == ("problem.series_shares", line)


@pytest.mark.parametrize("text", ["1.4\n1.1\n0.9", "61\n66\n71", "0\n0.5\n1", "0.5\n120", "71%\n0.72", "50%\n1500%"])
def test_what_is_on_one_scale_is_not(text: str) -> None:
    assert read(HISTORY, text)


def test_a_history_holds_two_hundred_points() -> None:
    lines = "\n".join(f"{at} 71%" for at in range(MOST_POINTS))

    assert len(series(read(HISTORY, lines)).points) == MOST_POINTS
    assert refused(HISTORY, "0.5\n" * (MOST_POINTS + 1)).key == "problem.series_points"


def test_few_points_are_points() -> None:
    assert read(HISTORY, "0.5") == ["1\t0.5"]


# Shown and filled in again


def test_what_was_pasted_is_filled_in_as_it_was_typed() -> None:
    assert filled_in(PLAN, read(PLAN, "Pilot; May 1, 2026; 12k\nLaunch; May 2026")) == (
        "Pilot ; 2026-05-01 ; 12,000\nLaunch ; 2026-05-31"
    )
    assert filled_in(HISTORY, read(HISTORY, "61%\n65%")) == "0.61\n0.65"
    assert filled_in(HISTORY, read(HISTORY, "4 0.65\n3 0.61")) == "3 0.61\n4 0.65"
    assert filled_in(HISTORY, read(HISTORY, "2025-03 0.61\n2025-04 0.65")) == "2025-03 0.61\n2025-04 0.65"
    assert filled_in(HISTORY, read(HISTORY, "2025-03-01 0.61\n2025-04 0.65")) == "2025-03-01 0.61\n2025-04-30 0.65"
    assert filled_in(AMOUNTS, [140e3, 1.234, 0.0]) == "140,000 / 1.2340 / 0"


@pytest.mark.parametrize("field", [PLAN, HISTORY, AMOUNTS])
def test_an_empty_input_says_what_to_type(field: AnswerField) -> None:
    element = field_input(asked(field), field, None).to_dict()["element"]

    assert "initial_value" not in element
    assert 0 < len(element["placeholder"]["text"]) <= 150
    assert "…" not in element["placeholder"]["text"]


def test_what_was_pasted_is_told_in_a_few_words() -> None:
    plan = read(PLAN, "Pilot; 2026-05-01\nLaunch; 2026-06-01\nHandover; 2026-07-01")

    assert value_words(PLAN, plan) == "3 rows: Pilot, Launch, Handover"
    assert value_words(PLAN, read(PLAN, "a;May 2026\n" * 7)) == "7 rows: a, a, a, a, a, a, …"
    assert value_words(HISTORY, read(HISTORY, "0.61\n0.7\n0.65\n0.712")) == "4 points, 0.61 to 0.712"
    assert value_words(HISTORY, read(HISTORY, "1200")) == "1 point, 1,200"
    assert value_words(AMOUNTS, [140e3, 60e3, 310e3]) == "140,000 once / 60,000 a year / 310,000 value a year"


# Whatever is pasted

PIECES = st.sampled_from(
    (
        *(
            "\t",
            ";",
            "|",
            "\n",
            " ",
            ":",
            ", ",
            "%",
            "-",
            ".",
            ",",
            "k",
            "a",
            "week ",
            "\u00a0",
            "\u200b",
            "Name",
            "Day",
        ),
        *('"', '""', "**", "*", "_", "`", "~~", "1. ", "2. ", "[ ] ", "• ", "\\|", "<br>", "```", "#", "same", "tbd"),
        *("0.71", "71", "1,234", "12.345", "1500%", "0.5%", "2025-03-31", "03/04/2026", "May 2026"),
    )
)
ANYTHING = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=24).map("".join))
_LINE_ENDS = re.compile(r"\r\n|[\n\r\u2028\u2029]")
DAYS = st.sampled_from(("2026-05-01", "1.5.2026", "13/04/2026", "May 2026", "2025-02", "1 Sep 2026", "2024-02-29"))
FIGURES = st.sampled_from(
    ("0.71", "71%", "3.142", "12.3450", "1'200", "12k", "0,5", "1500%", "71.125%", "-0.5", "1e-9", "0")
)
SIGNS = (
    '"',
    '""',
    "*",
    "**",
    "***",
    "_",
    "`",
    "```",
    "~",
    "a",
    "b c",
    ",",
    ";",
    "|",
    "\\",
    "- ",
    "1. ",
    "2) ",
    "[x] ",
    "<br>",
)
NAMES = st.one_of(
    st.lists(st.sampled_from(SIGNS), max_size=6).map("".join),
    st.sampled_from(("Pilot", "a;b", "a|b", "|", "-", "Name", "12.345", "May 2026")),
    st.text(max_size=9),
)
BESIDE = st.sampled_from(("\t", " ; ", ";", " | ", " ", ": ", ", "))
ROWS = st.builds(str.join, BESIDE, st.tuples(NAMES, DAYS, st.one_of(st.just(""), FIGURES), NAMES))
POINTS = st.builds(str.join, BESIDE, st.tuples(st.one_of(DAYS, FIGURES, st.just("")), FIGURES))
PASTED = st.one_of(
    st.tuples(st.sampled_from((PLAN, HISTORY, AMOUNTS)), ANYTHING),
    st.tuples(st.just(PLAN), st.lists(ROWS, max_size=3).map("\n".join)),
    st.tuples(st.just(PEOPLE), st.lists(st.one_of(NAMES, ROWS), max_size=3).map("\n".join)),
    st.tuples(st.just(HISTORY), st.lists(POINTS, max_size=4).map("\n".join)),
    st.tuples(st.just(AMOUNTS), st.tuples(FIGURES, FIGURES, FIGURES).map(" / ".join)),
)


@given(PASTED)
def test_anything_is_read_or_refused_with_a_sentence_and_reads_back_as_the_same(
    entry: tuple[AnswerField, str],
) -> None:
    field, text = entry
    try:
        kept = read_or_left(field, text)
        again = kept if kept is None else read(field, filled_in(field, kept))
        words = "" if kept is None else value_words(field, kept)
    except BadFields as refusal:
        kept, again, words = [], [], spoken(refusal.problems["q.f"])

    assert words or not text.strip() or kept is None
    assert json.loads(json.dumps(kept)) == kept == again


LINES = st.one_of(
    st.sampled_from(
        ("Name; Day; Cost", "Day; Name", "What; When", "Total; ; 12k", "date,accuracy", "Month; churn", "")
    ),
    st.sampled_from(
        ("Kick-off; immediately", "Churn rate", "| Name | Day |", "|---|---|", "1. Pilot; 1.9.2026", "- x")
    ),
    st.sampled_from(
        (
            "2025-10 1.234",
            "2025-11 1.300,5",
            "2025-12 950",
            "2025-10 0.5 (old)",
            "Pilot; end of May",
            "none",
            "x; Q4-26",
        )
    ),
    st.sampled_from(("Pilot; in six months; none; ?", "Export; 3; 4; TBD", "2025-10 205 ms", "31.12.25 0.7")),
    ROWS,
    POINTS,
)


@given(st.sampled_from((PLAN, RISKS, HISTORY)), st.lists(LINES, max_size=5))
def test_each_line_is_a_row_or_said_to_be_left_out_or_named_in_a_refusal(field: AnswerField, lines: list[str]) -> None:
    text = "\n".join(lines)
    told = [at for at, line in enumerate(lines, 1) if any(map(str.isalnum, line))]
    assume(not set('"`<') & set(text) and len(_LINE_ENDS.findall(text)) == len(lines) - 1)
    try:
        values = parse(asked(field), {"f": text}, TODAY)
    except BadFields as refusal:
        said = refusal.problems["q.f"]

        assert said.values.get("line", 1) in range(1, len(lines) + 1)
        return
    kept = [*values.get("f", [])]
    out = pasted.left_out(asked(field), {"f": text}, values)

    assert "f" not in values or len(told) <= len(kept) + len(out) <= len([line for line in lines if line.strip()])
    assert {one.values["line"] for one in out} <= set(told)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
NOTES = WORDS.filter(lambda words: not is_ditto(words.strip()))
NUMBERS = st.floats(0, 1e9).map(str).filter(lambda number: "e" not in number)


@given(st.lists(st.tuples(WORDS, st.dates(TODAY, date(2199, 12, 31)), NUMBERS, NOTES), max_size=5))
def test_a_table_keeps_every_cell(lines: list[tuple[str, date, str, str]]) -> None:
    text = "\n".join(f"x{words}\t{day}\t{number}0000\t{note}" for words, day, number, note in lines)
    kept = read(PLAN, f"{text}\nlast; 2026-05-01")

    assert [(row["by"], row["cost"]) for row in rows(PLAN, kept)[:-1]] == [
        (day, float(number)) for _, day, number, _ in lines
    ]
    assert read(PLAN, typed(PLAN, kept)) == kept


@given(
    st.lists(
        st.tuples(st.dates(date(1900, 1, 1), TODAY), st.floats(0, 1).map(lambda value: round(value, 9))),
        min_size=1,
        max_size=20,
        unique_by=lambda point: point[0],
    )
)
def test_a_history_keeps_every_point(points: list[tuple[date, float]]) -> None:
    text = "\n".join(f"{day} {value:.9f}" for day, value in points)

    assert series(read(HISTORY, text)) == Series(True, tuple(sorted(points, key=lambda point: point[0])))


@pytest.mark.parametrize("field", [PLAN, HISTORY, AMOUNTS])
@pytest.mark.parametrize(
    "piece", ["a", "1", "1,", "1 ", " ", "\t", "|", ";", "- ", "%", " %", "\n", ":", "9.9", "May 2026", "1;", "a\n"]
)
@pytest.mark.parametrize("length", [LONGEST - 2, 40_000])
def test_long_texts_are_read_or_refused(field: AnswerField, piece: str, length: int) -> None:
    """A parser that went over them again and again would hold the whole suite up."""
    problem = refused(field, "x" + piece * (length // len(piece)) + "x")

    assert problem.key.startswith("problem.")


def test_what_would_not_fit_when_it_is_filled_in_again_is_too_long() -> None:
    problem = refused(PLAN, ("a" * 70 + ";May 2026;1m;" + "b" * 10 + "\n") * MOST_ROWS)

    assert problem.key == "problem.too_long"
    assert problem.values["most"] == LONGEST


@pytest.mark.parametrize("day", ["two weeks", "mid-month", "early 3 May 2027"])
def test_half_of_a_day_is_none(day: str) -> None:
    assert "as a date" in told(PLAN, f"Pilot; {day}")


def test_next_friday_is_one_of_two() -> None:
    assert "2026-03-06 or 2026-03-13" in told(PLAN, "Pilot; next Friday")
