"""The window a scoping is started from: what stands beneath a choice is read whole."""

import json

from bot.screens.modals import starting
from dialogs.catalog import shipped


def test_what_a_track_is_for_is_not_cut_off() -> None:
    shown = json.dumps(starting.start(shipped(), "C1", "").to_dict(), ensure_ascii=False)

    assert all(f'"{track.says}"' in shown for track in shipped().tracks.values())
