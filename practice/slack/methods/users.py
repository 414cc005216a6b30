"""users.info: one person, as the app may know them."""

from __future__ import annotations

from practice.slack import shapes
from practice.slack.errors import Refused
from practice.slack.methods.reaching import known_member
from practice.slack.site import Site
from practice.slack.web_api import Method, flag
from practice.slack.workspace import Json


def info(site: Site, args: Json) -> Json:
    """users.info: one person, with their time zone and what kind of account they have; some it does not tell of."""
    member = known_member(site, args["user"])
    if member.untold:
        raise Refused(member.untold)
    locale = {"locale": member.locale} if flag(args, "include_locale") else {}
    return {"user": shapes.person(member, site.workspace) | locale}


METHODS = {"users.info": Method(info, "user include_locale", "user", "users:read", reads_json=False)}
