"""How long what somebody wrote has to last: “under 2.5% for eight weeks”, “in an 8-week trial”.

lasts_until("Under 2.5% for eight weeks running.", date(2027, 4, 12))   # date(2027, 6, 7)
"""

from __future__ import annotations

import re
from datetime import date

from dialogs.answers.days import COUNTED, SPANS, days

_COUNT = rf"(?:\d{{1,3}}|{'|'.join(COUNTED)})"
_SPAN = rf"(?:{'|'.join(SPANS)})"
_TRIAL = r"(?:(?:live|field|shadow|blind|parallel|A/B) )?(?:trial|pilot|test|run|period|proof|experiment|season)"
_LASTING = rf"{_COUNT} (?:full |whole |straight |consecutive )?{_SPAN}\b"
_FOR = re.compile(
    rf"\b(?:for|over|during|through|throughout|über|für|während) (?:(?:the|at least|all|next|first|last) ){{0,2}}"
    rf"(?P<so_long>{_LASTING})"
    rf"|\b(?P<on_end>{_LASTING}),? (?:in a row|running|straight|on end|in Folge)\b"
    rf"|\b(?P<trial>{_COUNT}[- ]{_SPAN})[- ](?:long )?{_TRIAL}\b"
    rf"|\b{_TRIAL} (?:of|lasting|that lasts|that runs) (?:at least )?(?P<lasting>{_LASTING})"
    rf"|\b(?P<stands_as>{_COUNT})[- ]?(?P<lang>wöchig|monatig|tägig)e[nrsm]?\b",
    re.IGNORECASE,
)
_LANG = {"wöchig": "weeks", "monatig": "months", "tägig": "days"}
_BETWEEN = re.compile(r" (?:full|whole|straight|consecutive) ", re.IGNORECASE)


def lasts_until(text: str, since: date) -> date:
    """The day on which the longest span that words ask for is over, counted from `since`; else that day."""
    ends = (days(f"in {_span(one)}", since) for one in _FOR.finditer(text))
    return max((day for one in ends for day in one), default=since)


def _span(found: re.Match[str]) -> str:
    """As a span of days is written: 8 weeks."""
    if found["stands_as"]:
        return f"{found['stands_as']} {_LANG[found['lang'].casefold()]}"
    span = found["so_long"] or found["on_end"] or found["trial"] or found["lasting"]
    return _BETWEEN.sub(" ", span.replace("-", " "))
