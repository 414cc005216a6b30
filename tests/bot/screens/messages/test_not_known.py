"""What the messages say of what is not known: each thing once, by its name where it stands, and “not yet” as such."""

from datetime import date, timedelta

from bot.screens.messages import conversation, report
from bot.screens.messages.card import card
from bot.telling import unknown
from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import shipped
from dialogs.findings import Findings
from dialogs.record.parts import Unknown
from dialogs.scoping.scoping import Scoping
from practice import reading
from tests.play import ANA, GOOD, IVO, MONDAY, TOM, answer, answer_forms, fresh, in_stage, reach


def words(scoping: Scoping, key: str) -> str:
    messages = {message.key: message for message in conversation.messages(Findings(scoping))}
    return reading.words(list(messages[key].blocks), {})


def unsure() -> Scoping:
    """The exam answered; the quality of the data Tom will know by Thursday."""
    scoping = fresh()
    answer(scoping, *(f"exam.{number}" for number in range(1, 7)))
    scoping.answer({"exam.7": {id: GOOD["exam.7"][id] for id in ("studied", "traps")}}, ANA, MONDAY)
    until = Unknown(kind=Ignorance.NOT_KNOWN, by=TOM, at=MONDAY, owner=TOM, until=date(2026, 3, 5))
    scoping.not_known({"exam.7": {"quality": until}}, TOM, MONDAY)
    return scoping


def test_the_card_names_what_somebody_is_asked_for_just_now_once() -> None:
    scoping = unsure()

    assert "Promised: Tom" in reading.words(list(card(Findings(scoping)).blocks), {})

    scoping.fall_due(MONDAY + timedelta(days=3, hours=2))
    shown = reading.words(list(card(Findings(scoping)).blocks), {})

    assert "the state of the data (" in shown
    assert "To find out" not in shown


def test_an_examination_that_ended_in_not_yet_says_so_also_once_it_goes_on() -> None:
    scoping = unsure()
    scoping.not_yet("", IVO, MONDAY + timedelta(hours=1))

    assert words(scoping, "turn:examine:exam:1") == "✔ Ivo said: not yet."

    scoping.reopen(ANA, MONDAY + timedelta(hours=2))

    assert words(scoping, "turn:examine:exam:1") == "✔ Ivo said: not yet."


def test_of_a_sheet_known_in_part_the_thread_names_what_is_not() -> None:
    scoping = reach("need", track="full")
    answer(scoping, "need.1", "need.2", "need.3")
    part: list[float | None] = [None, 60e3, 310e3]
    unknown = {"need.4": {"ml": Ignorance.NOT_KNOWN}}
    scoping.answer({"need.4": {**GOOD["need.4"], "ml": part}}, ANA, MONDAY, unknown=unknown)
    answer(scoping, "need.5")
    told = words(scoping, "turn:ledger:1")

    assert "machine learning (once): nobody knows it yet" in told
    assert "machine learning: nobody knows it yet" not in told


def test_a_case_without_its_sum_shows_its_months_its_horizon_and_its_rate() -> None:
    scoping = reach("case", track="full")
    answer(scoping, "case.1", "case.3", "case.4")
    answer(scoping, "case.5", months=[3.0, 4.0, 6.0])
    values = {name: value for name, value in GOOD["case.2"].items() if name != "saving"}
    scoping.answer({"case.2": values}, ANA, MONDAY, unknown={"case.2": {"saving": Ignorance.NOT_KNOWN}})
    told = words(scoping, "turn:case:1")

    assert "Not reckoned yet: nobody knows what it saves." in told
    assert "3 / 4 / 6" in told
    assert told.count("/…") == 0
    assert "8" in told.partition("3 / 4 / 6")[2]


def test_a_question_that_does_not_apply_goes_by_its_short_name() -> None:
    scoping = fresh()
    answer(scoping, *(f"exam.{number}" for number in range(1, 7)))
    studied = {id: GOOD["exam.7"][id] for id in ("studied", "traps")}
    scoping.answer({"exam.7": studied}, ANA, MONDAY, unknown={"exam.7": {"quality": Ignorance.NOT_APPLICABLE}})

    assert "The quality: does not apply" in words(scoping, "turn:exam.7:1")


