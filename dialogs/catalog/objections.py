"""What an objection is made of: the answers it looks at, its table, its words. And contradictions from before."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Field, model_validator

from dialogs.catalog.part import Part


class Level(StrEnum):
    """How much an objection holds up: its stage, the signature, or nothing (a note of the report's); or it is none."""

    STOP = "stop"
    SIGN_OFF = "before_sign_off"
    NOTE = "note"
    QUIET = "quiet"


class Cause(StrEnum):
    """Which of the five root causes of failed AI projects (RAND RR-A2680-1) an objection belongs to (mapping ours)."""

    PROBLEM = "problem"
    DATA = "data"
    TECHNOLOGY = "technology"
    INFRASTRUCTURE = "infrastructure"
    TOO_HARD = "too_hard"


HURTS = "can_hurt"
"""The fact of a catalogue that raises a level: a wrong answer could hurt somebody."""
HOLDS, NOT = "holds", "not"
"""What a look at a fact comes to."""
KNOWN, UNKNOWN = "known", "unknown"
"""What a look at an answer without options comes to."""


class Fact(StrEnum):
    """What no single answer says; dialogs/findings/facts.py works each out, and says whether it holds."""

    ALWAYS = "always"
    AS_GOOD = "an_alternative_is_worth_as_much"
    ONLY_CANDIDATE = "is_the_only_candidate"
    EASIEST = "is_easiest"
    NOT_TOP = "is_not_top"
    NOT_FEASIBLE = "is_not_feasible"
    LEARNS_NOTHING = "learns_nothing"
    BEYOND_PEOPLE = "target_is_beyond_people"
    LABELS_DISAGREE = "labels_disagree"
    RISK_WITHOUT_STEPS = "a_risk_lacks_steps"
    LABELS_TAKE_LONGER = "labelling_takes_longer"
    OVER_BUDGET = "milestones_cost_more"
    BREAKS_UNDER_STRESS = "does_not_survive_stress"


class Reckoned(StrEnum):
    """What is reckoned from several answers, and comes to one of a few things; in findings/objections/reckoned.py."""

    PRICE = "the_price_of_mistakes"
    OVERLOAD = "more_than_people_can_look_at"
    REACH = "what_the_history_says"
    OTHER_RISKS = "the_steps_of_other_risks"
    STEPS = "what_the_steps_say"
    OTHER_WAYS = "the_other_ways_of_the_ledger"
    LEAD = "how_far_another_candidate_leads"
    GAP = "a_gap_in_words"
    AGAINST_WORDS = "a_choice_against_its_words"
    UNTRIED = "another_way_untried_in_words"
    TWO_SHEETS = "the_sheet_beside_the_case"
    FIRST_LOOK = "a_first_look_at_the_data"


class Gives(NamedTuple):
    """What something that is reckoned can come to, and the words and figures it lends to what is asked."""

    results: tuple[str, ...]
    words: tuple[str, ...] = ()


GIVES: Mapping[Reckoned, Gives] = {
    Reckoned.PRICE: Gives(
        (
            *("loses", "costs_more_to_run", "far_less", "thin", "running_unknown", "pays"),
            *("neither", "cost_unknown", "gain_unknown", "errors_unknown"),
        ),
        ("right", "wrong", "errors", "cases", "running", "gain", "loss", "year", "cases_needed", "saving", "even"),
    ),
    Reckoned.OVERLOAD: Gives(("enough", "too_much"), ("requests", "per", "minutes", "hours", "limit", "staff")),
    Reckoned.REACH: Gives(
        ("none", "short_and_unclear", "reachable", "unreachable", "at_target_by_luck", "reached"),
        ("last", "wanted", "points", "low", "high", "cases", "needed"),
    ),
    Reckoned.OTHER_RISKS: Gives(("fine", "costly", "grave"), ("risk",)),
    Reckoned.STEPS: Gives(("nothing", "too_little", "something", "by_a_day"), ("steps",)),
    Reckoned.OTHER_WAYS: Gives(("none", "some")),
    Reckoned.LEAD: Gives(("none", "less", "twice"), ("other",)),
    Reckoned.GAP: Gives(("none", "gap", "grave"), ("gap",)),
    Reckoned.AGAINST_WORDS: Gives(("none", "gap", "figure"), ("chosen", "words")),
    Reckoned.UNTRIED: Gives(("none", "untried"), ("untried",)),
    Reckoned.TWO_SHEETS: Gives(
        ("none", "alike", "once", "yearly", "saving", "currencies", "plan_currency", "overtaken", "drew_level"),
        ("sheet", "case", "plan", "way", "years"),
    ),
    Reckoned.FIRST_LOOK: Gives(("had", "none")),
}


def _fact(name: object) -> object:
    if name not in {"", *Fact}:
        raise ValueError(f"there is no fact {name}; there are {', '.join(Fact)}")
    return name


class Side(Part):
    """One side of a contradiction: what an answer at a path has to be, or a fact of dialogs/findings/facts.py."""

    at: str
    among: tuple[str, ...] = ()
    blank: bool = False
    fact: Annotated[Fact | Literal[""], BeforeValidator(_fact)] = ""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if sum(map(bool, (self.among, self.blank, self.fact))) != 1:
            raise ValueError("a side says one thing: among, blank or fact")
        return self


class Clash(Part):
    """Two answers that cannot both hold. The second is asked about; both may stand only with a reason (`may_stand`).

    Where both look at the same answer, something is missing in it (`is_gap`) rather than that two clash. Ours are
    objections now; scopings begun before them, and teams' own catalogues, still have these.
    """

    id: str
    source: tuple[str, ...]
    first: Side
    second: Side
    ask: str
    may_stand: bool = True

    @property
    def is_gap(self) -> bool:
        return self.first.at == self.second.at


def _several(value: Any) -> Any:
    """One word stands for a list of one."""
    return (value,) if isinstance(value, str) else value


def _beside(value: Any) -> Any:
    """A list is paths with nothing beside them."""
    return dict.fromkeys(value, "") if isinstance(value, (list, tuple)) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Look(Part):
    """One thing a table looks at: the first of the answers `at` these paths that is asked, or what is worked out.

    It comes to an option (or several), to `known` or `unknown` for what has no options, to `holds` or `not` for a
    `fact` (of `Catalog.facts`, or of dialogs/findings/facts.py, which may be one about the answer `at` a path), to one
    of its results (`GIVES`) for what is `reckoned`. `says` are the options inside a sentence. Where nothing of it is
    asked on a track, no row that names it fits, or `absent` counts.
    """

    at: Words = ()
    fact: str = ""
    reckoned: Reckoned | Literal[""] = ""
    absent: str = ""
    says: Mapping[str, str] = {}

    @model_validator(mode="after")
    def _looks_at_one_thing(self) -> Self:
        if sum(map(bool, (self.at and not self.fact, self.fact, self.reckoned))) != 1:
            raise ValueError("a look is at one thing: at, fact (perhaps with one at) or reckoned")
        return self


class Row(Part):
    """A row of a table: it fits where each thing of `when` is among these and none of `without` is. The first counts.

    `hurting` is the level instead where a wrong answer could hurt somebody. The words are those of the rule, if none.
    """

    when: Mapping[str, Words] = {}
    without: Mapping[str, Words] = {}
    level: Level
    hurting: Level | None = None
    ask: Words = ()
    settle: str = ""
    flip: str = ""
    sunk: str = ""


class Objection(Part):
    """Something that sinks projects, and the answers that show it.

    Asked of the first question of `asked_of` that is asked and of which it quotes something, or of each one of `each`
    (a path, and one beside it), which stands for `{at}` and `{beside}` in the paths. `quotes` are the answers shown,
    four at most. `ask` are wordings, the first of which all answers are there is used; `sunk` says it as if it had
    happened. It gives way to those in `yields_to` about the same question. `refs` are the sources it rests on; with
    none it is ours. `signed` may only be let stand in the director's own words, where something is to be built.
    """

    id: str
    kind: str
    source: tuple[str, ...] = Field(min_length=1)
    asked_of: Words = ()
    each: Annotated[Mapping[str, str], BeforeValidator(_beside)] = {}
    looks: Mapping[str, Look] = Field(min_length=1)
    table: tuple[Row, ...] = Field(min_length=1)
    quotes: tuple[str, ...] = ()
    ask: Words
    rule: str
    settle: str
    flip: str
    sunk: str
    cause: Cause
    refs: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    signed: bool = False

    @property
    def leans_on(self) -> frozenset[str]:
        """The looks of which something has to be asked: rows that object where one of them is not among something."""
        return frozenset(name for row in self.table if row.level is not Level.QUIET for name in row.without)

    def written_out(self, path: str) -> tuple[str, ...]:
        """A path of its own at each place where it is asked."""
        places = self.each.items() or (("", ""),)
        written = (path.replace("{at}", at).replace("{beside}", beside) for at, beside in places)
        return tuple(dict.fromkeys(written))

    @model_validator(mode="after")
    def _is_a_table(self) -> Self:
        if bool(self.asked_of) == bool(self.each):
            raise ValueError("an objection is asked of one of several questions (asked_of) or of each")
        named = {name for row in self.table for name in (*row.when, *row.without)}
        if lost := named - set(self.looks):
            raise ValueError(f"the table of {self.id} looks at {min(lost)}, which is not among its looks")
        if self.table[-1].when or self.table[-1].without:
            raise ValueError(f"the last row of {self.id} has to fit whatever is left")
        return self
