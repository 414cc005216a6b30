"""What nobody knows: accepted on a condition, taken for something meanwhile, or a reason to wait."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest

from dialogs import report
from dialogs.answers.unknowns import Ignorance
from dialogs.errors import BadFields, NotAllowed, NotNow
from dialogs.findings import Findings
from dialogs.flow import promises, reminders
from dialogs.flow.promises import Promise
from dialogs.flow.tasks import to_examine
from dialogs.record.parts import Unknown
from dialogs.scoping.scoping import Scoping
from tests.play import (
    ANA,
    GOOD,
    IVO,
    MIA,
    MONDAY,
    TOM,
    accept_all,
    answer,
    answer_stage,
    dont_know,
    fresh,
    open_calls,
    reach,
)

LATER = date(2026, 3, 20)
RARELY = {"requests": 400.0, "staff": 480.0, "retraining": "rarely"}


def test_an_answer_with_an_unknown_is_accepted_on_a_condition_with_its_owner_and_day() -> None:
    scoping = unsure()
    scoping.judge(["exam.7"], {}, IVO, MONDAY, conditions={"exam.7": Promise(MIA, LATER)})

    (condition,) = scoping.conditions
    assert (condition.about, condition.owner, condition.due, condition.by) == ("exam.7", MIA, LATER, IVO)


@pytest.mark.parametrize(
    ("day", "key"), [(date(2026, 3, 1), "problem.past_date"), (date(2027, 4, 1), "problem.far_date")]
)
def test_a_condition_wants_a_day_of_some_use(day: date, key: str) -> None:
    scoping = unsure()

    with pytest.raises(BadFields) as refused:
        scoping.judge(["exam.7"], {}, IVO, MONDAY, conditions={"exam.7": Promise(MIA, day)})

    assert refused.value.problems["day.exam.7"].key == key
    assert scoping.conditions == []


def test_where_nobody_named_a_day_the_author_has_ten_working_days() -> None:
    assert promises.usual(Findings(unsure()), "exam.7", MONDAY) == Promise(ANA, date(2026, 3, 16))


def test_whoever_promised_it_by_a_day_is_taken_at_their_word() -> None:
    scoping = fresh()
    dont_know(scoping, "exam.1", LATER, ANA, MONDAY)

    assert promises.usual(Findings(scoping), "exam.1", MONDAY) == Promise(ANA, LATER)


def test_a_condition_is_met_by_itself_when_the_answer_is_there() -> None:
    scoping = accepted()
    answer(scoping, "exam.7")

    assert scoping.conditions[0].met
    assert scoping.open_conditions == []


def test_what_was_unknown_and_is_known_now_makes_nothing_stale() -> None:
    scoping = fresh()
    dont_know(scoping, "exam.1", LATER, ANA, MONDAY)
    answer(scoping, *(f"exam.{number}" for number in range(2, 8)))
    answer(scoping, "exam.1")

    assert open_calls(scoping) == {"examine:exam": ("examine", [IVO])}


def test_a_condition_in_the_directors_words_waits_for_somebody_to_say_so() -> None:
    scoping = fresh()
    answer_stage(scoping)
    promise = Promise(MIA, LATER, "The works council has agreed.")
    scoping.judge(to_examine(Findings(scoping), "exam"), {}, IVO, MONDAY, conditions={"exam.6": promise})
    answer(scoping, "mlops.1")

    assert [one.text for one in scoping.open_conditions] == ["The works council has agreed."]


@pytest.mark.parametrize("who", [MIA, IVO])
def test_its_owner_and_the_director_close_a_condition_also_after_the_ending(who: str) -> None:
    scoping = signed()
    scoping.close_condition("1", False, "Every third label is wrong.", who, MONDAY)

    closed = scoping.conditions[0].closed
    assert closed is not None
    assert (closed.by, closed.text, scoping.conditions[0].met) == (who, "Every third label is wrong.", False)
    with pytest.raises(NotNow):
        scoping.close_condition("1", True, "", who, MONDAY)


def test_nobody_else_closes_it_or_puts_it_off() -> None:
    scoping = signed()

    for attempt in (
        lambda: scoping.close_condition("1", True, "", TOM, MONDAY),
        lambda: scoping.put_off_condition("1", LATER, TOM, MONDAY),
    ):
        with pytest.raises(NotAllowed) as refused:
            attempt()
        assert refused.value.sentence.key == "refused.condition"


def test_another_day_is_when_it_rings() -> None:
    scoping = signed()
    scoping.put_off_condition("1", LATER + timedelta(days=4), MIA, MONDAY)

    assert scoping.conditions[0].due == LATER + timedelta(days=4)
    assert reminders.to_ring(Findings(scoping), MONDAY + timedelta(days=18, hours=2)) == []
    assert reminders.to_ring(Findings(scoping), MONDAY + timedelta(days=22, hours=2)) == [MIA]


def test_of_a_condition_that_nobody_closed_the_director_is_told_once_two_working_days_later() -> None:
    scoping = signed()
    friday, tuesday = MONDAY + timedelta(days=18, hours=2), MONDAY + timedelta(days=22, hours=2)
    assert reminders.to_ring(Findings(scoping), friday) == [MIA]
    rings(scoping, MIA, friday)
    assert reminders.to_ring(Findings(scoping), tuesday) == [IVO, MIA]
    rings(scoping, IVO, tuesday)
    rings(scoping, MIA, tuesday)

    assert reminders.to_ring(Findings(scoping), MONDAY + timedelta(days=30, hours=2)) == [MIA]


def test_another_day_is_another_reason_to_tell_the_director() -> None:
    scoping = signed()
    tuesday = MONDAY + timedelta(days=22, hours=2)
    rings(scoping, IVO, tuesday)
    scoping.put_off_condition("1", LATER + timedelta(days=7), MIA, tuesday)

    assert reminders.to_ring(Findings(scoping), MONDAY + timedelta(days=30, hours=2)) == [IVO, MIA]


def test_the_director_is_told_tomorrow_where_another_scoping_rang_today() -> None:
    scoping = signed()
    tuesday = MONDAY + timedelta(days=22, hours=2)
    scoping.put_off_ring(IVO, tuesday)

    assert reminders.to_ring(Findings(scoping), tuesday) == [MIA]
    assert IVO in reminders.to_ring(Findings(scoping), tuesday + timedelta(days=1))


def test_a_fork_that_hangs_on_an_unknown_waits_for_the_director() -> None:
    scoping = hanging({"retraining"})

    assert open_calls(scoping) == {"assume:mlops": ("assume", [IVO])}

    scoping.assume("mlops.1.retraining", "rarely", Promise(TOM, LATER), IVO, MONDAY)

    assert scoping.stage == "monitoring"


def test_the_answer_reopens_the_fork() -> None:
    scoping = hanging({"retraining"})
    scoping.assume("mlops.1.retraining", "rarely", Promise(TOM, LATER), IVO, MONDAY)
    answer(scoping, "mlops.1", **{**RARELY, "retraining": "periodic"})

    assert (scoping.stage, scoping.open_conditions) == ("case", [])


def test_what_turned_out_wrong_is_no_longer_taken_for_it() -> None:
    scoping = hanging({"retraining"})
    scoping.assume("mlops.1.retraining", "rarely", Promise(TOM, LATER), IVO, MONDAY)
    scoping.close_condition("1", False, "Every month.", TOM, MONDAY)

    assert scoping.stage == "mlops"
    assert open_calls(scoping) == {"assume:mlops": ("assume", [IVO]), "mlops": ("due", [TOM])}

    answer(scoping, "mlops.1", by=TOM, **{**RARELY, "retraining": "periodic"})

    assert scoping.stage == "case"


def test_what_turned_out_as_it_was_taken_for_stays_so() -> None:
    scoping = hanging({"retraining"})
    scoping.assume("mlops.1.retraining", "rarely", Promise(TOM, LATER), IVO, MONDAY)
    scoping.close_condition("1", True, "", TOM, MONDAY)

    assert scoping.stage == "monitoring"


def test_whoever_finds_it_out_may_answer_it_and_others_still_may_not() -> None:
    scoping = unsure()
    scoping.judge(["exam.7"], {}, IVO, MONDAY, conditions={"exam.7": Promise(MIA, LATER)})

    assert scoping.changeable(["exam.7"], MIA) == ["exam.7"]
    with pytest.raises(NotNow):
        scoping.changeable(["exam.7"], TOM)


def test_a_day_that_was_promised_is_a_condition_of_the_signature() -> None:
    scoping = reach("report")
    known_by = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY, until=LATER, owner=MIA)
    scoping.not_known({"case.2": {"counted": known_by}}, ANA, MONDAY)
    scoping.sign(IVO, MONDAY)

    assert [(one.owner, one.due) for one in scoping.open_conditions] == [(MIA, LATER)]


def test_where_only_several_inputs_together_settle_it_the_director_takes_one_after_the_other() -> None:
    scoping = hanging({"requests", "minutes"})
    taken = []
    while name := Findings(scoping).mlops_hangs:
        taken.append(name)
        scoping.assume(f"mlops.1.{name}", "1", Promise(TOM, LATER), IVO, MONDAY)

    assert taken == ["minutes", "requests"]
    assert scoping.stage == "monitoring"
    assert len(scoping.open_conditions) == 2


def test_two_assumptions_stand_beside_each_other() -> None:
    scoping = hanging({"kind", "requests", "by_hand", "minutes", "staff", "retraining", "pipelines"})
    for _ in range(7):
        name = Findings(scoping).mlops_hangs
        if not name:
            break
        scoping.assume(f"mlops.1.{name}", str(GOOD["mlops.1"][name]), Promise(TOM, LATER), IVO, MONDAY)

    assert scoping.stage != "mlops"


def test_nothing_is_assumed_where_nothing_hangs_on_it() -> None:
    scoping = hanging(set())

    with pytest.raises(NotNow):
        scoping.assume("mlops.1.retraining", "rarely", Promise(TOM, LATER), IVO, MONDAY)


def test_not_yet_makes_a_condition_of_each_thing_to_find_out_and_rings_its_owner() -> None:
    scoping = unsure()
    scoping.not_yet("", IVO, MONDAY, conditions={"exam.7": Promise(MIA, LATER)})

    assert scoping.ending is not None
    assert (scoping.ending.outcome, scoping.ending.stage) == ("not_yet", "exam")
    assert [(one.about, one.owner, one.due) for one in scoping.open_conditions] == [("exam.7", MIA, LATER)]
    assert reminders.to_ring(Findings(scoping), MONDAY + timedelta(days=18, hours=2)) == [MIA]


def test_not_yet_is_taken_up_again_where_its_answers_left_it() -> None:
    scoping = unsure()
    scoping.not_yet("", IVO, MONDAY)
    scoping.reopen(ANA, MONDAY)

    assert (scoping.stage, scoping.ending) == ("exam", None)
    assert open_calls(scoping) == {"exam.7": ("due", [ANA])}

    answer(scoping, "exam.7")

    assert open_calls(scoping) == {"examine:exam": ("examine", [IVO])}

    accept_all(scoping)

    assert (scoping.stage, scoping.open_conditions) == ("mlops", [])


def test_what_was_said_to_be_found_out_meanwhile_is_asked_for_when_it_is_taken_up_again() -> None:
    scoping = unsure()
    scoping.not_yet("", IVO, MONDAY, conditions={"exam.7": Promise(MIA, LATER)})
    scoping.close_condition("1", True, "97% of 300 agree.", MIA, MONDAY + timedelta(hours=1))
    scoping.reopen(ANA, MONDAY)

    assert open_calls(scoping) == {"exam.7": ("due", [MIA])}


def test_a_team_that_knows_everything_has_nothing_to_wait_for() -> None:
    scoping = reach("report")

    with pytest.raises(NotNow):
        scoping.not_yet("", IVO, MONDAY)


def unsure() -> Scoping:
    """The exam answered, but nobody has measured the quality of the data."""
    scoping = fresh()
    answer(scoping, *(f"exam.{number}" for number in range(1, 7)))
    given = {name: value for name, value in GOOD["exam.7"].items() if name != "quality"}
    scoping.answer({"exam.7": given}, ANA, MONDAY, unknown={"exam.7": {"quality": Ignorance.NOT_MEASURED}})
    return scoping


def accepted() -> Scoping:
    scoping = unsure()
    waiting = to_examine(Findings(scoping), "exam")
    scoping.judge(waiting, {}, IVO, MONDAY, conditions={"exam.7": Promise(MIA, LATER)})
    return scoping


def signed() -> Scoping:
    scoping = accepted()
    answer(scoping, "mlops.1", **RARELY)
    answer_stage(scoping)
    scoping.sign(IVO, MONDAY)
    return scoping


def hanging(unknown: set[str]) -> Scoping:
    """At the fork, with these inputs not known."""
    scoping = reach("mlops")
    given: Mapping[str, object] = {**GOOD["mlops.1"], **RARELY}
    values = {name: value for name, value in given.items() if name not in unknown}
    nobody = {"mlops.1": dict.fromkeys(unknown, Ignorance.NOT_KNOWN)}
    scoping.answer({"mlops.1": values}, ANA, MONDAY, unknown=nobody)  # type: ignore[dict-item]
    return scoping


def rings(scoping: Scoping, person: str, now: datetime) -> None:
    """A reminder to somebody is delivered."""
    scoping.claim_ring(person, now)
    scoping.rung(person, f"{now.timestamp()}", now)


# ---- who finds it out by when: the later word holds


def moved_to_tom() -> Scoping:
    """Ana would know the quality by a day; the director gave it to Tom, by a later one."""
    scoping = fresh()
    answer(scoping, "exam.1", "exam.2", "exam.3", "exam.4", "exam.5", "exam.6")
    scoping.answer({"exam.7": {"studied": GOOD["exam.7"]["studied"], "traps": ["none"]}}, ANA, MONDAY)
    kind = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, owner=ANA, at=MONDAY, until=date(2026, 3, 11))
    scoping.not_known({"exam.7": {"quality": kind}}, ANA, MONDAY)
    scoping.judge(["exam.7"], {}, IVO, MONDAY + timedelta(hours=1), conditions={"exam.7": Promise(TOM, LATER)})
    return scoping


def test_what_the_director_gave_to_somebody_else_is_theirs_everywhere() -> None:
    scoping = moved_to_tom()
    found = Findings(scoping)
    told = report.build(found).section("exam")
    (line,) = [one for one in told.lines if one.question == "exam.7"] if told else []

    agreed = scoping.unknown("exam.7.quality")
    assert agreed is not None
    assert (agreed.owner, agreed.until) == (TOM, LATER)
    assert [(one.owner, one.unknown.until) for one in found.unknowns] == [(TOM, LATER)]
    assert line.told is not None
    assert [(one.owner, one.until) for one in line.told.unknown] == [("Tom", LATER)]


def test_it_is_asked_again_on_the_later_day_and_of_whoever_finds_it_out() -> None:
    scoping = moved_to_tom()
    scoping.fall_due(datetime(2026, 3, 12, 12, tzinfo=MONDAY.tzinfo))
    early = scoping.entries["exam.7"].answers[-1].unknowns["quality"].due
    scoping.fall_due(datetime(2026, 3, 20, 20, tzinfo=MONDAY.tzinfo))
    due = scoping.entries["exam.7"].answers[-1].unknowns["quality"]

    assert not early
    assert (due.due, due.owner) == (True, TOM)


def test_a_condition_that_was_put_off_moves_the_day() -> None:
    scoping = moved_to_tom()
    scoping.put_off_condition("1", date(2026, 3, 27), TOM, MONDAY + timedelta(hours=2))

    agreed = scoping.unknown("exam.7.quality")
    assert agreed is not None
    assert agreed.until == date(2026, 3, 27)
