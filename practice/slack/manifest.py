"""What the practice Slack knows of the app: its scopes, commands, events and tabs, read from the app's manifest."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

USUAL_SCOPES = [
    "commands",
    "chat:write",
    "channels:history",
    "groups:history",
    "channels:read",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",
    "files:write",
    "app_mentions:read",
]

SCOPE_OF_EVENT = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "channel_archive": "channels:read",
    "channel_rename": "channels:read",
    "channel_id_changed": "groups:read",
    "group_archive": "groups:read",
    "group_rename": "groups:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "user_change": "users:read",
}


@dataclass(frozen=True)
class Offered:
    """A command or a message shortcut as people find it in a menu."""

    name: str
    says: str
    words: tuple[str, ...] = ()  # what may be typed after a command, from its usage hint
    on_messages: bool = True  # a shortcut in the menu of a message; False for one that is offered everywhere


@dataclass
class AppManifest:
    """The app as installed. `commands` and `shortcuts` are None where no manifest limits them."""

    name: str = "scopebot"
    scopes: list[str] = field(default_factory=lambda: list(USUAL_SCOPES))
    events: list[str] = field(default_factory=lambda: list(SCOPE_OF_EVENT))
    commands: list[str] | None = None
    shortcuts: list[str] | None = None
    offers: dict[str, Offered] = field(default_factory=dict)  # by command, or by a shortcut's callback_id
    messages_tab: bool = True
    takes_messages: bool = True  # False where the Messages tab is read-only
    home_tab: bool = True
    interactive: bool = True

    @classmethod
    def read(cls, path: Path) -> AppManifest:
        """Raises OSError where the file cannot be read; parts that are absent stay at Slack's own defaults."""
        with path.open(encoding="utf-8") as text:
            written = YAML(typ="safe").load(text) or {}
        features, settings = written.get("features") or {}, written.get("settings") or {}
        tabs = features.get("app_home") or {}
        return cls(
            name=(features.get("bot_user") or {}).get("display_name", "scopebot"),
            scopes=list(_dig(written, "oauth_config", "scopes", "bot") or []),
            events=list(_dig(settings, "event_subscriptions", "bot_events") or []),
            commands=[each["command"] for each in features.get("slash_commands") or []],
            shortcuts=[each["callback_id"] for each in features.get("shortcuts") or []],
            offers=_offers(features),
            messages_tab=bool(tabs.get("messages_tab_enabled", False)),
            takes_messages=not tabs.get("messages_tab_read_only_enabled", False),
            home_tab=bool(tabs.get("home_tab_enabled", False)),
            interactive=bool(_dig(settings, "interactivity", "is_enabled")),
        )

    def hears(self, event: str) -> bool:
        """Whether the app is told of `event`: subscribed, and holding the scope that the event asks for."""
        scope = SCOPE_OF_EVENT[event]
        return event in self.events and (scope is None or scope in self.scopes)


def _offers(features: dict[str, Any]) -> dict[str, Offered]:
    commands = {
        each["command"]: Offered(each["command"], each["description"], _words(each.get("usage_hint", "")))
        for each in features.get("slash_commands") or []
    }
    return commands | {
        each["callback_id"]: Offered(each["name"], each["description"], on_messages=each.get("type") != "global")
        for each in features.get("shortcuts") or []
    }


def _words(usage_hint: str) -> tuple[str, ...]:
    """Of `[new | list | help]`: new, list, help."""
    return tuple(word.strip() for word in usage_hint.strip("[] ").split("|") if word.strip())


def _dig(tree: dict[str, Any], *keys: str) -> Any:
    for key in keys:
        tree = (tree or {}).get(key) or {}
    return tree
