"""Two answers that contradict each other, as catalogues before the objections had them, and teams' own still may."""

from functools import cache

from dialogs.catalog import Catalog, Clash, Side, keep, shipped
from dialogs.scoping.scoping import Scoping
from tests.play import accept_all, answer, answer_stage, fresh

RULES_SUFFICE = Clash(
    id="rules_suffice",
    source=("S0.need.1",),
    first=Side(at="need.1.rules", among=("simpler",)),
    second=Side(at="need.5.simpler", among=("none",)),
    ask="You said that rules would do, and now that nothing simpler would. Which is it?",
)
UNSAID = Clash(
    id="unsaid",
    source=("S0.need.2",),
    first=Side(at="need.2.scale", fact="always"),
    second=Side(at="need.2.size", blank=True),
    ask="How large is it?",
)
NO_STEPS = Clash(
    id="risk_without_steps",
    source=("S0.risk.2",),
    first=Side(at="risk.4.others", fact="a_risk_lacks_steps"),
    second=Side(at="risk.4.others", fact="a_risk_lacks_steps"),
    ask="A grave risk has no steps for the day it happens. What is done then?",
)


@cache
def theirs() -> Catalog:
    """Our catalogue with these contradictions in the place of the objections."""
    clashes = [RULES_SUFFICE, UNSAID, NO_STEPS]
    catalog = Catalog.model_validate(shipped().model_dump() | {"clashes": clashes, "objections": []})
    keep(catalog)
    return catalog


def their(stage: str) -> Scoping:
    """The full track by that catalogue, played up to a stage."""
    scoping = fresh(track="full", catalog=theirs())
    while scoping.stage != stage:
        before = scoping.stage
        answer_stage(scoping)
        if scoping.stage == before:
            accept_all(scoping)
    return scoping


def contradicted() -> Scoping:
    """The rules would do, and nothing simpler would."""
    scoping = their("need")
    answer(scoping, "need.1", rules="simpler")
    answer(scoping, "need.2", "need.3")
    answer(scoping, "need.4", "need.5")
    return scoping
