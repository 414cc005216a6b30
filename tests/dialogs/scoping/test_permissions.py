"""Who may do what: the whole matrix, and who somebody has to be to the workspace."""

from collections.abc import Callable

import pytest

from dialogs.errors import NotAllowed
from dialogs.flow.promises import Promise
from dialogs.record.parts import Standing, WorkingTime
from dialogs.scoping import permissions
from dialogs.scoping.permissions import ACTS, Role
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, EVA, IVO, MIA, MONDAY, answer, dont_know, fresh, person

DELEGATE, STRANGER = "U0DEL", "U0XXX"
WHO = {ANA: "initiator", IVO: "director", DELEGATE: "delegate", MIA: "team", STRANGER: "nobody"}
TEAM, LEADS, EXAMINERS = {"initiator", "team"}, {"initiator", "director"}, {"director", "delegate"}
ALLOWED = {
    **dict.fromkeys(("answer", "skip", "take", "waive", "tap"), TEAM),
    **dict.fromkeys(("add_detail", "disagree", "correct_grade", "meet", "share"), TEAM | EXAMINERS),
    **dict.fromkeys(("assign", "park", "resume", "cancel", "reopen", "remind", "settings", "name_director"), LEADS),
    **dict.fromkeys(("widen", "close_pulse", "audit"), LEADS),
    **dict.fromkeys(("judge", "sign", "give_back", "reject", "assume", "not_yet"), EXAMINERS),
    "close_condition": TEAM | EXAMINERS,
    "name_delegate": {"director"},
}


def with_everybody() -> Scoping:
    scoping = fresh(team=[MIA])
    scoping.name_delegate(DELEGATE, IVO, MONDAY)
    scoping.admit([person(DELEGATE)], MONDAY)
    return scoping


def test_the_table_of_this_test_and_of_the_permissions_have_the_same_acts() -> None:
    assert set(ALLOWED) == set(ACTS)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", WHO)
def test_each_act_is_for_its_roles_and_no_other(act: str, who: str) -> None:
    assert permissions.may(with_everybody(), act, who) == (WHO[who] in ALLOWED[act])


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.MEMBER])
def test_no_role_helps_somebody_who_is_not_a_member(act: str, standing: Standing) -> None:
    scoping = with_everybody()
    scoping.admit([person(id, standing) for id in WHO], MONDAY)

    assert not any(permissions.may(scoping, act, who) for who in WHO)


def test_one_person_may_be_initiator_and_director() -> None:
    scoping = fresh(director=ANA)

    assert permissions.roles(scoping, ANA) == Role.INITIATOR | Role.DIRECTOR
    assert permissions.may(scoping, "answer", ANA)
    assert permissions.may(scoping, "judge", ANA)


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        ("answer", "refused.team"),
        ("assign", "refused.leads"),
        ("judge", "refused.examiners"),
        ("name_delegate", "refused.director"),
        ("share", "refused.anybody"),
    ],
)
def test_a_refusal_names_who_may_and_whether_the_person_is_from_outside(act: str, sentence: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        permissions.check(fresh(), act, STRANGER)

    assert refused.value.sentence.key == sentence
    assert refused.value.sentence.values == {"initiator": "Ana", "director": "Ivo", "outsider": True}


ATTEMPTS: dict[str, Callable[[Scoping, str], object]] = {
    "answer": lambda scoping, who: answer(scoping, "exam.1", by=who),
    "skip": lambda scoping, who: scoping.skip("exam.3", "No.", who, MONDAY),
    "not known": lambda scoping, who: dont_know(scoping, "exam.1", MONDAY.date(), who, MONDAY),
    "waive": lambda scoping, who: scoping.waive("exam.1", "No.", who, MONDAY),
    "leave as is": lambda scoping, who: scoping.leave_as_is(["exam.1"], who),
    "take": lambda scoping, who: scoping.take(["change.1"], who, MONDAY),
    "assign": lambda scoping, who: scoping.assign("exam.1", MIA, who, MONDAY),
    "promise": lambda scoping, who: scoping.promise(["exam.1"], MONDAY.date(), who, MONDAY),
    "snooze": lambda scoping, who: scoping.snooze(["exam.1"], who, MONDAY),
    "judge": lambda scoping, who: scoping.judge(["exam.1"], {}, who, MONDAY),
    "disagree": lambda scoping, who: scoping.disagree("mlops.1", "No.", who, MONDAY),
    "add_detail": lambda scoping, who: scoping.add_detail("No.", who, MONDAY),
    "sign": lambda scoping, who: scoping.sign(who, MONDAY),
    "give_back": lambda scoping, who: scoping.give_back("exam.1", "No.", who, MONDAY),
    "reject": lambda scoping, who: scoping.reject("No.", who, MONDAY),
    "assume": lambda scoping, who: scoping.assume("mlops.1.kind", "one_off", Promise(MIA, MONDAY.date()), who, MONDAY),
    "not_yet": lambda scoping, who: scoping.not_yet("No.", who, MONDAY),
    "close_condition": lambda scoping, who: scoping.close_condition("1", True, "Yes.", who, MONDAY),
    "put_off_condition": lambda scoping, who: scoping.put_off_condition("1", MONDAY.date(), who, MONDAY),
    "cancel": lambda scoping, who: scoping.cancel("No.", who, MONDAY),
    "reopen": lambda scoping, who: scoping.reopen(who, MONDAY),
    "park": lambda scoping, who: scoping.park(who, MONDAY),
    "resume": lambda scoping, who: scoping.resume(who, MONDAY),
    "name_delegate": lambda scoping, who: scoping.name_delegate(who, who, MONDAY),
    "settings": lambda scoping, who: scoping.set_working_time(WorkingTime(days=[0]), who),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_nobody_from_outside_changes_anything(attempt: Callable[[Scoping, str], object]) -> None:
    scoping = fresh()
    before = scoping.model_dump(mode="json")

    with pytest.raises(Exception, match=r"refused|settled"):
        attempt(scoping, STRANGER)

    assert scoping.model_dump(mode="json") == before


@pytest.mark.parametrize("standing", [Standing.GUEST, Standing.STRANGER, Standing.BOT, Standing.GONE])
def test_only_a_member_joins_the_team(standing: Standing) -> None:
    scoping = fresh()
    before = scoping.model_dump(mode="json")

    with pytest.raises(NotAllowed) as refused:
        scoping.join(person(EVA, standing), MONDAY)

    assert refused.value.sentence.key == f"standing.{standing}"
    assert scoping.model_dump(mode="json") == before


def test_a_member_who_joined_may_answer() -> None:
    scoping = fresh()
    scoping.join(person(EVA), MONDAY)
    answer(scoping, "exam.1", by=EVA)

    assert scoping.entries["exam.1"].answers[-1].author == EVA
