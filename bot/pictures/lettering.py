"""Lettering: what can be set in the font that comes with matplotlib, how wide it runs, and where its lines break."""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache

TITLE, TEXT, SMALL = 19.0, 14.0, 12.5
MISSING = "\u25a1"


def line_height(size: float = TEXT) -> float:
    """Inches from one line to the next."""
    return 1.4 * size / 72


def cleaned(words: str) -> str:
    """On one line, with only what the font can draw: letters it lacks become a box, symbols it lacks go."""
    drawn = _drawn()
    letters = (_letter(letter, drawn) for letter in unicodedata.normalize("NFC", " ".join(words.split())))
    return " ".join("".join(letters).split())


def width(words: str, size: float = TEXT, bold: bool = False) -> float:
    """Inches the words take on one line."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    if not words:
        return 0.0
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    across, _, _ = text_to_path.get_text_width_height_descent(words, font, ismath=False)
    return float(across) / 72


def extent(lines: Sequence[str], size: float = TEXT, bold: bool = False) -> tuple[float, float]:
    """Breadth and height of a block of lines, in inches."""
    return max((width(line, size, bold) for line in lines), default=0.0), len(lines) * line_height(size)


def wrapped_name(name: str, most_wide: float, *, most: int, bold: bool = False) -> list[str]:
    """The same of a name, which keeps its first words and its last: “Rules on top of”, “… a person who decides”."""
    lines = wrapped(name, most_wide, most=most, bold=bold)
    if most < 2 or not lines or not lines[-1].endswith("…"):
        return lines
    words, last = cleaned(name).split(), ""
    for word in reversed(words):
        longer = f"{word} {last}".strip()
        if width(f"… {longer}", TEXT, bold) > most_wide:
            break
        last = longer
    return [*lines[:-1], f"… {last}"] if last else lines


def wrapped(words: str, most_wide: float, *, most: int, size: float = TEXT, bold: bool = False) -> list[str]:
    """At most `most` lines of at most so many inches; what does not fit ends in an ellipsis."""

    def fits(line: str) -> bool:
        return width(line, size, bold) <= most_wide

    lines = [""]
    for word in _pieces(cleaned(words)[: _ample(most_wide, most)], fits):
        if len(lines) > most:
            break
        longer = f"{lines[-1]} {word}".strip()
        if fits(longer):
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return [line for line in lines if line]
    last = lines[most - 1]
    while last and not fits(last + "…"):
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,;:.–-") + "…"]


def _pieces(words: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """The words; one that is longer than a line is cut into pieces that are not."""
    for word in words.split():
        while len(word) > 1 and not fits(word):
            cut = max(1, bisect_left(range(1, len(word)), True, key=lambda length: not fits(word[:length])))
            yield word[:cut]
            word = word[cut:]
        yield word


def _ample(most_wide: float, most: int) -> int:
    """More characters than so many lines can hold; what lies beyond is not even measured."""
    return int(most_wide * most * 40) + 40


def _letter(letter: str, drawn: frozenset[int]) -> str:
    if ord(letter) in drawn:
        return letter
    return MISSING if unicodedata.category(letter)[0] in "LN" else ""


@cache
def _drawn() -> frozenset[int]:
    """The characters that both weights of the font have."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    faces = (FontProperties(family="DejaVu Sans", weight=weight) for weight in ("normal", "bold"))
    regular, bold = (frozenset(get_font(findfont(face)).get_charmap()) for face in faces)
    return regular & bold
