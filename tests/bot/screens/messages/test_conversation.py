"""The thread's buttons: those that look alike are told apart by whoever only hears them."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.screens.messages import conversation
from bot.screens.modals import open_questions
from dialogs.findings import Findings
from dialogs.record.parts import Note, Restored, Source
from practice import reading
from tests import full_track
from tests.play import ANA, MONDAY, in_stage, reach


def test_every_answer_button_of_a_thread_says_what_it_answers() -> None:
    messages = conversation.messages(Findings(full_track.play("report")))
    names = [
        element["accessibility_label"]
        for message in messages[1:]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button" and element["text"]["text"] in ("Answer", "See the reasoning")
    ]

    assert names
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [name for name in names if len(name) > 75 or ": " not in name] == []


@pytest.mark.parametrize("count", [1, 20, 45])
def test_however_much_was_lost_slack_takes_the_message_that_names_it(count: int) -> None:
    scoping = reach("exam")
    lost = [Note(text=f"✔ Answer {number}: " + "long " * 599, by="", at=MONDAY) for number in range(count)]
    back = Restored(source=Source.BACKUP, saved_at=MONDAY, at=MONDAY, looked=True, lost=lost)
    scoping.restored.append(back)
    said = reading.words(list(conversation.messages(Findings(scoping))[-1].blocks), {})

    assert said.count("✔ Answer ") == min(count, conversation.MOST_LOST)
    assert ("and 25 more" in said) == (count == 45)
    assert len(said) < 13_200, "all that Slack takes in one message"


def test_a_name_that_is_only_heard_is_no_reason_to_edit_a_message() -> None:
    found = next(one for one in conversation.messages(Findings(reach("exam"))) if one.key.startswith("turn:"))

    assert found.about("something else").digest == replace(found, key="another").digest
    assert replace(found, text="something else").digest != found.digest


def test_the_board_and_the_home_name_their_buttons() -> None:
    scoping = in_stage("readiness")
    board = next(one for one in conversation.messages(Findings(scoping)) if one.key.startswith("turn:readiness"))
    home = open_questions.home([scoping], ANA, "https://practice.slack.example/").to_dict()

    named = [one["accessory"]["accessibility_label"] for one in board.blocks if one.get("accessory")]
    assert len(set(named)) == len(named) == 7
    assert "accessibility_label" in str(home)


def test_an_answer_that_was_left_blank_is_no_words_that_stand() -> None:
    scoping = reach("exam", track="full")
    scoping.entries["eval.3"].answers[-1].values.clear()
    said = [reading.words(list(one.blocks), {}) for one in conversation.messages(Findings(scoping))]
    lines = [line for words in said for line in words.splitlines() if "Where they diverge" in line]

    assert any(line.startswith("– Where they diverge: nothing said · Ana") for line in lines), lines
