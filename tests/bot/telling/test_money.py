"""The case for management reads the same in its thread, on the page and in the Markdown file."""

import re
from collections.abc import Iterator

import pytest

from bot.report import html, markdown
from bot.screens.messages import report
from bot.telling import money, verdicts
from bot.telling.told import percent, share
from bot.words.sentences import spoken
from bot.words.templates import sentences
from dialogs.catalog import shipped
from dialogs.findings import Findings
from dialogs.report import build
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.business_case import STRESS_COST, STRESS_TIME
from tests import full_track
from tests.dialogs.scoping.proving import LOSES
from tests.html_reading import Html
from tests.play import answer, reach

NOTHING = [0.0, 0.0, 0.0]
AT_ODDS = re.compile(r"month 1\b|in at once|month (at once|not)|month 0|\(0 to")


def case(track: str, once: list[float], **months: list[float]) -> Scoping:
    """A case that pays from its first day, or late; on the full track with its stress question."""
    scoping = reach("case", track=track)
    answer(scoping, "case.1", "case.2", "case.3")
    answer(scoping, "case.4", once=once)
    answer(scoping, "case.5", training=NOTHING, **months)
    if track == "full":
        answer(scoping, "case.6")
    return scoping


def told(scoping: Scoping) -> Iterator[str]:
    """All that is said of its money, in all the places."""
    findings = Findings(scoping)
    yield from money.case_words(findings).values()
    yield from (line.said for line in money.case(findings).lines)
    weighed = verdicts.before(findings, "stress")
    yield from (line.said for line in weighed.lines) if weighed else ()
    yield report.first_words(findings)
    yield from ("".join(map(str, block.to_dict()["elements"])) for block in report.full(findings))
    yield markdown.render(findings)
    yield Html(html.render(findings, draw=lambda _: "<svg></svg>")).text


@pytest.mark.parametrize("track", ["director", "full"])
def test_with_nothing_paid_once_it_pays_back_at_once_wherever_that_is_said(track: str) -> None:
    said = list(told(case(track, NOTHING)))

    assert [found for words in said for found in AT_ODDS.findall(words)] == []
    assert said[0].startswith("pays back at once; net present value")
    assert "It pays back at once." in report.first_words(Findings(case(track, NOTHING)))


def test_at_once_stands_beside_a_month() -> None:
    findings = Findings(case("director", [0.0, 0.0, 30e3]))

    assert money.case_words(findings)["headline"].startswith(
        "pays back at once (at once if it goes well, month 18 if it goes badly);"
    )
    assert "It pays back at once (at once to month 18)." in report.first_words(findings)


def test_a_draw_in_ten_that_never_pays_back_is_no_month() -> None:
    findings = Findings(case("full", [300e3, 600e3, 1200e3]))
    spread = money.case(findings).lines[2].said

    assert re.fullmatch(
        r"month \d+ in a tenth of the draws, (\d+|not in these years) in half, not in these years in nine tenths",
        spread,
    )


def test_thread_and_report_name_the_same_month() -> None:
    scoping = case("full", [100e3, 140e3, 200e3], months=[4.0, 6.0, 9.0])
    headline = money.case_words(Findings(scoping))["headline"]
    (named,) = re.findall(r"^pays back (in month \d+)", headline)

    assert f"It pays back {named}" in report.first_words(Findings(scoping))


@pytest.mark.parametrize(
    ("part", "as_percent", "as_share"),
    [
        (0.0, "0%", "0%"),
        (0.001, "under 1%", "under 1%"),
        (0.505, "50%", "50%"),
        (0.999, "over 99%", "over 99%"),
        (1.0, "100%", "all"),
    ],
)
def test_a_share_in_words(part: float, as_percent: str, as_share: str) -> None:
    assert spoken(percent(part)) == as_percent
    assert spoken(share(part)) == as_share


# ---- the stress


COSTS, TIMES = {2.0: r"\btwice (the cost|as much)"}, {1.5: r"\bhalf as long again"}
"""What the words say, by the factor they speak of: another factor needs other words."""


@pytest.mark.parametrize(
    "words",
    [
        sentences()["stress.says"],
        sentences()["stress.stressed_report"],
        sentences()["rule.stress.says"],
        shipped().questions["case.6"].ask,
        shipped().objection("stress_breaks_it").ask[0],
    ],
)
def test_the_words_of_the_stress_are_those_of_its_factors(words: str) -> None:
    assert re.search(COSTS[STRESS_COST], words)
    assert re.search(TIMES[STRESS_TIME], words)


def test_the_report_gives_the_factors_it_was_reckoned_with() -> None:
    made = build(Findings(case("full", [20e3, 40e3, 70e3]))).money

    assert made
    assert made.stress
    assert (made.stress.cost, made.stress.time) == (STRESS_COST, STRESS_TIME)


SMALL, LARGE = [0.0, 0.0, 0.0], [9e6, 9e6, 9e6]


@pytest.mark.parametrize(("once", "words"), [(SMALL, "a saving under EUR"), (LARGE, "a saving of at least EUR")])
def test_what_would_change_it_is_less_where_it_pays_and_more_where_it_does_not(once: list[float], words: str) -> None:
    findings = Findings(case("full", once))

    assert words in money.case_words(findings)["change"]
    assert words in money.case(findings).changes[0]


def test_what_is_paid_back_undiscounted_alone_says_so() -> None:
    """A treasurer reads month 36 and “it does not pay” on one page: which of the two holds?"""
    findings = Findings(case("full", [540e3, 540e3, 540e3]))
    reckoned = build(findings).money

    assert reckoned
    assert not reckoned.case.pays
    assert reckoned.case.expected.payback_months is not None
    assert re.match(
        r"Undiscounted it pays back in month \d+.*; discounted at 8% it does not within 3 years\.$",
        spoken(money.payback(reckoned)),
    )


def test_a_saving_that_somebody_disputes_is_said_to_be_on_the_board_s_pages() -> None:
    counted = "Jitka reckoned it; finance disputes it: the graders are on contracts until 2028."
    scoping = reach("report", track="director")
    scoping.entries["case.2"].answers[-1].values["counted"] = counted
    file, page = markdown.render(Findings(scoping)), html.render(Findings(scoping), draw=lambda _: "<svg></svg>")

    assert f"**The saving is disputed.** “{counted}”" in file.partition("## Appendix")[0]
    assert "The saving is disputed" in page.partition('<section id="appendix"')[0]


def test_a_cautious_case_that_loses_every_year_says_when_it_begins() -> None:
    scoping = full_track.play("report", {"case.2": LOSES})
    scoping.entries["case.5"].answers[-1].values["months"] = [5.0, 7.0, 10.0]
    file = markdown.render(Findings(scoping))

    assert "| In use after | 5 months | 7 months |" in file
    assert "so the cautious case begins early" in file
