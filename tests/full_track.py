"""The full track played to each end by a team of five, with what real answers have: doubts, clashes, reasons."""

from collections.abc import Callable, Mapping

from dialogs.answers.values import Value
from dialogs.catalog import AnswerField, Kind
from dialogs.findings import Findings
from dialogs.flow import objecting, standing
from dialogs.flow.tasks import to_examine
from dialogs.flow.turns import in_form
from dialogs.record.parts import AskedBack, Entry
from dialogs.record.quoting import active_questions
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.readiness import Tally
from tests.play import ANA, EVA, GOOD, IVO, MIA, MONDAY, TOM, accept_all, fresh, on_its_track, person

JON, LEA = "U0JON", "U0LEA"
TEAM = [MIA, TOM, EVA, JON, LEA]
AUTHORS = {"solutions": MIA, "design": MIA, "mlops": TOM, "retake": TOM, "readiness": TOM, "monitoring": TOM}
THURSDAY = MONDAY.replace(day=5)

RICHER: Mapping[str, dict[str, Value]] = {
    "need.4": {
        "currency": "EUR",
        "ml": [48e3, 115e3, 310e3],
        "software": [20e3, 10e3, 90e3],
        "process": [5e3, 0.0, 40e3],
        "people": [0.0, 90e3, 80e3],
    },
    "candidate_b.2": {"metric": "accuracy", "better": "higher", "hlp": 0.88, "target": 0.95},
    "candidate_c.4": {"predictive": "unsure", "which": "The call notes since May 2026, which nobody has used yet."},
    "candidate_c.5": {
        "metric": "recall",
        "better": "higher",
        "history": ["2025-09-30\t0.68", "2025-10-31\t0.70", "2025-11-30\t0.70", "2025-12-31\t0.71", "2026-01-31\t0.70"],
        "guess": 0.73,
        "target": 0.85,
        "by": "2026-06-30",
        "test_size": 2000.0,
        "best": 0.92,
    },
    "solutions.3": {
        "aim": "mixed",
        "whom": "It helps account managers call in time; a customer flagged wrongly gets one needless call.",
        "area": "people_meet_it",
    },
    "solutions.4": {"role": "augments", "work": ["difficult", "at_scale", "valued"], "helps": "tried"},
    "data.4": {"free": "paid", "cost": "The address register, EUR 4k a year"},
    "data.5": {"lineage": "Export, join with billing, cleaning, features, training set.", "versioned": "planned"},
    "labels.1": {"labelled": "partly", "who": "own", "weeks": 4.0},
    "risk.2": {
        **GOOD["risk.2"],
        "likelihood": "4",
        "steps": "Recall under 0.5 in a region: it goes back to the rules until it is mended; Tom.",
    },
    "risk.4": {
        "others": [
            "CRM export changes\t3\t3\tThe contract test fails\t\t",
            "Two people leave\t2\t5\t\tA coach steps in\tIvo",
        ]
    },
    "case.5": {**GOOD["case.5"], "months": [4.0, 6.0, 10.0]},
    "change.1": {"text": "Every release costs two people a week, and we skip every second one."},
    "change.2": {"text": "A model is live six hours after the alarm, without overtime, by June."},
    "change.3": {"text": "Feast, MLflow and our Kubernetes; notebooks stay for exploring."},
    "change.4": {"text": "Tom and Lea: testing data pipelines, two days in March."},
    "change.5": {"text": "A day a week is kept free until May, and a coach from the platform team."},
    "change.6": {"text": "First model by 1 April, all four by the end of June."},
    "change.7": {"text": "They keep the reporting models, which stay on the old way for a year."},
}
WORDS = frozenset({Kind.TEXT, Kind.LINE})
TAPS = [(5, 4, 2, 3, 4), (4, 4, 3, 4, 4), (5, 2, 3, 3, 2), (4, 5, 2, 2, 3), (3, 4, 4, 4, 4), (5, 5, 3, 4, 4)]
WHY_BOTH = "The supplier tests each export the night before; a copy of last week is kept either way."


def begun() -> Scoping:
    scoping = fresh(track="full", team=TEAM)
    scoping.admit([person(id).model_copy(update={"name": id[2:].title()}) for id in scoping.everyone()], MONDAY)
    return scoping


def play(stage: str, over: Mapping[str, dict[str, Value]] = {}) -> Scoping:
    """A scoping of five played up to a stage; `over` replaces answers."""
    scoping, answers = begun(), {**GOOD, **RICHER, **over}
    while scoping.stage != stage and not scoping.ending:
        step(scoping, answers)
    return scoping


def step(scoping: Scoping, answers: Mapping[str, dict[str, Value]]) -> None:
    """One stage: its forms answered, contradictions explained, the pulse tapped, the answers accepted."""
    before = scoping.stage
    stage = scoping.catalog.stages[before]
    for form in [form.id for form in scoping.catalog.forms.values() if scoping.catalog.form_stage[form.id] is stage]:
        asked = [q.id for q in active_questions(scoping, stage) if in_form(scoping, q.id) == form]
        if asked and scoping.stage == before:
            scoping.answer({q: on_its_track(scoping, q, answers[q]) for q in asked}, AUTHORS.get(before, ANA), MONDAY)
            explain(scoping, asked)
    if scoping.stage == before and before == "readiness":
        sums = Tally()
        for scores, who in zip(TAPS, [ANA, *TEAM], strict=True):
            sums = scoping.tap(sums, scores, who)
        scoping.close_pulse(ANA, MONDAY, sums)
    if scoping.stage == before and to_examine(Findings(scoping), before):
        accept_all(scoping)
    assert scoping.stage != before or scoping.ending, f"stuck in {before}: {standing.missing_labels(Findings(scoping))}"


