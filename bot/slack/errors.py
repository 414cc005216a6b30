"""Every error of Slack's that we can meet: what is done about it, and which sentence tells whoever has to know.

A reason is the last word of a sentence in templates/words/told.yaml: `trouble.<reason>` tells a scoping's initiator, by
direct message, why its thread stands still or lacks a message; `files.<reason>` tells a thread why it gets no files. An
error that stands in no row is one of a single message, and is told by its name.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Act(StrEnum):
    """What is done about an error."""

    WAIT = "wait"  # as long as Slack says, then once more
    LOOK = "look"  # the outcome is not known: look for the message before it is posted again
    POST_ANEW = "post_anew"  # the message was deleted: another takes its place
    PAUSE = "pause"  # nothing can be shown there until somebody changes that; tried again now and then
    STOP = "stop"  # the credentials are refused: nothing can be said to anybody; the log tells whoever runs us
    LEAVE = "leave"  # this message or this file alone is refused; the others go on


class Known(NamedTuple):
    """What an error comes to; `reason` names its sentence, where somebody is told of it."""

    act: Act
    reason: str = ""


UNKNOWN = Known(Act.LEAVE, "unknown")

_ROWS: tuple[tuple[Act, str, str], ...] = (
    (Act.WAIT, "", "ratelimited rate_limited"),
    (
        Act.LOOK,
        "",
        "internal_error fatal_error request_timeout service_unavailable team_added_to_org external_channel_migrating "
        "update_failed",
    ),
    (
        Act.POST_ANEW,
        "",
        "message_not_found cant_update_message cannot_reply_to_message thread_not_found edit_window_closed",
    ),
    (Act.PAUSE, "lost", "channel_not_found"),
    (Act.PAUSE, "removed", "not_in_channel"),
    (Act.PAUSE, "archived", "is_archived is_inactive channel_is_archived"),
    (Act.PAUSE, "read_only", "restricted_action_read_only_channel"),
    (Act.PAUSE, "thread_only", "restricted_action_thread_only_channel"),
    (Act.PAUSE, "no_threads", "restricted_action_non_threadable_channel"),
    (Act.PAUSE, "thread_locked", "restricted_action_thread_locked thread_locked"),
    (
        Act.PAUSE,
        "restricted",
        "restricted_action posting_to_channel_denied posting_to_general_channel_denied channel_type_not_supported "
        "method_not_supported_for_channel_type channel_not_allowed",
    ),
    (
        Act.PAUSE,
        "workspace",
        "team_access_not_granted ekm_access_denied access_denied no_permission app_access_restricted team_not_found "
        "enterprise_is_restricted org_login_required two_factor_setup_required accesslimited not_allowed_token_type "
        "user_is_restricted user_is_ultra_restricted send_on_behalf_not_allowed",
    ),
    (Act.PAUSE, "scope", "missing_scope"),
    (Act.PAUSE, "limit", "message_limit_exceeded"),
    (Act.STOP, "", "account_inactive token_revoked token_expired invalid_auth not_authed"),
    (
        Act.LEAVE,
        "message",
        "msg_too_long msg_blocks_too_long no_text invalid_blocks invalid_blocks_format invalid_metadata_format "
        "invalid_metadata_schema metadata_too_large metadata_must_be_sent_from_app too_many_attachments "
        "too_many_contact_cards markdown_text_conflict invalid_arguments invalid_arg_name invalid_array_arg "
        "invalid_charset invalid_form_data invalid_post_type missing_post_type missing_argument cant_broadcast_message "
        "no_dual_broadcast_content_update block_mismatch as_user_not_supported method_deprecated deprecated_endpoint "
        "slack_connect_canvas_sharing_blocked slack_connect_lists_sharing_blocked",
    ),
    (
        Act.LEAVE,
        "person",
        "user_not_found user_not_visible user_disabled users_not_found cannot_dm_bot messages_tab_disabled "
        "user_not_in_channel im_not_allowed users_list_not_supplied",
    ),
    (Act.LEAVE, "off", "file_uploads_disabled file_uploads_except_images_disabled"),
    (Act.LEAVE, "size", "file_upload_size_restricted file_too_large"),
    (Act.LEAVE, "type", "file_type_not_allowed blocked_file_type malware_detected"),
    (Act.LEAVE, "full", "storage_limit_reached"),
    (
        Act.LEAVE,
        "shared",
        "slack_connect_file_upload_sharing_blocked slack_connect_file_link_sharing_blocked "
        "slack_connect_blocked_file_type slack_connect_clip_sharing_blocked",
    ),
    (
        Act.LEAVE,
        "",  # told at once to whoever pressed
        "expired_trigger_id exchanged_trigger_id invalid_trigger_id trigger_expired trigger_exchanged invalid_trigger "
        "hash_conflict view_too_large push_limit_reached not_found not_enabled duplicate_external_id view_not_found "
        "file_not_found file_deleted already_completed cant_delete_message cant_delete_file",
    ),
)
KNOWN: Mapping[str, Known] = {code: Known(act, reason) for act, reason, codes in _ROWS for code in codes.split()}
_FAMILIES: Mapping[str, Known] = {
    "restricted_action": Known(Act.PAUSE, "restricted"),
    "cant_post": Known(Act.PAUSE, "restricted"),
    "posting_to_": Known(Act.PAUSE, "restricted"),
    "slack_connect_": Known(Act.LEAVE, "shared"),
    "file_": Known(Act.LEAVE, "refused"),
}
"""What an error begins with that Slack may add to the ones it has."""
OF_FILES = frozenset({"off", "size", "type", "full", "shared", "scope", "refused"})


def known(error: str) -> Known:
    """What an error comes to; one that nobody has heard of is that of a single message."""
    found = KNOWN.get(error)
    return found or next((kin for start, kin in _FAMILIES.items() if error.startswith(start)), UNKNOWN)


def reason_of_file(error: str) -> str:
    """Why Slack has no file of ours, as `files.<reason>` says it."""
    reason = known(error).reason
    return reason if reason in OF_FILES else "refused"
