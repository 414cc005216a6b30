"""Of how many a candidate is this or that number: the same in a report's one sentence and beside the choice."""

import re

from bot.telling import choice
from bot.words.sentences import spoken
from dialogs import report
from dialogs.findings import Findings
from tests.play import reach


def test_one_that_cannot_be_built_is_counted_in_both_places() -> None:
    scoping = reach("report", track="full")
    said = {id: scoping.entries[f"candidate_{id}"].answers[-1].values for id in ("b.6", "c.1", "c.6")}
    said["b.6"]["reach"] = 9e6
    said["c.1"]["data"] = "no"
    said["c.6"].pop("reach")
    findings = Findings(scoping)
    told = choice.choice(findings)
    sentence = choice.taken(report.build(findings))
    assert told
    assert not isinstance(sentence, str)

    counts = [re.findall(r"number (\d+) of (\d+)", said) for said in (told.verdict, spoken(sentence))]
    assert counts[0] == counts[1] != []
    assert counts[0][0][1] == str(len(findings.candidates))
