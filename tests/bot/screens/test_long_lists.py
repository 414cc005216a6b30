"""Many of everything: each list that the bot shows has an end that Slack takes, and says what is not in it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from bot.listeners import replied
from bot.screens.blocks.inputs import checks_input, choice_input, person_input
from bot.screens.blocks.parts import OPTION
from bot.screens.messages import conversation, notices
from bot.screens.modals import answering, deciding, modal, open_questions, small, starting
from bot.slack.handles import Handle
from bot.store.summary import Summary, summarised
from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import shipped
from dialogs.findings import Findings
from dialogs.flow.tasks import to_examine
from dialogs.record.parts import Condition, Unknown
from dialogs.scoping.scoping import Scoping
from practice import reading
from practice.slack.rules import limits
from tests.play import ANA, IVO, MONDAY, answer_stage, fresh, reach
from tests.play import person as looked_up

URL = "https://churn.slack.example/"
CROWD = [f"U0CROWD{number:03d}" for number in range(99)]
LONG = "A customer who is about to leave, and whom nobody has called in time although they were on a list of ours"
HANDLE = Handle("V0START", "exam.1", "1")


def crowded(scoping: Scoping) -> Scoping:
    """The same with a team of 99."""
    scoping.team = list(CROWD)
    scoping.admit([looked_up(id) for id in CROWD], MONDAY)
    return scoping


def with_conditions(scoping: Scoping, count: int, owner: str) -> Scoping:
    """So many things that somebody is to find out."""
    asked = [*scoping.entries] or ["exam.1"]
    scoping.conditions = [
        Condition(
            id=str(number),
            about=asked[number % len(asked)],
            owner=owner,
            due=date(2026, 3, 20),
            text=f"{number}: {LONG}",
            by=IVO,
            at=MONDAY,
        )
        for number in range(1, count + 1)
    ]
    return scoping


def summaries(count: int, *, ended: int = 0) -> list[Summary]:
    made = []
    for number in range(count):
        scoping = fresh(title=f"{number}: {LONG}", now=MONDAY + timedelta(minutes=number))
        scoping.id = f"V{number}"
        if number < ended:
            scoping.cancel("Enough.", ANA, MONDAY + timedelta(days=1))
        made.append(summarised(scoping))
    return made


def faults(view: Any) -> list[str]:
    return [f"{each.path}: {each.says}" for each in limits.view_faults(view.to_dict())]


def wrong(message: dict[str, Any]) -> list[str]:
    return [f"{each.path}: {each.says}" for each in limits.message_faults(message)]


def words(blocks: Sequence[Any]) -> str:
    return reading.words([one if isinstance(one, dict) else one.to_dict() for one in blocks], {})


@pytest.mark.parametrize(("team", "element"), [(99, "static_select"), (100, "users_select")])
def test_whoever_is_assigned_something_is_chosen_among_a_team_of_any_size(team: int, element: str) -> None:
    scoping = crowded(fresh())
    scoping.people["U0ONEMORE"] = looked_up("U0ONEMORE")
    scoping.team = [*CROWD, "U0ONEMORE"][:team]
    view = small.assign(scoping, HANDLE)

    assert view.to_dict()["blocks"][0]["element"]["type"] == element
    assert faults(view) == []


def test_a_menu_of_people_keeps_whom_it_shows_at_first() -> None:
    field = person_input("who", "Who", dict.fromkeys(CROWD * 2, "Ana") | {ANA: "Ana", IVO: "Ivo"}, IVO).to_dict()

    assert field["element"]["initial_user"] == IVO


@pytest.mark.parametrize("count", [1, 10, 11, 100, 101, 250])
def test_choices_of_any_number_are_such_as_slack_takes(count: int) -> None:
    options = {str(number): f"Option {number}" for number in range(count)}
    view = modal.modal(
        "notice",
        "Choose",
        [choice_input("one", "One", options, "0"), checks_input("several", "Several", options, ["0"])],
    )
    shown = [
        option["value"]
        for block in view.to_dict()["blocks"]
        for group in block["element"].get("option_groups", [block["element"]])
        for option in group["options"]
    ]

    assert faults(view) == []
    assert shown == [*options, *options]


def test_the_directors_windows_hold_a_crowd_and_whatever_is_not_known() -> None:
    scoping = crowded(reach("design", track="full"))
    answer_stage(scoping, by=ANA)
    unknown = Unknown(kind=Ignorance.NOT_MEASURED, by=ANA, at=MONDAY)
    for id in to_examine(Findings(scoping), "design"):
        scoping.not_known({id: {scoping.catalog.questions[id].fields[-1].id: unknown}}, ANA, MONDAY)
    findings = Findings(scoping)
    waiting = to_examine(findings, "design")

    assert faults(deciding.examine(findings, Handle(scoping.id, "examine:design", "1"), MONDAY)) == []
    assert faults(deciding.provided(findings, HANDLE, dict.fromkeys(waiting[:33], LONG), MONDAY, more=False)) == []
    assert faults(deciding.not_yet(findings, HANDLE, MONDAY)) == []
    assert faults(deciding.give_back(findings, HANDLE)) == []
    assert faults(starting.settings(scoping, HANDLE)) == []


def test_what_there_is_to_find_out_beyond_a_window_is_counted_in_it() -> None:
    scoping = reach("report", track="full")
    unknown = Unknown(kind=Ignorance.NOT_MEASURED, by=ANA, at=MONDAY)
    for id, entry in scoping.entries.items():
        if entry.answer and id in scoping.catalog.questions:
            for field in scoping.catalog.questions[id].fields:
                entry.answer.unknowns[field.id] = unknown
                entry.answer.values.pop(field.id, None)
    view = deciding.not_yet(Findings(scoping), HANDLE, MONDAY)
    shown = sum(block.get("block_id", "").startswith("owner.") for block in view.to_dict()["blocks"])
    told = {one.question for one in deciding.to_find_out.to_find_out(Findings(scoping))}

    assert faults(view) == []
    assert shown < len(told)
    assert f"and {len(told) - shown} more" in words(view.blocks)


def test_every_message_of_a_crowded_scoping_is_such_as_slack_takes() -> None:
    scoping = with_conditions(crowded(reach("report", track="full")), 120, CROWD[0])
    found = conversation.messages(Findings(scoping))

    assert found
    assert [wrong({"text": one.text, "blocks": list(one.blocks)}) for one in found] == [[] for _ in found]
    assert "more" in words(found[0].blocks)


@pytest.mark.parametrize("count", [3, 12, 40, 150])
def test_a_command_about_one_of_many_offers_them_all_or_says_how_many_more(count: int) -> None:
    every = summaries(count)
    said = notices.pick(every, "status")
    offered = [
        value
        for block in said["blocks"]
        for element in block.get("elements", [])
        for value in [element.get("value"), *(option["value"] for option in element.get("options", []))]
        if value
    ]

    assert wrong(said) == []
    assert offered == [str(Handle(one.id, "status")) for one in every[:110]]
    assert (f"and {count - 110} more" in words(said["blocks"])) == (count > 110)


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (20, 1), (32, 2), (150, 8)])
def test_the_list_goes_on_page_by_page_the_open_ones_first(count: int, pages: int) -> None:
    every = summaries(count, ended=count // 2)
    said = [notices.scopings_listed(every, URL, page) for page in range(1, pages + 1)]
    text = "".join(words(one["blocks"]) for one in said)
    first = words(said[0]["blocks"])

    assert [wrong(one) for one in said] == [[] for _ in said]
    assert all(one.title in text for one in every)
    assert ("/scope list 2" in first) == (pages > 1)
    assert "/scope list" not in words(said[-1]["blocks"]) or count == 0
    assert words(notices.scopings_listed(every, URL, 999)["blocks"]) == words(said[-1]["blocks"])
    assert not count or f"{count // 2}: {LONG}" in first


def test_the_home_shows_some_of_everything_and_a_way_to_the_rest() -> None:
    scopings = [with_conditions(fresh(title=f"{number}: {LONG}"), 8, ANA) for number in range(12)]
    view = open_questions.home(scopings, ANA, URL, others=7)
    text = words(view.blocks)

    assert faults(view) == []
    assert "and 9 more." in text
    assert "… and 88 more. Open questions on each scoping's card shows all." in text
    assert "All my scopings" in str(view.to_dict())


def test_all_of_somebodys_scopings_are_a_window() -> None:
    view = open_questions.every_scoping(summaries(130, ended=20), URL)

    assert faults(view) == []
    assert "and 30 more" in words(view.blocks)


@pytest.mark.parametrize("person", [IVO, CROWD[0]])
def test_the_window_of_open_questions_has_an_end(person: str) -> None:
    scoping = with_conditions(crowded(reach("report", track="full")), 130, CROWD[0])
    view = open_questions.view(Findings(scoping), person, URL)

    assert faults(view) == []
    assert "… and 110 more, which stand here as these are done." in words(view.blocks)


def test_a_reminder_of_many_things_in_many_scopings_has_an_end() -> None:
    owed: dict[str, Any] = {}
    for number in range(12):
        scoping = with_conditions(fresh(title=f"{number}: {LONG}"), 8, ANA)
        owed[str(number)] = (scoping, [f"condition:{one.id}" for one in scoping.conditions])
    said = notices.reminder(ANA, owed, "key", MONDAY, URL)

    assert wrong(said) == []
    assert "… and 81 more; my Home tab shows what waits for you." in words(said["blocks"])


def test_the_status_of_a_scoping_with_much_to_find_out_has_an_end() -> None:
    said = notices.status(Findings(with_conditions(reach("report", track="full"), 130, ANA)))

    assert wrong(said) == []
    assert "… and 100 more" in words(said["blocks"])


# ---- no option is cut


def options_in(view: Any) -> list[dict[str, Any]]:
    elements = [block.get("element", {}) for block in view.to_dict()["blocks"]]
    return [option for element in elements for option in element.get("options", [])]


def test_no_option_of_the_shipped_catalogue_is_cut() -> None:
    every = [text for one in shipped().questions.values() for field in one.fields for text in field.options.values()]

    assert every
    assert [text for text in every if len(text) >= OPTION] == []


@pytest.mark.parametrize("track", [*shipped().tracks])
def test_no_option_of_our_own_windows_is_cut(track: str) -> None:
    scoping = reach("report", track=track) if track in ("director", "full") else fresh(track=track)
    findings = Findings(scoping)
    views = [
        starting.start(shipped(), "C0", ""),
        starting.settings(scoping, HANDLE),
        small.assign(scoping, HANDLE),
        small.grade(HANDLE, "claim"),
        small.outcome(HANDLE, "what"),
        small.take(scoping, HANDLE, list(shipped().stages["readiness"].questions)),
        deciding.give_back(findings, HANDLE),
        deciding.not_yet(findings, HANDLE, MONDAY),
        deciding.provided(findings, HANDLE, {"exam.1": LONG}, MONDAY, more=False),
    ]
    cut = [option for view in views for option in options_in(view) if "…" in str(option)]

    assert cut == []


def test_no_box_that_a_reply_may_go_into_is_cut() -> None:
    scoping = fresh(track="full")
    catalog = scoping.catalog
    forms = [list(catalog.in_form(id)) for id in catalog.forms]
    boxes = [text for form in forms for text in replied._boxes(scoping, form).values()]
    asks = [replied._short_enough(one.ask, one.label) for one in catalog.questions.values()]
    view = answering.record(scoping, HANDLE, {str(n): text for n, text in enumerate([*boxes, *asks])}, "")

    assert [text for text in [*boxes, *asks] if len(text) >= OPTION] == []
    assert faults(view) == []
