"""The parts of the practice Slack that its methods and its people share."""

from __future__ import annotations

from dataclasses import dataclass, field

from practice.slack.ledger import Ledger
from practice.slack.manifest import AppManifest
from practice.slack.moods import Moods
from practice.slack.response_urls import ResponseUrls
from practice.slack.screens import Screens
from practice.slack.triggers import Triggers
from practice.slack.wire.deliveries import Deliveries
from practice.slack.wire.events import Events
from practice.slack.wire.sockets import Sockets
from practice.slack.workspace import Workspace


@dataclass
class Calls:
    """How busy the Web API is: calls under way, and when the last one ended (in the loop's time)."""

    open: int = 0
    last: float = 0.0


@dataclass
class Site:
    """One practice Slack: every part, once. Whoever answers or acts is handed this."""

    url: str
    app: AppManifest
    workspace: Workspace
    screens: Screens
    triggers: Triggers
    ledger: Ledger
    moods: Moods
    sockets: Sockets
    deliveries: Deliveries
    events: Events
    response_urls: ResponseUrls
    signing_secret: str = ""
    over_http: bool = False
    tokens_refused: bool = False
    calls: Calls = field(default_factory=Calls)
