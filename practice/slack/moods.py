"""The bad days of the practice Slack: slow, limiting, failing, away, or telling everything twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from practice.slack.errors import PracticeError


@dataclass
class RateLimit:
    """Answers every `every`th call of a method (`*`: of any) with 429 and Retry-After: seconds, or words."""

    method: str = "*"
    every: int = 2
    retry_after: int | str = 1
    seen: int = 0

    def strikes(self, method: str) -> bool:
        """Whether this call is the one; it is counted by being asked."""
        if self.method not in ("*", method):
            return False
        self.seen += 1
        return self.seen % self.every == 0


@dataclass
class Failure:
    """Lets `times` calls of a method (`*`: of any) fail in one way, after `skip` calls that go well."""

    method: str = "*"
    how: str = "http_500"  # http_500, html, hang, reset_before, late (reset, and done `hang` seconds later), an error;
    # or, with _after_accept behind it: reset, timeout, and what is no answer of Slack's: empty, plain, list, half, bare
    # (without ts) and wordless
    times: int = 1
    skip: int = 0  # calls that still go well first

    def strikes(self, method: str) -> bool:
        """Whether this call fails; it is counted by being asked."""
        if self.method not in ("*", method) or self.times <= 0:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True


@dataclass
class Moods:
    """All off at first. `slow` is seconds added to each Web API call; `hang` how long a timeout is held open.

    `twice` delivers everything a second time; `deaf` misses the first acknowledgement of each event and sends it again.
    """

    slow: float = 0.0
    down: bool = False
    twice: bool = False
    deaf: bool = False
    hang: float = 60.0
    files: str = ""  # off, size: none is taken; shared: none in a shared channel; blocked: their host hangs
    rate_limits: list[RateLimit] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def change(self, **wishes: Any) -> None:
        """`slow=0.5`, `down=True`, `twice=True`, `deaf=True`, `hang=2`, `files="off"`,
        `rate_limit={method, every, retry_after}` or None, `fail={method, how, times, skip}` or None, `clear=True`."""
        if wishes.pop("clear", False):
            self.__init__()  # type: ignore[misc]
        for name, wish in wishes.items():
            if name not in _CHANGES:
                raise PracticeError(f"There is no mood {name!r}. There are {', '.join(_CHANGES)} and clear.")
            _CHANGES[name](self, wish)

    def limited(self, method: str) -> int | str | None:
        """Seconds to wait where this call is limited."""
        struck = [limit for limit in self.rate_limits if limit.strikes(method)]
        return struck[0].retry_after if struck else None

    def failing(self, method: str) -> str | None:
        """How this call fails, if it does."""
        return next((failure.how for failure in self.failures if failure.strikes(method)), None)


def _set(name: str) -> Any:
    return lambda moods, wish: setattr(moods, name, wish)


def _limit(moods: Moods, wish: dict[str, Any] | None) -> None:
    moods.rate_limits = [] if wish is None else [*moods.rate_limits, RateLimit(**wish)]


def _fail(moods: Moods, wish: dict[str, Any] | None) -> None:
    moods.failures = [] if wish is None else [*moods.failures, Failure(**wish)]


_CHANGES: dict[str, Any] = {
    **{name: _set(name) for name in ("slow", "down", "twice", "deaf", "hang", "files")},
    "rate_limit": _limit,
    "fail": _fail,
}
