"""Whether a remark says that somebody sees it differently: “i dont agree with ana on 18 avoided a year”."""

import re

_I = r"(?:^|[.;,:!?–—\n-]\s*|\b(?:but|and|sorry|honestly|frankly|personally)\W+)(?:i|we)"
_NOT = r"(?:\s+(?:do|does|can|could|would)(?:\s+not|n['’]?t)|\s+cannot|\s+can['’]?t)"
_HOW = r"(?:\s+(?:really|quite|fully|entirely|at all|just))?"
_SAYS_OTHERWISE = re.compile(
    rf"{_I}{_NOT}{_HOW}\s+(?:agree|believe|buy|share)\b"
    rf"|{_I}(?:['’]d|\s+would)?{_HOW}\s+(?:disagree|object|doubt)\b"
    rf"|{_I}\s+(?:see|read|judge)\s+(?:it|this|that)\s+(?:very |quite )?differently\b"
    rf"|{_I}(?:\s+am|['’]?m|\s+are|['’]?re)\s+(?:not|far from)\s+convinced\b"
    r"|^\W*(?:disagree|not convinced|i beg to differ)\b",
    re.IGNORECASE,
)


def says_otherwise(text: str) -> bool:
    """Whether somebody contradicts in their own name; what they report of others is a detail."""
    return bool(_SAYS_OTHERWISE.search(text))
