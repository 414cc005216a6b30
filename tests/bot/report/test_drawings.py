"""The six small drawings of the report's page (S0.fig.1 to S0.fig.6, S1.fig): each is there where its answers are."""

import pytest

from bot.report import drawings, html
from dialogs.findings import Findings
from dialogs.report import build
from dialogs.scoping.scoping import Scoping
from tests.play import fresh, reach

DRAWN = ("ledger", "data", "impact", "timeline", "evaluation", "places")
"""Rules against machine learning, the data's state, good or harm, the timeline, the two metrics, edge or cloud."""


@pytest.fixture(scope="module")
def whole() -> Scoping:
    return reach("report", track="full")


@pytest.mark.parametrize("topic", DRAWN)
def test_each_topic_is_drawn_once_its_answers_are_there(whole: Scoping, topic: str) -> None:
    assert getattr(drawings.of(whole, build(Findings(whole))), topic)


@pytest.mark.parametrize("topic", DRAWN)
def test_none_is_drawn_before(topic: str) -> None:
    begun = fresh(track="full")

    assert not getattr(drawings.of(begun, build(Findings(begun))), topic)


def test_the_bars_are_as_long_as_their_present_values(whole: Scoping) -> None:
    bars = drawings.of(whole, build(Findings(whole))).ledger

    assert max(bar.long for bar in bars) == 1
    assert sorted(bars, key=lambda bar: abs(bar.way.npv)) == sorted(bars, key=lambda bar: bar.long)


def test_the_stretches_of_the_timeline_make_up_the_whole(whole: Scoping) -> None:
    timeline = drawings.of(whole, build(Findings(whole))).timeline

    assert timeline is not None
    assert sum(stretch.long for stretch in timeline.stretches) == pytest.approx(1)


def test_the_page_says_each_of_them_in_words_as_well(whole: Scoping) -> None:
    page = html.render(Findings(whole))

    assert all(bar.way.label in page for bar in drawings.of(whole, build(Findings(whole))).ledger)
