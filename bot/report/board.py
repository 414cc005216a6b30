"""What the page and the Markdown file say alike, and Slack does not: shorter for a board, whole in the appendix."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.report import sources
from bot.telling import premortem
from bot.telling.report import WORDINGS as SHARED
from bot.telling.to_find_out import Known
from bot.words.figures import shortened
from bot.words.templates import Wording
from dialogs.errors import Sentence
from dialogs.report.counsel import Objected
from dialogs.report.parts import Report

MOST_IDEA, MOST_REASON, MOST_STEP, MOST_LEFT = 300, 400, 240, 140
"""Characters of the words of one person that stand before the appendix."""
ROWS, NAMED = 9, 6
"""Steps, and other open things, that stand there; the appendix has them all."""


def _ended_shortly(one: Objected) -> Sentence:
    return premortem.ended(replace(one, reason=shortened(one.reason, MOST_LEFT)))


WORDINGS: Mapping[str, Wording] = {**SHARED, "ended_shortly": _ended_shortly}
"""What the templates of both call, by name."""

GLOBALS: Mapping[str, object] = {"named": sources.named, "source_name": sources.name, "ours": sources.ours}


@dataclass(frozen=True)
class Whole:
    """What had to be cut on the first pages, so that the appendix has it whole."""

    idea: bool
    ending: bool
    steps: bool
    unsettled: bool

    @property
    def any(self) -> bool:
        return self.idea or self.ending or self.steps or self.unsettled


def whole(report: Report, known: Known) -> Whole:
    """What the appendix has to say once more, as the first pages have only its beginning."""
    texts = [step.text for step in report.steps] + [one.what for one in known.listed]
    return Whole(
        idea=len(report.idea) > MOST_IDEA,
        ending=len(report.decision.reason) > MOST_REASON,
        steps=max(len(report.steps), len(known.listed)) > ROWS or any(len(text) > MOST_STEP for text in texts),
        unsettled=max(len(report.waiting), len(known.others)) > NAMED,
    )
