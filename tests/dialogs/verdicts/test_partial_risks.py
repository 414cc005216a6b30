"""Risks with what there is: the ungraded listed apart, and weighed at both ends."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.verdicts import optimism, risks
from dialogs.verdicts.partial import Ends, Hinge
from dialogs.verdicts.partial.risks import Inputs, Listed, Uplifts, hangs_on, listed, mitigated_share, possible, uplift
from dialogs.verdicts.risks import STEPS, Risk, Severity, severity

DEALT_WITH = Inputs("drift", 3, 3, fallback="the rules of before", owner="Mia")
UNGRADED = Inputs("outage", fallback="by hand", owner="Tom")
BARE = Inputs("outage")
GRADE = st.none() | st.sampled_from(STEPS)
SOME = st.lists(
    st.builds(
        Inputs,
        st.text(max_size=2),
        GRADE,
        GRADE,
        fallback=st.sampled_from(("", "by hand")),
        owner=st.just("Mia"),
        state=st.sampled_from(("", "written")),
    ),
    max_size=4,
)


def filled(one: Inputs, likelihood: int, impact: int) -> Inputs:
    return replace(one, likelihood=one.likelihood or likelihood, impact=one.impact or impact)


@pytest.mark.parametrize("likelihood", [None, *STEPS])
@pytest.mark.parametrize("impact", [None, *STEPS])
def test_severities_and_weights_are_those_of_all_completions(likelihood: int | None, impact: int | None) -> None:
    one = Inputs("drift", likelihood, impact)
    ends = [
        (severity(graded.likelihood, graded.impact), graded.likelihood * graded.impact)
        for graded in (filled(one, *grades) for grades in product(STEPS, STEPS))
        if graded.likelihood and graded.impact
    ]

    assert possible(one).every == {band for band, _ in ends}
    assert (one.weight.least, one.weight.most) == (min(weight for _, weight in ends), max(weight for _, weight in ends))
    for band, witness in possible(one).witnesses.items():
        assert witness.known
        assert witness.known.severity is band
        assert witness == filled(one, witness.known.likelihood, witness.known.impact)


def test_a_risk_without_a_grade_is_listed_apart() -> None:
    assert listed([UNGRADED, DEALT_WITH]) == Listed(
        (Risk("drift", 3, 3, "", "the rules of before", "Mia"),), (UNGRADED,)
    )


def test_an_ungraded_risk_without_steps_counts_as_not_dealt_with_at_both_ends_of_its_weight() -> None:
    assert mitigated_share([DEALT_WITH, BARE]) == Ends(9 / (9 + 25), 9 / (9 + 1))
    assert mitigated_share([DEALT_WITH, replace(BARE, likelihood=4)]) == Ends(9 / (9 + 20), 9 / (9 + 4))
    assert mitigated_share([BARE]) == Ends(0, 0)


def test_an_ungraded_risk_with_steps_counts_as_dealt_with_at_the_better_end_alone() -> None:
    assert mitigated_share([DEALT_WITH, UNGRADED]) == Ends(9 / (9 + 25), 1)
    assert mitigated_share([UNGRADED, BARE]) == Ends(0, 25 / (25 + 1))


def test_the_uplift_is_given_for_both_ends() -> None:
    assert uplift([DEALT_WITH, BARE]) == Uplifts(least=optimism.uplift(9 / 10), most=optimism.uplift(9 / 34))
    assert uplift([BARE]).least.capital == optimism.CAPITAL.upper
    assert uplift([UNGRADED]).most.capital == optimism.CAPITAL.upper


def test_naming_none_deals_with_none() -> None:
    assert mitigated_share([]) == Ends(0, 0)


@given(SOME, st.sampled_from(STEPS), st.sampled_from(STEPS))
def test_the_share_lies_between_its_ends_whatever_the_ungraded_weigh(
    named: list[Inputs], likelihood: int, impact: int
) -> None:
    ends = mitigated_share(named)
    weighed = [graded for one in named if (graded := filled(one, likelihood, impact).known)]

    assert ends.least <= risks.mitigated_share(weighed) <= ends.most + 1e-12
    assert uplift(named).least.capital <= optimism.uplift(risks.mitigated_share(weighed)).capital


@given(SOME)
def test_with_all_grades_it_is_the_share_of_today(named: list[Inputs]) -> None:
    graded = [filled(one, 2, 3) for one in named]
    share = risks.mitigated_share(listed(graded).graded)

    assert mitigated_share(graded) == Ends(share, share)
    assert listed(graded).ungraded == ()


@given(SOME, st.sampled_from(STEPS), st.sampled_from(STEPS))
def test_it_shrinks_and_never_grows_as_grades_become_known(named: list[Inputs], likelihood: int, impact: int) -> None:
    for one in named:
        for more in (replace(one, likelihood=one.likelihood or likelihood), filled(one, likelihood, impact)):
            assert possible(more).every <= possible(one).every


def test_it_hangs_on_the_grade_that_narrows_it() -> None:
    assert hangs_on(Inputs("drift", 5, None)) == Hinge(
        "impact",
        {
            1: (Severity.MEDIUM,),
            2: (Severity.HIGH,),
            3: (Severity.EXTREME,),
            4: (Severity.EXTREME,),
            5: (Severity.EXTREME,),
        },
    )
    assert hangs_on(Inputs("drift", 1, 4)) is None


@pytest.mark.parametrize("grades", [(6, None), (None, 0), (6, 6)])
def test_a_grade_off_the_scale_is_refused(grades: tuple[int | None, int | None]) -> None:
    with pytest.raises(ValueError, match="not 1 to 5"):
        possible(Inputs("drift", *grades))
    with pytest.raises(ValueError, match="not 1 to 5"):
        mitigated_share([Inputs("drift", *grades)])
