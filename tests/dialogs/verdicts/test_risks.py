"""Risks: one band for every cell, the share that is dealt with, automate or augment, and a pointer into the law."""

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts.optimism import CAPITAL, uplift
from dialogs.verdicts.risks import (
    AI_ACT,
    AREAS,
    KEEPS,
    PULLS,
    Risk,
    Role,
    Severity,
    Tier,
    Work,
    automate_or_augment,
    mitigated_share,
    pointer,
    severity,
)

SOME_RISKS = st.lists(
    st.builds(
        Risk,
        st.just("risk"),
        st.integers(1, 5),
        st.integers(1, 5),
        fallback=st.sampled_from(("", " ", "back to the rules")),
        owner=st.sampled_from(("", "Mia")),
    ),
    max_size=6,
)
EVERY_WORK = [Work(*answers) for answers in product((None, False, True), repeat=len(fields(Work)))]
DULL = Work(difficult=False, unpleasant=True, at_scale=False, enjoyed=False, valued=False, disputed=False)


def completed(work: Work) -> Iterator[Work]:
    """Every way the blanks may be filled in."""
    blanks = [field.name for field in fields(Work) if getattr(work, field.name) is None]
    for filling in product((False, True), repeat=len(blanks)):
        yield replace(work, **dict(zip(blanks, filling, strict=True)))


def oracle(work: Work) -> Role:
    """The rule for work of which everything is known, written a second time."""
    if work.enjoyed or work.valued or work.disputed:
        return Role.AUGMENT
    return Role.AUTOMATE if work.difficult or work.unpleasant or work.at_scale else Role.EITHER


@pytest.mark.parametrize(
    ("likelihood", "impact", "band"),
    [
        (1, 4, Severity.LOW),
        (1, 5, Severity.MEDIUM),
        (3, 3, Severity.MEDIUM),
        (2, 5, Severity.HIGH),
        (3, 4, Severity.HIGH),
        (3, 5, Severity.EXTREME),
        (5, 5, Severity.EXTREME),
    ],
)
def test_the_edges_of_the_bands(likelihood: int, impact: int, band: Severity) -> None:
    assert severity(likelihood, impact) is band


def test_every_cell_has_one_band_and_more_never_makes_it_milder() -> None:
    bands = list(Severity)
    cells = {cell: bands.index(severity(*cell)) for cell in product(range(1, 6), repeat=2)}

    assert set(cells.values()) == set(range(4))
    for (likelihood, impact), band in cells.items():
        assert band >= cells.get((likelihood - 1, impact), 0)
        assert band >= cells.get((likelihood, impact - 1), 0)


