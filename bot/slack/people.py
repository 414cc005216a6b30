"""Who people are to Slack: name, time zone, and whether they are members who may take part."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.slack.calls import Refused, Slack, SlackTrouble
from bot.store.scopings import Scopings
from dialogs.answers.text import cleaned
from dialogs.errors import Sentence
from dialogs.record.parts import Person, Standing
from dialogs.scoping.scoping import Scoping

MEMBERS_PAGE = 999
MOST_PAGES = 20
LONGEST_NAME = 60
LOOK_WITHIN = 1.0
"""Seconds a look at Slack may take before a modal opens or is answered."""


class People:
    """Looks people up; what it finds stands in the scoping's own record."""

    def __init__(self, slack: Slack, team_id: str) -> None:
        self._slack = slack
        self._team_id = team_id

    async def look_up(self, id: str, channel_members: Iterable[str] | None = None) -> Person:
        """One person. Somebody Slack does not know is gone. Raises SlackTrouble."""
        try:
            user = (await self._slack.call("users.info", user=id))["user"]
        except Refused:
            return Person(id=id, name=id, standing=Standing.GONE)
        members = set(channel_members) if channel_members is not None else None
        return Person(
            id=id,
            name=name_of(user),
            tz=user.get("tz") or "UTC",
            standing=standing(user, self._team_id),
            in_channel=None if members is None else id in members,
        )

    async def look_up_soon(self, ids: Iterable[str]) -> dict[str, Person]:
        """Who people are, as far as Slack says so within a second; nothing where it does not."""
        try:
            async with asyncio.timeout(LOOK_WITHIN):
                found = await asyncio.gather(*(self.look_up(id) for id in dict.fromkeys(ids)))
        except (TimeoutError, SlackTrouble):
            return {}
        return {person.id: person for person in found}

    async def members(self, channel: str) -> set[str]:
        """Everybody in a channel. Raises SlackTrouble."""
        people: set[str] = set()
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            page = await self._slack.call("conversations.members", channel=channel, limit=MEMBERS_PAGE, cursor=cursor)
            people.update(page["members"])
            cursor = page.get("response_metadata", {}).get("next_cursor")
            if not cursor:
                break
        return people

    async def admit(self, scopings: Scopings, scoping: Scoping, now: datetime) -> None:
        """Looks up everybody in a scoping who has not been checked, and records what they may do."""
        unchecked = [id for id in scoping.everyone() if _is_unchecked(scoping, id)]
        try:
            members: set[str] | None = await self.members(scoping.channel)
        except Refused:  # then nobody is named as absent; who may act does not depend on it
            members = None
        looked_up = await asyncio.gather(*(self.look_up(id, members) for id in unchecked))
        async with scopings.edit(scoping.id) as kept:
            kept.admit(looked_up, now)


def needs_admitting(scoping: Scoping) -> bool:
    """Whether somebody in a scoping has not been looked up yet."""
    return any(_is_unchecked(scoping, id) for id in scoping.everyone())


def name_of(user: dict[str, Any]) -> str:
    """What somebody is called: one line of what they typed, without anything that hides or turns the words around."""
    profile = user.get("profile", {})
    typed = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    return cleaned(" ".join(str(typed).split()))[:LONGEST_NAME] or str(user.get("id", ""))


def cannot_take_part(people: Iterable[Person]) -> Sentence | None:
    """Why somebody among these cannot be named in a scoping; None where all can."""
    refused = next((person for person in people if person.standing is not Standing.MEMBER), None)
    return Sentence(f"cannot.{refused.standing}", {"name": refused.name}) if refused else None


def standing(user: dict[str, Any], team_id: str) -> Standing:
    """Who somebody is, from Slack's user object. Foreign first: a stranger's other flags are not ours to read."""
    if user.get("deleted"):
        return Standing.GONE
    if user.get("is_stranger") or user.get("team_id", team_id) != team_id:
        return Standing.STRANGER
    if user.get("is_bot") or user.get("id") == "USLACKBOT":
        return Standing.BOT
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.MEMBER


def _is_unchecked(scoping: Scoping, id: str) -> bool:
    known = scoping.people.get(id)
    return known is None or known.standing is Standing.UNCHECKED
