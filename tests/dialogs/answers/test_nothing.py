"""“None”, “0”, a dash, “nobody knows”, in every box for numbers there is; doubts; and what there is not yet."""

from datetime import date

import pytest

from bot.telling.said import value_words
from dialogs.answers import numbers
from dialogs.answers.fields import parse, unknown
from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import AnswerField, Kind, Question, shipped
from dialogs.errors import BadFields

TODAY = date(2026, 3, 2)
CATALOG = shipped()
BOXES = {
    f"{question.id}.{field.id}": (question, field)
    for question in CATALOG.questions.values()
    for field in question.fields
    if field.kind in numbers.PARSERS
}
NOT_SAID = {
    "n/a": Ignorance.NOT_APPLICABLE,
    "does not apply": Ignorance.NOT_APPLICABLE,
    "nobody knows": Ignorance.NOT_KNOWN,
    "?": Ignorance.NOT_KNOWN,
    "no budget yet": Ignorance.NOT_KNOWN,
}
SO_FAR = {"mlops.1.requests", "mlops.1.staff", "problem.4.today"} | {
    path for path in BOXES if path.endswith(".6.reach")
}
"""What is counted in a time, or stands so today: of that there are none so far; of the rest “none yet” says nothing."""
ASKED = ("problem.none", "problem.nothing_of")
"""Does it mean zero, or that nobody knows? And: nothing of which?"""


def heard(question: Question, field: AnswerField, entry: str) -> str:
    """zero, a kind of ignorance, or the key of what is asked back."""
    entries = {field.id: entry}
    try:
        values = parse(question, entries, TODAY)
    except BadFields as refused:
        return refused.problems[f"{question.id}.{field.id}"].key
    if why := unknown(question, entries).get(field.id):
        assert field.id not in values
        return why.value
    value = values[field.id]
    assert not any(value if isinstance(value, list) else [value])
    return "zero"


@pytest.mark.parametrize("path", BOXES)
def test_what_nobody_knows_or_does_not_apply_is_heard_in_every_box(path: str) -> None:
    assert {entry: heard(*BOXES[path], entry) for entry in NOT_SAID} == NOT_SAID


@pytest.mark.parametrize("path", BOXES)
def test_of_what_is_counted_there_are_none_yet_and_of_the_rest_nobody_knows(path: str) -> None:
    found = {heard(*BOXES[path], entry) for entry in ("none yet", "None so far.", "no requests yet")}
    assert heard(*BOXES[path], "none so far") == heard(*BOXES[path], "none yet")
    expected = "zero" if path in SO_FAR else Ignorance.NOT_KNOWN.value
    assert heard(*BOXES[path], "none yet") == expected
    assert (path not in SO_FAR) or found == {"zero"}
    assert heard(*BOXES[path], "no figures yet") == Ignorance.NOT_KNOWN.value


@pytest.mark.parametrize("entry", ["none", "None so far.", "nothing yet", "keine", "none yet"])
@pytest.mark.parametrize("path", ["solutions.2.because", "need.5.because", "exam.2.why", "case.6.because"])
def test_where_a_reason_is_asked_none_gives_none(path: str, entry: str) -> None:
    question, _, field = path.rpartition(".")
    assert unknown(shipped().questions[question], {field: entry}) == {field: Ignorance.NOT_KNOWN}


@pytest.mark.parametrize("path", BOXES)
def test_nothing_is_zero_or_asked_about_in_every_box(path: str) -> None:
    found = {entry: heard(*BOXES[path], entry) for entry in ("none", "no", "nil", "nothing", "-")}
    assert {entry: said for entry, said in found.items() if said not in ("zero", *ASKED)} == {}
    assert found["-"] in ASKED


@pytest.mark.parametrize("path", BOXES)
def test_a_zero_is_zero_or_the_least_is_named(path: str) -> None:
    assert heard(*BOXES[path], "0") in ("zero", "problem.too_small", "problem.nothing_of")


@pytest.mark.parametrize(
    ("path", "entry", "value", "unsure"),
    [
        ("plan.2.budget", "200k, not sure", 200e3, (0,)),
        ("plan.2.budget", "200k (not sure yet)", 200e3, (0,)),
        ("plan.2.budget", "80k incl vat", 80e3, ()),
        ("plan.2.budget", "80k incl. VAT", 80e3, ()),
        ("plan.2.budget", "80k excluding tax", 80e3, ()),
        ("case.2.saving", "100k / 120k? / 200k", [100e3, 120e3, 200e3], (1,)),
        ("plan.1.start", "30 June?", "2026-06-30", (0,)),
        ("plan.1.start", "30 June 2026 (?)", "2026-06-30", (0,)),
        ("problem.4.by", "30 June, not sure", "2026-06-30", (0,)),
        ("plan.1.start", "30 June", "2026-06-30", ()),
    ],
)
def test_a_doubt_stays_beside_the_value(path: str, entry: str, value: object, unsure: tuple[int, ...]) -> None:
    id, _, field = path.rpartition(".")
    question = CATALOG.questions[id]
    values = parse(question, {field: entry}, TODAY)
    assert values == {field: value}
    written = numbers.written(question, {field: entry}, values)
    assert (written[field].unsure if field in written else ()) == unsure
    assert unknown(question, {field: entry}) == {}


def test_a_day_in_doubt_says_so() -> None:
    field = next(field for field in CATALOG.questions["plan.1"].fields if field.id == "start")
    question, entries = CATALOG.questions["plan.1"], {"start": "30 June?"}
    values = parse(question, entries, TODAY)
    how = numbers.written(question, entries, values)["start"]
    assert field.kind in (Kind.DATE, Kind.MOMENT)
    assert value_words(field, values["start"], how=how) == "30 Jun 2026, not sure of it"
