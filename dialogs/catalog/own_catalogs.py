"""The questions that rules, verdicts and reports read by name: whoever puts a stage in the place of ours keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase

from dialogs.catalog.questions import AnswerField, Stage
from dialogs.catalog.sheets import Flaw, Sheet
from dialogs.catalog.whole import Catalog

READ: Mapping[str, tuple[str, ...]] = {
    "problem.3": (),
    "problem.4": ("metric", "today", "goal", "by"),
    "need.1": ("rules", "because"),
    "need.2": ("scale", "kinds", "size"),
    "need.3": ("baseline",),
    "need.4": ("currency", "ml", "software", "process", "people", "buy"),
    "need.5": ("simpler", "because"),
    "need.6": ("instead",),
    "solutions.1": ("a", "a_cell", "b", "b_cell", "c", "c_cell", "d", "d_cell", "e", "e_cell"),
    "solutions.2": ("chosen", "because"),
    "solutions.3": ("aim", "area", "whom"),
    "solutions.4": ("work", "role"),
    "candidate_*.1": ("data", "method", "effort"),
    "candidate_*.2": ("metric", "better", "hlp", "target"),
    "candidate_*.3": ("predictive",),
    "candidate_*.4": ("predictive",),
    "candidate_*.5": ("metric", "better", "history", "guess", "target", "by", "test_size", "best"),
    "candidate_*.6": ("reach", "impact", "confidence"),
    "data.1": ("have",),
    "data.2": ("source",),
    "data.4": ("free",),
    "data.5": ("versioned",),
    "labels.1": ("weeks", "labelled", "who"),
    "labels.2": ("kappa", "rules"),
    "eval.1": ("goal",),
    "eval.2": ("metric", "better", "target"),
    "eval.3": ("diverge",),
    "infra.1": ("where", "because"),
    "infra.2": ("mode", "latency"),
    "infra.3": ("compute",),
    "risk.4": ("others",),
    "risk.[123]": ("likelihood", "impact"),
    "exam.1": (),
    "exam.2": ("simpler",),
    "exam.2b": ("instead", "currency", "costs"),
    "mlops.1": ("kind", "requests", "minutes", "staff", "retraining", "pipelines", "level"),
    "poc.1": ("shows",),
    "poc.2": ("ends", "decides"),
    "monitoring.1": ("watch",),
    "case.2": ("currency", "saving"),
    "case.3": ("people", "work"),
    "case.4": ("platform", "once", "yearly"),
    "case.5": ("training", "months", "horizon", "rate"),
    "case.6": ("stress", "because"),
    "retake.2": ("simpler",),
    "change.4": ("text",),
    "change.5": ("text",),
    "change.6": ("text",),
    "plan.1": ("start", "collect", "prepare", "train", "evaluate", "tune"),
    "plan.2": ("milestones", "currency", "budget"),
}
"""By question (`*` stands for any slot): the fields read. tests/dialogs/catalog/test_own_catalogs.py looks them up."""

READ_IF_ASKED: Mapping[str, tuple[str, ...]] = {
    "candidate_*.7": ("works", "effort"),
    "data.3": ("origin",),
    "data.6": ("traps",),
    "eval.1": ("judged",),
    "eval.2": ("tie",),
    "eval.6": ("case",),
    "exam.1": ("problem",),
    "exam.2": ("why", "because"),
    "exam.2c": ("net",),
    "exam.3": (),
    "exam.4": ("net",),
    "exam.5": ("tried",),
    "exam.6": ("source",),
    "exam.7": ("studied", "quality", "traps"),
    "need.1": ("because",),
    "need.3": ("state",),
    "need.5": ("because",),
    "need.7": ("stakes", "net", "tested"),
    "problem.1": ("priorities",),
    "problem.3": ("problem",),
    "retake.4": (),
    "retake.5": (),
    "risk.[123]": ("steps", "state"),
}
"""The same for what a team's catalogue may lack: objections and windows that rest on it leave it out."""

