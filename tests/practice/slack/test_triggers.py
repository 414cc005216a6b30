"""A trigger opens one view, within three seconds, for the person who set it off."""

from __future__ import annotations

import pytest

from practice.slack.errors import Refused
from practice.slack.triggers import Triggers
from tests.practice.slack.conftest import Clock

ANA, IVO = "U0000000ANA", "U0000000IVO"


@pytest.fixture
def triggers(clock: Clock) -> Triggers:
    return Triggers(clock)


def test_it_belongs_to_whoever_set_it_off(triggers: Triggers) -> None:
    anas, ivos = triggers.give(ANA), triggers.give(IVO)

    assert (triggers.exchange(ivos), triggers.exchange(anas)) == (IVO, ANA)


def test_it_looks_like_slacks(triggers: Triggers) -> None:
    first, second, third = triggers.give(ANA).split(".")

    assert first.isdigit()
    assert second.isdigit()
    assert len(third) == 32


def test_it_lives_three_seconds_to_the_last_moment(triggers: Triggers, clock: Clock) -> None:
    in_time, late = triggers.give(ANA), triggers.give(ANA)
    clock.passes(seconds=3)
    triggers.exchange(in_time)
    clock.passes(milliseconds=1)

    with pytest.raises(Refused, match="expired_trigger_id"):
        triggers.exchange(late)


def test_it_is_exchanged_once_and_says_so_even_when_it_is_old(triggers: Triggers, clock: Clock) -> None:
    given = triggers.give(ANA)
    triggers.exchange(given)
    clock.passes(minutes=1)

    with pytest.raises(Refused, match="exchanged_trigger_id"):
        triggers.exchange(given)


def test_one_that_expired_is_not_used_up_by_trying(triggers: Triggers, clock: Clock) -> None:
    given = triggers.give(ANA)
    clock.passes(seconds=4)
    for _ in range(2):
        with pytest.raises(Refused, match="expired_trigger_id"):
            triggers.exchange(given)


@pytest.mark.parametrize("invented", ["", "1.2.3", "None"])
def test_one_that_nobody_gave_is_invalid(invented: str, triggers: Triggers) -> None:
    assert triggers.of(invented) is None

    with pytest.raises(Refused, match="invalid_trigger_id"):
        triggers.exchange(invented)
