"""Who people are to Slack: name, time zone, and whether they are members who may take part."""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.slack.calls import Refused, Slack, SlackTrouble
from bot.slack.pages import Endless, pages
from bot.slack.payloads import Who
from bot.store.scopings import Scopings
from dialogs.answers.text import cleaned
from dialogs.errors import NotAllowed, Sentence
from dialogs.record.parts import Person, Standing
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

MEMBERS_PAGE = 999
LONGEST_NAME = 60
LOOK_WITHIN = 1.0
"""Seconds a look at Slack may take before a modal opens or is answered."""


@dataclass(frozen=True)
class Organisation:
    """The workspace the app stands in, and the Enterprise Grid organisation around it, if there is one."""

    team_id: str
    enterprise_id: str = ""

    def has(self, team: str) -> bool:
        """Whether an id is the workspace's or the organisation's."""
        return bool(team) and team in (self.team_id, self.enterprise_id)

    def employs(self, user: Mapping[str, Any]) -> bool:
        """Whether a user object is of one of the organisation's own people, of whichever of its workspaces."""
        everywhere = user.get("enterprise_user") or {}
        if self.has(everywhere.get("enterprise_id", "")) or self.team_id in everywhere.get("teams", ()):
            return True
        return not user.get("is_stranger") and self.has(user.get("team_id") or self.team_id)


class People:
    """Looks people up; what it finds stands in the scoping's own record.

    `enterprise_id` is the Enterprise Grid organisation whose workspaces are all ours, or "".
    """

    def __init__(self, slack: Slack, team_id: str, enterprise_id: str = "") -> None:
        self._slack = slack
        self._ours = Organisation(team_id, enterprise_id)
        self._colleagues: set[str] = set()
        self._untold: set[str] = set()

    def is_our_team(self, team: str) -> bool:
        """Whether a team's id is that of our workspace or of our organisation."""
        return self._ours.has(team)

    def standing(self, user: Mapping[str, Any]) -> Standing:
        """Who somebody is, from Slack's user object."""
        return standing(user, self._ours)

    async def look_up(self, id: str, channel_members: Iterable[str] | None = None) -> Person:
        """One person; unchecked where Slack does not tell the app who that is. Raises SlackTrouble."""
        members = set(channel_members) if channel_members is not None else None
        in_channel = None if members is None else id in members
        try:
            user = (await self._slack.call("users.info", user=id, include_locale=True))["user"]
        except Refused:
            return Person(id=id, in_channel=in_channel)
        return Person(
            id=id,
            name=name_of(user),
            tz=user.get("tz") or "UTC",
            locale=str(user.get("locale") or ""),
            standing=self.standing(user),
            in_channel=in_channel,
        )

    async def acting(self, who: Who, channel_members: Iterable[str] | None = None) -> Person:
        """Whoever has just done something: they are here, whatever Slack says of their account. Raises SlackTrouble."""
        found = await self.look_up(who.user, channel_members)
        if found.standing not in (Standing.GONE, Standing.UNCHECKED):
            return found
        stands = Standing.MEMBER if self._ours.has(who.team) else Standing.STRANGER
        name = found.name or cleaned(who.name)[:LONGEST_NAME]
        return found.model_copy(update={"standing": stands, "name": name})

    async def acting_soon(self, who: Who) -> Person | None:
        """The same within a second; None where Slack does not say so soon."""
        try:
            async with asyncio.timeout(LOOK_WITHIN):
                return await self.acting(who)
        except (TimeoutError, SlackTrouble):
            return None

    async def check_ours(self, who: Who, refusal: str = "refused.other_team") -> None:
        """Raises NotAllowed where whoever acts is of another organisation, or where Slack does not say.

        A team that is ours says enough; any other may be another workspace of our organisation.
        """
        if self._ours.has(who.team) or who.user in self._colleagues:
            return
        found = await self.acting_soon(who)
        if found is None:
            raise NotAllowed("standing.unchecked")
        if found.standing is Standing.STRANGER:
            raise NotAllowed(refusal)
        self._colleagues.add(who.user)

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
        asked = {"channel": channel, "limit": MEMBERS_PAGE}
        return {id async for page in pages(self._slack, "conversations.members", **asked) for id in page["members"]}

    async def admit(self, scopings: Scopings, scoping: Scoping, now: datetime) -> None:
        """Looks up everybody in a scoping who has not been checked, and records what they may do."""
        unchecked = [id for id in scoping.everyone() if _is_unchecked(scoping, id) and id not in self._untold]
        if not unchecked:
            return
        try:
            members: set[str] | None = await self.members(scoping.channel)
        except (Refused, Endless) as trouble:  # then nobody is named as absent; who may act does not depend on it
            log.info("Who is in the channel of %s is not known (%s).", scoping.id, trouble.error)
            members = None
        looked_up = await asyncio.gather(*(self.look_up(id, members) for id in unchecked))
        self._untold |= {person.id for person in looked_up if person.standing is Standing.UNCHECKED}
        async with scopings.edit(scoping.id) as kept:
            kept.admit([*looked_up, *_placed(kept, members)], now)


def _placed(scoping: Scoping, members: set[str] | None) -> list[Person]:
    """Members of whom it is not known yet whether they are in the channel, with what is known now."""
    unplaced = [one for one in scoping.people.values() if one.in_channel is None and one.standing is Standing.MEMBER]
    return [one.model_copy(update={"in_channel": one.id in members}) for one in unplaced] if members is not None else []


def needs_admitting(scoping: Scoping) -> bool:
    """Whether somebody in a scoping has not been looked up yet."""
    return any(_is_unchecked(scoping, id) for id in scoping.everyone())


def name_of(user: Mapping[str, Any]) -> str:
    """What somebody is called: one line of what they typed, without anything that hides or turns the words around."""
    profile = user.get("profile", {})
    typed = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    return cleaned(" ".join(str(typed).split()))[:LONGEST_NAME] or str(user.get("id", ""))


def cannot_take_part(people: Iterable[Person]) -> Sentence | None:
    """Why somebody among these cannot be named in a scoping; None where all can."""
    refused = next((person for person in people if person.standing is not Standing.MEMBER), None)
    return Sentence(f"cannot.{refused.standing}", {"name": refused.name}) if refused else None


def standing(user: Mapping[str, Any], ours: Organisation) -> Standing:
    """Who somebody is, from Slack's user object. Foreign first: a stranger's other flags are not ours to read."""
    if user.get("deleted"):
        return Standing.GONE
    if not ours.employs(user):
        return Standing.STRANGER
    if user.get("is_bot") or user.get("id") == "USLACKBOT":
        return Standing.BOT
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.MEMBER


def _is_unchecked(scoping: Scoping, id: str) -> bool:
    known = scoping.people.get(id)
    return known is None or known.standing is Standing.UNCHECKED
