"""Small projects that draw an objection, and small ones that are sound: by class, what was said, and what is asked."""

from collections.abc import Mapping
from typing import NamedTuple

from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.catalog import Level

S, B = Level.STOP, Level.SIGN_OFF
Said = Mapping[str, Value | Ignorance]


class Example(NamedTuple):
    """What was said, by path, on which track; and what is asked about it: nothing, of a sound one."""

    said: Said
    asked: Mapping[str, Level] = {}
    track: str = "full"


THINGS: Said = {"solutions.3.aim": "good", "solutions.3.area": "none_things"}
PEOPLE: Said = {"solutions.3.aim": "good", "solutions.3.area": "none_people"}


def hurting(area: str) -> Said:
    return {"solutions.3.aim": "mixed", "solutions.3.area": area}


def measured(metric: str, goal: str, tie: str, *, judged: str = "before", differs: str = "nothing") -> Said:
    return {
        "problem.4.metric": goal,
        "eval.2.metric": metric,
        "eval.2.tie": tie,
        "eval.1.judged": judged,
        "eval.5.differs": [differs],
    }


STAND_IN = {
    "garden centre, fewer plants returned, photos recognised": Example(
        {**THINGS, **measured("Photos recognised", "Plants returned", "assumed")}, {"stand_in": B}
    ),
    "job agency, in work after a year, interviews": Example(
        {**hurting("employment"), **measured("Interviews", "In work after a year", "unknown")}, {"stand_in": S}
    ),
    "call centre, each caller helped, the week's total": Example(
        {**THINGS, **measured("Calls in a week", "Callers helped", "checked", differs="grain")}, {"stand_in": B}
    ),
    "sawmill counts boards": Example({**THINGS, **measured("Boards counted", "Boards counted", "same")}),
    "newsletter, 500 readers get none and sales decide": Example(
        {**hurting("people_meet_it"), **measured("Openings", "Sales", "assumed", judged="trial")}
    ),
    "parcel firm, looked up on 3,000 parcels": Example(
        {**THINGS, **measured("Scan quality", "Late parcels", "checked")}
    ),
}

OTHER_CASES = {
    "optician, a brochure": Example(
        {**THINGS, "eval.5.tested": "supplier", "eval.5.differs": ["unchecked"]}, {"other_cases": B}
    ),
    "farm, studio photos, phones in the barn": Example(
        {**THINGS, "eval.5.tested": "random", "eval.5.differs": ["device", "place"]}, {"other_cases": B}
    ),
    "school bus, a new timetable": Example(
        {**THINGS, "eval.5.tested": "random", "eval.5.differs": ["time"]}, {"other_cases": B}
    ),
    "ward, never judged": Example(
        {**hurting("services"), "eval.5.tested": "none", "eval.5.differs": ["unchecked"]}, {"other_cases": S}
    ),
    "brewery, four weeks beside the brewer": Example(
        {**THINGS, "eval.5.tested": "in_use", "eval.5.differs": ["nothing"]}
    ),
    "dentists, a third practice later in the year": Example(
        {**hurting("services"), "eval.5.tested": "later", "eval.5.differs": ["nothing"]}
    ),
    "museum, the last quarter kept apart": Example({**THINGS, "eval.5.tested": "later", "eval.5.differs": ["nothing"]}),
}


def wrong(role: str, net: str, within: str = "day", stops: str = "named") -> Said:
    return {
        "solutions.4.role": role,
        "solutions.5.net": net.split(),
        "solutions.5.within": within,
        "solutions.5.stops": stops,
    }


def load(requests: float, minutes: float, staff: float) -> Said:
    return {"mlops.1.requests": requests, "mlops.1.minutes": minutes, "mlops.1.staff": staff}


