"""A scoping that something speaks against, and the proof its director asks for first."""

from datetime import date

from dialogs.findings import Findings
from dialogs.flow.promises import Promise
from dialogs.scoping.scoping import Scoping
from tests import full_track
from tests.play import GOOD, TOM

LOOKED_AT = "That the call notes predict it, on the January cases; Tom."
SHOWN = Promise(TOM, date(2026, 4, 13), LOOKED_AT)
LOSES = {**GOOD["case.2"], "saving": [10e3, 20e3, 30e3]}


def doubtful() -> Scoping:
    """At the report, with a case that does not pay."""
    scoping = full_track.play("report", {"case.2": LOSES})
    assert Findings(scoping).doubts == ("loses",)
    return scoping
