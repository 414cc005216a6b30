"""A gap admitted in words is heard, however it is written, and what only looks like one is not."""

import re
from pathlib import Path

import pytest
import yaml

from dialogs.answers.gaps import LONGEST, Gap, gap_in, has_measured_figure

LABELLED = yaml.safe_load((Path(__file__).parent / "gaps.yaml").read_text(encoding="utf-8"))
SENTENCES = [*LABELLED["first"], *LABELLED["second"], *LABELLED["third"]]
GAPS = [sentence["text"] for sentence in SENTENCES if sentence["gap"]]
LOOK_ALIKES = [sentence["text"] for sentence in SENTENCES if not sentence["gap"]]
ADMITTED = {
    "Nobody has compared the two lists.": "compared",
    "A comparison is planned; none was made.": "comparison",
    "Quality: not checked yet.": "checked",
    "No one in the team has ever looked at it.": "looked at",
    "It was never really tested.": "tested",
    "We haven't been able to, it is still to be measured.": "measured",
    "There is no agreed threshold.": "threshold",
    "The model runs without a fallback.": "fallback",
    "The line will be agreed with the depot.": "agreed",
    "Criteria: none yet": "criterion",
    "nobody": "known",
    "Not known.": "known",
    "n/a": "known",
    "tbc": "known",
    "?": "known",
    "not reckoned": "reckoned",
    "The 8,000 recordings were never counted.": "counted",
    "We compared nothing. Before 2021 I can't say.": "known",
    "To be honest, no idea": "known",
    "There's no owner.": "owner",
    "Which depot starts is still open, finance is slow.": "known",
    "It's unclear whether the hospital pays.": "known",
    "The two sites don't agree on what late means.": "agreed",
    "We haven't broken down the errors by depot.": "broken down",
    "The delay has never been put into euros.": "put into euros",
    "We simply forgot to measure it.": "measured",
    "We haven't got round to testing it.": "tested",
    "There's nothing behind that.": "known",
    "Nobody is keeping track of it.": "keeping track",
    "We took the list without checking it.": "checked",
    "It is a gut figure.": "known",
    "We'll sort that out once it's live.": "known",
    "Nobody checks it.": "checked",
    "Nobody knows what it costs.": "known",
    "Nobody measured it.": "measured",
    "Nobody asked them.": "asked",
    "Nobody looked.": "looked",
    "Nobody has counted them by hand.": "counted",
    "Nobody's counted them manually.": "counted",
    "It was never counted by hand.": "counted",
    "Nobody has decided anything.": "decided",
    "Nobody can decide that.": "decided",
    "Nobody decides who stops it.": "decided",
    "We guess 20% are not labelled.": "labelled",
    "We have not tested 20% of the sites.": "tested",
    "Approx. 18-22% not checked": "checked",
}
NO_GAP = [
    "Vejle has ca. 12k, Hjorring none so far",
    "We have 12,000 in Vejle and none yet in Hjorring.",
    "Tom has looked at 300 rows; of the others nothing exists.",
    "Not recorded in approx. 18-22% of the visits.",
    "Approx. 18-22% are not recorded.",
    "18–22 % not labelled",
    "In 18-22% the reason was not recorded.",
    "The weight is never recorded for 18 to 22% of them.",
    "Not labelled: approx 18-22%",
    "About a fifth were never labelled.",
    "We don't know the reason in 12 of 400.",
    "LightGBM against the average of four weekdays on 6 shops, Mia's notebook, no link yet",
    "Counted in March by finance; no public write-up so far.",
    "Nobody else sells it.",
    "Not measured before May; since then 61 % of 400 (log).",
    "Nobody had counted them. Mia counted 31 of 400 in June.",
    "Nobody has compared them here, the figures are at https://wiki.example/compared",
    "No complaints in 2025, counted by the front desk.",
    "It is not measured in days.",
    "They are not counted by the hour but by the piece.",
    "No test failed.",
    "No more tests are needed.",
    "Not only tested but measured.",
    "It could not be written as a rule.",
    "Callers say “nobody has checked my bill”.",
    "If nobody has checked it by noon, Jana is rung.",
    "No plan goes out without a second pair of eyes.",
    "Nothing goes unchecked.",
    "Parts that were not checked wait in a red box.",
    "2 % have no record of a visit.",
    "Their faces are not recorded, by law.",
    "The threshold will be agreed on 14 October.",
    "Measured on the last quarter, 61 % of 400.",
    "The shop is still open at nine.",
    "Forms marked TBD are sent back.",
    "The customer's unknown plate is shown.",
    "We still agree on the 5 %.",
    "Customers have never tested it.",
    "Competitors haven't compared their tools.",
    "The pump has never been replaced.",
    "The clerk forgot to scan it.",
    "We never ship without checking it.",
    "We'll sort that out on 14 May, when Ines is back.",
    "That's no test.",
    "They print only the top 60%. Nobody decides anything by hand.",
    "No one decides any more, the list goes out on Friday.",
    "Nobody calls them, they write.",
    "Nobody sorts or types them by hand.",
    "Nobody does it by hand.",
    "Nobody checks the list by hand.",
    "Nothing is decided by hand.",
    "The letters are not checked manually.",
    "The cases are not reviewed by a person.",
    "",
]


