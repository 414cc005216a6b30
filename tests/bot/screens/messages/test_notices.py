"""Direct messages: what somebody is asked in words that fit who they are."""

from datetime import date

from bot.screens.messages import notices
from bot.store.summary import summarised
from dialogs.findings import Findings
from dialogs.flow.promises import Promise
from dialogs.flow.tasks import to_examine
from tests.play import IVO, MIA, MONDAY, answer_stage, fresh


def test_a_condition_is_asked_of_its_owner_and_told_to_the_director() -> None:
    scoping = fresh()
    answer_stage(scoping)
    agreed = Promise(MIA, date(2026, 3, 20), "The works council has agreed.")
    scoping.judge(to_examine(Findings(scoping), "exam"), {}, IVO, MONDAY, conditions={"exam.6": agreed})

    assert notices.asked(Findings(scoping), "condition:1", MIA).startswith("Please see to it: The works council")
    assert notices.asked(Findings(scoping), "condition:1", IVO).endswith(
        "that was due with Mia on Fri 20 Mar, and nobody has said yet how it came out."
    )


def test_help_lists_first_what_works_where_somebody_is() -> None:
    channel, thread = (notices.help_words(in_thread=here)["text"] for here in (False, True))

    assert channel.index("/scope status") < channel.index("@scopebot")
    assert thread.index("@scopebot status") < thread.index("/scope list")
    assert "/scope status" not in thread


def test_a_list_shows_the_id_that_export_wants() -> None:
    scoping = fresh()

    said = notices.scopings_listed([summarised(scoping)], "https://practice.slack.example/")["text"]

    assert said.endswith(f" · {scoping.id}")
