"""What is not known, in words: each input, who finds it out by when, what hangs on it, and on what a decision hangs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase

from bot.telling import mlops
from bot.words.figures import day, figure, inline, listed, money, upper_first
from bot.words.sentences import sentence
from dialogs.answers.figures import plain
from dialogs.answers.text import cleaned
from dialogs.catalog import Kind, Question
from dialogs.catalog.tracks import ENDINGS
from dialogs.errors import Sentence
from dialogs.findings import Findings
from dialogs.findings.mlops import QUESTION, asked_as
from dialogs.findings.money import CASE, FIGURES, TERMS, is_unknown, known
from dialogs.findings.values import NotKnown, answered
from dialogs.flow import promises
from dialogs.record.parts import Answer, Condition, Judgement, Unknown, Verdict
from dialogs.record.quoting import worded
from dialogs.record.record import Record
from dialogs.report import said
from dialogs.report.answers import unknown_parts
from dialogs.report.parts import Report
from dialogs.report.unknowns import assumed
from dialogs.verdicts.mlops import Outcome
from dialogs.verdicts.partial import Hinge, Turn
from dialogs.verdicts.partial.business_case import Limit, reckon
from dialogs.verdicts.partial.mlops import Ruling
from dialogs.verdicts.partial.mlops import clashes as hypothetical

NAMED = 3
"""How many inputs of one answer are named; more are counted."""


@dataclass(frozen=True)
class ToFindOut:
    """One thing to find out: what, who, by which day (None: nobody named one), and what hangs on it (often nothing).

    `id` is that of the condition it is, where it is one; `question` the answer it is about. `became` says how it came
    out, once it is closed, `failed` that it did not come out as hoped.
    """

    question: str
    what: str
    who: str
    owner: str
    by: date | None
    hangs: str = ""
    id: str = ""
    became: str = ""
    failed: bool = False


# what is not known of an answer


def unknown_words(record: Record, question: Question, field: str, unknown: Unknown) -> str:
    """One input that is not known: “the baseline: nobody has measured it”, with its day where there is one."""
    return sentence("ignorance.line", name=_input(record, question, field), said=state_words(record, unknown))


def state_words(record: Record, unknown: Unknown) -> str:
    """What was said of it: “nobody has measured it; Mia will know by 4 Dec 2026”."""
    who = record.name(unknown.owner or unknown.by)
    return sentence(
        "ignorance.said",
        state=sentence(f"ignorance.{unknown.kind}"),
        who=who,
        by=day(unknown.until) if unknown.until else "",
        due=unknown.due,
        reason=unknown.reason,
        meanwhile="",
    )


def not_known(one: said.NotKnown) -> Sentence:
    """The same in a report: “the baseline: nobody has measured it; Mia will know by Fri 4 Dec”."""
    values = {"state": Sentence(f"ignorance.{one.kind}"), "who": one.owner, "by": day(one.until) if one.until else ""}
    told = Sentence("ignorance.said", {**values, "due": one.due, "reason": one.reason, "meanwhile": _meanwhile(one)})
    return Sentence("ignorance.line", {"name": _in_part(_short(one.label), one.parts), "said": told})


def _meanwhile(one: said.NotKnown) -> str:
    """“Ivo assumes that it takes 200 requests a day, until Ana knows (Fri 4 Dec)”; empty where nobody assumes it."""
    return _supposition("suppose.meanwhile", [one.assumed]) if one.assumed else ""


def unknowns_said(record: Record, question: Question) -> list[str]:
    """What is not known of the answer as it stands, an input a line."""
    answer = _answer(record, question.id)
    return _lines(record, question, answer) if answer else []


def name_of(record: Record, question: Question, field: str) -> str:
    """An input inside a sentence: the question's name where it asks one thing, else the field's, without directions."""
    if question.id == QUESTION and field != "level":
        return sentence(f"input.{field}")
    asked = worded(record, question)
    if len(asked.fields) == 1:
        return inline(asked.label)
    label = asked.field(field).label
    return inline(asked.label) if label.lower().rstrip(" .…").endswith("because") else _short(label)


def _input(record: Record, question: Question, field: str) -> str:
    """The same; of amounts of which some are known, with the names of the others: “more people (a year)”."""
    parts = unknown_parts(question.field(field), record.value(f"{question.id}.{field}"))
    return _in_part(name_of(record, question, field), parts)


def _in_part(name: str, parts: Sequence[str]) -> str:
    return sentence("ignorance.in_part", name=name, parts=parts) if parts else name


def _short(label: str) -> str:
    """A field's label inside a sentence: a question is quoted, anything else goes without its directions."""
    name = label.partition(":")[0].partition(" (")[0].rstrip(" …")
    return f"“{name}”" if name.endswith("?") else inline(name)


