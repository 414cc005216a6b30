"""Who somebody is, from the user objects that Slack gives of one workspace, of an organisation's, and of strangers."""

from typing import Any

import pytest

from bot.slack.people import Organisation, name_of, standing
from dialogs.record.parts import Standing

OURS = Organisation("T0OURS", "E0OURS")
ALONE = Organisation("T0OURS")
MEMBER, GUEST, STRANGER, GONE, BOT = Standing.MEMBER, Standing.GUEST, Standing.STRANGER, Standing.GONE, Standing.BOT


def everywhere(enterprise_id: str | None, *teams: str) -> dict[str, Any]:
    """The part of a user object that Enterprise Grid adds."""
    return {
        "id": "U0ZOE",
        "enterprise_id": enterprise_id,
        "enterprise_name": "Ours",
        "is_admin": False,
        "is_owner": False,
        "teams": list(teams),
    }


@pytest.mark.parametrize(
    ("user", "found"),
    [
        ({"team_id": "T0OURS"}, MEMBER),
        ({"team_id": "T0OURS", "enterprise_user": everywhere("E0OURS", "T0OURS")}, MEMBER),
        ({"team_id": "T0SISTER", "enterprise_user": everywhere("E0OURS", "T0OURS", "T0SISTER")}, MEMBER),
        ({"team_id": "T0SISTER", "enterprise_user": everywhere("E0OURS", "T0SISTER")}, MEMBER),
        ({"team_id": "E0OURS", "enterprise_user": everywhere("E0OURS", "T0SISTER")}, MEMBER),
        ({"team_id": "E0OURS"}, MEMBER),
        ({"team_id": "T0SISTER", "is_stranger": True, "enterprise_user": everywhere("E0OURS", "T0SISTER")}, MEMBER),
        ({"team_id": "T0SISTER", "is_restricted": True, "enterprise_user": everywhere("E0OURS", "T0SISTER")}, GUEST),
        ({"team_id": "T0SISTER", "deleted": True, "enterprise_user": everywhere("E0OURS", "T0SISTER")}, GONE),
        ({"team_id": "T0SISTER", "is_bot": True, "enterprise_user": everywhere("E0OURS", "T0SISTER")}, BOT),
        ({"team_id": "T0OTHER", "enterprise_user": everywhere("E0OTHER", "T0OTHER")}, STRANGER),
        ({"team_id": "E0OTHER", "enterprise_user": everywhere("E0OTHER", "T0OTHER")}, STRANGER),
        ({"team_id": "T0OTHER", "enterprise_user": everywhere(None)}, STRANGER),
        ({"team_id": "T0OTHER", "enterprise_user": None}, STRANGER),
        ({"team_id": "T0OTHER"}, STRANGER),
        ({"team_id": "T0OURS", "is_stranger": True}, STRANGER),
    ],
)
def test_whose_somebody_is(user: dict[str, Any], found: Standing) -> None:
    assert standing(user, OURS) is found


def test_a_workspace_that_stands_alone_has_no_colleagues_elsewhere() -> None:
    assert standing({"team_id": ""}, ALONE) is MEMBER
    assert standing({"team_id": "T0SISTER", "enterprise_user": everywhere("", "T0SISTER")}, ALONE) is STRANGER
    assert not ALONE.has("")


def test_a_team_in_the_list_is_enough_where_auth_test_named_no_organisation() -> None:
    assert standing({"team_id": "T0SISTER", "enterprise_user": everywhere("E0OURS", "T0OURS")}, ALONE) is MEMBER


def test_a_name_holds_no_half_of_an_emoji() -> None:
    assert name_of({"id": "U1", "profile": {"display_name": "Zoe \ud83d"}}) == "Zoe"
