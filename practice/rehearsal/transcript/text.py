"""A rehearsal as it is read in a terminal: printed as it happens, in 100 columns, with colours only on a terminal."""

from __future__ import annotations

import asyncio
import os
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.words.figures import counted
from practice.rehearsal.case import Case
from practice.rehearsal.costs import Costs
from practice.rehearsal.transcript.events import Did, Event, Passed, Said, Shown
from practice.rehearsal.transcript.lines import Line
from practice.rehearsal.transcript.words import edit_words, is_short, is_told, moment, where

WIDTH = 98
PAUSE = 0.6
_STYLES = {"who": "1;36", "bot": "1;32", "dim": "2", "bold": "1", "button": "7", "problem": "1;31"}


@dataclass(frozen=True)
class Summary:
    """What came of a case. `ended` is the outcome in words, "" where it did not go as written; `days` are its own."""

    case: str
    ended: str
    days: int = 0
    people: int = 0
    answers: int = 0
    messages: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        day, person = counted(self.days, "day"), counted(self.people, "person", "people")
        answer, message = counted(self.answers, "answer"), counted(self.messages, "message")
        return f"{day}, {person}, {answer}, {message} of scopebot's; played in {self.seconds:.0f} s"

    def row(self) -> tuple[str, ...]:
        if not self.ended:
            return (self.case, "not as written, see above", "", "", "", "", "")
        figures = (self.days, self.people, self.answers, self.messages)
        return (self.case, self.ended, *map(str, figures), f"{self.seconds:.0f}")


class Printer:
    """Prints to a stream; quiet, it prints only where the report is and what went wrong."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream, self._quiet = stream, quiet
        self._was_short = False
        self._on_terminal = stream.isatty()
        self._colours = self._on_terminal and "NO_COLOR" not in os.environ

    def opening(self, case: Case) -> None:
        """What is played, before anything happens."""
        if self._quiet:
            return
        self._put(self._styled("bold", f"{case.title} · a rehearsal in {case.channel}"))
        self._wrapped(case.about, "")
        self.waiting("Starting a stand-in for Slack, and scopebot itself…")

    def tell(self, event: Event) -> None:
        """Prints what just happened; edits that follow each other stand together."""
        if not self._quiet and is_told(event):
            if not (self._was_short and is_short(event)):
                self._put("")
            self._was_short = is_short(event)
            _TELL[type(event)](self, event)
            self._stream.flush()

    def waiting(self, what: str) -> None:
        """What takes long."""
        if not self._quiet:
            self._put(self._styled("dim", what))
            self._stream.flush()

    def closing(self, summary: Summary, costs: Costs, effort: str, folder: Path) -> None:
        """How it ended, in a few lines: what it came to, what it cost the bot and its people, where it is."""
        if not self._quiet:
            self._put(f"\n{self._styled('bold', summary.ended)}")
            self._wrapped(f"{summary}. It went as written, and Slack would have taken everything. {costs}", "")
            self._wrapped(effort, "")
        self._put(f"The report and the transcript are in {folder}")
        self._stream.flush()

    def table(self, played: Sequence[Summary]) -> None:
        """A line for each of several cases; one that went wrong says so."""
        rows: list[tuple[str, ...]] = [("case", "how it ended", "days", "people", "answers", "messages", "seconds")]
        rows += [one.row() for one in played]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        self._put("")
        for number, row in enumerate(rows):
            left = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
            right = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
            self._put(self._styled("" if number else "bold", "  ".join([*left, *right])))

    def problem(self, said: str) -> None:
        """What went wrong; printed even where all else is quiet."""
        self._put(self._styled("problem", said))

    async def pause(self) -> None:
        """A breath between two acts for whoever reads along; none where nobody does."""
        if self._on_terminal and not self._quiet:
            await asyncio.sleep(PAUSE)

    def did(self, event: Did) -> None:
        if event.what:
            self._wrapped(
                _LABEL.sub(r"\1[\2]", event.what).replace("`", ""),
                f"{self._styled('who', event.who)} ",
                len(event.who) + 1,
            )
        for label, said in event.entries:
            self._wrapped(f"{label}{'' if label.endswith(('?', '…')) else ':'} {said}", "    ")

    def said(self, event: Said) -> None:
        self._wrapped(f"“{event.text}”", f"{self._styled('who', event.who)} ", len(event.who) + 1)

    def passed(self, event: Passed) -> None:
        self._put(self._styled("dim", f"──── {moment(event.until)}: scopebot was stopped, and starts again ────"))

    def shown(self, event: Shown) -> None:
        if is_short(event):
            self._wrapped(edit_words(event), self._styled("dim", "  ~ "), 4, style="dim")
            return
        place = "edits its message" if event.edited else where(event)
        self._put(f"  {self._styled('bot', 'scopebot')} {self._styled('dim', place)}")
        for line in event.lines:
            self._line(line)

    def _line(self, line: Line) -> None:
        edge, mark = self._styled("dim", "  │ "), _MARKS.get(line.kind, "")
        if line.words or not line.buttons:
            styled = "bold" if line.pieces and all(piece.bold for piece in line.pieces) else ""
            self._wrapped(mark + line.words, edge, 4, style=styled)
        if line.buttons:
            self._put(edge + " ".join(self._styled("button", f"[{label}]") for label in line.buttons))

    def _wrapped(self, text: str, lead: str, indent: int | None = None, style: str = "") -> None:
        """Wrapped to the width; what follows the first line stands under `lead`, or under as many blanks."""
        room = WIDTH - (len(lead) if indent is None else indent)
        for number, part in enumerate(_broken(text, room)):
            edge = lead if number == 0 or "│" in lead or indent is None else " " * min(indent, 4)
            self._put(edge + self._styled(style, part))

    def _styled(self, style: str, text: str) -> str:
        return f"\033[{_STYLES[style]}m{text}\033[0m" if self._colours and style else text

    def _put(self, text: str) -> None:
        self._stream.write(text.rstrip() + "\n")


def _broken(text: str, room: int) -> Iterator[str]:
    for paragraph in text.strip().split("\n"):
        yield from textwrap.wrap(paragraph, room) or [""]


_LABEL = re.compile(r"(presses )`(.+?)`")
_MARKS = {"bullet": "• ", "quote": "❝ "}
_TELL: Mapping[type, Callable[[Printer, Event], None]] = {
    Did: Printer.did,  # type: ignore[dict-item]
    Said: Printer.said,  # type: ignore[dict-item]
    Passed: Printer.passed,  # type: ignore[dict-item]
    Shown: Printer.shown,  # type: ignore[dict-item]
}
