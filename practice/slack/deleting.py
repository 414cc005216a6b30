"""Deletes messages as Slack does: a parent whose replies stay leaves a tombstone, which takes no more of them."""

from __future__ import annotations

from practice.slack import shapes
from practice.slack.site import Site
from practice.slack.workspace import Posted


def delete_message(site: Site, posted: Posted) -> None:
    """Takes a message away, and tells the app. A tombstone goes with its last reply.

    The app hears of a parent with replies as message_changed, into a message of the subtype tombstone; of anything else
    as message_deleted. An ephemeral message goes without a word.
    """
    workspace = site.workspace
    if posted.only_for is not None:
        workspace.remove(posted)
    elif workspace.replies(posted):
        before = shapes.message(posted, workspace, thread=False)
        workspace.bury(posted)
        site.events.changed(posted, before)
    else:
        workspace.remove(posted)
        site.events.deleted(posted)
        parent = workspace.message(posted.channel, posted.thread_ts or "")
        if parent is not None and parent.tombstone and not workspace.replies(parent):
            delete_message(site, parent)
