"""What stands on people's screens: stacks of three, hashes, ids of the app's own, and what was typed."""

from __future__ import annotations

import pytest

from practice.slack.errors import Refused
from practice.slack.screens import Screens
from practice.slack.workspace import Workspace
from tests.practice.slack.conftest import Clock
from tests.practice.slack.shapes import ELEMENTS, ask, home, modal, section, typed

ANA, IVO = "U0000000ANA", "U0000000IVO"
FIELD = ("field", "value")


@pytest.fixture
def screens(clock: Clock) -> Screens:
    return Screens(Workspace(clock))


def test_the_fourth_view_is_one_too_many(screens: Screens) -> None:
    root = screens.open(ANA, modal())
    second, third = screens.push(ANA, modal()), screens.push(ANA, modal())

    with pytest.raises(Refused, match="push_limit_reached"):
        screens.push(ANA, modal())
    assert (second.root, second.previous) == (root.id, root.id)
    assert (third.root, third.previous) == (root.id, second.id)
    assert screens.top(ANA) is third


def test_there_is_room_again_once_the_third_is_closed(screens: Screens) -> None:
    screens.open(ANA, modal())
    screens.push(ANA, modal())
    screens.close(screens.push(ANA, modal()))

    assert screens.push(ANA, modal()) is screens.top(ANA)


def test_everybody_has_a_screen_of_their_own(screens: Screens) -> None:
    anas = screens.open(ANA, modal())

    assert screens.top(IVO) is None
    with pytest.raises(Refused, match="not_found"):
        screens.push(IVO, modal())
    screens.open(IVO, modal())
    assert screens.top(ANA) is anas


def test_opening_begins_a_new_stack(screens: Screens) -> None:
    first = screens.open(ANA, modal())
    screens.push(ANA, modal())
    second = screens.open(ANA, modal())

    assert (screens.top(ANA), second.previous) == (second, None)
    with pytest.raises(Refused, match="not_found"):
        screens.find(first.id)


def test_closing_shows_what_is_under_it_or_nothing(screens: Screens) -> None:
    under = screens.open(ANA, modal())
    screens.close(screens.push(ANA, modal()))

    assert screens.top(ANA) is under
    screens.close(screens.push(ANA, modal()), whole_stack=True)
    assert screens.top(ANA) is None


def test_the_hash_is_another_one_after_every_update_and_only_the_newest_counts(screens: Screens) -> None:
    view = screens.open(ANA, modal())
    first = view.hash
    second = screens.update(view, modal(), first).hash

    with pytest.raises(Refused, match="hash_conflict"):
        screens.update(view, modal(), first)
    assert screens.update(view, modal(), second).hash not in (first, second)
    screens.update(view, modal())  # without a hash whatever comes last wins


def test_an_update_that_is_refused_changes_nothing(screens: Screens) -> None:
    view = screens.open(ANA, modal(callback_id="old"))

    with pytest.raises(Refused):
        screens.update(view, modal(callback_id="new"), "0.outdated")
    assert view.shown["callback_id"] == "old"


@pytest.mark.parametrize(
    ("element", "kept"),
    [
        (typed(max_length=9), True),
        (typed(action_id="other"), False),
        (ELEMENTS["email_text_input"] | {"action_id": "value"}, False),
    ],
)
def test_what_was_typed_stays_where_ids_and_kind_stay(element: dict[str, object], kept: bool, screens: Screens) -> None:
    view = screens.open(ANA, modal(ask(typed())))
    view.typed[FIELD] = {"type": "plain_text_input", "value": "typed"}
    view.errors = {"field": "No."}
    screens.update(view, modal(ask(element)))

    assert ({"type": "plain_text_input", "value": "typed"} in view.typed.values()) is kept
    assert view.errors == {}


def test_an_id_of_the_apps_own_is_taken_once_on_all_screens(screens: Screens) -> None:
    mine = screens.open(ANA, modal(external_id="mine"))

    with pytest.raises(Refused, match="duplicate_external_id"):
        screens.open(IVO, modal(external_id="mine"))
    with pytest.raises(Refused, match="duplicate_external_id"):
        screens.update(screens.open(IVO, modal()), modal(external_id="mine"))
    assert screens.update(mine, modal(external_id="mine")) is screens.find(external_id="mine")
    screens.close(mine)
    assert screens.open(IVO, modal(external_id="mine")).user == IVO


def test_a_home_stays_one_view(screens: Screens) -> None:
    first = screens.publish(ANA, home(section()), None)
    old = first.hash
    second = screens.publish(ANA, home(section(), section()), old)

    assert second is first is screens.home(ANA) is screens.find(first.id)
    with pytest.raises(Refused, match="hash_conflict"):
        screens.publish(ANA, home(), old)
    assert screens.home(IVO) is None


def test_a_view_tells_slack_everything_about_itself(screens: Screens, clock: Clock) -> None:
    view = screens.open(ANA, modal(ask(typed(initial_value="hello")), private_metadata="S1", notify_on_close=True))
    shape = view.as_slack(Workspace(clock))

    assert shape["state"] == {"values": {"field": {"value": {"type": "plain_text_input", "value": "hello"}}}}
    assert (shape["private_metadata"], shape["callback_id"], shape["external_id"]) == ("S1", "", "")
    assert (shape["notify_on_close"], shape["clear_on_close"]) == (True, False)
    assert (shape["root_view_id"], shape["previous_view_id"]) == (view.id, None)
    assert (shape["close"], shape["bot_id"]) == (None, "B00SCOPEBOT")


def test_ids_of_views_never_come_again(screens: Screens) -> None:
    views = [screens.open(ANA, modal()).id for _ in range(3)]

    assert len(set(views)) == 3
    assert screens.made == 3
