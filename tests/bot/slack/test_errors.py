"""Every error that Slack's pages name for the methods in use has a row, and whoever has to know has a sentence."""

import pytest
from ruamel.yaml import YAML

from bot.packaged import packaged
from bot.slack.errors import KNOWN, OF_FILES, Act, known, reason_of_file

ANY_METHOD = """
access_denied account_inactive deprecated_endpoint ekm_access_denied enterprise_is_restricted fatal_error
internal_error invalid_arg_name invalid_arguments invalid_array_arg invalid_auth invalid_charset
invalid_form_data invalid_post_type method_deprecated missing_post_type missing_scope no_permission
not_allowed_token_type not_authed org_login_required ratelimited request_timeout service_unavailable
team_access_not_granted team_added_to_org token_expired token_revoked two_factor_setup_required accesslimited
"""
OF_METHODS = {
    "chat.postMessage": """
    channel_not_found invalid_blocks invalid_blocks_format invalid_metadata_format is_archived
    invalid_metadata_schema markdown_text_conflict message_limit_exceeded messages_tab_disabled
    metadata_too_large metadata_must_be_sent_from_app msg_blocks_too_long msg_too_long no_text not_in_channel
    rate_limited restricted_action restricted_action_non_threadable_channel restricted_action_read_only_channel
    restricted_action_thread_locked restricted_action_thread_only_channel slack_connect_canvas_sharing_blocked
    slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked team_not_found
    too_many_attachments too_many_contact_cards as_user_not_supported cannot_reply_to_message
    """,
    "chat.update": """
    block_mismatch cant_broadcast_message cant_update_message channel_not_found edit_window_closed
    external_channel_migrating is_inactive message_not_found msg_too_long no_dual_broadcast_content_update
    no_text update_failed too_many_attachments
    """,
    "chat.postEphemeral": """
    channel_not_found is_archived msg_too_long no_text not_in_channel user_not_in_channel
    """,
    "conversations.info": """
    channel_not_found team_not_found
    """,
    "conversations.open": """
    channel_not_found method_not_supported_for_channel_type user_disabled user_not_found user_not_visible
    users_list_not_supplied
    """,
    "files.getUploadURLExternal": """
    file_upload_size_restricted file_uploads_disabled storage_limit_reached
    """,
    "files.completeUploadExternal": """
    file_not_found posting_to_channel_denied file_uploads_disabled slack_connect_file_upload_sharing_blocked
    slack_connect_blocked_file_type
    """,
    "views.open": """
    duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id view_too_large
    """,
    "views.update": """
    hash_conflict not_found view_too_large
    """,
    "views.push": """
    push_limit_reached
    """,
    "views.publish": """
    hash_conflict not_enabled view_too_large
    """,
    "users.info": """
    user_not_found user_not_visible
    """,
}
DOCUMENTED = sorted({code for codes in (ANY_METHOD, *OF_METHODS.values()) for code in codes.split()})
TO_WHOEVER_PRESSED = frozenset({"hash_conflict", "view_too_large"})


@pytest.fixture(scope="module")
def words() -> dict[str, dict[str, str]]:
    return dict(YAML(typ="safe").load(packaged("templates/words/told.yaml")))


@pytest.mark.parametrize("code", DOCUMENTED)
def test_an_error_that_slack_documents_has_a_row(code: str) -> None:
    assert code in KNOWN


@pytest.mark.parametrize("code", sorted(KNOWN))
def test_what_stops_or_leaves_something_is_told(code: str, words: dict[str, dict[str, str]]) -> None:
    found = known(code)
    if found.act in (Act.WAIT, Act.LOOK, Act.POST_ANEW, Act.STOP) or code in TO_WHOEVER_PRESSED or not found.reason:
        return

    assert found.reason in words["files" if found.reason in OF_FILES - {"scope"} else "trouble"]


def test_what_pauses_a_thread_is_told_whatever_it_is(words: dict[str, dict[str, str]]) -> None:
    paused = {found.reason for found in KNOWN.values() if found.act is Act.PAUSE}

    assert paused <= words["trouble"].keys()
    assert words["files"].keys() >= OF_FILES


@pytest.mark.parametrize(
    ("code", "act", "reason"),
    [
        ("restricted_action_of_tomorrow", Act.PAUSE, "restricted"),
        ("cant_post_today", Act.PAUSE, "restricted"),
        ("never_heard_of", Act.LEAVE, "unknown"),
    ],
)
def test_an_error_slack_adds_later_is_told_too(code: str, act: Act, reason: str) -> None:
    assert known(code) == (act, reason)


def test_a_file_that_is_refused_has_a_reason_whatever_the_error() -> None:
    assert {reason_of_file(code) for code in [*KNOWN, "never_heard_of"]} <= OF_FILES
