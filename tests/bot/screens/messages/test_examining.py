"""What the director's turns came to, and what was opened again."""

from datetime import timedelta

from bot.screens.messages import conversation
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from practice import reading
from tests.play import ANA, IVO, MONDAY, answer, reach

LATER = MONDAY + timedelta(hours=2)
WHY = "The licence costs twice what we were told."


def shown(scoping: Scoping) -> dict[str, str]:
    return {
        message.key: reading.words(list(message.blocks), {}) for message in conversation.messages(Findings(scoping))
    }


def reopened() -> Scoping:
    scoping = reach("report")
    scoping.sign(IVO, MONDAY)
    scoping.reopen(ANA, LATER, WHY)
    return scoping


def test_what_is_ready_to_sign_again_says_who_opened_it_and_nothing_else_does() -> None:
    said = shown(reopened())

    assert f"Ana has opened this again: “{WHY}”" in said["turn:sign:2"]
    assert "reopened:1" not in said


def test_where_no_turn_of_the_directors_comes_of_it_a_message_tells_them() -> None:
    scoping = reopened()
    scoping.reopenings[0].at = LATER - timedelta(minutes=1)
    (told,) = (one for one in conversation.messages(Findings(scoping)) if one.key == "reopened:1")

    assert reading.words(list(told.blocks), {IVO: "Ivo"}).startswith("@Ivo, Ana has opened this again")


def test_each_report_says_what_became_of_it() -> None:
    scoping = reopened()
    scoping.reject("Too dear.", IVO, LATER + timedelta(hours=1))
    scoping.reopen(IVO, LATER + timedelta(hours=2), "There is another offer.")
    said = shown(scoping)

    assert said["turn:sign:1"] == f"✔ The report was signed; reopened by Ana: “{WHY}”."
    assert said["turn:sign:2"] == "✔ The report was rejected; reopened by Ivo: “There is another offer.”."
    assert "Ivo has opened this again" in said["turn:sign:3"]


def test_what_has_changed_since_the_report_was_ready_is_named_with_who_changed_it() -> None:
    scoping = reach("report")
    assert "Changed since" not in shown(scoping)["turn:sign:1"]

    answer(scoping, "change.3", now=LATER, text="Mia writes them a page, and reads it aloud on 2 May.")

    answer(scoping, "change.4", now=LATER)  # saved again as it was

    assert "\nChanged since you were last asked: the stack (Ana).\n" in shown(scoping)["turn:sign:1"]


def test_it_names_what_changed_since_the_time_before_and_no_more_than_a_few() -> None:
    scoping = reopened()
    assert "Changed since" not in shown(scoping)["turn:sign:2"]

    later = LATER + timedelta(hours=1)
    answer(scoping, *(f"change.{n}" for n in range(1, 8)), now=later, text="She writes a page and reads it on 2 May.")
    (changed,) = (line for line in shown(scoping)["turn:sign:2"].splitlines() if line.startswith("Changed since"))
    assert changed.count("(Ana)") == 5
    assert changed.endswith("; 2 more.")
