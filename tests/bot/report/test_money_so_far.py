"""The money while a figure of the case is not known: what is known, what is missing, and what that decides."""

from functools import cache

import pytest

from bot.report import html, markdown
from bot.screens.messages.report import first_words
from bot.telling import partial
from dialogs import report
from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.need import ML
from tests.play import ANA, MONDAY, answer, reach, say
from tests.sums import twice, unlisted, written_twice

LETTERS: dict[str, Value] = {
    "case.2.saving": [28e3, 44e3, 52e3],
    "case.3.people": [0.0, 0.0, 0.0],
    "case.4.once": [35e3, 48e3, 60e3],
    "case.4.yearly": [8e3, 12e3, 15e3],
    "case.5.training": [0.0, 0.0, 0.0],
    "case.5.months": [6.0, 8.0, 10.0],
}
"""The recall letters of forty opticians."""


@cache
def _played() -> str:
    scoping = reach("case", track="full")
    answer(scoping, "case.1", "case.2", "case.3", "case.4", "case.5", "case.6")
    return scoping.model_dump_json()


def unsure(*paths: str, over: dict[str, Value] | None = None) -> Scoping:
    """The letters, and these figures nobody knows."""
    scoping = Scoping.model_validate_json(_played())
    for path, value in {**LETTERS, **(over or {})}.items():
        say(scoping, path, value)
    for question in dict.fromkeys(path.rpartition(".")[0] for path in paths):
        fields = [path.rpartition(".")[2] for path in paths if path.startswith(f"{question}.")]
        given = scoping.entries[question].answers[-1].values
        known = {name: value for name, value in given.items() if name not in fields}
        scoping.answer(
            {question: known}, ANA, MONDAY, unknown={question: dict.fromkeys(fields, Ignorance.NOT_RECKONED)}
        )
    return scoping


def pages(scoping: Scoping) -> str:
    """The pages before the appendix, as the Markdown file has them."""
    return markdown.render(Findings(scoping)).partition("\n## Appendix")[0].rpartition("```")[2]


def first(scoping: Scoping) -> str:
    return first_words(Findings(scoping))


SHOWN = {"pages": pages, "slack": first, "page": lambda scoping: html.render(Findings(scoping))}


@pytest.mark.parametrize("where", SHOWN)
def test_what_is_known_of_the_case_stands_there_beside_what_is_not(where: str) -> None:
    shown = SHOWN[where](unsure("case.5.training"))

    for known in (
        "EUR 44k saved or earned a year (EUR 28k to EUR 52k)",
        "EUR 48k paid once (EUR 35k to EUR 60k)",
        "EUR 12k paid a year (EUR 8k to EUR 15k)",
        "in use after 8 months (6 to 10)",
        "Nobody knows what the teaching costs: the sums are without that.",
        "Yes, but smaller, or in steps",
    ):
        assert known in shown


def test_the_appendix_has_who_worked_the_saving_out() -> None:
    scoping = unsure("case.5.training")

    assert "The saving was reckoned like this: Finance, Q3" in markdown.render(Findings(scoping))
    assert "The saving was reckoned like this: " in html.render(Findings(scoping))


LIMITS = {
    "case.2.saving": (
        "At the expected costs and months it would have to save more than EUR 36.5k a year to pay.",
        "At the high costs it is EUR 45.7k a year.",
    ),
    "case.3.people": (
        "At the expected figures it is worth EUR 14.7k over 3 years before what the people cost, and pays as long as"
        " that stays under EUR 7.5k a year.",
        "At the low saving (EUR 28k a year) it does not pay even without that.",
    ),
    "case.4.once": (
        "At the expected figures it is worth EUR 62.7k over 3 years before what is bought or built once, and pays as"
        " long as that is less.",
        "At the low saving (EUR 28k a year) that has to stay under EUR 31.3k.",
    ),
    "case.4.yearly": (
        "At the expected figures it is worth EUR 38.2k over 3 years before what licences, compute and upkeep cost a"
        " year, and pays as long as that stays under EUR 19.5k a year.",
        "At the low saving (EUR 28k a year) that has to stay under EUR 3.5k a year.",
    ),
    "case.5.training": (
        "At the expected figures it is worth EUR 14.7k over 3 years before what the teaching costs, and pays as long as"
        " that is less.",
        "At the low saving (EUR 28k a year) it does not pay even without that.",
    ),
    "case.5.months": (
        "At the expected figures it pays as long as it is in use within 14.1 months.",
        "At the low saving (EUR 28k a year) it does not pay, however soon.",
    ),
}


@pytest.mark.parametrize("path", LIMITS)
def test_the_one_figure_that_is_lacking_turns_it_at_figures_that_are_named(path: str) -> None:
    scoping, said = unsure(path), " ".join(LIMITS[path])

    assert partial.not_reckoned(Findings(scoping)).endswith(said)
    assert said in pages(scoping)
    assert said in first(scoping)