def _lines(record: Record, question: Question, answer: Answer) -> list[str]:
    fields = [field.id for field in question.fields if field.id in answer.unknowns]
    return [unknown_words(record, question, field, answer.unknowns[field]) for field in fields]


def _answer(record: Record, question: str) -> Answer | None:
    entry = record.entries.get(question)
    return entry.answer if entry else None


# what there is to find out


def to_find_out(findings: Findings) -> list[ToFindOut]:
    """Each answer of which something is not known, with who finds it out by when; and each open condition.

    That on which a decision hangs comes first.
    """
    record = findings.record
    conditions = {one.about: one for one in record.open_conditions if not one.assumes and not one.text}
    taken = {one.assumes[0] for one in promises.signed_on(record) if one.assumes}
    unknown = [
        _unknown(findings, question, still, conditions.get(question))
        for question, ones in promises.by_question(findings).items()
        if (still := [one for one in ones if one.path not in taken])
    ]
    named = {one.question for one in unknown}
    rest = [one for one in record.open_conditions if one.assumes or one.text or one.about not in named]
    return sorted([*unknown, *(condition_told(findings, one) for one in rest)], key=lambda one: not one.hangs)


def owed(findings: Findings) -> list[ToFindOut]:
    """What somebody finds out by a day, the earliest first; nothing after a no."""
    ending = findings.record.ending
    given_up = ending is not None and not ENDINGS[ending.outcome]
    dated = [] if given_up else [one for one in to_find_out(findings) if one.by and (one.id or not ending)]
    return sorted(dated, key=lambda one: one.by or date.max)


def conditions(findings: Findings) -> list[ToFindOut]:
    """Every condition there was, open or closed, in the order it was made."""
    return [condition_told(findings, one) for one in findings.record.conditions]


def condition_told(findings: Findings, condition: Condition) -> ToFindOut:
    """One condition: what is to happen, who sees to it, by when, and how it came out."""
    record = findings.record
    return ToFindOut(
        question=condition.about,
        what=_condition_words(record, condition),
        who=record.name(condition.owner),
        owner=condition.owner,
        by=condition.due,
        hangs=_hangs_on_any(findings, [condition.assumes[0]] if condition.assumes else _paths(record, condition)),
        id=condition.id,
        became=_became(record, condition),
        failed=condition.closed is not None and not condition.met,
    )


def accepted_on(findings: Findings, question: str, judgement: Judgement) -> str:
    """The condition an answer was accepted on: “the works council agrees · Tom, Mon 7 Dec”; empty without one."""
    record = findings.record
    on = [one for one in record.conditions if is_of(one, question, judgement)]
    return " ".join(
        sentence(
            "condition.accepted_on",
            text=one.text.rstrip("."),
            who=record.name(one.owner),
            day=day(one.due),
            became=_became(record, one),
        )
        for one in on
    )


def is_of(condition: Condition, question: str, judgement: Judgement) -> bool:
    """Whether a condition was made as an answer was accepted."""
    made = condition.about == question and condition.at == judgement.at
    return made and not condition.assumes and judgement.verdict is Verdict.ACCEPTED


def _unknown(findings: Findings, question: str, ones: Sequence[NotKnown], condition: Condition | None) -> ToFindOut:
    record, said = findings.record, promises.promised(list(ones))
    owner = condition.owner if condition else said.owner if said else ones[0].owner
    return ToFindOut(
        question=question,
        what=_what(record, question, [one.path.rpartition(".")[2] for one in ones]),
        who=record.name(owner),
        owner=owner,
        by=condition.due if condition else said.due if said else None,
        hangs=_hangs_on_any(findings, [one.path for one in ones]),
        id=condition.id if condition else "",
    )


