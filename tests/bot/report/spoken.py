"""Scopings in which people typed the same words wherever they can type."""

from typing import Any

from dialogs.record.parts import AskedBack, Person, Standing
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, IVO, MIA, MONDAY, answer, fresh


def spoken_by(words: str) -> Scoping:
    """A scoping in which people typed these words wherever they can type."""
    line = " ".join(words.split())
    scoping = fresh(title=line[:150], idea=line)
    scoping.admit([Person(id=MIA, name=line[:80], standing=Standing.MEMBER, in_channel=True)], MONDAY)
    for question, fields in {
        "exam.1": ("problem",),
        "exam.2": ("why", "because"),
        "exam.3": ("comparison",),
        "exam.4": ("path",),
        "exam.7": ("studied",),
    }.items():
        given: dict[str, Any] = dict.fromkeys(fields, words)
        answer(scoping, question, by=MIA, **given)
        scoping.entries[question].asked_back = [
            AskedBack(rule="vague_goal", kind="substance", seq=1, outcome="waived", reason=words),
            AskedBack(rule="hedged", kind="form", seq=1, outcome="left"),
        ]
    del scoping.entries["exam.2"].answers[-1].values["simpler"]
    scoping.entries["exam.2"].asked_back[0].rule = "ml_as_reason"
    scoping.skip("exam.4", words, MIA, MONDAY)
    scoping.judge([], {"exam.1": words}, IVO, MONDAY)
    scoping.disagree("mlops", words, MIA, MONDAY)
    scoping.add_detail(words, MIA, MONDAY)
    scoping.cancel(words, ANA, MONDAY)
    return scoping
