"""Risks: how severe each is, which share is dealt with, whether to automate or augment, and where the law may look.

The scale, its bands and the share are ours. Automate or augment is the People + AI Guidebook's (see PAIR): take over
what is difficult, unpleasant or done at scale where people agree on the right way; help with what they enjoy or value,
or do not agree on. The pointer into the EU's AI Act is a pointer and not legal advice: see `pointer`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

PAIR = "https://pair.withgoogle.com/guidebook/"
AI_ACT = "https://eur-lex.europa.eu/eli/reg/2024/1689/oj"
STEPS = (1, 2, 3, 4, 5)
WRITTEN = frozenset(("written", "tried"))
"""How far the steps for a risk have to be, so that it counts as dealt with."""
UNTRIED = 0.5
"""How much steps count that are written down and were never tried (ours): whether they do is seen on the day."""


class Severity(StrEnum):
    """What a risk is called, by likelihood x impact."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    EXTREME = "extreme"


BEGINS: tuple[tuple[int, Severity], ...] = (
    (15, Severity.EXTREME),
    (10, Severity.HIGH),
    (5, Severity.MEDIUM),
    (1, Severity.LOW),
)
"""Ours: from which product on a band holds."""


@dataclass(frozen=True)
class Risk:
    """What may go wrong: likelihood and impact 1 to 5, and what is done on that day.

    Either as what gives it away, the steps and whose it is, each apart; or all of it in `steps`, with how far they are.
    `thin` are steps that say too little to count: “talk to them”.
    """

    name: str
    likelihood: int
    impact: int
    trigger: str = ""
    fallback: str = ""
    owner: str = ""
    steps: str = ""
    state: str = ""
    thin: str = ""

    @property
    def weight(self) -> int:
        """Likelihood x impact, 1 to 25. Raises ValueError off the scale."""
        return _weight(self.likelihood, self.impact)

    @property
    def dealt_with(self) -> float:
        """0 without steps, 1 with tried ones."""
        return dealt_with(self.state) if self.mitigated else 0.0

    @property
    def severity(self) -> Severity:
        return severity(self.likelihood, self.impact)

    @property
    def mitigated(self) -> bool:
        return is_mitigated(self.fallback, self.owner) or are_written(self.steps, self.state)


def is_mitigated(fallback: str, owner: str) -> bool:
    """Somebody owns it, and there are steps for the day it happens."""
    return bool(fallback.strip() and owner.strip())


def are_written(steps: str, state: str) -> bool:
    """There are steps, and they are written down (or were even tried): none is what people still have in mind."""
    return bool(steps.strip()) and state in WRITTEN


def dealt_with(state: str) -> float:
    """How much steps count that are so far. (Those of a scoping from before the objections say no state, and count.)"""
    return UNTRIED if state == "written" else 1.0


def severity(likelihood: int, impact: int) -> Severity:
    """The one band of a risk. Raises ValueError unless both are whole and 1 to 5."""
    weight = _weight(likelihood, impact)
    return next(band for begins, band in BEGINS if weight >= begins)


def mitigated_share(risks: Iterable[Risk]) -> float:
    """The share (0..1) of all risk, by likelihood x impact, that is dealt with; 0 where no risk was named.

    (Naming none is no sign that there are none: the uplift for optimism then stays at its upper bound.)
    """
    named = tuple(risks)
    whole = sum(risk.weight for risk in named)
    return sum(risk.weight * risk.dealt_with for risk in named) / whole if whole else 0.0


class Role(StrEnum):
    """Take a task over, or help people with it. `EITHER`: nothing speaks for the one or the other."""

    UNDECIDED = "undecided"
    AUGMENT = "augment"
    AUTOMATE = "automate"
    EITHER = "either"


PULLS = ("difficult", "unpleasant", "at_scale")
KEEPS = ("enjoyed", "valued", "disputed")


@dataclass(frozen=True)
class Work:
    """What holds for the work as people do it today. None: nobody knows yet. `disputed`: no agreement on the way."""

    difficult: bool | None = None
    unpleasant: bool | None = None
    at_scale: bool | None = None
    enjoyed: bool | None = None
    valued: bool | None = None
    disputed: bool | None = None

    @classmethod
    def ticked(cls, names: Collection[str]) -> "Work":
        """From a list to tick: nothing ticked says nothing, else what is not ticked does not hold.

        Only whether people agree is said by neither `agreed` nor `disputed` being ticked: nobody knows. By both: they
        do not.
        """
        if not names:
            return cls()
        disputed = True if "disputed" in names else False if "agreed" in names else None
        others = {name: name in names for name in (*PULLS, "enjoyed", "valued")}
        return cls(**others, disputed=disputed)

    def holding(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if getattr(self, name))

    def unknown(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if getattr(self, name) is None)


