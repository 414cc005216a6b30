"""Whether what is known carries a system that is built to last, or it has to be proved first. The table is ours.

A proof of concept is cheap and can be stopped; a system that is kept running is neither. So where the candidate is not
shown to work, or the money does not hold, the small step comes first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dialogs.verdicts.feasibility import Light
from dialogs.verdicts.mlops import Outcome

BUILT_TO_LAST = frozenset({Outcome.MLOPS, Outcome.BY_HAND})
"""What is kept running: of these alone something can be proved first."""


class Doubt(StrEnum):
    """What speaks against building to last; each alone is enough."""

    CANNOT_BE_BUILT = "cannot_be_built"
    NOT_SHOWN = "not_shown"
    NOT_JUDGED = "not_judged"
    LOSES = "loses"
    BREAKS = "breaks"
    RIVAL = "rival"
    EQUAL = "equal"


@dataclass(frozen=True)
class Inputs:
    """What the answers lead to; the candidate's light (None: no candidate was judged); and the case.

    `pays` and `survives` (twice the cost, half as long again) are None where nobody asked, or the case has a gap.
    `rival`: another way is worth more by the same figures; `equal`: as much, as far as they can tell, and costs less.
    """

    outcome: Outcome | None
    light: Light | None = None
    pays: bool | None = None
    survives: bool | None = None
    rival: bool = False
    equal: bool = False


def doubts(given: Inputs) -> tuple[Doubt, ...]:
    """What speaks against it, in the order a board asks; nothing where nothing is to be kept running."""
    if given.outcome not in BUILT_TO_LAST:
        return ()
    return tuple(doubt for doubt, holds in TABLE.items() if holds(given))


TABLE: Mapping[Doubt, Callable[[Inputs], bool]] = {
    Doubt.CANNOT_BE_BUILT: lambda given: given.light is Light.RED,
    Doubt.NOT_SHOWN: lambda given: given.light is Light.AMBER,
    Doubt.NOT_JUDGED: lambda given: given.light is Light.UNKNOWN,
    Doubt.LOSES: lambda given: given.pays is False,
    Doubt.BREAKS: lambda given: given.survives is False and given.pays is not False,
    Doubt.RIVAL: lambda given: given.rival and given.pays is not False,
    Doubt.EQUAL: lambda given: given.equal and not given.rival and given.pays is not False,
}
"""Each doubt, and when it holds. What does not pay at all is not asked whether it survives, or is beaten."""
