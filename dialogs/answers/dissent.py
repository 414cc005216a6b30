"""Whether a remark says that somebody sees it differently: “i dont agree with ana on 18 avoided a year”.

And whether words report it of others: “finance disputes it”.
"""

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


_IT = r"(?: (?:it|this|that|the|these|our|them)\b)"
_DISPUTED = re.compile(
    rf"\b(?:disput(?:ed|ing)|disputes?(?={_IT})|contest(?:s|ed)|disagree(?:s|d)|doubted|(?:doubts?|questions?)(?={_IT})"
    r"|(?:do(?:es)?|did)(?: not|n['’]?t) (?:agree|believe|buy|accept)|bestreitet|bestreiten|zweifelt|anzweifelt)\b",
    re.IGNORECASE,
)
_BY_NOBODY = re.compile(r"\b(?:nobody|no one|none of (?:us|them)|niemand|keiner)\s+(?:\w+\s+)?$", re.IGNORECASE)


def is_disputed(text: str) -> bool:
    """Whether words say that somebody sees it differently, whoever that is: “pani Dvorakova (finance) disputes it”."""
    found = _DISPUTED.search(text)
    return found is not None and not _BY_NOBODY.search(text[: found.start()])
