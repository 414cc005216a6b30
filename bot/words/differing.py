"""Two versions of the same words, cut to where they differ.

differing("<60 words> than today.", "<60 words> than today. 9% is ours.", 40)
# ("… than today.", "… than today. 9% is ours.")
"""

from bot.words.figures import shortened

_BESIDE = 4
"""Words on either side that show where in it the difference stands (ours)."""


def differing(before: str, now: str, most: int) -> tuple[str, str]:
    """Both, at most so many characters each; where one is longer, from a little before the first word that differs."""
    if max(len(before), len(now)) <= most or before == now:
        return shortened(before, most), shortened(now, most)
    words = before.split(), now.split()
    ahead = _shared(*words)
    behind = _shared(*(one[: ahead - 1 if ahead else None : -1] for one in words))
    return _around(words[0], ahead, behind, most), _around(words[1], ahead, behind, most)


def _shared(one: list[str], other: list[str]) -> int:
    """How many words two lists begin with that are the same."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _around(words: list[str], ahead: int, behind: int, most: int) -> str:
    """What differs in one of them, with a few words on either side."""
    start, end = max(0, ahead - _BESIDE), min(len(words), len(words) - behind + _BESIDE)
    begun, more = "… " if start else "", " …" if end < len(words) else ""
    return begun + shortened(" ".join(words[start:end]) + more, most - len(begun))
