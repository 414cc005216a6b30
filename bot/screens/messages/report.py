"""The report in Slack: a first screen a board can act on, the whole of it for a modal, and its notification."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from slack_sdk.models.blocks import Block

from bot.report import articles
from bot.report.articles import Article
from bot.telling import to_find_out
from bot.telling.report import WORDINGS
from bot.telling.to_find_out import Known
from bot.words import sentences
from bot.words.rich_text import Json, Ours, RichText
from dialogs import report
from dialogs.findings import Findings
from dialogs.record.record import Record
from dialogs.report.report import Report
from dialogs.report.said import Piece, Said, Section

LARGEST = 180_000
LENGTHS = (600, 300, 120, 40, 15)
MOST_BLOCKS = 95
APART: Json = {"type": "rich_text_section", "elements": [{"type": "text", "text": "\n"}]}


class Shown(NamedTuple):
    """A field's words as a template may insert them (the links the question asked for live), and what was cut off."""

    parts: list[str]
    left_out: int


def first_screen(findings: Findings) -> list[Block]:
    """What was decided, why, what it costs and brings, what must happen next: one block of about eight lines."""
    return [_rich("report_first", r=report.build(findings), k=to_find_out.for_a_report(findings))]


def to_sign(findings: Findings) -> list[Block]:
    """The same for whoever signs, and under it what would most likely sink it and which objections stand."""
    built = report.build(findings)
    return [_rich("report_first", r=built, k=to_find_out.for_a_report(findings)), *_sinks(built)]


def first_words(findings: Findings) -> str:
    """The same as plain text."""
    return _plain("report_first", r=report.build(findings), k=to_find_out.for_a_report(findings))


def full(findings: Findings) -> list[Block]:
    """The whole report for a modal: at most 95 blocks; long answers are cut and say how much was left out."""
    built = report.build(findings)
    verdicts = articles.of(findings, built)
    known = to_find_out.for_a_report(findings)
    versions = (list(_whole(built, known, verdicts, most)) for most in LENGTHS)
    blocks: list[Block] = []
    for blocks in versions:
        if _size(blocks) <= LARGEST:
            break
    return blocks


def notification(findings: Findings) -> str:
    """What a message's `text` says: one sentence with the title and the decision, to go through `words.fallback`."""
    return _plain("report_notification", r=report.build(findings))


def file_name(record: Record, ending: str = "md") -> str:
    """churn-early-warning-report.md; the second that was signed is churn-early-warning-report-2.md."""
    plain = unicodedata.normalize("NFKD", record.title.casefold()).encode("ascii", "ignore").decode()
    title = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    again = f"-{len(record.reopenings) + 1}" if record.reopenings else ""
    return f"{title or 'scoping'}-report{again}.{ending}"


def _whole(built: Report, known: Known, verdicts: Sequence[Article], most: int) -> Iterator[Block]:
    before, after = list(_above(built, known, verdicts, most)), list(_below(built, most))
    answers = [block for section in built.sections for block in _section(built, section, most)]
    yield from (*before, *_gathered(answers, MOST_BLOCKS - len(before) - len(after)), *after)


def _above(built: Report, known: Known, verdicts: Sequence[Article], most: int) -> Iterator[RichText]:
    yield _rich("report_who", r=built)
    yield _rich("report_first", r=built, k=known)
    yield from _sinks(built)
    yield from (
        _rich("report_article", r=built, a=one, most=most) for one in verdicts if one.told and one.form != "stress"
    )
    for template, there in (
        ("report_next", built.steps),
        ("report_waiting", built.waiting),
        ("report_money", built.money),
        ("report_verdict", built.verdict),
        ("report_team", built.pulse),
    ):
        if there:
            yield _rich(template, r=built)


def _sinks(built: Report) -> Iterator[RichText]:
    if built.premortem or built.standing:
        yield _rich("report_sinks", r=built)


def _rich(template: str, **values: object) -> RichText:
    return sentences.rich(template, **sentences.callable_in_messages(WORDINGS), **values)


def _plain(template: str, **values: object) -> str:
    return sentences.plain(template, **sentences.callable_in_messages(WORDINGS), **values)


def _section(built: Report, section: Section, most: int) -> Iterator[RichText]:
    """A stage's name, then its answers."""
    answered = [line for line in section.lines if line.told]
    if answered:
        yield _rich("report_heading", section=section)
    yield from (
        _rich("report_line", r=built, line=line, aside=section.aside, said=_shown, most=most) for line in answered
    )


def _below(built: Report, most: int) -> Iterator[RichText]:
    if built.raised or built.not_judged:
        yield _rich("report_objections", r=built, most=min(most, 300))
    notes = (built.stands_together, built.waived, built.left, built.skipped, built.dissent, built.added)
    if any(notes):
        yield _rich("report_notes", r=built, most=min(most, 300))
    if built.rules:
        yield _rich("report_rules", r=built)


def _gathered(blocks: list[RichText], room: int) -> Iterator[RichText]:
    """Neighbours put together, as many as it takes for all to fit."""
    together = -(-len(blocks) // room) or 1
    for start in range(0, len(blocks), together):
        yield RichText([part for block in blocks[start : start + together] for part in (*block.elements, APART)][:-1])


def _shown(said: Said, most: int) -> Shown:
    pieces, left_out = said.pieces(most)
    return Shown([_part(piece) for piece in pieces], left_out)


def _part(piece: Piece) -> str:
    if not piece.link:
        return piece.text
    scheme, _, rest = piece.text.partition("://")
    return Ours(f"<{scheme.lower()}://{rest}|{scheme.lower()}://{rest}>")


def _size(blocks: list[Block]) -> int:
    return len(json.dumps([block.to_dict() for block in blocks]))
