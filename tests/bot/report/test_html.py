"""The page needs nothing but itself, can be read by everybody, and leads from each verdict to its grounds."""

import re
from itertools import pairwise

import pytest

from bot import pictures
from bot.report import articles, html, illustrations
from dialogs import report
from dialogs.findings import Findings
from dialogs.verdicts.readiness import Tally
from tests import full_track
from tests.bot.report.renew import FILES, page
from tests.endings import EVERY
from tests.html_reading import Html


@pytest.mark.parametrize("name", FILES)
def test_the_page_fetches_nothing(name: str) -> None:
    made = page(FILES[name]())
    read = Html(made)

    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & read.tags.keys()
    assert not re.search(r"url\((?!#)|@import|src=", made)


@pytest.mark.parametrize("name", FILES)
def test_every_link_in_the_page_leads_somewhere_in_it(name: str) -> None:
    read = Html(page(FILES[name]()))

    assert read.inside - {"report"} <= set(read.ids)
    assert len(read.ids) == len(set(read.ids))


@pytest.mark.parametrize("name", FILES)
def test_headings_go_down_one_step_at_a_time(name: str) -> None:
    steps = [level for level, _ in Html(page(FILES[name]())).headings]

    assert steps[0] == 1
    assert steps.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(steps))


def test_the_page_says_its_language_its_title_and_where_things_are() -> None:
    made = page(full_track.approved_mlops())
    read = Html(made)

    assert '<html lang="en">' in made
    assert "<title>Churn early warning: Go: keep it running, with automatic retraining; start smaller.</title>" in made
    assert {"main", "nav", "header", "footer"} <= read.tags.keys()


def test_every_verdict_leads_to_its_answers_and_its_rule() -> None:
    made = page(full_track.approved_mlops())
    verdicts = re.findall(r'<article id="verdict-([\w-]+)".*?</article>', made, re.DOTALL)
    told = {key: _article(made, key) for key in verdicts}

    assert {
        "ledger",
        "candidate-a",
        "choice",
        "impact",
        "risks",
        "exam",
        "mlops",
        "money",
        "stress",
        "plan",
    } <= told.keys()
    for key in told.keys() - {"readiness"}:
        assert 'href="#answer-' in told[key], key
    for key in told.keys() - {"data", "infrastructure"}:
        assert 'href="#rule-' in told[key], key


@pytest.mark.parametrize(
    "key", ["ledger", "candidate-b", "choice", "labels", "risks", "mlops", "money", "stress", "plan"]
)
def test_a_verdict_says_what_would_change_it(key: str) -> None:
    article = _article(page(full_track.approved_mlops()), key)

    assert "What would change it</h5>\n<ul><li>" in article.replace("</h5><ul>", "</h5>\n<ul>")


def test_every_rule_names_its_sources_or_is_among_ours() -> None:
    made = page(full_track.approved_mlops())
    rules = re.findall(r'<article class="rule".*?<h4>(.*?)</h4>(.*?)</article>', made, re.DOTALL)
    (ours,) = re.findall(r"<p>Ours, and nobody else&#39;s: (.*?);", made)

    assert len(rules) >= 15
    assert all(name in ours.split(", ") or 'href="#source-' in rule for name, rule in rules)
    assert Html(made).text.count("Ours, and nobody else's") == 1
    assert "(ours)" not in made


def test_the_six_small_drawings_say_in_words_what_they_show() -> None:
    text = " ".join(Html(page(full_track.approved_mlops())).text.split())

    for words in (
        "EUR 364k (EUR 48k once, EUR 115k a year, worth EUR 310k a year)",
        "Lineage and versions Not yet, planned",
        "planned the guidebook's",
        "Collecting 3 / 5 / 9 weeks",
        "The business's number Customers lost a year 4,800 today, 3,900 by 31 December 2027",
        "In the cloud: here",
    ):
        assert words in text


def test_an_objection_that_was_left_gives_the_reason() -> None:
    text = " ".join(Html(page(full_track.approved_mlops())).text.split())

    assert f"Mia left it, because “{full_track.WHY_BOTH}”" in text


def test_pictures_stand_in_the_page_with_their_words() -> None:
    scoping = full_track.approved_poc()
    made = html.render(Findings(scoping))
    wanted = illustrations.of(Findings(scoping))

    assert len(re.findall("<svg", made)) == len(wanted) >= 4
    assert all(articles.with_units(one.alt).split(";")[0] in Html(made).text for one in wanted)
    assert not Html(made).tags["image"]
    assert not [link for link in Html(made).links if "xlink" in str(link) and not link["href"].startswith("#")]


def test_without_matplotlib_the_page_says_so_and_keeps_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "available", lambda: False)
    scoping = full_track.approved_poc()
    made = html.render(Findings(scoping))

    assert "<svg" not in made
    assert "they need matplotlib" in made
    told = Html(made).text
    assert all(articles.with_units(one.alt).split(";")[0] in told for one in illustrations.of(Findings(scoping)))


def test_nothing_of_the_pulse_is_told_under_five_answers() -> None:
    scoping = full_track.play("readiness")
    sums = Tally()
    for scores in full_track.TAPS[:4]:
        sums = scoping.tap(sums, scores, full_track.ANA)
    scoping.close_pulse(full_track.ANA, full_track.MONDAY, sums)
    found = report.build(Findings(scoping)).pulse

    assert found
    assert (found.ended, found.heat) == ("too_few", None)
    assert "Too few answered" in page(scoping)


def test_a_page_of_the_short_track_has_no_empty_parts() -> None:
    made = page(EVERY["no_ai"]())

    assert "verdict-instead" in made
    assert not re.search(r"<(ul|ol|dl|p|table)>\s*</\1>", made)


@pytest.mark.parametrize("stage", ["problem", "need", "solutions", "design", "exam", "case", "readiness", "plan"])
def test_a_report_can_be_read_at_every_stage(stage: str) -> None:
    scoping = full_track.play(stage)

    assert Html(page(scoping)).tags["h1"] == 1


def test_a_report_can_be_read_with_nothing_said_yet() -> None:
    assert "Not decided yet" in page(full_track.begun())


def _article(made: str, key: str) -> str:
    found = re.search(rf'<article id="verdict-{key}".*?</article>', made, re.DOTALL)
    assert found, key
    return found[0]
