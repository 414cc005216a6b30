"""Every example goes as it is written, in both modes, and leaves the same behind when Slack says everything twice."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dialogs.catalog import shipped
from dialogs.findings import Findings
from dialogs.flow.turns import TAKEN
from dialogs.scoping.scoping import Scoping
from practice.rehearsal.case import read
from practice.rehearsal.rehearse import Performance
from practice.rehearsal.transcript import Did, Shown, shown
from practice.rehearsal.transcript.markdown import markdown
from practice.rehearsal.transcript.page import page
from tests.practice.rehearsal.conftest import CHURN, EXAMPLES, OVER_HTTP, ROOT, SHOP, TWICE, Performances
from tests.reading import placeholders

pytestmark = pytest.mark.process

MOMENTS = {"version", "deliveries", "ts", "reply_ts", "key", "audited"}
MOST_MESSAGES = {"director": 30, "full": 45}
OVER_THE_FLOOR = 1.25
"""How many times the clicks that its forms and acceptances set a whole track may take."""
ENDINGS = {"approved_mlops", "approved_ml", "approved_poc", "no_ai", "rejected", "cancelled"}
SLOT = re.compile(r"^candidate_[a-e]\.")


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_an_example_ends_as_it_says(performances: Performances, name: str) -> None:
    scoping = performances[name].scoping

    assert scoping.ending is not None
    assert scoping.ending.outcome == read(ROOT / "examples" / f"{name}.yaml").case.ends


@pytest.mark.parametrize("track", ["director", "full"])
def test_the_examples_reach_every_ending_on_both_tracks(performances: Performances, track: str) -> None:
    ended = [played.scoping for played in performances.all() if played.scoping.track == track]

    assert {scoping.ending.outcome for scoping in ended if scoping.ending} == ENDINGS


def test_every_question_is_asked_in_words_of_its_own() -> None:
    """So that whoever sees the words has seen that question asked; what is asked of each candidate is one question."""
    asked = {(_one_for_all(question.id), question.ask) for question in shipped().questions.values()}

    assert len({words for _, words in asked}) == len(asked)


def test_every_question_of_the_catalogue_is_seen_asked(performances: Performances) -> None:
    seen = "\n".join(event.words for played in performances.all() for event in shown(played.transcript.events))
    unseen = [question.id for question in shipped().questions.values() if not _quoting(question.ask).search(seen)]

    assert unseen == []


def test_every_field_of_the_catalogue_is_filled_in(performances: Performances) -> None:
    given = {name for played in performances.all() for name in _given(played.scoping)}
    fields = {f"{_one_for_all(q.id)}.{field.id}" for q in shipped().questions.values() for field in q.fields}

    assert fields - given == set()


def test_every_curriculum_id_of_an_input_is_seen_filled_in(performances: Performances) -> None:
    seen = "\n".join(markdown(played.transcript) for played in performances.all())
    inputs = [field for question in shipped().questions.values() for field in question.fields]
    unseen = {id for field in inputs for id in field.source} - {
        id for field in inputs if field.label in seen for id in field.source
    }

    assert unseen == set()


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_nothing_that_people_see_is_left_to_be_filled_in(performances: Performances, name: str) -> None:
    played = performances[name]

    assert placeholders([played.report, *(event.words for event in shown(played.transcript.events))]) == []


@pytest.mark.parametrize("name", [path.stem for path in OVER_HTTP])
def test_the_same_is_said_over_http(performances: Performances, name: str) -> None:
    assert markdown(performances[f"{name} over HTTP"].transcript) == markdown(performances[name].transcript)


@pytest.mark.parametrize("name", [path.stem for path in TWICE])
def test_everything_delivered_twice_shows_the_same_messages(performances: Performances, name: str) -> None:
    assert markdown(performances[f"{name} twice"].transcript) == markdown(performances[name].transcript)


@pytest.mark.parametrize("name", [path.stem for path in TWICE])
def test_everything_delivered_twice_leaves_the_same_record(performances: Performances, name: str) -> None:
    once, twice = (performances[each].scoping.model_dump(mode="json") for each in (name, f"{name} twice"))

    assert _timeless(twice) == _timeless(once)


@pytest.mark.parametrize(("case", "page"), [(SHOP, "a-scoping.md"), (CHURN, "a-full-scoping.md")])
def test_the_page_in_the_docs_is_what_is_played(performances: Performances, case: Path, page: str) -> None:
    kept = (ROOT / "docs" / page).read_text("utf-8")

    assert markdown(performances[case.stem].transcript) == kept, (
        f"It changed: scopebot rehearse examples/{case.name} --transcript docs/{page}"
    )


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_a_whole_track_takes_few_messages(performances: Performances, name: str) -> None:
    """Pictures and the report's files are messages, too."""
    played = performances[name]
    new = [event for event in shown(played.transcript.events) if _is_new_in_thread(event)]

    assert len(new) <= MOST_MESSAGES[played.scoping.track]