def explain(scoping: Scoping, asked: list[str]) -> None:
    """Each objection gets its reason, and each follow-up of substance too."""

    for question in asked:
        if scoping.entries[question].waiting_followup:
            scoping.waive(question, "It is written down elsewhere, with its numbers.", ANA, MONDAY)
    if put := objecting.put(Findings(scoping)):
        scoping.meet([Met(one.name, "waived", WHY_BOTH) for one in put], MIA, MONDAY)


def once(play: Callable[[], Scoping]) -> Callable[[], Scoping]:
    """Played once, and anew for whoever asks: a copy that may be changed."""
    kept: list[str] = []

    def copied() -> Scoping:
        if not kept:
            kept.append(play().model_dump_json())
        return Scoping.model_validate_json(kept[0])

    return copied


@once
def approved_mlops() -> Scoping:
    scoping = play("report")
    scoping.disagree("mlops", "Level 1 is more than two people can look after in the first year.", MIA, MONDAY)
    scoping.add_detail("The works council wants to see the list of riskiest customers.", TOM, MONDAY)
    scoping.sign(IVO, THURSDAY)
    return scoping


@once
def approved_ml() -> Scoping:
    scoping = play("report", {"mlops.1": {**GOOD["mlops.1"], "retraining": "rarely", "requests": 400.0}})
    scoping.sign(IVO, THURSDAY)
    return scoping


@once
def approved_poc() -> Scoping:
    one_off = {**GOOD["mlops.1"], "kind": "one_off", "retraining": "rarely", "requests": 200.0}
    scoping = play("report", {"mlops.1": one_off})
    scoping.sign(IVO, THURSDAY)
    return scoping


@once
def no_ai() -> Scoping:
    """At the need already: a changed process does it, and the director agrees."""
    ledger = {**RICHER["need.4"], "ml": [140e3, 60e3, 310e3], "process": [15e3, 10e3, 290e3]}
    return play(
        "solutions",
        {
            "need.4": ledger,
            "need.5": {"simpler": "process", "because": "Calling in week two kept 31 of 40 in a trial."},
            "need.6": {"instead": "Account managers call the 200 largest customers in week two; Paula, from 1 April."},
        },
    )


@once
def rejected() -> Scoping:
    scoping = play("report")
    scoping.reject("The CRM is replaced in autumn; the data would be gone before the first model is.", IVO, THURSDAY)
    return scoping


@once
def cancelled() -> Scoping:
    """Stopped over the design, with answers that contradict each other still standing."""
    scoping = play("design")
    design = scoping.catalog.stages["design"]
    asked = [q.id for q in active_questions(scoping, design) if in_form(scoping, q.id) in ("data",)]
    scoping.answer({q: dict({**GOOD, **RICHER}[q]) for q in asked}, MIA, MONDAY)
    more = [q.id for q in active_questions(scoping, design) if in_form(scoping, q.id) == "labels"]
    given = {q: dict({**GOOD, **RICHER}[q]) for q in more}
    given["labels.1"] = {"labelled": "no", "who": "nobody", "weeks": 12.0}
    scoping.answer(given, MIA, MONDAY)
    scoping.cancel("The product is sold; its customers go with it.", ANA, THURSDAY)
    return scoping


EVERY: Mapping[str, Callable[[], Scoping]] = {
    "full_approved_mlops": approved_mlops,
    "full_approved_ml": approved_ml,
    "full_approved_poc": approved_poc,
    "full_no_ai": no_ai,
    "full_rejected": rejected,
    "full_cancelled": cancelled,
}


def spoken_by(words: str) -> Scoping:
    """A scoping to its end in which people typed these words wherever they can type."""
    line = " ".join(words.split())
    scoping = rejected()
    assert scoping.ending
    scoping.title, scoping.idea, scoping.ending.reason = line[:150], line, words
    for member in scoping.people.values():
        member.name = line[:80]
    for id, entry in scoping.entries.items():
        _say(entry, {field.id: field for field in scoping.catalog.questions[id].fields}, words)
    for note in (*scoping.objections, *scoping.details):
        note.text = words
    return scoping


def _say(entry: Entry, fields: dict[str, AnswerField], words: str) -> None:
    waived = AskedBack(rule="hedged", kind="substance", seq=1, outcome="waived", by="U0MIA")
    entry.asked_back.append(waived)
    for answer in entry.answers:
        answer.values = {id: _said(fields[id], value, words) for id, value in answer.values.items()}
    for asked in (*entry.asked_back, *entry.judgements):
        asked.reason = words


def _said(field: AnswerField, value: Value, words: str) -> Value:
    line = " ".join(words.split())
    if field.kind in WORDS:
        return words if field.kind is Kind.TEXT else line
    if field.kind is Kind.TABLE and isinstance(value, list):
        return ["\t".join([line, *str(row).split("\t")[1:]]) for row in value]
    return value
