"""Whoever disagrees disagrees with a verdict as it was: what changed since does not speak against what is signed."""

import pytest

from bot.report import html, markdown
from bot.screens.messages import report as screens
from dialogs import report
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from practice import reading
from tests.endings import BY_HAND, ONE_OFF
from tests.html_reading import Html
from tests.play import ANA, GOOD, IVO, MIA, MONDAY, answer, reach
from tests.reading import words_of

WHY = "I work two days a week; I want at least the weekly job automated."
SEND_BACK = "Who runs it when Mia is off?"


def by_hand() -> Scoping:
    scoping = reach("report", **BY_HAND)
    scoping.disagree("mlops", WHY, MIA, MONDAY)
    return scoping


def changed(**mlops: object) -> Scoping:
    """The director returned the answer because of her, and it was answered anew."""
    scoping = by_hand()
    scoping.give_back("mlops.1", SEND_BACK, IVO, MONDAY)
    answer(scoping, "mlops.1", by=ANA, **(GOOD["mlops.1"] | mlops))
    return scoping


def glance(scoping: Scoping) -> list[str]:
    """What stands before the appendix in the file, and in the page, on one line."""
    page, file = html.render(Findings(scoping), draw=lambda _: "<svg></svg>"), markdown.render(Findings(scoping))
    texts = (Html(page.partition('<section id="appendix"')[0]).text, file.partition("## Appendix")[0])
    return [" ".join(text.split()) for text in texts]


def test_a_disagreement_keeps_the_verdict_it_is_about() -> None:
    kept = Scoping.model_validate_json(by_hand().model_dump_json()).objections[0]

    assert (kept.outcome, kept.level) == ("by_hand", 0)


def test_who_disagrees_stands_in_the_verdict_itself() -> None:
    assert f"Mia disagrees: “{WHY}”" in words_of(by_hand(), "turn:mlops:1")


CHANGES = {"to_level_1": {}, "to_level_2": {"pipelines": "several"}, "to_a_one_off": ONE_OFF}


@pytest.mark.parametrize("mlops", CHANGES.values(), ids=CHANGES)
def test_with_a_verdict_that_was_changed_since_nobody_disagrees(mlops: dict[str, object]) -> None:
    scoping = changed(**mlops)
    built = report.build(Findings(scoping))

    assert built.disagreeing == ()
    assert not any("disagrees" in text for text in glance(scoping))
    assert "Disagrees" not in screens.first_words(Findings(scoping))
    before = "With an earlier verdict, machine learning run by hand (level 0): “"
    assert all("Mia disagreed" in text and before + WHY[:20] in text for text in glance(scoping))
    assert f"Disagreed with an earlier verdict: Mia: {WHY}" in screens.first_words(Findings(scoping))
    assert not [step for step in built.steps if step.kind == "objection"]
    told = words_of(scoping, "turn:mlops:2")
    assert "Mia disagrees" not in told
    assert f"Mia disagreed with an earlier verdict (machine learning run by hand (level 0)): “{WHY}”" in told


def test_the_appendix_says_that_it_was_an_earlier_verdict() -> None:
    earlier = "an earlier verdict, machine learning run by hand (level 0); it was changed since"
    page = html.render(Findings(changed()), draw=lambda _: "<svg></svg>")

    assert earlier in markdown.render(Findings(changed()))
    assert earlier in page
    assert earlier in reading.words([block.to_dict() for block in screens.full(Findings(changed()))], {})


@pytest.mark.parametrize("mlops", [{"requests": 390.0, "retraining": "rarely"}], ids=["another_number"])
def test_where_another_answer_leads_to_the_same_verdict_the_disagreement_stands(mlops: dict[str, object]) -> None:
    scoping = changed(**mlops)

    assert [one.by for one in report.build(Findings(scoping)).disagreeing] == ["Mia"]
    assert all("Mia disagrees" in text for text in glance(scoping))


def test_a_verdict_that_came_back_is_disagreed_with_again() -> None:
    scoping = changed()
    answer(scoping, "mlops.1", by=ANA, **(GOOD["mlops.1"] | BY_HAND))

    assert f"Mia disagrees: “{WHY}”" in words_of(scoping, "turn:mlops:2")


def test_a_record_that_does_not_say_which_verdict_it_was_keeps_its_disagreement() -> None:
    scoping = changed()
    document = scoping.model_dump(mode="json")
    for one in document["objections"]:
        del one["outcome"], one["level"]
    old = Scoping.model_validate(document)

    assert [one.text for one in report.build(Findings(old)).disagreeing] == [WHY]
    assert "Mia disagrees" in words_of(old, "turn:mlops:2")
