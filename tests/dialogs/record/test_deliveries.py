"""A record knows the deliveries that Slack may repeat, and does not grow with those it will not."""

from datetime import UTC, datetime, timedelta

from dialogs.record.deliveries import KNOWN_FOR, MOST_KNOWN, remembered

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_what_is_too_old_is_forgotten() -> None:
    known = {"old": NOW - KNOWN_FOR - timedelta(seconds=1), "young": NOW - KNOWN_FOR}

    assert remembered(known, NOW) == {"young": NOW - KNOWN_FOR}
    assert list(remembered(known, NOW, "new")) == ["young", "new"]


def test_however_many_come_at_once_the_latest_are_known() -> None:
    known: dict[str, datetime] = {}
    for number in range(3 * MOST_KNOWN):
        known = remembered(known, NOW + timedelta(seconds=number % 7), f"press:{number}")

    assert len(known) == MOST_KNOWN
    assert f"press:{3 * MOST_KNOWN - 1}" in known


def test_a_repetition_counts_from_its_last_time() -> None:
    earlier = NOW - timedelta(hours=1)

    assert remembered({"press": earlier, "reply": earlier}, NOW, "press") == {"reply": earlier, "press": NOW}
