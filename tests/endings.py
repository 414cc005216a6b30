"""One scoping for every ending, and some that are still running; each is played anew."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.findings import Findings
from dialogs.flow.promises import Promise
from dialogs.flow.tasks import to_examine
from dialogs.record.parts import Unknown
from dialogs.scoping.scoping import Scoping
from tests.play import (
    ANA,
    EVA,
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
    person,
    reach,
)

THURSDAY = MONDAY + timedelta(days=3)

INSTEAD: dict[str, Value] = {
    "instead": "Account managers call the 200 largest customers in their second week; Paula, from 1 April.",
    "currency": "EUR",
    "costs": [12e3, 3e3, 180e3],
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
    answer(scoping, "exam.2c", by=MIA)
    scoping.judge(["exam.1", "exam.2", "exam.2b", "exam.2c"], {}, IVO, THURSDAY)
    return scoping


def not_yet() -> Scoping:
    """Four things nobody knows, of which the need is one: first they are to be found out."""
    scoping = _with_unknowns()
    scoping.not_yet("The trial in May says which.", IVO, THURSDAY)
    return scoping


def on_conditions() -> Scoping:
    """Signed although two things are not known: the team finds them out while the proof runs."""
    scoping = reach("exam")
    unknown = {"exam.5": {"apparatus": Ignorance.NOT_TRIED}, "exam.7": {"quality": Ignorance.NOT_MEASURED}}
    _answered(scoping, unknown)
    scoping.judge(
        to_examine(Findings(scoping), "exam"),
        {},
        IVO,
        MONDAY,
        conditions={
            "exam.5": Promise(MIA, date(2026, 3, 16)),
            "exam.7": Promise(TOM, date(2026, 3, 20)),
            "exam.6": Promise(MIA, date(2026, 3, 24), "The works council has agreed."),
        },
    )
    answer(scoping, "mlops.1", **ONE_OFF)
    answer_stage(scoping)
    scoping.sign(IVO, THURSDAY)
    scoping.close_condition("1", True, "It does well on the May data.", MIA, THURSDAY + timedelta(days=11))
    return scoping


def so_far_with_unknowns() -> Scoping:
    return _with_unknowns()


def no_sum() -> Scoping:
    """MLOps either way while its level is open, and a case without its saving."""
    scoping = reach("mlops")
    values = {name: value for name, value in GOOD["mlops.1"].items() if name != "pipelines"}
    scoping.answer({"mlops.1": values}, ANA, MONDAY, unknown={"mlops.1": {"pipelines": Ignorance.NOT_DECIDED}})
    case = {name: value for name, value in GOOD["case.2"].items() if name != "saving"}
    unknown = {"case.2": {"saving": Ignorance.NOT_RECKONED}}
    given = {question: dict(GOOD[question]) for question in ("case.1", "case.3", "case.4", "case.5")}
    scoping.answer({**given, "case.2": case}, ANA, MONDAY, unknown=unknown)
    return scoping


def assumed() -> Scoping:
    """Whether it is MLOps hangs on the retraining, which the director takes as rare until Tom knows."""
    scoping = reach("mlops")
    values = {name: value for name, value in {**GOOD["mlops.1"], **BY_HAND}.items() if name != "retraining"}
    scoping.answer({"mlops.1": values}, TOM, MONDAY, unknown={"mlops.1": {"retraining": Ignorance.NOT_KNOWN}})
    scoping.assume("mlops.1.retraining", "rarely", Promise(TOM, date(2026, 3, 20)), IVO, MONDAY)
    return scoping


def _with_unknowns() -> Scoping:
    scoping = fresh()
    _answered(
        scoping,
        {
            "exam.2": {"simpler": Ignorance.NOT_TRIED},
            "exam.5": {"apparatus": Ignorance.NOT_TRIED},
            "exam.7": {"studied": Ignorance.NOT_MEASURED, "quality": Ignorance.NOT_MEASURED},
        },
        without_source=True,
    )
    scoping.not_known(
        {
            "exam.6": {
                field: Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY, until=date(2026, 3, 12), owner=TOM)
                for field in ("source", "needed")
            }
        },
        ANA,
        MONDAY,
    )
    return scoping


def _answered(
    scoping: Scoping, unknown: Mapping[str, Mapping[str, Ignorance]], *, without_source: bool = False
) -> None:
    """Good answers to the exam, but for what is not known."""
    for number in range(1, 8):
        question = f"exam.{number}"
        gone = unknown.get(question, {})
        values = {field: value for field, value in GOOD[question].items() if field not in gone}
        if question != "exam.6" or not without_source:
            scoping.answer({question: values}, ANA, MONDAY, unknown={question: gone})


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
    answer(scoping, "exam.4", path="Probably the CRM shows a list, and somebody calls, each morning.")
    scoping.leave_as_is(["exam.4"], ANA)
    answer(scoping, "exam.5")
    dont_know(scoping, "exam.6", date(2026, 3, 12), ANA, MONDAY)
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
    "not_yet": not_yet,
    "on_conditions": on_conditions,
    "so_far_with_unknowns": so_far_with_unknowns,
    "no_sum": no_sum,
    "assumed": assumed,
    "rejected": rejected,
    "cancelled": cancelled,
    "half_way": half_way,
    "contradicted": contradicted,
    "to_sign": to_sign,
}
