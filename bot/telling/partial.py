"""What hangs on what is not known, in words: on an input, on a decision, and the money that cannot be reckoned."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from bot.telling import mlops, so_far
from bot.telling.names import inside
from bot.words.figures import day, figure, listed
from bot.words.sentences import sentence
from dialogs.answers.figures import plain
from dialogs.answers.gaps import gap_in
from dialogs.catalog import Kind
from dialogs.findings import Findings
from dialogs.findings.mlops import QUESTION, asked_as
from dialogs.findings.money import FIGURES, TERMS, is_unknown
from dialogs.flow import promises
from dialogs.record.parts import Condition
from dialogs.record.record import Record
from dialogs.report import said
from dialogs.report.report import Report
from dialogs.report.unknowns import assumed
from dialogs.verdicts.mlops import Outcome
from dialogs.verdicts.partial import Hinge, Turn
from dialogs.verdicts.partial.mlops import Ruling
from dialogs.verdicts.partial.mlops import clashes as hypothetical

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
    ("candidate_?.[17].effort", "value"),
    ("candidate_?.[123457].*", "feasible"),
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


def _is_compared(findings: Findings, path: str) -> bool:
    """Whether a way is worth less than another, or more, whatever its one unknown sum is."""
    way = path.rpartition(".")[2]
    return any(one.way == way and one.turn is None and one.always for one in findings.ledger_now.bounds)


def _slot(path: str) -> str:
    return path.partition(".")[0].removeprefix("candidate_")


SETTLED: Mapping[str, Callable[[Findings, str], bool]] = {
    "need": lambda findings, path: findings.needs.one is not None,
    "sheet": _is_compared,
    "value": _is_placed,
    "feasible": _is_lit,
}
"""By judgement: whether one outcome alone is left. Of the others no unknown leaves one."""


def what_hangs(findings: Findings, questions: Sequence[str]) -> str:
    """Of answers that wait: “5 known, 2 not measured (the baseline; the size); nothing hangs on them.”

    Empty where all is known.
    """
    unknown = {question: ones for question, ones in promises.by_question(findings).items() if question in questions}
    if not unknown:
        return ""
    of_kind: dict[str, list[str]] = {}
    for question, ones in unknown.items():
        of_kind.setdefault(ones[0].unknown.kind, []).append(inside(findings.record, question))
    things = [hangs_on_any(findings, [one.path for one in ones]) for ones in unknown.values()]
    admitted = [
        inside(findings.record, question)
        for question in questions
        if question not in unknown and _is_admitted(findings.record, question)
    ]
    states = [
        sentence("ignorance.of_a_kind", labels=labels, kind=sentence(f"ignorance.short_{kind}"))
        for kind, labels in of_kind.items()
    ]
    return sentence(
        "ignorance.counted",
        known=len(questions) - len(unknown) - len(admitted),
        states=[*states, *([sentence("ignorance.admitted", labels=admitted)] if admitted else [])],
        unknown=len(unknown),
        idle=things.count(""),
        things=list(dict.fromkeys(filter(None, things))),
    )


def _is_admitted(record: Record, question: str) -> bool:
    """Whether what was chosen or written says that it is not known (“Nobody has looked”), or it was left blank."""
    asked = record.catalog.questions[question].fields
    answer = record.entries[question].answer if question in record.entries else None
    blank = answer is not None and not answer.values and not answer.unknowns and answer.skipped is None
    if blank and not record.catalog.of_old and any(field.kind is Kind.TEXT for field in asked):
        return True
    wordy = [field for field in asked if field.kind is Kind.TEXT and not field.optional]
    if not record.catalog.of_old and any(_says_none(record.text(f"{question}.{field.id}")) for field in wordy):
        return True
    chosen = {field.id: record.value(f"{question}.{field.id}") for field in asked if field.unknowns}
    said = {name: set(value) if isinstance(value, list) else {value} for name, value in chosen.items()}
    return any(said[field.id] & set(field.unknowns) for field in asked if field.id in said)


def _says_none(text: str) -> bool:
    """Whether all that is said is that there is none, or that nobody knows."""
    gap = gap_in(text)
    return gap is not None and gap.words.strip() == text.strip()


def hangs_on_any(findings: Findings, paths: Sequence[str]) -> str:
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
        return mlops.outcome(decision, of_old=findings.record.catalog.of_old)
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
    parts = [supposition("suppose.part", ones) for ones in together.values()]
    return sentence("suppose.lead", parts=parts) if parts else ""


def supposition(key: str, ones: Sequence[said.Assumed]) -> str:
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
    return taken_as(record, condition, "condition.until", who=who, day=day(condition.due))


def value_taken(record: Record, path: str, value: str) -> str:
    """What an input is taken for, as somebody would say it."""
    question, _, name = path.rpartition(".")
    key = f"option.{name}_{value}"
    field = record.catalog.questions[question].field(name)
    if value in field.words:
        return field.words[value][0]
    return sentence(key) if field.kind is Kind.CHOICE else figure(float(value))


def taken_as(record: Record, condition: Condition, key: str = "condition.taken", **more: str) -> str:
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


def not_reckoned(findings: Findings) -> str:
    """Why there is no sum, and what the rest of the case says of it: “not reckoned yet: nobody knows what it saves. …”.

    Empty where there is a sum, or no case yet.
    """
    record = findings.record
    if findings.case_is_made or "case" not in record.walked:
        return ""
    if findings.money_so_far:
        return so_far.not_reckoned(findings.money_so_far)
    lacking = [path for path in (*FIGURES, *TERMS) if is_unknown(record, path)]
    return sentence("hangs.not_reckoned", lacking=so_far.missing(lacking), limit="") if lacking else ""
