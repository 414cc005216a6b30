"""views.*: opening, pushing and updating modals, and publishing the Home."""

from __future__ import annotations

from practice.slack.errors import Refused
from practice.slack.methods.reaching import known_member, refuse_faults
from practice.slack.rules import limits
from practice.slack.screens import OpenView
from practice.slack.site import Site
from practice.slack.web_api import Method, invalid_arguments
from practice.slack.workspace import Json


def open_view(site: Site, args: Json) -> Json:
    """views.open: a new stack with this modal on it, for whoever the trigger belongs to."""
    _check(site, "views.open", args["view"], "modal")
    return _shown(site, site.screens.open(_exchange(site, args, "views.open"), args["view"]))


def push(site: Site, args: Json) -> Json:
    """views.push: on top of the stack that is open, three deep at most."""
    _check(site, "views.push", args["view"], "modal")
    return _shown(site, site.screens.push(_exchange(site, args, "views.push"), args["view"]))


def update(site: Site, args: Json) -> Json:
    """views.update, by view_id or external_id; an outdated `hash` is refused (hash_conflict)."""
    if not args.get("view_id") and not args.get("external_id"):
        raise invalid_arguments("missing required field: view_id or external_id")
    view = site.screens.find(args.get("view_id"), args.get("external_id"))
    _check(site, "views.update", args["view"], view.shown["type"])
    return _shown(site, site.screens.update(view, args["view"], args.get("hash")))


def publish(site: Site, args: Json) -> Json:
    """views.publish: one person's Home."""
    if not site.app.home_tab:
        raise Refused("not_enabled")
    member = known_member(site, args["user_id"])
    _check(site, "views.publish", args["view"], "home")
    return _shown(site, site.screens.publish(member.id, args["view"], args.get("hash")))


def _exchange(site: Site, args: Json, method: str) -> str:
    """A trigger used a second time is recorded, unless its payload was itself delivered twice on purpose."""
    trigger_id = str(args["trigger_id"])
    trigger = site.triggers.of(trigger_id)
    if trigger and trigger.exchanged and not trigger.doubled:
        site.ledger.violation("trigger_used_twice", "a trigger_id opens one view, once", method)
    return site.triggers.exchange(trigger_id)


def _check(site: Site, method: str, view: Json, kind: str) -> None:
    refuse_faults(site, method, limits.view_faults(view, kind))


def _shown(site: Site, view: OpenView) -> Json:
    return {"view": view.as_slack(site.workspace)}


METHODS = {
    "views.open": Method(open_view, "trigger_id view", "trigger_id view"),
    "views.push": Method(push, "trigger_id view", "trigger_id view"),
    "views.update": Method(update, "view_id external_id view hash", "view"),
    "views.publish": Method(publish, "user_id view hash", "user_id view"),
}
