"""Scopings that stand in a folder already when a bot starts."""

from datetime import datetime
from pathlib import Path
from typing import Any

from bot.store.tiny import TinyStore
from dialogs.record.parts import Person, Standing
from dialogs.scoping.scoping import Scoping, start
from practice.slack.workspace import TEAM, slack_id

ANA, IVO, MIA, TOM = (slack_id("U", name) for name in ("Ana", "Ivo", "Mia", "Tom"))
CHURN, SHOP = slack_id("C", "churn"), slack_id("C", "shop")


def a_scoping(id: str, now: datetime, channel: str = CHURN, **over: Any) -> Scoping:
    """Ana's, directed by Ivo, with Mia and Tom; the first question is hers."""
    given: dict[str, Any] = {"title": f"Scoping {id}", "idea": "Tell us who leaves.", "initiator": ANA, "director": IVO}
    scoping = start(id, **(given | {"team_id": TEAM, "channel": channel, "team": [MIA, TOM], "now": now} | over))
    scoping.admit([_member(id) for id in scoping.everyone()], now)
    return scoping


async def keep(folder: Path, *scopings: Scoping) -> None:
    """Saves them as a bot would."""
    store = TinyStore(folder)
    for scoping in scopings:
        await store.add(scoping)
    store.close()


def _member(id: str) -> Person:
    return Person(id=id, name=id.lstrip("U0").title(), tz="UTC", standing=Standing.MEMBER, in_channel=True)
