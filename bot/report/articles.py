"""The verdicts of a report one after the other, in the words of the thread: what each of its views shows of them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.report.illustrations import Illustration
from bot.telling import verdicts
from bot.telling.told import Line, Told
from dialogs.answers.text import cleaned
from dialogs.findings import Findings
from dialogs.record import quoting
from dialogs.record.record import Record
from dialogs.report import said
from dialogs.report.report import Report
from dialogs.report.rules import told as told_in


@dataclass(frozen=True)
class Article:
    """A verdict: its words where it has some of its own, the rules it followed, the answers it rests on, its pictures.

    `form` is where the answers were given; `key` is unique in a report.
    """

    key: str
    form: str
    title: str
    told: Told | None
    rules: tuple[str, ...]
    rests_on: tuple[said.Line, ...]
    pictures: tuple[Illustration, ...] = ()


RULES: Mapping[str, tuple[str, ...]] = {
    "ledger": ("need", "equal"),
    "choice": ("value",),
    "impact": ("people",),
    "data": (),
    "labels": ("labels",),
    "evaluation": ("evaluation",),
    "infrastructure": (),
    "risks": ("risks",),
    "stress": ("stress", "uplift"),
    "plan": ("plan",),
}
"""The forms that end in something to judge, in the order of the track; the candidates come before the choice."""

ALSO: Mapping[str, tuple[str, ...]] = {"data": ("labels.1",), "evaluation": ("problem.4",)}
"""What is shown from the answers of another form."""

OF_ANSWERS = ("data", "evaluation", "infrastructure")
"""Those that show answers where there is no verdict."""

AFTER_THE_DECISION = ("stress", "plan")


def of(findings: Findings, report: Report, pictures: Sequence[Illustration] = ()) -> list[Article]:
    """What was judged as far as its answers are there."""
    told = [
        _article(findings, report, form, rules, pictures)
        for form, rules in _forms(report)
        if _is_told(findings.record, form)
    ]
    return [one for one in told if one.told or one.pictures or _says_something(one)]


def in_files(articles: Sequence[Article]) -> list[Article]:
    """The same for page and Markdown file: what a number counts stands with it, and “ours” once, with the rules."""
    return [
        replace(
            one,
            told=_said_throughout(one.told, with_units) if one.told else None,
            pictures=tuple(replace(picture, alt=with_units(picture.alt)) for picture in one.pictures),
        )
        for one in articles
    ]


_UNITS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"\(RICE ([\d.,]+[kM]?): (?:worth )?([\d.,]+[kM]?)(?: points of value)? for ([^)]+)\)"),
        r"(\2 points of value for \3, \1 for each)",
    ),
    (re.compile(r"= worth ([\d.,]+[kM]?), for"), r"= \1 points of value, for"),
    (re.compile(r": worth ([\d.,]+[kM]?), (green|amber|red)"), r": \1 points of value, \2"),
    (re.compile(r" \(ours\)"), ""),
)


def with_units(words: str) -> str:
    """A verdict's sentence as page and Markdown file have it: “7,680 points of value” for “worth 7,680”."""
    for written, told in _UNITS:
        words = written.sub(told, words)
    return words


def _says_something(article: Article) -> bool:
    """Whether one without a verdict of its own has anything to show: something of its answers is known."""
    shown = [line.told for line in article.rests_on if line.told and article.form in OF_ANSWERS]
    return any(one.said or one.skipped is not None for one in shown)


def _forms(report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    for form, rules in RULES.items():
        if form == "choice":
            yield from (_candidate(one.slot, one.reach is not None) for one in report.candidates)
        yield form, rules


def _candidate(slot: str, existing: bool) -> tuple[str, tuple[str, ...]]:
    return f"candidate_{slot}", ("feasibility", "reach") if existing else ("feasibility",)


def _is_told(record: Record, form: str) -> bool:
    """Whether the stage was walked and everything the form asks has an answer."""
    stage = record.catalog.form_stage.get(form)
    if stage is None or stage.stage not in record.walked:
        return False
    asked = [question.id for question in record.catalog.in_form(form) if quoting.is_asked(record, question.id)]
    entries = [record.entries.get(question) for question in asked]
    return bool(asked) and all(entry and entry.answer for entry in entries)


def _said_throughout(told: Told, written: Callable[[str], str]) -> Told:
    """The same verdict, each of its sentences written in another way."""
    return replace(
        told,
        verdict=written(told.verdict),
        lines=tuple(Line(written(line.name), written(line.said)) for line in told.lines),
        rows=tuple(map(written, told.rows)),
        telling=tuple(map(written, told.telling)),
        changes=tuple(map(written, told.changes)),
    )


def _article(
    findings: Findings, report: Report, form: str, rules: tuple[str, ...], pictures: Sequence[Illustration]
) -> Article:
    record = findings.record
    told = verdicts.latest(findings, form)
    own = {*(question.id for question in record.catalog.in_form(form)), *ALSO.get(form, ())}
    rests_on = set(told.rests_on) if told and told.rests_on else own
    return Article(
        key=form.replace("_", "-"),
        form=form,
        title=cleaned(quoting.title(record, record.catalog.forms[form])),
        told=_said_throughout(told, cleaned) if told else None,
        rules=rules,
        rests_on=tuple(line for line in told_in(report) if line.question in rests_on),
        pictures=tuple(one for one in pictures if one.form == form),
    )
