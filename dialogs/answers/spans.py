"""How long what somebody wrote has to last: “under 2.5% for eight weeks running” is not shown in less.

lasts_until("Under 2.5% for eight weeks running.", date(2027, 4, 12))   # date(2027, 6, 7)
"""

from __future__ import annotations

import re
from datetime import date

from dialogs.answers.days import COUNTED, SPANS, days

_LASTING = (
    rf"(?P<{{0}}>(?:\d{{{{1,3}}}}|{'|'.join(COUNTED)}) (?:full |whole |straight |consecutive )?(?:{'|'.join(SPANS)}))\b"
)
_FOR = re.compile(
    rf"\b(?:for|over|during|through|throughout|über|für|während) (?:(?:the|at least|all|next|first|last) ){{0,2}}"
    rf"{_LASTING.format('so_long')}|\b{_LASTING.format('on_end')},? (?:in a row|running|straight|on end|in Folge)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r" (?:full|whole|straight|consecutive) ", re.IGNORECASE)


def lasts_until(text: str, since: date) -> date:
    """The day on which the longest span that words ask for is over, counted from `since`; else that day."""
    found = (one["so_long"] or one["on_end"] for one in _FOR.finditer(text))
    ends = (days(f"in {_BETWEEN.sub(' ', span)}", since) for span in found)
    return max((day for one in ends for day in one), default=since)