def test_a_full_track_takes_few_more_clicks_than_its_forms_and_acceptances_set(performances: Performances) -> None:
    """Each that was signed; and all together, with those that are about objections and unknowns."""
    full = [played for played in performances.all() if played.scoping.track == "full"]
    over = {played.scoping.title: played.effort.clicks / played.floor.clicks for played in full if _is_signed(played)}

    assert over
    assert {title: ratio for title, ratio in over.items() if ratio > OVER_THE_FLOOR} == {}
    assert sum(one.effort.clicks for one in full) <= OVER_THE_FLOOR * sum(one.floor.clicks for one in full)


def _is_signed(played: Performance) -> bool:
    """Signed without a condition: nothing was put off."""
    ending = played.scoping.ending
    return ending is not None and ending.outcome.startswith("approved") and not played.scoping.conditions


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_nobody_is_mentioned_more_often_than_they_had_turns(performances: Performances, name: str) -> None:
    played = performances[name]
    new = [event for event in shown(played.transcript.events) if _is_new_in_thread(event) and event.key != "opener"]
    mentioned = Counter(person for event in new for person in event.mentions)

    assert mentioned <= _turns(played)


def test_a_plain_answer_costs_three_calls_and_one_save(performances: Performances) -> None:
    plain = performances["contract-review-poc"].costs

    assert max(plain.calls) <= 3
    assert max(plain.fsyncs) <= 3, "a line of the audit, a file and its folder"


def test_what_a_person_answers_is_in_the_report_that_was_shared(shop: Performance) -> None:
    assert "four of 612 shelves" in shop.report


def test_a_reply_fills_the_answer_in(shop: Performance) -> None:
    pressed = [event for event in shop.transcript.events if isinstance(event, Did) and "with Mia's reply" in event.what]

    assert "https://wiki.example.com/shop/three-ways" in pressed[0].entries[0][1]


def test_whoever_is_overdue_is_reminded_after_a_restart(shop: Performance) -> None:
    reminded = [event for event in shown(shop.transcript.events) if event.place == "direct"]

    assert [event.to for event in reminded if not event.edited] == ["Mia"]


def test_what_was_to_be_known_by_a_day_comes_back_on_it_after_a_restart(shop: Performance) -> None:
    back = [event for event in shown(shop.transcript.events) if "to be known by Thu 5 Mar:" in event.words]

    assert [(event.place, event.mentions) for event in back] == [("thread", ("Tom",))]


def test_nobody_can_read_who_gave_which_number_in_the_pulse(churn: Performance) -> None:
    told = [event for event in churn.transcript.events if isinstance(event, Did) and "five numbers" in event.what]

    assert sorted(event.who for event in told) == ["Ana", "Eva", "Lea", "Mia", "Tom"]
    assert not any(event.entries for event in told)


def test_the_team_reads_where_it_is_held_up(churn: Performance) -> None:
    assert "Barrier point, person by person: Knowledge, for 3 of 5" in _seen(churn)


def test_a_team_of_four_is_offered_a_talk_instead(performances: Performances) -> None:
    assert "An anonymous pulse takes five people; you are 4" in _seen(performances["full-tickets-widened"])


def test_a_history_that_will_not_get_there_is_told_so_and_another_candidate_is_taken(churn: Performance) -> None:
    chosen = churn.scoping.choice("solutions.2.chosen")

    assert "Not reachable by continuing this way" in _seen(churn)
    assert churn.scoping.text(f"solutions.1.{chosen}") == "A churn model on usage"


def test_a_target_above_what_people_reach_is_corrected(performances: Performances) -> None:
    targets = [
        answer.values["target"] for answer in performances["full-contracts"].scoping.entries["candidate_a.2"].answers
    ]

    assert targets == [0.9, 0.75]


