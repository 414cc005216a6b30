"""The thread's buttons: those that look alike are told apart by whoever only hears them."""

from collections import Counter
from dataclasses import replace

from bot.screens.messages import conversation
from bot.screens.modals import open_questions
from dialogs.findings import Findings
from tests import full_track
from tests.play import ANA, in_stage, reach


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