def _what(record: Record, question: str, fields: Sequence[str]) -> str:
    """What is to be found out of one answer: “the business metric: as it stands today”."""
    asked = record.catalog.questions[question]
    own = _named(record, question)
    said = (_input(record, asked, field) for field in fields)
    names = list(dict.fromkeys(name for name in said if name != inline(asked.label)))
    if len(fields) == len(asked.fields) or not names:
        return own
    told = sentence("ignorance.names", names=names[:NAMED], more=max(0, len(names) - NAMED))
    return told if question == QUESTION else sentence("ignorance.of", what=told, of=own)


def _named(record: Record, question: str) -> str:
    """A question by its name inside a sentence; one of the second exam says so."""
    label = record.label(question)
    asked = record.catalog.questions[question]
    own = inline(label) if label == asked.label else label
    return sentence("ignorance.retake", what=own) if question.startswith("retake") else own


def _condition_words(record: Record, condition: Condition) -> str:
    if condition.assumes:
        return _taken_as(record, condition)
    if condition.text:
        about = upper_first(_named(record, condition.about))
        return sentence("condition.of", text=condition.text.rstrip("."), about=about)
    return _what(record, condition.about, [path.rpartition(".")[2] for path in _paths(record, condition)])


def _paths(record: Record, condition: Condition) -> list[str]:
    """The inputs a condition was made about: those not known in the answer as it stood then."""
    entry = record.entries.get(condition.about)
    then = [answer for answer in entry.answers if answer.at <= condition.at] if entry else []
    return [f"{condition.about}.{field}" for field in then[-1].unknowns] if then else []


def _became(record: Record, condition: Condition) -> str:
    if condition.closed is None:
        return ""
    key = "condition.met" if condition.met else "condition.not_met"
    return sentence(key, who=record.name(condition.closed.by), note=condition.closed.text.rstrip("."))


def on_conditions(record: Record) -> str:
    """“, on 3 conditions”; empty without any."""
    return sentence("condition.on", count=len(promises.signed_on(record)))


def things_to_find_out(record: Record) -> str:
    """“four things”, of an ending for now; empty where only answers were missing."""
    return sentence("condition.things", count=len(promises.signed_on(record)))


# for a report


@dataclass(frozen=True)
class Known:
    """What a report says of what is not known: the decision, why there is no sum, and what there is to find out.

    `listed` are the conditions the headline counts, or what somebody finds out by a day; `others` the rest. In both
    comes first what the decision hangs on, then what else hangs on it, each by its day.
    """

    decision: str
    money: str
    listed: list[ToFindOut]
    others: list[ToFindOut]


def for_a_report(findings: Findings) -> Known:
    """The words that stand in a report beside its facts; all empty where everything is known.

    What was met before the ending is no condition any more, and the answers say what came of it.
    """
    standing = {one.id for one in promises.signed_on(findings.record)}
    failed = {one.id for one in findings.record.conditions if one.closed and not one.met}
    known = {
        one.id
        for one in findings.record.conditions
        if one.assumes and findings.record.value(one.assumes[0]) is not None
    }
    made = [one for one in conditions(findings) if one.id in standing | failed - known]
    under = {one.about for one in promises.signed_on(findings.record) if not one.text and not one.assumes}
    found = [one for one in to_find_out(findings) if one.question not in under and not one.id]
    every = [*made, *(one for one in found if not _passed_over(findings, one.question))]
    listed = [one for one in every if _is_listed(findings.record, one, standing)]
    return Known(
        decision=cleaned(_decision(findings)),
        money=cleaned(not_reckoned(findings)),
        listed=[_cleaned(one) for one in sorted(listed, key=_first_things_first)],
        others=[_cleaned(one) for one in sorted((o for o in every if o not in listed), key=_first_things_first)],
    )


def _is_listed(record: Record, one: ToFindOut, standing: set[str]) -> bool:
    """Of a yes, or a “not yet”, a condition it was given on; before and after anything else, what has a day."""
    counts = record.ending is not None and ENDINGS[record.ending.outcome]
    return one.id in standing if counts else one.by is not None and not one.became


def _first_things_first(one: ToFindOut) -> tuple[bool, bool, date]:
    return not one.hangs, one.question != QUESTION, one.by or date.max


def _passed_over(findings: Findings, question: str) -> bool:
    """Whether it is about a candidate while another one is taken: nobody has to find out about it any more."""
    taken = findings.record.choice("solutions.2.chosen")
    return bool(taken) and question.startswith("candidate_") and not question.startswith(f"candidate_{taken}.")


