"""files.*: the three steps of an upload (ask for an address, send the bytes, share what arrived), and deleting."""

from __future__ import annotations

from practice.slack import shapes
from practice.slack.block_ids import with_ids
from practice.slack.errors import Refused
from practice.slack.methods.reaching import refuse_by_rule, refuse_faults, thread_root, writable_channel
from practice.slack.rules import limits
from practice.slack.site import Site
from practice.slack.web_api import Method, invalid_arguments
from practice.slack.workspace import Channel, Json, StoredFile

MOST_ALT = 1000
_COMPLETE = "files.completeUploadExternal"
_REFUSED_AT_ONCE = {"off": "file_uploads_disabled", "size": "file_upload_size_restricted"}


def upload_url(site: Site, args: Json) -> Json:
    """files.getUploadURLExternal, the first of three steps: an address for as many bytes as are announced."""
    if not str(args["length"]).isdigit() or int(args["length"]) == 0:
        raise invalid_arguments("must be a number of bytes: length")
    if refusal := _REFUSED_AT_ONCE.get(site.moods.files):
        raise Refused(refusal)
    alt = str(args.get("alt_txt") or "")
    if len(alt) > MOST_ALT:
        site.ledger.violation("alt_too_long", f"alt_txt takes {MOST_ALT} characters", "files.getUploadURLExternal")
    stored = StoredFile(f"F{len(site.workspace.files) + 1:010d}", str(args["filename"]), int(args["length"]), alt=alt)
    site.workspace.files[stored.id] = stored
    return {"upload_url": f"{site.url}/upload/{stored.id}", "file_id": stored.id}


def complete(site: Site, args: Json) -> Json:
    """files.completeUploadExternal, the third step: shares what arrived, in one message a channel."""
    if not isinstance(args["files"], list) or not all(isinstance(each, dict) for each in args["files"]):
        raise invalid_arguments("must be a list of objects: files")
    files, targets = [_uploaded(site, each) for each in args["files"]], _targets(args)
    comment, blocks = str(args.get("initial_comment") or ""), args.get("blocks") or []
    refuse_faults(site, _COMPLETE, limits.message_faults({"text": comment or "a file", "blocks": blocks}))
    if comment and blocks:
        site.ledger.violation("blocks_ignored", "with an initial_comment Slack passes over the blocks", _COMPLETE)
    if args.get("thread_ts") and len(targets) > 1:
        site.ledger.violation("thread_of_several", "a thread_ts is of one channel", _COMPLETE)
    for channel_id in targets:
        _share(site, writable_channel(site, channel_id), args.get("thread_ts"), files, comment, blocks)
    return {"files": [shapes.file(each, site.workspace.bot.id) for each in files]}


def _share(
    site: Site, channel: Channel, thread_ts: str | None, files: list[StoredFile], comment: str, blocks: list[Json]
) -> None:
    """One message with all the files."""
    root = thread_root(site, channel, thread_ts, _COMPLETE)
    refuse_by_rule(channel, root)
    if channel.ext_shared and site.moods.files == "shared":
        raise Refused("slack_connect_file_upload_sharing_blocked")
    posted = site.workspace.post(
        channel.id,
        site.workspace.bot.id,
        comment,
        blocks=[] if comment else with_ids(blocks),
        thread_ts=root,
        files=[each.id for each in files],
    )
    for each in files:
        each.shared_in.append(channel.id)
    site.events.posted(posted)


def delete(site: Site, args: Json) -> Json:
    """The message that shared the file stays, and shows that there was one."""
    stored = site.workspace.files.get(str(args["file"]))
    if stored is None or stored.content is None:
        raise Refused("file_not_found")
    if stored.deleted:
        raise Refused("file_deleted")
    stored.deleted = True
    return {}


def receive(site: Site, file_id: str, content: bytes) -> str | None:
    """Takes the bytes of a promised file; says what is wrong with them, or None."""
    stored = site.workspace.files.get(file_id)
    if stored is None:
        return "not_found"
    if len(content) != stored.length:
        site.ledger.violation("file_length", f"{stored.length} bytes were announced, {len(content)} came")
        return "length_mismatch"
    stored.content = content
    return None


def _uploaded(site: Site, named: Json) -> StoredFile:
    stored = site.workspace.files.get(str(named.get("id")))
    if stored is None or stored.content is None or stored.deleted:
        raise Refused("file_not_found")
    if stored.shared_in:
        raise Refused("already_completed")
    stored.title = named.get("title") or stored.name
    return stored


def _targets(args: Json) -> list[str]:
    named = [args.get("channel_id") or "", *str(args.get("channels") or "").split(",")]
    return [each for each in named if each]


METHODS = {
    "files.delete": Method(delete, "file", "file", "files:write"),
    "files.getUploadURLExternal": Method(
        upload_url, "filename length alt_txt snippet_type", "filename length", "files:write", reads_json=False
    ),
    _COMPLETE: Method(complete, "files channel_id channels thread_ts initial_comment blocks", "files", "files:write"),
}
