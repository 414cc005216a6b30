"""Follow-ups: seventy thin answers draw theirs, seventy good ones draw next to none, and nothing is asked twice."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from dialogs.answers import evidence
from dialogs.answers.evidence import Grade
from dialogs.answers.values import Value
from dialogs.catalog import Kind, shipped, signs
from dialogs.errors import BadFields, NotNow
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.standing import State
from dialogs.flow.tasks import to_examine
from dialogs.record.language import words_for
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, GOOD, MIA, MONDAY, accept_all, answer, answer_stage, fresh, open_calls, reach

TABLE = YAML(typ="safe").load(Path(__file__).with_name("answers.yaml"))
ENGLISH = shipped().words_in("en")
THIN, GOOD_ONES, ODD = TABLE["thin"], TABLE["good"], TABLE["odd"]


def drawn(row: Mapping[str, str]) -> str | None:
    question, _, field = row["on"].rpartition(".")
    values: dict[str, Value] = {**GOOD[question], field: row["says"]}
    if not row["says"]:
        del values[field]
    asked = shipped().questions[question]
    rule = evidence.drawn(shipped(), asked, values, (), words_for(fresh(), asked, values, ANA))
    return rule.id if rule else None


def named(row: Mapping[str, str]) -> str:
    return f"{row['on']}: {row['says'][:40]}"


def test_there_are_seventy_of_each() -> None:
    assert (len(THIN), len(GOOD_ONES)) == (70, 70)


@pytest.mark.parametrize("row", THIN, ids=named)
def test_a_thin_answer_draws_its_follow_up(row: Mapping[str, str]) -> None:
    assert drawn(row) == row["draws"]


@pytest.mark.parametrize("row", ODD, ids=named)
def test_an_odd_answer_draws_what_fits_it_or_nothing(row: Mapping[str, str]) -> None:
    assert (drawn(row) or "") == row["draws"]


def test_of_seventy_good_answers_at_most_one_draws_any() -> None:
    challenged = {named(row): rule for row in GOOD_ONES if (rule := drawn(row))}

    assert len(challenged) <= 1, challenged


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ("exam.1.problem", "Researchers wait for us, and some give up. How many ask in a year, nobody has counted."),
        ("exam.1.problem", "Cars stay at the pier in the morning; we haven't ever counted them."),
        ("exam.1.problem", "Linen is thrown away, and we do not know how much."),
        ("exam.3.comparison", "Not compared yet. I know of two ways; nobody has tried either."),
        ("poc.1.shows", "Eva would rather correct it than copy; how often is not measured before April."),
    ],
)
def test_whoever_says_that_nobody_counted_or_tried_is_not_asked_for_it(on: str, says: str) -> None:
    assert drawn({"on": on, "says": says}) is None


@pytest.mark.parametrize(
    ("when", "says", "fires"),
    [
        ("nobody_looked", "nobody", True),
        ("nobody_looked", "niemand", True),
        ("nobody_looked", "Personne n'a regardé", True),
        ("nobody_looked", "Haven’t looked yet.", True),
        ("nobody_looked", "Nobody has looked at it, but IT says it is fine.", True),
        ("nobody_looked", "Nobody but Mia, who went through 38,112 rows of it in May.", False),
        ("nobody_looked", "Salt water took some pages; how many, nobody has counted.", False),
        ("no_link", "XGBoost vs. logreg (0.71 vs 0.68), see Mia's notebook", True),
        ("no_link", "Not compared yet. I know of two ways; nobody has tried either.", False),
        ("no_link", "Both side by side: https://wiki.example.com/a", False),
    ],
)
def test_what_is_asked_no_more_is_there_for_older_catalogues_and_teams_own(when: str, says: str, fires: bool) -> None:
    assert when not in {rule.when for rule in shipped().followups}
    assert signs.TESTS[when](says, {}, ENGLISH) is fires


def test_only_the_problem_wants_a_number() -> None:
    wanting = [
        f"{question.id}.{field.id}"
        for question in shipped().questions.values()
        for field in question.fields
        if shipped().rule("no_number").looks_at(question, field)
    ]

    assert set(wanting) <= {"problem.3.problem", "exam.1.problem", "need.3.baseline", "eval.1.goal"}


def test_every_rule_of_the_catalogue_is_drawn_by_some_thin_answer() -> None:
    assert {row["draws"] for row in THIN} == {rule.id for rule in shipped().followups}


def test_the_tables_reach_every_stage_in_which_words_are_asked_for() -> None:
    asking = {
        stage.stage
        for stage in shipped().stages.values()
        for question in stage.questions
        for field in question.fields
        if field.kind is Kind.TEXT
    }
    reached = {shipped().stage_of[row["on"].rpartition(".")[0]].stage for row in (*THIN, *GOOD_ONES)}

    assert reached == asking


@pytest.mark.parametrize("question", GOOD)
def test_the_good_answers_of_these_tests_draw_nothing(question: str) -> None:
    assert evidence.drawn(shipped(), shipped().questions[question], GOOD[question], (), ENGLISH) is None


@pytest.mark.parametrize(
    "question", [q for stage in shipped().stages.values() for q in stage.questions], ids=lambda q: q.id
)
def test_an_example_of_ours_would_not_be_asked_back(question: object) -> None:
    found = shipped().questions[question.id]  # type: ignore[attr-defined]
    text = next((field for field in found.fields if field.kind is Kind.TEXT), None)
    if text:
        values: dict[str, Value] = {**GOOD[found.id], text.id: found.example}

        assert evidence.drawn(shipped(), found, values, (), ENGLISH) is None


def vague() -> Scoping:
    scoping = fresh()
    scoping.answer({"exam.1": {"problem": "Increase revenue with AI."}}, ANA, MONDAY)
    return scoping


def test_a_vague_problem_is_asked_back_in_the_thread_to_the_one_who_wrote_it() -> None:
    scoping = vague()

    assert standing.state(Findings(scoping), "exam.1") is State.CHALLENGED
    assert open_calls(scoping) == {"exam.1": ("followup", [ANA])}


def test_a_better_answer_settles_it() -> None:
    scoping = vague()
    answer(scoping, "exam.1")

    assert scoping.entries["exam.1"].asked_back[0].outcome == "answered"
    assert open_calls(scoping) == {"exam.2": ("asked", [ANA])}


def test_the_same_words_again_do_not() -> None:
    scoping = vague()

    with pytest.raises(BadFields) as refused:
        scoping.answer({"exam.1": {"problem": "Increase revenue with AI."}}, ANA, MONDAY)

    assert refused.value.problems["exam.1.problem"].key == "problem.unchanged"


def test_it_is_waived_only_with_a_reason() -> None:
    scoping = vague()

    with pytest.raises(BadFields):
        scoping.waive("exam.1", " ", ANA, MONDAY)

    scoping.waive("exam.1", "The board set this goal; the numbers come on Friday.", ANA, MONDAY)
    asked = scoping.entries["exam.1"].asked_back[0]

    assert (asked.outcome, asked.reason) == ("waived", "The board set this goal; the numbers come on Friday.")
    assert standing.state(Findings(scoping), "exam.1") is State.ANSWERED


def test_a_follow_up_that_is_settled_cannot_be_waived() -> None:
    scoping = vague()
    answer(scoping, "exam.1")

    with pytest.raises(NotNow):
        scoping.waive("exam.1", "Never mind.", ANA, MONDAY)


def test_a_second_vague_answer_is_not_asked_back_in_the_same_way() -> None:
    scoping = vague()
    drew = scoping.answer({"exam.1": {"problem": "Grow the business, improve efficiency."}}, ANA, MONDAY)

    assert [asked.kind for asked in scoping.entries["exam.1"].asked_back] == ["substance", "form"]
    assert drew == ["exam.1"]

    scoping.answer({"exam.1": {"problem": "Improve sales."}}, ANA, MONDAY)

    assert len(scoping.entries["exam.1"].asked_back) == 2


def test_an_answer_thin_in_many_ways_draws_one_follow_up() -> None:
    scoping = fresh()
    answer(scoping, "exam.1", "exam.2", "exam.3", "exam.4", "exam.5", "exam.6")
    scoping.answer({"exam.7": {"studied": "Tom, maybe.", "quality": "unchecked", "traps": ["unchecked"]}}, ANA, MONDAY)

    assert [asked.rule for asked in scoping.entries["exam.7"].asked_back] == ["hedged"]


def test_a_follow_up_of_form_holds_nothing_up_and_can_be_left() -> None:
    scoping = fresh()
    drew = scoping.answer({"exam.1": {"problem": "Tickets are sorted by hand and it takes long."}}, ANA, MONDAY)

    assert drew == ["exam.1"]
    assert standing.state(Findings(scoping), "exam.1") is State.ANSWERED

    scoping.leave_as_is(["exam.1"], ANA)

    assert scoping.entries["exam.1"].asked_back[0].outcome == "left"


@pytest.mark.parametrize(
    "values",
    [
        {"why": "Rules caught 41% in May."},
        {"why": "Rules caught 41% in May.", "simpler": "none"},
        {"why": "Rules caught 41% in May.", "simpler": "none", "because": "No."},
    ],
)
def test_s4_exam_2a_is_asked_where_nothing_simpler_was_weighed(values: dict[str, Value]) -> None:
    scoping = fresh()
    scoping.answer({"exam.2": values}, ANA, MONDAY)

    assert [asked.rule for asked in scoping.entries["exam.2"].asked_back] == ["ml_as_reason"]


@pytest.mark.parametrize("simpler", ["process", "people", "software", "none"])
def test_s4_exam_2a_is_not_asked_where_it_was(simpler: str) -> None:
    scoping = fresh()
    answer(scoping, "exam.2", simpler=simpler)

    assert scoping.entries["exam.2"].asked_back == []


def test_a_choice_left_open_is_answered_by_making_it() -> None:
    scoping = fresh()
    scoping.answer({"exam.2": {"why": "Rules caught 41% in May."}}, ANA, MONDAY)

    with pytest.raises(BadFields) as refused:
        scoping.answer({"exam.2": {"why": "Rules caught 42% in May."}}, ANA, MONDAY)

    assert refused.value.problems["exam.2.simpler"].key == "problem.still_open"


def test_a_choice_left_open_with_a_reason_stays_open_and_is_none_of_these_either() -> None:
    scoping = fresh()
    scoping.answer({"exam.2": {"why": "Rules caught 41% in May."}}, ANA, MONDAY)
    scoping.waive("exam.2", "The trial compared all three.", ANA, MONDAY)

    assert scoping.choice("exam.2.simpler") is None
    assert "exam.2" not in standing.missing_labels(Findings(scoping))
    assert to_examine(Findings(scoping), "exam") == ["exam.2"]


def test_what_is_kept_for_the_retake_is_not_asked_back() -> None:
    scoping = reach("retake")
    kept: dict[str, Value] = {"source": "CRM, maybe billing.", "needed": "Contracts."}
    drew = scoping.answer({"retake.6": kept}, ANA, MONDAY, kept=["retake.6"])

    assert drew == []
    assert scoping.entries["retake.6"].answers[-1].kept


def test_what_the_catalogue_does_not_let_carry_over_is_not_kept() -> None:
    scoping = reach("retake")

    with pytest.raises(NotNow) as refused:
        scoping.answer({"retake.1": dict(GOOD["exam.1"])}, ANA, MONDAY, kept=["retake.1"])

    assert refused.value.sentence.key == "not_now.keep"


def test_a_challenged_answer_is_not_examined_until_its_follow_up_is_settled() -> None:
    scoping = vague()
    for n in range(2, 8):
        answer(scoping, f"exam.{n}", by=MIA)

    assert "examine:exam" not in open_calls(scoping)

    scoping.waive("exam.1", "It is what it is.", ANA, MONDAY)

    assert "examine:exam" in open_calls(scoping)


@pytest.mark.parametrize(
    ("says", "grade"),
    [
        ("Customers leave because nobody calls them.", Grade.CLAIM),
        ("12% of 40,000 a year leave.", Grade.CLAIM),
        ("They leave: https://wiki.example.com/churn", Grade.LINKED),
        ("12% of 40,000 a year leave, finance counted it.", Grade.MEASURED),
        ("12% a year leave: https://wiki.example.com/churn", Grade.MEASURED),
        ("Nobody counted; we guess 12% a year.", Grade.CLAIM),
        ("12% a year, nothing was measured", Grade.CLAIM),
        ("It was not counted. We think 12% a year.", Grade.CLAIM),
        ("They weren't counted in the report: 12% a year", Grade.CLAIM),
        ("About 2000 customers: https://wiki.example.com/churn", Grade.LINKED),
        ("They leave, 12%: https://wiki.example.com/2025/q3", Grade.LINKED),
        ("Then automated logs: 40% fewer errors a year", Grade.CLAIM),
        ("A dashboard will be there in May; 40% fewer errors", Grade.CLAIM),
        ("12% left in 2025, finance counted it.", Grade.MEASURED),
        ("Finance counted it (2025): 12%", Grade.MEASURED),
        ("Letters sent back, counted weekly; over 8 in 100 in two weeks", Grade.CLAIM),
        ("Recall, measured every week, under 0.6", Grade.CLAIM),
        ("weekly 200 bases counted by hand; recall under 0,85 over a week", Grade.CLAIM),
        ("Every month 50 letters counted; under 0.9 within a month it is retrained", Grade.CLAIM),
        ("Every month 50 letters were counted in 2025: 12% were wrong", Grade.MEASURED),
        ("A year 12% leave, counted by finance for 2025", Grade.MEASURED),
        ("2025 customers left, finance counted them", Grade.CLAIM),
        ("Finance counted them.", Grade.CLAIM),
        ("12% a year, no survey was done.", Grade.CLAIM),
        ("12% a year; the audit is due in May", Grade.CLAIM),
        ("Finance expects 12% a year", Grade.CLAIM),
        ("The vendor promises 40% fewer invoices a year", Grade.CLAIM),
        ("If the logs are right, 12% a year", Grade.CLAIM),
        ("Nobody counted; 12% a year: https://wiki.example.com/x", Grade.LINKED),
        ("We will save 40% a year: https://wiki.example.com/plan", Grade.LINKED),
        ("finance thinks it is 2m a year", Grade.CLAIM),
        ("maybe 2m a year, finance said", Grade.CLAIM),
        ("maybe 2m a year, finance counted it", Grade.CLAIM),
        ("gut feeling: 2m a year, finance owns it", Grade.CLAIM),
        ("gut feeling: 2m a year, finance counted something else", Grade.CLAIM),
        ("We don't know whether it is 2m a year; finance owns it", Grade.CLAIM),
        ("2m a year, finance", Grade.CLAIM),
        ("2m a year, Bauchgefühl; finance counted the rest", Grade.CLAIM),
        ("Support spends 310 Stunden a month, laut Finance", Grade.CLAIM),
        ("We send 40,000 invoices a year", Grade.CLAIM),
        ("12% of the open invoices a year", Grade.CLAIM),
        ("12% a year, ask @Tom: https://wiki.example.com/churn", Grade.LINKED),
        ("12% a year: https://wiki.example.com/churn … ask @Tom", Grade.LINKED),
        ("12% a year (ask finance): https://wiki.example.com/churn", Grade.LINKED),
        ("4,000 customers ask us for it a year: https://wiki.example.com/churn", Grade.MEASURED),
        ("12% of 40,000 a year, EUR 1.2M, finance counted it in Q3.", Grade.MEASURED),
        ("EUR 1.2M a year, finance has booked it", Grade.MEASURED),
        ("EUR 1.2M a year, booked by controlling", Grade.MEASURED),
        ("EUR 41k a year by the caterer's invoices", Grade.MEASURED),
        ("Rules caught 41% at 120 calls a week (May trial)", Grade.MEASURED),
        ("The audit found 12% a year", Grade.MEASURED),
        ("11% no-shows a year, counted in the RIS", Grade.MEASURED),
        ("12% non-payers in 2025, counted by finance", Grade.MEASURED),
        ("4,800 leave us, counted in the CRM last year", Grade.MEASURED),
        ("310 hours in March, counted by support", Grade.MEASURED),
        ("40 minutes a day, I timed it myself last week", Grade.MEASURED),
        ("1,900 complaints last year, our own count", Grade.MEASURED),
        ("4,800 last year, I looked it up in the CRM", Grade.MEASURED),
        ("4,800 counted in the CRM", Grade.CLAIM),
        ("In March 40% of them: https://wiki.example.com/plan", Grade.LINKED),
        ("No shows were counted: 11% a year, we think", Grade.CLAIM),
        ("11% no-shows a year, never counted", Grade.CLAIM),
        ("Contracts from the CRM, 40,000 customers a year", Grade.CLAIM),
    ],
)
def test_how_an_answer_is_evidenced_is_read_from_its_words(says: str, grade: Grade) -> None:
    question = shipped().questions["exam.1"]

    assert evidence.grade(question, {"problem": says}, ENGLISH) is grade


@pytest.mark.parametrize(
    "says",
    [
        "Invoices are paid 30-120 days later, 12% of them.",
        "Agents spend 310 hours in March sorting tickets.",
        "Wrong bookings cost us EUR 1.2M/yr.",
        "4,800 customers left, FY2025.",
        "A ticket takes 48 hours until it is routed; a tenth never is.",
        "1,200 returns pw, and half of them twice.",
        "12% of the orders YTD, by the sales team.",
        "1,200 returns in CW 12, and half of them twice.",
        "1,200 in H1, and half of them twice.",
        "EUR 1.2M/annum is what it costs us.",
        "ca. 46 unplanned failures a yr",
        "ca. 46 unplanned failures/yr",
        "ca. 46 unplanned failures per yr",
        "ca. 46 unplanned failures pa",
        "ca. 46 unplanned failures p.a.",
        "ca. 46 unplanned failures in 2 yrs",
        "ca. 46 unplanned failures a mth",
        "ca. 46 unplanned failures in 6 mths",
        "ca. 46 unplanned failures a mo",
        "ca. 46 unplanned failures/mo",
        "ca. 46 unplanned failures in 6 mo",
        "ca. 46 unplanned failures a wk",
        "ca. 46 unplanned failures/wk",
        "ca. 46 unplanned failures in 3 wks",
        "ca. 46 unplanned failures per qtr",
        "ca. 46 unplanned failures an hr",
        "ca. 46 unplanned failures in 48 hrs",
        "1,200 returns on Mondays, and half of them twice.",
    ],
)
def test_a_number_with_a_time_is_not_asked_for_one(says: str) -> None:
    assert drawn({"on": "exam.1.problem", "says": says}) != "no_period"


@pytest.mark.parametrize("says", ["46 people in HR quit their jobs.", "46 parts of Mo's team were sold on to others."])
def test_what_only_looks_like_a_time_is_none(says: str) -> None:
    assert drawn({"on": "exam.1.problem", "says": says}) == "no_period"


@pytest.mark.parametrize(
    "says",
    ["About a tenth leave each year.", "We want a quarter more orders a month.", "One in forty a week is wrong."],
)
def test_a_share_in_words_is_a_number(says: str) -> None:
    assert drawn({"on": "exam.1.problem", "says": says}) is None


@pytest.mark.parametrize(
    "says",
    [
        "It flags the customers who might cancel, and an account manager calls them before they do.",
        "Web logs, invoices, tickets, etc. (17 tables, listed in the wiki), read each night into one store.",
        "Perhaps a third: finance counted 31% in 2025, and the account managers call all of them.",
    ],
)
def test_what_is_no_doubt_of_the_speakers_is_not_asked_about(says: str) -> None:
    assert drawn({"on": "exam.4.path", "says": says}) is None


def test_where_it_is_asked_what_could_be_nobody_is_asked_back_for_a_perhaps() -> None:
    assert drawn({"on": "solutions.3.whom", "says": "Perhaps patients get double booked, and wait for hours."}) is None
    assert drawn({"on": "solutions.2.because", "says": "Perhaps we get the most out of this one."}) == "hedged"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "See https://en.example.org/wiki/Precision_(statistics).",
            ["https://en.example.org/wiki/Precision_(statistics)"],
        ),
        ("(https://a.example.com/x)", ["https://a.example.com/x"]),
        ("https://a.example.com/x,https://b.example.com/y", ["https://a.example.com/x", "https://b.example.com/y"]),
        ("https://a.example.com/x, https://b.example.com/y!", ["https://a.example.com/x", "https://b.example.com/y"]),
        ("https://a.example.com/?q=1,2&r=3", ["https://a.example.com/?q=1,2&r=3"]),
        ("https:// and https://nowhere", []),
        ("詳細は https://a.example.com/x。次に", ["https://a.example.com/x"]),
        ("「https://a.example.com/x」", ["https://a.example.com/x"]),
        ("https://a.example.com/x、https://b.example.com/y", ["https://a.example.com/x", "https://b.example.com/y"]),
        ("https://a.example.com/x;https://b.example.com/y", ["https://a.example.com/x", "https://b.example.com/y"]),
        ("[https://a.example.com/x]", ["https://a.example.com/x"]),
        ("https://a.example.com/x… and so on", ["https://a.example.com/x"]),
    ],
)
def test_a_link_ends_where_the_sentence_takes_over(text: str, found: list[str]) -> None:
    assert [link for _, link in evidence.links(text)] == found


def test_the_word_that_leaves_it_open_is_quoted() -> None:
    assert evidence.hedge_in("It will PROBABLY do", ENGLISH) == "probably"
    assert evidence.hedge_in("We might, tbd", ENGLISH) == "might", "a follow-up of 0.1.0 quotes it"
    assert evidence.hedge_in("Probability is what we predict; stretch goals aside", ENGLISH) is None


SAVING: dict[str, Value] = {"currency": "EUR", "saving": [180e3, 310e3, 400e3]}


@pytest.mark.parametrize(
    ("question", "said", "grade"),
    [
        pytest.param("case.2", {**SAVING, "counted": "Ruth counted it in the CRM last year"}, Grade.MEASURED, id="who"),
        pytest.param("case.2", {**SAVING, "counted": "Counted in the CRM"}, Grade.MEASURED, id="a-year-by-the-field"),
        pytest.param("case.2", {**SAVING, "counted": "Finance, Q3"}, Grade.CLAIM, id="a-department"),
        pytest.param("case.2", {**SAVING, "counted": "Nobody counted it"}, Grade.CLAIM, id="nobody"),
        pytest.param("case.2", {**SAVING, "counted": "https://wiki.example.com/x"}, Grade.LINKED, id="a-link"),
        pytest.param("case.2", {"counted": "Ruth counted it in the CRM last year"}, Grade.CLAIM, id="no-number"),
        pytest.param(
            "problem.4",
            {"metric": "Customers lost a year, counted in the CRM", "today": 4800.0, "goal": 3900.0},
            Grade.MEASURED,
            id="metric",
        ),
        pytest.param(
            "problem.4", {"metric": "Customers lost a year", "today": 4800.0, "goal": 3900.0}, Grade.CLAIM, id="bare"
        ),
    ],
)
def test_a_number_in_a_field_of_its_own_counts_where_the_words_say_who_counted(
    question: str, said: dict[str, Value], grade: Grade
) -> None:
    assert evidence.grade(shipped().on("full").questions[question], said, ENGLISH) is grade


def test_the_grade_can_be_put_right_by_somebody_who_knows() -> None:
    scoping = fresh()
    answer_stage(scoping)
    accept_all(scoping)
    scoping.correct_grade("exam.4", Grade.LINKED, MIA)

    assert scoping.entries["exam.4"].answers[-1].corrected_grade is Grade.LINKED
    assert scoping.stage == "mlops"


@pytest.mark.parametrize(
    ("apparatus", "statement", "grade"),
    [
        ("Trees; https://data.example.com/aps", "Will it fail within the next 7 days? 140 buses a night", Grade.LINKED),
        ("Trees", "Will it fail within 7 days? 140 buses a night: https://wiki.example.com/x", Grade.MEASURED),
        ("Trees", "Will 140 buses a night fail? https://wiki.example.com/x", Grade.LINKED),
        ("Trees; 71% in 2025, https://wiki.example.com/bench", "Will it fail within 7 days?", Grade.MEASURED),
    ],
)  # fmt: skip
def test_a_link_backs_the_number_it_stands_beside(apparatus: str, statement: str, grade: Grade) -> None:
    question = shipped().questions["exam.5"]
    values = {"apparatus": apparatus, "statement": statement}

    assert evidence.grade(question, values, shipped().words_in("en")) is grade
