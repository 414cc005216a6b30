"""Every example goes as it is written, in both modes, and leaves the same behind when Slack says everything twice."""

import re
from collections import Counter
from typing import Any

import pytest

from bot.practice.play import read
from bot.practice.rehearsal import Performance
from bot.practice.transcript import Did, Shown, shown
from bot.practice.transcript_markdown import markdown
from bot.practice.transcript_page import page
from dialogs.catalog import shipped
from dialogs.turns import TAKEN
from tests.rehearsal.conftest import EXAMPLES, ROOT, SHOP, Performances

pytestmark = pytest.mark.process

MOMENTS = {"version", "deliveries", "ts", "reply_ts", "key"}
MOST_MESSAGES = 30


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_an_example_ends_as_it_says(performances: Performances, name: str) -> None:
    scoping = performances[name].scoping

    assert scoping.ending is not None
    assert scoping.ending.outcome == read(ROOT / "examples" / f"{name}.yaml").case.ends


def test_the_examples_reach_every_ending(performances: Performances) -> None:
    endings = {played.scoping.ending.outcome for played in performances.values() if played.scoping.ending}

    assert endings == {"approved_mlops", "approved_ml", "approved_poc", "no_ai", "rejected", "cancelled"}


def test_every_question_of_the_catalogue_is_seen_asked(performances: Performances) -> None:
    seen = "\n".join(event.words for played in performances.values() for event in shown(played.transcript.events))
    unseen = [question.id for question in shipped().questions.values() if question.ask not in seen]

    assert unseen == []


def test_every_curriculum_id_of_an_input_is_seen_filled_in(performances: Performances) -> None:
    seen = "\n".join(markdown(played.transcript) for played in performances.values())
    inputs = [field for question in shipped().questions.values() for field in question.fields]
    unseen = {id for field in inputs for id in field.source} - {
        id for field in inputs if field.label in seen for id in field.source
    }

    assert unseen == set()


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_the_same_is_said_over_http(performances: Performances, name: str) -> None:
    assert markdown(performances[f"{name} over HTTP"].transcript) == markdown(performances[name].transcript)


def test_everything_delivered_twice_shows_the_same_messages(performances: Performances) -> None:
    assert markdown(performances["twice"].transcript) == markdown(performances["online-shop"].transcript)


def test_everything_delivered_twice_leaves_the_same_record(performances: Performances) -> None:
    once, twice = (performances[name].scoping.model_dump(mode="json") for name in ("online-shop", "twice"))

    assert _timeless(twice) == _timeless(once)


def test_the_page_in_the_docs_is_what_is_played(shop: Performance) -> None:
    kept = (ROOT / "docs" / "a-scoping.md").read_text("utf-8")

    assert markdown(shop.transcript) == kept, (
        "It changed: scopebot rehearse examples/online-shop.yaml --transcript docs/a-scoping.md"
    )


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_a_whole_track_takes_thirty_messages_at_most(performances: Performances, name: str) -> None:
    new = [event for event in shown(performances[name].transcript.events) if _is_new_in_thread(event)]

    assert len(new) <= MOST_MESSAGES


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_nobody_is_mentioned_more_often_than_they_had_turns(performances: Performances, name: str) -> None:
    played = performances[name]
    new = [event for event in shown(played.transcript.events) if _is_new_in_thread(event) and event.key != "opener"]
    mentioned = Counter(person for event in new for person in event.mentions)

    assert mentioned <= _turns(played)


def test_a_plain_answer_costs_three_calls_and_one_save(performances: Performances) -> None:
    plain = performances["face-recognition-rejected"].costs

    assert max(plain.calls) <= 3
    assert max(plain.fsyncs) <= 2, "a file and its folder"


def test_what_a_person_answers_is_in_the_report_that_was_shared(shop: Performance) -> None:
    assert "four of 612 shelves" in shop.report


def test_a_reply_fills_the_answer_in(shop: Performance) -> None:
    pressed = [event for event in shop.transcript.events if isinstance(event, Did) and "with Mia's reply" in event.what]

    assert "https://wiki.example.com/shop/three-ways" in pressed[0].entries[0][1]


def test_whoever_is_overdue_is_reminded_after_a_restart(shop: Performance) -> None:
    reminded = [event for event in shown(shop.transcript.events) if event.place == "direct"]

    assert [event.to for event in reminded if not event.edited] == ["Mia", "Tom"]


def test_the_picture_shows_a_question_the_verdict_and_the_report(shop: Performance) -> None:
    drawn = page(shop.transcript, read(SHOP).case.begins)

    assert "Answer with Mia&#x27;s reply" in drawn
    assert "Recommendation: MLOps, level 1." in drawn
    assert "Signed by Ivo" in drawn


def _is_new_in_thread(event: Shown) -> bool:
    return event.place in ("thread", "file") and not event.edited


def _turns(played: Performance) -> Counter[str]:
    scoping = played.scoping
    calls = (call for item in scoping.items.values() for call in item.calls if call.kind != TAKEN)
    return Counter(scoping.name(person) for call in calls for person in call.to)


def _timeless(record: Any) -> Any:
    """Without what has to differ between two plays: moments, and the message ids made of them."""
    if isinstance(record, dict):
        kept = {key: value for key, value in record.items() if key not in MOMENTS and not _is_moment(value)}
        return {re.sub(r":\d{14}$", "", key): _timeless(value) for key, value in kept.items()}
    return [_timeless(value) for value in record] if isinstance(record, list) else record


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and len(value) > 18 and value[4:5] == "-" and value[10:11] == "T"
