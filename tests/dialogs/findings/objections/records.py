"""Records in which people said anything at all, as long as a window would take it: by chance, from a seed."""

from collections.abc import Callable, Iterator, Mapping
from random import Random

from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.record import quoting
from dialogs.record.parts import Answer, Entry, Unknown
from dialogs.record.record import Record
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MONDAY, fresh

ALONE = frozenset({"none", "nothing", "unchecked"})
"""Ticks that stand alone."""
WORDS = (
    "By 1 March Paula has called 200 of them.",
    "Customers leave before anyone notices: 12% of 40,000 a year; sales owns it.",
    "Nobody has compared the two lists.",
    "It was never measured.",
    "Not measured before May; since then 61 % of 400 (log).",
    "Account managers call the ten riskiest each morning.",
)
HISTORIES: tuple[list[str], ...] = (
    ["2025-09-30\t0.71", "2025-10-31\t0.72"],
    ["2025-08-31\t0.71", "2025-09-30\t0.74", "2025-10-31\t0.77", "2025-11-30\t0.79", "2025-12-31\t0.81"],
)
RISKS: tuple[list[str], ...] = (
    ["CRM export changes\t3\t4\tThe contract test fails\tLast night's copy\tMia"],
    ["Two people leave\t2\t5\t\t\tIvo", "The export is late\t3\t3\t\t\tMia"],
)
MILESTONES = (["First\t2026-05-29\t12000"],)
Choosing = Callable[[Random, AnswerField], Value]


def _ticks(chance: Random, field: AnswerField) -> Value:
    alone = [option for option in field.options if option in ALONE]
    rest = [option for option in field.options if option not in ALONE]
    if alone and chance.random() < 0.4:
        return [chance.choice(alone)]
    return list(chance.sample(rest, chance.randint(1, min(3, len(rest)))))


def _number(chance: Random, field: AnswerField) -> Value:
    """A small one, one between, or a large one, of those the field takes."""
    least, most = field.min if field.min is not None else 0.0, field.max if field.max is not None else 900.0
    found = chance.choice((least, least + (most - least) / 7, least + (most - least) / 2))
    return float(round(found)) if field.whole or most > 10 else round(found, 2)


CHOOSING: Mapping[Kind, Choosing] = {
    Kind.TEXT: lambda chance, field: chance.choice(WORDS),
    Kind.LINE: lambda chance, field: chance.choice(("accuracy", "recall", "Plants returned")),
    Kind.NUMBER: _number,
    Kind.RANGE: lambda chance, field: [1.0, 3.0, float(chance.choice((5, 80)))],
    Kind.DATE: lambda chance, field: "2026-12-31",
    Kind.CHOICE: lambda chance, field: chance.choice(list(field.options)),
    Kind.CHOICES: _ticks,
    Kind.AMOUNTS: lambda chance, field: [chance.choice((None, 0.0, 5.0, 40.0, 90e3)) for _ in field.parts],
    Kind.TABLE: lambda chance, field: list(chance.choice(RISKS if len(field.columns) > 3 else MILESTONES)),
    Kind.SERIES: lambda chance, field: list(chance.choice(HISTORIES)),
    Kind.LEVEL: lambda chance, field: chance.choice((0.6, 0.85, 0.95)),
    Kind.MOMENT: lambda chance, field: "2026-12-31",
}


def at_random(seed: int, track: str, *, blank: float = 0.1) -> Scoping:
    """Every question of a track answered by chance; of a field with this chance nothing was said."""
    chance, scoping = Random(seed), fresh(track=track)
    for question in scoping.catalog.questions.values():
        scoping.seq += 1
        answer = _answered(chance, question, scoping.seq, blank)
        scoping.entries[question.id] = Entry(answers=[answer])
    while dropped := [id for id in scoping.entries if not quoting.is_asked(scoping, id)]:
        for id in dropped:
            del scoping.entries[id]
    return scoping


def _answered(chance: Random, question: Question, seq: int, blank: float) -> Answer:
    answer = Answer(values={}, author=ANA, at=MONDAY, seq=seq)
    for field in question.fields:
        said = chance.random()
        if said < blank:
            continue
        if said < blank + 0.1 and not field.optional and (field.unknowns or not field.options):
            answer.unknowns[field.id] = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY)
        else:
            answer.values[field.id] = CHOOSING[field.kind](chance, field)
    return answer


def without(record: Scoping, path: str) -> Scoping:
    """The same with nothing said at a path."""
    question, _, name = path.rpartition(".")
    answer = record.entries[question].answers[-1]
    bare = answer.model_copy(
        update={
            "values": {id: value for id, value in answer.values.items() if id != name},
            "unknowns": {id: unknown for id, unknown in answer.unknowns.items() if id != name},
        }
    )
    return record.model_copy(update={"entries": {**record.entries, question: Entry(answers=[bare])}})


def said_at(record: Record) -> Iterator[str]:
    """Every path at which something was said."""
    for question, entry in record.entries.items():
        if entry.answer:
            yield from (f"{question}.{name}" for name in (*entry.answer.values, *entry.answer.unknowns))