def test_a_team_that_does_not_know_has_to_prove_it_first(performances: Performances) -> None:
    played = performances["we-do-not-know"]
    kept = played.scoping
    owed = [(one.about, kept.name(one.owner), bool(one.assumes), one.proves) for one in kept.open_conditions]

    assert "**Prove it first: a proof of concept until 24 April 2026." in played.report
    assert owed == [
        ("labels.2", "Eva", False, False),
        ("mlops.1", "Tom", True, False),
        ("mlops.1", "Ana", False, True),
    ]


def test_what_was_passed_over_is_left_to_nobody(performances: Performances) -> None:
    played = performances["we-do-not-know"]
    listed = "".join(line for line in played.report.splitlines() if line.startswith("| On condition"))

    assert "agreement of two labellers" in listed.lower()
    assert "Looking into the cupboards" not in listed


def test_the_examples_show_every_way_an_objection_can_end(performances: Performances) -> None:
    """Changed, answered, answered on a condition, left, said to miss the point; let stand by the director."""
    scopings = [played.scoping for played in performances.all()]
    findings = [Findings(scoping) for scoping in scopings]
    excuses = [(one.excuse, found.record) for found in findings for one in found.objecting.found if one.excuse]
    standing = {one.name for found in findings for one in found.objecting.found}

    assert {excuse.outcome for excuse, _ in excuses} == {"answered", "waived", "misses"}
    assert any(excuse.outcome == "waived" and excuse.by == record.director for excuse, record in excuses)
    assert any(condition.objection for scoping in scopings for condition in scoping.conditions)
    assert {raised.name for scoping in scopings for raised in scoping.raised} - standing


def test_not_yet_is_an_ending_until_one_press_takes_it_up_again(performances: Performances) -> None:
    played = performances["not-yet"]
    pressed = [event.what for event in played.transcript.events if isinstance(event, Did)]

    assert "Not yet: find out these four things first." in _seen(played)
    assert pressed.count("presses `Take it up again`") == 1
    assert [condition.met for condition in played.scoping.conditions] == [True] * 4


def test_words_alone_can_be_signed(performances: Performances) -> None:
    scoping = performances["words-alone"].scoping
    given = [value for entry in scoping.entries.values() for one in entry.answers for value in one.values.values()]

    assert not any(isinstance(value, (int, float)) for value in given)
    assert not any(re.search(r"\d", value) for value in given if isinstance(value, str) and not _is_day(value))


def test_widening_keeps_every_answer(performances: Performances) -> None:
    widened = performances["full-tickets-widened"]
    answered_before = ("exam.1", "exam.2", "exam.3")

    assert widened.scoping.track == "full"
    assert all(len(widened.scoping.entries[question].answers) == 1 for question in answered_before)


def test_a_picture_stands_in_the_thread_with_words_for_those_who_cannot_see_it(churn: Performance) -> None:
    pictures = [event for event in shown(churn.transcript.events) if event.place == "picture"]

    assert pictures
    assert all(len(event.words.splitlines()) > 1 for event in pictures)
    assert all(churn.files[name].startswith(b"\x89PNG") for name in churn.files if name.endswith(".png"))


def test_the_picture_shows_a_question_the_verdict_and_the_report(shop: Performance) -> None:
    drawn = page(shop.transcript, read(SHOP).case.begins, shop.files)

    assert "Answer with Mia&#x27;s reply" in drawn
    assert "Recommendation: MLOps, level 1: kept running, with automatic retraining." in drawn
    assert "Signed by Ivo" in drawn


def test_the_picture_of_a_full_track_shows_an_objection_and_a_picture(churn: Performance) -> None:
    drawn = page(churn.transcript, read(CHURN).case.begins, churn.files)

    assert "Change the answer…" in drawn
    assert "data:image/png;base64," in drawn


def _seen(played: Performance) -> str:
    return "\n".join(event.words for event in shown(played.transcript.events))


def _is_new_in_thread(event: Shown) -> bool:
    return event.place in ("thread", "file", "picture") and not event.edited


def _one_for_all(question: str) -> str:
    """The id of a question; that of what is asked of each candidate, without the candidate."""
    return SLOT.sub("candidate.", question)


def _quoting(ask: str) -> re.Pattern[str]:
    """A question's words, whatever the answers are that it quotes."""
    return re.compile(r".+".join(map(re.escape, re.split(r"\{[a-z_]+[\w.]*\}", ask))))


def _given(scoping: Scoping) -> Iterator[str]:
    """The fields somebody has ever filled in."""
    for question, entry in scoping.entries.items():
        yield from (f"{_one_for_all(question)}.{field}" for answer in entry.answers for field in answer.values)


def _is_day(value: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


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