def _decision(findings: Findings) -> str:
    """What the decision hangs on; and while it is none, what is taken for known. What decided it says that itself."""
    if "mlops" not in findings.record.walked or findings.mlops.outcome is not Outcome.UNDECIDED:
        return ""
    return " ".join(filter(None, (settled(findings) or hangs_words(findings), *taken(findings))))


def _cleaned(one: ToFindOut) -> ToFindOut:
    return replace(
        one, what=cleaned(one.what), who=cleaned(one.who), hangs=cleaned(one.hangs), became=cleaned(one.became)
    )


# what hangs on it

HANGS: tuple[tuple[str, str], ...] = (
    *((path, "money") for path in (*FIGURES, *TERMS)),
    ("need.1.rules", "need"),
    ("need.2.scale", "need"),
    ("need.3.baseline", "need"),
    ("need.4.*", "sheet"),
    ("need.5.simpler", "need"),
    ("exam.2.simpler", "simpler"),
    ("exam.2b.*", "spared"),
    ("candidate_?.6.*", "value"),
    ("candidate_?.1.effort", "value"),
    ("candidate_?.[12345].*", "feasible"),
    ("labels.2.kappa", "labels"),
    ("risk.?.likelihood", "risks"),
    ("risk.?.impact", "risks"),
    ("plan.*", "plan"),
)
"""By input: the judgement that reads it, as a word of templates/words/unknown.yaml. On the rest nothing hangs."""


def hangs(findings: Findings, path: str) -> str:
    """The judgement that hangs on an input; empty where none does, or whatever it is the judgement is the same."""
    if path.startswith(f"{QUESTION}."):
        return _hangs_in_the_decision(findings, path.rpartition(".")[2])
    key = next((key for pattern, key in HANGS if fnmatchcase(path, pattern)), "")
    settled = key in SETTLED and SETTLED[key](findings, path)
    return "" if settled or not key else sentence(f"hangs_on.{key}")


def _is_placed(findings: Findings, path: str) -> bool:
    """Whether a candidate has its place whatever is not known."""
    places = findings.places.get(_slot(path))
    return places is not None and places.best == places.worst


def _is_lit(findings: Findings, path: str) -> bool:
    """Whether a candidate can be built, or can't, whatever is not known."""
    return all(one.lights.one is not None for one in findings.candidates if one.slot == _slot(path))


def _slot(path: str) -> str:
    return path.partition(".")[0].removeprefix("candidate_")


SETTLED: Mapping[str, Callable[[Findings, str], bool]] = {
    "need": lambda findings, path: findings.needs.one is not None,
    "value": _is_placed,
    "feasible": _is_lit,
}
"""By judgement: whether one outcome alone is left. Of the others no unknown leaves one."""


def what_hangs(findings: Findings, questions: Sequence[str]) -> str:
    """Of answers that wait: “5 known, 2 “not measured”; nothing hangs on them.” Empty where all is known."""
    unknown = {question: ones for question, ones in promises.by_question(findings).items() if question in questions}
    if not unknown:
        return ""
    kinds = [ones[0].unknown.kind for ones in unknown.values()]
    things = [_hangs_on_any(findings, [one.path for one in ones]) for ones in unknown.values()]
    return sentence(
        "ignorance.counted",
        known=len(questions) - len(unknown),
        states=[
            sentence("ignorance.of_a_kind", count=kinds.count(kind), kind=sentence(f"ignorance.short_{kind}"))
            for kind in dict.fromkeys(kinds)
        ],
        unknown=len(unknown),
        idle=things.count(""),
        things=list(dict.fromkeys(filter(None, things))),
    )


def _hangs_on_any(findings: Findings, paths: Sequence[str]) -> str:
    return listed(list(dict.fromkeys(filter(None, (hangs(findings, path) for path in paths)))))


def _hangs_in_the_decision(findings: Findings, name: str) -> str:
    decision = findings.mlops
    if decision.outcome is not Outcome.UNDECIDED or name == "level":
        taken = findings.record.assumed(f"{QUESTION}.{name}")
        return sentence("hangs_on.mlops") if taken else ""
    if name not in _telling(findings):
        return ""
    return sentence("hangs_on.level" if findings.fork else "hangs_on.mlops")


