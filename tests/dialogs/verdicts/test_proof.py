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
CASES = list(
    product(LIGHTS, (None, True, False), (None, True, False), ((), ("rival",), ("equal",), ("rival", "equal")))
)


@pytest.mark.parametrize(("light", "pays", "survives", "others"), CASES)
def test_each_doubt_holds_by_its_own_input(
    light: Light | None, pays: bool | None, survives: bool | None, others: tuple[str, ...]
) -> None:
    money = ["loses"] if pays is False else [*(["breaks"] if survives is False else []), *others[:1]]

    for outcome in BUILT_TO_LAST:
        given = Inputs(outcome, light, pays, survives, "rival" in others, "equal" in others)
        assert list(doubts(given)) == [*LIGHTS[light], *money]


@pytest.mark.parametrize("outcome", [None, Outcome.POC, Outcome.UNDECIDED, Outcome.CONTRADICTION])
def test_what_is_not_built_to_last_is_never_proved_first(outcome: Outcome | None) -> None:
    assert doubts(Inputs(outcome, Light.RED, pays=False, survives=False, rival=True)) == ()


def test_every_doubt_can_be_drawn() -> None:
    given = (Inputs(Outcome.MLOPS, *sums, "rival" in others, "equal" in others) for *sums, others in CASES)
    drawn = {doubt for one in given for doubt in doubts(one)}

    assert drawn == set(Doubt)
