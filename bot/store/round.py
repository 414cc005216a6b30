"""The open round of a readiness pulse: its sums, and who has answered as digests that only its own salt makes."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from dialogs.verdicts.readiness import ELEMENTS, SCORES, Tally

SALT = 32
"""Bytes of chance a round begins with: the key of its digests, destroyed with them."""


class Round(BaseModel):
    """One round, as its file holds it; both sets are sorted, so that nothing says who answered first.

    `people` and `windows` are digests. Which window was whose, and what was chosen in it, stands nowhere.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    salt: str
    people: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()
    scores: dict[str, list[int]] = {}
    barriers: dict[str, int] = {}

    @property
    def sums(self) -> Tally:
        return Tally(self.scores, self.barriers)

    def has(self, person: str) -> bool:
        """Whether somebody's answer is in the sums."""
        return self._digest("person", person) in self.people

    def has_taken(self, window: str) -> bool:
        """Whether this very window was counted: it comes twice where Slack, or whoever sent it, tries again."""
        return self._digest("window", window) in self.windows

    def counting(self, person: str, window: str, sums: Tally) -> "Round":
        """The round with somebody's answer in it, which `sums` has already. Raises ValueError for a second one."""
        return Round(
            id=self.id,
            salt=self.salt,
            people=tuple(sorted([*self.people, self._digest("person", person)])),
            windows=tuple(sorted([*self.windows, self._digest("window", window)])),
            scores={element: list(counts) for element, counts in sums.scores.items()},
            barriers=dict(sums.barriers),
        )

    @model_validator(mode="after")
    def _counts_people(self) -> Self:
        """Each element was given as many scores as there are people, and each of them is another one."""
        for_each = {sum(self.scores.get(element, ())) for element in ELEMENTS}
        whole = all(len(counts) == len(SCORES) and min(counts) >= 0 for counts in self.scores.values())
        if not whole or len(set(self.people)) != len(self.people) or for_each != {len(self.people)}:
            raise ValueError("the sums are not of as many people as have answered")
        return self

    def _digest(self, kind: str, name: str) -> str:
        return hmac.new(bytes.fromhex(self.salt), f"{kind}:{name}".encode(), hashlib.sha256).hexdigest()


def new_round(id: str, chance: Callable[[int], bytes] = secrets.token_bytes) -> Round:
    """A round nobody has answered yet."""
    return Round(id=id, salt=chance(SALT).hex())
