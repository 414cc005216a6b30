"""One scoping for every ending, and some that are still running; each is played anew."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dialogs.answers.values import Value
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, EVA, IVO, MIA, MONDAY, TOM, accept_all, answer, answer_stage, fresh, person, reach

THURSDAY = MONDAY + timedelta(days=3)

INSTEAD: dict[str, Value] = {
    "instead": "Account managers call the 200 largest customers in their second week; Paula, from 1 April.",
    "currency": "EUR",
    "once": 12e3,
    "yearly": 3e3,
    "spared": 180e3,
}
BY_HAND = {"retraining": "rarely", "requests": 400.0}
ONE_OFF = {"kind": "one_off", "retraining": "rarely", "requests": 200.0}


def approved_mlops() -> Scoping:
    scoping = reach("report")
    scoping.add_detail("The works council wants to see the list of riskiest customers.", TOM, MONDAY)
    scoping.disagree("mlops", "Level 1 is more than two people can look after in the first year.", MIA, MONDAY)
    scoping.sign(IVO, THURSDAY)
    return scoping


def approved_ml() -> Scoping:
    scoping = reach("report", **BY_HAND)
    scoping.sign(IVO, THURSDAY)
    return scoping


def approved_ml_after_the_retake() -> Scoping:
    """MLOps by the numbers; at the retake a release checklist turned out to do."""
    scoping = reach("retake")
    asked = [question.id for question in scoping.catalog.stages["retake"].questions]
    answer(scoping, *(question for question in asked if question != "retake.2"))
    answer(scoping, "retake.2", simpler="process", because="Four releases a year take a day each.")
    accept_all(scoping)
    answer_stage(scoping)
    scoping.sign(IVO, THURSDAY)
    return scoping


def approved_poc() -> Scoping:
    scoping = reach("report", **ONE_OFF)
    scoping.sign(IVO, THURSDAY)
    return scoping


def no_ai() -> Scoping:
    scoping = fresh()
    answer(scoping, "exam.1")
    answer(scoping, "exam.2", simpler="process", because="Calling in week two kept 31 of 40 in a trial.")
    scoping.answer({"exam.2b": dict(INSTEAD)}, MIA, MONDAY)
    scoping.judge(["exam.1", "exam.2", "exam.2b"], {}, IVO, THURSDAY)
    return scoping


def rejected() -> Scoping:
    scoping = reach("report")
    scoping.reject("The CRM is replaced in autumn; the data would be gone before the first model is.", IVO, THURSDAY)
    return scoping


def cancelled() -> Scoping:
    scoping = fresh()
    answer(scoping, "exam.1")
    answer(scoping, "exam.2", by=MIA)
    scoping.judge(["exam.1"], {}, IVO, MONDAY)
    scoping.cancel("The product is sold; its customers go with it.", ANA, THURSDAY)
    return scoping


def half_way() -> Scoping:
    """Some accepted, one sent back, one promised by a day, one left vague with a reason, one said not to apply."""
    scoping = fresh()
    scoping.answer({"exam.1": {"problem": "Increase revenue with AI."}}, ANA, MONDAY)
    scoping.waive("exam.1", "The board set the goal; the number comes with the budget in May.", ANA, MONDAY)
    answer(scoping, "exam.2")
    scoping.skip("exam.3", "There is one vendor, under contract until 2028.", ANA, MONDAY)
    answer(scoping, "exam.4", path="Probably the CRM shows a list, and somebody calls, each morning, in 2026.")
    scoping.leave_as_is("exam.4", ANA)
    answer(scoping, "exam.5")
    scoping.dont_know("exam.6", date(2026, 3, 12), ANA, MONDAY)
    answer(scoping, "exam.7")
    scoping.judge(["exam.2"], {"exam.5": "Which method, and where did it work?"}, IVO, MONDAY)
    return scoping


def contradicted() -> Scoping:
    scoping = reach("mlops")
    answer(scoping, "mlops.1", kind="one_off")
    return scoping


def to_sign() -> Scoping:
    """Ready to sign, with a delegate who may do it."""
    scoping = reach("report", **ONE_OFF)
    scoping.name_delegate(EVA, IVO, MONDAY)
    scoping.admit([person(EVA)], MONDAY)
    return scoping


EVERY: Mapping[str, Callable[[], Scoping]] = {
    "approved_mlops": approved_mlops,
    "approved_ml": approved_ml,
    "approved_ml_after_the_retake": approved_ml_after_the_retake,
    "approved_poc": approved_poc,
    "no_ai": no_ai,
    "rejected": rejected,
    "cancelled": cancelled,
    "half_way": half_way,
    "contradicted": contradicted,
    "to_sign": to_sign,
}
