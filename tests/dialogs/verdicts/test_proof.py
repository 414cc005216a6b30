"""Whether what is known carries a system built to last: the whole table."""

from itertools import product

import pytest

from dialogs.verdicts.feasibility import Light
from dialogs.verdicts.mlops import Outcome
from dialogs.verdicts.proof import BUILT_TO_LAST, Doubt, Inputs, doubts

LIGHTS = {
    None: [],
    Light.GREEN: [],
    Light.RED: ["cannot_be_built"],
    Light.AMBER: ["not_shown"],
    Light.UNKNOWN: ["not_judged"],
}
CASES = list(product(LIGHTS, (None, True, False), (None, True, False), (True, False)))


@pytest.mark.parametrize(("light", "pays", "survives", "rival"), CASES)
def test_each_doubt_holds_by_its_own_input(
    light: Light | None, pays: bool | None, survives: bool | None, rival: bool
) -> None:
    money = ["loses"] if pays is False else [*(["breaks"] if survives is False else []), *(["rival"] if rival else [])]

    for outcome in BUILT_TO_LAST:
        assert list(doubts(Inputs(outcome, light, pays, survives, rival))) == [*LIGHTS[light], *money]


@pytest.mark.parametrize("outcome", [None, Outcome.POC, Outcome.UNDECIDED, Outcome.CONTRADICTION])
def test_what_is_not_built_to_last_is_never_proved_first(outcome: Outcome | None) -> None:
    assert doubts(Inputs(outcome, Light.RED, pays=False, survives=False, rival=True)) == ()


def test_every_doubt_can_be_drawn() -> None:
    drawn = {doubt for case in CASES for doubt in doubts(Inputs(Outcome.MLOPS, *case))}

    assert drawn == set(Doubt)
