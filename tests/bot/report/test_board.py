"""What a board reads first, in page and file: what speaks against it, in whose words, and nothing of ours."""

import re
from dataclasses import replace

import pytest

from bot.report import board, html, markdown
from bot.screens.messages import report as screens
from dialogs.findings import Findings
from dialogs.record.parts import Note
from dialogs.report import build
from dialogs.report.parts import Waiting
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.readiness import Tally
from tests import full_track, objected
from tests.bot.report.boards import both, neither, views
from tests.bot.report.renew import FILES
from tests.dialogs.scoping.proving import LOSES, SHOWN
from tests.endings import EVERY
from tests.play import GOOD, IVO, MIA, MONDAY, reach

PARTLY = {"candidate_a.1": {**GOOD["candidate_a.1"], "data": "partly"}}
NOISE = r"RICE|\(ours\)|guards against|earlier version|\bS[0-4]\.[a-z]+|a claim\b|worth [\d,]+ for|talked over"


def test_whoever_disagrees_stands_at_a_glance_with_what_and_why() -> None:
    scoping = EVERY["approved_mlops"]()
    why = "“Level 1 is more than two people can look after in the first year.”"

    assert both(scoping, "Mia disagrees", f"On “MLOps or a proof of concept”: {why}")
    assert "Disagrees: Mia: Level 1 is more than two" in screens.first_words(Findings(scoping))


def test_the_message_names_the_last_three_who_disagree() -> None:
    scoping = reach("report")
    for number in range(1, 6):
        scoping.disagree("mlops", f"Reason number {number}.", MIA, MONDAY)
    (line,) = [one for one in screens.first_words(Findings(scoping)).splitlines() if one.startswith("Disagree:")]

    assert [part.partition(" (on “")[0] for part in line.removeprefix("Disagree: ").split(" · ")] == [
        *(f"Mia: Reason number {number}." for number in (5, 4, 3)),
        "2 more in the report",
    ]


CONTRADICTS, ADDS = "I don't agree with 18 a year", "Maker C sends averages"


def with_a_detail(words: str, about: str = "") -> Scoping:
    scoping = EVERY["approved_mlops"]()
    scoping.details.append(Note(text=words, by=MIA, at=MONDAY, about=about))
    return scoping


def under(scoping: Scoping, heading: str) -> str:
    """What stands in the file under a heading of the appendix."""
    file = markdown.render(Findings(scoping))
    return file.partition(f"#### {heading}\n")[2].partition("\n#")[0]


@pytest.mark.parametrize(
    ("words", "heading"), [(CONTRADICTS, "Who disagreed"), (ADDS, "Details added")], ids=["disagrees", "adds"]
)
def test_only_a_detail_that_contradicts_speaks_against_it(words: str, heading: str) -> None:
    scoping = with_a_detail(words)
    contradicts = words == CONTRADICTS

    assert both(scoping, "Mia disagrees", words) if contradicts else neither(scoping, words)
    assert (words in screens.first_words(Findings(scoping))) is contradicts
    assert words in under(scoping, heading)
    assert markdown.render(Findings(scoping)).count(words) == 1 + contradicts


@pytest.mark.parametrize("words", [CONTRADICTS, ADDS])
def test_what_is_said_with_an_answer_speaks_against_nothing_and_stands_with_it(words: str) -> None:
    scoping = with_a_detail(words, about="exam.4")
    file, page = markdown.render(Findings(scoping)), html.render(Findings(scoping))

    assert neither(scoping, words)
    assert words not in screens.first_words(Findings(scoping))
    assert file.count(words) == 1
    assert f"Mia said with it on 2 March 2026: “{words}”" in file
    assert "Mia said with it on 2 March 2026" in page
    assert words not in under(scoping, "Who disagreed") + under(scoping, "Details added")


def test_the_message_names_what_was_left_as_it_is() -> None:
    assert "Left as it is: the ML problem" in screens.first_words(Findings(objected.met_in_each_way()))


@pytest.mark.parametrize(
    ("first", "price"),
    [
        ("2026-04-09", "It costs EUR 12k, the milestones until then"),
        ("2026-05-29", "What it costs until then, nobody has said"),
    ],
    ids=["a_milestone_by_then", "none_by_then"],
)
@pytest.mark.parametrize(
    ("start", "judged"),
    [
        ("2026-04-01", "; by the plan there is nothing to judge before 24 June 2026."),
        ("2026-01-01", "."),
    ],
    ids=["ends_before_it_can_be_judged", "ends_after"],
)
def test_the_message_says_what_a_proof_costs_where_one_comes_first(
    first: str, price: str, start: str, judged: str
) -> None:
    plan = {**GOOD["plan.2"], "milestones": [f"First labels\t{first}\t12000", "In use\t2026-09-30\t60000"]}
    scoping = full_track.play("report", {"case.2": LOSES, "plan.2": plan})
    scoping.entries["plan.1"].answers[-1].values["start"] = start
    scoping.prove(SHOWN, IVO, MONDAY)

    assert f"The proof's price: {price}{judged}" in screens.first_words(Findings(scoping))


