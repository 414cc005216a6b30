"""The tables of the objections once more, as functions that know nothing of the catalogue's own.

Each takes what its rule looks at, by name, and whether a wrong answer could hurt somebody (`hurting`). What a look
comes to is a set: empty where nothing of it is asked. S stops a stage, B holds the signature, N is a note, Q is quiet.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain, combinations
from typing import Any, NamedTuple

from dialogs.catalog import Level
from dialogs.verdicts import mistakes
from dialogs.verdicts.mistakes import Mistakes

S, B, N, Q = Level.STOP, Level.SIGN_OFF, Level.NOTE, Level.QUIET
Seen = frozenset[str]
SIX = ("place", "device", "people", "time", "grain", "purpose")
STOPPING = {"decides", "share", "alarm"}


class Table(NamedTuple):
    """What each look of a rule can come to, and the level a combination of them has."""

    looks: Mapping[str, list[Any]]
    level: Callable[..., Level]
    seen: Callable[[Any], str] = str
    """Of what is reckoned: what these figures come to."""


# ---- what would sink it


def stand_in(judged: Seen, tie: Seen, differs: Seen, *, hurting: bool) -> Level:
    if "trial" in judged:
        return Q
    if "grain" in differs or (tie & {"assumed", "unknown"}):
        return S if hurting else B
    return Q


def other_cases(tested: Seen, differs: Seen, *, hurting: bool) -> Level:
    worse = S if hurting else B
    differing = differs & set(SIX)
    table = {
        "in_use": Q,
        "none": worse,
        "supplier": worse,
        "later": B if differing - {"time"} else N if differs & {"time", "unchecked"} else Q,
        "random": worse if differing else B if "unchecked" in differs else N,
    }
    return table[min(tested)]


def nobody_stops_it(hurts: Seen, role: Seen, net: Seen, within: Seen, stops: Seen, *, hurting: bool) -> Level:
    if "not" in hurts:
        return N if "automates" in role and "nobody" in stops else Q
    if "shows" in role:
        return Q
    if "automates" in role:
        if not net & STOPPING or within & {"later", "unsaid"}:
            return S
        return B if "decides" in net or stops & {"several", "nobody"} else Q
    return B if net <= {"notice", "none"} else Q


def nobody_could_look(hurts: Seen, role: Seen, net: Seen, load: Seen, *, hurting: bool) -> Level:
    return B if "holds" in hurts and "augments" in role and "decides" in net and "too_much" in load else Q


def nothing_simpler_tried(simpler: Seen, tried: Seen, untried: Seen, *, hurting: bool) -> Level:
    if simpler & {"process", "people", "software"}:
        return Q
    level = {"measured": Q, "elsewhere": N, "reckoned": N, "not_tried": B, "none": S}[min(tried)]
    return N if level is Q and "untried" in untried else level


def data_not_looked_at(quality: Seen, studied: Seen, *, hurting: bool) -> Level:
    return S if quality & {"no", "unchecked"} or "unknown" in studied else Q


def gap_in_words(gap: Seen, *, hurting: bool) -> Level:
    return {"grave": S, "gap": B, "none": Q}[min(gap)]


def state_against_words(words: Seen, *, hurting: bool) -> Level:
    return Q if "none" in words else B


def price_of_mistakes(price: Mistakes, role: Seen, *, hurting: bool) -> Level:
    right, wrong, errors, cases, running = price.right, price.wrong, price.errors, price.cases, price.running
    alone = B if "automates" in role else N
    if right is None:
        return B if wrong is None else N
    if wrong is None or errors is None:
        return alone
    gain = ((100 - errors) * right - errors * wrong) / 100
    if gain <= 0:
        return S
    if cases is not None and running is not None and gain * cases < running:
        return B
    if cases is not None and price.claimed is not None and 2 * gain * cases < price.claimed:
        return B
    return N if errors * wrong > (100 - errors) * right / 2 or running is None else Q


def answer_hides(traps: Seen, *, hurting: bool) -> Level:
    return S if "after" in traps else B if traps & {"sources", "acted", "unchecked"} else Q


def past_as_truth(
    people: Seen, decided: Seen, groups: Seen, origin: Seen, traps: Seen, role: Seen, *, hurting: bool
) -> Level:
    if "holds" not in people:
        return Q
    let_through = N if "happened" in origin and "acted" in traps else Q
    if "holds" not in decided:
        by_itself = "automates" in role and groups & {"average", "nobody"}
        return (B if hurting else N) if by_itself else let_through
    worst = S if hurting else B
    asked = {"average": worst, "nobody": worst, "no_people": B, "not_asked": B, "planned": N}
    return asked.get(min(groups), let_through)


def no_line(judged: Seen, *, hurting: bool) -> Level:
    return {"trial": Q, "before": Q, "line": B, "none": S}[min(judged)]


def nothing_follows(role: Seen, helps: Seen, *, hurting: bool) -> Level:
    if "shows" in role:
        return S
    return {"unknown": B, "assumed": B, "others": N}.get(min(helps, default=""), Q)


def made_up(made: Seen, tested: Seen, origin: Seen, kappa: Seen, *, hurting: bool) -> Level:
    if "holds" in made:
        return N if not tested & {"random", "supplier", "none"} else S if hurting else B
    if origin & {"judged", "preferred"} and "unknown" in kappa:
        return B
    return Q if not origin & {"supplier", "unknown"} else B if hurting else N


def cannot_say_yet(history: Seen, hlp: Seen, target: Seen, *, hurting: bool) -> Level:
    if "short_and_unclear" in history:
        return B
    if "at_target_by_luck" in history:
        return N
    if "unknown" in hlp and "known" in target:
        return B
    return N if "unknown" in target else Q


def rules_decide_too(stakes: Seen, way: Seen, net: Seen, *, hurting: bool) -> Level:
    """As `nobody_stops_it` for who decides (augments) and for software alone (automates), as far as it is asked."""
    if stakes & {"things", "money"}:
        return Q
    if "software" in way and "decides" not in net:
        return Q if net & STOPPING else B if "mild" in stakes else S
    return B if net <= {"notice", "none"} else Q


def rules_untested(stakes: Seen, tested: Seen, *, hurting: bool) -> Level:
    """As `other_cases` where nobody looked how they differ; notes are left out."""
    if stakes & {"things", "money"}:
        return Q
    worse = B if "mild" in stakes else S
    return {"none": worse, "supplier": worse, "random": B, "later": Q, "in_use": Q}[min(tested)]


# ---- answers that cannot both hold


def both(**wanted: str) -> Callable[..., Level]:
    """A stop where each look is among these, words with a space between."""

    def level(*, hurting: bool, **seen: Seen) -> Level:
        return S if all(seen[name] & set(among.split()) for name, among in wanted.items()) else Q

    return level


def looked_at_since(data: Seen, features: Seen, quality: Seen, look: Seen, *, hurting: bool) -> Level:
    both = "unseen" in data and "unsure" in features and "measured" in quality
    of_the_data = "unseen" in data and "had" in look
    return B if both or of_the_data or ("unsure" in features and "measured" in quality) else Q


def one_candidate(only: Seen, ways: Seen, tried: Seen, *, hurting: bool) -> Level:
    if "holds" not in only:
        return Q
    return B if "none" in ways and "measured" not in tried else N


def no_labels(learning: Seen, who: Seen, origin: Seen, *, hurting: bool) -> Level:
    """What happened or was counted labels itself."""
    return Q if origin & {"happened", "instrument"} or "nobody" not in who or "supervised" not in learning else S


def easiest_chosen(easiest: Seen, lead: Seen, *, hurting: bool) -> Level:
    return Q if "not" in easiest else B if "twice" in lead else N


def not_the_top(not_top: Seen, lead: Seen, *, hurting: bool) -> Level:
    return Q if "not" in not_top else B if "twice" in lead else N


def automating_what_people_value(work: Seen, role: Seen, hurts: Seen, *, hurting: bool) -> Level:
    dear = work & {"enjoyed", "valued", "disputed"}
    if "automates" not in role or not dear:
        return Q
    return B if "holds" in hurts or len(dear) > 1 else N


def risk_without_steps(impact: Seen, state: Seen, steps: Seen, hurts: Seen, *, hurting: bool) -> Level:
    if "none" not in state or "by_a_day" in steps:
        return Q
    return S if impact & {"4", "5"} else B if "3" in impact and "holds" in hurts else Q


def other_risk_without_steps(steps: Seen, words: Seen, hurts: Seen, *, hurting: bool) -> Level:
    return S if "grave" in steps else B if "costly" in steps and "holds" in hurts else Q


def two_sheets(sheets: Seen, *, hurting: bool) -> Level:
    return Q if sheets & {"none", "alike"} else B


# ---- what their looks can come to


def one_of(words: str) -> list[Seen]:
    return [frozenset({word}) for word in words.split()]


def some_of(ticked: Iterable[str], alone: str = "") -> list[Seen]:
    """Every set of ticks, and each of the words that are ticked alone."""
    ticks = tuple(ticked)
    sets = chain.from_iterable(combinations(ticks, size) for size in range(1, len(ticks) + 1))
    return [*map(frozenset, sets), *one_of(alone)]


NOTHING: list[Seen] = [frozenset()]
"""Nothing of it is asked on this track."""
FACT = one_of("holds not")
TYPED = one_of("nothing too_little something")
"""What was typed where steps are asked for."""
JUDGED = one_of("trial before line none")
TESTED = one_of("in_use later random supplier none")
DIFFERS = some_of(SIX, "nothing unchecked")
ROLE = one_of("automates augments shows")
NET = some_of(("decides", "share", "alarm", "appeal", "notice"), "none")
TRIED = one_of("measured elsewhere reckoned not_tried none")
ORIGIN = one_of("happened instrument decided judged made preferred supplier unknown")
TRAPS = some_of(("after", "acted", "decided", "sources", "made"), "none unchecked")
STAKES = one_of("things money mild hard public")
KNOWING = [*one_of("known unknown"), *NOTHING]
SIMPLER = one_of("process people software none")
WORK = some_of(("enjoyed", "valued", "disputed", "difficult", "agreed"))
PRICES = [
    Mistakes(right, wrong, errors, cases, running, claimed)
    for claimed in (None, 20.0, 5000.0)
    for right in (None, 1.0, 10.0)
    for wrong in (None, 1.0, 50.0)
    for errors in (None, 5.0, 40.0)
    for cases in (None, 100.0)
    for running in (None, 50.0, 5000.0)
]

TABLES: Mapping[str, Table] = {
    "stand_in": Table(
        {
            "judged": JUDGED,
            "tie": [*one_of("same checked assumed unknown"), *NOTHING],
            "differs": [*DIFFERS, *NOTHING],
        },
        stand_in,
    ),
    "other_cases": Table({"tested": TESTED, "differs": DIFFERS}, other_cases),
    "nobody_stops_it": Table(
        {
            "hurts": FACT,
            "role": ROLE,
            "net": NET,
            "within": [*one_of("before day week later unsaid"), *NOTHING],
            "stops": one_of("named several nobody"),
        },
        nobody_stops_it,
    ),
    "nobody_could_look": Table(
        {"hurts": FACT, "role": ROLE, "net": NET, "load": one_of("enough too_much")}, nobody_could_look
    ),
    "nothing_simpler_tried": Table(
        {"simpler": [*SIMPLER, *NOTHING], "tried": TRIED, "untried": one_of("none untried")}, nothing_simpler_tried
    ),
    "data_not_looked_at": Table(
        {"quality": one_of("measured judged no unchecked"), "studied": KNOWING}, data_not_looked_at
    ),
    "gap_in_words": Table({"gap": one_of("none gap grave")}, gap_in_words),
    "state_against_words": Table({"words": one_of("none gap figure")}, state_against_words),
    "price_of_mistakes": Table({"price": PRICES, "role": ROLE}, price_of_mistakes, mistakes.price),
    "answer_hides": Table({"traps": TRAPS}, answer_hides),
    "past_as_truth": Table(
        {
            "people": FACT,
            "decided": FACT,
            "groups": one_of("measured planned average nobody no_people not_asked"),
            "origin": [*ORIGIN, *NOTHING],
            "traps": TRAPS,
            "role": ROLE,
        },
        past_as_truth,
    ),
    "no_line": Table({"judged": JUDGED}, no_line),
    "nothing_follows": Table(
        {"role": ROLE, "helps": [*one_of("itself tried others assumed unknown"), *NOTHING]}, nothing_follows
    ),
    "made_up": Table(
        {"made": FACT, "tested": TESTED, "origin": [*ORIGIN, *NOTHING], "kappa": KNOWING},
        made_up,
    ),
    "cannot_say_yet": Table(
        {
            "history": one_of("none short_and_unclear reachable unreachable at_target_by_luck reached"),
            "hlp": KNOWING,
            "target": KNOWING,
        },
        cannot_say_yet,
    ),
    "rules_decide_too": Table(
        {"stakes": STAKES, "way": one_of("process software"), "net": NET},
        rules_decide_too,
    ),
    "rules_untested": Table({"stakes": STAKES, "tested": TESTED}, rules_untested),
    "chosen_is_simpler": Table({"simple": FACT}, both(simple="holds")),
    "two_sheets": Table(
        {"sheets": one_of("none alike once yearly saving currencies plan_currency overtaken drew_level")},
        two_sheets,
    ),
    "rules_suffice": Table(
        {"rules": one_of("simpler needs_ml"), "simpler": SIMPLER}, both(rules="simpler", simpler="none")
    ),
    "scale_is_small": Table(
        {"scale": one_of("simpler needs_ml"), "simpler": SIMPLER}, both(scale="simpler", simpler="none")
    ),
    "ledger_disagrees": Table({"as_good": FACT, "simpler": SIMPLER}, both(as_good="holds", simpler="none")),
    "beyond_reach": Table({"reach": one_of("within stretch beyond")}, both(reach="beyond")),
    "one_candidate": Table({"only": FACT, "ways": one_of("none some"), "tried": TRIED}, one_candidate),
    "easiest_chosen": Table({"easiest": FACT, "lead": one_of("none less twice")}, easiest_chosen),
    "not_the_top": Table({"not_top": FACT, "lead": one_of("none less twice")}, not_the_top),
    "chosen_is_red": Table({"red": FACT}, both(red="holds")),
    "target_above_people": Table({"beyond": FACT}, both(beyond="holds")),
    "simpler_after_all": Table({"before": SIMPLER, "now": SIMPLER}, both(before="none", now="process people software")),
    "looked_at_since": Table(
        {
            "data": [*one_of("yes partly unseen no"), *NOTHING],
            "features": [*one_of("yes unsure no"), *NOTHING],
            "quality": one_of("measured judged no unchecked"),
            "look": one_of("had none"),
        },
        looked_at_since,
    ),
    "data_held_in_part": Table(
        {"weighed": one_of("yes partly unseen no"), "have": one_of("yes partly no")},
        lambda weighed, have, hurting: B if weighed == {"yes"} and have & {"partly", "no"} else Q,
    ),
    "no_labels": Table(
        {
            "learning": one_of("supervised unsupervised reinforcement ready_made"),
            "who": [*one_of("raters crowd own nobody"), *NOTHING],
            "origin": [*ORIGIN, *NOTHING],
        },
        no_labels,
    ),
    "rules_unclear": Table({"disagree": FACT}, both(disagree="holds")),
    "edge_without_device": Table(
        {"where": one_of("cloud own edge"), "compute": one_of("cpu gpu device")}, both(where="edge", compute="gpu")
    ),
    "automating_what_people_value": Table(
        {"work": [*WORK, *NOTHING], "role": ROLE, "hurts": FACT}, automating_what_people_value
    ),
    "risk_without_steps": Table(
        {
            "impact": one_of("1 2 3 4 5"),
            "state": one_of("tried written none"),
            "steps": [*TYPED, *one_of("by_a_day")],
            "hurts": FACT,
        },
        risk_without_steps,
    ),
    "other_risk_without_steps": Table(
        {"steps": one_of("fine costly grave"), "words": TYPED, "hurts": FACT}, other_risk_without_steps
    ),
    "labels_come_too_late": Table({"late": FACT}, both(late="holds")),
    "over_budget": Table({"over": FACT}, both(over="holds")),
    "stress_breaks_it": Table({"breaks": FACT, "stress": one_of("yes smaller no")}, both(breaks="holds", stress="yes")),
}
