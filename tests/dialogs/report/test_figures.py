"""One quantity has one id and one value in a report, and every sum that is shown is one of them."""

import json
import re
from collections.abc import Callable

import pytest

from bot.report import html, markdown
from bot.screens.messages import report as screens
from bot.words.figures import money
from dialogs import report
from dialogs.findings import Findings
from dialogs.report import figures, published
from dialogs.scoping.scoping import Scoping
from tests import endings, full_track

EVERY: dict[str, Callable[[], Scoping]] = {
    **{name: getattr(endings, name) for name in ("approved_mlops", "approved_ml", "no_ai", "on_conditions", "no_sum")},
    **{
        f"full_{name}": getattr(full_track, name)
        for name in ("approved_mlops", "approved_ml", "approved_poc", "no_ai", "rejected")
    },
}
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
    known = {money(value, one.unit) for one in figures.listed(built) for value in (one.value, -one.value)}
    said = set(SUM.findall(json.dumps([entry.model_dump(mode="json") for entry in scoping.entries.values()])))
    said |= {money(float(number), code) for code in _CODES for number in re.findall(r"-?\d+\.?\d*", _given(scoping))}
    views = {name: set(SUM.findall(re.sub(r"<[^>]+>", "", shown))) for name, shown in printed(scoping).items()}
    return {name: strange for name, shown in views.items() if (strange := shown - known - said)}


_CODES = ("EUR", "USD", "GBP", "CHF")


def _given(scoping: Scoping) -> str:
    return json.dumps([entry.answer.values for entry in scoping.entries.values() if entry.answer], default=str)


def twice(scoping: Scoping) -> list[str]:
    """The ids that stand for two values."""
    ids = [one.id for one in figures.listed(report.build(Findings(scoping)))]
    return sorted({id for id in ids if ids.count(id) > 1})


@pytest.mark.parametrize("name", EVERY)
def test_one_quantity_has_one_value(name: str) -> None:
    assert twice(EVERY[name]()) == []


@pytest.mark.parametrize("name", EVERY)
def test_every_sum_that_is_shown_is_a_figure_of_the_report(name: str) -> None:
    assert unlisted(EVERY[name]()) == {}


def test_the_file_for_machines_has_them_by_id() -> None:
    made = json.loads(published.as_json(report.build(Findings(full_track.approved_mlops()))))
    by_id = {one["id"]: one["value"] for one in made["figures"]}

    assert by_id["ml.npv"] == made["money"]["case"]["expected"]["npv"]
    assert by_id["plan.total"] == made["plan"]["total"]
