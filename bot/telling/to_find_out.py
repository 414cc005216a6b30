"""What there is to find out, in words: each thing with who, by which day, what hangs on it, and how it came out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.telling.partial import hangs_on_any, hangs_words, not_reckoned, settled, taken, taken_as
from bot.telling.unknown import input_named
from bot.words.figures import day, inline, upper_first
from bot.words.sentences import sentence
from dialogs.answers.text import cleaned
from dialogs.catalog.tracks import ENDINGS
from dialogs.findings import Findings
from dialogs.findings.mlops import QUESTION
from dialogs.findings.values import NotKnown
from dialogs.flow import promises
from dialogs.record.parts import OBJECTION, Condition, Judgement
from dialogs.record.record import Record
from dialogs.verdicts.mlops import Outcome

NAMED = 3
"""How many inputs of one answer are named; more are counted."""


@dataclass(frozen=True)
class ToFindOut:
    """One thing to find out: what, who, by which day (None: nobody named one), and what hangs on it (often nothing).

    `id` is that of the condition it is, where it is one; `question` the answer it is about. `became` says how it came
    out, once it is closed, `failed` that it did not come out as hoped. `unknown`: it names what is not known, and not
    what is to happen. `after` are the words to an objection that it
    was promised with.
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
    after: str = ""
    unknown: bool = False


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
        hangs="" if condition.proves else hangs_on_any(findings, _hanging(record, condition)),
        id=condition.id,
        became=_became(record, condition),
        failed=condition.closed is not None and not condition.met,
        after=_promised_with(record, condition),
        unknown=not condition.text and not condition.assumes,
    )


def _promised_with(record: Record, condition: Condition) -> str:
    """The answer that a condition was promised in; empty where the condition says it itself."""
    entry = record.entries.get(condition.about)
    rule = OBJECTION + condition.objection
    said = [one.reason for one in entry.asked_back if one.rule == rule and one.outcome == "answered"] if entry else []
    is_said = bool(said and condition.text and said[-1].startswith(condition.text))
    return "" if is_said or not said else said[-1]


def _hanging(record: Record, condition: Condition) -> Sequence[str]:
    """What a condition is about, as `question.field`."""
    return [condition.assumes[0]] if condition.assumes else _paths(record, condition)


def accepted_on(findings: Findings, question: str, judgement: Judgement) -> str:
    """The condition an answer was accepted on: “the works council agrees · Tom, Mon 7 Dec”; empty without one."""
    record = findings.record
    on = [one for one in record.conditions if promises.was_made_with(one, question, judgement)]
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


def _unknown(findings: Findings, question: str, ones: Sequence[NotKnown], condition: Condition | None) -> ToFindOut:
    record, said = findings.record, promises.promised(list(ones))
    owner = condition.owner if condition else said.owner if said else ones[0].owner
    return ToFindOut(
        question=question,
        what=_what(record, question, [one.path.rpartition(".")[2] for one in ones]),
        who=record.name(owner),
        owner=owner,
        by=condition.due if condition else said.due if said else None,
        hangs=hangs_on_any(findings, [one.path for one in ones]),
        id=condition.id if condition else "",
    )


def _what(record: Record, question: str, fields: Sequence[str]) -> str:
    """What is to be found out of one answer: “the business metric: as it stands today”."""
    asked = record.catalog.questions[question]
    own = _named(record, question)
    names = list(dict.fromkeys(input_named(record, asked, field) for field in fields))
    itself = inline(asked.label)
    if len(fields) == len(asked.fields) or names == [itself]:
        return own
    told = sentence("ignorance.names", names=names[:NAMED], more=max(0, len(names) - NAMED))
    return told if question == QUESTION or itself in names else sentence("ignorance.of", what=told, of=own)


def _named(record: Record, question: str) -> str:
    """A question by its name inside a sentence; one of the second exam says so."""
    label = record.label(question)
    asked = record.catalog.questions[question]
    own = inline(label) if label == asked.label else label
    first = record.catalog.questions.get(asked.first) if question.startswith("retake") else None
    return sentence("ignorance.retake", what=own) if first and first.label == asked.label else own


def _condition_words(record: Record, condition: Condition) -> str:
    if condition.assumes:
        return taken_as(record, condition)
    if condition.proves:
        return condition.text.rstrip(".")
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
    first things come first: where only some have room, those have it.
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
    wanted = [one for one in found if not _passed_over(findings, one.question)]
    every, dropped = [*made, *wanted], [_dropped(findings.record, one) for one in found if one not in wanted and one.by]
    listed = [one for one in every if _is_listed(findings.record, one, standing)]
    return Known(
        decision=cleaned(_decision(findings)),
        money=cleaned(not_reckoned(findings)),
        listed=[_cleaned(one) for one in sorted(listed, key=_first_things_first)],
        others=[
            _cleaned(one) for one in (*sorted((o for o in every if o not in listed), key=_first_things_first), *dropped)
        ],
    )


def _is_listed(record: Record, one: ToFindOut, standing: set[str]) -> bool:
    """Of a yes, or a “not yet”, a condition it was given on; before and after anything else, what has a day."""
    counts = record.ending is not None and ENDINGS[record.ending.outcome]
    return one.id in standing if counts else one.by is not None and not one.became


def _first_things_first(one: ToFindOut) -> tuple[bool, bool, bool, date]:
    """What the decision hangs on; what else hangs on it; what is to happen; what is to be known: each by its day."""
    return not one.hangs, one.question != QUESTION, one.unknown, one.by or date.max


def _passed_over(findings: Findings, question: str) -> bool:
    """Whether it is about a candidate while another one is taken: nobody has to find out about it any more."""
    taken = findings.record.choice("solutions.2.chosen")
    return bool(taken) and question.startswith("candidate_") and not question.startswith(f"candidate_{taken}.")


def _dropped(record: Record, one: ToFindOut) -> ToFindOut:
    """What somebody would know by a day of a candidate passed over: once it has ended, nobody waits for it."""
    return replace(one, hangs="", became=sentence("unknown.dropped") if record.ending else "")


def _decision(findings: Findings) -> str:
    """What the decision hangs on; and while it is none, what is taken for known. What decided it says that itself."""
    if "mlops" not in findings.record.walked or findings.mlops.outcome is not Outcome.UNDECIDED:
        return ""
    return " ".join(filter(None, (settled(findings) or hangs_words(findings), *taken(findings))))


def _cleaned(one: ToFindOut) -> ToFindOut:
    return replace(
        one,
        what=cleaned(one.what),
        who=cleaned(one.who),
        hangs=cleaned(one.hangs),
        became=cleaned(one.became),
        after=cleaned(one.after),
    )
