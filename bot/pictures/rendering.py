"""A picture as bytes for a message, or as an SVG element that can stand in an HTML page beside others.

The same picture gives the same bytes (with the same matplotlib): no dates, no random ids. Text in an SVG is drawn as
outlines, because the layout was measured with one font and readers may not have it; title and description stay text.
"""

import re
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from io import BytesIO, StringIO
from threading import Lock
from typing import Protocol

from bot.pictures.page import WIDTH, Page

PIXELS = 1600

# matplotlib keeps caches of fonts that it does not guard; pictures of several threads are drawn one after the other.
_DRAWING = Lock()


class Picture(Protocol):
    """What every picture has. `title` stands above it; `alt` says in words what it shows to those who cannot see."""

    @property
    def title(self) -> str: ...

    @property
    def alt(self) -> str: ...

    def page(self) -> Page:
        """The picture drawn."""


def available() -> bool:
    """Whether pictures can be drawn here (the extra `charts` is installed)."""
    return find_spec("matplotlib") is not None


def png(picture: Picture) -> bytes:
    """The picture 1,600 pixels wide, meant to be seen at half that or less. CPU-heavy: call it in a thread."""
    with _DRAWING:
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        page = picture.page()
        out = BytesIO()
        FigureCanvasAgg(page.figure)
        page.figure.savefig(out, format="png", dpi=PIXELS / WIDTH, metadata={"Software": None})
        return out.getvalue()


def svg(picture: Picture) -> str:
    """The picture as one `<svg>` element to put into a page: no prolog, nothing fetched, ids of its own.

    Ids begin with a digest of the content: two different pictures in one page never share one. CPU-heavy, as `png`.
    """
    with _DRAWING:
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        page = picture.page()
        out = StringIO()
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        FigureCanvasSVG(page.figure)
        page.figure.savefig(out, format="svg", metadata=nothing)
    return _element(out.getvalue(), picture.title, picture.alt)


def _element(document: str, title: str, alt: str) -> str:
    body = document[document.index("<svg") :]
    body = re.sub(r"<!--.*?-->\s*", "", body, flags=re.DOTALL)
    # matplotlib's style rule would hold for every element of the page it is put into; the root carries it instead.
    body = re.sub(r"<defs>\s*<style[^>]*>[^<]*</style>\s*</defs>\s*", "", body)
    title, alt = _text(title), _text(alt)
    name = "p" + sha256("\0".join((_renamed(body, ""), title, alt)).encode()).hexdigest()[:12]
    said = f'<title id="{name}-title">{title}</title>\n<desc id="{name}-alt">{alt}</desc>\n'
    return re.sub(r"<svg[^>]*>\s*", lambda root: _root(root[0], name) + said, _renamed(body, name), count=1)


def _root(tag: str, name: str) -> str:
    """The opening tag: as wide as there is room up to its own size, and named by its title and description."""
    box = re.search(r'viewBox="[^"]*"', tag)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {box[0] if box else ""}'
        f' width="100%" style="max-width: {PIXELS // 2}px; stroke-linejoin: round; stroke-linecap: butt" role="img"'
        f' aria-labelledby="{name}-title {name}-alt">\n'
    )


def _renamed(body: str, name: str) -> str:
    """Ids numbered in the order they appear; those that nothing refers to are left out."""
    used = set(re.findall(r'(?<=href=")#([^"]+)(?=")', body)) | set(re.findall(r"url\(#([^)]+)\)", body))
    ids = [own for own in re.findall(r'\bid="([^"]+)"', body) if own in used]
    new = {own: f"{name}-{number}" for number, own in enumerate(dict.fromkeys(ids))}
    body = re.sub(r' id="([^"]+)"', lambda own: f' id="{new[own[1]]}"' if own[1] in new else "", body)
    body = re.sub(r'(?<=href=")#([^"]+)(?=")', lambda own: f"#{new[own[1]]}", body)
    return re.sub(r"url\(#([^)]+)\)", lambda own: f"url(#{new[own[1]]})", body)


def _text(words: str) -> str:
    """Escaped, without the control characters that XML refuses."""
    return escape("".join(letter for letter in words if letter.isprintable() or letter in "\n\t"), quote=False)
