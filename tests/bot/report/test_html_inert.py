"""What people type is shown on the page, and does nothing there: on the full track, in every field there is."""

import re
from functools import cache

import pytest

from bot.report import markdown
from bot.screens.messages import report as screens
from dialogs.findings import Findings
from tests import full_track
from tests.bot.report.conftest import HARMLESS, HOSTILE, harmless_like
from tests.bot.report.renew import page
from tests.html_reading import Html
from tests.reading import elements, faults, flat

MORE = [
    "</title><script>alert(1)</script></style></blockquote></main>",
    'it is " onmouseover="alert(1)" style="background: url(https://evil.example.com)" x=\'',
    'https://evil.example.com/"onclick=alert(1) https://evil.example.com/<script> javascript://evil.example.com/%0aalert(1)',
    "&#60;script&#62;alert(1)&#60;/script&#62;",
]


@cache
def made_of(words: str) -> str:
    return page(full_track.spoken_by(words))


@cache
def harmless(words: str = HARMLESS) -> Html:
    """The page of words that do nothing, in a language judged like theirs."""
    return Html(made_of(harmless_like(words)))


@pytest.mark.parametrize("words", [*HOSTILE, *MORE])
def test_the_page_has_the_same_shape_whatever_was_typed(words: str) -> None:
    read = Html(made_of(words))
    free = ("a", "br")

    assert {tag: n for tag, n in read.tags.items() if tag not in free} == {
        tag: n for tag, n in harmless(words).tags.items() if tag not in free
    }
    assert read.attributes == harmless().attributes | {"rel"}
    assert read.styles == harmless().styles
    assert read.ids == harmless(words).ids


@pytest.mark.parametrize("words", [*HOSTILE, *MORE])
def test_its_links_are_those_a_question_asked_for_and_lead_to_the_web(words: str) -> None:
    read = Html(made_of(words))
    own = set(harmless().outside)
    theirs = [link for link in read.links if not link["href"].startswith("#") and link["href"] not in own]
    asked = [
        f"{q.id}.{f.id}"
        for q in full_track.spoken_by(words).catalog.questions.values()
        for f in q.fields
        if "link" in f.wants
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
    scoping = full_track.spoken_by(words)

    assert not re.search(
        r"[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f]", made_of(words) + markdown.render(Findings(scoping))
    )


@pytest.mark.parametrize("words", [*HOSTILE, *MORE])
def test_slacks_report_of_the_full_track_is_words_alone(words: str) -> None:
    blocks = screens.full(Findings(full_track.spoken_by(words)))

    assert not faults(blocks)
    assert len(blocks) <= 95
    assert not {part["type"] for part in elements(blocks)} & {"user", "channel", "broadcast", "usergroup"}
