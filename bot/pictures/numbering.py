"""Names below a picture, each with the number it has in the picture."""

from collections.abc import Sequence

from bot.pictures.lettering import line_height
from bot.pictures.page import MARGIN, Page


def numbered(page: Page, names: Sequence[Sequence[str]], top: float) -> None:
    """The names from `top` on, numbered from 1."""
    for number, lines in enumerate(names, 1):
        page.write(MARGIN + 0.4, top, str(number), bold=True, across="right", down="top")
        page.write(MARGIN + 0.55, top, lines, down="top")
        top += listed_height(lines)


def listed_height(lines: Sequence[str]) -> float:
    """Inches a name takes in the list."""
    return max(1, len(lines)) * line_height() + 0.08