NOBODY_STOPS_IT = {
    "landlord's portal ends contracts": Example(
        {**hurting("services"), **wrong("automates", "notice")}, {"nobody_stops_it": S}
    ),
    "pharmacy's chat, a person can step in": Example(
        {"solutions.3.aim": "good", "solutions.3.area": "people_meet_it", **wrong("automates", "notice", "unsaid")},
        {"nobody_stops_it": S},
    ),
    "clerk confirms 600 refunds in three hours": Example(
        {**hurting("services"), **wrong("augments", "decides"), **load(600, 2, 180)}, {"nobody_could_look": B}
    ),
    "risk without steps": Example({**THINGS, "risk.1.impact": "4", "risk.1.state": "none"}, {"risk_without_steps": S}),
    "a shop sorts its own photos": Example({**THINGS, "solutions.4.role": "automates"}),
    "boiler service, an alarm within a day": Example({**hurting("infrastructure"), **wrong("automates", "alarm")}),
    "counsellor decides each of twelve a week": Example(
        {**hurting("education"), **wrong("augments", "decides"), **load(12, 30, 480)}
    ),
}

NEEDED: Said = {"need.5.simpler": "none"}
NOTHING_SIMPLER_TRIED = {
    "laundry, by day of the week": Example(
        {**NEEDED, "need.3.baseline": "Sort by day of the week", "need.3.state": "not_tried"},
        {"nothing_simpler_tried": B},
    ),
    "kindergarten meals, no baseline": Example({**NEEDED, "need.3.state": "none"}, {"nothing_simpler_tried": S}),
    "heating firm, rules in the ledger": Example(
        {
            **NEEDED,
            "need.3.baseline": "Rules for the ten commonest faults",
            "need.3.state": "not_tried",
            "need.4.software": [20e3, 2e3, 30e3],
        },
        {"nothing_simpler_tried": B},
    ),
    "last year's same week, on the same 52": Example(
        {**NEEDED, "need.3.baseline": "The same week last year: 14 % off", "need.3.state": "measured"}
    ),
    "today's system": Example({**NEEDED, "need.3.baseline": "Today's system: 81 %", "need.3.state": "measured"}),
    "rules would do": Example({"need.5.simpler": "software", "need.3.state": "not_tried"}),
}

GAP_IN_WORDS = {
    "nobody compared": Example(
        {"exam.3.comparison": "Nobody has compared the two lists."}, {"gap_in_words": B}, "director"
    ),
    "planned, none made": Example(
        {"exam.3.comparison": "A comparison is planned; none was made."}, {"gap_in_words": B}, "director"
    ),
    "a feed nobody looks at": Example(
        {"retake.7.studied": "Nobody has checked the feed yet."}, {"gap_in_words": B}, "director"
    ),
    "quality not checked": Example(
        {"exam.7.studied": "Quality: not checked yet.", "exam.7.quality": "judged"}, {"gap_in_words": S}, "director"
    ),
    "quality unchecked": Example(
        {"exam.7.studied": "Nobody has looked at the mails yet.", "exam.7.quality": "unchecked"},
        {"data_not_looked_at": S},
        "director",
    ),
    "a choice against its words": Example(
        {"eval.1.goal": "We have not agreed on a line yet.", "eval.1.judged": "before"}, {"state_against_words": B}
    ),
    "nobody else": Example({"exam.3.comparison": "Nobody else sells it."}, {}, "director"),
    "measured since": Example(
        {
            "exam.7.studied": "Not measured before May; since then 61 % of 400 (log).",
            "exam.7.quality": "measured",
        },
        {},
        "director",
    ),
    "no complaints": Example({"problem.3.problem": "No complaints in 2025, counted by the front desk."}),
}


def case(*figures: float | None, cases: float = 4000, running: float | None = 800) -> Said:
    return {
        "solutions.2.chosen": "a",
        "solutions.4.role": "augments",
        "candidate_a.6.reach": cases,
        "need.4.ml": [10e3, running, 50e3],
        "eval.6.case": list(figures),
    }


PRICE_OF_MISTAKES = {
    "used phones": Example(case(20, 150, 15), {"price_of_mistakes": S}),
    "florist, neither reckoned": Example(case(None, None, 30), {"price_of_mistakes": B}),
    "caterer, 0.40 a case": Example(case(0.45, 0.05, 10, cases=9000, running=6000), {"price_of_mistakes": B}),
    "tankers, half of what is claimed": Example(
        case(2.5, 12, 13, cases=233600, running=78e3) | {"case.2.saving": [190e3, 290e3, 400e3]},
        {"price_of_mistakes": B},
    ),
    "scanner": Example(case(2, 3, 4)),
    "search in manuals": Example(case(5, 0.5, 30)),
    "tyre shop": Example(case(12, 20, 10)),
}

