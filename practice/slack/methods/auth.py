"""auth.test and apps.connections.open: who the app is, and where its Socket Mode connection goes."""

from __future__ import annotations

from practice.slack.site import Site
from practice.slack.web_api import Method
from practice.slack.workspace import APP, TEAM, Json


def auth_test(site: Site, args: Json) -> Json:
    """auth.test: the workspace and the bot, by their ids."""
    bot = site.workspace.bot
    ours = site.workspace.enterprise
    return {
        "url": site.workspace.url,
        "team": site.workspace.name,
        "user": bot.name,
        "team_id": TEAM,
        "user_id": bot.id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": bool(ours and ours.everywhere),
    } | ({"enterprise_id": ours.id} if ours else {})


def connections_open(site: Site, args: Json) -> Json:
    """A link good for one connection; it takes the app's own token, not the bot's."""
    base = site.url.replace("http", "ws", 1)
    return {"url": f"{base}/link/?ticket={site.sockets.ticket()}&app_id={APP}"}


METHODS = {
    "auth.test": Method(auth_test, ""),
    "apps.connections.open": Method(connections_open, "", token="xapp-"),
}
