"""A scoping played in the domain alone: good answers to every question, and the moves of a whole track."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.catalog import Catalog, shipped
from dialogs.findings import Findings
from dialogs.flow import standing, tasks, turns
from dialogs.flow.tasks import to_examine
from dialogs.flow.turns import TAKEN, in_form
from dialogs.record.parts import Answer, Entry, Person, Standing, Unknown
from dialogs.record.quoting import active_questions, is_asked
from dialogs.scoping.scoping import Scoping, start

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANA, IVO, MIA, TOM, EVA = "U0ANA", "U0IVO", "U0MIA", "U0TOM", "U0EVA"
NAMES = {ANA: "Ana", IVO: "Ivo", MIA: "Mia", TOM: "Tom", EVA: "Eva"}
ZONES = {ANA: "Europe/Madrid", IVO: "Europe/Berlin", MIA: "Europe/London", TOM: "America/New_York", EVA: "UTC"}
LEA, KIM = "U0LEA", "U0KIM"
SIX = (ANA, MIA, TOM, EVA, LEA, KIM)
SCORES = ((3, 1, 5, 5, 5), (4, 2, 3, 3, 1), (5, 3, 4, 2, 2), (4, 4, 2, 5, 3), (5, 5, 2, 4, 4), (2, 4, 1, 1, 5))
"""What each of the six says in a readiness pulse."""

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
        "costs": [12e3, 4e3, 200e3],
    },
    "exam.2c": {"stakes": "money", "net": ["decides"], "tested": "later"},
    "exam.3": {"comparison": "Boosted trees against regression and rules: https://wiki.example.com/churn/bench"},
    "exam.4": {
        "path": "Nightly scores land in the CRM; an account manager calls the ten riskiest each morning.",
        "stakes": "mild",
        "role": "augments",
        "net": ["decides"],
        "stops": "named",
    },
    "exam.5": {
        "apparatus": "Gradient-boosted trees do well on such tables.",
        "statement": "Binary classification: will this customer cancel within 60 days?",
        "judged": "before",
        "tested": "later",
        "tie": "same",
        "tried": "measured",
    },
    "exam.6": {
        "source": "CRM and billing, five years; the data protection officer has agreed.",
        "needed": "Contracts, invoices, tickets and the day of leaving.",
    },
    "exam.7": {
        "studied": "Mia's notebook on 38,112 rows, 4% without a contract date: https://git.example.com/look",
        "quality": "measured",
        "traps": ["none"],
    },
    "mlops.1": {
        "kind": "ongoing",
        "requests": 40000.0,
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
        "quality": "measured",
    },
    "case.6": {"stress": "smaller", "because": "Only the largest market at first; alone it still pays in 2 years."},
    **{f"change.{n}": {"text": f"By 1 April everybody knows line {n} of the plan by heart."} for n in range(1, 8)},
}


CANDIDATE: Mapping[str, dict[str, Value]] = {
    "1": {"data": "yes", "method": "yes", "which": "Boosted trees: https://bench.example.com/churn", "effort": 5.0},
    "2": {"metric": "accuracy", "better": "higher", "hlp": 0.95, "target": 0.9},
    "3": {"predictive": "yes", "which": "Logins a week and open invoices; usage falls 6 weeks before they leave."},
    "4": {"predictive": "yes", "which": "The call notes since May 2026, which nobody has used yet."},
    "5": {
        "metric": "recall",
        "better": "higher",
        "history": ["2025-09-30\t0.52", "2025-10-31\t0.56", "2025-11-30\t0.59", "2025-12-31\t0.61", "2026-01-31\t0.63"],
        "guess": 0.64,
        "target": 0.62,
        "by": "2026-06-30",
        "test_size": 5000.0,
    },
    "6": {"reach": 4800.0, "impact": "2", "confidence": "0.8"},
    "7": {"works": "tried", "which": "In March 37 of 40 wrong orders were stopped.", "effort": 2.0},
}
"""Good answers about any candidate, by the number of the question."""

FULL: Mapping[str, dict[str, Value]] = {
    "problem.1": {"priorities": "Keep existing customers, then cut the manual work in order entry."},
    "problem.2": {"known": "known"},
    "problem.3": {"problem": "Customers leave before anyone notices: 12% of 40,000 a year, EUR 1.2M; sales owns it."},
    "problem.4": {"metric": "Customers lost a year", "today": 4800.0, "goal": 3900.0, "by": "2027-12-31"},
    "problem.5": {"means": "Five years of CRM data, two engineers half their time until June.", "reach": "within"},
    "need.1": {
        "rules": "needs_ml",
        "because": "Three rules catch 41% of leavers; the rest have nothing a rule could name.",
    },
    "need.2": {"scale": "needs_ml", "size": "40,000 customers with sixty signals each.", "kinds": ["predicting"]},
    "need.3": {
        "baseline": "Call everybody whose usage fell by half: catches 41% of leavers (May trial).",
        "state": "measured",
    },
    "need.4": {
        "currency": "EUR",
        "ml": [48e3, 115e3, 310e3],
        "software": [20e3, 10e3, 90e3],
        "people": [0.0, 90e3, 170e3],
    },
    "need.5": {
        "simpler": "none",
        "because": "Rules catch 41%, two agents half; the model's 68% is worth EUR 150k a year more.",
    },
    "need.6": {"instead": "Account managers call the top 200 each quarter, from 1 March; Paula leads it."},
    "need.7": {"stakes": "money", "net": ["share"], "tested": "in_use"},
    "solutions.1": {
        "a": "Churn model",
        "a_cell": "new_structured",
        "b": "Reading the call notes",
        "b_cell": "new_unstructured",
        "c": "Better scoring rules",
        "c_cell": "existing_structured",
    },
    **{f"candidate_{slot}.{number}": dict(values) for slot in "abcde" for number, values in CANDIDATE.items()},
    "candidate_b.1": {**CANDIDATE["1"], "effort": 9.0},
    "candidate_b.6": {"reach": 1000.0, "impact": "1", "confidence": "0.5"},
    "candidate_c.1": {**CANDIDATE["1"], "effort": 6.0},
    "candidate_c.6": {"reach": 2000.0, "impact": "0.5", "confidence": "0.8"},
    "solutions.2": {
        "chosen": "a",
        "because": "Worth four times the others for less work.",
    },
    "solutions.3": {
        "aim": "good",
        "whom": "It helps account managers; one flagged wrongly gets a needless call.",
        "area": "none_people",
    },
    "solutions.4": {"role": "augments", "work": ["difficult", "at_scale"], "helps": "tried"},
    "solutions.5": {
        "net": ["decides"],
        "within": "before",
        "stops": "named",
        "signal": "Needless calls a week over 12, Tom's",
    },
    "data.1": {"have": "yes", "needed": "Contracts, invoices, tickets and the day of leaving."},
    "data.2": {"source": ["internal"], "where": "CRM and billing, five years; the data protection officer has agreed."},
    "data.3": {"learning": "supervised", "origin": "judged"},
    "data.4": {"free": "free"},
    "data.5": {"lineage": "Export, join with billing, cleaning, features, training set.", "versioned": "yes"},
    "data.6": {"traps": ["none"]},
    "labels.1": {"labelled": "yes"},
    "labels.2": {
        "rules": "Two pages; a contract not renewed within 30 days counts as left.",
        "kappa": 0.74,
    },
    "growth.1": {"ways": ["label"], "how": "About 300 leavers a month are labelled by time itself."},
    "growth.2": {"examples": "Notes with typing errors, which people read without trouble."},
    "growth.3": {"features": "The day of the last complaint, from the ticket system."},
    "eval.1": {
        "goal": "Used if 6 of the 10 customers on the list would have left; 900 fewer leavers a year.",
        "judged": "before",
    },
    "eval.2": {
        "metric": "Recall at ten calls a day",
        "better": "higher",
        "target": 0.6,
        "tie": "checked",
    },
    "eval.3": {"diverge": "If only customers are called who would have stayed, recall is fine and nobody is kept."},
    "eval.4": {
        "groups": "measured",
        "aligned": "Recall is reported for small and large customers; neither may fall under 0.5.",
    },
    "eval.5": {"tested": "later", "differs": ["nothing"]},
    "eval.6": {"case": [120.0, 5.0, 40.0]},
    "infra.1": {"where": "cloud", "because": "The CRM is there already"},
    "infra.2": {"mode": "batch", "latency": "Every night, needed at 8:00"},
    "infra.3": {
        "compute": "cpu",
        "scale": "One hour a night on two processors; ten times the customers take four hours.",
    },
    "risk.1": {
        "likelihood": "2",
        "impact": "4",
        "steps": "Recall over 0.95: stop, check the dates, back to the rules; Mia.",
        "state": "tried",
    },
    "risk.2": {
        "likelihood": "3",
        "impact": "4",
        "steps": "Recall under 0.5 in a region: that region back to the rules; Tom.",
        "state": "written",
    },
    "risk.3": {
        "likelihood": "3",
        "impact": "2",
        "steps": "No list at 8:00: call last week's list, restart; Tom.",
        "state": "written",
    },
    "risk.4": {"others": ["CRM export changes\t3\t3\tThe contract test fails\tUse last night's copy\tMia"]},
    "plan.1": {
        "start": "2026-04-01",
        "collect": [3.0, 5.0, 9.0],
        "prepare": [2.0, 3.0, 6.0],
        "train": [1.0, 2.0, 4.0],
        "evaluate": [1.0, 2.0, 3.0],
        "tune": [2.0, 4.0, 8.0],
    },
    "plan.2": {
        "milestones": [
            "First labels\t2026-05-29\t12000",
            "Beats the rules\t2026-07-31\t40000",
            "In use\t2026-09-30\t60000",
        ],
        "currency": "EUR",
        "budget": 120e3,
    },
}
"""Good answers to what the full track asks beside the director's."""