ANSWER_HIDES = {
    "hotel, room re-keyed": Example({"data.6.traps": ["after"]}, {"answer_hides": S}),
    "vet, healthy ones from a calendar": Example({"data.6.traps": ["sources"]}, {"answer_hides": B}),
    "bicycle insurer, nobody looked": Example({"data.6.traps": ["unchecked"]}, {"answer_hides": B}),
    "all inputs stamped before the order": Example({"data.6.traps": ["none"]}),
    "weather and calendar": Example({"exam.7.quality": "measured", "exam.7.traps": ["none"]}, {}, "director"),
    "one hall for both classes": Example({**THINGS, "data.6.traps": ["made"], "eval.5.tested": "in_use"}),
}


def learnt(origin: str, groups: str, *traps: str) -> Said:
    return {
        "solutions.4.role": "augments",
        "data.3.origin": origin,
        "data.6.traps": list(traps or ("none",)),
        "eval.4.groups": groups,
    }


PAST_AS_TRUTH = {
    "choir school, past admissions": Example({**PEOPLE, **learnt("decided", "average")}, {"past_as_truth": B}),
    "instalments as clerks gave them": Example({**PEOPLE, **learnt("decided", "nobody")}, {"past_as_truth": B}),
    "temp agency, who was placed": Example(
        {**hurting("employment"), **learnt("happened", "nobody", "decided")}, {"past_as_truth": S}
    ),
    "nobody asked for the groups": Example(
        {
            "exam.4.stakes": "hard",
            "exam.4.role": "augments",
            "exam.7.quality": "judged",
            "exam.7.traps": ["decided"],
        },
        {"past_as_truth": B},
        "director",
    ),
    "choir school, shares by district": Example({**hurting("education"), **learnt("decided", "measured")}),
    "machine parts": Example({**THINGS, **learnt("decided", "nobody")}),
    "passed the later exam": Example({**hurting("education"), **learnt("happened", "nobody")}),
}

NO_LINE = {
    "whether staff like it": Example(
        {"eval.1.goal": "Staff like it in the first month.", "eval.1.judged": "none"}, {"no_line": S}
    ),
    "90 % found, of what?": Example({"eval.1.goal": "90 % found.", "eval.1.judged": "line"}, {"no_line": B}),
    "director's, none": Example(
        {"exam.5.judged": "none", "exam.5.tried": "measured", "exam.5.tested": "later", "exam.5.tie": "same"},
        {"no_line": S},
        "director",
    ),
    "two shops with, two without": Example({"eval.1.judged": "trial"}),
    "14 % today, 10 % wanted": Example(
        {"eval.1.goal": "From 14 % waste to 10 %, counted by Sven.", "eval.1.judged": "before"}
    ),
    "the same 300 letters": Example(
        {"eval.1.goal": "280 of the 300 letters that we sorted by hand.", "eval.1.judged": "before"}
    ),
}

NOTHING_FOLLOWS = {
    "dashboard of tired machines": Example(
        {"solutions.4.role": "shows", "solutions.4.helps": "unknown"}, {"nothing_follows": S}
    ),
    "gym calls those likely to leave": Example(
        {"solutions.4.role": "automates", "solutions.4.helps": "assumed"}, {"nothing_follows": B}
    ),
    "library mails late readers": Example(
        {"solutions.4.role": "automates", "solutions.4.helps": "unknown"}, {"nothing_follows": B}
    ),
    "the text itself": Example({"solutions.4.role": "automates", "solutions.4.helps": "itself"}),
    "filters changed early, stops halved": Example({"solutions.4.role": "augments", "solutions.4.helps": "tried"}),
    "fewer crates when it rains": Example({"solutions.4.role": "augments", "solutions.4.helps": "tried"}),
}


