"""What the page and the Markdown file say alike, and Slack does not: shorter for a board, whole in the appendix."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.report import sources
from bot.telling import premortem
from bot.telling.report import WORDINGS as SHARED
from bot.telling.to_find_out import Known
from bot.words.figures import shortened
from bot.words.templates import Wording
from dialogs.errors import Sentence
from dialogs.report.counsel import Objected
from dialogs.report.parts import Waiting
from dialogs.report.report import Report

MOST_LEFT = 140
"""Characters of the reason for which an objection was left."""
ROWS, NAMED = 9, 6
"""Steps, and other open things, that stand before the appendix, which has them all."""


def _ended_shortly(one: Objected) -> Sentence:
    return premortem.ended(replace(one, reason=shortened(one.reason, MOST_LEFT), said=shortened(one.said, MOST_LEFT)))


def _ended_together(ones: Sequence[Objected]) -> Sentence:
    """How several ended for which there was one reason: that, and what others had said to some of them."""
    told = [{"label": one.label, "by": one.said_by, "said": shortened(one.said, MOST_LEFT)} for one in ones if one.said]
    return Sentence("ended.together", {"by": ones[0].by, "reason": shortened(ones[0].reason, MOST_LEFT), "told": told})


WORDINGS: Mapping[str, Wording] = {**SHARED, "ended_shortly": _ended_shortly, "ended_together": _ended_together}
"""What the templates of both call, by name."""

_TOLD_APART = frozenset(
    {"sign", "pulse", "answered", "followup", "objected", "contradiction", "due", "missing", "sent_back", "stale"}
)
"""States of something open of which a report says more than that it is to be answered."""


def to_accept(report: Report) -> list[Waiting]:
    """The answers that wait for the director, or the delegate, alone."""
    return [one for one in report.waiting if one.state == "answered" and _examines(report, one)]


def to_answer(report: Report) -> list[Waiting]:
    """The questions that nobody has answered, without those of which somebody named a day to know it by."""
    return [one for one in report.waiting if one.state not in _TOLD_APART and not one.known_by]


def otherwise_open(report: Report) -> list[Waiting]:
    """What is open in any other way."""
    apart = [*to_accept(report), *to_answer(report)]
    return [one for one in report.waiting if one not in apart]


def _examines(report: Report, one: Waiting) -> bool:
    return bool(one.owner) and one.owner in (report.director, report.delegate)


GLOBALS: Mapping[str, object] = {
    "named": sources.named,
    "source_name": sources.name,
    "ours": sources.ours,
    "to_accept": to_accept,
    "to_answer": to_answer,
    "otherwise": otherwise_open,
    "ROWS": ROWS,
    "NAMED": NAMED,
}


@dataclass(frozen=True)
class Whole:
    """What the first pages have shortened, or may have: the appendix has it whole."""

    idea: bool
    ending: bool
    steps: bool
    unsettled: bool

    @property
    def any(self) -> bool:
        return self.idea or self.ending or self.steps or self.unsettled


def whole(report: Report, known: Known) -> Whole:
    """What the appendix says once more: words that stand nowhere else in full, and lists of which a part was left."""
    return Whole(
        idea=bool(report.idea),
        ending=bool(report.decision.stopped and report.decision.reason),
        steps=bool(known.listed) or len(report.steps) > ROWS,
        unsettled=max(len(report.waiting), len(known.others)) > NAMED,
    )


def has_notes(report: Report, whole: Whole) -> bool:
    """Whether the appendix has notes: anything said beside the answers, or said there once more."""
    noted = (report.contradictions, report.stands_together, report.waived, report.left, report.skipped)
    return whole.any or any((*noted, report.dissent, report.added))
