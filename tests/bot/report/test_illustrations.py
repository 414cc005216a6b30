"""The pictures of a scoping: which there are, and what they say to those who cannot see."""

import pytest

from bot import pictures
from bot.report import illustrations
from bot.thread.files import wanted
from dialogs.findings import Findings
from dialogs.record import quoting
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, FULL, MONDAY, answer, reach

ALL = ["value", "reachability.c", "risks", "cash_flow", "timeline"]


def alts(kept: Scoping) -> dict[str, str]:
    return {one.key: one.alt for one in illustrations.of(Findings(kept))}


@pytest.fixture(scope="module")
def whole() -> Scoping:
    return reach("report", track="full")


# ---- which there are


def test_a_full_scoping_has_a_picture_for_each_judgement_that_can_be_seen(whole: Scoping) -> None:
    assert list(alts(whole)) == ALL


def test_each_says_its_numbers_in_a_sentence(whole: Scoping) -> None:
    said = alts(whole)

    assert "Churn model: worth 7,680, green" in said["value"]
    assert "needed 0.62. Reachable by going on as before." in said["reachability.c"]
    assert "Model bias: high, 3 x 4" in said["risks"]
    assert "Paid back in month 3, as expected." in said["cash_flow"]
    assert "Done by 30 Jul 2026 in half of the draws" in said["timeline"]


def test_each_can_be_drawn(whole: Scoping) -> None:
    assert all(pictures.png(one.picture).startswith(b"\x89PNG") for one in illustrations.of(Findings(whole)))


def test_a_fresh_scoping_has_none() -> None:
    assert illustrations.of(Findings(reach("need", track="full"))) == []


def test_candidates_are_drawn_once_all_have_their_figures() -> None:
    kept = candidates_judged("ab")

    assert "value" not in alts(kept)

    answer(kept, "candidate_c.1", "candidate_c.4", "candidate_c.5", "candidate_c.6")

    assert "value" in alts(kept)


def test_one_candidate_alone_is_no_picture() -> None:
    kept = reach("solutions", track="full")
    answer(kept, "solutions.1")
    kept.entries["solutions.1"].answers[-1].values = {"a": "Churn model", "a_cell": "new_structured"}
    answer(kept, "candidate_a.1", "candidate_a.3", "candidate_a.6")

    assert "value" not in alts(kept)


def test_four_points_are_no_curve() -> None:
    kept = candidates_judged("ab")
    few = FULL["candidate_c.5"]["history"]
    assert isinstance(few, list)
    answer(kept, "candidate_c.1", "candidate_c.4", "candidate_c.6")
    answer(kept, "candidate_c.5", history=few[:4])

    assert "reachability.c" not in alts(kept)


def test_the_chosen_one_is_ringed_in_the_report_and_not_in_the_thread(whole: Scoping) -> None:
    assert chosen(illustrations.of(Findings(whole))) == ["Churn model"]
    assert chosen(illustrations.in_thread(Findings(whole))) == []


def test_the_short_track_stays_words_alone() -> None:
    kept = reach("report")

    assert "cash_flow" in alts(kept)
    assert illustrations.in_thread(Findings(kept)) == []


def test_nothing_is_drawn_again_for_other_words() -> None:
    (one, other) = (wanted.drawings(Findings(reach("report", track="full"))).settled for _ in "12")

    assert one
    assert [drawn.digest for drawn in one] == [drawn.digest for drawn in other]


def candidates_judged(slots: str) -> Scoping:
    kept = reach("solutions", track="full")
    answer(kept, "solutions.1")
    for slot in slots:
        answer(kept, *[q.id for q in kept.catalog.in_form(f"candidate_{slot}") if quoting.is_asked(kept, q.id)])
    return kept


def chosen(found: list[illustrations.Illustration]) -> list[str]:
    (drawn,) = (one.picture for one in found if isinstance(one.picture, pictures.ValueMap))
    return [candidate.name for candidate in drawn.candidates if candidate.chosen]


def test_a_sent_back_risk_keeps_its_picture_until_it_is_settled(whole: Scoping) -> None:
    kept = Scoping.model_validate_json(whole.model_dump_json())
    kept.give_back("risk.1", "Who notices?", kept.director, MONDAY)
    (risks,) = (one for one in illustrations.in_thread(Findings(kept)) if one.key == "risks")

    assert not illustrations.is_ready(Findings(kept), risks)

    answer(kept, "risk.1", by=ANA, likelihood="5")

    assert illustrations.is_ready(Findings(kept), risks)
