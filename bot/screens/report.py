"""The report in Slack: a first screen a board can act on, the whole of it for a modal, and its notification."""

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from slack_sdk.models.blocks import Block

from bot import words
from bot.words import Ours
from dialogs import report
from dialogs.report.parts import Piece, Report, Said
from dialogs.rulings import Rulings

LARGEST = 180_000
LENGTHS = (600, 300, 120, 40, 15)


class Shown(NamedTuple):
    """A field's words as a template may insert them (the links the question asked for live), and what was cut off."""

    parts: list[str]
    left_out: int


def first_screen(scoping: Rulings) -> list[Block]:
    """What was decided, why, what it costs and brings, what must happen next: one block of about eight lines."""
    return [words.rich("report_first", r=report.build(scoping))]


def full(scoping: Rulings) -> list[Block]:
    """The whole report for a modal: at most 95 blocks; long answers are cut and say how much was left out."""
    built = report.build(scoping)
    versions = (list(_whole(built, most)) for most in LENGTHS)
    blocks: list[Block] = []
    for blocks in versions:
        if _size(blocks) <= LARGEST:
            break
    return blocks


def notification(scoping: Rulings) -> str:
    """What a message's `text` says: one sentence with the title and the decision, to go through `words.fallback`."""
    return words.plain("report_notification", r=report.build(scoping))


def file_name(scoping: Rulings) -> str:
    """churn-early-warning-report.md"""
    plain = unicodedata.normalize("NFKD", scoping.title.casefold()).encode("ascii", "ignore").decode()
    title = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"{title or 'scoping'}-report.md"


def _whole(built: Report, most: int) -> Iterator[Block]:
    yield words.rich("report_who", r=built)
    yield words.rich("report_first", r=built)
    for template, there in (
        ("report_next", built.steps),
        ("report_waiting", built.waiting),
        ("report_money", built.money),
        ("report_verdict", built.verdict),
    ):
        if there:
            yield words.rich(template, r=built)
    for section in built.sections:
        answered = [line for line in section.lines if line.told]
        if answered:
            yield words.rich("report_heading", section=section)
        yield from (words.rich("report_line", line=line, said=_shown, most=most) for line in answered)
    if built.waived or built.left or built.skipped or built.objections or built.details:
        yield words.rich("report_notes", r=built, most=min(most, 300))
    if built.rules:
        yield words.rich("report_rules", r=built)


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