def _telling(findings: Findings) -> list[str]:
    """The inputs of the decision that alone change what remains; where none does alone, all that are not known."""
    hinges = [hinge.input for hinge in findings.hinges]
    telling = hinges or (list(findings.rulings.unknown) if findings.rulings.one is None else [])
    return list(dict.fromkeys(asked_as(findings.record, name) for name in telling))


# the decision while something in it is not known


def settled(findings: Findings) -> str:
    """What is settled although something is not known: “MLOps either way; level 1 or 2 hangs on the pipelines.”

    Empty where all is known, or nothing is settled.
    """
    return _settled(findings, "hangs.either_way")


def _settled(findings: Findings, words: str) -> str:
    if findings.mlops.outcome is not Outcome.UNDECIDED or findings.fork is None:
        return ""
    rulings = findings.rulings
    unless = [sentence(f"unless.{row}") for row in hypothetical(findings.mlops.inputs)] if rulings.unless else []
    outcome = _ruling(rulings.one) if rulings.one else sentence("hangs.mlops")
    telling = [] if rulings.one else [sentence(f"input.{name}") for name in _telling(findings)]
    return sentence(words, outcome=outcome, level=not rulings.one, telling=telling, unless=unless)


def hangs_words(findings: Findings) -> str:
    """On what it hangs whether it is MLOps: “It hangs on requests a day: over 480 it is MLOps at level 1, …”.

    Empty where the way on is settled.
    """
    if not findings.mlops_hangs:
        return ""
    if not findings.hinges:
        return sentence("hangs.together", inputs=[sentence(f"input.{name}") for name in _telling(findings)])
    hinge = findings.hinges[0]
    sides = list(_turns(hinge) if hinge.turns else _options(hinge))
    return sentence("hangs.on", input=sentence(f"input.{hinge.input}"), sides=sides)


def known_by(findings: Findings) -> list[str]:
    """Who will know what the fork hangs on, and by when: “Mia, Wed 25 Nov”, each once."""
    record = findings.record
    names = [hinge.input for hinge in findings.hinges[:1]] or _telling(findings)
    unknown = [record.unknown(f"{QUESTION}.{asked_as(record, name)}") for name in names]
    told = [f"{record.name(one.owner or one.by)}, {day(one.until)}" for one in unknown if one and one.until]
    return list(dict.fromkeys(told))


def outcome(findings: Findings) -> str:
    """The verdict as a noun; while its level is open, without one."""
    decision = findings.mlops
    if decision.outcome is not Outcome.UNDECIDED or findings.fork is None:
        return mlops.outcome(decision)
    one = findings.rulings.one
    return sentence(f"outcome.{findings.fork}", level=one.level) if one else sentence("hangs.level_open")


def reason(findings: Findings) -> str:
    """Why, in numbers, beside the outcome; of what is not known, what it hangs on, and what is taken meanwhile."""
    decision = findings.mlops
    if decision.outcome is not Outcome.UNDECIDED:
        return " ".join(filter(None, (supposing(assumed(findings.record)), mlops.reason(decision))))
    beside = _settled(findings, "hangs.holds") or hangs_words(findings)
    return " ".join(filter(None, (beside, *taken(findings))))


def supposed(report: Report) -> str:
    """What a report's decision takes for known, before its reasons; empty where it takes nothing."""
    return supposing(report.assumed)


def supposing(assumed: Iterable[said.Assumed]) -> str:
    """“If it takes 200 requests a day (Ivo's assumption; Ana finds out by Fri 4 Dec):”, before what follows."""
    together: dict[tuple[object, ...], list[said.Assumed]] = {}
    for one in assumed:
        together.setdefault((one.by, one.owner, one.due, one.met), []).append(one)
    parts = [_supposition("suppose.part", ones) for ones in together.values()]
    return sentence("suppose.lead", parts=parts) if parts else ""


def _supposition(key: str, ones: Sequence[said.Assumed]) -> str:
    """Some that one person took for known, and another finds out."""
    first = ones[0]
    things = [_supposed(one) for one in ones]
    return sentence(key, things=things, by=first.by, who=first.owner, day=day(first.due), met=first.met)


def _supposed(one: said.Assumed) -> str:
    try:
        return sentence(f"suppose.{one.input}", value=float(one.value))
    except ValueError:
        return sentence(f"suppose.{one.input}_{one.value}")