def labelled(origin: str, tested: str, kappa: float | Ignorance, *traps: str) -> Said:
    return {
        "data.3.learning": "supervised",
        "data.3.origin": origin,
        "data.6.traps": list(traps or ("none",)),
        "labels.2.kappa": kappa,
        "eval.5.tested": tested,
    }


MADE_UP = {
    "hotline, 400 dialogues of our own": Example(
        {**hurting("people_meet_it"), **labelled("made", "random", 0.8, "made")}, {"made_up": S}
    ),
    "tea taster alone": Example({**THINGS, **labelled("judged", "later", Ignorance.NOT_MEASURED)}, {"made_up": B}),
    "the nicer reply, two students": Example(
        {**PEOPLE, **labelled("preferred", "later", Ignorance.NOT_MEASURED)}, {"made_up": B}
    ),
    "two curators who disagree": Example({**THINGS, **labelled("judged", "later", 0.4)}, {"rules_unclear": S}),
    "scale weights": Example({**THINGS, **labelled("instrument", "random", 0.9)}),
    "simulated faults, the plant's own in the test": Example({**THINGS, **labelled("made", "in_use", 0.9, "made")}),
    "two curators, kappa 0.78": Example({**THINGS, **labelled("judged", "later", 0.78)}),
}


def history(*levels: float, target: float, cases: float | None = None) -> Said:
    said: dict[str, Value | Ignorance] = {
        "solutions.1.a": "Seeds",
        "solutions.1.a_cell": "existing_structured",
        "solutions.2.chosen": "a",
        "candidate_a.5.metric": "accuracy",
        "candidate_a.5.better": "higher",
        "candidate_a.5.history": [f"2025-{month:02}-28\t{level}" for month, level in enumerate(levels, 1)],
        "candidate_a.5.target": target,
        "candidate_a.5.by": "2026-12-31",
    }
    return said | ({"candidate_a.5.test_size": cases} if cases else {})


def people(hlp: float | Ignorance, target: float | Ignorance) -> Said:
    return {
        "solutions.1.a": "Bird calls",
        "solutions.1.a_cell": "new_unstructured",
        "solutions.2.chosen": "a",
        "candidate_a.2.metric": "accuracy",
        "candidate_a.2.better": "higher",
        "candidate_a.2.hlp": hlp,
        "candidate_a.2.target": target,
    }


ALONE: Said = {"solutions.1.b": "Another", "solutions.1.b_cell": "new_structured"}
CANNOT_SAY_YET = {
    "seed sorter, 0.71 and 0.72": Example({**history(0.71, 0.72, target=0.85), **ALONE}, {"cannot_say_yet": B}),
    "18 of 20, once": Example({**history(0.9, target=0.95, cases=20), **ALONE}, {"cannot_say_yet": B}),
    "bird calls, people not measured": Example({**people(Ignorance.NOT_MEASURED, 0.9), **ALONE}, {"cannot_say_yet": B}),
    "more than people reach": Example(
        {**people(0.88, 0.95), **ALONE, "eval.2.metric": "accuracy", "eval.2.better": "higher", "eval.2.target": 0.95},
        {"target_above_people": S, "chosen_is_red": S},
    ),
    "six points, on the way": Example({**history(0.71, 0.74, 0.77, 0.8, 0.82, 0.84, target=0.85, cases=5000), **ALONE}),
    "people 0.94, needed 0.9": Example({**people(0.94, 0.9), **ALONE}),
    "412 of 430": Example({**history(0.958, target=0.93, cases=430), **ALONE}),
}


def decided(simpler: str, stakes: str, net: str, tested: str) -> Said:
    return {
        "need.5.simpler": simpler,
        "need.7.stakes": stakes,
        "need.7.net": net.split(),
        "need.7.tested": tested,
    }


RULES_DECIDE_TOO = {
    "points refuse a flat": Example(decided("software", "hard", "none", "later"), {"rules_decide_too": S}),
    "a sheet cuts overtime pay": Example(decided("software", "hard", "decides", "none"), {"rules_untested": S}),
    "a checklist turns families away": Example(decided("process", "hard", "notice", "later"), {"rules_decide_too": B}),
    "sorting screws": Example(decided("software", "things", "none", "none")),
    "a social worker decides each": Example(decided("software", "hard", "decides", "later")),
    "two more clerks": Example({"need.5.simpler": "people"}),
}

