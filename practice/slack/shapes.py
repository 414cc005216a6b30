"""Slack's JSON for a person, a channel, a message and a file, as its Web API and its events carry them."""

from __future__ import annotations

from mimetypes import guess_type
from zoneinfo import ZoneInfo

from practice.slack.workspace import APP, OTHER_TEAM, TEAM, Channel, Json, Member, Posted, StoredFile, Workspace

SLACKBOT = "USLACKBOT"


def person(member: Member, workspace: Workspace) -> Json:
    """A user object, as users.info and user_change carry it."""
    offset = workspace.now().astimezone(ZoneInfo(member.tz)).utcoffset()
    shape: Json = {
        "id": member.id,
        "team_id": member.team_id,
        "name": member.name,
        "deleted": member.deleted,
        "color": "9f69e7",
        "real_name": member.real_name,
        "tz": member.tz,
        "tz_label": member.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile(member),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": member.is_restricted,
        "is_ultra_restricted": member.is_ultra_restricted,
        "is_bot": member.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    shape |= {"is_stranger": not _shares_a_channel(member, workspace)} if member.is_stranger else {}
    return shape | ({"enterprise_user": _everywhere(member, workspace)} if member.enterprise_id else {})


def channel(it: Channel, workspace: Workspace) -> Json:
    """A conversation object, as conversations.info carries it; that of a direct message is another one."""
    if it.kind == "im":
        return _direct(it, workspace)
    return {
        "id": it.id,
        "name": it.name,
        "name_normalized": it.name,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": it.private,
        "created": it.created,
        "creator": next(iter(workspace.members)),
        "is_archived": it.archived,
        "is_general": False,
        "unlinked": 0,
        "is_shared": it.ext_shared,
        "is_org_shared": False,
        "is_ext_shared": it.ext_shared,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "shared_team_ids": [TEAM, *([OTHER_TEAM] if it.ext_shared else [])],
        "context_team_id": TEAM,
        "parent_conversation": None,
        "is_member": workspace.bot.id in it.members,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
        "updated": it.created * 1000,
    } | ({f"is_{it.rule}": True} if it.rule in ("read_only", "thread_only", "non_threadable") else {})


def message(posted: Posted, workspace: Workspace, *, metadata: bool = False, thread: bool = True) -> Json:
    """`metadata` as in include_all_metadata; `thread` adds what a parent says of its replies."""
    if posted.tombstone:
        return _tombstone(posted, workspace)
    shape: Json = {"type": "message", "user": posted.user, "text": posted.text, "ts": posted.ts, "team": TEAM}
    shape |= _authorship(posted, workspace)
    if posted.blocks:
        shape["blocks"] = posted.blocks
    if posted.thread_ts:
        shape["thread_ts"] = posted.thread_ts
    shape |= _as_reply(posted, workspace) | (_as_parent(posted, workspace) if thread else {})
    if posted.edited:
        shape["edited"] = posted.edited
    if posted.files:
        shape |= {"files": [file(workspace.files[each], posted.user) for each in posted.files], "upload": False}
    if metadata and posted.metadata:
        shape["metadata"] = posted.metadata
    return shape


def file(stored: StoredFile, user: str) -> Json:
    """A deleted one is a tombstone: its id, and that it was."""
    if stored.deleted:
        return {"id": stored.id, "mode": "tombstone"}
    return {
        "id": stored.id,
        "name": stored.name,
        "title": stored.title or stored.name,
        "mimetype": guess_type(stored.name)[0] or "text/plain",
        "filetype": stored.name.rpartition(".")[2],
        "user": user,
        "alt_txt": stored.alt,
        "size": stored.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": True,
        "channels": list(stored.shared_in),
        "permalink": f"https://practice.slack.com/files/{user}/{stored.id}/{stored.name}",
        "url_private": f"https://files.slack.com/files-pri/{TEAM}-{stored.id}/{stored.name}",
    }


def bot_profile(workspace: Workspace) -> Json:
    """The app's own bot, as its messages carry it."""
    bot = workspace.bot
    return {
        "id": bot.bot_id,
        "app_id": APP,
        "user_id": bot.id,
        "name": bot.name,
        "icons": {},
        "deleted": False,
        "updated": 0,
        "team_id": TEAM,
    }


def _shares_a_channel(member: Member, workspace: Workspace) -> bool:
    """Somebody from elsewhere who shares a channel with the app is no stranger to it: only team_id tells."""
    return any({member.id, workspace.bot.id} <= set(each.members) for each in workspace.channels.values())


def _everywhere(member: Member, workspace: Workspace) -> Json:
    """The part of a user object that only Enterprise Grid has: the same in each of the organisation's workspaces."""
    ours = workspace.enterprise
    return {
        "id": member.id,
        "enterprise_id": member.enterprise_id,
        "enterprise_name": ours.name if ours and ours.id == member.enterprise_id else "",
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "teams": list(member.teams),
    }


def _direct(it: Channel, workspace: Workspace) -> Json:
    (other,) = (each for each in it.members if each != workspace.bot.id)
    return {
        "id": it.id,
        "created": it.created,
        "is_im": True,
        "is_archived": it.archived,
        "is_org_shared": False,
        "context_team_id": TEAM,
        "user": other,
        "is_user_deleted": workspace.members[other].deleted,
    }


def _profile(member: Member) -> Json:
    return {
        "real_name": member.real_name,
        "display_name": member.shown_name,
        "title": member.title,
        "team": member.team_id,
        **({"bot_id": member.bot_id, "api_app_id": APP} if member.is_bot else {}),
    }


def _tombstone(posted: Posted, workspace: Workspace) -> Json:
    """What stands in the place of a deleted parent, as apps have met it in events and in conversations.replies."""
    return {
        "type": "message",
        "subtype": "tombstone",
        "text": "This message was deleted.",
        "user": SLACKBOT,
        "hidden": True,
        "ts": posted.ts,
        "thread_ts": posted.ts,
        "parent_user_id": SLACKBOT,
    } | _as_parent(posted, workspace)


def _authorship(posted: Posted, workspace: Workspace) -> Json:
    if posted.user == workspace.bot.id:
        return {"bot_id": workspace.bot.bot_id, "app_id": APP, "bot_profile": bot_profile(workspace)}
    author = workspace.members[posted.user]
    if author.is_bot:
        return {"bot_id": author.bot_id}
    return {"client_msg_id": posted.client_msg_id, "team": author.team_id}


def _as_reply(posted: Posted, workspace: Workspace) -> Json:
    if not posted.is_reply:
        return {}
    parent = workspace.message(posted.channel, posted.thread_ts or "")
    shape: Json = {"parent_user_id": SLACKBOT if parent.tombstone else parent.user} if parent else {}
    return shape | ({"subtype": "thread_broadcast"} if posted.broadcast else {})


def _as_parent(posted: Posted, workspace: Workspace) -> Json:
    replies = [] if posted.is_reply else workspace.replies(posted)
    if not replies:
        return {}
    users = list(dict.fromkeys(each.user for each in replies))
    return {
        "thread_ts": posted.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users,
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }
