"""Modals and the Home: triggers live three seconds and once, hashes change, and what was typed stays."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from practice.client import Person, PracticeError, Slack
from practice.slack.server import Practice
from tests.practice.slack.conftest import Api, Clock, field_of
from tests.practice.slack.shapes import ELEMENTS, Json, home, modal, plain, section, typed

ANA = "U0000000ANA"


def trigger(practice: Practice) -> str:
    return practice.site.triggers.give(ANA)


async def test_a_trigger_opens_one_view(practice: Practice, api: Api, slack: Slack) -> None:
    given = trigger(practice)
    await api("views.open", trigger_id=given, view=modal())

    assert await api.refusal("views.open", trigger_id=given, view=modal()) == "exchanged_trigger_id"
    assert [each["kind"] for each in await slack.violations()] == ["trigger_used_twice"]


async def test_a_trigger_lives_three_seconds(practice: Practice, api: Api, clock: Clock) -> None:
    given = trigger(practice)
    clock.passes(seconds=3.1)

    assert await api.refusal("views.open", trigger_id=given, view=modal()) == "expired_trigger_id"


async def test_an_invented_trigger_is_refused(api: Api) -> None:
    assert await api.refusal("views.open", trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"


async def test_an_outdated_hash_conflicts(practice: Practice, api: Api) -> None:
    first = (await api("views.open", trigger_id=trigger(practice), view=modal()))["view"]
    second = (await api("views.update", view_id=first["id"], view=modal(), hash=first["hash"]))["view"]

    again = {"view_id": first["id"], "view": modal(), "hash": first["hash"]}

    assert second["hash"] != first["hash"]
    assert await api.refusal("views.update", **again) == "hash_conflict"
    assert await api.refusal("views.update", **again | {"hash": second["hash"]}) == "ok"


async def test_a_stack_is_three_views_deep(practice: Practice, api: Api) -> None:
    root = (await api("views.open", trigger_id=trigger(practice), view=modal()))["view"]
    second = (await api("views.push", trigger_id=trigger(practice), view=modal()))["view"]
    await api("views.push", trigger_id=trigger(practice), view=modal())

    refused = await api.refusal("views.push", trigger_id=trigger(practice), view=modal())

    assert refused == "push_limit_reached"
    assert (second["root_view_id"], second["previous_view_id"]) == (root["id"], root["id"])


async def test_nothing_is_pushed_on_an_empty_screen(practice: Practice, api: Api) -> None:
    assert await api.refusal("views.push", trigger_id=trigger(practice), view=modal()) == "not_found"


async def test_a_closed_view_cannot_be_updated(practice: Practice, api: Api, ana: Person) -> None:
    view = (await api("views.open", trigger_id=trigger(practice), view=modal()))["view"]
    await ana.closes()

    assert await api.refusal("views.update", view_id=view["id"], view=modal()) == "not_found"


async def test_an_external_id_is_taken_once(practice: Practice, api: Api, slack: Slack) -> None:
    await api("views.open", trigger_id=trigger(practice), view=modal(external_id="mine"))
    ivos = practice.site.triggers.give("U0000000IVO")

    refused = await api.refusal("views.open", trigger_id=ivos, view=modal(external_id="mine"))

    assert refused == "duplicate_external_id"


async def test_an_update_keeps_what_was_typed_where_the_ids_stay(practice: Practice, api: Api, ana: Person) -> None:
    title, why = field_of("title", typed()), field_of("why", typed())
    view = (await api("views.open", trigger_id=trigger(practice), view=modal(title, why)))["view"]
    await ana.fills(title="Churn", why="Because")

    fresh = field_of("why-2", typed(initial_value="prefilled"))
    await api("views.update", view_id=view["id"], view=modal(title, fresh))
    shown = await ana.modal()

    assert shown is not None
    assert shown.value("title") == "Churn"
    assert shown.value("why-2") == "prefilled"
    assert "why" not in shown.values


async def test_a_home_is_published_and_opened(api: Api, ana: Person, slack: Slack) -> None:
    assert await ana.home() is None
    await api("views.publish", user_id=ANA, view=home(section(text=plain("Nothing is open."))))

    shown = await ana.home()

    assert shown is not None
    assert shown.plain() == "Nothing is open."
    await slack.set_app(home_tab=False)
    assert await api.refusal("views.publish", user_id=ANA, view=home()) == "not_enabled"


async def test_the_client_asks_for_what_is_required_before_it_sends(opens: Any, ana: Person, slack: Slack) -> None:
    await opens(field_of("title", typed(max_length=5)), field_of("note", typed(), optional=True))

    assert (await ana.submits()).error == "missing:title"
    await ana.fills(title="too long")
    assert (await ana.submits()).error == "too_long:title"
    assert [each["kind"] for each in (await slack.ledger())["deliveries"]] == ["slash_commands"]


REFUSED_BY_THE_CLIENT = {
    "a number out of range": (ELEMENTS["number_input"] | {"max_value": "9"}, "10", "out_of_range"),
    "a number that is none": (ELEMENTS["number_input"], "many", "not_a_number"),
    "a decimal where whole numbers are wanted": (
        {"type": "number_input", "action_id": "n", "is_decimal_allowed": False},
        "1.5",
        "not_a_number",
    ),
    "a link that is none": (ELEMENTS["url_text_input"], "example", "not_a_link"),
    "an address that is none": (ELEMENTS["email_text_input"], "ana", "not_an_email"),
    "too short a text": (typed(min_length=5), "abc", "too_short"),
    "a date that is none": (ELEMENTS["datepicker"], "tomorrow", "not_a_date"),
    "too many people": (
        ELEMENTS["multi_users_select"] | {"max_selected_items": 1},
        ["Ana", "Ivo"],
        "too_many",
    ),
}


@pytest.mark.parametrize("what", REFUSED_BY_THE_CLIENT)
async def test_the_client_does_not_send(what: str, opens: Any, ana: Person) -> None:
    element, value, refusal = REFUSED_BY_THE_CLIENT[what]
    await opens(field_of("field", element))
    await ana.fills(field=value)

    assert (await ana.submits()).error == f"{refusal}:field"


async def test_what_people_fill_in_arrives_by_kind(opens: Any, app: AsyncApp, ana: Person) -> None:
    heard: list[Json] = []

    @app.view("form")
    async def submitted(ack: Any, view: Json) -> None:
        heard.append(view["state"]["values"])
        await ack()

    kinds = ("users_select", "static_select", "checkboxes", "datepicker", "number_input", "multi_users_select")
    await opens(*[field_of(kind, ELEMENTS[kind]) for kind in kinds])
    await ana.fill(
        {
            "users_select": "Ivo",
            "static_select": "A",
            "checkboxes": ["a"],
            "datepicker": "2026-03-05",
            "number": 12,
            "multi_users_select": ["Mia", "Tom"],
        }
    )
    await ana.submits()

    bare = {block: next(iter(state.values())) for block, state in heard[0].items()}

    assert bare["users_select"]["selected_user"] == "U0000000IVO"
    assert bare["static_select"]["selected_option"]["value"] == "a"
    assert [each["value"] for each in bare["checkboxes"]["selected_options"]] == ["a"]
    assert bare["datepicker"]["selected_date"] == "2026-03-05"
    assert bare["number_input"]["value"] == "12"
    assert bare["multi_users_select"]["selected_users"] == ["U0000000MIA", "U0000000TOM"]


async def test_the_apps_answer_to_a_submission_moves_the_modal_on(opens: Any, app: AsyncApp, ana: Person) -> None:
    answers: list[Json] = [
        {"response_action": "errors", "errors": {"field": "A number, please."}},
        {"response_action": "update", "view": modal(title=plain("Second"), callback_id="form")},
        {"response_action": "push", "view": modal(title=plain("Third"), callback_id="form")},
        {},
        {"response_action": "clear"},
    ]

    @app.view("form")
    async def submitted(ack: Any) -> None:
        await ack(**answers.pop(0))

    await opens(field_of("field", typed()))
    await ana.fills(field="words")

    seen = []
    for _ in range(5):
        assert (await ana.submits()).acked
        view = await ana.modal()
        seen.append((view.title if view else None, await ana.errors()))

    assert seen == [
        ("Title", {"field": "A number, please."}),
        ("Second", {}),
        ("Third", {}),
        ("Second", {}),
        (None, {}),
    ]


async def test_errors_beside_a_field_that_is_not_there_are_recorded(
    opens: Any, app: AsyncApp, ana: Person, slack: Slack
) -> None:
    @app.view("form")
    async def submitted(ack: Any) -> None:
        await ack(response_action="errors", errors={"elsewhere": "No."})

    await opens(field_of("field", typed()))
    await ana.fills(field="words")

    assert (await ana.submits()).error
    assert [each["kind"] for each in await slack.violations()] == ["invalid_response"]


@pytest.mark.parametrize(("notify", "heard"), [(True, ["view_closed"]), (False, [])])
async def test_closing_is_told_only_where_it_is_asked_for(
    notify: bool, heard: list[str], opens: Any, app: AsyncApp, ana: Person
) -> None:
    closed: list[str] = []

    @app.view_closed("form")
    async def listen(ack: Any, body: Json) -> None:
        closed.append(body["type"])
        await ack()

    await opens(notify_on_close=notify)
    await ana.closes()

    assert closed == heard
    with pytest.raises(PracticeError, match="no modal open"):
        await ana.submits()


async def test_a_menu_with_dispatch_action_tells_the_app_at_once(opens: Any, app: AsyncApp, ana: Person) -> None:
    chosen: list[str] = []

    @app.action("s")
    async def choose(ack: Any, action: Json) -> None:
        chosen.append(action["selected_option"]["value"])
        await ack()

    await opens(field_of("menu", ELEMENTS["static_select"], dispatch_action=True))
    await ana.fills(menu="A")

    assert chosen == ["a"]


async def test_a_submission_nobody_acknowledges_stays_open(impatient: None, opens: Any, ana: Person) -> None:
    await opens(field_of("field", typed()))
    await ana.fills(field="words")
    ack = await ana.submits()

    assert (ack.acked, ack.error) == (False, "timeout")
    assert await ana.modal() is not None