LEDGER = {"currency": "EUR", "ml": [140e3, 60e3, 225e3]}
CASE = {
    "case.2": {"currency": "EUR", "saving": [180e3, 225e3, 300e3]},
    "case.3": {"people": [15e3, 25e3, 40e3]},
    "case.4": {"platform": "bought", "once": [85e3, 130e3, 190e3], "yearly": [25e3, 35e3, 50e3]},
    "case.5": {"training": [6e3, 10e3, 15e3], "months": [4.0, 6.0, 9.0], "horizon": 3.0, "rate": 8.0},
}


def sheets(over: Said | None = None) -> Said:
    """A ledger and a case of the same figures, but for these."""
    questions = {"need.4": LEDGER, **CASE, "plan.2": {"currency": "EUR"}}
    said = {f"{question}.{field}": value for question, fields in questions.items() for field, value in fields.items()}
    return {**said, **(over or {})}


def parting(over: Said) -> Example:
    return Example(sheets(over), {"two_sheets": B})


TWO_SHEETS = {
    "310 and no longer 225 saved": parting({"case.2.saving": [200e3, 310e3, 400e3]}),
    "a thousand times less once": parting({"case.4.once": [85.0, 130.0, 190.0], "case.5.training": [6.0, 10.0, 15.0]}),
    "people the sheet left out": parting({"case.3.people": [60e3, 80e3, 110e3]}),
    "a sheet in dollars": parting({"need.4.currency": "USD"}),
    "a plan in dollars": parting({"plan.2.currency": "USD"}),
    "the same": Example(sheets()),
    "a quarter more, and no more": Example(sheets({"need.4.ml": [105e3, 80e3, 300e3]})),
    "nobody knows what it saves": Example(sheets({"case.2.saving": Ignorance.NOT_KNOWN})),
    "four thousand beside sixteen": Example(
        sheets(
            {
                "need.4.ml": [4e3, 60e3, 225e3],
                "case.4.once": [9e3, 10e3, 12e3],
                "case.5.training": [1e3, 2e3, 3e3],
            }
        )
    ),
}


def taken(cell: str, works: str = "tried") -> Said:
    """A candidate of this kind taken, beside another one."""
    said: Said = {
        "solutions.1.a": "The first",
        "solutions.1.a_cell": cell,
        "solutions.1.b": "Another",
        "solutions.1.b_cell": "new_structured",
        "solutions.2.chosen": "a",
    }
    return {**said, "candidate_a.7.works": works} if cell == "nothing" else said


CHOSEN_IS_SIMPLER = {
    "a second look at the gate": Example(taken("nothing"), {"chosen_is_simpler": S}),
    "two-way messages, as elsewhere": Example(taken("nothing", "elsewhere"), {"chosen_is_simpler": S}),
    "overbooking, which nobody tried": Example(taken("nothing", "untried"), {"chosen_is_simpler": S}),
    "a model on tables": Example(taken("new_structured")),
    "a model on pictures": Example(taken("new_unstructured")),
    "the score there is": Example(taken("existing_structured")),
}

EXAMPLES: Mapping[str, Mapping[str, Example]] = {
    "C1": STAND_IN,
    "C2": OTHER_CASES,
    "C3": NOBODY_STOPS_IT,
    "C4": NOTHING_SIMPLER_TRIED,
    "C5": GAP_IN_WORDS,
    "C6": PRICE_OF_MISTAKES,
    "C7": ANSWER_HIDES,
    "C8": PAST_AS_TRUTH,
    "C9": NO_LINE,
    "C10": NOTHING_FOLLOWS,
    "C11": MADE_UP,
    "C12": CANNOT_SAY_YET,
    "C13": RULES_DECIDE_TOO,
    "C14": TWO_SHEETS,
    "the simpler way": CHOSEN_IS_SIMPLER,
}
"""By class, as its rules name it (`Objection.kind`); the last is of answers that clash."""