@pytest.mark.parametrize(("said", "verb"), ADMITTED.items())
def test_what_is_admitted_is_quoted_with_what_it_is_about(said: str, verb: str) -> None:
    gap = gap_in(said)

    assert gap is not None
    assert gap.verb == verb
    assert gap.words in said


@pytest.mark.parametrize("said", NO_GAP)
def test_what_only_looks_like_a_gap_is_none(said: str) -> None:
    assert gap_in(said) is None


@pytest.mark.parametrize("written", [str, str.upper, str.lower, lambda said: said.replace("'", "’")])
def test_capitals_and_apostrophes_change_nothing(written) -> None:
    assert [said for said in (*ADMITTED, *GAPS) if not gap_in(written(said))] == []
    assert [said for said in (*NO_GAP, *LOOK_ALIKES) if gap_in(written(said))] == []


def test_a_sentence_may_go_on_in_the_next_line() -> None:
    broken = [re.sub(r" (?![-–—])", "\n", said) for said in ADMITTED if ":" not in said]

    assert [said for said in broken if not gap_in(said)] == []
    assert gap_in("Nobody has\ncompared the\ntwo lists.") == Gap("Nobody has compared the two lists.", "compared")


def test_of_three_hundred_sentences_most_gaps_are_heard_and_hardly_anything_else() -> None:
    heard = [said for said in GAPS if gap_in(said)]
    false_alarms = [said for said in LOOK_ALIKES if gap_in(said)]

    assert (len(GAPS), len(LOOK_ALIKES)) == (150, 150)
    assert len(heard) / len(GAPS) >= 0.85
    assert len(false_alarms) / len(LOOK_ALIKES) <= 0.03


def test_the_first_of_several_is_quoted_alone() -> None:
    assert gap_in("Mia owns it. Nobody has tested it. There is no plan.") == Gap("Nobody has tested it.", "tested")


def test_of_a_long_sentence_the_clause_is_quoted() -> None:
    gap = gap_in(f"{'We have the orders of all the depots, ' * 8}but nobody has compared them, {'and so on ' * 30}")

    assert gap == Gap("but nobody has compared them", "compared")


def test_no_quotation_is_long() -> None:
    gap = gap_in(f"{'we ' * 200}nobody has compared them {'and so on ' * 60}")

    assert gap is not None
    assert "nobody has compared them" in gap.words
    assert len(gap.words) <= LONGEST


@pytest.mark.parametrize(
    ("said", "of_trying"),
    [
        ("Nobody has tried it.", True),
        ("There is no comparison.", True),
        ("We did not measure it.", True),
        ("Nobody has agreed to a date, it is undecided.", False),
        ("There is no owner.", False),
    ],
)
def test_a_gap_tells_whether_something_was_not_tried(said: str, of_trying: bool) -> None:
    gap = gap_in(said)

    assert gap is not None
    assert gap.is_of_trying is of_trying


@pytest.mark.parametrize(
    ("said", "measured"),
    [
        ("61 % of 400 (log)", True),
        ("Mia counted 31 of 400 in May.", True),
        ("Measured: 0.91 on the last quarter", True),
        ("Nobody has tried it. In the audit we found 12 of 80.", True),
        ("measured in 2025", False),
        ("counted on 14 October", False),
        ("We will measure 400 cases.", False),
        ("Nobody has counted the 8,000 recordings.", False),
        ("About 400 a week, I think.", False),
        ("It was tested.", False),
        ("", False),
    ],
)
def test_a_measured_figure_is_a_number_somebody_counted(said: str, measured: bool) -> None:
    assert has_measured_figure(said) is measured


@pytest.mark.parametrize(
    "said",
    [
        "not " * 5_000,
        "not tested in days, " * 1_000,
        "nobody in the " * 1_400,
        "if nobody has tested it, stop. " * 650,
        "will be " * 2_500,
        "\n" * 20_000,
        "“" * 20_000,
        "." * 20_000 + "x",
        "no " + "a" * 20_000,
        "61 % of " * 2_500,
        "a-b-" * 5_000,
        "we took a list " * 1_300,
        "we'll look into a list " * 900,
    ],
    ids=lambda said: said[:16],
)
def test_long_words_are_read_at_once(said: str) -> None:
    assert gap_in(said) is None
    assert has_measured_figure(said) is False