def test_a_way_in_amber_speaks_against_it() -> None:
    assert both(full_track.play("exam", PARTLY), "The way is amber", "Churn model: amber")
    assert neither(full_track.play("exam"), "The way is")


def test_objections_that_stand_and_that_were_left_speak_against_it() -> None:
    assert both(
        objected.standing(),
        "Objection: the ML problem",
        "Nobody has answered it.",
        "Left as it is: the ML problem",
        "Ana left it, because “The rule is forbidden by the works council.”",
    )


def test_where_nothing_speaks_against_it_that_is_said() -> None:
    assert both(EVERY["no_ai"](), "Nobody disagreed, and no objection stands.")


def test_how_small_it_could_be_stands_at_a_glance() -> None:
    assert both(full_track.approved_mlops(), "Yes, but smaller, or in steps: “Only the largest market at first")


def test_what_people_typed_is_told_as_theirs() -> None:
    assert both(
        full_track.approved_mlops(),
        "The idea, in Ana's words: “Tell us who is about to leave.”",
        "In Ana's words: “Customers leave before anyone notices",
        "Teach: “Tom and Lea: testing data pipelines, two days in March.”",
    )


@pytest.mark.parametrize("name", FILES)
def test_nothing_there_is_noise(name: str) -> None:
    for text in views(FILES[name]()).values():
        assert not re.findall(NOISE, text)


@pytest.mark.parametrize("name", FILES)
def test_ids_and_ours_stand_with_the_rules_alone(name: str) -> None:
    """In the whole of the file, and RICE only where the rule is named after it."""
    told = markdown.render(Findings(FILES[name]()))
    before, _, after = told.partition("### The rules behind it")

    assert not re.findall(NOISE.removesuffix("|talked over"), before)
    assert after.count("Ours, and nobody else's") == 1


def test_a_pulse_of_which_nothing_is_kept_is_nothing_for_a_board() -> None:
    scoping = full_track.play("readiness")
    sums = scoping.tap(Tally(), full_track.TAPS[0], full_track.ANA)
    scoping.close_pulse(full_track.ANA, full_track.MONDAY, sums)

    assert "Too few answered" in markdown.render(Findings(scoping))
    assert neither(scoping, "Too few answered")


def test_who_answers_and_who_accepts_what_by_when_is_a_next_step() -> None:
    told = views(EVERY["so_far_with_unknowns"]())

    assert "| Accept or send back 7 answers: the problem, why machine learning, " in told["file"]
    assert " and 1 more | Ivo | 4 March 2026 |" in told["file"]
    assert both(EVERY["no_sum"](), "Answer 7 questions: what MLOps solves, ")


def test_nothing_that_is_open_is_left_out_or_told_twice() -> None:
    report = build(Findings(EVERY["so_far_with_unknowns"]()))
    promised = Waiting("The data", "open", "Tom", known_by=MONDAY.date())
    more = replace(report, waiting=(*report.waiting, promised, Waiting("Why", "open", ""), Waiting("", "sign", "Ivo")))
    parts = [*board.to_accept(more), *board.to_answer(more), *board.otherwise_open(more)]

    assert sorted(parts, key=str) == sorted(more.waiting, key=str)
    assert promised in board.otherwise_open(more)


def test_a_long_list_of_those_who_disagree_is_cut_and_counted() -> None:
    scoping = EVERY["half_way"]()
    for number in range(7):
        scoping.disagree("mlops", f"Reason {number}.", MIA, MONDAY)

    assert both(scoping, "”: “Reason 6.”", "another 3 like these")
    assert neither(scoping, "”: “Reason 0.”")
    assert "Reason 0." in markdown.render(Findings(scoping))


def test_what_was_opened_again_says_by_whom_and_why() -> None:
    scoping = EVERY["approved_mlops"]()
    scoping.reopen(IVO, MONDAY, "The licence costs twice as much.")

    assert both(scoping, "Ivo opened it again on 2 March 2026: “The licence costs twice as much.”")
    assert neither(scoping, "Nobody has signed yet.")


def test_of_many_objections_those_that_stop_it_come_first_and_the_rest_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """None is hidden behind a number: a second sheet of figures would stand among “another 4 like these”."""
    made = build(Findings(objected.standing()))
    one = next(each for each in made.raised if each.stands)
    many = [replace(one, name=f"one_{n}", ask=f"Ask {n}?", label=f"Part {n}") for n in range(5)]
    grave = replace(one, name="two_sheets", level="stop", ask="Two sheets?", label="The case")
    monkeypatch.setattr(markdown.report, "build", lambda _: replace(made, raised=(*many, grave)))
    page = markdown.render(Findings(objected.standing())).partition("## Appendix")[0]

    assert page.index("Two sheets?") < page.index("Ask 0?")
    assert "**Objections in the appendix.** Part 3 and Part 4" in page