AS_ASKED_BEFORE: Mapping[str, tuple[str, ...]] = {"exam.2b.costs": ("once", "yearly", "spared")}
"""By field: those it was made of. Whoever still asks for these keeps what the rules read."""

AS_OFFERED_BEFORE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "solutions.3.area": {"none": ("none_things", "none_people")},
}
"""By field: an option that stood for several of ours, and is read as they are."""


MAY_LACK: Mapping[str, frozenset[str]] = {f"solutions.1.{slot}_cell": frozenset({"nothing"}) for slot in "abcde"}
"""By field: options that came later, and that a team's catalogue need not offer."""


def flaws(catalog: Catalog, stages: Mapping[str, tuple[Sheet, Stage]], ours: Catalog) -> Iterator[Flaw]:
    """What the rules read and a stage with the name of one of ours lacks, or asks in another shape."""
    walked = {stage for track in catalog.tracks.values() for stage in track.stages}
    asked = {f"{question.id}.{field.id}" for question in catalog.questions.values() for field in question.fields}
    for name in (*needed(ours), *(name for name in read_if_asked(ours) if name in asked)):
        stage = _stage_of(ours, name)
        problem = _problem(catalog, ours, name) if stage in walked else ""
        if problem:
            sheet, _ = stages[stage if stage in stages else "exam"]
            yield Flaw(sheet, ("stage",), f"the stage {stage} has to keep {name}, which the rules read; {problem}")


def needed(ours: Catalog) -> list[str]:
    """Every question and field in READ, written out for each slot."""
    return list(_written_out(ours, READ))


def read_if_asked(ours: Catalog) -> list[str]:
    """Every question and field in READ_IF_ASKED, written out for each slot."""
    return list(_written_out(ours, READ_IF_ASKED))


def _written_out(ours: Catalog, read: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for question in ours.questions.values():
        for pattern, fields in read.items():
            if fnmatchcase(question.id, pattern):
                yield question.id
                yield from (f"{question.id}.{field.id}" for field in question.fields if field.id in fields)


def _stage_of(ours: Catalog, name: str) -> str:
    question = name if name in ours.questions else name.rpartition(".")[0]
    return ours.stage_of[question].stage


def _problem(catalog: Catalog, ours: Catalog, name: str) -> str:
    question, _, field = (name, "", "") if name in ours.questions else name.rpartition(".")
    if question not in catalog.questions or catalog.stage_of[question].stage != _stage_of(ours, name):
        return f"it has no question {question}"
    if not field:
        return ""
    found = next((one for one in catalog.questions[question].fields if one.id == field), None)
    fields = {one.id for one in catalog.questions[question].fields}
    if found is None and name in AS_ASKED_BEFORE and fields.issuperset(AS_ASKED_BEFORE[name]):
        return ""
    if found is None:
        return f"its question {question} has no field {field}"
    first = ours.questions[question].field(field)
    differing = [said for said, shape in _SHAPES.items() if shape(found) != shape(first)]
    if not _offers_as_much(found, first, AS_OFFERED_BEFORE.get(name, {}), MAY_LACK.get(name, frozenset())):
        differing.append("set of option ids")
    return f"there its {differing[0]} is another" if differing else ""


def _offers_as_much(
    found: AnswerField, ours: AnswerField, before: Mapping[str, tuple[str, ...]], may_lack: frozenset[str]
) -> bool:
    """Whether the options are ours; those that say that something is not known may be lacking."""
    offered = {id for option in found.options for id in before.get(option, (option,))}
    return offered | set(ours.unknowns) | may_lack == set(ours.options)


_SHAPES: Mapping[str, Callable[[AnswerField], object]] = {
    "kind": lambda field: field.kind,
    "number of parts": lambda field: len(field.parts),
    "set of columns": lambda field: [column.id for column in field.columns],
}
