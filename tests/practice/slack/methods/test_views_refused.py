"""views.*: what Slack says no to, and that nothing on anybody's screen changes by it."""

from __future__ import annotations

from typing import Any

import pytest

from practice.client import Person, Slack
from practice.slack.server import Practice
from tests.practice.slack.conftest import Api, Clock
from tests.practice.slack.shapes import Json, ask, home, modal, plain, typed

ANA = "U0000000ANA"

NOT_A_MODAL: dict[str, Any] = {
    "a Home": home(),
    "a view without a title": {"type": "modal", "blocks": []},
    "a view without blocks": {"type": "modal", "title": plain()},
    "a view of no kind": {"title": plain(), "blocks": []},
    "words": "modal",
    "a list": [modal()],
    "an input that cannot be sent": {"type": "modal", "title": plain(), "blocks": [ask(typed())]},
    "a title that is too long": modal(title=plain("x" * 25)),
}


@pytest.mark.parametrize("what", NOT_A_MODAL)
@pytest.mark.parametrize("method", ["views.open", "views.push"])
async def test_this_is_no_modal(what: str, method: str, practice: Practice, api: Api, ana: Person) -> None:
    trigger = practice.site.triggers.give(ANA)

    assert await api.refusal(method, trigger_id=trigger, view=NOT_A_MODAL[what]) == "invalid_arguments"
    assert await ana.modal() is None
    assert not practice.site.triggers._given[trigger].exchanged, "a refused view does not cost the trigger"


@pytest.mark.parametrize("method", ["views.open", "views.push"])
async def test_a_trigger_must_be_given_unused_and_young(
    method: str, practice: Practice, api: Api, clock: Clock
) -> None:
    async def refusal(trigger: str) -> str:
        return await api.refusal(method, trigger_id=trigger, view=modal())

    used, old = practice.site.triggers.give(ANA), practice.site.triggers.give(ANA)
    await api("views.open", trigger_id=used, view=modal())
    clock.passes(seconds=4)

    assert await refusal(used) == "exchanged_trigger_id"
    assert await refusal(old) == "expired_trigger_id"
    assert await refusal("12.34.abc") == "invalid_trigger_id"
    assert await api.refusal(method, view=modal()) == "invalid_arguments"


async def test_a_view_that_is_too_large_is_refused(practice: Practice, api: Api) -> None:
    large = modal(*[ask(typed(), block_id=str(n), label=plain("é" * 2000)) for n in range(80)])

    assert await api.refusal("views.open", trigger_id=practice.site.triggers.give(ANA), view=large) == "view_too_large"


UPDATES: dict[str, tuple[Json, str]] = {
    "no view that is named": ({"view": modal()}, "invalid_arguments"),
    "no new view": ({"view_id": "V0000000001"}, "invalid_arguments"),
    "a view that is not open": ({"view_id": "V404", "view": modal()}, "not_found"),
    "an id that is not in use": ({"external_id": "theirs", "view": modal()}, "not_found"),
    "a Home in a modal's place": ({"external_id": "mine", "view": home()}, "invalid_arguments"),
    "an outdated hash": ({"external_id": "mine", "view": modal(), "hash": "1.a"}, "hash_conflict"),
    "an empty title": ({"external_id": "mine", "view": modal(title=plain(""))}, "invalid_arguments"),
}


@pytest.mark.parametrize("what", UPDATES)
async def test_an_update_is_refused_for(what: str, practice: Practice, api: Api, ana: Person) -> None:
    args, error = UPDATES[what]
    await api("views.open", trigger_id=practice.site.triggers.give(ANA), view=modal(external_id="mine"))
    before = await ana.modal()

    assert await api.refusal("views.update", **args) == error
    assert await ana.modal() == before


async def test_an_update_finds_the_view_by_the_apps_own_id(practice: Practice, api: Api, ana: Person) -> None:
    opened = await api("views.open", trigger_id=practice.site.triggers.give(ANA), view=modal(external_id="mine"))
    updated = await api("views.update", external_id="mine", view=modal(title=plain("Second"), external_id="mine"))
    shown = await ana.modal()

    assert updated["view"]["id"] == opened["view"]["id"]
    assert shown is not None
    assert shown.title == "Second"


async def test_a_view_under_another_is_updated_where_it_stands(practice: Practice, api: Api, ana: Person) -> None:
    under = (await api("views.open", trigger_id=practice.site.triggers.give(ANA), view=modal()))["view"]
    await api("views.push", trigger_id=practice.site.triggers.give(ANA), view=modal(title=plain("On top")))
    await api("views.update", view_id=under["id"], view=modal(title=plain("Changed")))
    titles = []
    for _ in range(2):
        shown = await ana.modal()
        assert shown is not None
        titles.append(shown.title)
        await ana.closes()

    assert titles == ["On top", "Changed"]


PUBLISHED: dict[str, tuple[Json, str]] = {
    "a modal": ({"user_id": ANA, "view": modal()}, "invalid_arguments"),
    "a Home with a title": ({"user_id": ANA, "view": home(title=plain())}, "invalid_arguments"),
    "nobody": ({"view": home()}, "invalid_arguments"),
    "somebody unknown": ({"user_id": "U0NOBODY", "view": home()}, "user_not_found"),
    "an outdated Home": ({"user_id": ANA, "view": home(), "hash": "1.a"}, "hash_conflict"),
}


@pytest.mark.parametrize("what", PUBLISHED)
async def test_a_home_is_refused_for(what: str, api: Api) -> None:
    args, error = PUBLISHED[what]
    await api("views.publish", user_id=ANA, view=home())

    assert await api.refusal("views.publish", **args) == error


async def test_a_home_is_published_with_the_hash_it_had(api: Api, slack: Slack) -> None:
    first = (await api("views.publish", user_id=ANA, view=home()))["view"]["hash"]
    second = (await api("views.publish", user_id=ANA, view=home(), hash=first))["view"]["hash"]

    assert await api.refusal("views.publish", user_id=ANA, view=home(), hash=first) == "hash_conflict"
    assert await api.refusal("views.publish", user_id=ANA, view=home(), hash=second) == "ok"
    assert await slack.person("Ivo").home() is None
