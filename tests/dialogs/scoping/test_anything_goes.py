"""Whatever people do in whatever order, legal or not: what must always hold of a scoping, holds."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.answers.values import Value
from dialogs.catalog import Layout, shipped
from dialogs.errors import DialogError
from dialogs.findings import Findings
from dialogs.flow import standing, tasks, turns
from dialogs.flow.standing import State
from dialogs.record import quoting
from dialogs.record.parts import Standing
from dialogs.scoping import permissions
from dialogs.scoping.permissions import Role
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, EVA, GOOD, IVO, MIA, MONDAY, TOM, dont_know, person, reach

PEOPLE = (ANA, IVO, MIA, TOM, EVA)
OUTSIDER = "U0XXX"
OTHERWISE: dict[str, dict[str, Value]] = {
    "exam.1": {"problem": "Increase revenue."},
    "exam.2": {"why": "AI is the future.", "simpler": "process"},
    "exam.7": {"studied": "Nobody has.", "quality": "unchecked", "traps": ["unchecked"]},
    "mlops.1": {**GOOD["mlops.1"], "kind": "one_off"},
    "retake.2": {"why": "A checklist is enough for four releases a year.", "simpler": "process"},
}
FEW = {"requests": 10.0, "staff": 480.0, "retraining": "rarely"}

Act = Callable[[Scoping, str, list[str], int], object]


def stage_of(scoping: Scoping) -> list[str]:
    stage = shipped().stages.get(scoping.stage)
    return [question.id for question in quoting.active_questions(scoping, stage)] if stage else []


def likely(scoping: Scoping, questions: list[str], n: int) -> list[str]:
    """Three times in four, questions that are on the table instead of any."""
    near = [*stage_of(scoping), *(key for key in scoping.items if key in shipped().questions)]
    return [near[(n * 7 + at) % len(near)] for at in range(len(questions))] if near and n % 4 else questions


def answers(questions: list[str], n: int) -> dict[str, dict[str, Value]]:
    given: dict[str, dict[str, Value]] = {}
    for question in questions:
        given[question] = dict(OTHERWISE.get(question, GOOD[question])) if n % 3 == 0 else dict(GOOD[question])
        if question == "mlops.1" and n % 3:
            given[question] |= FEW
        if n % 4 == 1 and "text" in given[question]:
            given[question]["text"] = f"By 1 April, version {n}."
    return given


def day(n: int) -> Any:
    return (MONDAY + timedelta(days=n - 2)).date()


ACTS: dict[str, Act] = {
    "answer": lambda s, who, qs, n: s.answer(answers(qs, n), who, MONDAY, seen=s.seq - n if n % 7 == 0 else None),
    "answer the stage": lambda s, who, qs, n: s.answer(answers(stage_of(s), 1), who, MONDAY),
    "skip": lambda s, who, qs, n: s.skip(qs[0], "It does not apply.", who, MONDAY),
    "don't know": lambda s, who, qs, n: dont_know(s, qs[0], day(n), who, MONDAY),
    "don't know the form": lambda s, who, qs, n: dont_know(s, s.stage, day(n), who, MONDAY),
    "waive": lambda s, who, qs, n: s.waive(qs[0], "No more is known.", who, MONDAY),
    "leave": lambda s, who, qs, n: s.leave_as_is([qs[0]], who),
    "assign": lambda s, who, qs, n: s.assign(qs[0], PEOPLE[n % 5], who, MONDAY),
    "assign the form": lambda s, who, qs, n: s.assign(s.stage, PEOPLE[n % 5], who, MONDAY),
    "take": lambda s, who, qs, n: s.take(qs, who, MONDAY),
    "promise": lambda s, who, qs, n: s.promise(qs, day(n), who, MONDAY),
    "snooze": lambda s, who, qs, n: s.snooze(qs, who, MONDAY),
    "accept all": lambda s, who, qs, n: s.judge(tasks.to_examine(Findings(s), s.stage), {}, who, MONDAY),
    "accept": lambda s, who, qs, n: s.judge(qs, {}, who, MONDAY),
    "send back": lambda s, who, qs, n: s.judge([], dict.fromkeys(qs, "Why?"), who, MONDAY),
    "disagree": lambda s, who, qs, n: s.disagree("mlops.1", "I do not think so.", who, MONDAY),
    "detail": lambda s, who, qs, n: s.add_detail("The CRM moves.", who, MONDAY),
    "sign": lambda s, who, qs, n: s.sign(who, MONDAY),
    "give back": lambda s, who, qs, n: s.give_back(qs[0], "Still so?", who, MONDAY),
    "reject": lambda s, who, qs, n: s.reject("No budget.", who, MONDAY),
    "cancel": lambda s, who, qs, n: s.cancel("Merged.", who, MONDAY),
    "reopen": lambda s, who, qs, n: s.reopen(who, MONDAY),
    "park": lambda s, who, qs, n: s.park(who, MONDAY),
    "resume": lambda s, who, qs, n: s.resume(who, MONDAY + timedelta(days=n)),
    "delegate": lambda s, who, qs, n: s.name_delegate(EVA if n % 2 else None, who, MONDAY),
    "join": lambda s, who, qs, n: s.join(person(EVA, [*Standing][n % 6]), MONDAY),
    "somebody leaves or comes back": lambda s, who, qs, n: s.admit([person(who, [*Standing][n % 6])], MONDAY),
}
RARE = {"cancel", "reject", "park", "somebody leaves or comes back"}
OFTEN = ["answer the stage"] * 6 + ["accept all"] * 4 + ["answer"] * 4
NAMES = [name for name in ACTS if name not in RARE] * 2 + OFTEN + sorted(RARE)

MOVES = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from([ANA, ANA, IVO, IVO, MIA, TOM, EVA, OUTSIDER]),
        st.lists(st.sampled_from(sorted(GOOD)), min_size=1, max_size=2, unique=True),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=25,
)
BEGINNINGS = st.sampled_from(["exam", "mlops", "case", "retake", "readiness", "report"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BEGINNINGS, MOVES)
def test_whatever_people_do_the_record_stays_whole(
    beginning: str, moves: list[tuple[str, str, list[str], int]]
) -> None:
    scoping = Scoping.model_validate_json(stored(beginning))
    for name, who, questions, n in moves:
        play(scoping, name, who, questions, n)

        keeps_its_promises(scoping)


@cache
def stored(stage: str) -> str:
    return reach(stage).model_dump_json()


def play(scoping: Scoping, name: str, who: str, questions: list[str], n: int) -> None:
    """One act; a refused one changes nothing, an accepted one counts, and an end is an end."""
    before, count, ended = scoping.model_dump_json(), scoping.seq, scoping.ending is not None
    try:
        ACTS[name](scoping, who, list(dict.fromkeys(likely(scoping, questions, n))), n)
    except DialogError:
        assert scoping.model_dump_json() == before, name
    else:
        assert not ended or name in {"reopen", "somebody leaves or comes back"}
        assert who != OUTSIDER or name in {"join", "somebody leaves or comes back"}
        assert scoping.seq > count or scoping.model_dump_json() == before, name


def keeps_its_promises(scoping: Scoping) -> None:
    scoping.take_acts()  # of the audit, which keeps them itself

    assert Scoping.model_validate_json(scoping.model_dump_json()) == scoping
    one_question_each(scoping)
    only_judged_answers_are_accepted(scoping)
    only_its_people_have_spoken(scoping)
    somebody_is_always_asked(scoping)
    assert scoping.ending is not None or scoping.walked[-1] == scoping.stage


def one_question_each(scoping: Scoping) -> None:
    asked = Counter(
        who
        for key, item in scoping.items.items()
        if item.open_call and key in shipped().questions and shipped().stage_of[key].layout is Layout.ONE_BY_ONE
        for who in item.open_call.to
    )

    assert all(count == 1 for count in asked.values())


def only_judged_answers_are_accepted(scoping: Scoping) -> None:
    for question, entry in scoping.entries.items():
        if standing.state(Findings(scoping), question) is State.ACCEPTED:
            assert entry.judgement is not None
            assert entry.judgement.of_answer == entry.changed


def only_its_people_have_spoken(scoping: Scoping) -> None:
    speaking = {answer.author for entry in scoping.entries.values() for answer in entry.answers}

    assert all(permissions.roles(scoping, who) & permissions.TEAM for who in speaking)
    assert all(
        permissions.roles(scoping, who) is not Role.NOBODY or who == EVA for who in scoping.people if who in PEOPLE
    )


def somebody_is_always_asked(scoping: Scoping) -> None:
    """An open scoping waits for somebody: called now, or for a day somebody named."""
    owed = list(tasks.owed_items(Findings(scoping)))

    assert bool(owed) != bool(scoping.ending) or (scoping.parked and not scoping.ending)
    assert all(turns.debtors(scoping, key) for key, _ in owed)