def taken(findings: Findings) -> list[str]:
    """What is taken for the time being: “The retraining: taken as rare … until Tom knows, Fri 4 Dec.”, one each."""
    record = findings.record
    return [taken_until(record, one) for one in record.open_conditions if one.assumes]


def taken_until(record: Record, condition: Condition) -> str:
    """“The retraining: taken as rare retraining until Tom knows, Fri 4 Dec.”"""
    who = record.name(condition.owner)
    return _taken_as(record, condition, "condition.until", who=who, day=day(condition.due))


def value_taken(record: Record, path: str, value: str) -> str:
    """What an input is taken for, as somebody would say it."""
    question, _, name = path.rpartition(".")
    key = f"option.{name}_{value}"
    field = record.catalog.questions[question].field(name)
    if value in field.words:
        return field.words[value][0]
    return sentence(key) if field.kind is Kind.CHOICE else figure(float(value))


def _taken_as(record: Record, condition: Condition, key: str = "condition.taken", **more: str) -> str:
    assert condition.assumes is not None
    path, value = condition.assumes
    name = path.rpartition(".")[2]
    return sentence(key, input=sentence(f"input.{name}"), value=value_taken(record, path, value), **more)


def _ruling(ruling: Ruling, *, noun: bool = False) -> str:
    return sentence(f"ruling.{ruling.outcome}", level=ruling.level, noun=noun)


def _rulings(rulings: Sequence[Ruling], *, noun: bool = False) -> str:
    """One, or what remains: “MLOps at level 1 or by hand”; as a `noun` “running it by hand”."""
    return sentence("hangs.or", rulings=[_ruling(one, noun=noun) for one in rulings])


def _options(hinge: Hinge[Ruling]) -> Iterator[str]:
    """What each option leaves; options that leave the same stand together."""
    leaves: dict[tuple[Ruling, ...], list[str]] = {}
    for option, rulings in hinge.options.items():
        if rulings:
            leaves.setdefault(rulings, []).append(sentence(f"option.{hinge.input}_{option}"))
    for rulings, options in leaves.items():
        yield sentence("hangs.option", options=options, rulings=_rulings(rulings, noun=True))


def _turns(hinge: Hinge[Ruling]) -> Iterator[str]:
    """What each stretch of a number leaves, the last turn's two sides first named from above."""
    turns = hinge.turns
    for turn in reversed(turns):
        if turn.above:
            key = "hangs.from" if turn.from_there else "hangs.over"
            yield sentence(key, at=_number(turn), rulings=_rulings(turn.above))
    if turns[0].below:
        key = "hangs.under" if turns[0].from_there else "hangs.up_to"
        yield sentence(key, at=_number(turns[0]), rulings=_rulings(turns[0].below))


def _number(turn: Turn[Ruling]) -> str:
    return figure(turn.at) if turn.at >= 100 or turn.at == int(turn.at) else plain(float(f"{turn.at:.3g}"))


# the money

NAMES_OF_FIGURES: Mapping[str, str] = {
    "case.2.saving": "saving",
    "case.3.people": "people",
    "case.4.once": "once",
    "case.4.yearly": "yearly",
    "case.5.training": "training",
    "case.5.months": "months",
    "case.5.horizon": "horizon",
    "case.5.rate": "rate",
}


def not_reckoned(findings: Findings) -> str:
    """Why there is no sum: “not reckoned: what it saves nobody knows yet. It would have to …”.

    Empty where there is a sum, or no case yet.
    """
    record = findings.record
    lacking = [name for path, name in NAMES_OF_FIGURES.items() if is_unknown(record, path)]
    if findings.case_is_made or not lacking or "case" not in record.walked:
        return ""
    names = [sentence(f"sum.{name}") for name in lacking]
    return sentence("hangs.not_reckoned", lacking=names, limit=_limit(record) if answered(record, *CASE) else "")


def _limit(record: Record) -> str:
    """What the one figure that is not known would have to come to for the rest to pay; empty where two are not."""
    reckoned = reckon(known(record))
    if not isinstance(reckoned, Limit):
        return ""
    if reckoned.turn is None:
        return sentence("limit.none")
    amount = reckoned.turn.at
    months = reckoned.part == "months"
    return sentence(
        f"limit.{reckoned.part}", amount=figure(round(amount, 1)) if months else money(amount, _currency(record))
    )


def _currency(record: Record) -> str:
    return record.text("case.2.currency") or "EUR"