GOOD = {**GOOD, **FULL}


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
    given = {question: on_its_track(scoping, question, GOOD[question]) | over for question in questions}
    return scoping.answer(given, by, now)


def on_its_track(scoping: Scoping, question: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """Of an answer, what a scoping's track asks."""
    found = scoping.catalog.questions.get(question)
    asked = {field.id for field in found.fields} if found else set(values)
    return {field: value for field, value in values.items() if field in asked}


def dont_know(scoping: Scoping, key: str, until: date, by: str = ANA, now: datetime = MONDAY) -> None:
    """Whoever owes an item will know by a day what is open in it."""
    unknown = Unknown(kind=Ignorance.NOT_KNOWN, by=by, at=now, until=until, owner=turns.debtors(scoping, key)[0])
    wanting = {id: scoping.lacking(id) for id in tasks.open_questions(Findings(scoping), key)}
    scoping.not_known({id: dict.fromkeys(names, unknown) for id, names in wanting.items()}, by, now)


def answer_stage(scoping: Scoping, by: str = ANA) -> None:
    """Good answers to everything the present stage asks."""
    stage = scoping.catalog.stages[scoping.stage]
    if stage.layout != "form":
        for question in active_questions(scoping, stage):
            answer(scoping, question.id, by=by)
        return
    for form in [form.id for form in scoping.catalog.forms.values() if scoping.catalog.form_stage[form.id] is stage]:
        asked = [q.id for q in active_questions(scoping, stage) if in_form(scoping, q.id) == form]
        if asked and scoping.stage == stage.stage:
            answer(scoping, *asked, by=by)


def accept_all(scoping: Scoping, by: str = IVO) -> None:
    scoping.judge(to_examine(Findings(scoping), scoping.stage), {}, by, MONDAY)


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
    answer(scoping, "exam.2c")
    return scoping


def reach(stage: str, *, track: str = "director", **mlops: Any) -> Scoping:
    """A scoping played up to a stage; `mlops` replaces inputs of the decision."""
    scoping = fresh(track=track)
    while scoping.stage != stage:
        before = scoping.stage
        if before == "mlops":
            answer(scoping, "mlops.1", **mlops)
        else:
            answer_stage(scoping)
        if scoping.stage == before and before == "readiness" and track == "full":
            scoping.close_pulse(ANA, MONDAY)
        if scoping.stage == before and scoping.catalog.stages[before].examined:
            accept_all(scoping)
        assert scoping.stage != before, f"stuck in {before}: {standing.missing_labels(Findings(scoping))}"
    return scoping


def in_stage(stage: str, *forms: tuple[str, dict[str, Any]]) -> Scoping:
    """A full track played up to a stage; then answers to questions, each with what is said otherwise."""
    kept = reach(stage, track="full")
    for question, over in forms:
        answer(kept, question, **over)
    return kept


def answer_forms(kept: Scoping, *forms: str) -> None:
    """Good answers to all that is asked in each form."""
    for form in forms:
        answer(kept, *[question.id for question in kept.catalog.in_form(form) if is_asked(kept, question.id)])


@cache
def with_pulse() -> Catalog:
    """Our catalogue with a pulse on a track as short as the director's, which is quickly played."""
    ours = shipped()
    parts = {name: getattr(ours, name) for name in Catalog.model_fields}
    readiness = ours.stages["readiness"].model_copy(update={"pulse": ("pulsing",)})
    parts["stages"] = {**ours.stages, "readiness": readiness}
    parts["tracks"] = {**ours.tracks, "pulsing": ours.tracks["director"]}
    return Catalog(**parts)


def pulsing(people: int, track: str = "pulsing", stage: str = "readiness") -> Scoping:
    """Ana's scoping with so many people on it, Ivo directing, played up to a stage."""
    return plays_on(fresh(track=track, catalog=with_pulse(), team=list(SIX[1:people])), stage)


def plays_on(scoping: Scoping, stage: str) -> Scoping:
    while scoping.stage != stage:
        before = scoping.stage
        answer_stage(scoping)
        if scoping.stage == before:
            accept_all(scoping)
    return scoping


def having(said: Mapping[str, Value | Ignorance], *, track: str = "full", **over: Any) -> Scoping:
    """A scoping in which only this was said, by path, whatever stage it is in; an Ignorance for what is not known.

    having({"eval.2.tie": "assumed", "labels.2.kappa": Ignorance.NOT_MEASURED})
    """
    scoping = fresh(track=track, **over)
    for seq, (path, value) in enumerate(said.items(), 1):
        say(scoping, path, value, seq)
    return scoping


def say(scoping: Scoping, path: str, value: Value | Ignorance, seq: int = 0) -> None:
    """Puts one value into the record as it stands, beside the others of its question; an older version stays."""
    question, _, name = path.rpartition(".")
    entry = scoping.entries.setdefault(question, Entry())
    scoping.seq = seq or scoping.seq + 1
    before = entry.answer
    values = {id: one for id, one in (before.values if before else {}).items() if id != name}
    unknowns = {id: one for id, one in (before.unknowns if before else {}).items() if id != name}
    if isinstance(value, Ignorance):
        unknowns[name] = Unknown(kind=value, by=ANA, at=MONDAY)
    else:
        values[name] = value
    entry.answers.append(Answer(values=values, unknowns=unknowns, author=ANA, at=MONDAY, seq=scoping.seq))