POINTS: dict[str, Value] = {"case.2.saving": [44e3, 44e3, 44e3]}


def test_a_saving_without_a_low_one_is_not_said_twice() -> None:
    assert "low saving" not in partial.not_reckoned(Findings(unsure("case.5.training", over=POINTS)))


def test_what_pays_at_nothing_says_so() -> None:
    told = partial.not_reckoned(Findings(unsure("case.5.training", over={"case.2.saving": [12e3, 20e3, 30e3]})))

    assert told.endswith(
        "it is worth EUR -32.3k over 3 years before what the teaching costs: it does not pay, whatever that is."
    )


@pytest.mark.parametrize(
    "paths", [("case.2.saving", "case.5.training"), ("case.4.once", "case.4.yearly", "case.5.months")]
)
def test_with_more_lacking_what_is_known_stands_there_without_a_limit(paths: tuple[str, ...]) -> None:
    scoping = unsure(*paths)
    built = report.build(Findings(scoping))
    assert built.so_far

    assert built.so_far.lacking == paths
    assert built.so_far.limit is None
    assert "paid" in pages(scoping) or "saved" in pages(scoping)
    assert "worth EUR" not in first(scoping).partition("Money:")[2].partition("\n")[0]


@pytest.mark.parametrize("path", ["case.5.training", "case.3.people"])
def test_the_alternatives_are_held_against_the_same_sums_and_say_what_is_left_out(path: str) -> None:
    findings = Findings(unsure(path, over={"case.4.once": [40e3, 50e3, 60e3], "case.4.yearly": [9e3, 10e3, 11e3]}))
    built = report.build(findings)
    assert built.need
    assert built.so_far
    (ml,) = [way for way in built.need.ways if way.way == ML]
    whole = markdown.render(findings)
    name = {"case.5.training": "what the teaching costs", "case.3.people": "what the people cost"}[path]

    assert ml.npv == pytest.approx(built.so_far.worth)
    assert f"On the case's figures, not counting {name}, more people is worth" in whole
    assert f"machine learning with the figures of the case, without {name}, which nobody knows" in whole


@pytest.mark.parametrize("path", ["case.4.once", "case.4.yearly", "case.2.saving"])
def test_where_a_sum_itself_is_lacking_the_sheets_stands_for_it_and_is_named(path: str) -> None:
    name = {
        "once": "what is bought or built once",
        "yearly": "what licences, compute and upkeep cost a year",
        "saving": "what it saves",
    }[path[7:]]

    assert f"and with the sheet's for {name}" in markdown.render(Findings(unsure(path)))


@pytest.mark.parametrize("path", LIMITS)
def test_no_quantity_of_it_is_unlisted_or_written_in_two_ways(path: str) -> None:
    scoping = unsure(path, over={"case.4.yearly": [8e3, 13e3, 15e3]})

    assert unlisted(scoping) == {}
    assert twice(scoping) == []
    assert written_twice(scoping) == {}


# ---- the price of a mistake


EATEN = (
    "Mistakes eat more than half of what the right ones bring: of 100 cases 97.5 right ones bring EUR 11,212.5, and 2.5"
    " wrong ones cost EUR 6,250, which leaves EUR 49.62 a case."
)
DEAR = [115.0, 2500.0, 2.5]


def priced(case: list[float], *lacking: str, saving: float = 44e3) -> Scoping:
    """Of 4,800 cases a year, for which running it costs EUR 115k on the sheet."""
    scoping = unsure(*lacking, over={"case.2.saving": [28e3, saving, 400e3]})
    say(scoping, "eval.6.case", list(case))
    return scoping


def test_that_mistakes_eat_the_gain_is_named_on_the_board_in_figures() -> None:
    shown = pages(priced(DEAR))

    assert f"- **The price of a mistake.** {EATEN}\n" in shown.partition("## What speaks against it")[2]


@pytest.mark.parametrize("lacking", [(), ("case.5.training",)], ids=["reckoned", "so-far"])
def test_what_it_comes_to_a_year_is_held_against_the_saving(lacking: tuple[str, ...]) -> None:
    shown = pages(priced(DEAR, *lacking, saving=300e3))

    assert (
        f"{EATEN[:-1]}. 4,800 cases a year then come to EUR 238,200, and not to the EUR 300,000 that is reckoned with."
        in shown
    )


@pytest.mark.parametrize(
    "case",
    [
        pytest.param([115.0, 1000.0, 2.5], id="less-than-half"),
        pytest.param([115.0, 6000.0, 2.5], id="a-loss-which-is-a-stop"),
    ],
)
def test_otherwise_the_board_says_nothing_of_it(case: list[float]) -> None:
    assert "Mistakes eat" not in pages(priced(case))
