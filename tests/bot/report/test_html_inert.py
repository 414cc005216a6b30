"""What people type is shown on the page, and does nothing there: on the full track, in every field there is."""

import re
from functools import cache

import pytest

from bot.report import markdown
from bot.screens.messages import report as screens
from dialogs.answers.values import Value
from dialogs.catalog import AnswerField, Kind
from dialogs.findings import Findings
from dialogs.record.parts import AskedBack, Entry
from dialogs.scoping.scoping import Scoping
from tests import full_track
from tests.bot.report.renew import page
from tests.bot.report.test_inert import HARMLESS, HOSTILE
from tests.html_reading import Html
from tests.reading import elements, faults, flat

WORDS = frozenset({Kind.TEXT, Kind.LINE})
MORE = [
    "</title><script>alert(1)</script></style></blockquote></main>",
    '" onmouseover="alert(1)" style="background: url(https://evil.example.com)" x=\'',
    'https://evil.example.com/"onclick=alert(1) https://evil.example.com/<script> javascript://evil.example.com/%0aalert(1)',
    "&#60;script&#62;alert(1)&#60;/script&#62;",
]


def spoken_by(words: str) -> Scoping:
    """A scoping to its end in which people typed these words wherever they can type."""
    line = " ".join(words.split())
    scoping = Scoping.model_validate_json(_played())
    assert scoping.ending
    scoping.title, scoping.idea, scoping.ending.reason = line[:150], line, words
    for person in scoping.people.values():
        person.name = line[:80]
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


@cache
def _played() -> str:
    return full_track.rejected().model_dump_json()


@cache
def made_of(words: str) -> str:
    return page(spoken_by(words))


@cache
def harmless() -> Html:
    return Html(made_of(HARMLESS))


@pytest.mark.parametrize("words", [*HOSTILE, *MORE])
def test_the_page_has_the_same_shape_whatever_was_typed(words: str) -> None:
    read = Html(made_of(words))
    free = ("a", "br")

    assert {tag: n for tag, n in read.tags.items() if tag not in free} == {
        tag: n for tag, n in harmless().tags.items() if tag not in free
    }
    assert read.attributes == harmless().attributes | {"rel"}
    assert read.styles == harmless().styles
    assert read.ids == harmless().ids


@pytest.mark.parametrize("words", [*HOSTILE, *MORE])
def test_its_links_are_those_a_question_asked_for_and_lead_to_the_web(words: str) -> None:
    read = Html(made_of(words))
    own = set(harmless().outside)
    theirs = [link for link in read.links if not link["href"].startswith("#") and link["href"] not in own]
    asked = [
        f"{q.id}.{f.id}" for q in spoken_by(words).catalog.questions.values() for f in q.fields if "link" in f.wants
    ]

    assert all(re.match(r"(?i)https?://", link["href"]) for link in theirs)
    assert all(link["rel"] == "noopener noreferrer nofollow" for link in theirs)
    assert len(theirs) <= 2 * len(asked) * len(re.findall(r"(?i)https?://", words))


@pytest.mark.parametrize("words", [*HOSTILE, *MORE])
def test_the_words_are_shown_as_they_were_typed(words: str) -> None:
    first_line = re.sub(r"[\u2028\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]", "", words.strip().splitlines()[0])

    assert flat(first_line) in re.sub("[\ue000-\uf8ff]", "", flat(Html(made_of(words)).text))


@pytest.mark.parametrize("words", [*HOSTILE, *MORE])
def test_no_directions_are_turned_on_the_full_track(words: str) -> None:
    scoping = spoken_by(words)

    assert not re.search(
        r"[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f]", made_of(words) + markdown.render(Findings(scoping))
    )


@pytest.mark.parametrize("words", [*HOSTILE, *MORE])
def test_slacks_report_of_the_full_track_is_words_alone(words: str) -> None:
    blocks = screens.full(Findings(spoken_by(words)))

    assert not faults(blocks)
    assert len(blocks) <= 95
    assert not {part["type"] for part in elements(blocks)} & {"user", "channel", "broadcast", "usergroup"}
