"""A scoping played in the domain alone: good answers to every question, and the moves of a whole track."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from dialogs.document import Person, Standing
from dialogs.parsing import Value
from dialogs.progress import active_questions, to_examine
from dialogs.scoping import Scoping, start
from dialogs.turns import TAKEN

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANA, IVO, MIA, TOM, EVA = "U0ANA", "U0IVO", "U0MIA", "U0TOM", "U0EVA"
NAMES = {ANA: "Ana", IVO: "Ivo", MIA: "Mia", TOM: "Tom", EVA: "Eva"}
ZONES = {ANA: "Europe/Madrid", IVO: "Europe/Berlin", MIA: "Europe/London", TOM: "America/New_York", EVA: "UTC"}

GOOD: Mapping[str, dict[str, Value]] = {
    "exam.1": {"problem": "Customers leave before anyone notices: 12% of 40,000 a year, EUR 1.2M, finance counted it."},
    "exam.2": {
        "why": "Keyword rules caught 41% of churners in the May trial, a model on the same data 68%.",
        "simpler": "none",
        "because": "Two more agents would cost EUR 90k a year and reach half.",
    },
    "exam.2b": {
        "instead": "Account managers call the top 200 from 1 March; Paula leads it.",
        "currency": "EUR",
        "once": 12e3,
        "yearly": 4e3,
        "spared": 200e3,
    },
    "exam.3": {"comparison": "Boosted trees against regression and rules: https://wiki.example.com/churn/bench"},
    "exam.4": {"path": "Nightly scores land in the CRM; an account manager calls the ten riskiest each morning."},
    "exam.5": {
        "apparatus": "Gradient-boosted trees do well on such tables.",
        "statement": "Binary classification: will this customer cancel within 60 days?",
    },
    "exam.6": {
        "source": "CRM and billing, five years; the data protection officer has agreed.",
        "needed": "Contracts, invoices, tickets and the day of leaving.",
    },
    "exam.7": {
        "studied": "Mia's notebook on 38,112 rows: https://git.example.com/look",
        "quality": "4% have no contract date; labels agree with finance in 97% of a sample.",
    },
    "mlops.1": {
        "kind": "ongoing",
        "requests": 40000.0,
        "by_hand": "yes",
        "minutes": 1.0,
        "staff": 1440.0,
        "retraining": "periodic",
        "pipelines": "one",
        "level": "0",
    },
    "poc.1": {"shows": "At least 6 of 10 flagged contracts are confirmed by the lawyers."},
    "poc.2": {"ends": "2026-04-30", "decides": "Ivo"},
    "monitoring.1": {"watch": "Tom looks at weekly recall each Monday; under 0.60 he retrains."},
    "case.1": {"improves": "900 of 4,800 customers a year stay because somebody calls in time."},
    "case.2": {"currency": "EUR", "saving": [180e3, 310e3, 400e3], "counted": "Finance, Q3"},
    "case.3": {"people": [60e3, 80e3, 110e3], "work": ["datasets", "serving", "monitoring"]},
    "case.4": {"platform": "bought", "once": [20e3, 40e3, 70e3], "yearly": [25e3, 35e3, 50e3]},
    "case.5": {"expertise": "Mia and Tom are taught", "training": [5e3, 8e3, 12e3], "horizon": 3.0, "rate": 8.0},
    "retake.1": {"problem": "Prices change weekly; by hand a retraining takes nine days, so we are a week behind."},
    "retake.2": {
        "why": "Monthly retraining for four markets is 48 releases a year at two days each.",
        "simpler": "none",
        "because": "A checklist still costs 96 days a year of two people.",
    },
    "retake.3": {"comparison": "Managed platform, open source and cron side by side: https://wiki.example.com/mlops"},
    "retake.4": {"path": "Alarm, retraining, validation and canary take six hours instead of nine days."},
    "retake.5": {
        "apparatus": "Recall over 14 days against a threshold.",
        "statement": "Retrain when recall is under 0.62.",
    },
    "retake.6": {
        "source": "The same CRM export, every night.",
        "needed": "Contracts and leaving dates, 60 days later.",
    },
    "retake.7": {
        "studied": "Ten weeks of nightly exports checked: https://git.example.com/feed",
        "quality": "A contract test stops a changed schema; Tom is told the same hour.",
    },
    **{f"change.{n}": {"text": f"By 1 April everybody knows line {n} of the plan by heart."} for n in range(1, 8)},
}


def person(id: str, standing: Standing = Standing.MEMBER) -> Person:
    return Person(id=id, name=NAMES.get(id, id), tz=ZONES.get(id, "UTC"), standing=standing, in_channel=True)


def fresh(**over: Any) -> Scoping:
    """A scoping that has just begun: Ana's, directed by Ivo, with Mia and Tom."""
    given: dict[str, Any] = {
        "team_id": "T0TEAM",
        "channel": "C0CHURN",
        "title": "Churn early warning",
        "idea": "Tell us who is about to leave.",
        "initiator": ANA,
        "director": IVO,
        "team": [MIA, TOM],
        "now": MONDAY,
    } | over
    scoping = start("V0START", **given)
    scoping.admit([person(id) for id in scoping.everyone()], MONDAY)
    return scoping


def answer(scoping: Scoping, *questions: str, by: str = ANA, now: datetime = MONDAY, **over: Any) -> list[str]:
    return scoping.answer({question: dict(GOOD[question]) | over for question in questions}, by, now)


def answer_stage(scoping: Scoping, by: str = ANA) -> None:
    """Good answers to everything the present stage asks."""
    stage = scoping.catalog.stages[scoping.stage]
    asked = [question.id for question in active_questions(scoping, stage)]
    if stage.layout == "form":
        answer(scoping, *asked, by=by)
    else:
        for question in asked:
            answer(scoping, question, by=by)


def accept_all(scoping: Scoping, by: str = IVO) -> None:
    scoping.judge(to_examine(scoping, scoping.stage), {}, by, MONDAY)


def open_calls(scoping: Scoping) -> dict[str, tuple[str, list[str]]]:
    """What is being asked now: item -> (kind of call, whom)."""
    return {key: (item.open_call.kind, item.open_call.to) for key, item in scoping.items.items() if item.open_call}


def messages(scoping: Scoping) -> list[tuple[str, str]]:
    """Every new message the turns have caused so far: (item, kind), in no order."""
    return [(key, call.kind) for key, item in scoping.items.items() for call in item.calls if call.kind != TAKEN]


def no_ai() -> Scoping:
    """An exam in which a changed process would do, answered and waiting for the director."""
    scoping = fresh()
    answer(scoping, "exam.1")
    answer(scoping, "exam.2", simpler="process")
    answer(scoping, "exam.2b")
    return scoping


def reach(stage: str, **mlops: Any) -> Scoping:
    """A scoping played up to a stage; `mlops` replaces inputs of the decision."""
    scoping = fresh()
    while scoping.stage != stage:
        before = scoping.stage
        if before == "mlops":
            answer(scoping, "mlops.1", **mlops)
        else:
            answer_stage(scoping)
        if scoping.stage == before and scoping.catalog.stages[before].examined:
            accept_all(scoping)
        assert scoping.stage != before, f"stuck in {before}: {scoping.missing_labels()}"
    return scoping
