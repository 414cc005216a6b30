"""A metric that was typed in per cent is told in per cent: in its verdict, in both files and in the thread."""

import re

from bot.report import html, markdown
from bot.telling import candidates
from dialogs.answers.written import PERCENT, Written
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from tests.full_track import approved_mlops

METRIC = ("history", "guess", "target", "best")
SHARE = re.compile(r"\b0\.(?:68|7\d?|85|92)\b")


def in_per_cent() -> Scoping:
    """Candidate C, whose history goes from 68% to 70% and whose target is 85%."""
    scoping = approved_mlops().model_copy(deep=True)
    answer = scoping.entries["candidate_c.5"].answer
    assert answer
    answer.written |= dict.fromkeys(METRIC, Written(unit=PERCENT))
    return scoping


def test_the_verdict_keeps_the_unit() -> None:
    told = candidates.candidate(Findings(in_per_cent()), "c")
    assert told
    words = " ".join((*map(str, told.lines), *told.changes))

    assert "85%" in words
    assert SHARE.findall(words) == []


def test_both_files_keep_the_unit() -> None:
    findings = Findings(in_per_cent())
    for made in (markdown.render(findings), html.render(findings)):
        about = re.findall(r"[^\n]*85%[^\n]*", made)

        assert about
        assert [line for line in about if SHARE.search(line)] == []
