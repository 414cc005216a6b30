"""The common look: a sheet with a head, drawn on in inches from the top left, with few colours and large type."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from bot.pictures.lettering import TEXT, TITLE, cleaned, line_height, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, MARGIN, TOP = 8.0, 0.35, 0.28

# After Okabe and Ito's palette for the colour-blind; no picture tells things apart by colour alone.
INK, GREY, FAINT, PAPER = "#1f2328", "#57606a", "#d0d5db", "#ffffff"
BLUE, SKY, GREEN, AMBER, RED = "#0072b2", "#cfe6f5", "#009e73", "#e69f00", "#d55e00"

Point = tuple[float, float]
Across = Literal["left", "center", "right"]
Down = Literal["top", "center", "bottom"]


class Page:
    """A white sheet eight inches wide with title and note at its head and `height` inches of body below.

    Lengths are inches from the body's top left corner; y grows downwards.
    """

    def __init__(self, title: str, note: str, height: float) -> None:
        from matplotlib.figure import Figure

        heading = wrapped(title, WIDTH - 2 * MARGIN, most=3, size=TITLE, bold=True)
        noted = wrapped(note, WIDTH - 2 * MARGIN, most=4)
        below_title = TOP + len(heading) * line_height(TITLE)
        head = below_title + (0.06 + len(noted) * line_height() if noted else 0) + 0.25
        self.height = height
        self.figure: Figure = Figure(figsize=(WIDTH, head + height), dpi=100, facecolor=PAPER)
        self._plane: Axes = self.figure.add_axes((0, 0, 1, 1))
        self._plane.set(xlim=(0, WIDTH), ylim=(height, -head), autoscale_on=False)
        self._plane.set_axis_off()
        self.write(MARGIN, TOP - head, heading, size=TITLE, bold=True, down="top")
        self.write(MARGIN, below_title + 0.06 - head, noted, down="top")

    def write(
        self,
        x: float,
        y: float,
        words: str | Sequence[str],
        *,
        size: float = TEXT,
        bold: bool = False,
        color: str = INK,
        across: Across = "left",
        down: Down = "center",
        backed: bool = False,
    ) -> None:
        """Words at a place, a line each; nothing in them is parsed. Lines are set by their baselines, so that words
        level with others look level. `backed`: what lies behind the words is hidden."""
        lines = [cleaned(line) for line in ([words] if isinstance(words, str) else words)]
        step = line_height(size)
        top = y - {"top": 0.0, "center": 0.5, "bottom": 1.0}[down] * step * len(lines)
        for number, line in enumerate(lines):
            if line:
                self._plane.text(
                    x,
                    top + (number + 0.74) * step,
                    line,
                    fontsize=size,
                    family="DejaVu Sans",
                    weight="bold" if bold else "normal",
                    color=color,
                    horizontalalignment=across,
                    verticalalignment="baseline",
                    parse_math=False,
                    bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5} if backed else None,
                    zorder=9,
                )

    def line(self, points: Sequence[Point], *, color: str = INK, width: float = 1.5, dashes: Any = "-") -> None:
        """A line through the points; `dashes` as matplotlib's line styles."""
        across, down = zip(*points, strict=True)
        self._plane.plot(across, down, color=color, linewidth=width, linestyle=dashes, clip_on=False, zorder=4)

    def area(self, points: Sequence[Point], *, color: str, hatch: str = "", edge: str = PAPER) -> None:
        """A filled shape; the hatch is drawn in the colour of its edge."""
        from matplotlib.patches import Polygon

        self._plane.add_patch(
            Polygon(points, closed=True, facecolor=color, edgecolor=edge, hatch=hatch, linewidth=0, clip_on=False)
        )

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        *,
        fill: str = "none",
        edge: str = "none",
        width: float = 1.0,
    ) -> None:
        """A rectangle, filled or framed."""
        from matplotlib.patches import Rectangle

        self._plane.add_patch(
            Rectangle(
                (left, top),
                right - left,
                bottom - top,
                facecolor=fill,
                edgecolor=edge,
                linewidth=width,
                clip_on=False,
                zorder=2 if edge == "none" else 3,
            )
        )

    def mark(
        self, x: float, y: float, shape: str, *, size: float, fill: str, edge: str = PAPER, width: float = 1.0
    ) -> None:
        """A marker; `size` is its breadth in inches, `shape` one of matplotlib's."""
        self._plane.plot(
            [x], [y], marker=shape, markersize=size * 72, markerfacecolor=fill, markeredgecolor=edge,
            markeredgewidth=width, linestyle="none", clip_on=False, zorder=6,
        )  # fmt: skip
