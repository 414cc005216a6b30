"""Marks of lists and emphasis around words, as Markdown, Slack and note-takers write them; others belong to them."""

import re

from dialogs.answers.text import cleaned

_BULLETS = re.compile(r"^(?:(?:[-*•‣⁃◦∙·▪▫●○■□☐☑☒✓✔✗✘–—]|\[[ xX]?\])\s+(?=\S))+")
_ASIDE = re.compile(r"<br ?/?>|^\s*`{3,}|`{3,}\s*$", re.IGNORECASE)
"""A break inside a cell, and a fence on the line of what it holds."""
_ALL = re.compile(r"\s*(?P<mark>\*{1,3}|~~?|_)(?P<words>[^\s*~_](?:[^*~_]*[^\s*~_])?)(?P=mark)\s*")
_PAIRED = ("***", "**", "~~", "`", "*", "_", "~")
_EMPHASIS = tuple(
    re.compile(
        r"(?<![\w{m}]){mark}(?![\s{m}])(.*?)(?<![\s{m}]){mark}(?![\w{m}])".format(m=mark[0], mark=re.escape(mark))
    )
    for mark in _PAIRED
)


def unwrapped(line: str) -> str:
    """A line that is all in one pair of marks: **Pilot; 2026-05-01**."""
    found = _ALL.fullmatch(line)
    return found["words"] if found else line


def without_bullet(words: str) -> str:
    """A list's sign before the words is gone: “- [ ] Pilot”, “• Pilot”; -5 and *args stay."""
    return _BULLETS.sub("", words)


def bare(words: str) -> str:
    """On one line, **bold**, _italic_, `code` and ~~struck~~ as their words; C*, snake_case and 2*3 stay."""
    before = None
    while before != words:
        before = words
        words = " ".join(cleaned(_ASIDE.sub(" ", words)).split())
        for mark in _EMPHASIS:
            words = mark.sub(r"\1", words)
    return words