@pytest.mark.parametrize("cell", [(0, 3), (3, 6), (2.5, 2)])
def test_what_is_off_the_scale_is_refused(cell: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not 1 to 5"):
        severity(*cell)


def test_the_share_dealt_with_is_weighed_by_likelihood_times_impact() -> None:
    leakage = Risk("leakage", 3, 5, fallback="stop and check the dates", owner="Mia")
    failure = Risk("failure", 1, 5, fallback="last week's list")

    assert (leakage.severity, failure.severity) == (Severity.EXTREME, Severity.MEDIUM)
    assert mitigated_share([leakage, failure]) == 0.75


def test_steps_that_were_never_tried_count_half() -> None:
    tried = Risk("leakage", 3, 5, steps="Stop, check the dates; Mia.", state="tried")
    written = Risk("bias", 3, 5, steps="Back to the rules; Tom.", state="written")

    assert mitigated_share([tried]) == 1
    assert mitigated_share([written]) == 0.5
    assert mitigated_share([tried, written]) == 0.75


@pytest.mark.parametrize(("fallback", "owner"), [("", "Mia"), ("steps", ""), ("  ", "Mia"), ("steps", " ")])
def test_steps_nobody_owns_and_owners_without_steps_deal_with_nothing(fallback: str, owner: str) -> None:
    assert mitigated_share([Risk("bias", 3, 3, fallback=fallback, owner=owner)]) == 0


def test_where_no_risk_is_named_the_uplift_for_optimism_stays_at_its_upper_bound() -> None:
    assert uplift(mitigated_share([])).capital == CAPITAL.upper


@given(SOME_RISKS)
def test_the_share_is_a_share_and_dealing_with_one_more_never_lowers_it(risks: list[Risk]) -> None:
    share = mitigated_share(risks)

    assert 0 <= share <= 1
    for place, risk in enumerate(risks):
        dealt_with = replace(risk, fallback="steps", owner="Tom")
        assert mitigated_share([*risks[:place], dealt_with, *risks[place + 1 :]]) >= share


def test_every_combination_of_what_holds_gives_one_verdict_and_each_verdict_is_reached() -> None:
    for work in EVERY_WORK:
        ends = {oracle(filled) for filled in completed(work)}
        found = automate_or_augment(work)

        assert found.role is (ends.pop() if len(ends) == 1 else Role.UNDECIDED)
    assert len(EVERY_WORK) == 3**6
    assert {automate_or_augment(work).role for work in EVERY_WORK} == set(Role)


def test_what_is_missing_is_named_exactly_where_it_could_turn_the_verdict() -> None:
    for work in EVERY_WORK:
        found = automate_or_augment(work)

        assert bool(found.missing) == (found.role is Role.UNDECIDED)
        for name in found.missing:
            others = [replace(filled, **{name: None}) for filled in completed(work)]
            assert any(oracle(replace(one, **{name: True})) != oracle(replace(one, **{name: False})) for one in others)


def test_what_people_value_outweighs_that_it_is_done_at_scale() -> None:
    found = automate_or_augment(replace(DULL, at_scale=True, valued=True))

    assert (found.role, found.rows) == (Role.AUGMENT, ("valued",))


def test_the_reasons_to_take_a_task_over_are_named_with_the_agreement_they_need() -> None:
    assert automate_or_augment(replace(DULL, difficult=True)).rows == ("difficult", "unpleasant", "agreed")


def test_every_flip_of_the_work_leads_to_the_verdict_it_names() -> None:
    for work in EVERY_WORK:
        found = automate_or_augment(work)
        for flip in found.flips:
            changed = replace(work, **{flip.input: flip.value})

            assert {oracle(filled) for filled in completed(changed)} == {flip.role}
            assert flip.role is not found.role
    assert {(flip.input, flip.role) for flip in automate_or_augment(DULL).flips} == {
        ("unpleasant", Role.EITHER),
        *((name, Role.AUGMENT) for name in KEEPS),
    }


@pytest.mark.parametrize(
    ("ticks", "role"),
    [
        ([], Role.UNDECIDED),
        (["unpleasant"], Role.UNDECIDED),
        (["agreed"], Role.EITHER),
        (["unpleasant", "agreed"], Role.AUTOMATE),
        (["unpleasant", "agreed", "disputed"], Role.AUGMENT),
        (["enjoyed"], Role.AUGMENT),
    ],
)
def test_a_list_to_tick_says_what_holds(ticks: list[str], role: Role) -> None:
    assert automate_or_augment(Work.ticked(ticks)).role is role


def test_whether_people_agree_is_missed_where_neither_is_ticked() -> None:
    assert automate_or_augment(Work.ticked(["unpleasant"])).missing == ("disputed",)
    assert set(automate_or_augment(Work()).missing) == {*PULLS, *KEEPS}


@pytest.mark.parametrize(
    ("area", "tier"),
    [("employment", Tier.HIGH), ("people_meet_it", Tier.LIMITED), ("none", Tier.MINIMAL), (None, Tier.UNKNOWN)],
)
def test_an_area_points_to_its_tier(area: str | None, tier: Tier) -> None:
    found = pointer(area)

    assert (found.tier, found.link) == (tier, AI_ACT)


@pytest.mark.parametrize("area", [None, *AREAS])
def test_every_area_has_one_tier_and_a_harmful_purpose_points_to_what_is_forbidden(area: str | None) -> None:
    assert pointer(area).tier in set(Tier) - {Tier.PROHIBITED}
    assert pointer(area, harmful=True).tier is Tier.PROHIBITED
    assert pointer(area, harmful=True).article_5


def test_all_eight_areas_of_the_annex_are_there_and_those_near_a_ban_are_marked() -> None:
    assert len([area for area, tier in AREAS.items() if tier is Tier.HIGH]) == 8
    assert [area for area in AREAS if pointer(area).article_5] == ["biometrics", "education", "employment", "law"]


def test_an_area_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no such area"):
        pointer("space")