def test_under_a_form_of_one_question_an_input_goes_by_its_own_name() -> None:
    scoping = reach("mlops")
    values = {name: value for name, value in GOOD["mlops.1"].items() if name != "pipelines"}
    scoping.answer({"mlops.1": values}, ANA, MONDAY, unknown={"mlops.1": {"pipelines": Ignorance.NOT_DECIDED}})

    assert "○ the pipelines: nobody has decided it yet" in words(scoping, "turn:mlops:1")
    assert "the task in numbers: the pipelines" not in words(scoping, "turn:mlops:1")


def test_at_a_fork_only_those_are_named_who_will_know_what_it_hangs_on() -> None:
    scoping = at_a_fork({"retraining": None, "requests": date(2026, 3, 5)})

    assert "It hangs on the retraining" in words(scoping, "turn:assume:mlops:1")
    assert "Who will know: nobody is named yet." in words(scoping, "turn:assume:mlops:1")

    scoping = at_a_fork({"retraining": date(2026, 3, 6), "requests": date(2026, 3, 5)})

    assert "Who will know: Tom, Fri 6 Mar." in words(scoping, "turn:assume:mlops:1")


def test_what_is_due_is_not_said_to_be_answered_nor_to_wait_for_a_yes() -> None:
    scoping = reach("poc", kind="one_off", requests=200.0, retraining="rarely")
    answer(scoping, "poc.1")
    until = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY, owner=ANA, until=date(2026, 3, 5))
    scoping.not_known({"poc.2": {"ends": until, "decides": until}}, ANA, MONDAY)
    scoping.fall_due(MONDAY + timedelta(days=3, hours=2))
    shown = report.first_words(Findings(scoping))

    assert "When it ends: was to be known by now (Ana, 9 March 2026)" in shown
    assert "to accept" not in shown


def test_what_the_director_examines_waits_for_their_yes() -> None:
    scoping = fresh()
    answer(scoping, *(f"exam.{number}" for number in range(1, 8)))

    assert "answered, with Ivo to accept" in report.first_words(Findings(scoping))


def test_an_open_form_marks_what_nobody_knows_as_a_settled_one_does() -> None:
    scoping = fresh(track="full")
    answer_forms(scoping, "priorities")
    states = {"problem.4": dict.fromkeys(("metric", "today", "goal", "by"), Ignorance.NOT_KNOWN)}
    scoping.answer({"problem.4": {}, "problem.3": GOOD["problem.3"]}, ANA, MONDAY, unknown=states)
    shown = words(scoping, "turn:problem:1")

    assert "○ The business metric: " in shown
    assert "✔ The one problem: " in shown


def test_an_input_called_like_its_question_is_not_named_twice() -> None:
    scoping = in_stage("design")
    scoping.answer({"data.3": {"learning": "supervised"}}, ANA, MONDAY)
    asked = scoping.catalog.questions["data.3"]
    both = [unknown.Open(asked, field) for field in asked.fields]

    assert [unknown.name_of(scoping, one) for one in both] == [
        "the kind of learning",
        "the kind of learning: where the labels come from",
    ]
    assert unknown.open_names(scoping, both[:1]) == ["the kind of learning"]


def test_a_candidates_name_stands_before_the_first_of_its_inputs_alone() -> None:
    scoping = in_stage("solutions")
    answer_forms(scoping, "candidates")
    asked = [scoping.catalog.questions[id] for id in ("candidate_a.2", "candidate_a.4")]
    names = unknown.open_names(scoping, [unknown.Open(one, one.fields[0]) for one in asked])
    candidate = scoping.label("candidate_a.2").removesuffix(asked[0].label)

    assert candidate
    assert names[0].startswith(candidate)
    assert candidate not in names[1]


def at_a_fork(gone: dict[str, date | None]) -> Scoping:
    """The decision, but for inputs of which Tom knows some by a day."""
    scoping = reach("mlops")
    given = {**GOOD["mlops.1"], "requests": 400.0, "minutes": 1.0, "staff": 60.0}
    values = {name: value for name, value in given.items() if name not in gone}
    scoping.answer({"mlops.1": values}, ANA, MONDAY, unknown={"mlops.1": dict.fromkeys(gone, Ignorance.NOT_KNOWN)})
    for name, day in gone.items():
        if day:
            until = Unknown(kind=Ignorance.NOT_KNOWN, by=TOM, at=MONDAY, owner=TOM, until=day)
            scoping.not_known({"mlops.1": {name: until}}, ANA, MONDAY)
    return scoping


def test_no_question_speaks_of_what_may_not_stand_above_it() -> None:
    said = [question.more for question in shipped().questions.values()]

    assert [more for more in said if "above" in more.lower()] == []