@dataclass(frozen=True)
class RoleFlip:
    """One thing that holds for the work turned round alone, and what it leads to."""

    input: str
    value: bool
    role: Role


@dataclass(frozen=True)
class RoleDecision:
    """What to do with the task, the rows that led to it, and what is missing: named only where it could turn it."""

    role: Role
    rows: tuple[str, ...]
    work: Work
    missing: tuple[str, ...] = ()

    @cached_property
    def flips(self) -> tuple[RoleFlip, ...]:
        """Every single thing that, turned round, leads to another verdict."""
        return () if self.role is Role.UNDECIDED else tuple(_role_flips(self))


def automate_or_augment(work: Work) -> RoleDecision:
    """The one verdict: whatever speaks for leaving it to people comes first, then what speaks for taking it over."""
    if keeps := work.holding(KEEPS):
        return RoleDecision(Role.AUGMENT, keeps, work)
    pulls = work.holding(PULLS)
    if missing := work.unknown(KEEPS if pulls else (*PULLS, *KEEPS)):
        return RoleDecision(Role.UNDECIDED, ("missing",), work, missing)
    if pulls:
        return RoleDecision(Role.AUTOMATE, (*pulls, "agreed"), work)
    return RoleDecision(Role.EITHER, ("nothing_speaks",), work)


class Tier(StrEnum):
    """The tier of the EU's AI Act a use may fall under; the question mark is part of the hint."""

    UNKNOWN = "unknown"
    PROHIBITED = "prohibited?"
    HIGH = "high"
    LIMITED = "limited"
    MINIMAL = "minimal"


AREAS: Mapping[str, Tier] = {
    "biometrics": Tier.HIGH,
    "infrastructure": Tier.HIGH,
    "education": Tier.HIGH,
    "employment": Tier.HIGH,
    "services": Tier.HIGH,
    "law": Tier.HIGH,
    "migration": Tier.HIGH,
    "justice": Tier.HIGH,
    "people_meet_it": Tier.LIMITED,
    "none_things": Tier.MINIMAL,
    "none_people": Tier.MINIMAL,
    "none": Tier.MINIMAL,
}
"""The eight areas of Annex III, people who meet the system (Article 50), and none of them (`none`: as 0.1.0 asked)."""

NEAR_ARTICLE_5 = frozenset(("biometrics", "education", "employment", "law"))
"""Areas in which Article 5 forbids certain uses outright, such as inferring emotions at work and at school."""


@dataclass(frozen=True)
class Pointer:
    """Where in the act to look first; `article_5` says that some uses in this area are forbidden altogether."""

    tier: Tier
    article_5: bool
    link: str = AI_ACT


def pointer(area: str | None, harmful: bool = False) -> Pointer:
    """Where a lawyer would look first: a hint with a link, never a verdict, and not legal advice.

    A purpose that could harm people points to Article 5 whatever the area; None for an area nobody named. Duties to
    tell people (Article 50) can come on top of any tier, and an area alone makes nothing high-risk (Article 6).
    Raises ValueError for an area the table does not have.
    """
    if area is not None and area not in AREAS:
        raise ValueError(f"no such area: {area}")
    if harmful:
        return Pointer(Tier.PROHIBITED, article_5=True)
    return Pointer(AREAS[area] if area else Tier.UNKNOWN, article_5=area in NEAR_ARTICLE_5)


def _weight(likelihood: int, impact: int) -> int:
    if likelihood not in STEPS or impact not in STEPS:
        raise ValueError(f"not 1 to 5: {likelihood}, {impact}")
    return likelihood * impact


def _role_flips(decision: RoleDecision) -> Iterator[RoleFlip]:
    for name in (*PULLS, *KEEPS):
        turned = not getattr(decision.work, name)
        found = automate_or_augment(replace(decision.work, **{name: turned}))
        if found.role not in (decision.role, Role.UNDECIDED):
            yield RoleFlip(name, turned, found.role)
