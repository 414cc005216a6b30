"""The sums a report shows, in each of its views, beside the figures it lists."""

import json
import re

from bot.report import html, markdown
from bot.screens.messages import report as screens
from bot.words.figures import at_least, at_most, money
from dialogs import report
from dialogs.findings import Findings
from dialogs.report import figures
from dialogs.scoping.scoping import Scoping

SUM = re.compile(r"\b(?:EUR|USD|GBP|CHF) -?[\d,.]*\d[kM]?")


def printed(scoping: Scoping) -> dict[str, str]:
    """What each view shows."""
    findings = Findings(scoping)
    return {
        "the page": html.render(findings, draw=lambda _: "<svg></svg>"),
        "the file": markdown.render(findings),
        "the first message": screens.first_words(findings),
        "the window": json.dumps([block.to_dict() for block in screens.full(findings)], ensure_ascii=False),
    }


def unlisted(scoping: Scoping) -> dict[str, set[str]]:
    """By view, the sums it shows that are neither among the figures of the report nor in what somebody said."""
    built = report.build(Findings(scoping))
    listed = [(value, one.unit) for one in figures.listed(built) for value in (one.value, -one.value)]
    known = {
        written
        for value, unit in listed
        for written in (f"{unit} {value:,.0f}", *(say(value, unit) for say in (money, at_least, at_most)))
    }
    said = _in_words(scoping)
    said |= {money(float(number), code) for code in _CODES for number in re.findall(r"-?\d+\.?\d*", _given(scoping))}
    said |= set(SUM.findall(" ".join(put.ask for put in (*scoping.raised, *built.raised))))
    views = {name: set(SUM.findall(re.sub(r"<[^>]+>", "", shown))) for name, shown in printed(scoping).items()}
    return {name: strange for name, shown in views.items() if (strange := shown - known - said)}


def _in_words(scoping: Scoping) -> set[str]:
    """The sums in what people said."""
    return set(SUM.findall(json.dumps([entry.model_dump(mode="json") for entry in scoping.entries.values()])))


_CODES = ("EUR", "USD", "GBP", "CHF")


def _given(scoping: Scoping) -> str:
    return json.dumps([entry.answer.values for entry in scoping.entries.values() if entry.answer], default=str)


def twice(scoping: Scoping) -> list[str]:
    """The ids that stand for two values."""
    ids = [one.id for one in figures.listed(report.build(Findings(scoping)))]
    return sorted({id for id in ids if ids.count(id) > 1})


def written_twice(scoping: Scoping) -> dict[str, set[str]]:
    """By id, the texts of a sum that the views write in more than one way; what another sum or somebody's words explain
    is left out."""
    listed = figures.listed(report.build(Findings(scoping)))
    shown = {text for view in printed(scoping).values() for text in SUM.findall(re.sub(r"<[^>]+>", "", view))}
    texts = {one: {say(one.value, one.unit) for say in (money, at_least, at_most)} for one in listed}
    said, found = _in_words(scoping), dict[str, set[str]]()
    for one, own in texts.items():
        others = {text for other, theirs in texts.items() if other.id != one.id for text in theirs}
        if len(written := (own - others - said) & shown) > 1:
            found[one.id] = written
    return found
